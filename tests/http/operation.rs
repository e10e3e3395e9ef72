//! What operators rely on: health and readiness, and how faults of ours are told and contained.

use crate::bench::{Bench, FRAMEWORK, Mood, limits};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use proofmark::http::{Face, Limits, router};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt;

#[tokio::test]
async fn ready_is_who_can_do_everything() {
    let bench = Bench::new();
    let ready = bench.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(
        ready.json(),
        json!({"recording": true, "issuing": true, "verifying": true})
    );

    bench.store.set(Mood::Full);
    let full = bench.get("/readyz").await.problem(503, "store-failed");
    assert_eq!(
        (&full["recording"], &full["verifying"]),
        (&json!(false), &json!(true))
    );
    assert!(
        !full.to_string().contains("secret"),
        "the store's place is nobody's business"
    );
    assert!(
        bench
            .faults
            .lock()
            .unwrap()
            .iter()
            .any(|fault| fault.contains("secret"))
    );
    bench.store.set(Mood::Well);
    assert_eq!(bench.get("/readyz").await.status, StatusCode::OK);

    bench.face.drain();
    bench.get("/readyz").await.problem(503, "closing");
    assert_eq!(
        bench.get("/healthz").await.json(),
        json!({"status": "alive"})
    );
}

#[tokio::test]
async fn without_a_key_it_only_verifies_and_says_so() {
    let bench = Bench::unopened(limits(), tempfile::tempdir().unwrap());
    let told = bench.get("/readyz").await.problem(503, "issuer-missing");
    assert_eq!(
        (&told["issuing"], &told["verifying"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        bench.post("/api/v1/verify", "{}").await.status,
        StatusCode::OK
    );
    bench
        .get("/.well-known/did.json")
        .await
        .problem(404, "not-found");
}

#[tokio::test]
async fn the_outcome_of_a_probe_is_good_for_a_while() {
    let bench = Bench::with(Limits {
        probe: Duration::from_secs(3_600),
        ..limits()
    });
    assert_eq!(bench.get("/readyz").await.status, StatusCode::OK);
    bench.store.set(Mood::Full);
    assert_eq!(
        bench.get("/readyz").await.status,
        StatusCode::OK,
        "nobody wrote again"
    );
}

#[tokio::test]
async fn a_full_disk_is_not_acknowledged_and_passes() {
    let bench = Bench::new();
    bench.store.set(Mood::Full);
    let reply = bench.post("/api/v1/frameworks", FRAMEWORK).await;
    let problem = reply.problem(503, "store-full");
    assert!(!problem.to_string().contains("secret"));
    assert!(!reply.header("retry-after").is_empty());
    bench.store.set(Mood::Well);
    let reply = bench.post("/api/v1/frameworks", FRAMEWORK).await;
    assert_eq!(reply.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_panic_is_a_problem_document_and_nothing_else_is_hurt() {
    let bench = Bench::new();
    bench.store.set(Mood::Panicking);
    let reply = bench.post("/api/v1/frameworks", FRAMEWORK).await;
    let problem = reply.problem(500, "defect");
    assert!(!problem.to_string().contains("secret"));
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    bench.store.set(Mood::Well);
    let reply = bench.post("/api/v1/frameworks", FRAMEWORK).await;
    assert_eq!(reply.status, StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_when_the_queue_is_full_is_sent_away_at_once() {
    let bench = Arc::new(Bench::with(Limits {
        store_calls: 1,
        queue: 0,
        ..limits()
    }));
    bench.store.set(Mood::Stuck);
    let waiting = tokio::spawn({
        let bench = Arc::clone(&bench);
        async move { bench.get("/.well-known/did.json").await }
    });
    let stuck = Arc::clone(&bench.store);
    tokio::task::spawn_blocking(move || stuck.wait_until_stuck(1))
        .await
        .unwrap();
    let refused = bench.get("/.well-known/did.json").await;
    refused.problem(503, "busy");
    assert!(!refused.header("retry-after").is_empty());
    let alive = bench.get("/healthz").await;
    assert_eq!(
        alive.status,
        StatusCode::OK,
        "health needs no place in the queue"
    );
    bench.store.set(Mood::Well);
    assert_eq!(waiting.await.unwrap().status, StatusCode::OK);
    assert_eq!(
        bench.get("/.well-known/did.json").await.status,
        StatusCode::OK
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_takes_too_long_is_given_up() {
    let bench = Bench::with(Limits {
        handler: Duration::ZERO,
        ..limits()
    });
    bench.store.set(Mood::Stuck);
    let reply = bench.get("/.well-known/did.json").await;
    reply.problem(503, "timed-out");
    bench.store.set(Mood::Well);
    // The same service behind a face that has time.
    let patient = router(Arc::new(Face::new(Arc::clone(&bench.service), limits())));
    let request = Request::get("/.well-known/did.json")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        patient.oneshot(request).await.unwrap().status(),
        StatusCode::OK
    );
}
