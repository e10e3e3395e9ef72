//! What is kept, for how long, and for whom: N13, and that many ask once.

use super::web::{Book, Hands, Server, answer, dawdle, path_of};
use super::{in_haste, open_inwards};
use proofmark::resolver::{Fetched, Network, NetworkSettings, Resolver, Subject, Trip};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

const JSON: &str = "Content-Type: application/json";

/// A network and the clock that it looks at.
fn network(settings: NetworkSettings) -> (Network, Hands) {
    let hands = Hands::new();
    let clock = Box::new(hands.clone());
    (
        Network::new(settings, Box::new(Book::default()), clock),
        hands,
    )
}

#[track_caller]
fn get(network: &Network, subject: Subject, url: &str) -> Arc<Fetched> {
    super::fetch(network, subject, url).unwrap()
}

/// A server that says `control` of its documents, which tell how often it was asked.
fn counting(control: &'static str) -> Server {
    let asked = AtomicUsize::new(0);
    Server::http(move |_, stream| {
        let body = asked.fetch_add(1, Ordering::SeqCst).to_string();
        answer(stream, "200 OK", &[JSON, control], body);
    })
}

#[test]
fn a_document_is_kept_as_long_as_the_server_says_within_bounds() {
    for (control, subject, fresh, stale) in [
        ("Cache-Control: max-age=100", Subject::DidDocument, 99, 1),
        (
            "Cache-Control: max-age=100000",
            Subject::DidDocument,
            3599,
            1,
        ),
        ("X-None: 1", Subject::DidDocument, 299, 1),
        ("Cache-Control: max-age=100000", Subject::StatusList, 299, 1),
        ("X-None: 1", Subject::StatusList, 59, 1),
    ] {
        let server = counting(control);
        let (network, clock) = network(open_inwards());
        let first = get(&network, subject, &server.url("/"));
        clock.pass(fresh);
        let again = get(&network, subject, &server.url("/"));
        assert_eq!(again, first, "{control}");
        clock.pass(stale);
        let anew = get(&network, subject, &server.url("/"));
        assert_eq!(anew.body, b"1", "{control}");
        assert!(anew.fetched_at > first.fetched_at);
        assert_eq!(server.connections(), 2);
    }
}

#[test]
fn what_must_not_be_kept_and_what_is_asked_for_by_people_is_not() {
    for (control, subject) in [
        ("Cache-Control: no-store", Subject::DidDocument),
        ("Cache-Control: max-age=0", Subject::StatusList),
        ("Cache-Control: no-cache", Subject::StatusList),
        ("Cache-Control: max-age=100", Subject::Credential),
        ("Cache-Control: max-age=100", Subject::Framework),
    ] {
        let server = counting(control);
        let (network, _) = network(open_inwards());
        for _ in 0..2 {
            get(&network, subject, &server.url("/"));
        }
        assert_eq!(server.connections(), 2, "{control}");
    }
}

#[test]
fn a_clock_that_was_set_back_makes_nothing_fresh() {
    let server = counting("Cache-Control: max-age=100");
    let (network, clock) = network(open_inwards());
    get(&network, Subject::DidDocument, &server.url("/"));
    clock.pass(-1);
    get(&network, Subject::DidDocument, &server.url("/"));
    assert_eq!(server.connections(), 2);
}

#[test]
fn n13_the_key_is_the_whole_url_and_what_is_looked_for() {
    let server = Server::http(|head, stream| {
        answer(stream, "200 OK", &[JSON], path_of(head));
    });
    let (network, _) = network(open_inwards());
    let paths = ["/a", "/a?", "/a?x", "/a/", "/A", "/b/../a%2f", "//a"];
    for path in paths {
        for subject in [Subject::DidDocument, Subject::StatusList] {
            let fetched = get(&network, subject, &server.url(path));
            let asked = fetched.url.as_str().strip_prefix(&server.url("")).unwrap();
            assert_eq!(fetched.body, asked.as_bytes());
        }
    }
    assert_eq!(server.connections(), 2 * paths.len());
    // A fragment is no part of what a server is asked for.
    get(&network, Subject::DidDocument, &server.url("/a#key-1"));
    assert_eq!(server.connections(), 2 * paths.len());
    // The same path of another host is something else.
    let other = format!("http://other.localhost:{}/a", server.address.port());
    get(&network, Subject::DidDocument, &other);
    assert_eq!(server.connections(), 2 * paths.len() + 1);
}

