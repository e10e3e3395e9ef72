//! `POST /api/v1/verify`, asked in every way in which it may be asked: what is expected of a
//! credential, files in forms, addresses.

use crate::bench::{ASSESSMENT, Bench, Reply, fits, limits};
use crate::evidence::logged;
use crate::keys::{TestSigner, multikey};
use crate::pictures;
use crate::signing::{
    JCS, RDFC, credential, did, issued, issuer, options_with, presentation, presented, signed, with,
};
use crate::web::{Book, Hands, Server, answer};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::audit::Act;
use proofmark::carrier::{self, Existing};
use proofmark::resolver::{Network, NetworkSettings, VIA};
use serde_json::{Value, json};
use std::sync::Arc;

const OURS: &str = "did:web:school.example";
const BOUNDARY: &str = "a-line-between";

/// A deployment that reads what other servers on this machine have.
fn online() -> Bench {
    let settings = NetworkSettings {
        loopback: true,
        ..NetworkSettings::default()
    };
    let network = Network::new(settings, Box::new(Book::default()), Box::new(Hands::new()));
    Bench::changed(limits(), |service| service.fetching_with(Arc::new(network)))
}

async fn ask(bench: &Bench, request: &Value) -> Reply {
    let reply = bench.post("/api/v1/verify", request.to_string()).await;
    if reply.status == StatusCode::OK {
        if request.get("@context").is_none() {
            fits(request, "VerifyRequest");
        }
        fits(&reply.json(), "Report");
    }
    reply
}

/// A badge by this deployment, from the sample assessment.
async fn badge(bench: &Bench) -> Value {
    let assessment = bench.assessed().await;
    let body = json!({ "assessment": assessment, "proofs": ["eddsa-jcs-2022"] });
    let request = bench
        .request(Method::POST, "/api/v1/credentials")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()));
    let reply = bench.send(request.unwrap()).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    reply.json()["credentials"][0]["credential"].clone()
}

/// The answers to what was expected, in order.
fn answers(report: &Value) -> Vec<(&str, &str)> {
    let each = report["expectations"].as_array().unwrap().iter();
    each.map(|one| {
        let text = |name: &str| one[name].as_str().unwrap();
        (text("expected"), text("answer"))
    })
    .collect()
}

fn form(parts: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, more, value) in parts {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n"
        );
        body.extend([head.as_bytes(), value, b"\r\n"].concat());
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

async fn send_form(bench: &Bench, parts: &[(&str, &str, &[u8])]) -> Reply {
    let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = Request::post("/api/v1/verify").header(header::CONTENT_TYPE, media_type);
    bench.send(request.body(form(parts).into()).unwrap()).await
}

#[tokio::test]
async fn what_is_expected_is_answered_with_yes_no_or_cannot_tell() {
    let bench = Bench::new();
    let badge = badge(&bench).await;
    let sample: Value = serde_json::from_str(ASSESSMENT).unwrap();
    let email = &sample["learner"]["email"];
    let soc = &sample["framework"]["soc"];
    let expect = |level: &str, email: &Value| json!({"issuer": OURS, "framework": soc, "levelAtLeast": level, "learnerEmail": email});
    let ask_with = |credential: &Value, expect: Value| {
        let request = json!({"credential": credential, "expect": expect});
        let bench = &bench;
        async move { ask(bench, &request).await.json() }
    };
    let all = ["issuer", "framework", "level-at-least", "learner-email"];
    let report = ask_with(&badge, expect("Developing", email)).await;
    assert_eq!(report["verdict"], "valid", "{report}");
    assert_eq!(answers(&report), all.map(|name| (name, "yes")));
    assert_eq!(report["expectations"][2]["wanted"], "Developing");

    let report = ask_with(&badge, expect("Advanced", &json!("eve@example.org"))).await;
    assert_eq!(report["verdict"], "valid");
    let expected = [
        ("issuer", "yes"),
        ("framework", "yes"),
        ("level-at-least", "no"),
        ("learner-email", "no"),
    ];
    assert_eq!(answers(&report), expected);

    let mut forged = badge.clone();
    forged["name"] = json!("Forged");
    let report = ask_with(&forged, expect("Developing", email)).await;
    assert_eq!(report["verdict"], "not-valid");
    assert_eq!(report["credential"], Value::Null);
    assert_eq!(answers(&report), all.map(|name| (name, "cannot-tell")));

    let reply = ask(
        &bench,
        &json!({"credential": badge, "expect": {"level": "x"}}),
    )
    .await;
    let problem = reply.problem(400, "verify-request");
    assert_eq!(problem["findings"][0]["pointer"], "/expect/level");
}

