//! What the tables of a language say of each other: lexemes, types and kinds in `verbs`, topic ids in `topics`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Types and kinds of the contract.
const KINDS: &[(&str, &[&str])] = &[
    ("activity", &["exchange", "training", "joint_project", "investment", "hosting"]),
    ("agreement", AGREEMENTS),
    ("aid", &["grant", "loan", "equipment", "training", "relief"]),
    ("assessment", &["praise", "thanks", "welcome", "satisfaction", "concern", "criticism", "review"]),
    ("commitment", &["promise", "readiness", "joint_agreement", "joint_intention", "joint_plan"]),
    ("directive", &["order", "assignment"]),
    ("figure", &["actual", "target", "forecast"]),
    ("meeting", &["talks", "working_session", "courtesy_call", "call", "committee", "summit", "reception"]),
    ("none", &[]),
    ("plan", &["law", "decree", "launch", "hosting", "programme"]),
    ("proposal", &["proposal", "offer", "invitation"]),
    ("relation", &["establishment", "upgrade", "anniversary"]),
    ("request", &["ask", "call_on", "wish", "interest"]),
    ("say", &[]),
    ("setback", &["cancelled", "postponed", "suspended", "rejected", "expelled"]),
    ("visit", &["official", "state", "working", "courtesy", "delegation", "attendance"]),
];

const AGREEMENTS: &[&str] = &[
    "treaty",
    "agreement",
    "memorandum_of_understanding",
    "memorandum_of_cooperation",
    "plan",
    "minutes",
    "letter_of_intent",
    "protocol",
    "contract",
];

/// A table's text and the places of its columns.
struct Table<'a> {
    columns: Vec<&'a str>,
    text: &'a str,
}

impl<'a> Table<'a> {
    fn new(text: &'a str) -> Self {
        let columns = text.lines().find_map(|l| l.strip_prefix("#:")).unwrap_or_default();
        Self { columns: columns.split('\t').map(str::trim).collect(), text }
    }

    /// Line numbers and the cells of some columns; a missing cell is empty.
    fn cells<const N: usize>(&self, names: [&str; N]) -> impl Iterator<Item = (usize, [&'a str; N])> {
        let places = names.map(|name| self.columns.iter().position(|c| *c == name));
        let rows = self.text.lines().enumerate().filter(|(_, l)| !l.starts_with("# ") && !l.starts_with("#:"));
        rows.filter(|(_, l)| !l.trim().is_empty()).map(move |(at, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            (at + 1, places.map(|place| place.and_then(|p| cells.get(p)).map_or("", |c| c.trim())))
        })
    }
}

/// What is wrong in the tables of one language.
fn language(code: &str, read: impl Fn(&str) -> String, topic_ids: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let (lexemes, verbs, topics) = (read("lexemes"), read("verbs"), read("topics"));
    let mut known = BTreeSet::new();
    for (_, [lexeme, groups]) in Table::new(&lexemes).cells(["lexeme", "groups"]) {
        known.extend(std::iter::once(lexeme).chain(groups.split('|').map(str::trim)));
    }
    for (line, [kind_of, kind, patterns]) in Table::new(&verbs).cells(["type", "kind", "patterns"]) {
        let at = format!("data/lang/{code}/verbs.tsv:{line}");
        match KINDS.iter().find(|(name, _)| *name == kind_of) {
            None => faults.push(format!("{at}: `{kind_of}` is no type of the contract, nor `say` or `none`")),
            Some((_, kinds)) if !kind.is_empty() && !kinds.contains(&kind) => {
                faults.push(format!("{at}: `{kind}` is no kind of {kind_of}: expected one of {}", kinds.join(", ")));
            }
            Some(_) => {}
        }
        let words = patterns.split_whitespace().map(|word| word.strip_prefix('?').unwrap_or(word));
        let names = words.filter_map(|word| word.strip_prefix('@')).map(|n| n.split('.').next().unwrap_or(n));
        for name in names.filter(|n| !known.contains(n)).collect::<BTreeSet<_>>() {
            faults.push(format!("{at}: `@{name}` is no lexeme or group of lexemes.tsv and never matches"));
        }
    }
    for (line, [topic]) in Table::new(&topics).cells(["topic"]) {
        for id in topic.split('|').map(str::trim).filter(|id| !id.is_empty() && !topic_ids.contains(*id)) {
            faults.push(format!("data/lang/{code}/topics.tsv:{line}: `{id}` is no id of world/topics.tsv"));
        }
    }
    faults
}

/// Checks the tables of all languages.
pub fn check<'a>(root: &Path, languages: impl Iterator<Item = &'a String>, faults: &mut Vec<String>) {
    let read = |path: &str| fs::read_to_string(root.join("data").join(path)).unwrap_or_default();
    let topics = read("world/topics.tsv");
    let ids = Table::new(&topics).cells(["id"]).map(|(_, [id])| id.to_string()).collect();
    for code in languages {
        faults.extend(language(code, |table| read(&format!("lang/{code}/{table}.tsv")), &ids));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_table_defines_are_told() {
        let read = |table: &str| {
            let text = match table {
                "lexemes" => "#: lexeme\tbuild\tforms\tgroups\nmeet\t\td:met\tact|social\n",
                "verbs" => {
                    "#: rule\ttype\tkind\tpatterns\n\
                     a\tmeeting\ttalks\t@meet.dp *2 with | ?@social x\n\
                     b\tmeeting\tfeast\t@dine\n\
                     c\tparty\t\tx\n\
                     d\tsay\t\t@act\n"
                }
                _ => "#: form\ttopic\nport\tports|sea\n",
            };
            text.to_string()
        };
        let faults = language("xx", read, &BTreeSet::from(["ports".to_string()]));
        let starts = ["verbs.tsv:3: `feast`", "verbs.tsv:3: `@dine`", "verbs.tsv:4: `party`", "topics.tsv:2: `sea`"];
        assert_eq!(faults.len(), starts.len(), "{faults:?}");
        for (fault, start) in faults.iter().zip(starts) {
            assert!(fault.starts_with(&format!("data/lang/xx/{start}")), "{fault}");
        }
    }
}
