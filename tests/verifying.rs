//! The verify verb before credentials that nobody honest makes: signed well, and yet wrong.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use proofmark::clock::parse_timestamp;
use proofmark::identity::DidDocument;
use proofmark::ijson;
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::proof::Cryptosuite::{self, EddsaJcs2022, EddsaRdfc2022};
use proofmark::proof::{Processor, secure};
use proofmark::service::verify::{
    CheckId, KnownDocuments, Outcome, Question, Report, Verdict, VerifyError,
};
use serde_json::{Value, json};
use support::keys::TestSigner;
use support::verifying::{NOW, World};

const SUITES: [Cryptosuite; 2] = [EddsaRdfc2022, EddsaJcs2022];
/// Before anything is valid that is signed here.
const CREATED: &str = "2026-11-19T10:00:00Z";

fn issuer() -> TestSigner {
    TestSigner::did_key([7; 32])
}

fn stranger() -> TestSigner {
    TestSigner::did_key([9; 32])
}

fn did(signer: &TestSigner) -> String {
    use proofmark::identity::Signer as _;
    let (did, _) = signer.verification_method().split_once('#').unwrap();
    did.to_owned()
}

/// A small badge by [`issuer`], without a proof.
fn badge() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Carpentry",
        "issuer": {"id": did(&issuer()), "type": ["Profile"], "name": "A School"},
        "validFrom": "2026-11-20T10:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
                "type": ["Achievement"],
                "name": "Carpentry",
                "description": "Builds things.",
                "criteria": {"narrative": "Built things."}
            }
        }
    })
}

fn signed_by(badge: &Value, signer: &TestSigner, suite: Cryptosuite) -> Value {
    let processor = Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    };
    let created = parse_timestamp(CREATED).unwrap();
    let text = badge.to_string();
    let signed = secure(text.as_bytes(), &[suite], created, signer, processor).unwrap();
    serde_json::from_slice(&signed).unwrap()
}

fn signed(badge: &Value, suite: Cryptosuite) -> Value {
    signed_by(badge, &issuer(), suite)
}

fn verify_at(document: &Value, now: &str) -> Report {
    World::at(now).verify(document.to_string())
}

fn verify(document: &Value) -> Report {
    verify_at(document, NOW)
}

/// The verdict, and the first check that did not pass with its place.
fn outcome(report: &Report) -> (Verdict, Option<(CheckId, &str)>) {
    let mut checks = report.checks.iter();
    let bad = checks.find(|c| !matches!(c.outcome, Outcome::Passed | Outcome::NotRun));
    (report.verdict, bad.map(|c| (c.id, c.pointer.as_str())))
}

fn with_context(mut document: Value, context: Value) -> Value {
    document["@context"].as_array_mut().unwrap().push(context);
    document
}

#[test]
fn a_badge_of_either_suite_is_valid() {
    for suite in SUITES {
        let report = verify(&signed(&badge(), suite));
        assert_eq!(outcome(&report), (Verdict::Valid, None), "{report:#?}");
    }
}

/// Signs the text of a badge whatever it says, as `eddsa-jcs-2022` can be made to.
fn jcs_over(badge: &Value) -> Value {
    jcs_with(badge, json!({}))
}

/// The same, with more or other options in the proof.
fn jcs_with(badge: &Value, more: Value) -> Value {
    use proofmark::proof::eddsa_jcs_2022::create_proof;
    let text = badge.to_string();
    let mut options = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": CREATED,
        "verificationMethod": proofmark::identity::Signer::verification_method(&issuer()),
        "proofPurpose": "assertionMethod",
    });
    for (name, value) in more.as_object().unwrap() {
        options[name] = value.clone();
    }
    let options = options.to_string();
    let json = ijson::parse(text.as_bytes()).unwrap();
    let options = ijson::parse(options.as_bytes()).unwrap();
    let options = options.as_object().unwrap().clone();
    let proof = create_proof(&json, options, &issuer()).unwrap();
    let proof = ijson::to_vec(&ijson::Json::Object(proof));
    let mut signed = badge.clone();
    signed["proof"] = serde_json::from_slice(&proof).unwrap();
    signed
}

