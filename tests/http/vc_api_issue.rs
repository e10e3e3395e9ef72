//! `POST /credentials/issue`: what is signed and how it comes back, and every rule on what must
//! not be signed, once kept and once broken.

use crate::bench::{Bench, Reply};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proofmark::records::api_key::Scope;
use serde_json::{Value, json};

const ISSUER: &str = "did:web:school.example";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const STATUS: &str = "https://www.w3.org/ns/credentials/status#";

/// A credential that nothing is wrong with. It has no id.
fn credential() -> Value {
    json!({
        "@context": [V2, {
            "AlumniCredential": "https://school.example/vocab#AlumniCredential",
            "alumniOf": {"@id": "https://school.example/vocab#alumniOf", "@type": "@id"},
            "year": "https://school.example/vocab#year",
            "Thing": "https://school.example/vocab#Thing",
        }],
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "An alumna",
        "issuer": {"id": ISSUER, "name": "A School"},
        "validFrom": "2026-11-20T10:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "alumniOf": "https://school.example",
            "year": 1999,
        },
    })
}

fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut credential = credential();
    change(&mut credential);
    credential
}

/// The credential with `value` at `pointer`; null takes the member away.
fn with(pointer: &str, value: Value) -> Value {
    changed(|credential| {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = credential.pointer_mut(parent).unwrap();
        match (parent, value) {
            (Value::Object(members), Value::Null) => drop(members.remove(name)),
            (Value::Object(members), value) => drop(members.insert(name.to_owned(), value)),
            (other, value) => other[name.parse::<usize>().unwrap()] = value,
        }
    })
}

async fn send(bench: &Bench, body: &Value, key: Option<&str>) -> Reply {
    let mut request = bench
        .request(Method::POST, "/credentials/issue")
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(key) = key {
        request = request.header("Idempotency-Key", key);
    }
    let request = request.body(Body::from(body.to_string())).unwrap();
    bench.send(request).await
}

async fn issue(bench: &Bench, credential: Value) -> Reply {
    send(bench, &json!({ "credential": credential }), None).await
}

