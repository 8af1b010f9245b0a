//! Dates with a year in a line, as publication stamps write them: day or month, time and zone, and what the line says they are.

use lang::{Compile, Packs, lower};
use model::{Day, Span};
use std::collections::HashMap;

/// The words of date lines, from `stamps.tsv` of all packs.
pub(crate) struct StampWords {
    words: HashMap<String, Vec<Meaning>>,
    /// Languages that write the month before the day where only numbers stand.
    month_first: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Month(u8),
    MonthWord,
    YearSign,
    MonthSign,
    DaySign,
    Filler,
    Weekday,
    Morning,
    Afternoon,
    Published,
    Updated,
}

impl Compile for StampWords {
    fn compile(packs: &Packs) -> Self {
        let mut all = Self { words: HashMap::new(), month_first: Vec::new() };
        for pack in packs.languages() {
            for row in pack.rows("stamps") {
                let meaning = match row.get("kind") {
                    "month" => Meaning::Month(row.get("value").parse().unwrap_or(1)),
                    "month_word" => Meaning::MonthWord,
                    "year_sign" => Meaning::YearSign,
                    "month_sign" => Meaning::MonthSign,
                    "day_sign" => Meaning::DaySign,
                    "filler" => Meaning::Filler,
                    "weekday" => Meaning::Weekday,
                    "am" => Meaning::Morning,
                    "pm" => Meaning::Afternoon,
                    "published" => Meaning::Published,
                    "updated" => Meaning::Updated,
                    "order" => {
                        all.month_first.push(pack.code.clone());
                        continue;
                    }
                    _ => continue,
                };
                let entry = all.words.entry(lower(row.get("form"))).or_default();
                if !entry.contains(&meaning) {
                    entry.push(meaning);
                }
            }
        }
        all
    }
}

impl StampWords {
    /// Whether a text is a date without its year or a day of the week: names of days or months and numbers of two digits
    /// or of a year.
    pub fn is_calendar(&self, text: &str) -> bool {
        let mut words = text.split_whitespace().peekable();
        words.peek().is_some()
            && words.all(|w| {
                let digits = w.bytes().take_while(u8::is_ascii_digit).count();
                if digits > 0 {
                    return digits <= 4 && w.chars().count() - digits <= 2;
                }
                let meanings = self.words.get(&lower(w.trim_matches('.')));
                meanings.is_some_and(|m| {
                    m.iter().any(|m| matches!(m, Meaning::Month(_) | Meaning::Weekday | Meaning::Filler))
                })
            })
    }

    /// Whether a language writes the month first where only numbers stand.
    pub fn month_first(&self, language: &str) -> bool {
        self.month_first.iter().any(|l| l == language)
    }
}

/// What a line says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Nothing,
    Published,
    Updated,
}

/// A date in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Date and time, in bytes of the line.
    pub span: Span,
    pub year: i16,
    pub month: u8,
    /// Nothing where only the month is stated.
    pub day: Option<u8>,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
    /// Minutes east of Greenwich.
    pub zone: Option<i32>,
    pub says: Says,
    /// Whether day and month could be the other way round.
    pub ambiguous: bool,
}

impl Stamp {
    /// The same date with day and month the other way round.
    pub fn swapped(mut self) -> Self {
        if let (true, Some(day)) = (self.ambiguous, self.day) {
            self.day = Some(self.month);
            self.month = day;
        }
        self
    }

