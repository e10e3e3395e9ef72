//! The W3C's test suite of RDF Dataset Canonicalization, every entry of its manifest: canonical
//! forms, issued identifiers maps, and the poisoned graph, which must be refused.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::clock::{Clock, FixedClock, parse_timestamp};
use proofmark::jsonld::canon::{Budget, CanonError, HashAlgorithm, canonicalize_with};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::nquads;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = match support::data("vectors/rdf-canon/tests") {
        Some(folder) => manifest(&folder),
        None => vec![support::skipped("rdf-canon", "the shared data is absent")],
    };
    let mut trials = trials;
    trials.push(Trial::test(
        "a deadline that has passed stops the work",
        deadline,
    ));
    trials.push(Trial::test(
        "a quad added twice changes nothing",
        added_twice,
    ));
    trials.push(Trial::test("long chains of alike nodes are refused", chain));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn manifest(folder: &Path) -> Vec<Trial> {
    let text = std::fs::read_to_string(folder.join("manifest.jsonld")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    let entries = manifest["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 86, "the manifest is incomplete");
    entries.iter().map(|entry| trial(folder, entry)).collect()
}

fn trial(folder: &Path, entry: &Value) -> Trial {
    let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    let name = format!("{} {}", text("id"), text("name"));
    let input = folder.join(text("action"));
    let result = folder.join(text("result"));
    let algorithm = match entry["hashAlgorithm"].as_str() {
        Some("SHA384") => HashAlgorithm::Sha384,
        _ => HashAlgorithm::Sha256,
    };
    let kind = text("type");
    Trial::test(name, move || match kind.as_str() {
        "rdfc:RDFC10EvalTest" => canonical_form(algorithm, &input, &result),
        "rdfc:RDFC10MapTest" => identifiers(algorithm, &input, &result),
        "rdfc:RDFC10NegativeEvalTest" => refused(&input),
        other => Err(format!("an unknown kind of test: {other}").into()),
    })
}

fn canonical_form(
    algorithm: HashAlgorithm,
    input: &PathBuf,
    result: &PathBuf,
) -> Result<(), Failed> {
    let read = nquads::read(&support::read(input)?)?;
    let canonical = canonicalize_with(algorithm, &read.dataset, Budget::DEFAULT)?;
    support::same(
        "the canonical form",
        &canonical.nquads,
        &support::read(result)?,
    )?;
    // What is canonical stays as it is.
    let again = nquads::read(&canonical.nquads)?;
    let again = canonicalize_with(algorithm, &again.dataset, Budget::DEFAULT)?;
    support::same("canonicalized again", &again.nquads, &canonical.nquads)
}

fn identifiers(algorithm: HashAlgorithm, input: &PathBuf, result: &PathBuf) -> Result<(), Failed> {
    let read = nquads::read(&support::read(input)?)?;
    let canonical = canonicalize_with(algorithm, &read.dataset, Budget::DEFAULT)?;
    let ours: BTreeMap<String, String> = read
        .labels
        .into_iter()
        .filter_map(|(label, term)| {
            let number = canonical.labels[term.blank_number()?]?;
            Some((label, format!("c14n{number}")))
        })
        .collect();
    let expected: BTreeMap<String, String> = serde_json::from_str(&support::read(result)?)?;
    support::same("the map", &format!("{ours:#?}"), &format!("{expected:#?}"))
}

fn refused(input: &PathBuf) -> Result<(), Failed> {
    let read = nquads::read(&support::read(input)?)?;
    match canonicalize_with(HashAlgorithm::Sha256, &read.dataset, Budget::DEFAULT) {
        Err(CanonError::TooMuchWork { .. }) => Ok(()),
        other => Err(format!("not refused: {other:?}").into()),
    }
}

/// `count` blank nodes, each linked to each.
fn clique(count: usize) -> String {
    let pairs = (0..count).flat_map(|from| (0..count).map(move |to| (from, to)));
    pairs
        .map(|(from, to)| format!("_:e{from} <urn:example:p> _:e{to} .\n"))
        .collect()
}

fn deadline() -> Result<(), Failed> {
    let read = nquads::read(&clique(10))?;
    let clock = FixedClock(parse_timestamp("2026-11-20T10:00:00Z").ok_or("no timestamp")?);
    let budget = |work, until| Budget {
        work,
        deadline: Some((&clock as &dyn Clock, until)),
    };
    let late = canonicalize_with(
        HashAlgorithm::Sha256,
        &read.dataset,
        budget(u64::MAX, clock.0),
    );
    assert_eq!(late, Err(CanonError::TooLate));
    let later = clock.0 + time::Duration::SECOND;
    let early = canonicalize_with(HashAlgorithm::Sha256, &read.dataset, budget(1000, later));
    assert_eq!(early, Err(CanonError::TooMuchWork { work: 1000 }));
    Ok(())
}

/// Copies of a quad would change first-degree hashes if they were not put together before.
fn added_twice() -> Result<(), Failed> {
    let text =
        "_:a <urn:example:p> _:b .\n_:b <urn:example:q> \"1\" _:g .\n_:c <urn:example:p> _:d .\n";
    let once = nquads::read(text)?;
    let twice = nquads::read(&format!("{text}{text}"))?;
    let canonical = |read: &nquads::Read| {
        canonicalize_with(HashAlgorithm::Sha256, &read.dataset, Budget::DEFAULT)
    };
    support::same(
        "the form",
        &canonical(&twice)?.nquads,
        &canonical(&once)?.nquads,
    )
}

fn chain() -> Result<(), Failed> {
    let links: String = (0..20_000)
        .map(|n| format!("_:e{n} <urn:example:p> _:e{} .\n", n + 1))
        .collect();
    let read = nquads::read(&links)?;
    let result = canonicalize_with(HashAlgorithm::Sha256, &read.dataset, Budget::DEFAULT);
    match result {
        Err(CanonError::TooMuchWork { .. }) => Ok(()),
        other => Err(format!("not refused: {other:?}").into()),
    }
}
