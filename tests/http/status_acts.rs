//! What is done to credentials over HTTP after they were issued: statuses, one and many, the
//! VC-API's way, corrections and renewals.

use crate::bench::{Bench, Reply, fits};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use proofmark::credential::profile::StatusChoice;
use proofmark::records::api_key::Scope;
use proofmark::service::issuers::IssuerChange;
use proofmark::service::{Actor, Caller};
use serde_json::{Value, json};

const NOBODY: &str = "urn:uuid:00000000-0000-4000-8000-000000000000";

/// A deployment whose credentials can be revoked and suspended, with an assessment.
async fn bench() -> (Bench, String) {
    let bench = Bench::new();
    let change = IssuerChange {
        status: Some(StatusChoice::Both),
        ..IssuerChange::default()
    };
    let caller = Caller::new("default", Actor::CommandLine);
    bench.service.change_issuer(&caller, &change).unwrap();
    let assessment = bench.assessed().await;
    (bench, assessment)
}

async fn issue(bench: &Bench, assessment: &str) -> String {
    let body = json!({"assessment": assessment, "again": true});
    let reply = bench.post("/api/v1/credentials", body.to_string()).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    fits(&reply.json(), "IssuedList");
    reply.json()["credentials"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn post(bench: &Bench, path: &str, body: Value) -> Reply {
    bench.post(path, body.to_string()).await
}

async fn act(bench: &Bench, id: &str, act: &str) -> Reply {
    let path = format!("/api/v1/credentials/{id}/status");
    post(bench, &path, json!({"act": act, "reason": "it is so"})).await
}

async fn record(bench: &Bench, id: &str) -> Value {
    let reply = bench.get(&format!("/api/v1/credentials/{id}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    fits(&reply.json(), "Credential");
    reply.json()
}

#[tokio::test]
async fn what_is_done_stands_in_the_record_with_who_and_why() {
    let (bench, assessment) = bench().await;
    let id = issue(&bench, &assessment).await;
    let before = record(&bench, &id).await;
    assert_eq!(before["state"], "current");
    assert_eq!(before["history"], json!([]));
    let status = before["status"].as_array().unwrap();
    assert_eq!(status.len(), 2);
    let list = status[0]["list"].as_str().unwrap();
    assert!(list.starts_with("https://school.example/"), "{list}");
    for (name, state, changed) in [
        ("suspend", "suspended", true),
        ("suspend", "suspended", false),
        ("reinstate", "current", true),
        ("revoke", "revoked", true),
        ("revoke", "revoked", false),
    ] {
        let reply = act(&bench, &id, name).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        fits(&reply.json(), "StatusActed");
        let expected = json!({"id": id, "changed": changed, "state": state});
        assert_eq!(reply.json(), expected, "{name}");
    }
    let after = record(&bench, &id).await;
    assert_eq!(after["state"], "revoked");
    let history = after["history"].as_array().unwrap();
    assert_eq!(history.len(), 3);
    assert_eq!(history[2]["act"], "credential-revoke");
    assert_eq!(history[2]["reason"], "it is so");
    let by = history[2]["by"].as_str().unwrap();
    assert!(by.starts_with("api-key/"), "{by}");
    let list = bench.get("/api/v1/credentials").await.json();
    fits(&list, "CredentialPage");
    assert_eq!(list["credentials"][0]["state"], "revoked");
    assert!(list["credentials"][0].get("history").is_none());
}

#[tokio::test]
async fn what_cannot_be_done_is_told_as_what_it_is() {
    let (bench, assessment) = bench().await;
    let id = issue(&bench, &assessment).await;
    act(&bench, &id, "revoke").await;
    for name in ["reinstate", "suspend"] {
        let reply = act(&bench, &id, name).await;
        reply.problem(409, "revocation-permanent");
    }
    act(&bench, NOBODY, "revoke")
        .await
        .problem(404, "not-found");
    let path = format!("/api/v1/credentials/{id}/status");
    for (body, pointer, problem) in [
        (json!({"act": "revoke"}), "/reason", "missing-member"),
        (json!({"act": "revoke", "reason": " "}), "/reason", "empty"),
        (json!({"reason": "r"}), "", "missing-member"),
        (json!({"act": "burn", "reason": "r"}), "/act", "unknown-act"),
        (
            json!({"act": "reinstate", "why": "r"}),
            "/why",
            "unknown-member",
        ),
    ] {
        let reply = post(&bench, &path, body.clone()).await;
        let findings = reply.problem(422, "invalid")["findings"].clone();
        let finding = &findings[0];
        assert_eq!(finding["pointer"], pointer, "{body}: {findings}");
        if problem != "empty" {
            assert_eq!(finding["problem"], problem, "{body}: {findings}");
        }
    }
    bench.post(&path, "{").await.problem(400, "invalid");
    // Where the profile chooses no such status there is none.
    let change = IssuerChange {
        status: Some(StatusChoice::Revocation),
        ..IssuerChange::default()
    };
    let caller = Caller::new("default", Actor::CommandLine);
    bench.service.change_issuer(&caller, &change).unwrap();
    let id = issue(&bench, &assessment).await;
    let reply = act(&bench, &id, "suspend").await;
    reply.problem(422, "no-such-status");
}

/// Row S19: nothing of one issuer's is seen or changed with another's key.
#[tokio::test]
async fn another_issuers_key_finds_nothing() {
    let (bench, assessment) = bench().await;
    let id = issue(&bench, &assessment).await;
    let change = IssuerChange {
        name: Some("Nursing".to_owned()),
        ..IssuerChange::default()
    };
    let made = bench
        .service
        .create_issuer(&Actor::CommandLine, "nursing", &change);
    made.unwrap();
    let key = bench.key("nursing", Scope::Admin);
    let send = |path: String, body: Value| {
        let request = axum::http::Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {key}"))
            .header(header::CONTENT_TYPE, "application/json");
        bench.send(request.body(Body::from(body.to_string())).unwrap())
    };
    let status = json!({"act": "revoke", "reason": "r"});
    let base = format!("/api/v1/credentials/{id}");
    for (path, body) in [
        (format!("{base}/status"), status),
        (format!("{base}/reissue"), json!({"reason": "r"})),
        (format!("{base}/renew"), json!({})),
        ("/credentials/status".to_owned(), vc_api(&id, true)),
    ] {
        send(path, body).await.problem(404, "not-found");
    }
    let body = json!({"credentials": [id], "act": "revoke", "reason": "r"});
    let reply = send("/api/v1/credentials/status".to_owned(), body).await;
    assert_eq!(reply.json()["results"][0]["problem"]["status"], 404);
    assert_eq!(record(&bench, &id).await["state"], "current");
}

#[tokio::test]
async fn a_list_is_done_one_by_one() {
    let (bench, assessment) = bench().await;
    let (first, second) = (
        issue(&bench, &assessment).await,
        issue(&bench, &assessment).await,
    );
    act(&bench, &first, "revoke").await;
    let ids = [first.as_str(), second.as_str(), NOBODY];
    let path = "/api/v1/credentials/status";
    let body = json!({"credentials": ids, "act": "suspend", "reason": "r"});
    let reply = post(&bench, path, body).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    fits(&reply.json(), "StatusActedList");
    let results = reply.json()["results"].clone();
    assert_eq!(results[0]["id"], first);
    assert_eq!(
        results[0]["problem"]["type"],
        "urn:proofmark:problem:revocation-permanent"
    );
    assert_eq!(
        results[1],
        json!({"id": second, "changed": true, "state": "suspended"})
    );
    assert_eq!(results[2]["problem"]["status"], 404);
    for (count, finding) in [(0, true), (1001, true), (1000, false)] {
        let body = json!({"credentials": vec![NOBODY; count], "act": "revoke", "reason": "r"});
        let reply = post(&bench, path, body).await;
        if finding {
            let problem = reply.problem(422, "invalid");
            assert_eq!(problem["findings"][0]["pointer"], "/credentials");
        } else {
            assert_eq!(reply.json()["results"].as_array().unwrap().len(), count);
        }
    }
    // A list that is wrong in one place is not begun.
    let body = json!({"credentials": [second, 7], "act": "revoke", "reason": "r"});
    let problem = post(&bench, path, body).await.problem(422, "invalid");
    assert_eq!(problem["findings"][0]["pointer"], "/credentials/1");
    assert_eq!(record(&bench, &second).await["state"], "suspended");
}

fn vc_api(id: &str, status: bool) -> Value {
    json!({
        "credentialId": id,
        "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"},
        "status": status,
    })
}

#[tokio::test]
async fn the_vc_api_sets_and_clears_what_can_be() {
    let (bench, assessment) = bench().await;
    let id = issue(&bench, &assessment).await;
    let path = "/credentials/status";
    // What is not revoked is so already.
    let reply = post(&bench, path, vc_api(&id, false)).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert_eq!(reply.json()["changed"], false);
    for (on, state) in [(true, "suspended"), (false, "current")] {
        let mut body = vc_api(&id, on);
        body["credentialStatus"]["statusPurpose"] = json!("suspension");
        let reply = post(&bench, path, body).await;
        assert_eq!(reply.json()["state"], state, "{}", reply.text());
    }
    let reply = post(&bench, path, vc_api(&id, true)).await;
    fits(&reply.json(), "StatusActed");
    assert_eq!(reply.json()["state"], "revoked");
    post(&bench, path, vc_api(&id, false))
        .await
        .problem(409, "revocation-permanent");
    let history = &record(&bench, &id).await["history"];
    let reason = history[2]["reason"].as_str().unwrap();
    assert!(reason.contains("carries no reason"), "{reason}");
    post(&bench, path, vc_api(NOBODY, true))
        .await
        .problem(404, "not-found");
}

#[tokio::test]
async fn what_the_vc_api_cannot_read_is_a_bad_request() {
    let (bench, assessment) = bench().await;
    let id = issue(&bench, &assessment).await;
    let path = "/credentials/status";
    let good = vc_api(&id, true);
    for (pointer, value) in [
        ("/status", json!("1")),
        ("/credentialId", json!(7)),
        ("/credentialStatus/type", json!("StatusList2021Entry")),
        ("/credentialStatus/statusPurpose", json!("refresh")),
    ] {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        let problem = post(&bench, path, body)
            .await
            .problem(400, "status-request");
        assert_eq!(problem["findings"][0]["pointer"], pointer);
    }
    bench.post(path, "{}").await.problem(400, "status-request");
    bench.post(path, "{").await.problem(400, "status-request");
    // A place that is named is the credential's own.
    let place = record(&bench, &id).await["status"][0].clone();
    let mut body = good.clone();
    let index = place["index"].as_u64().unwrap();
    body["credentialStatus"]["statusListCredential"] = place["list"].clone();
    body["credentialStatus"]["statusListIndex"] = json!((index + 1).to_string());
    let problem = post(&bench, path, body.clone())
        .await
        .problem(400, "status-request");
    assert_eq!(problem["findings"][0]["problem"], "another-place");
    assert_eq!(record(&bench, &id).await["state"], "current");
    body["credentialStatus"]["statusListIndex"] = json!(index.to_string());
    assert_eq!(post(&bench, path, body).await.json()["state"], "revoked");
}

#[tokio::test]
async fn a_correction_and_a_renewal_are_issued_like_anything_else() {
    let (bench, assessment) = bench().await;
    let id = issue(&bench, &assessment).await;
    let path = format!("/api/v1/credentials/{id}/reissue");
    let problem = post(&bench, &path, json!({})).await;
    assert_eq!(
        problem.problem(422, "invalid")["findings"][0]["pointer"],
        "/reason"
    );
    let body = json!({"reason": "misspelt", "proofs": ["eddsa-jcs-2022", "vc-jwt"]});
    let send = || {
        let request = bench
            .request(Method::POST, &path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", "k");
        bench.send(request.body(Body::from(body.to_string())).unwrap())
    };
    let reply = send().await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    fits(&reply.json(), "IssuedList");
    let issued = reply.json()["credentials"].clone();
    assert_eq!(issued.as_array().unwrap().len(), 2);
    assert!(!issued[0]["notes"].as_array().unwrap().is_empty());
    assert_eq!(send().await.body, reply.body);
    let corrected = issued[0]["id"].as_str().unwrap();
    let old = record(&bench, &id).await;
    assert_eq!(old["state"], "revoked");
    assert_eq!(old["supersededBy"]["id"], corrected);
    assert_eq!(old["supersededBy"]["why"], "reissue");
    let new = record(&bench, corrected).await;
    assert_eq!(new["supersedes"]["id"], id);
    post(&bench, &path, json!({"reason": "again"}))
        .await
        .problem(409, "superseded");

    let path = format!("/api/v1/credentials/{corrected}/renew");
    let body = json!({"validUntil": "2031-01-01T00:00:00Z"});
    let reply = post(&bench, &path, body).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let renewed = reply.json()["credentials"][0]["id"].clone();
    let renewed = record(&bench, renewed.as_str().unwrap()).await;
    assert_eq!(renewed["validUntil"], "2031-01-01T00:00:00Z");
    let before = record(&bench, corrected).await;
    assert_eq!(before["state"], "current");
    assert_eq!(before["supersededBy"]["why"], "renewal");
    for (body, problem) in [
        (json!({"validUntil": "soon"}), "valid-until"),
        (json!({"proofs": ["rsa"]}), "invalid"),
        (json!({"assessment": "nowhere"}), "unknown-assessment"),
    ] {
        post(&bench, &path, body).await.problem(422, problem);
    }
}
