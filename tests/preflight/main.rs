//! Preflight as a tool: for every rule one credential that triggers it, and none that a good badge
//! triggers; what the official schemas say of the same faults; input that means harm.

#[path = "../support/mod.rs"]
mod support;

mod faults;
mod hostile;
mod rules;
mod signing;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::clock::parse_timestamp;
use proofmark::proof::SecuringPlan;
use proofmark::service::preflight::{Question, Report, Severity, examine};
use proofmark::service::verify::Turns;
use serde_json::{Value, json};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = vec![
        Trial::test("a spotless badge has no findings", spotless_is_spotless),
        Trial::test("badges that are made here are good", own_badges_are_good),
        Trial::test("every rule is triggered by one fault", rules::each),
        Trial::test("every reason not to sign has a remedy", signing::each),
        Trial::test("rules reach into credentials inside", rules::reach),
        Trial::test("rules in all tables are named once", rules::names),
        Trial::test("the form decides what is said of readers", rules::forms),
        Trial::test("an issuer that is named may sign or not", signing::issuers),
        Trial::test("what is secured is looked at inside", hostile::secured),
        Trial::test("what cannot be read is told", hostile::unreadable),
        Trial::test("what is huge or twisted ends", hostile::huge),
    ];
    trials.extend(faults::with_shared());
    libtest_mimic::run(&arguments, trials).exit_code()
}

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
const RDFC: &[&str] = &["eddsa-rdfc-2022"];
const JWT: &[&str] = &["vc-jwt"];

/// A badge of which nothing is to be said.
fn spotless() -> Value {
    json!({
        "@context": [V2, OPEN_BADGES, EXTENSIONS],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Carpentry — Able",
        "issuer": {"id": "did:web:school.example", "type": ["Profile"], "name": "A School"},
        "validFrom": "2026-11-20T10:00:00Z",
        "validUntil": "2029-11-20T10:00:00Z",
        "credentialStatus": {
            "id": "https://school.example/status/1#7", "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation", "statusListIndex": "7",
            "statusListCredential": "https://school.example/status/1"
        },
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example/carpentry",
                "type": ["Achievement"],
                "name": "Carpentry",
                "description": "Builds things.",
                "criteria": {"narrative": "Built things."},
                "image": {"id": "https://school.example/image.png", "type": "Image"},
                "resultDescription": [{
                    "id": "https://school.example/result", "type": ["ResultDescription"],
                    "name": "Level", "resultType": "RubricCriterionLevel",
                    "rubricCriterionLevel": [{"id": "https://school.example/level/1",
                        "type": ["RubricCriterionLevel"], "name": "Able"}]
                }]
            },
            "result": [{"type": ["Result"], "resultDescription": "https://school.example/result",
                "achievedLevel": "https://school.example/level/1"}]
        }
    })
}

/// A record that holds a badge, each by the same issuer.
fn record() -> Value {
    let mut badge = spotless();
    badge["proof"] = json!({"type": "DataIntegrityProof"});
    let mut record = spotless();
    record["@context"] = json!([V2, CLR, OPEN_BADGES, EXTENSIONS]);
    record["id"] = json!("urn:uuid:8d1a3c14-6d7b-5f3b-8b9a-2f0a4e5d6c70");
    record["type"] = json!(["VerifiableCredential", "ClrCredential"]);
    record["credentialSubject"] = json!({
        "id": "did:example:learner", "type": ["ClrSubject"], "verifiableCredential": [badge]
    });
    record
}

fn question(document: impl Into<Vec<u8>>, proofs: &[&str]) -> Question {
    Question {
        proofs: SecuringPlan::list(proofs.iter().copied()).expect("known proofs"),
        ..Question::about(document)
    }
}

/// The report of what is asked on 22 November 2026.
fn asked(question: &Question) -> Result<Report, Vec<proofmark::finding::Finding>> {
    let now = parse_timestamp("2026-11-22T10:00:00Z").expect("a date");
    examine(question, now, &Turns::new(1)).map_err(|error| match error {
        proofmark::service::ServiceError::Invalid { findings, .. } => findings,
        other => panic!("{other}"),
    })
}

fn report(document: &Value, proofs: &[&str]) -> Report {
    asked(&question(document.to_string(), proofs)).expect("it can be read")
}

/// Severity, rule and place of each finding, but for those about forms that are taken.
fn told(report: &Report) -> Vec<(Severity, &str, &str)> {
    let findings = report.findings.iter();
    findings
        .filter(|told| told.rule != proofmark::service::preflight::FORM_TAKEN)
        .map(|told| (told.severity, told.rule, told.pointer.as_str()))
        .collect()
}

fn spotless_is_spotless() -> Result<(), Failed> {
    let found = report(&spotless(), RDFC);
    if !told(&found).is_empty() || !found.signable {
        return Err(format!("{found:#?}").into());
    }
    Ok(())
}

/// What our own mapping makes, with and without a public URL; `tests/mapping.rs` holds that these
/// are it.
fn own_badges_are_good() -> Result<(), Failed> {
    for text in [
        include_str!("../snapshots/open-badge.json"),
        include_str!("../snapshots/open-badge-without-url.json"),
    ] {
        let found = asked(&question(text, RDFC)).map_err(|f| format!("{f:?}"))?;
        let heavy = told(&found)
            .into_iter()
            .filter(|(severity, ..)| *severity <= Severity::Warning);
        let heavy: Vec<_> = heavy.collect();
        if !heavy.is_empty() {
            return Err(format!("{heavy:?}").into());
        }
    }
    Ok(())
}
