//! `POST /credentials/verify` and `POST /presentations/verify`, driven as the W3C's suites drive
//! them: every rule on what must not be accepted, once kept (200) and once broken (400), with the
//! type of the problem that is told.

use crate::bench::{Bench, Reply, fits, limits};
use crate::signing::{
    JCS, RDFC, V2, credential, did, envelope, header, holder, issued, issuer, options,
    options_with, presentation, presented, proof, signed, stranger, token, with,
};
use axum::body::Body;
use axum::http::{Request, StatusCode, header as field};
use proofmark::http::Limits;
use proofmark::identity::Signer as _;
use serde_json::{Value, json};

const CREDENTIALS: &str = "/credentials/verify";
const PRESENTATIONS: &str = "/presentations/verify";

const PARSING: &str = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
const MALFORMED: &str = "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
const CRYPTOGRAPHIC: &str = "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR";
const VERIFICATION: &str = "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
const TRANSFORMATION: &str = "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";

/// A deployment that anybody may ask as often as they like.
fn bench() -> Bench {
    Bench::with(Limits {
        verify_rate: 0,
        ..limits()
    })
}

async fn send(bench: &Bench, path: &str, media_type: &str, body: impl Into<Body>) -> Reply {
    let request = Request::post(path)
        .header(field::CONTENT_TYPE, media_type)
        .body(body.into())
        .unwrap();
    bench.send(request).await
}

async fn ask(bench: &Bench, path: &str, request: &Value) -> Reply {
    send(bench, path, "application/json", request.to_string()).await
}

/// Asks about a credential or a presentation; a presentation answers the challenge that was set.
async fn ask_about(bench: &Bench, document: &Value) -> Reply {
    let kinds = document["type"].to_string();
    let request = match kinds.contains("Presentation") {
        true => json!({
            "verifiablePresentation": document,
            "options": {"challenge": "a challenge", "domain": "verifier.example"},
        }),
        false => json!({"verifiableCredential": document, "options": {"checks": ["proof"]}}),
    };
    let path = match kinds.contains("Presentation") {
        true => PRESENTATIONS,
        false => CREDENTIALS,
    };
    ask(bench, path, &request).await
}

#[track_caller]
fn verified(reply: &Reply, what: &str) {
    let status = StatusCode::OK;
    assert_eq!(reply.status, status, "{}\n{what}", reply.text());
    let answer = reply.json();
    fits(&answer, "VerifyResponse");
    assert_eq!(answer["verified"], true, "{what}");
    assert_eq!(answer["problemDetails"], Value::Null, "{what}");
    assert_eq!(answer["report"]["verdict"], "valid", "{what}");
}

/// Checks that the answer is a refusal whose first problem is of this type.
#[track_caller]
fn refused(reply: &Reply, kind: &str, what: &str) {
    let status = StatusCode::BAD_REQUEST;
    assert_eq!(reply.status, status, "{what}: {}", reply.text());
    assert_eq!(reply.header("content-type"), "application/json", "{what}");
    let answer = reply.json();
    fits(&answer, "VerifyResponse");
    assert_eq!(answer["verified"], false, "{what}");
    let problems = answer["problemDetails"].as_array().unwrap();
    for problem in problems {
        for name in ["type", "title", "detail"] {
            assert!(problem[name].as_str().is_some_and(|text| !text.is_empty()));
        }
    }
    assert_eq!(problems[0]["type"], kind, "{what}: {problems:#?}");
}

/// A document that is accepted, and what is refused in its place with the type of the problem.
struct Rule {
    good: Value,
    bad: Vec<(Value, String)>,
}

impl Rule {
    fn new(good: Value) -> Self {
        Self {
            good,
            bad: Vec::new(),
        }
    }

    fn not(mut self, bad: Value, kind: &str) -> Self {
        self.bad.push((bad, kind.to_owned()));
        self
    }

