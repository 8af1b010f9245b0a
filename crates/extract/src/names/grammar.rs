//! The compiled tables of names: every form of a pack, and of the world, as a phrase that leads to an [`Atom`].

use super::Group;
pub use super::atom::{Atom, Gender, Mark};
pub(super) use super::atom::{Country, Head, Org, Place, Portfolio, Rank, RankForm};
use lang::{Lexicon, Pack, Phrases, Row, lower};
use std::collections::{BTreeMap, BTreeSet};

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
            let rank =
                Rank { deputy: row.get("deputy").to_string(), takes: row.list("takes").map(str::to_string).collect() };
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
