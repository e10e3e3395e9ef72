//! Tokens of VC Data Model 1.1: the document in the claim `vc` or `vp`, and claims that stand for
//! members of it. J21.

use crate::{
    ISSUER, accept, claims, credential as credential_v2, fault, faults, header, token, with,
    without,
};
use proofmark::ijson::Json;
use proofmark::proof::vc_jwt::TokenForm;
use serde_json::{Value, json};

/// A credential of version 1.1.
pub fn credential() -> Value {
    json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential"],
        "issuer": {"id": ISSUER, "name": "I"},
        "issuanceDate": "2026-11-20T10:00:00Z",
        "expirationDate": "2027-11-20T10:00:00Z",
        "credentialSubject": {"id": "did:example:learner"}
    })
}

fn claims_alone() -> Value {
    let mut payload = claims();
    let members = payload.as_object_mut().unwrap();
    members.retain(|name, _| ["iss", "jti", "sub", "nbf", "exp"].contains(&name.as_str()));
    payload
}

fn wrapped(vc: Value) -> Value {
    with(claims_alone(), "vc", vc)
}

fn json(value: &Value) -> Json<'_> {
    Json::from(value)
}

#[test]
fn what_only_claims_say_is_filled_in() {
    let mut bare = credential();
    let members = bare.as_object_mut().unwrap();
    members.retain(|name, _| ["@context", "type"].contains(&name.as_str()));
    bare["issuer"] = json!({"name": "I"});
    bare["credentialSubject"] = json!([{"name": "L"}]);
    let out = accept(&token(&header(), &wrapped(bare.clone()))).unwrap();
    assert_eq!(out.form, TokenForm::VcClaim);
    let mut full = bare.clone();
    full["issuer"]["id"] = json!(ISSUER);
    full["credentialSubject"][0]["id"] = json!("did:example:learner");
    for name in ["id", "issuanceDate", "expirationDate"] {
        full[name] = credential()[name].clone();
    }
    // Members have an order; equality here has not.
    assert_eq!(out.document.to_value(), full);
    let nobody = without(bare, "issuer");
    let out = accept(&token(&header(), &wrapped(nobody))).unwrap();
    assert_eq!(out.document.get("issuer"), Some(&json(&json!(ISSUER))));
}

#[test]
fn what_is_said_twice_must_agree() {
    let good = wrapped(credential());
    assert_eq!(
        accept(&token(&header(), &good)).unwrap().document,
        json(&credential())
    );
    for (claim, value) in [
        ("iss", json!("did:example:other")),
        ("jti", json!("urn:uuid:0")),
        ("sub", json!("did:example:other")),
        ("sub", json!(7)),
        ("nbf", json!(1_795_168_801)),
        ("exp", json!(1)),
    ] {
        let expected = fault(&format!("/{claim}"), "claim-conflict");
        let differs = with(good.clone(), claim, value);
        assert_eq!(faults(&token(&header(), &differs)), expected);
        // Nothing has to be said twice.
        assert!(accept(&token(&header(), &without(good.clone(), claim))).is_ok());
    }
    for claim in ["nbf", "exp"] {
        let wrong = with(good.clone(), claim, json!("2026-11-20T10:00:00Z"));
        let expected = fault(&format!("/{claim}"), "not-a-date");
        assert_eq!(faults(&token(&header(), &wrong)), expected);
    }
    let undated = with(credential(), "issuanceDate", json!("yesterday"));
    let token = token(&header(), &wrapped(undated));
    assert_eq!(faults(&token), fault("/nbf", "claim-conflict"));
}