#[test]
fn a_name_that_no_context_defines_is_refused_also_where_one_is_added_after_signing() {
    let mut badge = badge();
    badge["nickname"] = json!("Ada");
    let signed = jcs_over(&badge);
    let told = outcome(&verify(&signed))
        .1
        .map(|(id, place)| (id, place.to_owned()));
    assert_eq!(told, Some((CheckId::Terms, "/nickname".to_owned())));
    let later = with_context(
        signed,
        json!({"nickname": "https://school.example/nickname"}),
    );
    let report = verify(&later);
    let expected = (Verdict::NotValid, Some((CheckId::Proof, "/nickname")));
    assert_eq!(outcome(&report), expected);
}

#[test]
fn a_context_added_after_signing_may_not_change_what_the_document_says() {
    let meaning = |iri: &str| json!({ "nickname": iri });
    let mut badge = with_context(badge(), meaning("https://school.example/nickname"));
    badge["nickname"] = json!("Ada");
    let signed = signed(&badge, EddsaJcs2022);
    assert_eq!(verify(&signed).verdict, Verdict::Valid);
    // One that says nothing new about it is allowed: it may serve another proof.
    let harmless = with_context(
        signed.clone(),
        json!({"unused": "https://school.example/x"}),
    );
    assert_eq!(verify(&harmless).verdict, Verdict::Valid);
    let changed = with_context(signed, meaning("https://elsewhere.example/enemy"));
    let report = verify(&changed);
    let expected = (Verdict::NotValid, Some((CheckId::Proof, "/@context")));
    assert_eq!(outcome(&report), expected);
}

#[test]
fn an_open_badge_does_not_use_vocab() {
    let vocab = json!({"@vocab": "https://school.example/"});
    let scoped = json!({"x": {"@id": "https://school.example/x", "@context": vocab}});
    for (context, place) in [
        (vocab.clone(), "/@context/2/@vocab"),
        (scoped, "/@context/2/x/@context/@vocab"),
    ] {
        let badge = with_context(badge(), context);
        for suite in SUITES {
            let report = verify(&signed(&badge, suite));
            let expected = (Verdict::NotValid, Some((CheckId::Terms, place)));
            assert_eq!(outcome(&report), expected);
        }
    }
    let mut badge = badge();
    badge["credentialSubject"]["@context"] = vocab;
    let place = "/credentialSubject/@context";
    let report = verify(&signed(&badge, EddsaRdfc2022));
    let expected = (Verdict::NotValid, Some((CheckId::Terms, place)));
    assert_eq!(outcome(&report), expected);
}

fn set(proofs: &[&Value]) -> Value {
    let mut document = badge();
    let proofs = proofs.iter().map(|signed| signed["proof"].clone());
    document["proof"] = proofs.collect();
    document
}

#[test]
fn anothers_proof_may_stand_beside_the_issuers_but_not_alone() {
    for suite in SUITES {
        let ours = signed(&badge(), suite);
        let theirs = signed_by(&badge(), &stranger(), suite);
        let report = verify(&set(&[&theirs, &ours]));
        assert_eq!(outcome(&report), (Verdict::Valid, None), "{report:#?}");
        let report = verify(&set(&[&theirs]));
        let expected = (Verdict::NotValid, Some((CheckId::IssuerKey, "/proof/0")));
        assert_eq!(outcome(&report), expected);
        // Every proof must verify.
        let mut wrong = theirs.clone();
        wrong["proof"]["proofValue"] = ours["proof"]["proofValue"].clone();
        let report = verify(&set(&[&ours, &wrong]));
        let expected = (Verdict::NotValid, Some((CheckId::Proof, "/proof/1")));
        assert_eq!(outcome(&report), expected);
    }
}

#[test]
fn a_proof_beside_the_issuers_whose_key_cannot_be_had_leaves_it_open() {
    let ours = signed(&badge(), EddsaJcs2022);
    let signer = TestSigner::new([9; 32], "did:web:school.example#key");
    let theirs = signed_by(&badge(), &signer, EddsaJcs2022);
    let report = verify(&set(&[&ours, &theirs]));
    let expected = (
        Verdict::CouldNotBeChecked,
        Some((CheckId::Proof, "/proof/1")),
    );
    assert_eq!(outcome(&report), expected);
}

