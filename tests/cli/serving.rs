//! `serve`, and what other commands do while it runs.

use super::place::{PASSPHRASE, Place};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command};

/// A running server.
struct Serving {
    child: Child,
    /// What it told when it began.
    told: Value,
    notes: Option<std::process::ChildStderr>,
}

impl Serving {
    /// Starts the server on a port that the system chooses, and waits until it listens.
    fn begin(place: &Place, flags: &[&str]) -> Self {
        let serve = ["serve", "--listen", "127.0.0.1:0", "--json"];
        let all: Vec<&str> = serve.iter().chain(flags).copied().collect();
        let mut child = place.command(&all).spawn().unwrap();
        let notes = child.stderr.take();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut text = String::new();
        while !text.ends_with("}\n") || serde_json::from_str::<Value>(&text).is_err() {
            let read = lines.read_line(&mut text).unwrap();
            assert_ne!(read, 0, "it ended before it listened: {text}");
        }
        Self {
            child,
            told: serde_json::from_str(&text).unwrap(),
            notes,
        }
    }

    fn address(&self) -> &str {
        let listening = self.told["listening"].as_str().unwrap();
        listening.strip_prefix("http://").unwrap()
    }

    /// The answer to a request, head and body.
    fn get(&self, path: &str, key: Option<&str>) -> String {
        self.ask("GET", path, key, "")
    }

    /// The same for another method, with JSON.
    fn ask(&self, method: &str, path: &str, key: Option<&str>, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        let authorization = key.map_or_else(String::new, |key| {
            format!("Authorization: Bearer {key}\r\n")
        });
        let host = self.address();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{authorization}Connection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Ends it by a signal; gives its exit code and what it said on standard error.
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
        let mut notes = String::new();
        let mut stream = self.notes.take().unwrap();
        stream.read_to_string(&mut notes).unwrap();
        (self.child.wait().unwrap().code(), notes)
    }
}

#[test]
fn a_first_start_makes_issuer_key_and_admin_key_and_shows_the_key_once() {
    let place = Place::with_sample();
    let url = [
        "--public-url",
        "https://badges.example",
        "--issuer-name",
        "A School",
    ];
    let first = Serving::begin(&place, &url);
    let key = first.told["apiKey"].as_str().unwrap().to_owned();
    assert_eq!(first.told["issuer"]["did"], "did:web:badges.example");
    assert_eq!(first.told["issuer"]["name"], "A School");
    assert_eq!(first.told["issues"], true);
    let answer = first.get("/api/v1/frameworks", Some(&key));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let answer = first.get("/api/v1/frameworks", None);
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    let answer = first.get("/.well-known/did.json", None);
    assert!(answer.contains("did:web:badges.example"), "{answer}");
    let (exit, notes) = first.end("-TERM");
    assert_eq!(exit, Some(0));
    assert!(notes.contains("first start"), "{notes}");
    assert!(!notes.contains(&key) && !notes.contains(PASSPHRASE));

    let second = Serving::begin(&place, &url);
    assert_eq!(second.told["apiKey"], Value::Null);
    let answer = second.get("/api/v1/frameworks", Some(&key));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let (exit, notes) = second.end("-INT");
    assert_eq!((exit, notes.as_str()), (Some(0), ""));
}

#[test]
fn while_it_runs_others_are_told_who_holds_the_store_and_verify_works() {
    let place = Place::with_framework();
    let issue = ["issue", "assessment.json", "--out", "badge.json"];
    let url = ["--public-url", "https://badges.example"];
    let all: Vec<&str> = issue.iter().chain(&url).copied().collect();
    place.run(&all).exits(0);
    let serving = Serving::begin(&place, &url);
    for command in [
        &["framework", "list"][..],
        &["assess", "assessment.json"],
        &all,
        &["api-key", "list"],
    ] {
        let told = place.run(command).exits(1).err;
        assert!(told.contains("in use by another process"), "{told}");
        let id = serving.child.id().to_string();
        assert!(
            told.contains(&id) && told.contains(serving.address()),
            "{told}"
        );
    }
    place.run(&["verify", "badge.json"]).exits(0);
    place.run(&["keys", "list"]).exits(0);
    let taken = ["serve", "--listen", serving.address()];
    let told = place.run(&taken).exits(1).err;
    assert!(told.contains("--listen"), "{told}");
    serving.end("-TERM");
    place.run(&["framework", "list"]).exits(0);
}

#[test]
fn a_revocation_by_a_running_server_reaches_verify_by_the_published_list() {
    let place = Place::with_framework();
    let url = ["--public-url", "https://badges.example"];
    let issue = ["issue", "assessment.json", "--out", "badge.json"];
    let all: Vec<&str> = issue.iter().chain(&url).copied().collect();
    place.run(&all).exits(0);
    let serving = Serving::begin(&place, &url);
    let verify = || place.run(&["verify", "--offline", "--json", "badge.json"]);
    let report = verify().exits(0).json();
    assert_eq!(report["lifecycle"], "current", "{report}");
    let key = serving.told["apiKey"].as_str().unwrap();
    let badge: Value = serde_json::from_slice(&place.read("badge.json")).unwrap();
    let id = badge["id"].as_str().unwrap();
    let path = format!("/api/v1/credentials/{id}/status");
    let body = r#"{"act": "revoke", "reason": "a test"}"#;
    let answer = serving.ask("POST", &path, Some(key), body);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // Until the server has looked after its lists, the list before is in force.
    let report = loop {
        let run = verify();
        if run.exit != 0 {
            break run.exits(1).json();
        }
    };
    assert_eq!(report["lifecycle"], "revoked", "{report}");
    let list = badge["credentialStatus"]["statusListCredential"].as_str();
    let list = list.unwrap().strip_prefix("https://badges.example");
    let answer = serving.get(list.unwrap(), None);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(serving.end("-TERM").0, Some(0));
    verify().exits(1);
}

#[test]
fn without_its_key_it_verifies_and_does_not_issue() {
    let place = Place::with_framework();
    place.run(&["issue", "assessment.json"]).exits(0);
    let place = place.without("PROOFMARK_KEY_PASSPHRASE");
    let locked = Serving::begin(&place, &[]);
    assert_eq!(locked.told["issues"], false);
    let (exit, notes) = locked.end("-TERM");
    assert_eq!(exit, Some(0));
    assert!(notes.contains("does not issue"), "{notes}");
    std::fs::remove_dir_all(place.path("keys")).unwrap();
    let place = place.with("PROOFMARK_KEY_PASSPHRASE", PASSPHRASE);
    let missing = Serving::begin(&place, &[]);
    assert_eq!(missing.told["issues"], false);
    assert!(missing.end("-TERM").1.contains("is missing"));
    assert!(
        !place.has("keys"),
        "no key is made in the place of a lost one"
    );
}

#[test]
fn keys_whose_store_was_lost_are_not_joined_by_others() {
    let place = Place::with_framework();
    place.run(&["issue", "assessment.json"]).exits(0);
    std::fs::remove_dir_all(place.path("data")).unwrap();
    let told = place
        .run(&["serve", "--listen", "127.0.0.1:0"])
        .exits(1)
        .err;
    assert!(told.contains("no issuer on record"), "{told}");
}
