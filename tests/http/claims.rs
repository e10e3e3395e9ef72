//! A learner's way: the claim link, their record, what they take along, the link by letter; and who
//! does not get in.

use crate::bench::{ASSESSMENT, Bench, FRAMEWORK, Reply, fits, limits};
use crate::browser::Browser;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use mail_parser::MessageParser;
use proofmark::config::MailSender;
use proofmark::http::Limits;
use proofmark::post::Folder;
use proofmark::records::api_key::Scope;
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;
use time::Duration;

const EMAIL: &str = "qwyzzle@example.org";
const NAME: &str = "Planted Qwyzzle";

/// A deployment with a framework, whose letters go into a folder.
async fn bench() -> (Bench, TempDir) {
    with(limits()).await
}

async fn with(limits: Limits) -> (Bench, TempDir) {
    let mail = tempfile::tempdir().unwrap();
    let from: MailSender = "badges@school.example".parse().unwrap();
    let folder = Arc::new(Folder::new(mail.path(), from));
    let bench = Bench::changed(limits, |service| service.posting_with(folder));
    let imported = bench.post("/api/v1/frameworks", FRAMEWORK).await;
    assert_eq!(imported.status, StatusCode::CREATED);
    (bench, mail)
}

/// Somebody's badge: its id.
async fn badge(bench: &Bench, name: &str, email: &str) -> String {
    let mut document: Value = serde_json::from_str(ASSESSMENT).unwrap();
    document["learner"] =
        json!({"name": name, "email": email, "did": format!("did:example:{}", name.len())});
    let recorded = bench
        .post("/api/v1/assessments", document.to_string())
        .await;
    let assessment = recorded.json()["id"].as_str().unwrap().to_owned();
    let body = json!({"assessment": assessment, "proofs": ["eddsa-jcs-2022", "vc-jwt"]});
    let issued = bench.post("/api/v1/credentials", body.to_string()).await;
    assert_eq!(issued.status, StatusCode::CREATED, "{}", issued.text());
    issued.json()["credentials"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// A claim link: its path and its id.
async fn claim(bench: &Bench, badge: &str) -> (String, String) {
    let made = bench
        .post(
            "/api/v1/claims",
            json!({"credentials": [badge]}).to_string(),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    fits(&made.json(), "MadeClaimDocument");
    let link = made.json()["link"].as_str().unwrap().to_owned();
    let path = link
        .strip_prefix("https://school.example")
        .unwrap()
        .to_owned();
    (path, made.json()["id"].as_str().unwrap().to_owned())
}

/// The text of the latest letter.
fn letter(mail: &TempDir) -> Option<String> {
    let files = std::fs::read_dir(mail.path()).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let bytes = std::fs::read(paths.pop()?).unwrap();
    let letter = MessageParser::default().parse(&bytes).unwrap();
    Some(letter.body_text(0).unwrap().into_owned())
}

/// What of an answer anybody could tell one from another by.
fn seen(reply: &Reply) -> (StatusCode, Vec<(String, String)>, String) {
    let headers = reply.headers.iter();
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    (reply.status, headers.collect(), reply.text().to_owned())
}

#[tokio::test]
async fn a_link_lets_its_learner_in_once_and_looking_uses_nothing_up() {
    let (bench, _mail) = bench().await;
    let badge = badge(&bench, NAME, EMAIL).await;
    let (path, id) = claim(&bench, &badge).await;
    let browser = Browser::new(&bench);
    for method in [Method::GET, Method::HEAD, Method::GET] {
        let reply = browser
            .send(browser.request(method, &path), Body::empty())
            .await;
        assert_eq!(reply.status, StatusCode::OK);
        assert!(reply.headers.get(header::SET_COOKIE).is_none());
    }
    let page = browser.get(&path).await;
    assert!(page.text().contains("A School") && page.text().contains("2026-12-20"));
    for personal in [NAME, EMAIL, "Bicycle", badge.as_str()] {
        assert!(!page.text().contains(personal), "{personal}");
    }
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.text().contains("noindex"));
    // Another site cannot have a browser use it up.
    let elsewhere = browser
        .request(Method::POST, &path)
        .header("sec-fetch-site", "cross-site");
    let refused = browser.send(elsewhere, Body::empty()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    browser.keep("__Host-proofmark", "planted");
    let let_in = browser.post(&path, &[]).await;
    assert_eq!(let_in.status, StatusCode::SEE_OTHER, "{}", let_in.text());
    let uuid = badge.strip_prefix("urn:uuid:").unwrap();
    assert_eq!(
        let_in.header("location"),
        format!("/record/credentials/{uuid}")
    );
    assert_ne!(
        browser.cookie("__Host-proofmark").as_deref(),
        Some("planted")
    );
    let record = browser.get("/record").await;
    assert_eq!(record.status, StatusCode::OK, "{}", record.text());
    assert!(record.text().contains(NAME) && record.text().contains("Proficient"));
    assert_eq!(browser.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    let view = bench.get(&format!("/api/v1/claims/{id}")).await.json();
    fits(&view, "ClaimDocument");
    assert_eq!(view["state"], "redeemed");
}

#[tokio::test]
async fn used_expired_withdrawn_and_unknown_links_answer_alike() {
    let (bench, _mail) = bench().await;
    let badge = badge(&bench, NAME, EMAIL).await;
    let (used, _) = claim(&bench, &badge).await;
    let (withdrawn, id) = claim(&bench, &badge).await;
    let (expired, _) = claim(&bench, &badge).await;
    assert_eq!(
        Browser::new(&bench).post(&used, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let taken_back = bench
        .post(&format!("/api/v1/claims/{id}/withdraw"), Body::empty())
        .await;
    assert_eq!(
        taken_back.json()["state"],
        "withdrawn",
        "{}",
        taken_back.text()
    );
    bench.clock.forward(Duration::days(30));
    let unknown = format!("/claim/{}", "A".repeat(43));
    let browser = Browser::new(&bench);
    let expected = seen(&browser.get(&unknown).await);
    assert_eq!(expected.0, StatusCode::NOT_FOUND);
    for path in [
        &used,
        &withdrawn,
        &expired,
        &unknown,
        &"/claim/x".to_owned(),
    ] {
        assert_eq!(seen(&browser.get(path).await), expected, "{path}");
        assert_eq!(seen(&browser.post(path, &[]).await), expected, "{path}");
        let entry = path.replace("/claim/", "/record/enter/");
        assert_eq!(seen(&browser.get(&entry).await), expected, "{path}");
        assert_eq!(seen(&browser.post(&entry, &[]).await), expected, "{path}");
    }
}

#[tokio::test]
async fn of_fifty_at_once_one_gets_in() {
    let limits = Limits {
        door_rate: 0,
        ..limits()
    };
    let (bench, _mail) = with(limits).await;
    let badge = badge(&bench, NAME, EMAIL).await;
    let (path, _) = claim(&bench, &badge).await;
    let bench = Arc::new(bench);
    let tries: Vec<_> = (0..50)
        .map(|_| {
            let (bench, path) = (Arc::clone(&bench), path.clone());
            tokio::spawn(async move {
                let request = Request::post(path).body(Body::empty()).unwrap();
                bench.send(request).await.status
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for one in tries {
        outcomes.push(one.await.unwrap());
    }
    let let_in = outcomes
        .iter()
        .filter(|status| **status == StatusCode::SEE_OTHER);
    assert_eq!(let_in.count(), 1, "{outcomes:?}");
    let others = outcomes
        .iter()
        .filter(|status| **status == StatusCode::NOT_FOUND);
    assert_eq!(others.count(), 49, "{outcomes:?}");
}

#[tokio::test]
async fn a_learner_takes_what_is_theirs_and_sees_nothing_of_others() {
    let (bench, _mail) = bench().await;
    let mine = badge(&bench, NAME, EMAIL).await;
    let other = badge(&bench, "Somebody Else", "else@example.org").await;
    let (path, _) = claim(&bench, &mine).await;
    let browser = Browser::new(&bench);
    assert_eq!(
        browser.get("/record").await.header("location"),
        "/record/enter"
    );
    browser.post(&path, &[]).await;
    let uuid = |id: &str| id.strip_prefix("urn:uuid:").unwrap().to_owned();
    let page = browser
        .get(&format!("/record/credentials/{}", uuid(&mine)))
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(
        page.text()
            .contains("https://www.linkedin.com/profile/add?startTask=")
    );
    assert!(page.text().contains("https://school.example/verify"));
    for carrier in ["json", "jwt", "png", "svg", "pdf"] {
        let place = format!("/record/credentials/{}/take/{carrier}", uuid(&mine));
        assert!(page.text().contains(&place), "{carrier}");
        let file = browser.get(&place).await;
        assert_eq!(file.status, StatusCode::OK);
        let disposition = file.header("content-disposition");
        let name = disposition.strip_prefix("attachment; filename=\"").unwrap();
        let name = name.strip_suffix('"').unwrap();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        assert!(
            name.chars().all(plain) && name.ends_with(&format!(".{carrier}")),
            "{name}"
        );
        assert!(file.header("content-security-policy").contains("sandbox"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        let report = bench.post("/api/v1/verify", file.body).await;
        assert_eq!(report.json()["verdict"], "valid");
        let foreign = format!("/record/credentials/{}/take/{carrier}", uuid(&other));
        assert_eq!(browser.get(&foreign).await.status, StatusCode::NOT_FOUND);
    }
    let nowhere = "00000000-0000-4000-8000-000000000000".to_owned();
    for id in [uuid(&other), nowhere, "..%2f..".to_owned(), "x".to_owned()] {
        let page = browser.get(&format!("/record/credentials/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}");
        assert!(!page.text().contains("Somebody"));
    }
    let record = browser.get("/record").await;
    assert!(!record.text().contains("Somebody") && !record.text().contains(&uuid(&other)));
    // A learner's session opens nothing of the console.
    for path in ["/console", "/console/credentials/claim?id=x"] {
        assert_eq!(
            browser.get(path).await.status,
            StatusCode::SEE_OTHER,
            "{path}"
        );
    }
    let left = browser.post("/record/leave", &[]).await;
    assert_eq!(left.header("location"), "/record/enter");
    assert_eq!(browser.get("/record").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_learns_by_asking_whether_an_address_is_known() {
    let (bench, mail) = bench().await;
    badge(&bench, NAME, EMAIL).await;
    let browser = Browser::new(&bench);
    let page = browser.get("/record/enter").await;
    assert_eq!(page.status, StatusCode::OK);
    let unknown = browser
        .post("/record/enter", &[("email", "nobody@example.org")])
        .await;
    assert_eq!(unknown.status, StatusCode::SEE_OTHER);
    assert_eq!(unknown.header("location"), "/record/enter?asked=yes");
    assert_eq!(bench.service.deliver(), Vec::<String>::new());
    assert_eq!(letter(&mail), None);
    let known = browser.post("/record/enter", &[("email", EMAIL)]).await;
    assert_eq!(seen(&known), seen(&unknown));
    // What tells them apart happens later, and elsewhere.
    assert_eq!(letter(&mail), None);
    bench.service.deliver();
    let text = letter(&mail).unwrap();
    let mut lines = text.lines();
    let link = lines
        .find_map(|line| line.strip_prefix("https://school.example"))
        .unwrap();
    let door = browser.get(link).await;
    assert_eq!(door.status, StatusCode::OK);
    assert!(door.text().contains("A School") && !door.text().contains(NAME));
    let let_in = browser.post(link, &[]).await;
    assert_eq!(let_in.header("location"), "/record");
    assert!(browser.get("/record").await.text().contains(NAME));
    assert_eq!(browser.get(link).await.status, StatusCode::NOT_FOUND);
    let wrong = browser.post("/record/enter", &[("email", "nobody")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("aria-invalid"));
}

#[tokio::test]
async fn doors_are_tried_only_so_often() {
    let limits = Limits {
        door_rate: 3,
        ..limits()
    };
    let (bench, _mail) = with(limits).await;
    for path in ["/record/enter", "/claim/x", "/record/enter/x"] {
        let browser = Browser::new(&bench);
        let mut last = StatusCode::OK;
        for _ in 0..4 {
            last = browser.post(path, &[("email", "a@b.example")]).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
}

#[tokio::test]
async fn staff_makes_links_shows_them_sends_them_and_takes_them_back() {
    let (bench, mail) = bench().await;
    let badge = badge(&bench, NAME, EMAIL).await;
    let staff = Browser::admin(&bench).await;
    let place = format!("/console/credentials/claim?id={badge}");
    let page = staff.get(&place).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains(NAME) && page.text().contains(EMAIL));
    let here = "/console/credentials/claim";
    let uuid = badge.strip_prefix("urn:uuid:").unwrap();
    let fields = [
        ("credential", uuid),
        ("days", "7"),
        ("to", ""),
        ("from", uuid),
    ];
    let made = staff.post(here, &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    assert!(made.text().contains("https://school.example/claim/"));
    assert!(made.text().contains("2026-11-27"));
    assert!(made.text().contains("src=\"data:image/svg+xml;base64,"));
    assert_eq!(letter(&mail), None);
    bench.clock.forward(Duration::SECOND);
    let fields = [
        ("credential", uuid),
        ("days", "30"),
        ("to", EMAIL),
        ("from", uuid),
    ];
    let sent = staff.post(here, &fields).await;
    assert!(sent.text().contains("role=\"status\""), "{}", sent.text());
    let text = letter(&mail).unwrap();
    let mut lines = text.lines();
    let link = lines
        .find_map(|line| line.strip_prefix("https://school.example"))
        .unwrap();
    let elsewhere = [
        ("credential", uuid),
        ("days", "30"),
        ("to", "eve@example.org"),
    ];
    let not_sent = staff.post(here, &elsewhere).await;
    assert!(
        not_sent.text().contains("role=\"alert\""),
        "{}",
        not_sent.text()
    );
    for wrong in ["0", "91", "x"] {
        let reply = staff
            .post(here, &[("credential", uuid), ("days", wrong)])
            .await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    // The newest stands first: that is the one that was not sent, then the one that was.
    let page = staff.get(&place).await;
    let ids: Vec<&str> = page
        .text()
        .split("name=\"claim\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(ids.len(), 3);
    let withdraw = "/console/credentials/claim/withdraw";
    let back = staff
        .post(withdraw, &[("claim", ids[1]), ("from", uuid)])
        .await;
    assert_eq!(back.header("location"), format!("{here}?id={uuid}"));
    assert_eq!(
        Browser::new(&bench).get(link).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn programs_make_links_with_the_scope_to_issue() {
    let (bench, mail) = bench().await;
    let badge = badge(&bench, NAME, EMAIL).await;
    let sent = json!({"credentials": [badge], "days": 90, "send": true}).to_string();
    let made = bench.post("/api/v1/claims", sent).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    fits(&made.json(), "MadeClaimDocument");
    assert_eq!(made.json()["sentTo"], EMAIL);
    assert!(
        letter(&mail)
            .unwrap()
            .contains(made.json()["link"].as_str().unwrap())
    );
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let view = bench.get(&format!("/api/v1/claims/{id}")).await;
    assert!(!view.text().contains(made.json()["token"].as_str().unwrap()));
    assert_eq!(view.json()["sent"][0]["to"], EMAIL);
    let other = json!({"credentials": [badge], "to": "eve@example.org"}).to_string();
    let other = bench.post("/api/v1/claims", other).await;
    assert!(other.json()["sentTo"].is_null() && other.json()["notSent"].is_string());
    for wrong in [
        json!({}),
        json!({"credentials": []}),
        json!({"credentials": [badge], "days": 91}),
        json!({"credentials": [badge], "days": 1.5}),
        json!({"credentials": [badge], "dyas": 3}),
        json!({"credentials": badge}),
    ] {
        let reply = bench.post("/api/v1/claims", wrong.to_string()).await;
        reply.problem(422, "invalid");
    }
    let foreign = bench.key("other", Scope::Admin);
    for path in [
        format!("/api/v1/claims/{id}"),
        "/api/v1/claims/x".to_owned(),
    ] {
        let request =
            Request::get(&path).header(header::AUTHORIZATION, format!("Bearer {foreign}"));
        let reply = bench.send(request.body(Body::empty()).unwrap()).await;
        reply.problem(404, "not-found");
    }
}