    /// EDTF: the day or month, with the time where it is stated.
    pub fn edtf(&self) -> String {
        use std::fmt::Write as _;
        let mut out = format!("{:04}-{:02}", self.year, self.month);
        if let Some(day) = self.day {
            let _ = write!(out, "-{day:02}");
            if let Some((hour, minute)) = self.time {
                let _ = write!(out, "T{hour:02}:{minute:02}");
                match self.zone {
                    Some(0) => out.push('Z'),
                    Some(zone) => {
                        let sign = if zone < 0 { '-' } else { '+' };
                        let _ = write!(out, "{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60);
                    }
                    None => {}
                }
            }
        }
        out
    }

    /// The day, where it is stated.
    pub fn date(&self) -> Option<Day> {
        Day::new(self.year, self.month, self.day?)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number(u32, usize),
    Word(Vec<Meaning>, String),
    Sign(char),
}

/// All dates with a year in a text, left to right, and how many letters and digits of it belong to none.
pub(crate) fn find(text: &str, words: &StampWords) -> (Vec<Stamp>, usize) {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return (Vec::new(), text.len());
    }
    let tokens = cut(text, words);
    let mut used = vec![false; tokens.len()];
    let mut found = Vec::new();
    let mut says = Says::Nothing;
    let mut at = 0;
    while at < tokens.len() {
        if let (_, Token::Word(meanings, _)) = &tokens[at] {
            if meanings.contains(&Meaning::Updated) {
                says = Says::Updated;
                used[at] = true;
            } else if meanings.contains(&Meaning::Published) {
                says = Says::Published;
                used[at] = true;
            } else if meanings.contains(&Meaning::Weekday) || meanings.contains(&Meaning::Filler) {
                used[at] = true;
            }
        }
        let Some((mut stamp, next)) = date(&tokens, at) else {
            at += 1;
            continue;
        };
        let (mut first, mut last) = (at, next);
        if let Some((time, zone, end)) = time_after(&tokens, next) {
            (stamp.time, stamp.zone, last) = (Some(time), zone, end);
        } else if let Some((time, zone, start)) = time_before(&tokens, at) {
            (stamp.time, stamp.zone, first) = (Some(time), zone, start);
        }
        stamp.span = Span::new(tokens[first].0.start, tokens[last - 1].0.end);
        stamp.says = says;
        used[first..last].iter_mut().for_each(|u| *u = true);
        found.push(stamp);
        at = last;
    }
    let left = tokens
        .iter()
        .zip(&used)
        .filter(|(t, used)| !**used && !matches!(t.1, Token::Sign(_)))
        .map(|(t, _)| t.0.of(text).chars().count())
        .sum();
    (found, left)
}

fn cut(text: &str, words: &StampWords) -> Vec<(Span, Token)> {
    let mut out: Vec<(Span, Token)> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let run = |test: fn(char) -> bool| {
            text[at..].char_indices().find(|(_, c)| !test(*c)).map_or(text.len(), |(i, _)| at + i)
        };
        if c.is_ascii_digit() {
            let end = run(|c| c.is_ascii_digit());
            out.push((Span::new(at, end), Token::Number(text[at..end].parse().unwrap_or(u32::MAX), end - at)));
            at = end;
        } else if c.is_alphabetic() {
            let end = run(|c| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c));
            let word = lower(&text[at..end]);
            let meanings = words.words.get(&word).cloned().unwrap_or_default();
            out.push((Span::new(at, end), Token::Word(meanings, word)));
            at = end;
        } else {
            if !c.is_whitespace() {
                out.push((Span::new(at, at + c.len_utf8()), Token::Sign(c)));
            }
            at += c.len_utf8();
        }
    }
    out
}

fn number(tokens: &[(Span, Token)], at: usize, low: u32, high: u32, longest: usize) -> Option<u32> {
    match tokens.get(at)?.1 {
        Token::Number(n, length) if (low..=high).contains(&n) && length <= longest => Some(n),
        _ => None,
    }
}

fn year(tokens: &[(Span, Token)], at: usize) -> Option<i16> {
    let n = number(tokens, at, 1900, 2099, 4)?;
    i16::try_from(n).ok()
}

fn has(tokens: &[(Span, Token)], at: usize, wanted: Meaning) -> bool {
    matches!(tokens.get(at), Some((_, Token::Word(meanings, _))) if meanings.contains(&wanted))
}