    async fn holds(self, bench: &Bench) {
        let told = self.good.to_string();
        verified(&ask_about(bench, &self.good).await, &told);
        for (bad, kind) in self.bad {
            refused(&ask_about(bench, &bad).await, &kind, &bad.to_string());
        }
    }
}

fn own(slug: &str) -> String {
    format!("urn:proofmark:problem:{slug}")
}

fn good() -> Value {
    issued(&credential(), RDFC)
}

#[tokio::test]
async fn what_is_no_request_is_refused_like_what_is_no_credential() {
    let bench = bench();
    let request = json!({"verifiableCredential": good(), "options": {}, "id": 1});
    let reply = ask(&bench, CREDENTIALS, &request).await;
    refused(&reply, MALFORMED, "a member that is not known");
    let request = json!({"verifiableCredential": good()});
    for media_type in ["application/json", "text/plain", "application/vc", "x"] {
        let reply = send(&bench, CREDENTIALS, media_type, request.to_string()).await;
        verified(&reply, media_type);
        let reply = send(&bench, CREDENTIALS, media_type, "{}").await;
        refused(&reply, MALFORMED, media_type);
    }
    let bearer = Request::post(CREDENTIALS).header(field::AUTHORIZATION, "Bearer nobody's");
    let reply = bench
        .send(bearer.body(request.to_string().into()).unwrap())
        .await;
    verified(&reply, "a key that is not known");

    let token = token(&header("vc+jwt"), &credential(), &issuer());
    for path in [CREDENTIALS, PRESENTATIONS] {
        let name = match path {
            CREDENTIALS => "verifiableCredential",
            _ => "verifiablePresentation",
        };
        for body in [
            "",
            "x",
            "{",
            "\u{feff}{}",
            r#"{"a":1,"a":2}"#,
            "\"\\ud800\"",
        ] {
            let reply = send(&bench, path, "application/json", body).await;
            refused(&reply, PARSING, body);
        }
        for body in [json!(null), json!([]), json!("x"), json!(7), json!({})] {
            refused(&ask(&bench, path, &body).await, MALFORMED, path);
        }
        for no_object in [
            json!(null),
            json!(true),
            json!(1),
            json!([good()]),
            json!("x"),
            json!(token),
        ] {
            let reply = ask(&bench, path, &json!({ name: no_object })).await;
            refused(&reply, MALFORMED, &no_object.to_string());
        }
        for options in [json!(null), json!([]), json!("x")] {
            let request = json!({name: good(), "options": options});
            let reply = ask(&bench, path, &request).await;
            refused(&reply, MALFORMED, &options.to_string());
        }
        let reply = ask(&bench, path, &json!({ name: {} })).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{}", reply.text());
    }
    // Each path takes what it is for.
    let presentation = presented(&presentation(&[good()]), RDFC);
    let request = json!({"verifiableCredential": presentation});
    refused(
        &ask(&bench, CREDENTIALS, &request).await,
        PARSING,
        "a presentation",
    );
    let request = json!({"verifiablePresentation": good()});
    refused(
        &ask(&bench, PRESENTATIONS, &request).await,
        PARSING,
        "a credential",
    );
}

#[tokio::test]
async fn a_proof_has_every_member_and_nothing_that_is_unknown() {
    let bench = bench();
    for suite in [RDFC, JCS] {
        let good = issued(&credential(), suite);
        let mut rule = Rule::new(good.clone());
        for proof in [
            json!(null),
            json!("x"),
            json!(7),
            json!(true),
            json!([]),
            json!({}),
        ] {
            let mut bad = good.clone();
            bad["proof"] = proof;
            rule = rule.not(bad, VERIFICATION);
        }
        rule = rule.not(credential(), VERIFICATION);
        for name in [
            "type",
            "cryptosuite",
            "verificationMethod",
            "proofPurpose",
            "proofValue",
        ] {
            let proof = with(&good["proof"], name, Value::Null);
            rule = rule.not(with(&good, "proof", proof), VERIFICATION);
        }
        let value = good["proof"]["proofValue"].as_str().unwrap();
        for other in [
            value[1..].to_owned(),
            format!("u{}", &value[1..]),
            value.replace('z', "zz"),
        ] {
            let proof = with(&good["proof"], "proofValue", json!(other));
            rule = rule.not(with(&good, "proof", proof), VERIFICATION);
        }
        let altered = with(&good, "validFrom", json!("2026-11-18T10:00:00Z"));
        rule.not(altered, VERIFICATION).holds(&bench).await;
    }
}

