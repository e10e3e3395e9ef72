//! Checking everything that is kept: a store that nobody touched is sound, and whatever somebody
//! changes in it by hand is found and named.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proofmark::assessment;
use proofmark::clock::{Clock, parse_timestamp};
use proofmark::credential::profile::StatusChoice;
use proofmark::framework;
use proofmark::id::SeededRng;
use proofmark::identity::{Protection, Unlock};
use proofmark::proof::SecuringPlan;
use proofmark::records::api_key::Scope;
use proofmark::records::framework_standing::Standing;
use proofmark::records::idempotency::IdempotencyKey;
use proofmark::records::issuer::KeyAlgorithm;
use proofmark::records::job::Work;
use proofmark::service::frameworks::standing::StandingRequest;
use proofmark::service::fsck::{Fsck, FsckReport};
use proofmark::service::issue::{Form, IssueRequest};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::jobs::JobRequest;
use proofmark::service::keyring::Keyring;
use proofmark::service::lifecycle::{Replacement, StatusAct};
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use proofmark::store::{Commit, Memory, Record, Scan, SledOptions, SledStore, Store};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

const URL: &str = "https://badges.example";
const UNLOCK: Unlock<'static> = Unlock {
    passphrase: None,
    plain_allowed: true,
};

type Records = BTreeMap<Vec<u8>, Vec<u8>>;

/// A clock that goes on by one second whenever it is read.
#[derive(Clone, Default)]
struct Ticking(Arc<AtomicI64>);

impl Clock for Ticking {
    fn now(&self) -> OffsetDateTime {
        let seconds = self.0.fetch_add(1, Ordering::SeqCst);
        parse_timestamp("2026-11-22T10:00:00Z").unwrap() + Duration::seconds(seconds)
    }
}

fn service(store: Arc<dyn Store>, data: Option<&Path>) -> Service {
    let settings = ServiceSettings {
        public_url: Some(URL.to_owned()),
        ..ServiceSettings::default()
    };
    let rng = Box::new(SeededRng::new(1));
    let service = Service::new(store, Arc::new(Ticking::default()), rng, settings);
    match data {
        Some(data) => service.publishing_in(data),
        None => service,
    }
}

fn caller(issuer: &str) -> Caller {
    Caller::new(issuer, Actor::CommandLine)
}

fn assess(service: &Service, issuer: &str, email: &str) -> String {
    let mut document: Value = serde_json::from_slice(assessment::SAMPLE).unwrap();
    let did = format!("did:web:{}", email.replace('@', "."));
    document["learner"] = json!({ "name": "Ada Example", "email": email, "did": did });
    let document = document.to_string();
    let recorded = service.assess(document.as_bytes(), &caller(issuer), None);
    recorded.unwrap().record.id
}

fn request(assessment: &str, proofs: &[&str]) -> IssueRequest {
    IssueRequest {
        assessment: assessment.to_owned(),
        forms: vec![Form::OpenBadge],
        proofs: SecuringPlan::list(proofs.iter().copied()).unwrap(),
        valid_until: None,
        again: false,
        resume: None,
        in_place_of: None,
    }
}