fn sign(tokens: &[(Span, Token)], at: usize) -> Option<char> {
    match tokens.get(at)?.1 {
        Token::Sign(c) => Some(c),
        _ => None,
    }
}

/// A month by name, or a word for month and a number: (month, tokens).
fn month(tokens: &[(Span, Token)], at: usize) -> Option<(u8, usize)> {
    let Token::Word(meanings, _) = &tokens.get(at)?.1 else { return None };
    for meaning in meanings {
        if let Meaning::Month(n) = meaning {
            return Some((*n, 1));
        }
    }
    if meanings.contains(&Meaning::MonthWord) {
        let dot = usize::from(sign(tokens, at + 1) == Some('.'));
        let n = number(tokens, at + 1 + dot, 1, 12, 2)?;
        return Some((u8::try_from(n).ok()?, 2 + dot));
    }
    None
}

/// Skips signs and small words that may stand between the parts of a date.
fn between(tokens: &[(Span, Token)], mut at: usize) -> usize {
    for _ in 0..2 {
        if has(tokens, at, Meaning::Filler)
            || matches!(sign(tokens, at), Some(',' | '.' | '-' | '/' | '\u{ba}' | '’' | '\''))
        {
            at += 1;
        }
    }
    at
}

/// A date that starts at a token, and the token after it.
fn date(tokens: &[(Span, Token)], at: usize) -> Option<(Stamp, usize)> {
    let make = |year: i16, month: u32, day: Option<u32>, next: usize| {
        let month = u8::try_from(month).ok()?;
        let day = match day {
            Some(day) => Some(Day::new(year, month, u8::try_from(day).ok()?)?.day),
            None => None,
        };
        let stamp = Stamp {
            span: Span::default(),
            year,
            month,
            day,
            time: None,
            zone: None,
            says: Says::Nothing,
            ambiguous: false,
        };
        Some((stamp, next))
    };
    // A digit glued to what stands before (a name, a price, a longer number) starts no date.
    if at > 0
        && let (Some(before), Token::Sign('.' | '/' | '-' | '_' | ':' | '$' | '€' | '£')) =
            (tokens.get(at - 1), &tokens[at - 1].1)
        && before.0.end == tokens[at].0.start
        && at > 1
        && tokens[at - 2].0.end == before.0.start
    {
        return None;
    }
    if let Some(y) = year(tokens, at) {
        let joins = |at: usize| {
            matches!(sign(tokens, at), Some('-' | '/' | '.'))
                || has(tokens, at, Meaning::YearSign)
                || has(tokens, at, Meaning::MonthSign)
        };
        if joins(at + 1)
            && let Some(m) = number(tokens, at + 2, 1, 12, 2)
        {
            if joins(at + 3)
                && let Some(d) = number(tokens, at + 4, 1, 31, 2)
            {
                let end = at + 5 + usize::from(has(tokens, at + 5, Meaning::DaySign));
                return make(y, m, Some(d), end);
            }
            let alone = !matches!(sign(tokens, at + 3), Some('-' | '/' | '.'));
            return alone.then(|| make(y, m, None, at + 3)).flatten();
        }
        if let Some((m, length)) = month(tokens, at + 1)
            && let Some(d) = number(tokens, at + 1 + length, 1, 31, 2)
        {
            return make(y, u32::from(m), Some(d), at + 2 + length);
        }
        return None;
    }
    if let Some(d) = number(tokens, at, 1, 31, 2) {
        let first = between(tokens, at + 1);
        if let Some((m, length)) = month(tokens, first) {
            let next = between(tokens, first + length);
            if let Some(y) = year(tokens, next) {
                return make(y, u32::from(m), Some(d), next + 1);
            }
            if let Some(short) = number(tokens, next, 10, 40, 2).filter(|_| sign(tokens, next - 1) == Some('-')) {
                return make(i16::try_from(2000 + short).ok()?, u32::from(m), Some(d), next + 1);
            }
        }
        let join = sign(tokens, at + 1).filter(|c| matches!(c, '/' | '-' | '.'))?;
        let second = number(tokens, at + 2, 1, 31, 2)?;
        if sign(tokens, at + 3) != Some(join) {
            return None;
        }
        let y = match year(tokens, at + 4) {
            Some(y) => y,
            None => match tokens.get(at + 4)?.1 {
                Token::Number(n @ 5..=40, 2) if sign(tokens, at + 5).is_none_or(|c| !matches!(c, '.' | ':')) => {
                    i16::try_from(2000 + n).ok()?
                }
                _ => return None,
            },
        };
        if let (Some(Token::Sign('.' | '-' | '/')), Some(Token::Number(..))) =
            (tokens.get(at + 5).map(|t| &t.1), tokens.get(at + 6).map(|t| &t.1))
        {
            return None;
        }
        if second > 12 {
            return make(y, d, Some(second), at + 5);
        }
        let (mut stamp, next) = make(y, second, Some(d), at + 5)?;
        stamp.ambiguous = d <= 12 && d != second;
        return Some((stamp, next));
    }
    if let Some((m, length)) = month(tokens, at) {
        let first = between(tokens, at + length);
        if let Some(d) = number(tokens, first, 1, 31, 2) {
            let next = between(tokens, first + 1);
            if let Some(y) = year(tokens, next) {
                return make(y, u32::from(m), Some(d), next + 1);
            }
        }
        if let Some(y) = year(tokens, first) {
            return make(y, u32::from(m), None, first + 1);
        }
    }
    None
}

