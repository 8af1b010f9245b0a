//! Which day the page was printed: what markup states, what a line near the title says, what the address says, in this order.

use crate::html::{Facts, Linked};
use crate::page::{Page, hint};
use crate::stamp::{Says, Stamp, StampWords, find};
use model::{Basis, Clipping, DateValue, Day, Span};

/// The dates of a document.
pub(crate) struct Dates {
    pub published: DateValue,
    pub updated: Option<DateValue>,
}

/// A line with dates in it.
pub(crate) struct Dated {
    pub line: usize,
    pub stamps: Vec<Stamp>,
    /// Letters of the line outside its dates.
    pub left: usize,
}

/// The longest line that may be a stamp, in bytes.
const LONGEST: usize = 240;

/// All lines short enough to be stamps that hold a date with a year.
pub(crate) fn dated(page: &Page, words: &StampWords) -> Vec<Dated> {
    let mut out = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        let text = page.text(line);
        if text.len() > LONGEST || line.shape.digits < 3 {
            continue;
        }
        let (stamps, left) = find(text, words);
        // A sentence that names a day tells of that day; only what says so is a stamp.
        let sentence = text.trim_end().ends_with(['.', '\u{3002}'])
            && left >= 20
            && stamps.iter().all(|stamp| stamp.says == Says::Nothing);
        if !stamps.is_empty() && !sentence {
            out.push(Dated { line: at, stamps, left });
        }
    }
    out
}

/// Whether a line with dates is nothing but a stamp.
pub(crate) fn is_stamp(page: &Page, dated: &Dated) -> bool {
    let shape = &page.lines[dated.line].shape;
    dated.left <= 48
        && dated.stamps.iter().any(|s| s.day.is_some() || dated.left <= 12)
        && !(shape.ended && shape.words > 9)
}

/// Whether day comes before month where only numbers stand.
pub(crate) struct Order {
    pub month_first: bool,
}

impl Order {
    /// By language, the page's own region and its address.
    pub fn of(clipping: &Clipping, facts: &Facts, language: &str, words: &StampWords) -> Self {
        let tag = facts.language.as_deref().or(clipping.given.language.as_deref()).unwrap_or("");
        let region = tag.split(['-', '_']).nth(1).unwrap_or("");
        let host = address(clipping, facts).and_then(|a| host(&a)).unwrap_or_default();
        let top = host.rsplit('.').next().unwrap_or("");
        let elsewhere = (region.len() == 2 && !region.eq_ignore_ascii_case("us"))
            || (top.len() == 2 && !["us", "co", "io", "tv", "me", "ai"].contains(&top));
        Self { month_first: words.month_first(language) && !elsewhere }
    }
}

/// The address of the page.
pub(crate) fn address(clipping: &Clipping, facts: &Facts) -> Option<String> {
    let stated = || facts.metas.iter().find(|m| m.key == "og:url" || m.key == "twitter:url").map(|m| m.value.clone());
    clipping.given.url.clone().or_else(|| facts.canonical.clone()).or_else(stated).filter(|a| a.contains("://"))
}

fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    Some(rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase())
}

fn settle(stamp: Stamp, order: &Order) -> Stamp {
    // A zone east of Greenwich is not American.
    let swap = stamp.ambiguous && order.month_first && stamp.zone.is_none_or(|z| z <= 0);
    if swap { stamp.swapped() } else { stamp }
}

fn value(stamp: &Stamp, basis: Basis, reason: &str, at: Option<Span>) -> DateValue {
    let mut value = DateValue::new(&stamp.edtf(), basis, Some(reason.to_string()), Vec::new());
    if let Some(at) = at {
        (value.start, value.end) = (Some(at.start), Some(at.end));
    }
    value
}

/// Names of `meta` properties that hold the date of publication, best first.
const PUBLISHED: [&str; 44] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "date_published",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "published-date",
    "publication_date",
    "publication-date",
    "pubdate",
    "pub_date",
    "published",
    "publishtime",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "article:post_date",
    "article.published",
    "displaydate",
    "date.published",
    "article_date_original",
    "rnews:datepublished",
    "datecreated",
    "created",
    "date",
    "article:created",
    "originalpublicationdate",
    "prism.publicationdate",
    "citation_publication_date",
    "citation_date",
    "doc_date",
    "release_date",
];

/// The same for the date of the last change.
const UPDATED: [&str; 10] = [
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "modified_time",
    "revised",
];

/// What is known of a page when its dates are chosen.
pub(crate) struct Found<'a> {
    pub page: &'a Page<'a>,
    pub facts: &'a Facts,
    pub linked: &'a Linked,
    pub dated: &'a [Dated],
    /// The date in the dateline.
    pub filing: Option<(Stamp, Span)>,
}

