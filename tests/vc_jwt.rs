//! VC-JWT: what is signed verifies, and every known attack on tokens is refused for its own
//! reason, beside the same token without the flaw.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use proofmark::ijson::{self, Json};
use proofmark::proof::compact_jws::TokenSigner;
use proofmark::proof::vc_jwt::{self, Profile};
use proofmark::proof::{ProofError, compact_jws};
use serde_json::{Value, json};
use std::sync::Arc;
use support::keys::TestSigner;

const SEED: [u8; 32] = [7; 32];

fn key() -> SigningKey {
    SigningKey::from_bytes(&SEED)
}

fn credential() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential"],
        "issuer": {"id": "did:example:issuer", "type": ["Profile"]},
        "validFrom": "2026-11-20T10:00:00Z",
        "validUntil": "2027-11-20T11:00:00+01:00",
        "credentialSubject": {"id": "did:example:learner"}
    })
}

fn claims() -> Value {
    let mut payload = credential();
    payload["iss"] = json!("did:example:issuer");
    payload["jti"] = credential()["id"].clone();
    payload["sub"] = json!("did:example:learner");
    payload["nbf"] = json!(1_795_168_800);
    payload["exp"] = json!(1_826_704_800);
    payload
}

fn header() -> Value {
    json!({"typ": "JWT", "alg": "EdDSA", "kid": "did:example:issuer#key"})
}

/// A token of whatever header and payload, with a right signature.
fn token_of(header: &str, payload: &str) -> String {
    let input = format!("{}.{}", BASE64.encode(header), BASE64.encode(payload));
    let signature = key().sign(input.as_bytes()).to_bytes();
    format!("{input}.{}", BASE64.encode(signature))
}

fn token(header: &Value, payload: &Value) -> String {
    token_of(&header.to_string(), &payload.to_string())
}

/// Verifies a token to the end.
fn accept(token: &str) -> Result<Json<'static>, ProofError> {
    let (jws, profile) = vc_jwt::decode(token)?;
    jws.verify(&key().verifying_key())?;
    let credential = vc_jwt::credential(&jws.payload, profile)?;
    Ok(Json::Object(credential).into_owned())
}

