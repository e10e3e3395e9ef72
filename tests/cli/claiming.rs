//! `proofmark learner claim`: links made, sent and taken back by whoever runs commands.

use super::place::Place;
use std::fs;

const URL: &str = "https://school.example";

/// A place with a public URL and a badge; the badge's id.
fn place() -> (Place, String) {
    let place = Place::with_sample().with("PROOFMARK_PUBLIC_URL", URL);
    place
        .run(&["framework", "import", "framework.json"])
        .exits(0);
    let email = serde_json::json!({"name": "Ada", "email": "ada@example.org"});
    place.edit("assessment.json", "assessment.json", "/learner", email);
    let issued = place.run(&["issue", "assessment.json", "--json", "--out", "badge.json"]);
    let issued = issued.exits(0).json();
    let id = issued["credentials"][0]["id"].as_str().unwrap().to_owned();
    (place, id)
}

#[test]
fn a_link_is_made_shown_once_and_taken_back() {
    let (place, badge) = place();
    let told = place.run(&["learner", "claim", &badge]).exits(0).out;
    assert!(told.starts_with(&format!("{URL}/claim/")), "{told}");
    let made = place.run(&["learner", "claim", &badge, "--days", "7", "--json"]);
    let made = made.exits(0).json();
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["token"].as_str().unwrap().len(), 43);
    let whom = ["learner", "claims", "--email", "ada@example.org", "--json"];
    let claims = place.run(&whom).exits(0);
    assert!(!claims.out.contains(made["token"].as_str().unwrap()));
    let open = claims.json()["claims"].as_array().unwrap().len();
    assert_eq!(open, 2);
    place.run(&["learner", "withdraw-claim", id]).exits(0);
    let claims = place.run(&whom).exits(0).out;
    assert!(claims.contains("withdrawn"), "{claims}");
    place
        .run(&["learner", "claim", &badge, "--days", "91"])
        .exits(2);
    place.run(&["learner", "claim"]).exits(2);
    place.run(&["fsck"]).exits(0);
}

#[test]
fn a_link_goes_into_the_folder_for_letters_or_nowhere() {
    let (place, badge) = place();
    let sending = ["learner", "claim", &badge, "--send"];
    let refused = place.run(&sending).exits(1).err;
    assert!(refused.contains("smtp-url"), "{refused}");
    let with_folder = [&sending[..], &["--mail-folder", "mail"]].concat();
    let told = place.run(&with_folder).exits(0).out;
    assert!(told.contains("sent to ada@example.org"), "{told}");
    let mut letters = fs::read_dir(place.path("mail")).unwrap();
    let letter = fs::read_to_string(letters.next().unwrap().unwrap().path()).unwrap();
    assert!(letter.contains("To: ada@example.org\r\n"), "{letter}");
    // The refused link was never made.
    let whom = ["learner", "claims", "--email", "ada@example.org", "--json"];
    let claims = place.run(&whom).exits(0).json();
    assert_eq!(claims["claims"].as_array().unwrap().len(), 1);
    let elsewhere = [
        "learner",
        "claim",
        &badge,
        "--to",
        "eve@example.org",
        "--mail-folder",
        "mail",
    ];
    place.run(&elsewhere).exits(1);
    assert_eq!(fs::read_dir(place.path("mail")).unwrap().count(), 1);
}
