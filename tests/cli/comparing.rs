//! Versions of a framework side by side, and what was issued before a new one came.

use super::place::Place;
use serde_json::json;

const OLD: &str = "49-3091.00@v.26.11";

/// The framework of the place as the version v2, with one statement in other words.
fn second_version(place: &Place) {
    place.edit(
        "framework.json",
        "v2.json",
        "/framework/version",
        json!("v2"),
    );
    let statement = "/framework/levels/emerging/statements/0";
    place.edit("v2.json", "v2.json", statement, json!("Zyxwv — qponm"));
}

#[test]
fn what_changed_is_told_from_files_and_from_records() {
    let place = Place::with_framework();
    second_version(&place);
    let diff = ["framework", "diff", OLD, "v2.json", "--json"];
    let told = place.run(&diff).exits(0).json();
    assert_eq!(told["to"], "49-3091.00@v2");
    assert_eq!(told["added"][0]["statement"], "emerging/1");
    assert_eq!(told["removed"][0]["statement"], "emerging/1");
    assert_eq!(told["issued"]["count"], 0);
    let text = place.run(&["framework", "diff", OLD, OLD]).exits(0).out;
    assert!(text.contains("nothing changed"), "{text}");
    let none = ["framework", "diff", OLD, "49-3091.00@v3"];
    assert!(place.run(&none).exits(1).err.contains("v.26.11"));
}

#[test]
fn a_new_version_changes_no_byte_of_what_was_issued() {
    let place = Place::with_framework();
    place.run(&["assess", "assessment.json"]).exits(0);
    let issue = ["issue", "assessment.json"];
    let before = place.run(&issue).exits(0).bytes;
    second_version(&place);
    place.run(&["framework", "import", "v2.json"]).exits(0);
    assert_eq!(place.run(&issue).exits(0).bytes, before);
    let diff = ["framework", "diff", OLD, "49-3091.00@v2", "--json"];
    let told = place.run(&diff).exits(0).json();
    assert_eq!(told["issued"]["count"], 1);
    let credential: serde_json::Value = serde_json::from_slice(&before).unwrap();
    assert_eq!(told["issued"]["newest"][0], credential["id"]);
}

#[test]
fn a_package_is_imported_as_an_export_is() {
    let place = Place::with_framework();
    let export = [
        "framework",
        "export",
        "49-3091.00",
        "--as",
        "case",
        "--out",
        "p.json",
    ];
    place.run(&export).exits(0);
    let again = place.run(&["framework", "import", "p.json"]).exits(0);
    assert!(again.out.contains("on record already"), "{}", again.out);
}
