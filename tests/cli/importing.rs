//! `framework import` from a URL: nothing is stored that nobody saw, and nothing after a failure.

use super::place::{Place, Run};
use super::shelf::{CASE, DOCUMENT, Shelf};
use proofmark::framework::SAMPLE;
use serde_json::Value;

/// Imports from `source`, with this machine open.
fn import(place: &Place, source: &str, flags: &[&str]) -> Run {
    let begin = ["framework", "import", source, "--insecure-loopback"];
    let all: Vec<&str> = begin.iter().chain(flags).copied().collect();
    place.run(&all)
}

/// How many frameworks are on record.
fn on_record(place: &Place) -> usize {
    let list = place.run(&["framework", "list", "--json"]).exits(0).json();
    list["frameworks"].as_array().unwrap().len()
}

fn sample_with(from: &str, to: &str) -> String {
    String::from_utf8(SAMPLE.to_vec())
        .unwrap()
        .replace(from, to)
}

#[test]
fn without_a_terminal_it_is_shown_and_not_stored_until_it_is_confirmed() {
    let (place, shelf) = (Place::new(), Shelf::new());
    let url = shelf.put("/export.json", SAMPLE);
    let told = import(&place, &url, &[]).exits(2);
    for shown in [
        "49-3091.00@v.26.11",
        &url,
        "Bicycle Repairers",
        "Proficient (",
    ] {
        assert!(told.out.contains(shown), "{shown}: {}", told.out);
    }
    assert!(told.err.contains("--confirm"), "{}", told.err);
    let told = import(&place, &url, &["--json"]).exits(2);
    assert_eq!(told.error()["problem"], "not-confirmed");
    let preview = told.json();
    assert_eq!(preview["onRecord"], "no");
    assert_eq!(preview["address"], url);
    assert!(place.is_empty(), "{:?}", place.names());

    let digest = preview["digest"].as_str().unwrap();
    let done = import(&place, &url, &["--confirm", digest]).exits(0);
    assert!(done.out.starts_with("Imported"), "{}", done.out);
    assert_eq!(on_record(&place), 1);
    // What is on record already asks nobody.
    let again = import(&place, &url, &[]).exits(0);
    assert!(again.out.contains("on record already"), "{}", again.out);
}

#[test]
fn the_address_of_a_document_leads_to_its_package() {
    let (place, shelf) = (Place::new(), Shelf::new());
    let url = shelf.put_case();
    let done = import(&place, &url, &["--yes", "--json"]).exits(0).json();
    assert_eq!(done["framework"]["soc"], DOCUMENT);
    assert_eq!(done["new"], true);
    let package = format!("{CASE}/CFPackages/{DOCUMENT}");
    let document = format!("{CASE}/CFDocuments/{DOCUMENT}");
    assert_eq!(shelf.asked(), [document, package.clone()]);
    for head in shelf.server.heads() {
        assert!(head.contains("accept: application/json\r\n"), "{head}");
    }
    let preview = import(&place, &shelf.url(&package), &["--preview"])
        .exits(0)
        .out;
    for shown in ["CC BY 4.0", "A Board", "Low (1) → High (1)", "same content"] {
        assert!(preview.contains(shown), "{shown}: {preview}");
    }
}

#[test]
fn a_preview_stores_nothing_and_tells_what_changed() {
    let (place, shelf) = (Place::with_sample(), Shelf::new());
    let file = [
        "framework",
        "import",
        "framework.json",
        "--preview",
        "--json",
    ];
    let preview = place.run(&file).exits(0).json();
    assert_eq!(preview["onRecord"], "no");
    assert!(!place.has("data"));
    place
        .run(&["framework", "import", "framework.json"])
        .exits(0);

    let newer = sample_with("v.26.11", "v.27.01").replace("Bicycle Repairers", "Menders");
    let url = shelf.put("/newer.json", newer);
    let preview: Value = import(&place, &url, &["--preview", "--json"])
        .exits(0)
        .json();
    assert_eq!(preview["onRecord"], "no");
    assert_eq!(preview["changes"]["from"], "49-3091.00@v.26.11");
    assert_eq!(preview["changes"]["changed"][0]["what"], "occupation.title");
    let shown = import(&place, &url, &["--preview"]).exits(0).out;
    assert!(shown.contains("~ occupation.title"), "{shown}");

    let other = shelf.put("/other.json", sample_with("Bicycle Repairers", "Menders"));
    let preview = import(&place, &other, &["--preview", "--json"])
        .exits(0)
        .json();
    assert_eq!(preview["onRecord"], "other");
    assert!(!preview["differences"].as_array().unwrap().is_empty());
    let refused = import(&place, &other, &["--json"]).exits(1).error();
    assert_eq!(refused["problem"], "framework-version-exists");
    assert_eq!(on_record(&place), 1);
}

