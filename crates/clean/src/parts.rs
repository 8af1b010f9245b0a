//! Parts of a line: the dateline before a story's first sentence, the signature behind its last, the credit of a caption.

use crate::furniture::{Furniture, words};
use crate::stamp::StampWords;
use lang::{Compile, Packs, fold, lower};
use std::collections::HashMap;

/// Places and agencies as datelines write them.
pub(crate) struct Gazetteer {
    places: HashMap<String, String>,
    agencies: HashMap<String, String>,
}

impl Compile for Gazetteer {
    fn compile(packs: &Packs) -> Self {
        let mut places = HashMap::new();
        for row in packs.world().rows("places") {
            for cell in row.cells().iter().skip(3) {
                for form in cell.split('|').map(|f| f.trim_start_matches('=').trim()).filter(|f| !f.is_empty()) {
                    places.entry(fold(form)).or_insert_with(|| row.get("country").to_string());
                }
            }
        }
        let mut agencies = HashMap::new();
        for row in packs.world().rows("agencies") {
            agencies.insert(lower(row.get("form")), row.get("country").to_string());
        }
        Self { places, agencies }
    }
}

impl Gazetteer {
    fn is_agency(&self, word: &str) -> bool {
        self.agencies.contains_key(&lower(word))
    }
}

/// A dateline at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filed {
    /// Bytes of the line up to and with the dash.
    pub length: usize,
    pub place: Option<String>,
    pub agency: Option<String>,
    pub country: Option<String>,
}

/// A dateline is not longer than this, in bytes.
const LONGEST: usize = 110;

/// Reads the dateline with which a line starts: `PLACE (Agency) -`, `Place, March 14 (AGENCY) --`, `AGENCY - `.
pub(crate) fn dateline(line: &str, gazetteer: &Gazetteer, stamps: &StampWords) -> Option<Filed> {
    let (head, length) = head(line)?;
    let (outer, bracket) = match (head.find('('), head.strip_suffix(')')) {
        (Some(open), Some(_)) if head.matches('(').count() == 1 => {
            (head[..open].trim(), Some(head[open + 1..head.len() - 1].trim()))
        }
        (None, None) => (head, None),
        _ => return None,
    };
    let agency = bracket.filter(|b| is_signature(b));
    if bracket.is_some() && agency.is_none() {
        return None;
    }
    let outer = outer.trim_end_matches(['-', '–', '—', '.', ',', '/']).trim();
    let mut parts: Vec<&str> = outer.split([',', '/']).map(str::trim).filter(|p| !p.is_empty()).collect();
    // Dates and weekdays go, an agency beside the place is kept apart.
    let mut dated = false;
    while parts.len() > 1 {
        let last = parts[parts.len() - 1];
        if stamps.is_calendar(last) {
            parts.pop();
            dated = true;
        } else {
            break;
        }
    }
    let mut agency = agency.map(str::to_string);
    if agency.is_none()
        && parts
            .last()
            .is_some_and(|p| gazetteer.is_agency(p) || (p.contains('.') && is_shouted(p) && !p.ends_with('.')))
    {
        agency = parts.pop().map(str::to_string);
    }
    if parts.len() > 3 {
        return None;
    }
    let place = parts.first().copied();
    let known = place.and_then(|p| gazetteer.places.get(&fold(p)));
    if let Some(place) = place {
        let named = place.split_whitespace().all(|w| {
            let first = w.chars().find(|c| c.is_alphabetic());
            first.is_some_and(|c| c.is_uppercase())
                || (w.chars().count() <= 3 && !w.bytes().any(|b| b.is_ascii_digit()))
        });
        let caseless = known.is_some();
        if !(named || caseless) || place.split_whitespace().count() > 5 || place.ends_with(['.', ':', '?', '!']) {
            return None;
        }
    }
    // One sign beside the dash must speak for a dateline.
    let speaks = agency.is_some() || dated && place.is_some() || place.is_some_and(is_shouted) || known.is_some();
    if !speaks || (place.is_none() && agency.is_none()) {
        return None;
    }
    let country = known.filter(|c| c.len() == 2).cloned();
    Some(Filed { length, place: place.map(str::to_string), agency, country })
}

/// What stands before the first dash of a line, and how long it is with the dash and the blanks after it.
fn head(line: &str) -> Option<(&str, usize)> {
    let mut previous = ' ';
    for (at, c) in line.char_indices().take_while(|(at, _)| *at <= LONGEST) {
        let rest = &line[at + c.len_utf8()..];
        let spaced = previous.is_whitespace() || matches!(previous, ')' | '.');
        let dash = match c {
            '–' | '—' | '―' => spaced || rest.starts_with(char::is_whitespace),
            '-' => {
                spaced
                    && (rest.starts_with(char::is_whitespace)
                        || rest.starts_with('-')
                        || previous == ')'
                        || previous == '.')
            }
            ':' => previous == ')',
            _ => false,
        };
        if dash && at > 0 {
            let tail = rest.trim_start_matches(['-', '–', '—', '.']).trim_start();
            let head = line[..at].trim().trim_end_matches('.').trim();
            return (!head.is_empty() && !tail.is_empty()).then_some((head, line.len() - tail.len()));
        }
        previous = c;
    }
    None
}

/// Whether a bracket holds the name of an agency rather than a remark.
fn is_signature(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=4).contains(&words)
        && text.len() <= 40
        && text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
        && !text.bytes().any(|b| b.is_ascii_digit())
        || text.chars().all(char::is_alphabetic) && text.chars().count() <= 4
}

fn is_shouted(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| c.is_uppercase()) && text.chars().count() >= 2
}

