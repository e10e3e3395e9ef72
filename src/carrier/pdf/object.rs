//! The objects of a PDF (ISO 32000-2, section 7.3), as far as they are needed here.

use std::ops::Range;

/// The number and the generation of an indirect object.
pub(super) type Id = (u32, u16);

/// An object. Numbers that are no integers are not needed, and are [`Object::Other`] like `true`,
/// `false` and `null`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Integer(i64),
    Name(Vec<u8>),
    /// A string; nothing here looks into one.
    Text,
    Array(Vec<Object>),
    Dictionary(Dictionary),
    Reference(Id),
    Stream(Stream),
    Other,
}

/// Members by name. Of two members of one name the first counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dictionary {
    pub members: Vec<(Vec<u8>, Object)>,
}

/// A stream: its dictionary, and where its bytes begin in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stream {
    pub dictionary: Dictionary,
    pub start: usize,
}

impl Dictionary {
    pub(super) fn get(&self, name: &str) -> Option<&Object> {
        let mut members = self.members.iter();
        let (_, value) = members.find(|(known, _)| known == name.as_bytes())?;
        Some(value)
    }

    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Object::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    /// Whether the member `name` is the name `value`.
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        matches!(self.get(name), Some(Object::Name(known)) if known == value.as_bytes())
    }
}

impl Object {
    /// The members of a dictionary, or of the dictionary of a stream.
    pub(super) fn dictionary(&self) -> Option<&Dictionary> {
        match self {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dictionary),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        match self {
            Object::Array(elements) => Some(elements),
            _ => None,
        }
    }
}

/// `start..start + length`, where that is inside of `bytes`.
pub(super) fn range_of(start: usize, length: i64, bytes: &[u8]) -> Option<Range<usize>> {
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    (end <= bytes.len()).then_some(start..end)
}
