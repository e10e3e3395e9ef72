//! Keys, multikeys and the documents that list them: E01 to E14.

use crate::making::*;
use crate::support::keys::{TestSigner, multikey};
use crate::support::verifying::World;
use crate::{asked, fails, json_fails, json_passes, told};
use proofmark::identity::{DidDocument, Signer as _};
use proofmark::ijson;
use proofmark::proof::ed25519::to_multibase;
use proofmark::service::verify::{KnownDocuments, Question};
use serde_json::{Value, json};

const WEB: &str = "did:web:school.example";
const WEB_KEY: &str = "did:web:school.example#key";
const WEB_URL: &str = "https://school.example/.well-known/did.json";
const MISMATCH: &str = "issuer-key failed: issuer-key-mismatch /proof";
const WRONG_METHOD: &str = "issuer-key failed: INVALID_VERIFICATION_METHOD /proof";
const WRONG_SIGNATURE: &str = "proof failed: PROOF_VERIFICATION_ERROR /proof";
const WRONG_DOCUMENT: &str =
    "issuer-key could-not-tell: INVALID_CONTROLLED_IDENTIFIER_DOCUMENT /proof";

/// A badge whose proof says that it was made by `method` of `issuer`; the signature is the
/// school's.
fn by_method(issuer: &str, method: &str) -> Value {
    let more = json!({ "verificationMethod": method });
    signed_with(&badge_by(issuer), JCS, &school(), more)
}

/// The same by the `did:key` of these bytes.
fn by_multikey(bytes: &[u8]) -> Value {
    let did = did_key(bytes);
    by_method(&did, &method_of(&did))
}

fn with_signature(mut document: Value, signature: &str) -> Value {
    document["proof"]["proofValue"] = json!(signature);
    document
}

/// The encodings of points of small order, with those that are not canonical.
const SMALL_ORDER: [&str; 14] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];

fn point(digits: &str) -> [u8; 32] {
    let bytes = crate::support::keys::hex(digits).unwrap();
    bytes.try_into().unwrap()
}

/// E01, E02: with these keys, or with these for the first half of a signature, some verifiers
/// accept signatures that nobody made.
#[test]
fn points_of_small_order_sign_nothing() {
    let good = signed(&badge(), JCS);
    json_passes(&good);
    for digits in SMALL_ORDER {
        let weak = point(digits);
        let forged = to_multibase(&[weak, [0; 32]].concat().try_into().unwrap());
        json_fails(&with_signature(good.clone(), &forged), WRONG_SIGNATURE);
        let by_weak = by_multikey(&[&[0xed, 0x01][..], &weak].concat());
        json_fails(&with_signature(by_weak, &forged), WRONG_METHOD);
    }
}

/// E01 in a token.
#[test]
fn points_of_small_order_sign_no_tokens() {
    let mut weak = [0; 32];
    weak[0] = 1;
    let issuer = did_key(&[&[0xed, 0x01][..], &weak].concat());
    let header = with(header(), json!({"kid": method_of(&issuer)}));
    let forged = base64url([weak, [0; 32]].concat());
    let token = school_token(&header, &claims(&badge_by(&issuer)));
    let (input, _) = unsigned(&token);
    let reason = "issuer-key failed: INVALID_VERIFICATION_METHOD";
    fails(format!("{input}.{forged}"), reason);
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": base64url(weak)});
    let header = json!({"typ": "JWT", "alg": "EdDSA", "jwk": jwk});
    let token = school_token(&header, &claims(&badge()));
    let (input, _) = unsigned(&token);
    let reason = "proof failed: CRYPTOGRAPHIC_SECURITY_ERROR /jwk";
    fails(format!("{input}.{forged}"), reason);
}

