//! The main job and what belongs to it, as a provider and an employer do it.

use crate::bench::{ASSESSMENT, Bench, FRAMEWORK, Reply, fits};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::records::api_key::Scope;
use serde_json::{Value, json};

const PROOFS: [&str; 4] = [
    "eddsa-rdfc-2022",
    "eddsa-jcs-2022",
    "eddsa-rdfc-2022+eddsa-jcs-2022",
    "vc-jwt",
];

async fn issue(bench: &Bench, body: &Value, key: Option<&str>) -> Reply {
    let mut request = bench
        .request(Method::POST, "/api/v1/credentials")
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(key) = key {
        request = request.header("Idempotency-Key", key);
    }
    bench
        .send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

fn contains(whole: &[u8], part: &[u8]) -> bool {
    whole.windows(part.len()).any(|window| window == part)
}

/// Asks as anybody may: without a key.
async fn verify(bench: &Bench, credential: impl Into<Body>) -> Reply {
    let request = Request::post("/api/v1/verify")
        .body(credential.into())
        .unwrap();
    bench.send(request).await
}

#[tokio::test]
async fn from_an_export_to_credentials_that_anybody_can_verify() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let decision = bench
        .get(&format!("/api/v1/assessments/{assessment}"))
        .await;
    assert_eq!(
        decision.json()["assessment"]["decision"]["achieved"],
        "proficient"
    );

    let body = json!({"assessment": assessment, "as": ["open-badge"], "proofs": PROOFS});
    let issued = issue(&bench, &body, None).await;
    assert_eq!(issued.status, StatusCode::CREATED, "{}", issued.text());
    let answer = issued.json();
    let credentials = answer["credentials"].as_array().unwrap();
    assert_eq!(credentials.len(), PROOFS.len());
    let id = credentials[0]["id"].as_str().unwrap();
    for (proof, credential) in PROOFS.iter().zip(credentials) {
        assert_eq!(credential["id"], id);
        assert_eq!(credential["proof"], *proof);
        assert_eq!(credential["already"], false);
        assert_eq!(credential["credential"].is_string(), *proof == "vc-jwt");

        let place = format!(
            "/api/v1/credentials/{id}?proof={}",
            proof.replace('+', "%2B")
        );
        let signed = bench.get(&place).await;
        assert_eq!(
            signed.header("content-type"),
            credential["mediaType"].as_str().unwrap()
        );
        assert!(
            contains(&issued.body, &signed.body),
            "{proof}: the bytes are not verbatim"
        );

        let report = verify(&bench, signed.body.clone()).await;
        assert_eq!(report.status, StatusCode::OK, "{}", report.text());
        assert_eq!(
            report.json()["verdict"],
            "valid",
            "{proof}: {}",
            report.text()
        );

        let text = signed.text();
        let tampered = match *proof {
            "vc-jwt" => {
                let middle = text.len() / 2;
                let other = if &text[middle..=middle] == "A" {
                    "B"
                } else {
                    "A"
                };
                format!("{}{other}{}", &text[..middle], &text[middle + 1..])
            }
            _ => text.replacen("Bicycle", "Bicicle", 1),
        };
        let report = verify(&bench, tampered).await;
        match report.status {
            StatusCode::OK => assert_eq!(report.json()["verdict"], "not-valid", "{proof}"),
            // A changed token may be no token at all.
            other => assert_eq!((other, *proof), (StatusCode::BAD_REQUEST, "vc-jwt")),
        }
    }
}

#[tokio::test]
async fn the_same_request_gives_the_same_bytes() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let body = json!({"assessment": assessment, "proofs": ["eddsa-jcs-2022"]});
    let first = issue(&bench, &body, Some("k1")).await;
    let with_key = issue(&bench, &body, Some("k1")).await;
    let without = issue(&bench, &body, None).await;
    assert_eq!(first.json()["credentials"][0]["already"], false);
    assert_eq!(with_key.status, StatusCode::CREATED);
    assert_eq!(with_key.text(), first.text());
    // Without the key it is another request, which finds the credential on record.
    assert_eq!(without.status, StatusCode::CREATED);
    let text = without
        .text()
        .replace("\"already\":true", "\"already\":false");
    assert_ne!(without.text(), first.text());
    assert_eq!(text, first.text());

    let anew = json!({"assessment": assessment, "proofs": ["eddsa-jcs-2022"], "again": true});
    let conflict = issue(&bench, &anew, Some("k1")).await;
    conflict.problem(422, "idempotency-conflict");
    let other = issue(&bench, &anew, Some("k2")).await;
    assert_ne!(
        other.json()["credentials"][0]["id"],
        first.json()["credentials"][0]["id"]
    );
    let repeated = issue(&bench, &anew, Some("k2")).await;
    assert_eq!(
        other.json()["credentials"][0]["id"],
        repeated.json()["credentials"][0]["id"]
    );
}

