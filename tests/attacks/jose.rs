//! Tokens: J01 to J25.

use crate::making::*;
use crate::support::verifying::World;
use crate::{asked, fails, passes, wrong};
use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey};
use openssl::sign::Signer as OpensslSigner;
use proofmark::identity::Signer as _;
use proofmark::service::verify::{Question, Securing};
use serde_json::{Value, json};

const HEADER: &str = "proof failed: CRYPTOGRAPHIC_SECURITY_ERROR";
const MALFORMED: &str = "proof failed: MALFORMED_VALUE_ERROR";

fn good_claims() -> Value {
    claims(&badge())
}

fn good() -> String {
    school_token(&header(), &good_claims())
}

fn of_header(more: Value) -> String {
    school_token(&with(header(), more), &good_claims())
}

fn of_claims(more: Value) -> String {
    let mut claims = with(good_claims(), more);
    claims.as_object_mut().unwrap().retain(|_, v| !v.is_null());
    school_token(&header(), &claims)
}

/// J01, J02.
#[test]
fn a_token_without_a_signature_is_refused_however_it_says_so() {
    passes(good());
    for name in ["none", "None", "nOnE", ""] {
        let token = of_header(json!({"alg": name}));
        let bare = format!("{}.", unsigned(&token).0);
        for token in [token, bare] {
            fails(token, &format!("{HEADER} /alg"));
        }
    }
    let empty = format!("{}.", unsigned(&good()).0);
    fails(empty, "unreadable: jws-form");
}

/// J03.
#[test]
fn a_code_by_the_issuers_public_key_is_no_signature() {
    let raw = school().key().verifying_key().as_bytes().to_vec();
    let key = PKey::public_key_from_raw_bytes(&raw, Id::ED25519).unwrap();
    let secrets = [
        raw,
        key.public_key_to_pem().unwrap(),
        key.public_key_to_der().unwrap(),
        Key::school().jwk().to_string().into_bytes(),
    ];
    for secret in secrets {
        let token = of_header(json!({"alg": "HS256"}));
        let (input, _) = unsigned(&token);
        let key = PKey::hmac(&secret).unwrap();
        let mut signer = OpensslSigner::new(MessageDigest::sha256(), &key).unwrap();
        let code = signer.sign_oneshot_to_vec(input.as_bytes()).unwrap();
        fails(
            format!("{input}.{}", base64url(code)),
            &format!("{HEADER} /alg"),
        );
    }
}

/// J04.
#[test]
fn the_algorithm_is_the_keys_own() {
    let p256 = Key::p256();
    let by_p256 = |alg: &str| {
        let header = json!({"typ": "JWT", "alg": alg, "kid": method_of(&p256.did_key())});
        token(&header, &claims(&badge_by(&p256.did_key())), &p256)
    };
    passes(by_p256("ES256"));
    fails(by_p256("EdDSA"), &format!("{HEADER} /alg"));
    // The signature of one kind of key under the name of another.
    let confused = of_header(json!({"alg": "ES256"}));
    fails(confused, &format!("{HEADER} /alg"));
}

/// J05.
#[test]
fn a_key_that_the_token_brings_is_believed_where_the_issuers_document_lists_it() {
    let brought = |key: &Key| {
        let header = json!({"typ": "JWT", "alg": key.algorithm(), "jwk": key.jwk()});
        token(&header, &good_claims(), key)
    };
    passes(brought(&Key::school()));
    let unbound = "issuer-key failed: key-not-bound-to-issuer";
    fails(brought(&Key::of(stranger())), unbound);
    fails(brought(&Key::p256()), unbound);
    // Beside the name of the right key another one says nothing good.
    let both = |key: &Key| {
        let header = with(header(), json!({ "jwk": key.jwk() }));
        school_token(&header, &good_claims())
    };
    passes(both(&Key::school()));
    fails(both(&Key::of(stranger())), unbound);
}