/// Puts something of every kind on record: two issuers, three learners of whom one is erased,
/// credentials in every state, every succession, rotated keys.
fn fill(service: &Service, keyring: &Keyring) {
    let plain = Some(Protection::PlainForDevelopment);
    let opened = service.open_issuer(keyring, UNLOCK, plain).unwrap();
    assert_eq!(opened.locked, None);
    let by = caller("default");
    service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
    later_versions(service);
    let change = IssuerChange {
        status: Some(StatusChoice::Both),
        ..IssuerChange::default()
    };
    service.change_issuer(&by, &change).unwrap();
    let other = service
        .create_issuer(&Actor::CommandLine, "nursing", &IssuerChange::default())
        .unwrap();
    let key = service.create_api_key(&by, vec![Scope::Issue]).unwrap();
    service.create_api_key(&by, vec![Scope::Read]).unwrap();
    service.revoke_api_key(&by, &key.record.id).unwrap();
    let issue = |assessment: &str, proofs: &[&str]| {
        let issued = service.issue(&request(assessment, proofs), &by, None);
        issued.unwrap().remove(0).id
    };
    let act = |id: &str, act: StatusAct| {
        let acted = service.change_status(id, act, Some("as asked"), &by);
        assert!(acted.unwrap().changed);
    };
    let first = assess(service, "default", "first@example.org");
    let second = assess(service, "default", "second@example.org");
    let third = assess(service, "default", "third@example.org");
    let fourth = assess(service, "default", "fourth@example.org");
    let fifth = assess(service, "default", "fifth@example.org");
    let corrected = issue(&first, &["eddsa-jcs-2022"]);
    service.rotate_key(&by, KeyAlgorithm::Ed25519).unwrap();
    let replacement = Replacement {
        reason: Some("a wrong date".to_owned()),
        ..Replacement::default()
    };
    let renewed = service
        .reissue(&corrected, &replacement, &by, None)
        .unwrap()
        .remove(0)
        .id;
    service.renew(&renewed, &replacement, &by, None).unwrap();
    service.seal_audit().unwrap();
    service.add_es256_key(&by).unwrap();
    let suspended = issue(&second, &["eddsa-rdfc-2022", "vc-jwt"]);
    act(&suspended, StatusAct::Suspend);
    let back = issue(&third, &["eddsa-jcs-2022"]);
    act(&back, StatusAct::Suspend);
    act(&back, StatusAct::Reinstate);
    act(&back, StatusAct::Suspend);
    act(&back, StatusAct::Revoke);
    let idempotency = IdempotencyKey {
        caller: "command-line",
        key: "a",
    };
    let badge = request(&fourth, &["eddsa-jcs-2022"]);
    service.issue(&badge, &by, Some(idempotency)).unwrap();
    issue(&fifth, &["eddsa-jcs-2022"]);
    let nurse = assess(service, &other.profile.slug, "first@example.org");
    let badge = request(&nurse, &["eddsa-jcs-2022"]);
    service.issue(&badge, &caller("nursing"), None).unwrap();
    let erased = service.assessment(&third, "default").unwrap();
    let learner = erased.learner.unwrap();
    service.erase_learners(&by, &[learner]).unwrap();
    long_work(service, &[&renewed, &suspended]);
    service.tend_at_last().unwrap();
    // Two entries stay open.
    service.create_api_key(&by, vec![Scope::Read]).unwrap();
    assess(service, "default", "sixth@example.org");
}

/// A job that is over, and one that nobody has begun.
fn long_work(service: &Service, credentials: &[&String]) {
    let work = |reason: Option<&str>| JobRequest {
        id: service.new_job_id(),
        work: Work::Reinstate,
        reason: reason.map(str::to_owned),
        items: credentials.iter().map(|id| (*id).clone()).collect(),
    };
    let by = caller("default");
    service.begin_job(&work(None), &by).unwrap();
    while service.go_on_with_jobs().unwrap() {}
    service.begin_job(&work(Some("later")), &by).unwrap();
}

/// Two more versions of the framework: one superseded, one withdrawn.
fn later_versions(service: &Service) {
    let mut export: Value = serde_json::from_slice(framework::SAMPLE).unwrap();
    let mut version = |name: &str| {
        export["framework"]["version"] = json!(name);
        let export = export.to_string();
        let imported = service.import_framework(export.as_bytes(), None, &Actor::CommandLine);
        imported.unwrap().framework.id()
    };
    let successor = framework::ler_me::import(framework::SAMPLE).unwrap().id();
    let standings = [
        (version("v.26.05"), Standing::Superseded),
        (version("draft"), Standing::Withdrawn),
    ];
    for (framework, state) in standings {
        let request = StandingRequest {
            framework,
            state,
            successor: Some(successor.clone()),
            reason: Some("as asked".to_owned()),
        };
        let done = service.set_framework_standing(&request, &Actor::CommandLine);
        assert_eq!(done.unwrap().state, state);
    }
}

fn records(store: &dyn Store) -> Records {
    let mut records = Records::new();
    let mut scan = Scan::prefix("").limit(1000);
    loop {
        let page = store.scan(&scan).unwrap();
        records.extend(
            page.records
                .into_iter()
                .map(|Record { key, value }| (key, value)),
        );
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return records,
        }
    }
}