/// The kinds of fault for which a token is refused, with their pointers.
fn faults(token: &str) -> Vec<(String, &'static str)> {
    match accept(token) {
        Ok(_) => Vec::new(),
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

fn with(mut value: Value, name: &str, member: Value) -> Value {
    value[name] = member;
    value
}

fn without(mut value: Value, name: &str) -> Value {
    value.as_object_mut().unwrap().shift_remove(name);
    value
}

fn signer() -> TokenSigner {
    TokenSigner::new(Arc::new(TestSigner::new(SEED, "did:example:issuer#key")))
}

#[test]
fn a_signed_credential_is_accepted_and_comes_out_as_it_went_in() {
    let text = serde_json::to_string_pretty(&credential()).unwrap();
    let token = vc_jwt::secure(text.as_bytes(), &signer()).unwrap();
    let (jws, profile) = vc_jwt::decode(&token).unwrap();
    assert_eq!(profile, Profile::OpenBadges);
    assert_eq!(jws.header.key_id.as_deref(), Some("did:example:issuer#key"));
    // The credential's own text stands in the payload unchanged.
    let own = text.trim_end_matches('}').trim_end();
    assert!(jws.payload.starts_with(own.as_bytes()));
    let payload: Value = serde_json::from_slice(&jws.payload).unwrap();
    assert_eq!(payload, claims());
    let header = BASE64.decode(token.split('.').next().unwrap()).unwrap();
    assert_eq!(
        serde_json::from_slice::<Value>(&header).unwrap(),
        self::header()
    );
    let out = accept(&token).unwrap();
    assert_eq!(out, ijson::parse(text.as_bytes()).unwrap());
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
    let (jws, _) = vc_jwt::decode(&token).unwrap();
    assert!(ijson::parse(&jws.payload).unwrap().get("exp").is_none());
    assert!(accept(&token).is_ok());
}

/// J01 to J04.
#[test]
fn algorithms_other_than_eddsa_are_refused_or_not_checked() {
    for allowed in ["EdDSA", "Ed25519"] {
        assert!(accept(&token(&with(header(), "alg", json!(allowed)), &claims())).is_ok());
    }
    let never = [
        "none", "nOnE", "None", "", "HS256", "Ed448", "EDDSA", "dir", "RSA-OAEP",
    ];
    for name in never {
        let token = token(&with(header(), "alg", json!(name)), &claims());
        assert_eq!(faults(&token), fault("/alg", "alg-not-allowed"), "{name}");
        assert!(
            accept(&token)
                .unwrap_err()
                .problem_type()
                .ends_with("SECURITY_ERROR")
        );
    }
    assert_eq!(
        faults(&token(&with(header(), "alg", json!(["EdDSA"])), &claims())),
        fault("/alg", "alg-not-allowed")
    );
    let none = token(&without(header(), "alg"), &claims());
    assert_eq!(faults(&none), fault("", "missing-member"));
    for name in ["ES256", "ES384", "RS256"] {
        let other = token(&with(header(), "alg", json!(name)), &claims());
        assert!(accept(&other).unwrap_err().could_not_check(), "{name}");
    }
    // Something wrong beside an unknown algorithm is wrong all the same.
    let both = with(with(header(), "alg", json!("ES256")), "crit", json!(["x"]));
    assert_eq!(
        faults(&token(&both, &claims())),
        fault("/crit", "crit-unsupported")
    );
}

/// J01: nothing where the signature should be.
#[test]
fn an_empty_or_short_signature_is_no_signature() {
    let good = token(&header(), &claims());
    let (input, signature) = good.rsplit_once('.').unwrap();
    assert_eq!(faults(&format!("{input}.")), fault("", "jws-form"));
    let short = BASE64.encode(&BASE64.decode(signature).unwrap()[..63]);
    assert_eq!(faults(&format!("{input}.{short}")), fault("", "jws-form"));
}

/// J05, J06.
#[test]
fn a_key_in_the_header_is_handed_out_unless_it_is_private() {
    let public = json!({"kty": "OKP", "crv": "Ed25519", "x": BASE64.encode([1; 32])});
    let header = with(without(header(), "kid"), "jwk", public.clone());
    let good = token(&header, &claims());
    let (jws, _) = vc_jwt::decode(&good).unwrap();
    assert!(jws.header.key.is_some() && jws.header.key_id.is_none());
    for name in ["d", "p", "k"] {
        let private = with(public.clone(), name, json!("AAAA"));
        let token = token(&with(header.clone(), "jwk", private), &claims());
        assert_eq!(
            faults(&token),
            fault(&format!("/jwk/{name}"), "private-key-in-header")
        );
    }
    let both = with(self::header(), "jwk", public);
    assert_eq!(
        faults(&token(&both, &claims())),
        fault("/kid", "key-not-named")
    );
    let neither = without(self::header(), "kid");
    assert_eq!(
        faults(&token(&neither, &claims())),
        fault("/kid", "key-not-named")
    );
}

/// J07.
#[test]
fn keys_by_reference_are_refused() {
    for name in ["jku", "x5u", "x5c"] {
        let header = with(header(), name, json!("https://attacker.example/key"));
        let expected = fault(&format!("/{name}"), "key-by-reference");
        assert_eq!(faults(&token(&header, &claims())), expected);
    }
}

/// J09.
#[test]
fn a_key_id_is_a_url() {
    let long = format!("did:example:{}", "x".repeat(65_536));
    for kid in ["../../key", "' or 1=1", "a\u{0}b", long.as_str()] {
        let token = token(&with(header(), "kid", json!(kid)), &claims());
        assert!(faults(&token).contains(&("/kid".to_owned(), "kid-malformed")));
    }
}

/// J10, J13.
#[test]
fn extensions_are_refused() {
    let critical = with(header(), "crit", json!(["exp2"]));
    assert_eq!(
        faults(&token(&critical, &claims())),
        fault("/crit", "crit-unsupported")
    );
    let raw = with(header(), "b64", json!(false));
    assert_eq!(
        faults(&token(&raw, &claims())),
        fault("/b64", "b64-unsupported")
    );
    let both = with(raw, "crit", json!(["b64"]));
    assert_eq!(faults(&token(&both, &claims())).len(), 2);
    // What is merely unknown is ignored, as RFC 7515 has it.
    assert!(accept(&token(&with(header(), "note", json!("x")), &claims())).is_ok());
}

/// J11, J12, J17.
#[test]
fn only_three_parts_make_a_token() {
    let good = token(&header(), &claims());
    let (input, signature) = good.rsplit_once('.').unwrap();
    let (protected, payload) = input.split_once('.').unwrap();
    let flattened = json!({
        "protected": protected, "payload": payload, "signature": signature,
        "header": {"alg": "EdDSA"}
    });
    for form in [
        input.to_owned(),
        format!("{good}."),
        format!("{good}.AAAA"),
        format!("{good}.AAAA.AAAA"),
        flattened.to_string(),
        String::new(),
    ] {
        assert!(
            matches!(accept(&form), Err(ProofError::NotAToken(_))),
            "{form}"
        );
        assert_eq!(faults(&form), fault("", "jws-form"), "{form}");
    }
}

/// J14, J15.
#[test]
fn duplicate_names_are_refused() {
    for header in [
        r#"{"alg":"EdDSA","alg":"none","kid":"did:example:issuer#key"}"#,
        r#"{"alg":"none","alg":"EdDSA","kid":"did:example:issuer#key"}"#,
    ] {
        let token = token_of(header, &claims().to_string());
        assert_eq!(faults(&token), fault("/alg", "duplicate-name"));
    }
    for (name, member) in [
        ("iss", "\"did:example:issuer\""),
        ("credentialSubject", "{}"),
    ] {
        let payload = claims().to_string();
        let payload = format!(
            "{},\"{name}\":{member}}}",
            payload.trim_end_matches('}').to_owned()
        );
        let token = token_of(&header().to_string(), &payload);
        assert_eq!(faults(&token), fault(&format!("/{name}"), "duplicate-name"));
    }
}

/// J16.
#[test]
fn base64url_has_one_form() {
    let good = token(&header(), &claims());
    assert_eq!(faults(&good), []);
    let (input, signature) = good.rsplit_once('.').unwrap();
    // 64 bytes end in a digit with four spare bits, which must be zero.
    let spare = format!("{}B", &signature[..signature.len() - 1]);
    let padded = format!("{signature}==");
    for signature in [
        padded,
        format!("{signature} "),
        format!(" {signature}"),
        spare,
    ] {
        let token = format!("{input}.{signature}");
        assert_eq!(faults(&token), fault("", "not-base64url"), "{signature}");
    }
    let (header, payload) = input.split_once('.').unwrap();
    for token in [
        format!("{header}=.{payload}.{signature}"),
        format!("{header}.{payload}\n.{signature}"),
        format!("{header}.{}+/.{signature}", &payload[..payload.len() - 2]),
    ] {
        assert_eq!(faults(&token), fault("", "not-base64url"));
    }
}

/// J19.
#[test]
fn other_types_of_token_are_refused() {
    for allowed in ["JWT", "vc+jwt"] {
        assert!(accept(&token(&with(header(), "typ", json!(allowed)), &claims())).is_ok());
    }
    assert!(accept(&token(&without(header(), "typ"), &claims())).is_ok());
    for other in [
        "at+jwt",
        "vp+jwt",
        "openid4vci-proof+jwt",
        "jwt",
        "vc+sd-jwt",
    ] {
        let token = token(&with(header(), "typ", json!(other)), &claims());
        assert_eq!(faults(&token), fault("/typ", "typ"), "{other}");
    }
}

/// J20.
#[test]
fn claims_must_say_what_the_credential_says() {
    for (claim, value) in [
        ("iss", json!("did:example:other")),
        ("jti", json!("urn:uuid:0")),
        ("sub", json!(7)),
        ("nbf", json!(1_795_168_801)),
        ("exp", json!(1)),
    ] {
        let pointer = format!("/{claim}");
        let token_with = token(&header(), &with(claims(), claim, value.clone()));
        assert_eq!(faults(&token_with), fault(&pointer, "claim-conflict"));
        let missing = token(&header(), &without(claims(), claim));
        assert_eq!(faults(&missing), fault(&pointer, "missing-claim"));
        // Under `vc+jwt` claims may be missing, but not differ.
        let jose = with(header(), "typ", json!("vc+jwt"));
        assert!(accept(&token(&jose, &without(claims(), claim))).is_ok());
        let differs = token(&jose, &with(claims(), claim, value));
        assert_eq!(faults(&differs), fault(&pointer, "claim-conflict"));
    }
    let subjectless = with(claims(), "credentialSubject", json!({"name": "L"}));
    assert_eq!(
        faults(&token(&header(), &subjectless)),
        fault("/sub", "claim-conflict")
    );
    let endless = without(claims(), "validUntil");
    assert_eq!(
        faults(&token(&header(), &endless)),
        fault("/exp", "claim-conflict")
    );
}

/// J21.
#[test]
fn two_credentials_in_one_token_are_refused() {
    for typ in ["JWT", "vc+jwt"] {
        let header = with(header(), "typ", json!(typ));
        let both = with(claims(), "vc", credential());
        assert_eq!(
            faults(&token(&header, &both)),
            fault("/vc", "ambiguous-credential")
        );
        let both = with(claims(), "vp", json!({}));
        assert_eq!(
            faults(&token(&header, &both)),
            fault("/vp", "ambiguous-credential")
        );
    }
    let wrapped = json!({"iss": "did:example:issuer", "vc": credential()});
    assert!(
        accept(&token(&header(), &wrapped))
            .unwrap_err()
            .could_not_check()
    );
    let jose = with(header(), "typ", json!("vc+jwt"));
    assert!(faults(&token(&jose, &wrapped)).contains(&("/vc".to_owned(), "ambiguous-credential")));
}

/// J22.
#[test]
fn dates_in_claims_are_whole_seconds() {
    for claim in ["nbf", "exp"] {
        let date = claims()[claim].as_i64().unwrap();
        for value in [
            json!(date.to_string()),
            json!(1_795_168_800.5),
            json!(1e15),
            json!(-1),
            json!(null),
            json!(true),
        ] {
            let token = token(&header(), &with(claims(), claim, value.clone()));
            let expected = fault(&format!("/{claim}"), "not-a-date");
            assert_eq!(faults(&token), expected, "{value}");
            let problem = accept(&token).unwrap_err().problem_type();
            assert!(problem.ends_with("MALFORMED_VALUE_ERROR"));
        }
        let huge = claims().to_string().replace(&date.to_string(), "1e18");
        let token = token_of(&header().to_string(), &huge);
        assert_eq!(faults(&token), fault(&format!("/{claim}"), "number-range"));
    }
}

#[test]
fn a_changed_byte_anywhere_is_noticed() {
    let good = token(&header(), &claims());
    for place in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(accept(&changed).is_err(), "byte {place}");
    }
}

#[test]
fn another_key_and_a_weak_key_are_told_apart() {
    let good = token(&header(), &claims());
    let jws = compact_jws::decode(&good).unwrap();
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
    assert!(matches!(
        jws.verify(&other),
        Err(ProofError::WrongTokenSignature)
    ));
    let mut identity = [0; 32];
    identity[0] = 1;
    let weak = ed25519_dalek::VerifyingKey::from_bytes(&identity).unwrap();
    assert!(matches!(jws.verify(&weak), Err(ProofError::WeakKey)));
}