/// J05, where the issuer's document has to be fetched.
#[test]
fn a_key_that_the_token_brings_is_looked_up_in_a_fetched_document() {
    let (key, other) = (Key::rsa(2048), Key::rsa(2048));
    let issuer = "did:web:school.example";
    let document = |key: &Key| {
        json!({
            "id": issuer,
            "verificationMethod": [{
                "id": "did:web:school.example#rsa",
                "type": "JsonWebKey",
                "controller": issuer,
                "publicKeyJwk": key.jwk()
            }],
            "assertionMethod": ["#rsa"]
        })
    };
    let header = json!({"alg": "RS256", "typ": "JWT", "jwk": key.jwk()});
    let token = token(&header, &claims(&badge_by(issuer)), &key);
    let ask = |listed: &Key| {
        let url = "https://school.example/.well-known/did.json";
        let world = World::default().serving(url, document(listed).to_string());
        let found = asked(&world, &Question::about(token.clone()));
        assert_eq!(world.asked(), [url]);
        found
    };
    assert_eq!(ask(&key), [""; 0]);
    let unbound = "issuer-key failed: key-not-bound-to-issuer";
    assert_eq!(ask(&other), [unbound]);
    // Nobody answers: nothing is known.
    fails_asking(&token, "issuer-key could-not-tell: http-status");
}

#[track_caller]
fn fails_asking(token: &str, reason: &str) {
    assert_eq!(wrong(token), [reason]);
}

/// J06.
#[test]
fn a_private_key_in_the_header_is_no_key_any_more() {
    let key = Key::school();
    let jwk = with(key.jwk(), json!({"d": base64url([7; 32])}));
    let token = of_header(json!({ "jwk": jwk }));
    fails(token, &format!("{HEADER} /jwk/d"));
}

/// J07.
#[test]
fn keys_from_elsewhere_are_refused_and_not_fetched() {
    for name in ["jku", "x5u", "x5c"] {
        let token = of_header(json!({name: "https://attacker.example/keys"}));
        fails(token, &format!("{HEADER} /{name}"));
    }
}

/// J08.
#[test]
fn a_key_id_at_another_place_than_the_issuers_is_not_fetched() {
    for kid in [
        "http://169.254.169.254/latest",
        "https://localhost/keys#1",
        "did:web:localhost#key",
        "did:web:attacker.example#key",
    ] {
        let token = of_header(json!({ "kid": kid }));
        fails(token, "issuer-key failed: issuer-key-mismatch");
    }
}

/// J09.
#[test]
fn a_key_id_is_a_name_and_nothing_else() {
    let long = format!("did:example:{}", "x".repeat(1 << 16));
    for kid in [
        "../../key",
        "' or 1=1",
        "a\u{0}b",
        "file:///etc/passwd",
        &long,
    ] {
        let token = of_header(json!({ "kid": kid }));
        fails(token, &format!("{HEADER} /kid"));
    }
    // The name of a key in the issuer's own document.
    let method = school().verification_method().to_owned();
    let (_, fragment) = method.split_once('#').unwrap();
    passes(of_header(json!({ "kid": fragment })));
    let other = of_header(json!({"kid": "other"}));
    fails(other, "issuer-key failed: INVALID_VERIFICATION_METHOD");
}

/// J10, J13.
#[test]
fn extensions_that_change_what_is_signed_are_refused() {
    passes(of_header(json!({"note": "x"})));
    fails(
        of_header(json!({"crit": ["exp2"]})),
        &format!("{HEADER} /crit"),
    );
    fails(of_header(json!({"b64": false})), &format!("{HEADER} /b64"));
    let both = of_header(json!({"b64": false, "crit": ["b64"]}));
    let found = wrong(both);
    assert_eq!(found, [format!("{HEADER} /crit"), format!("{HEADER} /b64")]);
}

/// J11, J12.
#[test]
fn the_json_serializations_are_refused_by_their_form() {
    let token = good();
    let parts: Vec<&str> = token.split('.').collect();
    for form in [
        json!({"protected": parts[0], "payload": parts[1], "signature": parts[2]}),
        json!({"header": header(), "payload": parts[1], "signature": parts[2]}),
        json!({
            "payload": parts[1],
            "signatures": [{"protected": parts[0], "signature": parts[2]}]
        }),
        json!({"ciphertext": parts[1], "protected": parts[0], "iv": "AA", "tag": "AA"}),
    ] {
        fails(form.to_string(), "unreadable: jws-form");
    }
}

