//! A page as lines: what a reader would see, one line for each block of text, with the way back to the source.

use crate::shape::Shape;
use model::Span;
use std::borrow::Cow;

/// A page taken apart. Flattened text has no elements but the root.
pub(crate) struct Page<'a> {
    /// The text as a reader sees it, entities decoded and blanks evened out; the source itself where nothing was to do.
    pub visible: Cow<'a, str>,
    /// How stretches of `visible` came from the source, in order.
    pub pieces: Vec<Piece>,
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// The elements that hold them; parents come before their children.
    pub elements: Vec<Element>,
    /// Whether the source is markup.
    pub markup: bool,
}

/// A stretch of visible text and where it came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub source: Span,
    /// Range in `visible`.
    pub visible: Span,
    /// Whether the letters are the source's own.
    pub exact: bool,
}

/// One line of a page.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Range in `Page::visible`, without blanks at the ends.
    pub visible: Span,
    /// Range in the source.
    pub source: Span,
    /// Index of the innermost block element.
    pub element: usize,
    /// What the markup says of it: own and inherited.
    pub hints: u32,
    /// Bytes of it that are links.
    pub linked: usize,
    /// Whether a blank line or a block border stands before it.
    pub gap: bool,
    /// What its letters look like.
    pub shape: Shape,
}

impl Line {
    /// Whether the markup says any of these things.
    pub fn has(&self, hints: u32) -> bool {
        self.hints & hints != 0
    }

    /// Share of its bytes that are links, in percent.
    pub fn link_percent(&self) -> usize {
        self.linked * 100 / self.visible.len().max(1)
    }
}

/// A block element of the markup.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Element {
    pub parent: usize,
    /// Its own hints.
    pub hints: u32,
    /// First line inside.
    pub first: usize,
    /// One past the last line inside.
    pub last: usize,
    /// How deep it lies.
    pub depth: u32,
}

impl Page<'_> {
    /// The words of a line.
    pub fn text(&self, line: &Line) -> &str {
        line.visible.of(&self.visible)
    }

    /// The source range behind a range of visible text inside one line.
    pub fn source(&self, visible: Span) -> Span {
        let first = self.pieces.partition_point(|p| p.visible.end <= visible.start);
        let stop = self.pieces.partition_point(|p| p.visible.start < visible.end);
        let Some(covered) = self.pieces.get(first..stop.max(first)).filter(|p| !p.is_empty()) else {
            return Span::default();
        };
        let (head, tail) = (covered[0], covered[covered.len() - 1]);
        let start = if head.exact {
            head.source.start + visible.start.saturating_sub(head.visible.start)
        } else {
            head.source.start
        };
        let end = if tail.exact {
            tail.source.start + (visible.end.min(tail.visible.end) - tail.visible.start)
        } else {
            tail.source.end
        };
        Span::new(start, end)
    }
}

/// Things that markup says of a line.
pub(crate) mod hint {
    pub const NAVIGATION: u32 = 1;
    pub const ASIDE: u32 = 1 << 1;
    pub const FOOTER: u32 = 1 << 2;
    pub const HEADER: u32 = 1 << 3;
    pub const FORM: u32 = 1 << 4;
    pub const ARTICLE: u32 = 1 << 5;
    pub const MAIN: u32 = 1 << 6;
    pub const TABLE: u32 = 1 << 7;
    pub const LIST: u32 = 1 << 8;
    pub const QUOTE: u32 = 1 << 9;
    pub const CAPTION: u32 = 1 << 10;
    pub const HEADING: u32 = 1 << 11;
    pub const TOP_HEADING: u32 = 1 << 12;
    pub const PARAGRAPH: u32 = 1 << 13;
    pub const BODY: u32 = 1 << 14;
    pub const COMMENT: u32 = 1 << 15;
    pub const RELATED: u32 = 1 << 16;
    pub const SHARING: u32 = 1 << 17;
    pub const PROMOTION: u32 = 1 << 18;
    pub const ADVERTISEMENT: u32 = 1 << 19;
    pub const BYLINE: u32 = 1 << 20;
    pub const STAMP: u32 = 1 << 21;
    pub const TITLE: u32 = 1 << 22;
    pub const SUBTITLE: u32 = 1 << 23;
    pub const HIDDEN: u32 = 1 << 24;
    pub const FIGURE: u32 = 1 << 25;
    pub const METADATA: u32 = 1 << 26;
    pub const CODE: u32 = 1 << 27;
    /// Says that a line is no part of the story.
    pub const AWAY: u32 =
        NAVIGATION | ASIDE | FOOTER | FORM | COMMENT | RELATED | SHARING | PROMOTION | ADVERTISEMENT | HIDDEN;
}
