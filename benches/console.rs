//! The console's list of credentials: its first page with 100,000 credentials on record against the
//! same page with as many as it shows, and with none.
//!
//! Use: `cargo bench --bench console` (with `--test` on few records, once). The records are written
//! straight into a store on disk, with bodies of some ten kilobytes as signed credentials have them;
//! then both pages are asked for in turns, through the router, by somebody who is signed in. The
//! medians and their ratio are printed.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use proofmark::clock::SystemClock;
use proofmark::http::{Face, Limits, router};
use proofmark::id::{SeededRng, random_uuid, time_ordered_uuid};
use proofmark::identity::{Protection, Unlock};
use proofmark::records::api_key::Scope;
use proofmark::records::credential::{self, CredentialRecord};
use proofmark::service::keyring::Keyring;
use proofmark::service::{Actor, Caller, Service, ServiceSettings};
use proofmark::store::{Commit, SledOptions, SledStore, Store};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use time::macros::datetime;
use tower::ServiceExt;

/// How many credentials there are.
const MANY: usize = 100_000;
/// How many stand on a page.
const SHOWN: usize = 25;
/// How many bytes the signed documents of each have.
const BODY: usize = 10_000;
/// How many are written at once.
const TOGETHER: usize = 500;
/// How often each page is asked for.
const ROUNDS: usize = 400;
/// What the ratio may be.
const ENOUGH: f64 = 2.0;

/// A deployment with its face, and somebody who is signed in.
struct Desk {
    router: Router,
    cookie: String,
    _folder: tempfile::TempDir,
}

fn main() {
    let once = std::env::args().any(|argument| argument == "--test");
    let (many, rounds) = if once { (200, 3) } else { (MANY, ROUNDS) };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let empty = Desk::with(&runtime, 0);
    let few = Desk::with(&runtime, SHOWN);
    let begun = Instant::now();
    let full = Desk::with(&runtime, many);
    println!(
        "{many} credentials written in {:.0} s",
        begun.elapsed().as_secs_f64()
    );
    for (name, path) in [
        ("first page", "/console/credentials"),
        (
            "first page of those that are valid",
            "/console/credentials?state=current",
        ),
        (
            "search that finds nothing",
            "/console/credentials?text=nothing+of+the+kind",
        ),
    ] {
        let mut times: [Vec<Duration>; 3] = Default::default();
        for _ in 0..rounds {
            times[0].push(runtime.block_on(empty.ask(path)));
            times[1].push(runtime.block_on(few.ask(path)));
            times[2].push(runtime.block_on(full.ask(path)));
        }
        let [none, few, all] = times.map(|mut times| {
            times.sort();
            times[times.len() / 2].as_secs_f64() * 1e3
        });
        let (of_few, of_none) = (all / few, all / none);
        let judged = if of_none <= ENOUGH {
            ""
        } else {
            " **more than twice**"
        };
        println!(
            "| {name} | {none:.2} ms with none | {few:.2} ms with {SHOWN} | {all:.2} ms with {many} | \
             {of_few:.2} of the page with {SHOWN}, {of_none:.2} of the empty one{judged} |"
        );
    }
}

impl Desk {
    fn with(runtime: &tokio::runtime::Runtime, many: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        let options = SledOptions::default();
        let store = SledStore::open(&data, &options, "a bench").expect("a store");
        let store: Arc<dyn Store> = Arc::new(store);
        fill(store.as_ref(), many);
        let service = Service::new(
            Arc::clone(&store),
            Arc::new(SystemClock),
            Box::new(SeededRng::new(5)),
            ServiceSettings::default(),
        );
        let service = open(service, folder.path());
        let caller = Caller::new("default", Actor::CommandLine);
        let key = service
            .create_api_key(&caller, vec![Scope::Admin])
            .expect("a key");
        let face = Face::with_fault_log(Arc::new(service), Limits::default(), |_| {});
        let router = router(Arc::new(face));
        let cookie = runtime.block_on(sign_in(&router, &key.token));
        let desk = Self {
            router,
            cookie,
            _folder: folder,
        };
        // The first look finds that the register is whole.
        runtime.block_on(desk.ask("/console/credentials"));
        desk
    }

    /// Asks for a page; how long it took.
    async fn ask(&self, path: &str) -> Duration {
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookie);
        let request = request.body(Body::empty()).expect("a request");
        let begun = Instant::now();
        let reply = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        assert_eq!(reply.status(), 200, "{path}");
        let body = axum::body::to_bytes(reply.into_body(), usize::MAX).await;
        assert!(!body.expect("a page").is_empty());
        begun.elapsed()
    }
}

fn open(service: Service, folder: &Path) -> Service {
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let plain = Some(Protection::PlainForDevelopment);
    let keyring = Keyring::new(folder.join("keys"));
    service
        .open_issuer(&keyring, unlock, plain)
        .expect("an issuer");
    service
}

/// Signs in by the key; the cookie.
async fn sign_in(router: &Router, key: &str) -> String {
    let request = Request::post("/sign-in")
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("key={key}")))
        .expect("a request");
    let reply = router.clone().oneshot(request).await.expect("an answer");
    let cookie = reply.headers().get(header::SET_COOKIE).expect("a session");
    let cookie = cookie.to_str().expect("visible characters");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// Writes so many credentials, each a second after the one before.
fn fill(store: &dyn Store, many: usize) {
    let rng = &mut SeededRng::new(3);
    let body = vec![7; BODY];
    let mut written = 0;
    while written < many {
        let mut commit = Commit::new();
        for _ in 0..TOGETHER.min(many - written) {
            let at = datetime!(2026-01-01 0:00 UTC) + Duration::from_secs(written as u64);
            let record = record(&random_uuid(rng).to_string(), written);
            let place = credential::place(time_ordered_uuid(at, rng));
            commit = credential::create(commit, &place, &record, &body, None);
            written += 1;
        }
        store.commit(commit).expect("a store").expect("no conflict");
    }
}

fn record(uuid: &str, number: usize) -> CredentialRecord {
    let state = match number % 20 {
        0 => "revoked",
        1 => "suspended",
        _ => "current",
    };
    serde_json::from_value(json!({
        "id": format!("urn:uuid:{uuid}"),
        "form": "open-badge",
        "name": "Industrial Machinery Mechanics: Proficient",
        "assessment": format!("assessment-{number}"),
        "framework": "49-3041.00",
        "framework_version": "v.26.11",
        "level": "proficient",
        "issuer": "default",
        "learner": format!("learner-{}", number / 3),
        "valid_from": "2026-01-01T00:00:00Z",
        "state": state,
        "secured": [],
    }))
    .expect("a record")
}
