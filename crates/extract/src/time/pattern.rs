//! The little language of the patterns in `dates.tsv`: one pattern in, all its sequences of items out.
//!
//! `word` a word as written (a capital in it is a condition) · `{symbol}` `{symbol:slot}` a symbol of the table ·
//! `#1-31` `#1-31:slot` an integer of that range, `#1-31+st,nd` with one of these endings, `#0-59*2` with exactly two digits ·
//! `( a | b )` alternatives · `x?` may be absent · `~x` touches what stands before · `@check` a condition that takes no word.

/// A condition on the place that takes no word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// The sentence starts here.
    First,
    /// The sentence ends here, but for closing signs.
    Last,
    /// What stands before is no capitalised word inside a sentence (no part of a proper name).
    Free,
    /// What follows is a sign or the end.
    Closed,
    /// What follows is no number and no sign that touches.
    Loose,
    /// The word before has no capital and is no number.
    AfterSmall,
    /// What follows is no capitalised word.
    Lone,
    /// What follows is no counted noun: a sign, the end, or a word of the symbol `link`.
    Linked,
}

/// An integer as it may stand in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    /// Smallest value.
    pub low: i32,
    /// Largest value.
    pub high: i32,
    /// How many digits, 0 for any.
    pub width: usize,
    /// Endings in lower case, one of which must follow inside the token; empty for none.
    pub endings: Vec<String>,
}

/// One item of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A word or sign.
    Word(String),
    /// A symbol with the slot that takes its meaning.
    Symbol(String, String),
    /// A number with its slot.
    Number(Digits, String),
    /// A condition.
    Check(Check),
}

/// An item, and whether it must touch the one before.
pub type Step = (Item, bool);

const MOST: usize = 4096;
const LITERAL: char = '\u{1}';

/// All sequences of a pattern.
///
/// # Errors
/// What is wrong with the pattern.
pub fn expand(pattern: &str) -> Result<Vec<Vec<Step>>, String> {
    let mut pieces = pieces(pattern);
    pieces.reverse();
    let out = alternatives(&mut pieces)?;
    match pieces.is_empty() {
        true => Ok(out.into_iter().filter(|s| s.iter().any(|(i, _)| !matches!(i, Item::Check(_)))).collect()),
        false => Err("a closing bracket too many".to_string()),
    }
}

fn pieces(pattern: &str) -> Vec<String> {
    let mut out = Vec::new();
    for word in pattern.split_whitespace() {
        // A bracket that stands alone is a sign of the text.
        if matches!(word, "(" | ")") {
            out.push(format!("{LITERAL}{word}"));
            continue;
        }
        let mut piece = String::new();
        let mut letters = word.chars().peekable();
        while let Some(c) = letters.next() {
            let sign = match c {
                '(' | '|' => c.to_string(),
                ')' if letters.next_if_eq(&'?').is_some() => ")?".to_string(),
                ')' => c.to_string(),
                c => {
                    piece.push(c);
                    continue;
                }
            };
            if !piece.is_empty() {
                out.push(std::mem::take(&mut piece));
            }
            out.push(sign);
        }
        if !piece.is_empty() {
            out.push(piece);
        }
    }
    out
}

/// Reads alternatives up to a closing bracket; `rest` is reversed.
fn alternatives(rest: &mut Vec<String>) -> Result<Vec<Vec<Step>>, String> {
    let mut out = Vec::new();
    let mut here: Vec<Vec<Step>> = vec![Vec::new()];
    while let Some(piece) = rest.pop() {
        let choices = match piece.as_str() {
            "|" => {
                out.append(&mut here);
                here = vec![Vec::new()];
                continue;
            }
            ")" | ")?" => {
                rest.push(piece);
                break;
            }
            "(" => {
                let mut inner = alternatives(rest)?;
                match rest.pop().as_deref() {
                    Some(")") => {}
                    Some(")?") => inner.push(Vec::new()),
                    _ => return Err("a bracket is not closed".to_string()),
                }
                inner
            }
            word => item(word)?,
        };
        let mut next = Vec::with_capacity(here.len() * choices.len());
        for head in &here {
            for tail in &choices {
                next.push(head.iter().chain(tail).cloned().collect());
            }
        }
        here = next;
        if here.len() + out.len() > MOST {
            return Err(format!("more than {MOST} sequences"));
        }
    }
    out.append(&mut here);
    Ok(out)
}