#[test]
fn more_proofs_than_anybody_needs_are_refused() {
    let ours = signed(&badge(), EddsaJcs2022);
    assert_eq!(verify(&set(&[&ours; 64])).verdict, Verdict::Valid);
    let report = verify(&set(&[&ours; 65]));
    let expected = (Verdict::NotValid, Some((CheckId::Proof, "/proof")));
    assert_eq!(outcome(&report), expected);
}

#[test]
fn contexts_that_cost_too_much_are_told_once() {
    let mut document = signed(&badge(), EddsaJcs2022);
    let contexts = document["@context"].as_array_mut().unwrap();
    let again = contexts[0].clone();
    contexts.resize(5000, again);
    let report = verify(&document);
    assert_eq!(report.verdict, Verdict::CouldNotBeChecked, "{report:#?}");
    assert!(report.checks.len() < 150, "{}", report.checks.len());
}

#[test]
fn validity_is_a_question_of_the_time() {
    let mut badge = badge();
    // Later than the proof was made, so that nothing but this is wrong.
    badge["validFrom"] = json!("2026-11-20T11:00:00Z");
    badge["validUntil"] = json!("2027-01-01T00:00:00Z");
    for suite in SUITES {
        let signed = signed(&badge, suite);
        for (now, place) in [
            // The issuer's clock may be five minutes ahead of ours.
            ("2026-11-20T10:54:59Z", Some("/validFrom")),
            ("2026-11-20T10:55:00Z", None),
            ("2027-01-01T00:00:00Z", None),
            ("2027-01-01T00:00:01Z", Some("/validUntil")),
        ] {
            let report = verify_at(&signed, now);
            let verdict = match place {
                Some(_) => Verdict::NotValid,
                None => Verdict::Valid,
            };
            let expected = (verdict, place.map(|place| (CheckId::Validity, place)));
            assert_eq!(outcome(&report), expected, "{now}");
        }
    }
}

#[test]
fn a_proof_lives_between_its_own_dates() {
    let created = |at: &str| jcs_with(&badge(), json!({"created": at}));
    let proof = Some((CheckId::Proof, "/proof"));
    for (document, expected) in [
        (created("2026-11-22T10:05:00Z"), (Verdict::Valid, None)),
        (created("2026-11-22T10:05:01Z"), (Verdict::NotValid, proof)),
        (
            jcs_with(&badge(), json!({"expires": "2026-11-22T09:55:00Z"})),
            (Verdict::Valid, None),
        ),
        (
            jcs_with(&badge(), json!({"expires": "2026-11-22T09:54:59Z"})),
            (Verdict::NotValid, proof),
        ),
    ] {
        let report = verify(&document);
        assert_eq!(outcome(&report), expected, "{}", document["proof"]);
    }
}

#[test]
fn a_proof_for_another_purpose_or_with_names_of_its_own_is_refused() {
    for (more, place) in [
        (
            json!({"proofPurpose": "authentication"}),
            "/proof/proofPurpose",
        ),
        (json!({"nickname": "Ada"}), "/proof/nickname"),
    ] {
        let report = verify(&jcs_with(&badge(), more));
        let expected = (Verdict::NotValid, Some((CheckId::Proof, place)));
        assert_eq!(outcome(&report), expected);
    }
}

