//! Errors as CASE tells them: the class imsx_StatusInfo (CASE 1.1, REST binding, status codes).

use super::super::answer::{Answer, JSON};
use super::super::face::Face;
use super::super::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Ref;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::ResponseBuilder;

/// Whose codes these are: the system that was asked.
const REPORTER: &str = "TargetEndSystem";

/// Why a request for CASE records failed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImsxStatusInfo)]
pub(in crate::http) struct StatusInfo {
    /// `failure`, or `unsupported` where there is no such operation.
    #[serde(rename = "imsx_codeMajor")]
    code_major: &'static str,
    /// Always `error`.
    #[serde(rename = "imsx_severity")]
    severity: &'static str,
    /// What is wrong this time, and what to do.
    #[serde(rename = "imsx_description")]
    description: String,
    /// The kind of error, where CASE has a code for it.
    #[serde(rename = "imsx_codeMinor", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    code_minor: Option<CodeMinor>,
}

/// Codes for the kind of error.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImsxCodeMinor)]
pub(in crate::http) struct CodeMinor {
    /// The codes: one.
    #[serde(rename = "imsx_codeMinorField")]
    field: [CodeMinorField; 1],
}

/// A code for the kind of error.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImsxCodeMinorField)]
pub(in crate::http) struct CodeMinorField {
    /// Which system says so.
    #[serde(rename = "imsx_codeMinorFieldName")]
    name: &'static str,
    /// The code.
    #[serde(rename = "imsx_codeMinorFieldValue")]
    value: Code,
}

/// The codes that are given here, of those that CASE has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImsxCodeMinorValue)]
#[serde(rename_all = "snake_case")]
pub(in crate::http) enum Code {
    /// There is no such member to sort by, or no such order.
    InvalidSortField,
    /// There is no such member to select or filter by, or another parameter is wrong.
    InvalidSelectionField,
    /// There is no such record.
    #[serde(rename = "unknownobject")]
    #[schema(rename = "unknownobject")]
    UnknownObject,
    /// The identifier is no UUID.
    InvalidUuid,
    /// There is too much to do; `Retry-After` says when to try again.
    ServerBusy,
    /// A defect, or something that the service needs is not there.
    InternalServerError,
}

/// The answer for a problem.
pub(in crate::http) fn answer(problem: Problem, face: &Face) -> Answer {
    let field = |value| CodeMinorField {
        name: REPORTER,
        value,
    };
    let info = StatusInfo {
        code_major: match problem.slug() {
            "method-not-allowed" => "unsupported",
            _ => "failure",
        },
        severity: "error",
        description: problem.detail().to_owned(),
        code_minor: code(&problem).map(|code| CodeMinor {
            field: [field(code)],
        }),
    };
    let status = problem.status_in_case();
    // Strings always have a JSON form.
    let body = serde_json::to_vec(&info).unwrap_or_default();
    problem.into_other_answer(face, Answer::verbatim(JSON, body).status(status))
}

/// The code for a problem, where CASE has one.
fn code(problem: &Problem) -> Option<Code> {
    Some(match problem.slug() {
        "invalid-sort-field" => Code::InvalidSortField,
        "invalid-selection-field" | "bad-query" => Code::InvalidSelectionField,
        "invalid-uuid" | "bad-path" => Code::InvalidUuid,
        "not-found" => Code::UnknownObject,
        "busy" | "too-many-requests" | "timed-out" | "closing" => Code::ServerBusy,
        _ if problem.status().is_server_error() => Code::InternalServerError,
        _ => return None,
    })
}

/// The response that tells of an error, for the OpenAPI document.
pub(in crate::http) fn status_response(description: &str) -> ResponseBuilder {
    let schema = Ref::from_schema_name(StatusInfo::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new()
        .description(description)
        .content(JSON, content)
}
