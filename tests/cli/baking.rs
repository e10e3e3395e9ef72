//! `bake` and `unbake`: what goes in comes out, and no file is left half-written.

use super::pictures::{CREDENTIAL, SVG, TOKEN, bomb, chunk, international, png, png_with};
use super::place::Place;
use serde_json::Value;
use std::process::Command;

/// A place with a credential, a token and a picture of each kind.
fn place() -> Place {
    let place = Place::new();
    place.write("badge.json", CREDENTIAL.as_bytes());
    place.write("badge.jwt", TOKEN.as_bytes());
    place.write("picture.png", &png());
    place.write("picture.svg", SVG.as_bytes());
    place
}

#[test]
fn what_was_baked_comes_out_again() {
    let place = place();
    for picture in ["picture.png", "picture.svg"] {
        let baked = place.run(&["bake", "badge.json", picture]).exits(0).bytes;
        place.write("baked", &baked);
        let carried = place.run(&["unbake", "baked"]).exits(0).json();
        let credential: Value = serde_json::from_str(CREDENTIAL).unwrap();
        assert_eq!(carried, credential);
        place
            .run(&["bake", "badge.jwt", picture, "--out", "token"])
            .exits(0);
        place
            .run(&["unbake", "token", "--out", "token.jwt"])
            .exits(0);
        assert_eq!(place.read("token.jwt"), TOKEN.as_bytes());
        let report = place.run(&["unbake", "token", "--json"]).exits(0).json();
        assert_eq!(report["document"], TOKEN);
        assert_eq!(report["family"], "open-badge");
        for file in ["baked", "token", "token.jwt"] {
            std::fs::remove_file(place.path(file)).unwrap();
        }
    }
}

#[test]
fn an_issued_badge_in_a_picture_is_still_good_when_it_comes_out() {
    let place = Place::with_framework();
    place.write("picture.png", &png());
    let issued = place.run(&["issue", "assessment.json"]).exits(0).bytes;
    let bake = ["bake", "-", "picture.png", "--out", "badge.png"];
    let told = place.run_with_input(&bake, &issued).exits(0).out;
    assert!(told.starts_with("Baked: badge.png (PNG, "), "{told}");
    let told = place.run(&["unbake", "badge.png", "--out", "badge.json"]);
    assert!(told.exits(0).out.contains("proofmark verify badge.json"));
    place.run(&["verify", "badge.json"]).exits(0);
}

#[test]
fn results_are_told_to_programs_as_json() {
    let place = place();
    let bake = [
        "bake",
        "badge.json",
        "picture.svg",
        "--out",
        "badge.svg",
        "--json",
    ];
    let told = place.run(&bake).exits(0).json();
    assert_eq!(told["carrier"], "SVG");
    assert_eq!(told["mediaType"], "image/svg+xml");
    assert_eq!(told["file"], "badge.svg");
    assert_eq!(told["bytes"], place.read("badge.svg").len());
    let error = place.run(&["bake", "badge.json", "picture.svg", "--json"]);
    assert_eq!(error.exits(2).error()["problem"], "usage");
    let error = place.run(&["unbake", "picture.svg", "--json"]).exits(1);
    assert_eq!(error.error()["problem"], "nothing-baked");
}

#[test]
fn a_credential_is_replaced_only_on_request_and_a_file_never() {
    let place = place();
    let bake = |more: &[&str]| {
        let args = ["bake", "badge.jwt", "badge.png"];
        place.run(&args.iter().chain(more).copied().collect::<Vec<_>>())
    };
    place
        .run(&["bake", "badge.json", "picture.png", "--out", "badge.png"])
        .exits(0);
    let told = bake(&["--out", "new.png"]).exits(1).err;
    assert!(
        told.contains("badge.png") && told.contains("--replace"),
        "{told}"
    );
    assert!(!place.has("new.png"));
    bake(&["--replace", "--out", "new.png"]).exits(0);
    let error = bake(&["--replace", "--out", "badge.png", "--json"])
        .exits(1)
        .error();
    assert_eq!(error["problem"], "file-exists");
    let carried = place.run(&["unbake", "new.png"]).exits(0).bytes;
    assert_eq!(carried, TOKEN.as_bytes());
}

#[test]
fn bad_input_is_told_and_nothing_is_written() {
    let place = place();
    place.write("text", b"{ no json");
    place.write("other.json", br#"{"type":"VerifiableCredential"}"#);
    place.write("broken.png", &png()[..40]);
    place.write(
        "active.svg",
        SVG.replace("<title>", "<script/><title>").as_bytes(),
    );
    let before = place.names();
    for (credential, picture, exit, problem) in [
        ("text", "picture.png", 2, "not-json"),
        ("other.json", "picture.png", 1, "not-a-badge"),
        ("badge.json", "broken.png", 2, "picture-broken"),
        ("badge.json", "active.svg", 1, "svg-active"),
        ("badge.json", "badge.json", 1, "not-a-picture"),
        ("nowhere.json", "picture.png", 2, ""),
        ("badge.json", "nowhere.png", 2, ""),
        ("-", "-", 2, ""),
    ] {
        let args = ["bake", credential, picture, "--out", "out", "--json"];
        let error = place.run(&args).exits(exit).error();
        let first = error["findings"][0]["problem"].as_str().unwrap_or_default();
        assert_eq!(first, problem, "{credential} {picture}");
    }
    let told = place
        .run(&["bake", "other.json", "picture.png"])
        .exits(1)
        .err;
    assert!(told.contains("other.json cannot be baked"), "{told}");
    let told = place.run(&["unbake", "broken.png"]).exits(2).err;
    assert!(told.contains("broken.png cannot be read"), "{told}");
    let error = place
        .run(&["unbake", "badge.json", "--json"])
        .exits(1)
        .error();
    assert_eq!(error["problem"], "not-a-carrier");
    assert_eq!(place.names(), before);
}

#[test]
fn a_departure_from_the_rules_is_told_beside_the_credential() {
    let place = place();
    let text = super::pictures::deflated(b"{}");
    let picture = png_with(&[international("openbadgecredential", [1, 0], &text)]);
    let run = place.run_with_input(&["unbake", "-"], &picture).exits(0);
    assert_eq!(run.bytes, b"{}");
    assert!(run.err.contains("compressed"), "{}", run.err);
}

/// With 16 MiB of memory more than it takes to read a sound picture, 400 MiB are not inflated.
#[cfg(target_os = "linux")]
#[test]
fn a_bomb_in_a_picture_takes_no_memory() {
    let place = place();
    let bomb = bomb(400);
    let flags = [1, 0];
    place.write(
        "bomb.png",
        &png_with(&[international("openbadgecredential", flags, &bomb)]),
    );
    let spare = chunk(b"teXt", &bomb);
    place.write(
        "good.png",
        &png_with(&[spare, international("openbadgecredential", [0, 0], b"{}")]),
    );
    let limited = |kibibytes: usize, file: &str| {
        let script = format!("ulimit -v {kibibytes} && exec \"$0\" unbake {file} --json");
        let mut command = Command::new("sh");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_proofmark")]);
        command.current_dir(place.path("."));
        command.output().unwrap()
    };
    let enough = (1..256).map(|step| (step * 8) << 10);
    let mut enough = enough.filter(|size| limited(*size, "good.png").status.success());
    let needed = enough.next().unwrap();
    let output = limited(needed + (16 << 10), "bomb.png");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("chunk-limit"), "{told}");
}
