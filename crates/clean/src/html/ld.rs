//! JSON-LD: what it says of the article, with the place of each date in the source.

use super::Entities;
use model::Span;
use serde_json::Value;

/// What JSON-LD says of the article of a page.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    pub published: Option<(String, Span)>,
    pub modified: Option<(String, Span)>,
    pub headline: Option<String>,
    pub body: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    /// How sure it is that the object is the page's article.
    rank: u8,
}

/// How deep objects are followed.
const DEEPEST: usize = 6;

/// Reads all blocks of a page.
pub(crate) fn read(source: &str, scripts: &[Span], entities: &Entities) -> Linked {
    let mut linked = Linked::default();
    for span in scripts.iter().take(50) {
        let text = span.of(source).trim();
        let text = text.strip_prefix("<![CDATA[").map_or(text, |t| t.trim_end_matches("]]>")).trim();
        let text = text.strip_prefix("<!--").map_or(text, |t| t.trim_end_matches("-->")).trim_end_matches(';');
        match serde_json::from_str::<Value>(text).or_else(|_| serde_json::from_str(&even(text))) {
            Ok(value) => walk(&value, source, *span, entities, &mut linked, 0),
            Err(_) => scan(source, *span, &mut linked),
        }
    }
    linked
}

/// Control characters inside strings are common and no JSON.
fn even(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn walk(value: &Value, source: &str, script: Span, entities: &Entities, linked: &mut Linked, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => {
            for item in items {
                walk(item, source, script, entities, linked, depth + 1);
            }
        }
        Value::Object(map) => {
            let rank = map.get("@type").map_or(0, rank);
            if rank > linked.rank || (rank > 0 && rank == linked.rank && linked.published.is_none()) {
                take(map, rank, source, script, entities, linked);
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = map.get(key) {
                    if key == "itemListElement" && linked.rank > 0 {
                        continue;
                    }
                    walk(inner, source, script, entities, linked, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// How likely an object of a type is the page's article.
fn rank(kind: &Value) -> u8 {
    let of = |name: &str| match name {
        n if n.ends_with("NewsArticle") || n == "ReportageNewsArticle" => 5,
        n if n.ends_with("Article") || n.ends_with("BlogPosting") || n == "Report" || n == "LiveBlogPosting" => 4,
        "CreativeWork" | "SocialMediaPosting" | "DiscussionForumPosting" | "Recipe" | "Review" | "MedicalWebPage" => 3,
        "WebPage" | "ItemPage" | "AboutPage" => 2,
        "VideoObject" | "Product" | "Event" | "PodcastEpisode" => 1,
        _ => 0,
    };
    match kind {
        Value::String(name) => of(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(of).max().unwrap_or(0),
        _ => 0,
    }
}

fn take(
    map: &serde_json::Map<String, Value>,
    rank: u8,
    source: &str,
    script: Span,
    entities: &Entities,
    linked: &mut Linked,
) {
    let text = |key: &str| map.get(key).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
    let placed = |key: &str| {
        let value = text(key)?;
        // JSON may write `\/`; then the whole block stands for the value.
        let at = script.of(source).find(value).map_or(script, |found| {
            let start = script.start + found;
            Span::new(start, start + value.len())
        });
        Some((value.to_string(), at))
    };
    linked.rank = rank;
    linked.published = placed("datePublished").or_else(|| placed("dateCreated")).or(linked.published.take());
    linked.modified = placed("dateModified").or(linked.modified.take());
    if rank >= 3 {
        linked.headline =
            text("headline").or_else(|| text("name")).map(|t| entities.decode(t)).or(linked.headline.take());
        linked.body = text("articleBody").map(|t| entities.decode(t)).or(linked.body.take());
        linked.outlet = map.get("publisher").and_then(name).or(linked.outlet.take());
        linked.author = map.get("author").and_then(name).or(linked.author.take());
    }
}

/// The name of a person or organisation, or of several.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.trim().to_string()).filter(|n| !n.is_empty() && !n.starts_with("http")),
        Value::Object(map) => map.get("name").and_then(name),
        Value::Array(items) => {
            let names: Vec<String> = items.iter().filter_map(name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

/// Dates of a block that is no JSON: the first of each kind.
fn scan(source: &str, script: Span, linked: &mut Linked) {
    let value = |key: &str| {
        let text = script.of(source);
        let at = text.find(key)? + key.len();
        let rest = text.get(at..)?;
        let open = rest.find(|c: char| !matches!(c, '"' | ':' | ' ' | '\n' | '\t' | '\r'))?;
        let length = rest.get(open..)?.find('"')?;
        let start = script.start + at + open;
        (length <= 40).then(|| (rest[open..open + length].to_string(), Span::new(start, start + length)))
    };
    if linked.published.is_none() {
        linked.published = value("\"datePublished\"");
    }
    if linked.modified.is_none() {
        linked.modified = value("\"dateModified\"");
    }
}
