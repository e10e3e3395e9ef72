//! Reading: `serde_json`'s grammar, our tree, our findings.

use super::{Json, Object, join};
use crate::finding::Finding;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

/// How deep arrays and objects may nest.
pub const MAX_DEPTH: usize = 64;

/// The largest integer that a double holds together with all smaller ones: 2^53 − 1.
pub(super) const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// How many faults are named. A text of a few megabytes can hold a million of them, and to tell
/// them all would cost whoever reads it many times its size.
const MOST_FAULTS: usize = 1000;

/// Objects with more members than this look for duplicate names by sorting.
const FEW_MEMBERS: usize = 24;

/// Why a text is not I-JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Not JSON at all, or nested too deeply. Whoever made the text is at fault.
    #[error("line {line}, column {column}: {detail}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
        /// What was found there.
        detail: String,
    },
    /// JSON, but two readers could understand it differently.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    NotIJson(Vec<Finding>),
}

impl ParseError {
    /// The same as findings; a fault of syntax points at the whole document and names line and
    /// column.
    pub fn findings(self) -> Vec<Finding> {
        match self {
            ParseError::NotIJson(findings) => findings,
            syntax @ ParseError::Syntax { .. } => {
                vec![Finding::new("", "not-json", syntax.to_string()).by("RFC 8259")]
            }
        }
    }
}

/// A document and what is wrong with it as I-JSON.
#[derive(Debug)]
pub struct Parsed<'a> {
    /// The tree; of two equal names it holds both.
    pub json: Json<'a>,
    /// Duplicate names and numbers out of range, each with its pointer.
    pub findings: Vec<Finding>,
}

/// Reads a document strictly: any finding is an error.
///
/// # Errors
/// [`ParseError`] when `text` is not I-JSON.
pub fn parse(text: &[u8]) -> Result<Json<'_>, ParseError> {
    let parsed = read(text)?;
    if parsed.findings.is_empty() {
        Ok(parsed.json)
    } else {
        Err(ParseError::NotIJson(parsed.findings))
    }
}

/// Reads a document and collects what is wrong with it, so that an import can report that beside
/// everything else.
///
/// # Errors
/// [`ParseError::Syntax`] when `text` is not JSON in UTF-8, or nests deeper than [`MAX_DEPTH`].
pub fn read(text: &[u8]) -> Result<Parsed<'_>, ParseError> {
    let text = std::str::from_utf8(text).map_err(|error| {
        let before = &text[..error.valid_up_to()];
        ParseError::Syntax {
            line: 1 + before.iter().filter(|b| **b == b'\n').count(),
            column: 1 + before.iter().rev().take_while(|b| **b != b'\n').count(),
            detail: "a byte that is not UTF-8".to_owned(),
        }
    })?;
    let suspects = RefCell::new(false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let json = Tree {
        depth: 0,
        suspects: &suspects,
    }
    .deserialize(&mut deserializer)
    .and_then(|json| deserializer.end().map(|()| json))
    .map_err(|error| ParseError::Syntax {
        line: error.line(),
        column: error.column(),
        detail: message(&error),
    })?;
    let mut findings = Vec::new();
    if suspects.into_inner() {
        find(&json, "", &mut findings);
    }
    Ok(Parsed { json, findings })
}

/// `serde_json`'s message without the place, which stands in fields of its own.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(message, _)| message.to_owned())
}

/// Builds the tree and notes *that* something is suspect; where it is is looked for afterwards,
/// so that sound documents do not pay for pointers.
#[derive(Clone, Copy)]
struct Tree<'s> {
    depth: usize,
    suspects: &'s RefCell<bool>,
}

impl Tree<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!(
                "nested more than {MAX_DEPTH} levels deep"
            )));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    fn suspect(self) {
        *self.suspects.borrow_mut() = true;
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    #[allow(clippy::cast_precision_loss, reason = "the range is checked")]
    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Json<'de>, E> {
        self.visit_f64(value as f64)
    }

    #[allow(clippy::cast_precision_loss, reason = "the range is checked")]
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Json<'de>, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
        if value.abs() > MAX_SAFE_INTEGER {
            self.suspect();
        }
        Ok(Json::Number(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json<'de>, A::Error> {
        let inner = self.deeper::<A::Error>()?;
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(inner)? {
            elements.push(element);
        }
        Ok(Json::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json<'de>, A::Error> {
        let inner = self.deeper::<A::Error>()?;
        // Room is made with the first member: a stranger's text may be nothing but empty objects.
        let mut members: Vec<(Cow<'de, str>, Json<'de>)> = Vec::new();
        while let Some(name) = access.next_key_seed(Name)? {
            if members.is_empty() {
                members.reserve(8);
            }
            if members.len() <= FEW_MEMBERS && members.iter().any(|(n, _)| *n == name) {
                self.suspect();
            }
            members.push((name, access.next_value_seed(inner)?));
        }
        if members.len() > FEW_MEMBERS {
            let mut names: Vec<&str> = members.iter().map(|(n, _)| n.as_ref()).collect();
            names.sort_unstable();
            if names.windows(2).any(|pair| pair[0] == pair[1]) {
                self.suspect();
            }
        }
        Ok(Json::Object(Object { members }))
    }
}

/// A member's name, borrowed where it has no escapes.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Self::Value, E> {
        Err(E::custom("a name must be a string"))
    }
}

