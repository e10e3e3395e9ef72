//! How much, how long, of which kind and how many: N07, N08, N10.

use super::web::{Book, Server, answer, dawdle, flood, path_of, trickle};
use super::{fetch, in_haste, network, network_with, open_inwards};
use proofmark::resolver::{FetchError, Names, Network, NetworkSettings, Resolver, Subject, Trip};
use std::io::{self, Write};
use std::net::IpAddr;
use std::sync::{Mutex, mpsc};
use std::time::Duration;

const MIB: usize = 1024 * 1024;

#[track_caller]
fn slug(network: &Network, subject: Subject, url: &str) -> &'static str {
    fetch(network, subject, url).unwrap_err().slug()
}

/// A server whose documents have as many bytes as their path says.
fn sized() -> Server {
    Server::http(|head, stream| {
        let size = path_of(head)[1..].parse().unwrap();
        answer(
            stream,
            "200 OK",
            &["Content-Type: application/json"],
            vec![b' '; size],
        );
    })
}

#[test]
fn n07_a_document_may_be_as_large_as_the_limit_and_no_byte_larger() {
    let server = sized();
    let network = network(open_inwards());
    for (subject, limit) in [
        (Subject::DidDocument, MIB),
        (Subject::StatusList, MIB),
        (Subject::Credential, 5 * MIB),
        (Subject::Framework, 20 * MIB),
    ] {
        let url = server.url(&format!("/{limit}"));
        assert_eq!(fetch(&network, subject, &url).unwrap().body.len(), limit);
        let url = server.url(&format!("/{}", limit + 1));
        let error = fetch(&network, subject, &url).unwrap_err();
        let limit = limit as u64;
        assert_eq!(error, FetchError::TooLarge { url, limit });
    }
}

#[test]
fn n07_a_length_beyond_the_limit_is_refused_without_a_byte_of_the_body() {
    let server = Server::http(|_, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        // No byte of the body ever comes; only the length can have been the reason.
        let _ = stream.read(&mut [0]);
    });
    let error = fetch(
        &network(open_inwards()),
        Subject::StatusList,
        &server.url("/"),
    );
    assert!(
        matches!(error, Err(FetchError::TooLarge { .. })),
        "{error:?}"
    );
}

#[test]
fn n07_a_head_may_be_long_but_not_without_limit() {
    let server = Server::http(|head, stream| {
        let size = path_of(head)[1..].parse().unwrap();
        answer(
            stream,
            "200 OK",
            &[&format!("X: {}", "a".repeat(size))],
            "{}",
        );
    });
    let network = network(open_inwards());
    fetch(&network, Subject::DidDocument, &server.url("/30000")).unwrap();
    let error = fetch(&network, Subject::DidDocument, &server.url("/40000"));
    assert!(
        matches!(error, Err(FetchError::Connection { .. })),
        "{error:?}"
    );
}

#[test]
fn n07_bodies_without_an_end_come_to_one() {
    let by_close = Server::http(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        flood(stream, &[b' '; 4096]);
    });
    let chunked = Server::http(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        let chunk = format!("1000\r\n{}\r\n", " ".repeat(4096));
        flood(stream, chunk.as_bytes());
    });
    let network = network(open_inwards());
    for server in [by_close, chunked] {
        let error = fetch(&network, Subject::DidDocument, &server.url("/"));
        assert!(
            matches!(error, Err(FetchError::TooLarge { .. })),
            "{error:?}"
        );
    }
}

#[test]
fn n07_chunked_bodies_and_those_that_end_with_the_connection_are_taken() {
    let chunked = Server::http(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        let _ = stream.write_all(b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
    });
    let by_close = Server::http(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}");
    });
    let network = network(open_inwards());
    for server in [chunked, by_close] {
        let fetched = fetch(&network, Subject::DidDocument, &server.url("/")).unwrap();
        assert_eq!(fetched.body, b"{}");
        assert_eq!(fetched.media_type, None);
    }
}

#[test]
fn n07_servers_that_trickle_are_left_at_every_stage() {
    let silent = Server::raw(|mut stream| {
        let _ = io::Read::read_to_end(&mut stream, &mut Vec::new());
    });
    let head = Server::http(|_, stream| dawdle(stream));
    let body = Server::http(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        trickle(stream, b' ');
    });
    let informational = Server::http(|_, stream| {
        flood(stream, b"HTTP/1.1 103 Early Hints\r\n\r\n");
    });
    let network = network(in_haste());
    for server in [silent, head, body] {
        let error = fetch(&network, Subject::DidDocument, &server.url("/"));
        assert!(
            matches!(error, Err(FetchError::TimedOut { .. })),
            "{error:?}"
        );
    }
    fetch(&network, Subject::DidDocument, &informational.url("/")).unwrap_err();
}

