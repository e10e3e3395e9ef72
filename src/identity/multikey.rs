//! Public keys as multikeys: `z…`, base58btc of a code for the kind of key and the key's bytes.
//!
//! Controlled Identifiers 1.0, sections 2.2.2 (Multikey) and 2.4 (Multibase); multicodec
//! `ed25519-pub`, `p256-pub` and `p384-pub` as unsigned varints, the last two with compressed
//! points (did:key Method, section 3.1.2). Reading is strict: one spelling a key, and no key under
//! which anyone can sign. Private multikeys are not read: private keys live in key files only.

use super::public_key::{Curve, PublicKey, PublicKeyError};
use ed25519_dalek::VerifyingKey;

/// The multicodec code of an Ed25519 public key.
const ED25519_PUBLIC: u64 = 0xed;

/// The same as an unsigned varint.
const ED25519_PUBLIC_PREFIX: [u8; 2] = [0xed, 0x01];

/// The multicodec code of an X25519 public key.
const X25519_PUBLIC: u64 = 0xec;

/// The multicodec code of a compressed point on P-256.
const P256_PUBLIC: u64 = 0x1200;

/// The same as an unsigned varint.
const P256_PUBLIC_PREFIX: [u8; 2] = [0x80, 0x24];

/// The multicodec code of a compressed point on P-384.
const P384_PUBLIC: u64 = 0x1201;

/// The same as an unsigned varint.
const P384_PUBLIC_PREFIX: [u8; 2] = [0x81, 0x24];

/// The multicodec codes of private keys, of all kinds.
const PRIVATE: std::ops::RangeInclusive<u64> = 0x1300..=0x130b;

/// Longer texts are refused before their base58 is read, which takes quadratic time. The
/// multikey of an RSA key of 4096 bits has some 730 characters.
const MAX_CHARACTERS: usize = 1024;

/// A text is not the multikey of a usable public key. Whoever wrote it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MultikeyError {
    /// The first character is not `z`: another multibase encoding, or none.
    #[error("a multikey is base58btc and begins with “z”; this one does not")]
    NotBase58Btc,
    /// A character is outside the base58btc alphabet.
    #[error("after its “z” the multikey is not base58btc")]
    NotBase58,
    /// Far longer than any key.
    #[error("the multikey is longer than {MAX_CHARACTERS} characters")]
    TooLong,
    /// The code that says what kind of key follows stops before its end.
    #[error("the multikey ends before it has said what kind of key it is")]
    NoCodec,
    /// The code is written with more bytes than it needs, so that one key has two spellings.
    #[error("the kind of key is written as an over-long varint")]
    OverlongCodec,
    /// A private key where a public one belongs.
    #[error("this is a private key; it must be treated as disclosed")]
    PrivateKey,
    /// An X25519 key.
    #[error("the multikey holds an X25519 key, which agrees on secrets and verifies nothing")]
    KeyAgreement,
    /// A key of a kind that is not known or not wanted here.
    #[error("the multikey holds a key of another kind (multicodec 0x{0:x})")]
    OtherKind(u64),
    /// Not as many bytes as the kind of key has.
    #[error("a key of this kind has {expected} bytes; the multikey holds {found}")]
    Length {
        /// How many bytes the kind of key has.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// The bytes are no key that can be used.
    #[error(transparent)]
    Key(#[from] PublicKeyError),
}

/// The multikey of an Ed25519 key, the kind that Proofmark writes.
pub fn encode(key: &VerifyingKey) -> String {
    multibase(ED25519_PUBLIC_PREFIX, key.as_bytes())
}

/// The multikey of any key; none for RSA, whose keys are written as JWKs.
pub fn of_public_key(key: &PublicKey) -> Option<String> {
    match key {
        PublicKey::Ed25519(key) => Some(encode(key)),
        PublicKey::Ec(key) => {
            let prefix = match key.curve() {
                Curve::P256 => P256_PUBLIC_PREFIX,
                Curve::P384 => P384_PUBLIC_PREFIX,
            };
            Some(multibase(prefix, &key.compressed()))
        }
        PublicKey::Rsa(_) => None,
    }
}

fn multibase(prefix: [u8; 2], key: &[u8]) -> String {
    let digits = bs58::encode([&prefix, key].concat()).into_string();
    format!("z{digits}")
}

/// The key of a multikey.
///
/// # Errors
/// [`MultikeyError`], a variant for each way of being wrong.
pub fn decode(text: &str) -> Result<PublicKey, MultikeyError> {
    let bytes = bytes_of(text)?;
    let (code, key) = codec(&bytes)?;
    let expect = |expected| match key.len() {
        found if found == expected => Ok(key),
        found => Err(MultikeyError::Length { expected, found }),
    };
    let point = |curve: Curve| {
        let bytes = expect(1 + curve.field_bytes())?;
        Ok(PublicKey::ec_compressed(curve, bytes)?)
    };
    match code {
        ED25519_PUBLIC => {
            let bytes = key.try_into().map_err(|_| MultikeyError::Length {
                expected: 32,
                found: key.len(),
            })?;
            Ok(PublicKey::ed25519(bytes)?)
        }
        P256_PUBLIC => point(Curve::P256),
        P384_PUBLIC => point(Curve::P384),
        X25519_PUBLIC => Err(MultikeyError::KeyAgreement),
        code if PRIVATE.contains(&code) => Err(MultikeyError::PrivateKey),
        other => Err(MultikeyError::OtherKind(other)),
    }
}

/// The key of the multikey of an Ed25519 key.
///
/// # Errors
/// As of [`decode`]; [`MultikeyError::OtherKind`] for P-256 and P-384.
pub fn decode_ed25519(text: &str) -> Result<VerifyingKey, MultikeyError> {
    match decode(text)? {
        PublicKey::Ed25519(key) => Ok(key),
        PublicKey::Ec(key) if key.curve() == Curve::P256 => {
            Err(MultikeyError::OtherKind(P256_PUBLIC))
        }
        _ => Err(MultikeyError::OtherKind(P384_PUBLIC)),
    }
}

fn bytes_of(text: &str) -> Result<Vec<u8>, MultikeyError> {
    if text.len() > MAX_CHARACTERS {
        return Err(MultikeyError::TooLong);
    }
    let digits = text.strip_prefix('z').ok_or(MultikeyError::NotBase58Btc)?;
    bs58::decode(digits)
        .into_vec()
        .map_err(|_| MultikeyError::NotBase58)
}

/// The multicodec code at the beginning (an unsigned varint of at most nine bytes) and what
/// follows it.
fn codec(bytes: &[u8]) -> Result<(u64, &[u8]), MultikeyError> {
    let mut code = 0_u64;
    for (place, byte) in bytes.iter().take(9).enumerate() {
        code |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            if *byte == 0 && place > 0 {
                return Err(MultikeyError::OverlongCodec);
            }
            return Ok((code, bytes.get(place + 1..).unwrap_or_default()));
        }
    }
    Err(MultikeyError::NoCodec)
}

#[cfg(test)]
mod tests;
