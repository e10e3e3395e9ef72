//! What a restored store knows of the time after its backup: the lists published since, planted
//! and missing ones, learners erased since; and that no bit and no place is ever given back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proofmark::audit::Act;
use proofmark::clock::{Clock, SystemClock};
use proofmark::credential::profile::StatusChoice;
use proofmark::id::OsRng;
use proofmark::identity::{Iterations, Passphrase, Protection, Unlock};
use proofmark::ijson;
use proofmark::proof::SecuringPlan;
use proofmark::records::credential::State;
use proofmark::records::learner;
use proofmark::records::status_list::{self as lists, ListState, StatusPlace};
use proofmark::service::backup::{BackupError, Later, RestoreReport, Restoring, restore};
use proofmark::service::issue::{Form, IssueRequest};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::keyring::Keyring;
use proofmark::service::lifecycle::StatusAct;
use proofmark::service::verify::{Question, Verdict};
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use proofmark::status::StatusList;
use proofmark::store::{Memory, SledOptions, SledStore, Store};
use proofmark::{assessment, framework};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use zeroize::Zeroizing;

const URL: &str = "https://badges.example";

/// The bits that are set in each list, by its address.
type Bits = BTreeMap<String, BTreeSet<u32>>;

/// A deployment that runs over a store, and whose folders are in a place.
struct Run {
    service: Service,
    store: Arc<dyn Store>,
    assessments: Vec<String>,
}

struct Place(TempDir);

fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

fn passphrase() -> Passphrase {
    Passphrase::new(Zeroizing::new(b"right".to_vec())).unwrap()
}

fn start(store: Arc<dyn Store>, data: &Path, keys: &Path) -> Run {
    let settings = ServiceSettings {
        public_url: Some(URL.to_owned()),
        ..ServiceSettings::default()
    };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let service = Service::new(Arc::clone(&store), clock, Box::new(OsRng), settings);
    let service = service.publishing_in(data);
    let passphrase = passphrase();
    let unlock = Unlock {
        passphrase: Some(&passphrase),
        plain_allowed: false,
    };
    let protection = Protection::Passphrase {
        passphrase: &passphrase,
        iterations: Iterations::new(Iterations::FLOOR).unwrap(),
    };
    let opened = service
        .open_issuer(&Keyring::new(keys), unlock, Some(protection))
        .unwrap();
    assert_eq!(opened.locked, None);
    Run {
        service,
        store,
        assessments: Vec::new(),
    }
}

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A deployment that publishes in `old/published`.
    fn start(&self) -> Run {
        fs::create_dir(self.path("old")).unwrap();
        let store: Arc<dyn Store> = Arc::new(Memory::new());
        let mut run = start(store, &self.path("old"), &self.path("keys"));
        run.service
            .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
            .unwrap();
        for name in ["Ada", "Bea", "Cleo", "Dora"] {
            let mut document: Value = serde_json::from_slice(assessment::SAMPLE).unwrap();
            document["learner"] = json!({"name": name, "email": format!("{name}@example.org")});
            let document = document.to_string();
            let recorded = run.service.assess(document.as_bytes(), &caller(), None);
            run.assessments.push(recorded.unwrap().record.id);
        }
        run
    }

    fn back_up(&self, run: &Run) {
        let passphrase = passphrase();
        let protection = Protection::Passphrase {
            passphrase: &passphrase,
            iterations: Iterations::new(Iterations::FLOOR).unwrap(),
        };
        let keyring = Keyring::new(self.path("keys"));
        let out = self.path("backup");
        run.service
            .backup(&Actor::CommandLine, &keyring, protection, &out)
            .unwrap();
    }

    /// Restores into the folder `new`.
    fn restore(&self, later: Later<'_>) -> Result<RestoreReport, BackupError> {
        let passphrase = passphrase();
        let outcome = restore(&Restoring {
            file: &self.path("backup"),
            unlock: Unlock {
                passphrase: Some(&passphrase),
                plain_allowed: false,
            },
            data: &self.path("new"),
            keys: &Keyring::new(self.path("new-keys")),
            later: Some(later),
        });
        outcome.map_err(|error| match error {
            ServiceError::Backup(error) => error,
            other => panic!("{other}"),
        })
    }

    fn restore_published(&self, accept_loss: bool) -> Result<RestoreReport, BackupError> {
        self.restore(Later::Published {
            folder: &self.published(),
            accept_loss,
        })
    }

    fn published(&self) -> PathBuf {
        self.path("old/published")
    }

    /// The deployment over the restored store.
    fn restart(&self) -> Run {
        let data = self.path("new");
        let store = SledStore::open(&data, &SledOptions::default(), "a test").unwrap();
        start(Arc::new(store), &data, &self.path("new-keys"))
    }

    /// The one list file of a purpose among those published.
    fn file(&self, purpose: &str) -> PathBuf {
        let files = fs::read_dir(self.published()).unwrap();
        let mut files = files.map(|file| file.unwrap().path()).filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(purpose) && name.ends_with(".json")
        });
        files.next().unwrap()
    }
}