/// Walks the tree and names each fault, up to [`MOST_FAULTS`].
fn find(json: &Json<'_>, pointer: &str, findings: &mut Vec<Finding>) {
    if findings.len() >= MOST_FAULTS {
        return;
    }
    match json {
        Json::Number(value) if value.abs() > MAX_SAFE_INTEGER => findings.push(
            Finding::new(
                pointer,
                "number-range",
                "the number is beyond ±(2^53−1), where doubles no longer hold every integer; \
                 write it as a string",
            )
            .by("RFC 7493, section 2.2"),
        ),
        Json::Array(elements) => {
            for (place, element) in elements.iter().enumerate() {
                find(element, &join(pointer, place), findings);
            }
        }
        Json::Object(object) => {
            let mut seen = std::collections::HashSet::new();
            for (name, value) in object.iter() {
                let place = join(pointer, name);
                if !seen.insert(name) && findings.len() < MOST_FAULTS {
                    findings.push(
                        Finding::new(
                            &place,
                            "duplicate-name",
                            format!("the name {name:?} stands more than once in this object"),
                        )
                        .by("RFC 7493, section 2.3"),
                    );
                }
                find(value, &place, findings);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(String, &'static str)> {
        match parse(text.as_bytes()) {
            Ok(_) => Vec::new(),
            Err(error) => error
                .findings()
                .into_iter()
                .map(|finding| (finding.pointer, finding.problem))
                .collect(),
        }
    }

    #[test]
    fn a_text_with_a_million_faults_is_told_a_thousand() {
        let members = vec!["\"a\":1"; 3000].join(",");
        assert_eq!(problems(&format!("{{{members}}}")).len(), MOST_FAULTS);
        let numbers = vec!["9007199254740993"; 3000].join(",");
        assert_eq!(problems(&format!("[{numbers}]")).len(), MOST_FAULTS);
    }

    #[test]
    fn every_duplicate_name_and_large_number_is_found_with_its_pointer() {
        let text = r#"{"a":1,"b/c":{"x":1,"x":9007199254740993},"a":[1e300, 9007199254740991]}"#;
        assert_eq!(
            problems(text),
            [
                ("/b~1c/x".to_owned(), "duplicate-name"),
                ("/b~1c/x".to_owned(), "number-range"),
                ("/a".to_owned(), "duplicate-name"),
                ("/a/0".to_owned(), "number-range"),
            ]
        );
    }

    #[test]
    fn a_duplicate_among_many_names_is_found() {
        let mut text = String::from("{");
        for i in 0..100 {
            text.push_str(&format!("\"n{i}\":{i},"));
        }
        text.push_str("\"n3\":0}");
        assert_eq!(problems(&text), [("/n3".to_owned(), "duplicate-name")]);
    }

    #[test]
    fn names_that_differ_only_in_escapes_are_equal() {
        assert_eq!(
            problems(r#"{"a":1,"\u0061":2}"#),
            [("/a".to_owned(), "duplicate-name")]
        );
    }

    #[test]
    fn what_is_not_json_is_told_with_line_and_column() {
        for text in [
            "{\"a\":1} x",
            "[1,]",
            "\u{feff}{}",
            "{\"a\":NaN}",
            "\"\\ud800\"",
            "1e400",
            "",
            "{/*c*/}",
        ] {
            assert_eq!(problems(text), [(String::new(), "not-json")], "{text:?}");
        }
        let Err(ParseError::Syntax { line, column, .. }) = parse(b"{\n \"a\": tru }") else {
            panic!("not refused");
        };
        assert_eq!((line, column), (2, 10));
        let Err(ParseError::Syntax { line, column, .. }) = parse(b"{\n \"\xff\":1}") else {
            panic!("not refused");
        };
        assert_eq!((line, column), (2, 3));
    }

    #[test]
    fn depth_is_bounded() {
        let nest = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(nest(MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(
            problems(&nest(MAX_DEPTH + 1)),
            [(String::new(), "not-json")]
        );
        assert_eq!(problems(&nest(100_000)), [(String::new(), "not-json")]);
    }

    #[test]
    fn strings_borrow_unless_they_have_escapes() {
        let json = parse(br#"["plain","esc\n"]"#).unwrap();
        let elements = json.as_array().unwrap();
        assert!(matches!(elements[0], Json::String(Cow::Borrowed("plain"))));
        assert!(matches!(&elements[1], Json::String(Cow::Owned(t)) if t == "esc\n"));
    }
}
