//! The public addresses of frameworks and achievements: every address in a badge leads to what it
//! names, in the form that is asked for.

use crate::bench::{ASSESSMENT, Bench, FRAMEWORK, Reply};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::assessment::LevelPolicy;
use proofmark::framework::{Level, Statement, StatementKey, ler_me};
use proofmark::records::framework as records;
use proofmark::service::Actor;
use proofmark::service::issuers::IssuerChange;
use proofmark::store::{Commit, Store};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const HERE: &str = "https://school.example";
const VERSION: &str = "/frameworks/49-3091.00/v.26.11";
const ACHIEVEMENT: &str = "/achievements/49-3091.00/v.26.11";

/// Asks without a key for what `accept` names.
pub async fn visit(bench: &Bench, address: &str, accept: &str) -> Reply {
    let path = address.strip_prefix(HERE).unwrap_or(address);
    let request = Request::get(path).header(header::ACCEPT, accept);
    bench.send(request.body(Body::empty()).unwrap()).await
}

pub async fn page(bench: &Bench, address: &str) -> Reply {
    visit(bench, address, "text/html,application/xhtml+xml,*/*;q=0.8").await
}

async fn document(bench: &Bench, address: &str) -> Value {
    let reply = visit(bench, address, "application/json").await;
    assert_eq!(reply.status, StatusCode::OK, "{address}: {}", reply.text());
    assert_eq!(
        reply.header("content-type"),
        "application/json",
        "{address}"
    );
    reply.json()
}

/// Issues a badge from the sample assessment.
async fn badge(bench: &Bench) -> Value {
    let assessment = bench.assessed().await;
    issued(bench, &assessment).await
}

async fn issued(bench: &Bench, assessment: &str) -> Value {
    let request = json!({
        "assessment": assessment,
        "as": ["open-badge"],
        "proofs": ["eddsa-rdfc-2022"],
    });
    let reply = bench.post("/api/v1/credentials", request.to_string()).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    reply.json()["credentials"][0]["credential"].clone()
}

