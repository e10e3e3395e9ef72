//! Frameworks, assessments and credentials by files.

use super::place::Place;
use serde_json::{Value, json};

fn issue(extra: &[&str]) -> Vec<String> {
    let command = ["issue", "assessment.json"];
    let all = command.iter().chain(extra);
    all.map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_framework_is_imported_listed_and_shown() {
    let place = Place::with_sample();
    let import = ["framework", "import", "framework.json"];
    let told = place.run(&import).exits(0).out;
    assert!(told.contains("Imported 49-3091.00@v.26.11"), "{told}");
    let again = place.run(&import).exits(0).out;
    assert!(again.contains("nothing changed"), "{again}");
    let list = place.run(&["framework", "list", "--json"]).exits(0).json();
    assert_eq!(list["frameworks"][0]["soc"], "49-3091.00");
    let levels = list["frameworks"][0]["levels"].as_array().unwrap();
    let ids: Vec<&Value> = levels.iter().map(|level| &level["id"]).collect();
    assert_eq!(ids, ["emerging", "developing", "proficient", "advanced"]);
    let shown = place.run(&["framework", "show", "49-3091.00"]).exits(0).out;
    assert!(shown.contains("proficient/1"), "{shown}");
    assert!(shown.contains("Hydraulic brake service"), "{shown}");
    place
        .run(&["framework", "show", "49-3091.00@v.26.11", "--json"])
        .exits(0)
        .json();
    let misspelt = place.run(&["framework", "show", "49-3019.00"]).exits(1);
    assert!(misspelt.err.contains("near it: 49-3091.00"));
    let version = place.run(&["framework", "show", "49-3091.00@v.26.12"]);
    assert!(version.exits(1).err.contains("v.26.11"));
    let export = place.read("framework.json");
    place
        .run_with_input(&["framework", "import", "-"], &export)
        .exits(0);
}

#[test]
fn a_version_is_superseded_and_another_withdrawn() {
    let place = Place::with_sample();
    let mut export: Value = serde_json::from_slice(&place.read("framework.json")).unwrap();
    place
        .run(&["framework", "import", "framework.json"])
        .exits(0);
    for version in ["v.27.01", "draft"] {
        export["framework"]["version"] = json!(version);
        place.write("other.json", &serde_json::to_vec(&export).unwrap());
        place.run(&["framework", "import", "other.json"]).exits(0);
    }
    let [old, new, draft] = ["v.26.11", "v.27.01", "draft"].map(|one| format!("49-3091.00@{one}"));
    let told = place.run(&["framework", "supersede", &old, &new]).exits(0);
    assert!(told.out.contains(&format!("{old} is superseded by {new}")));
    let issued = place.run(&issue(&["--out", "badge.json"])).exits(0);
    assert!(
        issued.err.contains(&format!("superseded by {new}")),
        "{}",
        issued.err
    );
    let refused = place.run(&["framework", "withdraw", &old]).exits(1).err;
    assert!(refused.contains("must stay"), "{refused}");
    let withdraw = [
        "framework",
        "withdraw",
        &draft,
        "--successor",
        &new,
        "--json",
    ];
    let done = place.run(&withdraw).exits(0).json();
    assert_eq!(done["state"], "withdrawn");
    assert_eq!(done["successor"]["version"], "v.27.01");
    place
        .run(&["framework", "supersede", "49-3091.00", &new])
        .exits(2);
    place.run(&["fsck"]).exits(0);
}

#[test]
fn looking_makes_nothing() {
    let place = Place::new();
    place.run(&["framework", "list"]).exits(0);
    place.run(&["framework", "show", "49-3091.00"]).exits(1);
    place.run(&["keys", "list"]).exits(0);
    place.run(&["api-key", "list"]).exits(0);
    assert!(place.is_empty());
}

#[test]
fn everything_wrong_with_an_export_is_told_with_its_place() {
    let place = Place::with_sample();
    let mut export: Value = serde_json::from_slice(&place.read("framework.json")).unwrap();
    export["schemaVersion"] = json!("9.0");
    export["occupation"]["soc"] = json!("49-30");
    export["framework"]["levels"]["emerging"]["statements"][2] = json!(7);
    export["framework"]["levels"]["advanced"]["statements"] = json!([]);
    place.write("bad.json", &serde_json::to_vec(&export).unwrap());
    let run = place.run(&["framework", "import", "bad.json", "--json"]);
    let error = run.exits(1).error();
    let findings = error["findings"].as_array().unwrap();
    let pointers: Vec<&Value> = findings.iter().map(|finding| &finding["pointer"]).collect();
    for pointer in [
        "/schemaVersion",
        "/occupation/soc",
        "/framework/levels/emerging/statements/2",
        "/framework/levels/advanced/statements",
    ] {
        assert!(pointers.contains(&&json!(pointer)), "{pointer}: {error}");
    }
    place.write("bad.json", b"{\"schemaVersion\": ");
    let told = place.run(&["framework", "import", "bad.json"]).exits(2).err;
    assert!(told.contains("line 1"), "{told}");
}

#[test]
fn other_content_under_the_same_version_is_a_conflict_that_names_the_difference() {
    let place = Place::with_framework();
    let statement = "/framework/levels/emerging/statements/0";
    place.edit(
        "framework.json",
        "other.json",
        statement,
        json!("Other — words."),
    );
    let run = place.run(&["framework", "import", "other.json", "--json"]);
    let error = run.exits(1).error();
    assert_eq!(error["problem"], "framework-version-exists");
    assert_eq!(error["findings"][0]["pointer"], statement);
}

#[test]
fn an_assessment_is_decided_and_the_reasons_are_told() {
    let place = Place::with_framework();
    let assess = ["assess", "assessment.json"];
    let told = place.run(&assess).exits(0).out;
    assert!(told.contains("The level reached is Proficient."), "{told}");
    assert!(told.contains("For Advanced, 5 more of these"), "{told}");
    let again = place.run(&assess).exits(0).out;
    assert!(again.contains("on record already"), "{again}");
    place.write(
        "policy.json",
        br#"{"share": 0.9, "required": ["emerging/1"]}"#,
    );
    let strict = [
        "assess",
        "assessment.json",
        "--policy",
        "policy.json",
        "--json",
    ];
    let strict = place.run(&strict).exits(0).json();
    assert_eq!(strict["decision"]["achieved"], "developing");
    assert_eq!(strict["new"], true);
    place.write("policy.json", br#"{"share": 2}"#);
    let wrong = ["assess", "assessment.json", "--policy", "policy.json"];
    assert!(place.run(&wrong).exits(1).err.contains("share"));
}

#[test]
fn a_frameworks_own_policy_decides_where_nothing_else_does() {
    let place = Place::with_sample();
    place.write("policy.json", br#"{"share": 1}"#);
    let import = [
        "framework",
        "import",
        "framework.json",
        "--policy",
        "policy.json",
    ];
    let told = place.run(&import).exits(0).out;
    assert!(told.contains("all of its statements"), "{told}");
    let decided = place.run(&["assess", "assessment.json", "--json"]).exits(0);
    assert_eq!(decided.json()["decision"]["achieved"], "emerging");
}

#[test]
fn what_an_assessment_names_wrongly_is_told_with_near_misses() {
    let place = Place::with_framework();
    for (pointer, value, near) in [
        ("/framework/soc", "49-3091.01", "49-3091.00"),
        ("/framework/version", "v.26.12", "v.26.11"),
        ("/ratings/0/statement", "emergin/1", "emerging/1"),
    ] {
        place.edit("assessment.json", "wrong.json", pointer, json!(value));
        let error = place
            .run(&["assess", "wrong.json", "--json"])
            .exits(1)
            .error();
        let finding = &error["findings"][0];
        assert_eq!(finding["pointer"], pointer, "{error}");
        let detail = finding["detail"].as_str().unwrap();
        assert!(detail.contains(value) && detail.contains(near), "{detail}");
        assert!(!error["next"].as_array().unwrap().is_empty(), "{error}");
    }
    let mut stated: Value = serde_json::from_slice(&place.read("assessment.json")).unwrap();
    stated["level"] = json!("profficient");
    place.write("wrong.json", &serde_json::to_vec(&stated).unwrap());
    let told = place.run(&["assess", "wrong.json"]).exits(1).err;
    assert!(
        told.contains("/level") && told.contains("proficient"),
        "{told}"
    );
}

#[test]
fn a_credential_is_issued_and_the_same_again_gives_the_same_bytes() {
    let place = Place::with_framework();
    let first = place.run(&issue(&[])).exits(0);
    assert!(first.err.contains("first start"), "{}", first.err);
    assert!(first.err.contains("cannot be revoked"), "{}", first.err);
    let second = place.run(&issue(&[])).exits(0);
    assert!(!second.err.contains("first start"), "{}", second.err);
    assert_eq!(first.bytes, second.bytes);
    let anew = place.run(&issue(&["--again"])).exits(0);
    assert_ne!(anew.bytes, first.bytes);
    place.run(&issue(&["--out", "badge.json"])).exits(0);
    // The latest is the one that was issued anew.
    assert_eq!(place.read("badge.json"), anew.bytes);
    place.run(&["verify", "badge.json"]).exits(0);
}

#[test]
fn an_assessment_on_record_is_issued_from_by_its_id() {
    let place = Place::with_framework();
    let recorded = place.run(&["assess", "assessment.json", "--json"]).exits(0);
    let id = recorded.json()["id"].as_str().unwrap().to_owned();
    let by_id = place.run(&["issue", &id]).exits(0);
    assert_eq!(by_id.bytes, place.run(&issue(&[])).exits(0).bytes);
    place.write("policy.json", b"{}");
    place
        .run(&["issue", &id, "--policy", "policy.json"])
        .exits(2);
    let other = "11111111-2222-4333-8444-555555555555";
    assert!(place.run(&["issue", other]).exits(1).err.contains(other));
    place.run(&["issue", "neither-file-nor-id"]).exits(2);
}

#[test]
fn several_proofs_go_to_a_folder_or_one_a_line() {
    let place = Place::with_framework();
    let proofs = "eddsa-rdfc-2022,eddsa-jcs-2022,vc-jwt,eddsa-rdfc-2022+eddsa-jcs-2022";
    let run = place.run(&issue(&["--proof", proofs, "--out", "badges"]));
    run.exits(0);
    let names = [
        "open-badge.eddsa-rdfc-2022.json",
        "open-badge.eddsa-jcs-2022.json",
        "open-badge.vc-jwt.jwt",
        "open-badge.eddsa-rdfc-2022+eddsa-jcs-2022.json",
    ];
    let lines = place.run(&issue(&["--proof", proofs])).exits(0).out;
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), names.len());
    for (name, line) in names.iter().zip(lines) {
        let path = format!("badges/{name}");
        assert_eq!(place.read(&path), line.as_bytes(), "{name}");
        place.run(&["verify", &path]).exits(0);
    }
    place.run(&issue(&["--out", "one/"])).exits(0);
    assert!(place.has("one/open-badge.eddsa-rdfc-2022.json"));
    let told = place.run(&issue(&["--proof", proofs, "--json"])).exits(0);
    let told = told.json();
    let credentials = told["credentials"].as_array().unwrap();
    assert_eq!(credentials.len(), 4);
    assert!(
        credentials
            .iter()
            .all(|one| one["id"] == credentials[0]["id"])
    );
    assert!(credentials[0]["document"]["proof"].is_object());
    assert!(credentials[2]["document"].is_string());
    assert_eq!(
        credentials[3]["document"]["proof"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_file_with_other_contents_is_never_replaced() {
    let place = Place::with_framework();
    place.write("badge.json", b"mine");
    let refused = place.run(&issue(&["--out", "badge.json"])).exits(1).err;
    assert!(refused.contains("badge.json"), "{refused}");
    assert_eq!(place.read("badge.json"), b"mine");
    place.run(&issue(&["--out", "other.json"])).exits(0);
    place.run(&issue(&["--out", "other.json"])).exits(0);
    let before = place.run(&issue(&[])).exits(0).bytes;
    place
        .run(&issue(&["--again", "--out", "other.json"]))
        .exits(1);
    assert_eq!(place.run(&issue(&[])).exits(0).bytes, before);
    let names = place.names();
    assert!(
        names.iter().all(|name| !name.ends_with(".new")),
        "{names:?}"
    );
}

#[test]
fn what_must_not_be_issued_is_refused_with_the_reason() {
    let place = Place::with_framework();
    let mut document: Value = serde_json::from_slice(&place.read("assessment.json")).unwrap();
    document["learner"].as_object_mut().unwrap().remove("did");
    place.write("no-did.json", &serde_json::to_vec(&document).unwrap());
    let jwt = ["issue", "no-did.json", "--proof", "vc-jwt", "--json"];
    let error = place.run(&jwt).exits(1).error();
    assert_eq!(error["problem"], "jwt-without-subject");
    place.run(&["issue", "no-did.json"]).exits(0);
    document["ratings"] = json!([{ "statement": "emerging/1", "met": true }]);
    place.write("no-level.json", &serde_json::to_vec(&document).unwrap());
    let told = place.run(&["assess", "no-level.json"]).exits(0).out;
    assert!(told.contains("No level is reached."), "{told}");
    let error = place
        .run(&["issue", "no-level.json", "--json"])
        .exits(1)
        .error();
    assert_eq!(error["problem"], "no-level");
}

#[test]
fn a_credential_may_end_and_keeps_its_end() {
    let place = Place::with_framework();
    let until = "2999-01-31T00:00:00Z";
    let badge = place.run(&issue(&["--valid-until", until])).exits(0);
    let badge: Value = serde_json::from_slice(&badge.bytes).unwrap();
    assert_eq!(badge["validUntil"], until);
    let later = place.run(&issue(&["--valid-until", "2999-12-31T00:00:00Z"]));
    assert!(later.exits(1).err.contains("--again"));
    let past = place.run(&issue(&[
        "--again",
        "--valid-until",
        "2000-01-01T00:00:00Z",
    ]));
    past.exits(1);
}

#[test]
fn an_api_key_is_shown_once_and_its_hash_never() {
    let place = Place::new();
    let made = place.run(&["api-key", "create", "--scope", "issue,assess", "--json"]);
    let made = made.exits(0).json();
    let token = made["apiKey"].as_str().unwrap();
    assert!(token.starts_with("pm_"));
    assert_eq!(made["scopes"], json!(["assess", "issue"]));
    let list = place.run(&["api-key", "list", "--json"]).exits(0);
    assert!(!list.out.contains(token) && !list.out.contains("hash"));
    assert_eq!(list.json()["apiKeys"][0]["id"], made["id"]);
    place
        .run(&["api-key", "create", "--scope", "everything"])
        .exits(2);
}
