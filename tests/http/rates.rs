//! Public computing: how often one client may ask, and that a flood of hard questions keeps
//! nobody from learning that the service is alive.

use crate::bench::{Bench, Mood, Reply, WellAtTheEnd, limits};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use proofmark::http::routes::{Access, Lane, routes};
use proofmark::http::{Limits, Peer};
use serde_json::json;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

/// Two verifications a minute.
fn two_a_minute() -> Limits {
    Limits {
        verify_rate: 2,
        trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
        ..limits()
    }
}

async fn verify_from(bench: &Bench, peer: Option<&str>, forwarded: &[&str]) -> Reply {
    let mut request = Request::post("/api/v1/verify");
    for address in forwarded {
        request = request.header("X-Forwarded-For", *address);
    }
    let mut request = request.body(Body::from("{}")).unwrap();
    if let Some(peer) = peer {
        request.extensions_mut().insert(Peer(peer.parse().unwrap()));
    }
    bench.send(request).await
}

fn too_often(reply: &Reply) {
    reply.problem(429, "too-many-requests");
    let wait: u64 = reply.header("retry-after").parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    assert_eq!(reply.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn who_asks_too_often_is_told_to_wait_and_others_are_not() {
    let bench = Bench::with(two_a_minute());
    for _ in 0..2 {
        let reply = verify_from(&bench, Some("192.0.2.1"), &[]).await;
        assert_eq!(reply.status, StatusCode::OK);
    }
    too_often(&verify_from(&bench, Some("192.0.2.1"), &[]).await);
    // To claim to be somebody else does not help: a stranger is no proxy.
    too_often(&verify_from(&bench, Some("192.0.2.1"), &["198.51.100.1"]).await);
    let other = verify_from(&bench, Some("192.0.2.2"), &[]).await;
    assert_eq!(other.status, StatusCode::OK);
    // What does not compute is not counted.
    for path in ["/healthz", "/.well-known/did.json", "/openapi.json"] {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        let peer = Peer("192.0.2.1".parse().unwrap());
        request.extensions_mut().insert(peer);
        assert_eq!(bench.send(request).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn an_ipv6_client_is_its_network_of_64_bits() {
    let bench = Bench::with(two_a_minute());
    for host in ["1", "ffff:2"] {
        let reply = verify_from(&bench, Some(&format!("2001:db8::{host}")), &[]).await;
        assert_eq!(reply.status, StatusCode::OK);
    }
    too_often(&verify_from(&bench, Some("2001:db8::3"), &[]).await);
    let other = verify_from(&bench, Some("2001:db8:0:1::1"), &[]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn a_trusted_proxy_speaks_for_its_clients() {
    let bench = Bench::with(two_a_minute());
    for _ in 0..2 {
        let reply = verify_from(&bench, Some("10.0.0.1"), &["198.51.100.1"]).await;
        assert_eq!(reply.status, StatusCode::OK);
    }
    too_often(&verify_from(&bench, Some("10.0.0.1"), &["198.51.100.1"]).await);
    // Whatever the client wrote itself stands before what the proxy appended.
    let spoofed = ["203.0.113.7, 198.51.100.1"];
    too_often(&verify_from(&bench, Some("10.0.0.2"), &spoofed).await);
    let other = verify_from(&bench, Some("10.0.0.1"), &["198.51.100.2"]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn beyond_the_bound_strangers_are_counted_together() {
    let bench = Bench::with(Limits {
        rated_clients: 1,
        ..two_a_minute()
    });
    let ask = async |peer: Option<&str>| verify_from(&bench, peer, &[]).await;
    assert_eq!(ask(Some("192.0.2.1")).await.status, StatusCode::OK);
    assert_eq!(ask(Some("192.0.2.2")).await.status, StatusCode::OK);
    // Who came by no connection that is known is a stranger too.
    assert_eq!(ask(None).await.status, StatusCode::OK);
    too_often(&ask(Some("192.0.2.3")).await);
    too_often(&ask(None).await);
    assert_eq!(ask(Some("192.0.2.1")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn no_rate_is_no_limit() {
    let bench = Bench::with(Limits {
        verify_rate: 0,
        ..limits()
    });
    for _ in 0..50 {
        let reply = verify_from(&bench, Some("192.0.2.1"), &[]).await;
        assert_eq!(reply.status, StatusCode::OK);
    }
}

/// Everything that computes runs in a lane of its own kind, and what computes for anybody is
/// rated.
#[test]
fn whatever_computes_has_a_bounded_lane() {
    let lane = |path: &str| routes().iter().find(|r| r.path == path).unwrap().lane;
    assert_eq!(lane("/api/v1/verify"), Lane::Proof);
    assert_eq!(lane("/credentials/issue"), Lane::Issue);
    for route in routes() {
        let from_memory = [
            "/",
            "/healthz",
            "/assets/{file}",
            "/openapi.json",
            "/status/{list}",
            "/issuers/{slug}/status/{list}",
        ];
        let quick = from_memory.contains(&route.path);
        assert_eq!(route.lane == Lane::Here, quick, "{}", route.path);
        let anybody = matches!(route.access, Access::Public | Access::Page);
        let rated = anybody && route.lane == Lane::Proof;
        assert_eq!(route.is_rated(), rated, "{}", route.path);
    }
}

type Asking = Pin<Box<dyn Future<Output = Reply> + Send>>;

/// Lets a request go as far as it comes at once: into a lane, or into the queue before it.
async fn begin(mut asking: Asking) -> Asking {
    poll_fn(|context| {
        assert!(asking.as_mut().poll(context).is_pending());
        Poll::Ready(())
    })
    .await;
    asking
}

/// P11: 64 verifications that do not end. All threads are taken, the queue is full, and the
/// service still says that it is alive.
#[tokio::test(flavor = "multi_thread")]
async fn health_is_told_while_all_verifications_are_stuck() {
    const FLOOD: usize = 64;
    const THREADS: usize = 2;
    let bench = Arc::new(Bench::with(Limits {
        verifications: THREADS,
        queue: FLOOD - THREADS,
        ..limits()
    }));
    let assessment = bench.assessed().await;
    let body = json!({ "assessment": assessment }).to_string();
    let issued = bench.post("/api/v1/credentials", body).await.json();
    let credential = issued["credentials"][0]["credential"].to_string();
    let ask = |bench: &Arc<Bench>| -> Asking {
        let (bench, body) = (Arc::clone(bench), Body::from(credential.clone()));
        Box::pin(async move {
            let request = Request::post("/api/v1/verify").body(body).unwrap();
            bench.send(request).await
        })
    };
    // The issuer's document is looked up in the store, which does not answer.
    let _end = WellAtTheEnd(Arc::clone(&bench.store));
    bench.store.set(Mood::Stuck);
    let mut flood = Vec::new();
    for _ in 0..FLOOD {
        flood.push(begin(ask(&bench)).await);
    }
    let store = Arc::clone(&bench.store);
    let stuck = tokio::task::spawn_blocking(move || store.wait_until_stuck(THREADS));
    stuck.await.unwrap();

    let refused = ask(&bench).await;
    refused.problem(503, "busy");
    assert!(!refused.header("retry-after").is_empty());
    let alive = bench.get("/healthz").await;
    assert_eq!(alive.json(), json!({"status": "alive"}));
    let wrong = bench.post("/credentials/issue", "{").await;
    wrong.problem(400, "invalid");

    bench.store.set(Mood::Well);
    for asking in flood {
        let reply = asking.await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    }
    assert_eq!(ask(&bench).await.status, StatusCode::OK);
}
