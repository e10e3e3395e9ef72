//! `preflight`: groups by weight, exit codes, and that it makes nothing.

use super::place::Place;
use serde_json::{Value, json};

/// A place with a badge that was issued here, without its proof, in `badge.json`.
fn with_badge() -> Place {
    let place = Place::with_framework();
    let issue = ["issue", "assessment.json", "--out", "signed.json"];
    place.run(&issue).exits(0);
    let mut badge: Value = serde_json::from_slice(&place.read("signed.json")).unwrap();
    badge.as_object_mut().unwrap().remove("proof");
    place.write("badge.json", badge.to_string().as_bytes());
    place
}

#[test]
fn a_good_badge_has_no_errors_and_notes_are_told() {
    let place = with_badge();
    let told = place.run(&["preflight", "badge.json"]).exits(0).out;
    assert!(told.starts_with("✓ nothing forbids to sign it\n"), "{told}");
    assert!(told.contains("\nnote ("), "{told}");
    assert!(!told.contains("\nerror (") && !told.contains("\nofficial ("));
    assert!(told.contains("  no-status the document\n"), "{told}");
    let badge = place.read("badge.json");
    let report = place
        .run_with_input(&["preflight", "-", "--json"], &badge)
        .exits(0)
        .json();
    assert_eq!(report["signable"], true);
    assert_eq!(report["kinds"], json!(["open-badge"]));
    assert_eq!(report["version"], "2.0");
    assert_eq!(report["proofs"], json!(["eddsa-rdfc-2022"]));
    assert!(report.get("secured").is_none());
    let signed = place.run(&["preflight", "signed.json"]).exits(0).out;
    assert!(signed.contains("secured already, by a proof"), "{signed}");
}

#[test]
fn errors_come_first_and_exit_with_1() {
    let place = with_badge();
    let two = json!([{"id": "https://a.example/1", "type": "A"}, {"id": "https://a.example/2", "type": "B"}]);
    place.edit("badge.json", "bad.json", "/awardedDate", json!("soon"));
    let mut bad: Value = serde_json::from_slice(&place.read("bad.json")).unwrap();
    bad["credentialStatus"] = two;
    bad["name"] = json!("{\u{1b}[2J");
    place.write("bad.json", bad.to_string().as_bytes());
    let told = place.run(&["preflight", "bad.json"]).exits(1).out;
    assert!(told.starts_with("✗ this would not be signed\n"), "{told}");
    let places = ["\nerror (", "\nofficial (", "\nwarning (", "\nnote ("];
    let places = places.map(|title| told.find(title).unwrap());
    assert!(places.is_sorted(), "{told}");
    assert!(told.contains("  not-a-date /awardedDate\n"), "{told}");
    assert!(told.contains("→ Write the date with its offset"), "{told}");
    assert!(!told.contains('\u{1b}'));
}

#[test]
fn issuer_and_proof_may_be_named() {
    let place = with_badge();
    let other = ["--issuer", "did:web:another.example", "--json"];
    let all: Vec<&str> = ["preflight", "badge.json"]
        .into_iter()
        .chain(other)
        .collect();
    let report = place.run(&all).exits(1).json();
    assert_eq!(report["findings"][0]["rule"], "foreign-issuer");
    assert_eq!(report["counts"]["error"], 1);
    let all = [
        "preflight",
        "badge.json",
        "--proof",
        "vc-jwt,eddsa-jcs-2022",
        "--json",
    ];
    let report = place.run(&all).json();
    assert_eq!(report["proofs"], json!(["vc-jwt", "eddsa-jcs-2022"]));
    assert!(report["counts"]["official"].as_u64().unwrap() > 0);
    for wrong in [
        ["--issuer", "school"],
        ["--proof", "rsa"],
        ["--proof", "vc-jwt,vc-jwt"],
    ] {
        let all: Vec<&str> = ["preflight", "badge.json"]
            .into_iter()
            .chain(wrong)
            .collect();
        place.run(&all).exits(2);
    }
}

#[test]
fn what_cannot_be_read_exits_with_2_and_nothing_is_made() {
    let place = Place::new();
    place.write("text.json", b"{ not json");
    let told = place.run(&["preflight", "text.json"]).exits(2).err;
    assert!(told.contains("line 1"), "{told}");
    place.write("twice.json", br#"{"a": 1, "a": 2}"#);
    let error = place
        .run(&["preflight", "twice.json", "--json"])
        .exits(2)
        .error();
    assert_eq!(error["findings"][0]["pointer"], "/a");
    place.run(&["preflight", "nowhere.json"]).exits(2);
    place.run_with_input(&["preflight", "-"], b"{}").exits(1);
    assert_eq!(place.names(), ["text.json", "twice.json"]);
}