/// However well they are signed.
#[tokio::test]
async fn a_proof_is_of_a_known_kind_for_the_right_purpose_by_the_issuers_key() {
    let bench = bench();
    for suite in [RDFC, JCS] {
        let by = |options: &Value| signed(&credential(), options, &issuer());
        let elsewhere =
            |method: &str| by(&options_with(suite, "verificationMethod", json!(method)));
        let strangers = options_with(
            suite,
            "verificationMethod",
            json!(stranger().verification_method()),
        );
        Rule::new(by(&options(suite)))
            .not(
                by(&options_with(suite, "type", json!("UnknownProof"))),
                VERIFICATION,
            )
            .not(
                by(&options_with(suite, "cryptosuite", json!("eddsa-2099"))),
                VERIFICATION,
            )
            .not(
                by(&options_with(
                    suite,
                    "proofPurpose",
                    json!("authentication"),
                )),
                VERIFICATION,
            )
            .not(
                signed(&credential(), &strangers, &stranger()),
                &own("issuer-key-mismatch"),
            )
            .not(
                elsewhere("did:web:nowhere.example#key"),
                &own("issuer-key-mismatch"),
            )
            .not(
                elsewhere(&did(&issuer())),
                "https://w3id.org/security#INVALID_VERIFICATION_METHOD_URL",
            )
            .holds(&bench)
            .await;
        // An issuer whose document is not to be had is not known, and so nothing is verified.
        let far = with(&credential(), "issuer", json!("did:web:nowhere.example"));
        let options = options_with(
            suite,
            "verificationMethod",
            json!("did:web:nowhere.example#key"),
        );
        let reply = ask_about(&bench, &signed(&far, &options, &issuer())).await;
        refused(&reply, &own("offline"), "an issuer that is not to be had");
        assert_eq!(reply.json()["report"]["verdict"], "could-not-be-checked");
    }
}

fn set(proofs: &[Value]) -> Value {
    with(&credential(), "proof", json!(proofs))
}

#[tokio::test]
async fn every_proof_of_a_set_verifies_and_one_is_the_issuers() {
    let bench = bench();
    let issuers = |suite| proof(&credential(), &options(suite), &issuer());
    let strangers = |suite| {
        let method = json!(stranger().verification_method());
        let options = options_with(suite, "verificationMethod", method);
        proof(&credential(), &options, &stranger())
    };
    let broken = with(&issuers(JCS), "created", json!("2026-11-20T10:00:01Z"));
    Rule::new(set(&[issuers(RDFC), issuers(JCS), strangers(RDFC)]))
        .not(set(&[issuers(RDFC), broken.clone()]), VERIFICATION)
        .not(set(&[broken, issuers(RDFC)]), VERIFICATION)
        .not(
            set(&[strangers(RDFC), strangers(JCS)]),
            &own("issuer-key-mismatch"),
        )
        .not(set(&[issuers(RDFC), json!(7)]), VERIFICATION)
        .holds(&bench)
        .await;
}