/// The date with a year in a dateline, with its place in the source.
pub(crate) fn filing(page: &Page, head: Span, words: &StampWords) -> Option<(Stamp, Span)> {
    let stamp = find(head.of(&page.visible), words).0.into_iter().next()?;
    let at = page.source(Span::new(head.start + stamp.span.start, head.start + stamp.span.end));
    Some((stamp, at))
}

/// The reason of a date that stands in a line of the page.
const PRINTED: &str = "page header";

/// Chooses the dates of a document. `story` is the range of its lines, `title` the line of its title.
pub(crate) fn choose(
    clipping: &Clipping,
    found: &Found,
    story: (usize, usize),
    title: Option<usize>,
    order: &Order,
    words: &StampWords,
) -> Dates {
    let (page, facts, linked, dated) = (found.page, found.facts, found.linked, found.dated);
    let read = |text: &str| find(text, words).0.into_iter().next().map(|s| settle(s, order));
    let mut updated = None;
    let mut candidates: Vec<(DateValue, Option<Day>)> = Vec::new();
    let mut add = |stamp: Stamp, basis, reason: &str, at| {
        candidates.push((value(&stamp, basis, reason, at), stamp.date()));
    };
    if let Some(given) = &clipping.given.published
        && let Some(stamp) = read(given)
    {
        add(stamp, Basis::Stated, "given with the document", clipping.given.published_at);
    }
    if let Some((text, at)) = &linked.published
        && let Some(stamp) = read(text)
    {
        add(stamp, Basis::Stated, "stated in the page's JSON-LD", Some(*at));
    }
    if let Some((text, at)) = &linked.modified
        && let Some(stamp) = read(text)
    {
        updated = Some(value(&stamp, Basis::Stated, "stated in the page's JSON-LD", Some(*at)));
    }
    for key in PUBLISHED {
        for meta in facts.metas.iter().filter(|m| m.key == key) {
            if let Some(stamp) = read(&meta.value) {
                add(stamp, Basis::Stated, "stated in a meta element", Some(meta.at));
            }
        }
    }
    for key in UPDATED {
        for meta in facts.metas.iter().filter(|m| m.key == key) {
            if updated.is_none()
                && let Some(stamp) = read(&meta.value)
            {
                updated = Some(value(&stamp, Basis::Stated, "stated in a meta element", Some(meta.at)));
            }
        }
    }
    let near = title.unwrap_or(story.0);
    if let Some((stamp, at)) = timed(page, facts, near, story, &read) {
        add(stamp, Basis::Stated, "stated in a time element", Some(at));
    }
    let (printed, changed) = lines(page, dated, story, near, order);
    let header = printed.as_ref().and_then(|(stamp, _)| stamp.date());
    if let Some((stamp, at)) = printed {
        add(stamp, Basis::Stated, PRINTED, Some(at));
    }
    if let Some((stamp, at)) = &found.filing {
        add(settle(stamp.clone(), order), Basis::Stated, "dateline", Some(*at));
    }
    if updated.is_none() {
        updated = changed.map(|(stamp, at)| value(&stamp, Basis::Stated, "page header", Some(at)));
    }
    if let Some(address) = address(clipping, facts)
        && let Some(day) = in_address(&address)
    {
        candidates.push((
            DateValue::new(&day.to_string(), Basis::Inferred, Some("the address of the page".to_string()), Vec::new()),
            Some(day),
        ));
    }
    // The first that names a day; else the first that names a month.
    let mut best = candidates.iter().position(|(_, day)| day.is_some()).unwrap_or(0);
    let changed = updated.as_ref().and_then(|u| u.bounds().earliest);
    if clipping.given.published.is_none()
        && let Some(stated) = candidates.get(best).and_then(|(_, day)| *day)
        && let Some(better) = candidates.iter().position(|(value, day)| {
            let printed = value.reason.as_deref() == Some(PRINTED) || value.basis == Basis::Inferred;
            let Some(day) = day.filter(|_| printed) else { return false };
            // The same moment in another zone, or a site that states its last change as its publication.
            let zone = (day.ordinal() - stated.ordinal()).abs() == 1;
            zone || value.basis == Basis::Stated && header == Some(day) && changed == Some(stated) && day < stated
        })
    {
        best = better;
    }
    let mut published = candidates.into_iter().nth(best).map(|(value, _)| value).unwrap_or_default();
    if !published.is_known()
        && let Some(changed) = updated.take()
    {
        published = changed;
        published.reason = Some("only the date of the last change is stated".to_string());
    }
    Dates { published, updated }
}

