//! Strict JSON: I-JSON (RFC 7493) as a tree that borrows from its text.
//!
//! Everything that is signed or verified is read here. Two readers of one document must not see
//! two different things, so what JSON leaves open is refused: duplicate names, integers that a
//! double cannot hold, lone surrogates, bytes after the end, and nesting beyond [`MAX_DEPTH`].
//!
//! The grammar is `serde_json`'s; the tree is ours because `serde_json::Value` keeps the last of
//! two equal names in silence and copies every string.

mod jcs;
mod parse;
mod path;
mod read;
mod text;
mod write;

pub use jcs::{canonicalize, canonicalize_into};
pub use parse::{MAX_DEPTH, ParseError, Parsed, parse, read};
pub use path::Path;
pub use read::{At, Fields};
pub use text::JsonText;
pub use write::{to_vec, write_into, write_string_into};

use std::borrow::Cow;

/// A JSON value. Strings without escapes borrow from the text that was parsed.
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number. All I-JSON numbers are doubles (RFC 7493, section 2.2).
    Number(f64),
    /// A string
    String(Cow<'a, str>),
    /// An array
    Array(Vec<Json<'a>>),
    /// An object
    Object(Object<'a>),
}

/// The members of a JSON object, in the order of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object<'a> {
    members: Vec<(Cow<'a, str>, Json<'a>)>,
}

impl<'a> Object<'a> {
    /// An object without members.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of `name`.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.members
            .iter()
            .find(|(n, _)| same(n, name))
            .map(|(_, v)| v)
    }

    /// Whether there is a member `name`.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The members in the order of the text.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Json<'a>)> {
        self.members.iter().map(|(n, v)| (n.as_ref(), v))
    }

    /// The number of members.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Sets `name` to `value`: in its place if it is there, else at the end.
    pub fn insert(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Json<'a>>) {
        let (name, value) = (name.into(), value.into());
        match self.members.iter_mut().find(|(n, _)| *n == name) {
            Some(member) => member.1 = value,
            None => self.members.push((name, value)),
        }
    }

    /// Takes the member `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Json<'a>> {
        let place = self.members.iter().position(|(n, _)| n == name)?;
        Some(self.members.remove(place).1)
    }

    /// The same object without borrowed text.
    pub fn into_owned(self) -> Object<'static> {
        Object {
            members: self
                .members
                .into_iter()
                .map(|(n, v)| (Cow::Owned(n.into_owned()), v.into_owned()))
                .collect(),
        }
    }
}

/// Whether two names are the same. Names of one length mostly end in different letters: to look at
/// those first spares the call that compares the rest.
fn same(left: &str, right: &str) -> bool {
    left.len() == right.len() && left.as_bytes().last() == right.as_bytes().last() && left == right
}

impl<'a, N: Into<Cow<'a, str>>, V: Into<Json<'a>>> FromIterator<(N, V)> for Object<'a> {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut object = Object::new();
        for (name, value) in members {
            object.insert(name, value);
        }
        object
    }
}

impl<'a> Json<'a> {
    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// The members of an object.
    pub fn as_object(&self) -> Option<&Object<'a>> {
        match self {
            Json::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The members of an object, to change.
    pub fn as_object_mut(&mut self) -> Option<&mut Object<'a>> {
        match self {
            Json::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The elements of an array.
    pub fn as_array(&self) -> Option<&[Json<'a>]> {
        match self {
            Json::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The truth value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The value of a number.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Json::Number(value) => Some(*value),
            _ => None,
        }
    }

    /// The member `name`, where this is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.as_object()?.get(name)
    }

    /// The elements of an array; any other value is an array of itself. JSON-LD lets one value
    /// stand where a set is meant.
    pub fn as_set(&self) -> &[Json<'a>] {
        match self {
            Json::Array(elements) => elements,
            one => std::slice::from_ref(one),
        }
    }

    /// The value at a JSON pointer (RFC 6901).
    pub fn pointer(&self, pointer: &str) -> Option<&Json<'a>> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut value = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = match token.contains('~') {
                true => Cow::Owned(token.replace("~1", "/").replace("~0", "~")),
                false => Cow::Borrowed(token),
            };
            value = match value {
                Json::Object(object) => object.get(&token)?,
                Json::Array(elements) => elements.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// What kind of value this is, with its article, for messages: “an array”.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }

    /// The same value without borrowed text.
    pub fn into_owned(self) -> Json<'static> {
        match self {
            Json::Null => Json::Null,
            Json::Bool(value) => Json::Bool(value),
            Json::Number(value) => Json::Number(value),
            Json::String(text) => Json::String(Cow::Owned(text.into_owned())),
            Json::Array(elements) => {
                Json::Array(elements.into_iter().map(Json::into_owned).collect())
            }
            Json::Object(object) => Json::Object(object.into_owned()),
        }
    }

    /// The same value as `serde_json` has it, for typed reading. Whole numbers become integers.
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::Number(value) => number_to_value(*value),
            Json::String(text) => Value::String(text.clone().into_owned()),
            Json::Array(elements) => Value::Array(elements.iter().map(Json::to_value).collect()),
            Json::Object(object) => Value::Object(
                object
                    .iter()
                    .map(|(n, v)| (n.to_owned(), v.to_value()))
                    .collect(),
            ),
        }
    }
}

fn number_to_value(number: f64) -> serde_json::Value {
    if number.fract() == 0.0 && number.abs() <= parse::MAX_SAFE_INTEGER {
        #[allow(clippy::cast_possible_truncation, reason = "whole and in range")]
        return serde_json::Value::from(number as i64);
    }
    serde_json::Value::from(number)
}

impl<'a> From<&'a serde_json::Value> for Json<'a> {
    fn from(value: &'a serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(number) => Json::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Json::String(Cow::Borrowed(text)),
            Value::Array(elements) => Json::Array(elements.iter().map(Json::from).collect()),
            Value::Object(members) => Json::Object(Object {
                members: members
                    .iter()
                    .map(|(n, v)| (Cow::Borrowed(n.as_str()), Json::from(v)))
                    .collect(),
            }),
        }
    }
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Self {
        Json::String(Cow::Borrowed(text))
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Json::String(Cow::Owned(text))
    }
}

impl From<bool> for Json<'_> {
    fn from(value: bool) -> Self {
        Json::Bool(value)
    }
}

impl<'a> From<Object<'a>> for Json<'a> {
    fn from(object: Object<'a>) -> Self {
        Json::Object(object)
    }
}

impl<'a> From<Vec<Json<'a>>> for Json<'a> {
    fn from(elements: Vec<Json<'a>>) -> Self {
        Json::Array(elements)
    }
}

/// `pointer` with one more token at its end, escaped (RFC 6901, section 3).
pub fn join(pointer: &str, token: impl std::fmt::Display) -> String {
    use std::fmt::Write;
    let mut joined = String::with_capacity(pointer.len() + 24);
    joined.push_str(pointer);
    joined.push('/');
    let start = joined.len();
    // Writing into a string cannot fail.
    let _ = write!(joined, "{token}");
    if joined[start..].contains(['~', '/']) {
        let escaped = joined[start..].replace('~', "~0").replace('/', "~1");
        joined.truncate(start);
        joined.push_str(&escaped);
    }
    joined
}
