//! Members of a document that only a JWT's claims name, filled in.
//!
//! VC Data Model 1.1, section 6.3.1: in the claims `vc` and `vp`, other claims may stand instead of
//! members. A member that is there stays as it is; whether the claim agrees is asked afterwards.

use super::claims::{ValidityNames, numeric_date};
use crate::clock::timestamp;
use crate::ijson::{Json, Object};
use time::OffsetDateTime;

/// Fills the members of a credential that only claims name (VC Data Model 1.1, section 6.3.1:
/// claims stand *instead of* members, or in addition to them).
pub(super) fn complete_credential<'a>(credential: &mut Object<'a>, payload: &Object<'a>) {
    let names = ValidityNames::of(credential);
    if let Some(issuer) = text_claim(payload, "iss") {
        complete_id(credential, "issuer", issuer);
    }
    if let Some(id) = text_claim(payload, "jti") {
        complete(credential, "id", id);
    }
    if let Some(subject) = text_claim(payload, "sub") {
        complete_subject(credential, subject);
    }
    for (claim, member) in [("nbf", names.from), ("exp", names.until)] {
        let date = payload.get(claim).and_then(numeric_date);
        let date = date.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
        if let Some(date) = date {
            complete(credential, member, Json::from(timestamp(date)));
        }
    }
}

/// Fills the members of a presentation that only claims name.
pub(super) fn complete_presentation<'a>(presentation: &mut Object<'a>, payload: &Object<'a>) {
    if let Some(holder) = text_claim(payload, "iss") {
        complete_id(presentation, "holder", holder);
    }
    if let Some(id) = text_claim(payload, "jti") {
        complete(presentation, "id", id);
    }
}

fn text_claim<'a>(payload: &Object<'a>, claim: &str) -> Option<Json<'a>> {
    let claim = payload.get(claim)?;
    claim.as_str().map(|_| claim.clone())
}

fn complete<'a>(document: &mut Object<'a>, member: &'static str, value: Json<'a>) {
    if !document.contains(member) {
        document.insert(member, value);
    }
}

/// `member` is an id, or an object that may have left its id to the claim.
fn complete_id<'a>(document: &mut Object<'a>, member: &'static str, id: Json<'a>) {
    match document.get(member) {
        None => document.insert(member, id),
        Some(json) => {
            if let Some(completed) = with_id(json, id) {
                document.insert(member, completed);
            }
        }
    }
}

/// A token has one subject; with several, none is the one that `sub` names.
fn complete_subject<'a>(credential: &mut Object<'a>, id: Json<'a>) {
    let completed = match credential.get("credentialSubject") {
        Some(Json::Array(subjects)) => match subjects.as_slice() {
            [one] => with_id(one, id).map(|subject| Json::Array(vec![subject])),
            _ => None,
        },
        Some(subject) => with_id(subject, id),
        None => None,
    };
    if let Some(completed) = completed {
        credential.insert("credentialSubject", completed);
    }
}

/// An object that had no id, with this one.
fn with_id<'a>(json: &Json<'a>, id: Json<'a>) -> Option<Json<'a>> {
    let mut object = json.as_object().filter(|o| !o.contains("id"))?.clone();
    object.insert("id", id);
    Some(Json::Object(object))
}
