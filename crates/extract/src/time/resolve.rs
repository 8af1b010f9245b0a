//! A typed expression in, an interval out: calendar arithmetic from the day on which the text speaks.

use super::calendar::{self, DAY, Stretch, WEEK, YEAR, edtf, period};
use super::meaning::{Node, Op, Slot};
use super::partial::{Partial, whole_year};
use super::relative::weekday_from;
use super::{Bias, Direction, Kind};
use model::{Basis, DateValue, Day};

/// The day on which a text speaks: its first and last possible day, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    /// First and last possible day.
    pub days: Stretch,
    /// What to call it in reasons.
    pub name: String,
    /// Whether it was itself inferred.
    pub inferred: bool,
    /// Whether only its year is known: the day is one that the story tells, not the one on which it was written.
    pub rough: bool,
}

/// A row of `dates_parts.tsv`: which part of which unit is meant by its start, middle, end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartRule {
    /// 1 start, 2 middle, 3 end, 4 rest.
    pub which: i32,
    /// The unit that is cut.
    pub unit: i32,
    /// First day (of a week or month) or month (of a year), from 1.
    pub first: i32,
    /// The last one; clamped to the end.
    pub last: i32,
}

/// What a reading is resolved against.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// When the text speaks.
    pub now: Option<Now>,
    /// Which candidate is taken.
    pub bias: Bias,
    /// The date told before this one.
    pub last: Option<Stretch>,
    /// Parts of periods in this language.
    pub parts: &'a [PartRule],
    /// Whether the words before it speak of the future.
    pub ahead: bool,
}

/// A resolved expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// First and last day.
    pub days: Option<Stretch>,
    /// EDTF where it is not that of `days`.
    pub edtf: Option<String>,
    /// The unit that it names.
    pub unit: i32,
    /// What it is good for.
    pub kind: Kind,
    /// Where it comes from.
    pub basis: Basis,
    /// How it was worked out.
    pub reason: Option<String>,
    /// Part of the day.
    pub part: Option<i32>,
    /// Past, present, future.
    pub direction: Option<Direction>,
    /// Whether it only points to a date told before.
    pub refers: bool,
    /// A doubt, for an issue.
    pub doubt: Option<String>,
    /// A count of years: of an anniversary.
    pub years: Option<i32>,
    /// Whether it lacks its year in print.
    pub bare: bool,
}

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is no date after all.
    NoDate,
    /// It looks like a date that cannot be.
    Impossible(String),
}

/// The result of resolving.
pub type Resolved = Result<Found, Trouble>;

pub(super) fn found(days: Stretch, unit: i32, basis: Basis) -> Found {
    Found {
        days: Some(days),
        edtf: None,
        unit,
        kind: Kind::Point,
        basis,
        reason: None,
        part: None,
        direction: None,
        refers: false,
        doubt: None,
        years: None,
        bare: false,
    }
}

pub(super) fn open(kind: Kind) -> Found {
    let no_day = Day { year: 1, month: 1, day: 1 };
    Found { days: None, kind, basis: Basis::Unknown, ..found((no_day, no_day), DAY, Basis::Unknown) }
}

pub(super) fn impossible<T>(what: impl Into<String>) -> Result<T, Trouble> {
    Err(Trouble::Impossible(what.into()))
}

pub(super) const OUTSIDE: &str = "the date lies outside the years 1 to 9999";

impl Found {
    /// The value, without the words it rests on.
    pub fn value(&self) -> DateValue {
        let text = self.edtf.clone().or_else(|| self.days.map(edtf));
        let Some(text) = text else {
            return DateValue { part: self.part_name(), reason: self.reason.clone(), ..DateValue::unknown() };
        };
        let mut value = DateValue::new(&text, self.basis, self.reason.clone(), Vec::new());
        if let Some((low, high)) = self.days.filter(|_| value.edtf.is_none() || !text.starts_with("[..")) {
            (value.edtf, value.basis) = (Some(text), self.basis);
            (value.earliest, value.latest) = (Some(low.to_string()), Some(high.to_string()));
        }
        value.part = self.part_name();
        value
    }

    fn part_name(&self) -> Option<String> {
        self.part
            .and_then(|p| ["morning", "afternoon", "evening"].get(usize::try_from(p - 1).ok()?))
            .map(|p| p.to_string())
    }

