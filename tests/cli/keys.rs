//! `proofmark keys` and `proofmark issuer`: rotating, taking back, and several issuers.

use super::place::Place;
use serde_json::Value;

const ISSUE: [&str; 6] = [
    "issue",
    "assessment.json",
    "--again",
    "--proof",
    "eddsa-jcs-2022",
    "--out",
];
const URL: &str = "https://badges.example";

fn place() -> Place {
    Place::with_framework().with("PROOFMARK_PUBLIC_URL", URL)
}

fn issue(place: &Place, file: &str) {
    place.run(&[&ISSUE[..], &[file]].concat()).exits(0);
}

fn keys(answer: &Value) -> Vec<(String, String)> {
    let text = |key: &Value, name: &str| key[name].as_str().unwrap().to_owned();
    let keys = answer["keys"].as_array().unwrap().iter();
    keys.map(|key| (text(key, "verificationMethod"), text(key, "state")))
        .collect()
}

#[test]
fn keys_are_rotated_retired_and_marked_as_compromised() {
    let place = place();
    issue(&place, "first.json");
    let rotated = place.run(&["keys", "rotate", "--json"]).exits(0).json();
    let [(old, was), (new, is)] = &keys(&rotated)[..] else {
        panic!("{rotated}");
    };
    assert_eq!((was.as_str(), is.as_str()), ("verify-only", "active"));
    assert_eq!(rotated["newKey"], new.as_str());
    issue(&place, "second.json");
    place.run(&["keys", "retire", new]).exits(1);
    let text = place.run(&["keys", "retire", old]).exits(0).out;
    assert!(text.contains("retired"), "{text}");
    place.run(&["keys", "add-es256"]).exits(0);
    for file in ["first.json", "second.json"] {
        place.run(&["verify", file]).exits(0);
    }
    let since = ["--since", "2020-01-01T00:00:00Z"];
    let act = [&["keys", "compromise", new][..], &since, &["--json"]].concat();
    let told = place.run(&act).exits(0).json();
    assert_eq!(told["affected"].as_array().unwrap().len(), 1);
    assert_eq!(keys(&told).len(), 4);
    place.run(&["verify", "second.json"]).exits(1);
    place.run(&["verify", "first.json"]).exits(0);
    // The status lists are signed by the key that signs now.
    let active = keys(&told).into_iter().rev();
    let mut active = active.filter(|(_, state)| state == "active");
    let lists = std::fs::read_dir(place.path("data/published")).unwrap();
    let lists = lists.map(|file| file.unwrap().path());
    let mut lists = lists.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let list = std::fs::read(lists.next().unwrap()).unwrap();
    let list: Value = serde_json::from_slice(&list).unwrap();
    let signed_by = list["proof"]["verificationMethod"].as_str().unwrap();
    assert!(active.any(|(key, _)| key == signed_by), "{told} {list}");
    assert_ne!(signed_by, new.as_str());
    place
        .run(&["keys", "compromise", new, "--since", "yesterday"])
        .exits(2);
    let listed = place.run(&["keys", "list"]).exits(0).out;
    for word in [
        "compromised",
        "active",
        "the audit log",
        "the deployment",
        "P-256",
    ] {
        assert!(listed.contains(word), "{word}: {listed}");
    }
}

#[test]
fn a_did_key_is_told_that_it_cannot() {
    let place = Place::with_framework();
    issue(&place, "badge.json");
    let told = place.run(&["keys", "rotate"]).exits(1).err;
    assert!(told.contains("did:key"), "{told}");
}

#[test]
fn an_issuer_beside_the_first_issues_what_is_its_own() {
    let place = place();
    let made = ["issuer", "create", "nursing", "--name", "School of Nursing"];
    let made = place
        .run(&[&made[..], &["--json"]].concat())
        .exits(0)
        .json();
    assert_eq!(made["did"], "did:web:badges.example:issuers:nursing");
    place.run(&["issuer", "create", "nursing"]).exits(1);
    place.run(&["issuer", "create", "No Slug"]).exits(1);
    let set = ["issuer", "set", "nursing", "--status", "both", "--json"];
    assert_eq!(place.run(&set).exits(0).json()["status"], "both");
    let listed = place.run(&["issuer", "list"]).exits(0).out;
    assert!(listed.contains("School of Nursing") && listed.contains("default"));
    let own = [&ISSUE[..], &["badge.json", "--issuer", "nursing"]].concat();
    place.run(&own).exits(0);
    let badge: Value = serde_json::from_slice(&place.read("badge.json")).unwrap();
    assert_eq!(badge["issuer"]["id"], made["did"]);
    place.run(&["verify", "badge.json"]).exits(0);
    let nobody = [&ISSUE[..], &["x.json", "--issuer", "nobody"]].concat();
    place.run(&nobody).exits(1);
    let key = [
        "api-key", "create", "--scope", "read", "--issuer", "nursing", "--json",
    ];
    let key = place.run(&key).exits(0).json();
    assert_eq!(key["issuer"], "nursing");
    let id = key["id"].as_str().unwrap();
    place.run(&["api-key", "revoke", id]).exits(1);
    place
        .run(&["api-key", "revoke", id, "--issuer", "nursing"])
        .exits(0);
    let listed = place.run(&["api-key", "list"]).exits(0).out;
    assert!(listed.contains("taken back"), "{listed}");
}