fn told(problem: &Value) -> Vec<(String, String)> {
    let findings = problem["findings"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings
        .map(|f| (text(&f["pointer"]), text(&f["problem"])))
        .collect()
}

/// How the check of the proof of `credential` comes out.
async fn proof_check(bench: &Bench, credential: &Value) -> Value {
    let reply = bench.post("/api/v1/verify", credential.to_string()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let report = reply.json();
    assert_ne!(report["verdict"], "not-valid", "{report}");
    let checks = report["checks"].as_array().unwrap();
    let proof = checks.iter().find(|check| check["id"] == "proof");
    proof.unwrap()["outcome"].clone()
}

#[tokio::test]
async fn what_the_caller_wrote_comes_back_signed() {
    let bench = Bench::new();
    for (options, suite) in [
        (None, "eddsa-rdfc-2022"),
        (Some(json!({})), "eddsa-rdfc-2022"),
        (
            Some(json!({"type": "DataIntegrityProof"})),
            "eddsa-rdfc-2022",
        ),
        (
            Some(json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"})),
            "eddsa-jcs-2022",
        ),
        (
            Some(json!({"cryptosuite": "eddsa-rdfc-2022", "mandatoryPointers": ["/x"], "x": null})),
            "eddsa-rdfc-2022",
        ),
    ] {
        let mut body = json!({ "credential": credential() });
        if let Some(options) = options {
            body["options"] = options;
        }
        let reply = send(&bench, &body, None).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        assert_eq!(reply.header("content-type"), "application/json");
        let mut signed = reply.json()["verifiableCredential"].clone();
        assert_eq!(proof_check(&bench, &signed).await, "passed");
        let proof = signed.as_object_mut().unwrap().remove("proof").unwrap();
        assert_eq!(signed, credential());
        assert_eq!(proof["type"], "DataIntegrityProof");
        assert_eq!(proof["cryptosuite"], suite);
        assert_eq!(proof["proofPurpose"], "assertionMethod");
        let method = proof["verificationMethod"].as_str().unwrap();
        assert!(method.starts_with(&format!("{ISSUER}#")), "{method}");
        assert!(proof["proofValue"].as_str().unwrap().starts_with('z'));
    }
}

/// VC-JOSE-COSE, section 3.1; VC Data Model 2.0, section 4.13.1.
#[tokio::test]
async fn a_credential_comes_back_in_an_envelope() {
    let bench = Bench::new();
    let mut named = credential();
    named["id"] = json!("urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f50");
    let mut nobody = credential();
    nobody["credentialSubject"]
        .as_object_mut()
        .unwrap()
        .remove("id");
    for credential in [credential(), named.clone(), nobody] {
        let body = json!({
            "credential": credential,
            "options": {"securingMechanism": "EnvelopingProof"},
        });
        let reply = send(&bench, &body, None).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        let envelope = &reply.json()["verifiableCredential"];
        assert_eq!(envelope["@context"], V2);
        assert_eq!(envelope["type"], "EnvelopedVerifiableCredential");
        let id = envelope["id"].as_str().unwrap();
        let token = id.strip_prefix("data:application/vc+jwt,").unwrap();
        let parts: Vec<Value> = token
            .split('.')
            .take(2)
            .map(|part| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap())
            .collect();
        assert_eq!(parts[0]["alg"], "EdDSA");
        assert_eq!(parts[0]["typ"], "vc+jwt");
        let kid = parts[0]["kid"].as_str().unwrap();
        assert!(kid.starts_with(&format!("{ISSUER}#")), "{kid}");
        assert_eq!(parts[1], credential);
        assert_eq!(envelope.as_object().unwrap().len(), 3);
        assert_eq!(proof_check(&bench, envelope).await, "passed");
        let asked = json!({"verifiableCredential": envelope});
        let reply = bench.post("/credentials/verify", asked.to_string()).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    }
    // The same again gives the same bytes, and the same credential may have an embedded proof too.
    let options = json!({"securingMechanism": "EnvelopingProof"});
    let body = json!({"credential": named, "options": options});
    let first = send(&bench, &body, None).await;
    assert_eq!(first.body, send(&bench, &body, None).await.body);
    let embedded = issue(&bench, named.clone()).await;
    assert_eq!(embedded.status, StatusCode::CREATED, "{}", embedded.text());
    let record = bench.get(embedded.header("location")).await.json();
    assert_eq!(record["secured"].as_array().unwrap().len(), 2, "{record}");
    // Version 1.1 has no such form.
    let mut older = named;
    older["@context"][0] = json!("https://www.w3.org/2018/credentials/v1");
    older["id"] = json!("urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f51");
    older["issuer"] = json!(ISSUER);
    older["issuanceDate"] = older["validFrom"].take();
    let members = older.as_object_mut().unwrap();
    members.remove("validFrom");
    members.remove("name");
    assert_eq!(
        issue(&bench, older.clone()).await.status,
        StatusCode::CREATED
    );
    older["id"] = json!("urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f52");
    let body = json!({"credential": older, "options": options});
    let found = told(&send(&bench, &body, None).await.problem(422, "invalid"));
    let place = "/credential/@context".to_owned();
    assert_eq!(found, [(place, "proof-not-available".to_owned())]);
}

#[tokio::test]
async fn it_is_on_record_without_an_assessment() {
    let bench = Bench::new();
    let id = "https://school.example/credentials/1?a=b#c";
    for given in [Some(id), None] {
        let mut credential = credential();
        credential["validUntil"] = json!("2030-01-01T00:00:00Z");
        match given {
            Some(id) => credential["id"] = json!(id),
            None => drop(credential.as_object_mut().unwrap().remove("name")),
        }
        let reply = issue(&bench, credential).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        let place = reply.header("location");
        let record = bench.get(place).await;
        assert_eq!(record.status, StatusCode::OK, "{place}: {}", record.text());
        let record = record.json();
        match given {
            Some(id) => assert_eq!(record["id"], id),
            None => assert!(record["id"].as_str().unwrap().starts_with("urn:uuid:")),
        }
        assert_eq!(record["form"], "given");
        // What its caller called it may tell of somebody: it stands in the credential alone.
        assert!(record.get("name").is_none());
        assert_eq!(record["issuer"], "default");
        assert_eq!(record["validFrom"], "2026-11-20T10:00:00Z");
        assert_eq!(record["validUntil"], "2030-01-01T00:00:00Z");
        for absent in ["assessment", "framework", "frameworkVersion", "level"] {
            assert!(record.get(absent).is_none(), "{absent}");
        }
        let signed = bench.get(&format!("{place}?proof=eddsa-rdfc-2022")).await;
        let whole = format!(r#"{{"verifiableCredential":{}}}"#, signed.text());
        assert_eq!(whole, reply.text(), "the bytes are not verbatim");
    }
    let list = bench.get("/api/v1/credentials").await.json();
    assert_eq!(list["credentials"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_id_is_of_one_credential() {
    let bench = Bench::new();
    let id = "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e";
    let first = issue(&bench, with("/id", json!(id))).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    // The same credential again is the same bytes, in whatever order it is written.
    let again = issue(&bench, with("/id", json!(id))).await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(again.text(), first.text());
    // Another proof of it is a further form of the same credential.
    let options = json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"});
    let body = json!({"credential": with("/id", json!(id)), "options": options});
    let other_proof = send(&bench, &body, None).await;
    assert_eq!(other_proof.status, StatusCode::CREATED);
    let record = bench.get(other_proof.header("location")).await.json();
    assert_eq!(record["secured"].as_array().unwrap().len(), 2);
    // Another credential may not have it, nor may another issuer take it.
    let mut other = with("/id", json!(id));
    other["name"] = json!("Somebody else");
    let taken = issue(&bench, other.clone()).await;
    let problem = taken.problem(409, "credential-id-taken");
    let expected = (
        "/credential/id".to_owned(),
        "credential-id-taken".to_owned(),
    );
    assert_eq!(told(&problem), [expected]);
    other["id"] = json!("urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4f");
    assert_eq!(issue(&bench, other).await.status, StatusCode::CREATED);
    // Nor that of a credential that was made from an assessment.
    let assessment = bench.assessed().await;
    let body = json!({ "assessment": assessment });
    let mapped = bench.post("/api/v1/credentials", body.to_string()).await;
    let id = mapped.json()["credentials"][0]["id"].clone();
    issue(&bench, with("/id", id))
        .await
        .problem(409, "credential-id-taken");
    let long = format!("https://school.example/{}", "a".repeat(400));
    let problem = issue(&bench, with("/id", json!(long))).await;
    let problem = problem.problem(422, "invalid");
    assert_eq!(
        told(&problem),
        [("/credential/id".to_owned(), "too-long".to_owned())]
    );
}

#[tokio::test]
async fn an_idempotency_key_is_for_one_request() {
    let bench = Bench::new();
    let body = json!({ "credential": credential() });
    let first = send(&bench, &body, Some("k")).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    let again = send(&bench, &body, Some("k")).await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(again.text(), first.text());
    assert_eq!(again.header("location"), first.header("location"));
    // Without the key a credential without an id is another one.
    let without = send(&bench, &body, None).await;
    assert_ne!(without.header("location"), first.header("location"));
    for other in [
        json!({"credential": with("/name", json!("Another"))}),
        json!({"credential": credential(), "options": {"cryptosuite": "eddsa-jcs-2022"}}),
    ] {
        send(&bench, &other, Some("k"))
            .await
            .problem(422, "idempotency-conflict");
    }
    let assessment = bench.assessed().await;
    let native = bench
        .request(Method::POST, "/api/v1/credentials")
        .header("Idempotency-Key", "k")
        .body(Body::from(json!({ "assessment": assessment }).to_string()))
        .unwrap();
    bench
        .send(native)
        .await
        .problem(422, "idempotency-conflict");
    send(&bench, &body, Some(&"k".repeat(256)))
        .await
        .problem(400, "bad-header");
}

#[tokio::test]
async fn what_is_no_request_is_told_with_its_place() {
    let bench = Bench::new();
    for (body, problem) in [
        ("{", "not-json"),
        ("", "not-json"),
        (r#"{"credential":{},"credential":{}}"#, "duplicate-name"),
        (r#"{"credential":{"n":9007199254740993}}"#, "number-range"),
    ] {
        let reply = bench.post("/credentials/issue", body).await;
        let found = told(&reply.problem(400, "invalid"));
        assert!(found.iter().any(|(_, p)| p == problem), "{body}: {found:?}");
    }
    let good = credential();
    for (body, pointer, problem) in [
        (json!([]), "", "wrong-type"),
        (json!({}), "", "missing-member"),
        (json!({"options": {}}), "", "missing-member"),
        (
            json!({"credential": good, "extra": 1}),
            "/extra",
            "unknown-member",
        ),
        (
            json!({"credential": good, "options": 7}),
            "/options",
            "wrong-type",
        ),
        (
            json!({"credential": good, "options": null}),
            "/options",
            "wrong-type",
        ),
        (json!({"credential": "eyJ"}), "/credential", "wrong-type"),
        (json!({"credential": null}), "/credential", "wrong-type"),
        (json!({"credential": [good]}), "/credential", "wrong-type"),
    ] {
        let reply = send(&bench, &body, None).await;
        let found = told(&reply.problem(422, "invalid"));
        let expected = (pointer.to_owned(), problem.to_owned());
        assert!(found.contains(&expected), "{body}: {found:?}");
    }
}

#[tokio::test]
async fn an_option_that_cannot_be_had_is_refused_and_never_passed_over() {
    let bench = Bench::new();
    for (options, pointer, problem) in [
        (
            json!({"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "message"}}),
            "/options/credentialStatus/statusPurpose",
            "status-not-available",
        ),
        (
            json!({"type": "Ed25519Signature2020"}),
            "/options/type",
            "unknown-proof",
        ),
        (
            json!({"cryptosuite": "ecdsa-rdfc-2019"}),
            "/options/cryptosuite",
            "unknown-proof",
        ),
        (
            json!({"cryptosuite": 7}),
            "/options/cryptosuite",
            "wrong-type",
        ),
        (
            json!({"securingMechanism": "Magic"}),
            "/options/securingMechanism",
            "unknown-proof",
        ),
    ] {
        let body = json!({"credential": credential(), "options": options});
        let reply = send(&bench, &body, None).await;
        let found = told(&reply.problem(422, "invalid"));
        assert_eq!(
            found,
            [(pointer.to_owned(), problem.to_owned())],
            "{options}"
        );
    }
}

#[tokio::test]
async fn only_the_issuer_of_the_key_signs() {
    let bench = Bench::new();
    for issuer in [
        "did:web:other.example",
        "https://school.example",
        "did:web:school.example:x",
    ] {
        for issuer in [json!(issuer), json!({ "id": issuer })] {
            let reply = issue(&bench, with("/issuer", issuer)).await;
            let found = told(&reply.problem(422, "invalid"));
            let expected = ("/credential/issuer".to_owned(), "foreign-issuer".to_owned());
            assert_eq!(found, [expected]);
        }
    }
    assert_eq!(
        issue(&bench, with("/issuer", json!(ISSUER))).await.status,
        StatusCode::CREATED
    );
    // A key for an issuer that is not here signs for nobody.
    let stranger = bench.key("another", Scope::Issue);
    let request = axum::http::Request::post("/credentials/issue")
        .header(header::AUTHORIZATION, format!("Bearer {stranger}"))
        .body(Body::from(
            json!({ "credential": credential() }).to_string(),
        ))
        .unwrap();
    bench.send(request).await.problem(404, "not-found");
}

/// Signing oracles: whatever would be taken for the issuer's own word on keys and on status.
#[tokio::test]
async fn what_is_no_credential_of_people_is_not_signed() {
    let bench = Bench::new();
    let list = json!({
        "id": "https://school.example/status/1#list", "type": "BitstringStatusList",
        "statusPurpose": "revocation", "encodedList": "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    });
    let alias = |name: &str, iri: &str| {
        changed(|c| {
            c["@context"]
                .as_array_mut()
                .unwrap()
                .push(json!({ name: iri }))
        })
    };
    let mut aliased_type = alias(
        "Harmless",
        &format!("{STATUS}BitstringStatusListCredential"),
    );
    aliased_type["type"] = json!(["VerifiableCredential", "Harmless"]);
    let mut bare_iri = credential();
    bare_iri["type"] = json!([
        "VerifiableCredential",
        format!("{STATUS}BitstringStatusListCredential")
    ]);
    let mut aliased_member = alias("harmless", &format!("{STATUS}encodedList"));
    aliased_member["credentialSubject"]["harmless"] = json!("uH4s");
    let mut aliased_key = alias("harmless", "https://w3id.org/security#verificationMethod");
    aliased_key["credentialSubject"]["harmless"] = json!("x");
    let mut older = alias("StatusList2021Credential", "https://school.example/vocab#x");
    older["type"] = json!(["VerifiableCredential", "StatusList2021Credential"]);
    let did_context = "https://www.w3.org/ns/did/v1";
    let mut did = credential();
    did["@context"] = json!([V2, did_context]);
    did["type"] = json!(["VerifiableCredential"]);
    did["credentialSubject"] = json!({"id": ISSUER, "assertionMethod": [format!("{ISSUER}#key")]});
    let mut subjects = credential();
    subjects["credentialSubject"] = json!([credential()["credentialSubject"], list]);
    for (credential, pointer) in [
        (
            with(
                "/type",
                json!(["VerifiableCredential", "BitstringStatusListCredential"]),
            ),
            "/type",
        ),
        (
            with(
                "/type",
                json!(["VerifiableCredential", "VerifiablePresentation"]),
            ),
            "/type",
        ),
        (
            with(
                "/type",
                json!(["VerifiableCredential", "EnvelopedVerifiableCredential"]),
            ),
            "/type",
        ),
        (
            with("/credentialSubject", list.clone()),
            "/credentialSubject/type",
        ),
        (
            with("/credentialSubject", list),
            "/credentialSubject/encodedList",
        ),
        (subjects, "/credentialSubject/1/type"),
        (did, "/credentialSubject/assertionMethod"),
        (older, "/type"),
        (aliased_type, ""),
        (bare_iri, ""),
        (aliased_member, ""),
        (aliased_key, ""),
    ] {
        let reply = issue(&bench, credential.clone()).await;
        let found = told(&reply.problem(422, "invalid"));
        let expected = (format!("/credential{pointer}"), "not-of-people".to_owned());
        assert!(found.contains(&expected), "{credential}: {found:?}");
    }
    // What is no credential at all.
    for other in [
        json!({"@context": [V2], "type": "VerifiablePresentation", "holder": ISSUER}),
        json!({"@context": [did_context], "id": ISSUER, "verificationMethod": []}),
        json!({"iss": ISSUER, "sub": "x", "aud": "y"}),
    ] {
        issue(&bench, other).await.problem(422, "invalid");
    }
    let secured = with("/proof", json!({"type": "DataIntegrityProof"}));
    let found = told(&issue(&bench, secured).await.problem(422, "invalid"));
    assert_eq!(
        found[0],
        ("/credential/proof".to_owned(), "already-secured".to_owned())
    );
    // An index of a list of ours is the issuer's to give.
    let entry = |list: &str| {
        json!({
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "7", "statusListCredential": list
        })
    };
    let own = with(
        "/credentialStatus",
        json!([entry("https://school.example/status/1")]),
    );
    let found = told(&issue(&bench, own).await.problem(422, "invalid"));
    assert_eq!(
        found,
        [(
            "/credential/credentialStatus/0".to_owned(),
            "own-status-list".to_owned()
        )]
    );
    let foreign = with("/credentialStatus", entry("https://status.example/1"));
    assert_eq!(issue(&bench, foreign).await.status, StatusCode::CREATED);
}

/// A rule of what must not be signed: where the value is set, what passes, and what does not,
/// with the place and the kind of the finding.
struct Rule {
    number: u8,
    at: &'static str,
    good: Vec<Value>,
    bad: Vec<(Value, &'static str, &'static str)>,
}

fn rule(
    number: u8,
    at: &'static str,
    good: impl IntoIterator<Item = Value>,
    bad: impl IntoIterator<Item = (Value, &'static str, &'static str)>,
) -> Rule {
    Rule {
        number,
        at,
        good: good.into_iter().collect(),
        bad: bad.into_iter().collect(),
    }
}

fn envelope_rules() -> Vec<Rule> {
    let terms = credential()["@context"][1].clone();
    let redefined = json!({"VerifiableCredential": "https://school.example/vocab#VC"});
    vec![
        rule(
            1,
            "/@context",
            [
                json!([V2, terms]),
                json!([V2, "https://www.w3.org/ns/credentials/examples/v2", terms]),
            ],
            [
                (json!(null), "", "missing-member"),
                (json!(V2), "/@context", "wrong-type"),
                (
                    json!({"@vocab": "https://a.example/"}),
                    "/@context",
                    "wrong-type",
                ),
                (json!([]), "/@context", "wrong-context"),
                (json!([terms, V2]), "/@context", "wrong-context"),
                (
                    json!(["https://a.example", terms]),
                    "/@context",
                    "wrong-context",
                ),
                (json!([V2, terms, 7]), "/@context/2", "wrong-context"),
                (json!([V2, terms, "x"]), "/@context/2", "wrong-context"),
                (
                    json!([V2, terms, "https://a.example"]),
                    "/@context/2",
                    "unknown-context",
                ),
                (
                    json!([V2, terms, redefined]),
                    "/@context/2/VerifiableCredential",
                    "protected-redefinition",
                ),
            ],
        ),
        rule(
            2,
            "/type",
            [
                json!("VerifiableCredential"),
                json!(["AlumniCredential", "VerifiableCredential"]),
                json!(["VerifiableCredential", "https://school.example/vocab#Other"]),
            ],
            [
                (json!(null), "", "missing-member"),
                (json!([]), "/type", "wrong-class"),
                (json!("AlumniCredential"), "/type", "wrong-class"),
                (json!(["VerifiableCredential", 7]), "/type/1", "wrong-type"),
                (json!(["VerifiableCredential", ""]), "/type/1", "wrong-type"),
                (
                    json!(["VerifiableCredential", "Unheard"]),
                    "/type/1",
                    "undefined-term",
                ),
            ],
        ),
        rule(
            2,
            "/credentialSubject/alumniOf",
            [
                json!("https://school.example"),
                json!({"id": "did:example:school"}),
            ],
            [
                (
                    json!("school"),
                    "/credentialSubject/alumniOf",
                    "relative-iri",
                ),
                (
                    json!({"nickname": "x"}),
                    "/credentialSubject/alumniOf/nickname",
                    "undefined-term",
                ),
                (
                    json!({"id": "#school"}),
                    "/credentialSubject/alumniOf/id",
                    "relative-iri",
                ),
            ],
        ),
        rule(
            3,
            "/id",
            [
                json!("urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e"),
                json!("https://a.example/1"),
            ],
            [
                (json!([]), "/id", "wrong-type"),
                (json!(["https://a.example/1"]), "/id", "wrong-type"),
                (json!(7), "/id", "wrong-type"),
                (json!("not a url"), "/id", "not-a-uri"),
                (json!("1"), "/id", "not-a-uri"),
            ],
        ),
        rule(
            3,
            "/credentialSubject/id",
            [json!("did:example:learner"), json!("mailto:a@example.org")],
            [
                (
                    json!(["did:example:learner"]),
                    "/credentialSubject/id",
                    "wrong-type",
                ),
                (json!("learner"), "/credentialSubject/id", "not-a-uri"),
            ],
        ),
        rule(
            4,
            "/issuer",
            [json!(ISSUER), json!({ "id": ISSUER })],
            [
                (json!(null), "", "missing-member"),
                (json!(7), "/issuer", "wrong-type"),
                (json!(true), "/issuer", "wrong-type"),
                (json!([]), "/issuer", "wrong-type"),
                (json!("a school"), "/issuer", "not-a-uri"),
                (json!({}), "/issuer", "missing-member"),
                (json!({"id": true}), "/issuer/id", "wrong-type"),
                (json!({"id": []}), "/issuer/id", "wrong-type"),
                (json!({"id": "a school"}), "/issuer/id", "not-a-uri"),
            ],
        ),
    ]
}

fn content_rules() -> Vec<Rule> {
    let date = "/validFrom";
    vec![
        rule(
            5,
            "/credentialSubject",
            [
                json!({"year": 1999}),
                json!([{"id": "did:example:a"}, {"year": 1999}]),
            ],
            [
                (json!(null), "", "missing-member"),
                (json!(true), "/credentialSubject", "wrong-type"),
                (json!(7), "/credentialSubject", "wrong-type"),
                (json!("did:example:a"), "/credentialSubject", "wrong-type"),
                (json!([]), "/credentialSubject", "empty-array"),
                (json!({}), "/credentialSubject", "empty-object"),
                (
                    json!([{"year": 1999}, {}]),
                    "/credentialSubject/1",
                    "empty-object",
                ),
            ],
        ),
        rule(
            6,
            date,
            [
                json!(null),
                json!("2026-11-20T10:00:00.123456Z"),
                json!("2026-11-20T10:00:00+05:30"),
                json!("1999-11-20T10:00:00-11:00"),
                json!("9999-12-31T23:59:59Z"),
            ],
            [
                (json!("2026-11-20T10:00:00"), date, "not-a-date"),
                (json!("2026-11-20"), date, "not-a-date"),
                (json!("2026-13-20T10:00:00Z"), date, "not-a-date"),
                (json!(1_795_000_000), date, "not-a-date"),
                (json!([]), date, "not-a-date"),
            ],
        ),
        rule(
            6,
            "/validUntil",
            [json!("2026-11-20T10:00:00Z"), json!("2999-11-20T10:00:00Z")],
            [
                (
                    json!("2026-11-20T09:59:59Z"),
                    "/validUntil",
                    "validity-reversed",
                ),
                (
                    json!("2026-11-20T10:30:00+01:00"),
                    "/validUntil",
                    "validity-reversed",
                ),
                (json!("tomorrow"), "/validUntil", "not-a-date"),
            ],
        ),
        rule(7, "/name", language_values(), no_language_values("/name")),
        rule(
            7,
            "/description",
            language_values(),
            no_language_values("/description"),
        ),
        rule(
            7,
            "/issuer/name",
            language_values(),
            no_language_values("/issuer/name"),
        ),
        rule(
            7,
            "/issuer/description",
            language_values(),
            no_language_values("/issuer/description"),
        ),
    ]
}

fn language_values() -> [Value; 4] {
    let german = json!({"@value": "Eine", "@language": "de", "@direction": "ltr"});
    [
        json!("A"),
        json!({"@value": "A"}),
        german.clone(),
        json!(["A", german]),
    ]
}

fn no_language_values(place: &'static str) -> Vec<(Value, &'static str, &'static str)> {
    let wrong = [
        json!(7),
        json!(true),
        json!({}),
        json!(["A", 7]),
        json!({"@value": 7}),
        json!({"@value": "A", "@language": 7}),
        json!({"@value": "A", "url": "https://a.example"}),
    ];
    let wrong = wrong.into_iter();
    wrong.map(|value| (value, place, "wrong-type")).collect()
}

fn extension_rules() -> Vec<Rule> {
    let mut rules = Vec::new();
    for place in [
        "/credentialStatus",
        "/termsOfUse",
        "/evidence",
        "/refreshService",
    ] {
        let id: &'static str = format!("{place}/id").leak();
        let second: &'static str = format!("{place}/1").leak();
        let thing = json!({"id": "https://a.example/1", "type": "Thing"});
        rules.push(rule(
            8,
            place,
            [thing.clone(), json!([thing, {"type": ["Thing"]}])],
            [
                (json!("https://a.example/1"), place, "wrong-type"),
                (json!({"id": "https://a.example/1"}), place, "wrong-class"),
                (json!([thing, {}]), second, "wrong-class"),
                (
                    json!({"type": "Thing", "id": ["https://a.example/1"]}),
                    id,
                    "wrong-type",
                ),
                (json!({"type": "Thing", "id": "x"}), id, "not-a-uri"),
            ],
        ));
    }
    let place = "/credentialSchema";
    rules.push(rule(
        8,
        place,
        [json!({"id": "https://a.example/1", "type": "JsonSchema"})],
        [
            (json!({"type": "JsonSchema"}), place, "missing-member"),
            (json!({"id": "https://a.example/1"}), place, "wrong-class"),
            (
                json!({"id": "x", "type": "JsonSchema"}),
                "/credentialSchema/id",
                "not-a-uri",
            ),
        ],
    ));
    let place = "/relatedResource";
    let digest = "sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=";
    let held = json!({"id": V2, "digestSRI": digest});
    let other = json!({"id": "https://a.example/1", "digestMultibase": "uEiBZ"});
    let changed = json!({"id": V2, "digestSRI": digest.replace("WZV", "WZW")});
    rules.push(rule(
        9,
        place,
        [held.clone(), json!([held, other])],
        [
            (json!("https://a.example/1"), place, "missing-member"),
            (json!({"digestSRI": digest}), place, "missing-member"),
            (
                json!({"id": "https://a.example/1"}),
                place,
                "missing-member",
            ),
            (
                json!([other, other]),
                "/relatedResource/1",
                "duplicate-resource",
            ),
            (
                changed,
                "/relatedResource/digestSRI",
                "related-resource-digest",
            ),
        ],
    ));
    rules
}

#[tokio::test]
async fn every_rule_lets_pass_what_keeps_it_and_tells_of_what_breaks_it() {
    let bench = Bench::new();
    let rules = [envelope_rules(), content_rules(), extension_rules()].concat_all();
    for Rule {
        number,
        at,
        good,
        bad,
    } in rules
    {
        for value in good {
            let credential = with(at, value.clone());
            let reply = issue(&bench, credential).await;
            let said = reply.text();
            assert_eq!(
                reply.status,
                StatusCode::CREATED,
                "rule {number}, {at} = {value}: {said}"
            );
        }
        for (value, pointer, problem) in bad {
            let reply = issue(&bench, with(at, value.clone())).await;
            assert_eq!(
                reply.status,
                422,
                "rule {number}, {at} = {value}: {}",
                reply.text()
            );
            let found = told(&reply.problem(422, "invalid"));
            let expected = (format!("/credential{pointer}"), problem.to_owned());
            assert!(
                found.contains(&expected),
                "rule {number}, {at} = {value}: {found:?}"
            );
        }
    }
}

trait ConcatAll<T> {
    fn concat_all(self) -> Vec<T>;
}

impl<T, const N: usize> ConcatAll<T> for [Vec<T>; N] {
    fn concat_all(self) -> Vec<T> {
        self.into_iter().flatten().collect()
    }
}

/// Every value of the credential in turn is replaced by every kind of value: it is signed or
/// refused with a problem, and what is signed verifies.
#[tokio::test]
async fn no_value_anywhere_brings_it_down() {
    fn places(value: &Value, pointer: &str, all: &mut Vec<String>) {
        all.push(pointer.to_owned());
        match value {
            Value::Object(members) => members
                .iter()
                .for_each(|(name, value)| places(value, &format!("{pointer}/{name}"), all)),
            Value::Array(elements) => (0..)
                .zip(elements)
                .for_each(|(place, value)| places(value, &format!("{pointer}/{place}"), all)),
            _ => {}
        }
    }
    let bench = Bench::new();
    let mut whole = credential();
    whole["credentialStatus"] = json!({"id": "https://a.example/1", "type": "Thing"});
    whole["relatedResource"] = json!([{"id": V2, "digestSRI": "sha512-AA"}]);
    let mut all = Vec::new();
    places(&whole, "", &mut all);
    let values = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!(""),
        json!("\u{0}\u{10ffff}"),
        json!("@id"),
        json!([]),
        json!([[]]),
        json!({}),
        json!([{}]),
        json!({"@value": null}),
        json!({"@id": "x", "@graph": [{"@type": "@json"}]}),
    ];
    let (mut signed, mut refused) = (0, 0);
    for place in &all {
        for value in &values {
            let mut credential = whole.clone();
            *credential.pointer_mut(place).unwrap() = value.clone();
            let reply = issue(&bench, credential).await;
            match reply.status.as_u16() {
                201 => {
                    signed += 1;
                    let credential = &reply.json()["verifiableCredential"];
                    assert_eq!(
                        proof_check(&bench, credential).await,
                        "passed",
                        "{place}: {value}"
                    );
                }
                422 => {
                    refused += 1;
                    let found = told(&reply.problem(422, "invalid"));
                    assert!(!found.is_empty(), "{place} = {value}");
                }
                other => panic!("{place} = {value}: {other} {}", reply.text()),
            }
        }
    }
    assert!(
        signed > 0 && refused > signed,
        "{signed} signed, {refused} refused"
    );
    assert!(bench.faults.lock().unwrap().is_empty());
}

/// VC Data Model 1.1, whose own context does not define the proof.
#[tokio::test]
async fn a_credential_of_version_1_1_is_signed_with_the_context_of_its_proof() {
    const V1: &str = "https://www.w3.org/2018/credentials/v1";
    const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";
    let bench = Bench::new();
    let terms = credential()["@context"][1].clone();
    let older = |contexts: Value| {
        json!({
            "@context": contexts,
            "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
            "type": ["VerifiableCredential", "AlumniCredential"],
            "issuer": ISSUER,
            "issuanceDate": "2026-11-20T10:00:00Z",
            "expirationDate": "2030-11-20T10:00:00Z",
            "credentialSubject": {"id": "did:example:learner", "year": 1999},
        })
    };
    for suite in ["eddsa-rdfc-2022", "eddsa-jcs-2022"] {
        let body = json!({
            "credential": older(json!([V1, terms])),
            "options": {"type": "DataIntegrityProof", "cryptosuite": suite},
        });
        let reply = send(&bench, &body, None).await;
        assert_eq!(
            reply.status,
            StatusCode::CREATED,
            "{suite}: {}",
            reply.text()
        );
        let mut signed = reply.json()["verifiableCredential"].clone();
        // The proof was verified before it left; here nothing may contradict it.
        assert_ne!(proof_check(&bench, &signed).await, "failed", "{suite}");
        signed.as_object_mut().unwrap().remove("proof");
        assert_eq!(signed, older(json!([V1, terms, DATA_INTEGRITY])));
        let record = bench.get(reply.header("location")).await.json();
        assert_eq!(record["validFrom"], "2026-11-20T10:00:00Z");
        assert_eq!(record["validUntil"], "2030-11-20T10:00:00Z");
    }
    // Where it is named already it is not named again.
    let named = older(json!([V1, DATA_INTEGRITY, terms]));
    let mut named = named;
    named["id"] = json!("urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4f");
    let reply = issue(&bench, named.clone()).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let contexts = &reply.json()["verifiableCredential"]["@context"];
    assert_eq!(*contexts, named["@context"]);
    // What version 1.1 wants is wanted.
    let mut undated = older(json!([V1, terms]));
    undated.as_object_mut().unwrap().remove("issuanceDate");
    let found = told(&issue(&bench, undated).await.problem(422, "invalid"));
    assert_eq!(
        found,
        [("/credential".to_owned(), "missing-member".to_owned())]
    );
}