impl Run {
    /// Issues a credential from the assessment `number`; its id.
    fn issue(&self, number: usize) -> String {
        self.issue_from(&self.assessments[number])
    }

    fn issue_from(&self, assessment: &str) -> String {
        let request = IssueRequest {
            assessment: assessment.to_owned(),
            forms: vec![Form::OpenBadge],
            proofs: SecuringPlan::list(["eddsa-jcs-2022"]).unwrap(),
            valid_until: None,
            again: true,
            resume: None,
            in_place_of: None,
        };
        let issued = self.service.issue(&request, &caller(), None).unwrap();
        issued[0].id.clone()
    }

    fn act(&self, id: &str, act: StatusAct) {
        let acted = self
            .service
            .change_status(id, act, Some("a reason"), &caller());
        assert!(acted.unwrap().changed);
    }

    fn revoke(&self, id: &str) {
        self.act(id, StatusAct::Revoke);
    }

    fn places(&self, id: &str) -> Vec<StatusPlace> {
        self.service.credential(id, "default").unwrap().status
    }

    fn state(&self, id: &str) -> State {
        self.service.credential(id, "default").unwrap().state
    }

    fn publish(&self) {
        let told = self.service.publish_status_lists_at_once().unwrap();
        assert_eq!(told, [] as [String; 0]);
    }

    fn choose(&self, status: StatusChoice) {
        let change = IssuerChange {
            status: Some(status),
            ..IssuerChange::default()
        };
        self.service.change_issuer(&caller(), &change).unwrap();
    }
}

/// The lists that are published in `folder`.
fn bits(folder: &Path) -> Bits {
    let mut bits = Bits::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let json = ijson::parse(&bytes).unwrap();
        let url = json.get("id").unwrap().as_str().unwrap();
        let list = StatusList::read(&json, url).unwrap();
        let set = (0..131_072_u32).filter(|index| list.bits.get(u64::from(*index), 1) == Some(1));
        bits.insert(url.to_owned(), set.collect());
    }
    bits
}

fn covers(later: &Bits, earlier: &Bits) -> bool {
    earlier
        .iter()
        .all(|(url, set)| later.get(url).is_some_and(|later| later.is_superset(set)))
}

/// Asserts that whoever is issued for now gets no place of the lists that were there.
fn check_closed(run: &Run, assessment: &str, before: &Bits) {
    for list in lists::all(run.store.as_ref()).unwrap() {
        assert_eq!(list.state, ListState::Closed, "{}", list.url);
    }
    let new = run.issue_from(assessment);
    for place in run.places(&new) {
        assert!(!before.contains_key(&place.url), "{}", place.url);
    }
}

#[test]
fn what_was_published_after_the_backup_stays_revoked() {
    let place = Place::new();
    let run = place.start();
    let [first, second, third] = [0, 1, 2].map(|number| run.issue(number));
    run.revoke(&first);
    run.publish();
    place.back_up(&run);
    run.revoke(&second);
    let unknown = run.issue(3);
    run.revoke(&unknown);
    run.publish();
    let before = bits(&place.published());
    assert_eq!(before.values().map(BTreeSet::len).sum::<usize>(), 3);

    let report = place.restore_published(false).unwrap();
    let later = &report.later;
    assert_eq!(later.revoked, [second.as_str()]);
    assert_eq!((later.closed, later.unknown), (1, 1));
    assert_eq!(later.left_out, [] as [String; 0]);
    assert!(later.published.is_some() && later.adopted.is_empty());
    assert_eq!(report.faults, [] as [String; 0]);

    let again = place.restart();
    let states = [&first, &second, &third].map(|id| again.state(id));
    assert_eq!(states, [State::Revoked, State::Revoked, State::Current]);
    let history = again
        .service
        .credential_history(&second, "default")
        .unwrap();
    let last = history.last().unwrap();
    assert_eq!(
        (last.act, last.by.as_str()),
        (Act::CredentialRevoke, "proofmark")
    );
    assert!(last.reason.as_ref().unwrap().contains("before the restore"));
    check_closed(&again, &run.assessments[2], &before);
    // Revoking goes on in the old list, and what is published next has all bits.
    again.revoke(&third);
    again.publish();
    let after = bits(&place.path("new/published"));
    assert!(covers(&after, &before));
    assert_eq!(after[&run.places(&third)[0].url].len(), 4);
    // Whoever verifies sees it.
    let signed = again
        .service
        .signed_credential(&second, "default", None)
        .unwrap();
    let report = again
        .service
        .verify(&Question::about(signed.bytes.clone()))
        .unwrap();
    assert_eq!(report.verdict, Verdict::NotValid);
    let checked = again.service.check_audit(&[]).unwrap();
    assert_eq!(checked.faults, []);
}

