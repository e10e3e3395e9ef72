//! Frameworks by address: `POST /api/v1/frameworks/preview`, and the import of what it showed.

use crate::bench::{Bench, FRAMEWORK, Reply, fits, limits};
use crate::shelf::{CASE, DOCUMENT, Shelf, case_package};
use crate::web::{Book, Hands, Server, trickle};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::records::api_key::Scope;
use proofmark::resolver::{Network, NetworkSettings};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const IMPORT: &str = "/api/v1/frameworks";
const PREVIEW: &str = "/api/v1/frameworks/preview";

/// A deployment that reads what other servers on this machine have, in haste.
fn online(time: Duration) -> Bench {
    let settings = NetworkSettings {
        loopback: true,
        time,
        ..NetworkSettings::default()
    };
    let network = Network::new(settings, Box::new(Book::default()), Box::new(Hands::new()));
    Bench::changed(limits(), |service| service.fetching_with(Arc::new(network)))
}

fn patient() -> Bench {
    online(NetworkSettings::default().time)
}

async fn preview(bench: &Bench, body: &Value) -> Value {
    let reply = bench.post(PREVIEW, body.to_string()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let preview = reply.json();
    fits(&preview, "FrameworkPreview");
    preview
}

async fn import(bench: &Bench, url: &str, confirm: &Value) -> Reply {
    let body = json!({ "url": url, "confirm": confirm });
    fits(&body, "FrameworkAddress");
    bench.post(IMPORT, body.to_string()).await
}

async fn on_record(bench: &Bench) -> usize {
    let page = bench.get(IMPORT).await.json();
    page["frameworks"].as_array().unwrap().len()
}

#[tokio::test]
async fn what_was_previewed_is_imported() {
    let (bench, shelf) = (patient(), Shelf::new());
    let url = shelf.put("/export.json", FRAMEWORK);
    let shown = preview(&bench, &json!({ "url": url })).await;
    assert_eq!(shown["key"], "49-3091.00");
    assert_eq!(shown["address"], url);
    assert_eq!(shown["onRecord"], "no");
    assert_eq!(on_record(&bench).await, 0);
    let stored = import(&bench, &url, &shown["digest"]).await;
    assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.text());
    fits(&stored.json(), "FrameworkSummary");
    let place = "/api/v1/frameworks/49-3091.00/v.26.11";
    assert_eq!(stored.header("location"), place);
    let again = import(&bench, &url, &shown["digest"]).await;
    assert_eq!(again.status, StatusCode::OK);
    let shown = preview(&bench, &json!({ "url": url })).await;
    assert_eq!(shown["onRecord"], "same");
}

