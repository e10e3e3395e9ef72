//! Problem documents (RFC 9457), and the status code of every error: they are named here alone.
//!
//! The type of a problem is the URI that a specification gives it, else
//! `urn:proofmark:problem:{slug}`. Whoever is at fault is told everything; of our own faults and
//! of those of the machine a caller learns only that there are some, and the operator the rest.

mod document;

pub use document::{FindingDocument, Problem, ProblemDocument};

use super::lanes::NoOutcome;
use crate::finding::Finding;
use crate::records::framework_standing::StandingRecord;
use crate::resolver::FetchError;
use crate::service::{ServiceError, StoreTrouble};
use axum::http::{StatusCode, header};
use std::time::Duration;

/// The media type of problem documents.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// The VC Data Model's name for a document that cannot be read (VC Data Model 2.0, section 7.2).
pub(in crate::http) const PARSING_ERROR: &str = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";

/// What the W3C's suites want of a VC-API when a credential is not verified, whatever the reason.
pub(in crate::http) const NOT_VERIFIED: StatusCode = StatusCode::BAD_REQUEST;

/// The status of a page where there is nothing.
pub(in crate::http) const NOT_HERE: StatusCode = StatusCode::NOT_FOUND;

/// The status of a page that shows a form again, with what is wrong in it.
pub(in crate::http) const NOT_RIGHT: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The status of a page where there is nothing any more.
pub(in crate::http) const NOT_ANY_MORE: StatusCode = StatusCode::GONE;

/// The status of the page where somebody was not let in.
pub(in crate::http) const NOT_LET_IN: StatusCode = StatusCode::FORBIDDEN;

/// The status of a form that comes back because it is not filled in rightly.
pub(in crate::http) const NOT_FILLED_IN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// Names the problem of whoever is not signed in.
const NOT_SIGNED_IN: &str = "not-signed-in";

/// After how many seconds a client that was turned away may come back.
const RETRY_AFTER: &str = "1";

