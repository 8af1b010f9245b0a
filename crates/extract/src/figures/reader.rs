//! The figure at a token: what goes before the number, the number, and what it counts.

use super::decimal::{self, Decimal};
use super::number::{Number, View};
use super::words::Kind;
use super::{Figure, is_year, phrase};
use lang::{Break, Shape};

/// What stands at a token.
pub enum Read {
    /// A figure.
    Figure(Box<Figure>),
    /// Nothing up to this token.
    Skip(usize),
    /// A run of digits that is no number any more, up to this token.
    TooLong(usize),
}

/// Reads the figure at a token.
pub struct Reader<'a> {
    /// Tokens and tables.
    pub view: View<'a>,
    /// First token of the sentence.
    pub start: usize,
    /// For the names of rules.
    pub language: &'a str,
    /// Where the next date or the end of the sentence lies.
    pub after: usize,
}

impl Reader<'_> {
    /// Reads what stands at a token.
    pub fn figure(&self, at: usize) -> Read {
        let view = &self.view;
        if view.tokens[at].word == 0 && !view.is_number(at) {
            return Read::Skip(at + 1);
        }
        if let Some((length, _)) = view.find(at, |k| *k == Kind::Not) {
            return Read::Skip(at + length);
        }
        let (mut from, mut qualifier) = (at, None);
        if let Some((length, Kind::Qualifier(name))) = view.find(at, |k| matches!(k, Kind::Qualifier(_))) {
            (from, qualifier) = (at + length, Some(name.clone()));
        }
        let between = view.find(from, |k| *k == Kind::Between);
        if let Some((length, _)) = between {
            from += length;
        }
        let mut currency = None;
        if let Some((length, Kind::Code(code))) = view.find(from, |k| matches!(k, Kind::Code(_)))
            && view.is_number(from + length)
        {
            currency = Some(code.clone());
            from += length;
        }
        if !view.is_number(from) && view.find(from, |k| matches!(k, Kind::Number(_))).is_none() {
            return self.ordinal_word(at, from);
        }
        if view.is_number(from) {
            if let Some(to) = self.no_figure(from) {
                return Read::Skip(to);
            }
            if view.word(from).len() > decimal::LONGEST {
                return Read::TooLong(from + 1);
            }
        }
        let Some(number) = view.number(from, currency.is_some()) else { return Read::Skip(self.past(from)) };
        let mut out = Figure { qualifier, currency, ..Figure::default() };
        let mut rule = if number.digits { "digits" } else { "words" };
        if number.power > 0 {
            rule = "scale";
        }
        if let Some(tail) = &number.tail {
            if self.view.words.ordinal_endings.iter().any(|e| *e == lang::lower(tail)) {
                return Read::Figure(Box::new(Figure {
                    tokens: at..number.end,
                    number: Some(number.value.text()),
                    is_ordinal: true,
                    rule: format!("{}/numbers.ordinal", self.language),
                    ..Figure::default()
                }));
            }
            match self.view.words.tail_unit(tail) {
                Some(unit) => out.unit = Some(unit),
                None => return Read::Skip(number.end),
            }
        }
        let mut end = number.end;
        let range = self.range_end(&number, between.is_some(), out.currency.is_some());
        match range {
            Some((low, high, to)) => {
                (out.low, out.high) = (Some(low.text()), Some(high.text()));
                rule = "range";
                end = to;
            }
            None => out.number = Some(number.value.text()),
        }
        let acts = self.describe(&mut out, &number, &mut end);
        if end < view.end && view.glued(end) && self.runs_on(end) {
            return Read::Skip(end + 1);
        }
        out.tokens = at..end;
        out.rule = format!("{}/numbers.{rule}", self.language);
        out.is_claim = !acts && self.is_claim(&out, &number, from);
        if !number.digits
            && number.value.integer() == Some(1)
            && out.currency.is_none()
            && out.unit.as_deref() != Some("percent")
            && number.power == 0
        {
            return Read::Skip(number.end);
        }
        Read::Figure(Box::new(out))
    }

    /// One past a run of digits and the signs between them.
    fn past(&self, at: usize) -> usize {
        let mut to = at + 1;
        while self.view.glued(to) && (self.view.is_number(to) || self.view.glued(to + 1) && self.view.is_number(to + 1))
        {
            to += 1;
        }
        to
    }

    fn ordinal_word(&self, at: usize, from: usize) -> Read {
        match self.view.find(at, |k| matches!(k, Kind::Ordinal(_))) {
            Some((length, Kind::Ordinal(value))) if from == at => Read::Figure(Box::new(Figure {
                tokens: at..at + length,
                number: Some(value.to_string()),
                is_ordinal: true,
                rule: format!("{}/numbers.ordinal", self.language),
                ..Figure::default()
            })),
            _ => Read::Skip(at + 1),
        }
    }

    /// Numbers that are no figures at all, by what stands around them; gives where to go on.
    fn no_figure(&self, at: usize) -> Option<usize> {
        let view = &self.view;
        let before = at.checked_sub(1).filter(|b| *b >= self.start);
        if let Some(before) = before {
            let sign = view.word(before);
            let touches = view.glued(at);
            if touches
                && view.tokens[before].shape == Shape::Sign
                && matches!(sign, "-" | "–" | "/" | "." | "_" | "#" | "@" | "+" | "=" | "&" | "*" | ":")
            {
                // A dash with a blank before it opens an item or an aside.
                let aside = matches!(sign, "-" | "–") && !view.glued(before);
                if !aside {
                    return Some(self.past(at));
                }
            }
            if self.is_label(at) {
                return Some(self.past(at));
            }
        }
        // The number of a list item, a clock time, a fraction, a resolution: `1.` `12:30` `12/2019`.
        let opens = at == self.start;
        let next = view.word(at + 1);
        if opens && matches!(next, "." | ")") && view.glued(at + 1) && !(view.glued(at + 2) && view.is_number(at + 2)) {
            return Some(at + 2);
        }
        if view.glued(at + 1) && matches!(next, "/" | ":" | "_") && view.glued(at + 2) {
            return Some(self.past(at));
        }
        // A phone number: three groups or more that do not group by three, or a leading zero.
        let long_zero = view.word(at).starts_with('0') && view.word(at).len() > 2;
        let groups = (at..view.end)
            .take_while(|i| {
                *i == at || view.is_number(*i) || matches!(view.word(*i), "-" | "." | " ") && view.glued(*i)
            })
            .count();
        let numbers = (at..at + groups).filter(|i| view.is_number(*i)).count();
        let decimal_groups = (at + 1..at + groups).filter(|i| view.is_number(*i)).all(|i| view.word(i).len() == 3);
        if long_zero || numbers >= 3 && !decimal_groups {
            return Some(at + groups.max(1));
        }
        None
    }

    fn is_label(&self, at: usize) -> bool {
        (self.start.max(at.saturating_sub(4))..at)
            .any(|from| self.view.find(from, |k| *k == Kind::Label).is_some_and(|(length, _)| from + length == at))
    }

    /// Whether a sign and what touches it make the number a part of something else.
    fn runs_on(&self, at: usize) -> bool {
        match self.view.word(at) {
            "/" | "_" | "@" | "\\" => true,
            "-" | "–" => {
                let long = self.view.word(at - 1).len() > 5 && self.view.is_number(at - 1);
                self.view.glued(at + 1) && (long || self.view.is_number(at + 1))
            }
            _ => false,
        }
    }

    fn range_end(&self, first: &Number, between: bool, money: bool) -> Option<(Decimal, Decimal, usize)> {
        let view = &self.view;
        let joins = |k: &Kind| if between { *k == Kind::To } else { *k == Kind::Range };
        if first.tail.is_some() {
            return None;
        }
        let (length, _) = view.find(first.end, joins)?;
        let at = first.end + length;
        let at = view.find(at, |k| money && matches!(k, Kind::Code(_))).map_or(at, |(n, _)| at + n);
        let second = view.number(at, money).filter(|n| n.tail.is_none() && n.digits == first.digits)?;
        let alike = first.power == second.power;
        let low = match alike || first.power > 0 {
            true => first.value.clone(),
            false => first.value.clone().shifted(second.power),
        };
        low.is_below(&second.value).then_some((low, second.value, second.end))
    }

    /// Unit, currency, per cent, counted noun and what qualifies the number from behind. Tells whether those who act are counted.
    fn describe(&self, out: &mut Figure, number: &Number, end: &mut usize) -> bool {
        let view = &self.view;
        let mut acts = false;
        if out.unit.is_some() {
            return acts;
        }
        if let Some((length, Kind::After(name))) = view.find(*end, |k| matches!(k, Kind::After(_))) {
            out.qualifier.get_or_insert(name.clone());
            *end += length;
        }
        if let Some((length, _)) = view.find(*end, |k| *k == Kind::Percent) {
            out.unit = Some("percent".to_string());
            *end += length;
            let noun = view.find(*end, |k| *k == Kind::Of).map_or(*end, |(n, _)| *end + n);
            out.what = phrase::noun(view, noun).map(|n| n.tokens);
        } else {
            let linked = view.find(*end, |k| *k == Kind::Of).map_or(*end, |(n, _)| *end + n);
            let money = [*end, linked].into_iter().find_map(|at| {
                view.find(at, |k| matches!(k, Kind::Currency(_) | Kind::Code(_))).map(|(n, k)| (at + n, k))
            });
            let unit = || {
                [*end, linked]
                    .into_iter()
                    .find_map(|at| view.find(at, |k| matches!(k, Kind::Unit(_))).map(|(n, k)| (at, at + n, k)))
            };
            if let Some((to, Kind::Currency(code) | Kind::Code(code))) = money.filter(|_| out.currency.is_none()) {
                out.currency = Some(code.clone());
                *end = to;
            } else if out.currency.is_some() {
            } else if let Some((from, to, Kind::Unit(name))) = unit() {
                out.unit = Some(match name.is_empty() {
                    true => view.clean_words(from..to).to_string(),
                    false => name.clone(),
                });
                let rest = view.find(to, |k| *k == Kind::Of).and_then(|(n, _)| phrase::noun(view, to + n));
                out.what = Some(from..rest.map_or(to, |r| r.tokens.end));
                *end = to;
            } else if let Some(noun) = phrase::noun(view, linked).filter(|_| number.tail.is_none()) {
                out.unit = Some(view.clean_words(noun.head.clone()).to_string());
                *end = (*end).max(noun.head.end);
                out.what = Some(noun.tokens);
                acts = noun.acts;
            }
        }
        if let Some((length, Kind::After(name))) = view.find(*end, |k| matches!(k, Kind::After(_))) {
            out.qualifier.get_or_insert(name.clone());
            *end += length;
        }
        *end = (*end).min(self.after.max(number.end));
        acts
    }

    fn is_claim(&self, figure: &Figure, number: &Number, from: usize) -> bool {
        let view = &self.view;
        if figure.currency.is_some() || figure.unit.as_deref() == Some("percent") {
            return true;
        }
        let Some(what) = &figure.what else { return figure.unit.is_some() };
        // A handful in words counts people and things of the story rather than measuring something.
        let handful = !number.digits && number.value.integer().is_some_and(|n| n < 10);
        if handful && view.find(what.start, |k| matches!(k, Kind::Unit(_))).is_none() {
            return false;
        }
        // `Industry 4.0 era`, a number right behind a name.
        let dotted = number.value.text().ends_with(".0") && number.power == 0;
        let named = from > self.start + 1
            && view.tokens[from - 1].is_capital()
            && view.tokens[from].before == Break::Space
            && number.digits
            && number.value.integer().is_some_and(|n| n < 100)
            && view.tokens[what.start].is_capital();
        // A year before what it dates, not a count: `the 2017 report`.
        let year = is_year(&figure.number) && view.word(from).len() == 4;
        let known = (what.start..what.end)
            .any(|at| view.find(at, |k| *k == Kind::Noun).is_some() || phrase::is_plural(view, at));
        if year && figure.qualifier.is_none() && !known {
            return false;
        }
        // A street, a title, a year beside the name of its owner.
        let capital = view.tokens[what.start].is_capital();
        let plural = phrase::is_plural(view, what.start) && !year;
        let measured = view.find(what.start, |k| matches!(k, Kind::Unit(_) | Kind::Noun)).is_some();
        let address =
            capital && !measured && number.digits && number.power == 0 && !(plural || view.words.head_last && !year);
        !dotted && !named && !address
    }
}
