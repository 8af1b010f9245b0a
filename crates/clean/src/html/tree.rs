//! From tokens to lines and the block elements that hold them.

use super::facts::Facts;
use super::token::{Token, Tokens, attributes};
use super::{Entities, Hints};
use crate::page::{Element, Line, Page, Piece, hint};
use crate::shape::Shape;
use lang::Packs;
use model::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// What an element's name makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Holds blocks or a block of text.
    Block,
    /// Breaks the line, holds nothing.
    Break,
    /// Its text is a link.
    Link,
    /// A table cell: a blank in its row.
    Cell,
    /// Everything else.
    Inline,
}

/// Block elements by name with a number each, what they say, and which open ones they close.
fn role(name: &str) -> (Role, u32, u8) {
    match name {
        "a" => (Role::Link, 0, 0),
        "br" | "hr" | "wbr" => (if name == "wbr" { Role::Inline } else { Role::Break }, 0, 0),
        "td" | "th" => (Role::Cell, 0, 0),
        "html" => (Role::Block, 0, 1),
        "body" => (Role::Block, 0, 2),
        "div" => (Role::Block, 0, 3),
        "section" => (Role::Block, 0, 4),
        "article" => (Role::Block, hint::ARTICLE, 5),
        "main" => (Role::Block, hint::MAIN, 6),
        "aside" => (Role::Block, hint::ASIDE, 7),
        "nav" => (Role::Block, hint::NAVIGATION, 8),
        "header" => (Role::Block, hint::HEADER, 9),
        "footer" => (Role::Block, hint::FOOTER, 10),
        "form" => (Role::Block, 0, 11),
        "table" => (Role::Block, hint::TABLE, 12),
        "tr" => (Role::Block, hint::TABLE, 13),
        "ul" | "ol" => (Role::Block, 0, 14),
        "li" => (Role::Block, hint::LIST, 15),
        "dl" => (Role::Block, 0, 16),
        "dt" | "dd" => (Role::Block, hint::LIST, 17),
        "p" => (Role::Block, hint::PARAGRAPH, 18),
        "h1" => (Role::Block, hint::HEADING | hint::TOP_HEADING, 19),
        "h2" | "h3" | "h4" | "h5" | "h6" => (Role::Block, hint::HEADING, 20),
        "blockquote" => (Role::Block, hint::QUOTE, 21),
        "figure" => (Role::Block, hint::FIGURE, 22),
        "figcaption" => (Role::Block, hint::CAPTION, 23),
        "caption" => (Role::Block, hint::TABLE, 24),
        "pre" => (Role::Block, hint::CODE, 25),
        "address" => (Role::Block, 0, 26),
        "details" | "summary" | "fieldset" | "center" | "legend" | "hgroup" | "tbody" | "thead" | "tfoot" => {
            (Role::Block, 0, 27)
        }
        "select" | "template" | "datalist" | "noscript" | "canvas" | "object" | "audio" | "video" => {
            (Role::Block, hint::HIDDEN, 28)
        }
        "button" | "label" => (Role::Block, hint::FORM, 29),
        "dialog" => (Role::Block, hint::PROMOTION, 30),
        _ => (Role::Inline, 0, 0),
    }
}

const PARAGRAPH: u8 = 18;
const ITEM: u8 = 15;
const ROW: u8 = 13;
const TERM: u8 = 17;
const LISTS: u8 = 14;
const TABLE: u8 = 12;
const TERMS: u8 = 16;
const PRE: u8 = 25;
const NAMES: usize = 31;

/// How far up an element is looked for that a new one closes; damage deeper than this stays as it is.
const REACH: usize = 6;

