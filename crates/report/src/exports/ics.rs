//! A calendar (RFC 5545) of meetings and visits whose days are known, and of deadlines. Facts of vaguer date are left out.

use crate::case::{Case, Register};
use crate::sentence;
use model::{Confidence, DateValue, Day, Record, Status};

/// The calendar, with `\r\n` at line ends.
pub fn calendar(case: &Case) -> String {
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//dossier//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    let stamp = case.as_of.unwrap_or(Day { year: 1970, month: 1, day: 1 });
    for record in case.dossier.records.iter().filter(|r| r.confidence != Confidence::Guess) {
        if Register::of(record) == Register::Meetings
            && !matches!(record.status, Status::Negated | Status::Hypothetical)
            && let Some((first, last)) = days(&record.date)
        {
            event(&mut out, case, record, "", first, last, stamp);
        }
        if let Some((_, last)) = record.deadline.as_ref().and_then(|d| d.bounds().earliest.zip(d.bounds().latest)) {
            event(&mut out, case, record, "-deadline", last, last, stamp);
        }
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// First and last day of a date that names days.
fn days(date: &DateValue) -> Option<(Day, Day)> {
    let edtf = date.edtf.as_deref()?;
    let (from, to) = edtf.split_once('/').unwrap_or((edtf, edtf));
    let day = |t: &str| t.get(..10).and_then(Day::parse);
    Some((day(from)?, day(to)?))
}

fn event(out: &mut String, case: &Case, record: &Record, suffix: &str, first: Day, last: Day, stamp: Day) {
    let plain = |d: Day| d.to_string().replace('-', "");
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}{suffix}@chancery", record.id));
    line(out, &format!("DTSTAMP:{}T000000Z", plain(stamp)));
    line(out, &format!("DTSTART;VALUE=DATE:{}", plain(first)));
    line(out, &format!("DTEND;VALUE=DATE:{}", plain(last.plus(1))));
    line(out, &format!("SUMMARY:{}", escape(&sentence::label(case, case.tongue(), record))));
    if let Some(place) = &record.place {
        line(out, &format!("LOCATION:{}", escape(&place.name)));
    }
    if let Some(evidence) = record.evidence.first() {
        let path = case.document(&evidence.document).map_or("", |d| d.path.as_str());
        line(out, &format!("DESCRIPTION:{}", escape(&format!("{} ({path})", case.quote(evidence)))));
    }
    let planned = matches!(record.status, Status::Planned | Status::Proposed);
    line(out, if planned { "STATUS:TENTATIVE" } else { "STATUS:CONFIRMED" });
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line folded to 75 bytes, never within a letter.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_between_letters() {
        let mut out = String::new();
        line(&mut out, &"\u{1ea1}".repeat(60));
        assert!(out.split("\r\n").all(|l| l.len() <= 75));
        assert_eq!(out.replace("\r\n ", "").trim_end(), "\u{1ea1}".repeat(60));
    }
}
