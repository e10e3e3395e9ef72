//! People's data: nothing of it stands in the store's files in clear, everything is given out, and
//! nothing is left of it after erasing, whenever a process dies.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
#[path = "support/deployment.rs"]
mod deployment;

use deployment::caller;
use fail::FailScenario;
use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::proof::SecuringPlan;
use proofmark::records::idempotency::IdempotencyKey;
use proofmark::records::learner::LearnerRecord;
use proofmark::service::erasure::published_erasures;
use proofmark::service::issue::{Form, IssueRequest};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::learners::KnownBy;
use proofmark::service::lifecycle::StatusAct;
use proofmark::service::verify::{Question, Verdict};
use proofmark::service::{Actor, Caller, Service, ServiceError};
use proofmark::store::{Scan, SledOptions, SledStore, Store};
use proofmark::{assessment, framework};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

const CHILD: &str = "--as-child";
/// How often each edge is died at.
const ROUNDS: usize = 50;
const EDGES: [&str; 3] = ["erase.committed", "erase.rewritten", "erase.published"];

const NAME: &str = "Planted Qwyzzle-Name";
const EMAIL: &str = "planted.qwyzzle@example.org";
const DID: &str = "did:example:plantedqwyzzle";
const EVIDENCE: &str = "planted qwyzzle narrative";
const REASON: &str = "planted qwyzzle reason";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mark, folder, id] = arguments.as_slice()
        && mark == CHILD
    {
        let service = open(Path::new(folder));
        let scenario = FailScenario::setup();
        let _ = service.erase_learners(&caller(), std::slice::from_ref(id));
        scenario.teardown();
        return ExitCode::SUCCESS;
    }
    let tests: [(&str, fn()); 4] = [
        (
            "nothing_stands_in_clear_and_nothing_is_left",
            nothing_is_left,
        ),
        ("everything_is_given_out", everything_is_given_out),
        (
            "two_with_one_address_and_other_issuers",
            found_and_not_found,
        ),
        ("who_comes_again_is_new", who_comes_again_is_new),
    ];
    let mut trials: Vec<Trial> = tests
        .into_iter()
        .map(|(name, test)| {
            Trial::test(name, move || {
                test();
                Ok(())
            })
        })
        .collect();
    trials.extend(EDGES.map(|edge| {
        Trial::test(format!("dying_at_{edge}"), move || {
            rounds(edge).map_err(Failed::from)
        })
    }));
    // A child that was just begun holds whatever is open here: one at a time.
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The deployment, with the sample framework.
fn open(folder: &Path) -> Service {
    let service = deployment::open(folder);
    service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
    service
}

fn assess(
    service: &Service,
    caller: &Caller,
    name: &str,
    email: &str,
    did: Option<&str>,
) -> String {
    let mut document: Value = serde_json::from_slice(assessment::SAMPLE).unwrap();
    document["learner"] = json!({ "name": name, "email": email });
    if let Some(did) = did {
        document["learner"]["did"] = json!(did);
    }
    document["ratings"][0]["evidence"] =
        json!([{ "url": "https://workshop.example/1", "narrative": EVIDENCE }]);
    let text = document.to_string();
    let recorded = service.assess(text.as_bytes(), caller, None).unwrap();
    recorded.record.id
}

fn issue(service: &Service, assessment: &str, key: Option<&str>) -> (String, Vec<u8>) {
    let request = IssueRequest {
        assessment: assessment.to_owned(),
        forms: vec![Form::OpenBadge],
        proofs: SecuringPlan::list(["eddsa-jcs-2022"]).unwrap(),
        valid_until: None,
        again: false,
        resume: None,
        in_place_of: None,
    };
    let key = key.map(|key| IdempotencyKey { caller: "a", key });
    let issued = service.issue(&request, &caller(), key).unwrap();
    (issued[0].id.clone(), issued[0].bytes.clone())
}

fn by_email(service: &Service, email: &str) -> Vec<String> {
    let known_by = KnownBy {
        id: None,
        email: Some(email.to_owned()),
    };
    service.find_learners(&caller(), &known_by).unwrap()
}