#[tokio::test]
async fn a_credential_comes_as_record_or_as_signed_bytes() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let body = json!({"assessment": assessment, "proofs": ["eddsa-jcs-2022"]});
    let issued = issue(&bench, &body, None).await.json();
    let id = issued["credentials"][0]["id"].as_str().unwrap();
    let place = format!("/api/v1/credentials/{id}");

    let record = bench.get(&place).await;
    assert_eq!(record.header("content-type"), "application/json");
    assert_eq!(record.json()["level"], "proficient");
    assert_eq!(record.json()["secured"][0]["proof"], "eddsa-jcs-2022");
    assert_eq!(record.json()["unsecured"], Value::Null);
    let bare = id.strip_prefix("urn:uuid:").unwrap();
    assert_eq!(
        bench.get(&format!("/api/v1/credentials/{bare}")).await.body,
        record.body
    );

    let as_type = async |accept: &str| {
        let request = bench
            .request(Method::GET, &place)
            .header(header::ACCEPT, accept);
        bench.send(request.body(Body::empty()).unwrap()).await
    };
    let signed = as_type("application/vc").await;
    assert_eq!(signed.header("content-type"), "application/vc");
    assert_eq!(
        signed.body,
        bench
            .get(&format!("{place}?proof=eddsa-jcs-2022"))
            .await
            .body
    );
    as_type("text/plain").await.problem(406, "not-acceptable");
    let either = as_type("text/plain, application/vc;q=0.5").await;
    assert_eq!(either.body, signed.body);
    assert_eq!(as_type("*/*").await.body, record.body);
    let missing = bench.get(&format!("{place}?proof=vc-jwt")).await;
    let problem = missing.problem(404, "not-found");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("eddsa-jcs-2022")
    );
}

#[tokio::test]
async fn what_was_sent_before_is_not_made_again() {
    let bench = Bench::new();
    bench.assessed().await;
    let again = bench.post("/api/v1/frameworks", FRAMEWORK).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(
        again.header("location"),
        "/api/v1/frameworks/49-3091.00/v.26.11"
    );
    let read = bench.get(again.header("location")).await;
    assert_eq!(read.json()["levels"][0]["id"], "emerging");
    assert_eq!(
        bench.post("/api/v1/assessments", ASSESSMENT).await.status,
        StatusCode::OK
    );

    let other = FRAMEWORK.replace("Bicycle Repairers", "Bicycle Menders");
    let conflict = bench.post("/api/v1/frameworks", other).await;
    let problem = conflict.problem(409, "framework-version-exists");
    assert_eq!(problem["findings"][0]["pointer"], "/occupation/title");
}

#[tokio::test]
async fn lists_come_in_pages() {
    let bench = Bench::new();
    for version in ["v1", "v2", "v3"] {
        let export = FRAMEWORK.replace("v.26.11", version);
        let imported = bench.post("/api/v1/frameworks", export).await;
        assert_eq!(imported.status, StatusCode::CREATED);
    }
    let first = bench.get("/api/v1/frameworks?limit=2").await.json();
    assert_eq!(first["frameworks"].as_array().unwrap().len(), 2);
    let next = first["next"].as_str().unwrap();
    let second = bench
        .get(&format!("/api/v1/frameworks?limit=2&after={next}"))
        .await
        .json();
    assert_eq!(second["frameworks"][0]["version"], "v3");
    assert_eq!(second["next"], Value::Null);
    for bad in [
        "limit=0",
        "limit=201",
        "limit=x",
        "after=%21",
        "limit=1&limit=2",
    ] {
        bench
            .get(&format!("/api/v1/frameworks?{bad}"))
            .await
            .problem(400, "bad-query");
    }
    let problem = bench
        .get("/api/v1/frameworks?limti=2")
        .await
        .problem(400, "bad-query");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("did you mean \"limit\"")
    );
}

