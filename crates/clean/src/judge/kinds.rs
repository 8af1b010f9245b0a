//! The kind of every line, once the story's place is known.

use super::{Brief, Sign, Verdict};
use crate::page::{Line, Page, hint};
use crate::parts;
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
    let mut out: Vec<Verdict> = Vec::with_capacity(signs.len());
    let mut number = 1;
    let mut bodies = 0;
    for (at, line) in page.lines.iter().enumerate() {
        let inside = story.0 <= at && at < story.1;
        let mut verdict = if Some(at) == title {
            keep(BlockKind::Title)
        } else if inside {
            within(page, line, &signs[at], weights[at])
        } else if title.is_some_and(|t| t < at && story.0 - t <= 30) && at < story.0 && is_lead(page, line, &signs[at])
        {
            let told = line.has(hint::SUBTITLE | hint::HEADING);
            keep(if told { BlockKind::Subtitle } else { BlockKind::Body })
        } else if signs[at].credited && at < story.0 && story.0 - at <= 3 && !line.has(hint::AWAY) {
            Verdict { again: signs[at].doubled, ..keep(BlockKind::Caption) }
        } else {
            outside(line, &signs[at], at < story.0)
        };
        let near = title.is_some_and(|t| at.abs_diff(t) <= 6) || at.abs_diff(story.0) <= 4;
        if near && at < story.0 + 4 && is_byline(page, line, &signs[at]) {
            verdict = keep(BlockKind::Byline);
        }
        if inside && bodies >= 2 && begins_story(page, brief, signs, at) {
            verdict = keep(BlockKind::Title);
            number += 1;
            bodies = 0;
        }
        if verdict.story > 0 {
            verdict.story = number;
            bodies += usize::from(verdict.kind == BlockKind::Body);
        }
        out.push(verdict);
    }
    if let Some(title) = title {
        subtitle(page, brief, title, story, &mut out);
    }
    out
}

/// A line of the story.
pub(super) fn body() -> Verdict {
    keep(BlockKind::Body)
}

/// Whether a line between title and story belongs to the story: a lead of its own, parted from the rest by pictures,
/// names and dates.
fn is_lead(page: &Page, line: &Line, sign: &Sign) -> bool {
    let shape = &line.shape;
    let told = page.markup && line.has(hint::SUBTITLE) && shape.words >= 4;
    let sentence = sign.sentence && shape.mass >= 45 && shape.letters > shape.digits * 4;
    let headed = page.markup && line.has(hint::HEADING) && shape.mass >= 60;
    (told || sentence || headed)
        && !line.has(hint::AWAY & !hint::HEADER)
        && sign.said.is_none()
        && !sign.stamp
        && !sign.image
        && !sign.repeated
        && !sign.twin
        && line.link_percent() < 30
}

/// Whether a line says who wrote the story, in few words.
fn is_byline(page: &Page, line: &Line, sign: &Sign) -> bool {
    let named = sign.said.is_some_and(|s| s.kind == BlockKind::Byline && !s.whole);
    let shape = &line.shape;
    named
        && !sign.stamp
        && (2..=9).contains(&shape.words)
        && shape.letters <= 70
        && !shape.ended
        && (shape.capitals >= 2 || shape.caseless)
        && page.text(line).chars().all(|c| !c.is_ascii_digit())
}

/// Whether another story begins at this line: a headline over a dateline, or a second main heading.
fn begins_story(page: &Page, brief: &Brief, signs: &[Sign], at: usize) -> bool {
    let (line, sign) = (&page.lines[at], &signs[at]);
    let shape = &line.shape;
    let headline = !sign.sentence
        && !shape.ended
        && shape.mass >= 15
        && shape.mass <= 160
        && sign.said.is_none()
        && !sign.stamp
        && !sign.image
        && !sign.credited
        && !sign.twin
        && !sign.doubled;
    if !headline {
        return false;
    }
    let next = (at + 1..page.lines.len()).take(4).find(|n| signs[*n].sentence);
    let filed =
        next.is_some_and(|n| parts::dateline(page.text(&page.lines[n]), brief.gazetteer, brief.words).is_some());
    filed && line.gap || page.markup && line.has(hint::TOP_HEADING) && line.gap && next.is_some() && shape.words >= 3
}

/// A single sentence right under the title, shorter than what follows, is a subtitle.
fn subtitle(page: &Page, brief: &Brief, title: usize, story: (usize, usize), verdicts: &mut [Verdict]) {
    let at = title + 1;
    let (Some(line), Some(next)) = (page.lines.get(at), page.lines.get(at + 1)) else { return };
    let bodies = [at, at + 1].iter().all(|n| verdicts[*n].kind == BlockKind::Body);
    let shape = &line.shape;
    let short = shape.stops <= 1 && shape.mass <= 140 && next.shape.mass * 2 > shape.mass * 3;
    if bodies
        && at == story.0
        && short
        && story.1 - story.0 >= 4
        && parts::dateline(page.text(line), brief.gazetteer, brief.words).is_none()
        && (!page.markup || line.has(hint::SUBTITLE | hint::HEADING))
    {
        verdicts[at].kind = BlockKind::Subtitle;
    }
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
    if sign.credited && weight <= 0 {
        return Verdict { again: sign.doubled, ..keep(BlockKind::Caption) };
    }
    if let Some(said) = sign.said.filter(|s| s.kind != BlockKind::Byline) {
        if said.kind == BlockKind::Caption {
            return keep(BlockKind::Caption);
        }
        return drop(said.kind, "furniture phrase");
    }
    if (sign.doubled || sign.twin) && line.shape.mass <= 320 {
        return Verdict { again: sign.doubled, ..keep(BlockKind::Caption) };
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
    if let Some(at) =
        (0..limit).rev().find(|at| page.lines[*at].has(hint::TOP_HEADING) && !page.lines[*at].has(hint::AWAY))
    {
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
            && !sign.credited
            && shape.bars <= 1
    })
}

/// A title without what differs between its copies.
pub(crate) fn key(text: &str) -> String {
    lang::lower(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
