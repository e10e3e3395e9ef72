//! Rules about a credential that go beyond what keeps it from being signed: their form, and how
//! they are applied.
//!
//! One row of a table is one rule. What a rule is about stands in the row, so that documents and
//! tests can go through them all; the row's function finds the places.

use crate::credential::vcdm::{self, Version};
use crate::credential::{self, Form, Kind, MAX_PARTS, Role};
use crate::ijson::{Json, Path};
use serde::Serialize;
use time::OffsetDateTime;

/// How many places of one rule are told; a document of some megabytes can hold very many.
const MOST_PLACES: usize = 25;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A specification forbids it, and it is not signed here.
    Error,
    /// The official validator of Open Badges 3.0 and CLR 2.0 refuses it, or warns of it.
    Official,
    /// A reader that is named breaks on it.
    Warning,
    /// Good to know.
    Note,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which stays.
    pub slug: &'static str,
    /// How much it weighs when it is broken.
    pub severity: Severity,
    /// The specification and section, or how the reader's behaviour is known.
    pub source: &'static str,
    /// The reader and its version; `None` where it is a specification's rule.
    pub reader: Option<&'static str>,
    /// What to do about it, as a sentence.
    pub remedy: &'static str,
    pub(super) reach: Reach,
    pub(super) find: fn(&Candidate<'_, '_>, &mut Places),
}

/// To what a rule is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// To the document as a whole.
    Document,
    /// To the document, and to each credential inside that is given as JSON.
    EachCredential,
}

/// In which forms a credential is to be secured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forms {
    /// With a proof over its RDF.
    pub rdf: bool,
    /// As a token of Open Badges 3.0.
    pub token: bool,
}

/// A credential that rules are applied to, and what is known besides.
#[derive(Debug)]
pub struct Candidate<'j, 'a> {
    /// The credential, without its proofs.
    pub credential: &'j Json<'a>,
    /// The proofs that it had, if any.
    pub proofs: Option<&'j Json<'a>>,
    /// In which forms it is to be secured.
    pub forms: Forms,
    /// The time.
    pub now: OffsetDateTime,
}

impl<'j, 'a> Candidate<'j, 'a> {
    /// Whether it says that it is of this kind.
    pub(super) fn is(&self, kind: Kind) -> bool {
        credential::kinds(self.credential).contains(&kind)
    }

    /// Whether it is of one of the kinds that 1EdTech defines.
    pub(super) fn is_of_1edtech(&self) -> bool {
        let kinds = credential::kinds(self.credential);
        [Kind::OpenBadge, Kind::Endorsement, Kind::Clr]
            .iter()
            .any(|kind| kinds.contains(kind))
    }

    /// Whether it is of this version of the data model.
    pub(super) fn is_version(&self, version: Version) -> bool {
        vcdm::version(self.credential) == Some(version)
    }

    /// The values of the member `name`, each with its pointer.
    pub(super) fn values(&self, name: &str) -> Vec<(String, &'j Json<'a>)> {
        self.credential
            .get(name)
            .map(|values| vcdm::placed(&format!("/{name}"), values).collect())
            .unwrap_or_default()
    }

    /// Whether the contexts name `url`.
    pub(super) fn has_context(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let contexts = self
            .credential
            .get("@context")
            .map_or(&[][..], Json::as_set);
        contexts.iter().filter_map(Json::as_str).any(wanted)
    }
}

/// The places that a rule found.
#[derive(Debug, Default)]
pub(super) struct Places {
    below: String,
    found: Vec<(String, String)>,
    count: usize,
}

impl Places {
    /// Adds a place, a JSON pointer, with what is there as a sentence.
    pub(super) fn add(&mut self, pointer: impl AsRef<str>, detail: impl Into<String>) {
        self.count += 1;
        if self.found.len() < MOST_PLACES {
            let pointer = format!("{}{}", self.below, pointer.as_ref());
            self.found.push((pointer, detail.into()));
        }
    }

