//! Every form over HTTP, and records of what a learner holds.

use crate::bench::{Bench, Reply, fits};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use proofmark::records::api_key::Scope;
use serde_json::{Value, json};

const FORMS: [&str; 4] = ["open-badge", "clr", "ler-rs", "hr-open-ler-rs"];
const RECORD: &str = "/api/v1/learners/record";

async fn post(bench: &Bench, path: &str, body: &Value) -> Reply {
    bench.post(path, body.to_string()).await
}

#[tokio::test]
async fn all_forms_are_issued_in_one_request() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let body = json!({"assessment": assessment, "as": FORMS});
    let issued = post(&bench, "/api/v1/credentials", &body).await;
    assert_eq!(issued.status, StatusCode::CREATED, "{}", issued.text());
    let answer = issued.json();
    fits(&answer, "IssuedList");
    let credentials = answer["credentials"].as_array().unwrap();
    let forms: Vec<&str> = credentials
        .iter()
        .filter_map(|one| one["form"].as_str())
        .collect();
    assert_eq!(forms, FORMS);
    assert_eq!(credentials[3]["proof"], "eddsa-jcs-2022");
    for one in credentials {
        let report = post(&bench, "/api/v1/verify", &one["credential"]).await;
        let report = report.json();
        assert_eq!(report["verdict"], "valid", "{report}");
        fits(&report, "Report");
        // A résumé says itself which level was reached.
        let stated = &report["credential"]["stated"][0];
        match one["form"].as_str() {
            Some("ler-rs" | "hr-open-ler-rs") => {
                assert_eq!(stated["level"]["name"], "Proficient", "{report}");
                assert_eq!(stated["level"]["of"], 4);
                assert!(stated["assessor"]["name"].is_string() && stated["framework"].is_object());
            }
            _ => assert_eq!(*stated, Value::Null),
        }
        let id = one["id"].as_str().unwrap();
        let read = bench.get(&format!("/api/v1/credentials/{id}")).await;
        assert_eq!(read.json()["form"], one["form"]);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_with_its_place() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let issue = async |body: Value| post(&bench, "/api/v1/credentials", &body).await;
    let form = issue(json!({"assessment": assessment, "as": ["clr2"]})).await;
    let problem = form.problem(422, "invalid");
    assert_eq!(problem["findings"][0]["pointer"], "/as/0");
    let resume = json!({"assessment": assessment, "as": ["ler-rs"], "resume": {"skills": []}});
    let problem = issue(resume).await.problem(422, "invalid");
    assert_eq!(problem["findings"][0]["pointer"], "/resume/skills");
    let proof = json!({
        "assessment": assessment, "as": ["hr-open-ler-rs"], "proofs": ["eddsa-rdfc-2022"]
    });
    issue(proof).await.problem(422, "proof-not-possible");
    let without = json!({"assessment": assessment, "resume": {"licenses": [{"issuingAuthority": {"name": "DVLA"}}]}});
    issue(without).await.problem(422, "resume-without-form");
    let list = bench.get("/api/v1/credentials").await;
    assert_eq!(list.json()["credentials"], json!([]));
}

#[tokio::test]
async fn a_learner_gets_a_record_of_everything() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let body = json!({"assessment": assessment});
    post(&bench, "/api/v1/credentials", &body).await;
    let whose = json!({"email": "ada@example.org"});
    let made = post(&bench, RECORD, &whose).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let record = &made.json()["credentials"][0];
    assert_eq!(
        (&record["form"], &record["already"]),
        (&json!("clr"), &json!(false))
    );
    assert_eq!(record["credential"]["partial"], false);
    let report = post(&bench, "/api/v1/verify", &record["credential"]).await;
    assert_eq!(report.json()["verdict"], "valid", "{}", report.text());

    let key = |body: &Value| {
        bench
            .request(Method::POST, RECORD)
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", "one")
            .body(Body::from(body.to_string()))
            .unwrap()
    };
    let (first, second) = (bench.send(key(&whose)).await, bench.send(key(&whose)).await);
    assert_eq!(first.body.len(), second.body.len());
    assert_eq!(
        first.json()["credentials"][0]["credential"],
        second.json()["credentials"][0]["credential"]
    );
    let other = json!({"email": "ada@example.org", "as": "ler-rs"});
    bench
        .send(key(&other))
        .await
        .problem(422, "idempotency-conflict");
}

#[tokio::test]
async fn a_record_is_refused_for_its_reason() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    post(&bench, RECORD, &json!({}))
        .await
        .problem(422, "invalid");
    let nobody = json!({"email": "nobody@example.org"});
    post(&bench, RECORD, &nobody)
        .await
        .problem(404, "not-found");
    let ada = |more: Value| {
        let mut body = json!({"email": "ada@example.org"});
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    let nothing = ada(json!({}));
    post(&bench, RECORD, &nothing)
        .await
        .problem(422, "nothing-to-hold");
    post(
        &bench,
        "/api/v1/credentials",
        &json!({"assessment": assessment}),
    )
    .await;
    let badge = ada(json!({"as": "open-badge"}));
    post(&bench, RECORD, &badge).await.problem(422, "no-record");
    let unknown = ada(json!({"credentials": ["urn:uuid:00000000-0000-4000-8000-000000000000"]}));
    post(&bench, RECORD, &unknown)
        .await
        .problem(404, "not-found");
    let more = ada(json!({"credential": "one"}));
    let problem = post(&bench, RECORD, &more).await.problem(422, "invalid");
    assert_eq!(problem["findings"][0]["pointer"], "/credential");
    let reader = bench.key("default", Scope::Read);
    let request = axum::http::Request::post(RECORD)
        .header(header::AUTHORIZATION, format!("Bearer {reader}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(nothing.to_string()))
        .unwrap();
    assert_eq!(bench.send(request).await.status, StatusCode::FORBIDDEN);
}