/// Every address on our host in `value`, with the object that it stands in.
fn addresses<'v>(value: &'v Value, found: &mut Vec<(&'v str, &'v str, &'v Value)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if let Some(text) = member.as_str().filter(|text| text.starts_with(HERE)) {
                    found.push((name, text, value));
                }
                addresses(member, found);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|one| addresses(one, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_site_of_an_issuer_leads_to_what_is_published() {
    let bench = Bench::new();
    let home = visit(&bench, "/", "text/html").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.text().contains("href=\"/frameworks\"") && home.text().contains("A School"));
    let program = visit(&bench, "/", "application/json").await;
    assert_eq!(program.status, StatusCode::SEE_OTHER);
    assert_eq!(program.header("location"), "/frameworks");
    assert_eq!(
        visit(&bench, "/frameworks", "text/html").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn every_address_in_a_badge_answers_with_what_it_names() {
    let bench = Bench::new();
    let badge = badge(&bench).await;
    let subject = &badge["credentialSubject"];
    let mut found = Vec::new();
    addresses(subject, &mut found);
    found.retain(|(_, address, _)| *address != HERE);
    let mut kinds = BTreeSet::new();
    for (member, address, object) in &found {
        let answer = document(&bench, address).await;
        assert_eq!(answer["id"], *address, "{member}");
        if *member == "targetUrl" {
            assert_eq!(answer["identifier"], object["targetCode"], "{address}");
            assert_eq!(answer["name"], object["targetName"], "{address}");
            if let Some(text) = object["targetDescription"].as_str() {
                assert_eq!(answer["text"], text);
            }
        }
        if *member == "id" && object["type"].is_array() && object["name"].is_string() {
            assert_eq!(answer["name"], object["name"], "{address}");
        }
        kinds.insert(answer["type"].to_string());
        let page = page(&bench, address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    }
    assert!(found.len() > 20, "{found:?}");
    assert_eq!(kinds.len(), 7, "{kinds:?}");
}

#[tokio::test]
async fn an_achievement_is_the_very_one_that_its_credentials_carry() {
    let bench = Bench::new();
    let badge = badge(&bench).await;
    let achievement = &badge["credentialSubject"]["achievement"];
    let id = achievement["id"].as_str().unwrap();
    assert_eq!(document(&bench, id).await, *achievement);

    let linked = visit(&bench, id, "application/ld+json").await;
    assert_eq!(linked.header("content-type"), "application/ld+json");
    let mut linked = linked.json();
    let context = linked.as_object_mut().unwrap().shift_remove("@context");
    assert_eq!(context.as_ref(), Some(&badge["@context"]));
    assert_eq!(linked, *achievement);

    let result = &achievement["resultDescription"][0];
    let address = result["id"].as_str().unwrap();
    assert_eq!(document(&bench, address).await, *result);
    for level in result["rubricCriterionLevel"].as_array().unwrap() {
        let address = level["id"].as_str().unwrap();
        assert_eq!(document(&bench, address).await, *level);
    }
    let criteria = document(&bench, achievement["criteria"]["id"].as_str().unwrap()).await;
    assert_eq!(criteria["narrative"], achievement["criteria"]["narrative"]);
    let html = page(&bench, &format!("{ACHIEVEMENT}/criteria")).await;
    let rule = criteria["rule"].as_str().unwrap();
    assert!(html.text().contains(rule), "{rule}");
    assert!(html.text().contains("states that itself"));
}

/// The rule told is the one that holds; who was assessed by another states that one.
#[tokio::test]
async fn criteria_tell_the_framework_s_own_rule() {
    let bench = Bench::new();
    let policy: LevelPolicy = serde_json::from_value(json!({ "share": 0.9 })).unwrap();
    let actor = Actor::CommandLine;
    let service = &bench.service;
    service
        .import_framework(FRAMEWORK.as_bytes(), Some(&policy), &actor)
        .unwrap();
    let criteria = document(&bench, &format!("{ACHIEVEMENT}/criteria")).await;
    assert!(criteria["rule"].as_str().unwrap().contains("90 %"));

    let mut assessed: Value = serde_json::from_str(ASSESSMENT).unwrap();
    assessed["policy"] = json!({ "share": 0.5 });
    let recorded = bench
        .post("/api/v1/assessments", assessed.to_string())
        .await;
    let badge = issued(&bench, recorded.json()["id"].as_str().unwrap()).await;
    let own = &badge["credentialSubject"]["achievement"]["criteria"]["narrative"];
    assert!(own.as_str().unwrap().contains("50 %"));
    assert_ne!(criteria["narrative"], *own);
    assert!(criteria["note"].as_str().unwrap().contains("states that"));
}

#[tokio::test]
async fn the_form_is_chosen_by_accept_and_by_format() {
    let bench = Bench::new();
    bench.assessed().await;
    for (accept, media_type) in [
        ("", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("application/json", "application/json"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("image/png", "application/json"),
    ] {
        let reply = visit(&bench, VERSION, accept).await;
        assert_eq!(reply.header("content-type"), media_type, "{accept}");
        assert_eq!(reply.header("vary"), "Accept, Accept-Language, Cookie");
        assert_eq!(reply.header("cache-control"), "public, max-age=300");
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        let link = reply.header("link");
        assert!(link.contains(&format!("<{HERE}{VERSION}>; rel=\"canonical\"")));
        assert!(link.contains("rel=\"alternate\""));
        assert!(link.contains("/ims/case/v1p1/CFDocuments/"));
    }
    let json = page(&bench, &format!("{VERSION}?format=json")).await;
    assert_eq!(json.header("content-type"), "application/json");
    let html = visit(
        &bench,
        &format!("{VERSION}?format=html"),
        "application/json",
    )
    .await;
    assert_eq!(html.header("content-type"), "text/html; charset=utf-8");
    // People pass addresses on with what others added.
    let traced = page(&bench, &format!("{VERSION}?utm_source=x")).await;
    assert_eq!(traced.status, StatusCode::OK);
    let unknown = page(&bench, &format!("{VERSION}?format=xml")).await;
    unknown.problem(400, "bad-query");
}

#[tokio::test]
async fn what_a_client_has_already_is_not_sent_again() {
    let bench = Bench::new();
    bench.assessed().await;
    let html = page(&bench, VERSION).await;
    let json = visit(&bench, VERSION, "application/json").await;
    assert_ne!(html.header("etag"), json.header("etag"));
    for (accept, tag) in [
        ("text/html", html.header("etag")),
        ("application/json", json.header("etag")),
    ] {
        let request = Request::get(VERSION)
            .header(header::ACCEPT, accept)
            .header(header::IF_NONE_MATCH, format!("W/{tag}"));
        let reply = bench.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
        assert_eq!(reply.header("etag"), tag);
        assert!(reply.body.is_empty());
    }
    let head = Request::builder().method(Method::HEAD).uri(VERSION);
    let head = bench.send(head.body(Body::empty()).unwrap()).await;
    assert_eq!(head.header("content-length"), html.body.len().to_string());
}

/// A framework in JSON is the export that it came from, with its addresses and identifiers.
#[tokio::test]
async fn a_framework_in_json_is_its_export_with_identifiers() {
    let bench = Bench::new();
    bench.assessed().await;
    let answer = document(&bench, VERSION).await;
    let export: Value = serde_json::from_str(FRAMEWORK).unwrap();
    for (name, member) in export.as_object().unwrap() {
        assert!(answer.get(name).is_some(), "{name}");
        if ["framework", "occupation", "sources"].contains(&name.as_str()) {
            assert_eq!(answer[name]["levels"], member["levels"], "{name}");
        }
    }
    let named = &answer["identifiers"]["proficient"];
    let level = document(&bench, named["id"].as_str().unwrap()).await;
    assert_eq!(level["identifier"], named["identifier"]);
    let listed = document(&bench, "/frameworks").await;
    assert_eq!(listed["frameworks"][0]["id"], answer["id"]);
    let versions = document(&bench, "/frameworks/49-3091.00").await;
    assert_eq!(versions["versions"][0]["id"], answer["id"]);
}

/// The links to CASE lead to what they name, and the forms of others are at the address itself.
#[tokio::test]
async fn a_framework_is_there_in_the_forms_of_others() {
    let bench = Bench::new();
    bench.assessed().await;
    let framework = document(&bench, VERSION).await;
    let case = document(&bench, framework["case"].as_str().unwrap()).await;
    assert_eq!(case["identifier"], framework["identifier"]);
    let statement = document(&bench, &format!("{VERSION}/statements/proficient/2")).await;
    let item = document(&bench, statement["case"].as_str().unwrap()).await;
    assert_eq!(item["identifier"], statement["identifier"]);
    assert_eq!(item["fullStatement"], statement["text"]);
    let package = page(&bench, &format!("{VERSION}?format=case")).await;
    assert_eq!(package.header("content-type"), "application/json");
    let package = package.json();
    assert_eq!(package["CFDocument"]["identifier"], framework["identifier"]);
    for (address, accept) in [
        (format!("{VERSION}?format=ctdl"), "text/html"),
        (VERSION.to_owned(), "application/ld+json"),
    ] {
        let reply = visit(&bench, &address, accept).await;
        assert_eq!(reply.header("content-type"), "application/ld+json");
        assert!(reply.json()["@context"].is_string() || reply.json()["@context"].is_array());
    }
}

#[tokio::test]
async fn other_spellings_lead_to_the_one_address() {
    let bench = Bench::new();
    bench.assessed().await;
    let statement = document(&bench, &format!("{VERSION}/statements/proficient/2")).await;
    let uuid = statement["identifier"].as_str().unwrap();
    let level = document(&bench, &format!("{VERSION}/levels/proficient")).await;
    let level = level["identifier"].as_str().unwrap();
    let by_uuid = format!("{VERSION}/statements/{uuid}");
    for (from, to) in [
        ("/frameworks/".to_owned(), "/frameworks".to_owned()),
        (
            format!("{VERSION}/?format=json"),
            format!("{VERSION}?format=json"),
        ),
        (format!("{VERSION}///"), VERSION.to_owned()),
        (
            format!("{ACHIEVEMENT}/criteria/"),
            format!("{ACHIEVEMENT}/criteria"),
        ),
        (
            by_uuid.clone(),
            format!("{VERSION}/statements/proficient/2"),
        ),
        (
            by_uuid.to_uppercase().replace(
                "/FRAMEWORKS/49-3091.00/V.26.11/STATEMENTS",
                &format!("{VERSION}/statements"),
            ),
            format!("{VERSION}/statements/proficient/2"),
        ),
        (
            format!("{VERSION}/levels/{level}"),
            format!("{VERSION}/levels/proficient"),
        ),
        (
            format!("/issuers/default{ACHIEVEMENT}"),
            ACHIEVEMENT.to_owned(),
        ),
        (
            format!("/issuers/default{ACHIEVEMENT}/levels/advanced"),
            format!("{ACHIEVEMENT}/levels/advanced"),
        ),
    ] {
        for accept in ["text/html", "application/json"] {
            let reply = visit(&bench, &from, accept).await;
            assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{from}");
            assert_eq!(reply.header("location"), to, "{from}");
        }
    }
    // Nothing outside leads anywhere.
    for path in [
        "//evil.example/frameworks/",
        "/api/v1/frameworks/",
        "/issuers/default/did.json/",
    ] {
        let told = visit(&bench, path, "application/json").await;
        told.problem(404, "not-found");
        let shown = page(&bench, path).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(shown.header("content-type"), "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn what_is_not_there_is_told_to_people_and_to_programs() {
    let bench = Bench::new();
    bench.assessed().await;
    for path in [
        "/frameworks/nothing".to_owned(),
        "/frameworks/49-3091.00/v.0".to_owned(),
        format!("{VERSION}/levels/expert"),
        format!("{VERSION}/levels/advanced?page=2"),
        format!("{VERSION}/statements/proficient/11"),
        format!("{VERSION}/statements/proficient/0"),
        format!("{VERSION}/statements/proficient/02"),
        format!("{VERSION}/statements/00000000-0000-4000-8000-000000000000"),
        "/achievements/nothing/v.1".to_owned(),
        format!("{ACHIEVEMENT}/levels/expert"),
        format!("/issuers/nobody{ACHIEVEMENT}"),
    ] {
        let html = page(&bench, &path).await;
        assert_eq!(html.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            html.text().contains("There is nothing at this address"),
            "{path}"
        );
        protected(&html, &path);
        if !path.contains("page=") {
            visit(&bench, &path, "application/json")
                .await
                .problem(404, "not-found");
        }
    }
}

fn protected(reply: &Reply, path: &str) {
    let policy = reply.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        assert!(policy.contains(part), "{path}: {policy}");
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains("script-src"),
        "{policy}"
    );
    assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
    assert_eq!(reply.header("x-frame-options"), "DENY", "{path}");
    assert_eq!(
        reply.header("vary"),
        "Accept, Accept-Language, Cookie",
        "{path}"
    );
}

#[tokio::test]
async fn every_page_is_protected_and_has_its_stylesheet() {
    let bench = Bench::new();
    bench.assessed().await;
    let mut sheets = BTreeSet::new();
    for path in [
        "/frameworks".to_owned(),
        "/frameworks/49-3091.00".to_owned(),
        VERSION.to_owned(),
        format!("{VERSION}/levels/proficient"),
        format!("{VERSION}/statements/proficient/2"),
        ACHIEVEMENT.to_owned(),
        format!("{ACHIEVEMENT}/criteria"),
        format!("{ACHIEVEMENT}/result"),
        format!("{ACHIEVEMENT}/levels/emerging"),
    ] {
        let reply = page(&bench, &path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        protected(&reply, &path);
        let html = reply.text();
        assert!(
            html.contains(&format!("<link rel=\"canonical\" href=\"{HERE}{path}\"/>")),
            "{path}"
        );
        let (_, sheet) = html.split_once("rel=\"stylesheet\" href=\"").unwrap();
        sheets.insert(sheet.split_once('"').unwrap().0.to_owned());
        // Wherever the framework's words are, it stands whose they are.
        let shows_words = path.starts_with(VERSION) || path.starts_with(ACHIEVEMENT);
        assert_eq!(html.contains("Whose words"), shows_words, "{path}");
    }
    assert_eq!(sheets.len(), 1);
    let sheet = page(&bench, sheets.first().unwrap()).await;
    assert_eq!(sheet.header("content-type"), "text/css; charset=utf-8");
    assert!(sheet.header("cache-control").contains("immutable"));
    assert!(!sheet.text().contains("url(") && !sheet.text().contains("@import"));
    page(&bench, "/assets/other.css")
        .await
        .problem(404, "not-found");
}

#[tokio::test]
async fn notices_stand_where_the_words_are_shown() {
    let bench = Bench::new();
    let mut export: Value = serde_json::from_str(FRAMEWORK).unwrap();
    export["sources"] =
        json!({ "onet": "v30.2 (CC BY 4.0)", "crosswalk": "https://crosswalk.example" });
    export["attribution"] = json!("© Somebody <b>\"&\u{202e}");
    let imported = bench.post("/api/v1/frameworks", export.to_string()).await;
    assert_eq!(imported.status, StatusCode::CREATED, "{}", imported.text());
    for path in [
        VERSION.to_owned(),
        format!("{VERSION}/levels/proficient"),
        format!("{VERSION}/statements/proficient/2"),
        ACHIEVEMENT.to_owned(),
        format!("{ACHIEVEMENT}/levels/proficient"),
    ] {
        let reply = page(&bench, &path).await;
        let html = reply.text();
        assert!(
            html.contains("© Somebody &#60;b&#62;&#34;&#38;\u{202e}"),
            "{path}"
        );
        assert!(html.contains("O*NET 30.2 Database"), "{path}");
        assert!(
            html.contains("https://creativecommons.org/licenses/by/4.0/"),
            "{path}"
        );
        assert!(html.contains("none is given here either"), "{path}");
        assert!(
            html.contains("href=\"https://crosswalk.example\""),
            "{path}"
        );
    }
}

#[tokio::test]
async fn another_issuer_has_achievements_of_its_own() {
    let bench = Bench::new();
    bench.assessed().await;
    let actor = Actor::CommandLine;
    bench
        .service
        .create_issuer(&actor, "nursing", &IssuerChange::default())
        .unwrap();
    let own = document(&bench, &format!("/issuers/nursing{ACHIEVEMENT}")).await;
    assert_eq!(own["id"], format!("{HERE}/issuers/nursing{ACHIEVEMENT}"));
    let mut found = Vec::new();
    addresses(&own, &mut found);
    for (_, address, _) in found.into_iter().filter(|(_, address, _)| *address != HERE) {
        assert_eq!(document(&bench, address).await["id"], address);
        assert_eq!(page(&bench, address).await.status, StatusCode::OK);
    }
}

/// 50,000 statements: the page stays one, and every statement can be reached.
#[tokio::test]
async fn a_framework_of_50_000_statements_is_shown_in_parts() {
    let bench = Bench::new();
    let mut framework = ler_me::import(FRAMEWORK.as_bytes()).unwrap();
    let (id, like) = (framework.id(), framework.levels[0].clone());
    let level = |level: usize| {
        let key = |position| StatementKey {
            level: format!("l{level}"),
            position,
        };
        let statements =
            (1..=2500).map(|n| Statement::new(&id, &key(n), &format!("Task {level}.{n}")));
        Level {
            id: format!("l{level}"),
            label: format!("Level {level}"),
            statements: statements.collect(),
            ..like.clone()
        }
    };
    framework.levels = (1..=20).map(level).collect();
    let commit = records::create(Commit::new(), &framework);
    bench.store.commit(commit).unwrap().unwrap();
    let whole = page(&bench, VERSION).await;
    assert!(whole.body.len() < 60_000, "{}", whole.body.len());
    assert!(whole.text().contains("20 levels, 50000 statements"));
    // Of each level the beginning, and where the rest is.
    assert!(whole.text().contains("Task 20.1<") && !whole.text().contains("Task 20.11<"));
    assert!(whole.text().contains("All 2500 statements"));
    let last = page(&bench, &format!("{VERSION}/levels/l20?page=25")).await;
    assert!(last.text().contains("Task 20.2500<") && last.body.len() < 60_000);
    let beyond = page(&bench, &format!("{VERSION}/levels/l20?page=26")).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
    let one = page(&bench, &format!("{VERSION}/statements/l20/2500")).await;
    assert!(one.text().contains("Statement 2500 of 2500"));
}
