//! What one source may unpack to: every decompressor counts here, so that a few packed bytes cannot fill memory or time.

use crate::read::{Flow, Sink};
use crate::{Options, walk};
use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;

/// What every reader of one source shares.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub options: &'a Options,
    pub budget: &'a Budget,
    /// How many containers lie around what is read now.
    pub depth: u32,
}

/// Bytes of one source, as they lie on the disk and unpacked at all depths together.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    pub packed: Cell<u64>,
    unpacked: Cell<u64>,
    is_spent: Cell<bool>,
}

impl Context<'_> {
    /// The issue of an input that could not be read to its end; what came before is kept.
    pub(crate) fn stopped(&self, path: &str, place: &str, error: &io::Error, out: &mut Sink) -> Flow {
        let code = match error.kind() {
            _ if self.budget.is_spent.get() => "load.bomb",
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => "load.cut",
            _ => "load.unreadable",
        };
        out.error(code, path, format!("{place}reading stopped, {}; what came before is kept", walk::reason(error)))
    }

    /// Whether nothing more may be unpacked; the issue has been given.
    pub(crate) fn is_spent(&self) -> bool {
        self.budget.is_spent.get()
    }

    /// All bytes of a document; an issue is given and nothing returned where they are too many or cannot be read.
    pub(crate) fn whole(&self, path: &str, input: &mut dyn Read, out: &mut Sink) -> ControlFlow<(), Option<Vec<u8>>> {
        let limit = self.options.document_bytes;
        let mut bytes = Vec::new();
        if let Err(error) = input.take(limit + 1).read_to_end(&mut bytes) {
            self.stopped(path, "", &error, out)?;
            return ControlFlow::Continue(None);
        }
        if bytes.len() as u64 > limit {
            out.error("load.too-large", path, format!("more than the limit of {limit} bytes for one document"))?;
            return ControlFlow::Continue(None);
        }
        ControlFlow::Continue(Some(bytes))
    }
}

/// Counts the bytes that come from the disk.
pub(crate) struct Packed<'a> {
    pub input: &'a mut dyn Read,
    pub budget: &'a Budget,
}

impl Read for Packed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.budget.packed.set(self.budget.packed.get() + count as u64);
        Ok(count)
    }
}

/// Counts the bytes that come out of a decompressor, and ends it when they are too many.
pub(crate) struct Unpacked<'a, R> {
    pub input: R,
    pub context: &'a Context<'a>,
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Context { options, budget, .. } = self.context;
        let count = self.input.read(buffer)?;
        let unpacked = budget.unpacked.get() + count as u64;
        budget.unpacked.set(unpacked);
        let allowed = budget.packed.get().saturating_mul(options.unpacked_ratio).max(options.unpacked_free);
        if unpacked > allowed.min(options.unpacked_bytes) {
            budget.is_spent.set(true);
            return Err(io::Error::other(format!(
                "it unpacks to more than {} bytes from {} (a zip bomb?)",
                allowed.min(options.unpacked_bytes),
                budget.packed.get()
            )));
        }
        Ok(count)
    }
}