#[test]
fn n13_a_failure_is_kept_for_a_minute() {
    let asked = AtomicUsize::new(0);
    let server = Server::http(
        move |_, stream| match asked.fetch_add(1, Ordering::SeqCst) {
            0 => answer(
                stream,
                "404 Not Found",
                &["Cache-Control: max-age=9999"],
                "",
            ),
            _ => answer(stream, "200 OK", &[JSON], "{}"),
        },
    );
    let (network, clock) = network(open_inwards());
    let url = server.url("/");
    let fetch = || super::fetch(&network, Subject::DidDocument, &url);
    let first = fetch().unwrap_err();
    clock.pass(59);
    assert_eq!(fetch().unwrap_err(), first);
    assert_eq!(server.connections(), 1);
    clock.pass(1);
    fetch().unwrap();
    assert_eq!(server.connections(), 2);
}

#[test]
fn n13_a_verification_that_runs_out_of_time_spoils_nothing_for_others() {
    let dawdles = Arc::new(AtomicBool::new(true));
    let still = Arc::clone(&dawdles);
    let server = Server::http(move |_, stream| match still.load(Ordering::SeqCst) {
        true => dawdle(stream),
        false => answer(stream, "200 OK", &[JSON], "{}"),
    });
    let (network, _) = network(open_inwards());
    let short = Trip::within(Duration::from_millis(300));
    let url = server.url("/");
    let error = network.fetch(Subject::DidDocument, &url, &short);
    assert_eq!(error.unwrap_err().slug(), "fetch-limit");
    dawdles.store(false, Ordering::SeqCst);
    get(&network, Subject::DidDocument, &url);
}

#[test]
fn n13_a_server_that_took_all_its_time_is_not_asked_at_once_again() {
    let server = Server::http(|_, stream| dawdle(stream));
    let (network, _) = network(in_haste());
    for _ in 0..2 {
        let error = super::fetch(&network, Subject::DidDocument, &server.url("/"));
        assert_eq!(error.unwrap_err().slug(), "fetch-limit");
    }
    assert!(server.connections() < 2);
}

/// A server that answers 304 when it is asked with `line`.
fn revalidating(validator: &'static str, line: &'static str) -> Server {
    Server::http(move |head, stream| {
        let headers = [JSON, "Cache-Control: max-age=10", validator];
        match head.contains(line) {
            true => answer(
                stream,
                "304 Not Modified",
                &["Cache-Control: max-age=20"],
                "",
            ),
            false => answer(stream, "200 OK", &headers, "{}"),
        }
    })
}

#[test]
fn what_is_stale_is_asked_for_again_and_may_still_hold() {
    for (validator, line) in [
        ("ETag: W/\"1\"", "if-none-match: W/\"1\"\r\n"),
        (
            "Last-Modified: Fri, 20 Nov 2026 09:00:00 GMT",
            "if-modified-since: Fri, 20 Nov 2026 09:00:00 GMT\r\n",
        ),
    ] {
        let server = revalidating(validator, line);
        let (network, clock) = network(open_inwards());
        let url = server.url("/");
        let first = get(&network, Subject::StatusList, &url);
        clock.pass(10);
        let second = get(&network, Subject::StatusList, &url);
        assert_eq!(second.body, first.body);
        assert_eq!(second.media_type, first.media_type);
        assert_eq!(
            second.fetched_at - first.fetched_at,
            time::Duration::seconds(10)
        );
        // The lifetime is the newer one, and what it was asked with is still known after that.
        clock.pass(19);
        get(&network, Subject::StatusList, &url);
        assert_eq!(server.connections(), 2);
        clock.pass(1);
        get(&network, Subject::StatusList, &url);
        let heads = server.heads();
        let asked_with: Vec<bool> = heads.iter().map(|head| head.contains(line)).collect();
        assert_eq!(asked_with, [false, true, true]);
    }
}

#[test]
fn what_changed_takes_the_place_of_what_was() {
    let asked = AtomicUsize::new(0);
    let server = Server::http(move |_, stream| {
        let n = asked.fetch_add(1, Ordering::SeqCst);
        let tag = format!("ETag: \"{n}\"");
        answer(
            stream,
            "200 OK",
            &[JSON, &tag, "Cache-Control: max-age=10"],
            n.to_string(),
        );
    });
    let (network, clock) = network(open_inwards());
    get(&network, Subject::StatusList, &server.url("/"));
    clock.pass(10);
    let changed = get(&network, Subject::StatusList, &server.url("/"));
    assert_eq!(changed.body, b"1");
    clock.pass(10);
    get(&network, Subject::StatusList, &server.url("/"));
    assert!(server.heads()[2].contains("if-none-match: \"1\"\r\n"));
}

