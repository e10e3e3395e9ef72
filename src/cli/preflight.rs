//! `proofmark preflight`: what is to be said of a credential before it is signed?
//!
//! Makes nothing, fetches nothing and opens no store.

use super::args::Preflight;
use super::view;
use super::workplace::Workplace;
use super::{CliError, files};
use crate::clock::{Clock, SystemClock};
use crate::credential::profile::IssuerProfile;
use crate::proof::SecuringPlan;
use crate::service::ServiceError;
use crate::service::preflight::{Question, examine};
use crate::service::verify::Turns;
use serde_json::json;
use std::process::ExitCode;

pub(super) fn run(arguments: &Preflight, work: &Workplace) -> Result<ExitCode, CliError> {
    let mut question = Question::about(files::read(&arguments.credential)?);
    question.issuer = issuer(work)?;
    if !arguments.proofs.is_empty() {
        question.proofs = distinct(&arguments.proofs)?;
    }
    let report = examine(&question, SystemClock.now(), &Turns::new(1));
    let report = report.map_err(|error| match error {
        ServiceError::Invalid { findings, .. } => CliError::Unreadable {
            place: files::name_of(&arguments.credential),
            what: "a credential",
            findings,
        },
        other => other.into(),
    })?;
    let text = view::preflight(&report, work.out.paint);
    work.out.result(&text, &json!(report))?;
    Ok(match report.signable {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Who is to sign. Other commands name an issuer of this deployment; here any may be meant, and the
/// store is not opened to look one up.
fn issuer(work: &Workplace) -> Result<Option<String>, CliError> {
    match work.issuer.as_str() {
        IssuerProfile::DEFAULT_SLUG => Ok(None),
        id if id.contains(':') => Ok(Some(id.to_owned())),
        slug => Err(CliError::Usage(format!(
            "preflight asks no store who {slug} is: name the issuer by its id, such as \
             did:web:school.example"
        ))),
    }
}

fn distinct(plans: &[SecuringPlan]) -> Result<Vec<SecuringPlan>, CliError> {
    let names: Vec<String> = plans.iter().map(SecuringPlan::name).collect();
    SecuringPlan::list(names.iter().map(String::as_str))
        .map_err(|error| CliError::Usage(error.to_string()))
}
