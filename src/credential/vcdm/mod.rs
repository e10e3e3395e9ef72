//! The rules of the Verifiable Credentials Data Model 2.0 that every credential keeps, whatever
//! is inside (W3C Recommendation, 15 May 2025, section 4).

use super::shape::is_absolute_uri;
use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};

/// The context that stands first in every credential of version 2.0.
pub const CONTEXT_V2: &str = "https://www.w3.org/ns/credentials/v2";
/// The context that stands first in every credential of version 1.1.
pub const CONTEXT_V1: &str = "https://www.w3.org/2018/credentials/v1";

const CONTEXTS: &str = "VC Data Model 2.0, section 4.3 (Contexts)";
const IDENTIFIERS: &str = "VC Data Model 2.0, section 4.4 (Identifiers)";
const TYPES: &str = "VC Data Model 2.0, section 4.5 (Types)";
const NAMES: &str = "VC Data Model 2.0, section 4.6 (Names and Descriptions)";
const ISSUER: &str = "VC Data Model 2.0, section 4.7 (Issuer)";
const SUBJECT: &str = "VC Data Model 2.0, section 4.8 (Credential Subject)";
const VALIDITY: &str = "VC Data Model 2.0, section 4.9 (Validity Period)";
const STATUS: &str = "VC Data Model 2.0, section 4.10 (Status)";
const SCHEMAS: &str = "VC Data Model 2.0, section 4.11 (Data Schemas)";
const RELATED: &str = "VC Data Model 2.0, section 5.3 (Integrity of Related Resources)";
const EXTENSIONS: &str = "VC Data Model 2.0, section 4.5 (Types)";

/// Every way in which `credential` breaks the data model, each with its place.
pub fn check(credential: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(object) = credential.as_object() else {
        let detail = format!("this is {}; a credential is an object", credential.kind());
        findings.push(Finding::new("", "wrong-type", detail).by(CONTEXTS));
        return findings;
    };
    check_contexts(object.get("@context"), &mut findings);
    check_types(object.get("type"), &mut findings);
    if let Some(id) = object.get("id") {
        check_url(id, "/id", IDENTIFIERS, &mut findings);
    }
    check_names(object, "", &mut findings);
    check_issuer(object.get("issuer"), &mut findings);
    check_subjects(object.get("credentialSubject"), &mut findings);
    check_validity(object, &mut findings);
    check_typed_objects(object, &mut findings);
    check_related_resources(object, &mut findings);
    findings
}

fn missing(name: &str, source: &'static str) -> Finding {
    Finding::new(
        "",
        "missing-member",
        format!("a credential needs the member {name:?}"),
    )
    .by(source)
}

fn check_contexts(contexts: Option<&Json<'_>>, findings: &mut Vec<Finding>) {
    let Some(contexts) = contexts else {
        findings.push(missing("@context", CONTEXTS));
        return;
    };
    let Some(contexts) = contexts.as_array() else {
        let detail = format!("this is {}; it must be an array", contexts.kind());
        findings.push(Finding::new("/@context", "wrong-type", detail).by(CONTEXTS));
        return;
    };
    if contexts.first().and_then(Json::as_str) != Some(CONTEXT_V2) {
        let detail = format!("the first context must be {CONTEXT_V2}");
        findings.push(Finding::new("/@context", "wrong-context", detail).by(CONTEXTS));
    }
    for (place, context) in contexts.iter().enumerate() {
        let sound = match context {
            Json::String(url) => is_absolute_uri(url),
            Json::Object(_) => true,
            _ => false,
        };
        if !sound {
            let detail = "a context is a URL or an object";
            let place = join("/@context", place);
            findings.push(Finding::new(place, "wrong-context", detail).by(CONTEXTS));
        }
    }
}

fn check_types(types: Option<&Json<'_>>, findings: &mut Vec<Finding>) {
    let Some(types) = types else {
        findings.push(missing("type", TYPES));
        return;
    };
    let mut found = false;
    for (place, one) in types.as_set().iter().enumerate() {
        match one.as_str() {
            Some("VerifiableCredential") => found = true,
            Some(word) if !word.is_empty() => {}
            _ => {
                let detail = format!("this is {}; a type is a word or a URL", one.kind());
                let place = match types.as_array() {
                    Some(_) => join("/type", place),
                    None => "/type".to_owned(),
                };
                findings.push(Finding::new(place, "wrong-type", detail).by(TYPES));
            }
        }
    }
    if !found {
        let detail = "`type` must hold \"VerifiableCredential\"";
        findings.push(Finding::new("/type", "wrong-class", detail).by(TYPES));
    }
}

fn check_url(value: &Json<'_>, pointer: &str, source: &'static str, findings: &mut Vec<Finding>) {
    let finding = match value.as_str() {
        Some(text) if is_absolute_uri(text) => return,
        Some(text) => Finding::new(
            pointer,
            "not-a-uri",
            format!("{text:?} is not an absolute URL"),
        ),
        None => Finding::new(
            pointer,
            "wrong-type",
            format!("this is {}; it must be one URL", value.kind()),
        ),
    };
    findings.push(finding.by(source));
}

