//! Public keys as JSON Web Keys, and sets of them.
//!
//! RFC 7517 (JWK, JWK Set), RFC 7518 sections 6.2 and 6.3 (key types `EC` and `RSA`), RFC 8037
//! section 2 (key type `OKP`), RFC 7638 (thumbprint). Private members are never written here and
//! make a key unreadable; private keys live in key files. Reading is strict: one spelling a key.

use super::public_key::{Curve, PublicKey, PublicKeyError, SignatureAlgorithm};
use crate::ijson::{self, Json, Object};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::VerifyingKey;
use sha2::{Digest as _, Sha256};

/// Members that hold private numbers or shared secrets (RFC 7518, sections 6.2.2, 6.3.2, 6.4.1).
const PRIVATE: [&str; 8] = ["d", "k", "p", "q", "dp", "dq", "qi", "oth"];

/// Algorithms of RSA signatures that are not known here.
const OTHER_RSA_ALGORITHMS: [&str; 5] = ["RS384", "RS512", "PS256", "PS384", "PS512"];

/// A JSON value is not the JWK of a usable public key. Whoever wrote it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwkError {
    /// Not a JSON object.
    #[error("a JWK is an object")]
    NotAnObject,
    /// A private member (such as `d`) or a symmetric key (`k`) is in it. Its value is never shown.
    #[error("the JWK holds private key material; that key must be treated as disclosed")]
    Private,
    /// A key of a type or curve that is not known, or not wanted, here.
    #[error("the JWK is of another kind: {0}")]
    OtherKind(String),
    /// `use`, `key_ops` or `alg` says that the key is for something else than signatures, or for
    /// signatures that such a key cannot make.
    #[error("the JWK says by {0:?} that it is not for signatures that it could verify")]
    OtherUse(&'static str),
    /// `alg` names signatures that are not known here.
    #[error("the JWK is for signatures that are not known here: {0}")]
    OtherAlgorithm(&'static str),
    /// A member is missing, or not what RFC 7518 and RFC 8037 want it to be.
    #[error("the member {0:?} is missing, or not written as its kind of key demands")]
    Member(&'static str),
    /// The numbers are no key that can be used.
    #[error(transparent)]
    Key(#[from] PublicKeyError),
}

/// The public JWK of `key`, with `kid` as its name: a DID URL.
pub fn public_jwk(key: &PublicKey, kid: &str) -> Object<'static> {
    let required = required_members(key);
    let mut jwk = Object::new();
    for name in ["kty", "crv", "x", "y", "n", "e"] {
        if let Some(value) = required.get(name) {
            jwk.insert(name, value.clone());
        }
    }
    jwk.insert("kid", kid.to_owned());
    jwk.insert("use", "sig");
    jwk.insert("alg", key.algorithm().name());
    jwk
}

/// The JWK Set of keys with their names (`kid`).
pub fn jwks<'k>(keys: impl IntoIterator<Item = (&'k str, &'k PublicKey)>) -> Object<'static> {
    let keys = keys
        .into_iter()
        .map(|(kid, key)| Json::Object(public_jwk(key, kid)))
        .collect::<Vec<_>>();
    let mut set = Object::new();
    set.insert("keys", keys);
    set
}

/// The members of a public JWK that make the key, and no others, in the order of their names.
pub fn required_members(key: &PublicKey) -> Object<'static> {
    let number = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let mut jwk = Object::new();
    match key {
        PublicKey::Ed25519(key) => {
            jwk.insert("crv", "Ed25519");
            jwk.insert("kty", "OKP");
            jwk.insert("x", number(key.as_bytes()));
        }
        PublicKey::Ec(key) => {
            let (x, y) = key.coordinates();
            jwk.insert("crv", key.curve().name());
            jwk.insert("kty", "EC");
            jwk.insert("x", number(x));
            jwk.insert("y", number(y));
        }
        PublicKey::Rsa(key) => {
            jwk.insert("e", number(key.exponent()));
            jwk.insert("kty", "RSA");
            jwk.insert("n", number(key.modulus()));
        }
    }
    jwk
}

/// The thumbprint of `key` (RFC 7638, SHA-256, base64url): over its required members, in the
/// order of their names, without white space.
pub fn thumbprint(key: &PublicKey) -> String {
    let members = ijson::to_vec(&Json::Object(required_members(key)));
    URL_SAFE_NO_PAD.encode(Sha256::digest(members))
}

/// The key of a public JWK.
///
/// # Errors
/// [`JwkError`], a variant for each way of being wrong.
pub fn read(jwk: &Json<'_>) -> Result<PublicKey, JwkError> {
    let key = read_for_any_use(jwk)?;
    let members = jwk.as_object().ok_or(JwkError::NotAnObject)?;
    check_use(members, key.algorithm())?;
    Ok(key)
}

/// The key of the public JWK of an Ed25519 key.
///
/// # Errors
/// As of [`read`]; [`JwkError::OtherKind`] for every other kind of key.
pub fn read_ed25519(jwk: &Json<'_>) -> Result<VerifyingKey, JwkError> {
    let key = read(jwk)?;
    let other = || JwkError::OtherKind(key.kind().to_owned());
    key.as_ed25519().copied().ok_or_else(other)
}

/// The key of a public JWK, whatever it says that it is for.
pub(super) fn read_for_any_use(jwk: &Json<'_>) -> Result<PublicKey, JwkError> {
    let jwk = jwk.as_object().ok_or(JwkError::NotAnObject)?;
    if is_private(jwk) {
        return Err(JwkError::Private);
    }
    match text(jwk, "kty")? {
        "OKP" => match text(jwk, "crv")? {
            "Ed25519" => {
                let x = bytes(jwk, "x")?;
                let x = x.as_slice().try_into();
                Ok(PublicKey::ed25519(x.map_err(|_| JwkError::Member("x"))?)?)
            }
            other => Err(other_kind("OKP", other)),
        },
        "EC" => {
            let name = text(jwk, "crv")?;
            let curve = Curve::named(name).ok_or_else(|| other_kind("EC", name))?;
            let (x, y) = (coordinate(jwk, "x", curve)?, coordinate(jwk, "y", curve)?);
            Ok(PublicKey::ec(curve, &x, &y)?)
        }
        "RSA" => Ok(PublicKey::rsa(&number(jwk, "n")?, &number(jwk, "e")?)?),
        other => Err(other_kind(other, "")),
    }
}

/// Whether private numbers or a shared secret stand in a JWK. Their values are not looked at.
pub(super) fn is_private(jwk: &Object<'_>) -> bool {
    PRIVATE.iter().any(|name| jwk.contains(name))
}

fn other_kind(kty: &str, crv: &str) -> JwkError {
    let kind = format!("{kty} {crv}");
    JwkError::OtherKind(kind.trim_end().chars().take(40).collect())
}

fn text<'j>(jwk: &'j Object<'_>, name: &'static str) -> Result<&'j str, JwkError> {
    let text = jwk.get(name).and_then(Json::as_str);
    text.ok_or(JwkError::Member(name))
}

