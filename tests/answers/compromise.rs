//! A key that was revoked: what was signed before it was counts, if somebody else than its holder
//! says so; what was dated back does not.

use super::evidence::logged;
use super::support::verifying::World;
use super::*;
use proofmark::audit::{Act, Inclusion};
use proofmark::digest::sha256_hex;
use proofmark::identity::DidDocument;
use proofmark::service::verify::{IssuedHere, KnownDocuments, Question, SignedHere};
use std::fs;
use std::process::Command;

const WEB: &str = "did:web:school.example";
const REVOKED: &str = "2026-11-21T00:00:00Z";
/// Before the key was revoked, and after the badges say they were made.
const BEFORE: &str = "2026-11-20T12:00:00Z";
const AFTER: &str = "2026-11-21T12:00:00Z";
const LAPSED: &str = "key-lapsed";

/// Whose key signs the log.
fn auditor() -> TestSigner {
    TestSigner::did_key([21; 32])
}

fn multikey(signer: &TestSigner) -> String {
    support::keys::multikey(signer.key().verifying_key().as_bytes())
}

/// The school's key in its document.
fn method() -> String {
    format!("{WEB}#{}", multikey(&school()))
}

/// The school's document: its key is revoked, and it has an audit log.
fn document() -> Value {
    let method_of = |signer: &TestSigner| {
        json!({
            "id": format!("{WEB}#{}", multikey(signer)), "type": "Multikey", "controller": WEB,
            "publicKeyMultibase": multikey(signer)
        })
    };
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": WEB,
        "verificationMethod": [
            with(method_of(&school()), |m| m["revoked"] = json!(REVOKED)),
            method_of(&auditor())
        ],
        "assertionMethod": [method()],
        "service": [{
            "id": format!("{WEB}#audit-log"), "type": "urn:proofmark:service:audit-log",
            "serviceEndpoint": "https://school.example/audit"
        }]
    })
}

fn known(document: &Value) -> KnownDocuments {
    let text = document.to_string();
    let read = DidDocument::read(&ijson::parse(text.as_bytes()).unwrap());
    KnownDocuments::new(vec![read.unwrap()])
}

/// A badge that says it was made before the key was revoked.
fn signed() -> Value {
    let badge = with(badge(), |b| b["issuer"]["id"] = json!(WEB));
    let method = json!({"verificationMethod": method()});
    jcs_for(&badge, &school(), "assertionMethod", &method)
}

fn ask(documents: KnownDocuments, document: &[u8], inclusion: Option<Inclusion>) -> Report {
    let world = World {
        documents,
        ..World::default()
    };
    let question = Question {
        inclusion,
        ..Question::about(document)
    };
    world.ask(&question).unwrap()
}

/// The report on the badge with evidence of an entry at this time.
fn with_evidence(document: &Value, at: &str) -> Report {
    let badge = signed().to_string();
    let inclusion = logged(badge.as_bytes(), at, Act::CredentialIssue, &auditor());
    ask(known(document), badge.as_bytes(), Some(inclusion))
}

#[track_caller]
fn unknown(report: &Report) -> String {
    let problem = own_problem(LAPSED);
    fails(report, CheckId::IssuerKey, Outcome::CouldNotTell, &problem)
}

#[track_caller]
fn refused(report: &Report) -> String {
    let problem = own_problem(LAPSED);
    fails(report, CheckId::IssuerKey, Outcome::Failed, &problem)
}

#[test]
fn what_was_logged_before_the_key_was_revoked_counts() {
    let report = with_evidence(&document(), BEFORE);
    is_valid(&report);
    let check = report
        .checks
        .iter()
        .find(|c| c.id == CheckId::IssuerKey)
        .unwrap();
    for word in [REVOKED, BEFORE, "the issuer's audit log"] {
        assert!(check.detail.contains(word), "{}", check.detail);
    }
    // However it came here: written otherwise, it is still what was signed.
    let badge = signed();
    let inclusion = logged(
        badge.to_string().as_bytes(),
        BEFORE,
        Act::CredentialIssue,
        &auditor(),
    );
    let pretty = serde_json::to_string_pretty(&badge).unwrap();
    is_valid(&ask(known(&document()), pretty.as_bytes(), Some(inclusion)));
}

#[test]
fn what_was_logged_after_it_was_dated_back() {
    for at in [REVOKED, AFTER] {
        let told = refused(&with_evidence(&document(), at));
        assert!(told.contains("after"), "{told}");
    }
    is_valid(&with_evidence(&document(), "2026-11-20T23:59:59Z"));
}

#[test]
fn without_evidence_it_cannot_be_told() {
    let report = ask(known(&document()), signed().to_string().as_bytes(), None);
    let told = unknown(&report);
    assert!(told.contains("nobody says but the proof"), "{told}");
}

#[test]
fn evidence_that_does_not_hold_leaves_it_open() {
    let badge = signed().to_string();
    let good = || logged(badge.as_bytes(), BEFORE, Act::CredentialIssue, &auditor());
    let asked = |inclusion| ask(known(&document()), badge.as_bytes(), Some(inclusion));
    is_valid(&asked(good()));
    let another = logged(b"{}", BEFORE, Act::CredentialIssue, &auditor());
    assert!(unknown(&asked(another)).contains("another document"));
    // Whoever made this log has a key of its own, or the very key that was stolen.
    for thief in [stranger(), school()] {
        let theirs = logged(badge.as_bytes(), BEFORE, Act::CredentialIssue, &thief);
        assert!(unknown(&asked(theirs)).contains("no signature of this audit key"));
    }
    let mut earlier = good();
    earlier.entry.at = "2026-11-20T11:00:00Z".to_owned();
    assert!(unknown(&asked(earlier)).contains("is not in the log"));
    let other_act = logged(badge.as_bytes(), BEFORE, Act::FrameworkImport, &auditor());
    assert!(unknown(&asked(other_act)).contains("not about an issue"));
}

