//! What a member's value may be, and how it is told that it is not.

use super::Class;
use crate::clock::parse_timestamp;
use crate::credential::vcdm::enveloped;
use crate::finding::Finding;
use crate::ijson::Json;
use url::Url;

/// The problem of a credential that has not exactly one subject where its type wants one.
const SUBJECT_COUNT: &str = "subject-count";

/// What a member's value is.
#[derive(Debug, Clone, Copy)]
pub(in crate::credential) enum Value {
    /// A string, or an object of language tag to string.
    Text,
    /// An absolute URI.
    Uri,
    /// An instant with its offset (XSD dateTimeStamp).
    Timestamp,
    /// A calendar date.
    Date,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of these words, or an extension `ext:…` where `extensible`.
    Word {
        words: &'static [&'static str],
        extensible: bool,
    },
    /// `sha256$` or `md5$` and hexadecimal digits, or free text.
    IdentityHash,
    /// A compact JWS.
    CompactJws,
    /// An object of this class.
    Object(&'static Class),
    /// An object of this class, or its URI.
    ObjectOrUri(&'static Class),
    /// One object of this class: a credential that is about several is another credential.
    Subject(&'static Class),
    /// A credential of this class, with the data model's rules.
    Credential(&'static Class),
    /// The same, or one wrapped in a token.
    CredentialOrEnvelope(&'static Class),
}

impl Value {
    pub(super) fn check(
        self,
        value: &Json<'_>,
        pointer: &str,
        source: &'static str,
        findings: &mut Vec<Finding>,
    ) {
        let mut wrong = |problem: &'static str, detail: String| {
            findings.push(Finding::new(pointer, problem, detail).by(source));
        };
        let text = value.as_str();
        match self {
            Value::Object(class) => class.check(value, pointer, findings),
            Value::ObjectOrUri(_) if text.is_some() => {
                Value::Uri.check(value, pointer, source, findings);
            }
            Value::ObjectOrUri(class) => class.check(value, pointer, findings),
            Value::Subject(class) if value.as_array().is_none() => {
                class.check(value, pointer, findings);
            }
            Value::Subject(_) => {
                let count = value.as_set().len();
                let detail = format!("these are {count} subjects in an array; there must be one");
                wrong(SUBJECT_COUNT, detail);
            }
            Value::CredentialOrEnvelope(_) if enveloped::is_enveloped_credential(value) => {
                let faults = enveloped::faults(value);
                findings.extend(faults.into_iter().map(|fault| fault.below(pointer)));
            }
            Value::Credential(class) | Value::CredentialOrEnvelope(class) => {
                class.check_credential(value, pointer, findings);
            }
            Value::Number if value.as_f64().is_some() => {}
            Value::Boolean if value.as_bool().is_some() => {}
            Value::Text if is_text(value) => {}
            Value::Number => wrong("wrong-type", expected(value, "a number")),
            Value::Boolean => wrong("wrong-type", expected(value, "true or false")),
            Value::Text => wrong("wrong-type", expected(value, "a string that is not empty")),
            Value::Uri => match text {
                Some(text) if is_absolute_uri(text) => {}
                Some(text) => wrong("not-a-uri", format!("{text:?} is not an absolute URI")),
                None => wrong("wrong-type", expected(value, "a URI")),
            },
            Value::Timestamp => match text {
                Some(text) if parse_timestamp(text).is_some() => {}
                Some(text) => wrong(
                    "not-a-date",
                    format!(
                        "{text:?} is not a date and time with its offset, such as 2026-11-20T10:00:00Z"
                    ),
                ),
                None => wrong("wrong-type", expected(value, "a date and time")),
            },
            Value::Date => match text {
                Some(text) if is_date(text) => {}
                Some(text) => wrong(
                    "not-a-date",
                    format!("{text:?} is not a date, such as 2026-11-20"),
                ),
                None => wrong("wrong-type", expected(value, "a date")),
            },
            Value::Word { words, extensible } => match text {
                Some(text) if words.contains(&text) => {}
                Some(text) if extensible && text.len() > 4 && text.starts_with("ext:") => {}
                Some(text) => wrong(
                    "unknown-word",
                    format!("{text:?} is none of {}", words.join(", ")),
                ),
                None => wrong("wrong-type", expected(value, "a word")),
            },
            Value::IdentityHash => match text {
                Some(text) if is_identity_hash(text) => {}
                Some(_) => wrong(
                    "not-a-hash",
                    "a hash is `sha256$` or `md5$` followed by its hexadecimal digits".to_owned(),
                ),
                None => wrong("wrong-type", expected(value, "a string")),
            },
            Value::CompactJws => match text {
                Some(text) if is_compact_jws(text) => {}
                _ => wrong("not-a-jws", "this must be a compact JWS".to_owned()),
            },
        }
    }
}

fn expected(value: &Json<'_>, what: &str) -> String {
    format!("this is {}; it must be {what}", value.kind())
}

/// A string with something in it, or an object of language tag to string, or a value object.
fn is_text(value: &Json<'_>) -> bool {
    match value {
        Json::String(text) => !text.trim().is_empty(),
        Json::Object(languages) => {
            !languages.is_empty() && languages.iter().all(|(_, text)| text.as_str().is_some())
        }
        _ => false,
    }
}

/// Whether `text` is an absolute URI: a scheme, and something behind it without white space.
pub(in crate::credential) fn is_absolute_uri(text: &str) -> bool {
    let sound = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"{}|\\^`".contains(c);
    Url::parse(text).is_ok()
        && text.chars().all(sound)
        && text
            .split_once(':')
            .is_some_and(|(_, rest)| !rest.is_empty())
}

fn is_date(text: &str) -> bool {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    time::Date::parse(text, format).is_ok()
}

fn is_identity_hash(text: &str) -> bool {
    let digits = match text.split_once('$') {
        Some(("sha256", digits)) if digits.len() == 64 => digits,
        Some(("md5", digits)) if digits.len() == 32 => digits,
        Some(("sha256" | "md5", _)) => return false,
        // Not hashed: the identity itself.
        _ => return !text.is_empty(),
    };
    digits.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_compact_jws(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let url_safe = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    parts.len() == 3
        && !parts[0].is_empty()
        && !parts[2].is_empty()
        && parts.iter().all(|part| part.bytes().all(url_safe))
}
