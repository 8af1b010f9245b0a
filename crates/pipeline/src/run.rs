//! Items of any stage in, items of a later stage or a dossier out.

use crate::{Item, Stage, guarded, ordered};
use lang::Packs;
use model::{Article, Clipping, DateValue, Document, Dossier, Findings, Issue, Severity};
use std::collections::BTreeMap;
use std::io::BufRead;

/// What a run needs to know; how it is shown and written is not part of it.
#[derive(Debug, Clone)]
pub struct Options {
    /// How containers are read; the encodings that only a table reads come from the packs.
    pub load: load::Options,
    /// How facts are joined.
    pub merge: ::merge::Options,
    /// The last stage to run.
    pub until: Stage,
    /// How many documents are in memory at a time between load and extract.
    pub window: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            load: load::Options::default(),
            merge: ::merge::Options::default(),
            until: Stage::Report,
            window: 64 * rayon::current_num_threads(),
        }
    }
}

/// Something to read documents from.
pub enum Input {
    /// A file, as load found it.
    Source(load::Source),
    /// An open stream with the name that its documents get.
    Stream(String, Box<dyn BufRead + Send>),
}

/// A sign of life, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One more input has been read to its end.
    Input,
    /// One more document has gone as far as it can alone.
    Document,
    /// Merging begins.
    Merging,
}

/// How many rows each stage handed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// From load.
    pub clippings: u64,
    /// From clean.
    pub articles: u64,
    /// From extract: documents.
    pub findings: u64,
    /// From extract: records before merging.
    pub facts: u64,
}

/// What a run leaves behind.
#[derive(Debug, Default)]
pub struct Flow {
    /// The dossier, where the run went that far.
    pub dossier: Option<Dossier>,
    /// Issues of a run that stopped before merge; those of a whole run stand in the dossier.
    pub issues: Vec<Issue>,
    /// Rows per stage.
    pub count: Count,
}

/// Reads inputs and takes every document as far as `options.until` says. The encodings are those of the packs.
///
/// Items of a stage before merge go to `sink`, in input order; a dossier is returned.
pub fn run(
    inputs: Vec<Input>,
    options: &Options,
    packs: &Packs,
    progress: &dyn Fn(Step),
    sink: &mut dyn FnMut(Item),
) -> Flow {
    let mut state = State::new(options, packs, progress, sink);
    let (encodings, issues) = load::Encodings::parse(&packs.others());
    issues.into_iter().for_each(|issue| state.push(Item::Issue(Box::new(issue))));
    let reading = load::Options { encodings, ..options.load.clone() };
    // A container may hold a million documents: the parallel part takes the first few of each input, the rest is drained in turn.
    const FIRST: usize = 64;
    ordered(
        inputs.into_iter(),
        options.window,
        |input| {
            let mut rows = match input {
                Input::Source(source) => load::read(&source, &reading),
                Input::Stream(name, reader) => load::read_stream(&name, reader, &reading),
            };
            let first: Vec<load::Loaded> = rows.by_ref().take(FIRST).collect();
            let rest = (first.len() == FIRST).then_some(rows);
            (first, rest)
        },
        |(first, rest)| {
            first.into_iter().for_each(|row| state.push(of_loaded(row)));
            rest.into_iter().flatten().for_each(|row| state.push(of_loaded(row)));
            progress(Step::Input);
        },
    );
    state.finish()
}

/// Takes items of any stage further, as [`run`] does.
pub fn run_items(
    items: impl Iterator<Item = Item>,
    options: &Options,
    packs: &Packs,
    progress: &dyn Fn(Step),
    sink: &mut dyn FnMut(Item),
) -> Flow {
    let mut state = State::new(options, packs, progress, sink);
    items.for_each(|item| state.push(item));
    state.finish()
}

fn of_loaded(row: load::Loaded) -> Item {
    match row {
        load::Loaded::Clipping(clipping) => Item::Clipping(clipping),
        load::Loaded::Issue(issue) => Item::Issue(Box::new(issue)),
    }
}

/// What is between the stages while documents stream through.
struct State<'a> {
    options: &'a Options,
    packs: &'a Packs,
    progress: &'a dyn Fn(Step),
    sink: &'a mut dyn FnMut(Item),
    waiting: Vec<Item>,
    findings: Vec<Findings>,
    dossier: Dossier,
    issues: Vec<Issue>,
    count: Count,
}

