//! Who a server proves to be: N09.

use super::web::{Authority, Book, Server, answer, self_certified};
use super::{fetch, network_with, open_inwards};
use proofmark::resolver::{FetchError, Network, NetworkSettings, Subject};
use rustls::ServerConfig;
use std::io::{Read, Write};
use std::sync::mpsc;
use time::macros::datetime;

const FAR: time::OffsetDateTime = datetime!(2099-01-01 0:00 UTC);

fn server(tls: ServerConfig) -> Server {
    Server::https(tls, |_, stream| {
        answer(
            stream,
            "200 OK",
            &["Content-Type: application/did+json"],
            "{}",
        );
    })
}

fn trusting(authorities: Option<Vec<Vec<u8>>>) -> Network {
    let book = Book::default().with("issuer.example", &["127.0.0.1"]);
    let settings = NetworkSettings {
        authorities,
        ..open_inwards()
    };
    network_with(settings, book)
}

fn get(network: &Network, server: &Server) -> Result<Vec<u8>, FetchError> {
    let url = format!("https://issuer.example:{}/did.json", server.address.port());
    fetch(network, Subject::DidDocument, &url).map(|fetched| fetched.body.clone())
}

#[test]
fn n09_a_certificate_by_a_known_authority_for_this_host_and_time_is_good() {
    let authority = Authority::new();
    let network = trusting(Some(vec![authority.der()]));
    let server = server(authority.certify("issuer.example", FAR));
    assert_eq!(get(&network, &server).unwrap(), b"{}");
    assert!(server.heads()[0].contains(&format!(
        "host: issuer.example:{}\r\n",
        server.address.port()
    )));
}

#[test]
fn n09_any_other_certificate_is_not() {
    let authority = Authority::new();
    let network = trusting(Some(vec![authority.der()]));
    let expired = datetime!(2024-01-01 0:00 UTC);
    for tls in [
        self_certified("issuer.example"),
        Authority::new().certify("issuer.example", FAR),
        authority.certify("other.example", FAR),
        authority.certify("sub.issuer.example", FAR),
        authority.certify("issuer.example", expired),
    ] {
        let server = server(tls);
        let error = get(&network, &server).unwrap_err();
        let host = "issuer.example".to_owned();
        assert_eq!(error, FetchError::Tls { host });
        assert_eq!(server.connections(), 1);
        assert!(server.heads().is_empty());
    }
}

#[test]
fn n09_unless_told_otherwise_only_public_authorities_are_trusted() {
    let authority = Authority::new();
    let server = server(authority.certify("issuer.example", FAR));
    let error = get(&trusting(None), &server).unwrap_err();
    assert_eq!(error.slug(), "tls");
    let error = get(&trusting(Some(Vec::new())), &server).unwrap_err();
    assert_eq!(error.slug(), "tls");
}

#[test]
fn n09_a_server_without_tls_is_not_asked_in_the_clear() {
    let (heard, hears) = mpsc::channel();
    let plain = Server::raw(move |mut stream| {
        let mut first = [0; 3];
        stream.read_exact(&mut first).unwrap();
        heard.send(first).unwrap();
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let error = get(&trusting(None), &plain).unwrap_err();
    assert_eq!(error.slug(), "tls");
    // The beginning of a TLS handshake, and no request.
    assert_eq!(hears.recv().unwrap()[..2], [0x16, 0x03]);
}
