//! One source -> its documents, lazily. A file that is one document is read when it is asked for; a file of many is read
//! by a thread of its own, which waits until the documents are taken, so that memory holds a few of them and no more.

use crate::budget::{Budget, Context, Packed};
use crate::document::{self, Origin};
use crate::sniff::{self, Format};
use crate::{Loaded, Options, Source, archive, decode, feed, json, mail, pdf, table, walk, warc};
use model::{Issue, Severity};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};

/// `Break` when nobody takes the documents any more.
pub(crate) type Flow = ControlFlow<()>;

/// Documents that wait between the reading thread and the taker.
const WAITING: usize = 8;

/// Where documents and issues go.
pub(crate) struct Sink<'a> {
    send: &'a mut dyn FnMut(Loaded) -> bool,
}

impl Sink<'_> {
    pub(crate) fn one(&mut self, loaded: Loaded) -> Flow {
        if (self.send)(loaded) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    pub(crate) fn all(&mut self, loaded: Vec<Loaded>) -> Flow {
        loaded.into_iter().try_for_each(|one| self.one(one))
    }

    pub(crate) fn issue(&mut self, issue: Issue) -> Flow {
        self.one(Loaded::Issue(issue))
    }

    pub(crate) fn error(&mut self, code: &str, path: &str, message: impl Into<String>) -> Flow {
        self.issue(Issue::new(Severity::Error, code, path, message))
    }
}

type Documents = Box<dyn Iterator<Item = Loaded> + Send>;

pub(crate) fn source(source: &Source, options: &Options) -> Documents {
    let (source, options) = (source.clone(), options.clone());
    Box::new(Lazy::Waiting(Some(Box::new(move || {
        if let Some(trouble) = source.trouble {
            return ready(vec![Loaded::Issue(trouble)]);
        }
        let opened = File::open(&source.file).and_then(|file| file.metadata().map(|meta| (file, meta)));
        match opened {
            Ok((file, before)) => match file.try_clone() {
                Ok(copy) => {
                    start(source.name.clone(), Box::new(file), options, Some(Watch { source, file: copy, before }))
                }
                Err(_) => start(source.name, Box::new(file), options, None),
            },
            Err(error) => {
                let message = format!("the file could not be opened, {}", walk::reason(&error));
                ready(vec![Loaded::Issue(Issue::new(Severity::Error, "load.unreadable", &source.name, message))])
            }
        }
    }))))
}

pub(crate) fn stream(name: &str, input: Box<dyn BufRead + Send>, options: &Options) -> Documents {
    let (name, options) = (name.to_string(), options.clone());
    Box::new(Lazy::Waiting(Some(Box::new(move || start(name, Box::new(input), options, None)))))
}

/// Notices that a file changed while it was read.
struct Watch {
    source: Source,
    file: File,
    before: std::fs::Metadata,
}

impl Watch {
    fn issue(&self) -> Option<Issue> {
        let now = std::fs::metadata(&self.source.file).ok();
        let is_same =
            now.is_some_and(|now| now.len() == self.before.len() && now.modified().ok() == self.before.modified().ok());
        let message = "the file changed while it was read; what was read may be a mixture, run again";
        (!is_same && self.before.is_file())
            .then(|| Issue::new(Severity::Warning, "load.changed", &self.source.name, message))
    }
}

/// Looks at the first bytes and reads the rest here or in a thread, as the format asks.
fn start(name: String, mut input: Box<dyn Read + Send>, options: Options, watch: Option<Watch>) -> Running {
    let (head, failure) = head(&mut input);
    let is_whole = failure.is_none() && head.len() < sniff::HEAD_BYTES;
    let format = sniff::format(&name, &head, is_whole);
    let work = move |send: &mut dyn FnMut(Loaded) -> bool| {
        let mut out = Sink { send };
        let budget = Budget::default();
        budget.packed.set(head.len() as u64);
        let context = Context { options: &options, budget: &budget, depth: 0 };
        let seekable = watch.as_ref().and_then(|watch| watch.file.try_clone().ok());
        let mut rest = Packed { input: &mut input, budget: &budget };
        let origin = Origin::new(&name);
        let input = Input { hint: &name, format, head: &head, rest: &mut rest, seekable, failure };
        let guarded = catch_unwind(AssertUnwindSafe(|| input.read(origin, &context, &mut out)));
        let flow = guarded.unwrap_or_else(|_| {
            let message = "reading it failed inside the program; please report this file";
            out.error("load.panic", &name, message)
        });
        if flow.is_continue()
            && let Some(issue) = watch.as_ref().and_then(Watch::issue)
        {
            let _ = out.issue(issue);
        }
    };
    if !format.streams() {
        let mut done = VecDeque::new();
        work(&mut |loaded| {
            done.push_back(loaded);
            true
        });
        return Running::Ready(done);
    }
    let (sender, receiver) = sync_channel(WAITING);
    let spare = sender.clone();
    let spawned = std::thread::Builder::new()
        .name("load".to_string())
        .spawn(move || work(&mut |loaded| sender.send(loaded).is_ok()));
    if spawned.is_err() {
        let message = "no thread could be started to read it; close other programs or use fewer jobs";
        let _ = spare.try_send(Loaded::Issue(Issue::new(Severity::Error, "load.thread", "", message)));
    }
    Running::Coming(receiver)
}

