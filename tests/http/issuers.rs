//! Several issuers in one deployment: nothing of one is visible to another, over any route; and
//! what can be done with an issuer's keys.

use crate::bench::{Bench, Reply};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use proofmark::http::routes::{Access, routes};
use proofmark::records::api_key::Scope;
use proofmark::service::Actor;
use proofmark::service::issuers::IssuerChange;
use proofmark::{assessment, framework};
use serde_json::{Value, json};

async fn ask(bench: &Bench, key: &str, method: Method, path: &str, body: Value) -> Reply {
    let body = match body {
        Value::Null => Body::empty(),
        body => Body::from(body.to_string()),
    };
    let request = bench
        .request(method, path)
        .header(header::CONTENT_TYPE, "application/json");
    let mut request = request.body(body).unwrap();
    let value = format!("Bearer {key}").parse().unwrap();
    request.headers_mut().insert(header::AUTHORIZATION, value);
    bench.send(request).await
}

async fn get(bench: &Bench, key: &str, path: &str) -> Reply {
    ask(bench, key, Method::GET, path, Value::Null).await
}

/// A deployment with a second issuer, and the admin keys of both.
fn two() -> (Bench, [(&'static str, String); 2]) {
    let bench = Bench::new();
    let actor = Actor::CommandLine;
    let made = bench
        .service
        .create_issuer(&actor, "nursing", &IssuerChange::default());
    made.unwrap();
    bench
        .service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
    let keys = ["default", "nursing"].map(|slug| (slug, bench.key(slug, Scope::Admin)));
    (bench, keys)
}

/// The answer without what names the thing that was asked for.
fn answer(reply: &Reply, name: &str) -> (StatusCode, String) {
    (reply.status, reply.text().replace(name, "…"))
}

#[tokio::test]
async fn nothing_of_an_issuer_is_visible_to_another() {
    let (bench, issuers) = two();
    let unknown = "00000000-0000-4000-8000-000000000000";
    let mut things = Vec::new();
    for (slug, key) in &issuers {
        let document: Value = serde_json::from_slice(assessment::SAMPLE).unwrap();
        let recorded = ask(&bench, key, Method::POST, "/api/v1/assessments", document).await;
        let assessment = recorded.json()["id"].as_str().unwrap().to_owned();
        let wanted = json!({"assessment": assessment});
        let issued = ask(&bench, key, Method::POST, "/api/v1/credentials", wanted).await;
        assert_eq!(issued.status, StatusCode::CREATED, "{}", issued.text());
        let listed = get(&bench, key, "/api/v1/credentials").await.json();
        let credential = listed["credentials"][0]["id"].as_str().unwrap();
        let credential = credential.trim_start_matches("urn:uuid:").to_owned();
        let api_key = bench.key(slug, Scope::Read)[3..11].to_owned();
        let wanted = json!({"credentials": [credential]});
        let made = ask(&bench, key, Method::POST, "/api/v1/claims", wanted).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let claim = made.json()["id"].as_str().unwrap().to_owned();
        things.push((assessment, credential, api_key, claim));
    }
    for place in 0..2 {
        let (_, key) = &issuers[place];
        let (assessment, credential, api_key, claim) = &things[1 - place];
        for route in routes() {
            // What names a thing of one issuer stands in the path of routes that need a key.
            let thing = match route.path {
                path if !matches!(route.access, Access::Needs(_)) || !path.contains("{id}") => {
                    continue;
                }
                path if path.contains("/assessments/") => assessment,
                path if path.contains("/credentials/") => credential,
                path if path.contains("/api-keys/") => api_key,
                path if path.contains("/claims/") => claim,
                other => panic!("{other}: whose is it?"),
            };
            let name = format!("{} {}", route.method, route.path);
            let nothing = match thing.len() {
                8 => "00000000",
                _ => unknown,
            };
            // A body that is wrong in itself would be told of first.
            let body = match route.path {
                path if path.ends_with("/status") => json!({"act": "revoke", "reason": "wrong"}),
                path if path.ends_with("/reissue") => json!({"reason": "wrong"}),
                path if path.ends_with("/renew") => json!({"validUntil": "2035-01-01T00:00:00Z"}),
                _ => Value::Null,
            };
            let mut answers = Vec::new();
            for thing in [thing.as_str(), nothing] {
                let path = route.path.replace("{id}", thing).replace("{kind}", "json");
                let reply = ask(&bench, key, route.method.clone(), &path, body.clone()).await;
                assert_eq!(
                    reply.status,
                    StatusCode::NOT_FOUND,
                    "{name}: {}",
                    reply.text()
                );
                answers.push(answer(&reply, thing));
            }
            assert_eq!(answers[0], answers[1], "{name}");
        }
        // Nor in lists, nor by names in bodies.
        let listed = get(&bench, key, "/api/v1/credentials").await;
        assert!(!listed.text().contains(credential.as_str()));
        let keys = get(&bench, key, "/api/v1/keys").await.json();
        let did = keys["issuer"].as_str().unwrap().to_owned();
        for key in keys["keys"].as_array().unwrap() {
            let method = key["verificationMethod"].as_str().unwrap();
            assert!(method.starts_with(&format!("{did}#")), "{method}");
        }
        let mut answers = Vec::new();
        for thing in [assessment.as_str(), unknown] {
            let wanted = json!({"assessment": thing});
            let reply = ask(&bench, key, Method::POST, "/api/v1/credentials", wanted).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
            answers.push(answer(&reply, thing));
        }
        assert_eq!(answers[0], answers[1]);
        let (_, other) = &issuers[1 - place];
        let foreign = get(&bench, other, "/api/v1/keys").await.json();
        let foreign = foreign["keys"][0]["verificationMethod"]
            .as_str()
            .unwrap()
            .to_owned();
        let mut answers = Vec::new();
        for method in [foreign.as_str(), "did:web:nobody.example#z6Mk"] {
            let act = json!({"act": "compromise", "key": method, "since": "2026-01-01T00:00:00Z"});
            let reply = ask(&bench, key, Method::POST, "/api/v1/keys", act).await;
            reply.problem(422, "unknown-key");
            answers.push(answer(&reply, method));
        }
        assert_eq!(answers[0], answers[1]);
    }
    // Both are there for whoever they belong to.
    for ((_, key), (assessment, credential, _, _)) in issuers.iter().zip(&things) {
        for path in [
            format!("/api/v1/assessments/{assessment}"),
            format!("/api/v1/credentials/{credential}"),
        ] {
            assert_eq!(
                get(&bench, key, &path).await.status,
                StatusCode::OK,
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn each_issuer_publishes_its_own_keys() {
    let (bench, _) = two();
    let document = bench.get("/issuers/nursing/did.json").await.json();
    let did = "did:web:school.example:issuers:nursing";
    assert_eq!(document["id"], did);
    assert_eq!(
        document["service"][0]["serviceEndpoint"],
        "https://school.example/audit"
    );
    let keys = bench.get("/issuers/nursing/jwks.json").await.json();
    let kid = keys["keys"][0]["kid"].as_str().unwrap();
    assert_eq!(document["assertionMethod"], json!([kid]));
    let own = bench.get("/.well-known/jwks.json").await;
    assert!(!own.text().contains(kid));
    for path in ["/issuers/nobody/did.json", "/issuers/nobody/jwks.json"] {
        bench.get(path).await.problem(404, "not-found");
    }
}

#[tokio::test]
async fn keys_are_rotated_and_taken_back_over_http() {
    let (bench, [(_, key), _]) = two();
    let act = |body: Value| ask(&bench, &key, Method::POST, "/api/v1/keys", body);
    let before = get(&bench, &key, "/api/v1/keys").await.json();
    let first = before["keys"][0]["verificationMethod"].as_str().unwrap();
    let rotated = act(json!({"act": "rotate"})).await.json();
    let second = rotated["newKey"].as_str().unwrap();
    assert_eq!(rotated["keys"][0]["state"], "verify-only");
    assert_eq!(rotated["keys"][1]["verificationMethod"], second);
    let published = bench.get("/.well-known/did.json").await.json();
    assert_eq!(published["assertionMethod"], json!([first, second]));
    let added = act(json!({"act": "add-es256"})).await.json();
    assert_eq!(added["keys"][2]["algorithm"], "ES256");
    act(json!({"act": "add-es256"}))
        .await
        .problem(409, "key-exists");
    let retired = act(json!({"act": "retire", "key": first})).await.json();
    assert_eq!(retired["keys"][0]["state"], "retired");
    act(json!({"act": "retire", "key": second}))
        .await
        .problem(422, "key-active");
    let gone = json!({"act": "compromise", "key": second, "since": "2026-11-20T09:00:00Z"});
    let gone = act(gone).await.json();
    assert_eq!(gone["keys"][1]["revoked"], "2026-11-20T09:00:00Z");
    assert_eq!(gone["keys"][3]["state"], "active");
    for (wrong, pointer) in [
        (json!({}), ""),
        (json!({"act": "burn"}), "/act"),
        (json!({"act": "rotate", "algorithm": "RS256"}), "/algorithm"),
        (json!({"act": "rotate", "key": "x"}), "/key"),
        (
            json!({"act": "compromise", "key": "x", "since": "then"}),
            "/since",
        ),
        (
            json!({"act": "compromise", "key": first, "since": "2999-01-01T00:00:00Z"}),
            "/since",
        ),
    ] {
        let reply = act(wrong.clone()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(reply.json()["findings"][0]["pointer"], pointer, "{wrong}");
    }
}

#[tokio::test]
async fn an_api_key_that_was_taken_back_counts_for_nothing() {
    let (bench, [(_, admin), _]) = two();
    let key = bench.key("default", Scope::Read);
    assert_eq!(
        get(&bench, &key, "/api/v1/frameworks").await.status,
        StatusCode::OK
    );
    let path = format!("/api/v1/api-keys/{}", &key[3..11]);
    for _ in 0..2 {
        let reply = ask(&bench, &admin, Method::DELETE, &path, Value::Null).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT);
    }
    let reply = get(&bench, &key, "/api/v1/frameworks").await;
    reply.problem(401, "not-authenticated");
    let odd = ask(
        &bench,
        &admin,
        Method::DELETE,
        "/api/v1/api-keys/a%2Fb",
        Value::Null,
    )
    .await;
    odd.problem(404, "not-found");
}
