//! Bytes -> text: byte order mark, valid UTF-8, what the container or the page declares, then detection.
//!
//! Nothing is repaired here. Offsets into the text are all that later stages use, so a byte order mark is no part of it.

use crate::legacy::Encodings;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use model::Span;

/// How much of a page is searched for a declaration; the HTML standard asks for 1,024 bytes, pages of newspapers more.
const DECLARATION_BYTES: usize = 8192;
/// How much is shown to the detector.
const DETECTION_BYTES: usize = 1 << 20;

/// Text with the encoding it was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// WHATWG name in lower case.
    pub encoding: String,
    /// How many characters could not be decoded and stand as U+FFFD; those that the source holds itself not counted.
    pub lost: usize,
    /// Where the first of these stands in `text`.
    pub first_lost: Option<Span>,
}

/// Decodes a whole document. `declared` is a charset named outside the bytes (HTTP, mail, WARC); `is_markup` allows the
/// page to name its own; `encodings` are those that only a table reads.
pub(crate) fn decode_with(encodings: &Encodings, bytes: &[u8], declared: Option<&str>, is_markup: bool) -> Decoded {
    if let Some((encoding, mark)) = byte_order_mark(bytes) {
        return encoding.read(&bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains(['\u{1b}', '\0'])
    {
        return Wide::Other(UTF_8).read_valid(text);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Wide::Other(encoding).read(bytes);
    }
    if is_utf8(bytes) {
        return Wide::Other(UTF_8).read(bytes);
    }
    let decoded = detected(bytes, declared, is_markup);
    if let Some((text, name)) = encodings.decode(bytes, &decoded.text) {
        return Decoded { text, encoding: name.to_string(), lost: 0, first_lost: None };
    }
    match encodings.confirm(&decoded.encoding, bytes) {
        Some(Some(text)) => Decoded { text, ..decoded },
        Some(None) => Wide::Other(WINDOWS_1252).read(bytes),
        None => decoded,
    }
}

/// Bytes that are no Unicode: the declared encoding where they are valid in it, else the likeliest.
fn detected(bytes: &[u8], declared: Option<&str>, is_markup: bool) -> Decoded {
    let named = declared.map(str::to_string).or_else(|| if is_markup { declaration(bytes) } else { None });
    if let Some(encoding) = named.and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        && encoding != UTF_8
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Decoded { text: text.into_owned(), encoding: name(encoding), lost: 0, first_lost: None };
    }
    Wide::Other(detect(bytes)).read(bytes)
}

/// The same without tables.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>, is_markup: bool) -> Decoded {
    decode_with(&Encodings::default(), bytes, declared, is_markup)
}

/// The name that the output uses.
fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

enum Wide {
    Utf32 { big: bool },
    Other(&'static Encoding),
}

impl Wide {
    fn read_valid(&self, text: &str) -> Decoded {
        Decoded { text: text.to_string(), encoding: "utf-8".to_string(), lost: 0, first_lost: None }
    }

