//! Status lists: making one, and serving it.
//!
//! Use: `cargo bench --bench status` (with `--test` everything runs once). Criterion measures a list
//! of 131,072 entries, of which 1 %, 10 % and 50 % are set, from its bits to both signed forms, by
//! way of preflight. Then Markdown rows are printed: answers a second over HTTP on loopback of the
//! service and of a bare handler that gives the same bytes and fields, in turns, and the share of the
//! one in the other (the median over the rounds). The handler is reached once by the connections of
//! the service, which is the comparison of the two and has to stay at 0.8 or more, and once by
//! those of `axum::serve`, which watch over nobody's patience.

#[allow(dead_code, reason = "no bench uses all of it")]
mod support;

use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use criterion::Criterion;
use proofmark::http::{self, Face, Limits};
use proofmark::identity::{IssuerKey, Protection, Signer, Unlock};
use proofmark::jsonld::Contexts;
use proofmark::preflight;
use proofmark::proof::{SecuringPlan, secure_prepared};
use proofmark::service::keyring::Keyring;
use proofmark::service::{Service, ServiceSettings};
use proofmark::status::{Bitstring, ListDocument, MIN_ENTRIES};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

const CLIENTS: usize = 8;
const ROUNDS: usize = 60;
const ENOUGH: f64 = 0.8;

fn main() {
    let once = std::env::args().any(|argument| argument == "--test");
    let mut criterion = Criterion::default().configure_from_args();
    for share in [1, 10, 50] {
        making(&mut criterion, share);
    }
    criterion.final_summary();
    let (rounds, each) = match once {
        true => (1, Duration::from_millis(100)),
        false => (ROUNDS, Duration::from_millis(150)),
    };
    serving(rounds, each);
}

/// A list of which `percent` of the entries are set, spread as draws spread them.
fn bits(percent: u64) -> Bitstring {
    let mut bits = Bitstring::new(MIN_ENTRIES).expect("enough entries");
    for index in 0..MIN_ENTRIES as u64 {
        let drawn = proofmark::digest::sha256_hex(&[&index.to_be_bytes()]);
        let drawn = u64::from_str_radix(&drawn[..8], 16).expect("digits");
        if drawn % 100 < percent {
            bits.set(index, true).expect("an index in the list");
        }
    }
    bits
}

fn making(criterion: &mut Criterion, percent: u64) {
    let key = IssuerKey::for_did_key(&mut Seed);
    let issuer = key.issuer().to_owned();
    let signer: Arc<dyn Signer> = Arc::new(key);
    let bits = bits(percent);
    let list = ListDocument {
        url: "https://school.example/status/revocation-00000000",
        issuer: &issuer,
        purpose: "revocation",
        valid_from: support::CREATED,
        valid_until: support::CREATED + Duration::from_secs(86_400),
        ttl: time::Duration::seconds(3),
        bits: &bits,
    };
    let plans = [SecuringPlan::standard(), SecuringPlan::Enveloped];
    let make = || {
        let prepared = preflight::prepare(list.to_vec(), &issuer, Contexts::on_board());
        let prepared = prepared.expect("a list that passes");
        let processor = support::processor();
        secure_prepared(
            prepared,
            &plans,
            support::CREATED,
            &signer.clone().into(),
            processor,
        )
        .expect("a key that signs")
    };
    let bytes = make()[0].bytes.len();
    criterion.bench_function(
        &format!("make a list, {percent} % set ({bytes} bytes)"),
        |bencher| bencher.iter(|| black_box(make())),
    );
}

/// Bytes that are no secret.
struct Seed;