#[tokio::test]
async fn an_issuer_is_trusted_or_unknown_and_never_hidden() {
    let bench = Bench::new();
    let credential = issued(&credential(), RDFC);
    let id = did(&issuer());
    let listed = json!([{"id": id, "name": "A School"}]);
    let request = json!({"credential": credential, "trustedIssuers": listed});
    let report = ask(&bench, &request).await.json();
    let standing = json!({"id": id, "standing": "trusted", "listedAs": "A School"});
    assert_eq!(report["issuer"], standing);
    let request = json!({"credential": credential, "trustedIssuers": [OURS]});
    let report = ask(&bench, &request).await.json();
    assert_eq!(report["verdict"], "valid", "{report}");
    assert_eq!(report["issuer"], json!({"id": id, "standing": "unknown"}));
    let request = json!({"credential": credential, "trustedIssuers": [7]});
    ask(&bench, &request).await.problem(400, "verify-request");
}

#[tokio::test]
async fn a_presentation_is_reported_with_its_parts() {
    let bench = Bench::new();
    let shown = presentation(&[issued(&credential(), RDFC), badge(&bench).await]);
    let report = ask(&bench, &presented(&shown, RDFC)).await.json();
    assert_eq!(report["verdict"], "valid", "{report}");
    assert_eq!(report["subject"], "presentation");
    assert_eq!(report["carrier"], "json");
    let part = &report["parts"][1];
    assert_eq!(part["pointer"], "/verifiableCredential/1");
    assert_eq!(part["role"], "credential");
    assert_eq!(part["samePerson"], "different");
    assert_eq!(part["report"]["credential"]["kind"], "open-badge");
}

#[tokio::test]
async fn a_picture_in_a_form_is_read_whatever_it_is_called() {
    let bench = Bench::new();
    let badge = badge(&bench).await.to_string();
    let picture = carrier::bake(badge.as_bytes(), &pictures::png(), Existing::Keep).unwrap();
    let name = "; filename=\"badge.txt\"\r\nContent-Type: text/plain";
    let expect = json!({"issuer": "did:example:another"}).to_string();
    let parts = [
        ("credential", name, picture.as_slice()),
        ("expect", "", expect.as_bytes()),
        ("url", "", b""),
    ];
    let reply = send_form(&bench, &parts).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let report = reply.json();
    fits(&report, "Report");
    assert_eq!(report["verdict"], "valid", "{report}");
    assert_eq!(report["carrier"], "png");
    assert_eq!(answers(&report), [("issuer", "no")]);

    let bare = [("credential", name, &*pictures::png())];
    let reply = send_form(&bench, &bare).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(reply.json()["findings"][0]["problem"].is_string());
    let reply = send_form(&bench, &[("file", "", b"x")]).await;
    reply.problem(400, "verify-request");
}

#[tokio::test]
async fn a_credential_is_fetched_from_its_address() {
    let bench = online();
    let credential = issued(&credential(), RDFC).to_string();
    let server = Server::http(move |_, stream| {
        let media_type = ["Content-Type: application/json"];
        answer(stream, "200 OK", &media_type, &credential);
    });
    let url = server.url("/credential");
    let report = ask(&bench, &json!({ "url": url })).await.json();
    assert_eq!(report["verdict"], "valid", "{report}");
    assert_eq!(report["url"], url);
    let reply = send_form(&bench, &[("url", "", url.as_bytes())]).await;
    assert_eq!(reply.json()["verdict"], "valid", "{}", reply.text());
    assert!(
        server.heads()[0]
            .to_lowercase()
            .contains(&format!("via: {VIA}"))
    );
}

#[tokio::test]
async fn why_an_address_gives_nothing_is_told_by_the_problem() {
    let bench = online();
    let missing = Server::http(|_, stream| answer(stream, "404 Not Found", &[], ""));
    let page = Server::http(|_, stream| {
        answer(stream, "200 OK", &["Content-Type: text/html"], "<p>");
    });
    let text = Server::http(|_, stream| {
        answer(stream, "200 OK", &["Content-Type: application/json"], "[]");
    });
    for (url, slug) in [
        (missing.url("/"), "http-status"),
        (page.url("/"), "content-type"),
        ("https://10.0.0.1/x".to_owned(), "url-not-allowed"),
        ("ftp://school.example/x".to_owned(), "url-not-allowed"),
        ("not a url".to_owned(), "url-malformed"),
        ("https://nobody.example/x".to_owned(), "host-unknown"),
    ] {
        ask(&bench, &json!({ "url": url })).await.problem(422, slug);
    }
    // What is there and is no credential is told as when it had been sent.
    let reply = ask(&bench, &json!({ "url": text.url("/") })).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    let closed = Bench::new();
    let reply = ask(&closed, &json!({ "url": missing.url("/") })).await;
    reply.problem(422, "offline");
    for both in [
        json!({}),
        json!({"url": 7}),
        json!({"url": "x", "credential": {}}),
    ] {
        let reply = ask(&bench, &both).await;
        assert!(!reply.status.is_server_error(), "{}", reply.text());
    }
}

