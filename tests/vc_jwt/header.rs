//! The protected header: J01, J02, J05 to J10, J13, J14, J19.

use crate::{
    BASE64, ISSUER, accept, claims, fault, faults, header, public_key, token, token_of, with,
    without,
};
use base64::Engine;
use proofmark::proof::compact_jws::KeyId;
use proofmark::proof::vc_jwt;
use serde_json::json;

/// J01, J02, J25.
#[test]
fn algorithms_that_are_no_signatures_are_refused() {
    for allowed in ["EdDSA", "Ed25519"] {
        assert!(accept(&token(&with(header(), "alg", json!(allowed)), &claims())).is_ok());
    }
    let never = [
        "none", "nOnE", "None", "", "HS256", "HS384", "Ed448", "EDDSA", "es256", "dir", "RSA-OAEP",
    ];
    for name in never {
        let token = token(&with(header(), "alg", json!(name)), &claims());
        assert_eq!(faults(&token), fault("/alg", "alg-not-allowed"), "{name}");
        let (input, _) = token.rsplit_once('.').unwrap();
        let unsigned = format!("{input}.");
        assert_eq!(
            faults(&unsigned),
            fault("/alg", "alg-not-allowed"),
            "{name}"
        );
        assert!(
            accept(&token)
                .unwrap_err()
                .problem_type()
                .ends_with("CRYPTOGRAPHIC_SECURITY_ERROR")
        );
    }
    assert_eq!(
        faults(&token(&with(header(), "alg", json!(["EdDSA"])), &claims())),
        fault("/alg", "alg-not-allowed")
    );
    let none = token(&without(header(), "alg"), &claims());
    assert_eq!(faults(&none), fault("", "missing-member"));
}

#[test]
fn algorithms_that_are_not_known_here_are_not_checked() {
    for name in [
        "ES512", "ES256K", "RS384", "RS512", "PS256", "PS384", "PS512",
    ] {
        let other = token(&with(header(), "alg", json!(name)), &claims());
        let error = accept(&other).unwrap_err();
        assert!(
            error.could_not_check() && error.to_string().contains(name),
            "{name}"
        );
    }
    // Something wrong beside an unknown algorithm is wrong all the same.
    let both = with(with(header(), "alg", json!("ES512")), "crit", json!(["x"]));
    assert_eq!(
        faults(&token(&both, &claims())),
        fault("/crit", "crit-unsupported")
    );
}

