//! The provider's console: who gets in where, forms that only the session's own pages can send, each
//! act with what it refuses, and words that want to be more than words.

use crate::bench::{ASSESSMENT, Bench, FRAMEWORK, Reply, limits};
use crate::browser::Browser;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use proofmark::http::routes::{Access, Route, routes};
use proofmark::records::person::Role;
use proofmark::service::people::Welcome;
use proofmark::service::sign_in::SignedIn;
use proofmark::service::{Actor, Caller};
use proofmark::store::Store;
use serde_json::{Value, json};

const KEY: &str = "49-3091.00";
const VERSION: &str = "v.26.11";
const FRAMEWORK_PAGE: &str = "/console/frameworks/49-3091.00/v.26.11";

fn operator() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

/// A deployment that can make backups.
fn bench(backups: &tempfile::TempDir) -> Bench {
    let folder = backups.path().join("backups");
    Bench::changed(limits(), |service| service.backing_up_in(folder))
}

fn person(subject: &str) -> SignedIn {
    SignedIn {
        provider: "https://login.example".to_owned(),
        subject: subject.to_owned(),
        name: Some(format!("Person {subject}")),
        email: None,
        next: "/".to_owned(),
    }
}

/// The id of somebody who has this role.
fn staff(bench: &Bench, role: Role) -> String {
    let service = &bench.service;
    let Welcome::Waiting(new) = service.welcome(&person(role.name())).unwrap() else {
        panic!("somebody new has a role");
    };
    service.set_role(&operator(), &new.id, Some(role)).unwrap();
    new.id
}

/// A browser in which somebody with this role is signed in.
async fn signed_in(bench: &Bench, role: Role) -> Browser<'_> {
    staff(bench, role);
    signed_in_again(bench, role).await
}

/// The same for somebody who has it already.
async fn signed_in_again(bench: &Bench, role: Role) -> Browser<'_> {
    let Welcome::In(token) = bench.service.welcome(&person(role.name())).unwrap() else {
        panic!("somebody with a role is not let in");
    };
    Browser::with_token(bench, &token, "/console").await
}

/// All rows of the console, with the rights that they need.
fn console() -> impl Iterator<Item = &'static Route> {
    routes().iter().filter(|route| {
        let is_console = matches!(route.access, Access::Console(_));
        is_console && route.path.starts_with("/console")
    })
}

fn address(route: &Route) -> String {
    route.path.replace(['{', '}'], "")
}

async fn ask(browser: &Browser<'_>, route: &Route) -> Reply {
    match route.method {
        Method::GET => browser.get(&address(route)).await,
        _ => browser.post(&address(route), &[]).await,
    }
}

/// Everything in the store.
fn everything(bench: &Bench) -> Vec<u8> {
    let mut seen = Vec::new();
    let mut sink = |key: &[u8], value: Option<&[u8]>| {
        seen.extend_from_slice(key);
        seen.extend_from_slice(value.unwrap_or_default());
        Ok(())
    };
    bench.store.copy(&mut sink).unwrap();
    seen
}

#[track_caller]
fn goes_to(reply: &Reply, path: &str) {
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
    assert_eq!(reply.header("location"), path);
}

/// The page asks first, and says what follows.
#[track_caller]
fn asks(reply: &Reply) {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert!(reply.text().contains("What follows"), "{}", reply.text());
    assert!(reply.text().contains("name=\"confirmed\""));
}

#[track_caller]
fn shows(reply: &Reply, words: &[&str]) {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    for one in words {
        assert!(reply.text().contains(one), "{one} in {}", reply.text());
    }
}

#[tokio::test]
async fn every_row_answers_those_whose_role_has_its_right_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let bench = bench(&folder);
    assert!(console().count() > 20);
    for role in Role::ALL {
        let browser = signed_in(&bench, role).await;
        for route in console() {
            let Access::Console(right) = route.access else {
                continue;
            };
            let name = format!("{} {} as {}", route.method, route.path, role.name());
            let reply = ask(&browser, route).await;
            if role.may(right) {
                let status = reply.status;
                let answered =
                    status != StatusCode::FORBIDDEN && status != StatusCode::UNAUTHORIZED;
                assert!(answered, "{name}: {status} {}", reply.text());
                assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{name}");
            } else {
                assert_eq!(reply.status, StatusCode::FORBIDDEN, "{name}");
                assert!(
                    reply.text().contains("<h1>This is not for you</h1>"),
                    "{name}"
                );
            }
        }
    }
}

