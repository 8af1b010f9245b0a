//! Names: people with their offices, organisations, countries, places, named events, and the phrases that refer back to them.
//!
//! Tables read: `titles portfolios names countries organisations groups` of the pack, `countries organisations places portfolios ranks` of the world.

mod atom;
mod body;
mod countries;
mod field;
mod grammar;
mod group;
mod heading;
mod office;
mod output;
mod people;
mod person;
mod raw;
mod refer;
mod scan;
mod settle;
mod title;

pub use grammar::Grammar;

use crate::{Text, time::TimeExpr};
use model::{Entity, EntityType};
use std::ops::Range;

/// What a noun phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A person, with or without an office before or behind the name.
    Person,
    /// An office without a name that refers to a person (`the Minister`, `son homologue`); `entity` when resolved.
    Role,
    /// A ministry, agency, company, party, international body, …
    Organisation,
    /// A country by its name, or a capital that stands for its government.
    Country,
    /// A demonym used as adjective or noun (`Hungarian`, `vietnamien`); part of a larger phrase where it stands inside one.
    Demonym,
    /// A city, region, building.
    Place,
    /// A named event: exhibition, summit, congress.
    Event,
    /// A group without a name (`the two sides`, `hai bên`, `Korean businesses`).
    Group,
}

/// What a group is. Read from `groups.tsv` of the pack (columns `form kind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// the two sides, both parties, host and guest, they (two).
    BothSides,
    /// both countries, the two governments.
    BothCountries,
    /// the two ministries.
    BothMinistries,
    /// a delegation.
    Delegation,
    /// businesses, enterprises, investors.
    Businesses,
    /// experts, officials, agencies, students: any other people.
    People,
    /// the X side, phía X: stands for country X.
    Side,
    /// he, she, ông, il: a person named before.
    Pronoun,
}

impl Group {
    /// Reads the column `kind` of `groups.tsv`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "both_sides" => Self::BothSides,
            "both_countries" => Self::BothCountries,
            "both_ministries" => Self::BothMinistries,
            "delegation" => Self::Delegation,
            "businesses" => Self::Businesses,
            "people" => Self::People,
            "side" => Self::Side,
            _ => return None,
        })
    }
}

/// A noun phrase of the text that stands for somebody or something.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    /// All its tokens: office, country, name, apposition.
    pub tokens: Range<usize>,
    /// The tokens of the bare name (what `mentions.jsonl` shows); all tokens where there is no name.
    pub name: Range<usize>,
    /// The tokens of the office (`Minister of Health`), if any.
    pub title: Option<Range<usize>>,
    /// What it stands for.
    pub what: What,
    /// Index into [`Names::entities`], where known (for `Role` and pronouns: once resolved).
    pub entity: Option<usize>,
    /// The country it belongs to or is (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// For groups of several countries (`Vietnamese and Korean businesses`), all of them; the first is `country`.
    pub countries: Vec<String>,
    /// For groups, what kind.
    pub group: Option<Group>,
    /// Language-neutral rank of the office (`minister`), for people and roles.
    pub rank: Option<String>,
    /// For people and roles: the entity index of the organisation of the office.
    pub organisation: Option<usize>,
    /// Whether the entity was worked out from earlier text (a role, a pronoun, a short name), not stated by these words.
    pub resolved: bool,
    /// The rule that found it, `vi/titles.bo-truong`.
    pub rule: String,
}

impl Chunk {
    /// The `type` of its row in `mentions.jsonl`, if it has one.
    pub fn mention_type(&self, entities: &[Entity]) -> Option<&'static str> {
        let entity = &entities[self.entity?];
        match self.what {
            What::Role | What::Group => None,
            _ => Some(match entity.kind_of {
                EntityType::Person => "person",
                EntityType::Organisation => "organisation",
                EntityType::Country => "country",
                EntityType::Place => "place",
                EntityType::Event => "event",
            }),
        }
    }
}

/// All names of one document. Chunks are ordered by first token and do not overlap.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Entities with ids `#0`, `#1`, … in order of first mention.
    pub entities: Vec<Entity>,
    /// Noun phrases.
    pub chunks: Vec<Chunk>,
}

/// Finds the names of a text.
pub fn names(text: &Text<'_>, grammar: &crate::Grammar, _times: &[TimeExpr]) -> Names {
    let scan = scan::Scan::new(text, &grammar.names);
    let phrases = raw::phrases(&scan);
    let settled = settle::settle(&scan, &phrases);
    let refers = refer::references(&scan, &phrases, &settled);
    output::names(&scan, &phrases, &settled, &refers, &grammar.language)
}
