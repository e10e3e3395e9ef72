//! Ed25519 public keys as JSON Web Keys, and sets of them.
//!
//! RFC 7517 (JWK, JWK Set), RFC 8037 section 2 (key type `OKP`), RFC 7638 (thumbprint). Private
//! members are never written here and make a key unreadable; private keys live in key files.

use super::multikey::{self, PublicKeyError};
use crate::ijson::{Json, Object};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::VerifyingKey;
use sha2::{Digest as _, Sha256};

/// A JSON value is not the JWK of a usable Ed25519 public key. Whoever wrote it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwkError {
    /// Not a JSON object.
    #[error("a JWK is an object")]
    NotAnObject,
    /// A private member (`d`) or a symmetric key (`k`) is in it. Its value is never shown.
    #[error("the JWK holds private key material; that key must be treated as disclosed")]
    Private,
    /// A key of another type or curve.
    #[error("the JWK is not an Ed25519 key (kty “OKP”, crv “Ed25519”)")]
    OtherKind,
    /// `use`, `key_ops` or `alg` says that the key is for something else than EdDSA signatures.
    #[error("the JWK says that it is not for EdDSA signatures ({0})")]
    OtherUse(&'static str),
    /// `x` is missing, or not the base64url of 32 bytes.
    #[error("the member “x” must be 32 bytes in base64url without padding")]
    Coordinate,
    /// The bytes are no key that can be used.
    #[error(transparent)]
    Key(#[from] PublicKeyError),
}

/// The public JWK of `key`, with `kid` as its name: a DID URL.
pub fn public_jwk(key: &VerifyingKey, kid: &str) -> Object<'static> {
    let mut jwk = Object::new();
    jwk.insert("kty", "OKP");
    jwk.insert("crv", "Ed25519");
    jwk.insert("x", URL_SAFE_NO_PAD.encode(key.as_bytes()));
    jwk.insert("kid", kid.to_owned());
    jwk.insert("use", "sig");
    jwk.insert("alg", "EdDSA");
    jwk
}

/// The JWK Set of keys with their names (`kid`).
pub fn jwks<'k>(keys: impl IntoIterator<Item = (&'k str, &'k VerifyingKey)>) -> Object<'static> {
    let keys = keys
        .into_iter()
        .map(|(kid, key)| Json::Object(public_jwk(key, kid)))
        .collect::<Vec<_>>();
    let mut set = Object::new();
    set.insert("keys", keys);
    set
}

/// The thumbprint of `key` (RFC 7638, SHA-256, base64url): over its required members, in the
/// order of their names, without white space.
pub fn thumbprint(key: &VerifyingKey) -> String {
    let x = URL_SAFE_NO_PAD.encode(key.as_bytes());
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(members.as_bytes()))
}

/// The key of a public JWK.
///
/// # Errors
/// [`JwkError`], a variant for each way of being wrong.
pub fn read(jwk: &Json<'_>) -> Result<VerifyingKey, JwkError> {
    let jwk = jwk.as_object().ok_or(JwkError::NotAnObject)?;
    if ["d", "k"].iter().any(|name| jwk.contains(name)) {
        return Err(JwkError::Private);
    }
    let text = |name| jwk.get(name).and_then(Json::as_str);
    if (text("kty"), text("crv")) != (Some("OKP"), Some("Ed25519")) {
        return Err(JwkError::OtherKind);
    }
    check_use(jwk)?;
    let mut bytes = [0; 32];
    let x = text("x").ok_or(JwkError::Coordinate)?;
    match URL_SAFE_NO_PAD.decode_slice(x, &mut bytes) {
        Ok(32) => Ok(multikey::public_key(&bytes)?),
        _ => Err(JwkError::Coordinate),
    }
}

/// What a JWK says of its own use (RFC 7517, sections 4.2 to 4.4) must not exclude EdDSA.
fn check_use(jwk: &Object<'_>) -> Result<(), JwkError> {
    if jwk.get("use").is_some_and(|v| v.as_str() != Some("sig")) {
        return Err(JwkError::OtherUse("use"));
    }
    // RFC 9864 gives the algorithm its second name.
    let is_eddsa = |v: &Json<'_>| matches!(v.as_str(), Some("EdDSA" | "Ed25519"));
    if jwk.get("alg").is_some_and(|v| !is_eddsa(v)) {
        return Err(JwkError::OtherUse("alg"));
    }
    let verifies = |v: &Json<'_>| {
        let operations = v.as_array().unwrap_or_default();
        operations.iter().any(|o| o.as_str() == Some("verify"))
    };
    if jwk.get("key_ops").is_some_and(|v| !verifies(v)) {
        return Err(JwkError::OtherUse("key_ops"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ijson;

    /// The public key of RFC 8037, appendix A.2.
    const RFC_8037: &str =
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

    fn read_text(text: &str) -> Result<VerifyingKey, JwkError> {
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
        let with = |member: &str| RFC_8037.replacen('{', &format!("{{{member},"), 1);
        for (text, expected) in [
            ("[]".to_owned(), JwkError::NotAnObject),
            (with(r#""d":"AA""#), JwkError::Private),
            (r#"{"kty":"oct","k":"AA"}"#.to_owned(), JwkError::Private),
            (RFC_8037.replace("Ed25519", "X25519"), JwkError::OtherKind),
            (RFC_8037.replace("OKP", "EC"), JwkError::OtherKind),
            (with(r#""use":"enc""#), JwkError::OtherUse("use")),
            (with(r#""alg":"ES256""#), JwkError::OtherUse("alg")),
            (with(r#""key_ops":["sign"]"#), JwkError::OtherUse("key_ops")),
            (RFC_8037.replace("URo", "UR"), JwkError::Coordinate),
            (RFC_8037.replace("URo", "URo="), JwkError::Coordinate),
            // The last character holds two bits that must be zero.
            (RFC_8037.replace("URo", "URp"), JwkError::Coordinate),
            (RFC_8037.replace("URo", "URoAA"), JwkError::Coordinate),
            (RFC_8037.replace("\"x\"", "\"y\""), JwkError::Coordinate),
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
}