#[tokio::test]
async fn nobody_finds_on_a_page_what_their_role_may_not_do() {
    let bench = Bench::new();
    bench.assessed().await;
    for (role, import, keys) in [
        (Role::Admin, true, true),
        (Role::Issuer, true, false),
        (Role::Assessor, false, false),
        (Role::Auditor, false, false),
    ] {
        let browser = signed_in(&bench, role).await;
        let list = browser.get("/console/frameworks").await;
        let has = |text: &str| list.text().contains(text);
        assert_eq!(has("/console/frameworks/preview"), import, "{role:?}");
        assert_eq!(has("href=\"/console/keys\""), keys, "{role:?}");
        let page = browser.get(FRAMEWORK_PAGE).await;
        let acts = page.text().contains("/console/frameworks/acts");
        assert_eq!(acts, import, "{role:?}");
    }
}

#[tokio::test]
async fn a_form_without_the_sessions_own_token_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let bench = bench(&folder);
    bench.assessed().await;
    let browser = Browser::admin(&bench).await;
    let before = everything(&bench);
    let good = browser.csrf();
    let fields = [
        "act=rotate",
        "scope=admin",
        "name=x",
        "confirmed=yes",
        "key=49-3091.00",
        "word=erase",
        "version=v.26.11",
        "url=https%3A%2F%2Fa.example%2F",
        "role=admin",
        "share=50",
    ];
    for route in console().filter(|route| route.method == Method::POST) {
        for token in [
            "",
            "csrf=&",
            "csrf=0123456789abcdef0123456789abcdef&",
            "CSRF=x&",
        ] {
            let body = format!("{token}{}", fields.join("&"));
            let request = browser
                .request(Method::POST, &address(route))
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let reply = browser.send(request, Body::from(body)).await;
            assert_eq!(
                reply.status,
                StatusCode::FORBIDDEN,
                "{} {token}",
                route.path
            );
        }
    }
    assert!(everything(&bench) == before, "something was changed");
    assert_eq!(browser.csrf(), good);
}

#[tokio::test]
async fn a_framework_is_looked_at_before_it_is_stored() {
    let bench = Bench::new();
    let browser = signed_in(&bench, Role::Issuer).await;
    let file = [("file", "../../framework.json", FRAMEWORK.as_bytes())];
    let preview = "/console/frameworks/preview";
    let page = browser.upload(preview, &[], &file).await;
    shows(&page, &["What would be stored", KEY, VERSION, "Proficient"]);
    assert!(
        bench
            .service
            .frameworks(None, 9)
            .unwrap()
            .records
            .is_empty()
    );
    let digest = page
        .text()
        .split("name=\"digest\" value=\"")
        .nth(1)
        .unwrap();
    let digest = &digest[..64];

    let import = "/console/frameworks/import";
    let wrong = browser
        .post(import, &[("digest", &digest.replace('a', "b"))])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let bad = [("digest", digest), ("policy", "own"), ("share", "120")];
    let wrong = browser.post(import, &bad).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bench
            .service
            .frameworks(None, 9)
            .unwrap()
            .records
            .is_empty()
    );

    let own = [
        ("digest", digest),
        ("policy", "own"),
        ("share", "66,5"),
        ("required", "proficient/1, proficient/2"),
    ];
    let stored = browser.post(import, &own).await;
    goes_to(&stored, &format!("{FRAMEWORK_PAGE}?done=import"));
    let page = browser.get(stored.header("location")).await;
    shows(
        &page,
        &[
            "66.5 %",
            "proficient/1, proficient/2",
            "on record",
            "?format=case",
        ],
    );
    let again = browser.upload(preview, &[], &file).await;
    shows(&again, &["same content"]);
    assert!(!again.text().contains("name=\"digest\""));
}

