//! Status lists over HTTP: the same bytes for everybody, in two forms, from memory; and whether
//! somebody still publishes them.

use crate::bench::{Bench, Reply, limits};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use proofmark::http::Limits;
use proofmark::records::status_list as records;
use proofmark::store::{Commit, Store};
use std::time::Duration;

/// The path of the list of a new place, which is taken and set.
fn list(bench: &Bench) -> String {
    let issuer = bench.service.issuer("default").unwrap();
    let place = bench
        .service
        .draw_status_places(&issuer, issuer.profile.status.purposes())
        .unwrap()
        .remove(0);
    let commit = records::take(Commit::new(), &place, b"c");
    bench.store.commit(commit).unwrap().unwrap();
    let commit = records::set(Commit::new(), &place, b"c", true);
    bench.store.commit(commit).unwrap().unwrap();
    bench
        .service
        .statuses_changed(std::slice::from_ref(&place))
        .unwrap();
    place
        .url
        .strip_prefix("https://school.example")
        .unwrap()
        .to_owned()
}

async fn ask(bench: &Bench, method: Method, path: &str, fields: &[(&str, &str)]) -> Reply {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    bench.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn anybody_gets_the_list_in_the_form_that_is_wanted() {
    let bench = Bench::new();
    let path = list(&bench);
    // It was never made before anybody asked.
    let proven = ask(&bench, Method::GET, &path, &[]).await;
    assert_eq!(proven.status, StatusCode::OK, "{}", proven.text());
    assert_eq!(proven.header("content-type"), "application/vc");
    assert_eq!(
        proven.header("cache-control"),
        "public, max-age=3, must-revalidate"
    );
    assert_eq!(proven.header("vary"), "Accept");
    assert_eq!(proven.header("access-control-allow-origin"), "*");
    assert_eq!(proven.json()["id"], format!("https://school.example{path}"));
    let token = ask(
        &bench,
        Method::GET,
        &path,
        &[("accept", "application/vc+jwt")],
    )
    .await;
    assert_eq!(token.header("content-type"), "application/vc+jwt");
    assert_eq!(token.text().split('.').count(), 3);
    assert_ne!(token.header("etag"), proven.header("etag"));
    // Whoever wants neither, as clients that ask for any JSON do, gets the list all the same.
    for accept in [
        "application/json",
        "*/*",
        "application/vc, application/vc+jwt;q=0.5",
    ] {
        let same = ask(&bench, Method::GET, &path, &[("accept", accept)]).await;
        assert_eq!(same.text(), proven.text(), "{accept}");
    }
    let head = ask(&bench, Method::HEAD, &path, &[]).await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(head.header("etag"), proven.header("etag"));
    assert_eq!(
        head.header("content-length"),
        proven.text().len().to_string()
    );
    assert_eq!(head.text(), "");
}

#[tokio::test]
async fn who_has_the_list_is_not_sent_it_again() {
    let bench = Bench::new();
    let path = list(&bench);
    let first = ask(&bench, Method::GET, &path, &[]).await;
    let tag = first.header("etag").to_owned();
    for known in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"x\", {tag}"),
        "*".to_owned(),
    ] {
        let again = ask(&bench, Method::GET, &path, &[("if-none-match", &known)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{known}");
        assert_eq!(again.text(), "");
        assert_eq!(again.header("etag"), tag);
        assert_eq!(again.header("vary"), "Accept");
        assert!(again.header("cache-control").contains("max-age=3"));
    }
    let other = ask(&bench, Method::GET, &path, &[("if-none-match", "\"x\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
    // The tag of one form is not that of the other.
    let fields = [("accept", "application/vc+jwt"), ("if-none-match", &tag)];
    let token = ask(&bench, Method::GET, &path, &fields).await;
    assert_eq!(token.status, StatusCode::OK);
}

#[tokio::test]
async fn nothing_in_a_request_tells_callers_apart() {
    let bench = Bench::new();
    let path = list(&bench);
    let fields = [
        ("cookie", "holder=7"),
        ("user-agent", "a wallet"),
        ("referer", "https://a.example/learner/7"),
    ];
    let plain = ask(&bench, Method::GET, &path, &[]).await;
    let telling = ask(&bench, Method::GET, &path, &fields).await;
    assert_eq!(telling.text(), plain.text());
    assert_eq!(telling.header("set-cookie"), "");
    ask(&bench, Method::GET, &format!("{path}?holder=7"), &[])
        .await
        .problem(400, "bad-query");
    for missing in [
        "/status/revocation-00000000".to_owned(),
        format!("/issuers/night-school{path}"),
    ] {
        ask(&bench, Method::GET, &missing, &[])
            .await
            .problem(404, "not-found");
    }
    // The path that names the issuer is the list's address for no default issuer, and leads to it.
    let long = ask(&bench, Method::GET, &format!("/issuers/default{path}"), &[]).await;
    assert_eq!(long.text(), plain.text());
}

/// Asks until readiness has this status: how long that takes is nobody's business here.
async fn until(bench: &Bench, status: StatusCode) -> Reply {
    loop {
        let ready = bench.get("/readyz").await;
        if ready.status == status {
            return ready;
        }
        std::thread::yield_now();
    }
}

#[tokio::test]
async fn a_publisher_that_panics_or_hangs_makes_the_service_not_ready_until_it_is_well() {
    let bench = Bench::with(Limits {
        tended: Duration::from_millis(600),
        ..limits()
    });
    let tending = bench.face.tend();
    until(&bench, StatusCode::OK).await;
    let told = |what: &str| {
        let faults = bench.faults.lock().unwrap();
        faults.iter().filter(|fault| *fault == what).count()
    };
    let panicked = || told("tending the service panicked");
    fail::cfg("tend", "panic").unwrap();
    while panicked() == 0 {
        std::thread::yield_now();
    }
    until(&bench, StatusCode::SERVICE_UNAVAILABLE)
        .await
        .problem(503, "untended");
    fail::remove("tend");
    assert_eq!(panicked(), 1, "told once");
    until(&bench, StatusCode::OK).await;
    // One that hangs tells nothing by itself.
    fail::cfg("tend", "pause").unwrap();
    let hanging = until(&bench, StatusCode::SERVICE_UNAVAILABLE).await;
    hanging.problem(503, "untended");
    fail::remove("tend");
    until(&bench, StatusCode::OK).await;
    let faults = bench.faults.lock().unwrap().clone();
    assert!(
        faults.iter().any(|fault| fault.contains("still under way")),
        "{faults:?}"
    );
    // What changed is public when the service was left in an orderly way.
    let path = list(&bench);
    drop(tending);
    let issued = ask(&bench, Method::GET, &path, &[]).await;
    assert_eq!(issued.status, StatusCode::OK);
}
