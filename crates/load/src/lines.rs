//! Lines of a stream in bounded memory: a line over the limit is skipped, not kept.

use std::io::{self, BufRead};

/// What one call gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// The line is in the buffer, without its line break.
    Full,
    /// The line was longer than the limit; so many bytes were skipped.
    TooLong(u64),
    /// The stream has ended.
    End,
}

/// Reads the next line into `line`, which is emptied first.
pub(crate) fn next(input: &mut dyn BufRead, line: &mut Vec<u8>, limit: u64) -> io::Result<Line> {
    line.clear();
    let (mut length, mut has_break) = (0u64, false);
    while !has_break {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            break;
        }
        let found = available.iter().position(|b| *b == b'\n');
        let taken = found.unwrap_or(available.len());
        length += taken as u64;
        if length <= limit {
            line.extend_from_slice(&available[..taken]);
        } else {
            line.clear();
            line.shrink_to(1 << 16);
        }
        has_break = found.is_some();
        input.consume(taken + usize::from(has_break));
    }
    if length == 0 && !has_break {
        return Ok(Line::End);
    }
    if length > limit {
        return Ok(Line::TooLong(length));
    }
    if has_break && line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Line::Full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_skipped_and_the_rest_goes_on() {
        let mut input = io::BufReader::with_capacity(4, &b"ab\r\n\n123456789\nlast"[..]);
        let mut line = Vec::new();
        let mut seen = Vec::new();
        while let Ok(found) = next(&mut input, &mut line, 6)
            && found != Line::End
        {
            seen.push((found, String::from_utf8_lossy(&line).into_owned()));
        }
        let full = |words: &str| (Line::Full, words.to_string());
        assert_eq!(seen, [full("ab"), full(""), (Line::TooLong(9), String::new()), full("last")]);
    }
}
