//! Data Integrity proofs made and verified here: what is accepted, and each single fault refused
//! for its own reason.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use proofmark::clock::parse_timestamp;
use proofmark::ijson::{self, Json};
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::proof::Cryptosuite::{self, EddsaJcs2022, EddsaRdfc2022};
use proofmark::proof::ed25519::{from_multibase, to_multibase};
use proofmark::proof::{Processor, ProofError, ProofPurpose, Unsecured, proofs, secure, verify};
use proofmark::proof::{eddsa_jcs_2022, eddsa_rdfc_2022};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::keys::TestSigner;

const SUITES: [Cryptosuite; 2] = [EddsaRdfc2022, EddsaJcs2022];

const CREDENTIAL: &str = r#"{
  "@context": [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
  ],
  "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "name": "Carpentry &amp; joinery, \"proficient\" — größer",
  "issuer": {"id": "did:example:issuer", "type": ["Profile"], "name": "A School"},
  "validFrom": "2026-11-20T10:00:00Z",
  "credentialSubject": {
    "id": "did:example:learner",
    "type": ["AchievementSubject"],
    "creditsEarned": 3.5,
    "achievement": {
      "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
      "type": ["Achievement"],
      "name": "Carpentry",
      "description": "Builds things.",
      "criteria": {"narrative": "Built things."}
    }
  }
}
"#;

fn processor() -> Processor<'static> {
    Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    }
}

fn signer() -> TestSigner {
    TestSigner::did_key([7; 32])
}

fn sign(document: &str, suites: &[Cryptosuite]) -> Result<String, ProofError> {
    let created = parse_timestamp("2026-11-20T10:00:00Z").unwrap();
    let signed = secure(document.as_bytes(), suites, created, &signer(), processor())?;
    Ok(String::from_utf8(signed).unwrap())
}

fn signed(suite: Cryptosuite) -> Value {
    serde_json::from_str(&sign(CREDENTIAL, &[suite]).unwrap()).unwrap()
}

/// Verifies every proof of a document.
fn accept(document: &str) -> Result<(), ProofError> {
    let json = ijson::parse(document.as_bytes())?;
    let proofs = proofs(&json, ProofPurpose::AssertionMethod)?;
    let unsecured = Unsecured::new(json.clone());
    let key = signer().key().verifying_key();
    for proof in &proofs {
        verify(&unsecured, proof, &key, processor())?;
    }
    Ok(())
}

fn faults(document: &Value) -> Vec<(String, &'static str)> {
    match accept(&document.to_string()) {
        Ok(()) => Vec::new(),
        Err(error) => error
            .findings()
            .into_iter()
            .map(|finding| (finding.pointer, finding.problem))
            .collect(),
    }
}

fn fault(pointer: &str, problem: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), problem)]
}

/// The document with one member of its proof set, or taken away.
fn with(document: &Value, name: &str, member: Option<Value>) -> Value {
    let mut document = document.clone();
    let proof = document["proof"].as_object_mut().unwrap();
    match member {
        Some(member) => proof.insert(name.to_owned(), member),
        None => proof.shift_remove(name),
    };
    document
}

#[test]
fn the_proof_is_put_behind_the_last_member_and_nothing_else_changes() {
    for suite in SUITES {
        let signed = sign(CREDENTIAL, &[suite]).unwrap();
        let body = CREDENTIAL.trim_end().strip_suffix('}').unwrap();
        assert!(signed.starts_with(body));
        assert!(signed.ends_with("}}\n"));
        accept(&signed).unwrap();
        let proof = &serde_json::from_str::<Value>(&signed).unwrap()["proof"];
        let names: Vec<&String> = proof.as_object().unwrap().keys().collect();
        let mut expected = vec!["type", "cryptosuite", "created", "verificationMethod"];
        expected.push("proofPurpose");
        if suite == EddsaJcs2022 {
            expected.push("@context");
        }
        expected.push("proofValue");
        assert_eq!(names, expected);
        assert_eq!(proof["cryptosuite"], suite.name());
    }
}

