//! The kind of every line, once the story's place is known.

use super::{Brief, Sign, Verdict};
use crate::page::{Line, Page, hint};
use model::BlockKind;

/// Gives every line its kind.
pub(super) fn verdicts(
    page: &Page,
    brief: &Brief,
    signs: &[Sign],
    weights: &[i64],
    story: (usize, usize),
) -> Vec<Verdict> {
    let title = title(page, brief, signs, story);
    let mut out = Vec::with_capacity(signs.len());
    for (at, line) in page.lines.iter().enumerate() {
        let inside = story.0 <= at && at < story.1;
        let verdict = if Some(at) == title {
            keep(BlockKind::Title)
        } else if inside {
            within(page, line, &signs[at], weights[at])
        } else {
            outside(line, &signs[at], at < story.0)
        };
        out.push(verdict);
    }
    out
}

fn keep(kind: BlockKind) -> Verdict {
    Verdict { kind, reason: None, story: 1, again: false }
}

fn drop(kind: BlockKind, reason: &'static str) -> Verdict {
    Verdict { kind, reason: Some(reason), story: 0, again: false }
}

/// A line between the first and the last line of the story.
fn within(page: &Page, line: &Line, sign: &Sign, weight: i64) -> Verdict {
    if sign.image {
        return drop(BlockKind::ImageName, "file name of a picture");
    }
    if sign.stamp {
        return drop(BlockKind::Metadata, "date of publication");
    }
    if line.has(hint::CAPTION) {
        return keep(BlockKind::Caption);
    }
    if let Some(said) = sign.said {
        if said.kind == BlockKind::Caption {
            return keep(BlockKind::Caption);
        }
        return drop(said.kind, "furniture phrase");
    }
    if sign.doubled {
        return Verdict { again: true, ..keep(BlockKind::Caption) };
    }
    if page.markup {
        if let Some((kind, reason)) = by_markup(line) {
            return drop(kind, reason);
        }
        if line.link_percent() > 70 && weight <= 0 && !line.has(hint::LIST | hint::TABLE) {
            return drop(BlockKind::Related, "only links");
        }
    }
    if line.has(hint::TABLE) && !line.has(hint::PARAGRAPH) {
        return keep(BlockKind::Table);
    }
    if line.has(hint::LIST) {
        return keep(BlockKind::List);
    }
    if line.has(hint::QUOTE) {
        return keep(BlockKind::Quote);
    }
    keep(BlockKind::Body)
}

/// A line before or after the story.
fn outside(line: &Line, sign: &Sign, before: bool) -> Verdict {
    if sign.image {
        return drop(BlockKind::ImageName, "file name of a picture");
    }
    if sign.stamp {
        return drop(BlockKind::Metadata, "date of publication");
    }
    if let Some(said) = sign.said.filter(|s| s.kind != BlockKind::Caption && s.kind.is_furniture()) {
        return drop(said.kind, "furniture phrase");
    }
    if let Some((kind, reason)) = by_markup(line) {
        return drop(kind, reason);
    }
    match before {
        true => drop(BlockKind::Navigation, "before the story"),
        false if line.shape.mass >= 25 => drop(BlockKind::Related, "after the story"),
        false => drop(BlockKind::Footer, "after the story"),
    }
}

/// What the markup makes of a line.
fn by_markup(line: &Line) -> Option<(BlockKind, &'static str)> {
    let table = [
        (hint::HIDDEN, BlockKind::Navigation, "hidden by the markup"),
        (hint::COMMENT, BlockKind::Comment, "the markup calls it a comment"),
        (hint::ADVERTISEMENT, BlockKind::Advertisement, "the markup calls it an advertisement"),
        (hint::SHARING, BlockKind::Sharing, "the markup calls it sharing"),
        (hint::PROMOTION, BlockKind::Promotion, "the markup calls it promotion"),
        (hint::RELATED, BlockKind::Related, "the markup calls it related"),
        (hint::NAVIGATION, BlockKind::Navigation, "the markup calls it navigation"),
        (hint::FOOTER, BlockKind::Footer, "the markup calls it a footer"),
        (hint::FORM, BlockKind::Navigation, "part of a form"),
        (hint::ASIDE, BlockKind::Related, "the markup sets it aside"),
        (hint::METADATA | hint::STAMP, BlockKind::Metadata, "the markup calls it metadata"),
    ];
    table.iter().find(|(flag, ..)| line.has(*flag)).map(|(_, kind, reason)| (*kind, *reason))
}

/// The line that is the story's title.
fn title(page: &Page, brief: &Brief, signs: &[Sign], story: (usize, usize)) -> Option<usize> {
    let limit = story.0.max(1).min(page.lines.len()).max(story.0 + 3).min(page.lines.len());
    let keys: Vec<String> = brief.titles.iter().map(|t| key(t)).collect();
    for wanted in keys.iter().filter(|k| !k.is_empty()) {
        let same = |at: &usize| key(page.text(&page.lines[*at])) == *wanted;
        let headed = (0..limit).rev().filter(same).find(|at| page.lines[*at].has(hint::TOP_HEADING));
        if let Some(at) = headed.or_else(|| (0..limit).rev().find(same)) {
            return Some(at);
        }
    }
    if let Some(at) = (0..limit).rev().find(|at| page.lines[*at].has(hint::TOP_HEADING) && !page.lines[*at].has(hint::AWAY)) {
        return Some(at);
    }
    // The last line of some length before the story that is no sentence, no phrase and no stamp.
    (0..story.0.min(page.lines.len())).rev().take(12).find(|at| {
        let (shape, sign) = (&page.lines[*at].shape, &signs[*at]);
        shape.mass >= 18
            && (shape.words >= 3 || shape.caseless)
            && shape.mass <= 250
            && !shape.ended
            && sign.said.is_none()
            && !sign.stamp
            && !sign.image
            && !sign.doubled
            && shape.bars <= 1
    })
}

/// A title without what differs between its copies.
pub(crate) fn key(text: &str) -> String {
    lang::lower(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
