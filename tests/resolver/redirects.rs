//! Redirects: N05.

use super::web::{Authority, Book, Server, answer, path_of};
use super::{fetch, network, network_with, open_inwards};
use proofmark::resolver::{FetchError, NetworkSettings, Subject};
use time::macros::datetime;

/// A server that leads to where the query says, by the status that the path says.
fn signpost() -> Server {
    Server::http(|head, stream| {
        let (path, target) = path_of(head).split_once('?').unwrap();
        let status = format!("{} Elsewhere", &path[1..]);
        answer(stream, &status, &[&format!("Location: {target}")], "");
    })
}

/// A server that leads from `/n` to `/n-1`, and has a document at `/0`.
fn countdown() -> Server {
    Server::http(|head, stream| {
        let n: usize = path_of(head)[1..].parse().unwrap();
        match n.checked_sub(1) {
            Some(next) => answer(stream, "302 Found", &[&format!("Location: /{next}")], ""),
            None => answer(stream, "200 OK", &["Content-Type: application/json"], "{}"),
        }
    })
}

#[test]
fn n05_documents_of_issuers_stand_where_they_are_said_to() {
    let canary = Server::canary();
    let signpost = signpost();
    let network = network(open_inwards());
    for subject in [Subject::DidDocument, Subject::StatusList] {
        for code in [301, 302, 303, 307, 308] {
            let url = signpost.url(&format!("/{code}?{}", canary.url("/")));
            let error = fetch(&network, subject, &url).unwrap_err();
            assert!(matches!(error, FetchError::Redirect { .. }), "{error:?}");
        }
    }
    assert_eq!(canary.connections(), 0);
    for code in [301, 302, 303, 307, 308] {
        let url = signpost.url(&format!("/{code}?{}", canary.url("/end")));
        let fetched = fetch(&network, Subject::Credential, &url).unwrap();
        assert_eq!(fetched.url.as_str(), canary.url("/end"));
    }
    assert_eq!(canary.connections(), 5);
}

#[test]
fn n05_a_credential_may_have_moved_three_times() {
    let server = countdown();
    let network = network(open_inwards());
    let fetched = fetch(&network, Subject::Credential, &server.url("/3")).unwrap();
    assert_eq!(fetched.url.as_str(), server.url("/0"));
    assert_eq!(server.connections(), 4);
    for n in ["/4", "/20"] {
        let before = server.connections();
        let error = fetch(&network, Subject::Credential, &server.url(n)).unwrap_err();
        assert_eq!(error.slug(), "redirect-not-allowed");
        assert_eq!(server.connections(), before + 4);
    }
}

#[test]
fn n05_where_a_redirect_leads_is_checked_like_any_url() {
    let canary = Server::canary();
    let port = canary.address.port();
    let own = Server::canary();
    let signpost = signpost();
    let book = Book::default().with("inside.example", &["127.0.0.1", "10.0.0.1"]);
    let settings = NetworkSettings {
        own_origin: Some(own.url("/").parse().unwrap()),
        ..open_inwards()
    };
    let network = network_with(settings, book);
    for target in [
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://[::ffff:127.0.0.1]/".to_owned(),
        format!("http://0.0.0.0:{port}/"),
        format!("http://inside.example:{port}/"),
        format!("http://user@127.0.0.1:{port}/"),
        "http://issuer.local/".to_owned(),
        "file:///etc/passwd".to_owned(),
        own.url("/"),
    ] {
        let url = signpost.url(&format!("/302?{target}"));
        let error = fetch(&network, Subject::Credential, &url).unwrap_err();
        assert_eq!(error.slug(), "url-not-allowed", "{target}: {error}");
    }
    assert_eq!(canary.connections() + own.connections(), 0);
    let url = signpost.url(&format!("/302?http://127.0.0.1:{port}/"));
    fetch(&network, Subject::Credential, &url).unwrap();
}

#[test]
fn n05_https_never_leads_to_http() {
    let canary = Server::canary();
    let authority = Authority::new();
    let far = datetime!(2099-01-01 0:00 UTC);
    let end = Server::https(authority.certify("issuer.example", far), |_, stream| {
        answer(stream, "200 OK", &["Content-Type: application/json"], "{}");
    });
    let to = canary.url("/");
    let secure_to = format!("https://issuer.example:{}/", end.address.port());
    let server = Server::https(
        authority.certify("issuer.example", far),
        move |head, stream| {
            let target = match path_of(head) {
                "/down" => &to,
                _ => &secure_to,
            };
            answer(stream, "302 Found", &[&format!("Location: {target}")], "");
        },
    );
    let settings = NetworkSettings {
        authorities: Some(vec![authority.der()]),
        ..open_inwards()
    };
    let book = Book::default().with("issuer.example", &["127.0.0.1"]);
    let network = network_with(settings, book);
    let url = |path: &str| format!("https://issuer.example:{}{path}", server.address.port());
    let error = fetch(&network, Subject::Credential, &url("/down")).unwrap_err();
    assert_eq!(error.slug(), "redirect-not-allowed");
    assert_eq!(canary.connections(), 0);
    fetch(&network, Subject::Credential, &url("/along")).unwrap();
}

#[test]
fn n05_a_redirect_that_leads_nowhere_is_one() {
    let server = Server::http(|head, stream| match path_of(head) {
        "/none" => answer(stream, "302 Found", &[], ""),
        _ => answer(stream, "302 Found", &["Location: http://:/"], ""),
    });
    let network = network(open_inwards());
    for path in ["/none", "/odd"] {
        let error = fetch(&network, Subject::Credential, &server.url(path)).unwrap_err();
        assert_eq!(error.slug(), "redirect-not-allowed");
    }
}