#[test]
fn n07_a_handshake_that_trickles_is_left() {
    let server = Server::raw(|mut stream| {
        // The head of a TLS record of 16 KiB that never gets there.
        let _ = stream.write_all(&[0x16, 0x03, 0x03, 0x40, 0x00]);
        trickle(&mut stream, 0);
    });
    let url = format!("https://{}/", server.address);
    let error = fetch(&network(in_haste()), Subject::DidDocument, &url);
    assert!(
        matches!(error, Err(FetchError::TimedOut { .. })),
        "{error:?}"
    );
}

/// A name service that never answers.
struct Silence(Mutex<mpsc::Receiver<()>>);

impl Names for Silence {
    fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        let _ = self.0.lock().unwrap().recv();
        Ok(Vec::new())
    }
}

#[test]
fn n07_a_name_service_that_is_silent_is_left() {
    let (hold, held) = mpsc::channel();
    let names = Silence(Mutex::new(held));
    let clock = super::Hands::new();
    let network = Network::new(in_haste(), Box::new(names), Box::new(clock));
    let error = fetch(&network, Subject::DidDocument, "https://issuer.example/");
    assert!(
        matches!(error, Err(FetchError::TimedOut { .. })),
        "{error:?}"
    );
    drop(hold);
}

#[test]
fn n07_a_packed_body_is_refused_though_its_name_be_right() {
    let network = network(open_inwards());
    for encoding in ["gzip", "br", "deflate, identity", "x-unknown"] {
        let server = Server::http(move |_, stream| {
            let encoding = format!("Content-Encoding: {encoding}");
            let headers = ["Content-Type: application/json", &encoding];
            answer(stream, "200 OK", &headers, b"\x1f\x8b\x08");
        });
        let slug = slug(&network, Subject::StatusList, &server.url("/"));
        assert_eq!(slug, "content-encoding");
    }
    let server = Server::http(|_, stream| {
        answer(stream, "200 OK", &["Content-Encoding: Identity"], "{}");
    });
    fetch(&network, Subject::StatusList, &server.url("/")).unwrap();
}

/// A server whose documents have the media type in their query.
fn typed() -> Server {
    Server::http(|head, stream| {
        let media_type = path_of(head).split_once('?').unwrap().1;
        let line = format!("Content-Type: {}", media_type.replace('~', " "));
        answer(stream, "200 OK", &[&line], "{}");
    })
}

#[test]
fn n08_media_types_that_can_be_meant_are_taken_and_web_pages_never() {
    use Subject::{Credential, DidDocument, Framework, StatusList};
    let server = typed();
    let network = network(open_inwards());
    let all: &[Subject] = &[DidDocument, StatusList, Credential, Framework];
    let secured: &[Subject] = &[StatusList, Credential];
    for (media_type, takers) in [
        ("application/json", all),
        ("Application/JSON;~charset=utf-8", all),
        ("application/did+json", all),
        ("application/did", all),
        ("application/cid", all),
        ("application/ld+json;profile=x", all),
        ("text/plain", all),
        ("application/octet-stream", all),
        ("application/vc", secured),
        ("application/vc+jwt", secured),
        ("application/jwt", secured),
        ("application/vc+sd-jwt", secured),
        ("image/png", &[Credential]),
        ("image/svg+xml", &[Credential]),
        ("application/pdf", &[Credential]),
        ("text/html", &[]),
        ("text/html;~charset=application/json", &[]),
        ("application/xhtml+xml", &[]),
        ("image/jpeg", &[]),
        ("text/javascript", &[]),
        ("application/jsonx", &[]),
    ] {
        for subject in all {
            let url = server.url(&format!("/?{media_type}"));
            match fetch(&network, *subject, &url) {
                Ok(_) => assert!(takers.contains(subject), "{media_type} as {subject:?}"),
                Err(error) => {
                    assert!(!takers.contains(subject), "{media_type} as {subject:?}");
                    assert_eq!(error.slug(), "content-type");
                }
            }
        }
    }
}

#[test]
fn n08_a_document_is_answered_with_200_and_nothing_else() {
    let server = Server::http(|head, stream| {
        let status = format!("{} Status", &path_of(head)[1..]);
        answer(stream, &status, &["Content-Type: application/json"], "{}");
    });
    let network = network(open_inwards());
    for code in [201, 203, 206, 300, 304, 400, 401, 404, 410, 429, 500, 503] {
        let url = server.url(&format!("/{code}"));
        let error = fetch(&network, Subject::Credential, &url).unwrap_err();
        assert_eq!(error, FetchError::Status { url, code });
    }
    fetch(&network, Subject::Credential, &server.url("/200")).unwrap();
}

