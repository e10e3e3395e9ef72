//! What a verifier meets in proofs that are not made here: chains, the older proof type
//! `Ed25519Signature2020`, and presentations that are bound to a challenge and a domain. The proofs
//! are made step by step with the functions that the verifier uses, under a test key.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use proofmark::clock::parse_timestamp;
use proofmark::identity::Signer as _;
use proofmark::ijson::{self, Json};
use proofmark::jsonld::canon::{Budget, CanonError};
use proofmark::jsonld::{Contexts, signed_as_read};
use proofmark::proof::ed25519::{HashData, to_multibase};
use proofmark::proof::{
    Expected, Mechanism, Processor, Proof, ProofError, ProofPurpose, Suite, Unsecured,
    ed25519_signature_2020, eddsa_jcs_2022, eddsa_rdfc_2022, proofs, verify,
};
use serde_json::{Value, json};
use support::keys::TestSigner;

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const ED25519_2020: &str = "https://w3id.org/security/suites/ed25519-2020/v1";
const VERIFICATION: &str = "https://w3id.org/security#PROOF_VERIFICATION_ERROR";

fn processor() -> Processor<'static> {
    Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    }
}

fn signer() -> TestSigner {
    TestSigner::did_key([7; 32])
}

fn credential(contexts: &[&str]) -> Value {
    json!({
        "@context": contexts,
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:learner", "name": "Pat"}
    })
}

fn presentation() -> Value {
    json!({
        "@context": [V2, ED25519_2020],
        "type": ["VerifiablePresentation"],
        "holder": "did:example:holder"
    })
}

