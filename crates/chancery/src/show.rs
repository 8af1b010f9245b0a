//! What a stage makes of inputs, as a person reads it: the views of the snapshots.

use crate::inputs;
use anyhow::bail;
use lang::Packs;
use pipeline::{Item, Options, Stage};
use std::path::Path;

/// The view of a stage over one input.
///
/// # Errors
/// An input that is not there.
pub fn view(input: &Path, stage: Stage, packs: &Packs) -> anyhow::Result<String> {
    let options = Options { until: stage, ..Options::default() };
    let found = inputs::find(&[input.to_path_buf()], &options.load);
    if found.inputs.is_empty() {
        bail!("{}: no input found", input.display());
    }
    let mut parts = Vec::new();
    let flow = pipeline::run(found.inputs, &options, packs, &|_| {}, &mut |item| match item {
        Item::Clipping(clipping) => parts.push(load::view(&clipping)),
        Item::Article(article) => parts.push(clean::view(&article)),
        Item::Findings(findings) => parts.push(extract::view(&findings)),
        _ => {}
    });
    let mut issues = flow.issues;
    if let Some(dossier) = flow.dossier {
        parts.push(match stage {
            Stage::Report => report::view(&dossier, &report::Options::default(), packs),
            _ => merge::view(&dossier),
        });
        issues.extend(dossier.issues);
    }
    for issue in issues {
        parts.push(format!("issue {} {}: {}\n", issue.code, issue.path, issue.message));
    }
    Ok(parts.join("\n"))
}
