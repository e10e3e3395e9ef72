//! The W3C's test suite of RDF Dataset Canonicalization, every entry of its manifest: canonical
//! forms, issued identifiers maps, and the poisoned graph, which must be refused.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::clock::{Clock, FixedClock, parse_timestamp};
use proofmark::jsonld::canon::{Budget, CanonError, HashAlgorithm, canonicalize_with};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use support::nquads;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = match support::data("vectors/rdf-canon/tests") {
        Some(folder) => manifest(&folder)
            .unwrap_or_else(|error| vec![Trial::test("the manifest", move || Err(error))]),
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
    trials.push(Trial::test(
        "names and order of blank nodes do not matter",
        renamed,
    ));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn manifest(folder: &Path) -> Result<Vec<Trial>, Failed> {
    let text = support::read(&folder.join("manifest.jsonld"))?;
    let manifest: Value = serde_json::from_str(&text)?;
    let entries = manifest["entries"].as_array().ok_or("no entries")?;
    if entries.len() != 86 {
        return Err(format!("{} entries instead of 86", entries.len()).into());
    }
    Ok(entries.iter().map(|entry| trial(folder, entry)).collect())
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

fn canonical_form(algorithm: HashAlgorithm, input: &Path, result: &Path) -> Result<(), Failed> {
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

fn identifiers(algorithm: HashAlgorithm, input: &Path, result: &Path) -> Result<(), Failed> {
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

fn refused(input: &Path) -> Result<(), Failed> {
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

/// Small graphs of a few blank nodes and two predicates, so that many nodes look alike; the same
/// graph with other labels and in another order must have the same form.
///
/// The default graph only: RDFC-1.0 hashes a blank node's neighbours without saying which of them
/// stand in one quad, so that with blank nodes as graph names it does not tell
/// `_:a <p> _:b _:g . _:b <p> _:a _:h` from the same with `_:g` and `_:h` exchanged, even where
/// these differ. Each result is a right dataset, but not always the same one.
fn renamed() -> Result<(), Failed> {
    let triple = (0_usize..6, 0_usize..2, 0_usize..6);
    let graph = prop::collection::vec(triple, 1..14);
    let labels = Just((0..6).collect::<Vec<usize>>()).prop_shuffle();
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner.run(&(graph, labels), |(mut triples, labels)| {
        let text = |triples: &[(usize, usize, usize)], labels: &[usize]| {
            let line = |(subject, predicate, object): &(usize, usize, usize)| {
                let (subject, object) = (labels[*subject], labels[*object]);
                format!("_:n{subject} <urn:example:{predicate}> _:n{object} .\n")
            };
            triples.iter().map(line).collect::<String>()
        };
        let canonical = |text: &str| {
            let read = nquads::read(text).map_err(TestCaseError::fail)?;
            let budget = Budget {
                work: 1_000_000,
                ..Budget::DEFAULT
            };
            canonicalize_with(HashAlgorithm::Sha256, &read.dataset, budget)
                .map(|canonical| canonical.nquads)
                .map_err(|error| TestCaseError::fail(error.to_string()))
        };
        let first = canonical(&text(&triples, &[0, 1, 2, 3, 4, 5]))?;
        triples.reverse();
        prop_assert_eq!(canonical(&text(&triples, &labels))?, first);
        Ok(())
    })?;
    Ok(())
}