fn check_names(object: &Object<'_>, pointer: &str, findings: &mut Vec<Finding>) {
    for name in ["name", "description"] {
        let Some(value) = object.get(name) else {
            continue;
        };
        if !value.as_set().iter().all(is_language_value) {
            let detail = "this must be a string, an object of `@value` with `@language` and \
                          `@direction`, or an array of these";
            findings.push(Finding::new(join(pointer, name), "wrong-type", detail).by(NAMES));
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

fn check_issuer(issuer: Option<&Json<'_>>, findings: &mut Vec<Finding>) {
    match issuer {
        None => findings.push(missing("issuer", ISSUER)),
        Some(Json::Object(object)) => {
            match object.get("id") {
                Some(id) => check_url(id, "/issuer/id", ISSUER, findings),
                None => findings.push(
                    Finding::new(
                        "/issuer",
                        "missing-member",
                        "an issuer object needs an `id`",
                    )
                    .by(ISSUER),
                ),
            }
            check_names(object, "/issuer", findings);
        }
        Some(url) => check_url(url, "/issuer", ISSUER, findings),
    }
}

/// The id of a credential's issuer, however it is given.
pub fn issuer_id<'j>(credential: &'j Json<'_>) -> Option<&'j str> {
    let issuer = credential.get("issuer")?;
    issuer
        .as_str()
        .or_else(|| issuer.get("id").and_then(Json::as_str))
}

fn check_subjects(subjects: Option<&Json<'_>>, findings: &mut Vec<Finding>) {
    let Some(subjects) = subjects else {
        findings.push(missing("credentialSubject", SUBJECT));
        return;
    };
    let pointer = |place: usize| match subjects.as_array() {
        Some(_) => join("/credentialSubject", place),
        None => "/credentialSubject".to_owned(),
    };
    if subjects.as_set().is_empty() {
        let detail = "a credential says something about at least one subject";
        findings.push(Finding::new("/credentialSubject", "empty-array", detail).by(SUBJECT));
    }
    for (place, subject) in subjects.as_set().iter().enumerate() {
        match subject.as_object() {
            None => {
                let detail = format!("this is {}; a subject is an object", subject.kind());
                findings.push(Finding::new(pointer(place), "wrong-type", detail).by(SUBJECT));
            }
            Some(object) if object.is_empty() => {
                let detail = "a subject without members says nothing";
                findings.push(Finding::new(pointer(place), "empty-object", detail).by(SUBJECT));
            }
            Some(object) => {
                if let Some(id) = object.get("id") {
                    check_url(id, &join(&pointer(place), "id"), SUBJECT, findings);
                }
            }
        }
    }
}

fn check_validity(object: &Object<'_>, findings: &mut Vec<Finding>) {
    let mut read = |name: &str| {
        let value = object.get(name)?;
        let instant = value.as_str().and_then(parse_timestamp);
        if instant.is_none() {
            let detail =
                "this must be a date and time with its offset, such as 2026-11-20T10:00:00Z";
            findings.push(Finding::new(join("", name), "not-a-date", detail).by(VALIDITY));
        }
        instant
    };
    let (from, until) = (read("validFrom"), read("validUntil"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let detail = "`validUntil` is before `validFrom`";
        findings.push(Finding::new("/validUntil", "validity-reversed", detail).by(VALIDITY));
    }
}

/// `credentialStatus`, `credentialSchema` and their kind: objects with a type, some with an id.
fn check_typed_objects(object: &Object<'_>, findings: &mut Vec<Finding>) {
    let rules: [(&str, &'static str, bool); 6] = [
        ("credentialStatus", STATUS, false),
        ("credentialSchema", SCHEMAS, true),
        ("termsOfUse", EXTENSIONS, false),
        ("evidence", EXTENSIONS, false),
        ("refreshService", EXTENSIONS, false),
        ("renderMethod", EXTENSIONS, false),
    ];
    for (name, source, needs_id) in rules {
        let Some(values) = object.get(name) else {
            continue;
        };
        for (place, value) in values.as_set().iter().enumerate() {
            let pointer = match values.as_array() {
                Some(_) => join(&join("", name), place),
                None => join("", name),
            };
            let Some(members) = value.as_object() else {
                let detail = format!("this is {}; it must be an object", value.kind());
                findings.push(Finding::new(pointer, "wrong-type", detail).by(source));
                continue;
            };
            let typed = members.get("type").is_some_and(|types| {
                !types.as_set().is_empty() && types.as_set().iter().all(|t| t.as_str().is_some())
            });
            if !typed {
                let detail = "this object needs a `type`";
                findings.push(Finding::new(&pointer, "wrong-class", detail).by(source));
            }
            match members.get("id") {
                Some(id) => check_url(id, &join(&pointer, "id"), source, findings),
                None if needs_id => {
                    let detail = "this object needs an `id`";
                    findings.push(Finding::new(pointer, "missing-member", detail).by(source));
                }
                None => {}
            }
        }
    }
}

/// Each related resource has an id of its own and a digest. Whether a digest is right is for
/// whoever holds the resource.
fn check_related_resources(object: &Object<'_>, findings: &mut Vec<Finding>) {
    let Some(resources) = object.get("relatedResource") else {
        return;
    };
    let mut seen = Vec::new();
    for (place, resource) in resources.as_set().iter().enumerate() {
        let pointer = match resources.as_array() {
            Some(_) => join("/relatedResource", place),
            None => "/relatedResource".to_owned(),
        };
        let Some(id) = resource.get("id").and_then(Json::as_str) else {
            let detail = "a related resource is an object with an `id`";
            findings.push(Finding::new(pointer, "missing-member", detail).by(RELATED));
            continue;
        };
        if seen.contains(&id) {
            let detail = format!("{id} is listed twice");
            findings.push(Finding::new(&pointer, "duplicate-resource", detail).by(RELATED));
        }
        seen.push(id);
        let digest = |name| resource.get(name).is_some_and(|d| d.as_str().is_some());
        if !digest("digestSRI") && !digest("digestMultibase") {
            let detail = "a related resource needs `digestSRI` or `digestMultibase`";
            findings.push(Finding::new(pointer, "missing-member", detail).by(RELATED));
        }
    }
}

#[cfg(test)]
mod tests;
