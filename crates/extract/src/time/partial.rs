//! Calendar dates that lack a part: the year, the month, the weekday; and ranges whose ends lend each other what they lack.

use super::calendar::{self, DAY, MONTH, Stretch, YEAR, edtf, month, period};
use super::meaning::{Node, Op, Slot};
use super::relative::weekday_from;
use super::resolve::{Context, Found, Resolved, Trouble, found, impossible, one, open};
use super::{Bias, Kind};
use model::{Basis, Day};

/// A calendar date as printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Partial {
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
    weekday: Option<i32>,
    part: Option<i32>,
    /// The period that gives what is not printed.
    of: Option<Box<Found>>,
}

impl Partial {
    /// Reads the slots of a `date`.
    ///
    /// # Errors
    /// Those of the period in which it lies.
    pub fn of(node: &Node, context: &Context<'_>) -> Result<Self, Trouble> {
        let mut out = Self {
            year: node
                .int(Slot::Year)
                .map(|y| if node.int(Slot::Strict) == Some(1) { y } else { whole_year(y, context) }),
            month: node.int(Slot::Month),
            day: node.int(Slot::Day),
            weekday: node.int(Slot::Weekday),
            part: node.int(Slot::Part),
            of: None,
        };
        if node.node(Slot::Of).is_some() {
            let of = context.child(node, Slot::Of)?;
            if let Some((low, _)) = of.days {
                out.year = Some(i32::from(low.year));
                if out.month.is_none() && of.unit == MONTH {
                    out.month = Some(i32::from(low.month));
                }
            }
            out.of = Some(Box::new(of));
        }
        Ok(out)
    }

    /// What this date has, with what it lacks taken from another.
    fn filled(&self, other: &Self) -> Self {
        let lends = self.month.is_none() || self.month.is_some() && self.year.is_none();
        let mut out = self.clone();
        if lends {
            out.month = self.month.or(other.month.filter(|_| self.day.is_some()));
            out.year = self.year.or(other.year.filter(|_| self.month.is_some() || self.day.is_some()));
            out.of = self.of.clone().or_else(|| other.of.clone());
        }
        out
    }
}

/// Two digits of a year: up to twenty years after the day of speaking, else the century before.
pub(super) fn whole_year(year: i32, context: &Context<'_>) -> i32 {
    if !(0..100).contains(&year) {
        return year;
    }
    let now = context.now.as_ref().map_or(2020, |n| i32::from(n.days.1.year));
    let near = now - now.rem_euclid(100) + year;
    match near {
        y if y > now + 20 => y - 100,
        y if y <= now - 80 => y + 100,
        y => y,
    }
}

const NEAREST: &str = "year not printed: nearest to";