#[tokio::test]
async fn a_chain_covers_the_proofs_before() {
    let bench = bench();
    for suite in [RDFC, JCS] {
        let named = |id: &str, previous: Value| {
            let options = options_with(suite, "id", json!(id));
            with(&options, "previousProof", previous)
        };
        let first = proof(&credential(), &named("urn:uuid:1", Value::Null), &issuer());
        let second = proof(
            &set(std::slice::from_ref(&first)),
            &named("urn:uuid:2", json!("urn:uuid:1")),
            &issuer(),
        );
        let both = set(&[first.clone(), second.clone()]);
        let third = proof(
            &both,
            &named("urn:uuid:3", json!(["urn:uuid:1", "urn:uuid:2"])),
            &issuer(),
        );
        Rule::new(set(&[first.clone(), second.clone(), third]))
            .not(set(std::slice::from_ref(&second)), VERIFICATION)
            .not(
                set(&[first.clone(), with(&second, "previousProof", json!(1))]),
                VERIFICATION,
            )
            .not(
                set(&[
                    with(&first, "previousProof", json!("urn:uuid:2")),
                    second.clone(),
                ]),
                VERIFICATION,
            )
            .not(
                set(&[
                    with(&first, "created", json!("2026-11-20T10:00:01Z")),
                    second,
                ]),
                VERIFICATION,
            )
            .holds(&bench)
            .await;
    }
}

#[tokio::test]
async fn every_name_is_defined_under_both_suites() {
    let bench = bench();
    let changed = |name: &str, value: Value| {
        let mut document = credential();
        document["credentialSubject"][name] = value;
        document
    };
    let defined = changed("description", json!("A pupil"));
    for suite in [RDFC, JCS] {
        let good = issued(&defined, suite);
        // Added after signing.
        let mut later = good.clone();
        later["credentialSubject"]["nickname"] = json!("P");
        let mut typed = good.clone();
        typed["type"] = json!(["VerifiableCredential", "Undefined"]);
        Rule::new(good)
            .not(later, TRANSFORMATION)
            .not(typed, TRANSFORMATION)
            .holds(&bench)
            .await;
    }
    // There when it was signed; under RDF no such thing can be signed.
    for bad in [
        changed("nickname", json!("P")),
        changed("type", json!("Undefined")),
        changed("image", json!("https://school.example/pat.png")),
        with(
            &credential(),
            "type",
            json!(["VerifiableCredential", "Undefined"]),
        ),
    ] {
        let reply = ask_about(&bench, &issued(&bad, JCS)).await;
        refused(&reply, TRANSFORMATION, &bad.to_string());
    }
}

#[tokio::test]
async fn the_data_model_is_kept() {
    let bench = bench();
    let mut rule = Rule::new(issued(&credential(), JCS));
    for (name, values) in [
        (
            "@context",
            vec![
                json!(null),
                json!(V2),
                json!([]),
                json!(["https://school.example/other"]),
                json!([V2, 7]),
            ],
        ),
        (
            "type",
            vec![
                json!(null),
                json!([]),
                json!([7]),
                json!(["Thing"]),
                json!({}),
            ],
        ),
        (
            "issuer",
            vec![
                json!(null),
                json!(7),
                json!([]),
                json!("school"),
                json!({"name": "S"}),
            ],
        ),
        (
            "credentialSubject",
            vec![
                json!(null),
                json!(true),
                json!("x"),
                json!([]),
                json!({}),
                json!([{}]),
            ],
        ),
        (
            "validFrom",
            vec![json!("2026-11-19"), json!("2026-11-19T10:00:00"), json!(1)],
        ),
        ("id", vec![json!(["urn:a"]), json!("relative")]),
        ("credentialStatus", vec![json!("x"), json!({"id": "urn:a"})]),
        ("name", vec![json!(7)]),
    ] {
        for value in values {
            rule = rule.not(issued(&with(&credential(), name, value), JCS), MALFORMED);
        }
    }
    rule.holds(&bench).await;
}

