//! A mail -> its words as one document, and each attachment as a member `mail.eml!/name`.

#[cfg(feature = "mail")]
pub(crate) use present::message;

#[cfg(not(feature = "mail"))]
pub(crate) fn message(
    _: &[u8],
    origin: crate::document::Origin,
    _: &crate::budget::Context,
    out: &mut crate::read::Sink,
) -> crate::read::Flow {
    out.error("load.format", &origin.path, "mail is not part of this build; build with the feature mail")
}

#[cfg(feature = "mail")]
mod present {
    use crate::budget::Context;
    use crate::decode;
    use crate::document::{self, Origin};
    use crate::read::{Flow, Sink, member};
    use mailparse::{DispositionType, MailHeaderMap, ParsedMail};
    use model::{Issue, Severity};

    pub(crate) fn message(bytes: &[u8], mut origin: Origin, context: &Context, out: &mut Sink) -> Flow {
        let mail = match mailparse::parse_mail(bytes) {
            Ok(mail) => mail,
            Err(error) => return out.error("load.mail", &origin.path, format!("the mail cannot be read, {error}")),
        };
        let header = |name: &str| mail.headers.get_first_value(name).filter(|v| !v.trim().is_empty());
        let path = origin.path.clone();
        origin.external_id = origin.external_id.or_else(|| header("Message-ID"));
        origin.given.title = header("Subject");
        origin.given.published = header("Date");
        origin.given.language = header("Content-Language");
        if let Some(from) = header("From") {
            origin.extra.insert("from".to_string(), from.into());
        }
        let mut parts = Vec::new();
        leaves(&mail, &mut parts);
        let body = ["text/plain", "text/html"]
            .iter()
            .find_map(|wanted| parts.iter().find(|part| part.ctype.mimetype == *wanted && attachment(part).is_none()));
        match body.map(|part| (part, part.get_body_raw())) {
            Some((part, Ok(raw))) => {
                let is_markup = part.ctype.mimetype == "text/html";
                let charset = part.ctype.params.get("charset").map(String::as_str);
                let decoded = decode::decode_with(&context.options.encodings, &raw, charset, is_markup);
                let media_type = if is_markup { "text/html" } else { "text/plain" };
                out.all(document::finish(bytes, decoded, media_type, origin))?;
            }
            Some((_, Err(error))) => {
                out.error("load.mail", &path, format!("the body of the mail cannot be decoded, {error}"))?;
            }
            None => out.all(document::from_record(bytes, String::new(), "text/plain", origin))?,
        }
        for (index, part) in parts.iter().enumerate() {
            let Some(name) = attachment(part) else { continue };
            let own = name.rsplit(['/', '\\']).next().filter(|n| !n.is_empty() && *n != "..").map(str::to_string);
            let own = own.unwrap_or_else(|| format!("part-{}", index + 1));
            let path = format!("{path}!/{own}");
            let kind = part.ctype.mimetype.as_str();
            if ["image/", "audio/", "video/", "font/"].iter().any(|start| kind.starts_with(start)) {
                out.issue(Issue::new(Severity::Note, "load.attachment", &path, format!("{kind}, left out")))?;
                continue;
            }
            match part.get_body_raw() {
                Ok(raw) => {
                    let charset = part.ctype.params.get("charset").cloned();
                    let origin = Origin { charset, ..Origin::new(&path) };
                    member(&own, &mut raw.as_slice(), origin, context, out)?;
                }
                Err(error) => out.error("load.mail", &path, format!("the attachment cannot be decoded, {error}"))?,
            }
        }
        Flow::Continue(())
    }

    fn leaves<'a>(mail: &'a ParsedMail<'a>, out: &mut Vec<&'a ParsedMail<'a>>) {
        let mut waiting = vec![mail];
        while let Some(part) = waiting.pop() {
            if part.subparts.is_empty() {
                out.push(part);
            }
            waiting.extend(part.subparts.iter().rev());
        }
    }

    /// The file name of an attachment.
    fn attachment(part: &ParsedMail) -> Option<String> {
        let disposition = part.get_content_disposition();
        let name = disposition.params.get("filename").or_else(|| part.ctype.params.get("name")).cloned();
        match disposition.disposition {
            DispositionType::Attachment => Some(name.unwrap_or_default()),
            _ if part.ctype.mimetype.starts_with("text/") => None,
            _ if part.ctype.mimetype.starts_with("multipart/") => None,
            _ => Some(name.unwrap_or_default()),
        }
    }
}
