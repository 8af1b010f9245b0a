//! Who deals with whom: a circle of actors, lines for shared facts, and the same as a table.

use super::charts::{cosine, sine};
use super::{Page, shown};
use crate::case::cut;
use maud::{Markup, html};
use model::{EntityType, Record, RecordType};
use std::collections::{BTreeMap, BTreeSet};

/// Actors in the circle; the table holds more.
const ACTORS: usize = 24;
/// Rows of the table.
const PAIRS: usize = 24;
/// Lines of the circle.
const EDGES: usize = 32;

impl<'a> Page<'_, 'a> {
    /// The circle and the table; nothing where nobody shares a fact.
    pub fn network(&self) -> Option<Markup> {
        let mut pairs: BTreeMap<(&str, &str), Vec<&Record>> = BTreeMap::new();
        for record in self.case.counted().filter(|r| r.kind_of != RecordType::Figure) {
            let actors: BTreeSet<&str> = record.parties.iter().filter_map(|p| p.entity.as_deref()).collect();
            let actors: Vec<&str> = actors.into_iter().filter(|id| self.case.entity(id).is_some()).collect();
            for (at, a) in actors.iter().enumerate() {
                for b in actors.iter().skip(at + 1).take(12) {
                    pairs.entry((a, b)).or_default().push(record);
                }
            }
        }
        let mut order: Vec<((&str, &str), Vec<&Record>)> = pairs.into_iter().collect();
        order.sort_by(|(a, x), (b, y)| y.len().cmp(&x.len()).then_with(|| a.cmp(b)));
        if order.is_empty() {
            return None;
        }
        let mut weight: BTreeMap<&str, usize> = BTreeMap::new();
        for ((a, b), records) in &order {
            *weight.entry(a).or_default() += records.len();
            *weight.entry(b).or_default() += records.len();
        }
        let mut actors: Vec<(&str, usize)> = weight.into_iter().collect();
        actors.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
        actors.truncate(ACTORS);
        actors.sort_by_key(|(id, _)| (self.case.entity(id).and_then(|e| e.country.clone()), *id));
        Some(html! { div.network { (self.circle(&actors, &order)) (self.pairs(&order)) } })
    }

    fn circle(&self, actors: &[(&'a str, usize)], pairs: &[((&'a str, &'a str), Vec<&'a Record>)]) -> Markup {
        let count = i32::try_from(actors.len()).unwrap_or(1).max(1);
        let at: BTreeMap<&str, i32> = actors.iter().zip(0..).map(|((id, _), n)| (*id, n * 360 / count - 90)).collect();
        let point = |angle: i32, radius: i32| (360 + radius * cosine(angle) / 1000, 250 + radius * sine(angle) / 1000);
        let lines =
            pairs.iter().take(EDGES).filter_map(|((a, b), records)| Some((at.get(a)?, at.get(b)?, (a, b), records)));
        let label = self.case.tongue().count("network.summary", actors.len());
        html! { div.scroll { svg.chart.circle viewBox="0 0 720 500" role="group" aria-label=(label) {
            @for (a, b, (from, to), records) in lines {
                @let (x1, y1) = point(*a, 185);
                @let (x2, y2) = point(*b, 185);
                a href={ "#" (records.first().map_or("network", |r| r.evidence.first().map_or(r.id.as_str(), |e| e.finding.as_str()))) }
                    {
                    title { (shown(&format!("{} \u{2013} {}", self.case.name(self.case.tongue(), from), self.case.name(self.case.tongue(), to)))) }
                    path.edge d={ "M" (x1) " " (y1) "Q360 250 " (x2) " " (y2) } stroke-width=(records.len().min(6)) {}
                }
            }
            @for (place, (id, weight)) in actors.iter().enumerate() {
                @let angle = at.get(id).copied().unwrap_or(0);
                @let (x, y) = point(angle, 185);
                @let steep = cosine(angle).abs() < 420;
                @let (tx, ty) = point(angle, if steep && place % 2 == 0 { 222 } else { 203 });
                @let person = self.case.entity(id).is_some_and(|e| e.kind_of == EntityType::Person);
                a href={ "#" (self.node_target(id)) } {
                    @if person { circle.node cx=(x) cy=(y) r=(4 + weight.min(&5)) {} }
                    @else { rect.node x=(x - 5) y=(y - 5) width="10" height="10" {} }
                    text x=(tx) y=(ty + 4) text-anchor=(anchor(angle)) { (shown(&cut(&self.case.name(self.case.tongue(), id), 28))) }
                }
            }
        } } }
    }

    /// People and organisations have rows; a country leads to its first fact.
    fn node_target(&self, id: &'a str) -> &'a str {
        let listed =
            self.case.entity(id).is_some_and(|e| matches!(e.kind_of, EntityType::Person | EntityType::Organisation));
        if listed { id } else { self.case.records_of(id).first().map_or("network", |r| r.id.as_str()) }
    }

    fn pairs(&self, pairs: &[((&'a str, &'a str), Vec<&'a Record>)]) -> Markup {
        html! { table.register.pairs {
            caption.vh { (self.t("section.network")) }
            thead { tr { th scope="col" { (self.t("col.pair")) } th scope="col" { (self.t("col.count")) } th scope="col" { (self.t("col.facts")) } } }
            tbody { @for ((a, b), records) in pairs.iter().take(PAIRS) { tr {
                td { bdi { (self.say(|t| self.case.name(t, a))) } " \u{2013} " bdi { (self.say(|t| self.case.name(t, b))) } }
                td.of { (records.len()) }
                td { (self.numbers(records)) }
            } } }
        } }
    }
}

fn anchor(angle: i32) -> &'static str {
    match cosine(angle) {
        -1000..=-150 => "end",
        150..=1000 => "start",
        _ => "middle",
    }
}
