//! The credentials inside a credential or a presentation: each is verified on its own.
//!
//! Only what stands directly inside is listed; what is inside a part is the part's own.

use super::kind::{Kind, kinds};
use super::vcdm::placed;
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};
use serde::Serialize;

/// How many credentials inside one document are looked at, and no more: each costs a verification.
pub const MAX_PARTS: usize = 200;

/// The problem of a document with more credentials inside than are looked at.
pub const TOO_MANY_PARTS: &str = "too-many-credentials";

/// What is inside a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts<'j, 'a> {
    /// The credentials inside, in the order of the text.
    pub parts: Vec<Part<'j, 'a>>,
    /// How many there are, also those beyond the limit.
    pub count: usize,
    /// What keeps some from being looked at: too many, or not a credential at all.
    pub findings: Vec<Finding>,
}

/// A credential inside another document.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'j, 'a> {
    /// Where it stands: a JSON pointer into the document.
    pub pointer: String,
    /// What it is there for.
    pub role: Role,
    /// How it is given.
    pub form: Form<'j, 'a>,
}

/// What a credential does inside another document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It is held or shown by the document: about the same learner.
    Credential,
    /// It endorses the document, its achievement or a profile in it.
    Endorsement,
}

/// How a credential inside another document is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Form<'j, 'a> {
    /// As JSON: itself, or an envelope around its token.
    Embedded(&'j Json<'a>),
    /// As a token: a compact JWS, or the JWT of version 1.1.
    Token(&'j str),
}

/// The credentials directly inside `document`, at most `room` of them ([`MAX_PARTS`], or what is
/// left of it where parts have parts): those of a presentation, those of a record (CLR 2.0,
/// `ClrSubject`), and the endorsements of a badge or record wherever their classes have one.
pub fn parts<'j, 'a>(document: &'j Json<'a>, room: usize) -> Parts<'j, 'a> {
    let mut gathering = Gathering {
        room,
        left_out: 0,
        found: Parts {
            parts: Vec::new(),
            count: 0,
            findings: Vec::new(),
        },
    };
    let kinds = kinds(document);
    if kinds.contains(&Kind::Presentation) {
        gathering.credentials(document, "");
    }
    if kinds.contains(&Kind::Clr)
        && let Some(subjects) = document.get("credentialSubject")
    {
        for (pointer, subject) in placed("/credentialSubject", subjects) {
            gathering.credentials(subject, &pointer);
        }
    }
    let has_endorsements = [Kind::OpenBadge, Kind::Clr, Kind::Endorsement];
    if has_endorsements.iter().any(|kind| kinds.contains(kind)) {
        gathering.endorsements(document, "");
    }
    gathering.end()
}

/// Where a credential stands, which decides how it may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// `verifiableCredential`: JSON, an envelope, or a JWT of version 1.1.
    Credential,
    /// `endorsement`: JSON.
    Endorsement,
    /// `endorsementJwt`: a compact JWS.
    EndorsementJwt,
}

struct Gathering<'j, 'a> {
    room: usize,
    left_out: usize,
    found: Parts<'j, 'a>,
}

impl<'j, 'a> Gathering<'j, 'a> {
    fn credentials(&mut self, holder: &'j Json<'a>, pointer: &str) {
        const NAME: &str = "verifiableCredential";
        if let Some(credentials) = holder.get(NAME) {
            for (pointer, credential) in placed(&join(pointer, NAME), credentials) {
                self.add(credential, pointer, Place::Credential);
            }
        }
    }

    /// Every `endorsement` and `endorsementJwt` at any depth, except inside other credentials.
    fn endorsements(&mut self, json: &'j Json<'a>, pointer: &str) {
        for (place, element) in json.as_array().into_iter().flatten().enumerate() {
            self.endorsements(element, &join(pointer, place));
        }
        for (name, value) in json.as_object().into_iter().flat_map(Object::iter) {
            let place = || join(pointer, name);
            match name {
                "endorsement" => self.add_all(value, &place(), Place::Endorsement),
                "endorsementJwt" => self.add_all(value, &place(), Place::EndorsementJwt),
                "verifiableCredential" | "proof" | "@context" => {}
                _ if value.as_array().is_some() || value.as_object().is_some() => {
                    self.endorsements(value, &place());
                }
                _ => {}
            }
        }
    }

    fn add_all(&mut self, values: &'j Json<'a>, pointer: &str, place: Place) {
        for (pointer, value) in placed(pointer, values) {
            self.add(value, pointer, place);
        }
    }

    fn add(&mut self, json: &'j Json<'a>, pointer: String, place: Place) {
        self.found.count += 1;
        if self.found.parts.len() >= self.room {
            self.left_out += 1;
            return;
        }
        let form = match json {
            Json::Object(_) if place != Place::EndorsementJwt => Form::Embedded(json),
            Json::String(token) if place != Place::Endorsement => Form::Token(token),
            other => {
                let detail = format!("this is {}, not a credential", other.kind());
                let finding = Finding::new(pointer, "wrong-type", detail);
                self.found.findings.push(finding);
                return;
            }
        };
        let role = match place {
            Place::Credential => Role::Credential,
            Place::Endorsement | Place::EndorsementJwt => Role::Endorsement,
        };
        self.found.parts.push(Part {
            pointer,
            role,
            form,
        });
    }

    fn end(mut self) -> Parts<'j, 'a> {
        if self.left_out > 0 {
            let detail = format!(
                "there are {} credentials inside; {} of them were not looked at",
                self.found.count, self.left_out
            );
            let finding = Finding::new("", TOO_MANY_PARTS, detail);
            self.found.findings.push(finding);
        }
        self.found
    }
}

#[cfg(test)]
mod tests;
