//! Tells story from furniture in a text of one's own, with a pack of three lines.

use model::Clipping;

fn main() {
    let packs = lang::Packs::parse([("lang/en/pack.txt", "name = English\n")]).expect("a pack that parses");
    let text = "The ministers met in Nairobi on Monday.\n\nThey agreed to exchange nurses, the ministry said.\n".to_string();
    let clipping = Clipping { path: "note.txt".into(), media_type: "text/plain".into(), text, ..Clipping::default() };
    let (article, issues) = clean::article(&clipping, &packs);
    for block in &article.document.blocks {
        println!("{} {}", block.kind.name(), block.span().of(&article.document.text).trim());
    }
    assert!(issues.iter().all(|i| i.stage == "clean"));
    assert!(article.clean.contains("exchange nurses"));
}
