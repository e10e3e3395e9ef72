//! How the forms are told apart, and `vc+jwt` of VC-JOSE-COSE.

use crate::{accept, claims, credential, fault, faults, header, token, with, without};
use proofmark::ijson::Json;
use proofmark::proof::vc_jwt::{self, ContentKind, SignaturePeriod, TokenForm};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

fn jose() -> Value {
    with(header(), "typ", json!("vc+jwt"))
}

#[test]
fn the_form_is_found_from_type_content_type_and_payload() {
    let untyped = without(header(), "typ");
    let presentation = json!({"type": ["VerifiablePresentation"]});
    let vp = json!({"vp": presentation});
    let both = json!({"type": ["VerifiablePresentation", "VerifiableCredential"]});
    let cty = |header: Value, cty: &str| with(header, "cty", json!(cty));
    for (header, payload, form) in [
        (header(), claims(), TokenForm::OpenBadges),
        (untyped.clone(), claims(), TokenForm::OpenBadges),
        (jose(), claims(), TokenForm::VcJose),
        (untyped.clone(), credential(), TokenForm::VcJose),
        (cty(untyped.clone(), "vc"), claims(), TokenForm::VcJose),
        (cty(header(), "application/vc"), claims(), TokenForm::VcJose),
        (
            cty(untyped.clone(), "vp"),
            presentation.clone(),
            TokenForm::VpJose,
        ),
        (untyped.clone(), presentation.clone(), TokenForm::VpJose),
        (cty(untyped.clone(), "vp"), json!({}), TokenForm::VpJose),
        (untyped.clone(), both, TokenForm::VcJose),
        (header(), presentation.clone(), TokenForm::VpJose),
        (header(), json!({"vc": credential()}), TokenForm::VcClaim),
        (
            untyped.clone(),
            json!({"vc": credential()}),
            TokenForm::VcClaim,
        ),
        (header(), vp.clone(), TokenForm::VpClaim),
        (untyped, vp, TokenForm::VpClaim),
    ] {
        let out = accept(&token(&header, &payload)).unwrap();
        assert_eq!(out.form, form, "{header} {payload}");
        let holds_presentation = matches!(form, TokenForm::VpJose | TokenForm::VpClaim);
        assert_eq!(form.kind() == ContentKind::Presentation, holds_presentation);
    }
}

/// A token that calls itself `JWT`, as Open Badges has it, has the claims that Open Badges demands.
#[test]
fn a_type_of_jwt_alone_does_without_no_claim() {
    let missing = ["/iss", "/jti", "/sub", "/nbf", "/exp"];
    let missing = missing.map(|pointer| (pointer.to_owned(), "missing-claim"));
    assert_eq!(faults(&token(&header(), &credential())), missing);
    assert_eq!(faults(&token(&without(header(), "typ"), &credential())), []);
}

/// Open Badges says nothing about status lists: they are signed as any other credential.
#[test]
fn a_status_list_needs_no_claims() {
    let list = json!(["VerifiableCredential", "BitstringStatusListCredential"]);
    let list = with(without(claims(), "sub"), "type", list);
    let found = accept(&token(&header(), &list)).unwrap();
    assert_eq!(found.form, TokenForm::VcJose);
    let contradictory = with(list, "iss", json!("did:example:other"));
    let place = [("/iss".to_owned(), "claim-conflict")];
    assert_eq!(faults(&token(&header(), &contradictory)), place);
}

/// J20: claims may be missing, but not differ.
#[test]
fn claims_of_a_vc_jose_token_may_be_missing() {
    let out = accept(&token(&jose(), &credential())).unwrap();
    assert_eq!(out.document, Json::from(&credential()));
    for (claim, value) in [
        ("iss", json!("did:example:other")),
        ("jti", json!("urn:uuid:0")),
        ("sub", json!("did:example:other")),
        ("sub", json!(7)),
    ] {
        assert!(accept(&token(&jose(), &without(claims(), claim))).is_ok());
        let differs = token(&jose(), &with(claims(), claim, value));
        let expected = fault(&format!("/{claim}"), "claim-conflict");
        assert_eq!(faults(&differs), expected);
    }
    // A credential without an id contradicts no `jti`.
    assert!(accept(&token(&jose(), &without(claims(), "id"))).is_ok());
}

#[test]
fn claims_do_not_become_members() {
    let payload = with(
        with(claims(), "nonce", json!("n")),
        "cnf",
        json!({"kid": "k"}),
    );
    let out = accept(&token(&jose(), &payload)).unwrap();
    assert_eq!(out.document, Json::from(&credential()));
    assert_eq!(out.nonce.as_deref(), Some("n"));
}

/// VC-JOSE-COSE, section 3.1.3: `exp` is the end of the signature, not of the credential.
#[test]
fn a_signature_has_a_period_of_its_own() {
    let period = |header: &Value, payload: &Value| {
        let token = token(header, payload);
        let jws = vc_jwt::decode(&token).unwrap();
        vc_jwt::content(&jws).map(|content| content.period).unwrap()
    };
    let payload = with(with(credential(), "nbf", json!(1000)), "exp", json!(2000));
    let own = period(&jose(), &payload);
    let expected = SignaturePeriod {
        not_before: Some(1000),
        expires: Some(2000),
    };
    assert_eq!(own, expected);
    assert_eq!(period(&jose(), &credential()), SignaturePeriod::default());
    // In Open Badges they repeat the credential's validity, which is looked at by itself.
    assert_eq!(period(&header(), &claims()), SignaturePeriod::default());

    let at = |seconds: i64| {
        let now = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        let findings = own.check(now, Duration::seconds(10)).into_iter();
        findings.map(|f| (f.pointer, f.problem)).collect::<Vec<_>>()
    };
    assert_eq!(at(989), fault("/nbf", "token-not-yet-valid"));
    assert_eq!(at(990), []);
    assert_eq!(at(2009), []);
    assert_eq!(at(2010), fault("/exp", "token-expired"));
}

/// J22.
#[test]
fn the_dates_of_a_signature_are_whole_seconds() {
    for claim in ["nbf", "exp"] {
        assert!(accept(&token(&jose(), &with(credential(), claim, json!(1)))).is_ok());
        for value in [json!("1"), json!(1.5), json!(1e15), json!(-1), json!(null)] {
            let token = token(&jose(), &with(credential(), claim, value));
            assert_eq!(faults(&token), fault(&format!("/{claim}"), "not-a-date"));
        }
    }
}
