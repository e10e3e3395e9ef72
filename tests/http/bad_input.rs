//! Requests that are wrong: each gets a problem document that says where and why, and beside each
//! stands the one that is right.

use crate::bench::{ASSESSMENT, Bench, FRAMEWORK, limits};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::http::Limits;
use serde_json::{Value, json};

fn pointers(problem: &Value) -> Vec<(&str, &str)> {
    let findings = problem["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|f| {
            (
                f["pointer"].as_str().unwrap(),
                f["problem"].as_str().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_body_that_is_no_i_json_is_told_with_a_pointer() {
    let bench = Bench::new();
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let places = [
        "/api/v1/credentials",
        "/api/v1/assessments",
        "/api/v1/frameworks",
    ];
    for place in places {
        for (body, pointer, problem) in [
            ("{", "", "not-json"),
            ("", "", "not-json"),
            ("{} {}", "", "not-json"),
            (deep.as_str(), "", "not-json"),
            (r#"{"a":{"b":1,"b":2}}"#, "/a/b", "duplicate-name"),
            (r#"{"a":9007199254740993}"#, "/a", "number-range"),
        ] {
            let reply = bench.post(place, body.to_owned()).await;
            let told = reply.problem(400, "invalid");
            assert!(
                pointers(&told).contains(&(pointer, problem)),
                "{place}: {told}"
            );
        }
        let not_utf8 = bench.post(place, vec![b'"', 0xff, b'"']).await;
        assert_eq!(
            pointers(&not_utf8.problem(400, "invalid")),
            [("", "not-json")]
        );
    }
}

#[tokio::test]
async fn every_fault_of_a_request_to_issue_is_told_at_once() {
    let bench = Bench::new();
    let body = json!({
        "assesment": "x",
        "as": ["open-bagde", "open-badge", "open-badge"],
        "proofs": [],
        "validUntil": 7,
        "again": "yes",
    });
    let reply = bench.post("/api/v1/credentials", body.to_string()).await;
    let problem = reply.problem(422, "invalid");
    assert_eq!(
        pointers(&problem),
        [
            ("", "missing-member"),
            ("/as/0", "unknown-form"),
            ("/as/2", "twice"),
            ("/proofs", "empty-array"),
            ("/validUntil", "wrong-type"),
            ("/again", "wrong-type"),
            ("/assesment", "unknown-member"),
        ]
    );
    let findings = &problem["findings"];
    assert!(
        findings[1]["detail"]
            .as_str()
            .unwrap()
            .contains("did you mean \"open-badge\"")
    );
    assert!(
        findings[6]["detail"]
            .as_str()
            .unwrap()
            .contains("did you mean \"assessment\"")
    );
    let list = bench.post("/api/v1/credentials", "[]").await;
    assert_eq!(
        pointers(&list.problem(422, "invalid")),
        [("", "wrong-type")]
    );
}

#[tokio::test]
async fn what_the_body_names_must_be_there() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let ask = async |body: Value| bench.post("/api/v1/credentials", body.to_string()).await;
    let unknown = ask(json!({"assessment": "nothing"})).await;
    let problem = unknown.problem(422, "unknown-assessment");
    assert_eq!(pointers(&problem), [("/assessment", "unknown-assessment")]);
    let past = ask(json!({"assessment": assessment, "validUntil": "2020-01-01T00:00:00Z"})).await;
    assert_eq!(
        pointers(&past.problem(422, "valid-until")),
        [("/validUntil", "valid-until")]
    );
    let proof = ask(json!({"assessment": assessment, "proofs": ["rsa"]})).await;
    assert_eq!(
        pointers(&proof.problem(422, "invalid")),
        [("/proofs/0", "unknown-proof")]
    );
    let good = ask(json!({"assessment": assessment, "validUntil": "2030-01-01T00:00:00Z"})).await;
    assert_eq!(good.status, StatusCode::CREATED, "{}", good.text());
}

#[tokio::test]
async fn a_learner_without_a_did_gets_no_token_and_one_without_a_level_nothing() {
    let bench = Bench::new();
    bench.assessed().await;
    let mut document: Value = serde_json::from_str(ASSESSMENT).unwrap();
    document["learner"].as_object_mut().unwrap().remove("did");
    let recorded = bench
        .post("/api/v1/assessments", document.to_string())
        .await
        .json();
    let issue = async |recorded: &Value, proof: &str| {
        let body = json!({"assessment": recorded["id"], "proofs": [proof]});
        bench.post("/api/v1/credentials", body.to_string()).await
    };
    issue(&recorded, "vc-jwt")
        .await
        .problem(422, "jwt-without-subject");
    let good = issue(&recorded, "eddsa-jcs-2022").await;
    assert_eq!(good.status, StatusCode::CREATED);

    document["ratings"] = json!([{"statement": "emerging/1", "met": true}]);
    document.as_object_mut().unwrap().remove("level");
    let recorded = bench
        .post("/api/v1/assessments", document.to_string())
        .await;
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.text());
    issue(&recorded.json(), "eddsa-jcs-2022")
        .await
        .problem(422, "no-level");
}

#[tokio::test]
async fn an_assessment_names_what_it_misses() {
    let bench = Bench::new();
    let nothing = bench.post("/api/v1/assessments", ASSESSMENT).await;
    assert_eq!(
        nothing.problem(422, "invalid")["findings"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    bench.post("/api/v1/frameworks", FRAMEWORK).await;
    let wrong = ASSESSMENT.replace("proficient/1\"", "proficent/1\"");
    let reply = bench.post("/api/v1/assessments", wrong).await;
    let problem = reply.problem(422, "invalid");
    assert!(
        problem["findings"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("proficient")
    );
    let near = bench.get("/api/v1/frameworks/49-3091.01/v.26.11").await;
    let problem = near.problem(404, "not-found");
    assert!(problem["detail"].as_str().unwrap().contains("49-3091.00"));
}

#[tokio::test]
async fn a_body_longer_than_its_route_takes_is_refused() {
    let bench = Bench::new();
    for (place, limit) in [
        ("/api/v1/assessments", 1 << 20),
        ("/api/v1/credentials", 1 << 20),
        ("/api/v1/verify", 5 << 20),
    ] {
        let too_long = bench.post(place, vec![b' '; limit + 1]).await;
        let problem = too_long.problem(413, "too-large");
        assert_eq!(pointers(&problem), [("", "too-large")]);
        // Blank to the last byte: read, and found to be no JSON.
        let just = bench.post(place, vec![b' '; limit]).await;
        assert_eq!(just.status, StatusCode::BAD_REQUEST);
    }
    let told = bench
        .request(Method::POST, "/api/v1/frameworks")
        .header(header::CONTENT_LENGTH, (50 << 20) + 1)
        .body(Body::from(vec![b' '; (50 << 20) + 1]))
        .unwrap();
    bench.send(told).await.problem(413, "too-large");
    let empty = bench
        .request(Method::GET, "/healthz")
        .body(Body::from("x"))
        .unwrap();
    bench.send(empty).await.problem(413, "too-large");
}

#[tokio::test]
async fn all_bodies_together_have_a_bound() {
    let bench = Bench::with(Limits {
        bodies: ASSESSMENT.len(),
        ..limits()
    });
    let reply = bench.post("/api/v1/frameworks", FRAMEWORK).await;
    reply.problem(503, "busy");
    assert!(!reply.header("retry-after").is_empty());
    // What is public has room of its own.
    let reply = bench.post("/api/v1/verify", FRAMEWORK).await;
    assert_eq!(reply.status, StatusCode::OK);
    // Room is given back: the same body fits as often as it is sent.
    for _ in 0..2 {
        let reply = bench.post("/api/v1/assessments", ASSESSMENT).await;
        reply.problem(422, "invalid");
    }
}

#[tokio::test]
async fn typed_bodies_are_json_and_none_is_compressed() {
    let bench = Bench::new();
    let send = async |place: &str, name: header::HeaderName, value: &str| {
        let request = bench.request(Method::POST, place).header(name, value);
        bench.send(request.body(Body::from("{}")).unwrap()).await
    };
    for wrong in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "json",
        "",
    ] {
        let reply = send("/api/v1/credentials", header::CONTENT_TYPE, wrong).await;
        reply.problem(415, "media-type");
    }
    for right in [
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/ld+json",
    ] {
        let reply = send("/api/v1/credentials", header::CONTENT_TYPE, right).await;
        reply.problem(422, "invalid");
    }
    let any = send("/api/v1/verify", header::CONTENT_TYPE, "image/png").await;
    assert_eq!(any.status, StatusCode::OK);
    for place in ["/api/v1/credentials", "/api/v1/verify"] {
        let reply = send(place, header::CONTENT_ENCODING, "gzip").await;
        reply.problem(415, "content-coding");
    }
}

#[tokio::test]
async fn what_is_no_credential_is_told_apart_from_a_bad_one() {
    let bench = Bench::new();
    let verify = async |body: &str| {
        let request = Request::post("/api/v1/verify")
            .body(Body::from(body.to_owned()))
            .unwrap();
        bench.send(request).await
    };
    for unreadable in ["", "{", "[]", "null", r#"{"id":1,"id":2}"#, "hello"] {
        let reply = verify(unreadable).await;
        assert_eq!(
            reply.status,
            StatusCode::BAD_REQUEST,
            "{unreadable}: {}",
            reply.text()
        );
        let problem = reply.json();
        assert_eq!(
            problem["type"],
            "https://www.w3.org/TR/vc-data-model#PARSING_ERROR"
        );
        assert!(!pointers(&problem).is_empty());
    }
    let bad = verify(r#"{"type":"VerifiableCredential"}"#).await;
    assert_eq!(bad.status, StatusCode::OK);
    assert_eq!(bad.json()["verdict"], "not-valid");
    assert!(bad.json()["checks"].as_array().unwrap().len() >= 8);
}

#[tokio::test]
async fn headers_and_targets_have_their_length() {
    let bench = Bench::new();
    let long = Request::get(format!("/healthz?{}", "a".repeat(9_000)));
    bench
        .send(long.body(Body::empty()).unwrap())
        .await
        .problem(414, "target-too-long");
    let heavy = Request::get("/healthz").header("x-much", "a".repeat(17_000));
    bench
        .send(heavy.body(Body::empty()).unwrap())
        .await
        .problem(431, "headers-too-large");
    let fair = Request::get("/healthz").header("x-much", "a".repeat(15_000));
    let reply = bench.send(fair.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn a_path_and_its_headers_must_be_text() {
    let bench = Bench::new();
    bench
        .get("/api/v1/assessments/%FF")
        .await
        .problem(400, "bad-path");
    bench
        .get("/api/v1/assessments/%41")
        .await
        .problem(404, "not-found");
    bench
        .get(&format!("/api/v1/frameworks/{}/x", "k".repeat(600)))
        .await
        .problem(404, "not-found");
    let assessment = bench.assessed().await;
    for (key, status) in [
        ("k".repeat(256), 400),
        ("k".repeat(255), 201),
        ("é".to_owned(), 400),
    ] {
        let request = bench
            .request(Method::POST, "/api/v1/credentials")
            .header("Idempotency-Key", key.as_bytes());
        let body = json!({"assessment": assessment, "proofs": ["eddsa-jcs-2022"]}).to_string();
        let reply = bench.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(reply.status, status, "{}", reply.text());
    }
}
