//! Honest verifications beside hostile ones: how much of their rate is left.
//!
//! Use: `cargo bench --bench hostile` (with `--test` everything runs once). It prints a Markdown
//! table: honest verifications a second over HTTP on loopback, alone and beside 32 hostile requests
//! at once, of each kind and mixed. Alone and beside take turns, so that what else the machine does
//! falls on both; the share is the median over the rounds. It has to stay at 0.6 or more.
//!
//! The hostile requests come from one address, each honest client has its own, and no limit of rates
//! helps. The last row is of an attack from 32 addresses at once: there nobody can be told from an
//! honest client but by what he sends, so it is told and not judged. Clients and server share the
//! machine: what the hostile clients themselves compute counts against us.

#[allow(dead_code, reason = "no bench uses all of it")]
mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use proofmark::http::{self, Face, Limits};
use proofmark::identity::did_key;
use proofmark::proof::Cryptosuite;
use proofmark::service::{Fetching, Service, ServiceSettings, resolver};
use serde_json::{Value, json};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use support::forms;
use support::{BADGE, Prover, Securing};

const HONEST: usize = 8;
const HOSTILE: usize = 32;
const ROUNDS: usize = 5;
const ENOUGH: f64 = 0.6;

/// What bombs inflate to.
const INFLATED: usize = 64 << 20;

fn main() {
    let once = std::env::args().any(|argument| argument == "--test");
    let (rounds, each) = match once {
        true => (1, Duration::from_millis(100)),
        false => (ROUNDS, Duration::from_secs(1)),
    };
    let server = serve();
    let prover = Prover::new();
    let honest = request(
        &secured(&prover, &support::document(BADGE)),
        "application/json",
    );
    assert!(ask(server, &honest).contains("\"verdict\":\"valid\""));

    let kinds = kinds(&prover);
    for (name, attacks) in &kinds[..kinds.len() - 1] {
        for attack in attacks {
            attack.must_be_refused(name, server);
        }
    }
    println!(
        "| beside {HOSTILE} hostile requests | honest alone, 1/s | honest beside, 1/s | hostile, 1/s | share |"
    );
    println!("| --- | ---: | ---: | ---: | ---: |");
    let one = kinds
        .iter()
        .map(|(name, attacks)| (*name, attacks, Whence::One));
    let mixed = kinds.last().into_iter();
    let many = mixed.map(|(_, attacks)| ("mixed, from 32 addresses", attacks, Whence::Many));
    for (name, attacks, whence) in one.chain(many) {
        let mut measured: Vec<[f64; 4]> = Vec::new();
        for _ in 0..rounds {
            let (alone, _) = rates(server, &honest, &[], whence, each);
            let (beside, hostile) = rates(server, &honest, attacks, whence, each);
            measured.push([alone, beside, hostile, beside / alone]);
        }
        let [alone, beside, hostile, share] =
            [0, 1, 2, 3].map(|which| median(measured.iter().map(|one| one[which]).collect()));
        let judged = match (whence, share >= ENOUGH) {
            (Whence::Many, _) => "not judged by",
            (Whence::One, true) => "reaches",
            (Whence::One, false) => "**misses**",
        };
        println!(
            "| {name} | {alone:.0} | {beside:.0} | {hostile:.0} | {share:.2} ({judged} {ENOUGH}) |"
        );
    }
}

/// A deployment with all its usual limits but that of rates, which may fetch from loopback.
fn serve() -> SocketAddr {
    let fetching = Fetching {
        insecure_loopback: true,
        ..Fetching::default()
    };
    let service = Service::in_memory(ServiceSettings::default()).fetching_with(resolver(&fetching));
    let limits = Limits {
        verify_rate: 0,
        trusted_proxies: vec!["127.0.0.1/32".parse().expect("a network")],
        ..Limits::default()
    };
    let face = Arc::new(Face::with_fault_log(Arc::new(service), limits, |_| {}));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    listener.set_nonblocking(true).expect("a socket");
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
            let served = http::serve(listener, face, std::future::pending()).await;
            served.expect("the listener holds");
        });
    });
    address
}