#[test]
fn what_changed_since_it_was_seen_is_not_stored() {
    let (place, shelf) = (Place::new(), Shelf::new());
    let url = shelf.put("/export.json", SAMPLE);
    let digest = |run: Run| run.exits(0).json()["digest"].as_str().unwrap().to_owned();
    let seen = digest(import(&place, &url, &["--preview", "--json"]));
    shelf.put("/export.json", sample_with("Bicycle Repairers", "Menders"));
    let now = digest(import(&place, &url, &["--preview", "--json"]));
    let error = import(&place, &url, &["--confirm", &seen, "--json"])
        .exits(1)
        .error();
    assert_eq!(error["problem"], "framework-changed");
    let detail = error["detail"].as_str().unwrap();
    assert!(detail.contains(&seen) && detail.contains(&now), "{detail}");
    assert!(place.is_empty());
    import(&place, &url, &["--confirm", &now]).exits(0);
    // A file may be confirmed too.
    place.write("file.json", SAMPLE);
    let file = [
        "framework",
        "import",
        "file.json",
        "--confirm",
        &now,
        "--json",
    ];
    assert_eq!(
        place.run(&file).exits(1).error()["problem"],
        "framework-changed"
    );
}

#[test]
fn what_may_not_be_fetched_or_cannot_be_read_leaves_nothing_behind() {
    let (place, shelf) = (Place::new(), Shelf::new());
    let good = shelf.put("/export.json", SAMPLE);
    let begin = ["framework", "import", &good, "--yes", "--json"];
    let error = place.run(&begin).exits(2).error();
    assert_eq!(error["problem"], "url-not-allowed");
    let offline = import(&place, &good, &["--yes", "--offline", "--json"]);
    let error = offline.exits(2).error();
    assert_eq!(error["problem"], "offline");
    assert!(
        error["next"][0].as_str().unwrap().contains("FILE"),
        "{error}"
    );
    assert!(shelf.asked().is_empty());

    let html = ["Content-Type: text/html"];
    let page = "<html></html>";
    for (url, problem) in [
        (shelf.url("/missing"), "http-status"),
        (shelf.put_as("/page", "200 OK", &html, page), "content-type"),
        (shelf.put("/text", "{ not json"), "invalid"),
        (
            shelf.lead("/inside", "http://169.254.169.254/latest"),
            "url-not-allowed",
        ),
        (
            shelf.lead("/lan", "http://10.0.0.1/x.json"),
            "url-not-allowed",
        ),
        (shelf.lead("/file", "file:///etc/passwd"), "url-not-allowed"),
        (shelf.lead("/round", "/round"), "redirect-not-allowed"),
        (
            shelf.put("/large", vec![b' '; (20 << 20) + 1]),
            "fetch-limit",
        ),
    ] {
        let error = import(&place, &url, &["--yes", "--json"]).exits(2).error();
        assert_eq!(error["problem"], problem, "{url}: {error}");
    }
    let unknown = shelf.put("/unknown", r#"{"a": 1}"#);
    let error = import(&place, &unknown, &["--yes", "--json"])
        .exits(1)
        .error();
    assert_eq!(error["findings"][0]["problem"], "unknown-format");
    assert!(place.is_empty(), "{:?}", place.names());
    // A redirect that may be followed is.
    let moved = shelf.lead("/moved", "/export.json");
    let preview = import(&place, &moved, &["--preview", "--json"])
        .exits(0)
        .json();
    assert_eq!(preview["address"], good);
}

#[test]
fn flags_that_contradict_each_other_are_told() {
    let place = Place::with_sample();
    for flags in [
        ["--preview", "--yes"].as_slice(),
        &["--yes", "--confirm", "ab"],
        &["--preview", "--confirm", "ab"],
    ] {
        import(&place, "framework.json", flags).exits(2);
    }
    assert!(!place.has("data"));
    // A file asks nobody, with or without leave.
    import(&place, "framework.json", &["--yes", "--offline"]).exits(0);
}
