use super::*;
use crate::ijson::{self, Json};
use time::macros::datetime;

mod others;

const DID: &str = "did:web:badges.example";
const KEY: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const OTHER_KEY: &str = "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7";

fn read(text: &str) -> Result<DidDocument, VerificationMethodError> {
    DidDocument::read(&ijson::parse(text.as_bytes()).unwrap())
}

/// A document with one method, which has `members`, and `more` members of the document.
fn document(members: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{DID}","verificationMethod":[{{"id":"{DID}#k",{members}}}],
        "assertionMethod":["{DID}#k"]{more}}}"#
    )
}

fn multikey_of(controller: &str) -> String {
    format!(r#""type":"Multikey","controller":"{controller}","publicKeyMultibase":"{KEY}""#)
}

fn find(text: &str) -> Result<MethodKey, VerificationMethodError> {
    read(text)?.method_for(&format!("{DID}#k"), Purpose::AssertionMethod)
}

#[test]
fn an_issuers_document_lists_all_its_keys_for_assertions() {
    let keys = [KEY, OTHER_KEY].map(|text| multikey::decode_ed25519(text).unwrap());
    let methods = keys.map(|key| MethodKey {
        key: key.into(),
        validity: KeyValidity::default(),
    });
    let written = DidDocument::of_issuer(DID, methods);
    let text = ijson::to_vec(&written.to_json());
    let expected = format!(
        concat!(
            r#"{{"@context":["https://www.w3.org/ns/did/v1","https://w3id.org/security/multikey/v1"],"#,
            r#""id":"{0}","verificationMethod":["#,
            r#"{{"id":"{0}#{1}","type":"Multikey","controller":"{0}","publicKeyMultibase":"{1}"}},"#,
            r#"{{"id":"{0}#{2}","type":"Multikey","controller":"{0}","publicKeyMultibase":"{2}"}}],"#,
            r#""assertionMethod":["{0}#{1}","{0}#{2}"]}}"#,
        ),
        DID, KEY, OTHER_KEY
    );
    assert_eq!(String::from_utf8(text.clone()).unwrap(), expected);
    let read = DidDocument::read(&ijson::parse(&text).unwrap()).unwrap();
    for (key, multikey) in keys.iter().zip([KEY, OTHER_KEY]) {
        let url = format!("{DID}#{multikey}");
        let found = read.method_for(&url, Purpose::AssertionMethod).unwrap();
        assert_eq!(
            (found.key, found.validity),
            ((*key).into(), KeyValidity::default())
        );
        let error = read.method_for(&url, Purpose::Authentication).unwrap_err();
        assert!(matches!(
            error,
            VerificationMethodError::Relationship { .. }
        ));
    }
}

#[test]
fn keys_for_tokens_revoked_keys_and_services_are_listed() {
    let point = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
    let revoked = Some(datetime!(2026-11-20 10:00 UTC));
    let of = |text, revoked| MethodKey {
        key: multikey::decode(text).unwrap(),
        validity: KeyValidity {
            expires: None,
            revoked,
        },
    };
    let endpoint = "https://badges.example/audit";
    let written = DidDocument::of_issuer(DID, [of(KEY, revoked), of(point, None)])
        .with_key_for_nothing(multikey::decode(OTHER_KEY).unwrap())
        .with_service("audit", "urn:example:log", endpoint);
    let text = ijson::to_vec(&written.to_json());
    let json = ijson::parse(&text).unwrap();
    let at = |pointer| json.pointer(pointer).and_then(Json::as_str);
    assert_eq!(at("/@context/2"), Some("https://w3id.org/security/jwk/v1"));
    let revoked_at = at("/verificationMethod/0/revoked");
    assert_eq!(revoked_at, Some("2026-11-20T10:00:00Z"));
    assert_eq!(at("/verificationMethod/1/type"), Some("JsonWebKey"));
    assert_eq!(at("/verificationMethod/1/publicKeyJwk/alg"), Some("ES256"));
    let kid = format!("{DID}#{point}");
    assert_eq!(at("/verificationMethod/1/publicKeyJwk/kid"), Some(&*kid));
    assert_eq!(at("/service/0/id"), Some(&*format!("{DID}#audit")));
    assert_eq!(at("/service/0/serviceEndpoint"), Some(endpoint));
    let read = DidDocument::read(&json).unwrap();
    for (text, date) in [(KEY, revoked), (point, None)] {
        let url = format!("{DID}#{text}");
        let found = read.method_for(&url, Purpose::AssertionMethod);
        assert_eq!(found, Ok(of(text, date)));
    }
    let log = format!("{DID}#{OTHER_KEY}");
    for purpose in Purpose::ALL {
        let refused = read.method_for(&log, purpose).unwrap_err();
        assert!(matches!(
            refused,
            VerificationMethodError::Relationship { .. }
        ));
    }
}

#[test]
fn methods_of_several_types_are_read() {
    let key = multikey::decode(KEY).unwrap();
    let jwk = ijson::to_vec(&Json::Object(super::super::jwk::public_jwk(&key, "k")));
    let jwk = String::from_utf8(jwk).unwrap();
    let jwk = format!(r#""type":"JsonWebKey","controller":"{DID}","publicKeyJwk":{jwk}"#);
    let older = multikey_of(DID).replace("Multikey", "Ed25519VerificationKey2020");
    for members in [multikey_of(DID), older, jwk] {
        assert_eq!(find(&document(&members, "")).unwrap().key, key, "{members}");
    }
    let embedded = format!(
        r##"{{"id":"{DID}","assertionMethod":[{{"id":"#k",{}}}]}}"##,
        multikey_of(DID)
    );
    assert_eq!(find(&embedded).unwrap().key, key);
    let relative = document(&multikey_of(DID), "").replace(&format!("{DID}#k"), "#k");
    assert_eq!(find(&relative).unwrap().key, key);
}

#[test]
fn a_method_is_used_only_by_its_own_document_and_for_its_purpose() {
    use VerificationMethodError as E;
    let good = document(&multikey_of(DID), "");
    assert!(find(&good).is_ok());
    let other_id = good.replace(
        &format!(r#""id":"{DID}","#),
        r#""id":"did:web:evil.example","#,
    );
    assert!(matches!(find(&other_id), Err(E::DocumentId { .. })));
    let foreign = document(&multikey_of("did:web:evil.example"), "");
    assert!(matches!(find(&foreign), Err(E::Method { .. })));
    let elsewhere = good.replace("assertionMethod", "authentication");
    assert!(matches!(find(&elsewhere), Err(E::Relationship { .. })));
    let unrelated = good.replace("assertionMethod", "keyAgreement");
    assert!(matches!(find(&unrelated), Err(E::Relationship { .. })));
    let unknown = good.replace("#k", "#other");
    assert!(matches!(find(&unknown), Err(E::Method { .. })));
    // A method that belongs to another DID by its id is not found under that DID.
    let guest = good.replace(&format!("{DID}#k"), "did:web:evil.example#k");
    let read = read(&guest).unwrap();
    let error = read.method_for("did:web:evil.example#k", Purpose::AssertionMethod);
    assert!(matches!(error, Err(E::DocumentId { .. })));
}

#[test]
fn urls_that_name_no_key_are_refused() {
    let read = read(&document(&multikey_of(DID), "")).unwrap();
    let of_length = |length: usize| format!("{DID}#{}", "k".repeat(length - DID.len() - 1));
    let long = of_length(2049);
    for url in [
        DID,
        "#k",
        "did:#k",
        "1:b#k",
        "a-b:c#k",
        "k",
        "",
        "did:web:badges.example#",
        "a b#k",
        "a:é#k",
        "a:b#k#k",
        &long,
    ] {
        let error = read.method_for(url, Purpose::AssertionMethod).unwrap_err();
        assert!(
            matches!(error, VerificationMethodError::Url { .. }),
            "{url}"
        );
    }
    let error = read.method_for(&of_length(2048), Purpose::AssertionMethod);
    assert!(!matches!(error, Err(VerificationMethodError::Url { .. })));
}

#[test]
fn unknown_and_wrong_keys_are_told_apart() {
    use VerificationMethodError as E;
    let with_type = |kind: &str| document(&multikey_of(DID).replace("Multikey", kind), "");
    assert!(matches!(
        find(&with_type("Bls12381G2Key2020")),
        Err(E::Unsupported { .. })
    ));
    let secp256k1 = "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme";
    let other = document(&multikey_of(DID).replace(KEY, secp256k1), "");
    assert!(matches!(find(&other), Err(E::Unsupported { .. })));
    let with_jwk = |jwk: &str| {
        let method = format!(r#""type":"JsonWebKey","controller":"{DID}","publicKeyJwk":{jwk}"#);
        find(&document(&method, ""))
    };
    let k256 = with_jwk(r#"{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}"#);
    assert!(matches!(k256, Err(E::Unsupported { .. })));
    let p256 = with_jwk(r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#);
    assert!(matches!(p256, Err(E::Method { .. })));
    let x25519 = "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc";
    let other = document(&multikey_of(DID).replace(KEY, x25519), "");
    assert!(matches!(find(&other), Err(E::Method { .. })));
    let weak = bs58::encode([&[0xed, 0x01][..], &[0; 32]].concat()).into_string();
    let weak = document(&multikey_of(DID).replace(KEY, &format!("z{weak}")), "");
    assert!(matches!(find(&weak), Err(E::Method { .. })));
    let none = format!(r#""type":"Multikey","controller":"{DID}""#);
    assert!(matches!(find(&document(&none, "")), Err(E::Method { .. })));
    assert_eq!(
        find(&weak).unwrap_err().problem_type(),
        "https://w3id.org/security#INVALID_VERIFICATION_METHOD"
    );
}

#[test]
fn dates_come_with_the_key() {
    let dates = r#","expires":"2026-01-01T00:00:00Z","revoked":"2025-01-01T00:00:00+01:00""#;
    let found = find(&document(&(multikey_of(DID) + dates), "")).unwrap();
    let revoked = datetime!(2025-01-01 00:00 +1);
    assert_eq!(
        found.validity.check(datetime!(2024-12-31 22:59:59 UTC)),
        Ok(())
    );
    assert_eq!(
        found.validity.check(datetime!(2024-12-31 23:00 UTC)),
        Err(KeyLapsed::Revoked(revoked))
    );
    let expiring = KeyValidity {
        revoked: None,
        ..found.validity
    };
    assert_eq!(expiring.check(datetime!(2025-12-31 23:59:59 UTC)), Ok(()));
    assert_eq!(
        expiring.check(datetime!(2026-01-01 0:00 UTC)),
        Err(KeyLapsed::Expired(datetime!(2026-01-01 0:00 UTC)))
    );
}

#[test]
fn all_faults_of_form_are_found() {
    let text = r##"{"id":"no-url","verificationMethod":[
        7,
        {"id":"#a","type":"Multikey","controller":"x:y","secretKeyMultibase":"z3u2"},
        {"id":"#b","type":"JsonWebKey","controller":"x:y","publicKeyJwk":{"d":"AA"}},
        {"id":"#c","controller":"x:y","expires":"tomorrow"},
        {"id":"#d","type":"Multikey","controller":"x:y"},
        {"id":"#d","type":"Multikey","controller":"x:y"}
    ],"assertionMethod":7,"authentication":[7]}"##;
    let Err(VerificationMethodError::Document(findings)) = read(text) else {
        panic!("the document must be refused");
    };
    let found: Vec<_> = findings
        .iter()
        .map(|f| (f.pointer.as_str(), f.problem))
        .collect();
    assert_eq!(
        found,
        [
            ("/id", "not-a-url"),
            ("/verificationMethod/0", "wrong-type"),
            (
                "/verificationMethod/1/secretKeyMultibase",
                "private-key-disclosed"
            ),
            (
                "/verificationMethod/2/publicKeyJwk",
                "private-key-disclosed"
            ),
            ("/verificationMethod/3", "missing-member"),
            ("/verificationMethod/3/expires", "not-a-timestamp"),
            ("/verificationMethod/5", "duplicate-id"),
            ("/authentication/0", "wrong-type"),
            ("/assertionMethod", "wrong-type"),
        ]
    );
    assert!(!format!("{findings:?}").contains("z3u2"));
    assert!(read("[]").is_err());
    assert!(read("{}").is_err());
}
