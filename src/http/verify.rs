//! `/api/v1/verify`: is this credential good? Anybody may ask, about any credential.

mod request;

use self::request::VerifyBody;
use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::finding::Finding;
use crate::ijson::join;
use crate::service::ServiceError;
use crate::service::verify::{Expectations, Question, TrustedIssuers};
use utoipa::ToSchema;

/// The media type of a form (RFC 7578).
const FORM: &str = "multipart/form-data";

pub(super) fn verify(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let question = question(request::read(call)?)?;
    match call.service().verify(&question) {
        Ok(report) => Answer::json(&report),
        Err(ServiceError::Invalid { findings, .. }) => Err(Problem::unreadable(findings)),
        Err(other) => Err(other.into()),
    }
}

fn question(asked: VerifyBody) -> Result<Question, Problem> {
    let mut findings = Vec::new();
    let expect = asked.expect.map(|json| Expectations::read(&json));
    let expect = taken("expect", expect, &mut findings);
    let trusted = asked
        .trusted_issuers
        .map(|json| TrustedIssuers::read(&json));
    let trusted = taken("trustedIssuers", trusted, &mut findings);
    if findings.is_empty() {
        Ok(Question {
            input: asked.input,
            expect,
            trusted,
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
    Described::new(
        "verify",
        "Checks any credential and says what it says; whatever can be read is answered with 200, \
         and the verdict stands in the report",
    )
    .takes_text("A credential: JSON with embedded proofs, or a VC-JWT. Or a request that holds one")
    .also_takes::<VerifyRequestBody>(FORM)
    .fails(
        400,
        "It cannot be read as a credential, or as a request to verify one",
    )
    .fails(422, "It is to be fetched, and cannot be")
    .gives::<ReportDocument>(200, "The report, whatever the verdict")
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
    /// What the caller expects of it.
    #[schema(value_type = Object, required = false)]
    expect: String,
    /// The issuers that the caller trusts.
    #[schema(value_type = Value, required = false)]
    trusted_issuers: String,
}

/// What a verification found.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Report`")]
#[schema(as = Report)]
struct ReportDocument {
    /// The answer: `could-not-be-checked` when nothing is wrong that was looked at, but not
    /// everything could be looked at.
    verdict: VerdictName,
    /// How the credential is secured.
    securing: SecuringName,
    /// Every check, in the order in which they were made.
    checks: Vec<CheckDocument>,
    /// What the credential says; absent unless its proof is right.
    #[schema(value_type = Object, required = false)]
    credential: String,
}

/// The answer to “is this credential good?”.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Verdict`")]
#[schema(as = Verdict, rename_all = "kebab-case")]
enum VerdictName {
    Valid,
    NotValid,
    CouldNotBeChecked,
}

/// In which securing form a credential came.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Securing`")]
#[schema(as = Securing, rename_all = "kebab-case")]
enum SecuringName {
    DataIntegrity,
    VcJwt,
}

/// One check.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Check`")]
#[schema(as = Check)]
struct CheckDocument {
    /// Which: `data-model`, `terms`, `issuer-key`, `proof`, `validity`, `status`, `schema`,
    /// `meaning`.
    id: String,
    /// How it came out.
    outcome: OutcomeName,
    /// The problem's type, a URI, unless it passed or was not run.
    #[schema(rename = "type", format = "uri", nullable = false)]
    problem: Option<String>,
    /// Why, as a sentence.
    detail: String,
    /// Where in the credential, as a JSON pointer; empty for the whole.
    pointer: String,
}

/// How one check came out.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Outcome`")]
#[schema(as = Outcome, rename_all = "kebab-case")]
enum OutcomeName {
    Passed,
    Failed,
    CouldNotTell,
    NotRun,
}