/// E03: the order of the group added to the second half.
#[test]
fn a_signature_has_one_form() {
    const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let stretched = |signature: &[u8; 64]| -> [u8; 64] {
        let mut signature = *signature;
        let mut carry = 0;
        for (byte, more) in signature[32..].iter_mut().zip(point(ORDER)) {
            let sum = u16::from(*byte) + u16::from(more) + carry;
            *byte = sum.to_le_bytes()[0];
            carry = sum >> 8;
        }
        signature
    };
    for suite in SUITES {
        let good = signed(&badge(), suite);
        json_passes(&good);
        let value = good["proof"]["proofValue"].as_str().unwrap();
        let bytes = bs58::decode(&value[1..]).into_vec().unwrap();
        let malleated = to_multibase(&stretched(&bytes.try_into().unwrap()));
        json_fails(&with_signature(good, &malleated), WRONG_SIGNATURE);
    }
    let token = school_token(&header(), &claims(&badge()));
    let (input, signature) = unsigned(&token);
    let signature = Key::school().sign(input.as_bytes()) == decoded(signature);
    assert!(signature);
    let bytes: [u8; 64] = Key::school().sign(input.as_bytes()).try_into().unwrap();
    let malleated = format!("{input}.{}", base64url(stretched(&bytes)));
    fails(malleated, "proof failed: CRYPTOGRAPHIC_SECURITY_ERROR");
}

fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .unwrap()
}

/// E04.
#[test]
fn a_proof_value_is_sixty_four_bytes_in_base58() {
    for suite in SUITES {
        let good = signed(&badge(), suite);
        let value = good["proof"]["proofValue"].as_str().unwrap().to_owned();
        let bytes = bs58::decode(&value[1..]).into_vec().unwrap();
        let base58 = |bytes: &[u8]| format!("z{}", bs58::encode(bytes).into_string());
        for wrong in [
            String::new(),
            "z".to_owned(),
            base58(&bytes[..63]),
            base58(&[&bytes[..], &[0]].concat()),
            value[1..].to_owned(),
            format!("f{}", crate::support::keys::to_hex(&bytes)),
            format!("u{}", base64url(&bytes)),
            format!("m{}", &value[1..]),
            value.replace(&value[9..10], "0"),
        ] {
            let document = with_signature(good.clone(), &wrong);
            json_fails(&document, &format!("{WRONG_SIGNATURE}/proofValue"));
        }
    }
}

/// E05, E06.
#[test]
fn a_multikey_names_its_kind_of_key_in_one_way() {
    let key = *school().key().verifying_key().as_bytes();
    json_passes(&by_multikey(&[&[0xed, 0x01][..], &key].concat()));
    let codes: [&[u8]; 4] = [
        &[0xec, 0x01],
        &[0x80, 0x24],
        &[0x80, 0x26],
        &[0xed, 0x81, 0x00],
    ];
    for code in codes {
        json_fails(&by_multikey(&[code, &key].concat()), WRONG_METHOD);
    }
    let short = [&[0xed, 0x01][..], &key[..31]].concat();
    json_fails(&by_multikey(&short), WRONG_METHOD);
    // A kind of key that is merely not known here.
    let secp256k1 = "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme";
    let unknown = "issuer-key could-not-tell: INVALID_VERIFICATION_METHOD /proof";
    json_fails(
        &by_multikey(&[&[0x80, 0xed, 0x01][..], &key].concat()),
        unknown,
    );
    json_fails(&by_method(secp256k1, &method_of(secp256k1)), unknown);
    // A good key of a kind that the suite is not for.
    let p256 = Key::p256().did_key();
    json_fails(&by_method(&p256, &method_of(&p256)), WRONG_METHOD);
}

/// The document of the school on the web, with its key for `purpose`.
fn web_document(purpose: &str) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": WEB,
        "verificationMethod": [{
            "id": WEB_KEY,
            "type": "Multikey",
            "controller": WEB,
            "publicKeyMultibase": multikey(school().key().verifying_key().as_bytes())
        }],
        purpose: [WEB_KEY]
    })
}

/// A badge of the school on the web.
fn web_badge(more: Value) -> Value {
    let more = with(json!({ "verificationMethod": WEB_KEY }), more);
    signed_with(&badge_by(WEB), JCS, &school(), more)
}

