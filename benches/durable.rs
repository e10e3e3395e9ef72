//! Durable issuance beside the least that durability costs: a bare log that is appended to and
//! synced, with group commit.
//!
//! Use: `cargo bench --bench durable` (with `--test` everything runs once). It prints a Markdown
//! table: commits a second with 1 and with 64 writers, and the share of the bare log's. The two
//! take turns in one folder on one disk, so that what else the machine does falls on both.
//!
//! *store* commits credentials that are signed already: the record with its 6 kB of signed bytes,
//! sealed, its indexes, its place in a status list and its audit entry. *issue* is all that a provider waits for: an assessment of the bundled
//! sample is recorded (one commit), then mapped, checked, signed, verified and committed (another;
//! 24 kB).

use proofmark::audit::{Act, Entry, object};
use proofmark::confidential::LearnerKey;
use proofmark::digest::sha256_hex;
use proofmark::id::{SeededRng, random_uuid, time_ordered_uuid};
use proofmark::identity::{Protection, Unlock};
use proofmark::proof::SecuringPlan;
use proofmark::records::audit;
use proofmark::records::credential::{self, Body, CredentialRecord, MadeFrom, SecuredRecord};
use proofmark::records::status_list::StatusPlace;
use proofmark::service::issue::{Form, IssueRequest};
use proofmark::service::keyring::Keyring;
use proofmark::service::{Actor, Caller, Service, ServiceSettings};
use proofmark::store::{Commit, SledOptions, SledStore, Store};
use proofmark::{assessment, framework};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use time::macros::datetime;

const SIGNED: &[u8] = include_bytes!("badge-6kb.json");
const ROUNDS: usize = 5;
/// The learner of the bundled sample.
const LEARNER: &str = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

fn main() {
    let once = std::env::args().any(|argument| argument == "--test");
    let (rounds, each) = match once {
        true => (1, Duration::from_millis(20)),
        false => (ROUNDS, Duration::from_secs(1)),
    };
    let folder = tempfile::tempdir_in(".").expect("a folder on this disk");
    let log = Log::create(&folder.path().join("log"));
    let store = open(&folder.path().join("store"));
    let issuing = Issuing::new(folder.path());
    let turns = AtomicU64::new(0);

    println!("| writers | bare log, commits/s | store, commits/s | share | issue, credentials/s |");
    println!("| ---: | ---: | ---: | ---: | ---: |");
    for writers in [1, 64] {
        let mut rates = [Vec::new(), Vec::new(), Vec::new()];
        for _ in 0..rounds {
            rates[0].push(rate(writers, each, || log.append(SIGNED)));
            rates[1].push(rate(writers, each, || commit(&store, &turns)));
            rates[2].push(rate(writers, each, || issuing.issue(&turns)));
        }
        let [log, store, issue] = rates.map(median);
        println!(
            "| {writers} | {log:.0} | {store:.0} | {:.2} | {issue:.0} |",
            store / log
        );
    }
}