#[test]
fn with_the_loss_accepted_no_place_is_given_twice() {
    let place = Place::new();
    let run = place.start();
    let first = run.issue(0);
    run.publish();
    place.back_up(&run);
    let second = run.issue(1);
    run.revoke(&first);
    run.publish();
    let before = bits(&place.published());
    let report = place.restore(Later::AcceptLoss).unwrap();
    assert_eq!(
        (report.later.closed, report.later.published.as_ref()),
        (1, None)
    );
    assert_eq!(report.later.unknowns().len(), 4);
    let again = place.restart();
    assert_eq!(again.state(&first), State::Current);
    assert!(again.service.credential(&second, "default").is_err());
    check_closed(&again, &run.assessments[0], &before);
}

#[test]
fn a_list_that_the_backup_does_not_know_is_kept() {
    let place = Place::new();
    let run = place.start();
    let first = run.issue(0);
    run.publish();
    place.back_up(&run);
    run.choose(StatusChoice::Both);
    let second = run.issue(1);
    run.act(&second, StatusAct::Suspend);
    run.publish();
    let before = bits(&place.published());
    assert_eq!(before.len(), 2);
    let report = place.restore_published(false).unwrap();
    let suspension = &run.places(&second)[1];
    assert_eq!(report.later.adopted, [suspension.url.as_str()]);
    assert_eq!((report.later.closed, report.later.unknown), (1, 1));
    let again = place.restart();
    again.publish();
    let after = bits(&place.path("new/published"));
    assert!(covers(&after, &before) && after.len() == 2);
    assert!(after[&suspension.url].contains(&suspension.index));
    assert_eq!(again.state(&first), State::Current);
    check_closed(&again, &run.assessments[0], &before);
    again.choose(StatusChoice::Both);
    let new = again.issue_from(&run.assessments[1]);
    assert!(
        again
            .places(&new)
            .iter()
            .all(|place| !before.contains_key(&place.url))
    );
}

#[test]
fn a_suspension_is_known_by_what_was_said_last() {
    let place = Place::new();
    let run = place.start();
    run.choose(StatusChoice::Suspension);
    let [first, second] = [0, 1].map(|number| run.issue(number));
    run.act(&first, StatusAct::Suspend);
    run.publish();
    place.back_up(&run);
    run.act(&second, StatusAct::Suspend);
    run.publish();
    let report = place.restore_published(false).unwrap();
    assert_eq!(report.later.suspended, [second.as_str()]);
    let again = place.restart();
    for id in [&first, &second] {
        assert_eq!(again.state(id), State::Suspended);
        // It can be ended here as anywhere.
        again.act(id, StatusAct::Reinstate);
    }
    again.publish();
    let after = bits(&place.path("new/published"));
    assert!(after.values().all(BTreeSet::is_empty));
}

/// Asserts that the restore is refused, for this reason, and leaves nothing.
fn check_refused(place: &Place, name: &str, why: &str) {
    let Err(BackupError::Published(reasons)) = place.restore_published(false) else {
        panic!("{name} was not refused");
    };
    let told = |reason: &String| reason.contains(name) && reason.contains(why);
    assert!(reasons.iter().any(told), "{why}: {reasons:?}");
    assert!(!place.path("new").exists() && !place.path("new-keys").exists());
}

