//! Settings in their three forms, and the passphrase from its three sources.

use super::place::{PASSPHRASE, Place};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;

const ISSUE: [&str; 2] = ["issue", "assessment.json"];

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let place = Place::with_sample();
    place.write("proofmark.toml", b"data = 'from-file'\n");
    let import = ["framework", "import", "framework.json"];
    place.run(&import).exits(0);
    assert!(place.has("from-file"));
    let place = place.with("PROOFMARK_DATA", "from-environment");
    place.run(&import).exits(0);
    assert!(place.has("from-environment"));
    let flag = [
        "framework",
        "import",
        "framework.json",
        "--data",
        "from-flag",
    ];
    place.run(&flag).exits(0);
    assert!(place.has("from-flag"));
    assert!(!place.has("data"));
}

#[test]
fn a_setting_that_is_none_is_refused_with_what_may_be_meant() {
    let place = Place::new();
    place.write("other.toml", b"public-ulr = 'https://a.example'\n");
    let run = place.run(&["framework", "list", "--config", "other.toml"]);
    assert!(run.exits(2).err.contains("near it: public-url"));
    let run = place.run(&["framework", "list", "--config", "missing.toml"]);
    assert!(run.exits(2).err.contains("missing.toml"));
    let run = place.run(&["framework", "list", "--public-url", "http://a.example"]);
    assert!(run.exits(2).err.contains("https://"));
    let place = place.with("PROOFMARK_PUBLIC_ULR", "https://a.example");
    let run = place.run(&["framework", "list"]).exits(0);
    assert!(run.err.contains("PROOFMARK_PUBLIC_URL"), "{}", run.err);
}

#[test]
fn a_first_start_without_a_passphrase_is_refused_with_the_remedies_and_makes_nothing() {
    let place = Place::with_sample().without("PROOFMARK_KEY_PASSPHRASE");
    let before = place.names();
    let told = place.run(&ISSUE).exits(1).err;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for remedy in [
        "--passphrase-file",
        "--passphrase-fd",
        "PROOFMARK_KEY_PASSPHRASE",
        "--insecure-plain-keys",
    ] {
        assert!(told.contains(remedy), "{remedy}: {told}");
    }
    assert_eq!(place.names(), before);
}

#[test]
fn the_passphrase_comes_from_a_file_a_descriptor_or_the_environment() {
    let place = Place::with_framework();
    let first = place.run(&ISSUE).exits(0);
    let place = place.without("PROOFMARK_KEY_PASSPHRASE");
    let locked = place.run(&ISSUE).exits(1).err;
    assert!(locked.contains("locked"), "{locked}");
    let line = format!("{PASSPHRASE}\n");
    place.write("secret", line.as_bytes());
    fs::set_permissions(place.path("secret"), fs::Permissions::from_mode(0o600)).unwrap();
    let from_file = ["issue", "assessment.json", "--passphrase-file", "secret"];
    assert_eq!(place.run(&from_file).exits(0).bytes, first.bytes);
    let from_fd = ["issue", "assessment.json", "--passphrase-fd", "0"];
    let run = place.run_with_input(&from_fd, line.as_bytes()).exits(0);
    assert_eq!(run.bytes, first.bytes);
    let wrong = place.run_with_input(&from_fd, b"another\n").exits(1).err;
    assert!(wrong.contains("passphrase is wrong"), "{wrong}");
}

#[test]
fn keys_without_a_passphrase_are_for_development_and_warned_about_each_time() {
    let place = Place::with_framework().without("PROOFMARK_KEY_PASSPHRASE");
    let plain = ["issue", "assessment.json", "--insecure-plain-keys"];
    for _ in 0..2 {
        let told = place.run(&plain).exits(0).err;
        assert!(told.contains("without a passphrase"), "{told}");
    }
    let refused = place.run(&ISSUE).exits(1).err;
    assert!(refused.contains("--insecure-plain-keys"), "{refused}");
    let keys = place.run(&["keys", "list"]).exits(0).out;
    assert!(keys.contains("NOT encrypted"), "{keys}");
}

#[test]
fn keys_list_shows_keys_and_unlocks_none() {
    let place = Place::with_framework();
    let none = place.run(&["keys", "list"]).exits(0);
    assert!(none.out.is_empty() && none.err.contains("no key"));
    place.run(&ISSUE).exits(0);
    let place = place.without("PROOFMARK_KEY_PASSPHRASE");
    let keys = place.run(&["keys", "list", "--json"]).exits(0).json();
    let keys = keys["keys"].as_array().unwrap();
    let purposes: BTreeSet<_> = keys.iter().map(|key| key["purpose"].as_str()).collect();
    let expected = ["audit", "deployment", "issuer"].map(Some);
    assert_eq!(purposes, BTreeSet::from(expected));
    assert!(keys.iter().all(|key| key["encrypted"] == true));
    let key = keys.iter().find(|key| key["purpose"] == "issuer").unwrap();
    assert_eq!(key["state"], "active");
    let method = key["verificationMethod"].as_str().unwrap();
    assert!(method.starts_with(key["issuer"].as_str().unwrap()));
    let file = key["file"].as_str().unwrap();
    fs::set_permissions(place.path(file), fs::Permissions::from_mode(0o644)).unwrap();
    let exposed = place.run(&["keys", "list"]).exits(0).out;
    assert!(exposed.contains("Unusable") && exposed.contains("chmod 600"));
}
