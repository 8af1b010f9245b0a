//! The dossier with everything looked up that the report asks for again and again. It reads, and never changes a record.

use crate::Options;
use crate::words::{self, Tongue};
use lang::Packs;
use model::{Confidence, Day, Document, Dossier, Entity, EntityType, Evidence, Record, RecordType, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A text in every language of the interface, in the order of [`Case::tongues`].
pub type Text = Vec<String>;

/// The register that a record stands in. Every record stands in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Register {
    /// Meetings and visits.
    Meetings,
    /// Agreements with their ladder.
    Agreements,
    /// Promises, and other planned things with a deadline.
    Ledger,
    /// Numbers.
    Figures,
    /// What is left: relations, setbacks, aid, activities, plans, proposals, requests, directives, assessments.
    Others,
    /// Praise, thanks, welcome, satisfaction.
    Courtesies,
    /// Readings that may well be wrong.
    Doubtful,
}

impl Register {
    /// All registers, in the order of the page.
    pub const ALL: [Self; 7] =
        [Self::Meetings, Self::Agreements, Self::Ledger, Self::Figures, Self::Others, Self::Courtesies, Self::Doubtful];

    /// Its key in the interface and its anchor on the page.
    pub fn key(self) -> &'static str {
        match self {
            Self::Meetings => "meetings",
            Self::Agreements => "agreements",
            Self::Ledger => "ledger",
            Self::Figures => "figures",
            Self::Others => "others",
            Self::Courtesies => "courtesies",
            Self::Doubtful => "doubtful",
        }
    }

    /// The register of a record.
    pub fn of(record: &Record) -> Self {
        let kind = record.kind.as_deref().unwrap_or("");
        let due = record.deadline.as_ref().is_some_and(model::DateValue::is_known);
        match record.kind_of {
            _ if record.confidence == Confidence::Guess => Self::Doubtful,
            RecordType::Meeting | RecordType::Visit => Self::Meetings,
            RecordType::Agreement => Self::Agreements,
            RecordType::Commitment => Self::Ledger,
            RecordType::Aid if due || record.status == Status::Planned => Self::Ledger,
            RecordType::Plan | RecordType::Activity | RecordType::Directive if due => Self::Ledger,
            RecordType::Figure => Self::Figures,
            RecordType::Assessment if ["praise", "thanks", "welcome", "satisfaction"].contains(&kind) => {
                Self::Courtesies
            }
            _ => Self::Others,
        }
    }
}

/// The dossier, ready to be read.
pub struct Case<'a> {
    /// What merge handed over.
    pub dossier: &'a Dossier,
    /// What the reader asked for.
    pub options: &'a Options,
    /// Tables of the world.
    pub packs: &'a Packs,
    /// Languages of the interface, the chosen one first; never empty.
    pub tongues: Vec<Tongue>,
    /// The country whose side is taken: the one asked for, or the one that is in at least half of the records.
    pub focus: Option<String>,
    /// The day that decides what is overdue.
    pub as_of: Option<Day>,
    documents: BTreeMap<&'a str, &'a Document>,
    entities: BTreeMap<&'a str, &'a Entity>,
    records: BTreeMap<&'a str, (usize, &'a Record)>,
    answers: BTreeMap<&'a str, Vec<&'a Record>>,
    by_party: BTreeMap<&'a str, Vec<&'a Record>>,
}

impl<'a> Case<'a> {
    /// Looks everything up once.
    pub fn new(dossier: &'a Dossier, options: &'a Options, packs: &'a Packs) -> Self {
        let mut records = BTreeMap::new();
        let mut answers: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        let mut by_party: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for (at, record) in dossier.records.iter().enumerate() {
            records.insert(record.id.as_str(), (at + 1, record));
            for about in &record.about {
                answers.entry(about).or_default().push(record);
            }
            let parties = record.parties.iter().flat_map(|p| [p.entity.as_deref(), p.organisation.as_deref()]);
            let signed = record.agreement.iter().flat_map(|a| a.signatories.iter().map(|s| Some(s.as_str())));
            let said = [record.said_by.as_deref(), record.value.as_ref().and_then(|v| v.said_by.as_deref())];
            let of: BTreeSet<&str> = parties.chain(signed).chain(said).flatten().collect();
            for entity in of {
                by_party.entry(entity).or_default().push(record);
            }
        }
        let mut most: BTreeMap<&str, usize> = BTreeMap::new();
        for country in dossier.records.iter().flat_map(|r| &r.countries) {
            *most.entry(country).or_default() += 1;
        }
        let busiest = most.iter().max_by_key(|(code, n)| (**n, std::cmp::Reverse(**code)));
        let busiest = busiest.filter(|(_, n)| **n * 2 >= dossier.records.len()).map(|(c, _)| (*c).to_string());
        let days = |d: &Document| d.published.bounds().latest.filter(|_| d.published.is_known());
        Self {
            tongues: words::tongues(packs, &options.language),
            focus: options.focus.clone().or(busiest),
            as_of: options.as_of.or_else(|| dossier.documents.iter().filter_map(days).max()),
            documents: dossier.documents.iter().map(|d| (d.id.as_str(), d)).collect(),
            entities: dossier.entities.iter().map(|e| (e.id.as_str(), e)).collect(),
            dossier,
            options,
            packs,
            records,
            answers,
            by_party,
        }
    }

    /// The language that the page is written in before anybody switches.
    pub fn tongue(&self) -> &Tongue {
        &self.tongues[0]
    }

    /// A text in every language.
    pub fn text(&self, write: impl Fn(&Tongue) -> String) -> Text {
        self.tongues.iter().map(write).collect()
    }

