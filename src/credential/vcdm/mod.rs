//! The rules of the Verifiable Credentials Data Model that every credential keeps, whatever is
//! inside: version 2.0 (W3C Recommendation, 15 May 2025, section 4) and version 1.1 (W3C
//! Recommendation, 3 March 2022, sections 4 and 5).
//!
//! Presentations are in [`presentation`], credentials wrapped in a token in [`enveloped`]. Proofs
//! are the proof room's.

pub mod enveloped;
mod extensions;
mod head;
pub mod presentation;
mod validity;
mod version;

pub use head::has_type;
pub use validity::{Validity, validity};
pub use version::{CONTEXT_V1, CONTEXT_V2, MIXED_VERSIONS, Version, version};

use crate::finding::Finding;
use crate::ijson::{Json, Object, join};
use head::{check_url, missing};
use version::Sources;

/// Every way in which `credential` breaks the data model, each with its place. The first context
/// says which version's rules hold; where it says neither, those of 2.0 do.
pub fn check(credential: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let said = version(credential);
    let version = said.unwrap_or(Version::V2_0);
    let sources = version.sources();
    let Some(object) = credential.as_object() else {
        let detail = format!("this is {}; a credential is an object", credential.kind());
        findings.push(Finding::new("", "wrong-type", detail).by(sources.contexts));
        return findings;
    };
    head::check_contexts(object, version, &mut findings);
    head::check_types(object, "VerifiableCredential", version, &mut findings);
    if let Some(id) = object.get("id") {
        check_url(id, "/id", sources.identifiers, &mut findings);
    }
    // Version 1.1 leaves names and descriptions to whoever defines them.
    if version == Version::V2_0 {
        check_names(object, "", sources, &mut findings);
    }
    check_issuer(object.get("issuer"), version, &mut findings);
    check_subjects(object.get("credentialSubject"), sources, &mut findings);
    validity::check(object, version, &mut findings);
    head::check_mixture(object, said, &mut findings);
    extensions::check_typed_objects(object, version, &mut findings);
    extensions::check_related_resources(object, version, &mut findings);
    findings
}

fn check_names(object: &Object<'_>, pointer: &str, sources: &Sources, findings: &mut Vec<Finding>) {
    for name in ["name", "description"] {
        let Some(value) = object.get(name) else {
            continue;
        };
        if !value.as_set().iter().all(is_language_value) {
            let detail = "this must be a string, an object of `@value` with `@language` and \
                          `@direction`, or an array of these";
            findings
                .push(Finding::new(join(pointer, name), "wrong-type", detail).by(sources.names));
        }
    }
}

fn is_language_value(value: &Json<'_>) -> bool {
    match value {
        Json::String(_) => true,
        Json::Object(object) => {
            object.get("@value").is_some_and(|v| v.as_str().is_some())
                && object.iter().all(|(name, part)| {
                    matches!(name, "@value" | "@language" | "@direction") && part.as_str().is_some()
                })
        }
        _ => false,
    }
}

fn check_issuer(issuer: Option<&Json<'_>>, version: Version, findings: &mut Vec<Finding>) {
    let source = version.sources().issuer;
    match issuer {
        None => findings.push(missing("issuer", source)),
        Some(Json::Object(object)) => {
            match object.get("id") {
                Some(id) => check_url(id, "/issuer/id", source, findings),
                None => {
                    let detail = "an issuer object needs an `id`";
                    findings.push(Finding::new("/issuer", "missing-member", detail).by(source));
                }
            }
            if version == Version::V2_0 {
                check_names(object, "/issuer", version.sources(), findings);
            }
        }
        Some(url) => check_url(url, "/issuer", source, findings),
    }
}

/// The id of a credential's issuer, however it is given.
pub fn issuer_id<'j>(credential: &'j Json<'_>) -> Option<&'j str> {
    id_of(credential.get("issuer")?)
}

/// The id of an issuer, a holder or another thing that is given by its URL or as an object.
pub fn id_of<'j>(thing: &'j Json<'_>) -> Option<&'j str> {
    thing
        .as_str()
        .or_else(|| thing.get("id").and_then(Json::as_str))
}

fn check_subjects(subjects: Option<&Json<'_>>, sources: &Sources, findings: &mut Vec<Finding>) {
    let source = sources.subject;
    let Some(subjects) = subjects else {
        findings.push(missing("credentialSubject", source));
        return;
    };
    if subjects.as_set().is_empty() {
        let detail = "a credential says something about at least one subject";
        findings.push(Finding::new("/credentialSubject", "empty-array", detail).by(source));
    }
    for (pointer, subject) in placed("/credentialSubject", subjects) {
        match subject.as_object() {
            None => {
                let detail = format!("this is {}; a subject is an object", subject.kind());
                findings.push(Finding::new(pointer, "wrong-type", detail).by(source));
            }
            Some(object) if object.is_empty() => {
                let detail = "a subject without members says nothing";
                findings.push(Finding::new(pointer, "empty-object", detail).by(source));
            }
            Some(object) => {
                if let Some(id) = object.get("id") {
                    check_url(id, &join(&pointer, "id"), source, findings);
                }
            }
        }
    }
}

/// The values of a set that stands at `pointer`, each with its own pointer: an array's elements,
/// or the one value that stands without an array.
pub fn placed<'j, 'a>(
    pointer: &str,
    values: &'j Json<'a>,
) -> impl Iterator<Item = (String, &'j Json<'a>)> {
    let in_array = values.as_array().is_some();
    let pointer = pointer.to_owned();
    values.as_set().iter().enumerate().map(move |(place, one)| {
        let pointer = if in_array {
            join(&pointer, place)
        } else {
            pointer.clone()
        };
        (pointer, one)
    })
}

#[cfg(test)]
mod tests;
