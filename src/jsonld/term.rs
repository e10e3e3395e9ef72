//! Term definitions: what one term of a context means (JSON-LD 1.1, section 9.15). How they are
//! made stands in `define`.

use super::iri::Keyword;
use crate::ijson::{Json, Object};
use std::sync::Arc;

/// What a term stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mapping {
    /// The term is set to null: it must not be used.
    Nothing,
    /// An alias of a keyword.
    Keyword(Keyword),
    /// An IRI, or a blank node identifier.
    Iri(Arc<str>),
}

/// How the values of a term are read (type coercion).
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Coercion {
    /// `@id`: strings are IRIs.
    Id,
    /// `@vocab`: strings are terms or IRIs.
    Vocab,
    /// `@json`: any JSON is a literal.
    Json,
    /// `@none`: values keep their JSON type.
    None,
    /// Values are literals of this datatype.
    Datatype(Arc<str>),
}

/// The direction of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// From left to right
    Ltr,
    /// From right to left
    Rtl,
}

impl Direction {
    /// The direction that `text` names.
    pub(super) fn of(text: &str) -> Option<Self> {
        match text {
            "ltr" => Some(Self::Ltr),
            "rtl" => Some(Self::Rtl),
            _ => None,
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// The containers of a term, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Container(pub(super) u8);

impl Container {
    pub(super) const SET: Self = Self(1);
    pub(super) const LIST: Self = Self(2);
    pub(super) const LANGUAGE: Self = Self(4);
    pub(super) const INDEX: Self = Self(8);
    pub(super) const ID: Self = Self(16);
    pub(super) const TYPE: Self = Self(32);
    pub(super) const GRAPH: Self = Self(64);

    /// Whether all of `other` are among these.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the value may be a map whose keys are ids, types or indices.
    pub(super) fn is_map(self) -> bool {
        self.0 & (Self::INDEX.0 | Self::ID.0 | Self::TYPE.0) != 0
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "@set" => Self::SET,
            "@list" => Self::LIST,
            "@language" => Self::LANGUAGE,
            "@index" => Self::INDEX,
            "@id" => Self::ID,
            "@type" => Self::TYPE,
            "@graph" => Self::GRAPH,
            _ => return None,
        })
    }

    /// Whether the combination is one that JSON-LD 1.1 allows (section 9.15.1).
    pub(super) fn is_allowed(self) -> bool {
        let without_set = Self(self.0 & !Self::SET.0);
        let graph_map = Self(without_set.0 & !Self::GRAPH.0);
        without_set.0.count_ones() <= 1 && self.0 != (Self::LIST.0 | Self::SET.0)
            || without_set.has(Self::GRAPH) && (graph_map == Self::ID || graph_map == Self::INDEX)
    }
}

/// What one term means.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    pub(super) mapping: Mapping,
    pub(super) reverse: bool,
    pub(super) prefix: bool,
    pub(super) protected: bool,
    pub(super) coercion: Option<Coercion>,
    pub(super) container: Container,
    /// The property that holds the keys of an index map, if it is not `@index`.
    pub(super) index: Option<Arc<str>>,
    /// `None`: the context's language holds; `Some(None)`: no language.
    pub(super) language: Option<Option<Arc<str>>>,
    /// `None`: the context's direction holds; `Some(None)`: no direction.
    pub(super) direction: Option<Option<Direction>>,
    pub(super) nest: Option<Arc<str>>,
    /// The context that holds in the values of this term, or in nodes of this type.
    pub(super) scoped: Option<Arc<Json<'static>>>,
}

impl Definition {
    /// A definition that says nothing yet.
    pub(super) fn new(protected: bool) -> Self {
        Self {
            mapping: Mapping::Nothing,
            reverse: false,
            prefix: false,
            protected,
            coercion: None,
            container: Container::default(),
            index: None,
            language: None,
            direction: None,
            nest: None,
            scoped: None,
        }
    }

    /// Whether both mean the same; `protected` is not part of the meaning.
    pub(super) fn means_the_same_as(&self, other: &Self) -> bool {
        self.mapping == other.mapping
            && self.reverse == other.reverse
            && self.prefix == other.prefix
            && self.coercion == other.coercion
            && self.container == other.container
            && self.index == other.index
            && self.language == other.language
            && self.direction == other.direction
            && self.nest == other.nest
            && match (&self.scoped, &other.scoped) {
                (Some(one), Some(other)) => says_the_same(one, other),
                (one, other) => one.is_none() && other.is_none(),
            }
    }
}

/// Whether two contexts say the same. The order of members means nothing in JSON, nor that of
/// containers; that of lists of contexts does. (Section 4.2.2, step 27, compares definitions
/// without saying how. Credentials v2 and Data Integrity v2, which documents use together, differ
/// in the order alone.)
fn says_the_same(one: &Json<'_>, other: &Json<'_>) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && sorted(one).into_iter().zip(sorted(other)).all(
                    |((name, value), (other_name, other_value))| {
                        name == other_name
                            && match (name, value, other_value) {
                                ("@container", Json::Array(one), Json::Array(other)) => {
                                    containers(one) == containers(other)
                                }
                                _ => says_the_same(value, other_value),
                            }
                    },
                )
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| says_the_same(one, other))
        }
        (one, other) => one == other,
    }
}

fn sorted<'o, 'a>(object: &'o Object<'a>) -> Vec<(&'o str, &'o Json<'a>)> {
    let mut members: Vec<_> = object.iter().collect();
    members.sort_unstable_by_key(|(name, _)| *name);
    members
}

fn containers<'o>(list: &'o [Json<'_>]) -> Vec<Option<&'o str>> {
    let mut names: Vec<_> = list.iter().map(Json::as_str).collect();
    names.sort_unstable();
    names
}
