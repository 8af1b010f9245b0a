//! One number at a place of the text: digits by locale, spelled words, powers of ten.

use super::decimal::{Decimal, LONGEST};
use super::words::{Kind, Words};
use crate::time::digit;
use lang::{Break, Shape, Token};

/// A view of the tokens of one sentence with the tables.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The tables.
    pub words: &'a Words,
    /// The cleaned text.
    pub clean: &'a str,
    /// All tokens.
    pub tokens: &'a [Token],
    /// One past the last token of the sentence.
    pub end: usize,
}

/// A number that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its value with its power of ten.
    pub value: Decimal,
    /// The power of ten in words.
    pub power: usize,
    /// One past its last token.
    pub end: usize,
    /// Whether it was written in digits.
    pub digits: bool,
    /// Letters that touch the digits (`km` in `5km`).
    pub tail: Option<String>,
}

impl<'a> View<'a> {
    /// The longest form of a kind that starts at a token: its length and kind.
    pub fn find(&self, at: usize, wanted: impl Fn(&Kind) -> bool) -> Option<(usize, &'a Kind)> {
        if at >= self.end || self.tokens[at].word == 0 {
            return None;
        }
        let all = self.words.phrases.all(&self.tokens[..self.end], at);
        all.into_iter().rev().find(|(_, kind)| wanted(kind))
    }

