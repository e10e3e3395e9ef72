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
}
