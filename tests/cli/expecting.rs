//! `verify`: what is expected of a credential, and whom its issuer is known to.

use super::place::Place;
use serde_json::{Value, json};

/// A place with a badge in `badge.json`, and its issuer's id.
fn with_badge() -> (Place, String) {
    let place = Place::with_framework();
    let issue = ["issue", "assessment.json", "--out", "badge.json"];
    place.run(&issue).exits(0);
    let badge: Value = serde_json::from_slice(&place.read("badge.json")).unwrap();
    let issuer = badge["issuer"]["id"].as_str().unwrap().to_owned();
    (place, issuer)
}

const VERIFY: [&str; 2] = ["verify", "badge.json"];

/// The answers and the exit code of a verification with these flags.
fn asked(place: &Place, flags: &[&str], exit: i32) -> Vec<String> {
    let all: Vec<&str> = VERIFY.iter().chain(flags).copied().collect();
    place.run(&all).exits(exit);
    let all: Vec<&str> = all.into_iter().chain(["--json"]).collect();
    let report = place.run(&all).exits(exit).json();
    let answers = report["expectations"].as_array().unwrap().iter();
    answers
        .map(|one| one["answer"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_employer_asks_and_is_told_yes_no_or_cannot_tell() {
    let (place, issuer) = with_badge();
    let framework = "--expect-framework";
    let report = place
        .run(&["verify", "badge.json", "--json"])
        .exits(0)
        .json();
    let credential = &report["credential"];
    let key = credential["framework"].as_str().unwrap();
    let version = credential["frameworkVersion"].as_str().unwrap();
    let exact = format!("{key}@{version}");
    let other = format!("{key}@0");
    for (flags, answer, exit) in [
        (["--expect-issuer", issuer.as_str()], "yes", 0),
        (["--expect-issuer", "did:web:school.example"], "no", 1),
        ([framework, key], "yes", 0),
        ([framework, exact.as_str()], "yes", 0),
        ([framework, other.as_str()], "no", 1),
        ([framework, "11-1011.00"], "no", 1),
        (["--expect-level", "Proficient"], "yes", 0),
        (["--expect-level", "2"], "yes", 0),
        (["--expect-level", "Advanced"], "no", 1),
        (["--expect-level", "Grand Master"], "cannot-tell", 3),
        (["--expect-email", "Ada@example.org"], "yes", 0),
        (["--expect-email", "nobody@example.org"], "no", 1),
    ] {
        assert_eq!(asked(&place, &flags, exit), [answer], "{flags:?}");
    }
    // What is not so outweighs what is unknown.
    let both = [
        "--expect-level",
        "Grand Master",
        "--expect-issuer",
        "did:web:x.example",
    ];
    assert_eq!(asked(&place, &both, 1), ["no", "cannot-tell"]);
    let told = place
        .run(&["verify", "badge.json", "--expect-level", "Advanced"])
        .exits(1)
        .out;
    assert!(told.contains("✗ no: at least level Advanced"), "{told}");
}

#[test]
fn a_forgery_fulfils_nothing() {
    let (place, issuer) = with_badge();
    place.edit("badge.json", "forged.json", "/name", json!("Master"));
    let all = ["verify", "forged.json", "--expect-issuer", &issuer];
    let told = place.run(&all).exits(1).out;
    assert!(told.contains("? cannot tell: issued by"), "{told}");
}

#[test]
fn a_list_of_issuers_that_you_trust_has_three_forms() {
    let (place, issuer) = with_badge();
    let registry = json!({"registry": {issuer.clone(): {"name": "The School"}}});
    for (list, standing) in [
        (json!([]), "unknown: on no list"),
        (json!(["did:web:other.example"]), "unknown: on no list"),
        (json!([issuer]), "on a list of issuers you trust\n"),
        (
            json!([{"id": issuer, "name": "The School"}]),
            "on a list of issuers you trust, as The School\n",
        ),
        (registry, "on a list of issuers you trust, as The School\n"),
    ] {
        place.write("trusted.json", list.to_string().as_bytes());
        let flag = ["verify", "badge.json", "--trusted-issuers", "trusted.json"];
        let told = place.run(&flag).exits(0).out;
        assert!(told.contains(standing), "{told}");
        place.write("proofmark.toml", b"trusted-issuers = 'trusted.json'");
        let by_file = place.run(&VERIFY).exits(0).out;
        assert_eq!(by_file, told);
        place.write("proofmark.toml", b"");
    }
    let named = place
        .with("PROOFMARK_TRUSTED_ISSUERS", "trusted.json")
        .run(&VERIFY)
        .exits(0)
        .out;
    assert!(named.contains("as The School"), "{named}");
}

#[test]
fn a_list_that_cannot_be_read_is_no_empty_list() {
    let (place, _) = with_badge();
    let flag = ["verify", "badge.json", "--trusted-issuers", "trusted.json"];
    let told = place.run(&flag).exits(2).err;
    assert!(told.contains("trusted.json"), "{told}");
    for list in ["{", "{}", "[\"A School\"]", "[{\"name\": \"A School\"}]"] {
        place.write("trusted.json", list.as_bytes());
        let told = place.run(&flag).exits(2).err;
        assert!(told.contains("a list of trusted issuers"), "{told}");
    }
}
