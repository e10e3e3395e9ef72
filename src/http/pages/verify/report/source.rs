//! The document itself, as a text that can be read: JSON with its members below each other, of a
//! token its header and its payload. No number and no string is changed, and nothing is verified.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// How much is shown, in characters.
const LONGEST: usize = 64 << 10;

/// The text of a document.
#[derive(Debug, Clone, Default)]
pub(in crate::http::pages::verify) struct Source {
    /// What is shown.
    pub text: String,
    /// Whether the rest is left out.
    pub is_cut: bool,
    /// Whether it seems to be an Open Badge of version 1 or 2, which has no signature of its own.
    pub is_old_badge: bool,
}

impl Source {
    /// The text of `document`.
    pub(in crate::http::pages::verify) fn of(document: &[u8]) -> Self {
        let text = String::from_utf8_lossy(document);
        let whole = match text.trim_start().starts_with(['{', '[']) {
            true => indented(text.trim()),
            false => of_token(text.trim()).unwrap_or_else(|| text.trim().to_owned()),
        };
        let shown: String = whole.chars().take(LONGEST).collect();
        Self {
            is_cut: shown.len() < whole.len(),
            text: shown,
            is_old_badge: text.contains("https://w3id.org/openbadges/v"),
        }
    }
}

/// Header and payload of a token, and the token.
fn of_token(token: &str) -> Option<String> {
    let mut parts = token.split('.');
    let decode = |part: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
        String::from_utf8(bytes).ok()
    };
    let (header, payload) = (decode(parts.next()?)?, decode(parts.next()?)?);
    Some(format!(
        "{}\n\n{}\n\n{token}",
        indented(&header),
        indented(&payload)
    ))
}

/// `json` with one member or item a line. What is no JSON comes out in some form too.
fn indented(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + json.len() / 2);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut characters = json.chars().peekable();
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        // A hundred levels are more than can be read, and more than the verifier takes.
        text.extend(std::iter::repeat_n("  ", depth.min(100)));
    };
    while let Some(character) = characters.next() {
        if in_string {
            text.push(character);
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        match character {
            '"' => {
                in_string = true;
                text.push('"');
            }
            '{' | '[' => {
                text.push(character);
                while characters
                    .next_if(|next| next.is_ascii_whitespace())
                    .is_some()
                {}
                match characters.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => text.push(end),
                    None => {
                        depth += 1;
                        line(&mut text, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut text, depth);
                text.push(character);
            }
            ',' => {
                text.push(',');
                line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            space if space.is_ascii_whitespace() => {}
            other => text.push(other),
        }
        if text.len() > 4 * LONGEST {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_laid_out_and_its_values_stay() {
        let json = r#"{"a":[1.50,{}, [ ],"x,{\"y\\"],"b":{"c":null}}"#;
        let laid = "{\n  \"a\": [\n    1.50,\n    {},\n    [],\n    \"x,{\\\"y\\\\\"\n  ],\n  \"b\": {\n    \"c\": null\n  }\n}";
        assert_eq!(indented(json), laid);
        let bare = |text: &str| text.replace([' ', '\n'], "");
        assert_eq!(bare(&indented(json)), bare(json));
    }

    #[test]
    fn a_token_is_opened_and_anything_else_is_shown_as_it_is() {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let token = format!("{}.{}.sig", part(r#"{"alg":"EdDSA"}"#), part(r#"{"a":1}"#));
        let source = Source::of(token.as_bytes());
        assert!(
            source
                .text
                .starts_with("{\n  \"alg\": \"EdDSA\"\n}\n\n{\n  \"a\": 1\n}")
        );
        assert!(source.text.ends_with(&token));
        assert_eq!(Source::of(b"\xff no . text").text, "\u{fffd} no . text");
    }

    #[test]
    fn a_long_document_is_cut() {
        let long = format!("[{}1]", "1,".repeat(LONGEST));
        let source = Source::of(long.as_bytes());
        assert!(source.is_cut && source.text.chars().count() == LONGEST);
        let deep = "[".repeat(1 << 20);
        assert!(Source::of(deep.as_bytes()).is_cut);
        assert!(!Source::of(b"{}").is_cut);
    }
}
