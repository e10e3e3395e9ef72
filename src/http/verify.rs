//! `/api/v1/verify`: is this credential good? Anybody may ask, about any credential.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::service::ServiceError;

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
    .gives_object(
        200,
        "The report: `verdict` is `valid`, `not-valid` or `could-not-be-checked`; `checks` has \
         each check with its outcome and reason",
    )
}
