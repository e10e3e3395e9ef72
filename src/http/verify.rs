//! `/api/v1/verify`: is this credential good? Anybody may ask, about any credential.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::service::ServiceError;
use utoipa::ToSchema;

pub(super) fn verify(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    match call.service().verify(&call.body) {
        Ok(report) => Answer::json(&report),
        Err(ServiceError::Invalid { findings, .. }) => Err(Problem::unreadable(findings)),
        Err(other) => Err(other.into()),
    }
}

pub(super) fn describe() -> Described {
    Described::new(
        "verify",
        "Checks any credential and says what it says; whatever can be read is answered with 200, \
         and the verdict stands in the report",
    )
    .takes_text("A credential: JSON with embedded proofs, or a VC-JWT")
    .gives::<ReportDocument>(200, "The report, whatever the verdict")
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
