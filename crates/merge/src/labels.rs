//! One sentence for each record and interface language, made from its slots by the templates of `labels.tsv`. Adds no fact.

use crate::identity::Identity;
use lang::{Compile, Pack, Packs, fold};
use model::{DateValue, EntityType, Party, Record, RecordType};
use std::collections::BTreeMap;

/// The templates and words of all languages that have them.
pub(crate) struct Labels {
    languages: Vec<Language>,
}

struct Language {
    code: String,
    words: BTreeMap<String, String>,
    countries: BTreeMap<String, String>,
}

impl Compile for Labels {
    fn compile(packs: &Packs) -> Self {
        let world: BTreeMap<&str, &str> =
            packs.world().rows("countries").iter().map(|r| (r.get("iso2"), r.get("name"))).collect();
        let languages = packs.languages().filter(|p| p.table("labels").is_some()).map(|pack| Language {
            code: pack.code.clone(),
            words: pack.rows("labels").iter().map(|r| (r.get("key").to_string(), r.get("text").to_string())).collect(),
            countries: countries(pack, &world),
        });
        Self { languages: languages.collect() }
    }
}

/// The name to show for each country: the first that is no short form, or the international one where the language has it.
fn countries(pack: &Pack, world: &BTreeMap<&str, &str>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for row in pack.rows("countries") {
        let code = row.get("iso2");
        let names: Vec<&str> = row.list("names").map(|n| n.trim_start_matches('=')).collect();
        let short = |name: &str| {
            name.split_whitespace().any(|w| w.chars().count() > 1 && w.chars().all(|c| !c.is_lowercase()))
                || name.contains('.')
        };
        let first = names.iter().find(|n| !short(n)).or(names.first()).copied();
        let bare = |text: &str| fold(text).replace([' ', '-'], "");
        let shown = match (first, world.get(code)) {
            (Some(first), Some(name)) if names.contains(name) && bare(first) != bare(name) => Some(*name),
            (first, name) => first.or(name.copied()),
        };
        if let Some(name) = shown {
            out.insert(code.to_string(), name.to_string());
        }
    }
    out
}

impl Labels {
    /// The labels of a record by language.
    pub fn of(&self, record: &Record, identity: &Identity) -> BTreeMap<String, String> {
        self.languages.iter().map(|l| (l.code.clone(), l.label(record, identity))).collect()
    }
}

impl Language {
    fn word(&self, key: &str) -> Option<&str> {
        self.words.get(&format!("label.{key}")).map(String::as_str)
    }

    fn label(&self, record: &Record, identity: &Identity) -> String {
        let kind_of = record.kind_of.name();
        let kind = record.kind.as_ref().and_then(|k| self.word(&format!("kind.{kind_of}.{k}")));
        let kind = kind.or_else(|| self.word(&format!("kind.{kind_of}"))).unwrap_or(kind_of);
        let acts = |p: &&Party| matches!(p.role.as_str(), "actor" | "speaker");
        let takes = |p: &&Party| matches!(p.role.as_str(), "recipient" | "beneficiary");
        let directed = record.parties.iter().any(|p| acts(&p)) && !record.parties.iter().any(|p| p.role == "party");
        let form = match record.kind_of {
            RecordType::Meeting => "meeting",
            RecordType::Agreement => "agreement",
            RecordType::Figure => "figure",
            _ if directed => "directed",
            _ => "default",
        };
        let template = self.word(&format!("form.{form}")).unwrap_or("{kind}");
        let names = |wanted: &dyn Fn(&&Party) -> bool| -> Vec<String> {
            let mut all: Vec<String> = record
                .parties
                .iter()
                .filter(|p| p.role != "witness")
                .filter(wanted)
                .map(|p| self.party(p, identity))
                .collect();
            all.dedup();
            all
        };
        let all = names(&|_| true);
        let value = record.value.as_ref();
        let date = match record.kind_of {
            RecordType::Figure => value.and_then(|v| v.as_of.as_ref()),
            _ => Some(&record.date),
        };
        let due = record.deadline.as_ref().or_else(|| value.and_then(|v| v.by.as_ref()));
        let place = record.place.as_ref().map(|p| {
            let name = p.entity.as_ref().and_then(|id| identity.get(id));
            name.map_or_else(|| p.name.clone(), |e| self.name_of(e))
        });
        let lands: Vec<String> = record.countries.iter().map(|c| self.country(c)).collect();
        let unit = value.and_then(|v| v.currency.clone().or_else(|| v.unit.clone()));
        let unit = unit.map(|u| self.word(&format!("unit.{u}")).map_or(u.clone(), str::to_string));
        let slots: Vec<(&str, String)> = vec![
            (
                "status",
                self.word(&format!("status.{}", record.status.name())).map_or(String::new(), |w| format!("{w} ")),
            ),
            ("kind", kind.to_string()),
            ("pair", if all.len() > 1 { self.join(&all) } else { String::new() }),
            ("one", if all.len() == 1 { all[0].clone() } else { String::new() }),
            ("parties", self.join(&all)),
            ("actor", self.join(&names(&acts))),
            ("recipient", self.join(&names(&takes))),
            ("place", place.unwrap_or_default()),
            ("date", date.map_or(String::new(), |d| self.date(d))),
            ("deadline", due.map_or(String::new(), |d| self.date(d))),
            ("number", value.and_then(|v| v.number.clone()).unwrap_or_default()),
            ("unit", unit.unwrap_or_default()),
            ("countries", self.join(&lands)),
        ];
        let text = fill(template, &slots);
        let mut letters = text.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    }