#[tokio::test]
async fn what_is_no_framework_is_told_with_everything_that_is_wrong() {
    let bench = Bench::new();
    let browser = signed_in(&bench, Role::Issuer).await;
    let preview = "/console/frameworks/preview";
    for document in ["", "{}", "no json", "{\"framework\": {\"soc\": 1}}"] {
        let file = [("file", "a.json", document.as_bytes())];
        let page = browser.upload(preview, &[], &file).await;
        assert!(page.status.is_client_error(), "{document}: {}", page.status);
        assert!(page.text().contains("<h1>"));
    }
    let nothing = browser.post(preview, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The bench's service fetches nothing.
    let far = browser
        .post(preview, &[("url", "https://a.example/f.json")])
        .await;
    assert_eq!(
        far.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        far.text()
    );
}

/// The sample framework in another version, with a statement in other words and one that is gone.
fn next_version() -> String {
    let mut document: Value = serde_json::from_str(FRAMEWORK).unwrap();
    let text = document.to_string().replace(VERSION, "v.27.01");
    document = serde_json::from_str(&text).unwrap();
    fn lists(value: &mut Value, changed: &mut bool) {
        match value {
            Value::Array(items)
                if !*changed && items.len() > 2 && items.iter().all(Value::is_string) =>
            {
                let first = items[0].as_str().unwrap().to_owned();
                items[0] = json!(format!("{first} at once"));
                items.pop();
                *changed = true;
            }
            Value::Array(items) => items.iter_mut().for_each(|one| lists(one, changed)),
            Value::Object(members) => {
                members.iter_mut().for_each(|(_, one)| lists(one, changed));
            }
            _ => {}
        }
    }
    let mut changed = false;
    if let Some(levels) = document.get_mut("levels").or(None) {
        lists(levels, &mut changed);
    }
    if !changed {
        lists(&mut document, &mut changed);
    }
    document.to_string()
}

#[tokio::test]
async fn versions_are_compared_superseded_and_withdrawn() {
    let bench = Bench::new();
    bench.assessed().await;
    let imported = bench.post("/api/v1/frameworks", next_version()).await;
    assert_eq!(imported.status, StatusCode::CREATED, "{}", imported.text());
    let browser = signed_in(&bench, Role::Issuer).await;
    let newer = "/console/frameworks/49-3091.00/v.27.01";
    let compared = browser
        .get(&format!("{newer}/compare?with={VERSION}"))
        .await;
    shows(&compared, &["<ins>", "<del"]);
    let itself = browser.get(&format!("{newer}/compare?with=v.27.01")).await;
    shows(&itself, &["Nothing changed."]);
    let nothing = browser.get(&format!("{newer}/compare?with=v.1")).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);

    let acts = "/console/frameworks/acts";
    let supersede = [
        ("act", "supersede"),
        ("key", KEY),
        ("version", VERSION),
        ("successor", "v.27.01"),
        ("reason", "newer words"),
    ];
    asks(&browser.post(acts, &supersede).await);
    let current = browser.get(FRAMEWORK_PAGE).await;
    assert!(!current.text().contains("newer words"));
    let confirmed = [&supersede[..], &[("confirmed", "yes")]].concat();
    let done = browser.post(acts, &confirmed).await;
    goes_to(&done, &format!("{FRAMEWORK_PAGE}?done=standing"));
    shows(
        &browser.get(FRAMEWORK_PAGE).await,
        &["superseded", "newer words"],
    );

    let withdraw = [("act", "withdraw"), ("key", KEY), ("version", "v.27.01")];
    asks(&browser.post(acts, &withdraw).await);
    let confirmed = [&withdraw[..], &[("confirmed", "yes")]].concat();
    goes_to(
        &browser.post(acts, &confirmed).await,
        &format!("{newer}?done=standing"),
    );
    shows(&browser.get(newer).await, &["withdrawn"]);
    let other = browser
        .post(acts, &[("act", "burn"), ("key", KEY), ("version", VERSION)])
        .await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    let policy = [
        ("act", "policy"),
        ("key", KEY),
        ("version", VERSION),
        ("share", "50"),
    ];
    goes_to(
        &browser.post(acts, &policy).await,
        &format!("{FRAMEWORK_PAGE}?done=policy"),
    );
    shows(
        &browser.get(FRAMEWORK_PAGE).await,
        &["50 %", "need not be reached"],
    );
}

