//! The part of EDTF (ISO 8601-2) that contract and keys use: bounds, equality, overlap.

use serde_json::Value;

const OPEN_LOW: &str = "0000-00-00";
const OPEN_HIGH: &str = "9999-99-99";

type Bounds = (String, String);

/// Drops qualifiers and times, and writes one form of open and masked dates.
fn tidy(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !matches!(c, '~' | '?' | '%') && !c.is_whitespace()).collect();
    let chars: Vec<char> = kept.to_uppercase().chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    while at < chars.len() {
        if chars[at] == 'T' && digit(at + 1) && digit(at + 2) {
            at += 3;
            while chars.get(at).is_some_and(|c| c.is_ascii_digit() || matches!(c, ':' | '.')) {
                at += 1;
            }
            if chars.get(at) == Some(&'Z') {
                at += 1;
            } else if matches!(chars.get(at), Some('+' | '-')) && digit(at + 1) && digit(at + 2) {
                at += 3;
                let colon = usize::from(chars.get(at) == Some(&':'));
                if digit(at + colon) && digit(at + colon + 1) {
                    at += colon + 2;
                }
            }
        } else if chars[at] == '-'
            && chars.get(at + 1) == Some(&'Q')
            && matches!(chars.get(at + 2), Some('1'..='4'))
            && !chars.get(at + 3).is_some_and(|c| c.is_alphanumeric())
        {
            let quarter = chars[at + 2].to_digit(10).unwrap_or(1) + 32;
            out.push_str(&format!("-{quarter}"));
            at += 3;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    match out.strip_prefix("--") {
        Some(rest) if rest.len() == 5 && rest.as_bytes()[2] == b'-' => format!("XXXX-{rest}"),
        _ => out,
    }
}

fn leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn month_end(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap(year)),
        _ => 31,
    }
}

fn single(text: &str) -> Option<Bounds> {
    let parts: Vec<&str> = text.split('-').collect();
    let masked = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit() || b == b'X');
    if let [year, week] = parts.as_slice()
        && let Some(week) = week.strip_prefix('W')
    {
        let (year, week): (i16, i32) = (year.parse().ok()?, week.parse().ok()?);
        let fourth = model_ordinal(year, 1, 4)?;
        let monday = fourth - (fourth + 3).rem_euclid(7) + (week.min(52) - 1) * 7;
        return (1..=53).contains(&week).then(|| (day_of(monday), day_of(monday + 6)));
    }
    let year = parts.first().filter(|y| masked(y, 4) && y.starts_with(|c: char| c.is_ascii_digit()))?;
    if parts.len() > 3 || !parts[1..].iter().all(|p| masked(p, 2)) {
        return None;
    }
    let (first, last): (u32, u32) = (year.replace('X', "0").parse().ok()?, year.replace('X', "9").parse().ok()?);
    let Some(month) = parts.get(1).filter(|m| !m.contains('X')) else {
        return Some((format!("{first:04}-01-01"), format!("{last:04}-12-31")));
    };
    let month: u32 = month.parse().ok()?;
    let season = match month {
        21 => Some((3, 5)),
        22 => Some((6, 8)),
        23 => Some((9, 11)),
        24 => Some((12, 2)),
        33..=36 => Some(((month - 33) * 3 + 1, (month - 33) * 3 + 3)),
        40 => Some((1, 6)),
        41 => Some((7, 12)),
        _ => None,
    };
    if let Some((low, high)) = season.filter(|_| first > 0 && last < 9999) {
        let end = last + u32::from(high < low);
        return Some((format!("{first:04}-{low:02}-01"), format!("{end:04}-{high:02}-{:02}", month_end(end, high))));
    }
    if !(1..=12).contains(&month) || first < 1 {
        return None;
    }
    match parts.get(2).filter(|d| !d.contains('X')) {
        None => {
            Some((format!("{first:04}-{month:02}-01"), format!("{last:04}-{month:02}-{:02}", month_end(last, month))))
        }
        Some(day) => Some((format!("{first:04}-{month:02}-{day}"), format!("{last:04}-{month:02}-{day}"))),
    }
}

