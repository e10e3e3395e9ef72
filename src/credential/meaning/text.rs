//! Words in a credential: plain, or in a language, or in several.

use crate::ijson::Json;

/// Reads words by their place.
pub(super) struct Reader<'j, 'a>(pub &'j Json<'a>);

impl Reader<'_, '_> {
    /// The words at `pointer`.
    pub(super) fn text(&self, pointer: &str) -> Option<String> {
        text(self.0.pointer(pointer)?)
    }

    /// The address of what stands at `pointer`: a URL, or an object with an `id`.
    pub(super) fn address(&self, pointer: &str) -> Option<String> {
        let value = self.0.pointer(pointer)?;
        crate::credential::vcdm::id_of(value).map(str::to_owned)
    }
}

/// The words of `value`: a string; a value object's `@value`; of several languages English, else
/// the first; of an array the first.
pub(super) fn text(value: &Json<'_>) -> Option<String> {
    match value {
        Json::String(words) => Some(words.clone().into_owned()),
        Json::Object(object) => match object.get("@value") {
            Some(words) => words.as_str().map(str::to_owned),
            None => {
                let english = object.get("en").and_then(Json::as_str);
                let mut words = object.iter().filter_map(|(_, words)| words.as_str());
                english.or_else(|| words.next()).map(str::to_owned)
            }
        },
        Json::Array(several) => text(several.first()?),
        _ => None,
    }
}

/// `markdown` without the backslashes that keep its characters from meaning something (CommonMark,
/// section 2.4).
pub(super) fn without_escapes(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut characters = markdown.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => {}
            _ => {
                text.push(character);
                continue;
            }
        }
        text.extend(characters.next());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        assert_eq!(without_escapes(r"a\_b \\_ c\ d\"), r"a_b \_ c\ d\");
    }

    #[test]
    fn words_are_found_in_every_form() {
        for (json, words) in [
            (r#""a""#, Some("a")),
            (r#"{"@value":"a","@language":"fr"}"#, Some("a")),
            (r#"{"fr":"b","en":"a"}"#, Some("a")),
            (r#"{"fr":"a"}"#, Some("a")),
            (r#"[{"@value":"a"},"b"]"#, Some("a")),
            ("7", None),
            ("[]", None),
        ] {
            let json = crate::ijson::parse(json.as_bytes()).unwrap();
            assert_eq!(text(&json).as_deref(), words, "{json:?}");
        }
    }
}
