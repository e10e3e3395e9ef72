//! The frame of a token: J01, J11, J12, J16 to J18, and the signature over it.

use crate::{BASE64, accept, claims, fault, faults, header, public_key, token, with};
use base64::Engine;
use ed25519_dalek::SigningKey;
use proofmark::proof::{ProofError, compact_jws};
use serde_json::json;

/// J01: nothing where the signature should be.
#[test]
fn an_empty_or_short_signature_is_no_signature() {
    let good = token(&header(), &claims());
    let (input, signature) = good.rsplit_once('.').unwrap();
    assert_eq!(faults(&format!("{input}.")), fault("", "jws-form"));
    let short = BASE64.encode(&BASE64.decode(signature).unwrap()[..63]);
    assert_eq!(faults(&format!("{input}.{short}")), fault("", "jws-form"));
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
    let general = json!({
        "payload": payload,
        "signatures": [{"protected": protected, "signature": signature}]
    });
    for form in [
        input.to_owned(),
        format!("{good}."),
        format!("{good}.AAAA"),
        format!("{good}.AAAA.AAAA"),
        flattened.to_string(),
        general.to_string(),
        String::new(),
    ] {
        assert!(
            matches!(accept(&form), Err(ProofError::NotAToken(_))),
            "{form}"
        );
        assert_eq!(faults(&form), fault("", "jws-form"), "{form}");
    }
}

/// J18: no key is derived, whatever the work that an encrypted token asks for.
#[test]
fn encrypted_tokens_are_refused_by_their_form() {
    let costly = json!({
        "alg": "PBES2-HS512+A256KW", "enc": "A256GCM", "zip": "DEF",
        "p2c": 2_147_483_648_u32, "p2s": "AAAAAAAAAAA"
    });
    let token = format!("{}.AAAA.AAAA.AAAA.AAAA", BASE64.encode(costly.to_string()));
    assert_eq!(faults(&token), fault("", "jws-form"));
    let as_jws = format!("{}.AAAA.AAAA", BASE64.encode(costly.to_string()));
    assert_eq!(faults(&as_jws), fault("/alg", "alg-not-allowed"));
}

/// J23: a format of its own, known by name.
#[test]
fn selective_disclosure_is_recognised_and_not_checked() {
    let good = token(&header(), &claims());
    let sd_jwt = ["vc+sd-jwt", "dc+sd-jwt", "application/vp+sd-jwt"];
    let by_type = sd_jwt.map(|typ| token(&with(header(), "typ", json!(typ)), &claims()));
    let by_form = [format!("{good}~"), format!("{good}~AAAA~{good}")];
    for token in by_type.iter().chain(&by_form) {
        let error = accept(token).unwrap_err();
        assert!(error.could_not_check() && error.to_string().contains("SD-JWT"));
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
    assert!(jws.verify(&public_key()).is_ok());
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
    assert!(matches!(
        jws.verify(&other.into()),
        Err(ProofError::WrongTokenSignature)
    ));
    let mut identity = [0; 32];
    identity[0] = 1;
    let weak = ed25519_dalek::VerifyingKey::from_bytes(&identity).unwrap();
    assert!(matches!(jws.verify(&weak.into()), Err(ProofError::WeakKey)));
}