/// Days since 1970-01-01 of a day of the proleptic Gregorian calendar.
fn model_ordinal(year: i16, month: u32, day: u32) -> Option<i32> {
    let y = i32::from(year) - i32::from(month <= 2);
    let (era, of_era) = (y.div_euclid(400), y.rem_euclid(400));
    let of_year = (153 * ((i32::try_from(month).ok()? + 9) % 12) + 2) / 5 + i32::try_from(day).ok()? - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

fn day_of(ordinal: i32) -> String {
    let days = ordinal + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", of_year - (153 * shifted + 2) / 5 + 1)
}

/// Earliest and latest day, open sides as far as can be; nothing for a masked year and for no date.
pub fn bounds(text: &str) -> Option<Bounds> {
    let tidied = tidy(text);
    let text = tidied.trim_matches(|c| matches!(c, '[' | ']' | '{' | '}'));
    let parts: Vec<&str> = if let Some((a, b)) = text.split_once('/') {
        vec![a, b]
    } else if let Some((a, b)) = text.split_once("..") {
        vec![a, b]
    } else {
        text.split(',').collect()
    };
    if let [one] = parts.as_slice() {
        return single(one);
    }
    let open = |part: &str| part.is_empty() || part == "..";
    let known: Option<Vec<Bounds>> = parts.iter().filter(|p| !open(p)).map(|p| single(p)).collect();
    let known = known.filter(|k| !k.is_empty())?;
    let low = if open(parts[0]) { OPEN_LOW.to_string() } else { known[0].0.clone() };
    let high = if open(parts[parts.len() - 1]) { OPEN_HIGH.to_string() } else { known[known.len() - 1].1.clone() };
    Some((low, high))
}

fn years(text: &str, first: i32, last: i32) -> Vec<Bounds> {
    if let Some(own) = bounds(text) {
        return vec![own];
    }
    let text = tidy(text);
    let Some(rest) = text.find("XXXX-").map(|at| &text[at + 5..]) else { return Vec::new() };
    let digits = |part: Option<&str>| part.is_some_and(|p| p.bytes().all(|b| b.is_ascii_digit()));
    let any_month = rest.starts_with("XX-") && digits(rest.get(3..5));
    if !any_month && !digits(rest.get(..2)) {
        return Vec::new();
    }
    let months: Vec<String> =
        if any_month { (1..=12).map(|m| format!("{m:02}")).collect() } else { vec![String::new()] };
    let mut out = Vec::new();
    for year in first..=last.min(first + 30) {
        for month in &months {
            let filled =
                text.replace("XXXX-XX-", &format!("{year:04}-{month}-")).replace("XXXX", &format!("{year:04}"));
            out.extend(bounds(&filled));
        }
    }
    out
}

/// Whether two EDTF strings mean the same.
pub fn same(one: &str, other: &str) -> bool {
    match (bounds(one), bounds(other)) {
        (Some(a), Some(b)) => a == b,
        _ => tidy(one) == tidy(other),
    }
}

fn within(inner: &str, outer: &str) -> bool {
    let lies = matches!((bounds(inner), bounds(outer)), (Some(a), Some(b)) if b.0 <= a.0 && a.1 <= b.1);
    lies || tidy(inner) == tidy(outer)
}

fn overlap(one: &str, other: &str) -> bool {
    let known: Vec<Bounds> = [one, other].into_iter().filter_map(bounds).collect();
    let ends = if let [only] = known.as_slice() { only.clone() } else { ("2000".to_string(), "2000".to_string()) };
    let year = |text: &str| text.get(..4).and_then(|y| y.parse::<i32>().ok()).unwrap_or(2000);
    let (low, high) = (year(&ends.0), year(&ends.1));
    let first = if low == 0 { high - 1 } else { low };
    let last = if high < 9999 { high } else { low + 1 };
    let others = years(other, first, last);
    years(one, first, last).iter().any(|a| others.iter().any(|b| a.0 <= b.1 && b.0 <= a.1))
}

fn is_open(text: &str) -> bool {
    bounds(text).is_some_and(|(low, high)| low == OPEN_LOW || high == OPEN_HIGH)
}

/// The EDTF and the basis of a date given as object, string, number or null.
pub fn read(value: &Value) -> (Option<String>, Option<String>) {
    match value {
        Value::Object(date) => {
            let get = |key: &str| date.get(key).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_string);
            let basis = get("basis");
            let range = || match (get("earliest"), get("latest")) {
                (Some(a), Some(b)) if basis.as_deref() != Some("unknown") => Some(format!("{a}/{b}")),
                _ => None,
            };
            (get("edtf").or_else(range), basis)
        }
        Value::String(text) if !text.is_empty() => (Some(text.clone()), None),
        Value::Number(number) => (Some(number.to_string()), None),
        _ => (None, None),
    }
}

