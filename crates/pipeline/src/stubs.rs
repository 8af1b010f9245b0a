//! Stand-ins for stages that have not landed.
#![allow(missing_docs, dead_code)]

pub mod load {
    use model::{Clipping, Issue};
    use std::path::{Path, PathBuf};

    #[derive(Clone, Default, Debug)]
    pub struct Options {}
    #[derive(Debug)]
    pub struct LoadError(pub String);
    impl std::fmt::Display for LoadError {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(&self.0)
        }
    }
    impl std::error::Error for LoadError {}
    #[derive(Debug, Clone)]
    pub struct Source {
        file: PathBuf,
        pub path: String,
    }
    pub enum Loaded {
        Clipping(Box<Clipping>),
        Issue(Issue),
    }
    fn walk(root: &Path, at: &Path, out: &mut Vec<Source>) {
        let mut all: Vec<_> = std::fs::read_dir(at).into_iter().flatten().flatten().map(|e| e.path()).collect();
        all.sort();
        for p in all {
            if p.is_dir() {
                walk(root, &p, out);
            } else {
                let path = p.strip_prefix(root).unwrap_or(&p).to_string_lossy().into_owned();
                out.push(Source { file: p, path });
            }
        }
    }
    pub fn open(path: &Path, _: &Options) -> Result<Vec<Source>, LoadError> {
        let mut out = Vec::new();
        if path.is_dir() {
            walk(path, path, &mut out);
        } else if path.is_file() {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            out.push(Source { file: path.to_path_buf(), path: name });
        } else {
            return Err(LoadError(format!("{}: no such file or folder", path.display())));
        }
        Ok(out)
    }
    pub fn clipping(path: &str, bytes: &[u8]) -> Clipping {
        let sha256 = model::hex_digest(bytes);
        let html = path.ends_with(".html");
        Clipping {
            id: model::document_id(&sha256),
            path: path.to_string(),
            paths: vec![path.to_string()],
            sha256,
            bytes: bytes.len() as u64,
            media_type: if html { "text/html" } else { "text/plain" }.to_string(),
            encoding: "utf-8".to_string(),
            text: String::from_utf8_lossy(bytes).into_owned(),
            ..Clipping::default()
        }
    }
    pub fn read(source: &Source, _: &Options) -> Box<dyn Iterator<Item = Loaded> + Send> {
        let bytes = std::fs::read(&source.file).unwrap_or_default();
        Box::new(std::iter::once(Loaded::Clipping(Box::new(clipping(&source.path, &bytes)))))
    }
    pub fn read_stream(
        name: &str,
        mut reader: Box<dyn std::io::Read + Send>,
        _: &Options,
    ) -> Box<dyn Iterator<Item = Loaded> + Send> {
        let mut bytes = Vec::new();
        let _ = reader.read_to_end(&mut bytes);
        Box::new(std::iter::once(Loaded::Clipping(Box::new(clipping(name, &bytes)))))
    }
}

pub mod clean {
    use lang::Packs;
    use model::*;
    pub fn article(clipping: &Clipping, _: &Packs) -> (Article, Vec<Issue>) {
        let mut document = crate::bare_document(clipping);
        document.language =
            clipping.path.split('/').next().filter(|l| l.len() == 2).unwrap_or("en").to_string();
        let mut builder = Builder::new(&clipping.text);
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in clipping.text.split_inclusive('\n') {
            let span = Span::new(at, at + line.len()).trim(&clipping.text);
            at += line.len();
            if span.is_empty() || clipping.media_type == "text/html" {
                continue;
            }
            let start = builder.position();
            builder.keep(span);
            blocks.push(CleanBlock {
                kind: BlockKind::Body,
                span: CleanSpan::new(start, builder.position()),
                language: document.language.clone(),
                story: 1,
            });
            builder.replace(Span::new(span.end, span.end), "\n\n");
            document.blocks.push(Block {
                kind: BlockKind::Body,
                start: span.start,
                end: span.end,
                language: document.language.clone(),
                story: 1,
                reason: None,
            });
        }
        let (clean, map) = builder.finish();
        (Article { document, clean, blocks, map }, Vec::new())
    }
}

pub mod merge {
    use lang::Packs;
    use model::*;
    #[derive(Clone, Default, Debug)]
    pub struct Options {}
    pub fn dossier(findings: Vec<Findings>, _: &Options, _: &Packs) -> Dossier {
        let mut out = Dossier::default();
        for f in findings {
            let id = |local: &str| format!("e-{}", hex16(&[&f.document.id, local]));
            for mut e in f.entities {
                e.id = id(&e.id);
                e.parent = e.parent.map(|p| id(&p));
                for r in &mut e.roles {
                    r.organisation = r.organisation.take().map(|o| id(&o));
                }
                out.entities.push(e);
            }
            for mut m in f.mentions {
                m.entity = m.entity.map(|e| id(&e));
                out.mentions.push(m);
            }
            for mut r in f.records {
                for p in &mut r.parties {
                    p.entity = p.entity.take().map(|e| id(&e));
                    p.organisation = p.organisation.take().map(|e| id(&e));
                }
                r.said_by = r.said_by.map(|e| id(&e));
                if let Some(p) = &mut r.place {
                    p.entity = p.entity.take().map(|e| id(&e));
                }
                if let Some(a) = &mut r.agreement {
                    for s in &mut a.signatories {
                        *s = id(s);
                    }
                }
                if let Some(v) = &mut r.value {
                    v.said_by = v.said_by.take().map(|e| id(&e));
                }
                out.records.push(r);
            }
            out.issues.extend(f.issues);
            out.documents.push(f.document);
        }
        out
    }
}