/// Whatever is in any file below `folder`, save blocks of zeros: room that is held in reserve.
fn bytes_below(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        match path.is_dir() {
            true => all.extend(bytes_below(&path)),
            false => {
                let bytes = std::fs::read(path).unwrap();
                let blocks = bytes.chunks(ZEROS.len());
                let blocks = blocks.filter(|block| **block != ZEROS);
                all.extend(blocks.flatten());
            }
        }
    }
    all
}

const ZEROS: [u8; 4096] = [0; 4096];

fn holds(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

/// Everything under keys with this prefix.
fn values(folder: &Path, prefix: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    values_in(&store_in(folder), prefix)
}

fn store_in(folder: &Path) -> SledStore {
    let data = folder.join("data");
    SledStore::open(&data, &SledOptions::default(), "a test").unwrap()
}

fn values_in(store: &SledStore, prefix: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let page = store.scan(&Scan::prefix(prefix).limit(1000)).unwrap();
    let records = page.records.into_iter();
    records.map(|record| (record.key, record.value)).collect()
}

/// The bytes that must be gone of the learner `id`: of the wrapped key, and of what is sealed.
fn secrets_of(folder: &Path, id: &str) -> Vec<Vec<u8>> {
    let store = store_in(folder);
    let record = values_in(&store, &format!("learner/{id}")).remove(0).1;
    let record: LearnerRecord = serde_json::from_slice(&record[1..]).unwrap();
    let wrapped = record.wrapped.unwrap();
    let mut secrets = vec![
        URL_SAFE_NO_PAD.decode(&wrapped).unwrap(),
        wrapped.into_bytes(),
    ];
    secrets.extend(record.known_by.into_iter().map(String::into_bytes));
    for (kind, index) in [("assessment", "assessed"), ("credential", "held")] {
        let own = values_in(&store, &format!("{index}/{id}/"));
        for (key, value) in values_in(&store, &format!("{kind}/")) {
            if own.iter().any(|(_, place)| *place == key) {
                // The last bytes of the sealed body.
                secrets.push(value[value.len() - 48..].to_vec());
            }
        }
    }
    secrets
}

const PLANTED: [&str; 6] = [NAME, EMAIL, DID, EVIDENCE, REASON, "qwyzzle"];

fn nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let service = open(folder);
    let first = assess(&service, &caller(), NAME, EMAIL, Some(DID));
    let other = assess(&service, &caller(), "Bob", "bob@example.org", None);
    let (gone, kept_bytes) = issue(&service, &first, Some("a key"));
    let (stays, others_bytes) = issue(&service, &other, Some("another key"));
    let act = StatusAct::Revoke;
    let (revoked, _) = {
        let second = assess(&service, &caller(), &format!("{NAME} B"), EMAIL, Some(DID));
        issue(&service, &second, None)
    };
    let reason = Some(REASON);
    service
        .change_status(&revoked, act, reason, &caller())
        .unwrap();
    service.tend_at_last().unwrap();
    let id = by_email(&service, EMAIL).remove(0);
    let bob = by_email(&service, "bob@example.org").remove(0);
    drop(service);

    let secrets = secrets_of(folder, &id);
    assert!(secrets.len() >= 8, "{}", secrets.len());
    let others = secrets_of(folder, &bob);
    let data = folder.join("data");
    let before = bytes_below(&data);
    for planted in PLANTED {
        assert!(!holds(&before, planted.as_bytes()), "{planted} in clear");
    }
    // The first is the wrapped key as bytes; it is kept as text.
    for (number, secret) in secrets.iter().enumerate().skip(1) {
        assert!(holds(&before, secret), "secret {number} is not found");
    }
    assert_eq!(values(folder, "idempotency/").len(), 2);

    let service = open(folder);
    let record_before = service.credential(&gone, "default").unwrap();
    let erased = service
        .erase_learners(&caller(), std::slice::from_ref(&id))
        .unwrap();
    let counts = (
        erased[0].already,
        erased[0].assessments,
        erased[0].credentials,
    );
    assert_eq!(counts, (false, 2, 2));
    // While the process still runs, and afterwards.
    let check = || {
        let after = bytes_below(&data);
        for secret in &secrets {
            assert!(
                !holds(&after, secret),
                "{}",
                String::from_utf8_lossy(secret)
            );
        }
        for planted in PLANTED {
            assert!(!holds(&after, planted.as_bytes()), "{planted} is left");
        }
        after
    };
    check();
    assert!(published_erasures(&data.join("published")).contains(&id));
    let again = service
        .erase_learners(&caller(), std::slice::from_ref(&id))
        .unwrap();
    assert!(again[0].already);

    // Reading tells that it was erased; lists, records and places in lists stay.
    let erased = Err(ServiceError::Erased);
    assert_eq!(service.assessment(&first, "default").map(drop), erased);
    let signed = service.signed_credential(&gone, "default", None);
    assert_eq!(signed.map(drop), erased);
    assert_eq!(service.export_learner(&caller(), &id).map(drop), erased);
    assert!(by_email(&service, EMAIL).is_empty());
    assert_eq!(service.credential(&gone, "default").unwrap(), record_before);
    assert_eq!(
        service
            .credentials("default", None, 10)
            .unwrap()
            .records
            .len(),
        3
    );

    // Whoever holds the file still can show it, until it is revoked.
    let verdict = |bytes: &[u8]| {
        let question = Question::about(bytes.to_vec());
        service.verify(&question).unwrap().verdict
    };
    assert_eq!(verdict(&kept_bytes), Verdict::Valid);
    let acted = service
        .change_status(&gone, act, Some("late"), &caller())
        .unwrap();
    assert!(acted.changed);
    service.tend_at_last().unwrap();
    assert_eq!(verdict(&kept_bytes), Verdict::NotValid);

    // Others are as they were.
    let bobs = service.signed_credential(&stays, "default", None).unwrap();
    assert_eq!(bobs.bytes, others_bytes);
    assert_eq!(verdict(&others_bytes), Verdict::Valid);
    drop(service);
    let after = check();
    assert!(holds(&after, &others[1]), "the other learner's key is gone");
    assert_eq!(values(folder, "idempotency/").len(), 1);
    assert_eq!(values(folder, "erasure-pending/").len(), 0);
}

