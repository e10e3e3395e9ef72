//! What a command says: results on standard output, notes and errors on standard error, for
//! people or, with `--json`, one JSON document a result, note or error.

use super::CliError;
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Write};

/// How wide text for people gets, in characters.
pub const WIDTH: usize = 96;

/// Where a command speaks, and how.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    json: bool,
    /// How text on standard output is painted.
    pub paint: Paint,
    errors: Paint,
}

impl Output {
    /// The process's own streams; `json` says whether a program reads them.
    pub fn new(json: bool) -> Self {
        let painted = |terminal: bool| {
            let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            Paint {
                on: terminal && wanted && !dumb && !json,
            }
        };
        Self {
            json,
            paint: painted(io::stdout().is_terminal()),
            errors: painted(io::stderr().is_terminal()),
        }
    }

    /// Whether a program reads.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Gives a result: `text` for people, `value` for programs.
    ///
    /// # Errors
    /// [`CliError::Write`] when standard output does not take it.
    pub fn result(&self, text: &str, value: &Value) -> Result<(), CliError> {
        if self.json {
            self.bytes(format!("{value:#}\n").as_bytes())
        } else {
            self.bytes(text.as_bytes())
        }
    }

    /// Writes bytes to standard output as they are.
    ///
    /// # Errors
    /// [`CliError::Write`] when standard output does not take them. A reader that went away has
    /// what it wanted.
    pub fn bytes(&self, bytes: &[u8]) -> Result<(), CliError> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CliError::Write {
                place: "standard output".to_owned(),
                detail: error.to_string(),
            }),
            _ => Ok(()),
        }
    }

    /// Says something beside the result.
    pub fn note(&self, text: &str) {
        if self.json {
            complain(&json!({ "note": text }).to_string());
        } else {
            let lines = wrap(text, WIDTH - 6).join("\n      ");
            complain(&format!("{} {lines}", self.errors.weak("note:")));
        }
    }

    /// Asks whoever sits at the terminal: writes `text` beside the result, as it is.
    ///
    /// # Errors
    /// [`CliError::Write`] when standard error does not take it.
    pub fn ask(&self, text: &str) -> Result<(), CliError> {
        let mut stderr = io::stderr().lock();
        let written = stderr.write_all(text.as_bytes());
        written
            .and_then(|()| stderr.flush())
            .map_err(|error| CliError::Write {
                place: "standard error".to_owned(),
                detail: error.to_string(),
            })
    }

    /// Says why nothing was done, and what to do.
    pub fn error(&self, error: &CliError) {
        if self.json {
            complain(&error.to_json().to_string());
            return;
        }
        let told: Vec<String> = error
            .to_string()
            .lines()
            .flat_map(|line| wrap(line, WIDTH - 7))
            .collect();
        let mut text = format!("{} {}", self.errors.bad("error:"), told.join("\n       "));
        for finding in error.findings() {
            text.push_str(&format!("\n  {}", harmless(&finding.to_string())));
            if let Some(source) = finding.source {
                text.push_str(&format!(" ({source})"));
            }
        }
        for step in error.next() {
            let lines = wrap(&step, WIDTH - 6).join("\n      ");
            text.push_str(&format!("\n{} {lines}", self.errors.good("next:")));
        }
        complain(&text);
    }
}

/// Nobody can be told that standard error does not take anything.
fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Colours, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// No colours: for files.
    pub const NONE: Paint = Paint { on: false };

    fn with(self, code: &str, text: &str) -> String {
        if self.on {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    /// Something that holds.
    pub fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    /// Something that does not hold.
    pub fn bad(self, text: &str) -> String {
        self.with("31", text)
    }

    /// Something that is unknown.
    pub fn unsure(self, text: &str) -> String {
        self.with("33", text)
    }

    /// What matters most.
    pub fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What may be skipped.
    pub fn weak(self, text: &str) -> String {
        self.with("2", text)
    }
}

/// `text` with a mark in the place of every character that commands a terminal or turns the
/// direction of writing: a stranger's credential must not be able to write its own verdict.
pub fn harmless(text: &str) -> String {
    let commands = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.replace(commands, "\u{fffd}")
}

/// `text` in lines of at most `width` characters, broken between words; a longer word stands
/// alone.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split_whitespace().map(harmless) {
        let more = word.chars().count();
        match lines.last_mut() {
            Some(line) if length == 0 || length + 1 + more <= width => {
                if length > 0 {
                    line.push(' ');
                    length += 1;
                }
                line.push_str(&word);
                length += more;
            }
            _ => {
                lines.push(word);
                length = more;
            }
        }
    }
    lines
}

/// `text` with spaces after it, up to `width` characters.
pub fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

/// A label and a text that may take several lines, all under each other: `  label  text`.
pub fn labelled(label: &str, label_width: usize, text: &str) -> String {
    let indent = label_width + 4;
    let lines = wrap(text, WIDTH.saturating_sub(indent));
    let rest = format!("\n{}", " ".repeat(indent));
    format!("  {}  {}\n", pad(label, label_width), lines.join(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_between_words_and_no_word_is_lost() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a averylongword b", 5), ["a", "averylongword", "b"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(pad("é", 3), "é  ");
    }

    #[test]
    fn what_commands_a_terminal_is_not_written() {
        assert_eq!(wrap("a\u{1b}[2Jb\r\nvalid", 20), ["a\u{fffd}[2Jb valid"]);
        assert_eq!(
            harmless("\u{202e}x\u{7}\u{9b}\ny"),
            "\u{fffd}x\u{fffd}\u{fffd}\u{fffd}y"
        );
        assert_eq!(harmless("Größe — 水準 😀"), "Größe — 水準 😀");
    }

    #[test]
    fn without_colour_text_is_as_it_is() {
        assert_eq!(Paint::NONE.bad("x"), "x");
        assert_eq!(Paint { on: true }.bad("x"), "\x1b[31mx\x1b[0m");
    }
}