#[tokio::test]
async fn the_dates_of_a_proof_are_dates_and_it_has_not_expired() {
    let bench = bench();
    for suite in [RDFC, JCS] {
        let dated = |name: &str, value: &str| issued_at(suite, name, value);
        for (name, good) in [
            ("created", "2026-11-20T10:04:00Z"),
            ("expires", "2026-11-20T09:56:00Z"),
            ("expires", "2030-01-01T00:00:00Z"),
        ] {
            verified(&ask_about(&bench, &dated(name, good)).await, good);
        }
        for (name, bad, kind) in [
            ("created", "2026-11-20T10:06:00Z", own("proof-time")),
            ("expires", "2026-11-20T09:54:00Z", own("proof-expired")),
            ("created", "yesterday", VERIFICATION.to_owned()),
            ("expires", "2026-13-01T00:00:00Z", VERIFICATION.to_owned()),
        ] {
            refused(&ask_about(&bench, &dated(name, bad)).await, &kind, bad);
        }
    }
}

fn issued_at(suite: &str, name: &str, value: &str) -> Value {
    signed(
        &credential(),
        &options_with(suite, name, json!(value)),
        &issuer(),
    )
}

#[tokio::test]
async fn a_presentation_answers_the_challenge_and_is_for_the_domain() {
    let bench = bench();
    for suite in [RDFC, JCS] {
        let shown = presented(&presentation(&[good()]), suite);
        let ask = |options: Value| {
            let request = json!({"verifiablePresentation": shown, "options": options});
            let bench = &bench;
            async move { ask(bench, PRESENTATIONS, &request).await }
        };
        for options in [
            json!({}),
            json!({"challenge": "a challenge"}),
            json!({"domain": "verifier.example", "x": 1}),
            json!({"challenge": "a challenge", "domain": "verifier.example"}),
        ] {
            verified(&ask(options.clone()).await, &options.to_string());
        }
        let wrong = json!({"challenge": "another"});
        let kind = "https://w3id.org/security#INVALID_CHALLENGE_ERROR";
        refused(&ask(wrong).await, kind, "the challenge");
        let wrong = json!({"challenge": "a challenge", "domain": "else.example"});
        let kind = "https://w3id.org/security#INVALID_DOMAIN_ERROR";
        refused(&ask(wrong).await, kind, "the domain");
        for wrong in [
            json!({"challenge": 7}),
            json!({"domain": ["verifier.example"]}),
        ] {
            refused(&ask(wrong.clone()).await, MALFORMED, &wrong.to_string());
        }
    }
}

