//! The index behind the charts: for every partner and every topic, the numbers that lead to their sentences.

use super::Page;
use super::matrix::Line;
use maud::{Markup, html};
use model::Record;

impl<'a> Page<'_, 'a> {
    /// Lists of facts by partner and by topic.
    pub fn index(&self) -> Markup {
        html! {
            p.note { (self.t("note.index")) }
            dl.index {
                @for line in self.partner_lines(|r| vec![r.kind_of.name().to_string()]) { (self.entry(&line, true)) }
            }
            @let topics = self.topic_lines();
            @if !topics.is_empty() { h3 { (self.t("section.topics")) } dl.index { @for line in &topics { (self.entry(line, false)) } } }
        }
    }

    fn entry(&self, line: &Line<'a>, types: bool) -> Markup {
        html! { dt { (line.head()) } dd id=(line.target()) { @for (key, records) in line.lists() {
            span { b { @if types { (self.say(|t| t.word("type", key))) } @else if key.is_empty() { (self.t("date.undated")) } @else { (key) } }
                @for record in records { " " (self.plain_mark(record)) } } " "
        } } }
    }

    /// The number of a record without a frame, leading to the words of the source.
    fn plain_mark(&self, record: &Record) -> Markup {
        let target = record.evidence.first().map_or(&record.id, |e| &e.finding);
        html! { a href={ "#" (target) } { (self.case.number(&record.id)) } }
    }
}
