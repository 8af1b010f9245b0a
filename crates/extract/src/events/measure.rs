//! Figures as records of their own, beside the fact they belong to.

use super::build::Teller;
use super::clause::Clause;
use super::write::blank;
use crate::figures::Figure;
use crate::names::What;
use crate::text::Sentence;
use crate::time::{Direction, Kind, TimeExpr};
use model::{Confidence, Record, RecordType, Status, Value};
use std::collections::BTreeSet;
use std::ops::Range;

/// Adds a record for each claim of a sentence; `first` is the index of the sentence's own records.
pub fn figures(teller: &mut Teller<'_, '_>, first: usize, sentence: &Sentence, clauses: &[Clause]) {
    let view = teller.view;
    let claims: Vec<&Figure> = view
        .figures
        .iter()
        .filter(|f| f.is_claim && sentence.tokens.start <= f.tokens.start && f.tokens.end <= sentence.tokens.end)
        .collect();
    let mut previous: Option<String> = None;
    for (number, figure) in claims.iter().enumerate() {
        let stop = claims.get(number + 1).map_or(sentence.tokens.end, |next| next.tokens.start);
        let range = clause_of(teller, figure, sentence, stop);
        let subject = clauses
            .iter()
            .filter(|c| c.trigger.start < figure.tokens.start && figure.tokens.start < c.right.max(c.trigger.end))
            .filter_map(|c| c.subject.as_ref().filter(|s| s.chunks.len() == 1)?.chunks.first().copied())
            .next_back();
        let Some(record) = claim(teller, figure, range, first, &previous, subject) else { continue };
        previous = Some(record.id.clone());
        let told = |k: RecordType| {
            matches!(
                k,
                RecordType::Aid
                    | RecordType::Commitment
                    | RecordType::Plan
                    | RecordType::Activity
                    | RecordType::Proposal
                    | RecordType::Request
            )
        };
        // The fact that a figure belongs to carries it too; money goes before counts.
        for fact in teller.out[first..].iter_mut().filter(|r| told(r.kind_of) && record.about.contains(&r.id)) {
            let money = |v: &Option<Value>| v.as_ref().is_some_and(|v| v.currency.is_some());
            if fact.value.is_none() || money(&record.value) && !money(&fact.value) {
                fact.value.clone_from(&record.value);
            }
        }
        teller.out.push(record);
    }
}

/// The clause around a figure: from the stop before it to the stop behind it.
fn clause_of(teller: &Teller<'_, '_>, figure: &Figure, sentence: &Sentence, stop: usize) -> Range<usize> {
    let view = teller.view;
    let breaks = |t: usize| matches!(view.sign(t), ";" | ":");
    let start = (sentence.tokens.start..figure.tokens.start)
        .rev()
        .find(|t| breaks(*t))
        .map_or(sentence.tokens.start, |t| t + 1);
    let end = (figure.tokens.end..stop).find(|t| breaks(*t) || view.sign(*t) == ",").unwrap_or(stop);
    let mut end = end.max(figure.what.as_ref().map_or(figure.tokens.end, |w| w.end)).max(figure.tokens.end);
    while end > figure.tokens.end && matches!(view.sign(end - 1), "," | ";" | "." | ":") {
        end -= 1;
    }
    start..end
}

/// The words of a stretch that mean the present (`at present`).
fn times_now(teller: &Teller<'_, '_>, range: &Range<usize>) -> Option<Range<usize>> {
    let inside = |t: &&TimeExpr| range.start <= t.tokens.start && t.tokens.end <= range.end;
    let now = teller.view.times.iter().filter(inside).find(|t| t.direction == Some(Direction::Present));
    now.map(|t| t.tokens.clone())
}