#[tokio::test]
async fn a_level_gets_a_picture_of_the_providers_own_and_loses_it_again() {
    let bench = Bench::new();
    bench.assessed().await;
    let browser = signed_in(&bench, Role::Issuer).await;
    let (path, source) = (
        "/console/frameworks/picture",
        "/achievements/49-3091.00/v.26.11/levels/proficient/picture.png",
    );
    shows(&browser.get(FRAMEWORK_PAGE).await, &[source]);
    let drawn = browser.get(source).await.body;
    let about = [("key", KEY), ("version", VERSION), ("level", "proficient")];
    let own = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 40\">\
               <circle cx=\"30\" cy=\"20\" r=\"18\" fill=\"#14605a\"/></svg>";
    let own = own.as_bytes();
    let set = browser
        .upload(path, &about, &[("file", "a.svg", own)])
        .await;
    goes_to(&set, &format!("{FRAMEWORK_PAGE}?done=picture"));
    assert_ne!(browser.get(source).await.body, drawn);
    let removed = [&about[..], &[("remove", "yes")]].concat();
    let removed = browser.upload(path, &removed, &[]).await;
    goes_to(&removed, &format!("{FRAMEWORK_PAGE}?done=picture"));
    assert_eq!(browser.get(source).await.body, drawn);
    for wrong in [&b""[..], b"<html>", b"GIF89a"] {
        let reply = browser
            .upload(path, &about, &[("file", "a.png", wrong)])
            .await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let nowhere = [("key", KEY), ("version", VERSION), ("level", "master")];
    let reply = browser
        .upload(path, &nowhere, &[("file", "a.svg", own)])
        .await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn statements_are_found_by_their_words() {
    let bench = Bench::new();
    bench.assessed().await;
    let browser = signed_in(&bench, Role::Assessor).await;
    let all = browser.get(FRAMEWORK_PAGE).await;
    let none = browser.get(&format!("{FRAMEWORK_PAGE}?q=xyzzy")).await;
    shows(&none, &["0 of "]);
    let items = |reply: &Reply| reply.text().matches("<li><span class=\"number\"").count();
    assert!(items(&all) > 20 && items(&none) == 0);
    let list = browser.get("/console/frameworks").await;
    shows(&list, &[KEY, VERSION, "current"]);
}

#[tokio::test]
async fn keys_are_changed_when_it_was_confirmed() {
    let bench = Bench::new();
    let browser = signed_in(&bench, Role::Admin).await;
    let acts = "/console/keys/acts";
    let keys = || bench.service.issuer("default").unwrap().keys;
    let first = keys()[0].verification_method.clone();
    let sure = ("confirmed", "yes");
    asks(&browser.post(acts, &[("act", "rotate")]).await);
    assert_eq!(keys().len(), 1);
    let retire = [("act", "retire"), ("key", first.as_str()), sure];
    let refused = browser.post(acts, &retire).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let rotated = browser.post(acts, &[("act", "rotate"), sure]).await;
    goes_to(&rotated, "/console/keys?done=rotate");
    shows(
        &browser.get("/console/keys?done=rotate").await,
        &["verifies only", "A new key signs"],
    );
    asks(&browser.post(acts, &[("act", "add-es256")]).await);
    let added = browser.post(acts, &[("act", "add-es256"), sure]).await;
    goes_to(&added, "/console/keys?done=add-es256");
    asks(&browser.post(acts, &retire[..2]).await);
    goes_to(
        &browser.post(acts, &retire).await,
        "/console/keys?done=retire",
    );
    let second = keys()[1].verification_method.clone();
    let compromise = |since| {
        [
            ("act", "compromise"),
            ("key", second.as_str()),
            ("since", since),
        ]
    };
    for wrong in ["", "yesterday", "2026-13-01T00:00"] {
        let reply = browser.post(acts, &compromise(wrong)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    asks(&browser.post(acts, &compromise("2026-11-19T10:00")).await);
    let later = [&compromise("2030-01-01T00:00")[..], &[sure]].concat();
    let later = browser.post(acts, &later).await;
    assert_eq!(later.status, StatusCode::UNPROCESSABLE_ENTITY);
    let confirmed = [&compromise("2026-11-19T10:00")[..], &[sure]].concat();
    let done = browser.post(acts, &confirmed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    shows(
        &browser.get(done.header("location")).await,
        &["compromised", "2026-11-19T10:00:00Z"],
    );
    assert_eq!(keys().len(), 4);
    let other = browser.post(acts, &[("act", "sell"), sure]).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_api_key_is_shown_once_and_revoked_unless_it_is_the_last_way_in() {
    let bench = Bench::new();
    let browser = Browser::admin(&bench).await;
    let new = "/console/api-keys/new";
    let nothing = browser.post(new, &[("scope", "everything")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = browser
        .post(new, &[("scope", "read"), ("scope", "issue")])
        .await;
    shows(&made, &["pm_", "It is shown this once"]);
    let token = made.text().split("<code>pm_").nth(1).unwrap();
    let token = format!("pm_{}", token.split('<').next().unwrap());
    let known = bench.service.authenticate(&token).unwrap().unwrap();
    let list = browser.get("/console/api-keys").await;
    shows(&list, &[&known.id, "read, issue"]);
    assert!(!list.text().contains(&token));

    let revoke = "/console/api-keys/revoke";
    let sure = ("confirmed", "yes");
    asks(&browser.post(revoke, &[("key", &known.id)]).await);
    assert!(bench.service.authenticate(&token).unwrap().is_some());
    let done = browser.post(revoke, &[("key", &known.id), sure]).await;
    goes_to(&done, "/console/api-keys?done=revoke");
    assert!(bench.service.authenticate(&token).unwrap().is_none());
    let own = &bench.admin[3..11];
    let last = browser.post(revoke, &[("key", own), sure]).await;
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(last.text().contains("nobody would be an admin"));
    staff(&bench, Role::Admin);
    goes_to(
        &browser.post(revoke, &[("key", own), sure]).await,
        "/console/api-keys?done=revoke",
    );
    // Whoever signed in with it is signed out.
    assert_eq!(browser.get("/console").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_issuers_profile_is_changed_and_what_is_wrong_stands_at_its_field() {
    let bench = Bench::new();
    let browser = signed_in(&bench, Role::Admin).await;
    let here = "/console/issuer";
    let wrong = [("name", ""), ("url", "ftp://x"), ("email", "nobody")];
    let page = browser.post(here, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name-wrong", "url-wrong", "email-wrong"] {
        let tied = format!("aria-invalid=\"true\" aria-describedby=\"{field}\"");
        assert!(page.text().contains(&tied), "{field}");
    }
    assert!(page.text().contains("value=\"nobody\""));
    let right = [
        ("name", "A Better School"),
        ("url", "https://school.example/about"),
        ("email", ""),
        ("status", "both"),
    ];
    goes_to(
        &browser.post(here, &right).await,
        "/console/issuer?done=change",
    );
    let profile = bench.service.issuer("default").unwrap().profile;
    assert_eq!(profile.name, "A Better School");
    assert_eq!(profile.email, None);
    shows(
        &browser.get(here).await,
        &["A Better School", "value=\"both\" checked"],
    );
}

#[tokio::test]
async fn an_admin_says_what_people_may_do() {
    let bench = Bench::new();
    let browser = signed_in(&bench, Role::Admin).await;
    let Welcome::Waiting(new) = bench.service.welcome(&person("new")).unwrap() else {
        panic!();
    };
    shows(
        &browser.get("/console/people").await,
        &["Person new", "waits"],
    );
    shows(
        &browser.get("/console").await,
        &["A person waits for a role"],
    );
    let set = "/console/people/role";
    let to = |role| [("person", new.id.as_str()), ("role", role)];
    goes_to(
        &browser.post(set, &to("assessor")).await,
        "/console/people?done=role",
    );
    let role = || bench.service.person(&operator(), &new.id).unwrap().role;
    assert_eq!(role(), Some(Role::Assessor));
    for wrong in ["", "root", "Admin"] {
        let reply = browser.post(set, &to(wrong)).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    asks(&browser.post(set, &to("none")).await);
    assert_eq!(role(), Some(Role::Assessor));
    let sure = [&to("none")[..], &[("confirmed", "yes")]].concat();
    goes_to(&browser.post(set, &sure).await, "/console/people?done=role");
    assert_eq!(role(), None);
    let nobody = browser
        .post(set, &[("person", "x"), ("role", "admin")])
        .await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_audit_log_is_shown_the_newest_first_with_its_evidence() {
    let bench = Bench::new();
    bench.assessed().await;
    let browser = signed_in(&bench, Role::Auditor).await;
    shows(
        &browser.get("/console/audit").await,
        &["Nothing was sealed yet"],
    );
    for _ in 0..70 {
        let scopes = vec![proofmark::records::api_key::Scope::Read];
        bench.service.create_api_key(&operator(), scopes).unwrap();
    }
    bench.service.seal_audit().unwrap();
    let page = browser.get("/console/audit").await;
    shows(&page, &["An API key was made", "school.example/audit"]);
    let imported = browser.get("/console/audit?q=framework-import").await;
    shows(&imported, &["A framework was imported"]);
    let numbers = |page: &Reply| -> Vec<usize> {
        let links = page.text().split("href=\"/console/audit/").skip(1);
        links
            .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
            .collect()
    };
    let first = numbers(&page);
    assert_eq!(first.len(), 50);
    assert!(first.windows(2).all(|pair| pair[0] > pair[1]));
    let earlier = page.text().split("rel=\"next\" href=\"").nth(1).unwrap();
    let earlier = earlier.split('"').next().unwrap();
    let second = numbers(&browser.get(earlier).await);
    assert!(second[0] < first[49] && second.contains(&0) || second.len() == 50);
    let found = browser.get("/console/audit?q=person").await;
    shows(&found, &["Somebody came for the first time"]);
    assert!(!found.text().contains("An API key was made"));
    let entry = browser.get(&format!("/console/audit/{}", first[0])).await;
    shows(&entry, &["Evidence", "checkpoint", "proof"]);
    for wrong in [
        "/console/audit/99999",
        "/console/audit/x",
        "/console/audit?before=x",
    ] {
        assert!(browser.get(wrong).await.status.is_client_error(), "{wrong}");
    }
    let checked = browser.post("/console/audit/check", &[]).await;
    shows(&checked, &["The log is sound"]);
}

#[tokio::test]
async fn a_learner_is_found_given_out_and_erased() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let browser = signed_in(&bench, Role::Admin).await;
    shows(&browser.get("/console").await, &["has no credential yet"]);
    let request = json!({"assessment": assessment}).to_string();
    let issued = bench.post("/api/v1/credentials", request).await;
    assert_eq!(issued.status, StatusCode::CREATED, "{}", issued.text());
    shows(
        &browser.get("/console").await,
        &["Issued lately", "open-badge"],
    );

    let find = "/console/learners/find";
    shows(
        &browser.post(find, &[("who", "nobody@example.org")]).await,
        &["Nobody is known by this"],
    );
    let email: Value = serde_json::from_str(ASSESSMENT).unwrap();
    let (email, did) = (&email["learner"]["email"], &email["learner"]["did"]);
    let mut ids = Vec::new();
    for who in [email, did] {
        let found = browser.post(find, &[("who", who.as_str().unwrap())]).await;
        shows(&found, &["One learner"]);
        let id = found
            .text()
            .split("href=\"/console/learners/")
            .nth(1)
            .unwrap();
        ids.push(id[..36].to_owned());
    }
    assert_eq!(ids[0], ids[1]);
    let id = ids[0].as_str();
    let page = format!("/console/learners/{id}");
    shows(
        &browser.get(&page).await,
        &["open-badge", "valid", &assessment],
    );

    let learner = ("learner", id);
    let record = browser.post("/console/learners/record", &[learner]).await;
    goes_to(&record, &format!("{page}?done=record"));
    shows(&browser.get(&page).await, &["clr"]);
    let export = browser.post("/console/learners/export", &[learner]).await;
    assert_eq!(export.header("content-type"), "application/json");
    assert!(
        export
            .header("content-disposition")
            .starts_with("attachment")
    );
    assert!(export.text().contains("Ada Example"));

    let erase = "/console/learners/erase";
    asks(&browser.post(erase, &[learner]).await);
    let typed = |word| [learner, ("confirmed", "yes"), ("word", word)];
    let wrong = browser.post(erase, &typed("Erase")).await;
    shows(&wrong, &["This is not the word"]);
    shows(&browser.get(&page).await, &["open-badge"]);
    goes_to(
        &browser.post(erase, &typed("erase")).await,
        "/console/learners?done=erase",
    );
    shows(&browser.get(&page).await, &["was erased on"]);
    let gone = browser.post("/console/learners/export", &[learner]).await;
    assert_eq!(gone.status, StatusCode::GONE);
    let nobody = browser
        .get("/console/learners/00000000-0000-4000-8000-000000000000")
        .await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_backup_is_made_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    let bench = bench(&folder);
    let browser = signed_in(&bench, Role::Admin).await;
    shows(&browser.get("/console").await, &["There is no backup"]);
    shows(
        &browser.get("/console/backups").await,
        &["There is no backup"],
    );
    let made = browser.post("/console/backups", &[]).await;
    goes_to(&made, "/console/backups?done=made");
    shows(
        &browser.get("/console/backups").await,
        &[
            "proofmark-2026-11-20T100000Z.backup",
            "2026-11-20T10:00:00Z",
        ],
    );
    let overview = browser.get("/console").await;
    assert!(!overview.text().contains("There is no backup"));
    // A week later another is due.
    bench.clock.forward(time::Duration::days(8));
    let browser = signed_in_again(&bench, Role::Admin).await;
    shows(&browser.get("/console").await, &["There is no backup"]);
}

#[tokio::test]
async fn hostile_words_stay_words_in_every_form() {
    let bench = Bench::new();
    bench.assessed().await;
    let browser = signed_in(&bench, Role::Admin).await;
    for words in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus='alert(1)",
        "{{ 7 * 7 }}",
        "\u{202e}txet",
        "a\u{0}b",
    ] {
        let forms: [(&str, Vec<(&str, &str)>); 10] = [
            ("/console/learners/find", vec![("who", words)]),
            ("/console/learners/erase", vec![("learner", words)]),
            ("/console/learners/export", vec![("learner", words)]),
            (
                "/console/issuer",
                vec![("name", words), ("url", words), ("email", words)],
            ),
            (
                "/console/keys/acts",
                vec![("act", "retire"), ("key", words)],
            ),
            ("/console/api-keys/revoke", vec![("key", words)]),
            (
                "/console/people/role",
                vec![("person", words), ("role", words)],
            ),
            ("/console/frameworks/preview", vec![("url", words)]),
            ("/console/frameworks/import", vec![("digest", words)]),
            (
                "/console/frameworks/acts",
                vec![
                    ("act", "supersede"),
                    ("key", KEY),
                    ("version", VERSION),
                    ("successor", words),
                    ("reason", words),
                ],
            ),
        ];
        for (path, fields) in forms {
            let reply = browser.post(path, &fields).await;
            let text = String::from_utf8_lossy(&reply.body);
            assert!(!text.contains("<script>alert"), "{path}: {words}");
            assert!(!text.contains("<img src=x"), "{path}: {words}");
            assert!(!text.contains("autofocus onfocus='"), "{path}: {words}");
            assert_ne!(
                reply.status,
                StatusCode::INTERNAL_SERVER_ERROR,
                "{path}: {words}"
            );
        }
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let query = query.append_pair("q", words).finish();
        for path in ["/console/audit", FRAMEWORK_PAGE] {
            let reply = browser.get(&format!("{path}?{query}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{path}: {words}");
            assert!(!reply.text().contains("<script>alert"), "{path}");
        }
    }
}
