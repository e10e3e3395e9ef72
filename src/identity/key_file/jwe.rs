//! The private JWK as a compact JWE: PBES2-HS512+A256KW and A256GCM (RFC 7518, sections 4.8 and
//! 5.3), by josekit.
//!
//! josekit is given our own files only, and those only after their form was checked here: it
//! would panic on an encrypted key of less than eight bytes, and derive as often as a file says.
//! What josekit keeps for itself while it works (a copy of the passphrase, the derived key) it
//! does not wipe; what is held here is wiped.

use super::super::passphrase::Passphrase;
use super::KeyFileError;
use crate::finding::Finding;
use crate::ijson::{self, Json};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use josekit::jwe::{self, JweHeader, PBES2_HS512_A256KW};
use zeroize::Zeroizing;

/// Bytes of salt: 128 bits (NIST SP 800-132, section 5.1).
const SALT_BYTES: usize = 16;

/// A content key of 32 bytes, wrapped (RFC 3394).
const WRAPPED_KEY_BYTES: usize = 40;

/// The initialization vector and the tag of AES-GCM (RFC 7518, section 5.3).
const IV_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// No private JWK is longer.
const MAX_CIPHERTEXT_BYTES: usize = 16 * 1024;

/// How often the passphrase is hashed (PBKDF2 with HMAC-SHA-512): the work that each guess takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Iterations(u32);

impl Iterations {
    /// The fewest that are taken; for tests.
    pub const FLOOR: u32 = 10_000;
    /// The most that are taken: josekit reads no more.
    pub const CEILING: u32 = 1_000_000;

    /// That many, if they are from [`Self::FLOOR`] to [`Self::CEILING`].
    pub fn new(count: u32) -> Option<Self> {
        (Self::FLOOR..=Self::CEILING)
            .contains(&count)
            .then_some(Self(count))
    }
}

impl Default for Iterations {
    /// 600 000, about a third of a second.
    fn default() -> Self {
        Self(600_000)
    }
}

/// The JWE of a private JWK.
pub(super) fn encrypt(
    jwk: &[u8],
    passphrase: &Passphrase,
    iterations: Iterations,
) -> Result<String, KeyFileError> {
    let sealing = |error: josekit::JoseError| KeyFileError::Sealing(error.to_string());
    let mut encrypter = PBES2_HS512_A256KW
        .encrypter_from_bytes(passphrase.bytes())
        .map_err(sealing)?;
    encrypter.set_salt_len(SALT_BYTES);
    encrypter.set_iter_count(iterations.0 as usize);
    let mut header = JweHeader::new();
    header.set_content_encryption("A256GCM");
    header.set_content_type("jwk+json");
    jwe::serialize_compact(jwk, &header, &encrypter).map_err(sealing)
}

/// The private JWK of a JWE that was [checked](check).
pub(super) fn decrypt(
    jwe: &str,
    passphrase: &Passphrase,
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let decrypter = PBES2_HS512_A256KW
        .decrypter_from_bytes(passphrase.bytes())
        .map_err(|_| KeyFileError::WrongPassphrase)?;
    // Whether unwrapping the content key failed or the tag is not told: no oracle.
    let (jwk, _) =
        jwe::deserialize_compact(jwe, &decrypter).map_err(|_| KeyFileError::WrongPassphrase)?;
    Ok(Zeroizing::new(jwk))
}

/// Checks that a text is a JWE as [`encrypt`] makes it, before anything is derived.
pub(super) fn check(jwe: &str, pointer: &str) -> Result<(), KeyFileError> {
    let malformed = |detail: &str| {
        let finding = Finding::new(pointer, "not-our-jwe", detail).by("RFC 7516, section 7.1");
        KeyFileError::Malformed(vec![finding])
    };
    let parts: Vec<&str> = jwe.split('.').collect();
    let decode = |part: &&str| URL_SAFE_NO_PAD.decode(part);
    let parts: Result<Vec<Vec<u8>>, _> = parts.iter().map(decode).collect();
    let Ok([header, key, iv, ciphertext, tag]) = parts
        .map_err(|_| ())
        .and_then(|p| <[_; 5]>::try_from(p).map_err(|_| ()))
    else {
        return Err(malformed("this is not a compact JWE of five parts"));
    };
    let lengths = (key.len(), iv.len(), tag.len());
    if lengths != (WRAPPED_KEY_BYTES, IV_BYTES, TAG_BYTES) {
        return Err(malformed("a part of the JWE has not its length"));
    }
    if ciphertext.is_empty() || ciphertext.len() > MAX_CIPHERTEXT_BYTES {
        return Err(malformed("the encrypted key is empty or too long"));
    }
    let header = ijson::parse(&header).map_err(|_| malformed("the header is not JSON"))?;
    check_header(&header, malformed)
}

/// Checks the protected header: just the members that [`encrypt`] writes.
fn check_header(
    header: &Json<'_>,
    malformed: impl Fn(&str) -> KeyFileError,
) -> Result<(), KeyFileError> {
    for (name, expected) in [
        ("alg", "PBES2-HS512+A256KW"),
        ("enc", "A256GCM"),
        ("cty", "jwk+json"),
    ] {
        if header.get(name).and_then(Json::as_str) != Some(expected) {
            return Err(malformed("the header names another algorithm or content"));
        }
    }
    if header.as_object().is_none_or(|header| header.len() != 5) {
        return Err(malformed("the header has other members than it must"));
    }
    let salt = header.get("p2s").and_then(Json::as_str).unwrap_or_default();
    let salt = URL_SAFE_NO_PAD.decode(salt);
    if !salt.is_ok_and(|salt| salt.len() == SALT_BYTES) {
        return Err(malformed("the salt must have 16 bytes"));
    }
    let count = header.get("p2c").and_then(Json::as_f64);
    let count = count.ok_or_else(|| malformed("the number of iterations is missing"))?;
    let range = f64::from(Iterations::FLOOR)..=f64::from(Iterations::CEILING);
    if count.fract() != 0.0 || !range.contains(&count) {
        return Err(KeyFileError::Iterations(count.to_string()));
    }
    Ok(())
}