/// The `time` element that dates the page: one that says so, else the nearest to the title.
fn timed(
    page: &Page,
    facts: &Facts,
    near: usize,
    story: (usize, usize),
    read: &dyn Fn(&str) -> Option<Stamp>,
) -> Option<(Stamp, Span)> {
    let mut best: Option<(i64, Stamp, Span)> = None;
    for time in facts.times.iter().take(400) {
        let Some(stamp) = read(&time.value).filter(|s| s.day.is_some()) else { continue };
        let line = page.lines.get(time.line.min(page.lines.len().saturating_sub(1)));
        let distance = i64::try_from(time.line.abs_diff(near)).unwrap_or(i64::MAX).min(200);
        let mut score = 60 - distance * 4;
        if time.line >= story.1 {
            score -= 40;
        }
        if time.key.contains("datepublished") || time.key.contains("pubdate") || time.key.contains("published") {
            score += 60;
        }
        if time.key.contains("modified") || time.key.contains("updated") {
            score -= 70;
        }
        if line.is_some_and(|l| l.has(hint::AWAY & !hint::HIDDEN)) {
            score -= 60;
        }
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, stamp, time.at));
        }
    }
    best.filter(|(score, ..)| *score > 0).map(|(_, stamp, at)| (stamp, at))
}

type Placed = (Stamp, Span);

/// The stamps among the lines: published and changed.
fn lines(
    page: &Page,
    dated: &[Dated],
    story: (usize, usize),
    near: usize,
    order: &Order,
) -> (Option<Placed>, Option<Placed>) {
    let mut published: Option<(i64, Placed)> = None;
    let mut updated: Option<(i64, Placed)> = None;
    for entry in dated {
        let line = &page.lines[entry.line];
        let gap = |a: usize, b: usize| i64::try_from(a.abs_diff(b)).unwrap_or(i64::MAX).min(1000);
        let close = gap(entry.line, near).min(gap(entry.line, story.0));
        let inside = story.0 <= entry.line && entry.line < story.1;
        for (place, stamp) in entry.stamps.iter().enumerate() {
            let stamp = settle(stamp.clone(), order);
            let left = i64::try_from(entry.left).unwrap_or(i64::MAX).min(400);
            let mut score = 60 - left;
            score += match stamp.says {
                Says::Published => 60,
                Says::Updated => 0,
                Says::Nothing => 10 - i64::try_from(place).unwrap_or(0) * 5,
            };
            score += if stamp.time.is_some() { 12 } else { 0 };
            score -= if stamp.day.is_none() { 45 } else { 0 };
            score += (40 - close * 4).max(-70);
            if entry.line >= story.1 {
                score -= 15;
            }
            if inside && entry.line > story.0 + 3 {
                score -= 20;
            }
            if line.has(hint::AWAY) {
                score -= 30;
            }
            if line.has(hint::STAMP | hint::METADATA | hint::BYLINE) {
                score += 20;
            }
            if line.shape.ended && line.shape.words > 9 {
                score -= 40;
            }
            let placed = (
                stamp,
                page.source(Span::new(
                    line.visible.start + entry.stamps[place].span.start,
                    line.visible.start + entry.stamps[place].span.end,
                )),
            );
            let slot = if placed.0.says == Says::Updated { &mut updated } else { &mut published };
            if slot.as_ref().is_none_or(|(most, _)| score > *most) {
                *slot = Some((score, placed));
            }
        }
    }
    // A change stated right at the title dates the page better than a bare date far from it.
    if let (Some((changed, _)), Some((printed, (stamp, _)))) = (&updated, &published)
        && *changed > *printed + 30
        && stamp.says == Says::Nothing
    {
        published = None;
    }
    let good = |slot: Option<(i64, Placed)>| slot.filter(|(score, _)| *score > -15).map(|(_, placed)| placed);
    (good(published), good(updated))
}

/// A day in the path of an address: `/2019/05/03/`, `-20190503`, `2019-05-03`.
fn in_address(address: &str) -> Option<Day> {
    let path = address.split_once("://")?.1.split_once('/')?.1.split(['?', '#']).next()?;
    let numbers: Vec<(&str, usize)> = path
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty())
        .map(|n| (n, n.as_ptr() as usize - path.as_ptr() as usize))
        .collect();
    let plausible = |day: Option<Day>| day.filter(|d| (1990..=2099).contains(&d.year));
    let day = |y: &str, m: &str, d: &str| plausible(Day::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?));
    for window in numbers.windows(3) {
        let joined =
            window[0].1 + window[0].0.len() + 1 == window[1].1 && window[1].1 + window[1].0.len() + 1 == window[2].1;
        if joined
            && window[0].0.len() == 4
            && window[1].0.len() <= 2
            && window[2].0.len() <= 2
            && let Some(found) = day(window[0].0, window[1].0, window[2].0)
        {
            return Some(found);
        }
    }
    numbers.iter().find_map(|(n, _)| match n.len() {
        8 | 12 | 14 => day(n.get(..4)?, n.get(4..6)?, n.get(6..8)?),
        _ => None,
    })
}
