//! Which lines are the story: every line gets a weight, the best run of lines is the story, and every line a kind.
//!
//! Nothing here needs a word list: sentences, position, repetition and the shape of lists decide; phrases and markup help.

mod kinds;
mod run;
mod weigh;

use crate::furniture::{Furniture, Said};
use crate::page::Page;
use crate::parts::Gazetteer;
use crate::stamp::StampWords;
use model::BlockKind;

/// What a line was found to be.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub kind: BlockKind,
    /// Why it is furniture.
    pub reason: Option<&'static str>,
    /// Which story it belongs to, from 1; 0 for furniture.
    pub story: u32,
    /// Whether it repeats the line before it and is written once in the cleaned text.
    pub again: bool,
}

/// What is known of a line before the whole is judged.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sign {
    /// What a phrase says.
    pub said: Option<Said>,
    /// Whether the same line stood on the page before.
    pub repeated: bool,
    /// Whether the line before is the same.
    pub doubled: bool,
    /// Whether the line after is the same.
    pub twin: bool,
    /// Whether it names the author of a picture or says who stands where in it.
    pub credited: bool,
    /// Whether it is the name of a picture.
    pub image: bool,
    /// Whether it is the line that dates the page.
    pub stamp: bool,
    /// Whether it carries sentences.
    pub sentence: bool,
}

/// What the judge is told beside the page.
pub(crate) struct Brief<'a> {
    /// Phrases.
    pub furniture: &'a Furniture,
    /// Titles stated beside the text, best first.
    pub titles: &'a [String],
    /// Places and agencies.
    pub gazetteer: &'a Gazetteer,
    /// Words of dates.
    pub words: &'a StampWords,
    /// For each line whether it is a stamp.
    pub stamps: &'a [bool],
    /// Letters of the story as the page itself states it, where it does.
    pub stated: Option<&'a crate::stated::Stated>,
    /// Whether the document is one record of a container: then a sentence is a story.
    pub record: bool,
}

/// Judges all lines of a page.
pub(crate) fn lines(page: &Page, brief: &Brief) -> Vec<Verdict> {
    let signs = weigh::signs(page, brief);
    let mut weights = weigh::weights(page, &signs);
    let mut story = run::story(page, &weights);
    if let Some(stated) = brief.stated
        && weigh::by_stated(page, stated, story, &mut weights)
    {
        story = run::story(page, &weights);
    }
    if brief.record && page.lines.len() <= 3 {
        // One sentence or paragraph out of a container is the story, whatever it looks like.
        return page.lines.iter().map(|_| kinds::body()).collect();
    }
    if page.markup {
        story = weigh::extended(page, &weights, story);
    }
    if story.0 == story.1 {
        story = run::fallback(page, &signs);
    }
    kinds::verdicts(page, brief, &signs, &weights, story)
}