/// Reads markup.
pub(crate) fn page<'a>(source: &'a str, packs: &Packs) -> (Page<'a>, Facts) {
    let (entities, hints) = (packs.compiled::<Entities>(), packs.compiled::<Hints>());
    let mut tree = Tree {
        source,
        entities: &entities,
        hints: &hints,
        seen: HashMap::new(),
        visible: String::with_capacity(source.len() / 8),
        pieces: Vec::new(),
        lines: Vec::new(),
        elements: vec![Element::default()],
        open: vec![(0, 0)],
        counts: [0; NAMES],
        line_start: 0,
        line_pieces: 0,
        linked: 0,
        link: None,
        gap: true,
        facts: Facts::default(),
    };
    for token in Tokens::new(source) {
        match token {
            Token::Text(span) => tree.text(span),
            Token::Open { name, attributes } => tree.open(name, attributes),
            Token::Close { name } => tree.close(name),
            Token::Raw { name, attributes, content } => tree.facts.raw(source, name, attributes, content),
        }
    }
    tree.flush();
    let count = tree.lines.len();
    while tree.open.len() > 1 {
        tree.pop();
    }
    tree.elements[0].last = count;
    let mut page = Page {
        visible: Cow::Owned(tree.visible),
        pieces: tree.pieces,
        lines: tree.lines,
        elements: tree.elements,
        markup: true,
    };
    inherit(&mut page);
    (page, tree.facts)
}

struct Tree<'a, 'p> {
    source: &'a str,
    entities: &'p Entities,
    hints: &'p Hints,
    seen: HashMap<&'a str, u32>,
    visible: String,
    pieces: Vec<Piece>,
    lines: Vec<Line>,
    elements: Vec<Element>,
    /// Open elements: number of the name, index in `elements`.
    open: Vec<(u8, usize)>,
    counts: [u32; NAMES],
    line_start: usize,
    line_pieces: usize,
    linked: usize,
    /// Depth at which the open link was opened.
    link: Option<usize>,
    gap: bool,
    facts: Facts,
}

