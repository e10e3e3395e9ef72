//! A framework as a CASE 1.1 package (1EdTech Competencies and Academic Standards Exchange 1.1,
//! class CFPackage, and the JSON Schema `case_v1p1_cfpackage-jsonschema1.json`).
//!
//! A framework of our own making becomes a CFDocument; each level a CFItem of the type `Level`
//! and a CFRubricCriterionLevel; each statement a CFItem of the type `Competency`. A statement
//! `isChildOf` its level, a level `isChildOf` the document (with sequence numbers, which keep the
//! order), a statement `hasSkillLevel` its level, and each level `precedes` the next. Identifiers
//! depend on nothing but the framework; addresses are those of the deployment.
//!
//! A framework that came as a CASE package goes out as it came, with its own identifiers and
//! addresses: its items, in their order, with all members in
//! [`CaseOrigin`](crate::framework::CaseOrigin), which win over what would be made here; its
//! associations, definitions, rubrics and extensions. Nothing is added to it: a statement that came
//! as the description of a rubric's level goes out as that, and is no item.
//!
//! # What CASE has no place for
//!
//! All classes of CASE are closed; each admits `extensions`, an object (in CFRubricCriterionLevel
//! an array of objects), in which `proofmark` is ours. For a framework that did not come from CASE:
//!
//! ```text
//! CFPackage.extensions.proofmark.framework       the LER.me export (schema 1.0) that the framework
//!                                                was imported from, each level without its
//!                                                member `statements`
//! CFItem.extensions.proofmark.level              on items of the type `Level`: the level's id, which
//!                                                is its member in `framework.levels`
//! CFRubricCriterionLevel.extensions[].proofmark.level    the same
//! ```
//!
//! So the very framework can be had back: put the levels in the order of the rubric's `position`
//! (a store between two programs may have lost the order of members), put each level's
//! `statements` back, which are the `fullStatement` of its child items in the order of
//! `sequenceNumber`, and import the result as an export. It is the very framework if the
//! identifiers come out as they stand in the package.
//!
//! # Times
//!
//! `lastChangeDateTime` is the export's `exportedAt`, in UTC and whole seconds, where that is an
//! instant (RFC 3339); what came from CASE keeps its own. Where neither is there it is
//! [`UNKNOWN_TIME`]: never the clock, so that the same framework is the same package everywhere.

mod associations;
mod definitions;
mod document;
mod items;
mod rubric;
mod superseded;

pub use superseded::Superseded;

pub(super) use document::publisher;

use super::Addresses;
use super::record::Record;
use crate::clock::timestamp;
use crate::framework::{Framework, Level};
use serde::Serialize;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// When a framework last changed that does not say when: the beginning of Unix time.
pub const UNKNOWN_TIME: &str = "1970-01-01T00:00:00Z";

/// A framework with all its records, in the shape of the class CFPackage.
///
/// Records are JSON objects with the names of the specification, so that those that came from
/// elsewhere go out again as they came.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Package {
    /// The framework itself (CFPckgDocument).
    #[serde(rename = "CFDocument")]
    pub document: Map<String, Value>,
    /// Its levels, groups and statements (CFPckgItem).
    #[serde(rename = "CFItems")]
    pub items: Vec<Value>,
    /// What stands in what relation to what (CFPckgAssociation).
    #[serde(rename = "CFAssociations")]
    pub associations: Vec<Value>,
    /// Item types, licences and what else the records refer to (CFDefinition).
    #[serde(rename = "CFDefinitions", skip_serializing_if = "Map::is_empty")]
    pub definitions: Map<String, Value>,
    /// The levels as a rubric (CFRubric).
    #[serde(rename = "CFRubrics", skip_serializing_if = "Vec::is_empty")]
    pub rubrics: Vec<Value>,
    /// What CASE has no place for.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extensions: Map<String, Value>,
}

/// `framework` as a CASE package, its own records under `addresses`.
pub fn package(framework: &Framework, addresses: &Addresses<'_>) -> Package {
    let made = Made::new(framework, addresses);
    Package {
        document: document::document(&made),
        items: items::items(&made),
        associations: associations::associations(&made),
        definitions: definitions::definitions(&made),
        rubrics: rubric::rubrics(&made),
        extensions: extensions(framework),
    }
}

/// `framework` as the deployment under `addresses` publishes it, where another version took its
/// place.
pub fn superseded_package(
    framework: &Framework,
    superseded: &Superseded<'_>,
    addresses: &Addresses<'_>,
) -> Package {
    let made = Made::new(framework, addresses);
    let mut package = package(framework, addresses);
    superseded.tell(&mut package, &made);
    package
}

impl Package {
    /// The package as JSON, with the names of the specification.
    pub fn to_value(&self) -> Value {
        // Maps of JSON with texts as names are always JSON.
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The identifier of the CFRubricCriterionLevel that `level` is; of a framework that came from CASE
/// the one that the level came with. (That of a CFItem of ours is [`Framework::level_identifier`].)
pub fn rubric_level_identifier(framework: &Framework, level: &Level) -> String {
    match &level.identifier {
        Some(own) => own.clone(),
        None => identifier(framework, "CFRubricCriterionLevels", &[&level.id]),
    }
}

/// The identifier of a record of our own making. No level's id is empty, so that the empty part
/// keeps these apart from the identifiers of levels and statements.
pub(super) fn identifier(framework: &Framework, class: &str, parts: &[&str]) -> String {
    framework.record_identifier(&[&["", class], parts].concat())
}

/// What all records of one package are made with.
struct Made<'a> {
    framework: &'a Framework,
    addresses: &'a Addresses<'a>,
    changed: String,
}

impl<'a> Made<'a> {
    fn new(framework: &'a Framework, addresses: &'a Addresses<'a>) -> Self {
        Self {
            framework,
            addresses,
            changed: changed(framework),
        }
    }

    /// A record of our own making, with the members that every class requires.
    fn record(&self, class: &str, identifier: &str) -> Record {
        self.part(identifier, self.addresses.case(class, identifier))
    }

    /// The same at an address of its own.
    fn part(&self, identifier: &str, uri: String) -> Record {
        Record::new()
            .with("identifier", identifier)
            .with("uri", uri)
            .with("lastChangeDateTime", self.changed.as_str())
    }

    /// A reference to a record of our own making (LinkURI).
    fn link(&self, class: &str, identifier: &str, title: &str) -> Value {
        let uri = self.addresses.case(class, identifier);
        json!({ "title": title, "identifier": identifier, "uri": uri })
    }
}

/// When the framework last changed.
pub fn changed(framework: &Framework) -> String {
    if let Some(case) = &framework.case {
        return case.last_change.clone();
    }
    let exported = framework.exported_at.as_deref().unwrap_or_default();
    match OffsetDateTime::parse(exported, &Rfc3339) {
        Ok(instant) => timestamp(instant),
        Err(_) => UNKNOWN_TIME.to_owned(),
    }
}

/// The package's extensions: those that it came with, or ours.
fn extensions(framework: &Framework) -> Map<String, Value> {
    if let Some(case) = &framework.case {
        return case.extensions.clone();
    }
    let mut export = framework.to_export();
    let levels = export.pointer_mut("/framework/levels");
    for level in levels.and_then(Value::as_object_mut).into_iter().flatten() {
        if let Some(members) = level.1.as_object_mut() {
            members.shift_remove("statements");
        }
    }
    let ours = json!({ "framework": export });
    Map::from_iter([("proofmark".to_owned(), ours)])
}

/// Our member of the extensions of what stands for `level`.
fn level_extension(level: &Level) -> Value {
    json!({ "proofmark": { "level": level.id } })
}
