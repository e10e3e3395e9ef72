//! `proofmark credential`: what was issued, and what is done to it later.

use super::place::Place;
use serde_json::{Value, json};

const URL: &str = "https://school.example";

/// A place with a public URL, where credentials can be revoked and suspended.
fn place() -> Place {
    let place = Place::with_sample().with("PROOFMARK_PUBLIC_URL", URL);
    place
        .run(&["framework", "import", "framework.json"])
        .exits(0);
    place.run(&["issue", "assessment.json"]).exits(0);
    place.run(&["issuer", "set", "--status", "both"]).exits(0);
    place
}

fn issue(place: &Place, out: &str) -> String {
    let run = place.run(&[
        "issue",
        "assessment.json",
        "--again",
        "--json",
        "--out",
        out,
    ]);
    let issued = run.exits(0).json();
    issued["credentials"][0]["id"].as_str().unwrap().to_owned()
}

fn lifecycle(place: &Place, file: &str) -> (i32, Value) {
    let run = place.run(&["verify", file, "--offline", "--json"]);
    (run.exit, run.json()["lifecycle"].clone())
}

#[test]
fn what_is_taken_back_reads_so_until_it_is_reinstated() {
    let place = place();
    let id = issue(&place, "badge.json");
    assert_eq!(lifecycle(&place, "badge.json"), (0, json!("current")));
    let suspend = ["credential", "suspend", &id, "--reason", "under review"];
    let told = place.run(&suspend).exits(0).out;
    assert!(told.contains("now suspended"), "{told}");
    assert_eq!(lifecycle(&place, "badge.json"), (1, json!("suspended")));
    let told = place.run(&suspend).exits(0).out;
    assert!(told.contains("already suspended"), "{told}");
    place.run(&["credential", "reinstate", &id]).exits(0);
    assert_eq!(lifecycle(&place, "badge.json"), (0, json!("current")));
    let revoke = ["credential", "revoke", &id, "--reason", "the wrong person"];
    place.run(&revoke).exits(0);
    assert_eq!(lifecycle(&place, "badge.json"), (1, json!("revoked")));
    let run = place.run(&["credential", "reinstate", &id, "--json"]);
    let result = run.exits(1).json()["results"][0].clone();
    assert_eq!(result["problem"]["problem"], "revocation-permanent");
    let shown = place.run(&["credential", "show", &id]).exits(0).out;
    for part in ["revoked", "the wrong person", "under review", URL] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let list = place.run(&["credential", "list", "--json"]).exits(0).json();
    assert_eq!(list["credentials"].as_array().unwrap().len(), 2);
    assert_eq!(list["credentials"][0]["state"], "revoked");
    for (asked, found) in [
        (&["--state", "revoked"][..], 1),
        (&["--state", "suspended"], 0),
        (&["--form", "open-badge", "--from", "2020-01-01"], 2),
        (&["--learner", "ada@example.org"], 2),
        (&["--learner", "bob@example.org"], 0),
        (&["--to", "2020-01-01"], 0),
        (&[&id], 1),
    ] {
        let run = place.run(&[&["credential", "list", "--json"], asked].concat());
        let list = run.exits(0).json();
        let list = list["credentials"].as_array().unwrap();
        assert_eq!(list.len(), found, "{asked:?}");
    }
}

