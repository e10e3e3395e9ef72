//! `proofmark verify`: is this credential good, and what does it say?
//!
//! Makes nothing, and does not open the store: what is needed of it was written beside it.

use super::args::Verify;
use super::view;
use super::workplace::Workplace;
use super::{CliError, files};
use crate::clock::SystemClock;
use crate::service::issuers::published_documents;
use crate::service::verify::{KnownDocuments, Unreadable, Verdict, Verifier};
use serde_json::json;
use std::process::ExitCode;

pub(super) fn run(arguments: &Verify, work: &Workplace) -> Result<ExitCode, CliError> {
    let input = files::read(&arguments.file)?;
    let documents = KnownDocuments::new(published_documents(&work.settings.data));
    let verifier = Verifier {
        documents: &documents,
        clock: &SystemClock,
    };
    let report = verifier
        .verify(&input)
        .map_err(|Unreadable(findings)| CliError::Unreadable {
            place: files::name_of(&arguments.file),
            what: "a credential",
            findings,
        })?;
    let text = view::report(&report, work.out.paint);
    work.out.result(&text, &json!(report))?;
    Ok(ExitCode::from(match report.verdict {
        Verdict::Valid => 0,
        Verdict::NotValid => 1,
        Verdict::CouldNotBeChecked => 3,
    }))
}