#[test]
fn a_set_holds_its_proofs_in_the_order_asked_for() {
    for suites in [SUITES, [EddsaJcs2022, EddsaRdfc2022]] {
        let text = sign(CREDENTIAL, &suites).unwrap();
        accept(&text).unwrap();
        let set = serde_json::from_str::<Value>(&text).unwrap()["proof"].clone();
        for (place, suite) in suites.into_iter().enumerate() {
            assert_eq!(set[place]["cryptosuite"], suite.name());
            // Each is the proof that stands alone when made alone.
            assert_eq!(set[place], signed(suite)["proof"]);
        }
    }
}

#[test]
fn signing_again_gives_the_same_bytes() {
    assert_eq!(
        sign(CREDENTIAL, &SUITES).unwrap(),
        sign(CREDENTIAL, &SUITES).unwrap()
    );
}

#[test]
fn what_cannot_be_secured_is_refused() {
    let refused = |document: &str, suites: &[Cryptosuite]| sign(document, suites).unwrap_err();
    for suite in SUITES {
        let again = signed(suite).to_string();
        assert!(matches!(
            refused(&again, &[suite]),
            ProofError::AlreadySecured
        ));
        assert!(matches!(refused("[]", &[suite]), ProofError::Malformed(_)));
        assert!(matches!(
            refused("{\"a\":1,\"a\":2}", &[suite]),
            ProofError::Unreadable(_)
        ));
    }
    assert!(matches!(refused(CREDENTIAL, &[]), ProofError::Malformed(_)));
    let undefined = CREDENTIAL.replace("\"name\"", "\"naem\"");
    assert!(matches!(
        refused(&undefined, &[EddsaRdfc2022]),
        ProofError::Transformation(_)
    ));
}

#[test]
fn alike_blank_nodes_are_told_apart_within_the_budget_only() {
    let evidence = r#"{"type": ["Evidence"], "name": "A photo"}"#;
    let alike = CREDENTIAL.trim_end().strip_suffix('}').unwrap();
    let alike = format!("{alike}, \"evidence\": [{evidence}, {evidence}]}}");
    accept(&sign(&alike, &[EddsaRdfc2022]).unwrap()).unwrap();
    let json = ijson::parse(alike.as_bytes()).unwrap();
    let mut stingy = processor();
    stingy.budget.work = 1;
    let error = eddsa_rdfc_2022::transform(&json, stingy).unwrap_err();
    assert!(matches!(error, ProofError::Canonicalization(_)));
    let problem = "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";
    assert_eq!(error.problem_type(), problem);
    let json = ijson::parse(CREDENTIAL.as_bytes()).unwrap();
    assert!(eddsa_rdfc_2022::transform(&json, stingy).is_ok());
}

#[test]
fn an_unknown_context_could_not_be_checked() {
    let good = signed(EddsaRdfc2022).to_string();
    let other = good.replace("context-3.0.3.json", "context-9.9.9.json");
    let error = accept(&other).unwrap_err();
    assert!(error.could_not_check(), "{error}");
}

#[test]
fn an_empty_object_gets_no_comma() {
    let signed = sign(" { } ", &[EddsaJcs2022]).unwrap();
    assert!(signed.starts_with(" { \"proof\":{"));
    accept(&signed).unwrap();
}

#[test]
fn members_of_a_proof_must_be_there() {
    for suite in SUITES {
        let good = signed(suite);
        for name in [
            "type",
            "verificationMethod",
            "proofPurpose",
            "proofValue",
            "cryptosuite",
        ] {
            let missing = with(&good, name, None);
            assert_eq!(
                faults(&missing),
                fault("/proof", "missing-member"),
                "{name}"
            );
            for junk in [json!(7), json!(null), json!([])] {
                let pointer = format!("/proof/{name}");
                assert_eq!(
                    faults(&with(&good, name, Some(junk))),
                    fault(&pointer, "wrong-type")
                );
            }
        }
    }
}

