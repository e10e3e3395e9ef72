use super::*;
use crate::ijson;

/// The public key of RFC 8037, appendix A.2.
const RFC_8037: &str =
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

fn read_text(text: &str) -> Result<PublicKey, JwkError> {
    read(&ijson::parse(text.as_bytes()).unwrap())
}

#[test]
fn the_thumbprint_is_that_of_rfc_8037() {
    let key = read_text(RFC_8037).unwrap();
    assert_eq!(
        thumbprint(&key),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    );
}

#[test]
fn what_is_written_is_read_back_and_public() {
    let key = read_text(RFC_8037).unwrap();
    let set = Json::Object(jwks([("did:web:a.example#k1", &key)]));
    let text = ijson::to_vec(&set);
    let set = ijson::parse(&text).unwrap();
    let jwk = set.pointer("/keys/0").unwrap();
    assert_eq!(read(jwk).unwrap(), key);
    let names: Vec<_> = jwk.as_object().unwrap().iter().map(|(n, _)| n).collect();
    assert_eq!(names, ["kty", "crv", "x", "kid", "use", "alg"]);
    assert_eq!(
        jwk.get("kid").unwrap().as_str(),
        Some("did:web:a.example#k1")
    );
}

#[test]
fn each_fault_has_its_error() {
    let with = |member: &str| with(RFC_8037, member);
    for (text, expected) in [
        ("[]".to_owned(), JwkError::NotAnObject),
        (with(r#""d":"AA""#), JwkError::Private),
        (r#"{"kty":"oct","k":"AA"}"#.to_owned(), JwkError::Private),
        (
            RFC_8037.replace("Ed25519", "X25519"),
            JwkError::OtherKind("OKP X25519".to_owned()),
        ),
        (
            RFC_8037.replace("OKP", "EC"),
            JwkError::OtherKind("EC Ed25519".to_owned()),
        ),
        (with(r#""use":"enc""#), JwkError::OtherUse("use")),
        (with(r#""alg":"ES256""#), JwkError::OtherUse("alg")),
        (with(r#""key_ops":["sign"]"#), JwkError::OtherUse("key_ops")),
        (RFC_8037.replace("URo", "UR"), JwkError::Member("x")),
        (RFC_8037.replace("URo", "URo="), JwkError::Member("x")),
        // The last character holds two bits that must be zero.
        (RFC_8037.replace("URo", "URp"), JwkError::Member("x")),
        (RFC_8037.replace("URo", "URoAA"), JwkError::Member("x")),
        (RFC_8037.replace("\"x\"", "\"y\""), JwkError::Member("x")),
    ] {
        assert_eq!(read_text(&text), Err(expected), "{text}");
    }
    let weak = format!(
        r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#,
        URL_SAFE_NO_PAD.encode([0; 32])
    );
    assert_eq!(read_text(&weak), Err(PublicKeyError::Weak.into()));
    for fine in [
        r#""alg":"Ed25519""#,
        r#""use":"sig""#,
        r#""key_ops":["verify"]"#,
    ] {
        assert!(read_text(&with(fine)).is_ok());
    }
}

/// The public keys of RFC 7517, appendix A.1; the RSA key is that of RFC 7638, section 3.1, too.
const RFC_7517_EC: &str = concat!(
    r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","#,
    r#""y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}"#
);
const RFC_7517_RSA: &str = concat!(
    r#"{"kty":"RSA","n":""#,
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B",
    "JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_F",
    "DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4",
    "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
    r#"","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#
);

/// A JWK with one more member, in front.
fn with(jwk: &str, member: &str) -> String {
    jwk.replacen('{', &format!("{{{member},"), 1)
}

#[test]
fn the_thumbprint_is_that_of_rfc_7638() {
    let key = read_text(RFC_7517_RSA).unwrap();
    assert_eq!(key.kind(), "RSA");
    assert_eq!(
        thumbprint(&key),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
}

#[test]
fn a_key_for_encryption_is_read_only_where_its_use_is_minded_elsewhere() {
    assert_eq!(read_text(RFC_7517_EC), Err(JwkError::OtherUse("use")));
    let json = ijson::parse(RFC_7517_EC.as_bytes()).unwrap();
    let key = read_for_any_use(&json).unwrap();
    let signing = RFC_7517_EC.replace("enc", "sig");
    assert_eq!(read_text(&signing), Ok(key.clone()));
    assert_eq!(read_ed25519(&json), Err(JwkError::OtherUse("use")));
    let json = ijson::parse(signing.as_bytes()).unwrap();
    let other = JwkError::OtherKind("P-256".to_owned());
    assert_eq!(read_ed25519(&json), Err(other));
}

#[test]
fn faults_of_ec_keys_have_their_errors() {
    let good = RFC_7517_EC.replace("enc", "sig");
    assert!(read_text(&with(&good, r#""alg":"ES256""#)).is_ok());
    let other_curve = JwkError::OtherKind("EC secp256k1".to_owned());
    // Zeros in front of a coordinate are neither added nor dropped.
    let longer = URL_SAFE_NO_PAD.encode([0; 33]);
    for (text, expected) in [
        (with(&good, r#""d":"AA""#), JwkError::Private),
        (good.replace("P-256", "secp256k1"), other_curve),
        (good.replace("P-256", "P-384"), JwkError::Member("x")),
        (
            good.replace(r#""crv""#, r#""cur""#),
            JwkError::Member("crv"),
        ),
        (good.replace(r#""kty""#, r#""kt""#), JwkError::Member("kty")),
        (good.replace(r#""y""#, r#""z""#), JwkError::Member("y")),
        (good.replace("qv7D4", "qv7"), JwkError::Member("x")),
        (good.replace("qv7D4", "qv7D4="), JwkError::Member("x")),
        (good.replace("qv7D4", "qv7D5"), JwkError::Member("x")),
        (good.replace("4IFyM", "4+FyM"), JwkError::Member("y")),
        (
            good.replace("4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", &longer),
            JwkError::Member("y"),
        ),
        (
            good.replace("MKBCT", "MKBCU"),
            PublicKeyError::NotAPoint("P-256").into(),
        ),
        (with(&good, r#""alg":"ES384""#), JwkError::OtherUse("alg")),
        (with(&good, r#""alg":"HS256""#), JwkError::OtherUse("alg")),
        (with(&good, r#""alg":"none""#), JwkError::OtherUse("alg")),
        (with(&good, r#""alg":7"#), JwkError::OtherUse("alg")),
        (
            with(&good, r#""key_ops":"verify""#),
            JwkError::OtherUse("key_ops"),
        ),
        (
            with(&good, r#""key_ops":["deriveKey"]"#),
            JwkError::OtherUse("key_ops"),
        ),
    ] {
        assert_eq!(read_text(&text), Err(expected), "{text}");
    }
}

#[test]
fn faults_of_rsa_keys_have_their_errors() {
    let other_algorithm = RFC_7517_RSA.replace("RS256", "PS256");
    let n = |number: &[u8]| {
        let n = URL_SAFE_NO_PAD.encode(number);
        format!(r#"{{"kty":"RSA","e":"AQAB","n":"{n}"}}"#)
    };
    for (text, expected) in [
        (other_algorithm, JwkError::OtherAlgorithm("PS256")),
        (
            RFC_7517_RSA.replace("RS256", "RSA-OAEP"),
            JwkError::OtherUse("alg"),
        ),
        (
            RFC_7517_RSA.replace("AQAB", "AAEAAQ"),
            JwkError::Member("e"),
        ),
        (RFC_7517_RSA.replace("AQAB", ""), JwkError::Member("e")),
        (
            RFC_7517_RSA.replace("AQAB", "AQ"),
            PublicKeyError::RsaNumbers.into(),
        ),
        (n(&[0xff; 64]), PublicKeyError::RsaBits(512).into()),
        (n(&[0xff; 2048]), PublicKeyError::RsaBits(16384).into()),
        (n(&[&[0][..], &[0xff; 256]].concat()), JwkError::Member("n")),
    ] {
        assert_eq!(read_text(&text), Err(expected), "{text}");
    }
    assert!(read_text(&n(&[0xff; 256])).is_ok());
    for private in ["d", "p", "q", "dp", "dq", "qi", "oth"] {
        let text = with(RFC_7517_RSA, &format!(r#""{private}":"c2VjcmV0""#));
        let error = read_text(&text).unwrap_err();
        assert_eq!(error, JwkError::Private, "{private}");
        assert!(!error.to_string().contains("c2VjcmV0"));
    }
}
