//! `/api/v1/learners/…`: finding learners, giving out what is held about them, erasing them.
//!
//! Whom it is about stands in the body, never in the address: addresses end up in logs.

use super::answer::{Answer, JSON};
use super::call::Call;
use super::credentials::{IssuedList, RecordBody, read_record, write_issued};
use super::idempotency;
use super::openapi::Described;
use super::problem::Problem;
use crate::finding::Finding;
use crate::ijson::{self, At, Fields};
use crate::service::ServiceError;
use crate::service::erasure::Erasure;
use crate::service::issue::RecordRequest;
use crate::service::learners::KnownBy;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Which learners; at least one member.
#[derive(Default, ToSchema)]
pub(super) struct LearnerQuestion {
    /// The learner's id.
    #[schema(nullable = false)]
    id: Option<String>,
    /// An e-mail address; several learners may share one.
    #[schema(nullable = false)]
    email: Option<String>,
    /// A DID.
    #[schema(nullable = false)]
    did: Option<String>,
}

/// Learners who were found.
#[derive(Serialize, ToSchema)]
pub(super) struct FoundLearners {
    /// Their ids.
    learners: Vec<String>,
}

/// What is held about learners.
#[derive(Serialize, ToSchema)]
pub(super) struct ExportedLearners {
    /// For each: the learner, assessments, credentials with their signed documents, links that let
    /// them in or that they share, entries of the audit log.
    #[schema(value_type = Vec<Object>)]
    learners: Vec<Value>,
}

/// Learners who are erased.
#[derive(Serialize, ToSchema)]
pub(super) struct ErasedLearners {
    /// Each of them.
    learners: Vec<ErasedLearner>,
}

/// A learner who is erased.
#[derive(Serialize, ToSchema)]
pub(super) struct ErasedLearner {
    /// The learner's id.
    id: String,
    /// When they were erased.
    #[schema(format = DateTime)]
    erased: String,
    /// Whether they were erased before.
    already: bool,
    /// How many assessments were emptied now.
    assessments: usize,
    /// How many credentials were emptied now.
    credentials: usize,
}

impl From<Erasure> for ErasedLearner {
    fn from(erasure: Erasure) -> Self {
        Self {
            id: erasure.learner,
            erased: erasure.erased,
            already: erasure.already,
            assessments: erasure.assessments,
            credentials: erasure.credentials,
        }
    }
}

pub(super) fn find(call: &Call) -> Result<Answer, Problem> {
    let question = LearnerQuestion::read(call)?;
    let learners = question.found(call)?;
    Answer::json(&FoundLearners { learners })
}

pub(super) fn describe_find() -> Described {
    Described::new(
        "findLearners",
        "The learners of the issuer of the caller's key whom an address or a DID finds",
    )
    .takes::<LearnerQuestion>("Whom to look for")
    .gives::<FoundLearners>(200, "Their ids; none where nobody is known by this")
}

pub(super) fn export(call: &Call) -> Result<Answer, Problem> {
    let ids = LearnerQuestion::read(call)?.some(call)?;
    let caller = call.acting()?;
    let export = |id: &String| call.service().export_learner(&caller, id);
    let learners = ids.iter().map(export).collect::<Result<_, _>>()?;
    Answer::json(&ExportedLearners { learners })
}

pub(super) fn describe_export() -> Described {
    Described::new(
        "exportLearners",
        "Everything that is held about these learners",
    )
    .takes::<LearnerQuestion>("Whom it is about")
    .gives::<ExportedLearners>(200, "Everything")
    .fails(404, "Nobody is known by this")
    .fails(410, "The learner was erased")
}

pub(super) fn record(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let (question, request) = read_record(&call.body, LearnerQuestion::read_members)?;
    let ids = question.some(call)?;
    let [learner] = ids.as_slice() else {
        let detail = "several learners are known by this; name one by its id".to_owned();
        return Err(Problem::unprocessable(
            "several-learners",
            detail,
            Vec::new(),
        ));
    };
    let request = RecordRequest {
        learner: learner.clone(),
        ..request
    };
    let key = idempotency::key(call)?;
    let issued = call
        .service()
        .issue_record(&request, &call.acting()?, key)?;
    Ok(Answer::verbatim(JSON, write_issued(&issued)).status(StatusCode::CREATED))
}

pub(super) fn describe_record() -> Described {
    let (name, description) = idempotency::DESCRIBED;
    Described::new(
        "issueRecord",
        "Issues a record of what a learner holds: everything, or the credentials that are chosen. \
         Each time a new one, but for the same idempotency key",
    )
    .header(name, description)
    .takes::<RecordBody>("Whose record, and of what")
    .gives::<IssuedList>(201, "The record is on record")
    .fails(
        404,
        "Nobody is known by this, or a credential is not theirs",
    )
    .fails(410, "The learner was erased")
    .fails(422, "A rule forbids it, or the request is not right")
}

pub(super) fn erase(call: &Call) -> Result<Answer, Problem> {
    let ids = LearnerQuestion::read(call)?.some(call)?;
    let erased = call.service().erase_learners(&call.acting()?, &ids)?;
    let learners = erased.into_iter().map(ErasedLearner::from).collect();
    Answer::json(&ErasedLearners { learners })
}

pub(super) fn describe_erase() -> Described {
    Described::new(
        "eraseLearners",
        "Erases everything that is held about these learners, for good; again changes nothing",
    )
    .takes::<LearnerQuestion>("Whom it is about")
    .gives::<ErasedLearners>(
        200,
        "They are erased, and the store's files are written anew",
    )
    .fails(404, "Nobody is known by this")
}

impl LearnerQuestion {
    fn read(call: &Call) -> Result<Self, Problem> {
        let [] = call.query([])?;
        let invalid = |findings: Vec<Finding>| Problem::invalid("the request", findings);
        let json = ijson::parse(&call.body).map_err(|error| invalid(error.findings()))?;
        let mut findings = Vec::new();
        let question = Self::of(&At::root(&json), &mut findings);
        match question.filter(|_| findings.is_empty()) {
            Some(question) => Ok(question),
            None => Err(invalid(findings)),
        }
    }

    fn of(body: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut fields = body.fields(findings)?;
        let question = Self::read_members(&mut fields, findings);
        fields.nothing_else(findings);
        question
    }

    /// The members that say which learners.
    fn read_members(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut text = |name| fields.optional_text(name, findings).map(str::to_owned);
        let question = Self {
            id: text("id"),
            email: text("email"),
            did: text("did"),
        };
        if question.id.is_none() && question.email.is_none() && question.did.is_none() {
            let detail = "this needs \"id\", \"email\" or \"did\"";
            findings.push(fields.at().finding("missing-member", detail));
        }
        Some(question)
    }

    /// Who is found.
    fn found(&self, call: &Call) -> Result<Vec<String>, Problem> {
        let caller = call.acting()?;
        let known_by = KnownBy {
            id: self.did.clone(),
            email: self.email.clone(),
        };
        let mut ids = call.service().find_learners(&caller, &known_by)?;
        if let Some(id) = &self.id
            && !ids.contains(id)
        {
            ids.push(id.clone());
        }
        Ok(ids)
    }

    /// Who is found: at least one.
    fn some(&self, call: &Call) -> Result<Vec<String>, Problem> {
        let ids = self.found(call)?;
        match ids.is_empty() {
            false => Ok(ids),
            // The address is not told again: problems end up in logs.
            true => Err(Problem::from(ServiceError::NotFound {
                what: "learner",
                name: "who is known by this".to_owned(),
                near: Vec::new(),
            })),
        }
    }
}