impl Context<'_> {
    /// Resolves a calendar date.
    pub(super) fn date(&self, date: &Partial) -> Resolved {
        let mut out = match (date.year, date.month, date.day) {
            (Some(y), Some(m), Some(d)) => match calendar::day(y, m, d) {
                Some(day) => self.check_weekday(found((day, day), DAY, Basis::Stated), date),
                None => return impossible(format!("there is no day {y:04}-{m:02}-{d:02}")),
            },
            (Some(y), Some(m), None) => match month(y, m) {
                Some(days) => found(days, MONTH, Basis::Stated),
                None => return impossible(format!("there is no month {y:04}-{m:02}")),
            },
            (Some(y), None, None) => match calendar::year(y) {
                Some(days) => found(days, YEAR, Basis::Stated),
                None => return impossible(format!("there is no year {y}")),
            },
            (None, Some(m), Some(d)) => self.month_day(m, d, date)?,
            (None, Some(m), None) => self.month_alone(m)?,
            (None, None, Some(d)) => self.day_alone(d, date)?,
            (_, None, None) => match date.weekday {
                Some(weekday) => self.weekday_alone(weekday),
                None => return Err(Trouble::NoDate),
            },
            (Some(_), None, Some(_)) => return Err(Trouble::NoDate),
        };
        if let Some(of) = &date.of {
            (out.basis, out.reason, out.direction) = (of.basis, of.reason.clone(), of.direction);
        }
        out.part = date.part;
        Ok(out)
    }

    fn check_weekday(&self, mut out: Found, date: &Partial) -> Found {
        if let (Some(weekday), Some((day, _))) = (date.weekday, out.days)
            && i32::from(day.weekday()) != weekday
        {
            let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
            let name = |n: i32| usize::try_from(n).ok().and_then(|n| names.get(n)).copied().unwrap_or("?");
            out.doubt = Some(format!("{day} is a {}, the text says {}", name(i32::from(day.weekday())), name(weekday)));
        }
        out
    }

    /// A day and a month: the year is that of the candidate that the bias takes; a weekday limits the candidates.
    fn month_day(&self, m: i32, d: i32, date: &Partial) -> Resolved {
        if calendar::day(2000, m, d).is_none() {
            return impossible(format!("there is no day {m:02}-{d:02}"));
        }
        let Some(now) = &self.now else {
            return Ok(Found { edtf: Some(format!("XXXX-{m:02}-{d:02}")), bare: true, ..masked() });
        };
        let here = i32::from(now.days.0.year);
        let reach = if (m, d) == (2, 29) { 4 } else { 1 };
        let all = (here - reach..=here + reach).filter_map(|y| calendar::day(y, m, d)).collect::<Vec<_>>();
        let fits: Vec<Stretch> = all
            .iter()
            .filter(|day| date.weekday.is_none_or(|w| i32::from(day.weekday()) == w))
            .map(|d| (*d, *d))
            .collect();
        let nearest = Context { bias: if date.weekday.is_some() { Bias::Nearest } else { self.bias }, ..self.clone() };
        let mut out = match fits.is_empty() {
            false => nearest.choose(fits, DAY, NEAREST),
            true => self.choose(all.into_iter().map(|d| (d, d)).collect(), DAY, NEAREST),
        };
        out.bare = true;
        Ok(self.check_weekday(out, date))
    }

    fn month_alone(&self, m: i32) -> Resolved {
        if !(1..=12).contains(&m) {
            return impossible(format!("there is no month {m}"));
        }
        let Some(now) = &self.now else {
            return Ok(Found { edtf: Some(format!("XXXX-{m:02}")), unit: MONTH, bare: true, ..masked() });
        };
        let here = i32::from(now.days.0.year);
        let all = (here - 1..=here + 1).filter_map(|y| month(y, m)).collect();
        Ok(Found { bare: true, ..self.choose(all, MONTH, NEAREST) })
    }

    fn day_alone(&self, d: i32, date: &Partial) -> Resolved {
        let Some(now) = self.now.as_ref().filter(|n| !n.rough) else {
            return Ok(Found { edtf: Some(format!("XXXX-XX-{d:02}")), bare: true, ..masked() });
        };
        let reach = if date.weekday.is_some() { 7 } else { 2 };
        let day_of = |n: i32| {
            let (first, last) = period(MONTH, n, now.days.0)?;
            (d <= i32::from(last.day)).then(|| first.plus(d - 1))
        };
        let all = (-reach..=reach).filter_map(day_of);
        let all: Vec<Stretch> =
            all.filter(|day| date.weekday.is_none_or(|w| i32::from(day.weekday()) == w)).map(|d| (d, d)).collect();
        if all.is_empty() {
            return Err(Trouble::NoDate);
        }
        Ok(Found { bare: true, ..self.choose(all, DAY, "month not printed: nearest to") })
    }

    fn weekday_alone(&self, weekday: i32) -> Found {
        let Some(now) = self.now.as_ref().filter(|n| !n.rough) else {
            return Found { bare: true, ..open(Kind::Point) };
        };
        let (a, b) = (self.weekday_by_bias(now.days.0, weekday), self.weekday_by_bias(now.days.1, weekday));
        match (a, b) {
            (Some(a), Some(b)) if a == b => {
                let mut out = found((a, a), DAY, self.basis());
                let how = if self.bias == Bias::Future { "the first one after" } else { "the last one up to" };
                out.reason = self.reason(how);
                out
            }
            _ => open(Kind::Point),
        }
    }

    /// From one date to another; each end lends the other what it lacks.
    pub(super) fn range(&self, node: &Node) -> Resolved {
        let (Some(a), Some(b)) = (node.node(Slot::A), node.node(Slot::B)) else {
            return self.length_from(node);
        };
        if a.op != Op::Date || b.op != Op::Date {
            return self.join(node, self.resolve(a)?, self.resolve(b)?);
        }
        let (a, b) = (Partial::of(a, self)?, Partial::of(b, self)?);
        let part = a.part;
        if a.weekday.is_some() && a.day.is_none() && b.day.is_none() {
            return self.weekdays(&a, &b);
        }
        let (full_a, full_b) = (a.filled(&b), b.filled(&a));
        let high = self.date(&full_b)?;
        let low = match high.days {
            Some((end, _)) => self.up_to(&full_a, end, &a, b.year.is_some())?,
            None => self.date(&full_a)?,
        };
        let (low, high) = match (low.days, high.days) {
            (Some(x), Some(y)) if x.0 > y.1 && b.year.is_none() && full_b.month.is_some() => {
                let later = Partial { year: Some(i32::from(y.1.year) + 1), ..full_b.clone() };
                let high = Found { basis: high.basis, reason: high.reason.clone(), ..self.date(&later)? };
                (low, high)
            }
            _ => (low, high),
        };
        let mut out = self.join(node, low, high)?;
        out.part = part.or(out.part);
        Ok(out)
    }

    /// The start of a range whose end is known: in the year of the end, or the year before where it would come after it.
    fn up_to(&self, date: &Partial, end: Day, printed: &Partial, end_stated: bool) -> Resolved {
        if date.day.is_none() && date.month.is_none() || printed.year.is_some() {
            return self.date(date);
        }
        let at = |year: i32| {
            let month = date.month.unwrap_or(i32::from(end.month));
            self.date(&Partial { year: Some(year), month: Some(month), of: None, ..date.clone() })
        };
        let mut out = at(i32::from(end.year))?;
        if out.days.is_some_and(|d| d.0 > end) && printed.month.is_some() {
            out = at(i32::from(end.year) - 1)?;
        }
        if !end_stated {
            out.basis = self.basis();
            out.reason = self.reason(NEAREST);
            out.bare = true;
        }
        Ok(out)
    }

    fn weekdays(&self, a: &Partial, b: &Partial) -> Resolved {
        let (low, high) = (self.date(a)?, self.date(b)?);
        let (Some(x), Some(y), Some(wanted)) = (low.days, high.days, b.weekday) else {
            return self.join_days(low, high);
        };
        let fixed = match x.0 > y.0 {
            true => weekday_from(x.0, wanted, 1),
            false => Some(y.0),
        };
        self.join_days(low, Found { days: one(fixed), ..high })
    }

    /// A date and a length: `from 18 December for ten days`.
    fn length_from(&self, node: &Node) -> Resolved {
        let start = self.child(node, Slot::A)?;
        let (Some((low, _)), Some(n)) = (start.days, node.int(Slot::N)) else { return Ok(start) };
        let Some(high) = calendar::shift(low, node.int(Slot::Unit).unwrap_or(DAY), n) else {
            return impossible("the length leads past the year 9999");
        };
        Ok(Found { days: Some((low, high)), edtf: None, kind: Kind::Range, ..start })
    }

    fn join(&self, node: &Node, low: Found, high: Found) -> Resolved {
        let apart = match (low.days, high.days) {
            (Some(x), Some(y)) => x.1.plus(1) < y.0,
            _ => true,
        };
        let mut out = self.join_days(low, high)?;
        if node.op == Op::Set && apart && out.days.is_some() && out.reason.is_none() {
            out.reason = Some("only the days named, not those between".to_string());
        }
        Ok(out)
    }

    fn join_days(&self, low: Found, high: Found) -> Resolved {
        let bare = low.bare || high.bare;
        let (Some(x), Some(y)) = (low.days, high.days) else {
            let text = |f: &Found| f.edtf.clone().or_else(|| f.days.map(edtf));
            return Ok(match (text(&low), text(&high)) {
                (Some(a), Some(b)) => {
                    Found { edtf: Some(format!("{a}/{b}")), kind: Kind::Range, days: None, bare, ..high }
                }
                _ => Found { kind: Kind::Range, days: None, edtf: None, basis: Basis::Unknown, ..high },
            });
        };
        if x.0 > y.1 {
            return impossible(format!("the range runs backwards: {} to {}", x.0, y.1));
        }
        let (basis, reason) = match (low.basis, high.basis) {
            (Basis::Stated, Basis::Stated) => (Basis::Stated, None),
            (a, b) => (
                if a == Basis::Inferred || b == Basis::Inferred { Basis::Inferred } else { Basis::Resolved },
                high.reason.or(low.reason),
            ),
        };
        let unit = low.unit.min(high.unit);
        Ok(Found {
            days: Some((x.0, y.1)),
            edtf: None,
            kind: Kind::Range,
            basis,
            reason,
            bare,
            unit,
            part: low.part,
            direction: high.direction,
            doubt: low.doubt.or(high.doubt),
            ..found(x, unit, basis)
        })
    }
}

fn masked() -> Found {
    Found {
        basis: Basis::Stated,
        reason: Some("the year is not printed and nothing in the text fixes it".to_string()),
        ..open(Kind::Point)
    }
}