/// A store with something of every kind in it, its keys and what was published.
struct House {
    records: Records,
    folder: TempDir,
    /// Whether what was published is looked at too.
    published: bool,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Memory::new());
        let keyring = Keyring::new(folder.path().join("keys"));
        let service = service(Arc::clone(&store), Some(folder.path()));
        fill(&service, &keyring);
        let records = records(store.as_ref());
        Self {
            records,
            folder,
            published: false,
        }
    }

    fn keyring(&self) -> Keyring {
        Keyring::new(self.folder.path().join("keys"))
    }

    /// A service over these records, with its keys where it is to have them.
    fn over(&self, records: &Records, keys: bool) -> Service {
        let store: Arc<dyn Store> = Arc::new(Memory::new());
        let put = |commit: Commit, (key, value): (&Vec<u8>, &Vec<u8>)| {
            commit.put(key.clone(), value.clone())
        };
        let commit = records.iter().fold(Commit::new(), put);
        store.commit(commit).unwrap().unwrap();
        let data = self.published.then_some(self.folder.path());
        let service = service(store, data);
        if keys {
            // What cannot be unlocked in a damaged store is told by the check.
            let _ = service.unlock_to_check(&self.keyring(), UNLOCK);
        }
        service
    }

    fn check(&self, records: &Records, keys: bool) -> FsckReport {
        let keyring = self.keyring();
        let how = Fsck {
            signatures: false,
            keyring: Some(&keyring),
            held: &[],
        };
        self.over(records, keys).check_everything(&how).unwrap()
    }

    /// The keys of this kind.
    fn keys(&self, kind: &str) -> Vec<Vec<u8>> {
        let prefix = format!("{kind}/").into_bytes();
        let keys = self.records.keys();
        keys.filter(|key| key.starts_with(&prefix) || **key == kind.as_bytes())
            .cloned()
            .collect()
    }

    fn kinds(&self) -> BTreeSet<String> {
        let kind = |key: &Vec<u8>| {
            let kind = key.split(|byte| *byte == b'/').next().unwrap();
            String::from_utf8(kind.to_vec()).unwrap()
        };
        self.records.keys().map(kind).collect()
    }
}

