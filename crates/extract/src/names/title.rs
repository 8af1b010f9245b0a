//! Offices: rank, field, country and body in each language's order, up to where the name begins.

use super::body::Body;
use super::grammar::{Atom, Gender, Mark};
use super::scan::Scan;
use std::ops::Range;

/// An office as the words give it.
#[derive(Debug, Clone, Default)]
pub(super) struct Title {
    /// All its tokens, from the first word that belongs to it.
    pub tokens: Range<usize>,
    /// The tokens that make the title as written; country words are left out.
    pub core: Vec<Range<usize>>,
    /// The wording of the rank and its tokens.
    pub wording: Option<(usize, Range<usize>)>,
    /// Language-neutral rank.
    pub rank: String,
    /// Whether the rank is `counterpart`.
    pub counterpart: bool,
    /// Whether the wording says that the person visits.
    pub guest: bool,
    /// Language-neutral ids of the fields.
    pub portfolios: Vec<String>,
    /// The words of the fields.
    pub field_words: Option<Range<usize>>,
    /// Whether a field is none that the tables know.
    pub open_field: bool,
    /// Country of the office.
    pub country: Option<String>,
    /// Country that an ambassador is sent to.
    pub host: Option<String>,
    /// The body that the office belongs to.
    pub body: Option<Body>,
    /// former, acting, designate.
    pub standing: Option<String>,
    /// Gender that the words tell.
    pub gender: Gender,
    /// Whether several people hold it.
    pub plural: bool,
    /// `his`, `son` stands before it.
    pub own: bool,
    /// `the` stands before it.
    pub definite: bool,
    /// `a` stands before it.
    pub any: bool,
    /// Whether the wording may stand for a person without a name.
    pub alone: bool,
}

/// The most tokens before the rank.
const AHEAD: usize = 14;

