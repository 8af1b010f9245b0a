//! gzip, zstd, tar and zip around any input. Nothing is ever written: a member's name is only a part of its path.

#[cfg(not(feature = "archives"))]
pub(crate) use absent::{gzip, tar, zip, zstd};
#[cfg(feature = "archives")]
pub(crate) use present::{gzip, tar, zip, zstd};

#[cfg(feature = "archives")]
mod present {
    use crate::budget::{Context, Unpacked};
    use crate::document::Origin;
    use crate::read::{Flow, Sink, member};
    use crate::{docx, walk};
    use flate2::read::MultiGzDecoder;
    use model::{Issue, Severity};
    use std::fs::File;
    use std::io::{self, BufReader, Cursor, Read, Seek};
    use std::ops::ControlFlow;

    /// The members of a gzip file are one stream; it keeps the path of the file.
    pub(crate) fn gzip(hint: &str, input: &mut dyn Read, origin: Origin, context: &Context, out: &mut Sink) -> Flow {
        let decoder = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, input));
        member(&inner_name(hint), &mut Unpacked { input: decoder, context }, origin, context, out)
    }

    pub(crate) fn zstd(hint: &str, input: &mut dyn Read, origin: Origin, context: &Context, out: &mut Sink) -> Flow {
        let frames = Frames { input: BufReader::with_capacity(1 << 16, input), decoder: None };
        member(&inner_name(hint), &mut Unpacked { input: frames, context }, origin, context, out)
    }

    fn inner_name(name: &str) -> String {
        for (ending, inner) in [(".gz", ""), (".zst", ""), (".zstd", ""), (".tgz", ".tar")] {
            if let Some(stem) = name.len().checked_sub(ending.len()).and_then(|at| name.split_at_checked(at))
                && stem.1.eq_ignore_ascii_case(ending)
            {
                return format!("{}{inner}", stem.0);
            }
        }
        name.to_string()
    }

    /// The frames of a zstd file, one after the other.
    struct Frames<R: Read> {
        input: BufReader<R>,
        decoder: Option<ruzstd::decoding::FrameDecoder>,
    }

    impl<R: Read> Read for Frames<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            use io::BufRead as _;
            use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
            use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
            let broken = |error: FrameDecoderError| io::Error::new(io::ErrorKind::InvalidData, error.to_string());
            loop {
                let Some(decoder) = &mut self.decoder else {
                    if self.input.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let mut decoder = FrameDecoder::new();
                    match decoder.init(&mut self.input) {
                        Ok(()) => self.decoder = Some(decoder),
                        Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                            length,
                            ..
                        })) => {
                            let skipped = io::copy(&mut (&mut self.input).take(u64::from(length)), &mut io::sink())?;
                            if skipped < u64::from(length) {
                                return Err(io::ErrorKind::UnexpectedEof.into());
                            }
                        }
                        Err(error) => return Err(broken(error)),
                    }
                    continue;
                };
                while decoder.can_collect() == 0 && !decoder.is_finished() {
                    decoder.decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1)).map_err(broken)?;
                }
                let count = decoder.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
                self.decoder = None;
            }
        }
    }

    /// The regular files of a tar archive. Links and devices are left out, for they lead elsewhere.
    pub(crate) fn tar(input: &mut dyn Read, origin: &Origin, context: &Context, out: &mut Sink) -> Flow {
        let name = origin.path.as_str();
        let mut archive = ::tar::Archive::new(input);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return context.stopped(name, "", &error, out),
        };
        for (index, entry) in entries.enumerate() {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return context.stopped(name, &format!("member {}: ", index + 1), &error, out),
            };
            let kind = entry.header().entry_type();
            let own = String::from_utf8_lossy(&entry.path_bytes()).replace('\\', "/");
            if kind.is_dir() || kind.is_pax_global_extensions() {
                continue;
            }
            let path = format!("{name}!/{own}");
            if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
                let message = "a link or a device in an archive, left out";
                out.issue(Issue::new(Severity::Warning, "load.link", &path, message))?;
                continue;
            }
            if let Some(inner) = checked(name, &own, out)? {
                let origin = Origin::new(&format!("{name}!/{inner}"));
                member(&inner, &mut entry, origin, context, out)?;
            }
            if context.is_spent() {
                return ControlFlow::Continue(());
            }
        }
        ControlFlow::Continue(())
    }

    /// A member's name made plain; one that climbs out of the archive is left out with an issue, a hidden one with a note.
    fn checked(archive: &str, own: &str, out: &mut Sink) -> ControlFlow<(), Option<String>> {
        let parts: Vec<&str> = own.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        let has_drive = own.as_bytes().get(1) == Some(&b':');
        if own.starts_with('/') || has_drive || parts.contains(&"..") {
            let shown: String = own.chars().take(200).collect();
            out.error("load.path", archive, format!("the member {shown:?} points outside the archive, left out"))?;
            return ControlFlow::Continue(None);
        }
        if parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX") {
            let path = format!("{archive}!/{}", parts.join("/"));
            out.issue(Issue::new(Severity::Note, "load.hidden", &path, "hidden by its name, left out"))?;
            return ControlFlow::Continue(None);
        }
        ControlFlow::Continue(Some(parts.join("/")))
    }

    /// The files of a zip archive in the order of its index, or the one document that it is.
    pub(crate) fn zip(
        input: &mut dyn Read,
        file: Option<File>,
        origin: Origin,
        context: &Context,
        out: &mut Sink,
    ) -> Flow {
        match file {
            Some(mut file) => {
                // The index lies at the end; a plain file is read there and not kept in memory.
                if let Ok(length) = file.seek(io::SeekFrom::End(0)) {
                    context.budget.packed.set(length);
                }
                members(BufReader::new(file), None, origin, context, out)
            }
            None => {
                let Some(bytes) = context.whole(&origin.path, input, out)? else { return ControlFlow::Continue(()) };
                members(Cursor::new(&bytes[..]), Some(&bytes), origin, context, out)
            }
        }
    }

    fn members<R: Read + Seek>(
        input: R,
        bytes: Option<&[u8]>,
        origin: Origin,
        context: &Context,
        out: &mut Sink,
    ) -> Flow {
        let name = origin.path.as_str();
        let mut archive = match ::zip::ZipArchive::new(input) {
            Ok(archive) => archive,
            Err(error) => return out.error("load.cut", name, format!("the archive cannot be read, {error}")),
        };
        if archive.index_for_name("word/document.xml").is_some() {
            return office(archive, bytes, origin, context, out);
        }
        for (part, what) in [
            ("xl/workbook.xml", "a spreadsheet; save it as CSV"),
            ("ppt/presentation.xml", "a presentation; save it as text"),
        ] {
            if archive.index_for_name(part).is_some() {
                return out.error("load.format", name, format!("this is {what}"));
            }
        }
        for index in 0..archive.len() {
            let raw = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned();
            let file = match archive.by_index(index) {
                Ok(file) => file,
                Err(error) => {
                    let code = if error.to_string().to_ascii_lowercase().contains("password") {
                        "load.password"
                    } else {
                        "load.member"
                    };
                    out.error(code, name, format!("the member {raw:?} cannot be read, {error}"))?;
                    continue;
                }
            };
            let own = raw.replace('\\', "/");
            if file.is_dir() {
                continue;
            }
            if file.is_symlink() {
                let message = "a link in an archive, left out";
                out.issue(Issue::new(Severity::Warning, "load.link", &format!("{name}!/{own}"), message))?;
                continue;
            }
            if let Some(inner) = checked(name, &own, out)? {
                let origin = Origin::new(&format!("{name}!/{inner}"));
                member(&inner, &mut Unpacked { input: file, context }, origin, context, out)?;
            }
            if context.is_spent() {
                return ControlFlow::Continue(());
            }
        }
        ControlFlow::Continue(())
    }

    /// A DOCX file: its own bytes give the id, its main part the text.
    fn office<R: Read + Seek>(
        mut archive: ::zip::ZipArchive<R>,
        bytes: Option<&[u8]>,
        origin: Origin,
        context: &Context,
        out: &mut Sink,
    ) -> Flow {
        let xml = match archive.by_name("word/document.xml") {
            Ok(part) => context.whole(&origin.path, &mut Unpacked { input: part, context }, out)?,
            Err(error) => {
                return out.error("load.member", &origin.path, format!("its main part cannot be read, {error}"));
            }
        };
        let Some(xml) = xml else { return ControlFlow::Continue(()) };
        let own = match bytes {
            Some(bytes) => bytes.to_vec(),
            None => {
                let mut input = archive.into_inner();
                let mut own = Vec::new();
                let read =
                    input.rewind().and_then(|()| input.take(context.options.document_bytes).read_to_end(&mut own));
                if let Err(error) = read {
                    return out.error("load.unreadable", &origin.path, walk::reason(&error));
                }
                own
            }
        };
        docx::document(&own, &xml, origin, out)
    }
}

#[cfg(not(feature = "archives"))]
mod absent {
    use crate::budget::Context;
    use crate::document::Origin;
    use crate::read::{Flow, Sink};
    use std::fs::File;
    use std::io::Read;

    const MESSAGE: &str = "archives are not part of this build; unpack it first, or build with the feature archives";

    pub(crate) fn gzip(_: &str, _: &mut dyn Read, origin: Origin, _: &Context, out: &mut Sink) -> Flow {
        out.error("load.format", &origin.path, MESSAGE)
    }

    pub(crate) fn zstd(_: &str, _: &mut dyn Read, origin: Origin, _: &Context, out: &mut Sink) -> Flow {
        out.error("load.format", &origin.path, MESSAGE)
    }

    pub(crate) fn tar(_: &mut dyn Read, origin: &Origin, _: &Context, out: &mut Sink) -> Flow {
        out.error("load.format", &origin.path, MESSAGE)
    }

    pub(crate) fn zip(_: &mut dyn Read, _: Option<File>, origin: Origin, _: &Context, out: &mut Sink) -> Flow {
        out.error("load.format", &origin.path, MESSAGE)
    }
}