/// A verifier that fetches for another verifier could be led in a circle.
#[tokio::test]
async fn nothing_is_fetched_for_a_verifier_like_this_one() {
    let bench = online();
    let server = Server::canary();
    let send = |via: &[&str], body: Value| {
        let mut request = bench
            .request(Method::POST, "/api/v1/verify")
            .header(header::CONTENT_TYPE, "application/json");
        for one in via {
            request = request.header(header::VIA, *one);
        }
        bench.send(request.body(Body::from(body.to_string())).unwrap())
    };
    let by_url = || json!({ "url": server.url("/") });
    for via in [
        &[VIA][..],
        &["1.1 proxy.example, 1.1 proofmark"],
        &["1.1 proxy.example", VIA],
    ] {
        let reply = send(via, by_url()).await;
        reply.problem(422, "verification-loop");
    }
    assert_eq!(server.connections(), 0);
    let reply = send(&["1.1 proxy.example"], by_url()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert_eq!(server.connections(), 1);
    // What was sent along needs no fetching.
    let reply = send(&[VIA], issued(&credential(), RDFC)).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
}

#[tokio::test]
async fn evidence_tells_what_was_signed_before_a_key_was_revoked() {
    let bench = online();
    let (school, auditor) = (issuer(), TestSigner::did_key([21; 32]));
    let pages = Arc::new(std::sync::Mutex::new(String::new()));
    let page = Arc::clone(&pages);
    let server = Server::http(move |_, stream| {
        let body = page.lock().unwrap().clone();
        answer(stream, "200 OK", &["Content-Type: application/json"], body);
    });
    let id = server.url("/school");
    let method_of = |signer: &TestSigner| {
        let multikey = multikey(signer.key().verifying_key().as_bytes());
        json!({
            "id": format!("{id}#{multikey}"), "type": "Multikey", "controller": id,
            "publicKeyMultibase": multikey
        })
    };
    let revoked = with(
        &method_of(&school),
        "revoked",
        json!("2026-11-19T20:00:00Z"),
    );
    let method = revoked["id"].clone();
    *pages.lock().unwrap() = json!({
        "id": id, "verificationMethod": [revoked, method_of(&auditor)],
        "assertionMethod": [method],
        "service": {"id": "#audit-log", "type": "urn:proofmark:service:audit-log", "serviceEndpoint": server.url("/audit")}
    })
    .to_string();
    let by_url = with(&credential(), "issuer", json!(id));
    let options = options_with(JCS, "verificationMethod", method);
    let options = with(&options, "created", json!("2026-11-19T10:00:00Z"));
    let credential = signed(&by_url, &options, &school);
    let text = credential.to_string();
    let evidence = |at| {
        let inclusion = logged(text.as_bytes(), at, Act::CredentialIssue, &auditor);
        serde_json::to_value(inclusion).unwrap()
    };
    let report = ask(&bench, &credential).await.json();
    assert_eq!(report["verdict"], "could-not-be-checked", "{report}");
    for (at, verdict) in [
        ("2026-11-19T12:00:00Z", "valid"),
        ("2026-11-19T22:00:00Z", "not-valid"),
    ] {
        let request = json!({"credential": credential, "inclusion": evidence(at)});
        let report = ask(&bench, &request).await.json();
        assert_eq!(report["verdict"], verdict, "{report}");
        let inclusion = evidence(at).to_string();
        let parts: [(&str, &str, &[u8]); 2] = [
            ("credential", "", text.as_bytes()),
            ("inclusion", "", inclusion.as_bytes()),
        ];
        let report = send_form(&bench, &parts).await.json();
        assert_eq!(report["verdict"], verdict, "{report}");
    }
    let request = json!({"credential": credential, "inclusion": {"index": 1}});
    let reply = bench.post("/api/v1/verify", request.to_string()).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(reply.json()["findings"][0]["pointer"], "/inclusion");
}

#[tokio::test]
async fn the_state_of_a_credential_is_told_in_one_word() {
    let bench = Bench::new();
    let plain = issued(&credential(), RDFC);
    let ended = with(&credential(), "validUntil", json!("2026-11-19T11:00:00Z"));
    for (credential, state) in [(plain, "current"), (issued(&ended, RDFC), "expired")] {
        let report = ask(&bench, &credential).await.json();
        assert_eq!(report["lifecycle"], state);
    }
}
