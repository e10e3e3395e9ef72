//! Plain text inside Markdown: a framework's words must read the same, whatever characters they
//! hold, and must not become links or markup.

/// `text` with the characters escaped that mean something in CommonMark (section 2.4).
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            out.push('\\');
        }
        out.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    out
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Whether it stands between backticks: a name, not a word.
    pub code: bool,
    /// The text, without any markup.
    pub text: String,
}

/// The paragraphs of Markdown that `escape` was used for, as plain text: escapes undone
/// (CommonMark, section 2.4), code spans found (section 6.1), everything else left as it stands.
pub fn paragraphs(markdown: &str) -> Vec<Vec<Piece>> {
    let paragraphs = markdown
        .split("\n\n")
        .filter(|text| !text.trim().is_empty());
    paragraphs.map(pieces).collect()
}

fn pieces(paragraph: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut code = false;
    let mut characters = paragraph.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if !code => match characters.next_if(char::is_ascii_punctuation) {
                Some(escaped) => text.push(escaped),
                None => text.push(character),
            },
            '`' => {
                let text = std::mem::take(&mut text);
                pieces.push(Piece { code, text });
                code = !code;
            }
            other => text.push(other),
        }
    }
    pieces.push(Piece { code, text });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// `items` as a list, one a line.
pub(super) fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let lines: Vec<String> = items.map(|item| format!("- {}", escape(item))).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(
            list(["[x](javascript:y)", "a\nb <b>"].into_iter()),
            "- \\[x\\](javascript:y)\n- a b \\<b\\>"
        );
    }

    #[test]
    fn what_was_escaped_comes_back_as_it_was() {
        let hostile = "<b>*x*</b> [a](b) `c` \\ C:\\x #1 | ~";
        let markdown = format!("One `result`.\n\n{}", escape(hostile));
        let read = paragraphs(&markdown);
        let piece = |code, text: &str| Piece {
            code,
            text: text.to_owned(),
        };
        let first = vec![
            piece(false, "One "),
            piece(true, "result"),
            piece(false, "."),
        ];
        assert_eq!(read, [first, vec![piece(false, hostile)]]);
    }
}
