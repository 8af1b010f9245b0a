//! Time expressions: days, ranges, months, years, relative words, deadlines, each an honest interval.
//!
//! Text goes in, [`TimeExpr`]s come out, anchored at the publication date where that is known. A word is a date only if a
//! row of the pack's tables says so; what those rows mean is calendar arithmetic here. What is absent: a clock, and any
//! silent default: every value that is not printed says how it was worked out.
//!
//! Tables read: `dates` (symbols, patterns, meanings) and `dates_parts` (what the start, middle and end of a period are) of the pack.

mod calendar;
mod matcher;
mod meaning;
mod partial;
mod pattern;
mod relative;
mod resolve;
mod rules;
mod scan;
mod years;

pub use rules::{digit, leading};

use crate::Text;
use lang::{Lexicon, Pack};
use meaning::{Node, Op, Slot};
use model::{Basis, CleanSpan, DateValue, Day, Issue, Severity};
use resolve::{Context, Found, Now, PartRule, Trouble};
use rules::Rules;
use scan::Raw;
use std::ops::Range;

/// What an expression is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A day, month or year at which something is.
    Point,
    /// From one day to another.
    Range,
    /// `by`, `before`, `d'ici`, `trước`: something is due.
    Deadline,
    /// `since`, `from … on`.
    Since,
    /// `in recent years`, `in the coming time`: no date, but says past or future.
    Vague,
    /// `for five years`: a length.
    Duration,
    /// `the 70th anniversary`: tells a year only by reasoning.
    Anniversary,
    /// Several days named together (`on 3 and 5 May`).
    Set,
}

/// Where a vague or relative expression points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Before the anchor.
    Past,
    /// At the anchor.
    Present,
    /// After the anchor.
    Future,
}

/// One time expression.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpr {
    /// All its tokens, preposition included.
    pub tokens: Range<usize>,
    /// What it is good for.
    pub kind: Kind,
    /// Its value; `at` is already filled in. `edtf` is null for vague ones.
    pub value: DateValue,
    /// Past, present or future of the anchor, where it says so.
    pub direction: Option<Direction>,
    /// Whether it only refers to another date of the text (`the same day`): then `value` is that date.
    pub refers: bool,
    /// Whether it names the day on which the text was written (`today`, `hôm nay (19/12)`).
    pub today: bool,
    /// How many years an anniversary counts.
    pub years: Option<i32>,
    /// The rule, `en/dates.date`.
    pub rule: String,
}

/// Which reading a bare weekday or month gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bias {
    /// The nearest, past preferred (news).
    #[default]
    Nearest,
    /// The last one before the anchor.
    Past,
    /// The next one after it.
    Future,
}

/// The compiled tables.
#[derive(Debug, Default)]
pub struct Grammar {
    language: String,
    rules: Rules,
    ahead: Option<u8>,
    parts: Vec<PartRule>,
}

impl Grammar {
    /// Compiles the tables of a pack and of the world.
    pub fn compile(pack: &Pack, _world: &Pack, lexicon: &mut Lexicon) -> Self {
        let rows = pack.rows("dates").iter();
        let rules = Rules::compile(rows.map(|r| (r.get("symbol"), r.get("pattern"), r.get("meaning"))), lexicon);
        let parts = pack.rows("dates_parts").iter().filter_map(PartRule::read).collect();
        Self { language: pack.code.clone(), ahead: rules.symbol("ahead"), rules, parts }
    }

    /// What is wrong with the tables, one message a row; for the pack's tests.
    pub fn errors(&self) -> &[String] {
        &self.rules.errors
    }
}

impl PartRule {
    fn read(row: &lang::Row) -> Option<Self> {
        let which = meaning::value(row.get("part"))?;
        let unit = meaning::value(row.get("unit"))?;
        Some(Self { which, unit, first: row.get("first").parse().ok()?, last: row.get("last").parse().ok()? })
    }
}

