//! `proofmark verify`: is this credential good, what does it say, and is that what was expected?
//!
//! Makes nothing, and does not open the store: what is needed of it was written beside it.

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
    Verifier, VerifyError,
};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(arguments: &Verify, work: &Workplace) -> Result<ExitCode, CliError> {
    let question = question(arguments)?;
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
    let report = verifier.verify(&question).map_err(|error| match error {
        VerifyError::Unreadable(findings) => CliError::Unreadable {
            place: name_of(&arguments.credential),
            what: "a credential",
            findings,
        },
        error @ VerifyError::NotFetched(_) => ServiceError::from(error).into(),
    })?;
    let text = view::report(&report, work.out.paint);
    work.out.result(&text, &json!(report))?;
    Ok(ExitCode::from(exit(&report)))
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
