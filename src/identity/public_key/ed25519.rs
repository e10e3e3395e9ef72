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
    if !is_below_modulus(bytes) {
        return Err(PublicKeyError::NotCanonical);
    }
    Ok(key)
}

/// Whether the coordinate y of a point, without the sign of x in the top bit, is less than
/// p = 2^255 - 19 (RFC 8032, section 5.1.3, step 1). A second spelling has it larger, or a sign for
/// an x of zero; only two points have that x, both of small order.
fn is_below_modulus(bytes: &[u8; 32]) -> bool {
    let [lowest, between @ .., highest] = bytes;
    *lowest < 0xed || between.iter().any(|byte| *byte != 0xff) || highest & 0x7f != 0x7f
}