/// Compares a predicted date with the key: right, and right when any overlap counts.
pub fn judge(value: &Value, gold: Option<&str>, accept: &Value, reject: &Value) -> (bool, bool) {
    let (text, basis) = read(value);
    let accepted = super::count::list(accept);
    let mut allowed: Vec<&str> = gold.into_iter().collect();
    allowed.extend(accepted.iter().filter_map(|v| v.as_str()).filter(|t| !t.is_empty()));
    let dates: Vec<&str> = allowed.iter().copied().filter(|a| *a != "unknown").collect();
    let Some(text) = text else {
        let answer = gold.is_none() || allowed.contains(&"unknown") || accepted.iter().any(|v| v.is_null());
        return (answer, answer);
    };
    if super::count::strings(reject).iter().any(|bad| within(&text, bad)) {
        return (false, false);
    }
    let (mut strict, mut loose) = (false, false);
    for item in &dates {
        let plain = item.strip_suffix(" inferred").unwrap_or(item);
        if plain != *item && !matches!(basis.as_deref(), Some("inferred" | "resolved")) {
            continue;
        }
        strict = strict || same(&text, plain);
        loose = loose || overlap(&text, plain);
    }
    if dates.is_empty() {
        loose = is_open(&text);
    }
    (strict, strict || loose)
}

/// Compares deadlines: the same date, or the same last day (`2020` is `by the end of 2020`).
pub fn judge_deadline(value: &Value, gold: &Value, accept: &Value) -> bool {
    let (text, gold) = (read(value).0, read(gold).0);
    let (Some(text), Some(gold)) = (&text, &gold) else { return text.is_none() && gold.is_none() };
    let own = bounds(text);
    let fits = |g: &str| same(text, g) || matches!((&own, bounds(g)), (Some(a), Some(b)) if a.1 == b.1);
    fits(gold) || super::count::strings(accept).iter().any(|g| fits(g))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_of_many_forms() {
        let cases = [
            ("2019", "2019-01-01 2019-12-31"),
            ("2019-02", "2019-02-01 2019-02-28"),
            ("2019-24", "2019-12-01 2020-02-29"),
            ("2019-Q3", "2019-07-01 2019-09-30"),
            ("201X", "2010-01-01 2019-12-31"),
            ("2020-W01", "2019-12-30 2020-01-05"),
            ("2019-05-03T15:45+07:00", "2019-05-03 2019-05-03"),
            ("[..2020-02-27]", "0000-00-00 2020-02-27"),
            ("2019-09-09/2019-09-12", "2019-09-09 2019-09-12"),
            ("2019-09/..", "2019-09-01 9999-99-99"),
        ];
        for (text, want) in cases {
            let (low, high) = bounds(text).expect("a date");
            assert_eq!(format!("{low} {high}"), want, "{text}");
        }
        assert!(bounds("XXXX-09-25").is_none() && bounds("soon").is_none() && bounds("2019-13").is_none());
        assert!(overlap("XXXX-09-25", "2019-09-25") && !overlap("XXXX-09-25", "2019-08"));
        assert!(judge_deadline(&"2020-12-31".into(), &"2020".into(), &Value::Null));
    }
}