#[test]
fn a_wrapped_credential_of_version_2_has_its_own_dates() {
    let out = accept(&token(&header(), &wrapped(credential_v2()))).unwrap();
    assert_eq!(out.form, TokenForm::VcClaim);
    assert_eq!(out.document, json(&credential_v2()));
    let open = without(without(credential_v2(), "validFrom"), "validUntil");
    let out = accept(&token(&header(), &wrapped(open))).unwrap();
    let until = json!("2027-11-20T10:00:00Z");
    assert_eq!(
        out.document.get("validFrom"),
        Some(&json(&credential()["issuanceDate"]))
    );
    assert_eq!(out.document.get("validUntil"), Some(&json(&until)));
    let differs = with(credential_v2(), "validFrom", json!("2026-11-20T10:00:01Z"));
    let token = token(&header(), &wrapped(differs));
    assert_eq!(faults(&token), fault("/nbf", "claim-conflict"));
}

/// Of two versions at once, the newer one's names hold; that both are there is another fault.
#[test]
fn with_both_contexts_the_dates_are_those_of_version_2() {
    let contexts = json!([
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/2018/credentials/v1"
    ]);
    let mixed = with(credential(), "@context", contexts);
    let out = accept(&token(&header(), &wrapped(mixed))).unwrap();
    assert_eq!(
        out.document.get("validFrom"),
        Some(&json(&credential()["issuanceDate"]))
    );
}

#[test]
fn the_subject_of_a_claim_is_one_of_the_credentials() {
    let with_subjects = |subjects: Value| {
        let vc = with(credential(), "credentialSubject", subjects);
        token(&header(), &wrapped(vc))
    };
    let two = json!([{"id": "did:example:other"}, {"id": "did:example:learner"}]);
    assert!(accept(&with_subjects(two)).is_ok());
    let others = json!([{"id": "did:example:a"}, {"id": "did:example:b"}]);
    assert_eq!(
        faults(&with_subjects(others)),
        fault("/sub", "claim-conflict")
    );
}

/// J21.
#[test]
fn two_documents_in_one_token_are_refused() {
    let jose = with(header(), "typ", json!("vc+jwt"));
    let vp_jose = with(header(), "typ", json!("vp+jwt"));
    for header in [
        header(),
        without(header(), "typ"),
        jose.clone(),
        vp_jose.clone(),
    ] {
        for wrapper in ["vc", "vp"] {
            let both = with(claims(), wrapper, credential());
            let expected = fault(&format!("/{wrapper}"), "ambiguous-credential");
            assert_eq!(faults(&token(&header, &both)), expected);
        }
    }
    // One member of a document beside the wrapped one is one too many.
    for (name, value) in [
        ("@context", json!([])),
        ("type", json!("VerifiableCredential")),
        ("issuer", json!(ISSUER)),
        ("credentialSubject", json!({})),
        ("credentialStatus", json!({})),
        ("holder", json!(ISSUER)),
        ("verifiableCredential", json!([])),
    ] {
        let both = with(wrapped(credential()), name, value);
        let token = token(&header(), &both);
        assert_eq!(
            faults(&token),
            fault("/vc", "ambiguous-credential"),
            "{name}"
        );
    }
    let both = with(wrapped(credential()), "vp", json!({}));
    assert_eq!(
        faults(&token(&header(), &both)),
        fault("/vp", "ambiguous-credential")
    );
    // VC-JOSE-COSE, section 1.1.2.1: neither claim is allowed there at all.
    for header in [jose, vp_jose] {
        let expected = fault("/vc", "ambiguous-credential");
        assert_eq!(faults(&token(&header, &wrapped(credential()))), expected);
    }
}

#[test]
fn a_wrapped_document_is_an_object() {
    for vc in [json!("oops"), json!(null), json!([credential()])] {
        assert_eq!(
            faults(&token(&header(), &wrapped(vc))),
            fault("/vc", "wrong-type")
        );
    }
}

#[test]
fn claims_that_are_not_understood_are_ignored() {
    let payload = with(
        with(wrapped(credential()), "scope", json!("x")),
        "cnf",
        json!({}),
    );
    assert_eq!(
        accept(&token(&header(), &payload)).unwrap().document,
        json(&credential())
    );
}
