//! What a form of the tables stands for.

use super::Group;
use std::collections::BTreeSet;

/// Grammatical gender of a word that stands for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Gender {
    /// Not told.
    #[default]
    Unknown,
    /// Masculine.
    Male,
    /// Feminine.
    Female,
}

impl Gender {
    /// Reads `m`, `f` or anything else.
    pub(super) fn parse(text: &str) -> Self {
        match text {
            "m" => Self::Male,
            "f" => Self::Female,
            _ => Self::Unknown,
        }
    }

    /// Whether two may be one person's.
    pub(super) fn fits(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What a small word does inside a noun phrase. Column `kind` of `names.tsv` and `titles.tsv`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Mark { $($(#[$doc])* $name),+ }

        impl Mark {
            pub(super) fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

marks! {
    /// `of`, `for`, `de`: ties a field, country or body to an office.
    Of = "of",
    /// `à`, `aux`: ties only a field (`ministre délégué aux Transports`).
    OfField = "of_field",
    /// `tỉnh`, `thành phố`: says what place follows.
    PlaceWord = "place_word",
    /// `asked`, `remercié`: speaks to whoever stands behind it.
    Address = "address",
    /// `Monday`, `May`: ends a name.
    Calendar = "calendar",
    /// `to`: ties the host country to an ambassador.
    To = "to",
    /// `and`.
    And = "and",
    /// `the`, `la`, `l'`, `các`.
    Article = "article",
    /// `his`, `son`: the office belongs with somebody named before.
    Own = "own",
    /// `the country's`: the country named before.
    OwnCountry = "own_country",
    /// `visiting`, `new`: stands before an office and says nothing of it.
    Filler = "filler",
    /// `deputy`, `vice`, `phó` before an office.
    Deputy = "deputy",
    /// `adjoint` behind an office.
    DeputyAfter = "deputy_after",
    /// `kiêm`, `concurrently`: one more office follows.
    Cum = "cum",
    /// `in`, `à`, `tại`: a place that follows is a place.
    Locative = "locative",
    /// `de`, `van`, `bin` inside a name.
    Particle = "particle",
    /// `said`, `affirme`: whoever stands before it speaks.
    Speech = "speech",
    /// A capitalised word that begins no name (`Monday`, `However`).
    NotName = "not_name",
    /// A phrase that must not be read as the names inside it.
    Block = "block",
    /// `side`, `partie`, `phía`: stands for a country.
    Side = "side",
    /// A word that belongs to the name of a field of government.
    Field = "field",
    /// `a`, `an`, `một`: speaks of no one in particular.
    Any = "any",
}

/// What a form stands for; indexes are into the lists of [`Grammar`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Atom {
    /// An office.
    Rank(usize),
    /// A field of government.
    Portfolio(usize),
    /// A country.
    Country(usize),
    /// A demonym of a country.
    Demonym(usize),
    /// A city or region.
    Place(usize),
    /// A known organisation.
    Org(usize),
    /// A word that heads the name of an organisation or event.
    Head(usize),
    /// A group without a name.
    Group(Group),
    /// A small word.
    Mark(Mark),
    /// A given or family name, with the countries where it is at home (index into the list of origins).
    Given(Gender, usize),
    /// `Mr`, `ông`.
    Honorific(Gender),
    /// `he`, `bà`.
    Pronoun(Gender),
    /// `former`, `acting`; index into the standings.
    Standing(usize),
}

/// One wording of an office.
#[derive(Debug, Clone, Default)]
pub(super) struct RankForm {
    /// Language-neutral rank.
    pub rank: String,
    /// A field that the wording carries in itself.
    pub portfolio: Option<String>,
    /// Gender that the wording tells.
    pub gender: Gender,
    /// Whether it speaks of several.
    pub plural: bool,
    /// For a plural, the first singular wording of the same office.
    pub singular: String,
    /// Rank it means when a country stands right behind it (`Chủ tịch Cuba`).
    pub land: Option<String>,
    /// Whether it is `counterpart`: the office of somebody named before.
    pub counterpart: bool,
    /// Whether it is a visitor: somebody of another country than the place.
    pub guest: bool,
    /// Whether it may stand for a person without any name (`the Minister`).
    pub alone: bool,
}

/// What `data/world/ranks.tsv` says of a rank.
#[derive(Debug, Clone, Default)]
pub(super) struct Rank {
    /// The rank of the deputy.
    pub deputy: String,
    /// What may follow: portfolio, country, organisation, place.
    pub takes: BTreeSet<String>,
}

/// A field of government.
#[derive(Debug, Clone, Default)]
pub(super) struct Portfolio {
    /// Language-neutral id.
    pub id: String,
    /// English name of the field.
    pub name: String,
}

/// A country.
#[derive(Debug, Clone, Default)]
pub(super) struct Country {
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    /// English name.
    pub name: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// `hanoi`.
    pub id: String,
    /// Country of the place.
    pub country: String,
    /// `capital city region`.
    pub kind: String,
    /// English name.
    pub name: String,
}

/// A known organisation.
#[derive(Debug, Clone, Default)]
pub(super) struct Org {
    /// `who`.
    pub id: String,
    /// `igo company media …`.
    pub kind: String,
    /// Home country; none for international bodies.
    pub country: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// English name.
    pub name: String,
}

/// A word that heads the name of an organisation or event.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// `ministry government company event …`.
    pub kind: String,
    /// `before`: the name goes on behind it; `after`: it closes the name; `both`.
    pub position: String,
    /// Whether the head alone names nothing.
    pub bare: bool,
    /// What it stands for when another word gives the key: `parliament`, `government`, `embassy`.
    pub key: String,
}