fn everything_is_given_out() {
    let folder = tempfile::tempdir().unwrap();
    let service = open(folder.path());
    let first = assess(&service, &caller(), NAME, EMAIL, Some(DID));
    let (credential, bytes) = issue(&service, &first, None);
    let act = StatusAct::Revoke;
    service
        .change_status(&credential, act, Some(REASON), &caller())
        .unwrap();
    let id = by_email(&service, EMAIL).remove(0);
    // Before and after the log is sealed.
    for sealed in [false, true] {
        if sealed {
            service.tend_at_last().unwrap();
        }
        let export = service.export_learner(&caller(), &id).unwrap();
        let text = export.to_string();
        for planted in PLANTED {
            assert!(text.contains(planted), "{planted}");
        }
        assert_eq!(export["learner"]["id"], json!(id));
        assert_eq!(export["assessments"][0]["id"], json!(first));
        let secured = &export["credentials"][0]["secured"][0];
        assert_eq!(secured["document"].as_str().unwrap().as_bytes(), bytes);
        let acts: Vec<&str> = export["audit"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["act"].as_str().unwrap())
            .collect();
        let mut expected = vec!["assessment-record", "credential-issue", "credential-revoke"];
        if sealed {
            expected.push("learner-export");
        }
        assert_eq!(acts, expected);
    }
}

