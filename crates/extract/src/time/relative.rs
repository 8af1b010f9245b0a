//! Readings that count from the day of speaking, or from a date told before: `last week`, `three days after`, `the same day`.

use super::calendar::{self, DAY, MONTH, Stretch, WEEK, YEAR, month, period, shift};
use super::meaning::{Node, Slot};
use super::partial::Partial;
use super::resolve::{Context, Found, OUTSIDE, Resolved, Trouble, direction, found, impossible, one, open};
use super::{Bias, Kind};
use model::{Basis, Day};

impl Context<'_> {
    /// What a function makes of the day of speaking, for its first and last possible day.
    pub(super) fn since_now(&self, unit: i32, how: &str, make: impl Fn(Day) -> Option<Stretch>) -> Resolved {
        let Some(now) =
            self.now.as_ref().filter(|n| !n.rough || matches!(unit, YEAR | calendar::DECADE | calendar::CENTURY))
        else {
            return Ok(open(Kind::Point));
        };
        let (Some(a), Some(b)) = (make(now.days.0), make(now.days.1)) else { return impossible(OUTSIDE) };
        let mut out = found((a.0, b.1), unit, self.basis());
        out.reason = self.reason(how);
        if a != b {
            out.edtf = Some(format!("[{}..{}]", a.0, b.1));
        }
        Ok(out)
    }

    pub(super) fn offset(&self, unit: i32, n: i32) -> Resolved {
        let mut out = self.since_now(unit, "counted from", |day| period(unit, n, day))?;
        out.direction = Some(direction(n));
        Ok(out)
    }

    pub(super) fn ago(&self, node: &Node, n: i32, unit: i32, sign: i32) -> Resolved {
        let Some(n) = n.checked_mul(sign) else { return impossible(OUTSIDE) };
        if let (Some(weekday), Some(_)) = (node.int(Slot::Weekday), node.node(Slot::A)) {
            let base = Context { bias: Bias::Nearest, ..self.clone() }.child(node, Slot::A)?;
            let Some((low, _)) = base.days else { return Ok(base) };
            return Ok(Found { days: one(weekday_from(low, weekday, n)), edtf: None, unit: DAY, ..base });
        }
        if let Some(weekday) = node.int(Slot::Weekday) {
            return self.since_now(DAY, "counted from", |day| one(weekday_from(day, weekday, n)));
        }
        if node.node(Slot::A).is_some() {
            // What something is counted from is the nearest one, whatever the bias.
            let base = Context { bias: Bias::Nearest, ..self.clone() }.child(node, Slot::A)?;
            let Some((low, high)) = base.days else { return Ok(base) };
            let (Some(low), Some(high)) = (shift(low, unit, n), shift(high, unit, n)) else {
                return impossible(OUTSIDE);
            };
            let basis = if base.basis == Basis::Stated { Basis::Resolved } else { base.basis };
            let reason = base.reason.clone().or_else(|| Some("counted from the date named with it".to_string()));
            return Ok(Found { days: Some((low, high)), edtf: None, basis, reason, ..base });
        }
        let fine = match unit {
            YEAR if self.bias == Bias::Future => MONTH,
            MONTH | WEEK | calendar::FORTNIGHT if self.bias == Bias::Future => DAY,
            unit => unit,
        };
        let fine = if fine == calendar::FORTNIGHT { WEEK } else { fine };
        let mut out = self.since_now(fine, "counted from", |day| period(fine, 0, shift(day, unit, n)?))?;
        out.direction = Some(direction(sign));
        Ok(out)
    }

    pub(super) fn span(&self, n: i32, unit: i32, sign: i32) -> Resolved {
        if sign == 2 {
            return self.offset(unit, n);
        }
        let (first, last) = if sign < 0 { (n.checked_neg().unwrap_or(0), -1) } else { (1, n) };
        let mut out = self
            .since_now(unit, "counted from", |day| Some((period(unit, first, day)?.0, period(unit, last, day)?.1)))?;
        out.direction = Some(direction(sign));
        Ok(out.with(Kind::Range))
    }

    pub(super) fn season_near(&self, node: &Node, first: i32, length: i32) -> Resolved {
        let sign = node.int(Slot::Sign).unwrap_or(0);
        self.since_now(calendar::QUARTER, "counted from", |day| {
            let all = (-1..=1).filter_map(|n| calendar::months(i32::from(day.year) + n, first, first + length - 1));
            let mut all = all.collect::<Vec<_>>();
            match sign {
                0 => all
                    .into_iter()
                    .min_by_key(|s| (s.0.ordinal() - day.ordinal()).abs().min((s.1.ordinal() - day.ordinal()).abs())),
                s if s < 0 => all.into_iter().rfind(|s| s.1 < day),
                _ => {
                    all.retain(|s| s.0 > day);
                    all.first().copied()
                }
            }
        })
    }

    pub(super) fn same(&self, unit: i32, n: i32) -> Resolved {
        if self.last.is_none() && n != 0 && self.bias == Bias::Future {
            return self.offset(unit, n);
        }
        let days = self.last.and_then(|(low, high)| match (unit, n) {
            (DAY, 0) => Some((low, high)),
            (unit, n) => period(unit, n, if n < 0 { low } else { high }),
        });
        let mut out = match days {
            Some(days) => found(days, unit, Basis::Resolved),
            None => open(Kind::Point),
        };
        let how = if n == 0 { "the date told before it" } else { "counted from the date told before it" };
        out.reason = days.map(|_| how.to_string());
        out.refers = true;
        Ok(out)
    }

    pub(super) fn feast(&self, node: &Node) -> Resolved {
        let at = |year: i32| match node.int(Slot::Easter) {
            Some(after) => calendar::easter(year).map(|d| d.plus(after)),
            None => calendar::day(year, node.int(Slot::Month)?, node.int(Slot::Day)?),
        };
        let year = match (node.int(Slot::Year), node.node(Slot::Of)) {
            (Some(year), _) => Some((year, None)),
            (None, Some(of)) => {
                let of = self.resolve(of)?;
                of.days.map(|d| (i32::from(d.0.year), Some(of)))
            }
            _ => None,
        };
        if let Some((year, of)) = year {
            let Some(day) = at(year) else { return Err(Trouble::NoDate) };
            let base = of.unwrap_or_else(|| found((day, day), DAY, Basis::Resolved));
            return Ok(Found { days: Some((day, day)), unit: DAY, edtf: None, ..base });
        }
        let Some(now) = &self.now else { return Ok(open(Kind::Point)) };
        let here = i32::from(now.days.0.year);
        let all = (here - 1..=here + 1).filter_map(at).map(|d| (d, d)).collect();
        Ok(self.choose(all, DAY, "year not printed: nearest to"))
    }

    pub(super) fn near(&self, node: &Node, sign: i32) -> Resolved {
        let n = node.int(Slot::N).unwrap_or(1);
        if let Some(weekday) = node.int(Slot::Weekday) {
            let mut out = self.since_now(DAY, "counted from", |day| match sign {
                0 => one(self.weekday_by_bias(day, weekday)),
                2 => one(Some(period(WEEK, 1, day)?.0.plus(weekday))),
                3 => one(weekday_from(day.plus(-1), weekday, n)),
                sign => one(weekday_from(day, weekday, sign * n)),
            })?;
            out.direction = (sign != 0).then(|| direction(sign));
            return Ok(out);
        }
        let Some(wanted) = node.int(Slot::Month) else { return Err(Trouble::NoDate) };
        if self.now.as_ref().is_none_or(|n| n.rough) {
            return self.date(&Partial::of(node, self)?);
        }
        let mut out = self.since_now(MONTH, "counted from", |day| {
            let (year, at) = (i32::from(day.year), i32::from(day.month));
            let year = match sign {
                s if s > 0 => year + i32::from(wanted <= at) + n - 1,
                s if s < 0 => year - i32::from(wanted >= at),
                _ => year,
            };
            match node.int(Slot::Day) {
                Some(d) => one(calendar::day(year, wanted, d)),
                None => month(year, wanted),
            }
        })?;
        out.direction = Some(direction(sign));
        Ok(out)
    }

    pub(super) fn weekday_by_bias(&self, day: Day, weekday: i32) -> Option<Day> {
        match self.bias {
            Bias::Future => weekday_from(day, weekday, 1),
            Bias::Nearest if self.ahead => weekday_from(day.plus(-1), weekday, 1),
            _ => weekday_from(day.plus(1), weekday, -1),
        }
    }
}

/// The n-th such weekday strictly after a day, or before it for a negative n.
pub(super) fn weekday_from(day: Day, weekday: i32, n: i32) -> Option<Day> {
    let gap = (weekday - i32::from(day.weekday())).rem_euclid(7);
    let first = match n {
        0 => return None,
        n if n > 0 => {
            if gap == 0 {
                7
            } else {
                gap
            }
        }
        _ => gap - 7,
    };
    shift(day.plus(first), WEEK, if n > 0 { n - 1 } else { n + 1 })
}