/// What is wrong with a request as HTTP has it.
impl Problem {
    pub(in crate::http) fn no_route(path: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is nothing here",
            format!("there is nothing at {path}; /openapi.json tells what there is"),
        )
    }

    /// There is no such CASE record.
    pub(in crate::http) fn no_case_record(detail: &str) -> Self {
        let title = "Unknown Object";
        let detail = format!("{title}: {detail}");
        Self::new(StatusCode::NOT_FOUND, "not-found", title, detail)
    }

    /// What should be the identifier of a CASE record is no UUID.
    pub(in crate::http) fn no_uuid(given: &str) -> Self {
        let title = "Invalid UUID";
        let detail = format!("{title}: {given:?}");
        Self::new(StatusCode::NOT_FOUND, "invalid-uuid", title, detail)
    }

    pub(in crate::http) fn method(method: &str, allowed: &str) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "The method is not allowed here",
            format!("{method} is not allowed here; allowed are: {allowed}"),
        )
        .header(header::ALLOW, allowed)
    }

    pub(in crate::http) fn not_authenticated(token_given: bool, detail: &str) -> Self {
        let challenge = match token_given {
            true => r#"Bearer realm="proofmark", error="invalid_token""#,
            false => r#"Bearer realm="proofmark""#,
        };
        Self::new(
            StatusCode::UNAUTHORIZED,
            "not-authenticated",
            "An API key is needed",
            detail,
        )
        .header(header::WWW_AUTHENTICATE, challenge)
    }

    /// A page needs somebody who is signed in.
    pub(in crate::http) fn not_signed_in() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            NOT_SIGNED_IN,
            "Please sign in",
            "this page is for those who are signed in",
        )
    }

    /// Whether it is that somebody has to sign in first.
    pub(in crate::http) fn is_not_signed_in(&self) -> bool {
        self.slug() == NOT_SIGNED_IN
    }

    /// A member of staff has a role that does not allow this.
    pub(in crate::http) fn not_your_role() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "role",
            "Your role does not allow this",
            "your role does not allow this; an admin can give you another one",
        )
    }

    /// A form did not come from a page of this site, or from one of a session that is over.
    pub(in crate::http) fn cross_site() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "cross-site",
            "This form did not come from this site",
            "the form was sent from another site, or from a page of a session that is over; open \
             the page again and send it from there",
        )
    }

    /// What came is not a form.
    pub(in crate::http) fn not_a_form(given: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media-type",
            "The media type is not known here",
            format!(
                "this takes a form (application/x-www-form-urlencoded or multipart/form-data), \
                 not {given}"
            ),
        )
    }

    pub(in crate::http) fn not_allowed(scope: &str) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "scope-missing",
            "The API key may not do this",
            format!("this needs a key with the scope {scope}"),
        )
        .header(
            header::WWW_AUTHENTICATE,
            format!(r#"Bearer realm="proofmark", error="insufficient_scope", scope="{scope}""#),
        )
    }

    pub(in crate::http) fn bad_request(slug: &str, detail: impl Into<String>) -> Self {
        let title = "The request cannot be understood";
        Self::new(StatusCode::BAD_REQUEST, slug, title, detail)
    }

    pub(in crate::http) fn ambiguous() -> Self {
        Self::bad_request(
            "ambiguous-framing",
            "a request has a Content-Length or a Transfer-Encoding, not both (RFC 9112, section \
             6.1)",
        )
        .closing()
    }

    pub(in crate::http) fn not_one_host() -> Self {
        let detail = "a request has the header field Host, once (RFC 9112, section 3.2)";
        Self::bad_request("bad-host", detail).closing()
    }

    pub(in crate::http) fn body_too_large(limit: usize) -> Self {
        let detail = format!("the request's body is longer than {limit} bytes");
        let finding = Finding::new("", "too-large", detail.clone());
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "The request is too large",
            detail,
        )
        .findings(vec![finding])
        .closing()
    }

    pub(in crate::http) fn body_too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "too-slow",
            "The request took too long to arrive",
            "the request's body did not arrive in time",
        )
        .closing()
    }

    pub(in crate::http) fn media_type(given: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media-type",
            "The media type is not known here",
            format!(
                "this takes application/json, not {given}; send `Content-Type: application/json`"
            ),
        )
        .header(header::ACCEPT, "application/json")
    }

    pub(in crate::http) fn content_coding(given: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content-coding",
            "The body must not be compressed",
            format!("bodies are taken as they are, without the content coding {given}"),
        )
        .header(header::ACCEPT_ENCODING, "identity")
    }

    pub(in crate::http) fn target_too_long(limit: usize) -> Self {
        Self::new(
            StatusCode::URI_TOO_LONG,
            "target-too-long",
            "The address is too long",
            format!("the request's target is longer than {limit} bytes"),
        )
        .closing()
    }

    pub(in crate::http) fn headers_too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "headers-too-large",
            "The header fields are too large",
            format!("the request's header fields are longer than {limit} bytes together"),
        )
        .closing()
    }

    /// The client has asked too often (RFC 6585, section 4); `wait` is how long it should be
    /// quiet.
    pub(in crate::http) fn too_often(wait: Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let seconds = seconds.max(1);
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too-many-requests",
            "Too many requests",
            format!("too many such requests came from your address; try again in {seconds} s"),
        )
        .header(header::RETRY_AFTER, seconds.to_string())
    }

    pub(in crate::http) fn not_acceptable(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            "not-acceptable",
            "It does not exist in this form",
            detail,
        )
    }

    /// The framework version that something belongs to was withdrawn.
    pub(in crate::http) fn withdrawn(name: &str, standing: &StandingRecord) -> Self {
        let problem = Self::new(
            NOT_ANY_MORE,
            "framework-withdrawn",
            "The framework version was withdrawn",
            format!("{name} was withdrawn before anything was issued on it, and has no successor"),
        );
        let problem = problem.member("withdrawnAt", standing.at.as_str());
        match &standing.reason {
            Some(reason) => problem.member("reason", reason.as_str()),
            None => problem,
        }
    }

    /// The request is well formed and cannot be done as it stands.
    pub(in crate::http) fn unprocessable(
        slug: &str,
        detail: impl Into<String>,
        findings: Vec<Finding>,
    ) -> Self {
        let title = "The request cannot be done as it stands";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, slug, title, detail).findings(findings)
    }

    /// What was sent is wrong: 400 when it is no I-JSON, else 422.
    pub(in crate::http) fn invalid(what: &str, findings: Vec<Finding>) -> Self {
        let unread = ["not-json", "duplicate-name", "number-range"];
        let status = match findings.iter().any(|f| unread.contains(&f.problem)) {
            true => StatusCode::BAD_REQUEST,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let title = "What was sent is not right";
        Self::new(status, "invalid", title, told(what, &findings)).findings(findings)
    }

    /// A request to verify does not say what is to be verified.
    pub(in crate::http) fn verify_request(findings: Vec<Finding>) -> Self {
        let detail = told("the request", &findings);
        Self::bad_request("verify-request", detail).findings(findings)
    }

    /// A request about a credential before it is signed does not say what it asks.
    pub(in crate::http) fn preflight_request(findings: Vec<Finding>) -> Self {
        let detail = told("the request", &findings);
        Self::bad_request("preflight-request", detail).findings(findings)
    }

    /// A request over the VC-API to change a status does not say what is to be changed.
    pub(in crate::http) fn status_request(findings: Vec<Finding>) -> Self {
        let detail = told("the request", &findings);
        Self::bad_request("status-request", detail).findings(findings)
    }

    /// A verifier asks a verifier to fetch.
    pub(in crate::http) fn verification_loop() -> Self {
        let title = "Verifiers ask each other in a circle";
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "verification-loop",
            title,
            "this request was sent by a verifier like this one, so nothing is fetched for it; send \
             the credential itself",
        )
    }

    /// What was sent is no credential that can be read.
    pub(in crate::http) fn unreadable(findings: Vec<Finding>) -> Self {
        let detail = told("what was sent", &findings);
        let title = "This cannot be read as a credential";
        Self::new(StatusCode::BAD_REQUEST, "", title, detail)
            .kind(PARSING_ERROR)
            .findings(findings)
    }

    /// The connection is closed after this: what is left of the request is not read.
    pub(in crate::http) fn closing(self) -> Self {
        self.header(header::CONNECTION, "close")
    }
}

