//! The command line as a person runs it: the built program, each test in folders of its own.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "../support/pictures.rs"]
mod pictures;
#[path = "../support/shelf.rs"]
mod shelf;
#[path = "../support/web.rs"]
mod web;

mod backing_up;
mod baking;
mod carrying;
mod claiming;
mod comparing;
mod credentials;
mod demo;
mod expecting;
mod exporting;
mod forms;
mod importing;
mod issuing;
mod keys;
mod place;
mod preflight;
mod serving;
mod settings;
mod verifying;

use place::Place;

#[test]
fn help_tells_every_command() {
    let place = Place::new();
    let help = place.run(&["help"]).exits(0).out;
    for command in [
        "demo",
        "serve",
        "framework",
        "assess",
        "issue",
        "credential",
        "verify",
        "preflight",
        "bake",
        "unbake",
        "keys",
        "issuer",
        "api-key",
        "backup",
        "restore",
    ] {
        assert!(help.contains(command), "{command}");
        let own = place.run(&[command, "--help"]).exits(0).out;
        assert!(own.contains("Usage: proofmark"), "{command}");
    }
    assert!(place.is_empty());
}

#[test]
fn wrong_usage_exits_with_2_and_names_what_may_be_meant() {
    let place = Place::new();
    let told = place.run(&["verfy", "x"]).exits(2).err;
    assert!(told.contains("verify"), "{told}");
    place.run::<&str>(&[]).exits(2);
    place.run(&["issue", "x", "--as", "diploma"]).exits(2);
    place.run(&["issue", "x", "--proof", "rsa"]).exits(2);
    let twice = place.run(&["issue", "x", "--proof", "vc-jwt,vc-jwt"]);
    assert!(twice.exits(2).err.contains("twice"));
    place.run(&["issue", "x", "--valid-until", "soon"]).exits(2);
    let error = place.run(&["nothing", "--json"]).exits(2).error();
    assert_eq!(error["problem"], "usage");
    let missing = place.run(&["verify", "nowhere.json"]).exits(2).err;
    assert!(missing.contains("nowhere.json"), "{missing}");
    assert!(place.is_empty());
}
