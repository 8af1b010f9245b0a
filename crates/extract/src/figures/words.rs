//! The tables of figures, compiled: what each form is.
//!
//! `numbers.tsv` of the pack has columns `form kind value`; `currencies.tsv` and `units.tsv` of the world add codes and signs.

use lang::{Lexicon, Pack, Phrases};

/// What a form is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A number word with its value.
    Number(u128),
    /// A power of ten that multiplies.
    Times(usize),
    /// The same, only when it touches digits (`5bn`) or a sum of money stands there.
    Short(usize),
    /// Joins parts of a spelled number.
    And,
    /// Adds a half.
    Half,
    /// Stands before or behind a number and says how exact it is.
    Qualifier(String),
    /// The same, behind the number only.
    After(String),
    /// Between two numbers that are the ends of a range.
    Range,
    /// Opens a range whose ends `To` joins.
    Between,
    /// Joins the ends after `Between`.
    To,
    /// Per cent.
    Percent,
    /// A unit with its name.
    Unit(String),
    /// A currency with its ISO 4217 code.
    Currency(String),
    /// The code or sign of a currency, which may stand before the number too.
    Code(String),
    /// A noun before a number that makes it a label, not a count.
    Label,
    /// A counted noun that stands for those who act, not for an amount.
    Party,
    /// A counted noun of several words.
    Noun,
    /// A word that ends the noun phrase.
    Stop,
    /// Links a number or noun to a noun (`of`).
    Of,
    /// An adjective that may stand between number and noun.
    Adjective,
    /// A phrase with a number word in it that is no number.
    Not,
    /// An ordinal.
    Ordinal(u128),
    /// After a number without noun: the unit told before is meant (`a year`).
    Rate,
}

/// The compiled tables.
#[derive(Debug, Default)]
pub struct Words {
    pub(super) phrases: Phrases<Kind>,
    /// Signs that group digits by three; a blank among them groups with a blank.
    pub(super) groups: Vec<char>,
    /// The sign before the fraction.
    pub(super) decimal: char,
    /// Whether the counted noun is the last word of its phrase.
    pub(super) head_last: bool,
    /// How many words a counted noun has that no table knows.
    pub(super) width: usize,
    /// Endings of plural nouns.
    pub(super) plurals: Vec<String>,
    /// Endings of words that end the phrase unless they open it.
    pub(super) stop_endings: Vec<String>,
    /// Endings of ordinals in digits.
    pub(super) ordinal_endings: Vec<String>,
    /// Units and powers that may touch digits, by their exact letters.
    pub(super) tails: Vec<(String, Kind)>,
}

impl Words {
    /// Compiles the tables of a pack and of the world.
    pub fn compile(pack: &Pack, world: &Pack, lexicon: &mut Lexicon) -> Self {
        let mut out = Self { decimal: '.', width: 1, ..Self::default() };
        for row in pack.rows("numbers") {
            let (form, value) = (row.get("form"), row.get("value"));
            let number = value.parse::<usize>().unwrap_or(0);
            let kind = match row.get("kind") {
                "number" => Kind::Number(value.parse().unwrap_or(0)),
                "times" => Kind::Times(number),
                "short" => Kind::Short(number),
                "and" => Kind::And,
                "half" => Kind::Half,
                "qualifier" => Kind::Qualifier(value.to_string()),
                "after" => Kind::After(value.to_string()),
                "range" => Kind::Range,
                "between" => Kind::Between,
                "to" => Kind::To,
                "percent" => Kind::Percent,
                "unit" => Kind::Unit(value.to_string()),
                "currency" => Kind::Currency(value.to_string()),
                "label" => Kind::Label,
                "party" => Kind::Party,
                "noun" => Kind::Noun,
                "stop" => Kind::Stop,
                "of" => Kind::Of,
                "adjective" => Kind::Adjective,
                "not" => Kind::Not,
                "ordinal" => Kind::Ordinal(value.parse().unwrap_or(0)),
                "rate" => Kind::Rate,
                "setting" => {
                    out.set(form, value);
                    continue;
                }
                _ => continue,
            };
            for form in form.split('|') {
                if matches!(kind, Kind::Short(_)) {
                    out.tails.push((form.to_string(), kind.clone()));
                }
                out.phrases.insert(lexicon, form, false, kind.clone());
            }
        }
        for row in world.rows("currencies") {
            for form in row.list("forms") {
                out.phrases.insert(lexicon, form, false, Kind::Code(row.get("code").to_string()));
            }
        }
        for row in world.rows("units") {
            for form in row.list("forms") {
                let kind = Kind::Unit(row.get("unit").to_string());
                out.tails.push((form.to_string(), kind.clone()));
                out.phrases.insert(lexicon, form, false, kind);
            }
        }
        out
    }

    /// The power of ten of letters that touch digits (`5bn`), and whether they mean it even without a currency.
    pub(super) fn short_tail(&self, tail: &str) -> Option<(usize, bool)> {
        self.tails.iter().find(|(form, _)| *form == tail).and_then(|(_, kind)| match kind {
            Kind::Short(power) => Some((*power, self.units_of(tail).is_none())),
            _ => None,
        })
    }

    /// The unit of letters that touch digits (`5km`), as the table writes it.
    pub(super) fn tail_unit(&self, tail: &str) -> Option<String> {
        self.units_of(tail).map(str::to_string)
    }

    fn units_of(&self, tail: &str) -> Option<&str> {
        self.tails.iter().find_map(|(form, kind)| match kind {
            Kind::Unit(name) if form == tail => Some(if name.is_empty() { form.as_str() } else { name.as_str() }),
            _ => None,
        })
    }

    fn set(&mut self, name: &str, value: &str) {
        let list = || value.split('|').map(str::to_string).collect::<Vec<_>>();
        match name {
            "decimal" => self.decimal = value.chars().next().unwrap_or('.'),
            "group" => self
                .groups
                .extend(list().iter().filter_map(|g| if g == "space" { Some(' ') } else { g.chars().next() })),
            "head" => self.head_last = value == "last",
            "width" => self.width = value.parse().unwrap_or(1),
            "plural" => self.plurals = list(),
            "stop_ending" => self.stop_endings = list(),
            "ordinal_ending" => self.ordinal_endings = list(),
            _ => {}
        }
    }
}