/// What is wrong on our side.
impl Problem {
    /// A defect of ours. The caller is told nothing internal.
    pub(in crate::http) fn defect(fault: impl Into<String>) -> Self {
        Self::defect_already_told().for_operator(fault)
    }

    /// A defect of ours that the operator knows of already.
    fn defect_already_told() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "defect",
            "A defect of Proofmark",
            "this is a defect on our side, not yours; whoever runs this service finds more in its \
             log",
        )
    }

    /// The handler panicked; the panic hook has told the operator.
    pub(in crate::http) fn panicked() -> Self {
        Self::defect_already_told()
    }

    pub(in crate::http) fn busy(detail: impl Into<String>) -> Self {
        let title = "There is too much to do";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", title, detail)
            .header(header::RETRY_AFTER, RETRY_AFTER)
    }

    /// The status code in an answer of CASE, which has one of its own for a server that has too
    /// much to do.
    pub(in crate::http) fn status_in_case(&self) -> StatusCode {
        match self.slug() {
            "busy" => StatusCode::TOO_MANY_REQUESTS,
            _ => self.status(),
        }
    }

    pub(in crate::http) fn timed_out() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "timed-out",
            "This takes too long",
            "the answer took too long. What was begun may still be done: send the same request \
             again, with the same idempotency key",
        )
        .header(header::RETRY_AFTER, RETRY_AFTER)
    }

    /// Something that this service needs is not there now.
    pub(in crate::http) fn unavailable(slug: &str, detail: impl Into<String>) -> Self {
        let title = "This is not possible now";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, slug, title, detail)
            .header(header::RETRY_AFTER, "10")
    }
}

