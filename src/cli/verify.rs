//! `proofmark verify`: is this credential good, what does it say, and is that what was expected?
//!
//! Makes nothing, and does not open the store: what is needed of it was written beside it. Only a
//! receipt, which has to be signed, needs both.

use super::args::Verify;
use super::view;
use super::workplace::Workplace;
use super::{CliError, files};
use crate::audit::Inclusion;
use crate::clock::SystemClock;
use crate::finding::Finding;
use crate::service::ServiceError;
use crate::service::issuers::published_documents;
use crate::service::status_lists::published_lists;
use crate::service::verify::{
    Answer, Binding, Expectations, Input, KnownDocuments, Question, Report, Turns, Verdict,
    Verifier,
};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(arguments: &Verify, work: &Workplace) -> Result<ExitCode, CliError> {
    let question = question(arguments)?;
    let report = match &arguments.receipt {
        None => beside_the_store(arguments, work, &question)?,
        Some(path) => with_receipt(arguments, work, &question, path)?,
    };
    let text = view::report(&report, work.out.paint);
    work.out.result(&text, &json!(report))?;
    Ok(ExitCode::from(exit(&report)))
}

/// What is found with the documents that were written beside the store.
fn beside_the_store(
    arguments: &Verify,
    work: &Workplace,
    question: &Question,
) -> Result<Report, CliError> {
    let data = &work.settings.data;
    let documents = published_lists(data).into_iter().fold(
        KnownDocuments::new(published_documents(data)),
        |documents, (url, list)| documents.with_status_list(url, list),
    );
    let resolver = work.resolver();
    let verifier = Verifier {
        documents: &documents,
        resolver: resolver.as_ref(),
        trusted: &work.trusted_issuers()?,
        clock: &SystemClock,
        turns: &Turns::new(1),
    };
    let report = verifier.verify(question);
    report.map_err(|error| told(arguments, error.into()))
}

/// What is found with the store, and a receipt for it in the file `path`.
fn with_receipt(
    arguments: &Verify,
    work: &Workplace,
    question: &Question,
    path: &Path,
) -> Result<Report, CliError> {
    let opened = work.open_for_issuer("verify")?;
    let issuer = work.open_issuer(&opened)?;
    if let Some(locked) = issuer.locked {
        return Err(ServiceError::Key(locked).into());
    }
    let verified = opened.service.examine(question);
    let verified = verified.map_err(|error| told(arguments, error))?;
    let receipt = opened.service.receipt(&verified)?;
    let text = serde_json::to_vec_pretty(&receipt)
        .map_err(|error| ServiceError::Defect(format!("a receipt has no JSON form: {error}")))?;
    files::create(path, &text)?;
    Ok(verified.report)
}

/// What cannot be read is told with its name.
fn told(arguments: &Verify, error: ServiceError) -> CliError {
    match error {
        ServiceError::Invalid { findings, .. } => CliError::Unreadable {
            place: name_of(&arguments.credential),
            what: "a credential",
            findings,
        },
        other => other.into(),
    }
}

fn question(arguments: &Verify) -> Result<Question, CliError> {
    let input = if files::is_url(&arguments.credential) {
        Input::Url(arguments.credential.clone())
    } else {
        Input::Bytes(files::read(Path::new(&arguments.credential))?)
    };
    let mut expect = Expectations {
        issuer: arguments.expect_issuer.clone(),
        level_at_least: arguments.expect_level.clone(),
        learner_email: arguments.expect_email.clone(),
        ..Expectations::default()
    };
    if let Some(framework) = &arguments.expect_framework {
        expect.expect_framework(framework);
    }
    Ok(Question {
        input,
        expect,
        inclusion: arguments.inclusion.as_deref().map(inclusion).transpose()?,
        binding: Binding {
            challenge: arguments.challenge.clone(),
            domain: arguments.domain.clone(),
        },
        ..Question::default()
    })
}

/// Reads evidence from an issuer's audit log.
fn inclusion(path: &Path) -> Result<Inclusion, CliError> {
    Inclusion::read(&files::read(path)?).map_err(|error| CliError::Unreadable {
        place: files::name_of(path),
        what: "evidence from an audit log",
        findings: vec![Finding::new(
            "",
            "not-inclusion-evidence",
            error.to_string(),
        )],
    })
}

fn name_of(credential: &str) -> String {
    match files::is_url(credential) {
        true => credential.to_owned(),
        false => files::name_of(Path::new(credential)),
    }
}

/// 0 only for a credential that is valid and all that was expected.
fn exit(report: &Report) -> u8 {
    let any = |answer| report.expectations.iter().any(|one| one.answer == answer);
    match report.verdict {
        Verdict::NotValid => 1,
        _ if any(Answer::No) => 1,
        Verdict::CouldNotBeChecked => 3,
        Verdict::Valid if any(Answer::CannotTell) => 3,
        Verdict::Valid => 0,
    }
}