    /// The same where the pointer costs something: it is made only if it is told.
    pub(super) fn add_at(&mut self, place: &Path<'_>, detail: impl FnOnce() -> String) {
        if self.found.len() < MOST_PLACES {
            self.add(place.pointer(), detail());
        } else {
            self.count += 1;
        }
    }
}

/// A rule that does not hold, and where.
#[derive(Debug)]
pub struct Broken {
    /// The rule.
    pub rule: &'static Rule,
    /// Where: a JSON pointer (RFC 6901); the empty string is the whole document.
    pub pointer: String,
    /// What is there, as a sentence.
    pub detail: String,
}

/// Applies `rules` to the document `whole`, and to the credentials inside it as far as a rule
/// reaches.
pub(super) fn apply(rules: &'static [Rule], whole: &Candidate<'_, '_>) -> Vec<Broken> {
    let inside = credentials_inside(whole.credential);
    let mut broken = Vec::new();
    for rule in rules {
        let mut places = Places::default();
        (rule.find)(whole, &mut places);
        if rule.reach == Reach::EachCredential {
            for (pointer, credential) in &inside {
                places.below.clone_from(pointer);
                let candidate = Candidate {
                    credential,
                    proofs: None,
                    ..*whole
                };
                (rule.find)(&candidate, &mut places);
            }
        }
        let untold = places.count - places.found.len();
        broken.extend(places.found.into_iter().map(|(pointer, detail)| Broken {
            rule,
            pointer,
            detail,
        }));
        if untold > 0 {
            broken.push(Broken {
                rule,
                pointer: String::new(),
                detail: format!("the same holds of {untold} more places"),
            });
        }
    }
    broken
}

/// The credentials inside `document` that are given as JSON, at any depth, with their pointers.
fn credentials_inside<'j, 'a>(document: &'j Json<'a>) -> Vec<(String, &'j Json<'a>)> {
    let mut found: Vec<(String, &Json<'_>)> = Vec::new();
    let mut next = Some((String::new(), document));
    let mut looked_into = 0;
    while let Some((below, credential)) = next {
        let room = MAX_PARTS.saturating_sub(found.len());
        for part in credential::parts(credential, room).parts {
            if let Form::Embedded(inner) = part.form {
                found.push((format!("{below}{}", part.pointer), inner));
            }
        }
        next = found.get(looked_into).cloned();
        looked_into += 1;
    }
    found
}

/// The credentials that a record holds and that are given as JSON, with their pointers.
pub(super) fn held<'j, 'a>(record: &'j Json<'a>) -> Vec<(String, &'j Json<'a>)> {
    let parts = credential::parts(record, MAX_PARTS).parts.into_iter();
    parts
        .filter(|part| part.role == Role::Credential)
        .filter_map(|part| match part.form {
            Form::Embedded(inner) => Some((part.pointer, inner)),
            Form::Token(_) => None,
        })
        .collect()
}

/// Calls `see` with every string in `json`, names of members too, and its place.
pub(super) fn each_string(
    json: &Json<'_>,
    place: &Path<'_>,
    see: &mut impl FnMut(&Path<'_>, &str),
) {
    match json {
        Json::String(text) => see(place, text),
        Json::Array(elements) => {
            for (position, element) in elements.iter().enumerate() {
                each_string(element, &place.element(position), see);
            }
        }
        Json::Object(object) => {
            for (name, value) in object.iter() {
                let place = place.member(name);
                see(&place, name);
                each_string(value, &place, see);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// Calls `see` with every member in `json`, its place, its name and its value.
pub(super) fn each_member<'j, 'a>(
    json: &'j Json<'a>,
    place: &Path<'_>,
    see: &mut impl FnMut(&Path<'_>, &str, &'j Json<'a>),
) {
    match json {
        Json::Array(elements) => {
            for (position, element) in elements.iter().enumerate() {
                each_member(element, &place.element(position), see);
            }
        }
        Json::Object(object) => {
            for (name, value) in object.iter() {
                let place = place.member(name);
                see(&place, name, value);
                each_member(value, &place, see);
            }
        }
        _ => {}
    }
}
