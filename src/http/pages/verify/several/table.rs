//! The table for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, which the programs in
//! use need to know the encoding.
//!
//! A spreadsheet takes what begins like a formula for one, also where it stands in quotation marks,
//! and other people's words stand here. Each text is made one that no program runs (see `harmless`).

use super::Line;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::verify::checked::Checked;
use crate::http::pages::verify::report::Own;
use crate::http::problem::Problem;
use axum::http::header;
use csv::{QuoteStyle, Terminator, WriterBuilder};

const MEDIA_TYPE: &str = "text/csv; charset=utf-8; header=present";

/// What begins a formula, in ASCII and in its wide forms.
const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What is said of all that was `checked`.
pub(in crate::http::pages::verify) fn table(
    call: &Call,
    checked: &[Checked],
) -> Result<Answer, Problem> {
    let (t, own) = (call.texts(), Own::of(call)?);
    let lines = checked
        .iter()
        .enumerate()
        .map(|(place, one)| Line::of(t, one, place, &own));
    let head = [
        t.say("verify-column-document"),
        t.say("verify-column-verdict"),
        t.say("verify-column-what"),
        t.say("verify-column-level"),
        t.say("verify-column-expected"),
        t.say("verify-column-issuer-name"),
        t.say("verify-column-issuer"),
        t.say("verify-column-standing"),
        t.say("verify-column-reason"),
    ];
    let rows = lines.map(|line| {
        let or_empty = |said: Option<String>| said.unwrap_or_default();
        [
            line.name,
            line.verdict.word.to_string(),
            line.what,
            line.level,
            or_empty(line.expected.map(|(_, answer)| answer.to_string())),
            line.issuer_name,
            line.issuer,
            or_empty(line.standing.map(|standing| standing.to_string())),
            line.verdict.reason.to_string(),
        ]
    });
    let head = std::iter::once(head.map(|name| name.to_string()));
    let text = written(head.chain(rows))
        .map_err(|error| Problem::defect(format!("a table cannot be written: {error}")))?;
    let file = "attachment; filename=\"verified.csv\"";
    Ok(Answer::verbatim(MEDIA_TYPE, text).with(header::CONTENT_DISPOSITION, file))
}

fn written<const N: usize>(rows: impl Iterator<Item = [String; N]>) -> csv::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    let written = writer.into_inner();
    Ok(written.map_err(|error| error.into_error())?)
}

/// `text` as a text that no spreadsheet takes for more: in one line, and with an apostrophe before
/// what begins like a formula. Where a semicolon separates cells, quotation marks do not hold
/// what a comma stands before, so that what follows a semicolon is looked at as a beginning too.
fn harmless(text: &str) -> String {
    let blank = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let one_line: String = text
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let cells = one_line.split(';').map(|cell| {
        let behind = cell.trim_start_matches(|c| blank(c) || matches!(c, '"' | '\''));
        match behind.starts_with(BEGINNINGS) {
            true => format!("'{}", cell.trim_start_matches(blank)),
            false => cell.to_owned(),
        }
    });
    let cells: Vec<String> = cells.collect();
    cells.join(";").trim_matches(blank).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_like_a_formula() {
        for hostile in [
            "=HYPERLINK(\"https://evil.example\",\"x\")",
            "+1+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "  =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{200b}=1",
            "\u{202e}=1",
            "＝1",
            "＋1",
            "－1",
            "＠1",
            "a;=1",
            "a; =1",
            "a;\"=1",
            "\"=1",
            "'=1",
            "a\n=1",
        ] {
            let cell = harmless(hostile);
            assert!(!cell.contains(['\n', '\r', '\t']), "{hostile:?}: {cell:?}");
            for part in cell.split(';') {
                let first = part.trim_start().chars().next();
                let harmless = first.is_none_or(|c| !BEGINNINGS.contains(&c) && c != '"');
                assert!(harmless, "{hostile:?}: {cell:?}");
            }
        }
        for plain in [
            "Proficient",
            "a-b=c",
            "did:web:school.example",
            "",
            "Größe 1",
            "a; b",
        ] {
            assert_eq!(harmless(plain), plain);
        }
    }

    #[test]
    fn every_cell_stands_in_quotation_marks() {
        let rows = [["a", "=b"], ["c\"d", ""]].map(|row| row.map(str::to_owned));
        let text = String::from_utf8(written(rows.into_iter()).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}\"a\",\"'=b\"\r\n\"c\"\"d\",\"\"\r\n");
    }
}