/// What is wrong with a badge of the school on the web, whose server gives `document`.
#[track_caller]
fn served(document: impl Into<Vec<u8>>, badge: &Value) -> Vec<String> {
    let world = World::default().serving(WEB_URL, document);
    let found = asked(&world, &Question::about(badge.to_string()));
    assert_eq!(world.asked(), [WEB_URL]);
    found
}

/// What is wrong with it after the method in its document has other or more members.
#[track_caller]
fn method_with(more: Value, badge: &Value) -> Vec<String> {
    let mut document = web_document("assertionMethod");
    let method = &mut document["verificationMethod"][0];
    *method = with(method.clone(), more);
    served(document.to_string(), badge)
}

/// E07.
#[test]
fn a_document_that_discloses_its_private_key_is_not_believed() {
    let badge = web_badge(json!({}));
    let good = web_document("assertionMethod").to_string();
    assert_eq!(served(good, &badge), [""; 0]);
    let secret = "z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq";
    for name in ["secretKeyMultibase", "privateKeyMultibase", "secretKeyJwk"] {
        let mut document = web_document("assertionMethod");
        document["verificationMethod"][0][name] = json!(secret);
        let world = World::default().serving(WEB_URL, document.to_string());
        let report = world.verify(badge.to_string());
        assert_eq!(told(&report), [WRONG_DOCUMENT]);
        assert!(!serde_json::to_string(&report).unwrap().contains(secret));
    }
}

/// E08.
#[test]
fn a_strangers_key_signs_for_nobody_else() {
    for suite in SUITES {
        let good = signed_with(&badge_by(&did(&stranger())), suite, &stranger(), json!({}));
        json_passes(&good);
        let forged = signed_with(&badge(), suite, &stranger(), json!({}));
        json_fails(&forged, MISMATCH);
    }
}

/// E09.
#[test]
fn a_key_for_another_purpose_signs_no_credentials() {
    let badge = web_badge(json!({}));
    let found = served(web_document("authentication").to_string(), &badge);
    let relationship = "issuer-key failed: INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD /proof";
    assert_eq!(found, [relationship]);
    let found = served(web_document("keyAgreement").to_string(), &badge);
    assert_eq!(found, [relationship]);
    // A JWK that says that it is for encryption.
    let encrypts = did_jwk(&with(Key::school().jwk(), json!({"use": "enc"})));
    let signs = did_jwk(&with(Key::school().jwk(), json!({"use": "sig"})));
    json_passes(&by_method(&signs, &format!("{signs}#0")));
    json_fails(
        &by_method(&encrypts, &format!("{encrypts}#0")),
        relationship,
    );
}

/// E09: the other way round, in a proof and in a token.
#[test]
fn a_key_for_credentials_signs_no_presentations() {
    let shown = with(presentation(&[]), json!({"holder": WEB}));
    let more = json!({"proofPurpose": "authentication", "verificationMethod": WEB_KEY});
    let in_proof = signed_with(&shown, JCS, &school(), more).to_string();
    let header = json!({"alg": "EdDSA", "typ": "vp+jwt", "kid": WEB_KEY});
    let in_token = school_token(&header, &shown);
    let relationship = "issuer-key failed: INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD";
    for document in [in_proof, in_token] {
        let ask = |purpose: &str| {
            let world = World::default().serving(WEB_URL, web_document(purpose).to_string());
            asked(&world, &Question::about(document.clone()))
        };
        assert_eq!(ask("authentication"), [""; 0]);
        let found = ask("assertionMethod");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with(relationship), "{found:?}");
    }
}

