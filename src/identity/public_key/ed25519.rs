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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_coordinate_is_below_the_modulus_or_misspelt() {
        for (lowest, below) in [(0x00, true), (0xec, true), (0xed, false), (0xff, false)] {
            for highest in [0x7f, 0xff] {
                let mut bytes = [0xff; 32];
                (bytes[0], bytes[31]) = (lowest, highest);
                assert_eq!(is_below_modulus(&bytes), below, "{bytes:02x?}");
            }
        }
        let mut bytes = [0xff; 32];
        bytes[31] = 0x7e;
        assert!(is_below_modulus(&bytes));
        (bytes[30], bytes[31]) = (0xfe, 0x7f);
        assert!(is_below_modulus(&bytes));
    }

    proptest! {
        #[test]
        fn a_key_is_canonical_where_it_compresses_to_itself(bytes in any::<[u8; 32]>()) {
            if let Ok(point) = VerifyingKey::from_bytes(&bytes) {
                let same = point.to_edwards().compress().to_bytes() == bytes;
                prop_assert_eq!(key(&bytes).is_ok(), same && !point.is_weak());
            }
        }
    }
}
