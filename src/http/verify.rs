//! `/api/v1/verify`: is this credential good? Anybody may ask, about any credential; and
//! `/api/v1/verify/receipt`: the same, with this deployment's signed word for what it found.

mod request;

use self::request::VerifyBody;
use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use super::report::{ReportDocument, SignedReceiptDocument};
use crate::audit::Inclusion;
use crate::finding::Finding;
use crate::ijson::{self, join};
use crate::resolver;
use crate::service::ServiceError;
use crate::service::verify::{Expectations, Input, Question, TrustedIssuers};
use axum::http::{HeaderMap, header};
use utoipa::ToSchema;

/// The media type of a form (RFC 7578).
const FORM: &str = "multipart/form-data";

pub(super) fn verify(call: &Call) -> Result<Answer, Problem> {
    let question = asked(call)?;
    let report = call.service().verify(&question).map_err(told)?;
    Answer::json(&report)
}

pub(super) fn receipt(call: &Call) -> Result<Answer, Problem> {
    let question = asked(call)?;
    let verified = call.service().examine(&question).map_err(told)?;
    Answer::json(&call.service().receipt(&verified)?)
}

/// What `call` asks the verifier.
fn asked(call: &Call) -> Result<Question, Problem> {
    let [] = call.query([])?;
    let mut question = question(request::read(call)?)?;
    question.asker = call.client;
    if matches!(question.input, Input::Url(_)) && comes_from_a_verifier(&call.headers) {
        return Err(Problem::verification_loop());
    }
    Ok(question)
}

/// What cannot be read is told as what the VC Data Model calls it.
fn told(error: ServiceError) -> Problem {
    match error {
        ServiceError::Invalid { findings, .. } => Problem::unreadable(findings),
        other => other.into(),
    }
}

/// Whether a verifier like this one sent the request: one that is asked to fetch by a fetch could
/// go on for ever.
pub(super) fn comes_from_a_verifier(headers: &HeaderMap) -> bool {
    let fields = headers.get_all(header::VIA).iter();
    let mut texts = fields.filter_map(|field| field.to_str().ok());
    texts.any(|text| text.split(',').any(|entry| entry.trim() == resolver::VIA))
}

fn question(asked: VerifyBody) -> Result<Question, Problem> {
    let mut findings = Vec::new();
    let expect = asked.expect.map(|json| Expectations::read(&json));
    let expect = taken("expect", expect, &mut findings);
    let trusted = asked
        .trusted_issuers
        .map(|json| TrustedIssuers::read(&json));
    let trusted = taken("trustedIssuers", trusted, &mut findings);
    let inclusion = asked.inclusion.map(|json| {
        let read = Inclusion::read(&ijson::to_vec(&json));
        read.map(Some).map_err(|error| {
            vec![Finding::new(
                "",
                "not-inclusion-evidence",
                error.to_string(),
            )]
        })
    });
    let inclusion = taken("inclusion", inclusion, &mut findings);
    if findings.is_empty() {
        Ok(Question {
            input: asked.input,
            expect,
            trusted,
            inclusion,
            ..Question::default()
        })
    } else {
        Err(Problem::verify_request(findings))
    }
}

/// What a member of the request says; what is wrong with it is told with its place in the request.
fn taken<T: Default>(
    member: &str,
    read: Option<Result<T, Vec<Finding>>>,
    findings: &mut Vec<Finding>,
) -> T {
    match read {
        None => T::default(),
        Some(Ok(value)) => value,
        Some(Err(wrong)) => {
            findings.extend(wrong.into_iter().map(|mut finding| {
                finding.pointer.insert_str(0, &join("", member));
                finding
            }));
            T::default()
        }
    }
}

pub(super) fn describe() -> Described {
    described(
        "verify",
        "Checks any credential and says what it says; whatever can be read is answered with 200, \
         and the verdict stands in the report",
    )
    .gives::<ReportDocument>(200, "The report, whatever the verdict")
}

pub(super) fn describe_receipt() -> Described {
    described(
        "verifyWithReceipt",
        "The same, with this deployment's signed word for what it checked, when, and with which \
         result. A receipt is no credential, and holds no personal data beside ids and digests",
    )
    .gives::<SignedReceiptDocument>(200, "The receipt, whatever the verdict")
    .fails(
        503,
        "The issuer's key is not unlocked, so that nothing can be signed",
    )
}

fn described(id: &str, summary: &str) -> Described {
    Described::new(id, summary)
        .takes_text(
            "A credential: JSON with embedded proofs, or a VC-JWT. Or a request that holds one",
        )
        .also_takes::<VerifyRequestBody>(FORM)
        .fails(
            400,
            "It cannot be read as a credential, or as a request to verify one",
        )
        .fails(
            422,
            "It is to be fetched, and cannot be: the problem's type says why (`url-not-allowed`, \
         `host-unknown`, `no-answer`, `http-status` and others); or a verifier asks to have it \
         fetched (`verification-loop`)",
        )
}

/// A request to verify: one of `credential` and `url`, and nothing that is not named here. It is
/// sent as JSON, or as a form whose parts have these names.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `request` reads")]
#[schema(as = VerifyRequest, rename_all = "camelCase")]
struct VerifyRequestBody {
    /// The credential: an object, or a token as a string; in a form, a file of any kind.
    #[schema(value_type = Value, required = false)]
    credential: String,
    /// Where the credential is.
    #[schema(format = "uri", nullable = false)]
    url: Option<String>,
    /// What the caller expects of it; in a form, as JSON.
    #[schema(nullable = false)]
    expect: Option<ExpectationsBody>,
    /// The issuers that the caller trusts: an array of ids or of objects with `id` and `name`, or
    /// a registry `{"registry": {"did:…": {"name": …}}}`; in a form, as JSON.
    #[schema(value_type = Value, required = false)]
    trusted_issuers: String,
    /// Evidence that the credential is in its issuer's audit log, as the issuer's
    /// `/audit/inclusion` gives it; in a form, as JSON. It counts where the key that signed was
    /// revoked since, and is believed by the audit key that the issuer's own document lists.
    #[schema(value_type = Object, required = false)]
    inclusion: String,
}

/// What a caller expects of a credential; each is answered.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Expectations`")]
#[schema(as = Expectations, rename_all = "camelCase")]
struct ExpectationsBody {
    /// The issuer's id.
    #[schema(nullable = false)]
    issuer: Option<String>,
    /// The framework, as `KEY` or `KEY@VERSION`.
    #[schema(nullable = false)]
    framework: Option<String>,
    /// The lowest level that will do: its name, or its place on the ladder from 1.
    #[schema(nullable = false)]
    level_at_least: Option<String>,
    /// The learner's e-mail address.
    #[schema(nullable = false)]
    learner_email: Option<String>,
}
