//! What clean hands over: the document with its blocks, dates and languages, and the cleaned text with its map.

use crate::{At, Basis, Builder, CleanSpan, DateValue, Span, TextMap};
use serde::{Deserialize, Serialize};

/// What a block of a page is. The first nine are article, the others furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum BlockKind {
    Title,
    Subtitle,
    Byline,
    Dateline,
    Body,
    Quote,
    List,
    Table,
    Caption,
    Metadata,
    Navigation,
    Related,
    Sharing,
    Advertisement,
    Promotion,
    ImageName,
    Footer,
    Comment,
}

impl BlockKind {
    /// Whether no record or mention may have evidence inside.
    pub fn is_furniture(self) -> bool {
        self >= BlockKind::Metadata
    }

    /// The name used in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Quote => "quote",
            Self::List => "list",
            Self::Table => "table",
            Self::Caption => "caption",
            Self::Metadata => "metadata",
            Self::Navigation => "navigation",
            Self::Related => "related",
            Self::Sharing => "sharing",
            Self::Advertisement => "advertisement",
            Self::Promotion => "promotion",
            Self::ImageName => "image_name",
            Self::Footer => "footer",
            Self::Comment => "comment",
        }
    }
}

/// A labelled stretch of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// First byte in the source.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its language, `und` where nothing can be said.
    pub language: String,
    /// Which story of the page it belongs to, from 1; 0 for furniture.
    pub story: u32,
    /// Why it was set aside; only furniture has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Block {
    /// Its place in the source.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Words of the document with their place; `start` and `end` are null when the words came from beside the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The words as a reader sees them.
    pub text: String,
    /// First byte in the source.
    pub start: Option<usize>,
    /// One past the last byte.
    pub end: Option<usize>,
}

/// Where and by whom the story was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Dateline {
    /// The place as written.
    pub place: Option<String>,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The news agency as written.
    pub agency: Option<String>,
    /// First byte in the source.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// A language and its share of the letters of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageShare {
    /// ISO 639-1, or 639-3 where there is no two-letter code.
    pub language: String,
    /// Whole percent, rounded.
    pub percent: u32,
}

/// Something noted about the text of a document: a repair, a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextNote {
    /// A stable code.
    pub code: String,
    /// First byte in the source.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One line of `documents.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// `d-` and 16 hexadecimal digits.
    pub id: String,
    /// Path relative to INPUT.
    pub path: String,
    /// All paths with the same bytes.
    pub paths: Vec<String>,
    /// The id that the source gave itself.
    pub external_id: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// SHA-256 of the document's own bytes.
    pub sha256: String,
    /// How many bytes these are.
    pub bytes: u64,
    /// Type of `text`.
    pub media_type: String,
    /// Encoding of the bytes.
    pub encoding: String,
    /// Main language of the article, `und` where nothing can be said.
    pub language: String,
    /// Languages by share of letters.
    pub languages: Vec<LanguageShare>,
    /// The headline.
    pub title: Option<Quoted>,
    /// Newspaper, agency or site.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<Quoted>,
    /// Where it was filed.
    pub dateline: Option<Dateline>,
    /// When it was published.
    pub published: DateValue,
    /// When it was changed.
    pub updated: Option<DateValue>,
    /// The page, labelled.
    pub blocks: Vec<Block>,
    /// The fuller copy of the same wire story (merge).
    pub duplicate_of: Option<String>,
    /// Documents that share a part of its text (merge).
    pub similar_to: Vec<String>,
    /// Countries that act in its records, sorted (merge).
    pub countries: Vec<String>,
    /// Notes about the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<TextNote>,
    /// Unknown keys of the container.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// The decoded source text.
    pub text: String,
}

impl Document {
    /// Whether a source span touches furniture.
    pub fn in_furniture(&self, span: Span) -> bool {
        self.blocks.iter().any(|b| b.kind.is_furniture() && b.span().overlaps(span))
    }

    /// The block that holds the first byte of a source span.
    pub fn block_at(&self, span: Span) -> Option<&Block> {
        self.blocks.iter().find(|b| b.start <= span.start && span.start < b.end)
    }
}

/// An article block in the cleaned text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanBlock {
    /// What it is; never furniture.
    pub kind: BlockKind,
    /// Its place in the cleaned text.
    pub span: CleanSpan,
    /// Its language.
    pub language: String,
    /// Which story of the page it belongs to, from 1.
    pub story: u32,
}

/// A cleaned document: what a reader would read, and the way back to the source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The row of `documents.jsonl` as far as one document can know it.
    pub document: Document,
    /// The cleaned text: the article blocks, each followed by a blank line. Case, tone and width are untouched.
    pub clean: String,
    /// Where the article blocks lie in `clean`.
    pub blocks: Vec<CleanBlock>,
    /// The way from `clean` to `document.text`.
    pub map: TextMap,
}

impl Article {
    /// A plain text without title or date, all of it one body block: what another cleaner would hand over.
    pub fn plain(text: &str, language: &str) -> Self {
        let mut builder = Builder::new(text);
        builder.keep(Span::new(0, text.len()));
        let (clean, map) = builder.finish();
        let span = CleanSpan::new(0, clean.len());
        let language = language.to_string();
        let (end, sha256) = (text.len(), crate::hex_digest(text.as_bytes()));
        let body = Block { kind: BlockKind::Body, start: 0, end, language: language.clone(), story: 1, reason: None };
        let document = Document {
            id: crate::document_id(&sha256),
            path: "-".to_string(),
            paths: Vec::new(),
            external_id: None,
            url: None,
            sha256,
            bytes: text.len() as u64,
            media_type: "text/plain".to_string(),
            encoding: "utf-8".to_string(),
            language: language.clone(),
            languages: Vec::new(),
            title: None,
            outlet: None,
            byline: None,
            dateline: None,
            published: DateValue::unknown(),
            updated: None,
            blocks: vec![body],
            duplicate_of: None,
            similar_to: Vec::new(),
            countries: Vec::new(),
            notes: Vec::new(),
            extra: serde_json::Map::default(),
            text: text.to_string(),
        };
        Self { document, clean, blocks: vec![CleanBlock { kind: BlockKind::Body, span, language, story: 1 }], map }
    }

    /// The place in the source that carries a stretch of cleaned text.
    pub fn source(&self, span: CleanSpan) -> Span {
        self.map.to_source(span)
    }

    /// The same as a citation.
    pub fn cite(&self, span: CleanSpan) -> At {
        let at = self.source(span);
        At { document: self.document.id.clone(), start: at.start, end: at.end }
    }

    /// The publication date's basis, for those who need to know if it may anchor relative words.
    pub fn is_dated(&self) -> bool {
        self.document.published.edtf.is_some() && self.document.published.basis != Basis::Unknown
    }
}