#[test]
fn each_thing_that_is_wrong_with_the_credential_itself_has_its_check() {
    type Change = fn(&mut Value);
    let cases: [(Change, Verdict, CheckId, &str); 6] = [
        (
            |b| b["validFrom"] = json!("2026-11-20"),
            Verdict::NotValid,
            CheckId::DataModel,
            "/validFrom",
        ),
        (
            |b| b["@context"][0] = json!("https://www.w3.org/2018/credentials/v1"),
            Verdict::NotValid,
            CheckId::DataModel,
            "",
        ),
        (
            |b| b["issuer"]["id"] = json!("https://school.example"),
            Verdict::NotValid,
            CheckId::IssuerKey,
            "/proof",
        ),
        (
            |b| {
                b["credentialStatus"] = json!({
                    "id": "https://school.example/status#7",
                    "type": "BitstringStatusListEntry",
                    "statusPurpose": "revocation",
                    "statusListIndex": "7",
                    "statusListCredential": "https://school.example/status"
                });
            },
            Verdict::CouldNotBeChecked,
            CheckId::Status,
            "/credentialStatus",
        ),
        (
            |b| drop(b["credentialSubject"]["achievement"]["name"].take()),
            Verdict::NotValid,
            CheckId::Schema,
            "/credentialSubject/achievement/name",
        ),
        (
            |b| {
                b["credentialSubject"]["result"] = json!([{
                    "type": ["Result"],
                    "resultDescription": "urn:uuid:2a6c1c62-8b1e-4a37-9f7d-0f9f3b6d2c10",
                    "achievedLevel": "urn:uuid:8d1bb9a1-5a47-4d59-8d0e-6f1f6a0c7e11"
                }]);
            },
            Verdict::NotValid,
            CheckId::Meaning,
            "/credentialSubject/result/0/resultDescription",
        ),
    ];
    for (change, verdict, check, place) in cases {
        let mut badge = badge();
        change(&mut badge);
        let report = verify(&jcs_over(&badge));
        let found = outcome(&report);
        assert_eq!(found, (verdict, Some((check, place))), "{report:#?}");
    }
}

fn token_by(signer: TestSigner, change: impl FnOnce(&mut Value)) -> String {
    use proofmark::proof::compact_jws::TokenSigner;
    let mut badge = badge();
    change(&mut badge);
    let text = badge.to_string();
    let signer = TokenSigner::new(std::sync::Arc::new(signer));
    proofmark::proof::vc_jwt::secure(text.as_bytes(), &signer).unwrap()
}

fn verify_token(token: &str) -> Report {
    World::default().verify(token)
}

#[test]
fn a_token_is_held_to_the_same_rules() {
    let report = verify_token(&format!(" \n{}\n", token_by(issuer(), |_| {})));
    assert_eq!(outcome(&report), (Verdict::Valid, None), "{report:#?}");
    let report = verify_token(&token_by(stranger(), |_| {}));
    let expected = (Verdict::NotValid, Some((CheckId::IssuerKey, "")));
    assert_eq!(outcome(&report), expected);
    let ended = token_by(issuer(), |b| {
        b["validUntil"] = json!("2026-11-21T00:00:00Z")
    });
    let expected = (Verdict::NotValid, Some((CheckId::Validity, "/validUntil")));
    assert_eq!(outcome(&verify_token(&ended)), expected);
    let unknown = token_by(issuer(), |b| b["nickname"] = json!("Ada"));
    let expected = (Verdict::NotValid, Some((CheckId::Terms, "/nickname")));
    assert_eq!(outcome(&verify_token(&unknown)), expected);
    let proof = signed(&badge(), EddsaJcs2022)["proof"].clone();
    let twice = token_by(issuer(), |b| b["proof"] = proof);
    assert_eq!(outcome(&verify_token(&twice)), (Verdict::Valid, None));
    let proof = signed_by(&badge(), &stranger(), EddsaJcs2022)["proof"].clone();
    let twice = token_by(issuer(), |b| b["proof"] = proof);
    let expected = (Verdict::NotValid, Some((CheckId::IssuerKey, "/proof")));
    assert_eq!(outcome(&verify_token(&twice)), expected);
    // The signature of one token under the text of another.
    let (good, other) = (
        token_by(issuer(), |_| {}),
        token_by(issuer(), |b| b["name"] = json!("Advanced carpentry")),
    );
    let (text, _) = other.rsplit_once('.').unwrap();
    let (_, signature) = good.rsplit_once('.').unwrap();
    let report = verify_token(&format!("{text}.{signature}"));
    let expected = (Verdict::NotValid, Some((CheckId::Proof, "")));
    assert_eq!(outcome(&report), expected);
    assert_eq!(report.credential, None);
}

