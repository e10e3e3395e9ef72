//! Signing in, and what a session is good for: roles, ends, forms of other sites, frames, redirects.

use crate::bench::{Bench, limits};
use crate::browser::Browser;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::http::Limits;
use proofmark::http::routes::{Access, routes};
use proofmark::records::api_key::Scope;
use proofmark::service::{Actor, Caller};
use time::Duration;

#[tokio::test]
async fn an_admin_key_signs_in_and_signing_out_ends_it() {
    let bench = Bench::new();
    let browser = Browser::new(&bench);
    let before = browser.get("/console").await;
    assert_eq!(before.status, StatusCode::SEE_OTHER);
    assert_eq!(before.header("location"), "/sign-in?next=%2Fconsole");
    let signed_in = browser
        .post("/sign-in", &[("key", &bench.admin), ("next", "/console")])
        .await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    assert_eq!(signed_in.header("location"), "/console");
    let cookie = signed_in.header("set-cookie");
    for flag in [
        "__Host-proofmark=",
        "; Path=/",
        "; HttpOnly",
        "; SameSite=Lax",
        "; Secure",
    ] {
        assert!(cookie.contains(flag), "{flag} in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let page = browser.get("/console").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("A School"));
    let token = browser.cookie("__Host-proofmark").unwrap();
    assert_eq!(
        browser.post("/sign-out", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(browser.cookie("__Host-proofmark"), None);
    // The token is of no use any more, wherever it was kept.
    browser.keep("__Host-proofmark", &token);
    assert_eq!(browser.get("/console").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn no_other_key_signs_in() {
    let bench = Bench::new();
    let browser = Browser::new(&bench);
    let issue = bench.key("default", Scope::Issue);
    for wrong in ["", "pm_", "pm_12345678", "x", issue.as_str()] {
        let reply = browser.post("/sign-in", &[("key", wrong)]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{wrong}");
        assert!(reply.text().contains("role=\"alert\""));
        assert!(!reply.headers.contains_key(header::SET_COOKIE));
    }
}

#[tokio::test]
async fn each_session_has_its_own_token_and_none_is_taken_from_the_browser() {
    let bench = Bench::new();
    let browser = Browser::new(&bench);
    browser.keep("__Host-proofmark", "planted");
    browser.post("/sign-in", &[("key", &bench.admin)]).await;
    let first = browser.cookie("__Host-proofmark").unwrap();
    browser.post("/sign-in", &[("key", &bench.admin)]).await;
    let second = browser.cookie("__Host-proofmark").unwrap();
    assert!(first != "planted" && first != second && first.len() == 43);
}

#[tokio::test]
async fn a_session_ends_with_its_key() {
    let bench = Bench::new();
    let caller = Caller::new("default", Actor::CommandLine);
    let browser = Browser::admin(&bench).await;
    let id = bench.admin.strip_prefix("pm_").unwrap().get(..8).unwrap();
    bench.service.revoke_api_key(&caller, id).unwrap();
    assert_eq!(browser.get("/console").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_use_and_after_eight_hours_with_it() {
    let bench = Bench::new();
    let browser = Browser::admin(&bench).await;
    for _ in 0..16 {
        bench.clock.forward(Duration::minutes(29));
        assert_eq!(browser.get("/console").await.status, StatusCode::OK);
    }
    bench.clock.forward(Duration::minutes(29));
    assert_eq!(
        browser.get("/console").await.status,
        StatusCode::SEE_OTHER,
        "eight hours"
    );
    let browser = Browser::admin(&bench).await;
    bench.clock.forward(Duration::minutes(31));
    assert_eq!(
        browser.get("/console").await.status,
        StatusCode::SEE_OTHER,
        "half an hour"
    );
}

/// Every row that needs a session, without one: pages lead to the door, forms do nothing.
#[tokio::test]
async fn nothing_for_people_who_are_signed_in_answers_anybody_else() {
    let bench = Bench::new();
    let learner = Browser::new(&bench);
    for route in routes() {
        if !matches!(route.access, Access::Learner | Access::Console(_)) {
            continue;
        }
        let path = route.path.replace(['{', '}'], "");
        let request = Request::builder().method(route.method.clone()).uri(&path);
        let reply = learner.send(request, Body::empty()).await;
        match route.method {
            Method::GET => {
                assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}");
                let door = match route.access {
                    Access::Learner => "/record/enter",
                    _ => "/sign-in?next=",
                };
                assert!(reply.header("location").starts_with(door), "{path}");
            }
            _ => assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{path}"),
        }
    }
}

/// A form that another site has a browser send does nothing, whatever cookies come with it.
#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let bench = Bench::new();
    let browser = Browser::admin(&bench).await;
    let form = |csrf: &str| Body::from(format!("csrf={csrf}"));
    let request = |path: &str| {
        browser
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    for (field, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "https://school.example.evil.example"),
    ] {
        let sent = request("/sign-out").header(field, value);
        let reply = browser.send(sent, form(&browser.csrf())).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{field}: {value}");
        let sent = request("/sign-in").header(field, value);
        let reply = browser
            .send(sent, Body::from(format!("key={}", bench.admin)))
            .await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{field}: {value}");
        assert!(!reply.headers.contains_key(header::SET_COOKIE));
    }
    assert_eq!(
        browser.get("/console").await.status,
        StatusCode::OK,
        "still signed in"
    );
    for (field, value) in [
        ("sec-fetch-site", "same-origin"),
        ("origin", "https://school.example"),
    ] {
        let sent = request("/sign-in").header(field, value);
        let reply = browser
            .send(sent, Body::from(format!("key={}", bench.admin)))
            .await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{field}: {value}");
    }
}

#[tokio::test]
async fn signing_in_goes_on_within_this_site_alone() {
    let bench = Bench::new();
    for evil in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "evil",
        "",
    ] {
        let browser = Browser::new(&bench);
        let reply = browser
            .post("/sign-in", &[("key", &bench.admin), ("next", evil)])
            .await;
        assert_eq!(reply.header("location"), "/console", "{evil:?}");
    }
    let browser = Browser::new(&bench);
    let reply = browser
        .post(
            "/sign-in",
            &[("key", &bench.admin), ("next", "/console/jobs?a=b")],
        )
        .await;
    assert_eq!(reply.header("location"), "/console/jobs?a=b");
    for evil in ["//evil.example", "https://evil.example", "/\\evil"] {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("to", "en").append_pair("back", evil);
        let reply = browser.get(&format!("/language?{}", query.finish())).await;
        assert_eq!(reply.header("location"), "/", "{evil}");
    }
}

#[tokio::test]
async fn no_page_is_framed_sniffed_or_kept() {
    let bench = Bench::new();
    let browser = Browser::admin(&bench).await;
    for path in ["/console", "/sign-in", "/console/nothing-here"] {
        let reply = browser.get(path).await;
        let policy = reply.header("content-security-policy");
        if reply.status != StatusCode::NOT_FOUND {
            assert!(
                policy.contains("frame-ancestors 'none'"),
                "{path}: {policy}"
            );
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
            assert_eq!(reply.header("x-frame-options"), "DENY");
        }
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("cache-control"), "no-store");
        assert!(
            !reply
                .headers
                .contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN),
            "{path}"
        );
    }
}

#[tokio::test]
async fn tries_to_get_in_are_counted() {
    let bench = Bench::with(Limits {
        door_rate: 3,
        ..limits()
    });
    let browser = Browser::new(&bench);
    for _ in 0..3 {
        let reply = browser.post("/sign-in", &[("key", "pm_wrong")]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
    }
    let reply = browser.post("/sign-in", &[("key", &bench.admin)]).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!reply.header("retry-after").is_empty());
    assert!(reply.text().contains("<h1>"));
}

#[tokio::test]
async fn a_token_is_nowhere_in_the_store() {
    let bench = Bench::new();
    let browser = Browser::admin(&bench).await;
    let token = browser.cookie("__Host-proofmark").unwrap();
    let mut seen = Vec::new();
    let mut sink = |key: &[u8], value: Option<&[u8]>| {
        seen.extend_from_slice(key);
        seen.extend_from_slice(value.unwrap_or_default());
        Ok(())
    };
    use proofmark::store::Store;
    bench.store.copy(&mut sink).unwrap();
    let text = String::from_utf8_lossy(&seen);
    assert!(text.contains("session/"));
    for secret in [token.as_str(), &browser.csrf(), &bench.admin] {
        assert!(!text.contains(secret));
    }
}
