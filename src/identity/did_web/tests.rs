use super::*;

/// The examples of the method, and others: the DID and the address of its document.
const GOOD: [(&str, &str); 8] = [
    (
        "did:web:w3c-ccg.github.io",
        "https://w3c-ccg.github.io/.well-known/did.json",
    ),
    (
        "did:web:w3c-ccg.github.io:user:alice",
        "https://w3c-ccg.github.io/user/alice/did.json",
    ),
    (
        "did:web:example.com%3A3000:user:alice",
        "https://example.com:3000/user/alice/did.json",
    ),
    (
        "did:web:localhost%3A8080",
        "https://localhost:8080/.well-known/did.json",
    ),
    (
        "did:web:xn--bcher-kva.example",
        "https://xn--bcher-kva.example/.well-known/did.json",
    ),
    (
        "did:web:example.com:%7Ealice",
        "https://example.com/%7Ealice/did.json",
    ),
    (
        "did:web:example.com:z%C3%BCrich",
        "https://example.com/z%C3%BCrich/did.json",
    ),
    (
        "did:web:example.com:v1.0_a-b",
        "https://example.com/v1.0_a-b/did.json",
    ),
];

#[test]
fn a_did_gives_the_address_of_its_document() {
    for (did, url) in GOOD {
        assert_eq!(document_url(did).unwrap().as_str(), url, "{did}");
    }
}

#[test]
fn a_public_url_gives_a_did() {
    for (url, expected) in [
        ("https://badges.example", "did:web:badges.example"),
        ("https://badges.example/", "did:web:badges.example"),
        ("https://Badges.Example:443/", "did:web:badges.example"),
        (
            "https://badges.example:8443/a/b/",
            "did:web:badges.example%3A8443:a:b",
        ),
        (
            "https://badges.example/~ada",
            "did:web:badges.example:%7Eada",
        ),
        (
            "https://badges.example/zürich",
            "did:web:badges.example:z%C3%BCrich",
        ),
        ("https://bücher.example", "did:web:xn--bcher-kva.example"),
        ("http://localhost:8080", "did:web:localhost%3A8080"),
        ("http://localhost", "did:web:localhost%3A80"),
    ] {
        assert_eq!(did(url).as_deref(), Ok(expected), "{url}");
    }
}

#[test]
fn public_urls_that_cannot_be_a_did_are_refused() {
    use DidWebError as E;
    let address = |text: &str| E::Address(text.to_owned());
    for (url, expected) in [
        ("http://badges.example", E::NotHttps),
        ("ftp://badges.example", E::NotHttps),
        ("https://user@badges.example", E::Extras),
        ("https://badges.example/?a", E::Extras),
        ("https://badges.example/#a", E::Extras),
        ("https://192.0.2.1", address("192.0.2.1")),
        ("https://0x7f.1", address("127.0.0.1")),
        ("https://[::1]:8080", address("[::1]")),
        ("https://badges.example/a//b", E::Segment(String::new())),
        (
            "https://badges.example/a%2Fb",
            E::Segment("a%2Fb".to_owned()),
        ),
        ("https://badges.example/a:b", E::Segment("a%3Ab".to_owned())),
        (
            "https://bad_ges.example",
            E::Host("bad_ges.example".to_owned()),
        ),
    ] {
        assert_eq!(did(url), Err(expected), "{url}");
    }
    assert!(matches!(did("badges.example"), Err(E::NotAUrl(_))));
    assert!(matches!(did("urn:a:b"), Err(E::Host(_))));
}

#[test]
fn tricks_are_refused() {
    type Check = fn(&DidWebError) -> bool;
    let segment: Check = |e| matches!(e, DidWebError::Segment(_));
    let host: Check = |e| matches!(e, DidWebError::Host(_));
    let address: Check = |e| matches!(e, DidWebError::Address(_));
    let port: Check = |e| matches!(e, DidWebError::Port(_));
    let method: Check = |e| matches!(e, DidWebError::OtherMethod);
    for (did, expected) in [
        ("did:web:a.example:%2e%2e:x", segment),
        ("did:web:a.example:..:x", segment),
        ("did:web:a.example:.", segment),
        ("did:web:a.example:x%2fy", segment),
        ("did:web:a.example:x%5Cy", segment),
        ("did:web:a.example:x%3Fy", segment),
        ("did:web:a.example:x%23y", segment),
        ("did:web:a.example:x%00y", segment),
        ("did:web:a.example:x%252e", segment),
        ("did:web:a.example:x%4", segment),
        ("did:web:a.example:x%zz", segment),
        ("did:web:a.example:x%+5", segment),
        ("did:web:a.example:x/y", segment),
        ("did:web:a.example:x?y", segment),
        ("did:web:a.example:x#y", segment),
        ("did:web:a.example::x", segment),
        ("did:web:a.example:", segment),
        ("did:web:a.example:é", segment),
        ("did:web:", host),
        ("did:web:user@a.example", host),
        ("did:web:a.example/x", host),
        ("did:web:a.example?x", host),
        ("did:web:a.example#x", host),
        ("did:web:a..example", host),
        ("did:web:a.example.", host),
        ("did:web:-a.example", host),
        ("did:web:a\u{3002}example", host),
        ("did:web:%3A80", host),
        ("did:web:127.0.0.1", address),
        ("did:web:2130706433", address),
        ("did:web:0x7f000001", address),
        ("did:web:a.0x7f", address),
        ("did:web:[", host),
        ("did:web:a.example%3A0", port),
        ("did:web:a.example%3A", port),
        ("did:web:a.example%3A080", port),
        ("did:web:a.example%3A65536", port),
        ("did:web:a.example%3A+80", port),
        ("did:web:a.example%3A80%3A81", port),
        ("did:web:a.example%40b.example", port),
        ("did:web:a.example%2Fx", port),
        ("DID:web:a.example", method),
        ("did:key:z6Mk", method),
    ] {
        let error = document_url(did).unwrap_err();
        assert!(expected(&error), "{did}: {error:?}");
    }
    let of_length = |length: usize| format!("did:web:a.example:{}", "x".repeat(length - 18));
    assert!(document_url(&of_length(1024)).is_ok());
    assert_eq!(document_url(&of_length(1025)), Err(DidWebError::TooLong));
    // A name may have 253 letters (RFC 1035, section 2.3.4, without the root's two bytes).
    let of_host = |length| format!("did:web:{}", &"abc.".repeat(64)[..length]);
    assert!(document_url(&of_host(253)).is_ok());
    for length in [254, 255] {
        let error = document_url(&of_host(length)).unwrap_err();
        assert!(host(&error), "{length}: {error:?}");
    }
}

#[test]
fn a_port_is_told_for_the_resolver_to_judge() {
    let url = document_url("did:web:a.example%3A6379").unwrap();
    assert_eq!((url.scheme(), url.port()), ("https", Some(6379)));
}

#[test]
fn there_and_back() {
    for (did, url) in GOOD {
        let base = url
            .strip_suffix("/.well-known/did.json")
            .or_else(|| url.strip_suffix("/did.json"))
            .unwrap();
        assert_eq!(super::did(base).as_deref(), Ok(did));
    }
}
