//! One document of the key beside one of the output.

use super::count::{Counts, Share, list, required, strings, text};
use super::edtf::judge;
use super::names;
use super::output::{Output, id, names as all_names};
use super::pairing::{self, Outcome};
use super::source::{Chars, Source, best, even, looks_html};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

/// A rule that was broken, by whom, and how.
pub type Fault = (&'static str, String, String);

/// One document of the key beside one of the output (`row` none where the output lacks it).
pub struct Scored<'a> {
    /// The key.
    pub gold: &'a Value,
    /// Its file.
    pub file: String,
    /// The output.
    pub row: Option<&'a Value>,
    /// Its id in the output.
    pub id: String,
    /// Its text.
    pub source: Rc<Source>,
    /// Records of the key that can be matched.
    pub golds: Vec<Value>,
    /// Where their quotes stand.
    pub spans: Vec<Vec<Chars>>,
    /// Predicted records with evidence here.
    pub preds: Vec<&'a Value>,
    /// Where that evidence stands.
    pub pred_spans: Vec<Vec<Chars>>,
    file_text: Option<String>,
    furniture: BTreeSet<usize>,
    maybe: BTreeSet<usize>,
    output: &'a Output,
}

/// The figures of one document.
#[derive(Default)]
pub struct Part {
    /// Shares by name.
    pub shares: BTreeMap<&'static str, Share>,
    /// Counts by name.
    pub counts: BTreeMap<&'static str, Counts>,
}

impl<'a> Scored<'a> {
    /// Finds the document and everything that the key says of it.
    pub fn new(gold: &'a Value, output: &'a Output, docs: &Path, notes: &mut Vec<String>) -> Self {
        let file = gold["file"].as_str().unwrap_or("?").to_string();
        let row = output.find(&file);
        let bytes = std::fs::read(docs.join(&file)).ok();
        let file_text =
            bytes.and_then(|b| String::from_utf8(b).ok()).map(|t| t.trim_start_matches('\u{feff}').to_string());
        let source = match row {
            Some(row) => output.source(row),
            None => {
                notes.push(format!("{file}: no document in the output, all of it counts as missed"));
                let text = file_text.clone().unwrap_or_default();
                Rc::new(Source::new(&text, looks_html(&file, None, &text)))
            }
        };
        let golds: Vec<Value> =
            list(&gold["records"]).into_iter().filter(|r| text(&r["quote"]).is_some()).cloned().collect();
        let id = row.map_or("", id).to_string();
        let here = output.records_of(&id);
        let preds: Vec<&Value> = here.iter().map(|(r, _)| *r).collect();
        let pred_spans = here.iter().map(|(_, items)| items.iter().filter_map(|e| source.span(e)).collect()).collect();
        let mut scored = Self {
            gold,
            file,
            row,
            id,
            source,
            golds,
            spans: Vec::new(),
            preds,
            pred_spans,
            file_text,
            furniture: BTreeSet::new(),
            maybe: BTreeSet::new(),
            output,
        };
        let furniture = scored.locate(&gold["furniture"], notes);
        let maybe = scored.locate(&gold["furniture_optional"], notes);
        scored.furniture = scored.source.cover(&furniture);
        scored.maybe = scored.source.cover(&maybe).difference(&scored.furniture).copied().collect();
        scored.spans = scored.golds.iter().map(|r| scored.quote(r, notes)).collect();
        scored
    }

    /// The spans of furniture: given by span, else every whole line that reads so.
    fn locate(&self, items: &Value, notes: &mut Vec<String>) -> Vec<Chars> {
        let mut out = Vec::new();
        for item in list(items) {
            let words = if item.is_object() { text(&item["text"]) } else { text(item) }.unwrap_or_default();
            let given =
                || Some((usize::try_from(item["start"].as_u64()?).ok()?, usize::try_from(item["end"].as_u64()?).ok()?));
            let mut found = match given().filter(|s| self.source.slice(*s) == words) {
                Some(span) => vec![span],
                None => self.source.lines(words),
            };
            if found.len() > 1
                && !item.is_object()
                && names::fold(words) == names::fold(text(&self.gold["title"]).unwrap_or_default())
            {
                found.remove(0);
            }
            if found.is_empty() {
                notes.push(format!("gold: {}: furniture not found: {:?}", self.file, cut(words, 60)));
            }
            out.extend(found);
        }
        out
    }