#[tokio::test]
async fn an_envelope_holds_what_it_says() {
    let bench = bench();
    let of = |header: &Value, payload: &Value| {
        envelope(&token(header, payload, &issuer()), "credential")
    };
    let good = of(&header("vc+jwt"), &credential());
    let id = good["id"].as_str().unwrap();
    let token_text = id.split_once(',').unwrap().1;
    let shown = with(&presentation(&[]), "verifiableCredential", json!([good]));
    let mut by_holder = header("vp+jwt");
    by_holder["kid"] = json!(holder().verification_method());
    by_holder["cty"] = json!("vp");
    let mut bound = shown.clone();
    bound["nonce"] = json!("a challenge");
    bound["aud"] = json!("verifier.example");
    let enveloped = envelope(&token(&by_holder, &bound, &holder()), "presentation");
    Rule::new(enveloped.clone())
        .not(
            with(&enveloped, "@context", json!("https://a.example")),
            MALFORMED,
        )
        .not(
            envelope(&token(&by_holder, &shown, &holder()), "presentation"),
            "https://w3id.org/security#INVALID_CHALLENGE_ERROR",
        )
        .holds(&bench)
        .await;

    // Inside a presentation the same is read, also under the media type of any JWT; what is of
    // another kind is not known.
    let inside = |media_type: &str| {
        let id = id.replace("application/vc+jwt", media_type);
        let part = with(&good, "id", json!(id));
        presented(&presentation(&[part]), JCS)
    };
    Rule::new(inside("application/vc+jwt"))
        .not(inside("application/vp+jwt"), MALFORMED)
        .not(
            inside("application/vc+cose;base64"),
            &own("envelope-unsupported"),
        )
        .not(
            inside("application/vc+sd-jwt"),
            &own("envelope-unsupported"),
        )
        .holds(&bench)
        .await;
    let reply = ask_about(&bench, &inside("application/jwt")).await;
    verified(&reply, "the media type of any JWT");

    let mut old = json!({"iss": did(&issuer()), "vc": credential()});
    old["jti"] = credential()["id"].clone();
    let mut other_algorithm = header("vc+jwt");
    other_algorithm["alg"] = json!("ES256");
    let proof = with(&good, "proof", json!({"type": "DataIntegrityProof"}));
    let mut rule = Rule::new(good.clone())
        .not(
            with(&good, "@context", json!("https://a.example/context")),
            MALFORMED,
        )
        .not(with(&good, "@context", Value::Null), MALFORMED)
        .not(with(&good, "id", Value::Null), MALFORMED)
        .not(with(&good, "id", json!(token_text)), MALFORMED)
        .not(
            with(&good, "id", json!(id.replace("vc+jwt", "vp+jwt"))),
            MALFORMED,
        )
        .not(
            with(
                &good,
                "id",
                json!(id.replace("application/vc+jwt", "text/plain")),
            ),
            MALFORMED,
        )
        .not(
            with(
                &good,
                "type",
                json!(["EnvelopedVerifiableCredential", "VerifiableCredential"]),
            ),
            MALFORMED,
        )
        .not(proof, &own("proof-on-envelope"))
        .not(of(&header("vp+jwt"), &credential()), MALFORMED)
        .not(of(&header("vc+jwt"), &old), MALFORMED)
        .not(of(&header("at+jwt"), &credential()), CRYPTOGRAPHIC)
        .not(of(&other_algorithm, &credential()), CRYPTOGRAPHIC)
        .not(
            envelope(
                &token(&header("vc+jwt"), &credential(), &stranger()),
                "credential",
            ),
            CRYPTOGRAPHIC,
        )
        .not(with(&good, "id", json!(format!("{id}A"))), PARSING);
    // Without its type it is a credential, and as such it lacks everything.
    for kind in [
        Value::Null,
        json!("VerifiableCredential"),
        json!("Enveloped"),
    ] {
        rule = rule.not(with(&good, "type", kind), MALFORMED);
    }
    rule.holds(&bench).await;
}

#[tokio::test]
async fn a_presentation_is_signed_and_every_credential_in_it_verifies() {
    let bench = bench();
    for suite in [RDFC, JCS] {
        let show = |credentials: &[Value]| presented(&presentation(credentials), suite);
        let good = good();
        let broken = with(&good, "validFrom", json!("2026-11-18T10:00:00Z"));
        let changed =
            |name: &str, value: Value| presented(&with(&presentation(&[]), name, value), JCS);
        let none = with(&presentation(&[]), "verifiableCredential", Value::Null);
        verified(
            &ask_about(&bench, &presented(&none, suite)).await,
            "of nothing",
        );
        Rule::new(show(&[good.clone(), issued(&credential(), JCS)]))
            .not(presentation(std::slice::from_ref(&good)), VERIFICATION)
            .not(show(&[good.clone(), broken]), &own("part-not-valid"))
            .not(
                changed("verifiableCredential", json!([credential()])),
                &own("part-not-valid"),
            )
            .not(changed("verifiableCredential", json!(["x"])), MALFORMED)
            .not(changed("@context", json!(["https://a.example"])), MALFORMED)
            .not(changed("type", json!(["Presentation"])), PARSING)
            .not(changed("holder", json!(7)), MALFORMED)
            .holds(&bench)
            .await;
    }
}

#[tokio::test]
async fn strangers_may_ask_only_so_often() {
    let bench = Bench::with(Limits {
        verify_rate: 1,
        ..limits()
    });
    let request = json!({"verifiableCredential": good()});
    verified(&ask(&bench, CREDENTIALS, &request).await, "the first");
    let second = ask(&bench, CREDENTIALS, &request).await;
    second.problem(429, "too-many-requests");
}
