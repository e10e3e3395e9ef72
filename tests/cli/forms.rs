//! Badges, records and résumés from one assessment; a learner's record; what each states.

use super::place::Place;
use serde_json::{Value, json};

const FORMS: &str = "open-badge,clr,ler-rs,hr-open-ler-rs";
const FILES: [&str; 4] = [
    "open-badge.eddsa-rdfc-2022.json",
    "clr.eddsa-rdfc-2022.json",
    "ler-rs.eddsa-rdfc-2022.json",
    "hr-open-ler-rs.eddsa-jcs-2022.json",
];

fn issued() -> Place {
    let place = Place::with_framework();
    let issue = ["issue", "assessment.json", "--as", FORMS, "--out", "out"];
    place.run(&issue).exits(0);
    place
}

#[test]
fn every_form_is_issued_at_once_verified_and_states_the_same() {
    let place = issued();
    let mut stated: Option<Value> = None;
    for name in FILES {
        let file = format!("out/{name}");
        place.run(&["verify", &file]).exits(0);
        let facts = place.run(&["facts", &file, "--json"]).exits(0).json();
        assert_eq!(facts["facts"][0]["level"]["name"], "Proficient", "{name}");
        assert_eq!(
            stated.get_or_insert_with(|| facts.clone()),
            &facts,
            "{name}"
        );
    }
    for resume in [FILES[2], FILES[3]] {
        let told = place
            .run(&["verify", &format!("out/{resume}")])
            .exits(0)
            .out;
        let own = told.split("\n/").next().unwrap();
        for part in [
            "Proficient, 3 of 4",
            "49-3091.00, version v.26.11",
            "R. Assessor",
            "30 met",
        ] {
            assert!(own.contains(part), "{part}: {told}");
        }
    }
    let mut unsigned =
        serde_json::from_slice::<Value>(&place.read(&format!("out/{}", FILES[3]))).unwrap();
    unsigned.as_object_mut().unwrap().remove("proof");
    place.write("unsigned.json", unsigned.to_string().as_bytes());
    let told = place.run(&["preflight", "unsigned.json"]).exits(0).out;
    assert!(told.contains("only `eddsa-jcs-2022` or `vc-jwt`"), "{told}");
    let as_rdf = ["preflight", "unsigned.json", "--proof", "eddsa-rdfc-2022"];
    let told = place.run(&as_rdf).exits(1).out;
    assert!(told.contains("wrapper-over-rdf"), "{told}");
    unsigned["credentialSubject"]["nickname"] = json!("x");
    place.write("unsigned.json", unsigned.to_string().as_bytes());
    let told = place.run(&["preflight", "unsigned.json"]).exits(1).out;
    assert!(told.contains("/credentialSubject/nickname"), "{told}");
    let told = place.run(&["facts", "out/ler-rs.eddsa-rdfc-2022.json"]);
    let told = told.exits(0).out;
    for part in [
        "Proficient (3 of 4)",
        "Bicycle Repairers competency framework",
        "30 statements",
        "R. Assessor",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn facts_are_read_from_tokens_and_pictures_and_not_from_anything() {
    let place = issued();
    let token = [
        "issue",
        "assessment.json",
        "--proof",
        "vc-jwt",
        "--out",
        "badge.jwt",
    ];
    place.run(&token).exits(0);
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>"#;
    place.write("picture.svg", svg);
    let badge = format!("out/{}", FILES[0]);
    place
        .run(&["bake", &badge, "picture.svg", "--out", "badge.svg"])
        .exits(0);
    for file in ["badge.jwt", "badge.svg"] {
        let facts = place.run(&["facts", file, "--json"]).exits(0).json();
        assert_eq!(facts["facts"][0]["level"]["rank"], 3, "{file}");
    }
    place.write("plain.json", br#"{"type": "VerifiableCredential"}"#);
    let none = place.run(&["facts", "plain.json"]).exits(2).err;
    assert!(none.contains("states no level"), "{none}");
    place.write("broken.json", br#"{"type": "#);
    place.run(&["facts", "broken.json"]).exits(2);
}

#[test]
fn a_form_that_cannot_have_a_proof_says_which_it_can() {
    let place = Place::with_framework();
    let issue = |extra: &[&str]| {
        let command = [&["issue", "assessment.json"], extra].concat();
        place.run(&command)
    };
    let proof = issue(&["--as", "hr-open-ler-rs", "--proof", "eddsa-rdfc-2022"]).exits(1);
    assert!(
        proof.err.contains("eddsa-jcs-2022 or vc-jwt"),
        "{}",
        proof.err
    );
    let twice = issue(&["--as", "clr,clr"]).exits(2);
    assert!(twice.err.contains("twice"), "{}", twice.err);
    place.write(
        "resume.json",
        br#"{"licenses": [{"issuingAuthority": {"name": "DVLA"}}]}"#,
    );
    let badge = issue(&["--resume", "resume.json"]).exits(1);
    assert!(badge.err.contains("ler-rs"), "{}", badge.err);
    place.write("resume.json", br#"{"skills": []}"#);
    let skills = issue(&["--as", "ler-rs", "--resume", "resume.json"]).exits(1);
    assert!(skills.err.contains("skills"), "{}", skills.err);
    let list = place.run(&["credential", "list", "--json"]).exits(0).json();
    assert_eq!(list["credentials"], json!([]), "something is on record");
}

#[test]
fn a_learner_takes_everything_along() {
    let place = issued();
    let record = ["learner", "record", "--email", "ada@example.org"];
    let made = place.run(&[&record[..], &["--out", "record.json"]].concat());
    let told = made.exits(0).out;
    assert!(told.contains("record.json"), "{told}");
    let report = place.run(&["verify", "record.json"]).exits(0).out;
    assert!(report.contains("valid"), "{report}");
    let written: Value = serde_json::from_slice(&place.read("record.json")).unwrap();
    assert_eq!(written["partial"], false);
    let held = &written["credentialSubject"]["verifiableCredential"];
    assert_eq!(held.as_array().map(Vec::len), Some(1));
    // It is never made in vain, nor over another file.
    let again = place.run(&[&record[..], &["--out", "record.json"]].concat());
    again.exits(1);
    let resume = [&record[..], &["--as", "ler-rs", "--json"]].concat();
    let answer = place.run(&resume).exits(0).json();
    assert_eq!(answer["credentials"][0]["form"], "ler-rs");
    let nobody = ["learner", "record", "--email", "nobody@example.org"];
    place.run(&nobody).exits(1);
    let badge = held[0]["id"].as_str().unwrap();
    let revoke = ["credential", "revoke", badge, "--reason", "wrong"];
    // Without a public URL there is no status, so nothing can be taken back.
    place.run(&revoke).exits(1);
}