/// J14, J15.
#[test]
fn a_name_stands_once_in_header_and_payload() {
    let kid = school().verification_method().to_owned();
    for algorithms in [["EdDSA", "none"], ["none", "EdDSA"]] {
        let [first, second] = algorithms;
        let header = format!(r#"{{"alg":"{first}","alg":"{second}","kid":"{kid}"}}"#);
        let token = token_of(&header, &good_claims().to_string(), &Key::school());
        fails(token, "unreadable: duplicate-name /alg");
    }
    let payload = good_claims().to_string();
    for (name, value) in [
        ("iss", json!(did(&school())).to_string()),
        ("credentialSubject", "{}".to_owned()),
    ] {
        let payload = payload.replacen('{', &format!("{{\"{name}\":{value},"), 1);
        let token = token_of(&header().to_string(), &payload, &Key::school());
        fails(token, &format!("unreadable: duplicate-name /{name}"));
    }
}

/// J16.
#[test]
fn base64url_is_written_in_one_way() {
    let token = good();
    let (input, signature) = unsigned(&token);
    fails(format!("{token}="), "unreadable: not-base64url");
    // The last letter of 64 bytes has four bits to spare.
    let spare = |letter: char| {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let place = letters.find(letter).unwrap();
        letters.chars().nth(place + 1).unwrap()
    };
    let (begin, end) = signature.split_at(signature.len() - 1);
    let other = spare(end.chars().next().unwrap());
    fails(
        format!("{input}.{begin}{other}"),
        "unreadable: not-base64url",
    );
    let standard = signature.replace('-', "+").replace('_', "/");
    assert_ne!(standard, signature);
    fails(format!("{input}.{standard}"), "unreadable: not-json");
    fails(format!("{input}. {signature}"), "unreadable: not-json");
    // Space around a token is not part of it.
    passes(format!("\n {token} \r\n"));
}

/// J17, J18.
#[test]
fn a_token_has_three_parts_and_is_never_decrypted() {
    let token = good();
    let two = unsigned(&token).0.to_owned();
    let header = json!({
        "alg": "PBES2-HS256+A128KW", "enc": "A128GCM", "p2s": "AAAA", "p2c": 2_147_483_647_u32,
        "zip": "DEF"
    });
    let encrypted = format!("{}.AA.AA.AA.AA", base64url(header.to_string()));
    for token in [two, format!("{token}.AA"), encrypted] {
        fails(token, "unreadable: jws-form");
    }
}

/// J19.
#[test]
fn a_token_made_for_something_else_is_no_credential() {
    for typ in [
        "at+jwt",
        "openid4vci-proof+jwt",
        "kb+jwt",
        "oauth-authz-req+jwt",
        "secevent+jwt",
        // What a verifier says that it found is no credential either.
        proofmark::service::receipts::RECEIPT,
        "application/verification-receipt+jwt",
    ] {
        fails(of_header(json!({ "typ": typ })), &format!("{HEADER} /typ"));
    }
    // An id token has no type of its own: its payload is no credential.
    let id_token = json!({
        "iss": did(&school()), "sub": "u1", "aud": "client", "exp": 1_900_000_000, "nonce": "n"
    });
    let found = wrong(school_token(&header(), &id_token));
    assert!(!found.is_empty());
    assert!(
        found.iter().all(
            |line| line.starts_with("proof failed: MALFORMED_VALUE_ERROR")
                || line.starts_with("data-model failed: MALFORMED_VALUE_ERROR")
        ),
        "{found:?}"
    );
    // A presentation is not a credential, whatever its type says.
    let shown = with(presentation(&[]), json!({"iss": did(&learner())}));
    let header = with(
        header(),
        json!({"typ": "vc+jwt", "kid": learner().verification_method()}),
    );
    let found = wrong(token(&header, &shown, &Key::of(learner())));
    assert!(
        found.contains(&"data-model failed: MALFORMED_VALUE_ERROR /type".to_owned()),
        "{found:?}"
    );
}

/// J20.
#[test]
fn claims_and_credential_say_the_same() {
    passes(of_claims(
        json!({"exp": 1_900_000_000, "validUntil": "2030-03-17T17:46:40Z"}),
    ));
    for (claim, value) in [
        ("iss", json!(did(&stranger()))),
        ("sub", json!(did(&stranger()))),
        (
            "jti",
            json!("urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b12"),
        ),
        ("nbf", json!(FROM_SECONDS + 1)),
        ("exp", json!(1_900_000_000)),
    ] {
        fails(
            of_claims(json!({ claim: value })),
            &format!("{MALFORMED} /{claim}"),
        );
    }
    let other_end = json!({"exp": 1_900_000_000, "validUntil": "2031-03-17T17:46:40Z"});
    fails(of_claims(other_end), &format!("{MALFORMED} /exp"));
}

/// J21.
#[test]
fn a_token_holds_one_credential() {
    for name in ["vc", "vp"] {
        let token = of_claims(json!({name: old_badge()}));
        fails(token, &format!("{MALFORMED} /{name}"));
    }
    // Under `vc+jwt` such a claim belongs to no form at all, not even alone.
    let jose = with(header(), json!({"typ": "vc+jwt"}));
    let alone = json!({"iss": did(&school()), "vc": old_badge()});
    fails(school_token(&jose, &alone), &format!("{MALFORMED} /vc"));
    // It is the form of version 1.1.
    let report = passes(school_token(&header(), &alone));
    assert_eq!(report.securing, Securing::JwtVc11);
}

/// J22.
#[test]
fn dates_are_whole_seconds() {
    for (claim, values) in [
        (
            "nbf",
            [json!("1795168800"), json!(1.5), json!(-1), json!(true)],
        ),
        (
            "exp",
            [json!("1900000000"), json!(1.5), json!(-1), json!(1e15)],
        ),
    ] {
        for value in values {
            let token = of_claims(json!({ claim: value }));
            fails(token, &format!("{MALFORMED} /{claim}"));
        }
    }
    fails(
        of_claims(json!({"nbf": null})),
        &format!("{MALFORMED} /nbf"),
    );
    let huge = good_claims().to_string().replace("1795168800", "1e18");
    let token = token_of(&header().to_string(), &huge, &Key::school());
    fails(token, "unreadable: number-range /nbf");
    // Under `vc+jwt` they are the signature's, and hold.
    let jose = with(header(), json!({"typ": "vc+jwt"}));
    let lasting = |more: Value| school_token(&jose, &with(badge(), more));
    passes(lasting(json!({"exp": 1_900_000_000, "nbf": FROM_SECONDS})));
    fails(
        lasting(json!({"exp": FROM_SECONDS})),
        "proof failed: token-expired /exp",
    );
    fails(
        lasting(json!({"nbf": 1_900_000_000})),
        "proof failed: token-not-yet-valid /nbf",
    );
}

/// J23, J24: the form is recognised, and nothing is said about it.
#[test]
fn sd_jwt_is_known_by_name_alone() {
    let token = good();
    let disclosure = base64url(r#"["salt","honours","summa"]"#);
    let unknown = "proof could-not-tell: PROOF_VERIFICATION_ERROR";
    for form in [
        format!("{token}~"),
        format!("{token}~{disclosure}~"),
        format!("{token}~{disclosure}~{token}"),
    ] {
        fails(form, unknown);
    }
    for typ in ["vc+sd-jwt", "dc+sd-jwt"] {
        fails(of_header(json!({ "typ": typ })), &format!("{unknown} /typ"));
    }
    let envelope = json!({
        "@context": V2,
        "type": "EnvelopedVerifiableCredential",
        "id": format!("data:application/vc+sd-jwt,{token}~")
    });
    fails(envelope.to_string(), &format!("{unknown} /id"));
}

/// J25.
#[test]
fn both_names_of_the_one_algorithm_are_taken_and_no_other_curve() {
    for name in ["EdDSA", "Ed25519"] {
        passes(of_header(json!({ "alg": name })));
    }
    fails(
        of_header(json!({"alg": "Ed448"})),
        &format!("{HEADER} /alg"),
    );
    fails(
        of_header(json!({"alg": "ES512"})),
        "proof could-not-tell: PROOF_VERIFICATION_ERROR /alg",
    );
}

/// One signature under another token's text, and a text that was changed.
#[test]
fn a_signature_belongs_to_its_own_text() {
    let other = of_claims(json!({"name": "Advanced carpentry"}));
    let (text, _) = unsigned(&other);
    let good = good();
    let (_, signature) = unsigned(&good);
    fails(format!("{text}.{signature}"), HEADER);
}

/// The name of a key that is another's.
#[test]
fn a_key_of_somebody_else_does_not_sign_for_the_issuer() {
    let header = with(header(), json!({"kid": stranger().verification_method()}));
    let key = Key::of(stranger());
    fails(
        token(&header, &good_claims(), &key),
        "issuer-key failed: issuer-key-mismatch",
    );
    // The claim `iss` may not say otherwise than the credential.
    let lying = with(good_claims(), json!({"iss": did(&stranger())}));
    fails(token(&header, &lying, &key), &format!("{MALFORMED} /iss"));
    // Nor may the credential's text name its issuer twice.
    let lying = with(
        good_claims(),
        json!({"iss": did(&stranger()), "issuer": did(&stranger())}),
    );
    let report = passes(token(&header, &lying, &key));
    assert_eq!(report.issuer.unwrap().id, did(&stranger()));
}