    /// A document by id.
    pub fn document(&self, id: &str) -> Option<&'a Document> {
        self.documents.get(id).copied()
    }

    /// An entity by id.
    pub fn entity(&self, id: &str) -> Option<&'a Entity> {
        self.entities.get(id).copied()
    }

    /// A record by id.
    pub fn record(&self, id: &str) -> Option<&'a Record> {
        self.records.get(id).map(|(_, r)| *r)
    }

    /// The running number of a record, from 1 in the order of `records.jsonl`; 0 where there is none.
    pub fn number(&self, id: &str) -> usize {
        self.records.get(id).map_or(0, |(n, _)| *n)
    }

    /// Records that are about this one.
    pub fn answers(&self, id: &str) -> &[&'a Record] {
        self.answers.get(id).map_or(&[], Vec::as_slice)
    }

    /// Records in which an entity takes part, speaks or signs.
    pub fn records_of(&self, entity: &str) -> &[&'a Record] {
        self.by_party.get(entity).map_or(&[], Vec::as_slice)
    }

    /// Records of a register, in order.
    pub fn register(&self, register: Register) -> Vec<&'a Record> {
        self.dossier.records.iter().filter(|r| Register::of(r) == register).collect()
    }

    /// Records that count: all but the doubtful ones.
    pub fn counted(&self) -> impl Iterator<Item = &'a Record> {
        self.dossier.records.iter().filter(|r| r.confidence != Confidence::Guess)
    }

    /// How many sources speak independently: copies of one wire story count once.
    pub fn sources(&self, record: &Record) -> usize {
        let roots: BTreeSet<&str> = record.evidence.iter().map(|e| self.root(&e.document)).collect();
        roots.len()
    }

    /// The fullest copy of a document's story.
    pub fn root<'b>(&'b self, document: &'b str) -> &'b str {
        let mut at = document;
        for _ in 0..8 {
            match self.document(at).and_then(|d| d.duplicate_of.as_deref()) {
                Some(next) if next != at => at = next,
                _ => break,
            }
        }
        at
    }

    /// The other sides of a record, seen from the focus: every other country; where the focus takes no part, all countries
    /// together, joined by `-`.
    pub fn partners(&self, record: &Record) -> Vec<String> {
        let focus = self.focus.as_deref();
        let others: Vec<String> = record.countries.iter().filter(|c| Some(c.as_str()) != focus).cloned().collect();
        match others.len() == record.countries.len() && others.len() > 1 {
            true if others.len() <= 4 => vec![others.join("-")],
            true => Vec::new(),
            false if others.is_empty() => record.countries.clone(),
            false => others,
        }
    }

    /// The name of a partner as [`Case::partners`] gives it.
    pub fn partner(&self, tongue: &Tongue, partner: &str) -> String {
        let names: Vec<String> = partner.split('-').map(|c| self.country(tongue, c)).collect();
        names.join(" \u{2013} ")
    }

    /// All partners, the busiest first, then by code.
    pub fn all_partners(&self) -> Vec<(String, Vec<&'a Record>)> {
        let mut by: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
        for record in self.counted() {
            for partner in self.partners(record) {
                by.entry(partner).or_default().push(record);
            }
        }
        let mut all: Vec<_> = by.into_iter().collect();
        all.sort_by(|(a, x), (b, y)| y.len().cmp(&x.len()).then_with(|| a.cmp(b)));
        all
    }

    /// The name of an entity for reading: countries in the language of the interface, others as they spell themselves.
    pub fn name(&self, tongue: &Tongue, id: &str) -> String {
        let Some(entity) = self.entity(id) else { return id.to_string() };
        match (entity.kind_of, entity.country.as_deref()) {
            (EntityType::Country, Some(code)) => match tongue.country(code) {
                name if name == code => entity.name.clone(),
                name => name,
            },
            _ => entity.name.clone(),
        }
    }

    /// The name of a country: from the tables, or from an entity of the dossier.
    pub fn country(&self, tongue: &Tongue, code: &str) -> String {
        let name = tongue.country(code);
        if name != code {
            return name;
        }
        let named = |e: &&Entity| e.kind_of == EntityType::Country && e.country.as_deref() == Some(code);
        self.dossier.entities.iter().find(named).map_or(name, |e| e.name.clone())
    }

    /// What a reader sees of a quote, white space tidied; cut where the dossier is to be passed on.
    pub fn quote(&self, evidence: &Evidence) -> String {
        let words = evidence.words.as_deref().unwrap_or(&evidence.quote);
        let tidy = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.options.share { cut(&tidy, 300) } else { tidy }
    }

    /// What a document is called: its title, or its path.
    pub fn title(&self, document: &Document) -> String {
        let title = document.title.as_ref().map(|t| t.text.trim()).filter(|t| !t.is_empty());
        title.map_or_else(|| document.path.clone(), |t| t.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// The first letters of a text, at a border between letters, with an ellipsis where something was cut.
pub fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        None => text.to_string(),
        Some((at, _)) => {
            let head = text[..at].trim_end();
            let head = head.rsplit_once(' ').map_or(head, |(h, _)| if h.len() * 2 > head.len() { h } else { head });
            format!("{head}\u{2026}")
        }
    }
}

impl Case<'_> {
    /// Words of a source for use inside a sentence: tidied and cut.
    pub fn tongue_free(&self, what: &str) -> String {
        cut(&what.split_whitespace().collect::<Vec<_>>().join(" "), 160)
    }
}

/// Text with invisible and direction-changing characters spelled out, for plain text that people compare.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let hidden = c.is_control()
            || matches!(u32::from(c), 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfeff | 0xad | 0xa0 | 0x202f);
        if hidden { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}
