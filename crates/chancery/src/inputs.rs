//! Arguments to open inputs, and stage files to items.

use anyhow::Context;
use model::{Issue, Severity};
use pipeline::{Input, Item};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// What was found behind the INPUT arguments.
pub struct Inputs {
    /// What can be read, in order.
    pub inputs: Vec<Input>,
    /// What cannot.
    pub issues: Vec<Issue>,
}

/// Finds the files behind INPUT arguments; `-` is standard input.
pub fn find(arguments: &[PathBuf], options: &load::Options) -> Inputs {
    let mut found = Inputs { inputs: Vec::new(), issues: Vec::new() };
    for argument in arguments {
        if argument.as_os_str() == "-" {
            found.inputs.push(Input::Stream("-".to_string(), Box::new(BufReader::new(std::io::stdin()))));
            continue;
        }
        match load::open(argument, options) {
            Ok(sources) => found.inputs.extend(sources.into_iter().map(Input::Source)),
            Err(error) => {
                let issue = Issue::new(Severity::Error, "load.missing", &argument.to_string_lossy(), error.message);
                found.issues.push(issue);
            }
        }
    }
    found
}

/// Opens a stage file; none or `-` is standard input.
pub fn open(file: Option<&Path>) -> anyhow::Result<Box<dyn Read + Send>> {
    match file {
        Some(path) if path.as_os_str() != "-" => {
            Ok(Box::new(std::fs::File::open(path).with_context(|| format!("{}", path.display()))?))
        }
        _ => Ok(Box::new(std::io::stdin())),
    }
}

/// Reads the lines of a stage file; one that cannot be read becomes an issue.
pub fn items(name: &str, reader: impl Read) -> impl Iterator<Item = Item> {
    let mut reader = BufReader::new(reader);
    let (name, mut number, mut bytes, mut broken) = (name.to_string(), 0_usize, Vec::new(), false);
    std::iter::from_fn(move || {
        while !broken {
            number += 1;
            bytes.clear();
            let fault = match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => match std::str::from_utf8(&bytes) {
                    Ok(text) if text.trim().is_empty() => continue,
                    Ok(text) => match pipeline::parse_line(text) {
                        Ok(item) => return Some(item),
                        Err(fault) => fault,
                    },
                    Err(_) => "expected UTF-8".to_string(),
                },
                Err(error) => {
                    broken = true;
                    error.to_string()
                }
            };
            let path = format!("{name}:{number}");
            return Some(Item::Issue(Box::new(Issue::new(Severity::Error, "load.stage_line", &path, fault))));
        }
        None
    })
}
