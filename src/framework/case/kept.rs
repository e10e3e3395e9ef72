//! What a package says that has no place of its own in a framework, as it came.

use super::fields::rest;
use super::package::{Package, is_added};
use super::placed::Placed;
use crate::framework::CaseOrigin;
use crate::ijson::{Json, JsonText};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The longest text of a licence that is shown wherever the framework's text is.
const LONGEST_CREDIT: usize = 400;

/// Members of the CFDocument that have a place in the framework, and those that say where the
/// record was found or which version of CASE the package is in.
const DOCUMENT: [&str; 8] = [
    "identifier",
    "uri",
    "creator",
    "title",
    "lastChangeDateTime",
    "description",
    "caseVersion",
    "CFPackageURI",
];

/// The same of a CFItem.
const ITEM: [&str; 4] = [
    "identifier",
    "fullStatement",
    "humanCodingScheme",
    "CFDocumentURI",
];

/// What the framework of `package` keeps beside levels, groups and statements.
pub(super) fn origin(package: &Package<'_>, placed: &Placed, version: &str) -> CaseOrigin {
    let document = &package.document;
    let mut members = rest(document.object, &DOCUMENT);
    if members.get("version").and_then(Value::as_str) == Some(version) {
        members.shift_remove("version");
    }
    let definitions = package.root.get("CFDefinitions");
    let definitions = definitions.and_then(Json::as_object);
    let rubrics = package.root.get("CFRubrics").and_then(Json::as_array);
    let extensions = package.root.get("extensions").and_then(Json::as_object);
    CaseOrigin {
        uri: document.uri.to_owned(),
        creator: document.creator.clone(),
        last_change: document.last_change.to_owned(),
        document: members,
        items: items(package, placed),
        definitions: definitions.map_or_else(Map::new, |all| rest(all, &[])),
        associations: associations(package),
        rubrics: rubrics
            .unwrap_or_default()
            .iter()
            .map(Json::to_value)
            .collect(),
        extensions: extensions.map_or_else(Map::new, |all| rest(all, &[])),
    }
}

/// The members of each item that have no place in the framework, in the order of the package.
fn items(package: &Package<'_>, placed: &Placed) -> Map<String, Value> {
    let levels = placed
        .levels
        .iter()
        .filter_map(|level| level.identifier.as_deref());
    let levels: HashSet<&str> = levels.collect();
    let groups: HashSet<&str> = placed.groups.iter().map(|group| &*group.id).collect();
    let kept = package.items.iter().map(|item| {
        let id = item.id.to_string();
        let mut members = if levels.contains(&*id) {
            rest(item.object, &["identifier", "CFDocumentURI"])
        } else {
            rest(item.object, &ITEM)
        };
        if groups.contains(&*id) {
            members.shift_remove("CFItemType");
        }
        (id, Value::Object(members))
    });
    kept.collect()
}

/// The associations of the package, without those that Proofmark added.
fn associations(package: &Package<'_>) -> Vec<JsonText> {
    let all = package.root.get("CFAssociations").and_then(Json::as_array);
    let came = all.unwrap_or_default().iter();
    let came = came.filter(|one| !one.as_object().is_some_and(is_added));
    came.map(JsonText::from).collect()
}

/// Whose content it is: the text of the licence that the document names, if that is short enough to
/// stand beside the framework's text; else the publisher, else the creator.
pub(super) fn attribution(package: &Package<'_>) -> String {
    let document = &package.document;
    let publisher = document.publisher.as_ref().unwrap_or(&document.creator);
    let definitions = package.root.get("CFDefinitions");
    let licenses = definitions.and_then(|all| all.get("CFLicenses")?.as_array());
    let named = licenses.unwrap_or_default().iter().find(|license| {
        let id = license.get("identifier").and_then(Json::as_str);
        id.is_some() && id == document.license
    });
    let text = named.and_then(|license| license.get("licenseText")?.as_str());
    let text = text.map(super::super::text::fold);
    match text {
        Some(text) if !text.is_empty() && text.len() <= LONGEST_CREDIT => text,
        _ => publisher.clone(),
    }
}
