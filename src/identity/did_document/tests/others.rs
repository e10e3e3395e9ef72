//! Documents as other issuers write them.

use super::*;

#[test]
fn older_types_hold_their_one_kind_of_key() {
    use VerificationMethodError as E;
    let of = |kind: &str, member: &str| {
        let members = format!(r#""type":"{kind}","controller":"{DID}",{member}"#);
        find(&document(&members, ""))
    };
    let key = multikey::decode(KEY).unwrap();
    let base58 = bs58::encode(key.as_ed25519().unwrap().as_bytes()).into_string();
    let base58 = format!(r#""publicKeyBase58":"{base58}""#);
    let ed25519 = format!(r#""publicKeyMultibase":"{KEY}""#);
    let p256 = r#""publicKeyMultibase":"zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169""#;
    let jwk = concat!(
        r#""publicKeyJwk":{"kty":"EC","crv":"P-256","#,
        r#""x":"fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI","#,
        r#""y":"hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU"}"#
    );
    let point = of("Multikey", p256).unwrap().key;
    assert_eq!(point.kind(), "P-256");
    for (kind, member, expected) in [
        ("Ed25519VerificationKey2018", base58.as_str(), &key),
        ("Ed25519VerificationKey2020", &ed25519, &key),
        ("EcdsaSecp256r1VerificationKey2019", p256, &point),
        ("EcdsaSecp256r1VerificationKey2019", jwk, &point),
        ("JsonWebKey2020", jwk, &point),
        ("JsonWebKey", jwk, &point),
    ] {
        assert_eq!(&of(kind, member).unwrap().key, expected, "{kind} {member}");
    }
    let twice = format!("{p256},{jwk}");
    for (kind, member) in [
        ("Ed25519VerificationKey2018", ed25519.as_str()),
        ("Ed25519VerificationKey2018", r#""publicKeyBase58":"z6Mk""#),
        ("Ed25519VerificationKey2018", r#""publicKeyBase58":7"#),
        (
            "Ed25519VerificationKey2018",
            r#""publicKeyBase58":"11111111111111111111111111111111""#,
        ),
        ("Ed25519VerificationKey2020", p256),
        ("EcdsaSecp256r1VerificationKey2019", &ed25519),
        ("EcdsaSecp256r1VerificationKey2019", &twice),
        ("Multikey", jwk),
        ("JsonWebKey", p256),
        ("JsonWebKey", r#""publicKeyJwk":"x""#),
        ("JsonWebKey", r#""publicKeyPem":"x""#),
    ] {
        let error = of(kind, member).unwrap_err();
        assert!(
            matches!(error, E::Method { .. }),
            "{kind} {member}: {error}"
        );
    }
}

#[test]
fn an_issuers_profile_at_its_own_url_is_read() {
    let id = "https://uni.example/issuer";
    let text = format!(
        r##"{{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"{id}","type":["Profile"],
        "name":"Example University","image":{{"id":"https://uni.example/logo","type":"Image"}},
        "verificationMethod":{{"id":"#k","type":"Multikey","controller":"{id}",
        "publicKeyMultibase":"{KEY}"}},"assertionMethod":"{id}#k"}}"##
    );
    let profile = read(&text).unwrap();
    assert_eq!(profile.id(), id);
    let method = format!("{id}#k");
    let found = profile.method_for(&method, Purpose::AssertionMethod);
    assert_eq!(found.unwrap().key, multikey::decode(KEY).unwrap());
    assert!(
        profile
            .method_for(&method, Purpose::Authentication)
            .is_err()
    );
    // Another subject's URL is not looked up here.
    let other = profile.method_for("https://uni.example/other#k", Purpose::AssertionMethod);
    assert!(matches!(
        other,
        Err(VerificationMethodError::DocumentId { .. })
    ));
}

#[test]
fn a_key_is_found_by_its_value() {
    let found_in = read(&document(&multikey_of(DID), "")).unwrap();
    let (key, other) = (multikey::decode(KEY), multikey::decode(OTHER_KEY));
    let (key, other) = (key.unwrap(), other.unwrap());
    let listed = found_in.lists_key(&key, Purpose::AssertionMethod);
    assert_eq!(listed, Some("did:web:badges.example#k"));
    assert_eq!(found_in.lists_key(&key, Purpose::Authentication), None);
    assert_eq!(found_in.lists_key(&other, Purpose::AssertionMethod), None);
    // A method of another controller, or under another's id, lists nothing.
    let guest = document(&multikey_of("did:web:evil.example"), "");
    let of = |text: &str| {
        read(text)
            .unwrap()
            .lists_key(&key, Purpose::AssertionMethod)
            .is_some()
    };
    assert!(!of(&guest));
    let foreign = document(&multikey_of(DID), "");
    assert!(of(&foreign));
    assert!(!of(
        &foreign.replace(&format!("{DID}#k"), "did:web:evil.example#k")
    ));
}

#[test]
fn the_number_of_keys_has_a_bound() {
    let of = |count: usize, relationship: &str| {
        let method = |place| {
            let key = format!(r#""controller":"{DID}","publicKeyMultibase":"{KEY}""#);
            format!(r##"{{"id":"#{place}","type":"Multikey",{key}}}"##)
        };
        let methods: Vec<_> = (0..count).map(method).collect();
        read(&format!(
            r#"{{"id":"{DID}","{relationship}":[{}]}}"#,
            methods.join(",")
        ))
    };
    for member in ["verificationMethod", "assertionMethod"] {
        assert!(of(256, member).is_ok());
        let Err(VerificationMethodError::Document(findings)) = of(257, member) else {
            panic!("the document must be refused");
        };
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].problem, "too-many-keys");
        assert_eq!(findings[0].pointer, format!("/{member}"));
    }
    let named = |count| {
        let names = vec![r##""#k""##; count].join(",");
        read(&format!(r#"{{"id":"{DID}","assertionMethod":[{names}]}}"#))
    };
    assert!(named(1024).is_ok());
    assert!(named(1025).is_err());
}
