//! `/api/v1/frameworks`: importing frameworks, listing and reading them.

use super::answer::Answer;
use super::call::{Call, cursor};
use super::openapi::Described;
use super::problem::Problem;
use crate::framework::Framework;
use axum::http::{StatusCode, header};
use serde::Serialize;
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
    let imported = call
        .service()
        .import_framework(&call.body, None, &call.acting()?.actor)?;
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
    .takes_object(
        "An export of LER.me or the National Skills Exchange, schema 1.0, or a CFPackage of CASE \
         1.1 or 1.0",
    )
    .gives::<FrameworkSummary>(201, "It is on record now")
    .gives::<FrameworkSummary>(200, "It was on record before")
    .fails(409, "Other content is on record under this version")
    .fails(422, "The framework is not right; every fault is listed")
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
