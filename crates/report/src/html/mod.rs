//! `report/index.html`: one page, one style, one script, both allowed by their hash alone.

mod charts;
mod facts;
mod index;
mod made;
mod matrix;
mod network;
mod people;
mod sources;
mod texts;
mod timeline;

use crate::brief;
use crate::case::{Case, Register, Text};
use crate::sentence;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::{Record, RecordType};
use sha2::{Digest, Sha256};
use texts::Texts;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What the parts of the page share: the case, and the texts that can be switched to another language.
pub struct Page<'c, 'a> {
    case: &'c Case<'a>,
    texts: Texts,
}

/// The whole page.
pub fn page(case: &Case) -> String {
    let page = Page { case, texts: Texts::default() };
    let (style, script) = (tight(&squeeze(STYLE)), squeeze(SCRIPT));
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(&style),
        digest(&script)
    );
    let sections = page.sections();
    let body = html! {
        a.skip href="#main" { (page.t("skip")) }
        (page.head())
        div.frame {
            nav.toc aria-label=(page.plain("contents")) data-a=[page.id("contents")] {
                ol { @for (key, count, _) in &sections {
                    li { a href={ "#" (key) } { (page.t(&format!("section.{key}"))) @if let Some(n) = count { " " span.n { (n) } } } }
                } }
            }
            main id="main" {
                p.shown id="shown" role="status" aria-live="polite" hidden[true] {}
                @for (key, count, content) in &sections {
                    section id=(key) aria-labelledby={ "h-" (key) } {
                        h2 id={ "h-" (key) } { (page.t(&format!("section.{key}"))) @if let Some(n) = count { " " span.n { (n) } } }
                        (content)
                    }
                }
            }
        }
        footer { p { (page.say(|t| t.fill("footer", &[("version", &case.options.tool_version)]))) } }
    };
    let title = page.title();
    let done = html! {
        (DOCTYPE)
        html lang=(case.tongue().code) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                @if case.options.share { meta name="robots" content="noindex"; }
                link rel="icon" href="data:,";
                title { (title[0]) }
                style { (PreEscaped(style)) }
            }
            body {
                (body)
                (page.words_of_the_script())
                (page.texts.json(case))
                script { (PreEscaped(script)) }
            }
        }
    };
    texts::settle(&done.into_string())
}

