//! Classes as tables: which members an object has, of which kind, and which it must have.
//!
//! A JSON Schema in all but its notation. Ours says where and why as a sentence, and knows what
//! the published schemas leave to prose: that URIs are absolute and dates are dates.

use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::ijson::{Json, join};
use url::Url;

/// A class of objects.
#[derive(Debug)]
pub(super) struct Class {
    /// The class's name, also what `type` must hold.
    pub name: &'static str,
    /// The specification and section that define it.
    pub source: &'static str,
    /// Its members besides `type`.
    pub members: &'static [Member],
    /// How `type` stands in its objects.
    pub typed: Typed,
    /// Whether members not listed are refused.
    pub closed: bool,
}

/// How an object says its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    /// `type` holds the class's name, alone or among others.
    Among,
    /// `type` is the class's name, a plain string.
    Exactly,
    /// `type` is required and free.
    Free,
    /// There need not be a `type`.
    Untyped,
}

/// One member of a class.
#[derive(Debug)]
pub(super) struct Member {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// Whether several values may stand, as an array.
    pub many: bool,
}

/// What a member's value is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
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
    /// Checked elsewhere.
    Elsewhere,
}

impl Member {
    /// An optional member with at most one value.
    pub(super) const fn one(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: false,
            many: false,
        }
    }

    /// An optional member with any number of values.
    pub(super) const fn many(name: &'static str, kind: Kind) -> Self {
        Self {
            many: true,
            ..Self::one(name, kind)
        }
    }

    /// The same member, required.
    pub(super) const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }
}

impl Class {
    /// Adds a finding for every way in which `json` is not an object of this class.
    pub(super) fn check(&self, json: &Json<'_>, pointer: &str, findings: &mut Vec<Finding>) {
        let Some(object) = json.as_object() else {
            let detail = format!("this is {}; it must be a {} object", json.kind(), self.name);
            findings.push(Finding::new(pointer, "wrong-type", detail).by(self.source));
            return;
        };
        self.check_type(object.get("type"), pointer, findings);
        for member in self.members {
            match object.get(member.name) {
                Some(value) => self.check_member(member, value, pointer, findings),
                None if member.required => {
                    let detail = format!("a {} needs the member {:?}", self.name, member.name);
                    findings.push(Finding::new(pointer, "missing-member", detail).by(self.source));
                }
                None => {}
            }
        }
        if self.closed {
            for (name, _) in object.iter() {
                if name != "type" && !self.members.iter().any(|member| member.name == name) {
                    let detail = format!("a {} has no member {name:?}", self.name);
                    findings.push(
                        Finding::new(join(pointer, name), "unknown-member", detail).by(self.source),
                    );
                }
            }
        }
    }

    fn check_type(&self, types: Option<&Json<'_>>, pointer: &str, findings: &mut Vec<Finding>) {
        let right = match (self.typed, types) {
            (Typed::Untyped, _) => true,
            (_, None) => false,
            (Typed::Exactly, Some(types)) => types.as_str() == Some(self.name),
            (Typed::Among, Some(types)) => {
                types.as_set().iter().any(|t| t.as_str() == Some(self.name))
            }
            (Typed::Free, Some(types)) => {
                let types = types.as_set();
                !types.is_empty() && types.iter().all(|t| t.as_str().is_some())
            }
        };
        if !right {
            let place = match types {
                Some(_) => join(pointer, "type"),
                None => pointer.to_owned(),
            };
            let detail = match self.typed {
                Typed::Free => "this object needs a `type`".to_owned(),
                Typed::Exactly => format!("`type` must be {:?}", self.name),
                _ => format!("`type` must hold {:?}", self.name),
            };
            findings.push(Finding::new(place, "wrong-class", detail).by(self.source));
        }
    }

    fn check_member(
        &self,
        member: &Member,
        value: &Json<'_>,
        pointer: &str,
        findings: &mut Vec<Finding>,
    ) {
        let place = join(pointer, member.name);
        match value.as_array() {
            Some([]) => findings.push(
                Finding::new(
                    &place,
                    "empty-array",
                    "leave the member out instead of giving none",
                )
                .by(self.source),
            ),
            Some(values) if member.many => {
                for (position, value) in values.iter().enumerate() {
                    member
                        .kind
                        .check(value, &join(&place, position), self.source, findings);
                }
            }
            _ => member.kind.check(value, &place, self.source, findings),
        }
    }
}

impl Kind {
    fn check(
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
            Kind::Object(class) => class.check(value, pointer, findings),
            Kind::ObjectOrUri(_) if text.is_some() => {
                Kind::Uri.check(value, pointer, source, findings);
            }
            Kind::ObjectOrUri(class) => class.check(value, pointer, findings),
            Kind::Elsewhere => {}
            Kind::Number if value.as_f64().is_some() => {}
            Kind::Boolean if value.as_bool().is_some() => {}
            Kind::Text if is_text(value) => {}
            Kind::Number => wrong("wrong-type", expected(value, "a number")),
            Kind::Boolean => wrong("wrong-type", expected(value, "true or false")),
            Kind::Text => wrong("wrong-type", expected(value, "a string that is not empty")),
            Kind::Uri => match text {
                Some(text) if is_absolute_uri(text) => {}
                Some(text) => wrong("not-a-uri", format!("{text:?} is not an absolute URI")),
                None => wrong("wrong-type", expected(value, "a URI")),
            },
            Kind::Timestamp => match text {
                Some(text) if parse_timestamp(text).is_some() => {}
                Some(text) => wrong(
                    "not-a-date",
                    format!(
                        "{text:?} is not a date and time with its offset, such as 2026-11-20T10:00:00Z"
                    ),
                ),
                None => wrong("wrong-type", expected(value, "a date and time")),
            },
            Kind::Date => match text {
                Some(text) if is_date(text) => {}
                Some(text) => wrong(
                    "not-a-date",
                    format!("{text:?} is not a date, such as 2026-11-20"),
                ),
                None => wrong("wrong-type", expected(value, "a date")),
            },
            Kind::Word { words, extensible } => match text {
                Some(text) if words.contains(&text) => {}
                Some(text) if extensible && text.len() > 4 && text.starts_with("ext:") => {}
                Some(text) => wrong(
                    "unknown-word",
                    format!("{text:?} is none of {}", words.join(", ")),
                ),
                None => wrong("wrong-type", expected(value, "a word")),
            },
            Kind::IdentityHash => match text {
                Some(text) if is_identity_hash(text) => {}
                Some(_) => wrong(
                    "not-a-hash",
                    "a hash is `sha256$` or `md5$` followed by its hexadecimal digits".to_owned(),
                ),
                None => wrong("wrong-type", expected(value, "a string")),
            },
            Kind::CompactJws => match text {
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
pub(super) fn is_absolute_uri(text: &str) -> bool {
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
