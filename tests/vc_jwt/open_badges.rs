//! The VC-JWT of Open Badges: J20 and J22.

use crate::{accept, claims, fault, faults, header, token, token_of, with, without};
use proofmark::proof::vc_jwt::TokenForm;
use serde_json::json;

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
        let token_with = token(&header(), &with(claims(), claim, value));
        assert_eq!(faults(&token_with), fault(&pointer, "claim-conflict"));
        let missing = token(&header(), &without(claims(), claim));
        assert_eq!(faults(&missing), fault(&pointer, "missing-claim"));
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

#[test]
fn the_time_of_signing_contradicts_nothing() {
    for iat in [
        json!(1),
        json!(4_000_000_000_u64),
        json!("2010-01-01T19:23:24Z"),
    ] {
        let out = accept(&token(&header(), &with(claims(), "iat", iat))).unwrap();
        assert!(out.document.get("iat").is_none());
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let payload = with(
        with(claims(), "iss", json!("did:example:x")),
        "exp",
        json!("x"),
    );
    let payload = without(payload, "jti");
    assert_eq!(
        faults(&token(&header(), &payload)),
        [
            ("/iss".to_owned(), "claim-conflict"),
            ("/jti".to_owned(), "missing-claim"),
            ("/exp".to_owned(), "not-a-date"),
        ]
    );
}

#[test]
fn a_payload_is_an_object() {
    for payload in ["[]", "\"credential\"", "null", "7"] {
        let token = token_of(&header().to_string(), payload);
        assert_eq!(faults(&token), fault("", "wrong-type"), "{payload}");
    }
}

/// Tokens of credentials of version 1.1 have claims for that version's own dates.
#[test]
fn a_badge_of_version_1_has_other_dates() {
    let badge = crate::old_form::credential();
    let mut payload = claims();
    for name in [
        "@context",
        "type",
        "issuer",
        "credentialSubject",
        "issuanceDate",
    ] {
        payload[name] = badge[name].clone();
    }
    let payload = without(without(payload, "validFrom"), "validUntil");
    let endless = without(payload.clone(), "exp");
    assert_eq!(
        accept(&token(&header(), &endless)).unwrap().form,
        TokenForm::OpenBadges
    );
    let until = with(payload, "expirationDate", badge["expirationDate"].clone());
    assert!(accept(&token(&header(), &until)).is_ok());
    let differs = with(until.clone(), "issuanceDate", json!("2026-11-20T10:00:01Z"));
    assert_eq!(
        faults(&token(&header(), &differs)),
        fault("/nbf", "claim-conflict")
    );
    let missing = without(until, "exp");
    assert_eq!(
        faults(&token(&header(), &missing)),
        fault("/exp", "missing-claim")
    );
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