#[test]
fn a_log_is_believed_by_a_key_that_is_for_nothing_else() {
    let no_log = |report: &Report| {
        let told = unknown(report);
        assert!(told.contains("names no audit log"), "{told}");
    };
    let without = |name: &str| {
        with(document(), |d| {
            d.as_object_mut().unwrap().remove(name);
        })
    };
    no_log(&with_evidence(&without("service"), BEFORE));
    let audit = document()["verificationMethod"][1]["id"].clone();
    for (purpose, uses) in [
        ("assertionMethod", json!([method(), audit])),
        ("authentication", json!([audit])),
    ] {
        let used = with(document(), |d| d[purpose] = uses.clone());
        no_log(&with_evidence(&used, BEFORE));
    }
    // The same key under another name.
    let twice = with(document(), |d| {
        let mut method = d["verificationMethod"][1].clone();
        method["id"] = json!(format!("{WEB}#second"));
        d["verificationMethod"].as_array_mut().unwrap().push(method);
        d["authentication"] = json!([format!("{WEB}#second")]);
    });
    no_log(&with_evidence(&twice, BEFORE));
    for (name, value) in [
        ("revoked", json!(AFTER)),
        ("controller", json!("did:web:other.example")),
    ] {
        let not_its = with(document(), |d| {
            d["verificationMethod"][1][name] = value.clone();
        });
        no_log(&with_evidence(&not_its, BEFORE));
    }
}

#[test]
fn a_deployment_knows_what_it_signed_itself() {
    let badge = signed();
    let id = badge["id"].as_str().unwrap();
    let on_record = |bytes: &[u8], at: &str| {
        let here = IssuedHere {
            documents: vec![SignedHere {
                digest: sha256_hex(&[bytes]),
                at: parse_timestamp(at).unwrap(),
            }],
            superseded: None,
        };
        known(&document()).with_issued(WEB, id, here)
    };
    let text = badge.to_string();
    let report = ask(on_record(text.as_bytes(), BEFORE), text.as_bytes(), None);
    is_valid(&report);
    let check = report
        .checks
        .iter()
        .find(|c| c.id == CheckId::IssuerKey)
        .unwrap();
    assert!(check.detail.contains("the records of this deployment"));
    refused(&ask(
        on_record(text.as_bytes(), AFTER),
        text.as_bytes(),
        None,
    ));
    // One that is made with the id of another is not that one.
    unknown(&ask(on_record(b"{}", BEFORE), text.as_bytes(), None));
}

#[test]
fn a_token_is_known_by_its_text() {
    let badge = with(badge(), |b| b["issuer"]["id"] = json!(WEB));
    let signer = TestSigner::new([7; 32], &method());
    let text = token(&badge, signer);
    let at = |at| logged(text.as_bytes(), at, Act::CredentialIssue, &auditor());
    is_valid(&ask(known(&document()), text.as_bytes(), Some(at(BEFORE))));
    refused(&ask(known(&document()), text.as_bytes(), Some(at(AFTER))));
    // It says nothing itself about when it was made.
    refused(&ask(known(&document()), text.as_bytes(), None));
}

#[test]
fn evidence_is_not_asked_for_where_the_key_is_good() {
    let good = with(document(), |d| {
        let method = d["verificationMethod"][0].as_object_mut().unwrap();
        method.remove("revoked");
    });
    is_valid(&ask(known(&good), signed().to_string().as_bytes(), None));
    let another = logged(b"{}", AFTER, Act::CredentialIssue, &stranger());
    is_valid(&ask(
        known(&good),
        signed().to_string().as_bytes(),
        Some(another),
    ));
}

#[test]
fn the_program_takes_evidence_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(
        data.join("did-documents.json"),
        json!([document()]).to_string(),
    )
    .unwrap();
    let badge = signed().to_string();
    fs::write(folder.path().join("badge.json"), &badge).unwrap();
    for (name, at) in [("before.json", BEFORE), ("after.json", AFTER)] {
        let evidence = logged(badge.as_bytes(), at, Act::CredentialIssue, &auditor());
        let text = serde_json::to_vec(&evidence).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
    }
    let run = |more: &[&str], exit: i32| {
        let output = Command::new(env!("CARGO_BIN_EXE_proofmark"))
            .args(["--data", "data", "verify", "badge.json", "--offline"])
            .args(more)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let told = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(exit), "{told}");
        told
    };
    assert!(run(&[], 3).contains("nobody says but the proof"));
    let told = run(&["--inclusion", "before.json"], 0);
    assert!(told.contains("by the issuer's audit log"), "{told}");
    assert!(run(&["--inclusion", "after.json"], 1).starts_with("✗ not valid: issuer's key"));
    let told = run(&["--inclusion", "badge.json"], 2);
    assert!(told.contains("evidence from an audit log"), "{told}");
}
