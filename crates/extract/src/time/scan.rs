//! Where in a text something looks like a time expression, and what it means there.

use super::Grammar;
use super::matcher::Matcher;
use super::meaning::{Node, Op};
use lang::{Break, Case, Shape, Token};
use std::ops::Range;

/// A reading at its place, not yet resolved.
#[derive(Debug, Clone)]
pub struct Raw {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it means.
    pub node: Node,
    /// Whether the words before it speak of the future.
    pub ahead: bool,
}

/// Finds the readings in stretches of tokens (sentences); the longest wins.
pub fn scan(
    clean: &str,
    tokens: &[Token],
    sentences: impl Iterator<Item = Range<usize>>,
    grammar: &Grammar,
) -> Vec<Raw> {
    let mut out = Vec::new();
    let Some(top) = grammar.rules.symbol("time") else { return out };
    let mut matcher = Matcher::new(&grammar.rules, clean, tokens);
    for within in sentences {
        let mut at = within.start;
        let mut ahead_until = 0;
        while at < within.end {
            if tokens[at].word != 0 && is_ahead(&mut matcher, tokens, at, &within, grammar) {
                ahead_until = at + 9;
            }
            if matches!(tokens[at].of(clean), ";" | ",") && tokens[at].shape == Shape::Sign {
                ahead_until = 0;
            }
            if !grammar.rules.may_start(top, &tokens[at]) {
                at += 1;
                continue;
            }
            let readings = matcher.readings(top, at, within.clone());
            let readings = readings.as_deref().unwrap_or(&[]);
            let fits = |end: usize| stands_alone(clean, tokens, at..end);
            let best = readings.iter().rev().find(|r| fits(r.end)).and_then(|r| r.sem.node().map(|n| (r.end, n)));
            match best {
                Some((end, node)) => {
                    if node.op != Op::Nothing {
                        out.push(Raw {
                            tokens: at..end,
                            node: node.clone(),
                            ahead: at <= ahead_until && ahead_until > 0,
                        });
                    }
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    out
}

fn is_ahead(matcher: &mut Matcher<'_>, tokens: &[Token], at: usize, within: &Range<usize>, grammar: &Grammar) -> bool {
    grammar.ahead.is_some_and(|symbol| {
        grammar.rules.may_start(symbol, &tokens[at]) && matcher.readings(symbol, at, within.clone()).is_some()
    })
}

/// Whether nothing that touches a reading makes it a part of something else: a file name, a decimal, an address.
fn stands_alone(clean: &str, tokens: &[Token], at: Range<usize>) -> bool {
    let glued = |i: usize| tokens.get(i).is_some_and(|t| t.before == Break::None);
    let is_number = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Number);
    if at.start > 0 && glued(at.start) {
        let before = at.start - 1;
        if tokens[before].shape != Shape::Sign {
            // A word that ends in an apostrophe (`l'`) is a word by itself.
            return tokens[before].of(clean).ends_with(['\'', '’']);
        }
        match tokens[before].of(clean) {
            "." | "," | ":" if before > 0 && glued(before) && is_number(before - 1) => return false,
            "-" | "–" | "‑" if !glued(before) => {}
            "/" | "-" | "–" | "‑" | "_" | "." | "@" | "#" | "&" | "=" | "+" | "\\" | "%" | "$" | "€" | "£" | "*" =>
            {
                return false;
            }
            _ => {}
        }
    }
    if glued(at.end) {
        let next = &tokens[at.end];
        if next.shape != Shape::Sign {
            // A tail such as `'s` begins with its apostrophe.
            return next.of(clean).starts_with(['\'', '’']);
        }
        if next.of(clean).starts_with(['\'', '’']) {
            return true;
        }
        let after = at.end + 1;
        match next.of(clean) {
            "/" | "_" | "@" | "%" | "\\" | "$" | "€" | "£" => return false,
            "." | "," | ":" if glued(after) && is_number(after) => return false,
            "." if glued(after) && tokens[after].case == Case::Lower && tokens[after].shape == Shape::Word => {
                return false;
            }
            "-" | "–" | "‑" if glued(after) => {
                return !(is_number(after) || tokens[after].case == Case::Lower);
            }
            _ => {}
        }
    }
    true
}
