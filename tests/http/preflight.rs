//! `POST /api/v1/preflight`: anybody may ask; what can be read is answered with 200.

use crate::bench::{Bench, Reply, fits};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::http::routes::{Access, Lane, routes};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/preflight";

async fn ask(bench: &Bench, media_type: &str, body: impl Into<Body>) -> Reply {
    let request = Request::post(PATH).header(header::CONTENT_TYPE, media_type);
    let reply = bench.send(request.body(body.into()).unwrap()).await;
    if reply.status == StatusCode::OK {
        fits(&reply.json(), "PreflightReport");
    }
    reply
}

fn badge() -> Value {
    let text = include_str!("../snapshots/open-badge.json");
    let mut badge: Value = serde_json::from_str(text).unwrap();
    // Before the time that it is on the bench.
    badge["validFrom"] = json!("2026-01-01T10:00:00Z");
    badge
}

#[tokio::test]
async fn a_credential_is_told_of_by_itself_or_in_a_request() {
    let bench = Bench::new();
    for media_type in ["application/vc", "application/json", "text/plain"] {
        let reply = ask(&bench, media_type, badge().to_string()).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let report = reply.json();
        assert_eq!(report["signable"], true, "{report}");
        assert_eq!(report["counts"]["official"], 0, "{report}");
    }
    let request = json!({
        "credential": badge(), "issuer": "did:web:another.example", "proofs": ["vc-jwt"]
    });
    fits(&request, "PreflightRequest");
    let report = ask(&bench, "application/json", request.to_string())
        .await
        .json();
    assert_eq!(report["signable"], false);
    assert_eq!(report["proofs"], json!(["vc-jwt"]));
    assert_eq!(report["findings"][0]["rule"], "foreign-issuer");
    assert_eq!(report["findings"][0]["severity"], "error");
    let nothing = ask(&bench, "application/json", "{}").await;
    assert_eq!(nothing.status, StatusCode::OK);
    assert_eq!(nothing.json()["signable"], false);
}

#[tokio::test]
async fn what_cannot_be_read_is_400() {
    let bench = Bench::new();
    for body in ["", "{", "[]", "7", r#"{"a":1,"a":2}"#, "e30.e30.AA"] {
        let reply = ask(&bench, "application/json", body).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{body}");
        let kind = &reply.json()["type"];
        assert_eq!(kind, "https://www.w3.org/TR/vc-data-model#PARSING_ERROR");
    }
    for wrong in [
        json!({"credential": 7}),
        json!({"credential": badge(), "proofs": "vc-jwt"}),
        json!({"credential": badge(), "proofs": ["rsa"]}),
        json!({"credential": badge(), "proofs": ["vc-jwt", "vc-jwt"]}),
        json!({"credential": badge(), "issuer": 7}),
        json!({"credential": badge(), "issuers": []}),
    ] {
        let reply = ask(&bench, "application/json", wrong.to_string()).await;
        reply.problem(400, "preflight-request");
    }
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(5 << 20));
    let reply = ask(&bench, "application/vc", long).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn it_is_limited_as_verifying_is() {
    let of = |path: &str| {
        let mut all = routes().iter();
        all.find(|route| route.path == path && route.method == Method::POST)
            .unwrap()
    };
    let (own, verify) = (of(PATH), of("/api/v1/verify"));
    assert_eq!(own.access, Access::Public);
    assert_eq!(own.lane, Lane::Proof);
    assert_eq!(own.body, verify.body);
    assert!(own.is_rated() && verify.is_rated());
}