/// J05: it is handed out and believed by nobody here. J06.
#[test]
fn a_key_in_the_header_is_read_unless_it_is_private() {
    let public = json!({
        "kty": "OKP", "crv": "Ed25519",
        "x": BASE64.encode(public_key().as_ed25519().unwrap().as_bytes())
    });
    let own = with(without(header(), "kid"), "jwk", public.clone());
    let good = token(&own, &claims());
    let jws = vc_jwt::decode(&good).unwrap();
    assert_eq!(jws.header.key, Some(public_key()));
    assert_eq!(accept(&good).unwrap().method, None);
    for name in ["d", "p", "k"] {
        let private = with(public.clone(), name, json!("AAAA"));
        let token = token(&with(own.clone(), "jwk", private), &claims());
        assert_eq!(
            faults(&token),
            fault(&format!("/jwk/{name}"), "private-key-in-header")
        );
    }
    // Also where the kind of key is not known here.
    let other = json!({"kty": "OKP", "crv": "X25519", "x": "AAAA", "d": "AAAA"});
    let token_of_other = token(&with(own.clone(), "jwk", other), &claims());
    assert_eq!(
        faults(&token_of_other),
        fault("/jwk/d", "private-key-in-header")
    );
    // With a `kid` beside it, the caller has both.
    let both = token(&with(header(), "jwk", public.clone()), &claims());
    let jws = vc_jwt::decode(&both).unwrap();
    assert!(jws.header.key.is_some() && jws.header.key_id.is_some());
    let neither = without(header(), "kid");
    assert_eq!(
        faults(&token(&neither, &claims())),
        fault("/kid", "key-not-named")
    );
    let short = with(public.clone(), "x", json!("AAAA"));
    for jwk in [json!("key"), json!({}), short] {
        let token = token(&with(header(), "jwk", jwk), &claims());
        assert_eq!(faults(&token), fault("/jwk", "malformed-key"));
    }
    let of_unknown_kind = json!({"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"});
    let token = token(&with(header(), "jwk", of_unknown_kind), &claims());
    assert!(accept(&token).unwrap_err().could_not_check());
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
fn a_key_id_names_a_key() {
    let long = format!("did:example:{}", "x".repeat(65_536));
    for kid in [
        "../../key",
        "' or 1=1",
        "a\u{0}b",
        "did:example:is\nsuer#key",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "urn:uuid:0",
        "#",
        "#a#b",
        "##",
        "key/1",
        "key?x=y",
        "schl\u{fc}ssel",
        long.as_str(),
    ] {
        let token = token(&with(header(), "kid", json!(kid)), &claims());
        assert_eq!(faults(&token), fault("/kid", "kid-malformed"), "{kid}");
    }
    let of_length = |length: usize| {
        let kid = format!("{ISSUER}#{}", "k".repeat(length - ISSUER.len() - 1));
        faults(&token(&with(header(), "kid", json!(kid)), &claims()))
    };
    assert_eq!(of_length(2049), fault("/kid", "kid-malformed"));
    assert_ne!(of_length(2048), fault("/kid", "kid-malformed"));
    let number = token(&with(header(), "kid", json!(7)), &claims());
    assert!(faults(&number).contains(&("/kid".to_owned(), "wrong-type")));
}

#[test]
fn a_key_id_is_completed_by_the_issuer() {
    let method = |kid: &str| {
        let token = token(&with(header(), "kid", json!(kid)), &claims());
        accept(&token).unwrap().method.unwrap()
    };
    for url in [
        "did:example:other#key",
        "https://key.example/keys/1",
        "http://key.example/1",
    ] {
        assert_eq!(method(url), url);
    }
    // A fragment, and a name such as a thumbprint, belong to the issuer.
    for (kid, name) in [
        ("#key-1", "key-1"),
        ("NzbLsXh8uDCcd-6MN", "NzbLsXh8uDCcd-6MN"),
    ] {
        assert_eq!(method(kid), format!("{ISSUER}#{name}"));
    }
    let fragment = KeyId::Fragment("key".to_owned());
    assert_eq!(
        fragment.absolute("https://a.example/b"),
        "https://a.example/b#key"
    );
    assert_eq!(fragment.absolute("did:example:a#old"), "did:example:a#key");
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

/// J19.
#[test]
fn other_types_of_token_are_refused() {
    for allowed in ["JWT", "vc+jwt", "application/vc+jwt", "application/JWT"] {
        let token = token(&with(header(), "typ", json!(allowed)), &claims());
        assert!(accept(&token).is_ok(), "{allowed}");
    }
    assert!(accept(&token(&without(header(), "typ"), &claims())).is_ok());
    for other in [
        "at+jwt",
        "openid4vci-proof+jwt",
        "secevent+jwt",
        "kb+jwt",
        "oauth-authz-req+jwt",
        "jwt",
        "application/application/vc+jwt",
        "text/vc+jwt",
        "vc-ld+jwt",
        "JOSE",
    ] {
        let token = token(&with(header(), "typ", json!(other)), &claims());
        assert_eq!(faults(&token), fault("/typ", "typ"), "{other}");
    }
    let number = token(&with(header(), "typ", json!(1)), &claims());
    assert_eq!(faults(&number), fault("/typ", "wrong-type"));
}

#[test]
fn the_content_type_may_not_contradict_the_type() {
    for (typ, cty, good) in [
        ("vc+jwt", "vc", true),
        ("vc+jwt", "application/vc", true),
        ("vc+jwt", "application/vnd.example+json", true),
        ("vc+jwt", "vp", false),
        ("vp+jwt", "application/vc", false),
    ] {
        let header = with(with(header(), "typ", json!(typ)), "cty", json!(cty));
        let token = token(&header, &claims());
        let expected = if good {
            Vec::new()
        } else {
            fault("/cty", "cty")
        };
        assert_eq!(faults(&token), expected, "{typ} {cty}");
    }
}