#[test]
fn what_is_kept_is_bounded_by_number_and_by_bytes() {
    let server = Server::http(|_, stream| {
        let body = vec![b' '; 100_000];
        answer(
            stream,
            "200 OK",
            &[JSON, "Cache-Control: max-age=100"],
            body,
        );
    });
    let by_number = NetworkSettings {
        kept: NonZeroUsize::new(2).unwrap(),
        ..open_inwards()
    };
    let by_bytes = NetworkSettings {
        kept_bytes: 250_000,
        ..open_inwards()
    };
    for settings in [by_number, by_bytes] {
        let before = server.connections();
        let (network, _) = network(settings);
        for path in ["/a", "/b", "/a", "/c", "/a", "/b"] {
            get(&network, Subject::DidDocument, &server.url(path));
        }
        // b, the least used, went when c came; a never did.
        assert_eq!(server.connections() - before, 4);
    }
}

#[test]
fn what_went_takes_no_room() {
    let server = Server::http(|_, stream| {
        let body = vec![b' '; 100_000];
        answer(
            stream,
            "200 OK",
            &[JSON, "Cache-Control: max-age=100"],
            body,
        );
    });
    let (network, _) = network(NetworkSettings {
        kept: NonZeroUsize::new(2).unwrap(),
        kept_bytes: 250_000,
        ..open_inwards()
    });
    for path in ["/a", "/b", "/c", "/d", "/e", "/f", "/e", "/f"] {
        get(&network, Subject::DidDocument, &server.url(path));
    }
    assert_eq!(server.connections(), 6);
}

#[test]
fn what_must_no_longer_be_kept_goes() {
    let asked = AtomicUsize::new(0);
    let server = Server::http(move |_, stream| {
        let control = match asked.fetch_add(1, Ordering::SeqCst) {
            0 => "Cache-Control: max-age=10",
            _ => "Cache-Control: no-store",
        };
        answer(stream, "200 OK", &[JSON, "ETag: \"0\"", control], "{}");
    });
    let (network, clock) = network(open_inwards());
    for _ in 0..3 {
        get(&network, Subject::StatusList, &server.url("/"));
        clock.pass(10);
    }
    let heads = server.heads();
    let conditional: Vec<bool> = heads.iter().map(|h| h.contains("if-none-match")).collect();
    assert_eq!(conditional, [false, true, false]);
}

#[test]
fn many_who_want_the_same_at_once_ask_once() {
    const MANY: usize = 16;
    let here = Arc::new(AtomicUsize::new(0));
    let all = Arc::clone(&here);
    let server = Server::http(move |_, stream| {
        // Nobody is answered before everybody is there.
        while all.load(Ordering::SeqCst) < MANY {
            std::thread::yield_now();
        }
        answer(stream, "200 OK", &[JSON], "{}");
    });
    let (network, _) = network(open_inwards());
    std::thread::scope(|scope| {
        for _ in 0..MANY {
            scope.spawn(|| {
                here.fetch_add(1, Ordering::SeqCst);
                get(&network, Subject::DidDocument, &server.url("/"))
            });
        }
    });
    assert_eq!(server.connections(), 1);
}

#[test]
fn those_who_wait_for_one_that_gave_up_ask_for_themselves() {
    let asked = AtomicUsize::new(0);
    let (arrived, arrival) = std::sync::mpsc::channel();
    let server = Server::http(
        move |_, stream| match asked.fetch_add(1, Ordering::SeqCst) {
            0 => {
                arrived.send(()).unwrap();
                dawdle(stream);
            }
            _ => answer(stream, "200 OK", &[JSON], "{}"),
        },
    );
    let (network, _) = network(open_inwards());
    let url = server.url("/");
    let short = Trip::within(Duration::from_secs(1));
    std::thread::scope(|scope| {
        let fetch = || network.fetch(Subject::DidDocument, &url, &short);
        let first = scope.spawn(fetch);
        arrival.recv_timeout(Duration::from_secs(5)).unwrap();
        get(&network, Subject::DidDocument, &url);
        first.join().unwrap().unwrap_err();
    });
    assert_eq!(server.connections(), 2);
}
