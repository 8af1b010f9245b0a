//! Years that are not printed and that no publication date gives: what the text itself lets one conclude.
//!
//! Premises: an anniversary with its years, a period or deadline still ahead, years named as past, a weekday beside a day.
//! Where one year alone satisfies them it is taken and the reason says why; else the year stays open.

use super::calendar::{self, edtf};
use super::meaning::{Node, Op, Slot};
use super::resolve::{Context, Now};
use super::scan::Raw;
use super::{Kind, is_today};
use model::{Basis, Day};

/// What the text lets one conclude about its own time.
#[derive(Debug, Clone, Default)]
pub struct Story {
    /// The day of the story, where its year could be worked out.
    pub now: Option<Now>,
    /// The day after which it must lie, with the premise.
    after: Option<(Day, String)>,
    /// The day before which it must lie.
    before: Option<(Day, String)>,
}

/// Month, day and perhaps weekday.
type MonthDay = (i32, i32, Option<i32>);

/// Month, day and weekday of the day that the story turns on: `today (19/12)`, else the first day without a year.
/// Tells whether the text calls it today.
fn turning_day(raws: &[Raw]) -> Option<(bool, MonthDay)> {
    let today = raws.iter().filter(|r| is_today(&r.node)).find_map(|r| yearless(&r.node));
    let any = || raws.iter().find_map(|r| yearless(&r.node));
    today.map(|d| (true, d)).or_else(|| any().map(|d| (false, d)))
}

/// The first calendar day without a year inside a reading.
fn yearless(node: &Node) -> Option<MonthDay> {
    if node.op == Op::Date && node.int(Slot::Year).is_none() {
        return Some((node.int(Slot::Month)?, node.int(Slot::Day)?, node.int(Slot::Weekday)));
    }
    [Slot::A, Slot::B].into_iter().filter_map(|s| node.node(s)).find_map(yearless)
}

/// Works out the time of a story from the dates in it.
pub fn story(raws: &[Raw], context: &Context<'_>) -> Story {
    let mut out = Story::default();
    let mut exact: Option<(i32, String)> = None;
    let mut tight = false;
    let mut near: Vec<Day> = Vec::new();
    // The years that the last anniversary counts, whether it lies ahead, and where it stands.
    let mut counted: Option<(i32, bool, usize)> = None;
    for raw in raws {
        let Ok(found) = context.resolve(&raw.node) else { continue };
        if let Some(years) = found.years {
            counted = Some((years, raw.ahead, raw.tokens.end));
        }
        let Some((low, high)) = found.days.filter(|_| found.basis == Basis::Stated) else { continue };
        if is_today(&raw.node) {
            let name = format!("the day that the text calls today, {}", edtf((low, high)));
            out.now = Some(Now { days: (low, high), name, inferred: true, rough: false });
            return out;
        }
        let words = edtf((low, high));
        // The years of an anniversary may stand in brackets behind it: they differ by its count.
        let marked = match counted {
            Some((years, ahead, at)) if raw.tokens.start < at + 24 || found.kind == Kind::Anniversary => {
                (i32::from(high.year) - i32::from(low.year) == years).then_some(ahead || raw.ahead)
            }
            _ => None,
        };
        if found.unit == calendar::DAY && low == high && marked.is_none() {
            near.push(low);
        }
        match (found.kind, marked) {
            (_, Some(true)) => {
                tight |= lower(&mut out.before, high, format!("the anniversary of {words} lies ahead"));
            }
            (_, Some(false)) => {
                exact = Some((i32::from(high.year), format!("the anniversary of {words} is being marked")));
            }
            (Kind::Deadline, _) => {
                lower(&mut out.before, high.plus(1), format!("{words} is still to come"));
            }
            (Kind::Range, _) if !raw.ahead => {}
            (Kind::Range | Kind::Point, _) if raw.ahead => {
                // What lies ahead as a whole has not begun; a year may have begun.
                let middle = calendar::day(i32::from(low.year), 7, 1).unwrap_or(high);
                let limit = if found.unit == calendar::YEAR { middle } else { low };
                lower(&mut out.before, limit, format!("{words} lies ahead"));
            }
            (Kind::Point | Kind::Since | Kind::Set, _) => raise(&mut out.after, low, words),
            _ => {}
        }
    }
    let Some((today, (month, day_number, weekday))) = turning_day(raws) else { return out };
    let fits = |d: &Day| {
        out.after.as_ref().is_none_or(|(low, _)| low <= d)
            && out.before.as_ref().is_none_or(|(high, _)| d < high)
            && weekday.is_none_or(|w| i32::from(d.weekday()) == w)
    };
    let beside = near.iter().find_map(|day| {
        let all = (-1..=1).filter_map(|n| calendar::day(i32::from(day.year) + n, month, day_number));
        all.into_iter().find(|d| fits(d) && (d.ordinal() - day.ordinal()).abs() <= 7).map(|d| (i32::from(d.year), *day))
    });
    let exact =
        exact.or_else(|| beside.map(|(year, day)| (year, format!("{day}, a few days from it, is told with its year"))));
    let year = match &exact {
        Some((year, why)) => Some((*year, why.clone())),
        None => out.before.as_ref().and_then(|(limit, why)| {
            let last = i32::from(limit.year);
            let all: Vec<i32> =
                (last - 12..=last).filter(|y| calendar::day(*y, month, day_number).is_some_and(|d| fits(&d))).collect();
            let only = all.len() == 1 || tight || weekday.is_some() && all.len() <= 2;
            all.last().filter(|_| only).map(|y| (*y, why.clone()))
        }),
    };
    if let Some((year, why)) = year
        && let Some(day) = calendar::day(year, month, day_number)
    {
        let name = format!("the story's own time ({why}; so the day {month:02}-{:02} is of {year})", day.day);
        out.now = Some(Now { days: (day, day), name, inferred: true, rough: !today });
    }
    out
}

fn lower(bound: &mut Option<(Day, String)>, day: Day, why: String) -> bool {
    let closer = bound.as_ref().is_none_or(|(known, _)| day < *known);
    if closer {
        *bound = Some((day, why));
    }
    closer
}

fn raise(bound: &mut Option<(Day, String)>, day: Day, why: String) {
    if bound.as_ref().is_none_or(|(known, _)| day > *known) {
        *bound = Some((day, why));
    }
}