impl Scan<'_> {
    /// The office that starts at a token.
    pub fn title(&self, at: usize) -> Option<Title> {
        let mut title = Title::default();
        let limit = self.limit.get(at).copied()?.min(at + AHEAD + 8);
        let (mut here, mut deputy, mut ahead) = (at, None, None::<Range<usize>>);
        let mut open_from = None;
        let form = loop {
            if here >= limit || here > at + AHEAD {
                return None;
            }
            let rank = self.rank(here);
            // `Justice Minister`, `Deputy Minister`: the first word alone is an office too.
            let leads = self.mark(here, Mark::Deputy).is_some_and(|m| self.rank_behind(here + m))
                || self.fields(here, true).is_some_and(|(end, _)| self.rank_behind(end));
            if let Some((n, form)) = rank
                && (!leads || n > 1)
                && self.portfolio(here).is_none_or(|(m, _)| m <= n)
                && self.longest_body(here) <= n
            {
                title.wording = Some((form, here..here + n));
                title.core.push(ahead.take().map_or(here, |a| a.start)..here + n);
                here += n;
                break form;
            }
            if let Some((n, ())) = self.longest(here, |a| matches!(a, Atom::Mark(Mark::Article)).then_some(()))
                && ahead.is_none()
            {
                title.definite = true;
                title.gender = self.grammar.article_gender(self.text.tokens[here].word);
                here += n;
            } else if let Some(n) = self.mark(here, Mark::Any).filter(|_| ahead.is_none()) {
                title.any = true;
                here += n;
            } else if let Some(n) = self.mark(here, Mark::Own) {
                title.own = true;
                here += n;
            } else if let Some(n) = self.mark(here, Mark::OwnCountry) {
                here += n;
            } else if let Some((n, standing)) = self.standing(here) {
                title.standing = Some(standing);
                here += n;
            } else if let Some(n) = self.mark(here, Mark::Deputy) {
                deputy = Some(here);
                ahead.get_or_insert(here..here + n);
                here += n;
                if self.is(here, "-") && self.touches(here) {
                    here += 1;
                }
            } else if let Some((n, country)) = self.country(here).filter(|_| title.country.is_none() && ahead.is_none())
            {
                if self.portfolio(here).is_some_and(|(m, _)| m > n) {
                    return None;
                }
                title.country = Some(self.grammar.countries[country].iso2.clone());
                here += n + usize::from(self.possessive(here + n));
                open_from = Some(here);
                // `Korea - Vietnam President`: not an attribute.
                if !self.possessive(here - 1) && self.grammar.bare_complements {
                    return None;
                }
            } else if let Some((n, country)) = self.demonym(here).filter(|_| title.country.is_none() && ahead.is_none())
            {
                title.country = Some(self.grammar.countries[country].iso2.clone());
                here += n;
                open_from = Some(here);
            } else if let Some(n) = self.mark(here, Mark::Filler) {
                here += n;
            } else if let Some((end, ids)) = self.fields(here, true).filter(|_| title.portfolios.is_empty()) {
                ahead.get_or_insert(here..end);
                title.portfolios = ids;
                title.field_words = Some(here..end);
                here = end;
                here += usize::from(self.possessive(here));
            } else if let Some(body) = self.body_before(here).filter(|_| ahead.is_none() && title.body.is_none()) {
                here = body.tokens.end;
                here += usize::from(self.possessive(here));
                ahead.get_or_insert(body.tokens.clone());
                title.body = Some(body);
            } else if let Some(end) =
                self.open_ahead(here).filter(|_| open_from == Some(here) && title.portfolios.is_empty())
            {
                ahead.get_or_insert(here..end);
                title.field_words = Some(here..end);
                title.portfolios = vec![self.open_id(here..end)];
                title.open_field = true;
                here = end;
            } else {
                return None;
            }
        };
        let wording = &self.grammar.rank_forms[form];
        title.rank = wording.rank.clone();
        title.counterpart = wording.counterpart;
        title.plural = wording.plural;
        if wording.gender != Gender::Unknown {
            title.gender = wording.gender;
        }
        title.guest = wording.guest;
        title.alone = wording.alone;
        if let Some(field) = &wording.portfolio {
            title.portfolios.push(field.clone());
        }
        let end = self.complements(here, &mut title, wording.land.as_deref());
        if deputy.is_some() {
            self.make_deputy(&mut title);
        }
        self.settle_rank(&mut title);
        title.tokens = at..end;
        Some(title)
    }

    /// What stands behind the rank. Returns one past it.
    fn complements(&self, from: usize, title: &mut Title, land: Option<&str>) -> usize {
        let mut end = from;
        let takes = |what: &str| self.grammar.ranks.get(&title.rank).is_none_or(|r| r.takes.contains(what));
        let (fields, bodies, places) = (takes("portfolio"), takes("organisation"), takes("place"));
        for step in 0..6 {
            let limit = self.limit[from - 1];
            if end >= limit {
                break;
            }
            if let Some(n) = self.mark(end, Mark::DeputyAfter) {
                title.core.push(end..end + n);
                end += n;
                self.make_deputy(title);
                continue;
            }
            if self.grammar.demonym_after
                && title.country.is_none()
                && let Some((n, country)) = self.demonym(end).filter(|_| self.small(end) || step > 0)
            {
                title.country = Some(self.grammar.countries[country].iso2.clone());
                end += n;
                continue;
            }
            if title.standing.is_none()
                && let Some((n, standing)) = self.standing(end).filter(|_| self.small(end))
            {
                title.standing = Some(standing);
                end += n;
                continue;
            }
            if fields
                && title.field_words.is_none()
                && let Some(n) = self.mark(end, Mark::OfField)
            {
                let inner = self.past_articles(end + n);
                if let Some(stop) = self.field_complement(inner, false, title).filter(|_| inner < limit) {
                    title.field_words = Some(inner..stop);
                    title.core.push(end..stop);
                    end = stop;
                    continue;
                }
            }
            let tie = self.tie(end);
            let inner = self.past_articles(end + tie.unwrap_or(0));
            let bound = tie.is_some() || self.grammar.bare_complements;
            if inner >= limit {
                break;
            }
            if bound
                && fields
                && title.field_words.is_none()
                && let Some(stop) = self.field_complement(inner, tie.is_some(), title)
            {
                title.field_words = Some(inner..stop);
                title.core.push(end..stop);
                end = stop;
                continue;
            }
            let body = (bound && bodies && title.body.is_none()).then(|| self.body(inner)).flatten();
            if let Some(body) = body.filter(|b| self.country(inner).is_none_or(|(n, _)| inner + n < b.tokens.end)) {
                title.core.push(end..body.tokens.end);
                end = body.tokens.end;
                title.country = title.country.take().or(body.country.clone());
                title.body = Some(body);
                continue;
            }
            if bound
                && title.country.is_none()
                && let Some((n, country)) = self.country(inner)
                && (tie.is_some() || !self.possessive(inner + n))
            {
                if step == 0
                    && let Some(rank) = land
                {
                    title.rank = rank.to_string();
                }
                title.country = Some(self.grammar.countries[country].iso2.clone());
                end = inner + n;
                continue;
            }
            if let Some(n) = self.mark(end, Mark::To).filter(|_| title.rank == "ambassador" || title.rank == "envoy")
                && title.host.is_none()
            {
                let inner = self.past_articles(end + n);
                if let Some((m, country)) = self.country(inner) {
                    title.host = Some(self.grammar.countries[country].iso2.clone());
                    title.core.push(end..inner + m);
                    end = inner + m;
                    continue;
                }
                if let Some(body) = self.body(inner) {
                    title.core.push(end..body.tokens.end);
                    end = body.tokens.end;
                    continue;
                }
            }
            if bound && places && title.body.is_none() {
                let place = self.longest(inner, |a| matches!(a, Atom::Place(_)).then_some(a));
                if let Some((n, Atom::Place(p))) = place {
                    let home = self.grammar.places[p].country.clone();
                    title.country.get_or_insert(home);
                    title.core.push(end..inner + n);
                    end = inner + n;
                    continue;
                }
                if tie.is_some()
                    && let Some(name) = self.name(inner).filter(|n| n.len() <= 2)
                {
                    title.core.push(end..name.end);
                    end = name.end;
                    continue;
                }
            }
            break;
        }
        end
    }

    /// A field of government behind a rank, known or open. Returns one past it.
    fn field_complement(&self, at: usize, tied: bool, title: &mut Title) -> Option<usize> {
        // `Bộ trưởng Bộ Y tế`: the ministry's own word may stand between.
        let at = self.ministry_word(at).map_or(at, |n| self.past_articles(at + n + self.tie(at + n).unwrap_or(0)));
        if let Some((end, ids)) = self.fields(at, false) {
            title.portfolios.extend(ids);
            // More words of a field that the tables do not have as a whole.
            let rest = self.field_tail(end);
            if rest > end {
                title.open_field = true;
                title.portfolios = vec![self.open_id(at..rest)];
            }
            return Some(rest);
        }
        if !tied || title.rank != "minister" && title.rank != "deputy_minister" {
            return None;
        }
        let end = self.open_field(at)?;
        title.portfolios.push(self.open_id(at..end));
        title.open_field = true;
        Some(end)
    }

    /// Whether an office begins at a token, a hyphen before it allowed.
    fn rank_behind(&self, at: usize) -> bool {
        self.rank(at).is_some() || (self.is(at, "-") || self.possessive(at)) && self.rank(at + 1).is_some()
    }

    /// Length of `of`, `de la`, `chargé de` at a token.
    pub fn tie(&self, at: usize) -> Option<usize> {
        self.mark(at, Mark::Of)
    }

    fn standing(&self, at: usize) -> Option<(usize, String)> {
        let (n, index) = self.longest(at, |a| match a {
            Atom::Standing(s) => Some(s),
            _ => None,
        })?;
        let joined = usize::from(self.is(at + n, "-") && self.touches(at + n));
        Some((n + joined, self.grammar.standings[index].clone()))
    }

    fn make_deputy(&self, title: &mut Title) {
        if let Some(rank) = self.grammar.ranks.get(&title.rank)
            && !rank.deputy.is_empty()
        {
            title.rank = rank.deputy.clone();
        }
    }

    /// `President` of a parliament is its speaker, of a company its chair.
    fn settle_rank(&self, title: &mut Title) {
        let Some(body) = &title.body else { return };
        let chair = matches!(title.rank.as_str(), "head_of_state" | "chair");
        title.rank = match (body.kind.as_str(), title.rank.as_str()) {
            ("parliament", _) if chair => "speaker".to_string(),
            ("parliament", "deputy_head_of_state" | "deputy_chair") => "deputy_speaker".to_string(),
            ("party", _) if chair => "party_leader".to_string(),
            ("government", _) => return,
            (_, "head_of_state") => "chair".to_string(),
            (_, "deputy_head_of_state") => "deputy_chair".to_string(),
            _ => return,
        };
    }

    /// The words of a title, country words left out; a plural office in the singular.
    pub fn title_words(&self, title: &Title) -> String {
        let mut out = String::new();
        let mut last = None;
        for part in &title.core {
            let glued = last == Some(part.start) && self.touches(part.start);
            if !out.is_empty() && !glued {
                out.push(' ');
            }
            match &title.wording {
                Some((form, words)) if title.plural && part.start <= words.start && words.end <= part.end => {
                    let before = self.text.words(part.start..words.start);
                    out.push_str(before);
                    if !before.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(&self.grammar.rank_forms[*form].singular);
                    if words.end < part.end {
                        out.push(' ');
                        out.push_str(self.text.words(words.end..part.end));
                    }
                }
                _ => out.push_str(self.text.words(part.clone())),
            }
            last = Some(part.end);
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