/// E10.
#[test]
fn a_method_belongs_to_the_document_in_which_it_stands() {
    let badge = web_badge(json!({}));
    let other = json!({"controller": "did:web:elsewhere.example"});
    let found = method_with(other, &badge);
    assert_eq!(found, [WRONG_METHOD]);
    // The school's document names a method of somebody else's, who signs under it.
    let mut document = web_document("assertionMethod");
    document["verificationMethod"][0]["id"] = json!("did:web:elsewhere.example#key");
    document["assertionMethod"] = json!(["did:web:elsewhere.example#key"]);
    let found = served(document.to_string(), &badge);
    assert_eq!(found, [WRONG_METHOD]);
    let elsewhere = web_badge(json!({"verificationMethod": "did:web:elsewhere.example#key"}));
    json_fails(&elsewhere, MISMATCH);
}

/// E11.
#[test]
fn a_document_is_about_whom_it_was_asked_for() {
    let badge = web_badge(json!({}));
    let mut document = web_document("assertionMethod");
    document["id"] = json!("did:web:elsewhere.example");
    let found = served(document.to_string(), &badge);
    let expected = "issuer-key could-not-tell: INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID /proof";
    assert_eq!(found, [expected]);
    for page in ["<html>", "{}", "[]", "{\"id\":1,\"id\":2}", ""] {
        assert_eq!(served(page, &badge), [WRONG_DOCUMENT], "{page}");
    }
}

/// E12.
#[test]
fn a_key_that_had_lapsed_signs_nothing() {
    let lapsed = "issuer-key failed: key-lapsed /proof";
    let undated = web_badge(json!({"created": null}));
    let dated = web_badge(json!({}));
    for name in ["revoked", "expires"] {
        let at = |date: &str| json!({ name: date });
        // Before the proof was made, which is on 2026-11-19; before now.
        let (before, between) = (at("2026-11-18T00:00:00Z"), at("2026-11-21T00:00:00Z"));
        let after = at("2027-11-18T00:00:00Z");
        assert_eq!(method_with(after.clone(), &dated), [""; 0]);
        assert_eq!(method_with(after, &undated), [""; 0]);
        assert_eq!(method_with(before.clone(), &dated), [lapsed]);
        assert_eq!(method_with(before, &undated), [lapsed]);
        // A proof without a date counts as made now.
        assert_eq!(method_with(between.clone(), &undated), [lapsed]);
        // That it is older than the revocation says only whoever has the key.
        let expected: &[&str] = match name {
            "revoked" => &["issuer-key could-not-tell: key-lapsed /proof"],
            _ => &[],
        };
        assert_eq!(method_with(between, &dated), expected, "{name}");
        let wrong = method_with(at("yesterday"), &dated);
        assert_eq!(wrong, [WRONG_DOCUMENT]);
    }
}

/// E12 in a token, which says nothing about when it was made that could be believed.
#[test]
fn a_key_that_has_lapsed_signs_no_tokens() {
    let payload = with(claims(&badge_by(WEB)), json!({"iat": 1}));
    let brought = json!({"typ": "JWT", "alg": "EdDSA", "jwk": Key::school().jwk()});
    for header in [with(header(), json!({"kid": WEB_KEY})), brought] {
        let token = school_token(&header, &payload);
        let ask = |more: Value| {
            let mut document = web_document("assertionMethod");
            let method = &mut document["verificationMethod"][0];
            *method = with(method.clone(), more);
            let world = World::default().serving(WEB_URL, document.to_string());
            asked(&world, &Question::about(token.clone()))
        };
        assert_eq!(ask(json!({})), [""; 0]);
        for name in ["revoked", "expires"] {
            let found = ask(json!({name: "2026-11-21T00:00:00Z"}));
            assert_eq!(found, ["issuer-key failed: key-lapsed"]);
        }
    }
}

/// E13.
#[test]
fn a_did_that_is_a_key_has_no_other() {
    let (ours, theirs) = (
        did(&school()),
        multikey(stranger().key().verifying_key().as_bytes()),
    );
    let mixed = format!("{ours}#{theirs}");
    json_fails(
        &signed_with(
            &badge(),
            JCS,
            &stranger(),
            json!({"verificationMethod": mixed}),
        ),
        WRONG_METHOD,
    );
    // Which names no key at all.
    for method in [ours.clone(), format!("{ours}#")] {
        let url = "issuer-key failed: INVALID_VERIFICATION_METHOD_URL /proof";
        json_fails(&by_method(&ours, &method), url);
    }
    for method in [format!("{ours}?a=b#{theirs}"), format!("{ours}/p#{theirs}")] {
        json_fails(&by_method(&ours, &method), MISMATCH);
    }
}