/// A clique of blank nodes that no canonicalization tells apart cheaply (RDFC-1.0, section 7.1).
#[test]
fn a_poisoned_graph_is_given_up_and_never_called_valid() {
    let names: Vec<String> = (0..10).map(|n| format!("_:b{n}")).collect();
    let clique: Vec<Value> = names
        .iter()
        .map(|own| {
            let others: Vec<&String> = names.iter().filter(|name| *name != own).collect();
            json!({"id": own, "near": others})
        })
        .collect();
    let context = json!({"near": {"@id": "https://example.org/near", "@type": "@id"}});
    let mut document = with_context(signed(&badge(), Cryptosuite::EddsaRdfc2022), context);
    document["credentialSubject"]["near"] = Value::from(clique);
    let report = verify(&document);
    let (verdict, first) = outcome(&report);
    assert_eq!(verdict, Verdict::CouldNotBeChecked, "{report:#?}");
    assert_eq!(first.map(|(id, _)| id), Some(CheckId::Terms));
    assert_eq!(report.credential, None);
}

#[test]
fn a_key_signs_only_while_it_is_good_and_for_what_it_is_meant() {
    let multikey = support::keys::multikey(issuer().key().verifying_key().as_bytes());
    let method = "did:web:school.example#key";
    let document = |assertion: &str| {
        let text = json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": "did:web:school.example",
            "verificationMethod": [{
                "id": method,
                "type": "Multikey",
                "controller": "did:web:school.example",
                "publicKeyMultibase": multikey,
                "revoked": "2026-11-21T00:00:00Z"
            }],
            assertion: [method]
        })
        .to_string();
        DidDocument::read(&ijson::parse(text.as_bytes()).unwrap()).unwrap()
    };
    let mut badge = badge();
    badge["issuer"]["id"] = json!("did:web:school.example");
    let made = |at: &str| jcs_with(&badge, json!({"created": at, "verificationMethod": method}));
    let check = |signed: &Value, known: DidDocument| {
        let world = World {
            documents: KnownDocuments::new(vec![known]),
            ..World::default()
        };
        world.verify(signed.to_string())
    };
    let (before, after) = (made(CREATED), made("2026-11-21T00:00:00Z"));
    let refused = (Verdict::NotValid, Some((CheckId::IssuerKey, "/proof")));
    // That the proof is older than the revocation nobody says but the proof itself.
    let report = check(&before, document("assertionMethod"));
    let unknown = (Verdict::CouldNotBeChecked, refused.1);
    assert_eq!(outcome(&report), unknown, "{report:#?}");
    let report = check(&after, document("assertionMethod"));
    assert_eq!(outcome(&report), refused);
    let report = check(&before, document("authentication"));
    assert_eq!(outcome(&report), refused);
}

/// Presents `credentials` as their holder, who is the issuer here.
fn presented(credentials: Value) -> Value {
    let presentation = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": did(&issuer()),
        "verifiableCredential": credentials
    });
    jcs_with(&presentation, json!({"proofPurpose": "authentication"}))
}

#[test]
fn a_presentation_may_hold_badges_of_either_suite() {
    for suite in SUITES {
        let mut badge = signed(&badge(), suite);
        let report = verify(&presented(json!([badge])));
        assert_eq!(outcome(&report), (Verdict::Valid, None), "{report:#?}");
        badge["name"] = json!("Mastery");
        let report = verify(&presented(json!([badge])));
        let place = Some((CheckId::Parts, "/verifiableCredential/0"));
        assert_eq!(outcome(&report), (Verdict::NotValid, place));
    }
}

/// A token by the issuer over `payload`.
fn token(payload: &Value) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
    use proofmark::identity::Signer as _;
    let header = json!({"alg": "EdDSA", "typ": "JWT", "kid": issuer().verification_method()});
    let [header, payload] = [&header, payload].map(|json| BASE64.encode(json.to_string()));
    let text = format!("{header}.{payload}");
    let signature = issuer().sign(text.as_bytes()).unwrap();
    format!("{text}.{}", BASE64.encode(signature))
}