type Time = ((u8, u8), Option<i32>, usize);

/// A time at a token: hour, minute, zone and the token after it.
fn time(tokens: &[(Span, Token)], at: usize) -> Option<Time> {
    let mut hour = number(tokens, at, 0, 23, 2)?;
    let joint = sign(tokens, at + 1) == Some(':')
        || matches!(tokens.get(at + 1), Some((_, Token::Word(_, word))) if word.len() == 1 && word.starts_with('h'));
    let minute = number(tokens, at + 2, 0, 59, 2).filter(|_| joint)?;
    let mut next = at + 3;
    if sign(tokens, next) == Some(':') && number(tokens, next + 1, 0, 60, 2).is_some() {
        next += 2;
        if sign(tokens, next) == Some('.') && number(tokens, next + 1, 0, u32::MAX, 9).is_some() {
            next += 2;
        }
    }
    let dotted = |at: usize, first: char| {
        matches!(tokens.get(at), Some((_, Token::Word(_, w))) if w.len() == 1 && w.starts_with(first))
            && sign(tokens, at + 1) == Some('.')
            && matches!(tokens.get(at + 2), Some((_, Token::Word(_, w))) if w == "m")
    };
    let (morning, afternoon) = (has(tokens, next, Meaning::Morning), has(tokens, next, Meaning::Afternoon));
    if morning || afternoon || dotted(next, 'a') || dotted(next, 'p') {
        let late = afternoon || dotted(next, 'p');
        next += if morning || afternoon { 1 } else { 3 };
        if late && hour < 12 {
            hour += 12;
        } else if !late && hour == 12 {
            hour = 0;
        }
    }
    let (zone, next) = zone(tokens, next);
    Some(((u8::try_from(hour).ok()?, u8::try_from(minute).ok()?), zone, next))
}