#[test]
fn the_member_proof_itself_must_be_a_proof() {
    let good = signed(EddsaJcs2022);
    for (junk, pointer, problem) in [
        (json!(null), "/proof", "wrong-type"),
        (json!("z"), "/proof", "wrong-type"),
        (json!(1), "/proof", "wrong-type"),
        (json!([]), "/proof", "no-proof"),
        (json!([good["proof"], 7]), "/proof/1", "wrong-type"),
        (json!([[good["proof"]]]), "/proof/0", "wrong-type"),
    ] {
        let mut document = good.clone();
        document["proof"] = junk;
        assert_eq!(faults(&document), fault(pointer, problem));
    }
    let mut none = good.clone();
    none.as_object_mut().unwrap().shift_remove("proof");
    assert_eq!(faults(&none), fault("", "missing-member"));
}

#[test]
fn all_faults_of_all_proofs_are_found_at_once() {
    let good = signed(EddsaRdfc2022)["proof"].clone();
    let mut bad = good.clone();
    bad["created"] = json!("yesterday");
    bad["proofPurpose"] = json!("authentication");
    bad["proofValue"] = json!("zzz");
    let mut document = signed(EddsaRdfc2022);
    document["proof"] = json!([bad, good, {}]);
    let found = faults(&document);
    for (pointer, problem) in [
        ("/proof/0/created", "not-a-date"),
        ("/proof/0/proofPurpose", "proof-purpose"),
        ("/proof/0/proofValue", "proof-value"),
        ("/proof/2", "missing-member"),
    ] {
        assert!(found.contains(&(pointer.to_owned(), problem)), "{found:?}");
    }
    assert!(
        found
            .iter()
            .all(|(pointer, _)| !pointer.starts_with("/proof/1"))
    );
}

#[test]
fn a_signature_is_multibase_base58btc_of_64_bytes() {
    for suite in SUITES {
        let good = signed(suite);
        let value = good["proof"]["proofValue"].as_str().unwrap();
        let signature = from_multibase(value).unwrap();
        let encoded = |bytes: &[u8]| format!("z{}", bs58::encode(bytes).into_string());
        for bad in [
            value[1..].to_owned(),
            format!("u{}", &value[1..]),
            format!("f{}", support::keys::to_hex(&signature)),
            encoded(&signature[..63]),
            encoded(&[&signature[..], &[0]].concat()),
            format!("{value} "),
            "z".to_owned(),
        ] {
            let document = with(&good, "proofValue", Some(json!(bad)));
            assert_eq!(
                faults(&document),
                fault("/proof/proofValue", "proof-value"),
                "{bad}"
            );
        }
    }
}

#[test]
fn dates_are_dates_with_or_without_an_offset() {
    for suite in SUITES {
        let good = signed(suite);
        for name in ["created", "expires"] {
            for bad in ["2026-11-20", "20 Nov 2026", "2026-02-30T10:00:00Z"] {
                let found = faults(&with(&good, name, Some(json!(bad))));
                assert_eq!(found, fault(&format!("/proof/{name}"), "not-a-date"));
            }
        }
        let text = with(&good, "created", Some(json!("2026-11-20T10:00:00"))).to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        let proof = &proofs(&json, ProofPurpose::AssertionMethod).unwrap()[0];
        assert_eq!(proof.created, parse_timestamp("2026-11-20T10:00:00Z"));
        assert_eq!(proof.expires, None);
    }
}

#[test]
fn the_purpose_must_be_the_one_asked_for() {
    for suite in SUITES {
        let good = signed(suite);
        let other = with(&good, "proofPurpose", Some(json!("authentication")));
        assert_eq!(
            faults(&other),
            fault("/proof/proofPurpose", "proof-purpose")
        );
        let text = good.to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        assert!(proofs(&json, ProofPurpose::Authentication).is_err());
    }
}

#[test]
fn what_is_not_supported_could_not_be_checked() {
    for suite in SUITES {
        let good = signed(suite);
        for (name, value) in [
            ("type", "Ed25519Signature2018"),
            ("type", "JsonWebSignature2020"),
            ("cryptosuite", "eddsa-2022"),
            ("cryptosuite", "ecdsa-rdfc-2019"),
        ] {
            let other = with(&good, name, Some(json!(value))).to_string();
            let error = accept(&other).unwrap_err();
            assert!(error.could_not_check(), "{name}: {error}");
        }
    }
}

