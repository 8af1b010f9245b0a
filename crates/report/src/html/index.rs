//! The index behind the charts: for every cell with several facts, the numbers that lead to their sentences.

use super::Page;
use super::matrix::{Line, year};
use maud::{Markup, html};

impl<'a> Page<'_, 'a> {
    /// Lists of facts by partner and type, partner and year, topic and year.
    pub fn index(&self) -> Markup {
        let by_type = self.partner_lines("p", |r| vec![r.kind_of.name().to_string()]);
        let by_year = self.partner_lines("y", |r| year(r).into_iter().collect());
        let topics = self.topic_lines();
        html! {
            p.note { (self.t("note.index")) }
            (self.lists("matrix.type", &by_type, true))
            (self.lists("matrix.year", &by_year, false))
            (self.lists("matrix.topic", &topics, false))
        }
    }

    fn lists(&self, caption: &str, lines: &[Line<'a>], types: bool) -> Markup {
        html! { @if lines.iter().any(|l| l.lists().next().is_some()) {
            h3 { (self.t(caption)) }
            dl.index { @for line in lines.iter().filter(|l| l.lists().next().is_some()) {
                dt { (line.head()) }
                dd { @for (key, records) in line.lists() {
                    span.list id=(line.target(key)) {
                        b { @if types { (self.say(|t| t.word("type", key))) } @else if key.is_empty() { (self.t("date.undated")) } @else { (key) } }
                        @for record in records { " " (self.mark(record)) }
                    } " "
                } }
            } }
        } }
    }
}
