//! The words of the interface: keys in, text of one language out, with numbers, dates and names written its way.
//!
//! All words come from `data/lang/xx/interface.tsv`. A key that a language lacks is looked up in the other languages, and
//! at last shown as the key's own last part.

use lang::{Pack, Packs};
use model::{Bounds, DateValue, Day};
use std::collections::BTreeMap;

/// The interface in one language.
pub struct Tongue {
    /// ISO 639 code.
    pub code: String,
    /// Name of the language in itself.
    pub name: String,
    words: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    topics: BTreeMap<String, String>,
}

/// All languages with an interface: the chosen one first, the others by code. Never empty.
pub fn tongues(packs: &Packs, chosen: &str) -> Vec<Tongue> {
    let mut all: Vec<Tongue> =
        packs.languages().filter(|p| p.table("interface").is_some()).map(|p| tongue(p, packs)).collect();
    all.sort_by_key(|t| (t.code != chosen, t.code.clone()));
    if all.is_empty() {
        let none = Tongue {
            code: chosen.to_string(),
            name: chosen.to_string(),
            words: BTreeMap::new(),
            names: BTreeMap::new(),
            topics: BTreeMap::new(),
        };
        all.push(none);
    }
    let spare: Vec<BTreeMap<String, String>> = all.iter().map(|t| t.words.clone()).collect();
    for tongue in &mut all {
        for words in &spare {
            for (key, text) in words {
                tongue.words.entry(key.clone()).or_insert_with(|| text.clone());
            }
        }
    }
    all
}

fn tongue(pack: &Pack, packs: &Packs) -> Tongue {
    let column = |table: &str, key: &str, value: &str| -> BTreeMap<String, String> {
        let rows = pack.rows(table).iter();
        let mut out = BTreeMap::new();
        for row in rows.filter(|r| !r.get(key).is_empty() && !r.get(value).is_empty()) {
            out.entry(row.get(key).to_string())
                .or_insert_with(|| row.list(value).next().unwrap_or("").trim_start_matches('=').to_string());
        }
        out
    };
    let words = column("interface", "key", "text");
    let name = words.get("language.self").cloned().unwrap_or_else(|| pack.code.clone());
    let mut topics = BTreeMap::new();
    for row in packs.world().rows("topics") {
        if !row.get(&pack.code).is_empty() {
            topics.insert(row.get("id").to_string(), row.list(&pack.code).next().unwrap_or("").to_string());
        }
    }
    topics.extend(column("topic_labels", "id", "label"));
    Tongue { code: pack.code.clone(), name, words, names: column("countries", "iso2", "names"), topics }
}

impl Tongue {
    /// The text of a key.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or_else(|| key.rsplit('.').next().unwrap_or(key), String::as_str)
    }

    /// The text of a key, where some language has it.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The word for an id of a family, such as `status` and `planned`; the id with blanks where there is none.
    pub fn word(&self, family: &str, id: &str) -> String {
        self.find(&format!("{family}.{id}")).map_or_else(|| id.replace('_', " "), str::to_string)
    }

    /// The name of a country; its code where there is none.
    pub fn country(&self, code: &str) -> String {
        self.find(&format!("country.{code}")).or(self.names.get(code).map(String::as_str)).unwrap_or(code).to_string()
    }

    /// The name of a topic.
    pub fn topic(&self, id: &str) -> String {
        self.topics.get(id).cloned().unwrap_or_else(|| self.word("topic", id))
    }

    /// A template with its slots filled; `[…]` is left out when a slot inside is empty.
    pub fn fill(&self, key: &str, slots: &[(&str, &str)]) -> String {
        fill(self.get(key), slots)
    }

    /// A count with its noun; `key.one` is used for one.
    pub fn count(&self, key: &str, n: usize) -> String {
        let one = format!("{key}.one");
        let key = if n == 1 && self.words.contains_key(&one) { &one } else { key };
        self.fill(key, &[("n", &self.number(&n.to_string()))])
    }

    /// Texts in a row, with the language's last joint.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [head @ .., last] => {
                let mut joined = head[0].clone();
                for next in &head[1..] {
                    joined = self.fill("list.more", &[("a", &joined), ("b", next)]);
                }
                self.fill("list.last", &[("a", &joined), ("b", last)])
            }
        }
    }

    /// Decimal digits grouped the language's way; anything else as it stands.
    pub fn number(&self, digits: &str) -> String {
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |w| ("-", w));
        if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
            return digits.to_string();
        }
        let group = self.find("number.group").unwrap_or("").replace('_', "\u{202f}");
        let mut out = sign.to_string();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() > 4 {
                out.push_str(&group);
            }
            out.push(digit);
        }
        if !part.is_empty() {
            out.push_str(self.find("number.point").unwrap_or("."));
            out.push_str(part);
        }
        out
    }

    /// A date for reading; the word for unknown where nothing is known.
    pub fn date(&self, date: &DateValue) -> String {
        date.edtf.as_deref().map_or_else(|| self.get("date.unknown").to_string(), |edtf| self.edtf(edtf))
    }

    /// EDTF for reading.
    pub fn edtf(&self, edtf: &str) -> String {
        if let Some(open) = edtf.strip_prefix("[..") {
            return self.fill("date.before", &[("date", &self.point(open.trim_end_matches(']')))]);
        }
        if let Some(open) = edtf.strip_suffix("..]") {
            return self.fill("date.after", &[("date", &self.point(open.trim_start_matches('[')))]);
        }
        if let Some((from, to)) = edtf.split_once('/') {
            return match (from, to) {
                ("" | "..", to) => self.fill("date.before", &[("date", &self.point(to))]),
                (from, "" | "..") => self.fill("date.after", &[("date", &self.point(from))]),
                (from, to) => self.range(from, to),
            };
        }
        self.point(edtf)
    }

    /// A date as it stands in a sentence; empty where nothing is known.
    pub fn when(&self, date: &DateValue) -> String {
        let Some(edtf) = date.edtf.as_deref() else { return String::new() };
        let text = self.edtf(edtf);
        if edtf.starts_with('[') {
            return text;
        }
        let key = match (edtf.contains('/'), edtf.split('T').next().unwrap_or(edtf).len()) {
            (true, _) => "when.range",
            (false, 4) => "when.year",
            (false, 7) => "when.month",
            _ => "when.day",
        };
        self.fill(key, &[("date", &text)])
    }

    fn range(&self, from: &str, to: &str) -> String {
        if let (Some(a), Some(b)) = (Day::parse(from), Day::parse(to))
            && (a.year, a.month) == (b.year, b.month)
        {
            let slots = [("d", a.day.to_string()), ("e", b.day.to_string()), ("y", a.year.to_string())];
            let month = self.month(a.month);
            let mut slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
            slots.push(("month", &month));
            return self.fill("date.days", &slots);
        }
        self.fill("date.range", &[("a", &self.point(from)), ("b", &self.point(to))])
    }

    fn month(&self, month: u8) -> String {
        self.get(&format!("month.{month:02}")).to_string()
    }

    fn point(&self, text: &str) -> String {
        let plain = text.split('T').next().unwrap_or(text);
        let bare = plain.trim_end_matches(['~', '?', '%']);
        let parts: Vec<&str> = bare.split('-').collect();
        let number = |t: &str| t.parse::<u8>().ok();
        let shown = match parts.as_slice() {
            ["XXXX", month, day] => match (number(month), number(day)) {
                (Some(m @ 1..=12), Some(d)) => {
                    self.fill("date.yearless", &[("d", &d.to_string()), ("month", &self.month(m))])
                }
                _ => return text.to_string(),
            },
            [year] if year.len() == 4 => (*year).to_string(),
            [year, month] => match number(month) {
                Some(m @ 1..=12) => self.fill("date.month", &[("month", &self.month(m)), ("y", year)]),
                Some(season) => {
                    let season = self.get(&format!("season.{season}")).to_string();
                    self.fill("date.month", &[("month", &season), ("y", year)])
                }
                None => return text.to_string(),
            },
            [_, _, _] => match Day::parse(bare) {
                Some(day) => {
                    let (d, y) = (day.day.to_string(), day.year.to_string());
                    self.fill("date.day", &[("d", &d), ("month", &self.month(day.month)), ("y", &y)])
                }
                None => return text.to_string(),
            },
            _ => return text.to_string(),
        };
        if bare.len() < plain.len() { self.fill("date.about", &[("date", &shown)]) } else { shown }
    }
}