fn item(word: &str) -> Result<Vec<Vec<Step>>, String> {
    let (word, optional) = match word.strip_suffix('?').filter(|w| !w.is_empty()) {
        Some(word) => (word, true),
        None => (word, false),
    };
    let (word, glued) = match word.strip_prefix('~').filter(|w| !w.is_empty()) {
        Some(word) => (word, true),
        None => (word, false),
    };
    let mut out = Vec::new();
    if let Some(name) = word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
        let (name, slot) = name.split_once(':').unwrap_or((name, name));
        out.push(vec![(Item::Symbol(name.to_string(), slot.to_string()), glued)]);
    } else if let Some(spec) = word.strip_prefix('#').filter(|w| !w.is_empty()) {
        let (spec, slot) = spec.split_once(':').unwrap_or((spec, "n"));
        let (spec, endings) = spec.split_once('+').unwrap_or((spec, ""));
        let (spec, width) = spec.split_once('*').unwrap_or((spec, "0"));
        let read = |t: &str| t.parse::<i32>().map_err(|_| format!("`{word}` is no range of integers"));
        let (low, high) = spec.split_once('-').unwrap_or((spec, spec));
        let digits = Digits {
            low: read(low)?,
            high: read(high)?,
            width: usize::try_from(read(width)?).unwrap_or(0),
            endings: endings.split(',').filter(|e| !e.is_empty()).map(lang::lower).collect(),
        };
        out.push(vec![(Item::Number(digits, slot.to_string()), glued)]);
    } else if let Some(name) = word.strip_prefix('@').filter(|w| !w.is_empty()) {
        let check = match name {
            "first" => Check::First,
            "last" => Check::Last,
            "free" => Check::Free,
            "closed" => Check::Closed,
            "loose" => Check::Loose,
            "small" => Check::AfterSmall,
            "linked" => Check::Linked,
            "lone" => Check::Lone,
            _ => return Err(format!("there is no condition `@{name}`")),
        };
        out.push(vec![(Item::Check(check), false)]);
    } else {
        let word = word.trim_start_matches(LITERAL);
        let tail = word.starts_with('\'') && word.chars().nth(1).is_some_and(char::is_alphabetic);
        let head = word.ends_with('\'') && word.chars().next().is_some_and(char::is_alphabetic);
        let cut = match tail || head {
            // A tail such as `'s` is one token behind a word, a head such as `l'` one before a word.
            true => {
                out.push(vec![(Item::Word(word.to_string()), glued)]);
                if optional {
                    out.push(Vec::new());
                }
                return Ok(out);
            }
            false => lang::tokens(word, &lang::Lexicon::default()),
        };
        let words = cut.iter().enumerate().map(|(at, t)| (Item::Word(t.of(word).to_string()), at == 0 && glued));
        out.push(words.collect());
    }
    if optional {
        out.push(Vec::new());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(pattern: &str) -> String {
        let words = |s: &Vec<Step>| {
            let words = s.iter().map(|(item, glued)| {
                let mark = if *glued { "~" } else { "" };
                match item {
                    Item::Word(w) => format!("{mark}{w}"),
                    Item::Symbol(n, s) => format!("{mark}<{n}:{s}>"),
                    Item::Number(d, s) => format!("{mark}{}-{}:{s}", d.low, d.high),
                    Item::Check(c) => format!("{c:?}"),
                }
            });
            words.collect::<Vec<_>>().join(" ")
        };
        match expand(pattern) {
            Ok(all) => all.iter().map(words).collect::<Vec<_>>().join(" / "),
            Err(error) => error,
        }
    }

    #[test]
    fn patterns_expand() {
        assert_eq!(
            show("on? {day} ,? #1-9:n"),
            "on <day:day> , 1-9:n / on <day:day> 1-9:n / <day:day> , 1-9:n / <day:day> 1-9:n"
        );
        assert_eq!(show("(a | b c)? d"), "a d / b c d / d");
        assert_eq!(show("a|b ( {x:y} ) ~/ d'ici"), "a / b ( <x:y> ) ~/ d' ici");
        assert_eq!(show("(a"), "a bracket is not closed");
        assert_eq!(show("@nowhere"), "there is no condition `@nowhere`");
    }
}
