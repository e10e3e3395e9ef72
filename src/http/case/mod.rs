//! `/ims/case/v1p1`: the frameworks on record as CASE 1.1 records (1EdTech CASE 1.1, REST binding:
//! reading only, without authentication).
//!
//! Errors here are what that specification wants (`status_info`) and no problem documents. The
//! specification's sets have at least one record: where there is none, the answer is
//! `unknownobject`. A fragment in the address of a rubric's criterion or level never reaches a
//! server: that address gives the rubric.

pub(super) mod discovery;
pub(super) mod documents;
mod filter;
mod member;
mod status_info;

pub(super) use status_info::{StatusInfo, answer, status_response};

use super::accept::preferred;
use super::answer::{Answer, JSON};
use super::call::Call;
use super::conditional::{entity_tag, unless_known};
use super::openapi::Described;
use super::problem::Problem;
use crate::service::catalog::{Class, Published};
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// Where all this lives.
pub(super) const BASE: &str = "/ims/case/v1p1";

/// How long copies may be kept: a new version is known everywhere after five minutes.
const KEEP: &str = "public, max-age=300";

/// The media type of pages for people.
const HTML: &str = "text/html";

/// Whether whoever asks for this path is told of errors as CASE has it.
pub(super) fn is_case(path: &str) -> bool {
    path.starts_with("/ims/case/")
}

pub(super) fn document(call: &Call) -> Result<Answer, Problem> {
    record_or_page(call, Class::Document)
}

pub(super) fn describe_document() -> Described {
    described("getCFDocument", "A framework: a CFDocument").gives_nothing(303, PAGE)
}

pub(super) fn package(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let identifier = identifier(call)?;
    let package = call.service().case_package(identifier)?;
    let package = package.ok_or_else(|| unknown(Class::Document, identifier))?;
    let tag = package.entity_tag().to_owned();
    let served = || Answer::verbatim(JSON, Bytes::from_owner(Served(package)));
    Ok(unless_known(call, &tag, served).with(header::CACHE_CONTROL, KEEP))
}

pub(super) fn describe_package() -> Described {
    let what = "A framework with all its records: a CFPackage";
    described("getCFPackage", what)
}

pub(super) fn item(call: &Call) -> Result<Answer, Problem> {
    record_or_page(call, Class::Item)
}

pub(super) fn describe_item() -> Described {
    let what = "A level, a group or a statement of a framework: a CFItem";
    described("getCFItem", what).gives_nothing(303, PAGE)
}

pub(super) fn item_associations(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let identifier = identifier(call)?;
    let set = call.service().case_item_associations(identifier)?;
    let set = set.ok_or_else(|| unknown(Class::Item, identifier))?;
    match set["CFAssociations"].as_array() {
        Some(associations) if !associations.is_empty() => published(call, &set),
        _ => Err(Problem::no_case_record(&format!(
            "the CFItem {identifier} has no associations"
        ))),
    }
}

pub(super) fn describe_item_associations() -> Described {
    let what = "An item and all its associations: a CFAssociationSet";
    described("getCFItemAssociations", what)
}

pub(super) fn association(call: &Call) -> Result<Answer, Problem> {
    record(call, Class::Association)
}

pub(super) fn describe_association() -> Described {
    let what = "What stands in what relation to what: a CFAssociation";
    described("getCFAssociation", what)
}

pub(super) fn rubric(call: &Call) -> Result<Answer, Problem> {
    record(call, Class::Rubric)
}

pub(super) fn describe_rubric() -> Described {
    let what = "The levels of a framework as a rubric: a CFRubric";
    described("getCFRubric", what)
}

pub(super) fn association_grouping(call: &Call) -> Result<Answer, Problem> {
    record(call, Class::AssociationGrouping)
}

pub(super) fn describe_association_grouping() -> Described {
    let what = "Associations that belong together: a CFAssociationGrouping";
    described("getCFAssociationGrouping", what)
}

pub(super) fn concept(call: &Call) -> Result<Answer, Problem> {
    record(call, Class::Concept)
}

pub(super) fn describe_concept() -> Described {
    let what = "A concept and all below it: a CFConceptSet";
    described("getCFConcept", what)
}

pub(super) fn item_type(call: &Call) -> Result<Answer, Problem> {
    record(call, Class::ItemType)
}

pub(super) fn describe_item_type() -> Described {
    let what = "A type of items and all below it: a CFItemTypeSet";
    described("getCFItemType", what)
}

pub(super) fn license(call: &Call) -> Result<Answer, Problem> {
    record(call, Class::License)
}

pub(super) fn describe_license() -> Described {
    let what = "Under which terms content may be used: a CFLicense";
    described("getCFLicense", what)
}

pub(super) fn subject(call: &Call) -> Result<Answer, Problem> {
    record(call, Class::Subject)
}

pub(super) fn describe_subject() -> Described {
    let what = "A subject and all below it: a CFSubjectSet";
    described("getCFSubject", what)
}

const PAGE: &str = "`text/html` is wanted: the page for people";

fn described(id: &'static str, summary: &'static str) -> Described {
    Described::new(id, summary)
        .gives_object(200, "The record, in the form of CASE 1.1")
        .gives_nothing(304, "The client has it already")
}

/// A record, or the way to its page for those who read pages.
fn record_or_page(call: &Call, class: Class) -> Result<Answer, Problem> {
    let answer = match preferred(&call.headers, &[JSON, HTML]) {
        Some(HTML) => page(call, class)?,
        _ => record(call, class)?,
    };
    Ok(answer.with(header::VARY, "Accept"))
}

fn page(call: &Call, class: Class) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let identifier = identifier(call)?;
    let page = call.service().case_page(class, identifier)?;
    let page = page.ok_or_else(|| unknown(class, identifier))?;
    Ok(Answer::empty()
        .status(StatusCode::SEE_OTHER)
        .with(header::LOCATION, &page)
        .with(header::CACHE_CONTROL, KEEP))
}

fn record(call: &Call, class: Class) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let identifier = identifier(call)?;
    let record = call.service().case_record(class, identifier)?;
    published(call, &record.ok_or_else(|| unknown(class, identifier))?)
}

/// A document that copies may be kept of.
fn published(call: &Call, document: &impl Serialize) -> Result<Answer, Problem> {
    let body = serde_json::to_vec(document)
        .map_err(|error| Problem::defect(format!("a record has no JSON form: {error}")))?;
    let tag = entity_tag(&body);
    let answer = unless_known(call, &tag, || Answer::verbatim(JSON, body));
    Ok(answer.with(header::CACHE_CONTROL, KEEP))
}

/// The identifier in the path: a UUID, of 36 characters.
fn identifier(call: &Call) -> Result<Uuid, Problem> {
    let text = call.parameter("sourcedId")?;
    let uuid = Uuid::try_parse(text).ok();
    let uuid = uuid.filter(|_| text.len() == 36);
    uuid.ok_or_else(|| Problem::no_uuid(text))
}

fn unknown(class: Class, identifier: Uuid) -> Problem {
    let collection = class.collection();
    Problem::no_case_record(&format!(
        "there is nothing in {collection} with the identifier {identifier}"
    ))
}

/// A package, which is sent without being copied.
struct Served(Arc<Published>);

impl AsRef<[u8]> for Served {
    fn as_ref(&self) -> &[u8] {
        self.0.json()
    }
}
