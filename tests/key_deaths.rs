//! Deaths while keys are changed: at every edge of a change a process that also issues is killed,
//! and its store must have exactly one active key of each kind and no credential by a key that the
//! published documents did not list.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/deployment.rs"]
mod deployment;

use deployment::{caller, issue};
use fail::FailScenario;
use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::records::issuer::{KeyAlgorithm, KeyState};
use proofmark::service::issuers::published_documents;
use proofmark::service::keyring::Keyring;
use proofmark::service::verify::{Question, Verdict};
use proofmark::service::{Actor, Service};
use proofmark::{clock, framework};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

const CHILD: &str = "--as-child";
/// How often each edge is died at.
const ROUNDS: usize = 50;
/// Whatever a change of keys has done before it may die.
const EDGES: [&str; 4] = [
    "keys-drawn",
    "keys-kept",
    "keys-committed",
    "keys-published",
];
const ACTS: [&str; 3] = ["rotate", "compromise", "retire"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mark, folder, act] = arguments.as_slice()
        && mark == CHILD
    {
        child(Path::new(folder), act);
        return ExitCode::SUCCESS;
    }
    let trials = EDGES.map(|edge| {
        Trial::test(format!("dying_at_{edge}"), move || {
            rounds(edge).map_err(Failed::from)
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit_code()
}

/// The deployment, with what it publishes.
fn open(folder: &Path) -> Service {
    let service = deployment::open(folder);
    service.publish_documents().unwrap();
    service
}

/// Issues, and changes keys meanwhile until it dies at the edge that the environment names.
fn child(folder: &Path, act: &str) {
    let service = open(folder);
    service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
    issue(&service).unwrap();
    let scenario = FailScenario::setup();
    let issued = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..3 {
                issue(&service).unwrap();
                issued.fetch_add(1, Ordering::SeqCst);
            }
        });
        while issued.load(Ordering::SeqCst) == 0 {
            std::thread::yield_now();
        }
        let issuer = service.issuer("default").unwrap();
        let active = issuer.active_key().unwrap().verification_method.clone();
        let now = clock::parse_timestamp("2026-01-01T00:00:00Z").unwrap();
        let older = issuer
            .keys
            .iter()
            .find(|key| key.state == KeyState::VerifyOnly);
        let changed = match (act, older) {
            ("compromise", _) => service.compromise_key(&caller(), &active, now),
            ("retire", Some(key)) => service.retire_key(&caller(), &key.verification_method),
            _ => service.rotate_key(&caller(), KeyAlgorithm::Ed25519),
        };
        changed.unwrap();
    });
    scenario.teardown();
}

fn rounds(edge: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let mut deaths = 0;
    for round in 0..ROUNDS {
        let act = ACTS[round % ACTS.len()];
        let status = Command::new(std::env::current_exe().unwrap())
            .arg(CHILD)
            .arg(folder.path())
            .arg(act)
            .env("FAILPOINTS", format!("{edge}=return"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        deaths += usize::from(!status.success());
        check(folder.path()).map_err(|fault| format!("round {round}, {act}: {fault}"))?;
    }
    // Retiring makes no key: it does not pass the first two edges.
    let passing = ROUNDS / ACTS.len();
    match deaths {
        deaths if deaths + passing >= ROUNDS => Ok(()),
        deaths => Err(format!("only {deaths} deaths in {ROUNDS} rounds")),
    }
}

fn check(folder: &Path) -> Result<(), String> {
    // As it was published when the process died.
    let published = published_documents(&folder.join("data"));
    let service = open(folder);
    let issuer = service.issuer("default").unwrap();
    let active = issuer
        .keys
        .iter()
        .filter(|key| key.state == KeyState::Active);
    let active = active.count();
    if active != 1 {
        return Err(format!("{active} active keys"));
    }
    let keyring = Keyring::new(folder.join("keys"));
    for key in &issuer.keys {
        let there = keyring.public(&key.verification_method).is_ok();
        if there != (key.state != KeyState::Retired) {
            return Err(format!(
                "{}: {:?}, {there}",
                key.verification_method, key.state
            ));
        }
    }
    let page = service.credentials("default", None, 1000).unwrap();
    for record in &page.records {
        let method = &record.secured[0].verification_method;
        let listed = published.iter().any(|document| {
            let purpose = proofmark::identity::Purpose::AssertionMethod;
            document.method_for(method, purpose).is_ok()
        });
        if !listed {
            return Err(format!("{method} signed and was not published"));
        }
    }
    // The newest, and those before it by turns, verify as far as their keys count.
    for record in page.records.iter().take(3) {
        let signed = service
            .signed_credential(&record.id, "default", None)
            .unwrap();
        let report = service.verify(&Question::about(signed.bytes)).unwrap();
        let method = &record.secured[0].verification_method;
        let state = issuer.key(method).map(|key| key.state);
        let expected = match state {
            Some(KeyState::Compromised) => Verdict::NotValid,
            _ => Verdict::Valid,
        };
        if report.verdict != expected {
            return Err(format!("{:?} under {state:?}", report.verdict));
        }
    }
    issue(&service)
        .map(|_| ())
        .map_err(|error| error.to_string())
}
