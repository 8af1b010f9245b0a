//! The compiled tables of names: every form of a pack, and of the world, as a phrase that leads to an [`Atom`].

use super::Group;
use lang::{Lexicon, Pack, Phrases, Row, lower};
use std::collections::{BTreeMap, BTreeSet};

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
            fn parse(text: &str) -> Option<Self> {
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

/// The compiled tables.
#[derive(Debug, Default)]
pub struct Grammar {
    phrases: Phrases<Entry>,
    singles: BTreeMap<u32, Vec<Atom>>,
    abbreviations: BTreeSet<u32>,
    vocabulary: BTreeSet<u32>,
    pairs: BTreeSet<(u32, u32)>,
    article_genders: BTreeMap<u32, Gender>,
    pub(super) rank_forms: Vec<RankForm>,
    pub(super) ranks: BTreeMap<String, Rank>,
    pub(super) portfolios: Vec<Portfolio>,
    pub(super) countries: Vec<Country>,
    pub(super) places: Vec<Place>,
    pub(super) orgs: Vec<Org>,
    pub(super) heads: Vec<Head>,
    pub(super) standings: Vec<String>,
    pub(super) origins: Vec<Vec<String>>,
    /// A field, country or body may follow an office without a tie (`Bộ trưởng Y tế`).
    pub(super) bare_complements: bool,
    /// Demonyms stand behind the noun.
    pub(super) demonym_after: bool,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    atom: Atom,
    capitals: bool,
}

impl Grammar {
    /// Compiles the tables of a pack and of the world.
    pub fn compile(pack: &Pack, world: &Pack, lexicon: &mut Lexicon) -> Self {
        let mut out = Self {
            bare_complements: pack.setting("complement") == "bare",
            demonym_after: pack.setting("adjective") == "after",
            ..Self::default()
        };
        out.ranks(pack, world, lexicon);
        out.singulars();
        out.fields(pack, world, lexicon);
        out.lands(pack, world, lexicon);
        out.bodies(pack, world, lexicon);
        for row in pack.rows("groups") {
            if let Some(group) = Group::parse(row.get("kind")) {
                out.enter(lexicon, row.get("form"), Atom::Group(group));
            }
        }
        for row in pack.rows("names") {
            out.small(row, lexicon);
        }
        out
    }

    /// Whether a word with a full stop behind it does not end a sentence (`Mr`, `TS`), by its lexicon number.
    pub fn is_abbreviation(&self, word: u32) -> bool {
        self.abbreviations.contains(&word)
    }

    /// The gender that an article tells.
    pub(super) fn article_gender(&self, word: u32) -> Gender {
        self.article_genders.get(&word).copied().unwrap_or_default()
    }

    /// Whether a word occurs in the name of some field of government.
    pub(super) fn is_field_word(&self, word: u32) -> bool {
        word != 0 && self.vocabulary.contains(&word)
    }

    /// Whether a word follows another in the name of some field.
    pub(super) fn is_field_pair(&self, word: u32, next: u32) -> bool {
        word != 0 && next != 0 && self.pairs.contains(&(word, next))
    }

    /// All atoms that start at a token.
    pub(super) fn atoms(&self, text: &str, tokens: &[lang::Token], at: usize, out: &mut Vec<(usize, Atom)>) {
        for (length, entry) in self.phrases.all(tokens, at) {
            let shout = |t: &lang::Token| t.case != lang::Case::Title || t.of(text).chars().count() == 1;
            if !entry.capitals || tokens[at..at + length].iter().all(shout) {
                out.push((length, entry.atom));
            }
        }
        for atom in self.singles.get(&tokens[at].word).into_iter().flatten() {
            out.push((1, *atom));
        }
    }

    fn ranks(&mut self, pack: &Pack, world: &Pack, lexicon: &mut Lexicon) {
        for row in world.rows("ranks") {
            let rank = Rank {
                deputy: row.get("deputy").to_string(),
                takes: row.list("takes").map(str::to_string).collect(),
            };
            self.ranks.insert(row.get("id").to_string(), rank);
        }
        for row in pack.rows("titles") {
            if row.get("kind") != "rank" {
                self.small(row, lexicon);
                continue;
            }
            let flags: Vec<&str> = row.list("flags").collect();
            let some = |text: &str| Some(text.to_string()).filter(|t| !t.is_empty());
            self.rank_forms.push(RankForm {
                rank: row.get("value").to_string(),
                portfolio: some(row.get("portfolio")),
                gender: Gender::parse(row.get("gender")),
                plural: flags.contains(&"plural"),
                singular: row.list("form").next().unwrap_or("").to_string(),
                land: flags.iter().find_map(|f| f.strip_prefix("land=")).map(str::to_string),
                counterpart: row.get("value") == "counterpart",
                guest: flags.contains(&"guest"),
                alone: !flags.contains(&"named"),
            });
            let atom = Atom::Rank(self.rank_forms.len() - 1);
            for form in row.list("form") {
                self.enter(lexicon, form, atom);
            }
        }
    }

    /// A plural wording takes the words of the first singular wording of its office.
    fn singulars(&mut self) {
        for at in 0..self.rank_forms.len() {
            let form = &self.rank_forms[at];
            if !form.plural {
                continue;
            }
            let same = |f: &&RankForm| !f.plural && f.rank == form.rank && f.portfolio == form.portfolio;
            if let Some(words) = self.rank_forms.iter().find(same).map(|f| f.singular.clone()) {
                self.rank_forms[at].singular = words;
            }
        }
    }

    fn fields(&mut self, pack: &Pack, world: &Pack, lexicon: &mut Lexicon) {
        let mut index = BTreeMap::new();
        for row in world.rows("portfolios") {
            index.insert(row.get("id").to_string(), self.portfolios.len());
            self.portfolios.push(Portfolio { id: row.get("id").to_string(), name: row.get("name").to_string() });
        }
        for row in pack.rows("portfolios") {
            let Some(at) = index.get(row.get("id")) else { continue };
            for form in row.list("forms") {
                self.enter(lexicon, form, Atom::Portfolio(*at));
                self.field_words(lexicon, form, pack.setting("segment") == "syllables");
            }
        }
    }

    /// Notes the words of a field, and which follow which. `all`: short ones too.
    fn field_words(&mut self, lexicon: &mut Lexicon, form: &str, all: bool) {
        let mut last = None;
        for token in lang::tokens(form, &Lexicon::default()) {
            let word = token.of(form);
            let id = lexicon.learn(&lower(word));
            if all || word.chars().count() > 3 || !form.contains(' ') {
                self.vocabulary.insert(id);
            }
            if let Some(last) = last {
                self.pairs.insert((last, id));
            }
            last = Some(id);
        }
    }

    fn lands(&mut self, pack: &Pack, world: &Pack, lexicon: &mut Lexicon) {
        let mut index = BTreeMap::new();
        for row in world.rows("countries") {
            index.insert(row.get("iso2").to_string(), self.countries.len());
            self.countries.push(Country {
                iso2: row.get("iso2").to_string(),
                name: row.get("name").to_string(),
                wikidata: Some(row.get("wikidata").to_string()).filter(|w| !w.is_empty()),
            });
        }
        for row in pack.rows("countries") {
            let Some(at) = index.get(row.get("iso2")) else { continue };
            for form in row.list("names") {
                self.enter(lexicon, form, Atom::Country(*at));
            }
            for form in row.list("demonyms") {
                self.enter(lexicon, form, Atom::Demonym(*at));
            }
        }
        for row in world.rows("places") {
            self.places.push(Place {
                id: row.get("id").to_string(),
                country: row.get("country").to_string(),
                kind: row.get("kind").to_string(),
                name: row.list("en").next().unwrap_or(row.get("id")).trim_start_matches('=').to_string(),
            });
            let atom = Atom::Place(self.places.len() - 1);
            let mut forms: BTreeSet<&str> = BTreeSet::new();
            for column in ["en", "fr", "vi"] {
                forms.extend(row.list(column));
            }
            for form in forms {
                self.enter(lexicon, form, atom);
            }
        }
    }

    fn bodies(&mut self, pack: &Pack, world: &Pack, lexicon: &mut Lexicon) {
        for row in world.rows("organisations") {
            let some = |text: &str| Some(text.to_string()).filter(|t| !t.is_empty());
            self.orgs.push(Org {
                id: row.get("id").to_string(),
                kind: row.get("kind").to_string(),
                country: some(row.get("country")),
                wikidata: some(row.get("wikidata")),
                name: row.get("name").to_string(),
            });
            let atom = Atom::Org(self.orgs.len() - 1);
            let mut forms: BTreeSet<&str> = BTreeSet::from([row.get("name")]);
            forms.extend(row.list("forms"));
            for form in forms {
                self.enter(lexicon, form, atom);
            }
        }
        for row in pack.rows("organisations") {
            self.heads.push(Head {
                kind: row.get("kind").to_string(),
                position: row.get("position").to_string(),
                bare: row.list("flags").any(|f| f == "bare"),
                key: row.get("key").to_string(),
            });
            let atom = Atom::Head(self.heads.len() - 1);
            for form in row.list("form") {
                self.enter(lexicon, form, atom);
            }
        }
    }

    /// A row of `names.tsv` or `titles.tsv` with columns `form kind value`.
    fn small(&mut self, row: &Row, lexicon: &mut Lexicon) {
        let value = row.get("value");
        let atom = match row.get("kind") {
            "abbreviation" => {
                for form in row.list("form") {
                    self.abbreviations.insert(lexicon.learn(&lower(form)));
                }
                return;
            }
            "given" => {
                self.origins.push(row.list("origin").map(str::to_string).collect());
                Atom::Given(Gender::parse(value), self.origins.len() - 1)
            }
            "honorific" => Atom::Honorific(Gender::parse(value)),
            "pronoun" => Atom::Pronoun(Gender::parse(value)),
            "standing" => {
                self.standings.push(value.to_string());
                Atom::Standing(self.standings.len() - 1)
            }
            kind => match Mark::parse(kind) {
                Some(Mark::Article) if !value.is_empty() => {
                    for form in row.list("form") {
                        self.article_genders.insert(lexicon.learn(&lower(form)), Gender::parse(value));
                    }
                    Atom::Mark(Mark::Article)
                }
                Some(mark) => Atom::Mark(mark),
                None => return,
            },
        };
        for form in row.list("form") {
            if matches!(atom, Atom::Mark(Mark::Field)) {
                self.field_words(lexicon, form, true);
            } else {
                self.enter(lexicon, form, atom);
            }
        }
    }

    /// Enters a form. A leading `=` forbids the reading without marks; a form in capitals is met only in capitals; an elided
    /// form (`l'`) is one token.
    fn enter(&mut self, lexicon: &mut Lexicon, form: &str, atom: Atom) {
        let (form, exact) = form.strip_prefix('=').map_or((form, false), |f| (f, true));
        if form.ends_with('\'') && !form.contains(' ') {
            self.singles.entry(lexicon.learn(&lower(form))).or_default().push(atom);
            return;
        }
        // A short word without its marks is often another word; small words are never met without theirs.
        let small = matches!(atom, Atom::Mark(_) | Atom::Pronoun(_) | Atom::Honorific(_));
        let short = !form.contains([' ', '-']) && form.chars().count() < 6;
        let loose = !exact && !small && !short;
        let letters = || form.chars().filter(|c| c.is_alphabetic());
        let capitals = letters().count() > 1 && letters().all(char::is_uppercase);
        self.phrases.insert(lexicon, form, loose, Entry { atom, capitals });
    }
}