#[tokio::test]
async fn a_document_is_previewed_as_it_is() {
    let bench = Bench::new();
    let sent: Value = serde_json::from_str(FRAMEWORK).unwrap();
    let shown = preview(&bench, &sent).await;
    assert_eq!(shown["address"], Value::Null);
    let imported = bench.post(IMPORT, FRAMEWORK).await;
    assert_eq!(imported.status, StatusCode::CREATED);
    let other = FRAMEWORK.replace("Bicycle Repairers", "Menders");
    let shown = preview(&bench, &serde_json::from_str(&other).unwrap()).await;
    assert_eq!(shown["onRecord"], "other");
    fits(&shown["differences"][0], "Finding");
    let newer = other.replace("v.26.11", "v.27.01");
    let shown = preview(&bench, &serde_json::from_str(&newer).unwrap()).await;
    assert_eq!(shown["changes"]["to"], "49-3091.00@v.27.01");
    assert_eq!(shown["changes"]["changed"][0]["is"], "Menders");
    let case = preview(&bench, &case_package()).await;
    assert_eq!(case["key"], DOCUMENT);
    assert!(!case["notes"].as_array().unwrap().is_empty());
    let wrong = bench.post(PREVIEW, r#"{"a": 1}"#).await;
    wrong.problem(422, "invalid");
    assert_eq!(on_record(&bench).await, 1);
}

#[tokio::test]
async fn a_package_is_found_beside_its_document() {
    let (bench, shelf) = (patient(), Shelf::new());
    let url = shelf.put_case();
    let shown = preview(&bench, &json!({ "url": url })).await;
    assert_eq!(shown["key"], DOCUMENT);
    let package = shelf.url(&format!("{CASE}/CFPackages/{DOCUMENT}"));
    assert_eq!(shown["address"], package);
    assert!(shown["licence"].as_str().unwrap().starts_with("CC BY 4.0"));
    let stored = import(&bench, &url, &shown["digest"]).await;
    assert_eq!(stored.status, StatusCode::CREATED, "{}", stored.text());

    // Only the same host is asked for it, and only once.
    let canary = Server::canary();
    let told = |uri: String| json!({ "CFPackageURI": { "uri": uri } }).to_string();
    let away = shelf.put("/away", told(canary.url("/package")));
    let reply = bench
        .post(PREVIEW, json!({ "url": away }).to_string())
        .await;
    let problem = reply.problem(422, "invalid");
    assert_eq!(problem["findings"][0]["problem"], "package-elsewhere");
    assert_eq!(canary.connections(), 0);
    let round = shelf.put("/round", told("/round".to_owned()));
    let before = shelf.server.connections();
    let reply = bench
        .post(PREVIEW, json!({ "url": round }).to_string())
        .await;
    let problem = reply.problem(422, "invalid");
    assert_eq!(problem["findings"][0]["problem"], "unknown-format");
    assert_eq!(shelf.server.connections(), before + 2);
    let here = shelf.put("/here", told(package.clone()));
    let shown = preview(&bench, &json!({ "url": here })).await;
    assert_eq!(shown["address"], package);
}

#[tokio::test]
async fn what_was_not_confirmed_is_not_stored() {
    let (bench, shelf) = (patient(), Shelf::new());
    let url = shelf.put("/export.json", FRAMEWORK);
    let reply = bench.post(IMPORT, json!({ "url": url }).to_string()).await;
    let problem = reply.problem(422, "not-confirmed");
    assert!(problem["detail"].as_str().unwrap().contains(PREVIEW));
    assert!(shelf.asked().is_empty());
    let seen = preview(&bench, &json!({ "url": url })).await["digest"].clone();
    let other = FRAMEWORK.replace("Bicycle Repairers", "Menders");
    shelf.put("/export.json", other);
    let now = preview(&bench, &json!({ "url": url })).await["digest"].clone();
    let problem = import(&bench, &url, &seen)
        .await
        .problem(409, "framework-changed");
    let detail = problem["detail"].as_str().unwrap();
    for digest in [&seen, &now] {
        assert!(detail.contains(digest.as_str().unwrap()), "{detail}");
    }
    assert_eq!(on_record(&bench).await, 0);
    for (path, wrong) in [
        (IMPORT, json!({ "confirm": seen })),
        (IMPORT, json!({ "url": url, "confirm": 1 })),
        (IMPORT, json!({ "url": url, "confirm": seen, "polcy": 1 })),
        (PREVIEW, json!({ "url": url, "confirm": seen })),
    ] {
        bench
            .post(path, wrong.to_string())
            .await
            .problem(422, "invalid");
    }
    assert_eq!(on_record(&bench).await, 0);
    let stored = import(&bench, &url, &now).await;
    assert_eq!(stored.status, StatusCode::CREATED);
}

#[tokio::test]
async fn what_cannot_be_fetched_is_told_and_nothing_is_stored() {
    let (bench, shelf) = (patient(), Shelf::new());
    let page = ["Content-Type: text/html"];
    let closed = Bench::new();
    let good = shelf.put("/export.json", FRAMEWORK);
    for path in [IMPORT, PREVIEW] {
        let mut body = json!({ "url": good });
        if path == IMPORT {
            body["confirm"] = json!("ab");
        }
        let reply = closed.post(path, body.to_string()).await;
        reply.problem(422, "offline");
    }
    assert!(shelf.asked().is_empty());
    for (url, slug) in [
        (shelf.url("/missing"), "http-status"),
        (
            shelf.put_as("/page", "200 OK", &page, "<p>"),
            "content-type",
        ),
        (
            shelf.lead("/inside", "http://10.0.0.1/x.json"),
            "url-not-allowed",
        ),
        (
            shelf.lead("/meta", "http://169.254.169.254/"),
            "url-not-allowed",
        ),
        (
            shelf.put("/large", vec![b' '; (20 << 20) + 1]),
            "fetch-limit",
        ),
        ("https://10.0.0.1/x.json".to_owned(), "url-not-allowed"),
        ("file:///etc/passwd".to_owned(), "url-not-allowed"),
        ("no address".to_owned(), "url-malformed"),
    ] {
        let reply = bench.post(PREVIEW, json!({ "url": url }).to_string()).await;
        let problem = reply.problem(422, slug);
        let detail = problem["detail"].as_str().unwrap();
        assert!(
            detail.starts_with("the framework cannot be fetched"),
            "{detail}"
        );
        import(&bench, &url, &json!("ab")).await.problem(422, slug);
    }
    let text = shelf.put("/text", "{ not json");
    let reply = bench
        .post(PREVIEW, json!({ "url": text }).to_string())
        .await;
    reply.problem(400, "invalid");
    assert_eq!(on_record(&bench).await, 0);
}

#[tokio::test]
async fn a_slow_server_is_left() {
    let bench = online(Duration::from_millis(300));
    let slow = Server::http(|_, stream| {
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        trickle(stream, b' ');
    });
    let url = slow.url("/");
    let reply = bench.post(PREVIEW, json!({ "url": url }).to_string()).await;
    reply.problem(422, "fetch-limit");
    import(&bench, &url, &json!("ab"))
        .await
        .problem(422, "fetch-limit");
    assert_eq!(on_record(&bench).await, 0);
}

#[tokio::test]
async fn a_preview_needs_the_leave_to_import() {
    let (bench, shelf) = (patient(), Shelf::new());
    let url = shelf.put("/export.json", FRAMEWORK);
    let ask = |scope: Scope| {
        let key = bench.key("default", scope);
        let request = Request::builder()
            .method(Method::POST)
            .uri(PREVIEW)
            .header(header::AUTHORIZATION, format!("Bearer {key}"))
            .header(header::CONTENT_TYPE, "application/json");
        let body = json!({ "url": url }).to_string();
        bench.send(request.body(Body::from(body)).unwrap())
    };
    ask(Scope::Read).await.problem(403, "scope-missing");
    assert!(shelf.asked().is_empty());
    assert_eq!(ask(Scope::Import).await.status, StatusCode::OK);
}
