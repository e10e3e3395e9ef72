//! `proofmark backup` and `proofmark restore`.

use crate::place::Place;
use std::fs;

#[test]
fn a_deployment_comes_back_with_the_passphrase_alone() {
    let place = Place::with_framework();
    let issue = ["issue", "assessment.json", "--out", "badge.json"];
    place.run(&issue).exits(0);
    let made = place.run(&["backup", "--out", "kept", "--json"]).exits(0);
    let made = made.json();
    assert_eq!(made["encrypted"], true);
    assert_eq!(
        made["keyFiles"],
        fs::read_dir(place.path("keys")).unwrap().count()
    );
    fs::rename(place.path("data"), place.path("lost")).unwrap();
    fs::rename(place.path("keys"), place.path("lost-keys")).unwrap();
    let refused = place.run(&["restore", "kept", "--json"]).exits(1);
    assert_eq!(refused.error()["problem"], "restore-loss");
    let restored = place
        .run(&["restore", "kept", "--accept-loss", "--json"])
        .exits(0);
    assert_eq!(restored.json()["backup"]["sha256"], made["sha256"]);
    // The same assessment gives the same credential, byte for byte.
    fs::rename(place.path("badge.json"), place.path("before.json")).unwrap();
    place.run(&issue).exits(0);
    assert_eq!(place.read("badge.json"), place.read("before.json"));
    let again = place.run(&["restore", "kept", "--accept-loss", "--json"]);
    assert_eq!(again.exits(1).error()["problem"], "restore-target");
}

#[test]
fn a_backup_is_not_made_in_clear_unless_that_is_said() {
    let place = Place::with_framework().without("PROOFMARK_KEY_PASSPHRASE");
    let refused = place.run(&["backup", "--out", "kept", "--json"]).exits(1);
    assert_eq!(refused.error()["problem"], "backup-unprotected");
    assert!(!place.path("kept").exists());
    place
        .run(&["backup", "--out", "kept", "--insecure-plain-keys"])
        .exits(0);
    let twice = place.run(&["backup", "--out", "kept", "--insecure-plain-keys", "--json"]);
    assert_eq!(twice.exits(1).error()["problem"], "file-exists");
}

#[test]
fn without_a_store_there_is_nothing_to_back_up() {
    let place = Place::with_sample();
    let refused = place.run(&["backup", "--out", "kept", "--json"]).exits(1);
    assert_eq!(refused.error()["problem"], "not-found");
    assert!(!place.path("data").exists() && !place.path("kept").exists());
}
