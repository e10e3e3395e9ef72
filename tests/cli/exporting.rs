//! Frameworks in the forms of others.

use super::place::Place;
use serde_json::Value;

const KEY: &str = "49-3091.00";

#[test]
fn a_framework_leaves_in_three_forms() {
    let place = Place::with_framework();
    let url = ["--public-url", "https://badges.example"];
    let case = ["framework", "export", KEY, "--as", "case", url[0], url[1]];
    let run = place.run(&case).exits(0);
    assert!(run.err.is_empty(), "{}", run.err);
    let package: Value = serde_json::from_slice(&run.bytes).unwrap();
    let uri = package["CFDocument"]["uri"].as_str().unwrap();
    assert!(
        uri.starts_with("https://badges.example/ims/case/v1p1/CFDocuments/"),
        "{uri}"
    );
    let ctdl = ["framework", "export", "49-3091.00@v.26.11", "--as", "ctdl"];
    let run = place.run(&ctdl).exits(0);
    assert!(run.err.contains("--public-url"), "{}", run.err);
    let graph: Value = serde_json::from_slice(&run.bytes).unwrap();
    let context = "https://credreg.net/ctdlasn/schema/context/json";
    assert_eq!(graph["@context"], context);
    let again = [
        "framework",
        "export",
        KEY,
        "--as",
        "ler-me",
        "--out",
        "again.json",
    ];
    let told = place.run(&again).exits(0);
    assert!(told.out.contains("again.json") && told.err.is_empty());
    let import = place.run(&["framework", "import", "again.json"]).exits(0);
    assert!(import.out.contains("on record already"), "{}", import.out);
}

#[test]
fn a_file_with_other_contents_is_left_alone() {
    let place = Place::with_framework();
    let export = [
        "framework",
        "export",
        KEY,
        "--as",
        "case",
        "--out",
        "package.json",
    ];
    let told = place
        .run(&[&export[..], &["--json"]].concat())
        .exits(0)
        .json();
    let written = place.read("package.json");
    assert_eq!(told["bytes"], written.len());
    assert_eq!(told["file"], "package.json");
    place.run(&export).exits(0);
    let other = [
        "framework",
        "export",
        KEY,
        "--as",
        "ctdl",
        "--out",
        "package.json",
    ];
    let refused = place.run(&other).exits(1).err;
    assert!(
        refused.contains("package.json is there already"),
        "{refused}"
    );
    assert_eq!(place.read("package.json"), written);
}

#[test]
fn what_cannot_be_exported_is_said() {
    let place = Place::with_framework();
    let misspelt = ["framework", "export", "49-3019.00", "--as", "case"];
    let told = place.run(&misspelt).exits(1).err;
    assert!(told.contains("49-3091.00"), "{told}");
    place
        .run(&["framework", "export", KEY, "--as", "pdf"])
        .exits(2);
    place.run(&["framework", "export", KEY]).exits(2);
    let nowhere = Place::new();
    nowhere
        .run(&["framework", "export", KEY, "--as", "case"])
        .exits(1);
    assert!(nowhere.is_empty());
}
