//! What a member's value may be, and how it is told that it is not.

use super::Class;
use super::formats::{
    is_compact_jws, is_date, is_email, is_identity_hash, is_partial_date, runs_code,
};
use crate::clock::parse_timestamp;
use crate::credential::vcdm::enveloped;
use crate::finding::Finding;
use crate::ijson::{Json, Path};
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
    /// A string, also one without anything in it.
    Plain,
    /// A whole number.
    Integer,
    /// A date as ISO 8601 has it, whole or in part, or an instant.
    PartialDate,
    /// An absolute URI that nothing is run or carried by when it is opened.
    Link,
    /// An e-mail address.
    Email,
    /// One of these words, which have `;` between them.
    Code(&'static str),
    /// An object of the first class or, where it has nothing but `verifications`, of the second.
    OrVerified(&'static Class, &'static Class),
    /// An object that no table describes.
    Opaque,
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
        place: &Path<'_>,
        source: &'static str,
        findings: &mut Vec<Finding>,
    ) {
        let mut wrong = |problem: &'static str, detail: String| {
            findings.push(Finding::new(place.pointer(), problem, detail).by(source));
        };
        let text = value.as_str();
        match self {
            Value::Object(class) => class.check(value, place, findings),
            Value::OrVerified(plain, verified) => {
                either(plain, verified, value).check(value, place, findings);
            }
            Value::Opaque if value.as_object().is_some() => {}
            Value::Opaque => wrong("wrong-type", expected(value, "an object")),
            Value::Plain if text.is_some() => {}
            Value::Plain => wrong("wrong-type", expected(value, "a string")),
            Value::Integer if value.as_f64().is_some_and(|number| number.fract() == 0.0) => {}
            Value::Integer => wrong("wrong-type", expected(value, "a whole number")),
            Value::PartialDate => match text {
                Some(text) if is_partial_date(text) || parse_timestamp(text).is_some() => {}
                Some(text) => wrong("not-a-date", format!("{text:?} is no date of ISO 8601")),
                None => wrong("wrong-type", expected(value, "a date")),
            },
            Value::Link => match text {
                Some(text) if runs_code(text) => wrong(
                    "dangerous-link",
                    "this address could run or carry code when it is opened".to_owned(),
                ),
                _ => Value::Uri.check(value, place, source, findings),
            },
            Value::Email => match text {
                Some(text) if is_email(text) => {}
                Some(_) => wrong("not-an-email", "this is no e-mail address".to_owned()),
                None => wrong("wrong-type", expected(value, "an e-mail address")),
            },
            Value::Code(words) => match text {
                Some(text) if words.split(';').any(|word| word == text) => {}
                Some(text) => wrong(
                    "unknown-word",
                    format!("{text:?} is none of the words that may stand here"),
                ),
                None => wrong("wrong-type", expected(value, "a word")),
            },
            Value::ObjectOrUri(_) if text.is_some() => {
                Value::Uri.check(value, place, source, findings);
            }
            Value::ObjectOrUri(class) => class.check(value, place, findings),
            Value::Subject(class) if value.as_array().is_none() => {
                class.check(value, place, findings);
            }
            Value::Subject(_) => {
                let count = value.as_set().len();
                let detail = format!("these are {count} subjects in an array; there must be one");
                wrong(SUBJECT_COUNT, detail);
            }
            Value::CredentialOrEnvelope(_) if enveloped::is_enveloped_credential(value) => {
                let faults = enveloped::faults(value);
                let here = place.pointer();
                findings.extend(faults.into_iter().map(|fault| fault.below(&here)));
            }
            Value::Credential(class) | Value::CredentialOrEnvelope(class) => {
                class.check_credential(value, place, findings);
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

impl Value {
    /// Adds a finding for every name in `value` that the classes below do not have.
    pub(super) fn check_names(
        self,
        value: &Json<'_>,
        place: &Path<'_>,
        findings: &mut Vec<Finding>,
    ) {
        match self {
            Value::Object(class) | Value::ObjectOrUri(class) | Value::Subject(class) => {
                class.check_names(value, place, findings);
            }
            Value::OrVerified(plain, verified) => {
                either(plain, verified, value).check_names(value, place, findings);
            }
            _ => {}
        }
    }
}

fn either(plain: &'static Class, verified: &'static Class, value: &Json<'_>) -> &'static Class {
    let only_verified = value.as_object().is_some_and(|object| {
        !object.is_empty() && object.iter().all(|(name, _)| name == "verifications")
    });
    if only_verified { verified } else { plain }
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
    // Without a branch, so that many bytes are compared at once.
    let plain = |b: u8| {
        b.is_ascii_graphic()
            & (b != b'<')
            & (b != b'>')
            & (b != b'"')
            & (b != b'{')
            & (b != b'}')
            & (b != b'|')
            & (b != b'\\')
            & (b != b'^')
            & (b != b'`')
    };
    let sound = |c: char| match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => plain(byte),
        _ => !c.is_whitespace() && !c.is_control(),
    };
    let is_url = is_plain_uri(text) || Url::parse(text).is_ok();
    is_url
        && (text.bytes().fold(true, |all, b| all & plain(b)) || text.chars().all(sound))
        && text
            .split_once(':')
            .is_some_and(|(_, rest)| !rest.is_empty())
}

/// Whether `text` is a URI of the forms that nearly all in credentials have, and that a parser of
/// URLs accepts without further rules: a name without `//`, or a plain host behind `https://`. It
/// spares that parser, which takes a large part of a verification.
fn is_plain_uri(text: &str) -> bool {
    for scheme in ["urn:", "did:"] {
        if let Some(rest) = text.strip_prefix(scheme) {
            return !rest.starts_with('/') && rest.is_ascii();
        }
    }
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    let label = |label: &str| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        !label.is_empty() && !label.starts_with("xn--") && label.bytes().all(plain)
    };
    // A last label of letters alone is no part of an IPv4 address.
    let last = host.rsplit('.').next().unwrap_or_default();
    rest.is_ascii() && host.split('.').all(label) && last.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_plain_is_a_url(text in "(https://|urn:|did:)[a-z0-9:/.#?@%x-]{0,24}") {
            prop_assert!(!is_plain_uri(&text) || Url::parse(&text).is_ok(), "{}", text);
        }

        #[test]
        fn plain_hosts_are_urls(text in "https://[a-z0-9-]{1,8}([.][a-z0-9-]{1,8}){0,3}(/.{0,12})?") {
            prop_assert!(!is_plain_uri(&text) || Url::parse(&text).is_ok(), "{}", text);
        }
    }

    #[test]
    fn the_usual_forms_are_plain_and_odd_ones_are_left_to_the_parser() {
        for plain in [
            "https://academy.example/achievements/51-6093.00/v.26.09",
            "urn:uuid:5c1f0a52-9f5e-4f0b-8a86-0d1f5f3f4a77",
            "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z",
        ] {
            assert!(is_plain_uri(plain) && is_absolute_uri(plain), "{plain}");
        }
        for odd in [
            "https://1.2.3.999/",
            "https://a.0x7/",
            "https://xn--/",
            "https://a:99999/",
            "https://",
            "https:///a",
            "https://A.example",
            "urn:/a",
            "http://a.example",
        ] {
            assert!(!is_plain_uri(odd), "{odd}");
        }
        assert!(!is_absolute_uri("urn:"));
        assert!(!is_absolute_uri("https://a.example/ b"));
    }
}