fn claim(
    teller: &Teller<'_, '_>,
    figure: &Figure,
    range: Range<usize>,
    first: usize,
    previous: &Option<String>,
    subject: Option<usize>,
) -> Option<Record> {
    let view = teller.view;
    let span = view.text.article.source(view.text.span(figure.tokens.clone()));
    let fact = teller.out[first..].iter().filter(|r| r.kind_of != RecordType::Figure).find(|r| {
        let e = &r.evidence[0];
        e.start <= span.start && span.end <= e.end
    });
    let mut countries: BTreeSet<String> = BTreeSet::new();
    let nearest = (range.start..range.end)
        .filter_map(|t| view.chunk_at(t))
        .filter(|c| {
            matches!(
                view.chunk(*c).what,
                What::Country | What::Demonym | What::Group | What::Organisation | What::Person | What::Role
            )
        })
        .min_by_key(|c| {
            let tokens = &view.chunk(*c).tokens;
            let before = figure.tokens.start.saturating_sub(tokens.end);
            let behind = tokens.start.saturating_sub(figure.tokens.end);
            before.max(behind)
        });
    let given = fact.filter(|f| matches!(f.kind_of, RecordType::Aid | RecordType::Agreement | RecordType::Commitment));
    let nearest = subject.filter(|c| view.country(*c).is_some()).or(nearest);
    match (given, nearest.and_then(|c| view.country(c))) {
        (Some(fact), _) => countries.extend(fact.countries.iter().cloned()),
        (None, Some(country)) => countries.extend([country.to_string()]),
        (None, None) => countries.extend(fact.iter().flat_map(|f| f.countries.iter().cloned())),
    }
    if countries.is_empty() {
        countries.extend(teller.last_country(view.text.sentences[view.text.sentence_of(figure.tokens.start)].story));
    }
    if countries.is_empty() {
        return None;
    }
    let inside = |t: &&TimeExpr| range.start <= t.tokens.start && t.tokens.end <= range.end && t.value.edtf.is_some();
    let times: Vec<&TimeExpr> = view.times.iter().filter(inside).collect();
    let printed = view.text.article.document.published.bounds().latest;
    let ahead_of = |t: &&&TimeExpr| {
        let past = printed.zip(t.value.bounds().latest).is_some_and(|(now, then)| then <= now);
        t.kind == Kind::Deadline && !past
            || matches!(t.kind, Kind::Point | Kind::Range)
                && printed.zip(t.value.bounds().latest).is_some_and(|(now, then)| then.ordinal() - now.ordinal() > 20)
                && printed
                    .zip(t.value.bounds().earliest)
                    .is_none_or(|(now, then)| then > now || t.value.edtf.as_ref().is_some_and(|e| e.len() == 4))
    };
    let near =
        |t: &&&TimeExpr| t.tokens.start.abs_diff(figure.tokens.end).min(t.tokens.end.abs_diff(figure.tokens.start));
    let by = times.iter().filter(ahead_of).min_by_key(near).map(|t| t.value.clone());
    let as_of = times
        .iter()
        .filter(|t| t.kind == Kind::Point)
        .min_by_key(near)
        .map(|t| t.value.clone())
        .filter(|_| by.is_none());
    let present = times_now(teller, &range);
    let as_of = as_of.or_else(|| {
        let at = present.filter(|_| by.is_none())?;
        let published = &view.text.article.document.published;
        let edtf = published.edtf.as_deref()?;
        let day = edtf.get(..10).unwrap_or(edtf);
        let reason = Some("said of the day of publication".to_string());
        Some(model::DateValue::new(day, model::Basis::Resolved, reason, vec![view.text.cite(at)]))
    });
    let now = view.times.iter().any(|t| {
        range.start <= t.tokens.start
            && t.tokens.end <= range.end
            && (t.direction == Some(Direction::Present)
                || t.kind == Kind::Point && printed.zip(t.value.bounds().latest).is_some_and(|(now, then)| then <= now))
    });
    let planned =
        !now && fact.is_some_and(|f| matches!(f.status, Status::Planned | Status::Proposed | Status::Hypothetical));
    let ahead = by.is_some() || planned;
    let rule = figure.rule.clone();
    let mut record = blank(view, RecordType::Figure, range.clone(), None, &rule);
    record.kind = Some(if ahead { "target" } else { "actual" }.to_string());
    record.status = if ahead { Status::Planned } else { Status::Occurred };
    record.countries = countries.into_iter().collect();
    record.topics = teller.topics(range);
    record.confidence = Confidence::Likely;
    record.said_by = fact.and_then(|f| f.said_by.clone());
    record.about = fact.map(|f| f.id.clone()).into_iter().collect();
    record.date = fact.map(|f| f.date.clone()).unwrap_or_default();
    record.value = Some(Value {
        number: figure.number.clone(),
        low: figure.low.clone(),
        high: figure.high.clone(),
        qualifier: figure.qualifier.clone(),
        unit: figure.unit.clone(),
        currency: figure.currency.clone(),
        what: figure.what.clone().map(|w| view.text.words(w).to_string()),
        country: nearest.and_then(|c| view.country(c)).map(str::to_string),
        said_by: record.said_by.clone(),
        as_of,
        by,
        previous: previous.clone().filter(|_| false),
        at: vec![view.text.cite(figure.tokens.clone())],
    });
    Some(record)
}
