//! Servers on loopback that answer as they are told, well or badly, with and without TLS; names
//! and a clock to go with them.
#![allow(dead_code, reason = "no target uses all of it")]

use proofmark::clock::Clock;
use proofmark::resolver::Names;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use time::OffsetDateTime;
use time::macros::datetime;

/// A server on loopback, and what it was asked.
pub struct Server {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
}

/// A connection to a client.
pub trait Conversation: Read + Write {
    /// The socket below.
    fn socket(&self) -> &TcpStream;
}

impl Conversation for TcpStream {
    fn socket(&self) -> &TcpStream {
        self
    }
}

impl Conversation for StreamOwned<ServerConnection, TcpStream> {
    fn socket(&self) -> &TcpStream {
        &self.sock
    }
}

impl Server {
    /// Hands every connection to `serve`.
    pub fn raw(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        Self::at("127.0.0.1:0", serve)
    }

    /// The same, at a given address.
    pub fn at(address: &str, serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            connections: Arc::default(),
            heads: Arc::default(),
        };
        let connections = Arc::clone(&server.connections);
        let serve = Arc::new(serve);
        thread::spawn(move || {
            for stream in listener.incoming() {
                connections.fetch_add(1, Ordering::SeqCst);
                let (serve, stream) = (Arc::clone(&serve), stream.unwrap());
                thread::spawn(move || serve(stream));
            }
        });
        server
    }

    /// Answers each request, whose head `answer` gets, without TLS.
    pub fn http(answer: impl Fn(&str, &mut dyn Conversation) + Send + Sync + 'static) -> Self {
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let kept = Arc::clone(&heads);
        let mut server = Self::raw(move |mut stream| converse(&mut stream, &kept, &answer));
        server.heads = heads;
        server
    }

    /// The same with TLS.
    pub fn https(
        tls: ServerConfig,
        answer: impl Fn(&str, &mut dyn Conversation) + Send + Sync + 'static,
    ) -> Self {
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let kept = Arc::clone(&heads);
        let tls = Arc::new(tls);
        let mut server = Self::raw(move |stream| {
            let connection = ServerConnection::new(Arc::clone(&tls)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            converse(&mut stream, &kept, &answer);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        });
        server.heads = heads;
        server
    }

    /// Always the same JSON document.
    pub fn json(body: &'static str) -> Self {
        Self::http(move |_, stream| {
            answer(stream, "200 OK", &["Content-Type: application/json"], body);
        })
    }

    /// One that must not be reached.
    pub fn canary() -> Self {
        Self::json("{}")
    }

    /// `http://127.0.0.1:{port}{path}`
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The heads of all requests, in order.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn converse(
    stream: &mut dyn Conversation,
    heads: &Mutex<Vec<String>>,
    answer: &(impl Fn(&str, &mut dyn Conversation) + ?Sized),
) {
    if let Ok(head) = read_head(stream) {
        heads.lock().unwrap().push(head.clone());
        answer(&head, stream);
    }
}

/// Reads to the empty line.
pub fn read_head(stream: &mut dyn Conversation) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// What stands between the method and the version.
pub fn path_of(head: &str) -> &str {
    head.split(' ').nth(1).unwrap()
}

/// Writes an answer whose length is told. The client may have gone already.
pub fn answer(
    stream: &mut dyn Conversation,
    status: &str,
    headers: &[&str],
    body: impl AsRef<[u8]>,
) {
    let body = body.as_ref();
    let length = format!("Content-Length: {}", body.len());
    let mut lines = vec![format!("HTTP/1.1 {status}"), length];
    lines.extend(headers.iter().map(|line| (*line).to_owned()));
    let head = format!("{}\r\n\r\n", lines.join("\r\n"));
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
    let _ = stream.flush();
}

/// Writes `byte` again and again, fifty times a second, until the client is gone.
pub fn trickle(stream: &mut dyn Conversation, byte: u8) {
    let mut socket = stream.socket().try_clone().unwrap();
    let pause = Some(Duration::from_millis(20));
    socket.set_read_timeout(pause).unwrap();
    while stream
        .write_all(&[byte])
        .and_then(|()| stream.flush())
        .is_ok()
    {
        match socket.read(&mut [0; 64]) {
            Ok(0) => return,
            Err(e) if !matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return,
            _ => {}
        }
    }
}

/// Begins an answer whose head never ends.
pub fn dawdle(stream: &mut dyn Conversation) {
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX: ");
    trickle(stream, b'a');
}

/// Writes `bytes` again and again, as fast as the client takes them, until it is gone.
pub fn flood(stream: &mut dyn Conversation, bytes: &[u8]) {
    while stream.write_all(bytes).is_ok() {}
}

/// An authority that certifies servers.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// Its certificate, DER.
    pub fn der(&self) -> Vec<u8> {
        self.0.as_ref().der().to_vec()
    }

    /// What a server named `host` shows, good until `end`.
    pub fn certify(&self, host: &str, end: OffsetDateTime) -> ServerConfig {
        let mut params = CertificateParams::new([host.to_owned()]).unwrap();
        params.not_before = datetime!(2020-01-01 0:00 UTC);
        params.not_after = end;
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        server_config(certificate.der().to_vec(), &key)
    }
}

/// What a server shows that certified itself.
pub fn self_certified(host: &str) -> ServerConfig {
    let params = CertificateParams::new([host.to_owned()]).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    server_config(certificate.der().to_vec(), &key)
}

fn server_config(certificate: Vec<u8>, key: &KeyPair) -> ServerConfig {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key)
        .unwrap()
}

/// Names that are known, each with the answers to its look-ups in order; the last one stays.
#[derive(Clone, Default)]
pub struct Book {
    entries: HashMap<String, Vec<Vec<IpAddr>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Book {
    /// Also knows `name`, by these addresses.
    pub fn with(self, name: &str, addresses: &[&str]) -> Self {
        self.with_answers(name, &[addresses])
    }

    /// Also knows `name`, by other addresses each time.
    pub fn with_answers(mut self, name: &str, answers: &[&[&str]]) -> Self {
        let read = |addresses: &&[&str]| {
            let addresses = addresses.iter();
            addresses.map(|address| address.parse().unwrap()).collect()
        };
        let answers = answers.iter().map(read).collect();
        self.entries.insert(name.to_owned(), answers);
        self
    }

    /// The names that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Names for Book {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let mut asked = self.asked.lock().unwrap();
        let before = asked.iter().filter(|name| *name == host).count();
        asked.push(host.to_owned());
        let answers = self.entries.get(host).ok_or(ErrorKind::NotFound)?;
        Ok(answers[before.min(answers.len() - 1)].clone())
    }
}

/// A clock that is set by hand.
#[derive(Clone)]
pub struct Hands(Arc<Mutex<OffsetDateTime>>);

impl Hands {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(datetime!(2026-11-20 10:00 UTC))))
    }

    /// Lets so many seconds pass.
    pub fn pass(&self, seconds: i64) {
        *self.0.lock().unwrap() += time::Duration::seconds(seconds);
    }
}

impl Clock for Hands {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }
}
