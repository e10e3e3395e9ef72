//! `/api/v1/frameworks`: importing frameworks, listing and reading them.

pub(super) mod preview;
pub(super) mod request;

use super::answer::Answer;
use super::call::{Call, cursor};
use super::openapi::Described;
use super::problem::Problem;
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::ijson;
use crate::records::framework_standing::{Standing, StandingRecord};
use crate::service::frameworks::source::FrameworkSource;
use crate::service::frameworks::standing::StandingRequest;
use axum::http::{StatusCode, header};
use request::{FrameworkAddress, ImportBody};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A page of frameworks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FrameworkPage {
    /// The frameworks, by key and version.
    frameworks: Vec<FrameworkSummary>,
    /// What to give as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next: Option<String>,
}

/// What a framework version is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FrameworkSummary {
    /// What names it across its versions: the O*NET-SOC code, or the identifier of its CFDocument.
    key: String,
    /// The version.
    version: String,
    /// The occupation's title.
    title: String,
    /// The levels, low to high.
    levels: Vec<LevelSummary>,
    /// What was decided in an import where the document leaves a choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(nullable = false)]
    notes: Vec<String>,
}

/// A level of a framework.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LevelSummary {
    /// What names it in references.
    id: String,
    /// What people read.
    label: String,
    /// How many statements it has.
    statements: usize,
}

impl From<&Framework> for FrameworkSummary {
    fn from(framework: &Framework) -> Self {
        let level = |level: &crate::framework::Level| LevelSummary {
            id: level.id.clone(),
            label: level.label.clone(),
            statements: level.statements.len(),
        };
        Self {
            key: framework.key.clone(),
            version: framework.version.clone(),
            title: framework.occupation.title.clone(),
            levels: framework.levels.iter().map(level).collect(),
            notes: Vec::new(),
        }
    }
}

pub(super) fn import(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let actor = call.acting()?.actor;
    let service = call.service();
    let imported = match request::read(&call.body)? {
        ImportBody::Document => service.import_framework(&call.body, None, &actor)?,
        ImportBody::Address { url, confirm } => {
            let confirm = confirm.ok_or_else(request::unconfirmed)?;
            let found = service.find_framework(FrameworkSource::Address(&url))?;
            service.import_found(found, Some(&confirm), None, &actor)?
        }
    };
    let mut summary = FrameworkSummary::from(&imported.framework);
    summary.notes = imported.notes;
    let status = match imported.new {
        true => StatusCode::CREATED,
        false => StatusCode::OK,
    };
    let mut place = "/api/v1/frameworks".to_owned();
    for segment in [&summary.key, &summary.version] {
        place.push('/');
        place.extend(url::form_urlencoded::byte_serialize(segment.as_bytes()));
    }
    // In a path a space is `%20`; `+` stands for itself (RFC 3986).
    let place = place.replace('+', "%20");
    Ok(Answer::json(&summary)?
        .status(status)
        .with(header::LOCATION, &place))
}

pub(super) fn describe_import() -> Described {
    Described::new(
        "importFramework",
        "Imports an export of LER.me or a CASE package; the same content again changes nothing",
    )
    .takes_object_or::<FrameworkAddress>(
        "An export of LER.me or the National Skills Exchange, schema 1.0, or a CFPackage of CASE \
         1.1 or 1.0; or where one stands, with the digest that a preview gave",
    )
    .gives::<FrameworkSummary>(201, "It is on record now")
    .gives::<FrameworkSummary>(200, "It was on record before")
    .fails(
        409,
        "Other content is on record under this version, or what stands at the address is not what \
         was confirmed (`framework-changed`)",
    )
    .fails(
        422,
        "The framework is not right, and every fault is listed; or it is to be fetched, and cannot \
         be: the problem's type says why (`url-not-allowed`, `host-unknown`, `no-answer`, \
         `http-status` and others), or was not confirmed (`not-confirmed`)",
    )
}

