//! Folding and comparing names of people, organisations, roles, places and units.

use super::count::{strings, text};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const SMALL: &str = " a an and at au aux cua d de des du en et for in l la le les of on tai the to va ve ";
const DEMONYMS: &str = " cambodge cambodia cambodian campuchia cuba cubain cuban hongrois hongroise hungarian hungary korea korean nam republic south viet vietnam vietnamese vietnamien vietnamienne ";
const GENERIC: &str = " a administration an anh ba both chi colleague counterpart delegation deputy dong el government guest he her his host it its l la le les los mr mrs ms ngai official ong prime sa she side sides son the un une vice ";

/// Titles of office by rank, the longer before the shorter.
const RANKS: &[(&str, &str)] = &[
    (
        "deputy head of government",
        "deputy prime minister, vice premier, vice prime minister, phó thủ tướng, viceprimer ministro, vice primeiro ministro, wakil perdana menteri, вице премьер, 부총리, 副首相, 副总理",
    ),
    (
        "head of government",
        "prime minister, premier ministre, première ministre, thủ tướng, primer ministro, primera ministra, primeiro ministro, bundeskanzler, bundeskanzlerin, chancellor, perdana menteri, премьер министр, 총리, 首相, 总理",
    ),
    (
        "deputy minister",
        "deputy minister, vice minister, vice ministre, viceministre, state minister, state secretary, secretary of state, secrétaire d état, thứ trưởng, viceministro, viceministra, vice ministro, secretario de estado, secretário de estado, staatssekretär, staatssekretärin, wakil menteri, заместитель министра, замминистра, 차관, 副大臣, 政務官, 副部长, 副部長",
    ),
    (
        "minister",
        "minister, ministre, bộ trưởng, ministro, ministra, ministerin, bundesminister, bundesministerin, menteri, министр, 장관, 大臣, 部长, 部長",
    ),
    (
        "ambassador",
        "ambassador, ambassadeur, ambassadrice, đại sứ, embajador, embajadora, embaixador, embaixadora, botschafter, botschafterin, duta besar, посол, 대사, 大使",
    ),
    (
        "secretary-general",
        "secretary general, general secretary, secrétaire général, secrétaire générale, tổng thư ký, tổng bí thư, secretario general, secretário geral, generalsekretär, sekretaris jenderal, генеральный секретарь, 사무총장, 事務総長, 秘书长",
    ),
    (
        "deputy director",
        "deputy director, directeur adjoint, phó giám đốc, phó tổng giám đốc, phó cục trưởng, subdirector",
    ),
    (
        "director",
        "director, directeur, directrice, giám đốc, tổng giám đốc, cục trưởng, vụ trưởng, directora, diretor, diretora, direktor, direktur, директор, 국장, 局長, 局长",
    ),
    (
        "vice president",
        "vice president, deputy president, vice président, phó chủ tịch, vicepresidente, wakil presiden, вице президент",
    ),
    (
        "president",
        "president, président, présidente, chủ tịch, tổng thống, presidente, presidenta, präsident, präsidentin, presiden, chairman, chairwoman, chairperson, президент, председатель, 대통령, 大統領, 总统, 主席",
    ),
    (
        "governor",
        "governor, gouverneur, thống đốc, gobernador, gobernadora, governador, gubernur, губернатор, 지사, 知事, 省长",
    ),
    ("chief executive", "ceo, chief executive"),
    ("monarch", "king, queen, roi, reine, quốc vương, rey, reina"),
];

