//! The field names of metadata headers, as scrapers and exporters write them -> the field they stand for.

/// The field a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Url,
    Published,
    Language,
    Outlet,
    /// Known as metadata, kept beside the text under its own name.
    Other,
}

const KEYS: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("headline", Field::Title),
    ("url", Field::Url),
    ("url source", Field::Url),
    ("source url", Field::Url),
    ("link", Field::Url),
    ("permalink", Field::Url),
    ("canonical", Field::Url),
    ("date", Field::Published),
    ("published", Field::Published),
    ("published at", Field::Published),
    ("published on", Field::Published),
    ("published time", Field::Published),
    ("publication date", Field::Published),
    ("publish date", Field::Published),
    ("date published", Field::Published),
    ("datepublished", Field::Published),
    ("pubdate", Field::Published),
    ("pub date", Field::Published),
    ("datetime", Field::Published),
    ("language", Field::Language),
    ("lang", Field::Language),
    ("source", Field::Outlet),
    ("outlet", Field::Outlet),
    ("publisher", Field::Outlet),
    ("publication", Field::Outlet),
    ("newspaper", Field::Outlet),
    ("site", Field::Outlet),
    ("site name", Field::Outlet),
    ("sitename", Field::Outlet),
    ("website", Field::Outlet),
    ("author", Field::Other),
    ("authors", Field::Other),
    ("byline", Field::Other),
    ("section", Field::Other),
    ("category", Field::Other),
    ("categories", Field::Other),
    ("tags", Field::Other),
    ("keywords", Field::Other),
    ("description", Field::Other),
    ("id", Field::Other),
    ("doc id", Field::Other),
    ("hostname", Field::Other),
    ("crawled", Field::Other),
    ("retrieved", Field::Other),
    ("accessed", Field::Other),
    ("fetched", Field::Other),
    ("scraped", Field::Other),
    ("scraped at", Field::Other),
    ("content type", Field::Other),
    ("markdown content", Field::Other),
    ("warning", Field::Other),
];

/// The field of a key in any case; nothing where the key is not known.
pub(crate) fn field(key: &str) -> Option<Field> {
    let key = key.to_ascii_lowercase();
    KEYS.iter().find(|(name, _)| *name == key).map(|(_, field)| *field)
}
