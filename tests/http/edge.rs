//! The edge, over loopback sockets: what slow, silent, many and tricky clients get. Where a
//! connection is to be closed, the test waits for the close itself.

use crate::bench::{Bench, Mood, limits};
use proofmark::http::{Limits, serve};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Short enough to wait for.
const SHORT: Duration = Duration::from_millis(150);

const HEALTH: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

/// A server that listens.
struct Served {
    bench: Bench,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<std::io::Result<()>>,
}

impl Served {
    async fn with(limits: Limits) -> Self {
        let bench = Bench::with(limits);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(serve(listener, Arc::clone(&bench.face), async {
            let _ = stopped.await;
        }));
        Self {
            bench,
            address,
            stop,
            server,
        }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends `request` on a connection of its own and reads until the server closes it.
    async fn exchange(&self, request: &[u8]) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request).await.unwrap();
        rest(&mut stream).await
    }
}

/// What comes until the connection is closed; a reset counts as a close.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8(bytes).unwrap()
}

/// Reads one answer that has a body of known length.
async fn one_answer(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4_096];
    loop {
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_lowercase()
                    .strip_prefix("content-length: ")?
                    .parse()
                    .ok()
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        let read = stream.read(&mut buffer).await.unwrap();
        assert_ne!(read, 0, "closed after {text:?}");
        text.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_answered_one_after_another_on_one_connection() {
    let served = Served::with(limits()).await;
    let mut stream = served.connect().await;
    for _ in 0..3 {
        stream.write_all(HEALTH).await.unwrap();
        let answer = one_answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.ends_with(r#"{"status":"alive"}"#));
    }
    let last = b"GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(last).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 404 ") && answer.contains("application/problem+json"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_nothing_is_closed() {
    let served = Served::with(Limits {
        first_byte: SHORT,
        ..limits()
    })
    .await;
    let mut silent = served.connect().await;
    assert_eq!(rest(&mut silent).await, "");
    let answer = one_answer(&mut {
        let mut stream = served.connect().await;
        stream.write_all(HEALTH).await.unwrap();
        stream
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 200 "));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_does_not_end_is_closed() {
    let served = Served::with(Limits {
        head: SHORT,
        ..limits()
    })
    .await;
    let half = served
        .exchange(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        .await;
    assert_eq!(half, "");
    // Also when it trickles in: each byte is no new patience.
    let mut stream = served.connect().await;
    let mut written = 0;
    while stream.write_all(b"G").await.is_ok() {
        written += 1;
        assert!(written < 10_000_000);
        let mut byte = [0];
        let waited = tokio::time::timeout(Duration::from_millis(5), stream.read(&mut byte)).await;
        if matches!(waited, Ok(Ok(0) | Err(_))) {
            break;
        }
    }
    // The second head on a connection has its own time, and the same limit.
    let mut stream = served.connect().await;
    stream.write_all(HEALTH).await.unwrap();
    one_answer(&mut stream).await;
    stream.write_all(HEALTH).await.unwrap();
    one_answer(&mut stream).await;
    stream.write_all(b"GET /healthz").await.unwrap();
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_may_not_rest_for_ever() {
    let served = Served::with(Limits {
        idle: SHORT,
        ..limits()
    })
    .await;
    let mut stream = served.connect().await;
    stream.write_all(HEALTH).await.unwrap();
    assert!(one_answer(&mut stream).await.starts_with("HTTP/1.1 200 "));
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_body_is_answered_and_closed() {
    let served = Served::with(Limits {
        body: SHORT,
        ..limits()
    })
    .await;
    let slow = b"POST /api/v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{";
    let answer = served.exchange(slow).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("urn:proofmark:problem:too-slow"));
    let whole = b"POST /api/v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\
                  Connection: close\r\n\r\n{}";
    assert!(served.exchange(whole).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_not_read_is_given_up() {
    let served = Served::with(Limits {
        write: SHORT,
        first_byte: Duration::from_secs(3_600),
        ..limits()
    })
    .await;
    // More answers than the sockets' buffers hold, and nobody reads them.
    let request = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
    let (mut reader, mut writer) = served.connect().await.into_split();
    let outcome = loop {
        if let Err(error) = writer.write_all(request).await {
            break error;
        }
    };
    assert!(matches!(
        outcome.kind(),
        std::io::ErrorKind::ConnectionReset | std::io::ErrorKind::BrokenPipe
    ));
    let mut bytes = Vec::new();
    let _ = reader.read_to_end(&mut bytes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_connections_than_the_cap_wait_their_turn() {
    let served = Served::with(Limits {
        connections: 2,
        ..limits()
    })
    .await;
    let mut first = served.connect().await;
    let mut second = served.connect().await;
    for stream in [&mut first, &mut second] {
        stream.write_all(HEALTH).await.unwrap();
        one_answer(stream).await;
    }
    let mut third = served.connect().await;
    third.write_all(HEALTH).await.unwrap();
    let mut byte = [0];
    let early = tokio::time::timeout(SHORT, third.peek(&mut byte)).await;
    assert!(early.is_err(), "the third was served beside two others");
    drop(first);
    assert!(one_answer(&mut third).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_framed_twice_is_refused_and_closed() {
    let served = Served::with(limits()).await;
    let inner = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    let chunked = format!("2\r\n{{}}\r\n0\r\n\r\n{inner}");
    let (length, coding) = ("Content-Length: 12\r\n", "Transfer-Encoding: chunked\r\n");
    let start = "POST /api/v1/verify HTTP/1.1\r\nHost: x\r\n";
    for fields in [format!("{length}{coding}"), format!("{coding}{length}")] {
        let answer = served
            .exchange(format!("{start}{fields}\r\n{chunked}").as_bytes())
            .await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        assert!(answer.contains("urn:proofmark:problem:ambiguous-framing"));
        assert!(answer.contains("x-content-type-options: nosniff"));
        assert!(!answer.contains("alive"), "the inner request was answered");
    }
    // Each alone is in order.
    let close = "Connection: close\r\n";
    let alone = format!("{start}{close}{coding}\r\n2\r\n{{}}\r\n0\r\n\r\n");
    assert!(
        served
            .exchange(alone.as_bytes())
            .await
            .starts_with("HTTP/1.1 200 ")
    );
    let alone = format!("{start}{close}Content-Length: 2\r\n\r\n{{}}");
    assert!(
        served
            .exchange(alone.as_bytes())
            .await
            .starts_with("HTTP/1.1 200 ")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_could_be_smuggled_are_refused_and_closed() {
    let served = Served::with(limits()).await;
    let start = "POST /api/v1/verify HTTP/1.1\r\nHost: x\r\n";
    for fields in [
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: 2, 3\r\n",
        "Content-Length: +2\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding : chunked\r\n",
        "X-Folded: a\r\n b\r\nContent-Length: 2\r\n",
    ] {
        let request = format!("{start}{fields}\r\n{{}}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        let answer = served.exchange(request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{fields:?}: {answer}");
        assert!(!answer.contains("alive"), "{fields:?}");
    }
    let old = "POST /api/v1/verify HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    assert!(
        served
            .exchange(old.as_bytes())
            .await
            .starts_with("HTTP/1.1 400 ")
            || served
                .exchange(old.as_bytes())
                .await
                .starts_with("HTTP/1.0 400 ")
    );
    let bad_chunk = format!("{start}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n");
    let answer = served.exchange(bad_chunk.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(answer.contains("body-broken"), "{answer}");
    let endless = [b"GET /".as_slice(), &[b'a'; 200_000]].concat();
    let mut stream = served.connect().await;
    let _ = stream.write_all(&endless).await;
    let answer = rest(&mut stream).await;
    assert!(!answer.contains(" 200 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_has_one_host_and_targets_of_any_form_are_answered() {
    let served = Served::with(limits()).await;
    let ask = async |start: &str, fields: &str| {
        let request = format!("{start}\r\n{fields}Connection: close\r\n\r\n");
        served.exchange(request.as_bytes()).await
    };
    for fields in ["", "Host: a\r\nHost: b\r\n"] {
        let answer = ask("GET /healthz HTTP/1.1", fields).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        assert!(answer.contains("urn:proofmark:problem:bad-host"));
    }
    let old = ask("GET /healthz HTTP/1.0", "").await;
    assert!(old.starts_with("HTTP/1.0 200 "), "{old}");
    for (start, status) in [
        ("GET /healthz HTTP/1.1", 200),
        ("GET http://x/healthz HTTP/1.1", 200),
        ("OPTIONS * HTTP/1.1", 404),
        ("CONNECT x:443 HTTP/1.1", 404),
        ("TRACE /healthz HTTP/1.1", 405),
    ] {
        let answer = ask(start, "Host: x\r\n").await;
        let expected = format!("HTTP/1.1 {status} ");
        assert!(answer.starts_with(&expected), "{start}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_long_is_refused_before_it_is_sent() {
    let served = Served::with(limits()).await;
    let head = "POST /api/v1/verify HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n";
    let too_long = format!("{head}Content-Length: {}\r\n\r\n", (5 << 20) + 1);
    let answer = served.exchange(too_long.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    let mut stream = served.connect().await;
    let fair = format!("{head}Connection: close\r\nContent-Length: 2\r\n\r\n");
    stream.write_all(fair.as_bytes()).await.unwrap();
    let go_on = one_answer(&mut stream).await;
    assert!(go_on.starts_with("HTTP/1.1 100 "), "{go_on}");
    stream.write_all(b"{}").await.unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_finishes_what_is_in_flight_and_takes_nothing_new() {
    let served = Served::with(limits()).await;
    let mut idle = served.connect().await;
    idle.write_all(HEALTH).await.unwrap();
    one_answer(&mut idle).await;
    let mut silent = served.connect().await;
    served.bench.store.set(Mood::Stuck);
    let mut busy = served.connect().await;
    let request = b"GET /.well-known/did.json HTTP/1.1\r\nHost: x\r\n\r\n";
    busy.write_all(request).await.unwrap();
    let store = Arc::clone(&served.bench.store);
    let stuck = Arc::clone(&store);
    tokio::task::spawn_blocking(move || stuck.wait_until_stuck(1))
        .await
        .unwrap();

    served.stop.send(()).unwrap();
    assert_eq!(
        rest(&mut idle).await,
        "",
        "a resting connection is closed at once"
    );
    assert_eq!(rest(&mut silent).await, "");
    assert!(served.bench.face.is_draining());
    let refused = TcpStream::connect(served.address).await;
    assert!(refused.is_err(), "nobody listens any more");

    store.set(Mood::Well);
    let answer = rest(&mut busy).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    served.server.await.unwrap().unwrap();
    assert!(served.bench.faults.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_does_not_wait_for_ever() {
    let served = Served::with(Limits {
        grace: SHORT,
        ..limits()
    })
    .await;
    served.bench.store.set(Mood::Stuck);
    let mut busy = served.connect().await;
    let request = b"GET /.well-known/did.json HTTP/1.1\r\nHost: x\r\n\r\n";
    busy.write_all(request).await.unwrap();
    let store = Arc::clone(&served.bench.store);
    let stuck = Arc::clone(&store);
    tokio::task::spawn_blocking(move || stuck.wait_until_stuck(1))
        .await
        .unwrap();
    served.stop.send(()).unwrap();
    served.server.await.unwrap().unwrap();
    assert_eq!(rest(&mut busy).await, "");
    assert_eq!(served.bench.faults.lock().unwrap().len(), 1);
    store.set(Mood::Well);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_a_connection_is_known_where_it_counts() {
    let served = Served::with(Limits {
        verify_rate: 1,
        ..limits()
    })
    .await;
    let ask = async |field: &str| {
        let request = format!(
            "POST /api/v1/verify HTTP/1.1\r\nHost: x\r\n{field}Connection: close\r\n\
             Content-Length: 2\r\n\r\n{{}}"
        );
        served.exchange(request.as_bytes()).await
    };
    assert!(ask("").await.starts_with("HTTP/1.1 200 "));
    // The strangers' share is still there, so this one is counted by its address.
    let again = ask("X-Forwarded-For: 192.0.2.1\r\n").await;
    assert!(again.starts_with("HTTP/1.1 429 "), "{again}");
    assert!(again.to_lowercase().contains("retry-after: "), "{again}");
    let own = served.bench.post("/api/v1/verify", "{}").await;
    assert_eq!(own.status, 200);
}