#[test]
fn a_proof_under_the_other_suites_name_is_wrong() {
    let swapped = with(
        &signed(EddsaRdfc2022),
        "cryptosuite",
        Some(json!("eddsa-jcs-2022")),
    );
    assert_eq!(faults(&swapped), fault("", "wrong-signature"));
    let swapped = with(
        &signed(EddsaJcs2022),
        "cryptosuite",
        Some(json!("eddsa-rdfc-2022")),
    );
    assert_eq!(faults(&swapped), fault("", "wrong-signature"));
}

#[test]
fn one_bad_proof_of_a_set_is_enough() {
    let mut set: Value = serde_json::from_str(&sign(CREDENTIAL, &SUITES).unwrap()).unwrap();
    set["proof"][1]["created"] = json!("2026-11-20T10:00:01Z");
    assert_eq!(faults(&set), fault("", "wrong-signature"));
    set["proof"][1]
        .as_object_mut()
        .unwrap()
        .shift_remove("proofValue");
    assert_eq!(faults(&set), fault("/proof/1", "missing-member"));
}

#[test]
fn any_changed_bit_of_the_signature_is_noticed() {
    for suite in SUITES {
        let good = signed(suite);
        let value = good["proof"]["proofValue"].as_str().unwrap();
        let signature = from_multibase(value).unwrap();
        for place in 0..64 {
            let mut changed = signature;
            changed[place] ^= 1;
            let document = with(&good, "proofValue", Some(json!(to_multibase(&changed))));
            assert_eq!(
                faults(&document),
                fault("", "wrong-signature"),
                "byte {place}"
            );
        }
    }
}

#[test]
fn a_weak_key_signs_nothing() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let key = ed25519_dalek::VerifyingKey::from_bytes(&identity).unwrap();
    let mut forged = [0; 64];
    forged[0] = 1;
    for suite in SUITES {
        let value = json!(to_multibase(&forged));
        let text = with(&signed(suite), "proofValue", Some(value)).to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        let proof = &proofs(&json, ProofPurpose::AssertionMethod).unwrap()[0];
        let result = verify(&Unsecured::new(json.clone()), proof, &key, processor());
        assert!(matches!(result, Err(ProofError::WeakKey)));
    }
}

/// Data Integrity EdDSA Cryptosuites 1.0, section 3.3.2, step 4.
#[test]
fn under_jcs_the_documents_contexts_begin_with_those_signed() {
    let good = signed(EddsaJcs2022);
    let contexts = |change: fn(&mut Vec<Value>)| {
        let mut document = good.clone();
        change(document["@context"].as_array_mut().unwrap());
        document
    };
    // Added behind: accepted where the document says the same without it, and can be read with it.
    let more = contexts(|list| list.push(json!({"unused": "https://school.example/unused"})));
    assert_eq!(faults(&more), []);
    let agreeing = contexts(|list| list.push(json!("https://w3id.org/security/data-integrity/v2")));
    assert_eq!(faults(&agreeing), []);
    let clashing = contexts(|list| list.push(json!("https://w3id.org/security/data-integrity/v1")));
    let clash = fault("/@context/2/DataIntegrityProof", "protected-redefinition");
    assert_eq!(faults(&clashing), clash);
    let mismatch = fault("/proof/@context", "context-mismatch");
    assert_eq!(faults(&contexts(|list| list.reverse())), mismatch);
    assert_eq!(faults(&contexts(|list| drop(list.pop()))), mismatch);
    assert_eq!(
        faults(&contexts(|list| list.insert(0, json!({})))),
        mismatch
    );
    let fewer = with(&good, "@context", Some(json!([good["@context"][0]])));
    assert_eq!(faults(&fewer), fault("", "wrong-signature"));
    let without = with(&good, "@context", None);
    assert_eq!(faults(&without), fault("", "wrong-signature"));
}

