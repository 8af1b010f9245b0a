//! Small pieces that the drawings share. All coordinates are integers, so that every machine draws the same.

use maud::{Markup, html};
use model::RecordType;

/// The sign of a type of fact, in a square of 12 around a centre; hollow for what has not happened.
pub fn sign(kind: RecordType, done: bool, x: i32, y: i32) -> Markup {
    let class = if done { "sign" } else { "sign hollow" };
    let path = match kind {
        RecordType::Meeting => return html! { circle class=(class) cx=(x) cy=(y) r="5" {} },
        RecordType::Visit => format!("M{} {y}l6 -6l6 6l-6 6z", x - 6),
        RecordType::Agreement => format!("M{} {}h10v10h-10z", x - 5, y - 5),
        RecordType::Setback => format!("M{} {}l10 10m0 -10l-10 10", x - 5, y - 5),
        RecordType::Commitment | RecordType::Plan | RecordType::Directive => format!("M{x} {}l6 11h-12z", y - 6),
        RecordType::Proposal | RecordType::Request => format!("M{x} {}l6 -11h-12z", y + 6),
        RecordType::Aid | RecordType::Activity | RecordType::Relation => {
            format!("M{} {}h4v4h4v4h-4v4h-4v-4h-4v-4h4z", x - 2, y - 6)
        }
        RecordType::Figure | RecordType::Assessment => format!("M{} {y}h10", x - 5),
    };
    let class = if kind == RecordType::Setback { "sign line" } else { class };
    html! { path class=(class) d=(path) {} }
}

/// Sine of an angle in degrees, times 1000 (Bhaskara's formula; wrong by less than 2).
pub fn sine(degrees: i32) -> i32 {
    let turn = degrees.rem_euclid(360);
    let (half, sign) = if turn < 180 { (turn, 1) } else { (turn - 180, -1) };
    let product = half * (180 - half);
    sign * 4000 * product / (40_500 - product)
}

/// Cosine of an angle in degrees, times 1000.
pub fn cosine(degrees: i32) -> i32 {
    sine(degrees + 90)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_close() {
        assert_eq!((sine(0), sine(90), sine(180), sine(270), cosine(0)), (0, 1000, 0, -1000, 1000));
    }
}