/// Adds a proof with these options, made by `suite` over the document as it stands, with those of
/// its proofs that the options name as previous.
fn add_proof(document: &mut Value, mut options: Value, suite: &str) {
    let previous: Vec<Value> = match &options["previousProof"] {
        Value::Array(ids) => ids.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    let mut before: Vec<Value> = match document["proof"].take() {
        Value::Null => Vec::new(),
        Value::Array(proofs) => proofs,
        one => vec![one],
    };
    let unsecured = document.as_object_mut().unwrap();
    unsecured.shift_remove("proof");
    let named = |proof: &&Value| previous.contains(&proof["id"]);
    let named: Vec<Value> = before.iter().filter(named).cloned().collect();
    let mut to_sign = document.clone();
    if !named.is_empty() {
        to_sign["proof"] = Value::Array(named);
    }
    options["verificationMethod"] = json!("did:example:issuer#key");
    if options["proofPurpose"].is_null() {
        options["proofPurpose"] = json!("assertionMethod");
    }
    match suite {
        "Ed25519Signature2020" => options["type"] = json!(suite),
        _ => {
            options["type"] = json!("DataIntegrityProof");
            options["cryptosuite"] = json!(suite);
        }
    }
    options["proofValue"] = json!(to_multibase(&signature(&to_sign, &options, suite)));
    before.push(options);
    document["proof"] = Value::Array(before);
}

fn signature(document: &Value, options: &Value, suite: &str) -> [u8; 64] {
    let (document, options) = (document.to_string(), options.to_string());
    let document = ijson::parse(document.as_bytes()).unwrap();
    let options = ijson::parse(options.as_bytes()).unwrap();
    let rdf = |config: String| -> HashData {
        let transformed = eddsa_rdfc_2022::transform(&document, processor()).unwrap();
        eddsa_rdfc_2022::hash(&eddsa_rdfc_2022::hash_document(&transformed), &config)
    };
    let hash_data = match suite {
        "eddsa-jcs-2022" => {
            let config = eddsa_jcs_2022::proof_configuration(&options).unwrap();
            eddsa_jcs_2022::hash(&eddsa_jcs_2022::transform(&document), &config)
        }
        "eddsa-rdfc-2022" => {
            rdf(eddsa_rdfc_2022::proof_configuration(&options, &document, processor()).unwrap())
        }
        _ => rdf(
            ed25519_signature_2020::proof_configuration(&options, &document, processor()).unwrap(),
        ),
    };
    eddsa_rdfc_2022::serialize_proof(&hash_data, &signer()).unwrap()
}

/// What is wrong with the document's proofs: pointers and problems, and the type's URI.
fn faults_for(
    document: &Value,
    purpose: ProofPurpose,
) -> Vec<(String, &'static str, &'static str)> {
    match accept(document, purpose) {
        Ok(()) => Vec::new(),
        Err(error) => {
            let problem_type = error.problem_type();
            let findings = error.findings().into_iter();
            findings
                .map(|finding| (finding.pointer, finding.problem, problem_type))
                .collect()
        }
    }
}

fn faults(document: &Value) -> Vec<(String, &'static str, &'static str)> {
    faults_for(document, ProofPurpose::AssertionMethod)
}

fn accept(document: &Value, purpose: ProofPurpose) -> Result<(), ProofError> {
    let text = document.to_string();
    let json = ijson::parse(text.as_bytes())?;
    let unsecured = Unsecured::new(json.clone());
    let key = signer().key().verifying_key();
    for proof in &proofs(&json, purpose)? {
        verify(&unsecured, proof, &key, processor())?;
    }
    Ok(())
}

fn fault(pointer: &str, problem: &'static str) -> Vec<(String, &'static str, &'static str)> {
    vec![(pointer.to_owned(), problem, VERIFICATION)]
}

fn id(number: usize) -> String {
    format!("urn:uuid:00000000-0000-4000-8000-{number:012}")
}

/// A chain of that many proofs, each of which names the one before.
fn chain(length: usize, suite: &str) -> Value {
    let mut document = credential(&[V2]);
    for number in 0..length {
        let mut options = json!({"id": id(number)});
        if number > 0 {
            options["previousProof"] = json!(id(number - 1));
        }
        add_proof(&mut document, options, suite);
    }
    document
}

#[test]
fn chains_verify_under_both_cryptosuites() {
    for suite in ["eddsa-rdfc-2022", "eddsa-jcs-2022"] {
        assert_eq!(faults(&chain(3, suite)), []);
        let mut several = credential(&[V2]);
        add_proof(&mut several, json!({"id": id(1)}), "eddsa-jcs-2022");
        add_proof(&mut several, json!({"id": id(2)}), "eddsa-rdfc-2022");
        // The order of the ids says nothing; the proofs stand as they do in the document.
        let both = json!({"previousProof": [id(2), id(1)]});
        add_proof(&mut several, both, suite);
        assert_eq!(faults(&several), []);
    }
}

#[test]
fn an_earlier_proof_cannot_be_changed_or_taken_out_of_a_chain() {
    for suite in ["eddsa-rdfc-2022", "eddsa-jcs-2022"] {
        let good = chain(2, suite);
        let mut unchained = good.clone();
        unchained["proof"][1]
            .as_object_mut()
            .unwrap()
            .shift_remove("previousProof");
        assert_eq!(faults(&unchained), fault("", "wrong-signature"));
        let mut alone = good.clone();
        alone["proof"].as_array_mut().unwrap().remove(0);
        let missing = fault("/proof/0/previousProof", "previous-proof-missing");
        assert_eq!(faults(&alone), missing);
        let mut other = good.clone();
        other["proof"].as_array_mut().unwrap().remove(0);
        let mut replaced = credential(&[V2]);
        let options = json!({"id": id(0), "created": "2026-11-20T10:00:00Z"});
        add_proof(&mut replaced, options, suite);
        let replaced = replaced["proof"][0].clone();
        other["proof"].as_array_mut().unwrap().insert(0, replaced);
        assert_eq!(faults(&other), fault("", "wrong-signature"));
    }
}

#[test]
fn previous_proofs_are_named_by_their_ids() {
    let good = chain(2, "eddsa-jcs-2022");
    for (value, pointer, problem) in [
        (json!(7), "/proof/1/previousProof", "wrong-type"),
        (json!(null), "/proof/1/previousProof", "wrong-type"),
        (json!({"id": id(0)}), "/proof/1/previousProof", "wrong-type"),
        (json!([id(0), 7]), "/proof/1/previousProof/1", "wrong-type"),
        (
            json!(id(9)),
            "/proof/1/previousProof",
            "previous-proof-missing",
        ),
        (
            json!([id(0), id(9)]),
            "/proof/1/previousProof",
            "previous-proof-missing",
        ),
    ] {
        let mut document = good.clone();
        document["proof"][1]["previousProof"] = value;
        assert_eq!(faults(&document), fault(pointer, problem));
    }
}

#[test]
fn two_proofs_of_one_id_are_refused() {
    let mut document = chain(1, "eddsa-jcs-2022");
    add_proof(&mut document, json!({"id": id(1)}), "eddsa-jcs-2022");
    assert_eq!(faults(&document), []);
    document["proof"][1]["id"] = json!(id(0));
    assert_eq!(
        faults(&document),
        fault("/proof/1/id", "duplicate-proof-id")
    );
}

#[test]
fn loops_are_refused() {
    let mut itself = chain(1, "eddsa-jcs-2022");
    itself["proof"][0]["previousProof"] = json!(id(0));
    let own = fault("/proof/0/previousProof", "proof-chain-loop");
    assert_eq!(faults(&itself), own);
    let mut each_other = chain(3, "eddsa-jcs-2022");
    each_other["proof"][1]["previousProof"] = json!([id(0), id(2)]);
    let found = faults(&each_other);
    assert_eq!(found.len(), 2);
    assert!(
        found
            .iter()
            .all(|(_, problem, _)| *problem == "proof-chain-loop")
    );
}

#[test]
fn a_chain_has_at_most_eight_proofs() {
    assert_eq!(faults(&chain(8, "eddsa-jcs-2022")), []);
    let too_long = chain(9, "eddsa-jcs-2022");
    assert_eq!(faults(&too_long), fault("/proof", "proof-chain-too-long"));
}

#[test]
fn ed25519_signature_2020_is_verified_where_the_document_names_its_context() {
    let mut good = credential(&[V2, ED25519_2020]);
    let options = json!({"created": "2026-11-20T10:00:00Z"});
    add_proof(&mut good, options, "Ed25519Signature2020");
    assert_eq!(faults(&good), []);
    let text = good.to_string();
    let json = ijson::parse(text.as_bytes()).unwrap();
    let proof = &proofs(&json, ProofPurpose::AssertionMethod).unwrap()[0];
    let suite = Suite::Ed25519Signature2020;
    assert!(matches!(proof.mechanism, Mechanism::Ours(found, _) if found == suite));
    assert_eq!(suite.to_string(), "Ed25519Signature2020");

    let mut changed = good.clone();
    changed["credentialSubject"]["name"] = json!("Sam");
    assert_eq!(faults(&changed), fault("", "wrong-signature"));
    let mut earlier = good.clone();
    earlier["proof"][0]["created"] = json!("2025-11-20T10:00:00Z");
    assert_eq!(faults(&earlier), fault("", "wrong-signature"));
    let mut undefined = good.clone();
    undefined["@context"] = json!([V2]);
    let found = faults(&undefined);
    let problem_type = "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";
    let expected = ("/proof/0/type".to_owned(), "undefined-term", problem_type);
    assert!(found.contains(&expected), "{found:?}");
}

/// Made by `@digitalbazaar/ed25519-signature-2020` 5.4.0 over a badge of the data model 1.1, with
/// the first context of Open Badges, which goes with that model only.
#[test]
fn a_badge_of_the_data_model_1_1_by_another_implementation() {
    for (context, value) in [
        (
            "context.json",
            "znRSPdc2BNrzEn8oQi7ofzjcekpYBArsgBg4mPdfTCpFYDibQYTLft8SoUmyeG1UHLPgAcoGoKZEsTXQGv16QvqB",
        ),
        (
            "context-3.0.1.json",
            "z5FBhQurwU25CGHBYpw2PYxj4sy4NAD99k4QmRmJey6gGhhzXDfBm4ScEeWdMf4Gw8Fb4PVbGpEbLFVg6dWtZCpW1",
        ),
    ] {
        let open_badges = format!("https://purl.imsglobal.org/spec/ob/v3p0/{context}");
        let signer = signer();
        let method = signer.verification_method();
        let did = method.split('#').next().unwrap();
        let badge = json!({
            "@context": ["https://www.w3.org/2018/credentials/v1", open_badges, ED25519_2020],
            "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": "Carpentry",
            "issuer": {"id": did, "type": "Profile", "name": "A School"},
            "issuanceDate": "2026-11-20T10:00:00Z",
            "credentialSubject": {
                "id": "did:example:learner",
                "type": "AchievementSubject",
                "achievement": {
                    "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
                    "type": "Achievement",
                    "name": "Carpentry",
                    "description": "Builds things.",
                    "criteria": {"type": "Criteria", "narrative": "Built things."}
                }
            },
            "proof": {
                "type": "Ed25519Signature2020",
                "created": "2026-11-20T10:00:00Z",
                "verificationMethod": method,
                "proofPurpose": "assertionMethod",
                "proofValue": value
            }
        });
        assert_eq!(faults(&badge), [], "{context}");
        let text = badge.to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        let unsecured = Unsecured::new(json.clone());
        assert_eq!(
            signed_as_read(unsecured.document(), processor().contexts),
            []
        );
        let proof = &proofs(&json, ProofPurpose::AssertionMethod).unwrap()[0];
        assert_eq!(proof.signed_as_read(unsecured.document(), processor()), []);
        let mut with_v2 = badge.clone();
        with_v2["@context"][0] = json!(V2);
        let problem_type = "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";
        let found = faults(&with_v2);
        assert!(!found.is_empty());
        for (pointer, problem, kind) in found {
            assert!(pointer.starts_with("/@context/1/"), "{pointer}");
            assert_eq!((problem, kind), ("protected-redefinition", problem_type));
        }
    }
}

/// Made by the same package, as a wallet answers a request for its identifier.
#[test]
fn a_presentation_by_another_implementation() {
    let signer = signer();
    let method = signer.verification_method();
    let mut presentation = presentation();
    presentation["holder"] = json!(method.split('#').next().unwrap());
    presentation["proof"] = json!({
        "type": "Ed25519Signature2020",
        "created": "2026-11-20T10:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "authentication",
        "challenge": "c-1",
        "domain": "verifier.example",
        "proofValue": "z5MUjppgwekCfyf2Fek4QAZ1DaJduQP7w9p5EvmyMwTPmB9kdLUd8ahYMggK7mMaaTXd5oSg5r1UvqpSJ3piBarqb"
    });
    assert_eq!(faults_for(&presentation, ProofPurpose::Authentication), []);
    presentation["proof"]["challenge"] = json!("c-2");
    let found = faults_for(&presentation, ProofPurpose::Authentication);
    assert_eq!(found, fault("", "wrong-signature"));
}

/// The words of a proof are read under their names too.
#[test]
fn findings_in_a_proof_point_into_the_document() {
    let mut document = chain(2, "eddsa-rdfc-2022");
    let proof = document["proof"][1].as_object_mut().unwrap();
    let created = "http://purl.org/dc/terms/created";
    proof.insert(created.to_owned(), json!("2026-11-20T10:00:00Z"));
    let text = document.to_string();
    let json = ijson::parse(text.as_bytes()).unwrap();
    let proof = &proofs(&json, ProofPurpose::AssertionMethod).unwrap()[1];
    let found = proof.signed_as_read(Unsecured::new(json.clone()).document(), processor());
    let found: Vec<_> = found
        .iter()
        .map(|one| (&*one.pointer, one.problem))
        .collect();
    let pointer = "/proof/1/http:~1~1purl.org~1dc~1terms~1created";
    assert_eq!(found, [(pointer, "term-by-iri")]);
}

/// Attack D10: nodes that look alike and each name all others.
#[test]
fn a_poisoned_document_is_given_up_within_the_budget() {
    let poisoned = |count: usize| {
        let mut document = credential(&[V2]);
        let inline = json!({"knows": {"@id": "https://e.example/knows", "@type": "@id"}});
        document["@context"] = json!([V2, inline]);
        let label = |number: usize| format!("_:n{number}");
        let node = |number: usize| {
            let others: Vec<String> = (0..count).filter(|n| *n != number).map(label).collect();
            json!({"id": label(number), "knows": others})
        };
        document["credentialSubject"]["knows"] = (0..count).map(node).collect();
        document
    };
    let good = poisoned(2).to_string();
    let json = ijson::parse(good.as_bytes()).unwrap();
    assert!(eddsa_rdfc_2022::transform(&json, processor()).is_ok());
    for count in [8, 12] {
        let text = poisoned(count).to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        let error = eddsa_rdfc_2022::transform(&json, processor()).unwrap_err();
        let work = Budget::DEFAULT.work;
        assert!(matches!(
            error,
            ProofError::Canonicalization(CanonError::TooMuchWork { work: spent }) if spent == work
        ));
        assert_eq!(error.findings()[0].problem, "blank-nodes-alike");
    }
}

/// Attack D11: a large document whose nodes can be told apart costs no work beyond its size.
#[test]
fn a_large_document_of_unlike_nodes_needs_no_budget() {
    let mut document = credential(&[V2]);
    let evidence =
        (0..10_000).map(|n| json!({"type": "VerifiableCredential", "name": format!("{n}")}));
    document["evidence"] = evidence.collect();
    let text = document.to_string();
    let json = ijson::parse(text.as_bytes()).unwrap();
    let mut stingy = processor();
    stingy.budget.work = 1;
    let transformed = eddsa_rdfc_2022::transform(&json, stingy).unwrap();
    assert!(transformed.lines().count() > 30_000);
}

#[test]
fn ed25519_signature_2020_has_no_cryptosuite_and_its_own_multibase() {
    let mut good = credential(&[V2, ED25519_2020]);
    add_proof(&mut good, json!({}), "Ed25519Signature2020");
    for cryptosuite in ["eddsa-rdfc-2022", "Ed25519Signature2020", "other"] {
        let mut document = good.clone();
        document["proof"][0]["cryptosuite"] = json!(cryptosuite);
        assert_eq!(
            faults(&document),
            fault("/proof/0/cryptosuite", "wrong-suite")
        );
    }
    let mut other_letter = good.clone();
    let value = good["proof"][0]["proofValue"].as_str().unwrap();
    other_letter["proof"][0]["proofValue"] = json!(format!("u{}", &value[1..]));
    assert_eq!(
        faults(&other_letter),
        fault("/proof/0/proofValue", "proof-value")
    );
    // A signature of one suite is none of the other.
    let mut swapped = good.clone();
    swapped["proof"][0]["type"] = json!("DataIntegrityProof");
    swapped["proof"][0]["cryptosuite"] = json!("eddsa-rdfc-2022");
    assert_eq!(faults(&swapped), fault("", "wrong-signature"));
}

/// The proof is read in the contexts of the document: its own may repeat them and add none.
#[test]
fn a_proof_under_an_rdf_suite_brings_no_contexts_of_its_own() {
    for suite in ["Ed25519Signature2020", "eddsa-rdfc-2022"] {
        let mut document = credential(&[V2, ED25519_2020]);
        add_proof(&mut document, json!({}), suite);
        document["proof"][0]["@context"] = json!(ED25519_2020);
        assert_eq!(faults(&document), []);
        document["proof"][0]["@context"] = json!([ED25519_2020, V2]);
        assert_eq!(faults(&document), []);
        let others = [
            json!("https://w3id.org/security/data-integrity/v2"),
            json!({"@vocab": "https://e.example/"}),
            json!([V2, {"created": "https://e.example/created"}]),
        ];
        for other in others {
            document["proof"][0]["@context"] = other;
            let found = faults(&document);
            assert_eq!(found, fault("/proof/0/@context", "context-mismatch"));
        }
    }
}

/// As wallets answer a request for their identifier.
#[test]
fn a_presentation_is_signed_for_authentication() {
    for suite in ["Ed25519Signature2020", "eddsa-rdfc-2022", "eddsa-jcs-2022"] {
        let mut document = presentation();
        let options = json!({"proofPurpose": "authentication", "challenge": "c", "domain": "d"});
        add_proof(&mut document, options, suite);
        assert_eq!(faults_for(&document, ProofPurpose::Authentication), []);
        assert_eq!(
            faults(&document),
            fault("/proof/0/proofPurpose", "proof-purpose")
        );
    }
}

/// What is wrong with the binding of a proof with these options.
fn unbound(options: Value, expected: Expected<'_>) -> Vec<(String, &'static str)> {
    let mut document = presentation();
    add_proof(&mut document, options, "Ed25519Signature2020");
    let text = document.to_string();
    let json = ijson::parse(text.as_bytes()).unwrap();
    let all = proofs(&json, ProofPurpose::Authentication).unwrap();
    let proof: &Proof<'_, '_> = &all[0];
    let errors = proof.check_binding(expected).into_iter();
    errors
        .map(|error| {
            assert!(!error.could_not_check());
            let problem_type = error.problem_type();
            (error.findings().remove(0).pointer, problem_type)
        })
        .collect()
}

#[test]
fn the_challenge_must_be_the_one_given() {
    let with = |challenge: Value| {
        let mut options = json!({"proofPurpose": "authentication"});
        if !challenge.is_null() {
            options["challenge"] = challenge;
        }
        options
    };
    let expected = Expected {
        challenge: Some("abc"),
        domains: &[],
    };
    let error = "https://w3id.org/security#INVALID_CHALLENGE_ERROR";
    let wrong = vec![("/proof/0/challenge".to_owned(), error)];
    assert_eq!(unbound(with(json!("abc")), expected), []);
    assert_eq!(unbound(with(json!("abd")), expected), wrong);
    assert_eq!(unbound(with(json!(null)), expected), wrong);
    // Where none was given none is compared.
    assert_eq!(unbound(with(json!("abd")), Expected::default()), []);
}

#[test]
fn the_domains_must_be_the_ones_given() {
    let with = |domain: Value| {
        let mut options = json!({"proofPurpose": "authentication"});
        if !domain.is_null() {
            options["domain"] = domain;
        }
        options
    };
    let expected = |domains| Expected {
        challenge: None,
        domains,
    };
    let error = "https://w3id.org/security#INVALID_DOMAIN_ERROR";
    let wrong = vec![("/proof/0/domain".to_owned(), error)];
    for (found, domains) in [
        (json!("a.example"), &["a.example"][..]),
        (json!(["a.example"]), &["a.example"]),
        (
            json!(["a.example", "b.example"]),
            &["b.example", "a.example"],
        ),
        (json!("a.example"), &[]),
    ] {
        assert_eq!(unbound(with(found), expected(domains)), []);
    }
    for (found, domains) in [
        (json!("b.example"), &["a.example"][..]),
        (json!(null), &["a.example"]),
        (json!(["a.example", "b.example"]), &["a.example"]),
        (json!("a.example"), &["b.example", "a.example"]),
    ] {
        assert_eq!(unbound(with(found), expected(domains)), wrong);
    }
}

#[test]
fn domain_challenge_and_nonce_are_strings() {
    for (name, value, pointer) in [
        ("challenge", json!(7), "/proof/0/challenge"),
        ("challenge", json!(["a"]), "/proof/0/challenge"),
        ("nonce", json!({}), "/proof/0/nonce"),
        ("domain", json!(7), "/proof/0/domain"),
        ("domain", json!(["a", 7]), "/proof/0/domain/1"),
        ("id", json!([]), "/proof/0/id"),
    ] {
        let mut document = chain(1, "eddsa-jcs-2022");
        document["proof"] = json!([document["proof"][0].clone()]);
        document["proof"][0][name] = value;
        assert_eq!(faults(&document), fault(pointer, "wrong-type"));
    }
}

#[test]
fn dates_of_proofs_keep_to_the_calendar() {
    let read = |created: &str| -> Option<Option<time::OffsetDateTime>> {
        let mut document = chain(1, "eddsa-jcs-2022");
        document["proof"][0]["created"] = json!(created);
        let text = document.to_string();
        let json: Json<'_> = ijson::parse(text.as_bytes()).unwrap();
        let proofs = proofs(&json, ProofPurpose::AssertionMethod);
        proofs.ok().map(|proofs| proofs[0].created)
    };
    let noon = parse_timestamp("2026-06-30T12:00:00Z");
    assert_eq!(read("2026-06-30T12:00:00Z"), Some(noon));
    assert_eq!(read("2026-06-30T12:00:00"), Some(noon));
    assert_eq!(read("2026-06-30T12:00:00.000"), Some(noon));
    let end_of_time = read("9999-12-31T23:59:59-10:00").unwrap();
    assert!(end_of_time > noon);
    for not_a_date in [
        "2026-06-30T23:59:60Z",
        "2026-06-30T23:59:60",
        "2026-06-30T12:00:60Z",
        "2026-06-31T12:00:00Z",
        "12026-06-30T12:00:00Z",
        "-0001-06-30T12:00:00Z",
        "2026-06-30t12:00:00z",
        "2026-06-30 12:00:00",
        "2026-06-30T12:00Z",
        "2026-06-30T12:00:00ZZ",
        "2026-06-30T12:00:00+25:00",
    ] {
        assert_eq!(read(not_a_date), None, "{not_a_date}");
    }
}
