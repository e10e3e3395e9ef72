//! Which URLs are asked, and where the connection goes: N01 to N04, N06, N11, N12.

use super::web::{Book, Server};
use super::{closed_inwards, fetch, in_haste, network, network_with, open_inwards, refused};
use proofmark::resolver::{Closed, FetchError, Network, NetworkSettings, Resolver, Subject, Trip};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;
use url::Url;

const EVERY_SUBJECT: [Subject; 4] = [
    Subject::DidDocument,
    Subject::StatusList,
    Subject::Credential,
    Subject::Framework,
];

/// Hosts that are never the public's (N01).
const NOT_PUBLIC: [&str; 34] = [
    "0.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]",
    "[2001::1]",
    "[2001:db8::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[ff02::1]",
];

#[test]
fn n01_addresses_that_are_not_public_are_refused_before_anything_is_asked() {
    let book = Book::default();
    let network = network_with(closed_inwards(), book.clone());
    for host in NOT_PUBLIC {
        for subject in EVERY_SUBJECT {
            refused(&network, subject, &format!("https://{host}/a.json"));
        }
    }
    assert!(book.asked().is_empty());
}

#[test]
fn n01_with_this_machine_open_everything_else_stays_refused() {
    let network = network(open_inwards());
    for host in NOT_PUBLIC {
        if !matches!(host, "127.0.0.1" | "127.255.255.254" | "[::1]") {
            refused(&network, Subject::DidDocument, &format!("https://{host}/"));
            refused(
                &network,
                Subject::DidDocument,
                &format!("http://{host}:80/"),
            );
        }
    }
}

#[test]
fn n01_this_machine_is_asked_only_where_it_is_open() {
    let server = Server::json("{}");
    let url = server.url("/did.json");
    refused(&network(closed_inwards()), Subject::DidDocument, &url);
    assert_eq!(server.connections(), 0);
    let fetched = fetch(&network(open_inwards()), Subject::DidDocument, &url).unwrap();
    assert_eq!(fetched.body, b"{}");
    assert_eq!(fetched.media_type.as_deref(), Some("application/json"));
    assert_eq!(server.connections(), 1);
}

#[test]
fn n02_other_spellings_of_an_address_are_that_address() {
    let canary = Server::canary();
    let port = canary.address.port();
    let closed = network(closed_inwards());
    let open = network(open_inwards());
    for host in [
        "0x7f000001",
        "0x7f.1",
        "2130706433",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "0177.0.0.0x1",
        "017700000001",
        "127.0.0.1.",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "%31%32%37.0.0.1",
    ] {
        let before = canary.connections();
        for scheme in ["https", "http"] {
            let url = format!("{scheme}://{host}:{port}/");
            refused(&closed, Subject::Credential, &url);
        }
        assert_eq!(canary.connections(), before, "{host}");
        // That this spelling does mean the canary.
        let url = format!("http://{host}:{port}/");
        fetch(&open, Subject::Credential, &url).unwrap();
        assert_eq!(canary.connections(), before + 1, "{host}");
    }
}

#[test]
fn n02_hosts_that_are_neither_name_nor_address_are_refused_even_with_this_machine_open() {
    let canary = Server::canary();
    let port = canary.address.port();
    for settings in [closed_inwards(), open_inwards()] {
        let book = Book::default();
        let network = network_with(settings, book.clone());
        for host in [
            "[::1%25lo]",
            "[::1%lo]",
            "[::ffff:127.0.0.1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "0",
            "256.0.0.1",
            "127.0.0.1.5",
            "1e100.0x",
            "xn--a",
            "a%00.example",
            "localhost.",
            "issuer.example.",
            "intranet",
        ] {
            for scheme in ["https", "http"] {
                refused(
                    &network,
                    Subject::Credential,
                    &format!("{scheme}://{host}:{port}/"),
                );
            }
        }
        assert!(book.asked().is_empty());
    }
    assert_eq!(canary.connections(), 0);
}

#[test]
fn n02_names_of_local_networks_are_not_even_looked_up() {
    let book = Book::default();
    let network = network_with(closed_inwards(), book.clone());
    for name in [
        "localhost",
        "a.localhost",
        "printer.local",
        "metadata.google.internal",
        "nas.home.arpa",
        "a.onion",
    ] {
        refused(&network, Subject::DidDocument, &format!("https://{name}/"));
    }
    assert!(book.asked().is_empty());
    // A name that only ends alike is looked up.
    let alike = fetch(
        &network,
        Subject::DidDocument,
        "https://notlocalhost.example/",
    );
    assert_eq!(alike.unwrap_err().slug(), "host-unknown");
    assert_eq!(book.asked(), ["notlocalhost.example"]);
}

