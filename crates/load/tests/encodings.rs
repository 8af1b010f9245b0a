//! Which encodings are told apart, on paragraphs of our own in many languages, and what is never touched.

use load::{Encodings, Loaded, Options};
use std::collections::BTreeMap;

fn options() -> Options {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/encodings");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the tables are in the repository").flatten() {
        let name = format!("encodings/{}", entry.file_name().to_string_lossy());
        files.push((name, std::fs::read_to_string(entry.path()).expect("UTF-8")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (encodings, issues) = Encodings::parse(&files);
    assert_eq!(issues, []);
    Options { encodings, ..Options::default() }
}

/// The bytes of a text in an encoding that only a table reads; nothing where it lacks a letter.
fn encoded(name: &str, text: &str) -> Option<Vec<u8>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../data/encodings/{name}.tsv"));
    let mut table: BTreeMap<char, Vec<u8>> = BTreeMap::new();
    for line in std::fs::read_to_string(path).expect("a table").lines().filter(|l| !l.starts_with('#')) {
        let (key, value) = line.split_once('\t').expect("two cells");
        let bytes: Vec<u8> = (0..key.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&key[at..at + 2], 16).expect("hexadecimal"))
            .collect();
        let letter = value.chars().next().expect("a letter");
        let known = table.entry(letter).or_insert_with(|| bytes.clone());
        if bytes.len() < known.len() {
            *known = bytes;
        }
    }
    let mut out = Vec::new();
    for letter in text.chars() {
        match table.get(&letter) {
            Some(bytes) => out.extend(bytes),
            None if letter.is_ascii() => out.extend(u32::from(letter).to_le_bytes().iter().take(1)),
            None => match encoding_rs::WINDOWS_1252.encode(&letter.to_string()) {
                (bytes, _, false) => out.extend(bytes.iter()),
                _ => return None,
            },
        }
    }
    Some(out)
}

fn read(bytes: &[u8], options: &Options) -> (String, String) {
    let input = Box::new(std::io::Cursor::new(bytes.to_vec()));
    match load::read_stream("a.txt", input, options).next() {
        Some(Loaded::Clipping(clipping)) => (clipping.encoding, clipping.text),
        other => panic!("{other:?}"),
    }
}

/// Paragraphs of 200 letters or more: language, label of an encoding it is written in, text.
const PARAGRAPHS: &str = include_str!("samples/paragraphs.txt");

fn paragraphs() -> Vec<(&'static str, Vec<&'static str>, &'static str)> {
    PARAGRAPHS
        .split("\n\n")
        .filter_map(|block| block.trim().split_once('\n'))
        .map(|(head, text)| {
            let mut words = head.split(' ');
            (words.next().unwrap_or(""), words.collect(), text)
        })
        .collect()
}

/// Texts made of a paragraph by beginning at each of its sentences in turn, so that each is different.
fn variants(text: &str) -> Vec<String> {
    let sentences: Vec<&str> = text.split_inclusive(['.', '。']).map(str::trim).filter(|s| !s.is_empty()).collect();
    (0..sentences.len())
        .map(|first| {
            (0..sentences.len()).map(|n| sentences[(first + n) % sentences.len()]).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[test]
fn every_encoding_is_told_apart() {
    let options = options();
    let mut table: BTreeMap<(String, &str), (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (language, encodings, text) in paragraphs() {
        assert!(
            text.chars().filter(|c| c.is_alphabetic()).count() >= 200 || text.chars().any(|c| c > '\u{3000}'),
            "{language}"
        );
        for name in encodings {
            for variant in variants(text) {
                let bytes = match encoding_rs::Encoding::for_label(name.as_bytes()).filter(|_| name != "windows-1258") {
                    Some(encoding) => match encoding.encode(&variant) {
                        (bytes, _, false) => bytes.into_owned(),
                        _ => panic!("{language} has a sign that {name} lacks: {variant}"),
                    },
                    None => encoded(name, &variant).unwrap_or_else(|| panic!("{name} lacks a sign of {variant}")),
                };
                let (_, found) = read(&bytes, &options);
                let count = table.entry((name.to_string(), language)).or_default();
                count.1 += 1;
                match found == variant {
                    true => count.0 += 1,
                    false => {
                        wrong.push(format!("{language} in {name}: {}", found.chars().take(60).collect::<String>()))
                    }
                }
            }
        }
    }
    for ((name, language), (right, all)) in &table {
        println!("{name:<14} {language:<4} {right:>3} of {all}");
    }
    let (right, all) = table.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!("all                 {right:>3} of {all}");
    assert!(right * 100 >= all * 99, "{right} of {all}\n{}", wrong.join("\n"));
}

#[test]
fn every_letter_goes_there_and_back() {
    let options = options();
    let around =
        "Bộ trưởng đã tiếp đoàn đại biểu tại thủ đô, hai bên nhất trí thúc đẩy hợp tác về nông nghiệp và giáo dục. ";
    let words = [
        "ò", "à", "ả", "ã", "á", "ạ", "ắng", "ằng", "ẳng", "ẵng", "ặng", "ăng", "ấm", "ầm", "ẩm", "ẫm", "ậm", "âm",
        "é", "è", "ẻ", "ẽ", "ẹ", "ế", "ề", "ể", "ễ", "ệ", "ê", "í", "ì", "ỉ", "ĩ", "ị", "ó", "ỏ", "õ", "ọ", "ố", "ồ",
        "ổ", "ỗ", "ộ", "ô", "ớ", "ờ", "ở", "ỡ", "ợ", "ơ", "ú", "ù", "ủ", "ũ", "ụ", "ứ", "ừ", "ử", "ữ", "ự", "ư", "ý",
        "ỳ", "ỷ", "ỹ", "ỵ", "đá",
    ];
    let lower = words.join(" ");
    let upper = lower.to_uppercase();
    for name in ["tcvn3", "vni", "viscii", "windows-1258"] {
        for words in [lower.as_str(), if name == "tcvn3" { "Ă Â Ê Ô Ơ Ư Đ" } else { upper.as_str() }] {
            let text = format!("{around}{around}{words}.");
            let bytes = encoded(name, &text).expect("the table has every letter");
            assert_eq!(read(&bytes, &options), (name.to_string(), text), "{name}");
        }
    }
}

#[test]
fn ordinary_text_is_not_touched() {
    let options = options();
    let mut count = 0;
    for (language, encodings, text) in paragraphs() {
        for variant in variants(text) {
            // Every window of three words or more that begins a line is a text of its own.
            let words: Vec<&str> = variant.split(' ').collect();
            for end in (3..=words.len()).step_by(5) {
                let piece = words[..end].join(" ");
                assert_eq!(read(piece.as_bytes(), &options), ("utf-8".to_string(), piece.clone()));
                count += 1;
                if encodings.contains(&"windows-1252") {
                    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&piece);
                    let (encoding, _) = read(&bytes, &options);
                    assert!(!["tcvn3", "vni", "viscii"].contains(&encoding.as_str()), "{language} {encoding} {piece}");
                    count += 1;
                }
            }
        }
    }
    println!("{count} texts in UTF-8 and windows-1252, none touched");
    assert!(count >= 1000, "{count}");
}
