//! All packs of a run: one for each language, one for the world.

use crate::Table;
use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

/// A pack file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// Path below the packs' folder.
    pub path: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What was expected.
    pub message: String,
}

impl PackError {
    /// An error at a line of a file.
    pub fn new(path: &str, line: usize, message: &str) -> Self {
        Self { path: path.to_string(), line, message: message.to_string() }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl std::error::Error for PackError {}

/// The tables and settings of one language, or of the world.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// ISO 639 code; empty for the world.
    pub code: String,
    settings: BTreeMap<String, String>,
    tables: BTreeMap<String, Table>,
}

impl Pack {
    /// A table by its file name without ending.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }

    /// The rows of a table; none where the pack lacks it.
    pub fn rows(&self, name: &str) -> &[crate::Row] {
        self.tables.get(name).map_or(&[], |t| &t.rows)
    }

    /// A setting of `pack.txt`; empty where absent.
    pub fn setting(&self, key: &str) -> &str {
        self.settings.get(key).map_or("", String::as_str)
    }

    /// Names of its tables.
    pub fn table_names(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }
}

/// What a stage makes of the packs once, and keeps.
pub trait Compile: Send + Sync + 'static {
    /// Builds it.
    fn compile(packs: &Packs) -> Self;
}

/// All packs. Cheap to share between threads; what stages compile from it is kept inside.
pub struct Packs {
    languages: BTreeMap<String, Pack>,
    world: Pack,
    others: Vec<(String, String)>,
    hash: String,
    compiled: Mutex<BTreeMap<TypeId, Slot>>,
}

/// What one stage compiled: made once, even where many threads ask at the same time.
type Slot = Arc<OnceLock<Arc<dyn Any + Send + Sync>>>;

impl Packs {
    /// Parses pack files given as path below `data/` and text: `world/*.tsv`, `lang/xx/*`. Other files are only kept, see
    /// [`Packs::others`].
    ///
    /// # Errors
    /// The first file that cannot be read, with its line.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, PackError> {
        let (mut languages, mut world, mut all) = (BTreeMap::<String, Pack>::new(), Pack::default(), String::new());
        let mut others = Vec::new();
        for (path, text) in files {
            all.push_str(path);
            all.push('\n');
            all.push_str(text);
            let parts: Vec<&str> = path.split('/').collect();
            let (pack, file) = match parts.as_slice() {
                ["world", file] => (&mut world, *file),
                ["lang", code, file] => {
                    let pack = languages.entry((*code).to_string()).or_default();
                    pack.code = (*code).to_string();
                    (pack, *file)
                }
                _ => {
                    others.push((path.to_string(), text.to_string()));
                    continue;
                }
            };
            if file == "pack.txt" {
                for (at, line) in text.lines().enumerate() {
                    if line.trim().is_empty() || line.starts_with('#') {
                        continue;
                    }
                    let Some((key, value)) = line.split_once('=') else {
                        return Err(PackError::new(path, at + 1, "expected `key = value`"));
                    };
                    pack.settings.insert(key.trim().to_string(), value.trim().to_string());
                }
            } else {
                let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
                pack.tables.insert(name.to_string(), Table::parse(path, text)?);
            }
        }
        let hash = model::hex_digest(all.as_bytes());
        Ok(Self { languages, world, others, hash, compiled: Mutex::default() })
    }

    /// Reads the same files from a folder on disk (`encodings/`, `world/`, `lang/xx/`).
    ///
    /// # Errors
    /// A folder without packs, a file that cannot be read, or one that cannot be parsed.
    pub fn from_dir(root: &Path) -> Result<Self, PackError> {
        let mut files = Vec::new();
        let mut folders = vec![root.join("encodings"), root.join("world")];
        for entry in std::fs::read_dir(root.join("lang")).into_iter().flatten().flatten() {
            folders.push(entry.path());
        }
        for folder in folders {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                if path.is_file() && (name.ends_with(".tsv") || name.ends_with(".txt")) {
                    let text = std::fs::read_to_string(&path).map_err(|e| PackError::new(&name, 0, &e.to_string()))?;
                    files.push((name, text));
                }
            }
        }
        if files.is_empty() {
            let message = "expected folders `lang` and `world` with packs in them";
            return Err(PackError::new(&root.to_string_lossy(), 0, message));
        }
        files.sort();
        Self::parse(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// The pack of a language.
    pub fn get(&self, code: &str) -> Option<&Pack> {
        self.languages.get(code)
    }

    /// All languages, sorted by code.
    pub fn languages(&self) -> impl Iterator<Item = &Pack> {
        self.languages.values()
    }

    /// The tables that belong to no language.
    pub fn world(&self) -> &Pack {
        &self.world
    }

    /// Path and text of the files that are no pack and that another crate parses, such as `encodings/*.tsv`.
    pub fn others(&self) -> Vec<(&str, &str)> {
        self.others.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
    }

    /// SHA-256 over all files, for the manifest and the cache.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What `T` makes of these packs; built at the first call, then kept.
    pub fn compiled<T: Compile>(&self) -> Arc<T> {
        let slot =
            self.compiled.lock().unwrap_or_else(|e| e.into_inner()).entry(TypeId::of::<T>()).or_default().clone();
        let made = slot.get_or_init(|| Arc::new(T::compile(self))).clone();
        made.downcast::<T>().unwrap_or_else(|_| Arc::new(T::compile(self)))
    }
}
