//! Byte ranges in the two coordinate spaces, and the map between them.

use serde::{Deserialize, Serialize};

macro_rules! range_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
        pub struct $name {
            /// First byte.
            pub start: usize,
            /// One past the last byte.
            pub end: usize,
        }

        impl $name {
            /// Makes a half-open range; `end` before `start` gives an empty range at `start`.
            pub fn new(start: usize, end: usize) -> Self {
                Self { start, end: end.max(start) }
            }

            /// Length in bytes.
            pub fn len(self) -> usize {
                self.end - self.start
            }

            /// Whether the range holds no byte.
            pub fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Whether `other` lies wholly inside.
            pub fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two share at least one byte.
            pub fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The smallest range that holds both.
            pub fn join(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }

            /// The text of this range; empty where the range does not fit the text's character borders.
            pub fn of(self, text: &str) -> &str {
                text.get(self.start..self.end).unwrap_or("")
            }

            /// The range without white space at its ends.
            pub fn trim(self, text: &str) -> Self {
                let words = self.of(text);
                let start = self.start + (words.len() - words.trim_start().len());
                Self::new(start, start + words.trim().len())
            }
        }
    };
}

range_type! {
    /// A half-open byte range of the decoded source text.
    Span
}
range_type! {
    /// A half-open byte range of the cleaned text.
    CleanSpan
}

/// How a stretch of cleaned text came from the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Piece {
    clean: CleanSpan,
    source: Span,
    exact: bool,
}

/// The way back from cleaned text to the source. Pieces are ordered and do not overlap in either space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct TextMap {
    pieces: Vec<Piece>,
}

impl TextMap {
    /// The source range that carries a cleaned range; it snaps outward over rewritten text.
    pub fn to_source(&self, span: CleanSpan) -> Span {
        let last = span.end.max(span.start + 1);
        let first = self.pieces.partition_point(|p| p.clean.end <= span.start);
        let stop = self.pieces.partition_point(|p| p.clean.start < last);
        let Some(covered) = self.pieces.get(first..stop.max(first)).filter(|p| !p.is_empty()) else {
            return Span::default();
        };
        let (head, tail) = (&covered[0], &covered[covered.len() - 1]);
        let start = match head.exact {
            true => head.source.start + span.start.saturating_sub(head.clean.start),
            false => head.source.start,
        };
        let end = match tail.exact {
            true => tail.source.start + (span.end.min(tail.clean.end).max(tail.clean.start) - tail.clean.start),
            false => tail.source.end,
        };
        Span::new(start, end)
    }

    /// The cleaned range that carries a source range, where any of it was kept.
    pub fn to_clean(&self, span: Span) -> Option<CleanSpan> {
        let first = self.pieces.partition_point(|p| p.source.end <= span.start);
        let stop = self.pieces.partition_point(|p| p.source.start < span.end);
        let covered = self.pieces.get(first..stop).filter(|p| !p.is_empty())?;
        let (head, tail) = (&covered[0], &covered[covered.len() - 1]);
        let start = match head.exact {
            true => head.clean.start + span.start.saturating_sub(head.source.start),
            false => head.clean.start,
        };
        let end = match tail.exact {
            true => tail.clean.start + (span.end.min(tail.source.end) - tail.source.start),
            false => tail.clean.end,
        };
        Some(CleanSpan::new(start, end))
    }
}

/// Writes cleaned text and its map together, so that they cannot disagree.
pub struct Builder<'a> {
    source: &'a str,
    clean: String,
    map: TextMap,
}

impl<'a> Builder<'a> {
    /// Starts an empty cleaned text over `source`.
    pub fn new(source: &'a str) -> Self {
        Self { source, clean: String::new(), map: TextMap::default() }
    }

    /// Bytes of cleaned text written so far.
    pub fn position(&self) -> usize {
        self.clean.len()
    }

    /// Copies a source range as it stands.
    pub fn keep(&mut self, span: Span) {
        let words = span.of(self.source);
        if words.is_empty() {
            return;
        }
        let start = self.clean.len();
        self.clean.push_str(words);
        let clean = CleanSpan::new(start, self.clean.len());
        if let Some(last) = self.map.pieces.last_mut()
            && last.exact
            && last.source.end == span.start
            && last.clean.end == start
        {
            last.source.end = span.end;
            last.clean.end = clean.end;
            return;
        }
        self.map.pieces.push(Piece { clean, source: span, exact: true });
    }

    /// Writes `words` in place of a source range.
    pub fn replace(&mut self, span: Span, words: &str) {
        if words.is_empty() {
            return;
        }
        let start = self.clean.len();
        self.clean.push_str(words);
        let clean = CleanSpan::new(start, self.clean.len());
        self.map.pieces.push(Piece { clean, source: span, exact: words == span.of(self.source) });
    }

    /// Leaves a source range out. Nothing is written; the call is there to be read.
    pub fn skip(&mut self, _span: Span) {}

    /// The cleaned text and its map.
    pub fn finish(self) -> (String, TextMap) {
        (self.clean, self.map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_snap_outward_over_rewritten_text() {
        let source = "a&amp;b<br>c";
        let mut builder = Builder::new(source);
        builder.keep(Span::new(0, 1));
        builder.replace(Span::new(1, 6), "&");
        builder.keep(Span::new(6, 7));
        builder.replace(Span::new(7, 11), "\n");
        builder.keep(Span::new(11, 12));
        let (clean, map) = builder.finish();
        assert_eq!(clean, "a&b\nc");
        assert_eq!(map.to_source(CleanSpan::new(1, 2)).of(source), "&amp;");
        assert_eq!(map.to_source(CleanSpan::new(0, 5)).of(source), source);
        assert_eq!(map.to_clean(Span::new(6, 7)), Some(CleanSpan::new(2, 3)));
        assert_eq!(map.to_clean(Span::new(2, 4)), Some(CleanSpan::new(1, 2)));
    }
}
