//! Calendar arithmetic on periods: the week, month or year that holds a day, the period before it, Easter, EDTF of an interval.

use model::Day;

/// Units as the tables number them.
pub const DAY: i32 = 0;
/// Seven days, Monday first.
pub const WEEK: i32 = 1;
/// A calendar month.
pub const MONTH: i32 = 2;
/// Three months.
pub const QUARTER: i32 = 3;
/// A calendar year.
pub const YEAR: i32 = 4;
/// Ten years.
pub const DECADE: i32 = 5;
/// A hundred years.
pub const CENTURY: i32 = 6;
/// Six months.
pub const HALF: i32 = 7;
/// Two weeks.
pub const FORTNIGHT: i32 = 8;

/// First and last day of a stretch of time.
pub type Stretch = (Day, Day);

/// A day by numbers that may not fit; nothing where there is no such day.
pub fn day(year: i32, month: i32, day: i32) -> Option<Day> {
    Day::new(i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// A whole month; the month may lie outside 1 to 12.
pub fn month(year: i32, month: i32) -> Option<Stretch> {
    let (year, month) = (year.checked_add((month - 1).div_euclid(12))?, (month - 1).rem_euclid(12) + 1);
    let first = day(year, month, 1)?;
    Some((first, Day { day: Day::days_in_month(first.year, first.month), ..first }))
}

/// The months from one to another of a year.
pub fn months(year: i32, first: i32, last: i32) -> Option<Stretch> {
    Some((month(year, first)?.0, month(year, last)?.1))
}

/// A whole year.
pub fn year(year: i32) -> Option<Stretch> {
    months(year, 1, 12)
}

/// The period of a unit that lies `n` periods after the one that holds a day.
pub fn period(unit: i32, n: i32, from: Day) -> Option<Stretch> {
    let (y, m) = (i32::from(from.year), i32::from(from.month));
    let length = |unit| if unit == HALF { 6 } else { 3 };
    match unit {
        DAY => days(from, n, 0),
        WEEK | FORTNIGHT => {
            let weeks = if unit == WEEK { 1 } else { 2 };
            let monday = from.plus(-i32::from(from.weekday()));
            days(monday, n.checked_mul(7 * weeks)?, 7 * weeks - 1)
        }
        MONTH => month(y, m.checked_add(n)?),
        QUARTER | HALF => {
            let first = (m - 1) / length(unit) * length(unit) + 1;
            let first = first.checked_add(n.checked_mul(length(unit))?)?;
            Some((month(y, first)?.0, month(y, first + length(unit) - 1)?.1))
        }
        YEAR => year(y.checked_add(n)?),
        DECADE | CENTURY => {
            let long = if unit == DECADE { 10 } else { 100 };
            let first = (y.div_euclid(long).checked_add(n)?).checked_mul(long)?;
            Some((year(first.max(1))?.0, year(first.checked_add(long - 1)?)?.1))
        }
        _ => None,
    }
}

fn days(from: Day, move_by: i32, length: i32) -> Option<Stretch> {
    let first = from.ordinal().checked_add(move_by)?;
    (first.abs() < 3_000_000).then(|| (Day::from_ordinal(first), Day::from_ordinal(first + length)))
}

/// The day `n` units away; the day of the month is kept where the month has it.
pub fn shift(from: Day, unit: i32, n: i32) -> Option<Day> {
    let months_of = |n: i32, each: i32| -> Option<Day> {
        let (first, last) = month(i32::from(from.year), i32::from(from.month).checked_add(n.checked_mul(each)?)?)?;
        Some(Day { day: from.day.min(last.day), ..first })
    };
    match unit {
        DAY => Some(days(from, n, 0)?.0),
        WEEK => Some(days(from, n.checked_mul(7)?, 0)?.0),
        FORTNIGHT => Some(days(from, n.checked_mul(14)?, 0)?.0),
        MONTH => months_of(n, 1),
        QUARTER => months_of(n, 3),
        HALF => months_of(n, 6),
        YEAR => months_of(n, 12),
        DECADE => months_of(n, 120),
        CENTURY => months_of(n, 1200),
        _ => None,
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus 1991).
pub fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    day(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
}

/// EDTF of a stretch: a year, a month, a day, or an interval of the largest of these that fit.
pub fn edtf((low, high): Stretch) -> String {
    let month_ends = low.day == 1 && high.day == Day::days_in_month(high.year, high.month);
    let year_ends = month_ends && low.month == 1 && high.month == 12;
    if low == high {
        low.to_string()
    } else if year_ends {
        match low.year == high.year {
            true => format!("{:04}", low.year),
            false => format!("{:04}/{:04}", low.year, high.year),
        }
    } else if month_ends {
        match (low.year, low.month) == (high.year, high.month) {
            true => format!("{:04}-{:02}", low.year, low.month),
            false => format!("{:04}-{:02}/{:04}-{:02}", low.year, low.month, high.year, high.month),
        }
    } else {
        format!("{low}/{high}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_move() {
        let day = Day::parse("2019-12-31").expect("exists");
        let show = |unit, n| period(unit, n, day).map(edtf).unwrap_or_default();
        assert_eq!(show(DAY, 1), "2020-01-01");
        assert_eq!(show(WEEK, 0), "2019-12-30/2020-01-05");
        assert_eq!(show(MONTH, -10), "2019-02");
        assert_eq!(show(QUARTER, 1), "2020-01/2020-03");
        assert_eq!(show(HALF, 0), "2019-07/2019-12");
        assert_eq!(show(DECADE, -1), "2000/2009");
        assert_eq!(show(YEAR, 9000), "");
        assert_eq!(shift(day, MONTH, 2).map(|d| d.to_string()).unwrap_or_default(), "2020-02-29");
        assert_eq!(easter(2013).map(|d| d.to_string()).unwrap_or_default(), "2013-03-31");
        assert_eq!(easter(2019).map(|d| d.to_string()).unwrap_or_default(), "2019-04-21");
    }
}