/// What is to become of a framework version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StandingChange {
    /// `superseded`: another took its place, and it stays. `withdrawn`: it is taken away, for good,
    /// which is possible only as long as nothing was issued on it.
    #[schema(value_type = String, example = "superseded")]
    state: Standing,
    /// The version that takes its place; needed where it is superseded.
    #[serde(default)]
    #[schema(nullable = false)]
    successor: Option<VersionName>,
    /// Why, in one line; the public reads it.
    #[serde(default)]
    #[schema(nullable = false)]
    reason: Option<String>,
}

/// A framework version.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionName {
    /// The framework's key.
    key: String,
    /// The version.
    version: String,
}

/// What became of a framework version.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FrameworkStanding {
    /// The framework's key.
    key: String,
    /// The version.
    version: String,
    /// `superseded` or `withdrawn`.
    #[schema(value_type = String)]
    state: Standing,
    /// The version that took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    successor: Option<VersionName>,
    /// When.
    #[schema(format = "date-time")]
    at: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
}

impl From<StandingRecord> for FrameworkStanding {
    fn from(record: StandingRecord) -> Self {
        Self {
            key: record.framework.key,
            version: record.framework.version,
            state: record.state,
            successor: record.successor.map(|id| VersionName {
                key: id.key,
                version: id.version,
            }),
            at: record.at,
            reason: record.reason,
        }
    }
}

pub(super) fn stand(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let invalid = |findings: Vec<Finding>| Problem::invalid("the request", findings);
    let json = ijson::parse(&call.body).map_err(|error| invalid(error.findings()))?;
    let change: StandingChange = serde_json::from_value(json.to_value())
        .map_err(|error| invalid(vec![Finding::new("", "not-a-standing", error.to_string())]))?;
    let request = StandingRequest {
        framework: FrameworkId {
            key: call.parameter("soc")?.to_owned(),
            version: call.parameter("version")?.to_owned(),
        },
        state: change.state,
        successor: change.successor.map(|name| FrameworkId {
            key: name.key,
            version: name.version,
        }),
        reason: change.reason,
    };
    let record = call
        .service()
        .set_framework_standing(&request, &call.acting()?.actor)?;
    Answer::json(&FrameworkStanding::from(record))
}

pub(super) fn describe_stand() -> Described {
    Described::new(
        "standFramework",
        "Supersedes a framework version by another, or withdraws it; the same again changes nothing",
    )
    .takes::<StandingChange>("What is to become of it")
    .gives::<FrameworkStanding>(200, "What became of it")
    .fails(404, "One of the versions is not on record")
    .fails(409, "Credentials were issued on what is to be withdrawn, or it was withdrawn before")
    .fails(422, "The successor cannot be one, or the request is not right")
}

pub(super) fn list(call: &Call) -> Result<Answer, Problem> {
    let page = call.page()?;
    let page = call.service().frameworks(page.after, page.limit)?;
    Answer::json(&FrameworkPage {
        frameworks: page.records.iter().map(FrameworkSummary::from).collect(),
        next: cursor(page.next),
    })
}

pub(super) fn describe_list() -> Described {
    Described::new("listFrameworks", "A page of all frameworks")
        .paged()
        .gives::<FrameworkPage>(200, "The page")
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let (key, version) = (call.parameter("soc")?, call.parameter("version")?);
    Answer::json(&call.service().framework(key, Some(version))?)
}

pub(super) fn describe_read() -> Described {
    Described::new(
        "readFramework",
        "A framework with its levels and statements",
    )
    .gives_object(200, "The framework")
    .fails(404, "There is no such framework; near misses are named")
}

pub(super) fn compare(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let key = call.parameter("soc")?;
    let service = call.service();
    let old = service.framework(key, Some(call.parameter("version")?))?;
    let new = service.framework(key, Some(call.parameter("other")?))?;
    Answer::json(&service.compare_frameworks(&old, &new, &call.caller()?.issuer)?)
}

pub(super) fn describe_compare() -> Described {
    Described::new(
        "compareFrameworks",
        "What changed from one version of a framework to another, and what was issued against it",
    )
    .gives_object(200, "What changed, and what was issued against the older")
    .fails(
        404,
        "There is no such framework or version; near misses are named",
    )
}