    pub(super) fn with(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
}

impl Context<'_> {
    /// Resolves a reading.
    pub fn resolve(&self, node: &Node) -> Resolved {
        let mut out = self.plain(node)?;
        if let Some(part) = node.int(Slot::Part).filter(|_| out.part.is_none()) {
            out.part = Some(part);
        }
        Ok(out)
    }

    fn plain(&self, node: &Node) -> Resolved {
        let n = node.int(Slot::N).unwrap_or(1);
        let sign = node.int(Slot::Sign).unwrap_or(0);
        let unit = node.int(Slot::Unit).unwrap_or(DAY);
        match node.op {
            Op::Pass | Op::Nothing => Err(Trouble::NoDate),
            Op::Date => self.date(&Partial::of(node, self)?),
            Op::Offset => self.offset(unit, node.int(Slot::N).unwrap_or(0)),
            Op::Ago => self.ago(node, n, unit, sign),
            Op::Span => self.span(n, unit, sign),
            Op::Nth => self.nth(node, n),
            Op::Near => self.near(node, sign),
            Op::Within => self.within(node),
            Op::Piece => self.piece(node),
            Op::Range => self.range(node),
            Op::Set => Ok(self.range(node)?.with(Kind::Set)),
            Op::Since | Op::After => self.inner(node, Kind::Since),
            Op::Until | Op::By => self.due(node),
            Op::Before => self.before(node),
            Op::Quarter => self.part_of_year(node, (n - 1) * 3 + 1, 3, calendar::QUARTER),
            Op::Half => self.part_of_year(node, (n - 1) * 6 + 1, 6, calendar::HALF),
            Op::Season => self.part_of_year(node, n * 3, 3, calendar::QUARTER),
            Op::Decade => {
                let first = node.int(Slot::Year).unwrap_or(0);
                let (Some(a), Some(b)) = (calendar::year(first), calendar::year(first + 9)) else {
                    return impossible(OUTSIDE);
                };
                Ok(found((a.0, b.1), calendar::DECADE, Basis::Stated).with(Kind::Range))
            }
            Op::Century => match (calendar::year(n.saturating_mul(100) - 99), calendar::year(n.saturating_mul(100))) {
                (Some(a), Some(b)) => Ok(found((a.0, b.1), calendar::CENTURY, Basis::Stated).with(Kind::Range)),
                _ => Err(Trouble::NoDate),
            },
            Op::Duration => Ok(open(Kind::Duration)),
            Op::Vague => Ok(Found { direction: Some(direction(sign)), ..open(Kind::Vague) }),
            Op::Now if self.bias == Bias::Future => self.offset(DAY, 0),
            Op::Now => Ok(Found { direction: Some(Direction::Present), ..open(Kind::Vague) }),
            Op::Same => self.same(unit, node.int(Slot::N).unwrap_or(0)),
            Op::Feast => self.feast(node),
            Op::Clock => Ok(open(Kind::Vague)),
            Op::Anniv => {
                let inner = node.node(Slot::A).and_then(|a| self.resolve(a).ok());
                let base = inner.unwrap_or_else(|| open(Kind::Anniversary));
                Ok(Found { years: node.int(Slot::N), ..base.with(Kind::Anniversary) })
            }
            Op::Both => self.both(node),
            Op::About => {
                let mut inner = self.inner(node, Kind::Point)?;
                inner.kind =
                    node.node(Slot::A).map_or(Kind::Point, |a| self.resolve(a).map_or(Kind::Point, |f| f.kind));
                Ok(inner)
            }
            Op::Week => {
                let inner = self.child(node, Slot::A)?;
                let Some((day, _)) = inner.days else { return Ok(inner) };
                let Some(week) = period(WEEK, 0, day) else { return impossible(OUTSIDE) };
                Ok(Found { days: Some(week), edtf: None, unit: WEEK, ..inner })
            }
            Op::Label => self.child(node, Slot::A),
        }
    }

    pub(super) fn child(&self, node: &Node, slot: Slot) -> Resolved {
        node.node(slot).map_or(Err(Trouble::NoDate), |inner| self.resolve(inner))
    }