#[tokio::test]
async fn an_issuer_sees_only_its_own() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let issued = issue(&bench, &json!({"assessment": assessment}), None)
        .await
        .json();
    let id = issued["credentials"][0]["id"].as_str().unwrap();
    let stranger = bench.key("another", Scope::Admin);
    let as_stranger = async |path: &str| {
        let request =
            Request::get(path).header(header::AUTHORIZATION, format!("Bearer {stranger}"));
        bench.send(request.body(Body::empty()).unwrap()).await
    };
    for path in [
        format!("/api/v1/assessments/{assessment}"),
        format!("/api/v1/credentials/{id}"),
        format!("/api/v1/credentials/{id}?proof=eddsa-rdfc-2022"),
    ] {
        assert_eq!(bench.get(&path).await.status, StatusCode::OK);
        as_stranger(&path).await.problem(404, "not-found");
    }
    let own = bench.get("/api/v1/credentials").await.json();
    assert_eq!(own["credentials"].as_array().unwrap().len(), 1);
    let theirs = as_stranger("/api/v1/credentials").await.json();
    assert_eq!(theirs["credentials"], json!([]));
}

#[tokio::test]
async fn the_issuers_identity_is_published() {
    let bench = Bench::new();
    let own = bench.get("/.well-known/did.json").await;
    assert_eq!(own.header("content-type"), "application/did+json");
    assert_eq!(own.header("cache-control"), "public, max-age=300");
    assert_eq!(own.json()["id"], "did:web:school.example");
    assert_eq!(bench.get("/issuers/default/did.json").await.body, own.body);
    bench
        .get("/issuers/nobody/did.json")
        .await
        .problem(404, "not-found");

    let request = Request::get("/.well-known/did.json").header(header::ACCEPT, "application/json");
    let as_json = bench.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(as_json.header("content-type"), "application/json");
    assert_eq!(as_json.body, own.body);

    let keys = bench.get("/.well-known/jwks.json").await.json();
    assert_eq!(keys["keys"][0]["crv"], "Ed25519");
    assert_eq!(keys["keys"][0]["d"], Value::Null);
}

#[tokio::test]
async fn answers_are_what_the_openapi_document_says() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let again = bench.post("/api/v1/frameworks", FRAMEWORK).await.json();
    fits(&again, "FrameworkSummary");
    fits(
        &bench.get("/api/v1/frameworks?limit=1").await.json(),
        "FrameworkPage",
    );
    let recorded = bench
        .get(&format!("/api/v1/assessments/{assessment}"))
        .await;
    fits(&recorded.json(), "Assessment");
    let body = json!({
        "assessment": assessment, "as": ["open-badge"], "proofs": PROOFS,
        "validUntil": "2030-01-01T00:00:00Z", "again": false,
    });
    fits(&body, "IssueBody");
    let issued = issue(&bench, &body, None).await.json();
    fits(&issued, "IssuedList");
    let credential = &issued["credentials"][0];
    fits(credential, "IssuedCredential");
    let id = credential["id"].as_str().unwrap();
    fits(
        &bench.get(&format!("/api/v1/credentials/{id}")).await.json(),
        "Credential",
    );
    fits(
        &bench.get("/api/v1/credentials").await.json(),
        "CredentialPage",
    );
    let report = verify(&bench, credential["credential"].to_string())
        .await
        .json();
    assert_eq!(report["verdict"], "valid");
    fits(&report, "Report");
    let report = verify(&bench, "{}").await.json();
    fits(&report, "Report");
    fits(&report["checks"][0], "Check");
    let problem = bench.post("/api/v1/credentials", r#"{"a":1}"#).await.json();
    fits(&problem, "Problem");
    fits(&problem["findings"][0], "Finding");
    fits(&bench.get("/healthz").await.json(), "Health");
    fits(&bench.get("/readyz").await.json(), "Readiness");
}

#[tokio::test]
async fn versions_are_compared() {
    let bench = Bench::new();
    for (version, title) in [("v1", "Bicycle Repairers"), ("v2", "Bicycle Menders")] {
        let export = FRAMEWORK.replace("v.26.11", version);
        let export = export.replace("Bicycle Repairers", title);
        let imported = bench.post("/api/v1/frameworks", export).await;
        assert_eq!(imported.status, StatusCode::CREATED);
    }
    let place = "/api/v1/frameworks/49-3091.00/v1/diff";
    let told = bench.get(&format!("{place}/v2")).await.json();
    assert_eq!(told["changed"][0]["what"], "occupation.title");
    assert_eq!(told["issued"]["count"], 0);
    let none = bench.get(&format!("{place}/v3")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