/// VC Data Model 1.1, section 6.3.1.
#[test]
fn a_presentation_of_version_1_1_may_hold_bare_tokens() {
    let credential = json!({
        "iss": did(&issuer()),
        "sub": "did:example:learner",
        "nbf": 1_763_632_800,
        "vc": {
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "type": ["VerifiableCredential"],
            "credentialSubject": {}
        }
    });
    let show = |credentials: Value| {
        let presentation = json!({
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "type": ["VerifiablePresentation"],
            "verifiableCredential": credentials
        });
        let shown = token(&json!({"iss": did(&issuer()), "vp": presentation}));
        World::default().verify(shown)
    };
    let good = token(&credential);
    let report = show(json!([good]));
    assert_eq!(outcome(&report), (Verdict::Valid, None), "{report:#?}");
    assert_eq!(report.parts.len(), 1);
    let mut other = credential;
    other["iss"] = json!(did(&stranger()));
    let report = show(json!([good, token(&other)]));
    let place = Some((CheckId::Parts, "/verifiableCredential/1"));
    assert_eq!(outcome(&report), (Verdict::NotValid, place));
    let report = show(json!(["no token at all"]));
    let place = Some((CheckId::Parts, "/verifiableCredential/0"));
    assert_eq!(outcome(&report), (Verdict::NotValid, place));
}

#[test]
fn a_presentation_that_nobody_signed_is_refused_and_not_unreadable() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
    use proofmark::service::verify::Wanted;
    let header = BASE64.encode(r#"{"alg":"none","typ":"vp+jwt"}"#);
    let question = Question {
        wanted: Wanted::Presentation,
        ..Question::about(format!("{header}.e30."))
    };
    let report = World::default().ask(&question).unwrap();
    let expected = (Verdict::NotValid, Some(CheckId::Proof));
    assert_eq!(
        (outcome(&report).0, outcome(&report).1.map(|(id, _)| id)),
        expected
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_every_place() {
    let question = Question::about(r#"{"a": 1, "a": 2}"#);
    let error = World::default().ask(&question).unwrap_err();
    let VerifyError::Unreadable(findings) = &error else {
        panic!("{error:?}");
    };
    for finding in findings {
        assert!(error.to_string().contains(&finding.to_string()), "{error}");
    }
    assert!(!findings.is_empty());
}

#[test]
fn a_document_is_read_up_to_its_limit() {
    let of_length = |length: usize| {
        let question = Question::about(vec![b' '; length]);
        match World::default().ask(&question) {
            Err(VerifyError::Unreadable(findings)) => findings[0].problem,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(of_length(5_242_881), "too-large");
    assert_ne!(of_length(5_242_880), "too-large");
}

#[test]
fn what_passed_says_what_was_looked_at_and_where() {
    let mut badge = badge();
    badge["validUntil"] = json!("2027-01-01T00:00:00Z");
    badge["credentialSchema"] = json!([
        {"id": "https://a.example/s.json", "type": "JsonSchema"},
        {"id": "https://b.example/s.json", "type": "JsonSchema"},
        {"id": "https://c.example/s.json", "type": "JsonSchema"},
    ]);
    let report = verify(&signed(&badge, EddsaJcs2022));
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    let says = |id: CheckId| {
        let check = report.checks.iter().find(|check| check.id == id).unwrap();
        (check.detail.as_str(), check.pointer.as_str())
    };
    let (proof, place) = says(CheckId::Proof);
    assert!(proof.starts_with("signed by did:key:"), "{proof}");
    assert_eq!(place, "/proof");
    let (key, place) = says(CheckId::IssuerKey);
    assert!(key.ends_with(" is a key of the issuer's"), "{key}");
    assert_eq!(place, "/proof");
    assert_eq!(
        says(CheckId::Validity).0,
        "valid until 2027-01-01T00:00:00Z"
    );
    assert_eq!(
        says(CheckId::Schema).0,
        "keeps the rules of Open Badges 3.0; the schemas it names, https://a.example/s.json and \
         2 more, were not looked at"
    );
    assert!(!says(CheckId::Meaning).0.is_empty());
}