    /// The words of some tokens, as they stand.
    pub fn clean_words(&self, tokens: std::ops::Range<usize>) -> &'a str {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|t| self.tokens.get(t))) {
            (Some(first), Some(last)) => first.span.join(last.span).of(self.clean),
            _ => "",
        }
    }

    /// Letters of a token.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.of(self.clean))
    }

    /// Whether a token touches the one before.
    pub fn glued(&self, at: usize) -> bool {
        at < self.end && self.tokens[at].before == Break::None
    }

    /// Whether a token is a number.
    pub fn is_number(&self, at: usize) -> bool {
        at < self.end && self.tokens[at].shape == Shape::Number
    }

    /// A number, with words for powers of ten behind it.
    pub fn number(&self, at: usize, money: bool) -> Option<Number> {
        let mut out = match self.is_number(at) {
            true => self.digits(at)?,
            false => self.spelled(at)?,
        };
        if let Some(tail) = &out.tail {
            let short = self.tail_power(tail, money);
            if let Some(power) = short {
                out.value = out.value.shifted(power);
                (out.power, out.tail) = (power, None);
            }
            return Some(out);
        }
        if let Some((length, _)) = self.find(out.end, |k| *k == Kind::Half) {
            out.value = out.value.and_half();
            out.end += length;
        }
        let mut at = out.end;
        while let Some((length, kind)) =
            self.find(at, |k| matches!(k, Kind::Times(n) if *n > 1) || money && matches!(k, Kind::Short(_)))
        {
            let (Kind::Times(power) | Kind::Short(power)) = kind else { break };
            out.power += power;
            at += length;
            if out.power > 24 {
                return None;
            }
        }
        if at > out.end {
            let mut half = Decimal::default();
            std::mem::swap(&mut half, &mut out.value);
            if let Some((length, _)) = self.find(at, |k| *k == Kind::Half) {
                half = half.and_half();
                at += length;
            }
            out.value = half.shifted(out.power);
            out.end = at;
            self.lesser_part(&mut out, money);
        }
        Some(out)
    }

    /// `2 million 300 thousand`: a lesser power right behind is added.
    fn lesser_part(&self, out: &mut Number, money: bool) {
        if !out.digits || !self.is_number(out.end) || self.tokens[out.end].before != Break::Space {
            return;
        }
        if let Some(less) = self.number(out.end, money)
            && less.power > 0
            && less.power < out.power
            && let Some(sum) = out.value.plus(&less.value)
        {
            out.value = sum;
            out.end = less.end;
        }
    }

    fn tail_power(&self, tail: &str, money: bool) -> Option<usize> {
        self.words.short_tail(tail).filter(|(_, always)| *always || money).map(|(power, _)| power)
    }

    /// Digits with the signs that group and divide them in this language.
    fn digits(&self, at: usize) -> Option<Number> {
        let (whole, tail) = ascii(self.word(at))?;
        let mut number = Number { value: Decimal::default(), power: 0, end: at + 1, digits: true, tail: None };
        if !tail.is_empty() {
            number.tail = Some(tail.to_string());
            number.value = Decimal::new(&whole, "");
            return Some(number);
        }
        let (mut whole, mut fraction) = (whole, String::new());
        let mut grouped: Option<char> = None;
        loop {
            let next = number.end;
            if let Some((group, tail)) = self.after_sign(next) {
                let sign = self.word(next).chars().next().unwrap_or(' ');
                let may_group = whole.len() <= 3 || grouped.is_some();
                if self.words.groups.contains(&sign)
                    && group.len() == 3
                    && may_group
                    && grouped.is_none_or(|g| g == sign)
                    && !whole.starts_with('0')
                {
                    whole.push_str(&group);
                    grouped = Some(sign);
                } else if (sign == self.words.decimal || self.words.groups.contains(&sign)) && grouped != Some(sign) {
                    fraction = group;
                } else {
                    return None;
                }
                number.end = next + 2;
                if !tail.is_empty() {
                    number.tail = Some(tail);
                    break;
                }
                if !fraction.is_empty() {
                    // `10.5.3` is a version or a date.
                    if self.after_sign(number.end).is_some() {
                        return None;
                    }
                    break;
                }
                continue;
            }
            let spaced = self.words.groups.contains(&' ')
                && self.is_number(next)
                && self.tokens[next].before == Break::Space
                && (whole.len() <= 3 || grouped == Some(' '))
                && !whole.starts_with('0')
                && grouped.is_none_or(|g| g == ' ');
            match ascii(self.word(next)).filter(|(group, tail)| spaced && group.len() == 3 && tail.is_empty()) {
                Some((group, _)) => {
                    whole.push_str(&group);
                    grouped = Some(' ');
                    number.end = next + 1;
                }
                None => break,
            }
        }
        if whole.len() + fraction.len() > LONGEST {
            return None;
        }
        number.value = Decimal::new(&whole, &fraction);
        Some(number)
    }

    /// The digits behind a sign that stands between digits without blanks.
    fn after_sign(&self, at: usize) -> Option<(String, String)> {
        let sign = self.word(at);
        (matches!(sign, "." | "," | "'" | "’") && self.glued(at) && self.glued(at + 1) && self.is_number(at + 1))
            .then(|| ascii(self.word(at + 1)).map(|(d, t)| (d, t.to_string())))?
    }

    /// A number in words, up to a million million. `base` holds the hundreds and tens done, `last` what a power may still multiply.
    fn spelled(&self, start: usize) -> Option<Number> {
        let (mut total, mut base, mut last, mut room) = (0u128, 0u128, 0u128, u128::MAX);
        let (mut at, mut end, mut power) = (start, start, 0);
        loop {
            if end > start {
                let hyphen = self.word(at) == "-" && self.glued(at) && self.glued(at + 1);
                let skip = if hyphen { 1 } else { self.find(at, |k| *k == Kind::And).map_or(0, |(n, _)| n) };
                if skip > 0
                    && room > 0
                    && self.find(at + skip, |k| matches!(k, Kind::Number(_) | Kind::Times(_))).is_some()
                {
                    at += skip;
                }
            }
            let times = self.find(at, |k| matches!(k, Kind::Times(_)));
            if let Some((length, Kind::Times(by))) = times.filter(|_| total + base + last > 0) {
                let ten = 10u128.checked_pow(u32::try_from(*by).ok()?)?;
                if *by < 3 && last == 0 {
                    break;
                } else if *by < 3 {
                    base = base.checked_add(last.checked_mul(ten)?)?;
                    (last, room) = (0, ten);
                } else if base + last == 0 {
                    total = total.checked_mul(ten)?;
                } else {
                    total = total.checked_add((base + last).checked_mul(ten)?)?;
                    (base, last, room) = (0, 0, 1000);
                    power = power.max(*by);
                }
                at += length;
                end = at;
                continue;
            }
            let Some((length, Kind::Number(value))) = self.find(at, |k| matches!(k, Kind::Number(_))) else { break };
            if *value >= room {
                break;
            }
            match *value {
                v if v >= 1000 => {
                    total = total.checked_add(v)?;
                    room = 1000;
                }
                v if v >= 100 => {
                    base = base.checked_add(v)?;
                    room = 100;
                }
                v => {
                    (base, last) = (base.checked_add(last)?, v);
                    room = match v {
                        v if v >= 60 && v % 20 == 0 => 20,
                        v if v >= 10 && v % 10 == 0 => 10,
                        _ => 0,
                    };
                }
            }
            at += length;
            end = at;
        }
        (end > start).then(|| Number {
            value: Decimal::whole(total.saturating_add(base).saturating_add(last)),
            power,
            end,
            digits: false,
            tail: None,
        })
    }
}

/// The digits at the start of a token in ASCII, and what follows them.
fn ascii(word: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    for (at, c) in word.char_indices() {
        let Some(value) = digit(c) else { return (!out.is_empty()).then(|| (out, &word[at..])) };
        out.push(char::from_digit(u32::try_from(value).ok()?, 10)?);
    }
    (!out.is_empty()).then_some((out, ""))
}