/// A zone at a token, and the token after it.
fn zone(tokens: &[(Span, Token)], at: usize) -> (Option<i32>, usize) {
    let start = at + usize::from(sign(tokens, at) == Some('('));
    let mut next = start;
    let named = matches!(tokens.get(next), Some((_, Token::Word(_, w))) if w == "gmt" || w == "utc" || w == "z");
    if named {
        next += 1;
    }
    let direction = match sign(tokens, next) {
        Some('+') => 1,
        Some('-' | '−') => -1,
        _ => return if named { (Some(0), next) } else { (None, at) },
    };
    let Some(first) = number(tokens, next + 1, 0, 1400, 4) else {
        return if named { (Some(0), next) } else { (None, at) };
    };
    let (mut minutes, mut end) = (first * 60, next + 2);
    if first > 14 {
        minutes = first / 100 * 60 + first % 100;
    } else if sign(tokens, end) == Some(':')
        && let Some(more) = number(tokens, end + 1, 0, 59, 2)
    {
        minutes += more;
        end += 2;
    } else if !named {
        return (None, at);
    }
    if start > at && sign(tokens, end) == Some(')') {
        end += 1;
    }
    (i32::try_from(minutes).ok().map(|m| m * direction), end)
}

fn time_after(tokens: &[(Span, Token)], at: usize) -> Option<Time> {
    let mut start = at;
    for _ in 0..3 {
        if let Some(found) = time(tokens, start) {
            return Some(found);
        }
        let small = has(tokens, start, Meaning::Filler)
            || matches!(sign(tokens, start), Some('|' | ',' | '-' | '–' | '—' | '•' | '·' | '(' | '/'))
            || matches!(tokens.get(start), Some((_, Token::Word(_, w))) if w.len() == 1);
        if !small {
            return None;
        }
        start += 1;
    }
    None
}

fn time_before(tokens: &[(Span, Token)], at: usize) -> Option<Time> {
    (at.saturating_sub(9)..at).find_map(|start| {
        let (clock, zone, mut end) = time(tokens, start)?;
        while end < at
            && (matches!(tokens[end].1, Token::Sign(_))
                || has(tokens, end, Meaning::Filler)
                || has(tokens, end, Meaning::Weekday))
        {
            end += 1;
        }
        (end == at).then_some((clock, zone, start))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> StampWords {
        let packs = Packs::parse([
            (
                "lang/en/stamps.tsv",
                "# Source: x\n#: form\tkind\tvalue\nmay\tmonth\t5\nmarch\tmonth\t3\npm\tpm\nth\tfiller\nupdated\tupdated\npublished\tpublished\nat\tfiller\nfriday\tweekday\n",
            ),
            ("lang/vi/stamps.tsv", "# Source: x\n#: form\tkind\tvalue\ntháng\tmonth_word\nngày\tfiller\nnăm\tfiller\n"),
            ("lang/ko/stamps.tsv", "# Source: x\n#: form\tkind\tvalue\n년\tyear_sign\n월\tmonth_sign\n일\tday_sign\n"),
        ]);
        StampWords::compile(&packs.expect("packs"))
    }

    #[test]
    fn stamps_of_many_kinds() {
        let words = words();
        for (text, wanted) in [
            ("May 3, 2019 | 03:45 pm GMT+7", "2019-05-03T15:45+07:00"),
            ("3 May 2019", "2019-05-03"),
            ("Friday, 3rd of nothing", ""),
            ("Published 5th March, 2020 at 08:05", "2020-03-05T08:05"),
            ("2023-03-15T06:12:00+03:00", "2023-03-15T06:12+03:00"),
            ("18/08/2021 09:10 (GMT+7)", "2021-08-18T09:10+07:00"),
            ("08:30 | 12/10/2022", "2022-10-12T08:30"),
            ("ngày 3 tháng 5 năm 2019", "2019-05-03"),
            ("2019년 5월 3일", "2019-05-03"),
            ("May 2019", "2019-05"),
            ("2019-09", "2019-09"),
            ("2015-2019", ""),
            ("03.05.19", "2019-05-03"),
            ("version 1.2.2019.4", ""),
            ("31/02/2019", ""),
            ("© 2019", ""),
        ] {
            let (found, _) = find(text, &words);
            assert_eq!(found.first().map(Stamp::edtf).unwrap_or_default(), wanted, "{text}");
        }
    }
}
