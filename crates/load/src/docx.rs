//! The main part of a DOCX file -> its text: one paragraph a line, cells of a table row parted by tabs. Deleted revisions
//! and field codes are no text.

#[cfg(feature = "feeds")]
pub(crate) use present::document;

#[cfg(not(feature = "feeds"))]
pub(crate) fn document(
    _: &[u8],
    _: &[u8],
    origin: crate::document::Origin,
    out: &mut crate::read::Sink,
) -> crate::read::Flow {
    out.error("load.format", &origin.path, "DOCX is not part of this build; build with the feature feeds")
}

#[cfg(feature = "feeds")]
mod present {
    use crate::document::{self, Origin};
    use crate::read::{Flow, Sink};
    use crate::xml;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    /// Makes the document from the bytes of the whole file and of its main part.
    pub(crate) fn document(bytes: &[u8], part: &[u8], origin: Origin, out: &mut Sink) -> Flow {
        let decoded = crate::decode::decode(part, None, true);
        match text(&decoded.text) {
            Ok(text) => out.all(document::from_record(bytes, text, "text/plain", origin)),
            Err(error) => out.error("load.xml", &origin.path, format!("its main part is broken XML, {error}")),
        }
    }

    fn text(part: &str) -> Result<String, String> {
        let mut reader = Reader::from_str(part);
        reader.config_mut().check_end_names = false;
        let mut out = String::new();
        let (mut is_text, mut deleted, mut cells) = (false, 0u32, 0u32);
        loop {
            let event = reader.read_event().map_err(|error| error.to_string())?;
            match &event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "t" => is_text = deleted == 0,
                    "del" | "moveFrom" | "instrText" => deleted += 1,
                    "tc" => cells += 1,
                    _ => {}
                },
                Event::Empty(tag) if deleted == 0 => match tag.local_name().as_ref() {
                    "tab" => out.push('\t'),
                    "br" | "cr" => out.push('\n'),
                    "noBreakHyphen" => out.push('-'),
                    "p" => out.push(if cells > 0 { ' ' } else { '\n' }),
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "t" => is_text = false,
                    "del" | "moveFrom" | "instrText" => deleted = deleted.saturating_sub(1),
                    "p" => out.push(if cells > 0 { ' ' } else { '\n' }),
                    "tc" => {
                        cells = cells.saturating_sub(1);
                        let length = out.trim_end_matches(' ').len();
                        out.truncate(length);
                        out.push('\t');
                    }
                    "tr" => {
                        let length = out.trim_end_matches('\t').len();
                        out.truncate(length);
                        out.push('\n');
                    }
                    _ => {}
                },
                Event::Eof => return Ok(out),
                _ if is_text => xml::push(&event, &mut out),
                _ => {}
            }
        }
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn paragraphs_tables_and_revisions() {
            let part = "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document><w:body><w:p><w:r><w:t>Talks &amp; m</w:t></w:r>\
                <w:del><w:r><w:delText>old</w:delText><w:t>gone</w:t></w:r></w:del><w:r><w:t>ore&#8217;s &b;</w:t></w:r></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
                <w:p><w:r><w:t>end</w:t><w:br/></w:r></w:p></w:body></w:document>";
            assert_eq!(super::text(part).as_deref(), Ok("Talks & more’s &b;\na\tb\nend\n\n"));
            assert!(super::text("<w:p><w:t>cut").is_ok());
        }
    }
}