#[test]
fn nobody_plants_a_revocation() {
    let place = Place::new();
    let run = place.start();
    let first = run.issue(0);
    run.publish();
    place.back_up(&run);
    run.revoke(&first);
    run.publish();
    let file = place.file("revocation");
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let good = fs::read(&file).unwrap();
    // Another list of bits under the same signature.
    let mut planted: Value = serde_json::from_slice(&good).unwrap();
    let mut all = proofmark::status::Bitstring::new(131_072).unwrap();
    all.set(5, true).unwrap();
    planted["credentialSubject"]["encodedList"] = json!(all.encode());
    fs::write(&file, planted.to_string()).unwrap();
    check_refused(&place, &name, "its signature does not hold");
    // None at all.
    planted.as_object_mut().unwrap().remove("proof");
    fs::write(&file, planted.to_string()).unwrap();
    check_refused(&place, &name, "proof");
    // Somebody else's.
    let mut other: Value = serde_json::from_slice(&good).unwrap();
    other["proof"]["verificationMethod"] = json!("did:web:other.example#key");
    fs::write(&file, other.to_string()).unwrap();
    check_refused(&place, &name, "is no key of did:web:badges.example");
    // No JSON.
    fs::write(&file, &good[..good.len() / 2]).unwrap();
    check_refused(&place, &name, "");
    // With the loss accepted it is left out, and told.
    let report = place.restore_published(true).unwrap();
    assert!(report.later.left_out[0].starts_with(&name));
    assert_eq!(report.later.revoked, [] as [String; 0]);
}

#[test]
fn a_list_of_somebody_else_is_told_and_not_taken() {
    let place = Place::new();
    let run = place.start();
    run.issue(0);
    run.publish();
    place.back_up(&run);
    let foreign = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://other.example/status/1",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:other.example",
        "credentialSubject": {
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": proofmark::status::Bitstring::new(131_072).unwrap().encode(),
        },
    });
    fs::write(place.published().join("other.json"), foreign.to_string()).unwrap();
    fs::write(place.published().join("anything.json"), "{}").unwrap();
    let report = place.restore_published(false).unwrap();
    assert_eq!(report.later.left_out.len(), 1);
    assert!(report.later.left_out[0].contains("did:web:other.example"));
    assert_eq!(report.later.adopted, [] as [String; 0]);
}

#[test]
fn a_list_that_is_missing_is_named() {
    let place = Place::new();
    let run = place.start();
    let first = run.issue(0);
    run.publish();
    place.back_up(&run);
    fs::remove_file(place.file("revocation")).unwrap();
    let url = run.places(&first)[0].url.clone();
    check_refused(&place, &url, "is not there");
    let report = place.restore_published(true).unwrap();
    assert!(report.later.left_out[0].contains(&url));
    let again = place.restart();
    check_closed(
        &again,
        &run.assessments[0],
        &Bits::from([(url, BTreeSet::new())]),
    );
}

#[test]
fn whoever_was_erased_is_erased_again() {
    let place = Place::new();
    let run = place.start();
    let [first, second] = [0, 1].map(|number| run.issue(number));
    run.publish();
    place.back_up(&run);
    let ids = [&first, &second].map(|id| {
        let record = run.service.credential(id, "default").unwrap();
        record.learner.unwrap()
    });
    let wrapped = learner::find(run.store.as_ref(), &ids[0]).unwrap().unwrap();
    let wrapped = wrapped.wrapped.unwrap();
    fs::write(place.published().join("erased.json"), "[1]").unwrap();
    check_refused(&place, "erased.json", "");
    let erased = json!([ids[0], "nobody"]).to_string();
    fs::write(place.published().join("erased.json"), erased).unwrap();
    let report = place.restore_published(false).unwrap();
    assert_eq!(report.later.erased, [ids[0].as_str()]);
    assert!(!is_in(&place.path("new"), wrapped.as_bytes()));
    let again = place.restart();
    let record = learner::find(again.store.as_ref(), &ids[0])
        .unwrap()
        .unwrap();
    assert!(record.wrapped.is_none() && record.known_by.is_empty() && record.erased.is_some());
    let gone = again.service.signed_credential(&first, "default", None);
    assert_eq!(gone.err(), Some(ServiceError::Erased));
    assert!(
        again
            .service
            .signed_credential(&second, "default", None)
            .is_ok()
    );
    // What was issued can still be revoked.
    again.revoke(&first);
}

/// Whether these bytes stand in any file of the folder.
fn is_in(folder: &Path, bytes: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => is_in(&path, bytes),
            false => {
                let content = fs::read(&path).unwrap();
                content.windows(bytes.len()).any(|window| window == bytes)
            }
        }
    })
}