/// Lower case, no diacritics, hyphens and signs as one blank.
pub fn fold(text: &str) -> String {
    let mut out = String::new();
    let mut plain = String::new();
    for char in text.chars() {
        match char {
            'đ' | 'ð' => plain.push('d'),
            'Đ' => plain.push('D'),
            'ł' => plain.push('l'),
            'Ł' => plain.push('L'),
            'ø' => plain.push('o'),
            'Ø' => plain.push('O'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'Æ' => plain.push_str("AE"),
            'œ' => plain.push_str("oe"),
            'Œ' => plain.push_str("OE"),
            'ı' => plain.push('i'),
            'þ' => plain.push_str("th"),
            c => plain.push(c),
        }
    }
    for char in plain.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if char.is_alphanumeric() {
            out.push(char);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Folds and joins, so that Di-Lella, Di Lella and DiLella are one.
pub fn joined(text: &str) -> String {
    fold(text).replace(' ', "")
}

fn is_sign(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn has_signs(text: &str) -> bool {
    text.chars().any(is_sign)
}

fn listed(list: &str, word: &str) -> bool {
    list.contains(&format!(" {word} "))
}

/// Drops an annotator's remark in front of or behind a surface.
fn clean_surface(surface: &str) -> String {
    let mut text = surface;
    if let Some(rest) = text.strip_prefix('(')
        && let Some((_, rest)) = rest.split_once(')')
    {
        text = rest.trim_start();
    }
    if text.ends_with(')')
        && let Some(at) = text.rfind("(in ")
    {
        text = text[..at].trim_end();
    }
    text.trim().to_string()
}

/// Whether two folded words are one, up to an ending.
fn alike(one: &str, other: &str) -> bool {
    let head = |word: &str| word.chars().take(4).collect::<String>();
    one == other || (one.chars().count().min(other.chars().count()) >= 4 && head(one) == head(other))
}

/// Whether a surface can name somebody by itself: no mere title, pronoun or common noun.
pub fn is_name(surface: &str) -> bool {
    let telling = |w: &&str| {
        let folded = fold(w);
        !folded.is_empty() && !listed(GENERIC, &folded)
    };
    let words: Vec<&str> = surface.split_whitespace().filter(telling).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    if rank(surface).is_some() && words.len() <= 1 {
        return false;
    }
    let upper = |word: &str| word.starts_with(char::is_uppercase);
    has_signs(last) || upper(last) || (upper(first) && words.len() > 1)
}

fn person_forms(gold: &Value) -> Vec<String> {
    let name = text(&gold["name"]).unwrap_or_default();
    let folded = fold(name);
    let tokens: Vec<&str> = folded.split_whitespace().collect();
    let mut forms = vec![joined(name)];
    let signs: Vec<char> = if has_signs(name) { name.nfc().collect() } else { Vec::new() };
    for surface in strings(&gold["surfaces"]) {
        let here: Vec<char> = surface.nfc().collect();
        let words = fold(&surface);
        let mut part = tokens.iter().any(|a| words.split_whitespace().any(|b| alike(a, b)));
        part = part || signs.windows(2).any(|pair| here.windows(2).any(|w| w == pair));
        if part || (is_name(&surface) && rank(&surface).is_none()) {
            forms.push(joined(&surface));
        }
    }
    forms.retain(|f| !f.is_empty());
    forms
}

/// Whether any of the predicted names is this person.
pub fn person_match(gold: &Value, names: &[String]) -> bool {
    let forms = person_forms(gold);
    let name = text(&gold["name"]).unwrap_or_default();
    let folded = fold(name);
    let mut full: Vec<&str> = folded.split_whitespace().collect();
    full.sort_unstable();
    names.iter().any(|candidate| {
        let (whole, folded) = (joined(candidate), fold(candidate));
        let mut tokens: Vec<&str> = folded.split_whitespace().collect();
        tokens.sort_unstable();
        forms.contains(&whole) || (full.len() > 1 && (tokens == full || whole.contains(&joined(name))))
    })
}

fn org_tokens(text: &str) -> Vec<String> {
    let head = |token: &str| {
        match token {
            "ministry" | "minister" | "ministre" | "ministere" | "ministers" | "ministries" => "MIN",
            "communications" => "communication",
            "technologies" => "technology",
            other => other,
        }
        .to_string()
    };
    fold(text).split_whitespace().filter(|t| !listed(SMALL, t) && !listed(DEMONYMS, t)).map(head).collect()
}

/// The F1 of two lists of words.
fn likeness(one: &[String], other: &[String]) -> f64 {
    let (mut rest, mut common) = (other.to_vec(), 0);
    for word in one {
        if let Some(at) = rest.iter().position(|w| w == word) {
            rest.remove(at);
            common += 1;
        }
    }
    super::count::ratio(2 * common, one.len() + other.len()).unwrap_or(0.0)
}

fn bare(text: &str) -> String {
    let whole = joined(text);
    whole.strip_prefix("the").map(str::to_string).unwrap_or(whole)
}

/// How well predicted names fit an organisation of the key: 2 exact, 0.8 to 1 alike, 0 not.
pub fn org_match(gold: &Value, names: &[String], country: Option<&str>) -> f64 {
    if let (Some(a), Some(b)) = (text(&gold["country"]), country)
        && a != b
    {
        return 0.0;
    }
    let mut wanted = vec![clean_surface(text(&gold["name"]).unwrap_or_default())];
    wanted.extend(strings(&gold["surfaces"]).iter().map(|s| clean_surface(s)));
    let exact: Vec<String> = wanted.iter().map(|w| bare(w)).filter(|w| !w.is_empty()).collect();
    if names.iter().any(|n| exact.contains(&bare(n))) {
        return 2.0;
    }
    let mut score = 0.0_f64;
    for want in &wanted {
        for name in names {
            let (a, b) = (org_tokens(want), org_tokens(name));
            if !a.is_empty() && !b.is_empty() {
                score = score.max(likeness(&a, &b));
            }
        }
    }
    if score >= 0.8 { score } else { 0.0 }
}

/// The rank that a title of office gives, in any language.
pub fn rank(title: &str) -> Option<&'static str> {
    let (folded, signs) = (format!(" {} ", fold(title)), title.nfc().collect::<String>());
    let holds = |word: &str| match has_signs(word) {
        true => signs.contains(word),
        false => folded.contains(&format!(" {} ", fold(word))),
    };
    RANKS.iter().find(|(_, words)| words.split(", ").any(holds)).map(|(name, _)| *name)
}

/// Same title, and same rank, of a gold role (one or more wordings) and predicted titles.
pub fn role_match(gold: &Value, titles: &[String]) -> (bool, bool) {
    let wordings = strings(gold);
    let titles: Vec<&String> = titles.iter().filter(|t| !t.is_empty()).collect();
    let same = wordings
        .iter()
        .any(|w| titles.iter().any(|t| likeness(&org_tokens(w), &org_tokens(t)) >= 0.6 || joined(w) == joined(t)));
    let ranks: Vec<&str> = wordings.iter().filter_map(|w| rank(w)).collect();
    (same, same || titles.iter().filter_map(|t| rank(t)).any(|r| ranks.contains(&r)))
}

/// Whether a gold place is one of the predicted names, or part of it, or holds it.
pub fn place_match(gold: &str, names: &[String]) -> bool {
    let (wanted, folded) = (joined(gold), format!(" {} ", fold(gold)));
    names.iter().filter(|n| !n.is_empty()).any(|name| {
        let (whole, own) = (joined(name), format!(" {} ", fold(name)));
        let long = whole.chars().count() > 3 && wanted.chars().count() > 3;
        wanted == whole || (long && (own.contains(&folded) || folded.contains(&own)))
    })
}

/// Compares units: folded, singular or plural, one within the other, or the same currency.
pub fn unit_match(gold: &str, unit: Option<&str>, currency: Option<&str>, gold_currency: Option<&str>) -> bool {
    if Some(gold) == unit || gold_currency.is_some_and(|c| Some(c) == currency || Some(c) == unit) {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        fold(text).split_whitespace().map(|w| w.trim_end_matches('s').to_string()).collect()
    };
    let wanted = words(gold);
    if let Some(currency) = currency.map(fold).filter(|c| !c.is_empty() && !wanted.is_empty())
        && (fold(gold).split_whitespace().any(|w| w == currency) || joined(gold) == currency)
    {
        return true;
    }
    let have = words(unit.unwrap_or_default());
    let inside = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    !wanted.is_empty() && !have.is_empty() && (inside(&wanted, &have) || inside(&have, &wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_fold_and_match() {
        assert_eq!(fold("  Đặng-Quốc  Thịnh!"), "dang quoc thinh");
        assert!(person_match(&json!({"name": "Sigrún Halldórsdóttir"}), &["Halldorsdottir Sigrun".into()]));
        assert!(!person_match(&json!({"name": "Ana Pinto"}), &["Pinto".into()]));
        assert_eq!(rank("Deputy Prime Minister"), Some("deputy head of government"));
        assert_eq!(rank("Bộ trưởng Y tế"), Some("minister"));
        assert!(org_match(&json!({"name": "Ministry of Health"}), &["the Ministry of Health".into()], None) > 1.9);
        assert!(unit_match("subscribers", Some("5G subscriber"), None, None));
        assert!(!is_name("the Minister") && is_name("Minister Ito"));
    }
}