impl<'a> State<'a> {
    fn new(options: &'a Options, packs: &'a Packs, progress: &'a dyn Fn(Step), sink: &'a mut dyn FnMut(Item)) -> Self {
        Self {
            options,
            packs,
            progress,
            sink,
            waiting: Vec::new(),
            findings: Vec::new(),
            dossier: Dossier::default(),
            issues: Vec::new(),
            count: Count::default(),
        }
    }

    fn push(&mut self, item: Item) {
        self.waiting.push(item);
        if self.waiting.len() >= self.options.window.max(1) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let items = std::mem::take(&mut self.waiting);
        let (until, packs, size) = (self.options.until, self.packs, items.len());
        ordered(items.into_iter(), size, |item| advance(item, until, packs), |rows| self.take(rows));
    }

    fn take(&mut self, (rows, count): (Vec<Item>, Count)) {
        self.count.clippings += count.clippings;
        self.count.articles += count.articles;
        self.count.findings += count.findings;
        self.count.facts += count.facts;
        for row in rows {
            if !matches!(row, Item::Issue(_)) {
                (self.progress)(Step::Document);
            }
            match row {
                Item::Findings(findings) if self.options.until >= Stage::Merge => {
                    let mut findings = *findings;
                    self.issues.append(&mut findings.issues);
                    self.findings.push(findings);
                }
                Item::Document(row) => self.dossier.documents.push(*row),
                Item::Entity(row) => self.dossier.entities.push(*row),
                Item::Mention(row) => self.dossier.mentions.push(*row),
                Item::Record(row) => self.dossier.records.push(*row),
                Item::Issue(row) => self.issues.push(*row),
                row => (self.sink)(row),
            }
        }
    }

    fn finish(mut self) -> Flow {
        self.flush();
        let Self { options, packs, findings, mut dossier, mut issues, count, .. } = self;
        if options.until < Stage::Merge {
            return Flow { dossier: None, issues, count };
        }
        if dossier.documents.is_empty() {
            (self.progress)(Step::Merging);
            dossier = merge(findings, options, packs);
        }
        issues.append(&mut dossier.issues);
        dossier.issues = issues;
        Flow { dossier: Some(dossier), issues: Vec::new(), count }
    }
}

/// Joins the findings of all documents; the result does not depend on their order, but for that of the documents.
pub fn merge(findings: Vec<Findings>, options: &Options, packs: &Packs) -> Dossier {
    let mut joined: BTreeMap<String, (usize, Findings)> = BTreeMap::new();
    for (at, mut next) in findings.into_iter().enumerate() {
        let id = next.document.id.clone();
        let Some((first, mut known)) = joined.remove(&id) else {
            joined.insert(id, (at, next));
            continue;
        };
        // Identical bytes are one document with all its paths; the smallest path names it, whatever the order.
        if next.document.path < known.document.path {
            std::mem::swap(&mut known, &mut next);
        }
        known.document.paths.append(&mut next.document.paths);
        known.document.paths.sort();
        known.document.paths.dedup();
        joined.insert(id, (first, known));
    }
    let order: BTreeMap<String, usize> = joined.iter().map(|(id, (at, _))| (id.clone(), *at)).collect();
    let findings: Vec<Findings> = joined.into_values().map(|(_, findings)| findings).collect();
    let mut dossier = ::merge::dossier(findings, &options.merge, packs);
    dossier.documents.sort_by_key(|d| order.get(&d.id).copied().unwrap_or(usize::MAX));
    dossier.entities.sort_by(|a, b| a.id.cmp(&b.id));
    dossier.mentions.sort_by(|a, b| {
        (&a.document, a.start, a.end, &a.kind_of, &a.id).cmp(&(&b.document, b.start, b.end, &b.kind_of, &b.id))
    });
    let by_date = |r: &model::Record| (r.date.earliest.is_none(), r.date.earliest.clone(), r.id.clone());
    dossier.records.sort_by_cached_key(by_date);
    dossier
}

