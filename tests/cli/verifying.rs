//! `verify`: verdicts, exit codes, and that it makes nothing.

use super::place::Place;
use serde_json::json;

/// A place with a badge in `badge.json`, issued under `flags`.
fn with_badge(flags: &[&str]) -> Place {
    let place = Place::with_framework();
    let issue = ["issue", "assessment.json", "--out", "badge.json"];
    let all: Vec<&str> = issue.iter().chain(flags).copied().collect();
    place.run(&all).exits(0);
    place
}

#[test]
fn a_valid_credential_is_told_first_and_explained() {
    let place = with_badge(&[]);
    let told = place.run(&["verify", "badge.json"]).exits(0).out;
    let first = told.lines().next().unwrap();
    assert_eq!(first, "✓ valid: Bicycle Repairers — Proficient");
    assert!(told.contains("Proficient, 3 of 4"), "{told}");
    assert!(told.contains("30 met"), "{told}");
    for check in ["data model", "terms", "issuer's key", "proof", "meaning"] {
        assert!(told.contains(&format!("✓ {check}")), "{check}: {told}");
    }
    let report = place
        .run(&["verify", "badge.json", "--json"])
        .exits(0)
        .json();
    assert_eq!(report["verdict"], "valid");
    assert_eq!(report["checks"].as_array().unwrap().len(), 9);
    let badge = place.read("badge.json");
    place.run_with_input(&["verify", "-"], &badge).exits(0);
}

#[test]
fn a_forgery_is_not_valid_and_nothing_is_said_about_its_contents() {
    let place = with_badge(&[]);
    place.edit("badge.json", "forged.json", "/name", json!("Master"));
    let told = place.run(&["verify", "forged.json"]).exits(1).out;
    assert!(told.starts_with("✗ not valid: proof"), "{told}");
    assert!(
        !told.contains("Master") && !told.contains("Level"),
        "{told}"
    );
    let report = place
        .run(&["verify", "forged.json", "--json"])
        .exits(1)
        .json();
    assert_eq!(report["verdict"], "not-valid");
    assert!(report.get("credential").is_none());
}

#[test]
fn what_is_unknown_could_not_be_checked() {
    let place = with_badge(&[]);
    let context = "/@context/1";
    let unknown = json!("https://contexts.example/unknown");
    place.edit("badge.json", "unknown.json", context, unknown);
    let told = place.run(&["verify", "unknown.json"]).exits(3).out;
    assert!(told.starts_with("? could not be checked"), "{told}");
    let suite = json!("ecdsa-sd-2023");
    place.edit("badge.json", "suite.json", "/proof/cryptosuite", suite);
    let report = place
        .run(&["verify", "suite.json", "--json"])
        .exits(3)
        .json();
    assert_eq!(report["verdict"], "could-not-be-checked");
}

#[test]
fn a_did_web_issuer_is_known_at_home_and_unknown_elsewhere() {
    let home = with_badge(&["--public-url", "https://badges.example"]);
    let told = home.run(&["verify", "badge.json"]).exits(0).out;
    assert!(told.contains("did:web:badges.example"), "{told}");
    let elsewhere = Place::new();
    elsewhere.write("badge.json", &home.read("badge.json"));
    let told = elsewhere.run(&["verify", "badge.json"]).exits(3).out;
    assert!(
        told.starts_with("? could not be checked: issuer's key"),
        "{told}"
    );
}

#[test]
fn what_one_issuer_signed_still_verifies_beside_its_successor() {
    let place = with_badge(&[]);
    let issue = ["issue", "assessment.json", "--again", "--out", "later.json"];
    let url = ["--public-url", "https://badges.example"];
    let all: Vec<&str> = issue.iter().chain(&url).copied().collect();
    let told = place.run(&all).exits(0).err;
    assert!(told.contains("did:web:badges.example"), "{told}");
    place.run(&["verify", "later.json"]).exits(0);
    place.run(&["verify", "badge.json"]).exits(0);
}

#[test]
fn what_cannot_be_read_exits_with_2() {
    let place = Place::new();
    place.write("text.json", b"{ not json");
    let told = place.run(&["verify", "text.json"]).exits(2).err;
    assert!(told.contains("line 1"), "{told}");
    place.write("twice.json", br#"{"a": 1, "a": 2}"#);
    let error = place
        .run(&["verify", "twice.json", "--json"])
        .exits(2)
        .error();
    assert_eq!(error["findings"][0]["pointer"], "/a");
    place.run(&["verify", "."]).exits(2);
    place.run_with_input(&["verify", "-"], b"").exits(2);
}

#[test]
fn verifying_makes_nothing_and_needs_no_store() {
    let home = with_badge(&[]);
    let place = Place::new();
    place.write("badge.json", &home.read("badge.json"));
    place.run(&["verify", "badge.json"]).exits(0);
    assert_eq!(place.names(), ["badge.json"]);
}

#[test]
fn a_receipt_says_what_was_checked_and_is_no_credential() {
    let place = with_badge(&[]);
    let verify = ["verify", "badge.json", "--receipt", "receipt.json"];
    let told = place.run(&verify).exits(0).out;
    assert!(told.starts_with("✓ valid"), "{told}");
    let receipt: serde_json::Value = serde_json::from_slice(&place.read("receipt.json")).unwrap();
    let found = &receipt["receipt"]["verification"];
    assert_eq!(found["verdict"], "valid");
    let digest = proofmark::digest::sha256_hex(&[&place.read("badge.json")]);
    assert_eq!(found["document"]["sha256"], digest);
    assert_eq!(found["checks"].as_array().unwrap().len(), 9);
    // Another receipt does not take its place, and nobody takes it for a credential.
    place.run(&verify).exits(1);
    let token = receipt["token"].as_str().unwrap();
    place.write("receipt.jwt", token.as_bytes());
    let report = place
        .run(&["verify", "receipt.jwt", "--json"])
        .exits(1)
        .json();
    assert_eq!(report["checks"][3]["id"], "proof");
    assert_eq!(report["checks"][3]["outcome"], "failed");
    place.run(&["verify", "receipt.json"]).exits(1);
}