#[test]
fn n03_one_address_that_is_not_public_refuses_the_name() {
    let canary = Server::canary();
    let port = canary.address.port();
    let book = Book::default()
        .with("good.example", &["127.0.0.1"])
        .with("mixed.example", &["127.0.0.1", "10.0.0.1"])
        .with("mixed-late.example", &["127.0.0.1", "127.0.0.1", "8.8.8.8"])
        .with("public-first.example", &["8.8.8.8", "10.0.0.1"])
        .with("inside.example", &["10.0.0.1"])
        .with("mapped.example", &["::ffff:127.0.0.1"])
        .with("none.example", &[]);
    let open = network_with(open_inwards(), book.clone());
    for name in ["mixed", "mixed-late", "inside", "mapped"] {
        refused(
            &open,
            Subject::DidDocument,
            &format!("http://{name}.example:{port}/"),
        );
    }
    let none = fetch(
        &open,
        Subject::DidDocument,
        &format!("http://none.example:{port}/"),
    );
    assert_eq!(none.unwrap_err().slug(), "host-unknown");
    assert_eq!(canary.connections(), 0);
    fetch(
        &open,
        Subject::DidDocument,
        &format!("http://good.example:{port}/"),
    )
    .unwrap();
    assert_eq!(canary.connections(), 1);
    let closed = network_with(closed_inwards(), book);
    for name in ["good", "mixed", "public-first", "inside", "mapped"] {
        let url = format!("https://{name}.example/");
        let reason = refused(&closed, Subject::DidDocument, &url);
        // Which address it is, and of which kind, is not told.
        assert_eq!(reason, "its name leads to an address that is not public");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn n04_the_connection_goes_to_the_address_that_was_checked_and_no_second_look_up_is_made() {
    let checked = Server::json("{}");
    let port = checked.address.port();
    // Linux has all of 127.0.0.0/8 on loopback.
    let canary = Server::at(&format!("127.0.0.2:{port}"), |_| {});
    let book = Book::default().with_answers("rebinding.example", &[&["127.0.0.1"], &["127.0.0.2"]]);
    let network = network_with(open_inwards(), book.clone());
    let url = format!("http://rebinding.example:{port}/");
    fetch(&network, Subject::Credential, &url).unwrap();
    assert_eq!(book.asked(), ["rebinding.example"]);
    assert_eq!((checked.connections(), canary.connections()), (1, 0));
    // The next fetch looks up anew, and its connection is not the old one.
    let _ = fetch(&network, Subject::Credential, &url);
    assert_eq!(book.asked().len(), 2);
    assert_eq!((checked.connections(), canary.connections()), (1, 1));
}

#[test]
fn n04_a_name_that_turns_inwards_is_refused_from_then_on() {
    let canary = Server::canary();
    let port = canary.address.port();
    let answers: [&[&str]; 2] = [&["127.0.0.1"], &["10.0.0.1"]];
    let book = Book::default().with_answers("turning.example", &answers);
    let network = network_with(open_inwards(), book);
    let url = format!("http://turning.example:{port}/");
    fetch(&network, Subject::Credential, &url).unwrap();
    refused(&network, Subject::Credential, &url);
    assert_eq!(canary.connections(), 1);
}

#[test]
fn n06_ports_users_and_schemes_that_are_not_meant_are_refused() {
    let book = Book::default().with("issuer.example", &["127.0.0.1"]);
    let network = network_with(closed_inwards(), book.clone());
    for (url, reason) in [
        ("https://issuer.example:6379/", "only port 443 is asked"),
        ("https://issuer.example:80/", "only port 443 is asked"),
        ("https://8.8.8.8:22/", "only port 443 is asked"),
        ("http://issuer.example/", "only https is fetched"),
        ("http://issuer.example:443/", "only https is fetched"),
        ("http://8.8.8.8/", "only https is fetched"),
        ("ftp://issuer.example/", "only https is fetched"),
        ("file:///etc/passwd", "only https is fetched"),
        ("data:application/json,{}", "only https is fetched"),
        ("gopher://issuer.example/", "only https is fetched"),
        (
            "https://user@issuer.example/",
            "it holds a user name or a password",
        ),
        (
            "https://:secret@issuer.example/",
            "it holds a user name or a password",
        ),
    ] {
        assert_eq!(
            refused(&network, Subject::DidDocument, url),
            reason,
            "{url}"
        );
    }
    assert!(book.asked().is_empty());
    // The same host is looked up where port and scheme are right, 443 said or not.
    for url in ["https://issuer.example/", "https://issuer.example:443/a"] {
        let reason = refused(&network, Subject::DidDocument, url);
        assert!(reason.contains("not public"), "{reason}");
    }
    assert_eq!(book.asked(), ["issuer.example"; 2]);
}

#[test]
fn n06_what_is_no_url_is_malformed() {
    let network = network(open_inwards());
    let long = format!("https://issuer.example/{}", "a".repeat(2048));
    for url in [
        "",
        "issuer.example",
        "//issuer.example/",
        "https://",
        " https://issuer.example/",
        "https://issuer.example/\r\nHost: other",
        "https://iss\tuer.example/",
        "https://issuer.example:99999/",
        &long,
    ] {
        let error = fetch(&network, Subject::Credential, url).unwrap_err();
        assert_eq!(error.slug(), "url-malformed", "{url}: {error}");
    }
}

#[test]
fn n11_this_deployment_does_not_ask_itself_and_marks_what_it_asks() {
    let server = Server::json("{}");
    let url = server.url("/api/v1/verify?url=x");
    let settings = NetworkSettings {
        own_origin: Some(Url::parse(&server.url("/")).unwrap()),
        ..open_inwards()
    };
    for subject in EVERY_SUBJECT {
        let reason = refused(&network(settings.clone()), subject, &url);
        assert!(reason.contains("itself"), "{reason}");
    }
    assert_eq!(server.connections(), 0);
    let other = Server::json("{}");
    fetch(&network(settings), Subject::Credential, &other.url("/")).unwrap();
    assert!(other.heads()[0].contains("via: 1.1 proofmark\r\n"));
}

#[test]
fn a_request_says_what_it_must_and_nothing_more() {
    let server = Server::json("{}");
    let network = network(open_inwards());
    fetch(&network, Subject::DidDocument, &server.url("/a?b=c#d")).unwrap();
    let head = server.heads().remove(0);
    let mut lines: Vec<String> = head.lines().map(str::to_lowercase).collect();
    assert_eq!(lines.remove(0), "get /a?b=c http/1.1");
    lines.retain(|line| !line.is_empty());
    lines.sort();
    assert_eq!(
        lines,
        [
            "accept-encoding: identity",
            "accept: application/did+json, application/json;q=0.9, */*;q=0.1",
            "connection: close",
            &format!("host: {}", server.address),
            concat!("user-agent: proofmark/", env!("CARGO_PKG_VERSION")),
            "via: 1.1 proofmark",
        ]
    );
}

/// What is told of `url` to whoever asks.
fn told(network: &Network, url: &str) -> FetchError {
    fetch(network, Subject::DidDocument, url).unwrap_err()
}

#[test]
fn n12_whatever_does_not_answer_as_it_should_reads_the_same() {
    let network = network(open_inwards());
    let closed_port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    let hangs_up = Server::raw(drop);
    let banner = Server::raw(|mut stream: TcpStream| {
        let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.6\r\n");
    });
    let cut_short = Server::http(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort");
    });
    let endless_head = Server::http(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nA: ");
        super::web::flood(stream, &[b'a'; 1024]);
    });
    let same = FetchError::Connection {
        host: "127.0.0.1".to_owned(),
    };
    assert_eq!(told(&network, &closed_port), same);
    for server in [hangs_up, banner, cut_short, endless_head] {
        assert_eq!(told(&network, &server.url("/")), same);
    }
    assert_eq!(same.to_string(), "no answer could be had from 127.0.0.1");
    fetch(&network, Subject::DidDocument, &Server::json("{}").url("/")).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn n12_a_port_that_is_silent_reads_like_one_that_is_closed() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .unwrap();
    let _inside = runtime.enter();
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    // Nobody accepts: when the line is full, Linux answers no one.
    let soon = Duration::from_millis(200);
    let mut line = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, soon) {
        line.push(stream);
    }
    let error = told(&network(in_haste()), &format!("http://{address}/"));
    let same = FetchError::Connection {
        host: "127.0.0.1".to_owned(),
    };
    assert_eq!(error, same);
}

#[test]
fn a_proxy_of_the_environment_is_not_used() {
    let canary = Server::canary();
    let proxy = canary.url("");
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    for variable in ["http_proxy", "https_proxy", "all_proxy"] {
        child.env(variable, &proxy);
        child.env(variable.to_uppercase(), &proxy);
    }
    let name = "hosts::n01_this_machine_is_asked_only_where_it_is_open";
    let ran = child.args(["--exact", name]).output().unwrap();
    let out = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && out.contains("1 passed"), "{out}");
    assert_eq!(canary.connections(), 0);
}

#[test]
fn a_closed_resolver_fetches_nothing() {
    let canary = Server::canary();
    let error = Closed.fetch(Subject::DidDocument, &canary.url("/"), &Trip::new());
    assert_eq!(error.unwrap_err().slug(), "offline");
    assert_eq!(canary.connections(), 0);
}