    fn inner(&self, node: &Node, kind: Kind) -> Resolved {
        Ok(self.child(node, Slot::A)?.with(kind))
    }

    pub(super) fn reason(&self, how: &str) -> Option<String> {
        self.now.as_ref().map(|now| format!("{how} {} {}", now.name, edtf(now.days)))
    }

    pub(super) fn basis(&self) -> Basis {
        match self.now.as_ref().is_some_and(|n| n.inferred) {
            true => Basis::Inferred,
            false => Basis::Resolved,
        }
    }

    fn nth(&self, node: &Node, n: i32) -> Resolved {
        let of = self.child(node, Slot::Of)?;
        let Some((low, high)) = of.days else { return Ok(Found { edtf: None, ..of }) };
        let unit = node.int(Slot::Unit).unwrap_or(DAY);
        let days = match node.int(Slot::Weekday) {
            Some(weekday) if n > 0 => one(weekday_from(low.plus(-1), weekday, n)),
            Some(weekday) => one(weekday_from(high.plus(1), weekday, n)),
            None => nth_unit(unit, n, (low, high)),
        };
        let Some(days) = days.filter(|d| low <= d.1 && d.0 <= high) else {
            return impossible("the period has no such part");
        };
        Ok(Found { days: Some(days), edtf: None, unit, ..of })
    }

    fn within(&self, node: &Node) -> Resolved {
        let of = self.child(node, Slot::Of)?;
        let Some((low, _)) = of.days else { return Ok(of) };
        let inner = Context {
            now: Some(Now { days: (low, low), name: String::new(), inferred: false, rough: false }),
            ..self.clone()
        };
        let out = inner.child(node, Slot::A)?;
        Ok(Found { reason: of.reason, basis: of.basis, direction: of.direction, ..out })
    }

    fn piece(&self, node: &Node) -> Resolved {
        let of = match (node.node(Slot::Of), node.int(Slot::Unit)) {
            (None, Some(unit)) => self.offset(unit, 0)?,
            _ => self.child(node, Slot::Of)?,
        };
        let which = node.int(Slot::Which).unwrap_or(1);
        let Some((low, high)) = of.days else {
            // Without a year the piece is known only as its whole.
            return Ok(of);
        };
        let days = self.cut(which, of.unit, (low, high));
        Ok(Found { days: Some(days), edtf: None, ..of })
    }

    fn cut(&self, which: i32, unit: i32, (low, high): Stretch) -> Stretch {
        if which == 4 {
            let from = self.now.as_ref().map_or(low, |n| n.days.1.max(low)).min(high);
            return (from, high);
        }
        let rule = self.parts.iter().find(|r| r.which == which && r.unit == unit);
        match (rule, unit) {
            (Some(rule), YEAR) => {
                calendar::months(i32::from(low.year), rule.first, rule.last.min(12)).unwrap_or((low, high))
            }
            (Some(rule), _) => (low.plus(rule.first - 1).min(high), low.plus(rule.last - 1).min(high)),
            (None, _) => {
                // No rule: thirds.
                let third = (high.ordinal() - low.ordinal() + 1) / 3;
                match which {
                    1 => (low, low.plus((third - 1).max(0))),
                    2 => (low.plus(third), low.plus((2 * third).max(third))),
                    _ => (low.plus(2 * third), high),
                }
            }
        }
    }

    fn due(&self, node: &Node) -> Resolved {
        let inner = self.child(node, Slot::A)?;
        let ends = node.node(Slot::A).is_some_and(|a| a.op == Op::Piece && a.int(Slot::Which) == Some(3));
        let days = match (inner.days, ends) {
            (Some((_, high)), true) => Some((high, high)),
            (days, _) => days,
        };
        let kind = if inner.kind == Kind::Duration { Kind::Duration } else { Kind::Deadline };
        Ok(Found { days, ..inner }.with(kind))
    }