impl proofmark::id::Rng for Seed {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

fn serving(rounds: usize, each: Duration) {
    let keys = tempfile::tempdir().expect("a folder");
    let (ours, path) = service(&keys);
    let (fields, body) = ask_once(ours, &path);
    let length = body.len();
    let router = bare(&path, &fields, body);
    let beside = listen({
        let (face, router) = (
            face(Service::in_memory(ServiceSettings::default())),
            router.clone(),
        );
        move |listener| async move {
            let served = http::serve_router(listener, router, face, std::future::pending()).await;
            served.expect("the listener holds");
        }
    });
    let plain = listen(move |listener| async move {
        let served = axum::serve(listener, router).await;
        served.expect("the listener holds");
    });
    let servers = [beside, plain, ours];
    let mut measured: Vec<[f64; 5]> = Vec::new();
    for round in 0..rounds {
        // Short turns, each round in another order: whatever else the machine does falls on all.
        let mut rates = [0.0; 3];
        for turn in 0..servers.len() {
            let which = (round + turn) % servers.len();
            rates[which] = rate(servers[which], &path, each);
        }
        let [beside, plain, own] = rates;
        measured.push([own, beside, own / beside, plain, own / plain]);
    }
    let [own, beside, share, plain, of_plain] = [0, 1, 2, 3, 4].map(|which| {
        let mut all: Vec<f64> = measured.iter().map(|one| one[which]).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    });
    let judged = if share >= ENOUGH {
        "reaches"
    } else {
        "**misses**"
    };
    println!("| a status list of {length} bytes, served by | 1/s | the service has of it |");
    println!("| --- | ---: | ---: |");
    println!("| the service | {own:.0} | |");
    println!(
        "| a bare handler on its connections | {beside:.0} | {share:.2} ({judged} {ENOUGH}) |"
    );
    println!("| a bare handler, `axum::serve` | {plain:.0} | {of_plain:.2} |");
}

/// A deployment with one list, and the list's path.
fn service(keys: &tempfile::TempDir) -> (SocketAddr, String) {
    let service = Service::in_memory(ServiceSettings {
        public_url: Some("https://school.example".to_owned()),
        ..ServiceSettings::default()
    });
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let protection = Some(Protection::PlainForDevelopment);
    let opened = service
        .open_issuer(&Keyring::new(keys.path().join("keys")), unlock, protection)
        .expect("an issuer");
    let places = service
        .draw_status_places(&opened.record, &["revocation"])
        .expect("a place");
    let path = places[0].url.replace("https://school.example", "");
    let face = face(service);
    let listener = listen(move |listener| async move {
        let served = http::serve(listener, face, std::future::pending()).await;
        served.expect("the listener holds");
    });
    (listener, path)
}

fn face(service: Service) -> Arc<Face> {
    Arc::new(Face::with_fault_log(
        Arc::new(service),
        Limits::default(),
        |_| {},
    ))
}

/// A handler that gives these bytes and fields and does nothing else.
fn bare(path: &str, fields: &[(String, String)], body: Vec<u8>) -> axum::Router {
    let body = Bytes::from(body);
    let mut headers = axum::http::HeaderMap::new();
    for (name, value) in fields {
        let name: header::HeaderName = name.parse().expect("a field's name");
        headers.insert(name, value.parse().expect("a field's value"));
    }
    let answer = move || std::future::ready((headers.clone(), body.clone()));
    axum::Router::new().route(path, get(answer))
}

/// Serves on a free port, with as many threads for each as there are processors.
fn listen<F: Future<Output = ()>>(
    serve: impl FnOnce(tokio::net::TcpListener) -> F + Send + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    listener.set_nonblocking(true).expect("a socket");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            serve(tokio::net::TcpListener::from_std(listener).expect("a socket")).await;
        });
    });
    address
}

/// Answers a second to clients that each ask again as soon as they are answered.
fn rate(server: SocketAddr, path: &str, each: Duration) -> f64 {
    let (stop, answers) = (AtomicBool::new(false), AtomicU64::new(0));
    thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let mut client = Client::of(server);
                while !stop.load(Ordering::Relaxed) {
                    client.ask(path);
                    answers.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        thread::sleep(each);
        stop.store(true, Ordering::Relaxed);
    });
    answers.into_inner() as f64 / each.as_secs_f64()
}

/// The fields and the body of one answer; those fields that every server writes itself are left
/// out.
fn ask_once(server: SocketAddr, path: &str) -> (Vec<(String, String)>, Vec<u8>) {
    let (mut fields, body) = Client::of(server).ask(path);
    fields.retain(|(name, _)| !["content-length", "date"].contains(&name.as_str()));
    (fields, body)
}

/// One connection that is kept.
struct Client(BufReader<TcpStream>);

impl Client {
    fn of(server: SocketAddr) -> Self {
        let stream = TcpStream::connect(server).expect("a connection");
        stream.set_nodelay(true).expect("a socket");
        Self(BufReader::new(stream))
    }

    fn ask(&mut self, path: &str) -> (Vec<(String, String)>, Vec<u8>) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: school.example\r\n\r\n");
        let stream = self.0.get_mut();
        stream.write_all(request.as_bytes()).expect("a connection");
        let mut line = String::new();
        self.0.read_line(&mut line).expect("an answer");
        assert!(line.starts_with("HTTP/1.1 200"), "{line}");
        let mut fields = Vec::new();
        loop {
            line.clear();
            self.0.read_line(&mut line).expect("a field");
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            fields.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let length = fields.iter().find(|(name, _)| name == "content-length");
        let length = length.and_then(|(_, value)| value.parse().ok());
        let mut body = vec![0; length.expect("a length")];
        self.0.read_exact(&mut body).expect("a body");
        (fields, body)
    }
}