    /// The spans of a gold quote, those outside furniture if there are any.
    fn quote(&self, record: &Value, notes: &mut Vec<String>) -> Vec<Chars> {
        let words = text(&record["quote"]).unwrap_or_default();
        let given = record["span"].as_array().and_then(|s| Some((s.first()?.as_u64()?, s.get(1)?.as_u64()?)));
        let given = given.and_then(|(a, b)| Some((usize::try_from(a).ok()?, usize::try_from(b).ok()?)));
        let mut found = match given.filter(|s| self.source.slice(*s) == words) {
            Some(span) => vec![span],
            None => self.source.find(words),
        };
        for other in strings(&record["quote_accept"]) {
            found.extend(self.source.find(&other));
        }
        if found.is_empty() {
            notes.push(format!("gold: {}: quote not found: {:?}", self.file, cut(words, 60)));
        }
        let clear: Vec<Chars> = found.iter().filter(|s| !self.in_furniture(**s)).copied().collect();
        if clear.is_empty() && !found.is_empty() {
            notes.push(format!("gold: {}: quote lies in furniture: {:?}", self.file, cut(words, 60)));
        }
        if clear.is_empty() { found } else { clear }
    }

    /// Whether more than half of a span is furniture of the key.
    fn in_furniture(&self, span: Chars) -> bool {
        let chars = self.source.cover(&[span]);
        !chars.is_empty() && chars.intersection(&self.furniture).count() * 2 > chars.len()
    }

    /// Matches the records.
    pub fn outcome(&self, lenient: bool) -> Outcome {
        Outcome::new(&self.golds, &self.spans, &self.preds, &self.pred_spans, lenient)
    }

    /// Everything but the records.
    pub fn part(&self) -> Part {
        let (gold, null) = (self.gold, Value::Null);
        let (row, there) = (self.row.unwrap_or(&null), self.row.is_some());
        let mut part = Part::default();
        let mut ask = |name: &'static str, right: bool| part.shares.entry(name).or_default().ask(right);
        ask("language", row["language"] == gold["language"]);
        let date = &gold["published"];
        let (strict, loose) = judge(&row["published"], text(&date["edtf"]), &date["accept"], &date["reject"]);
        ask("published", there && strict);
        ask("published_lenient", there && loose);
        let mut titles = vec![text(&gold["title"]).unwrap_or_default().to_string()];
        titles.extend(strings(&gold["titles"]));
        ask("title", there && titles.iter().any(|t| same_title(&row["title"], t)));
        for name in ["people.country", "people.role", "people.rank"] {
            part.shares.entry(name).or_default();
        }
        let said = self.row.map(|r| self.source.cover(&self.output.furniture(r))).unwrap_or_default();
        let said: BTreeSet<usize> = said.difference(&self.maybe).copied().collect();
        part.counts.insert("furniture", Counts::of(&said, &self.furniture));
        let people = self.output.inside(&self.id, "person");
        let match_person = |g: &Value, e: &Value| 1.0 * f64::from(u8::from(names::person_match(g, &all_names(e))));
        let (pairs, counts) = pairing::entities(&gold["people"], &people, match_person);
        part.counts.insert("people", counts);
        for (i, j) in &pairs {
            self.person(list(&gold["people"])[*i], people[*j], &mut part);
        }
        let orgs = self.output.inside(&self.id, "organisation");
        let match_org = |g: &Value, e: &Value| names::org_match(g, &self.org_names(e), text(&e["country"]));
        part.counts.insert("organisations", pairing::entities(&gold["organisations"], &orgs, match_org).1);
        let so: BTreeSet<String> = strings(&gold["countries"]).into_iter().collect();
        let maybe = self.maybe_lands();
        let lands: BTreeSet<String> = self.preds.iter().flat_map(|r| strings(&r["countries"])).collect();
        let lands = lands.into_iter().filter(|c| so.contains(c) || !maybe.contains(c)).collect();
        part.counts.insert("countries", Counts::of(&lands, &so));
        part
    }

    /// The countries that may be found: by optional records and as the key says.
    fn maybe_lands(&self) -> BTreeSet<String> {
        let mut out: BTreeSet<String> = strings(&self.gold["countries_optional"]).into_iter().collect();
        for record in &self.golds {
            out.extend(strings(&record["countries_optional"]));
            if !required(record) {
                out.extend(strings(&record["countries"]));
            }
        }
        out
    }

    /// An organisation's names and its mentions here.
    fn org_names(&self, entity: &Value) -> Vec<String> {
        let mut out = all_names(entity);
        let here = self.output.mentions.get(&self.id).into_iter().flatten().filter(|m| m["entity"] == entity["id"]);
        out.extend(here.filter_map(|m| text(&m["text"])).filter(|t| names::is_name(t)).map(str::to_string));
        out
    }