    fn before(&self, node: &Node) -> Resolved {
        let inner = self.child(node, Slot::A)?;
        let a = node.node(Slot::A);
        if inner.unit == DAY || inner.days.is_none() || a.is_some_and(|a| a.op == Op::Piece) {
            return self.due(node);
        }
        let Some((low, _)) = inner.days else { return Ok(inner.with(Kind::Deadline)) };
        let last = low.plus(-1);
        let reason = inner
            .reason
            .clone()
            .or_else(|| Some(format!("the last day before {}", inner.days.map(edtf).unwrap_or_default())));
        Ok(Found { edtf: Some(format!("[..{last}]")), days: Some((last, last)), reason, ..inner }.with(Kind::Deadline))
    }

    fn part_of_year(&self, node: &Node, first: i32, length: i32, unit: i32) -> Resolved {
        let whole = match (node.int(Slot::Year), node.node(Slot::Of)) {
            (Some(y), _) => match calendar::year(whole_year(y, self)) {
                Some(days) => found(days, YEAR, Basis::Stated),
                None => return impossible(OUTSIDE),
            },
            (None, Some(of)) => self.resolve(of)?,
            (None, None) if node.int(Slot::Sign).is_some() => return self.season_near(node, first, length),
            (None, None) => self.offset(YEAR, 0)?,
        };
        let Some((low, _)) = whole.days else { return Ok(Found { edtf: None, ..whole }) };
        if !(1..=12).contains(&first) {
            return Err(Trouble::NoDate);
        }
        let Some(days) = calendar::months(i32::from(low.year), first, first + length - 1) else {
            return impossible(OUTSIDE);
        };
        Ok(Found { days: Some(days), edtf: None, unit, ..whole })
    }

    /// The candidate that the bias takes.
    pub(super) fn choose(&self, mut all: Vec<Stretch>, unit: i32, how: &str) -> Found {
        let Some(now) = &self.now else { return open(Kind::Point) };
        all.sort();
        let (from, to) = now.days;
        let distance = |s: &Stretch| {
            let ahead = (s.0.ordinal() - to.ordinal()).max(0);
            let behind = (from.ordinal() - s.1.ordinal()).max(0);
            2 * (ahead + behind) + i32::from(ahead > 0)
        };
        let best = match self.bias {
            Bias::Nearest => all.iter().min_by_key(|s| distance(s)),
            Bias::Past => all.iter().rfind(|s| s.0 <= to),
            Bias::Future => all.iter().find(|s| s.1 >= from),
        };
        let Some(best) = best else { return open(Kind::Point) };
        let mut out = found(*best, unit, self.basis());
        out.reason = self.reason(how);
        out.direction = Some(direction(i32::from(best.0 > to) - i32::from(best.1 < from)));
        out
    }

    fn both(&self, node: &Node) -> Resolved {
        let (a, b) = (self.child(node, Slot::A)?, self.child(node, Slot::B)?);
        let part = a.part.or(b.part);
        let direction = a.direction.or(b.direction);
        let (Some(x), Some(y)) = (a.days, b.days) else {
            let known = if a.days.is_some() || (a.edtf.is_some() && b.edtf.is_none()) { a } else { b };
            return Ok(Found { part, direction, ..known });
        };
        let mut out = if a.basis == Basis::Stated && b.basis != Basis::Stated { a } else { b };
        if x.0 > y.1 || y.0 > x.1 {
            out.doubt = Some(format!("the words give {}, the number beside them {}", edtf(x), edtf(y)));
        }
        (out.part, out.direction) = (part, direction);
        Ok(out)
    }
}

pub(super) fn direction(sign: i32) -> Direction {
    match sign {
        n if n < 0 => Direction::Past,
        0 => Direction::Present,
        _ => Direction::Future,
    }
}

pub(super) fn one(day: Option<Day>) -> Option<Stretch> {
    day.map(|d| (d, d))
}

/// The n-th unit of a stretch; weeks count from the first Monday inside, as the last week holds its last day.
fn nth_unit(unit: i32, n: i32, (low, high): Stretch) -> Option<Stretch> {
    match (unit, n > 0) {
        (WEEK, true) => {
            let monday = low.plus((7 - i32::from(low.weekday())) % 7);
            period(WEEK, n - 1, monday)
        }
        (WEEK, false) => {
            let sunday = high.plus(-((i32::from(high.weekday()) + 1) % 7));
            period(WEEK, n + 1, sunday)
        }
        (unit, true) => period(unit, n - 1, low),
        (unit, false) => period(unit, n + 1, high),
    }
}