#[test]
fn names_without_meaning_in_a_proof_are_found_under_both_suites() {
    for suite in SUITES {
        let text = with(&signed(suite), "colour", Some(json!("red"))).to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        let proof = &proofs(&json, ProofPurpose::AssertionMethod).unwrap()[0];
        let unsecured = Unsecured::new(json.clone());
        let error = proof.to_rdf(unsecured.document(), processor()).unwrap_err();
        assert!(matches!(error, ProofError::Transformation(_)));
        assert_eq!(error.findings()[0].pointer, "/proof/colour");
    }
}

#[test]
fn the_dataset_made_for_the_terms_serves_the_proofs_too() {
    let text = sign(CREDENTIAL, &SUITES).unwrap();
    let json = ijson::parse(text.as_bytes()).unwrap();
    let unsecured = Unsecured::new(json.clone());
    let key = signer().key().verifying_key();
    assert!(unsecured.to_rdf(processor()).unwrap().term_count() > 20);
    for proof in &proofs(&json, ProofPurpose::AssertionMethod).unwrap() {
        verify(&unsecured, proof, &key, processor()).unwrap();
    }
}

/// The pointers of every member and element, from the top.
fn pointers(json: &Value, pointer: &str, out: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match json {
        Value::Object(members) => members.iter().map(|(n, v)| (n.clone(), v)).collect(),
        Value::Array(elements) => {
            let places = elements.iter().enumerate();
            places.map(|(n, v)| (n.to_string(), v)).collect()
        }
        _ => Vec::new(),
    };
    for (name, value) in below {
        let pointer = ijson::join(pointer, name);
        pointers(value, &pointer, out);
        out.push(pointer);
    }
}

/// Changes the value at `pointer`, or takes it away.
fn tamper(document: &mut Value, pointer: &str, how: u8) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let value = document.pointer_mut(pointer).unwrap();
    match (how, &mut *value) {
        (0, Value::String(text)) => text.push('x'),
        (0, Value::Number(number)) => *value = json!(number.as_f64().unwrap() + 1.0),
        (1, value) => *value = json!("other"),
        _ => match document.pointer_mut(parent).unwrap() {
            Value::Object(members) => drop(members.shift_remove(name)),
            Value::Array(elements) => drop(elements.remove(name.parse().unwrap())),
            _ => unreachable!("only arrays and objects have members"),
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_member_can_be_tampered_with(
        suite in prop::sample::select(&SUITES[..]),
        place in any::<prop::sample::Index>(),
        how in 0_u8..3,
    ) {
        let good = signed(suite);
        let mut all = Vec::new();
        pointers(&good, "", &mut all);
        let pointer = place.get(&all);
        let mut changed = good.clone();
        tamper(&mut changed, pointer, how);
        prop_assert!(accept(&good.to_string()).is_ok());
        prop_assert!(accept(&changed.to_string()).is_err(), "{} {}", pointer, how);
    }
}

#[test]
fn an_unsecured_document_is_the_document_without_its_proof() {
    let text = sign(CREDENTIAL, &[EddsaJcs2022]).unwrap();
    let unsecured = Unsecured::new(ijson::parse(text.as_bytes()).unwrap());
    let expected: Json<'_> = ijson::parse(CREDENTIAL.as_bytes()).unwrap();
    assert_eq!(*unsecured.document(), expected);
}

/// Each suite checks for itself that a proof is one of its own.
#[test]
fn a_suite_takes_no_proof_of_the_other() {
    let key = signer().key().verifying_key();
    for (other, wrong) in [(EddsaJcs2022, EddsaRdfc2022), (EddsaRdfc2022, EddsaJcs2022)] {
        let text = signed(other).to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        let proofs = proofs(&json, ProofPurpose::AssertionMethod).unwrap();
        let unsecured = Unsecured::new(json.clone());
        let (document, proof) = (unsecured.document(), &proofs[0]);
        let error = if wrong == EddsaRdfc2022 {
            eddsa_rdfc_2022::verify_proof(document, &[0; 32], proof, &[0; 64], &key, processor())
        } else {
            eddsa_jcs_2022::verify_proof(document, proof, &[0; 64], &key)
        };
        let findings = error.unwrap_err().findings();
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].problem, "wrong-suite");
    }
}
