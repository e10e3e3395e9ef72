//! The answers of the verifier, end to end: a document in, a report out. Status (rows S01 to S16
//! and S21 of the table of attacks), meaning (C01 to C12), the credentials inside a document,
//! expectations, the issuer's standing, and whole verifications over real sockets.
//!
//! Each rule has a document that passes, and one that fails for that reason alone.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod compromise;
mod expectations;
mod lifecycle;
mod meaning;
mod network;
mod parts;
mod standing;
mod status;

#[path = "../support/evidence.rs"]
mod evidence;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/web.rs"]
mod web;

use proofmark::clock::parse_timestamp;
use proofmark::identity::Signer as _;
use proofmark::ijson;
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::proof::compact_jws::TokenSigner;
use proofmark::proof::{Cryptosuite, Processor, eddsa_jcs_2022, secure, vc_jwt};
use proofmark::service::verify::{Check, CheckId, Outcome, Report, Verdict, own_problem};
use serde_json::{Value, json};
use std::sync::Arc;
use support::keys::TestSigner;
use support::verifying::World;

/// A few days before [`support::verifying::NOW`].
const CREATED: &str = "2026-11-20T10:00:00Z";
const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// Who makes most credentials here.
fn school() -> TestSigner {
    TestSigner::did_key([7; 32])
}

/// Somebody else.
fn stranger() -> TestSigner {
    TestSigner::did_key([9; 32])
}

/// Whose key a signer's is.
fn did(signer: &TestSigner) -> String {
    let (did, _) = signer.verification_method().split_once('#').unwrap();
    did.to_owned()
}

/// A small badge by `issuer`, without a proof.
fn badge_by(issuer: &TestSigner) -> Value {
    json!({
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Carpentry",
        "issuer": {"id": did(issuer), "type": ["Profile"], "name": "A School"},
        "validFrom": CREATED,
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
                "type": ["Achievement"],
                "name": "Carpentry",
                "description": "Builds things.",
                "criteria": {"narrative": "Built things."}
            }
        }
    })
}

/// A small badge by the school, without a proof.
fn badge() -> Value {
    badge_by(&school())
}

/// The same document after `change`.
fn with(mut document: Value, change: impl FnOnce(&mut Value)) -> Value {
    change(&mut document);
    document
}

/// Signs whatever the document says: its text, as `eddsa-jcs-2022` does.
fn jcs(document: &Value, signer: &TestSigner) -> Value {
    jcs_for(document, signer, "assertionMethod", &json!({}))
}

/// The same for another purpose, with more in the proof.
fn jcs_for(document: &Value, signer: &TestSigner, purpose: &str, more: &Value) -> Value {
    let mut options = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": CREATED,
        "verificationMethod": signer.verification_method(),
        "proofPurpose": purpose,
    });
    for (name, value) in more.as_object().unwrap() {
        options[name] = value.clone();
    }
    let (text, options) = (document.to_string(), options.to_string());
    let json = ijson::parse(text.as_bytes()).unwrap();
    let options = ijson::parse(options.as_bytes()).unwrap();
    let options = options.as_object().unwrap().clone();
    let proof = eddsa_jcs_2022::create_proof(&json, options, signer).unwrap();
    let proof = ijson::to_vec(&ijson::Json::Object(proof));
    with(document.clone(), |signed| {
        signed["proof"] = serde_json::from_slice(&proof).unwrap();
    })
}

/// Signs what the document means, as `eddsa-rdfc-2022` does.
fn rdfc(document: &Value, signer: &TestSigner) -> Value {
    let processor = Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    };
    let created = parse_timestamp(CREATED).unwrap();
    let suites = [Cryptosuite::EddsaRdfc2022];
    let text = document.to_string();
    let signed = secure(text.as_bytes(), &suites, created, signer, processor).unwrap();
    serde_json::from_slice(&signed).unwrap()
}

/// The document as the token of Open Badges.
fn token(document: &Value, signer: TestSigner) -> String {
    let signer = TokenSigner::new(Arc::new(signer));
    vc_jwt::secure(document.to_string().as_bytes(), &signer).unwrap()
}

/// The document as `vc+jwt`.
fn vc_jose(document: &Value, signer: TestSigner) -> String {
    let signer = TokenSigner::new(Arc::new(signer));
    vc_jwt::secure_vc_jose(document.to_string().as_bytes(), &signer).unwrap()
}

/// The report on a signed document that needs nothing else.
fn verify(document: &Value) -> Report {
    World::default().verify(document.to_string())
}

/// The outcomes of one kind of check, in order, with their problems and places.
fn told(report: &Report, id: CheckId) -> Vec<(Outcome, Option<&str>, &str)> {
    let checks = report.checks.iter().filter(|check| check.id == id);
    checks
        .map(|check| {
            (
                check.outcome,
                check.problem.as_deref(),
                check.pointer.as_str(),
            )
        })
        .collect()
}

/// Demands that everything passed.
#[track_caller]
fn is_valid(report: &Report) {
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
}

/// Demands that exactly one check did not pass, and gives it back.
#[track_caller]
fn only_fault(report: &Report) -> &Check {
    let bad = |check: &&Check| !matches!(check.outcome, Outcome::Passed | Outcome::NotRun);
    let all: Vec<&Check> = report.checks.iter().filter(bad).collect();
    assert_eq!(all.len(), 1, "{report:#?}");
    all[0]
}

/// Demands that `report` is *not valid*, or *could not be checked* where the outcome is that it
/// cannot be told, for one reason alone: that check, that problem. Gives back its sentence.
#[track_caller]
fn fails(report: &Report, id: CheckId, outcome: Outcome, problem: &str) -> String {
    let check = only_fault(report);
    let found = (check.id, check.outcome, check.problem.as_deref());
    assert_eq!(found, (id, outcome, Some(problem)), "{}", check.detail);
    let verdict = match outcome {
        Outcome::Failed => Verdict::NotValid,
        _ => Verdict::CouldNotBeChecked,
    };
    assert_eq!(report.verdict, verdict);
    check.detail.clone()
}