    fn read(&self, bytes: &[u8]) -> Decoded {
        let (text, encoding) = match self {
            Self::Utf32 { big } => (utf32(bytes, *big), format!("utf-32{}", if *big { "be" } else { "le" })),
            Self::Other(encoding) => (encoding.decode_without_bom_handling(bytes).0.into_owned(), name(encoding)),
        };
        let own = match self {
            Self::Other(encoding) if *encoding == UTF_8 => bytes.windows(3).filter(|w| w == b"\xef\xbf\xbd").count(),
            _ => 0,
        };
        let lost = text.matches('\u{fffd}').count().saturating_sub(own);
        let first_lost = if lost > 0 { text.find('\u{fffd}').map(|at| Span::new(at, at + 3)) } else { None };
        Decoded { text, encoding, lost, first_lost }
    }
}

/// The encoding that a byte order mark names, and the mark's length.
fn byte_order_mark(bytes: &[u8]) -> Option<(Wide, usize)> {
    if bytes.starts_with(b"\xff\xfe\0\0") && bytes.len().is_multiple_of(4) {
        return Some((Wide::Utf32 { big: false }, 4));
    }
    if bytes.starts_with(b"\0\0\xfe\xff") {
        return Some((Wide::Utf32 { big: true }, 4));
    }
    Encoding::for_bom(bytes).map(|(encoding, length)| (Wide::Other(encoding), length))
}

fn utf32(bytes: &[u8], big: bool) -> String {
    let unit = |c: &[u8]| {
        let four = [c[0], c[1], c[2], c[3]];
        if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
    };
    bytes.chunks_exact(4).map(|c| char::from_u32(unit(c)).unwrap_or('\u{fffd}')).collect()
}

/// Whether the bytes can only be UTF-16 text whose mark is missing: every second byte of its ASCII is zero.
pub(crate) fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len().min(4096) / 2;
    if pairs < 8 {
        return None;
    }
    let zeros = |odd: usize| bytes.chunks_exact(2).take(pairs).filter(|pair| pair[odd] == 0).count();
    match (zeros(0), zeros(1)) {
        (high, low) if low * 4 >= pairs && high * 50 <= pairs => Some(UTF_16LE),
        (high, low) if high * 4 >= pairs && low * 50 <= pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8, whole or with a few broken places.
pub(crate) fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\u{1b}')) || mostly_utf8(bytes)
}

/// Whether bytes that are not valid UTF-8 are UTF-8 all the same, with a few bytes broken or the end cut off: at least
/// two sound sequences of several bytes for each unsound place. Hardly any text in another encoding has that.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 0 && sound >= broken * 2
}

/// The charset that a page names in a `<meta>` or an XML declaration.
pub(crate) fn declaration(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    if let Some(label) = xml.and_then(|declaration| value_after(declaration, "encoding")) {
        return Some(label);
    }
    head.split("<meta").skip(1).filter_map(|rest| value_after(rest.split('>').next()?, "charset")).next()
}

fn value_after(text: &str, key: &str) -> Option<String> {
    let rest = &text[text.find(key)? + key.len()..];
    let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let label: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(DETECTION_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String, usize) {
        let decoded = decode(bytes, None, true);
        (decoded.text, decoded.encoding, decoded.lost)
    }

    #[test]
    fn marks_declarations_and_detection_in_this_order() {
        assert_eq!(read(b"\xef\xbb\xbfna\xc3\xafve"), ("naïve".into(), "utf-8".into(), 0));
        assert_eq!(read(b"\xff\xfea\0\xe9\0"), ("aé".into(), "utf-16le".into(), 0));
        assert_eq!(read(b"\xfe\xff\0a\0\xe9"), ("aé".into(), "utf-16be".into(), 0));
        assert_eq!(read(b"\xff\xfe\0\0a\0\0\0"), ("a".into(), "utf-32le".into(), 0));
        assert_eq!(read(b"t\0h\0e\0 \0t\0a\0l\0k\0s\0").1, "utf-16le");
        assert_eq!(read(b"<meta charset='iso-8859-2'>\xb3").0, "<meta charset='iso-8859-2'>ł");
        assert_eq!(read(b"<?xml version='1.0' encoding='koi8-r'?>\xc1").1, "koi8-r");
        assert_eq!(read(b"<meta charset='latin1'>caf\xc3\xa9 ouvert").1, "utf-8", "valid UTF-8 is believed first");
        assert_eq!(read("Le ministre a été reçu à Genève".as_bytes()).1, "utf-8");
        let latin: Vec<u8> = "Le ministre a été reçu à Genève, où il a signé l'accord."
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("all below 256"))
            .collect();
        assert_eq!(read(&latin).1, "windows-1252");
    }

    #[test]
    fn a_few_broken_bytes_do_not_change_the_encoding() {
        let mut bytes = "Bộ trưởng đã hội đàm tại Hà Nội".as_bytes().to_vec();
        bytes.insert(12, 0xff);
        bytes.push(0xe1);
        let decoded = decode(&bytes, None, false);
        assert_eq!((decoded.encoding.as_str(), decoded.lost), ("utf-8", 2));
        assert_eq!(decoded.first_lost.map(|s| s.of(&decoded.text).to_string()), Some("\u{fffd}".to_string()));
    }
}
