//! RSS and Atom -> one document an item. An item's own bytes are those of its element in the decoded file.

#[cfg(feature = "feeds")]
pub(crate) use present::items;

#[cfg(not(feature = "feeds"))]
pub(crate) fn items(name: &str, _: &[u8], out: &mut crate::read::Sink) -> crate::read::Flow {
    out.error("load.format", name, "RSS and Atom are not part of this build; build with the feature feeds")
}

#[cfg(feature = "feeds")]
mod present {
    use crate::decode;
    use crate::document::{self, Origin};
    use crate::read::{Flow, Sink};
    use crate::xml;
    use quick_xml::Reader;
    use quick_xml::events::{BytesStart, Event};
    use std::collections::BTreeMap;
    use std::ops::ControlFlow;

    /// Reads every item of a feed. `path#3` is the third.
    pub(crate) fn items(name: &str, bytes: &[u8], out: &mut Sink) -> Flow {
        let decoded = decode::decode(bytes, None, true);
        let text = decoded.text.as_str();
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        let mut feed = Fields::default();
        let mut item: Option<(usize, Fields)> = None;
        // The path of open elements; words belong to the innermost, Atom's inline markup to the field around it.
        let mut open: Vec<String> = Vec::new();
        let mut number = 0u64;
        loop {
            let before = place(&reader);
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let message =
                        format!("broken XML at byte {before} after {number} items, {error}; the rest is left out");
                    return out.error("load.xml", name, message);
                }
            };
            let is_inner = item.is_some();
            let target = item.as_mut().map_or(&mut feed, |(_, fields)| fields);
            match &event {
                Event::Start(tag) => {
                    let own = tag.name().0.to_string();
                    if target.is_markup() {
                        target.push_tag(text.get(before..place(&reader)).unwrap_or(""));
                    } else if !is_inner && matches!(own.as_str(), "item" | "entry" | "atom:entry") {
                        item = Some((before, Fields::default()));
                        open.clear();
                        continue;
                    } else {
                        target.begin(&own, tag, open.len());
                    }
                    open.push(own);
                }
                Event::Empty(tag) if target.is_markup() => {
                    target.push_tag(text.get(before..place(&reader)).unwrap_or(""));
                    let _ = tag;
                }
                Event::Empty(tag) => {
                    target.begin(tag.name().0, tag, open.len());
                    target.end();
                }
                Event::End(tag) => {
                    if is_inner && open.is_empty() && matches!(tag.name().0, "item" | "entry" | "atom:entry") {
                        if let Some((start, fields)) = item.take() {
                            number += 1;
                            let own = text.get(start..place(&reader)).unwrap_or("");
                            document(&format!("{name}#{number}"), own, fields, &feed, out)?;
                        }
                        continue;
                    }
                    open.pop();
                    if target.depth == Some(open.len()) {
                        target.end();
                    } else if target.is_markup() {
                        target.push_tag(text.get(before..place(&reader)).unwrap_or(""));
                    }
                }
                Event::Eof => {
                    if item.is_some() {
                        let message = format!("the file ends inside item {}; it is left out", number + 1);
                        return out.error("load.cut", name, message);
                    }
                    return ControlFlow::Continue(());
                }
                _ => target.words(&event),
            }
        }
    }

    fn place(reader: &Reader<&[u8]>) -> usize {
        usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// What an item, or the feed itself, says: the first value of each element by its name.
    #[derive(Default)]
    struct Fields {
        values: BTreeMap<String, String>,
        name: String,
        value: String,
        /// How many elements are open around the one that is read.
        depth: Option<usize>,
        is_xhtml: bool,
    }

    impl Fields {
        fn begin(&mut self, name: &str, tag: &BytesStart, depth: usize) {
            let attribute = |wanted: &str| {
                let found = tag.attributes().flatten().find(|a| a.key.0 == wanted)?;
                let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                Some(value.map_or_else(|_| String::new(), |v| v.into_owned()))
            };
            let name = name.strip_prefix("atom:").unwrap_or(name);
            self.name = name.to_string();
            self.depth = Some(depth);
            self.value.clear();
            self.is_xhtml = attribute("type").as_deref() == Some("xhtml");
            if name == "link"
                && let Some(target) = attribute("href")
                && attribute("rel").is_none_or(|rel| rel == "alternate")
            {
                self.keep("link", &target);
            }
            if let Some(language) = attribute("xml:lang") {
                self.keep("xml:lang", &language);
            }
        }

        fn words(&mut self, event: &Event) {
            if self.depth.is_some() {
                xml::push(event, &mut self.value);
            }
        }

        fn is_markup(&self) -> bool {
            self.depth.is_some() && self.is_xhtml
        }

        fn push_tag(&mut self, tag: &str) {
            self.value.push_str(tag);
        }

        fn end(&mut self) {
            let (name, value) = (std::mem::take(&mut self.name), std::mem::take(&mut self.value));
            self.keep(&name, value.trim());
            (self.depth, self.is_xhtml) = (None, false);
        }

        fn keep(&mut self, name: &str, value: &str) {
            if !value.is_empty() {
                self.values.entry(name.to_string()).or_insert_with(|| value.to_string());
            }
        }

        fn first(&self, names: &[&str]) -> Option<String> {
            names.iter().find_map(|name| self.values.get(*name)).cloned()
        }
    }

    fn document(path: &str, own: &str, fields: Fields, feed: &Fields, out: &mut Sink) -> Flow {
        let mut origin = Origin { is_record: true, ..Origin::new(path) };
        origin.external_id = fields.first(&["guid", "id"]);
        origin.given.title = fields.first(&["title"]);
        origin.given.url = fields.first(&["link"]);
        origin.given.published = fields.first(&["pubDate", "published", "dc:date", "updated"]);
        origin.given.language = fields
            .first(&["xml:lang", "language", "dc:language"])
            .or_else(|| feed.first(&["language", "dc:language", "xml:lang"]));
        origin.given.outlet = fields.first(&["source"]).or_else(|| feed.first(&["title"]));
        let body =
            fields.first(&["content:encoded", "content", "description", "summary", "media:description", "title"]);
        for (key, names) in [("author", &["author", "dc:creator", "name"][..]), ("category", &["category"])] {
            if let Some(value) = fields.first(names) {
                origin.extra.insert(key.to_string(), value.into());
            }
        }
        let body = body.unwrap_or_default();
        // A description is HTML by custom; without a tag or an entity it reads the same either way.
        let is_markup = body.contains('<')
            || body.split('&').skip(1).any(|rest| {
                rest.split(';').next().is_some_and(|name| {
                    name.len() < 10 && !name.is_empty() && name.len() < rest.len() && !name.contains(' ')
                })
            });
        let media_type = if is_markup { "text/html" } else { "text/plain" };
        out.all(document::from_record(own.as_bytes(), body, media_type, origin))
    }
}