#[test]
fn a_list_has_a_result_each_and_fails_if_one_does() {
    let place = place();
    let (first, second) = (issue(&place, "1.json"), issue(&place, "2.json"));
    let lines = format!("{first}\n\n  {second}\nurn:uuid:nobody\n");
    place.write("ids.txt", lines.as_bytes());
    let revoke = ["credential", "revoke", "--reason", "r", "--json", "--file"];
    let run = place.run(&[&revoke[..], &["ids.txt"]].concat());
    let results = run.exits(1).json()["results"].clone();
    assert_eq!(results.as_array().unwrap().len(), 3);
    assert_eq!(
        results[0],
        json!({"id": first, "changed": true, "state": "revoked"})
    );
    assert_eq!(results[1]["changed"], true);
    assert_eq!(results[2]["problem"]["problem"], "not-found");
    // The same from standard input, all as before.
    let lines = format!("{first}\n{second}\n");
    let run = place.run_with_input(&[&revoke[..], &["-"]].concat(), lines.as_bytes());
    assert_eq!(run.exits(0).json()["results"][1]["changed"], false);
    place
        .run_with_input(&[&revoke[..], &["-"]].concat(), b"\n")
        .exits(2);
    place
        .run(&["credential", "revoke", "--reason", "r"])
        .exits(2);
    place.run(&["credential", "revoke", &first]).exits(2);
}

#[test]
fn a_correction_and_a_renewal_are_written_like_anything_issued() {
    let place = place();
    let id = issue(&place, "old.json");
    place.edit(
        "assessment.json",
        "right.json",
        "/learner/name",
        json!("Ada Exemple"),
    );
    let recorded = place
        .run(&["assess", "right.json", "--json"])
        .exits(0)
        .json();
    let assessment = ["/id", "/assessment", "/assessment/id"]
        .into_iter()
        .find_map(|at| recorded.pointer(at)?.as_str())
        .unwrap_or_else(|| panic!("{recorded}"));
    let reissue = [
        "credential",
        "reissue",
        &id,
        "--reason",
        "misspelt",
        "--assessment",
        assessment,
        "--out",
        "new.json",
        "--json",
    ];
    let new = place.run(&reissue).exits(0).json();
    let new = new["credentials"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(lifecycle(&place, "old.json"), (1, json!("revoked")));
    assert_eq!(lifecycle(&place, "new.json"), (0, json!("current")));
    assert!(
        String::from_utf8(place.read("new.json"))
            .unwrap()
            .contains("urn:uuid:")
    );
    let error = place.run(&reissue).exits(1).error();
    assert_eq!(error["problem"], "file-exists");
    let renew = ["credential", "renew", &new, "--out", "later.json"];
    let until = ["--valid-until", "2099-01-01T00:00:00Z"];
    place.run(&renew).exits(2);
    place
        .run(&[&renew[..], &["--valid-until", "soon"]].concat())
        .exits(2);
    place.run(&[&renew[..], &until].concat()).exits(0);
    let shown = place.run(&["credential", "show", &new, "--json"]).exits(0);
    assert_eq!(shown.json()["supersededBy"]["why"], "renewal");
    assert_eq!(shown.json()["state"], "current");
    assert_eq!(lifecycle(&place, "new.json").0, 0);
    assert_eq!(lifecycle(&place, "later.json"), (0, json!("current")));
}

#[test]
fn what_is_done_while_the_key_is_locked_is_published_once_it_is_not() {
    let place = place();
    let id = issue(&place, "badge.json");
    let place = place.without("PROOFMARK_KEY_PASSPHRASE");
    let run = place.run(&["credential", "revoke", &id, "--reason", "r"]);
    let told = run.exits(0);
    assert!(told.out.contains("now revoked"), "{}", told.out);
    let notes: Vec<&str> = told.err.split_whitespace().collect();
    let notes = notes.join(" ");
    assert!(notes.contains("once the key is unlocked"), "{notes}");
    let place = place.with("PROOFMARK_KEY_PASSPHRASE", super::place::PASSPHRASE);
    let again = place.run(&["credential", "revoke", &id, "--reason", "r"]);
    assert!(again.exits(0).out.contains("already revoked"));
    assert_eq!(lifecycle(&place, "badge.json"), (1, json!("revoked")));
}

#[test]
fn where_nothing_was_issued_nothing_is_made() {
    let place = Place::new();
    place.run(&["credential", "list"]).exits(0);
    place.run(&["credential", "show", "x"]).exits(1);
    place
        .run(&["credential", "revoke", "x", "--reason", "r"])
        .exits(1);
    assert!(place.is_empty());
}