/// Finds and resolves the time expressions of a text, anchored at its publication date where that is known.
pub fn expressions(text: &Text<'_>, grammar: &crate::Grammar, issues: &mut Vec<Issue>) -> Vec<TimeExpr> {
    let document = &text.article.document;
    let sentences = text.sentences.iter().map(|s| s.tokens.clone());
    let raws = scan::scan(text.clean(), &text.tokens, sentences, &grammar.time);
    let bounds = document.published.bounds();
    let now = bounds.earliest.zip(bounds.latest).map(|days| Now {
        days,
        name: "the publication date".to_string(),
        inferred: document.published.basis == Basis::Inferred,
        rough: false,
    });
    let mut context = Context { now, bias: Bias::Nearest, last: None, parts: &grammar.time.parts, ahead: false };
    let story = match context.now {
        Some(_) => years::Story::default(),
        None => years::story(&raws, &context),
    };
    let mut out = Vec::with_capacity(raws.len());
    for raw in &raws {
        context.ahead = raw.ahead;
        if context.now.is_none() {
            context.now = story.now.clone();
        }
        let found = match context.resolve(&raw.node) {
            Ok(found) => found,
            Err(Trouble::NoDate) => continue,
            Err(Trouble::Impossible(why)) => {
                let at = text.article.source(text.span(raw.tokens.clone()));
                let issue = Issue::new(Severity::Warning, "extract.date", &document.path, why);
                issues.push(issue.of(&document.id).at(at));
                continue;
            }
        };
        if let Some(doubt) = &found.doubt {
            let at = text.article.source(text.span(raw.tokens.clone()));
            let issue = Issue::new(Severity::Note, "extract.date", &document.path, doubt.clone());
            issues.push(issue.of(&document.id).at(at));
        }
        if let Some(days) = found.days.filter(|_| found.kind == Kind::Point && found.unit == calendar::DAY) {
            context.last = Some(days);
        }
        let mut expression = expression(raw, &found, &grammar.time);
        if expression.value.is_known() {
            expression.value.at = vec![text.cite(raw.tokens.clone())];
        }
        out.push(expression);
    }
    out
}

fn expression(raw: &Raw, found: &Found, grammar: &Grammar) -> TimeExpr {
    TimeExpr {
        tokens: raw.tokens.clone(),
        kind: found.kind,
        value: found.value(),
        direction: found.direction,
        refers: found.refers,
        today: is_today(&raw.node),
        years: found.years,
        rule: format!("{}/dates.{}", grammar.language, raw.node.op.name()),
    }
}

/// Whether a reading is the day of writing: `today`, alone or beside its number.
fn is_today(node: &Node) -> bool {
    match node.op {
        Op::Offset => node.int(Slot::Unit) == Some(calendar::DAY) && node.int(Slot::N) == Some(0),
        Op::Both => [Slot::A, Slot::B].iter().any(|s| node.node(*s).is_some_and(is_today)),
        _ => false,
    }
}

/// The publication date of a text that carries none, from words such as `today (19/12)`; its year must be printed or inferred.
pub fn publication(times: &[TimeExpr]) -> Option<DateValue> {
    let today = times.iter().find(|t| t.today && t.value.bounds().earliest.is_some())?;
    let why = today.value.reason.clone().map_or(String::new(), |r| format!("; {r}"));
    let reason = Some(format!("the text calls this day today{why}"));
    Some(DateValue { basis: Basis::Inferred, reason, part: None, ..today.value.clone() })
}

/// The same for a bare string said on a day (the `chancery time` filter). Offsets are bytes of `text`.
pub fn read(
    text: &str,
    language: &str,
    said: Option<Day>,
    bias: Bias,
    packs: &lang::Packs,
) -> Vec<(CleanSpan, DateValue)> {
    let grammars = packs.compiled::<crate::Grammars>();
    let Some(grammar) = grammars.get(language, packs) else { return Vec::new() };
    let tokens = lang::tokens(text, &grammar.lexicon);
    let raws = scan::scan(text, &tokens, std::iter::once(0..tokens.len()), &grammar.time);
    let now = said.map(|day| Now {
        days: (day, day),
        name: "the day it is said on,".to_string(),
        inferred: false,
        rough: false,
    });
    let mut context = Context { now, bias, last: None, parts: &grammar.time.parts, ahead: false };
    let mut out = Vec::new();
    for raw in &raws {
        context.ahead = raw.ahead;
        let Ok(found) = context.resolve(&raw.node) else { continue };
        context.last = found.days.filter(|_| found.unit == calendar::DAY).or(context.last);
        let value = found.value();
        if value.is_known() {
            let (first, last) = (&tokens[raw.tokens.start], &tokens[raw.tokens.end - 1]);
            out.push((first.span.join(last.span), value));
        }
    }
    out
}
