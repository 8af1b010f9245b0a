//! What was read and what was not, and how the report came about.

use super::{Page, shown};
use crate::case::Register;
use maud::{Markup, html};
use model::{Confidence, RecordType, Severity, Status};
use std::collections::BTreeMap;

/// Issues shown of one kind before the rest is only counted.
const SHOWN: usize = 40;

impl Page<'_, '_> {
    /// Documents by language and by date, documents without facts, and issues.
    pub fn coverage(&self) -> Markup {
        let documents = &self.case.dossier.documents;
        let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
        for document in documents {
            *languages.entry(&document.language).or_default() += 1;
        }
        let undated = documents.iter().filter(|d| !d.published.is_known()).count();
        let copies = documents.iter().filter(|d| d.duplicate_of.is_some()).count();
        let cited: std::collections::BTreeSet<&str> =
            self.case.dossier.records.iter().flat_map(|r| r.evidence.iter().map(|e| e.document.as_str())).collect();
        let silent = documents.iter().filter(|d| !cited.contains(d.id.as_str())).collect::<Vec<_>>();
        html! {
            dl.facts {
                dt { (self.t("coverage.languages")) } dd { @for (at, (code, n)) in languages.iter().enumerate() {
                    @if at > 0 { ", " } (self.say(|t| t.word("language", code))) " " span.n { (n) } } }
                dt { (self.t("coverage.undated")) } dd { (undated) }
                dt { (self.t("coverage.copies")) } dd { (copies) }
                dt { (self.t("coverage.silent")) } dd { (silent.len()) @for (at, document) in silent.iter().take(SHOWN).enumerate() {
                    @if at == 0 { ": " } @else { ", " } a href={ "#" (document.id) } { bdi { (shown(&self.case.title(document))) } } } }
            }
            (self.issues())
        }
    }

    fn issues(&self) -> Markup {
        let issues = &self.case.dossier.issues;
        html! {
            h3 { (self.t("coverage.issues")) " " span.n { (issues.len()) } }
            @if issues.is_empty() { p.none { (self.t("coverage.none")) } }
            @else { ul.issues {
                @for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                    @for issue in issues.iter().filter(|i| i.severity == severity).take(SHOWN) {
                        li { b { (self.t(match severity { Severity::Error => "severity.error", Severity::Warning => "severity.warning", Severity::Note => "severity.note" })) }
                            " " code { (shown(&issue.path)) } " \u{2014} " span lang="en" { (shown(&issue.message)) } }
                    }
                }
            }
            @if issues.len() > SHOWN { p.note { (self.t("coverage.more")) } } }
        }
    }

    /// Options, rules and measures.
    pub fn made(&self) -> Markup {
        let case = self.case;
        let count = |c: Confidence| case.dossier.records.iter().filter(|r| r.confidence == c).count();
        let chosen = if case.options.focus.is_some() { "made.focus_given" } else { "made.focus_most" };
        let day = if case.options.as_of.is_some() { "made.asof_given" } else { "made.asof_latest" };
        html! {
            dl.facts {
                dt { (self.t("made.focus")) } dd { @if let Some(code) = &case.focus { (self.say(|t| case.country(t, code))) " \u{2014} " (self.t(chosen)) } @else { (self.t("made.focus_none")) } }
                dt { (self.t("made.asof")) } dd { @if let Some(date) = case.as_of { (self.say(|t| t.edtf(&date.to_string()))) " \u{2014} " (self.t(day)) } @else { "\u{2013}" } }
                @for confidence in Confidence::ALL {
                    dt { (self.say(|t| t.word("confidence", confidence.name()))) }
                    dd { (self.say(|t| t.count("count.facts", count(*confidence)))) " \u{2014} " (self.t(&format!("made.{}", confidence.name())))
                        @if let Some((_, figure)) = case.options.precision.iter().find(|(c, _)| c == confidence.name()) {
                            " " (self.say(|t| t.fill("made.precision", &[("figure", figure)]))) } }
                }
            }
            h3 { (self.t("made.terms")) }
            dl.facts {
                @for basis in ["stated", "resolved", "inferred"] { dt { (self.say(|t| t.word("basis", basis))) } dd { (self.t(&format!("made.{basis}"))) } }
                @for status in Status::ALL { dt { (self.say(|t| t.word("status", status.name()))) } dd { (self.t(&format!("made.{}", status.name()))) } }
            }
            h3 { (self.t("made.brief")) }
            p { (self.t("made.brief_rule")) }
            p { (self.t("made.counting")) }
            p { (self.t("made.machine")) }
            (self.balance())
        }
    }

    /// How many records each register and each type holds, so that nothing is lost unseen.
    fn balance(&self) -> Markup {
        let of = |k: RecordType| self.case.dossier.records.iter().filter(move |r| r.kind_of == k);
        html! { details.fold { summary { (self.t("made.balance")) }
            table.register { thead { tr { th scope="col" { (self.t("col.type")) } th scope="col" { (self.t("col.count")) } th scope="col" { (self.t("section.doubtful")) } } }
                tbody { @for kind in RecordType::ALL.iter().filter(|k| of(**k).next().is_some()) { tr {
                    td { (self.say(|t| t.word("type", kind.name()))) } td.of { (of(*kind).count()) }
                    td.of { (of(*kind).filter(|r| Register::of(r) == Register::Doubtful).count()) }
                } } }
            }
        } }
    }
}