impl<'a> Tree<'a, '_> {
    fn open(&mut self, name: Span, span: Span) {
        let mut small = [0u8; 16];
        let name = lowered(name.of(self.source), &mut small);
        let (role, own, number) = role(name);
        match role {
            Role::Inline => {
                self.facts.tag(self.source, self.entities, name, span, self.lines.len());
                return;
            }
            Role::Break => return self.flush(),
            Role::Cell => return self.blank(Span::new(span.start, span.start)),
            Role::Link => {
                let target = attributes(self.source, span).any(|(n, _)| n.eq_ignore_ascii_case("href"));
                self.link = target.then_some(self.open.len());
                return;
            }
            Role::Block => {}
        }
        self.flush();
        self.gap = true;
        if number == 2 && self.counts[2] == 0 {
            // A body ends whatever the head left open.
            while self.open.last().is_some_and(|(open, _)| *open != 0 && *open != 1) {
                self.pop();
            }
        }
        self.close_implied(number);
        let mut flags = own;
        let mut streamed = false;
        for (attribute, value) in attributes(self.source, span) {
            let value_text = value.of(self.source);
            // Pages streamed in pieces keep their story in hidden elements until a script moves it.
            streamed |= attribute == "id" && value_text.starts_with("S:");
            match attribute {
                "class" | "id" | "role" | "itemprop" | "property" | "data-testid" | "data-component" => {
                    let found = match self.seen.get(value_text) {
                        Some(found) => *found,
                        None => {
                            let found = self.hints.of(value_text);
                            self.seen.insert(value_text, found);
                            found
                        }
                    };
                    flags |= found;
                }
                "hidden" => flags |= hint::HIDDEN,
                "style" if value_text.contains("display:none") || value_text.contains("display: none") => {
                    flags |= hint::HIDDEN;
                }
                "lang" if name == "html" => self.facts.language = Some(value_text.to_string()),
                _ => {}
            }
        }
        if streamed {
            flags &= !hint::HIDDEN;
        }
        // Classes of these speak of the page as a whole.
        if matches!(number, 1 | 2 | 5 | 6) {
            flags = own | flags & (hint::BODY | hint::COMMENT | hint::RELATED);
        }
        let parent = self.open.last().map_or(0, |(_, at)| *at);
        let element = Element {
            parent,
            hints: flags,
            first: self.lines.len(),
            last: self.lines.len(),
            depth: u32::try_from(self.open.len()).unwrap_or(u32::MAX),
        };
        self.open.push((number, self.elements.len()));
        self.counts[usize::from(number)] += 1;
        self.elements.push(element);
    }

    /// Closes what the start of an element closes without saying so.
    fn close_implied(&mut self, number: u8) {
        let top = |tree: &Self| tree.open.last().map_or(0, |(n, _)| *n);
        if top(self) == PARAGRAPH && number != 29 {
            self.pop();
        }
        let barrier = match number {
            ITEM => LISTS,
            ROW => TABLE,
            TERM => TERMS,
            _ => return,
        };
        let reach = self.open.len().saturating_sub(REACH).max(1);
        let mut at = self.open.len();
        while at > reach {
            let (open, _) = self.open[at - 1];
            if open == barrier || open == TABLE {
                return;
            }
            if open == number {
                while self.open.len() >= at {
                    self.pop();
                }
                return;
            }
            at -= 1;
        }
    }

    fn close(&mut self, name: Span) {
        let mut small = [0u8; 16];
        let (role, _, number) = role(lowered(name.of(self.source), &mut small));
        match role {
            Role::Inline => {}
            Role::Break => self.flush(),
            Role::Cell => self.blank(Span::new(name.start, name.start)),
            Role::Link => self.link = None,
            Role::Block => {
                self.flush();
                self.gap = true;
                if self.counts[usize::from(number)] == 0 {
                    return;
                }
                while let Some((open, _)) = self.open.last().copied() {
                    if self.open.len() == 1 {
                        break;
                    }
                    self.pop();
                    if open == number {
                        break;
                    }
                }
            }
        }
    }

    fn pop(&mut self) {
        if let Some((number, at)) = self.open.pop() {
            self.counts[usize::from(number)] = self.counts[usize::from(number)].saturating_sub(1);
            self.elements[at].last = self.lines.len();
            if self.link.is_some_and(|depth| depth > self.open.len()) {
                self.link = None;
            }
        }
    }

    /// Writes one blank for a source range, unless the line is empty or ends with one.
    fn blank(&mut self, span: Span) {
        if self.visible.len() == self.line_start || self.visible.ends_with(' ') {
            return;
        }
        let at = self.visible.len();
        self.visible.push(' ');
        self.pieces.push(Piece { source: span, visible: Span::new(at, at + 1), exact: false });
    }

    fn keep(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        let at = self.visible.len();
        self.visible.push_str(span.of(self.source));
        if self.pieces_of_line()
            && let Some(last) = self.pieces.last_mut()
            && last.exact
            && last.source.end == span.start
        {
            last.source.end = span.end;
            last.visible.end = self.visible.len();
            return;
        }
        self.pieces.push(Piece { source: span, visible: Span::new(at, self.visible.len()), exact: true });
    }

    fn pieces_of_line(&self) -> bool {
        self.pieces.len() > self.line_pieces
    }

    fn text(&mut self, span: Span) {
        let bytes = self.source.as_bytes();
        let mut before = self.visible.len();
        let preformatted = self.counts[usize::from(PRE)] > 0;
        let mut run = span.start;
        let mut at = span.start;
        while at < span.end {
            let byte = bytes[at];
            if byte == b'&' {
                self.keep(Span::new(run, at));
                match self.entities.read(Span::new(at, span.end).of(self.source)) {
                    Some((length, meaning)) => {
                        let place = Span::new(at, at + length);
                        if meaning.chars().all(|c| c.is_whitespace() && c != '\u{a0}') {
                            self.blank(place);
                        } else {
                            let start = self.visible.len();
                            self.visible.push_str(&meaning);
                            let visible = Span::new(start, self.visible.len());
                            self.pieces.push(Piece { source: place, visible, exact: false });
                        }
                        at += length;
                        run = at;
                    }
                    None => {
                        run = at;
                        at += 1;
                    }
                }
            } else if byte.is_ascii_whitespace() {
                let mut end = at + 1;
                while end < span.end && bytes[end].is_ascii_whitespace() {
                    end += 1;
                }
                if preformatted && bytes[at..end].contains(&b'\n') {
                    self.keep(Span::new(run, at));
                    self.note_links(before);
                    self.flush();
                    before = self.visible.len();
                    at = end;
                    run = end;
                    continue;
                }
                let plain = end == at + 1 && byte == b' ';
                if plain && at > run {
                    at = end;
                    continue;
                }
                self.keep(Span::new(run, at));
                self.blank(Span::new(at, end));
                at = end;
                run = at;
            } else {
                at += 1;
            }
        }
        self.keep(Span::new(run, span.end));
        self.note_links(before);
    }

    fn note_links(&mut self, before: usize) {
        if self.link.is_some() {
            self.linked += self.visible.len() - before.max(self.line_start).min(self.visible.len());
        }
    }

    /// Ends the line.
    fn flush(&mut self) {
        let start = self.line_start;
        let words = Span::new(start, self.visible.len()).trim(&self.visible);
        if words.is_empty() {
            self.visible.truncate(start);
            self.pieces.truncate(self.line_pieces);
        } else {
            let element = self.open.last().map_or(0, |(_, at)| *at);
            let text = words.of(&self.visible);
            self.lines.push(Line {
                visible: words,
                source: Span::default(),
                element,
                hints: 0,
                linked: self.linked.min(text.len()),
                gap: self.gap,
                shape: Shape::of(text),
            });
            self.gap = false;
            self.line_start = self.visible.len();
            self.line_pieces = self.pieces.len();
        }
        self.linked = 0;
    }
}