    /// Adds country, role and rank of a matched person.
    fn person(&self, gold: &Value, entity: &Value, part: &mut Part) {
        if !required(gold) {
            return;
        }
        let roles = self.output.roles(entity, &self.id);
        let mut said: Vec<Option<&str>> = roles.iter().filter_map(|r| text(&r["country"])).map(Some).collect();
        if said.is_empty() {
            said.push(text(&entity["country"]));
        }
        part.shares.entry("people.country").or_default().ask(said.contains(&text(&gold["country"])));
        if !strings(&gold["role"]).is_empty() {
            let titles: Vec<String> = roles.iter().filter_map(|r| text(&r["title"])).map(str::to_string).collect();
            let (same, rank) = names::role_match(&gold["role"], &titles);
            part.shares.entry("people.role").or_default().ask(same);
            part.shares.entry("people.rank").or_default().ask(rank);
        }
    }

    /// The rules that this document breaks.
    pub fn hard(&self, outcome: &Outcome) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Vec::new();
        match (self.row, &self.file_text) {
            (None, _) => faults.push(("missing", self.file.clone(), "no document in the output".to_string())),
            (Some(row), Some(file)) => {
                if row["text"].as_str().is_some_and(|t| t.trim_start_matches('\u{feff}') != file) {
                    faults.push(("text", self.id.clone(), "documents.jsonl text is not the decoded file".to_string()));
                }
            }
            _ => {}
        }
        let answers: BTreeMap<usize, usize> = outcome.pairs.iter().map(|(i, j)| (*j, *i)).collect();
        let must_not = &self.gold["must_not"];
        let (never, events) = (strings(&must_not["no_record"]), strings(&must_not["no_occurred"]));
        let mut traps: BTreeSet<String> = strings(&must_not["quotes"]).into_iter().collect();
        traps.extend(never.iter().chain(&events).cloned());
        let traps: Vec<(String, Vec<Chars>)> = traps.into_iter().map(|q| (q.clone(), self.source.find(&q))).collect();
        for (j, (record, spans)) in self.preds.iter().zip(&self.pred_spans).enumerate() {
            let name = format!("{} {}", id(record), record["type"].as_str().unwrap_or_default());
            let lands = self.output.lands(record);
            if let Some(first) = spans.iter().find(|s| self.in_furniture(**s)) {
                faults.push(("furniture", name.clone(), cut(&self.source.slice(*first), 60)));
            }
            for pair in list(&must_not["pairs"]).into_iter().map(strings).filter(|p| p.len() > 1) {
                if pair.iter().all(|c| lands.contains(c)) {
                    faults.push(("must_not_pairs", name.clone(), pair.join("-")));
                }
            }
            for pair in list(&must_not["no_bilateral_pairs"]).into_iter().map(strings) {
                let (a, b): (BTreeSet<&String>, BTreeSet<&String>) = (pair.iter().collect(), lands.iter().collect());
                if a == b {
                    faults.push(("must_not_pairs", name.clone(), format!("only {}", pair.join("-"))));
                }
            }
            if let Some(gold) = answers.get(&j).map(|i| &self.golds[*i]) {
                let said = record["status"].as_str().unwrap_or_default();
                let fits =
                    text(&gold["status"]) == Some(said) || strings(&gold["status_accept"]).iter().any(|s| s == said);
                if gold.get("status").is_none() || fits {
                    continue;
                }
            }
            for (quote, found) in &traps {
                let rule = trespass(record, never.contains(quote), events.contains(quote));
                if let Some(rule) = rule.filter(|_| best(found, spans).0 >= 0.5) {
                    faults.push((rule, name.clone(), cut(quote, 60)));
                }
            }
        }
        for mention in self.output.mentions.get(&self.id).into_iter().flatten() {
            if let Some(span) = self.source.span(mention).filter(|s| self.in_furniture(*s)) {
                let owner = text(&mention["entity"]).unwrap_or_default().to_string();
                faults.push(("mentions", owner, cut(&self.source.slice(span), 60)));
            }
        }
        faults
    }
}

/// The rule that a record from a trap clause breaks.
fn trespass(record: &Value, nothing: bool, events: bool) -> Option<&'static str> {
    let (status, kind) = (record["status"].as_str(), record["type"].as_str().unwrap_or_default());
    if matches!(status, Some("negated" | "hypothetical")) || (kind == "setback" && !nothing) {
        return None;
    }
    let occurred = matches!(status, None | Some("occurred"));
    if events && !nothing {
        let event = matches!(kind, "meeting" | "visit" | "agreement" | "aid" | "activity");
        return (occurred && event).then_some("must_not_quotes");
    }
    Some(if occurred || nothing { "must_not_quotes" } else { "soft" })
}

fn same_title(value: &Value, gold: &str) -> bool {
    let said = if value.is_object() { text(&value["text"]) } else { text(value) };
    even(said.unwrap_or_default()) == even(gold)
}

/// The first characters of a text.
pub fn cut(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}