type Section = (&'static str, Option<usize>, Markup);

impl<'a> Page<'_, 'a> {
    /// A word of the interface.
    fn t(&self, key: &str) -> Markup {
        self.say(|t| t.get(key).to_string())
    }

    /// A word of the interface in the chosen language, for attributes; switched through `data-a`.
    fn plain(&self, key: &str) -> String {
        self.case.tongue().get(key).to_string()
    }

    /// The number of a word of the interface, for `data-a`.
    fn id(&self, key: &str) -> Option<usize> {
        let text = self.case.text(|t| t.get(key).to_string());
        (self.case.tongues.len() > 1).then(|| self.texts.numbered(&text))
    }

    /// A text of the interface that the script can switch to another language.
    fn say(&self, write: impl Fn(&crate::words::Tongue) -> String) -> Markup {
        self.texts.show(self.case.text(write))
    }

    /// The few words that the script shows.
    fn words_of_the_script(&self) -> Markup {
        html! { span id="words" hidden[true]
        data-copy=(self.plain("copy")) data-copy-id=[self.id("copy")]
        data-copied=(self.plain("copied")) data-copied-id=[self.id("copied")]
        data-found=(self.plain("found")) data-found-id=[self.id("found")] {} }
    }

    fn title(&self) -> Vec<String> {
        self.case.text(|t| match self.case.focus.as_deref() {
            Some(code) => t.fill("title.focus", &[("country", &self.case.country(t, code))]),
            None => t.get("title").to_string(),
        })
    }

    fn head(&self) -> Markup {
        let case = self.case;
        let languages: std::collections::BTreeSet<&str> =
            case.dossier.documents.iter().map(|d| d.language.as_str()).collect();
        let as_of = case.as_of.map(|d| d.to_string()).unwrap_or_default();
        html! {
            header.top {
                p.kicker { (self.t("kicker")) }
                h1 { (self.texts.show(self.title())) }
                p.sum {
                    (self.say(|t| t.count("count.documents", case.dossier.documents.len()))) " \u{b7} "
                    (self.say(|t| t.count("count.languages", languages.len()))) " \u{b7} "
                    (self.say(|t| t.count("count.facts", case.counted().count())))
                    @if !as_of.is_empty() { " \u{b7} " (self.say(|t| t.fill("asof", &[("date", &t.edtf(&as_of))]))) }
                }
                div.tools hidden[true] id="tools" role="search" {
                    label.find { span.vh { (self.t("tool.search")) }
                        input type="search" id="q" autocomplete="off" spellcheck="false" placeholder=(self.plain("tool.search")) data-a=[self.id("tool.search")]; }
                    (self.choice("k", "tool.types", self.types()))
                    (self.choice("c", "tool.countries", self.countries()))
                    (self.choice("y", "tool.years", self.years()))
                    @if case.tongues.len() > 1 {
                        label { span.vh { (self.t("tool.language")) }
                            select id="lang" { @for t in &case.tongues { option value=(t.code) lang=(t.code) { (t.name) } } } }
                    }
                    button type="button" id="theme" { (self.t("tool.theme")) }
                }
            }
        }
    }

    fn choice(&self, id: &str, key: &str, options: Vec<(String, Text)>) -> Markup {
        html! {
            label { span.vh { (self.t(key)) }
                select id=(id) {
                    option value="" { (self.t(key)) }
                    @for (value, text) in options { option value=(value) data-t=[self.texts.number(&text)] { (text.first().map_or("", String::as_str)) } }
                } }
        }
    }

    fn types(&self) -> Vec<(String, Text)> {
        let present = |k: &&RecordType| self.case.dossier.records.iter().any(|r| r.kind_of == **k);
        let shown = |k: &RecordType| {
            let text = self.case.text(|t| t.word("type", k.name()));
            (k.name().to_string(), text)
        };
        RecordType::ALL.iter().filter(present).map(shown).collect()
    }

    fn countries(&self) -> Vec<(String, Text)> {
        let codes: std::collections::BTreeSet<&str> =
            self.case.dossier.records.iter().flat_map(|r| r.countries.iter().map(String::as_str)).collect();
        let shown = |c: &str| (c.to_string(), self.case.text(|t| self.case.country(t, c)));
        codes.into_iter().map(shown).collect()
    }

    fn years(&self) -> Vec<(String, Text)> {
        let years: std::collections::BTreeSet<i16> =
            self.case.dossier.records.iter().filter_map(|r| crate::words::years(&r.date)).map(|(_, y)| y).collect();
        years.into_iter().rev().map(|y| (y.to_string(), vec![y.to_string()])).collect()
    }

    fn sections(&self) -> Vec<Section> {
        let case = self.case;
        let mut out: Vec<Section> = vec![("brief", None, self.brief())];
        let counted = case.counted().count();
        if counted > 0 {
            out.push(("timeline", None, self.timeline()));
            out.push(("matrix", None, self.matrices()));
        }
        for register in Register::ALL {
            let records = case.register(register);
            if !records.is_empty() {
                let content = self.register(register, &records);
                out.push((register.key(), Some(records.len()), content));
            }
        }
        let (people, organisations) = (self.people(), self.organisations());
        out.extend(people.map(|(n, m)| ("people", Some(n), m)));
        out.extend(organisations.map(|(n, m)| ("organisations", Some(n), m)));
        out.extend(self.topics().map(|m| ("topics", None, m)));
        out.extend(self.network().map(|m| ("network", None, m)));
        out.extend(self.conflicts().map(|(n, m)| ("conflicts", Some(n), m)));
        if counted > 0 {
            out.push(("index", None, self.index()));
        }
        out.push(("sources", Some(case.dossier.documents.len()), self.sources()));
        out.push(("coverage", None, self.coverage()));
        out.push(("made", None, self.made()));
        out
    }

    fn brief(&self) -> Markup {
        let records = brief::chosen(self.case);
        html! {
            @if records.is_empty() { p.none { (self.t("brief.none")) } }
            ol.brief { @for record in records {
                li { (self.say(|t| sentence::sentence(self.case, t, record)))
                    (self.words(record)) " " (self.mark(record)) }
            } }
            @if !self.case.dossier.records.is_empty() { p.note { (self.t("brief.note")) } }
        }
    }

    /// The source's own words beside a sentence that does not carry its substance.
    fn words(&self, record: &Record) -> Markup {
        html! { @if let Some(words) = brief::words(self.case, record) { " " q lang=(lang(&record.language)) { (shown(&words)) } } }
    }

    /// The mark of a record: its number, leading to the words of the source.
    fn mark(&self, record: &Record) -> Markup {
        let number = self.case.number(&record.id);
        let target = record.evidence.first().map_or(&record.id, |e| &e.finding);
        html! { a.ref href={ "#" (target) } { (number) } }
    }
}

/// A language for a `lang` attribute.
fn lang(code: &str) -> &str {
    let fits = (2..=8).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits { code } else { "und" }
}

/// Text as the page may hold it: control characters as their pictures.
fn shown(text: &str) -> String {
    let picture = |c: char| match u32::from(c) {
        0x9 | 0xa => c,
        0xd => '\n',
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(c),
        0x7f => '\u{2421}',
        0x80..0xa0 | 0xfdd0..=0xfdef => '\u{fffd}',
        code if code & 0xfffe == 0xfffe => '\u{fffd}',
        _ => c,
    };
    text.chars().map(picture).collect()
}

/// Style and script without indentation and blank lines.
fn squeeze(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A style sheet without the blanks that only people need.
fn tight(style: &str) -> String {
    let mut out = style.to_string();
    for (loose, close) in
        [(": ", ":"), (", ", ","), (" {", "{"), ("{ ", "{"), ("; }", "}"), (";\n}", "}"), ("; ", ";"), ("\n", "")]
    {
        out = out.replace(loose, close);
    }
    out
}

/// SHA-256 in Base64, as a content security policy wants it.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = Sha256::digest(text.as_bytes());
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |w, b| (w << 8) | u32::from(*b)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS.get(((word >> (18 - 6 * at)) & 63) as usize).copied().unwrap_or(b'A');
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}