/// Honest and hostile requests a second.
fn rates(
    server: SocketAddr,
    honest: &[u8],
    attacks: &[Attack],
    whence: Whence,
    each: Duration,
) -> (f64, f64) {
    let stop = AtomicBool::new(false);
    let (good, bad) = (AtomicU64::new(0), AtomicU64::new(0));
    thread::scope(|scope| {
        let places = if attacks.is_empty() { 0 } else { HOSTILE };
        for place in 0..places {
            let (stop, bad) = (&stop, &bad);
            let attack = &attacks[place % attacks.len()];
            let address = match whence {
                Whence::One => "203.0.113.1".to_owned(),
                Whence::Many => format!("203.0.113.{place}"),
            };
            scope.spawn(move || attack.from(&address).go_on(server, stop, bad));
        }
        // What the hostile ones begin with is over.
        thread::sleep(each / 4);
        for place in 0..HONEST {
            let (stop, good) = (&stop, &good);
            let honest = from_address(honest, &format!("198.51.100.{place}"));
            scope.spawn(move || {
                let mut client = Client::of(server);
                while !stop.load(Ordering::Relaxed) {
                    let answer = client.ask(&honest).expect("an honest request is answered");
                    assert!(answer.contains("\"verdict\":\"valid\""), "{answer}");
                    good.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let before = bad.load(Ordering::Relaxed);
        let start = Instant::now();
        thread::sleep(each);
        let seconds = start.elapsed().as_secs_f64();
        let counted = [
            good.load(Ordering::Relaxed),
            bad.load(Ordering::Relaxed) - before,
        ];
        stop.store(true, Ordering::Relaxed);
        #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
        let [good, bad] = counted.map(|count| count as f64 / seconds);
        (good, bad)
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A connection that is kept.
struct Client {
    server: SocketAddr,
    stream: Option<TcpStream>,
}

impl Client {
    fn of(server: SocketAddr) -> Self {
        Self {
            server,
            stream: None,
        }
    }

    /// Sends a request and reads the whole answer.
    fn ask(&mut self, request: &[u8]) -> io::Result<String> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.server)?;
                stream.set_nodelay(true)?;
                stream
            }
        };
        stream.write_all(request)?;
        let answer = read_answer(&mut stream)?;
        if !answer.contains("connection: close") {
            self.stream = Some(stream);
        }
        Ok(answer)
    }
}

fn read_answer(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 << 10];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if length.is_some_and(|length: usize| body.len() >= length) {
                return Ok(text.into_owned());
            }
        }
        match stream.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

fn ask(server: SocketAddr, request: &[u8]) -> String {
    Client::of(server).ask(request).expect("an answer")
}

/// A request to verify `body`.
fn request(body: &[u8], media_type: &str) -> Vec<u8> {
    let head = format!(
        "POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media_type}\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Whence an attack comes.
#[derive(Clone, Copy)]
enum Whence {
    One,
    Many,
}

/// The same request, as a proxy hands it on for `address`.
fn from_address(request: &[u8], address: &str) -> Vec<u8> {
    let host = b"Host: localhost\r\n";
    let place = request
        .windows(host.len())
        .position(|bytes| bytes == host)
        .expect("every request has a host");
    let (before, after) = request.split_at(place);
    let field = format!("X-Forwarded-For: {address}\r\n");
    [before, field.as_bytes(), after].concat()
}

/// What one hostile client does again and again.
enum Attack {
    /// Sends this and waits for the answer.
    Request(Vec<u8>),
    /// Sends this head, and then a byte a second.
    Slow(Vec<u8>),
}

impl Attack {
    fn from(&self, address: &str) -> Self {
        match self {
            Attack::Request(request) => Attack::Request(from_address(request, address)),
            Attack::Slow(head) => Attack::Slow(from_address(head, address)),
        }
    }

    fn go_on(&self, server: SocketAddr, stop: &AtomicBool, count: &AtomicU64) {
        let mut client = Client::of(server);
        while !stop.load(Ordering::Relaxed) {
            match self {
                // A connection that the server closed is opened again.
                Attack::Request(request) => {
                    let _ = client.ask_until(request, stop);
                }
                Attack::Slow(head) => {
                    let _ = trickle(server, head, stop);
                }
            }
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// An attack that is not understood is none.
    fn must_be_refused(&self, name: &str, server: SocketAddr) {
        if let Attack::Request(request) = self {
            let answer = ask(server, request);
            assert!(
                !answer.contains("\"verdict\":\"valid\""),
                "{name}: {answer}"
            );
            if std::env::var_os("SHOW").is_some() {
                eprintln!("{name}: {}", answer.chars().take(700).collect::<String>());
            }
        }
    }
}

impl Client {
    /// The same, but nobody waits for an answer that comes when all is over.
    fn ask_until(&mut self, request: &[u8], stop: &AtomicBool) -> io::Result<()> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => TcpStream::connect(self.server)?,
        };
        stream.set_read_timeout(Some(Duration::from_millis(100)))?;
        stream.write_all(request)?;
        while !stop.load(Ordering::Relaxed) {
            let mut first = [0; 1];
            match stream.peek(&mut first) {
                Ok(0) => return Ok(()),
                Ok(_) => {
                    stream.set_read_timeout(None)?;
                    let answer = read_answer(&mut stream)?;
                    if !answer.contains("connection: close") {
                        self.stream = Some(stream);
                    }
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn trickle(server: SocketAddr, head: &[u8], stop: &AtomicBool) -> io::Result<()> {
    let mut stream = TcpStream::connect(server)?;
    stream.write_all(head)?;
    let mut next = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        if next <= Instant::now() {
            stream.write_all(b" ")?;
            next += Duration::from_secs(1);
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// Makes the attacks of one kind.
type Making<'m> = Box<dyn Fn() -> Vec<Attack> + 'm>;

/// Every kind of attack, and all of them mixed.
fn kinds(prover: &Prover) -> Vec<(&'static str, Vec<Attack>)> {
    let silent = silent_server();
    let lists = list_server(prover);
    let mebibytes = vec![b' '; INFLATED];
    let slow = b"POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n";
    let make: Vec<(&'static str, Making<'_>)> = vec![
        (
            "poisoned graphs",
            Box::new(|| vec![json_request(&poisoned())]),
        ),
        (
            "inflating pictures",
            Box::new(|| vec![file_request(&png_bomb(&mebibytes))]),
        ),
        (
            "inflating PDF",
            Box::new(|| vec![file_request(&forms::pdf(&mebibytes))]),
        ),
        (
            "inflating status lists",
            Box::new(|| vec![json_request(&with_status(prover, lists))]),
        ),
        (
            "credentials that name silent servers",
            Box::new(|| vec![json_request(&named(silent))]),
        ),
        (
            "5 MiB of nested arrays",
            Box::new(|| vec![json_request(&deep()), json_request(&wide())]),
        ),
        (
            "bodies of one byte a second",
            Box::new(|| vec![Attack::Slow(slow.to_vec())]),
        ),
    ];
    let mixed = make.iter().flat_map(|(_, attacks)| attacks()).collect();
    let mut kinds: Vec<_> = make.iter().map(|(name, make)| (*name, make())).collect();
    kinds.push(("all of them mixed", mixed));
    kinds
}

fn json_request(body: &[u8]) -> Attack {
    Attack::Request(request(body, "application/json"))
}

fn file_request(body: &[u8]) -> Attack {
    Attack::Request(request(body, "application/octet-stream"))
}

fn secured(prover: &Prover, document: &[u8]) -> Vec<u8> {
    let how = Securing::DataIntegrity(&[Cryptosuite::EddsaRdfc2022]);
    prover.prove(how, document).expect("the document is sound")
}

fn badge() -> Value {
    serde_json::from_slice(&support::document(BADGE)).expect("JSON")
}

/// A clique of blank nodes (RDFC-1.0, section 7.1).
fn poisoned() -> Vec<u8> {
    let mut badge = badge();
    let near = json!({"near": {"@id": "https://example.org/near", "@type": "@id"}});
    badge["@context"]
        .as_array_mut()
        .expect("an array")
        .push(near);
    let names: Vec<String> = (0..16).map(|number| format!("_:b{number}")).collect();
    let clique = names.iter().map(|own| {
        let others: Vec<&String> = names.iter().filter(|name| *name != own).collect();
        json!({"id": own, "near": others})
    });
    badge["credentialSubject"]["near"] = clique.collect();
    badge["proof"] = json!({
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": did_key::verification_method(&support::key().verifying_key()),
        "created": "2026-10-05T09:00:00Z", "proofPurpose": "assertionMethod",
        "proofValue": proofmark::proof::ed25519::to_multibase(&[7; 64]),
    });
    badge.to_string().into_bytes()
}

/// A picture whose credential inflates without end.
fn png_bomb(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    let packed = encoder.finish().expect("memory");
    forms::png_with(&[&b"openbadgecredential\0\x01\0\0\0"[..], &packed].concat())
}

/// A badge of an issuer whose document is to be had from a server that never answers.
fn named(silent: SocketAddr) -> Vec<u8> {
    let mut badge: Value =
        serde_json::from_slice(&secured(&Prover::new(), &support::document(BADGE))).expect("JSON");
    let issuer = format!("http://{silent}/issuer");
    badge["issuer"]["id"] = json!(issuer);
    badge["proof"]["verificationMethod"] = json!(format!("{issuer}#key"));
    badge.to_string().into_bytes()
}

/// A badge with an entry in a status list that inflates without end.
fn with_status(prover: &Prover, lists: SocketAddr) -> Vec<u8> {
    let mut badge = badge();
    badge["credentialStatus"] = json!({
        "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "7", "statusListCredential": format!("http://{lists}/list"),
    });
    secured(prover, badge.to_string().as_bytes())
}

/// Arrays in arrays.
fn deep() -> Vec<u8> {
    vec![b'['; 5 << 20]
}

/// Arrays beside arrays, in a badge.
fn wide() -> Vec<u8> {
    let mut badge = badge().to_string();
    badge.pop();
    badge.push_str(",\"arrays\":[[]");
    while badge.len() < (5 << 20) - 8 {
        badge.push_str(",[]");
    }
    badge.push_str("]}");
    badge.into_bytes()
}

/// A server that takes connections and says nothing.
fn silent_server() -> SocketAddr {
    server(|stream| {
        let _ = stream.read_to_end(&mut Vec::new());
    })
}

/// A server with one status list credential.
fn list_server(prover: &Prover) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; INFLATED]).expect("memory");
    let packed = encoder.finish().expect("memory");
    let list = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": format!("http://{address}/list"),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did_key::did(&support::key().verifying_key()),
        "validFrom": "2026-10-05T09:00:00Z",
        "credentialSubject": {
            "id": format!("http://{address}/list#list"), "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": format!("u{}", URL_SAFE_NO_PAD.encode(packed)),
        },
    });
    let list = secured(prover, list.to_string().as_bytes());
    answering(listener, move |stream| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/vc\r\nContent-Length: {}\r\n\
             Cache-Control: max-age=3600\r\nConnection: close\r\n\r\n",
            list.len()
        );
        let mut heard = [0; 4096];
        let _ = stream.read(&mut heard);
        let _ = stream.write_all(&[head.as_bytes(), &list].concat());
    });
    address
}

fn server(serve: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    answering(listener, serve);
    address
}

fn answering(listener: TcpListener, serve: impl Fn(&mut TcpStream) + Send + Sync + 'static) {
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let serve = Arc::clone(&serve);
            thread::spawn(move || serve(&mut stream));
        }
    });
}
