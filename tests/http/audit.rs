//! The audit log over HTTP: checkpoint, evidence, and an issuer's entries.

use crate::bench::{Bench, fits};
use crate::keys::TestSigner;
use axum::http::StatusCode;
use proofmark::audit::{Act, Checkpoint, Consistency, Entry, Inclusion, object};
use proofmark::clock::parse_timestamp;
use proofmark::digest::sha256_hex;
use proofmark::id::{SeededRng, time_ordered_uuid};
use proofmark::records::api_key::Scope;
use proofmark::records::audit::append;
use proofmark::store::{Commit, Store};
use std::sync::Arc;

fn signer() -> TestSigner {
    TestSigner::new([7; 32], "did:web:school.example#audit")
}

/// A deployment with an audit key.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.service.keep_audit_signer(Arc::new(signer()));
    bench
}

fn digest(number: u64) -> String {
    sha256_hex(&[b"document", &number.to_be_bytes()])
}

fn append_to(bench: &Bench, issuer: &str, numbers: std::ops::Range<u64>) {
    let at = parse_timestamp("2026-11-20T09:00:00Z").unwrap();
    for number in numbers {
        let id = time_ordered_uuid(at, &mut SeededRng::new(number));
        let about = object("credential", &number.to_string());
        let entry = Entry::new(id, at, "command-line", Act::CredentialIssue, about)
            .of_issuer(issuer)
            .with_digests(vec![digest(number)]);
        let commit = append(Commit::new(), &entry);
        bench.store.commit(commit).unwrap().unwrap();
    }
}

#[tokio::test]
async fn the_checkpoint_is_a_signed_note() {
    let bench = bench();
    append_to(&bench, "default", 1000..1005);
    bench.service.seal_audit().unwrap();
    let reply = bench.get("/audit/checkpoint").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    let point = Checkpoint::open(reply.text(), &signer().key().verifying_key()).unwrap();
    assert_eq!(point.origin, "school.example/audit");
    assert!(point.size >= 5);
}

#[tokio::test]
async fn nothing_sealed_is_not_found() {
    let bench = Bench::new();
    let reply = bench.get("/audit/checkpoint").await;
    reply.problem(404, "not-found");
    let path = format!("/audit/inclusion?digest={}", digest(1));
    bench.get(&path).await.problem(404, "not-found");
    let reply = bench.get("/audit/consistency?from=1&to=2").await;
    reply.problem(404, "not-found");
    let reply = bench.get("/api/v1/audit/entries").await;
    assert_eq!(reply.json(), serde_json::json!({"entries": []}));
}

#[tokio::test]
async fn evidence_is_checked_with_the_audit_key_alone() {
    let bench = bench();
    append_to(&bench, "default", 1000..1005);
    bench.service.seal_audit().unwrap();
    let first = bench.get("/audit/checkpoint").await;
    append_to(&bench, "default", 1005..1300);
    bench.service.seal_audit().unwrap();
    let last = bench.get("/audit/checkpoint").await;
    let key = signer().key().verifying_key();

    let path = format!("/audit/inclusion?digest={}", digest(1200).to_uppercase());
    let reply = bench.get(&path).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let evidence = Inclusion::read(&reply.body).unwrap();
    let at = evidence.verify(&key, &digest(1200)).unwrap();
    assert_eq!(at, parse_timestamp("2026-11-20T09:00:00Z").unwrap());
    assert_eq!(evidence.checkpoint, last.text());

    let size = |note: &str| Checkpoint::open(note, &key).unwrap().size;
    let (from, to) = (size(first.text()), size(last.text()));
    let path = format!("/audit/consistency?from={from}&to={to}");
    let reply = bench.get(&path).await;
    let evidence = Consistency::read(&reply.body).unwrap();
    evidence.verify(&key).unwrap();
    assert_eq!(evidence.from, first.text());

    let turned = format!("/audit/consistency?from={to}&to={from}");
    bench.get(&turned).await.problem(422, "sizes-reversed");
    let between = format!("/audit/consistency?from={}&to={to}", from + 1);
    let problem = bench.get(&between).await.problem(404, "not-found");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains(&to.to_string())
    );
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    let bench = bench();
    for query in [
        "/audit/inclusion",
        "/audit/inclusion?digest=abc",
        "/audit/inclusion?digest=zz00000000000000000000000000000000000000000000000000000000000000",
        "/audit/consistency",
        "/audit/consistency?from=1",
        "/audit/consistency?from=-1&to=2",
        "/audit/consistency?from=1&to=99999999999999999999",
        "/audit/checkpoint?size=4",
        "/api/v1/audit/entries?after=AAAA",
        "/api/v1/audit/entries?limit=0",
    ] {
        bench.get(query).await.problem(400, "bad-query");
    }
    let largest = format!("/audit/consistency?from=0&to={}", u64::MAX);
    bench.get(&largest).await.problem(404, "not-found");
}

#[tokio::test]
async fn an_issuer_sees_its_own_entries() {
    let bench = bench();
    append_to(&bench, "default", 1000..1010);
    append_to(&bench, "other", 1010..1030);
    bench.service.seal_audit().unwrap();
    let other = bench.key("other", Scope::Admin);
    let mut found = Vec::new();
    let mut path = "/api/v1/audit/entries?limit=8".to_owned();
    loop {
        let request = axum::http::Request::get(&path)
            .header("authorization", format!("Bearer {other}"))
            .body(axum::body::Body::empty())
            .unwrap();
        let reply = bench.send(request).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let page = reply.json();
        fits(&page, "AuditEntryPage");
        found.extend(page["entries"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/api/v1/audit/entries?limit=8&after={next}");
    }
    assert!(found.len() >= 20);
    for one in found {
        assert_eq!(one["entry"]["issuer"], "other");
        let entry: Entry = serde_json::from_value(one["entry"].clone()).unwrap();
        assert_eq!(one["hash"], entry.hash());
    }
}
