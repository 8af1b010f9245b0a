//! Calendar days, EDTF (ISO 8601-2) values and their bounds.

use crate::At;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The words say it.
    Stated,
    /// Worked out from the text: a pronoun, "today", "the Minister".
    Resolved,
    /// Reasoned; the reason says how.
    Inferred,
    /// Not known.
    #[default]
    Unknown,
}

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Day {
    /// A day that exists, or nothing.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= Self::days_in_month(year, month))
            .then_some(Self { year, month, day })
    }

    /// How many days a month has.
    pub fn days_in_month(year: i16, month: u8) -> u8 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }

    /// Days since 1970-01-01 (Howard Hinnant's days_from_civil).
    pub fn ordinal(self) -> i32 {
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (i32::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day of an ordinal; clamped to the years 1 to 9999.
    pub fn from_ordinal(days: i32) -> Self {
        let days = days.clamp(-719_162, 2_932_896) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        Self {
            year: i16::try_from(year).unwrap_or(1),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// This day moved by some days.
    pub fn plus(self, days: i32) -> Self {
        Self::from_ordinal(self.ordinal() + days)
    }

    /// Day of the week, Monday 0 to Sunday 6.
    pub fn weekday(self) -> u8 {
        u8::try_from((self.ordinal() + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let day = Self::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)?;
        parts.next().is_none().then_some(day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// First and last possible day of an EDTF value; an open side is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// First possible day.
    pub earliest: Option<Day>,
    /// Last possible day.
    pub latest: Option<Day>,
}

impl Bounds {
    /// Bounds of an EDTF string of the kinds that the contract uses: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` (with or without a
    /// time), `A/B`, `[..B]`, `[A..]`, seasons and quarters 21-41, and `XXXX-…` (both sides open). `None` if it is none of these.
    ///
    /// ```
    /// let bounds = model::Bounds::of("2019-09").unwrap();
    /// assert_eq!(bounds.latest.unwrap().to_string(), "2019-09-30");
    /// assert!(model::Bounds::of("[..2020-02-27]").unwrap().earliest.is_none());
    /// ```
    pub fn of(edtf: &str) -> Option<Self> {
        let text = edtf.trim_matches(|c| c == '[' || c == ']');
        if text.starts_with("XXXX") {
            return Some(Self { earliest: None, latest: None });
        }
        let (low, high) = text.split_once('/').or_else(|| text.split_once("..")).unwrap_or((text, text));
        let earliest = if low.is_empty() || low == ".." { None } else { Some(single(low)?.0) };
        let latest = if high.is_empty() || high == ".." { None } else { Some(single(high)?.1) };
        Some(Self { earliest, latest })
    }

    /// Whether some day can lie in both.
    pub fn overlaps(self, other: Self) -> bool {
        let before = |a: Option<Day>, b: Option<Day>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.latest, other.earliest) && !before(other.latest, self.earliest)
    }
}

fn single(text: &str) -> Option<(Day, Day)> {
    let text = text.split('T').next()?.trim_end_matches(['~', '?', '%']);
    let mut parts = text.split('-');
    let year: i16 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: u8 = match parts.next() {
        None => return Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)),
        Some(month) => month.parse().ok()?,
    };
    let (first, last) = match month {
        21 => (3, 5),
        22 => (6, 8),
        23 => (9, 11),
        24 => (12, 14),
        33..=36 => ((month - 33) * 3 + 1, (month - 33) * 3 + 3),
        40 => (1, 6),
        41 => (7, 12),
        _ => (month, month),
    };
    if let Some(day) = parts.next() {
        let day = Day::new(year, month, day.parse().ok()?)?;
        return Some((day, day));
    }
    let (end_year, end_month) = if last > 12 { (year + 1, last - 12) } else { (year, last) };
    Some((Day::new(year, first, 1)?, Day::new(end_year, end_month, Day::days_in_month(end_year, end_month))?))
}

/// A date with its bounds, its basis and the words it rests on. The same form serves every slot that is a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct DateValue {
    /// EDTF, or null.
    pub edtf: Option<String>,
    /// First possible day, `YYYY-MM-DD`.
    pub earliest: Option<String>,
    /// Last possible day.
    pub latest: Option<String>,
    /// morning, afternoon, evening.
    pub part: Option<String>,
    /// Where it comes from.
    pub basis: Basis,
    /// How it was worked out.
    pub reason: Option<String>,
    /// The words it rests on.
    #[serde(default)]
    pub at: Vec<At>,
    /// First byte of these words, for the dates of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// One past their last byte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

impl DateValue {
    /// Nothing is known.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// A value from EDTF with its bounds filled in; unknown if the text is not EDTF.
    pub fn new(edtf: &str, basis: Basis, reason: Option<String>, at: Vec<At>) -> Self {
        let Some(bounds) = Bounds::of(edtf) else { return Self::unknown() };
        Self {
            edtf: Some(edtf.to_string()),
            earliest: bounds.earliest.map(|d| d.to_string()),
            latest: bounds.latest.map(|d| d.to_string()),
            basis,
            reason,
            at,
            ..Self::default()
        }
    }

    /// First and last possible day as stored (a masked year may have been narrowed).
    pub fn bounds(&self) -> Bounds {
        let read = |t: &Option<String>| t.as_deref().and_then(Day::parse);
        Bounds { earliest: read(&self.earliest), latest: read(&self.latest) }
    }

    /// Whether a date is known at all.
    pub fn is_known(&self) -> bool {
        self.edtf.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_both_ways() {
        for text in ["1970-01-01", "2000-02-29", "1899-12-31", "2026-11-22", "0001-01-01", "9999-12-31"] {
            let day = Day::parse(text).expect("a day that exists");
            assert_eq!(Day::from_ordinal(day.ordinal()), day, "{text}");
        }
        assert_eq!(Day::parse("2019-05-02").expect("exists").weekday(), 3);
        assert!(Day::parse("2019-02-29").is_none());
    }

    #[test]
    fn bounds_of_edtf() {
        let show = |text: &str| {
            let b = Bounds::of(text).expect("EDTF");
            format!("{:?} {:?}", b.earliest.map(|d| d.to_string()), b.latest.map(|d| d.to_string()))
        };
        assert_eq!(show("2019-05-03T15:45+07:00"), r#"Some("2019-05-03") Some("2019-05-03")"#);
        assert_eq!(show("2019-09-09/2019-09-12"), r#"Some("2019-09-09") Some("2019-09-12")"#);
        assert_eq!(show("[..2020-02-27]"), r#"None Some("2020-02-27")"#);
        assert_eq!(show("2019-34"), r#"Some("2019-04-01") Some("2019-06-30")"#);
        assert_eq!(show("XXXX-09-25"), "None None");
        assert!(Bounds::of("2019-13").is_none());
        assert!(Bounds::of("soon").is_none());
    }
}