/// How many times a second `writers` threads together get `work` done.
fn rate(writers: usize, each: Duration, work: impl Fn() + Sync) -> f64 {
    let start = Instant::now();
    let done: u64 = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..writers)
            .map(|_| {
                let work = &work;
                scope.spawn(move || {
                    let mut turns: u64 = 0;
                    while start.elapsed() < each {
                        work();
                        turns += 1;
                    }
                    turns
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|t| t.join().expect("no panic"))
            .sum()
    });
    #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
    let done = done as f64;
    done / start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// An append-only file: whoever finds nobody writing writes for all that wait.
struct Log {
    file: File,
    state: Mutex<State>,
    synced: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<u8>,
    /// The number of the group that is being gathered, and of the last one that is durable.
    gathering: u64,
    durable: u64,
    writing: bool,
}

impl Log {
    fn create(path: &Path) -> Self {
        Self {
            file: File::create(path).expect("a file"),
            state: Mutex::new(State {
                gathering: 1,
                ..State::default()
            }),
            synced: Condvar::new(),
        }
    }

    fn append(&self, record: &[u8]) {
        let mut state = self.lock();
        state.waiting.extend_from_slice(record);
        let mine = state.gathering;
        while state.durable < mine {
            if state.writing {
                state = self
                    .synced
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.writing = true;
            let group = std::mem::take(&mut state.waiting);
            let number = state.gathering;
            state.gathering += 1;
            drop(state);
            (&self.file).write_all(&group).expect("room");
            self.file.sync_data().expect("a disk");
            state = self.lock();
            state.durable = number;
            state.writing = false;
            self.synced.notify_all();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open(path: &Path) -> SledStore {
    SledStore::open(path, &SledOptions::default(), "benchmark").expect("a store")
}

/// Commits a credential as the issue verb does, all but the signing.
fn commit(store: &SledStore, turns: &AtomicU64) {
    let turn = turns.fetch_add(1, Ordering::Relaxed);
    let mut rng = SeededRng::new(turn);
    let later = time::Duration::microseconds(i64::try_from(turn).unwrap_or_default());
    let at = datetime!(2026-11-22 10:00 UTC) + 10 * later;
    let place = credential::place(time_ordered_uuid(at, &mut rng));
    let id = random_uuid(&mut rng).urn().to_string();
    let learner = "6f1c4a52-9d0e-4a7e-8c55-2f0d3b1a9e77";
    let digest = sha256_hex(&[SIGNED]);
    let uuid = time_ordered_uuid(at, &mut rng);
    let entry = Entry::new(
        uuid,
        at,
        "benchmark",
        Act::CredentialIssue,
        object("credential", &id),
    )
    .of_issuer("default")
    .with_digests(vec![digest.clone()]);
    let record = CredentialRecord {
        made_from: Some(MadeFrom {
            assessment: id.clone(),
            assessed_at: Some("2026-11-22T10:00:00Z".to_owned()),
            framework: "49-3091.00".to_owned(),
            framework_version: "v.26.11".to_owned(),
            level: "proficient".to_owned(),
        }),
        id,
        form: "open-badge".to_owned(),
        name: Some("Bicycle Repairers — Proficient".to_owned()),
        learner: Some(learner.to_owned()),
        status: vec![place_of(turn)],
        state: credential::State::Current,
        supersedes: None,
        superseded_by: None,
        entry: Some(entry.hash()),
        resume: None,
        issuer: "default".to_owned(),
        valid_from: Some("2026-11-22T10:00:00Z".to_owned()),
        valid_until: None,
        secured: vec![SecuredRecord {
            proof: "eddsa-rdfc-2022".to_owned(),
            media_type: "application/vc".to_owned(),
            verification_method: "did:key:z6Mk…#z6Mk…".to_owned(),
            created: "2026-11-22T10:00:00Z".to_owned(),
            length: SIGNED.len(),
            digest: Some(digest),
        }],
    };
    let body = Body {
        history: Vec::new(),
        signed: vec![SIGNED.to_vec()],
    };
    let kept = body.seal(&record.id, &LearnerKey::new(&mut rng), &mut rng);
    let commit = credential::create(Commit::new(), &place, &record, &kept, None);
    let commit = audit::append(commit, &entry);
    store.commit(commit).expect("a store").expect("a new id");
}

/// A place in a status list that nobody else has.
fn place_of(turn: u64) -> StatusPlace {
    StatusPlace {
        purpose: "revocation".to_owned(),
        list: u32::try_from(turn >> 17).unwrap_or_default(),
        url: "https://badges.example/status/revocation-0a1b2c3d".to_owned(),
        index: u32::try_from(turn & 0x1_ffff).unwrap_or_default(),
    }
}

/// Whoever issues.
fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

/// A service that issues the sample's badge to one learner after the other.
struct Issuing {
    service: Service,
}

impl Issuing {
    fn new(folder: &Path) -> Self {
        let data = folder.join("data");
        let service =
            Service::open(&data, "benchmark", ServiceSettings::default()).expect("a store");
        let unlock = Unlock {
            passphrase: None,
            plain_allowed: true,
        };
        let keyring = Keyring::new(folder.join("keys"));
        service
            .open_issuer(&keyring, unlock, Some(Protection::PlainForDevelopment))
            .expect("an issuer");
        service
            .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
            .expect("the sample");
        Self { service }
    }

    /// Issues from an assessment of its own.
    fn issue(&self, turns: &AtomicU64) {
        let turn = turns.fetch_add(1, Ordering::Relaxed);
        let sample = String::from_utf8_lossy(assessment::SAMPLE);
        // Each is another learner, as in a cohort: one learner holds few credentials.
        let own = sample
            .replace("Ada Example", &format!("Ada Example {turn}"))
            .replace("ada@example.org", &format!("ada.{turn}@example.org"))
            .replace(LEARNER, &format!("did:example:learner-{turn}"));
        let recorded = self.service.assess(own.as_bytes(), &caller(), None);
        let request = IssueRequest {
            assessment: recorded.expect("the sample").record.id,
            forms: vec![Form::OpenBadge],
            proofs: vec![SecuringPlan::standard()],
            valid_until: None,
            again: false,
            resume: None,
            in_place_of: None,
        };
        let issued = self.service.issue(&request, &caller(), None);
        issued.expect("a credential");
    }
}