#[test]
fn n10_one_verification_opens_eight_connections_four_to_one_host() {
    let server = Server::json("{}");
    let network = network(open_inwards());
    let port = server.address.port();
    let url = |host: &str, n: usize| format!("http://{host}.localhost:{port}/{n}");
    let trip = Trip::new();
    for n in 0..4 {
        for host in ["a", "b"] {
            network
                .fetch(Subject::StatusList, &url(host, n), &trip)
                .unwrap();
        }
        if n == 3 {
            break;
        }
    }
    for host in ["a", "b", "c"] {
        let error = network.fetch(Subject::StatusList, &url(host, 9), &trip);
        assert_eq!(error.unwrap_err().slug(), "fetch-limit", "{host}");
    }
    assert_eq!(server.connections(), 8);
    // What is at hand already may still be had, and another verification begins anew.
    network
        .fetch(Subject::StatusList, &url("a", 0), &trip)
        .unwrap();
    assert_eq!(server.connections(), 8);
    fetch(&network, Subject::StatusList, &url("c", 9)).unwrap();
}

#[test]
fn n10_the_fifth_connection_to_one_host_is_refused_and_another_host_is_not() {
    let server = Server::json("{}");
    let network = network(open_inwards());
    let port = server.address.port();
    let trip = Trip::new();
    let get = |host: &str, n: usize| {
        let url = format!("http://{host}.localhost:{port}/{n}");
        network.fetch(Subject::Credential, &url, &trip)
    };
    for n in 0..4 {
        get("a", n).unwrap();
    }
    assert!(matches!(
        get("a", 4),
        Err(FetchError::TooManyFetches { .. })
    ));
    get("b", 0).unwrap();
    assert_eq!(server.connections(), 5);
}

#[test]
fn n10_refused_names_count_too() {
    let book = Book::default().with("inside.example", &["10.0.0.1"]);
    let network = network_with(super::closed_inwards(), book.clone());
    let trip = Trip::new();
    for n in 0..6 {
        let url = format!("https://inside.example/{n}");
        network.fetch(Subject::Credential, &url, &trip).unwrap_err();
    }
    assert_eq!(book.asked().len(), 4);
}

#[test]
fn n10_a_trip_that_is_over_asks_nobody() {
    let server = Server::json("{}");
    let network = network(open_inwards());
    let over = Trip::within(Duration::ZERO);
    // Not one of them is even counted.
    for _ in 0..9 {
        let error = network.fetch(Subject::Credential, &server.url("/"), &over);
        assert!(
            matches!(error, Err(FetchError::TimedOut { .. })),
            "{error:?}"
        );
    }
    assert_eq!(server.connections(), 0);
    fetch(&network, Subject::Credential, &server.url("/")).unwrap();
}

#[test]
fn n10_a_trip_ends_a_fetch_that_would_have_more_time() {
    let server = Server::http(|_, stream| dawdle(stream));
    let trip = Trip::within(Duration::from_millis(200));
    let network = network(NetworkSettings {
        time: Duration::from_secs(3600),
        ..open_inwards()
    });
    let error = network.fetch(Subject::Credential, &server.url("/"), &trip);
    assert!(
        matches!(error, Err(FetchError::TimedOut { .. })),
        "{error:?}"
    );
}

#[test]
fn n10_there_are_so_many_fetches_at_once_and_the_next_is_told_so() {
    let (go, wait) = mpsc::channel::<()>();
    let (arrived, arrival) = mpsc::channel();
    let wait = Mutex::new(wait);
    let server = Server::http(move |_, stream| {
        arrived.send(()).unwrap();
        wait.lock().unwrap().recv().unwrap();
        answer(stream, "200 OK", &[], "{}");
    });
    let network = network(NetworkSettings {
        at_once: 1,
        ..open_inwards()
    });
    std::thread::scope(|scope| {
        let first = scope.spawn(|| fetch(&network, Subject::Credential, &server.url("/1")));
        arrival.recv().unwrap();
        let soon = Trip::within(Duration::from_millis(500));
        let second = network.fetch(Subject::Credential, &server.url("/2"), &soon);
        assert_eq!(second.unwrap_err().slug(), "busy");
        go.send(()).unwrap();
        first.join().unwrap().unwrap();
        go.send(()).unwrap();
        fetch(&network, Subject::Credential, &server.url("/2")).unwrap();
    });
    assert_eq!(server.connections(), 2);
}
