#![doc = include_str!("../README.md")]

pub mod events;
pub mod figures;
mod grammar;
pub mod names;
mod text;
pub mod time;
mod view;

pub use grammar::{Grammar, Grammars};
pub use text::{Sentence, Text};
pub use view::view;

use lang::Packs;
use model::{Article, Findings, Mention, hex16};

/// Reads one article. Never fails; what could not be read is an issue beside the result.
pub fn findings(article: &Article, packs: &Packs) -> Findings {
    let grammars = packs.compiled::<Grammars>();
    let mut out = Findings {
        document: article.document.clone(),
        entities: Vec::new(),
        mentions: Vec::new(),
        records: Vec::new(),
        issues: Vec::new(),
    };
    let Some(grammar) = grammars.get(&article.document.language, packs) else { return out };
    let text = Text::new(article, grammar);
    let times = time::expressions(&text, grammar, &mut out.issues);
    if !out.document.published.is_known()
        && let Some(mut date) = time::publication(&times)
    {
        (date.start, date.end) = date.at.first().map_or((None, None), |at| (Some(at.start), Some(at.end)));
        out.document.published = date;
    }
    let figures = figures::figures(&text, grammar, &times, &mut out.issues);
    let mut names = names::names(&text, grammar, &times);
    out.records = events::records(&text, grammar, &mut names, &times, &figures);
    mentions(&text, &names, &times, &figures, &mut out.mentions);
    out.entities = names.entities;
    out
}

/// The rows of `mentions.jsonl` of one document.
fn mentions(
    text: &Text<'_>,
    names: &names::Names,
    times: &[time::TimeExpr],
    figures: &[figures::Figure],
    out: &mut Vec<Mention>,
) {
    let document = &text.article.document;
    let mut push = |span: model::CleanSpan, entity: Option<String>, kind: &str, rule: &str, value: Option<String>| {
        let at = text.article.source(span);
        let id = format!("m-{}", hex16(&[&document.id, &at.start.to_string(), &at.end.to_string(), kind]));
        out.push(Mention {
            id,
            document: document.id.clone(),
            entity,
            kind_of: kind.to_string(),
            start: at.start,
            end: at.end,
            text: at.of(&document.text).to_string(),
            rule: rule.to_string(),
            value,
        });
    };
    for chunk in &names.chunks {
        if let (Some(entity), Some(kind)) = (chunk.entity, chunk.mention_type(&names.entities)) {
            push(text.span(chunk.name.clone()), Some(names.entities[entity].id.clone()), kind, &chunk.rule, None);
        }
        if let Some(title) = &chunk.title {
            // The words of an office name the body it belongs to; where there is none, the person.
            let owner = chunk.organisation.or(chunk.entity).map(|e| names.entities[e].id.clone());
            push(text.span(title.clone()), owner, "office", &chunk.rule, None);
        }
    }
    for time in times {
        push(text.span(time.tokens.clone()), None, "date", &time.rule, time.value.edtf.clone());
    }
    for figure in figures.iter().filter(|f| f.is_claim) {
        push(text.span(figure.tokens.clone()), None, "figure", &figure.rule, figure.number.clone());
    }
    out.sort_by(|a, b| (a.start, a.end, &a.kind_of).cmp(&(b.start, b.end, &b.kind_of)));
    out.dedup_by(|a, b| a.id == b.id);
}