/// Canonical base64url without padding (RFC 7515, section 2).
fn bytes(jwk: &Object<'_>, name: &'static str) -> Result<Vec<u8>, JwkError> {
    URL_SAFE_NO_PAD
        .decode(text(jwk, name)?)
        .map_err(|_| JwkError::Member(name))
}

/// A coordinate has the length of its field, zeros in front included (RFC 7518, section 6.2.1.2).
fn coordinate(jwk: &Object<'_>, name: &'static str, curve: Curve) -> Result<Vec<u8>, JwkError> {
    let bytes = bytes(jwk, name)?;
    if bytes.len() != curve.field_bytes() {
        return Err(JwkError::Member(name));
    }
    Ok(bytes)
}

/// A positive number without zeros in front (RFC 7518, section 2, Base64urlUInt).
fn number(jwk: &Object<'_>, name: &'static str) -> Result<Vec<u8>, JwkError> {
    let bytes = bytes(jwk, name)?;
    match bytes.first() {
        None | Some(0) => Err(JwkError::Member(name)),
        Some(_) => Ok(bytes),
    }
}

/// What a JWK says of its own use (RFC 7517, sections 4.2 to 4.4) must not exclude signatures by
/// the key's own algorithm.
fn check_use(jwk: &Object<'_>, own: SignatureAlgorithm) -> Result<(), JwkError> {
    if jwk.get("use").is_some_and(|v| v.as_str() != Some("sig")) {
        return Err(JwkError::OtherUse("use"));
    }
    let verifies = |v: &Json<'_>| {
        let operations = v.as_array().unwrap_or_default();
        operations.iter().any(|o| o.as_str() == Some("verify"))
    };
    if jwk.get("key_ops").is_some_and(|v| !verifies(v)) {
        return Err(JwkError::OtherUse("key_ops"));
    }
    let Some(algorithm) = jwk.get("alg") else {
        return Ok(());
    };
    let name = algorithm.as_str().unwrap_or_default();
    if SignatureAlgorithm::named(name) == Some(own) {
        return Ok(());
    }
    let mut others = OTHER_RSA_ALGORITHMS.into_iter();
    match others.find(|other| own == SignatureAlgorithm::Rs256 && *other == name) {
        Some(other) => Err(JwkError::OtherAlgorithm(other)),
        None => Err(JwkError::OtherUse("alg")),
    }
}

#[cfg(test)]
mod tests;
