//! The table of attacks before the verify verb: a document in, a report out. For every row one
//! document that passes and one that fails for that reason alone. What each room makes of its own
//! part stands in the tests of that room; here it counts that the verifier asks it.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod data_integrity;
mod forms;
mod jose;
mod json;
mod keys;
mod making;
#[path = "../support/pictures.rs"]
mod pictures;
mod presentations;
mod proofs;
#[path = "../support/mod.rs"]
mod support;

use proofmark::service::verify::{Outcome, Question, Report, Verdict, VerifyError};
use serde_json::Value;
use support::verifying::World;

/// Everything that is wrong with a document, a line each: `check outcome: problem pointer`. Of a
/// problem's type stands what is behind the `#`, or the slug.
fn asked(world: &World, question: &Question) -> Vec<String> {
    match world.ask(question) {
        Ok(report) => told(&report),
        Err(VerifyError::Unreadable(findings)) => findings
            .iter()
            .map(|finding| format!("unreadable: {} {}", finding.problem, finding.pointer))
            .map(|line| line.trim_end().to_owned())
            .collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// The same of a report, whose verdict must be what its checks say.
fn told(report: &Report) -> Vec<String> {
    let word = |value: Value| value.as_str().unwrap().to_owned();
    let bad = |outcome| matches!(outcome, Outcome::Failed | Outcome::CouldNotTell);
    let bad: Vec<_> = report.checks.iter().filter(|c| bad(c.outcome)).collect();
    let any_failed = bad.iter().any(|check| check.outcome == Outcome::Failed);
    let expected = match any_failed {
        true => Verdict::NotValid,
        false if bad.is_empty() => Verdict::Valid,
        false => Verdict::CouldNotBeChecked,
    };
    assert_eq!(report.verdict, expected, "{report:#?}");
    let line = |check: &&proofmark::service::verify::Check| {
        let id = word(serde_json::to_value(check.id).unwrap());
        let outcome = word(serde_json::to_value(check.outcome).unwrap());
        let problem = check.problem.as_deref().unwrap();
        let problem = problem.strip_prefix("urn:proofmark:problem:").or_else(|| {
            let (specification, name) = problem.split_once('#')?;
            let known = [
                "https://w3id.org/security",
                "https://www.w3.org/TR/vc-data-model",
                "https://www.w3.org/ns/credentials/status-list",
            ];
            known.contains(&specification).then_some(name)
        });
        let line = format!("{id} {outcome}: {} {}", problem.unwrap(), check.pointer);
        line.trim_end().to_owned()
    };
    bad.iter().map(line).collect()
}

/// What is wrong with a document in a world that has nothing to offer.
fn wrong(document: impl Into<Vec<u8>>) -> Vec<String> {
    asked(&World::default(), &Question::about(document))
}

/// Nothing is wrong with the document, and it needed nothing from elsewhere.
#[track_caller]
fn passes(document: impl Into<Vec<u8>>) -> Report {
    let world = World::default();
    let report = world.verify(document);
    assert_eq!(told(&report), [""; 0], "{report:#?}");
    assert_eq!(world.asked(), [""; 0]);
    report
}

/// One thing is wrong with the document, and nothing was fetched to find out.
#[track_caller]
fn fails(document: impl Into<Vec<u8>>, reason: &str) {
    let world = World::default();
    let found = asked(&world, &Question::about(document));
    assert_eq!(found, [reason]);
    assert_eq!(world.asked(), [""; 0]);
}

/// The same of JSON.
#[track_caller]
fn json_passes(document: &Value) -> Report {
    passes(document.to_string())
}

#[track_caller]
fn json_fails(document: &Value, reason: &str) {
    fails(document.to_string(), reason);
}