/// Takes one item as far as it can go alone, issues first.
fn advance(item: Item, until: Stage, packs: &Packs) -> (Vec<Item>, Count) {
    let (mut item, mut out, mut count) = (item, Vec::new(), Count::default());
    loop {
        item = match item {
            Item::Clipping(clipping) if until > Stage::Load => {
                count.clippings += 1;
                let (article, issues) = cleaned(&clipping, packs);
                out.extend(issues.into_iter().map(|i| Item::Issue(Box::new(i))));
                Item::Article(Box::new(article))
            }
            Item::Article(article) if until > Stage::Clean => {
                count.articles += 1;
                let mut findings = extracted(&article, packs);
                count.findings += 1;
                count.facts += findings.records.len() as u64;
                out.extend(findings.issues.drain(..).map(|i| Item::Issue(Box::new(i))));
                Item::Findings(Box::new(findings))
            }
            item => {
                match &item {
                    Item::Clipping(_) => count.clippings += 1,
                    Item::Article(_) => count.articles += 1,
                    _ => {}
                }
                out.push(item);
                return (out, count);
            }
        }
    }
}

fn cleaned(clipping: &Clipping, packs: &Packs) -> (Article, Vec<Issue>) {
    guarded(|| clean::article(clipping, packs)).unwrap_or_else(|panic| {
        let issue = failed("clean.panic", &clipping.id, &clipping.path, &panic);
        let document = bare_document(clipping);
        (Article { document, clean: String::new(), blocks: Vec::new(), map: model::TextMap::default() }, vec![issue])
    })
}

/// The longest cleaned text, in bytes, that facts are read from: more than three thousand pages. What is longer is no clipping,
/// and its tokens alone would fill the memory.
const LONGEST_STORY: usize = 8 << 20;

fn extracted(article: &Article, packs: &Packs) -> Findings {
    let document = &article.document;
    if article.clean.len() > LONGEST_STORY {
        let message = format!(
            "the text has {} bytes, more than the {LONGEST_STORY} that facts are read from; split it into its documents",
            article.clean.len()
        );
        let issue = Issue::new(Severity::Warning, "extract.too_long", &document.path, message).of(&document.id);
        let (entities, mentions, records) = (Vec::new(), Vec::new(), Vec::new());
        return Findings { document: document.clone(), entities, mentions, records, issues: vec![issue] };
    }
    let mut findings = guarded(|| extract::findings(article, packs)).unwrap_or_else(|panic| Findings {
        document: document.clone(),
        entities: Vec::new(),
        mentions: Vec::new(),
        records: Vec::new(),
        issues: vec![failed("extract.panic", &document.id, &document.path, &panic)],
    });
    let silent = !findings.issues.iter().any(|i| i.code == "extract.no_language_pack" || i.code == "extract.panic");
    // A folder that only helps to recognise a language is no pack: facts need at least its verbs.
    let served = packs.get(&document.language).is_some_and(|p| !p.rows("verbs").is_empty());
    if silent && !served && !article.clean.trim().is_empty() {
        let message = format!(
            "no language pack for `{}`, so no facts are read from this document; its text and sources are kept",
            document.language
        );
        findings
            .issues
            .push(Issue::new(Severity::Note, "extract.no_language_pack", &document.path, message).of(&document.id));
    }
    findings
}

fn failed(code: &str, id: &str, path: &str, panic: &str) -> Issue {
    let message =
        format!("this document could not be read because of a fault in the program ({panic}); please report it");
    Issue::new(Severity::Error, code, path, message).of(id)
}

/// The row of a document of which nothing is known but its bytes.
pub fn bare_document(clipping: &Clipping) -> Document {
    Document {
        id: clipping.id.clone(),
        path: clipping.path.clone(),
        paths: clipping.paths.clone(),
        external_id: clipping.external_id.clone(),
        url: clipping.given.url.clone(),
        sha256: clipping.sha256.clone(),
        bytes: clipping.bytes,
        media_type: clipping.media_type.clone(),
        encoding: clipping.encoding.clone(),
        language: "und".to_string(),
        languages: Vec::new(),
        title: None,
        outlet: clipping.given.outlet.clone(),
        byline: None,
        dateline: None,
        published: DateValue::unknown(),
        updated: None,
        blocks: Vec::new(),
        duplicate_of: None,
        similar_to: Vec::new(),
        countries: Vec::new(),
        notes: Vec::new(),
        extra: clipping.extra.clone(),
        text: clipping.text.clone(),
    }
}