/// Fills `{slot}`; `[…]` is left out when a slot inside is empty.
pub fn fill(template: &str, slots: &[(&str, &str)]) -> String {
    let value = |name: &str| slots.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| *v);
    let (mut out, mut group, mut missing, mut inside) = (String::new(), String::new(), false, false);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[', ']']) {
        let (head, tail) = rest.split_at(at);
        if inside {
            group.push_str(head)
        } else {
            out.push_str(head)
        }
        let mut chars = tail.chars();
        match chars.next() {
            Some('{') if let Some(close) = tail.find('}') => {
                let word = value(&tail[1..close]);
                missing |= inside && word.is_empty();
                if inside {
                    group.push_str(word)
                } else {
                    out.push_str(word)
                }
                rest = &tail[close + 1..];
                continue;
            }
            Some('[') => (inside, missing) = (true, false),
            Some(']') => {
                if !missing {
                    out.push_str(&group);
                }
                group.clear();
                inside = false;
            }
            _ => {}
        }
        rest = chars.as_str();
    }
    if inside {
        out.push_str(&group)
    }
    out.push_str(rest);
    out
}

/// The first and last year that a date may fall in, where both are known.
pub fn years(date: &DateValue) -> Option<(i16, i16)> {
    let Bounds { earliest, latest } = date.bounds();
    let last = latest.or(earliest)?;
    Some((earliest.unwrap_or(last).year, last.year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Tongue {
        let packs = Packs::parse(data::FILES.iter().copied()).expect("the packs are in order");
        tongues(&packs, "en").remove(0)
    }

    #[test]
    fn groups_vanish_with_an_empty_slot() {
        let slots = [("who", "Ito"), ("place", "")];
        assert_eq!(fill("{who} spoke[ in {place}][ to {who}].", &slots), "Ito spoke to Ito.");
        assert_eq!(fill("{who", &slots), "who");
    }

    #[test]
    fn dates_for_reading() {
        let tongue = english();
        for (edtf, text) in [
            ("2019-05-02", "2 May 2019"),
            ("2019-05-02T10:30", "2 May 2019"),
            ("2019-09-09/2019-09-12", "9\u{2013}12 September 2019"),
            ("2019-09", "September 2019"),
            ("2018", "2018"),
            ("XXXX-09-25", "25 September, year unknown"),
            ("[..2020-02-27]", "by 27 February 2020"),
            ("soon", "soon"),
        ] {
            assert_eq!(tongue.edtf(edtf), text);
        }
    }

    #[test]
    fn numbers_for_reading() {
        let tongue = english();
        for (digits, text) in
            [("5000000", "5,000,000"), ("1200.5", "1200.5"), ("12345", "12,345"), ("abc", "abc"), ("-70000", "-70,000")]
        {
            assert_eq!(tongue.number(digits), text);
        }
    }
}
