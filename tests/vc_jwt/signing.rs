//! Tokens that Proofmark signs: their bytes, and that another implementation takes them.

use crate::{BASE64, accept, claims, credential, header, key, signer, token, with, without};
use base64::Engine;
use josekit::jwk::Jwk;
use josekit::jws::{self, EdDSA};
use proofmark::ijson;
use proofmark::proof::compact_jws::KeyId;
use proofmark::proof::vc_jwt::{self, TokenForm};
use serde_json::{Value, json};

#[test]
fn a_signed_credential_is_accepted_and_comes_out_as_it_went_in() {
    let text = serde_json::to_string_pretty(&credential()).unwrap();
    let token = vc_jwt::secure(text.as_bytes(), &signer()).unwrap();
    let jws = vc_jwt::decode(&token).unwrap();
    let method = "did:example:issuer#key".to_owned();
    assert_eq!(jws.header.key_id, Some(KeyId::Url(method.clone())));
    // The credential's own text stands in the payload unchanged.
    let own = text.trim_end_matches('}').trim_end();
    assert!(jws.payload.starts_with(own.as_bytes()));
    let payload: Value = serde_json::from_slice(&jws.payload).unwrap();
    assert_eq!(payload, claims());
    assert_eq!(header_of(&token), header());
    let out = accept(&token).unwrap();
    assert_eq!(out.form, TokenForm::OpenBadges);
    assert_eq!(out.method, Some(method));
    assert_eq!(out.document, ijson::parse(text.as_bytes()).unwrap());
}

fn header_of(token: &str) -> Value {
    let header = BASE64.decode(token.split('.').next().unwrap()).unwrap();
    serde_json::from_slice(&header).unwrap()
}

/// VC-JOSE-COSE: the payload is the credential, byte for byte.
#[test]
fn a_vc_jose_token_has_no_claims_added() {
    let nameless = without(credential(), "id");
    let text = serde_json::to_string_pretty(&nameless).unwrap();
    let token = vc_jwt::secure_vc_jose(text.as_bytes(), &signer()).unwrap();
    assert_eq!(header_of(&token), with(header(), "typ", json!("vc+jwt")));
    let jws = vc_jwt::decode(&token).unwrap();
    assert_eq!(jws.payload, text.as_bytes());
    let out = accept(&token).unwrap();
    assert_eq!(out.form, TokenForm::VcJose);
    assert_eq!(out.document, ijson::parse(text.as_bytes()).unwrap());
    for name in ["iss", "exp", "iat", "nonce", "cnf", "vc", "vp"] {
        let text = with(credential(), name, json!(1)).to_string();
        let error = vc_jwt::secure_vc_jose(text.as_bytes(), &signer()).unwrap_err();
        assert_eq!(error.findings()[0].problem, "claim-conflict");
    }
    for text in ["[]", "\"credential\"", "{\"id\":1,\"id\":2}"] {
        assert!(
            vc_jwt::secure_vc_jose(text.as_bytes(), &signer()).is_err(),
            "{text}"
        );
    }
}

/// OpenSSL, through `josekit`, on the same token.
#[test]
fn another_implementation_accepts_the_token() {
    let token = vc_jwt::secure(credential().to_string().as_bytes(), &signer()).unwrap();
    let public = BASE64.encode(key().verifying_key().as_bytes());
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "x": public});
    let jwk = Jwk::from_bytes(jwk.to_string()).unwrap();
    let verifier = EdDSA.verifier_from_jwk(&jwk).unwrap();
    let (payload, header) = jws::deserialize_compact(&token, &verifier).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&payload).unwrap(), claims());
    assert_eq!(header.token_type(), Some("JWT"));
    let (input, signature) = token.rsplit_once('.').unwrap();
    let tampered = format!("{input}A.{signature}");
    assert!(jws::deserialize_compact(&tampered, &verifier).is_err());
}

#[test]
fn a_credential_without_what_claims_repeat_is_not_signed() {
    let refused = |credential: &Value| {
        let error = vc_jwt::secure(credential.to_string().as_bytes(), &signer()).unwrap_err();
        let findings = error.findings().into_iter();
        findings.map(|f| f.pointer).collect::<Vec<_>>()
    };
    for name in ["id", "issuer", "validFrom"] {
        assert_eq!(refused(&without(credential(), name)), [format!("/{name}")]);
    }
    let nameless = with(credential(), "credentialSubject", json!({"name": "L"}));
    assert_eq!(refused(&nameless), ["/credentialSubject/id"]);
    let two = json!([{"id": "did:example:a"}, {"id": "did:example:b"}]);
    let two = with(credential(), "credentialSubject", two);
    assert_eq!(refused(&two), ["/credentialSubject"]);
    let early = with(credential(), "validFrom", json!("1969-12-31T23:59:59Z"));
    assert_eq!(refused(&early), ["/validFrom"]);
    assert_eq!(
        refused(&with(credential(), "iss", json!("did:example:issuer"))),
        ["/iss"]
    );
}

#[test]
fn one_subject_may_stand_in_an_array() {
    let subject = json!([{"id": "did:example:learner"}]);
    let payload = with(claims(), "credentialSubject", subject);
    assert!(accept(&token(&header(), &payload)).is_ok());
}

#[test]
fn without_an_end_there_is_no_exp() {
    let endless = without(credential(), "validUntil");
    let token = vc_jwt::secure(endless.to_string().as_bytes(), &signer()).unwrap();
    let jws = vc_jwt::decode(&token).unwrap();
    assert!(ijson::parse(&jws.payload).unwrap().get("exp").is_none());
    assert!(accept(&token).is_ok());
}

#[test]
fn a_credential_of_version_1_gets_the_claims_of_its_own_dates() {
    let old = crate::old_form::credential();
    let token = vc_jwt::secure(old.to_string().as_bytes(), &signer()).unwrap();
    let jws = vc_jwt::decode(&token).unwrap();
    let payload: Value = serde_json::from_slice(&jws.payload).unwrap();
    assert_eq!(
        (&payload["nbf"], &payload["exp"]),
        (&json!(1_795_168_800), &json!(1_826_704_800))
    );
    assert_eq!(accept(&token).unwrap().form, TokenForm::OpenBadges);
}

#[test]
fn all_that_is_wrong_stands_in_the_error_and_of_the_key_only_its_name() {
    let poor = without(without(credential(), "id"), "issuer");
    let error = vc_jwt::secure(poor.to_string().as_bytes(), &signer()).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("/id") && text.contains("; "), "{text}");
    assert!(text.contains("/issuer"), "{text}");
    let shown = format!("{:?}", signer());
    assert_eq!(shown, "TokenSigner(\"did:example:issuer#key\")");
}