    fn country(&self, code: &str) -> String {
        self.countries.get(code).cloned().unwrap_or_else(|| code.to_string())
    }

    fn name_of(&self, entity: &model::Entity) -> String {
        if entity.kind_of == EntityType::Country {
            return entity.country.as_ref().map_or_else(|| entity.name.clone(), |c| self.country(c));
        }
        if entity.kind_of == EntityType::Person {
            return entity.name.clone();
        }
        // A spelling of this language where exactly one is known, else the name that the dossier shows.
        let mut own = entity.names.iter().filter(|n| n.language == self.code);
        match (own.next(), own.next()) {
            (Some(one), None) => one.text.clone(),
            _ => entity.name.clone(),
        }
    }

    fn party(&self, party: &Party, identity: &Identity) -> String {
        let Some(entity) = party.entity.as_ref().and_then(|id| identity.get(id)) else { return one_line(&party.text) };
        let mut name = self.name_of(entity);
        if entity.kind_of == EntityType::Country {
            return name;
        }
        if entity.kind_of == EntityType::Person
            && let Some(rank) = party.office.as_ref().and_then(|o| self.word(&format!("rank.{o}")))
        {
            name = format!("{rank} {name}");
        }
        match (&party.country, self.word("name.with_country")) {
            (Some(land), Some(template)) => fill(template, &[("name", name), ("country", self.country(land))]),
            _ => name,
        }
    }

    fn join(&self, names: &[String]) -> String {
        let pad = |key: &str, plain: &str| {
            self.word(key).map_or(plain.to_string(), |w| if w == "," { ", ".into() } else { format!(" {w} ") })
        };
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [head @ .., last] => format!("{}{}{last}", head.join(&pad("list.comma", ", ")), pad("list.and", ", ")),
        }
    }

    fn date(&self, date: &DateValue) -> String {
        let Some(edtf) = date.edtf.as_deref() else { return String::new() };
        if let Some(latest) = edtf.strip_prefix("[..").and_then(|rest| rest.strip_suffix(']')) {
            return self.word("date.before").map_or(String::new(), |t| fill(t, &[("day", self.point(latest))]));
        }
        match edtf.split_once('/') {
            Some((from, to))
                if !from.starts_with('.') && !to.starts_with('.') && !from.is_empty() && !to.is_empty() =>
            {
                let slots = [("from", self.point(from)), ("to", self.point(to))];
                self.word("date.range").map_or_else(|| edtf.to_string(), |t| fill(t, &slots))
            }
            _ => self.point(edtf),
        }
    }

    fn point(&self, edtf: &str) -> String {
        let text = edtf.split('T').next().unwrap_or(edtf);
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next().unwrap_or(""), parts.next(), parts.next());
        let number = |text: Option<&str>| text.and_then(|t| t.parse::<u8>().ok());
        let name = |m: u8| self.word(&format!("month.{m:02}")).unwrap_or("").to_string();
        let (form, slots) = match (number(month), number(day)) {
            (Some(m @ 1..=12), Some(d)) => {
                let form = if year.starts_with('X') { "date.masked" } else { "date.day" };
                (form, vec![("d", d.to_string()), ("m", m.to_string()), ("month", name(m)), ("y", year.to_string())])
            }
            (Some(m @ 1..=12), None) => {
                ("date.month", vec![("m", m.to_string()), ("month", name(m)), ("y", year.to_string())])
            }
            (None, None) if month.is_none() && year.len() == 4 => ("date.year", vec![("y", year.to_string())]),
            _ => return edtf.to_string(),
        };
        self.word(form).map_or_else(|| edtf.to_string(), |t| fill(t, &slots))
    }
}

/// Fills `{slot}`s; a part in brackets with an empty slot is left out. One pass: what a slot brings is not read again.
fn fill(template: &str, slots: &[(&str, String)]) -> String {
    let mut out = String::new();
    let (mut part, mut inside, mut empty) = (String::new(), false, false);
    let mut rest = template;
    while let Some(c) = rest.chars().next() {
        let mut step = c.len_utf8();
        let home = if inside { &mut part } else { &mut out };
        match c {
            '[' => (inside, empty) = (true, false),
            ']' => {
                inside = false;
                let done = std::mem::take(&mut part);
                if !empty {
                    out.push_str(&done);
                }
            }
            '{' => {
                let end = rest.find('}').unwrap_or(rest.len());
                let value =
                    slots.iter().find(|(name, _)| *name == &rest[1..end.max(1)]).map_or("", |(_, v)| v.as_str());
                home.push_str(value);
                empty |= value.is_empty();
                step = end + 1;
            }
            c => home.push(c),
        }
        rest = &rest[step.min(rest.len())..];
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        let slots = [("a", "one".to_string()), ("b", String::new())];
        assert_eq!(fill("{a}[, {b}][ and {a}]!", &slots), "one and one!");
        assert_eq!(fill("{c}[{", &slots), "");
        assert_eq!((fill("{a", &slots), fill("é{é", &slots)), ("one".into(), "é".into()));
    }
}
