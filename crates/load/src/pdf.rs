//! PDF -> the text of its pages. A page without a text layer is told, for it may be a scan.

#[cfg(feature = "pdf")]
pub(crate) use present::document;

#[cfg(not(feature = "pdf"))]
pub(crate) fn document(
    _: &[u8],
    origin: crate::document::Origin,
    _: &crate::budget::Context,
    out: &mut crate::read::Sink,
) -> crate::read::Flow {
    let message = "PDF is not part of this build; save its text, or build with the feature pdf";
    out.error("load.format", &origin.path, message)
}

#[cfg(feature = "pdf")]
mod present {
    use crate::budget::Context;
    use crate::document::{self, Origin};
    use crate::read::{Flow, Sink};
    use lopdf::Document;
    use model::{Issue, Severity};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// More pages than this are a book, or a loop in the page tree.
    const MOST_PAGES: usize = 2_000;
    /// What the streams of one page may unpack to.
    const PAGE_BYTES: usize = 64 << 20;

    pub(crate) fn document(bytes: &[u8], origin: Origin, context: &Context, out: &mut Sink) -> Flow {
        let path = origin.path.clone();
        // Odd fonts and broken tables make such libraries panic; that is an issue of this file and no more.
        let pages = match catch_unwind(AssertUnwindSafe(|| pages(bytes, context))) {
            Ok(Ok(pages)) => pages,
            Ok(Err((code, message))) => return out.error(code, &path, message),
            Err(_) => return out.error("load.pdf", &path, "the PDF could not be read, its reader failed"),
        };
        let (mut text, mut empty, mut broken) = (String::new(), Vec::new(), Vec::new());
        for (number, page) in &pages {
            match page {
                Some(words) if words.trim().is_empty() => empty.push(number.to_string()),
                Some(words) => {
                    text.push_str(words.trim_end());
                    text.push_str("\n\n");
                }
                None => broken.push(number.to_string()),
            }
        }
        if !broken.is_empty() {
            out.error("load.pdf", &path, format!("the text of these pages cannot be read: {}", broken.join(", ")))?;
        }
        // The reader mends a file that was cut off as well as it can; what it lost must be told.
        if !bytes[bytes.len().saturating_sub(2048)..].windows(5).any(|end| end == b"%%EOF") {
            out.error("load.cut", &path, "the PDF ends too early; pages or words may be lost")?;
            if text.is_empty() {
                return Flow::Continue(());
            }
        }
        if empty.len() == pages.len() && broken.is_empty() {
            let message = "no page has a text layer, it is a scan; run it through character recognition first";
            return out.error("load.scan", &path, message);
        }
        if !empty.is_empty() {
            let message = format!("these pages have no text layer, they may be scans: {}", empty.join(", "));
            out.issue(Issue::new(Severity::Warning, "load.scan", &path, message))?;
        }
        out.all(document::from_record(bytes, text, "text/plain", origin))
    }

    type Pages = Vec<(u32, Option<String>)>;

    fn pages(bytes: &[u8], context: &Context) -> Result<Pages, (&'static str, String)> {
        let pdf = Document::load_mem(bytes).map_err(|error| {
            let message = error.to_string();
            let code = if message.to_ascii_lowercase().contains("password") { "load.password" } else { "load.pdf" };
            (code, format!("the PDF cannot be read, {message}"))
        })?;
        if pdf.is_encrypted() {
            return Err(("load.password", "the PDF is locked by a password; save an open copy".to_string()));
        }
        let numbers: Vec<u32> = pdf.get_pages().into_keys().collect();
        if numbers.is_empty() {
            return Err(("load.pdf", "the PDF cannot be read, it has no pages (cut off?)".to_string()));
        }
        if numbers.len() > MOST_PAGES {
            return Err(("load.too-large", format!("{} pages, more than {MOST_PAGES}; split it", numbers.len())));
        }
        let limit = usize::try_from(context.options.document_bytes).unwrap_or(usize::MAX).min(PAGE_BYTES);
        let mut size = 0u64;
        let mut pages = Pages::new();
        for number in numbers {
            let chunks = pdf.extract_text_chunks_with_limit(&[number], limit);
            let is_broken = !chunks.is_empty() && chunks.iter().all(Result::is_err);
            let words = (!is_broken).then(|| chunks.into_iter().flatten().collect::<String>());
            size += words.as_ref().map_or(0, |words| words.len() as u64);
            if size > context.options.document_bytes {
                return Err((
                    "load.too-large",
                    format!("its text has more than {} bytes", context.options.document_bytes),
                ));
            }
            pages.push((number, words));
        }
        Ok(pages)
    }
}
