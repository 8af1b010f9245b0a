//! Cleans every file of a folder and writes the lines of `documents.jsonl`: `documents FOLDER OUT`.

use std::io::Write as _;
use std::path::Path;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("documents FOLDER OUT");
        std::process::exit(2);
    };
    let packs = match std::env::var("PACKS") {
        Ok(root) => lang::Packs::from_dir(Path::new(&root)),
        Err(_) => lang::Packs::parse(data::FILES.iter().copied()),
    }
    .expect("packs that parse");
    let mut names: Vec<_> = std::fs::read_dir(&folder).expect("a folder").flatten().map(|e| e.path()).collect();
    names.sort();
    let clippings: Vec<model::Clipping> = names
        .iter()
        .map(|path| {
            let bytes = std::fs::read(path).expect("a file");
            let text =
                String::from_utf8(bytes).unwrap_or_else(|e| e.into_bytes().iter().map(|b| char::from(*b)).collect());
            let media = if path.extension().is_some_and(|e| e == "html") { "text/html" } else { "text/plain" };
            model::Clipping {
                id: model::hex_digest(text.as_bytes()),
                path: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                media_type: media.to_string(),
                text: text.trim_start_matches('\u{feff}').to_string(),
                ..model::Clipping::default()
            }
        })
        .collect();
    let bytes: usize = clippings.iter().map(|c| c.text.len()).sum();
    let view = std::env::var("VIEW").is_ok();
    let began = std::time::Instant::now();
    let articles: Vec<_> = clippings.iter().map(|c| clean::article(c, &packs).0).collect();
    let seconds = began.elapsed().as_secs_f64();
    eprintln!("{} documents, {:.1} MB/s", clippings.len(), bytes as f64 / 1e6 / seconds);
    let mut file = std::io::BufWriter::new(std::fs::File::create(&out).expect("a file to write"));
    for article in &articles {
        if view {
            println!("== {}\n{}", article.document.path, clean::view(article));
        }
        serde_json::to_writer(&mut file, &article.document).expect("JSON");
        file.write_all(b"\n").expect("room on the disk");
    }
}
