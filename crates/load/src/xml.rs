//! The characters of XML content. Only the five entities of XML and numbers are resolved: those that a document defines
//! for itself stay as they are written, so that they cannot grow.

use quick_xml::events::Event;

/// Adds the characters that an event stands for, if it stands for any.
pub(crate) fn push(event: &Event, out: &mut String) {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(c)) => out.push(c),
            _ => match &name[..] {
                "amp" => out.push('&'),
                "lt" => out.push('<'),
                "gt" => out.push('>'),
                "quot" => out.push('"'),
                "apos" => out.push('\''),
                other => {
                    out.push('&');
                    out.push_str(other);
                    out.push(';');
                }
            },
        },
        _ => {}
    }
}