/// A name in small letters; names longer than any that matters are cut.
fn lowered<'b>(name: &str, small: &'b mut [u8; 16]) -> &'b str {
    let length = name.len().min(16);
    for (to, from) in small.iter_mut().zip(name.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(&small[..length]).unwrap_or("")
}

/// Hands the hints of elements down to their lines. A hint that would set aside most of the page is not believed.
fn inherit(page: &mut Page) {
    let mut sums = vec![0u64];
    for line in &page.lines {
        let good = line.shape.stops > 0 && line.shape.mass >= 40 && line.link_percent() < 50;
        let last = sums.last().copied().unwrap_or(0);
        sums.push(last + if good { u64::from(line.shape.mass) } else { 0 });
    }
    let total = sums.last().copied().unwrap_or(0);
    let mass_of = |element: &Element| sums[element.last.max(element.first)] - sums[element.first];
    let mut comments = 0;
    let mut counted = 0;
    for element in page.elements.iter().filter(|e| e.hints & hint::COMMENT != 0) {
        if element.first >= counted {
            comments += mass_of(element);
            counted = element.last;
        }
    }
    let whole = total;
    let trusted = comments * 5 < whole * 4 || whole - comments > 1000;
    let total = if trusted { whole - comments } else { whole };
    let mut flags = vec![0u32; page.elements.len()];
    for at in 1..page.elements.len() {
        let element = page.elements[at];
        let mass = mass_of(&element);
        let mut own = element.hints;
        if mass * 3 > total && total > 0 {
            let comment = trusted && mass * 10 < whole * 9;
            own &= !(MISLEADING & !if comment { hint::COMMENT } else { 0 });
        }
        if mass > 1500 {
            own &= !hint::HIDDEN;
        }
        page.elements[at].hints = own;
        flags[at] = flags[element.parent] | own;
    }
    for at in 0..page.lines.len() {
        let (element, visible) = (page.lines[at].element, page.lines[at].visible);
        page.lines[at].hints = flags[element];
        page.lines[at].source = page.source(visible);
    }
}

/// Hints that are nonsense on what holds much of a page's text.
const MISLEADING: u32 = hint::AWAY
    | hint::CAPTION
    | hint::TITLE
    | hint::SUBTITLE
    | hint::BYLINE
    | hint::STAMP
    | hint::METADATA
    | hint::QUOTE;
