//! What credentials and presentations open with: contexts, types and an id.

use super::placed;
use super::version::{MIXED_VERSIONS, Version};
use crate::credential::shape::is_absolute_uri;
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};

/// Whether `type` of `document` holds `name`, alone or among others.
pub fn has_type(document: &Json<'_>, name: &str) -> bool {
    let types = document.get("type").map_or(&[][..], Json::as_set);
    types.iter().any(|one| one.as_str() == Some(name))
}

pub(super) fn missing(name: &str, source: &'static str) -> Finding {
    let detail = format!("the member {name:?} is missing");
    Finding::new("", "missing-member", detail).by(source)
}

/// Contexts are an ordered set that opens with the version's own. Version 1.1 has its set in a
/// schema that takes one URL without an array; 2.0 asks for the array.
pub(super) fn check_contexts(object: &Object<'_>, version: Version, findings: &mut Vec<Finding>) {
    let source = version.sources().contexts;
    let Some(contexts) = object.get("@context") else {
        findings.push(missing("@context", source));
        return;
    };
    let single = version == Version::V1_1 && contexts.as_str().is_some();
    if contexts.as_array().is_none() && !single {
        let detail = format!("this is {}; it must be an array", contexts.kind());
        findings.push(Finding::new("/@context", "wrong-type", detail).by(source));
        return;
    }
    let first = contexts.as_set().first().and_then(Json::as_str);
    if first != Some(version.base_context()) {
        let detail = format!("the first context must be {}", version.base_context());
        findings.push(Finding::new("/@context", "wrong-context", detail).by(source));
    }
    for (pointer, context) in placed("/@context", contexts) {
        let sound = match context {
            Json::String(url) => is_absolute_uri(url),
            Json::Object(_) => true,
            _ => false,
        };
        if !sound {
            let detail = "a context is a URL or an object";
            findings.push(Finding::new(&pointer, "wrong-context", detail).by(source));
        }
        if first == Some(version.base_context())
            && context.as_str() == Some(version.other().base_context())
        {
            let detail = format!(
                "this is the base context of version {}, but the first is that of {}",
                version.other().number(),
                version.number()
            );
            findings.push(Finding::new(pointer, MIXED_VERSIONS, detail).by(source));
        }
    }
}

pub(super) fn check_types(
    object: &Object<'_>,
    needed: &str,
    version: Version,
    findings: &mut Vec<Finding>,
) {
    let source = version.sources().types;
    let Some(types) = object.get("type") else {
        findings.push(missing("type", source));
        return;
    };
    for (pointer, one) in placed("/type", types) {
        if one.as_str().is_none_or(str::is_empty) {
            let detail = format!("this is {}; a type is a word or a URL", one.kind());
            findings.push(Finding::new(pointer, "wrong-type", detail).by(source));
        }
    }
    if !types
        .as_set()
        .iter()
        .any(|one| one.as_str() == Some(needed))
    {
        let detail = format!("`type` must hold {needed:?}");
        findings.push(Finding::new("/type", "wrong-class", detail).by(source));
    }
    // Everybody may sign a presentation: as one, a credential would need nobody's key.
    let both = ["VerifiableCredential", "VerifiablePresentation"];
    if both
        .iter()
        .all(|name| types.as_set().iter().any(|one| one.as_str() == Some(name)))
    {
        let detail = "this is a credential or a presentation, not both";
        findings.push(Finding::new("/type", "two-kinds", detail).by(source));
    }
}

pub(super) fn check_url(
    value: &Json<'_>,
    pointer: &str,
    source: &'static str,
    findings: &mut Vec<Finding>,
) {
    let finding = match value.as_str() {
        Some(text) if is_absolute_uri(text) => return,
        Some(text) => {
            let detail = format!("{text:?} is not an absolute URL");
            Finding::new(pointer, "not-a-uri", detail)
        }
        None => {
            let detail = format!("this is {}; it must be one URL", value.kind());
            Finding::new(pointer, "wrong-type", detail)
        }
    };
    findings.push(finding.by(source));
}

/// A finding for each date that belongs to the other version than the one that the document says
/// it is of.
pub(super) fn check_mixture(
    object: &Object<'_>,
    said: Option<Version>,
    findings: &mut Vec<Finding>,
) {
    let Some(version) = said else {
        return;
    };
    let foreign = version.other().validity_members();
    for name in foreign.iter().filter(|name| object.contains(name)) {
        let detail = format!(
            "{name:?} belongs to version {} of the data model, and this is of version {}",
            version.other().number(),
            version.number()
        );
        let source = version.sources().from;
        findings.push(Finding::new(join("", name), MIXED_VERSIONS, detail).by(source));
    }
}