fn found_and_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let service = open(folder.path());
    let change = IssuerChange::default();
    service
        .create_issuer(&Actor::CommandLine, "nursing", &change)
        .unwrap();
    let nursing = Caller::new("nursing", Actor::CommandLine);
    let shared = "family@example.org";
    assess(&service, &caller(), "Ada", shared, Some("did:example:ada"));
    assess(&service, &caller(), "Bob", shared, Some("did:example:bob"));
    assert_eq!(by_email(&service, shared).len(), 2);
    assert_eq!(by_email(&service, " Family@Example.org ").len(), 2);
    assert_eq!(by_email(&service, "nobody@example.org").len(), 0);
    let known_by = KnownBy {
        id: Some("did:example:ada".to_owned()),
        email: None,
    };
    let ada = service.find_learners(&caller(), &known_by).unwrap();
    assert_eq!(ada.len(), 1);
    assert!(
        service
            .find_learners(&nursing, &known_by)
            .unwrap()
            .is_empty()
    );
    let hidden = |result: Result<(), ServiceError>| {
        assert!(
            matches!(result, Err(ServiceError::NotFound { .. })),
            "{result:?}"
        );
    };
    hidden(service.export_learner(&nursing, &ada[0]).map(drop));
    hidden(service.erase_learners(&nursing, &ada).map(drop));
    let some_unknown = [ada[0].clone(), "nobody".to_owned()];
    hidden(service.erase_learners(&caller(), &some_unknown).map(drop));
    service.export_learner(&caller(), &ada[0]).unwrap();
    service.erase_learners(&caller(), &ada).unwrap();
    let left = by_email(&service, shared);
    assert_eq!(left.len(), 1);
    assert_ne!(left[0], ada[0]);
    service.export_learner(&caller(), &left[0]).unwrap();
}

fn who_comes_again_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let service = open(folder.path());
    let first = assess(&service, &caller(), NAME, EMAIL, Some(DID));
    let ids = by_email(&service, EMAIL);
    service.erase_learners(&caller(), &ids).unwrap();
    let second = assess(&service, &caller(), NAME, EMAIL, Some(DID));
    assert_ne!(first, second);
    let again = by_email(&service, EMAIL);
    assert_eq!(again.len(), 1);
    assert_ne!(again, ids);
    issue(&service, &second, None);
    let export = service.export_learner(&caller(), &again[0]).unwrap();
    assert_eq!(export["assessments"].as_array().unwrap().len(), 1);
}

fn rounds(edge: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let service = open(folder);
    let other = assess(&service, &caller(), "Bob", "bob@example.org", None);
    let (stays, bytes) = issue(&service, &other, None);
    drop(service);
    for round in 0..ROUNDS {
        let service = open(folder);
        let held = assess(&service, &caller(), NAME, EMAIL, Some(DID));
        issue(&service, &held, Some(&format!("round {round}")));
        let id = by_email(&service, EMAIL).remove(0);
        drop(service);
        let secrets = secrets_of(folder, &id);
        let status = Command::new(std::env::current_exe().unwrap())
            .arg(CHILD)
            .arg(folder)
            .arg(&id)
            .env("FAILPOINTS", format!("{edge}=return"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        if status.success() {
            return Err(format!("round {round}: it did not die"));
        }
        let service = open(folder);
        let told = service.tend().unwrap();
        let fault = |what: &str| Err(format!("round {round}: {what}, {told:?}"));
        if !by_email(&service, EMAIL).is_empty() {
            return fault("the learner is still found");
        }
        let listed = published_erasures(&folder.join("data").join("published"));
        if !listed.contains(&id) {
            return fault("it is not published");
        }
        if service.assessment(&held, "default").err() != Some(ServiceError::Erased) {
            return fault("the assessment can be read");
        }
        let kept = service.signed_credential(&stays, "default", None).unwrap();
        if kept.bytes != bytes {
            return fault("another learner's credential was changed");
        }
        drop(service);
        let all = bytes_below(&folder.join("data"));
        if secrets.iter().any(|secret| holds(&all, secret)) {
            return fault("something is left");
        }
        if !values(folder, "erasure-pending/").is_empty()
            || !values(folder, "idempotency/").is_empty()
        {
            return fault("it is not finished");
        }
    }
    Ok(())
}
