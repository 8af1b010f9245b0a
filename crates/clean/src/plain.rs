//! Flattened text as lines: the tags are lost, only line breaks are left.

use crate::page::{Element, Line, Page, Piece};
use crate::shape::Shape;
use model::Span;
use std::borrow::Cow;

/// Takes a text apart at its line breaks. Lines of a hard-wrapped paragraph are joined. `skip` is a metadata header.
pub(crate) fn page<'a>(source: &'a str, skip: Option<Span>) -> Page<'a> {
    let mut page = Page {
        visible: Cow::Borrowed(source),
        pieces: Vec::new(),
        lines: Vec::new(),
        elements: vec![Element::default()],
        markup: false,
    };
    let mut gap = true;
    let mut spans = Vec::new();
    let mut start = 0;
    let header = skip.filter(|s| source.get(s.start..s.end).is_some() && !s.is_empty());
    let mut borders: Vec<usize> = memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at + 1).collect();
    borders.push(source.len());
    if let Some(header) = header {
        borders.extend([header.start, header.end]);
        borders.sort_unstable();
    }
    for end in borders {
        let span = Span::new(start, end).trim(source);
        let inside = header.is_some_and(|h| h.start <= start && end <= h.end);
        if start < end && !inside {
            if span.is_empty() {
                gap = true;
            } else {
                spans.push((span, gap));
                gap = false;
            }
        }
        start = end;
    }
    let wrapped = is_wrapped(source, &spans);
    let mut at = 0;
    while let Some((span, gap)) = spans.get(at).copied() {
        let mut whole = span;
        at += 1;
        let width = |s: Span| s.of(source).chars().count();
        if wrapped {
            while let Some((next, false)) = spans.get(at).copied() {
                if width(spans[at - 1].0) < 50 || !continues(source, spans[at - 1].0, next) {
                    break;
                }
                whole = whole.join(next);
                at += 1;
            }
        }
        page.pieces.push(Piece { source: whole, visible: whole, exact: true });
        page.lines.push(Line {
            visible: whole,
            source: whole,
            element: 0,
            hints: 0,
            linked: 0,
            gap,
            shape: Shape::of(whole.of(source)),
        });
    }
    page.elements[0].last = page.lines.len();
    page
}

/// Whether the text was broken into lines of about the same width, as in mail: most long lines end within a narrow band
/// and go on in the next line with a small letter.
fn is_wrapped(source: &str, spans: &[(Span, bool)]) -> bool {
    let (mut going_on, mut narrow, mut wide) = (0usize, 0usize, 0usize);
    for pair in spans.windows(2) {
        let width = pair[0].0.of(source).chars().count();
        if width > 100 {
            wide += 1;
        } else if width >= 50 {
            narrow += 1;
            let small = pair[1].0.of(source).chars().next().is_some_and(char::is_lowercase);
            going_on += usize::from(!pair[1].1 && small);
        }
    }
    narrow >= 6 && wide * 8 < narrow && going_on * 3 > narrow
}

/// Whether a line of wrapped text goes on in the next one.
fn continues(source: &str, line: Span, next: Span) -> bool {
    let small = next.of(source).chars().next().is_some_and(|c| c.is_lowercase() || c.is_numeric() || c == '(');
    small || !Shape::of(line.of(source)).ended || line.len() >= 60
}
