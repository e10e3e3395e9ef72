//! `/api/v1/assessments`: recording assessments and reading them, with their decisions.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::assessment::Assessment;
use crate::records::assessment::AssessmentRecord;
use axum::http::{StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// An assessment on record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Assessment)]
pub(super) struct AssessmentAnswer<'r> {
    /// Its id, by which credentials are issued from it.
    id: &'r str,
    /// When it was recorded.
    recorded: &'r str,
    /// What was assessed, by whom, and the level that was decided.
    #[schema(value_type = Object)]
    assessment: &'r Assessment,
}

impl<'r> From<&'r AssessmentRecord> for AssessmentAnswer<'r> {
    fn from(record: &'r AssessmentRecord) -> Self {
        Self {
            id: &record.id,
            recorded: &record.recorded,
            assessment: &record.assessment,
        }
    }
}

pub(super) fn record(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let recorded = call.service().assess(&call.body, &call.acting()?, None)?;
    let status = match recorded.new {
        true => StatusCode::CREATED,
        false => StatusCode::OK,
    };
    let place = format!("/api/v1/assessments/{}", recorded.record.id);
    Ok(Answer::json(&AssessmentAnswer::from(&recorded.record))?
        .status(status)
        .with(header::LOCATION, &place))
}

pub(super) fn describe_record() -> Described {
    Described::new(
        "recordAssessment",
        "Records an assessment and decides its level; the same document again is the same \
         assessment",
    )
    .takes_object("An assessment document")
    .gives::<AssessmentAnswer<'_>>(201, "It is on record now")
    .gives::<AssessmentAnswer<'_>>(200, "It was on record before")
    .fails(422, "The document is not right; every fault is listed")
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let issuer = &call.caller()?.issuer;
    let record = call.service().assessment(call.parameter("id")?, issuer)?;
    Answer::json(&AssessmentAnswer::from(&record))
}

pub(super) fn describe_read() -> Described {
    Described::new("readAssessment", "An assessment with its decision")
        .gives::<AssessmentAnswer<'_>>(200, "The assessment")
        .fails(404, "There is no such assessment")
        .fails(410, "Its learner was erased")
}
