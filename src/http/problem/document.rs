//! The document itself, and how it becomes an answer.

use super::MEDIA_TYPE;
use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::face::Face;
use crate::service::verify::own_problem;
use axum::http::{HeaderName, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// An error on its way to a client.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    document: Box<ProblemDocument>,
    headers: Vec<(HeaderName, String)>,
    /// What only the operator is told.
    fault: Option<String>,
}

/// A problem document.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// What kind of problem this is: a URI.
    #[serde(rename = "type")]
    #[schema(format = "uri")]
    kind: String,
    /// The kind in a few words.
    title: &'static str,
    /// The HTTP status code.
    status: u16,
    /// What is wrong this time, and what to do.
    detail: String,
    /// Everything that is wrong with what was sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<FindingDocument>, required = false)]
    findings: Vec<Finding>,
    /// Members that belong to this kind of problem.
    #[serde(flatten)]
    #[schema(ignore)]
    members: Map<String, Value>,
}

/// One thing that is wrong with what was sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Finding)]
pub struct FindingDocument {
    /// Where: a JSON pointer (RFC 6901); the empty string is the whole document.
    pub pointer: String,
    /// Which kind of fault: a stable word.
    pub problem: String,
    /// What is wrong and what to do.
    pub detail: String,
    /// The rule that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub source: Option<String>,
}

impl Problem {
    /// A problem of the kind that `slug` names.
    pub(super) fn new(
        status: StatusCode,
        slug: &str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            status,
            document: Box::new(ProblemDocument {
                kind: own_problem(slug),
                title,
                status: status.as_u16(),
                detail: detail.into(),
                findings: Vec::new(),
                members: Map::new(),
            }),
            headers: Vec::new(),
            fault: None,
        }
    }

    /// The same problem with a header field beside it.
    pub(in crate::http) fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same problem, under the URI that a specification gives to its kind.
    pub(super) fn kind(mut self, uri: &str) -> Self {
        self.document.kind = uri.to_owned();
        self
    }

    /// The same problem with everything that is wrong with what was sent.
    pub(super) fn findings(mut self, findings: Vec<Finding>) -> Self {
        self.document.findings = findings;
        self
    }

    /// The same problem with a further member.
    pub(in crate::http) fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.document.members.insert(name.to_owned(), value.into());
        self
    }

    /// The same problem; the operator is told the fault besides.
    pub(in crate::http) fn for_operator(mut self, fault: impl Into<String>) -> Self {
        self.fault = Some(fault.into());
        self
    }

    /// The document as a part of an answer about several things; the operator learns what the
    /// client does not.
    pub(in crate::http) fn into_part(self, face: &Face) -> ProblemDocument {
        if let Some(fault) = &self.fault {
            face.report(fault);
        }
        *self.document
    }

    /// The HTTP status code.
    pub(in crate::http) fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong this time, and what to do.
    pub(in crate::http) fn detail(&self) -> &str {
        &self.document.detail
    }

    /// Everything that is wrong with what was sent.
    pub(in crate::http) fn all_findings(&self) -> &[Finding] {
        &self.document.findings
    }

    /// The last part of what names its kind.
    pub(in crate::http) fn slug(&self) -> &str {
        let kind = self.document.kind.as_str();
        kind.rsplit(':').next().unwrap_or(kind)
    }

    /// The answer; the operator learns what the client does not.
    pub(in crate::http) fn into_answer(self, face: &Face) -> Answer {
        // Strings, numbers and JSON values always have a JSON form.
        let body = serde_json::to_vec(&self.document).unwrap_or_default();
        let answer = Answer::verbatim(MEDIA_TYPE, body).status(self.status);
        self.into_other_answer(face, answer)
    }

    /// An answer that tells of the problem in another form, with the header fields that belong to
    /// it; the operator learns what the client does not.
    pub(in crate::http) fn into_other_answer(self, face: &Face, answer: Answer) -> Answer {
        if let Some(fault) = &self.fault {
            face.report(fault);
        }
        self.headers
            .into_iter()
            .fold(answer, |answer, (name, value)| answer.with(name, &value))
    }
}
