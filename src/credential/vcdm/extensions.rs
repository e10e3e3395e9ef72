//! The members of a credential through which it is extended: objects that say their type, some of
//! which must have an id, and resources that it pins by digest.

use super::head::check_url;
use super::placed;
use super::version::Version;
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};
use std::collections::HashSet;

/// `credentialStatus`, `credentialSchema` and their kind: objects with a type, some with an id.
pub(super) fn check_typed_objects(
    object: &Object<'_>,
    version: Version,
    findings: &mut Vec<Finding>,
) {
    let sources = version.sources();
    let first = version == Version::V1_1;
    let rules: [(&str, &'static str, bool); 6] = [
        ("credentialStatus", sources.status, first),
        ("credentialSchema", sources.schemas, true),
        ("termsOfUse", sources.terms_of_use, false),
        ("evidence", sources.evidence, false),
        ("refreshService", sources.refresh, first),
        ("renderMethod", sources.extensions, false),
    ];
    for (name, source, needs_id) in rules {
        let Some(values) = object.get(name) else {
            continue;
        };
        for (pointer, value) in placed(&join("", name), values) {
            check_typed_object(value, &pointer, needs_id, source, findings);
        }
    }
}

fn check_typed_object(
    value: &Json<'_>,
    pointer: &str,
    needs_id: bool,
    source: &'static str,
    findings: &mut Vec<Finding>,
) {
    let Some(members) = value.as_object() else {
        let detail = format!("this is {}; it must be an object", value.kind());
        findings.push(Finding::new(pointer, "wrong-type", detail).by(source));
        return;
    };
    let typed = members.get("type").is_some_and(|types| {
        !types.as_set().is_empty() && types.as_set().iter().all(|t| t.as_str().is_some())
    });
    if !typed {
        let detail = "this object needs a `type`";
        findings.push(Finding::new(pointer, "wrong-class", detail).by(source));
    }
    match members.get("id") {
        Some(id) => check_url(id, &join(pointer, "id"), source, findings),
        None if needs_id => {
            let detail = "this object needs an `id`";
            findings.push(Finding::new(pointer, "missing-member", detail).by(source));
        }
        None => {}
    }
}

/// Each related resource has an id of its own and a digest. Whether a digest is right is for
/// whoever holds the resource.
pub(super) fn check_related_resources(
    object: &Object<'_>,
    version: Version,
    findings: &mut Vec<Finding>,
) {
    let source = version.sources().related;
    let Some(resources) = object.get("relatedResource") else {
        return;
    };
    let mut seen = HashSet::new();
    for (pointer, resource) in placed("/relatedResource", resources) {
        let Some(id) = resource.get("id").and_then(Json::as_str) else {
            let detail = "a related resource is an object with an `id`";
            findings.push(Finding::new(pointer, "missing-member", detail).by(source));
            continue;
        };
        if !seen.insert(id) {
            let detail = format!("{id} is listed twice");
            findings.push(Finding::new(&pointer, "duplicate-resource", detail).by(source));
        }
        let digest = |name| resource.get(name).is_some_and(|d| d.as_str().is_some());
        if !digest("digestSRI") && !digest("digestMultibase") {
            let detail = "a related resource needs `digestSRI` or `digestMultibase`";
            findings.push(Finding::new(pointer, "missing-member", detail).by(source));
        }
    }
}
