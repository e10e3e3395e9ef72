//! Ed25519 keys and signatures, by the strict rules.
//!
//! RFC 8032, section 5.1: one spelling a key, no key under which anyone can sign, no signature
//! with a second form.

use super::{PublicKeyError, SignatureRefused};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};

/// Whether `signature` is `key`'s over `message`.
///
/// As dalek's `verify_strict`, because the plain equation accepts, under a key of small order, one
/// signature for every message; malleated signatures (s + L) are refused as RFC 8032 wants. A nonce
/// point of small order is known by its bytes: where the equation holds they are its one spelling,
/// so it need not be read as a point.
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
    let signature = Signature::from_bytes(signature);
    key.verify(message, &signature)
        .map_err(|_| SignatureRefused::WrongSignature)?;
    match is_small_order(signature.r_bytes()) {
        true => Err(SignatureRefused::WrongSignature),
        false => Ok(()),
    }
}

/// The coordinates y of the eight points of small order, little-endian: those of order 1 and 2, of
/// order 4, and of order 8.
const SMALL_ORDER: [[u8; 32]; 5] = [
    with_ends(0x01, 0x00, 0x00),
    with_ends(0xec, 0xff, 0x7f),
    [0; 32],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

const fn with_ends(lowest: u8, between: u8, highest: u8) -> [u8; 32] {
    let mut bytes = [between; 32];
    bytes[0] = lowest;
    bytes[31] = highest;
    bytes
}

/// Whether the canonical bytes of a point are those of one of small order. The top bit is the sign
/// of x.
fn is_small_order(point: &[u8; 32]) -> bool {
    let mut y = *point;
    y[31] &= 0x7f;
    SMALL_ORDER.contains(&y)
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
    use ed25519_dalek::{Signer, SigningKey};
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn the_points_of_small_order_are_all_eight() {
        let mut points = HashSet::new();
        for y in SMALL_ORDER {
            for sign in [0, 0x80] {
                let mut bytes = y;
                bytes[31] |= sign;
                let key = VerifyingKey::from_bytes(&bytes).unwrap();
                assert!(key.is_weak() && is_small_order(&bytes), "{bytes:02x?}");
                points.insert(key.to_edwards().compress().to_bytes());
            }
        }
        assert_eq!(points.len(), 8);
    }

    #[test]
    fn a_coordinate_is_below_the_modulus_or_misspelt() {
        for (lowest, below) in [(0x00, true), (0xec, true), (0xed, false), (0xff, false)] {
            for highest in [0x7f, 0xff] {
                let bytes = with_ends(lowest, 0xff, highest);
                assert_eq!(is_below_modulus(&bytes), below, "{bytes:02x?}");
            }
        }
        assert!(is_below_modulus(&with_ends(0xff, 0xff, 0x7e)));
        assert!(is_below_modulus(&with_ends(0xff, 0xfe, 0x7f)));
    }

    proptest! {
        #[test]
        fn a_key_is_canonical_where_it_compresses_to_itself(bytes in any::<[u8; 32]>()) {
            if let Ok(point) = VerifyingKey::from_bytes(&bytes) {
                let same = point.to_edwards().compress().to_bytes() == bytes;
                prop_assert_eq!(key(&bytes).is_ok(), same && !point.is_weak());
            }
        }

        #[test]
        fn what_verifies_is_what_verifies_strictly(
            seed in any::<[u8; 32]>(),
            message in any::<[u8; 64]>(),
            place in 0..64_usize,
            change in 0..4_u8,
        ) {
            let signer = SigningKey::from_bytes(&seed);
            let mut signature = signer.sign(&message).to_bytes();
            signature[place] ^= change;
            let key = signer.verifying_key();
            let strict = key.verify_strict(&message, &Signature::from_bytes(&signature));
            prop_assert_eq!(verify(&key, &message, &signature).is_ok(), strict.is_ok());
        }
    }
}