/// E14.
#[test]
fn a_did_jwk_is_a_public_key_of_a_decent_size() {
    let issue = |jwk: &Value| {
        let did = did_jwk(jwk);
        by_method(&did, &format!("{did}#0"))
    };
    let good = Key::school().jwk();
    json_passes(&issue(&good));
    let private = with(good.clone(), json!({"d": base64url([7; 32])}));
    let shared = json!({"kty": "oct", "k": base64url([7; 32])});
    for jwk in [
        &private,
        &shared,
        &Key::rsa(512).jwk(),
        &Key::rsa(1024).jwk(),
    ] {
        json_fails(&issue(jwk), WRONG_METHOD);
    }
    let did = did_jwk(&good);
    json_fails(&by_method(&did, &format!("{did}#1")), WRONG_METHOD);
}

/// The document that is at hand decides about our own keys, and nobody else is asked.
#[test]
fn an_unknown_key_of_an_issuer_at_hand_is_not_looked_for_elsewhere() {
    let text = web_document("assertionMethod").to_string();
    let known = DidDocument::read(&ijson::parse(text.as_bytes()).unwrap()).unwrap();
    let world = World {
        documents: KnownDocuments::new(vec![known]),
        ..World::default()
    };
    let ask = |badge: &Value| asked(&world, &Question::about(badge.to_string()));
    assert_eq!(ask(&web_badge(json!({}))), [""; 0]);
    let other = web_badge(json!({"verificationMethod": "did:web:school.example#other"}));
    assert_eq!(ask(&other), [WRONG_METHOD]);
    assert_eq!(world.asked(), [""; 0]);
}

/// Kinds of issuers whose keys are not to be had.
#[test]
fn an_issuer_whose_keys_cannot_be_looked_up_is_not_checked() {
    for (issuer, problem) in [
        ("did:example:school", "did-method-unsupported"),
        (
            "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
            "did-method-unsupported",
        ),
        ("mailto:office@school.example", "did-method-unsupported"),
    ] {
        let reason = format!("issuer-key could-not-tell: {problem} /proof");
        json_fails(&by_method(issuer, &format!("{issuer}#key")), &reason);
    }
    for did in [
        "did:web:",
        "did:web:..:secret",
        "did:web:user@school.example",
    ] {
        let found = crate::wrong(by_method(did, &format!("{did}#key")).to_string());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(" failed: "), "{found:?}");
    }
}

/// Ids of issuers are compared as they stand.
#[test]
fn an_issuer_is_its_id_letter_for_letter() {
    let ours = did(&school());
    let spellings = [
        format!("{ours} "),
        format!("{ours}#"),
        ours.to_uppercase().replace("DID:KEY", "did:key"),
        ours.replace("did:key", "did:KEY"),
        format!("{ours}/"),
        format!("{ours}%20"),
    ];
    for issuer in spellings {
        let method = school().verification_method().to_owned();
        let document = by_method(&issuer, &method);
        let found = crate::wrong(document.to_string());
        let model = "data-model failed: MALFORMED_VALUE_ERROR /issuer/id".to_owned();
        assert!(
            found == [MISMATCH] || found == [model],
            "{issuer}: {found:?}"
        );
    }
}

/// A signer whose method is somebody's, for presentations and others.
#[test]
fn the_network_is_not_asked_about_a_strangers_key_beside_an_issuer_who_is_none() {
    let signer = TestSigner::new([9; 32], "did:web:attacker.example#key");
    let forged = signed_with(&badge(), RDFC, &signer, json!({}));
    json_fails(&forged, MISMATCH);
}
