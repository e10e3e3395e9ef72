//! Objects that stand for a token: `EnvelopedVerifiableCredential` and
//! `EnvelopedVerifiablePresentation` (VC Data Model 2.0, sections 4.13.1 and 4.13.2).
//!
//! Such an object says where the token is, and nothing else: no other member of it is ever read.
//! What the token says, whether it is sound, and how deep tokens may hold one another, is left to
//! others.

use super::head::has_type;
use super::version::CONTEXT_V2;
use crate::finding::Finding;
use crate::ijson::{Json, Object};

const ENVELOPES: &str = "VC Data Model 2.0, section 4.13";
const MEDIA_TYPES: &str = "Securing Verifiable Credentials using JOSE and COSE, section 6.1";

/// The generic media type of a JWT (RFC 7519, section 10.3.1). It tells nothing of the content, so
/// it fits both kinds; the W3C's test suites use it.
const ANY_JWT: &str = "application/jwt";

/// What a token holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContentKind {
    /// A credential.
    Credential,
    /// A presentation.
    Presentation,
}

/// A token in an object that stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enveloped<'j> {
    /// What the object says that the token holds.
    pub kind: ContentKind,
    /// The token, untouched.
    pub token: &'j str,
}

/// Why an object gives no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvelopeError {
    /// Everything that is wrong with it: its maker's fault.
    Wrong(Vec<Finding>),
    /// Nothing is wrong with it, but this kind of envelope (SD-JWT, COSE) is not read here.
    Unknown(String),
}

impl ContentKind {
    /// The type of an object that stands for a token with such content.
    pub fn envelope_type(self) -> &'static str {
        match self {
            ContentKind::Credential => "EnvelopedVerifiableCredential",
            ContentKind::Presentation => "EnvelopedVerifiablePresentation",
        }
    }

    /// The media type of a token with such content.
    pub fn media_type(self) -> &'static str {
        match self {
            ContentKind::Credential => "application/vc+jwt",
            ContentKind::Presentation => "application/vp+jwt",
        }
    }

    /// What an object claims to stand for, if it claims to be an envelope.
    pub fn of_envelope(object: &Json<'_>) -> Option<Self> {
        [ContentKind::Credential, ContentKind::Presentation]
            .into_iter()
            .find(|kind| has_type(object, kind.envelope_type()))
    }
}

/// Whether `json` says that it is an enveloped credential.
pub fn is_enveloped_credential(json: &Json<'_>) -> bool {
    ContentKind::of_envelope(json) == Some(ContentKind::Credential)
}

/// What is wrong with `json`, which says that it is an enveloped credential, whatever kind of token
/// it holds.
pub(in crate::credential) fn faults(json: &Json<'_>) -> Vec<Finding> {
    match Enveloped::read(json, ContentKind::Credential) {
        Err(EnvelopeError::Wrong(findings)) => findings,
        Err(EnvelopeError::Unknown(_)) | Ok(_) => Vec::new(),
    }
}

impl<'j> Enveloped<'j> {
    /// Reads an object that stands for a token of this kind.
    ///
    /// # Errors
    /// [`EnvelopeError`].
    pub fn read(object: &'j Json<'_>, kind: ContentKind) -> Result<Self, EnvelopeError> {
        let mut findings = Vec::new();
        check_contexts(object.get("@context"), &mut findings);
        check_type(object.get("type"), kind, &mut findings);
        let token = match object.get("id").and_then(Json::as_str) {
            Some(id) => token(id, kind),
            None => {
                Err(finding("/id", "missing-member", "the `id` is missing: a data: URL").into())
            }
        };
        match token {
            Ok(token) if findings.is_empty() => Ok(Self { kind, token }),
            Err(Fault::Wrong(wrong)) => {
                findings.push(wrong);
                Err(EnvelopeError::Wrong(findings))
            }
            Err(Fault::Unknown(what)) if findings.is_empty() => Err(EnvelopeError::Unknown(what)),
            _ => Err(EnvelopeError::Wrong(findings)),
        }
    }
}

/// The object that stands for a token of this kind.
pub fn envelop(token: &str, kind: ContentKind) -> Object<'static> {
    let mut object = Object::new();
    object.insert("@context", CONTEXT_V2);
    object.insert("type", kind.envelope_type());
    object.insert("id", format!("data:{},{token}", kind.media_type()));
    object
}

fn finding(pointer: &str, problem: &'static str, detail: impl Into<String>) -> Finding {
    Finding::new(pointer, problem, detail).by(ENVELOPES)
}

fn check_contexts(contexts: Option<&Json<'_>>, findings: &mut Vec<Finding>) {
    let contexts = contexts.map_or(&[][..], Json::as_set);
    if !contexts.iter().any(|one| one.as_str() == Some(CONTEXT_V2)) {
        let detail = format!("the contexts must hold {CONTEXT_V2}");
        findings.push(finding("/@context", "wrong-context", detail));
    }
}

/// Exactly the one type: an envelope that is a credential besides would have two contents.
fn check_type(types: Option<&Json<'_>>, kind: ContentKind, findings: &mut Vec<Finding>) {
    let name = kind.envelope_type();
    match types.map_or(&[][..], Json::as_set) {
        [one] if one.as_str() == Some(name) => {}
        _ => {
            let detail = format!("the type must be {name}, and no other");
            findings.push(finding("/type", "wrong-class", detail));
        }
    }
}

/// Why an `id` gives no token.
enum Fault {
    Wrong(Finding),
    Unknown(String),
}

impl From<Finding> for Fault {
    fn from(finding: Finding) -> Self {
        Fault::Wrong(finding)
    }
}

/// The token in a data: URL (RFC 2397). Tokens are written in characters that no URL changes, so
/// there is nothing to decode.
fn token(id: &str, kind: ContentKind) -> Result<&str, Fault> {
    let Some((media_type, token)) = id
        .strip_prefix("data:")
        .and_then(|rest| rest.split_once(','))
    else {
        return Err(finding("/id", "not-a-data-url", "the `id` is no data: URL").into());
    };
    let (media_type, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    let known = media_type == kind.media_type() || media_type == ANY_JWT;
    if known && token.is_empty() {
        return Err(finding("/id", "no-token", "the data: URL is empty").into());
    }
    if known && parameters.is_empty() {
        return Ok(token);
    }
    if known {
        let detail = "the media type may have no parameters: a token is not encoded once more";
        return Err(finding("/id", "media-type-parameters", detail).into());
    }
    if media_type.ends_with("sd-jwt") || media_type.ends_with("+cose") {
        return Err(Fault::Unknown(format!("an envelope of type {media_type}")));
    }
    let detail = format!("the media type must be {}", kind.media_type());
    Err(Finding::new("/id", "media-type", detail)
        .by(MEDIA_TYPES)
        .into())
}
