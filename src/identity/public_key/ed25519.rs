//! Ed25519 keys and signatures, by the strict rules.
//!
//! RFC 8032, section 5.1: one spelling a key, no key under which anyone can sign, no signature
//! with a second form.

use super::{PublicKeyError, SignatureRefused};
use ed25519_dalek::{Signature, VerifyingKey};

/// Whether `signature` is `key`'s over `message`.
///
/// `verify_strict`, because the plain equation accepts, under a key of small order, one signature
/// for every message; malleated signatures (s + L) are refused as RFC 8032 wants.
///
/// # Errors
/// [`SignatureRefused::WeakKey`], [`SignatureRefused::WrongSignature`].
pub fn verify(
    key: &VerifyingKey,
    message: &[u8],
    signature: &[u8; 64],
) -> Result<(), SignatureRefused> {
    if key.is_weak() {
        return Err(SignatureRefused::WeakKey);
    }
    key.verify_strict(message, &Signature::from_bytes(signature))
        .map_err(|_| SignatureRefused::WrongSignature)
}

/// The key that 32 bytes are.
///
/// # Errors
/// [`PublicKeyError`] when they are no point, are not canonical, or are a weak key.
pub(super) fn key(bytes: &[u8; 32]) -> Result<VerifyingKey, PublicKeyError> {
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| PublicKeyError::NotAPoint("Ed25519"))?;
    if key.is_weak() {
        return Err(PublicKeyError::Weak);
    }
    if key.to_edwards().compress().as_bytes() != bytes {
        return Err(PublicKeyError::NotCanonical);
    }
    Ok(key)
}