/// The signature behind the last sentence of a line: `-VNA`, `(TTXVN)`, `./.`. Returns the bytes of the line before it.
pub(crate) fn signature(line: &str, gazetteer: &Gazetteer) -> Option<usize> {
    let mut end = line.trim_end().len();
    let mut cut = end;
    let mut found = false;
    for _ in 0..3 {
        let text = line[..end].trim_end();
        if let Some(before) = text.strip_suffix("./.") {
            // The stop belongs to the sentence.
            end = before.len() + 1;
            cut = end;
            found = true;
            break;
        }
        if let Some(before) = text.strip_suffix("/.") {
            end = before.len();
            cut = end;
            found = true;
            continue;
        }
        let (before, name) = match text.strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
            Some((before, name)) => (before, name),
            None => {
                let at = text.rfind(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '.'))?;
                let sign = text[at..].chars().next()?;
                (&text[..at], &text[at + sign.len_utf8()..])
            }
        };
        let dashless = before.trim_end().trim_end_matches(['-', '–', '—', '/']).trim_end();
        let stopped = dashless.ends_with(|c: char| crate::shape::is_stop(c) || matches!(c, '"' | '”' | '»'));
        let dashed = dashless.len() < before.trim_end().len() || text.ends_with(')');
        let agency = gazetteer.is_agency(name.trim())
            || dashed && is_shouted(name) && name.chars().count() <= 8 && !name.contains(' ');
        if !(stopped && agency && (dashed || gazetteer.is_agency(name.trim()))) || dashless.is_empty() {
            break;
        }
        end = dashless.len();
        cut = end;
        found = true;
    }
    (found && cut > 0).then_some(cut)
}

/// Whether a line names the author of a picture or says who stands where in it.
pub(crate) fn is_credited(line: &str, furniture: &Furniture) -> bool {
    if line.len() > 500 {
        return false;
    }
    // In the last bracket: `(ảnh KT)`, `(R)`, `(file photo)`; place marks may stand in any.
    let mut rest = line;
    while let Some(open) = rest.find('(') {
        let inner = &rest[open + 1..];
        let Some(close) = inner.find(')') else { break };
        if close <= 60 && furniture.in_bracket(&inner[..close]) {
            return true;
        }
        rest = &inner[close..];
    }
    // `Photo: Name`, `Ảnh: Tên` near the end, or at the start.
    let mut at = line.len();
    while let Some(colon) = line[..at].rfind([':', '/']) {
        let before = line[..colon].trim_end();
        if line.len() - colon > 60 {
            break;
        }
        let last: Vec<String> = words(&before[before.char_indices().rev().take(24).last().map_or(0, |(i, _)| i)..], 12);
        if line.trim_end().ends_with(['.', '!', '?']) && line.len() - colon > 45 {
            break;
        }
        if last
            .iter()
            .rev()
            .take(3)
            .enumerate()
            .any(|(n, _)| furniture.is_credit(&last[last.len() - n - 1..].join(" ")))
        {
            return true;
        }
        at = colon;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> (Gazetteer, StampWords) {
        let packs = Packs::parse([
            ("world/places.tsv", "# Source: x\n#: id\tcountry\tkind\ten\nhanoi\tVN\tcapital\tHanoi|Hanoï\n"),
            ("world/agencies.tsv", "# Source: x\n#: form\tcountry\nVNA\tVN\nEFE\tES\n"),
            ("lang/en/stamps.tsv", "# Source: x\n#: form\tkind\tvalue\nmarch\tmonth\t3\nwednesday\tweekday\n"),
        ])
        .expect("packs");
        (Gazetteer::compile(&packs), StampWords::compile(&packs))
    }

    #[test]
    fn datelines() {
        let (gazetteer, stamps) = gazetteer();
        for (line, wanted) in [
            ("Hanoï (VNA) - Dans le cadre", "Hanoï VNA VN"),
            ("NAIROBI, March 14 (KNA) -- Kenya", "NAIROBI KNA -"),
            ("Nairobi, 15 March 2023 (AD) – Kenya", "Nairobi AD -"),
            ("TUNIS - The minister", "TUNIS - -"),
            ("Madrid, 4 may (EFE).- El ministro", "Madrid EFE -"),
            ("(EFE).- El ministro", "- EFE -"),
            ("VOV.VN - Bộ trưởng", "- VOV.VN -"),
            ("SUVA (Pasifika Wire) -- Indonesia", "SUVA Pasifika Wire -"),
            ("The minister - a doctor - said", ""),
            ("Vietnam - Cuba strengthen ties", ""),
            ("He said (again) - no", ""),
            ("A long-term plan", ""),
        ] {
            let dash = || "-".to_string();
            let found = dateline(line, &gazetteer, &stamps).map_or(String::new(), |f| {
                format!(
                    "{} {} {}",
                    f.place.unwrap_or_else(dash),
                    f.agency.unwrap_or_else(dash),
                    f.country.unwrap_or_else(dash)
                )
            });
            assert_eq!(found, wanted, "{line}");
        }
    }

    #[test]
    fn signatures() {
        let (gazetteer, _) = gazetteer();
        for (line, wanted) in [
            ("avec succès cet événement. -VNA", "avec succès cet événement."),
            ("tại Campuchia./.", "tại Campuchia."),
            ("they said. VNA/.", "they said."),
            ("they said. (TTXVN)", "they said."),
            ("he works for VNA", ""),
            ("the plan of the USA.", ""),
        ] {
            assert_eq!(signature(line, &gazetteer).map_or("", |at| &line[..at]), wanted, "{line}");
        }
    }
}
