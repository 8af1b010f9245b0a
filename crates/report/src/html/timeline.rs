//! The timeline: a lane for each partner, a sign for each fact, hatched bars where the day is not known.

use super::Page;
use super::charts::sign;
use crate::case::{Register, cut};
use crate::sentence;
use maud::{Markup, html};
use model::{Day, Record, RecordType, Status};
use std::collections::BTreeMap;

const LEFT: i32 = 200;
const RIGHT: i32 = 985;
const ROW: i32 = 16;
/// Lanes shown; further partners are in the matrix.
const LANES: usize = 24;
/// Rows of one lane before signs lie on top of each other.
const ROWS: usize = 8;

/// A fact with its days, the first one guessed where only the last is known.
struct Placed<'a> {
    record: &'a Record,
    first: Day,
    last: Day,
    precise: bool,
    open: bool,
}

impl<'a> Page<'_, 'a> {
    /// The drawing, with trays for what is undated or long past.
    pub fn timeline(&self) -> Markup {
        let (mut placed, mut undated, mut past) = (Vec::new(), Vec::new(), Vec::new());
        let window = self.window();
        let outside = |one: &Placed| window.is_some_and(|(from, to)| one.last < from || one.first > to);
        for record in self.case.counted().filter(drawn) {
            match place(record) {
                None => undated.push(record),
                Some(one) if record.status == Status::Historical || outside(&one) => past.push(record),
                Some(one) => placed.push(one),
            }
        }
        let chart = self.chart(&placed);
        html! {
            p.note { (self.t("note.timeline")) }
            (self.legend(&placed))
            (chart)
            (self.tray("timeline.undated", &undated))
            (self.tray("timeline.past", &past))
        }
    }

    /// The years that the documents speak about: two before the first publication to three after the last.
    fn window(&self) -> Option<(Day, Day)> {
        let published = || self.case.dossier.documents.iter().filter_map(|d| d.published.bounds().latest);
        Some((published().min()?.plus(-730), published().max()?.plus(1100)))
    }

    fn tray(&self, key: &str, records: &[&'a Record]) -> Markup {
        html! { @if !records.is_empty() {
            p.tray { b { (self.t(key)) } @for record in records.iter().take(60) {
                " " span.chip { (self.say(|t| t.word("type", record.kind_of.name()))) " "
                    @if record.date.is_known() { (self.say(|t| t.date(&record.date))) " " } (self.mark(record)) }
            } @if records.len() > 60 { " " (self.say(|t| t.count("more.facts", records.len() - 60))) } }
        } }
    }

    fn legend(&self, placed: &[Placed]) -> Markup {
        let present = |k: &&RecordType| placed.iter().any(|p| p.record.kind_of == **k);
        let mut signs: Vec<(String, Vec<&str>)> = Vec::new();
        for kind in RecordType::ALL.iter().filter(present) {
            let drawing = sign(*kind, true, 8, 8).into_string();
            match signs.iter_mut().find(|(d, _)| *d == drawing) {
                Some((_, names)) => names.push(kind.name()),
                None => signs.push((drawing, vec![kind.name()])),
            }
        }
        html! { ul.legend {
            @for (drawing, names) in &signs {
                li { svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" { (maud::PreEscaped(drawing)) } " "
                    (self.say(|t| names.iter().map(|n| t.word("type", n)).collect::<Vec<_>>().join(", "))) }
            }
            li { svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" { (sign(RecordType::Meeting, false, 8, 8)) } " " (self.t("timeline.hollow")) }
            li { svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true" { rect.bar x="1" y="3" width="24" height="10" {} rect x="1" y="3" width="24" height="10" fill="url(#hatch)" {} } " " (self.t("timeline.hatched")) }
        } }
    }

    fn chart(&self, placed: &[Placed<'a>]) -> Markup {
        let (Some(low), Some(high)) = (placed.iter().map(|p| p.first).min(), placed.iter().map(|p| p.last).max())
        else {
            return html! {};
        };
        let margin = ((high.ordinal() - low.ordinal()) / 40).max(3);
        let (low, high) = (low.plus(-margin), high.plus(margin));
        let span = i64::from((high.ordinal() - low.ordinal()).max(1));
        let x = |day: Day| {
            LEFT + i32::try_from(i64::from(day.ordinal() - low.ordinal()) * i64::from(RIGHT - LEFT) / span).unwrap_or(0)
        };
        let mut lanes: BTreeMap<String, Vec<&Placed>> = BTreeMap::new();
        for one in placed {
            for partner in self.case.partners(one.record) {
                lanes.entry(partner).or_default().push(one);
            }
        }
        let mut order: Vec<(String, Vec<&Placed>)> = lanes.into_iter().collect();
        order.sort_by(|(a, x), (b, y)| y.len().cmp(&x.len()).then_with(|| a.cmp(b)));
        order.truncate(LANES);
        let mut y = 34;
        let mut drawn = Vec::new();
        for (code, all) in &order {
            let (content, rows) = self.lane(all, &x, y);
            let height = ROW * i32::try_from(rows.max(1)).unwrap_or(1) + 10;
            drawn.push((code, y, height, content));
            y += height;
        }
        let summary = self.case.tongue().count("timeline.summary", placed.len());
        html! {
            div.scroll tabindex="0" role="region" aria-label=(self.plain("section.timeline")) data-a=[self.id("section.timeline")] {
            svg.chart viewBox={ "0 0 1000 " (y + 8) } role="group" aria-label=(summary) {
                defs { pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    path.hatch d="M0 0v6" {} } }
                @for (day, label) in self.ticks(low, high) {
                    line.grid x1=(x(day)) y1="26" x2=(x(day)) y2=(y) {}
                    @if (LEFT..RIGHT - 30).contains(&x(day)) { (self.svg_text(label, x(day), 18, "tick")) }
                }
                @for (at, (code, top, height, content)) in drawn.into_iter().enumerate() {
                    @if at % 2 == 0 { rect.lane x="0" y=(top) width="1000" height=(height) {} }
                    (self.svg_text(self.case.text(|t| cut(&self.case.partner(t, code), 27)), 8, top + 19, "lanehead"))
                    (content)
                }
            } }
        }
    }

    fn svg_text(&self, text: crate::case::Text, x: i32, y: i32, class: &str) -> Markup {
        let first = text.first().cloned().unwrap_or_default();
        html! { text class=(class) x=(x) y=(y) data-t=[self.texts.number(&text)] { (super::shown(&first)) } }
    }

    fn lane(&self, all: &[&Placed<'a>], x: &impl Fn(Day) -> i32, top: i32) -> (Markup, usize) {
        let mut ends: Vec<i32> = Vec::new();
        let mut order: Vec<&&Placed> = all.iter().collect();
        order.sort_by_key(|p| (p.first, p.last, self.case.number(&p.record.id)));
        let mut out = Vec::new();
        for one in order {
            let (mut from, to) = (x(one.first), x(one.last));
            if one.open {
                from = (to - 40).max(LEFT);
            }
            let row = ends.iter().position(|end| *end + 10 < from - 6).unwrap_or(ends.len()).min(ROWS - 1);
            match ends.get_mut(row) {
                Some(end) => *end = to + 6,
                None => ends.push(to + 6),
            }
            let y = top + 13 + ROW * i32::try_from(row).unwrap_or(0);
            out.push(self.item(one, from, to, y));
        }
        (html! { @for item in out { (item) } }, ends.len())
    }

    fn item(&self, one: &Placed<'a>, from: i32, to: i32, y: i32) -> Markup {
        let record = one.record;
        let done = matches!(record.status, Status::Occurred | Status::Ongoing);
        let long = to - from > 6 || !one.precise;
        let width = (to - from).max(10);
        let text = self.case.tongue().fill(
            "timeline.item",
            &[
                ("n", &self.case.number(&record.id).to_string()),
                ("label", &sentence::label(self.case, self.case.tongue(), record)),
            ],
        );
        html! { a href={ "#" (record.id) } {
            title { (super::shown(&text)) }
            @if long {
                rect.bar x=(from) y=(y - 5) width=(width) height="10" rx="2" {}
                @if !one.precise { rect x=(from) y=(y - 5) width=(width) height="10" rx="2" fill="url(#hatch)" {} }
            }
            (sign(record.kind_of, done, if one.open { to } else if long { from + width / 2 } else { from }, y))
        } }
    }

    /// Days with a label: years, months or days, at most about a dozen.
    fn ticks(&self, low: Day, high: Day) -> Vec<(Day, crate::case::Text)> {
        let days = high.ordinal() - low.ordinal();
        if days <= 70 {
            let step = (days / 8).max(1);
            return (1..=days / step)
                .map(|n| low.plus(n * step))
                .map(|d| (d, self.case.text(|t| t.edtf(&d.to_string()))))
                .collect();
        }
        let months = days / 30;
        let step = [1, 2, 3, 6, 12, 24, 60, 120, 300, 1200].into_iter().find(|s| months / s <= 9).unwrap_or(12_000);
        let first = i32::from(low.year) * 12 + i32::from(low.month);
        let last = i32::from(high.year) * 12 + i32::from(high.month) - 1;
        let day = |month: i32| {
            Day::new(i16::try_from(month.div_euclid(12)).ok()?, u8::try_from(month.rem_euclid(12)).ok()? + 1, 1)
        };
        let ticks = (first..=last).filter(|m| m % step == 0).filter_map(day);
        ticks
            .map(|d| {
                let edtf =
                    if step % 12 == 0 { format!("{:04}", d.year) } else { format!("{:04}-{:02}", d.year, d.month) };
                (d, self.case.text(|t| t.edtf(&edtf)))
            })
            .collect()
    }
}

/// What happens and what was agreed; words alone, and numbers, are left to their registers.
fn drawn(record: &&Record) -> bool {
    match Register::of(record) {
        Register::Meetings | Register::Agreements | Register::Ledger => true,
        Register::Others => {
            matches!(
                record.kind_of,
                RecordType::Relation | RecordType::Setback | RecordType::Aid | RecordType::Activity
            )
        }
        Register::Courtesies | Register::Figures | Register::Doubtful => false,
    }
}

fn place(record: &Record) -> Option<Placed<'_>> {
    let bounds = record.date.bounds();
    let edtf = record.date.edtf.as_deref()?;
    let last = bounds.latest.or(bounds.earliest)?;
    let first = bounds.earliest.unwrap_or(last);
    let open = bounds.earliest.is_none() || bounds.latest.is_none();
    let lasting = edtf.split_once('/').is_some_and(|(a, b)| Day::parse(a).is_some() && Day::parse(b).is_some());
    Some(Placed { record, first, last, precise: !open && (first == last || lasting), open })
}
