//! The credentials inside a credential or a presentation: each is verified on its own.
//!
//! Only what stands directly inside is listed; what is inside a part is the part's own.

use super::kind::{Kind, kinds};
use super::vcdm::enveloped::{ContentKind, EnvelopeError, Enveloped, is_enveloped_credential};
use super::vcdm::placed;
use crate::finding::Finding;
use crate::ijson::{Json, Object, Path, join};
use serde::{Deserialize, Serialize};

/// How many credentials inside one document are looked at, and no more: each costs a verification.
pub const MAX_PARTS: usize = 200;

/// The problem of a document with more credentials inside than are looked at.
pub const TOO_MANY_PARTS: &str = "too-many-credentials";

/// The problem of a credential in an envelope of a kind that is not read here.
pub const UNKNOWN_ENVELOPE: &str = "envelope-unsupported";

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// As JSON.
    Embedded(&'j Json<'a>),
    /// As a token: in an envelope, as a compact JWS, or as the JWT of version 1.1.
    Token(&'j str),
}

/// The credentials directly inside `document`, at most `room` of them ([`MAX_PARTS`], or what is
/// left of it where parts have parts): those of a presentation, those of a record (CLR 2.0,
/// `ClrSubject`), those that verify members of a résumé (LER-RS), and the endorsements of a badge or record wherever their classes have one.
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
    if kinds.contains(&Kind::LerRs)
        && let Some(subjects) = document.get("credentialSubject")
    {
        for (pointer, subject) in placed("/credentialSubject", subjects) {
            gathering.verifications(subject, &pointer);
        }
    }
    let has_endorsements = [Kind::OpenBadge, Kind::Clr, Kind::Endorsement];
    if has_endorsements.iter().any(|kind| kinds.contains(kind)) {
        gathering.endorsements(document, &Path::ROOT);
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

    /// Every credential by which a member of a résumé is verified, at any depth, except inside other
    /// credentials: in `otherW3CVerifiableCredential`, or standing in `verifications` itself.
    fn verifications(&mut self, json: &'j Json<'a>, pointer: &str) {
        let elements = json.as_array().into_iter().flatten().enumerate();
        let elements = elements.map(|(place, one)| (false, join(pointer, place), one));
        let members = json.as_object().into_iter().flat_map(Object::iter);
        let members = members.map(|(name, value)| {
            let is_credential = name == "otherW3CVerifiableCredential";
            (is_credential, join(pointer, name), value)
        });
        for (named, place, value) in elements.chain(members) {
            if named || value.get("@context").is_some() {
                self.add(value, place, Place::Credential);
            } else {
                self.verifications(value, &place);
            }
        }
    }

    /// Every `endorsement` and `endorsementJwt` at any depth, except inside other credentials.
    fn endorsements(&mut self, json: &'j Json<'a>, path: &Path<'_>) {
        for (place, element) in json.as_array().into_iter().flatten().enumerate() {
            self.endorsements(element, &path.element(place));
        }
        for (name, value) in json.as_object().into_iter().flat_map(Object::iter) {
            let path = path.member(name);
            match name {
                "endorsement" => self.add_all(value, &path, Place::Endorsement),
                "endorsementJwt" => self.add_all(value, &path, Place::EndorsementJwt),
                "verifiableCredential" | "proof" | "@context" => {}
                _ => self.endorsements(value, &path),
            }
        }
    }

    fn add_all(&mut self, values: &'j Json<'a>, path: &Path<'_>, place: Place) {
        for (pointer, value) in placed(&path.pointer(), values) {
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
            Json::Object(_) if is_enveloped_credential(json) => {
                match Enveloped::read(json, ContentKind::Credential) {
                    Ok(enveloped) => Form::Token(enveloped.token),
                    Err(error) => return self.unread(error, &pointer),
                }
            }
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

    /// An envelope at `pointer` gives no token.
    fn unread(&mut self, error: EnvelopeError, pointer: &str) {
        let findings = match error {
            EnvelopeError::Wrong(findings) => findings,
            EnvelopeError::Unknown(what) => {
                let detail = format!("{what} is not read here");
                vec![Finding::new("/id", UNKNOWN_ENVELOPE, detail)]
            }
        };
        let placed = findings.into_iter().map(|one| one.below(pointer));
        self.found.findings.extend(placed);
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