impl From<NoOutcome> for Problem {
    fn from(none: NoOutcome) -> Self {
        match none {
            NoOutcome::Busy => Problem::busy("too many requests are waiting; try again shortly"),
            NoOutcome::Panicked => Problem::panicked(),
        }
    }
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        let told = error.to_string();
        let trouble = error.store_trouble();
        match error {
            ServiceError::Invalid { what, findings } => Problem::invalid(what, findings),
            // Nobody's fault, and soon over.
            ServiceError::NotFetched {
                error: FetchError::Busy { .. },
                ..
            } => Problem::busy(told),
            ServiceError::NotFetched { error, .. } => {
                let title = "What was to be fetched cannot be had";
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, error.slug(), title, told)
            }
            ServiceError::NotFound { .. } => {
                let title = "What was named is not here";
                Problem::new(StatusCode::NOT_FOUND, "not-found", title, told)
            }
            ServiceError::Erased => {
                let title = "What was asked for was erased";
                Problem::new(StatusCode::GONE, "learner-erased", title, told)
            }
            ServiceError::Refused { rule, .. } => {
                let title = "A rule forbids this";
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, rule, title, told)
            }
            // As draft-ietf-httpapi-idempotency-key-header, section 2.7, has it.
            ServiceError::Conflict {
                problem: problem @ "idempotency-conflict",
                ..
            } => Problem::unprocessable(problem, told, Vec::new()),
            ServiceError::Conflict {
                problem: "busy", ..
            } => Problem::busy(told),
            ServiceError::Conflict {
                problem, findings, ..
            } => {
                let title = "This contradicts what is on record";
                Problem::new(StatusCode::CONFLICT, problem, title, told).findings(findings)
            }
            ServiceError::Key(fault) => Problem::unavailable(
                "issuer-cannot-sign",
                "the issuer's key cannot sign now, so nothing is issued; verifying goes on",
            )
            .for_operator(fault),
            ServiceError::Backup(fault) => {
                let told = "no backup can be made now; everything else goes on";
                Problem::unavailable("backup", told).for_operator(fault.to_string())
            }
            ServiceError::Post(fault) => {
                let told = "the letter could not be sent now; everything else goes on";
                Problem::unavailable("post", told).for_operator(fault.to_string())
            }
            ServiceError::Store(_) => of_store(trouble, told),
            ServiceError::Record(_) | ServiceError::Defect(_) => Problem::defect(told),
        }
    }
}

/// What is wrong with the store; the operator learns the `fault` where something is to be done
/// about it.
fn of_store(trouble: Option<StoreTrouble>, fault: String) -> Problem {
    match trouble {
        Some(StoreTrouble::NoRoom) => {
            let detail = "there is no room on the disk; nothing was changed";
            Problem::unavailable("store-full", detail).for_operator(fault)
        }
        Some(StoreTrouble::Closing) => {
            let detail = "the service is shutting down; nothing was changed";
            Problem::unavailable("closing", detail)
        }
        Some(StoreTrouble::TooLong) => {
            Problem::bad_request("too-long", "a name in the request is too long")
        }
        Some(StoreTrouble::Failed) | None => Problem::unavailable(
            "store-failed",
            "the store does not work now. Whether this request was carried out is not known: send \
             it again later, with the same idempotency key",
        )
        .for_operator(fault),
    }
}

/// What is wrong, in one sentence.
fn told(what: &str, findings: &[Finding]) -> String {
    match findings {
        [one] => format!("{what}: {one}"),
        many => format!("{what}: {} things are wrong, see `findings`", many.len()),
    }
}