fn told(report: &FsckReport) -> Vec<String> {
    report.faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_store_that_nobody_touched_is_sound() {
    let mut house = House::new();
    house.published = true;
    let keyring = house.keyring();
    let how = Fsck {
        signatures: true,
        keyring: Some(&keyring),
        held: &[],
    };
    let service = house.over(&house.records, true);
    let report = service.check_everything(&how).unwrap();
    assert_eq!(told(&report), [""; 0]);
    assert_eq!(report.unchecked, [""; 0]);
    assert!(report.signatures >= 7, "{}", report.signatures);
    assert_eq!(
        report.records.values().sum::<u64>(),
        house.records.len() as u64
    );
    assert_eq!(report.records["credential"], 8);
    // Without keys it says what it did not look at.
    let report = house.check(&house.records, false);
    assert_eq!(told(&report), [""; 0]);
    assert_eq!(report.unchecked.len(), 1, "{:?}", report.unchecked);
    // An empty store is sound too.
    let empty = Service::in_memory(ServiceSettings::default());
    assert!(empty.check_everything(&Fsck::default()).unwrap().is_sound());
}

/// Of each kind every record, one after the other: taken away, and cut in two.
#[test]
fn no_record_can_be_taken_away_or_cut_unseen() {
    let house = House::new();
    let mut unseen = Vec::new();
    let mut tried = 0;
    for kind in house.kinds() {
        // What happened to be asked is forgotten with who is erased: nobody counts it.
        // That the register is whole is found out anew.
        let may_go = [
            "idempotency",
            "framework-policy",
            "learner-erased",
            "register-complete",
        ];
        let all = house.keys(&kind);
        for key in all.iter().step_by(1 + all.len() / 8) {
            let name = String::from_utf8_lossy(key);
            let mut without = house.records.clone();
            without.remove(key);
            let mut cut = house.records.clone();
            let half = cut[key].len() / 2;
            cut.get_mut(key).unwrap().truncate(half);
            for (how, records) in [("gone", without), ("cut", cut)] {
                if how == "gone" && may_go.contains(&kind.as_str()) {
                    continue;
                }
                tried += 1;
                let report = house.check(&records, true);
                if report.is_sound() {
                    unseen.push(format!("{name} {how}"));
                }
            }
        }
    }
    assert_eq!(unseen, [""; 0]);
    assert!(tried >= 60, "{tried}");
}

/// A record in the place of another of its kind.
#[test]
fn no_two_records_can_be_swapped_unseen() {
    let house = House::new();
    let mut unseen = Vec::new();
    let mut tried = 0;
    for kind in house.kinds() {
        if ["learner-erased", "erasure-pending"].contains(&kind.as_str()) {
            continue;
        }
        let keys = house.keys(&kind);
        for pair in keys.windows(2).take(6) {
            if house.records[&pair[0]] == house.records[&pair[1]] {
                continue;
            }
            let mut records = house.records.clone();
            records.insert(pair[0].clone(), house.records[&pair[1]].clone());
            records.insert(pair[1].clone(), house.records[&pair[0]].clone());
            tried += 1;
            if house.check(&records, true).is_sound() {
                unseen.push(String::from_utf8_lossy(&pair[0]).into_owned());
            }
        }
    }
    assert_eq!(unseen, [""; 0]);
    assert!(tried >= 30, "{tried}");
}

/// The members of a record's JSON, changed by hand, whatever stands behind them.
fn edited(value: &[u8], has_body: bool, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let (record, body) = match has_body {
        true => {
            let length = u32::from_be_bytes(value[..4].try_into().unwrap()) as usize;
            value[4..].split_at(length)
        }
        false => (value, [].as_slice()),
    };
    let mut json: Value = serde_json::from_slice(&record[1..]).unwrap();
    change(&mut json);
    let record = [&record[..1], json.to_string().as_bytes()].concat();
    match has_body {
        true => {
            let length = u32::try_from(record.len()).unwrap().to_be_bytes();
            [length.as_slice(), &record, body].concat()
        }
        false => record,
    }
}

/// Every member of every record of these kinds, taken away or given another value.
#[test]
fn what_a_record_says_cannot_be_changed_unseen() {
    let house = House::new();
    type Kind = (&'static str, bool, &'static [&'static str]);
    let kinds: [Kind; 8] = [
        (
            "framework-standing",
            false,
            &["framework", "state", "entry"],
        ),
        (
            "credential",
            true,
            &[
                "id",
                "form",
                "assessment",
                "issuer",
                "learner",
                "status",
                "state",
                "supersedes",
                "superseded_by",
                "entry",
                "secured",
            ],
        ),
        ("assessment", true, &["id", "digest", "issuer", "learner"]),
        (
            "learner",
            false,
            &["id", "issuer", "wrapped", "known_by", "erased", "entry"],
        ),
        ("issuer", false, &["profile", "keys", "entry"]),
        (
            "status-list",
            false,
            &[
                "number", "name", "issuer", "slug", "purpose", "url", "entry",
            ],
        ),
        ("api-key", false, &["id", "issuer", "entry"]),
        ("deployment", false, &["audit_key", "deployment_key"]),
    ];
    let mut unseen = Vec::new();
    let mut tried = 0;
    for (kind, has_body, members) in kinds {
        for key in house.keys(kind).iter().take(3) {
            for member in members {
                for taken_away in [true, false] {
                    let mut changed = true;
                    let value = edited(&house.records[key], has_body, |json| {
                        let members = json.as_object_mut().unwrap();
                        changed = match (members.get_mut(*member), taken_away) {
                            (None, _) => false,
                            // What is not there means this.
                            (Some(value), true) if *value == "current" || *value == json!([]) => {
                                false
                            }
                            // Nobody else knows when exactly.
                            (Some(_), false) if *member == "erased" => false,
                            (Some(_), true) => members.remove(*member).is_some(),
                            (Some(value), false) => alter(value),
                        };
                    });
                    if !changed {
                        continue;
                    }
                    tried += 1;
                    let mut records = house.records.clone();
                    records.insert(key.clone(), value);
                    if house.check(&records, true).is_sound() {
                        let name = String::from_utf8_lossy(key);
                        unseen.push(format!("{name}: {member}, taken away: {taken_away}"));
                    }
                }
            }
        }
    }
    assert_eq!(unseen, [""; 0]);
    assert!(tried >= 60, "{tried}");
}

/// Another value of the same shape; `false` where there is none.
fn alter(value: &mut Value) -> bool {
    match value {
        Value::String(text) if text == "current" => *text = "revoked".to_owned(),
        Value::String(text) if ["revoked", "suspended"].contains(&text.as_str()) => {
            *text = "current".to_owned();
        }
        Value::String(text) => {
            let last = text.pop();
            text.push(if last == Some('0') { '1' } else { '0' });
        }
        Value::Number(number) => *value = json!(number.as_u64().unwrap() + 1),
        Value::Array(all) if all.is_empty() => return false,
        Value::Array(all) => {
            all.pop();
        }
        Value::Object(members) => {
            let name = ["id", "did", "slug"]
                .into_iter()
                .find(|name| members.contains_key(*name));
            return name.is_some_and(|name| alter(&mut members[name]));
        }
        Value::Null | Value::Bool(_) => return false,
    }
    true
}

/// Bits of places, sealed bodies, keys of unknown kinds.
#[test]
fn bits_and_bodies_cannot_be_changed_unseen() {
    let house = House::new();
    let mut cases: Vec<(String, Records)> = Vec::new();
    for key in house.keys("taken") {
        let mut records = house.records.clone();
        records.get_mut(&key).unwrap()[0] ^= 1;
        let name = String::from_utf8_lossy(&key).into_owned();
        cases.push((format!("the bit at {name}"), records));
    }
    for kind in ["credential", "assessment"] {
        for key in house.keys(kind) {
            let mut records = house.records.clone();
            let value = records.get_mut(&key).unwrap();
            let last = value.len() - 1;
            value[last] ^= 1;
            let name = String::from_utf8_lossy(&key).into_owned();
            cases.push((format!("the end of {name}"), records));
        }
    }
    for key in ["audit-logs", "credentials/1", "x", "audit-log/1", "audit/1"] {
        let mut records = house.records.clone();
        records.insert(key.as_bytes().to_vec(), b"\x01{}".to_vec());
        cases.push((key.to_owned(), records));
    }
    assert!(cases.len() > 20, "{}", cases.len());
    // A credential that was suspended before it was revoked may say so still.
    let mut unseen = Vec::new();
    for (name, records) in cases {
        if house.check(&records, true).is_sound() {
            unseen.push(name);
        }
    }
    assert!(unseen.len() <= 2, "{unseen:?}");
    assert!(
        unseen.iter().all(|name| name.contains("taken")),
        "{unseen:?}"
    );
}

/// The bytes of the files in `folder`, by their paths below it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(below) = folders.pop() {
        for file in std::fs::read_dir(below).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    files
}

fn write_all(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

const SMALL: SledOptions = SledOptions {
    cache_bytes: 1 << 20,
    spare_bytes: 0,
};

/// The files of a store on disk with something of every kind in it.
fn on_disk(house: &House) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let store = SledStore::open(folder.path(), &SMALL, "a test").unwrap();
    let put =
        |commit: Commit, (key, value): (&Vec<u8>, &Vec<u8>)| commit.put(key.clone(), value.clone());
    let records: Vec<_> = house.records.iter().collect();
    for some in records.chunks(8) {
        let commit = some.iter().copied().fold(Commit::new(), put);
        store.commit(commit).unwrap().unwrap();
    }
    drop(store);
    files(folder.path())
}

/// The store in `folder` with everything that can be read of it, where it is sound.
fn read_anew(house: &House, folder: &Path) -> Result<(FsckReport, Records), String> {
    let store = SledStore::open(folder, &SMALL, "a test").map_err(|error| error.to_string())?;
    let store: Arc<dyn Store> = Arc::new(store);
    let service = service(Arc::clone(&store), None);
    let _ = service.unlock_to_check(&house.keyring(), UNLOCK);
    let keyring = house.keyring();
    let how = Fsck {
        signatures: false,
        keyring: Some(&keyring),
        held: &[],
    };
    let report = service.check_everything(&how);
    let report = report.map_err(|error| error.to_string())?;
    let kept = match report.is_sound() {
        true => records(store.as_ref()),
        false => Records::new(),
    };
    Ok((report, kept))
}

/// One bit of the store's files is flipped, in many places: it is refused, or what is wrong is
/// named, or nothing is different.
#[test]
fn a_flipped_bit_never_gives_a_sound_store_with_something_else_in_it() {
    let house = House::new();
    let files = on_disk(&house);
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &files);
    let (report, kept) = read_anew(&house, folder.path()).unwrap();
    assert_eq!(told(&report), [""; 0]);
    assert!(
        kept == house.records,
        "a copy of the files is another store"
    );
    let total: usize = files.values().map(Vec::len).sum();
    let (mut refused, mut named, mut unaffected) = (0, 0, 0);
    let mut different = Vec::new();
    for round in 0..300 {
        let mut at = (round * 2 + 1) * total / 600;
        let mut changed = files.clone();
        let (name, bytes) = changed
            .iter_mut()
            .find(|(_, bytes)| {
                let inside = at < bytes.len();
                at -= if inside { 0 } else { bytes.len() };
                inside
            })
            .unwrap();
        bytes[at] ^= 1 << (round % 8);
        let place = format!("byte {at} of {name}");
        let folder = tempfile::tempdir().unwrap();
        write_all(folder.path(), &changed);
        match read_anew(&house, folder.path()) {
            Err(_) => refused += 1,
            Ok((report, _)) if !report.is_sound() => named += 1,
            Ok((_, kept)) if kept == house.records => unaffected += 1,
            Ok(_) => different.push(place),
        }
    }
    println!("refused {refused}, named {named}, unaffected {unaffected}");
    assert_eq!(different, [""; 0]);
}

/// A service whose audit log was changed while it was off neither issues nor changes anything.
#[test]
fn nothing_is_added_to_a_broken_log() {
    let house = House::new();
    let mut records = house.records.clone();
    let last = house.keys("audit-entries").pop().unwrap();
    let bundle = records.get_mut(&last).unwrap();
    let at = bundle.len() - 10;
    bundle[at] ^= 1;
    let service = house.over(&records, false);
    let opened = service.open_issuer(&house.keyring(), UNLOCK, None).unwrap();
    let why = opened.locked.unwrap();
    assert!(why.contains("audit log"), "{why}");
    assert!(service.can_sign("default").is_err());
    let by = caller("default");
    let refused = service.assess(assessment::SAMPLE, &by, None);
    assert!(matches!(refused, Err(ServiceError::Key(_))), "{refused:?}");
    let page = service.credentials("default", None, 100).unwrap();
    let current = page.records.iter().find(|one| one.superseded_by.is_none());
    let id = &current.unwrap().id;
    let badge = request("x", &["eddsa-jcs-2022"]);
    assert!(service.issue(&badge, &by, None).is_err());
    let revoked = service.change_status(id, StatusAct::Revoke, Some("why"), &by);
    assert!(matches!(revoked, Err(ServiceError::Key(_))), "{revoked:?}");
    // As it was before, it does.
    let service = house.over(&house.records, false);
    let opened = service.open_issuer(&house.keyring(), UNLOCK, None).unwrap();
    assert_eq!(opened.locked, None);
    assert!(service.assess(assessment::SAMPLE, &by, None).is_ok());
}

/// Files that are no store, or part of one, are refused or named.
#[test]
fn garbage_is_never_a_sound_store() {
    let house = House::new();
    let files = on_disk(&house);
    let (largest, bytes) = files.iter().max_by_key(|(_, bytes)| bytes.len()).unwrap();
    let mut cases: Vec<(String, Vec<u8>)> = vec![
        ("empty".to_owned(), Vec::new()),
        ("zeros".to_owned(), vec![0; bytes.len()]),
        ("ones".to_owned(), vec![0xff; bytes.len()]),
    ];
    for length in (4096..bytes.len()).step_by((bytes.len() / 40).max(4096) & !4095) {
        cases.push((format!("cut at {length}"), bytes[..length].to_vec()));
    }
    let mut wrong = Vec::new();
    let (mut refused, mut named, mut unaffected) = (0, 0, 0);
    for (name, garbage) in cases {
        let folder = tempfile::tempdir().unwrap();
        let mut changed = files.clone();
        changed.insert(largest.clone(), garbage);
        write_all(folder.path(), &changed);
        match read_anew(&house, folder.path()) {
            Err(_) => refused += 1,
            Ok((report, _)) if !report.is_sound() => named += 1,
            Ok((_, kept)) if kept == house.records => unaffected += 1,
            Ok(_) => wrong.push(format!("{name}: something else is sound")),
        }
    }
    println!("refused {refused}, named {named}, unaffected {unaffected}");
    assert_eq!(wrong, [""; 0]);
}

/// Whatever else is wrong, the first bad entry of the audit log is told first.
#[test]
fn the_first_bad_entry_of_the_log_is_told_first() {
    let house = House::new();
    let bundle = house.keys("audit-entries").remove(0);
    let places: Vec<usize> = {
        let bytes = &house.records[&bundle];
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        ends.map(|(place, _)| place).collect()
    };
    for number in [0, 3, 7, places.len() - 1] {
        let mut records = house.records.clone();
        let value = records.get_mut(&bundle).unwrap();
        let digit = value[..places[number]].iter().rposition(u8::is_ascii_digit);
        value[digit.unwrap()] ^= 1;
        records.insert(b"a-first-key".to_vec(), b"x".to_vec());
        let first = house.check(&records, true).faults.remove(0);
        assert_eq!(first.entry, Some(number as u64), "{first}");
    }
    // Somebody holds a checkpoint of more than there is.
    let held: Value = {
        let last = house.keys("audit-checkpoint").pop().unwrap();
        serde_json::from_slice(&house.records[&last][1..]).unwrap()
    };
    let mut records = house.records.clone();
    records.retain(|key, _| !key.starts_with(b"audit-"));
    let how = Fsck {
        held: &[held["checkpoint"].as_str().unwrap()],
        ..Fsck::default()
    };
    let report = house.over(&records, true).check_everything(&how).unwrap();
    assert_eq!(report.faults[0].entry, Some(0), "{}", report.faults[0]);
}

/// What lies beside the store: published lists and key files.
#[test]
fn published_lists_and_key_files_are_compared() {
    let mut house = House::new();
    house.published = true;
    let published = house.folder.path().join("published");
    let lists = |end: &str| -> Vec<std::path::PathBuf> {
        let files = std::fs::read_dir(&published).unwrap();
        let paths = files.map(|file| file.unwrap().path());
        paths
            .filter(|path| path.to_string_lossy().ends_with(end))
            .filter(|path| !path.ends_with("erased.json"))
            .collect()
    };
    let mut damaged = 0;
    for path in lists(".json").into_iter().chain(lists(".jwt")) {
        let before = std::fs::read(&path).unwrap();
        let mut changed = before.clone();
        let at = match path.extension().is_some_and(|end| end == "jwt") {
            true => changed.len() - 20,
            false => {
                let proof = changed.windows(12).position(|it| it == b"\"proofValue\"");
                proof.unwrap() + 40
            }
        };
        changed[at] = if changed[at] == b'x' { b'y' } else { b'x' };
        std::fs::write(&path, changed).unwrap();
        assert!(!house.check(&house.records, true).is_sound(), "{path:?}");
        std::fs::write(&path, before).unwrap();
        damaged += 1;
    }
    assert!(damaged >= 4, "{damaged}");
    // An older store than the one that was published from.
    let mut records = house.records.clone();
    for key in house.keys("taken") {
        records.get_mut(&key).unwrap()[0] = 0;
    }
    let report = house.check(&records, true);
    let revoked = |fault: &String| fault.contains("was published as revoked");
    assert!(told(&report).iter().any(revoked), "{:?}", told(&report));
    // A key that nobody knows.
    let stranger = proofmark::identity::IssuerKey::for_did_key(&mut SeededRng::new(9));
    let made = parse_timestamp("2026-11-22T10:00:00Z").unwrap();
    let plain = Protection::PlainForDevelopment;
    house.keyring().create(&stranger, made, plain).unwrap();
    let report = house.check(&house.records, true);
    assert_eq!(report.faults.len(), 1, "{:?}", told(&report));
    assert!(report.faults[0].detail.contains("is not on record"));
}
