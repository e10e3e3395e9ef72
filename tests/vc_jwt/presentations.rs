//! Presentations as tokens: `vp+jwt` of VC-JOSE-COSE and the claim `vp` of version 1.1.

use crate::{accept, fault, faults, header, token, with, without};
use proofmark::ijson::Json;
use proofmark::proof::vc_jwt::{self, TokenForm};
use serde_json::{Value, json};

const HOLDER: &str = "did:example:holder";

fn presentation() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:6a0f2d80-6d3b-4f0b-8f5e-0b8a0f5c2a11",
        "type": "VerifiablePresentation",
        "holder": HOLDER,
        "verifiableCredential": []
    })
}

fn jose() -> Value {
    with(header(), "typ", json!("vp+jwt"))
}

/// What a wallet adds to answer a challenge.
fn answered(mut payload: Value) -> Value {
    payload["iss"] = json!(HOLDER);
    payload["aud"] = json!("https://verifier.example");
    payload["nonce"] = json!("challenge");
    payload
}

#[test]
fn a_presentation_comes_with_its_domain_and_challenge() {
    let wrapped = answered(json!({"vp": presentation()}));
    for (header, payload, form) in [
        (jose(), answered(presentation()), TokenForm::VpJose),
        (header(), wrapped, TokenForm::VpClaim),
    ] {
        let out = accept(&token(&header, &payload)).unwrap();
        assert_eq!(out.form, form);
        assert_eq!(out.document, Json::from(&presentation()));
        assert_eq!(out.audience, ["https://verifier.example"]);
        assert_eq!(out.nonce.as_deref(), Some("challenge"));
        let two = with(payload.clone(), "aud", json!(["a", "b"]));
        assert_eq!(accept(&token(&header, &two)).unwrap().audience, ["a", "b"]);
        for wrong in [json!(7), json!(["a", 7]), json!({})] {
            let token = token(&header, &with(payload.clone(), "aud", wrong));
            assert_eq!(faults(&token), fault("/aud", "wrong-type"));
        }
        let token = token(&header, &with(payload, "nonce", json!(7)));
        assert_eq!(faults(&token), fault("/nonce", "wrong-type"));
    }
}

#[test]
fn issuer_and_id_of_the_token_are_holder_and_id() {
    for (claim, value) in [("iss", "did:example:other"), ("jti", "urn:uuid:0")] {
        let expected = fault(&format!("/{claim}"), "claim-conflict");
        let differs = with(answered(presentation()), claim, json!(value));
        assert_eq!(faults(&token(&jose(), &differs)), expected);
        let differs = with(answered(json!({"vp": presentation()})), claim, json!(value));
        assert_eq!(faults(&token(&header(), &differs)), expected);
    }
    let object = with(presentation(), "holder", json!({"id": HOLDER, "name": "H"}));
    assert!(accept(&token(&jose(), &answered(object.clone()))).is_ok());
    let other = with(answered(object), "iss", json!("did:example:other"));
    assert_eq!(
        faults(&token(&jose(), &other)),
        fault("/iss", "claim-conflict")
    );
}

#[test]
fn a_holder_that_only_the_claim_names_is_filled_in_in_the_old_form() {
    let unnamed = without(without(presentation(), "holder"), "id");
    let wrapped = with(
        answered(json!({"vp": unnamed})),
        "jti",
        presentation()["id"].clone(),
    );
    let out = accept(&token(&header(), &wrapped)).unwrap();
    assert_eq!(out.document.to_value(), presentation());
    // VC-JOSE-COSE knows no such rule; who signed is told all the same.
    let out = accept(&token(&jose(), &answered(unnamed.clone()))).unwrap();
    assert_eq!(out.document, Json::from(&unnamed));
}

#[test]
fn a_fragment_names_a_key_of_the_holders() {
    let header = with(jose(), "kid", json!("#key-1"));
    let method = |payload: &Value| accept(&token(&header, payload)).unwrap().method;
    let expected = Some(format!("{HOLDER}#key-1"));
    assert_eq!(method(&presentation()), expected);
    assert_eq!(
        method(&answered(without(presentation(), "holder"))),
        expected
    );
    assert_eq!(method(&without(presentation(), "holder")), None);
}

#[test]
fn the_dates_of_a_presentation_are_its_signatures() {
    let payload = with(answered(json!({"vp": presentation()})), "exp", json!(2000));
    let token = token(&header(), &payload);
    let jws = vc_jwt::decode(&token).unwrap();
    let content = vc_jwt::content(&jws).unwrap();
    assert_eq!(content.period.expires, Some(2000));
    assert_eq!(content.pointer, "/vp");
    assert!(content.document.get("expirationDate").is_none());
}