/// The first bytes of an input, and what stopped it if it stopped early.
fn head(input: &mut dyn Read) -> (Vec<u8>, Option<io::Error>) {
    let mut head = Vec::new();
    let failure = input.take(sniff::HEAD_BYTES as u64).read_to_end(&mut head).err();
    (head, failure)
}

/// A document or container inside another: it is recognised anew and read at one depth more.
pub(crate) fn member(hint: &str, input: &mut dyn Read, origin: Origin, context: &Context, out: &mut Sink) -> Flow {
    if context.depth >= context.options.depth {
        let message = format!("more than {} archives inside each other; unpack it first", context.options.depth);
        return out.error("load.depth", &origin.path, message);
    }
    let (head, failure) = head(input);
    let is_whole = failure.is_none() && head.len() < sniff::HEAD_BYTES;
    let format = sniff::format(hint, &head, is_whole);
    let inner = Input { hint, format, head: &head, rest: input, seekable: None, failure };
    inner.read(origin, &Context { depth: context.depth + 1, ..*context }, out)
}

/// One file, member or stream with its format known.
struct Input<'a> {
    /// The name that the format was guessed from.
    hint: &'a str,
    format: Format,
    head: &'a [u8],
    rest: &'a mut dyn Read,
    /// The file itself where it is one, for formats whose index lies at the end.
    seekable: Option<File>,
    failure: Option<io::Error>,
}

impl Input<'_> {
    fn read(self, origin: Origin, context: &Context, out: &mut Sink) -> Flow {
        let Self { hint, format, head, rest, seekable, failure } = self;
        let options = context.options;
        let name = origin.path.as_str();
        // What stopped the first bytes comes again behind them, so that the documents in them are not lost.
        let mut all = head.chain(Broken(failure)).chain(rest);
        match format {
            Format::Empty => out.issue(Issue::new(Severity::Note, "load.empty", name, "the file is empty")),
            Format::Binary => {
                let message = "expected text, found binary content; leave it out or convert it to a text format";
                out.error("load.binary", name, message)
            }
            Format::Unsupported(what) => out.error("load.format", name, format!("this is {what}")),
            Format::Gzip => archive::gzip(hint, &mut all, origin, context, out),
            Format::Zstd => archive::zstd(hint, &mut all, origin, context, out),
            Format::Tar => archive::tar(&mut all, &origin, context, out),
            Format::Zip => archive::zip(&mut all, seekable, origin, context, out),
            Format::Warc => warc::records(name, &mut BufReader::with_capacity(1 << 16, all), context, out),
            Format::JsonLines | Format::JsonArray | Format::Table
                if wide(head) || (format == Format::Table && !decode::is_utf8(head)) =>
            {
                let Some(bytes) = context.whole(name, &mut all, out)? else { return ControlFlow::Continue(()) };
                let text = decode::decode_with(&options.encodings, &bytes, None, false).text;
                many(format, name, &mut text.as_bytes(), context, out)
            }
            Format::JsonLines | Format::JsonArray | Format::Table => {
                many(format, name, &mut BufReader::with_capacity(1 << 16, all), context, out)
            }
            _ => {
                let Some(bytes) = context.whole(name, &mut all, out)? else { return ControlFlow::Continue(()) };
                match format {
                    Format::JsonObject => json::json_object(name, &bytes, out),
                    Format::Feed => feed::items(name, &bytes, out),
                    Format::Mail => mail::message(&bytes, origin, context, out),
                    Format::Pdf => pdf::document(&bytes, origin, context, out),
                    _ => out.all(document::from_bytes(&bytes, format, origin, options)),
                }
            }
        }
    }
}

/// Gives an error in its turn, then nothing.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn many(format: Format, name: &str, input: &mut dyn BufRead, context: &Context, out: &mut Sink) -> Flow {
    match format {
        Format::JsonArray => json::json_array(name, input, context, out),
        Format::Table => table::rows(name, input, context, out),
        _ => json::json_lines(name, input, context, out),
    }
}

/// Whether lines cannot be cut at the byte of the line break.
fn wide(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || decode::unmarked_utf16(head).is_some()
}

enum Running {
    Ready(VecDeque<Loaded>),
    Coming(Receiver<Loaded>),
}

fn ready(loaded: Vec<Loaded>) -> Running {
    Running::Ready(loaded.into())
}

/// Opens nothing before the first document is asked for.
enum Lazy {
    Waiting(Option<Box<dyn FnOnce() -> Running + Send>>),
    Running(Running),
}

impl Iterator for Lazy {
    type Item = Loaded;

    fn next(&mut self) -> Option<Loaded> {
        if let Self::Waiting(start) = self {
            let start = start.take()?;
            *self = Self::Running(start());
        }
        match self {
            Self::Running(Running::Ready(done)) => done.pop_front(),
            Self::Running(Running::Coming(receiver)) => receiver.recv().ok(),
            Self::Waiting(_) => None,
        }
    }
}
