//! Ed25519 as all mechanisms here use it: hash data, strict verification, multibase.
//!
//! Data Integrity EdDSA Cryptosuites 1.0; RFC 8032, section 5.1; Controlled Identifiers 1.0,
//! section 2.4 (Multibase).

use super::ProofError;
use crate::identity::{SignatureAlgorithm, SignatureRefused, Signer, verify_ed25519};
use crate::ijson::{Json, Object};
use ed25519_dalek::VerifyingKey;

/// What the cryptosuites sign: the hash of the proof configuration, then the hash of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashData([u8; 64]);

impl HashData {
    /// The two SHA-256 hashes joined, the proof's first.
    pub fn join(proof_config_hash: &[u8; 32], document_hash: &[u8; 32]) -> Self {
        let mut joined = [0; 64];
        joined[..32].copy_from_slice(proof_config_hash);
        joined[32..].copy_from_slice(document_hash);
        Self(joined)
    }

    /// The 64 bytes.
    pub fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

/// Signs hash data.
///
/// # Errors
/// [`ProofError::Signer`] when the holder of the key does not sign;
/// [`ProofError::AlgorithmKeyMismatch`] when it is no Ed25519 key.
pub fn sign(hash_data: &HashData, signer: &dyn Signer) -> Result<[u8; 64], ProofError> {
    let key = signer.public_key();
    if key.as_ed25519().is_none() {
        return Err(ProofError::AlgorithmKeyMismatch {
            algorithm: SignatureAlgorithm::EdDsa.name(),
            key: key.kind(),
        });
    }
    Ok(signer.sign(&hash_data.0)?)
}

/// Whether `signature` is `key`'s over `message`.
///
/// # Errors
/// [`ProofError::WeakKey`], [`ProofError::WrongSignature`].
pub fn verify(message: &[u8], signature: &[u8; 64], key: &VerifyingKey) -> Result<(), ProofError> {
    verify_ed25519(key, message, signature).map_err(|refused| match refused {
        SignatureRefused::WeakKey => ProofError::WeakKey,
        _ => ProofError::WrongSignature,
    })
}

/// A proof with its `proofValue`.
pub(super) fn with_proof_value<'a>(proof: Json<'a>, signature: &[u8; 64]) -> Object<'a> {
    let mut members = match proof {
        Json::Object(members) => members,
        _ => Object::new(),
    };
    members.insert("proofValue", to_multibase(signature));
    members
}

/// A signature as multibase base58btc: `z…`.
pub fn to_multibase(signature: &[u8; 64]) -> String {
    // 64 bytes are at most 88 digits.
    let mut digits = [0; 88];
    let length = five8::encode_64(signature, &mut digits);
    let mut text = String::with_capacity(1 + digits.len());
    text.push('z');
    text.extend(
        digits[..length.into()]
            .iter()
            .map(|digit| char::from(*digit)),
    );
    text
}

/// Reads multibase base58btc of 64 bytes; what is wrong is told as a sentence's end.
///
/// # Errors
/// What is wrong with the text, for people.
pub fn from_multibase(text: &str) -> Result<[u8; 64], &'static str> {
    let digits = text
        .strip_prefix('z')
        .ok_or("it does not begin with \"z\", the multibase letter of base58btc")?;
    let mut signature = [0; 64];
    five8::decode_64(digits, &mut signature)
        .map_err(|_| "it is not base58btc of exactly 64 bytes")?;
    Ok(signature)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signature, Signer as _, SigningKey};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn multibase_agrees_with_an_independent_implementation(bytes in any::<[u8; 64]>()) {
            let text = to_multibase(&bytes);
            prop_assert_eq!(&text[1..], bs58::encode(bytes).into_string());
            prop_assert_eq!(from_multibase(&text), Ok(bytes));
        }
    }

    #[test]
    fn leading_zero_bytes_are_kept() {
        for zeros in [1, 2, 63, 64] {
            let mut bytes = [7; 64];
            bytes[..zeros].fill(0);
            assert_eq!(from_multibase(&to_multibase(&bytes)), Ok(bytes));
        }
    }

    #[test]
    fn other_letters_alphabets_and_lengths_are_refused() {
        let good = to_multibase(&[9; 64]);
        let digits = &good[1..];
        assert!(from_multibase(digits).is_err());
        for letter in ["u", "m", "f", "Z", ""] {
            assert!(from_multibase(&format!("{letter}{digits}")).is_err());
        }
        for other in ["0", "O", "I", "l", " ", "\n", "é"] {
            assert!(from_multibase(&format!("z{}{other}", &digits[1..])).is_err());
        }
        for length in [0, 1, 63, 65, 128] {
            let text = format!("z{}", bs58::encode(vec![9; length]).into_string());
            assert!(from_multibase(&text).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn a_small_order_key_proves_nothing() {
        // The identity point as key, and as R with s = 0: the plain equation holds for every
        // message.
        let mut identity = [0; 32];
        identity[0] = 1;
        let key = VerifyingKey::from_bytes(&identity).unwrap();
        let mut forged = [0; 64];
        forged[0] = 1;
        let signature = Signature::from_bytes(&forged);
        assert!(ed25519_dalek::Verifier::verify(&key, b"anything", &signature).is_ok());
        assert!(matches!(
            verify(b"anything", &forged, &key),
            Err(ProofError::WeakKey)
        ));
    }

    #[test]
    fn a_signature_without_a_nonce_is_wrong() {
        // R is the identity point and s = k·a, which only the key's holder can make: the plain
        // equation holds, and such signatures are no two readers' same answer.
        const S: [u8; 32] = [
            0xd4, 0xc5, 0x32, 0x31, 0x31, 0xff, 0x96, 0x83, 0xcf, 0xb3, 0xd3, 0x01, 0x97, 0xc7,
            0x86, 0xc9, 0x04, 0x3f, 0x10, 0x52, 0xd6, 0xc2, 0xd5, 0x29, 0x3f, 0x19, 0xd6, 0xf3,
            0x6b, 0x91, 0x11, 0x04,
        ];
        let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
        let mut bytes = [0; 64];
        bytes[0] = 1;
        bytes[32..].copy_from_slice(&S);
        let signature = Signature::from_bytes(&bytes);
        assert!(ed25519_dalek::Verifier::verify(&key, b"message", &signature).is_ok());
        assert!(matches!(
            verify(b"message", &bytes, &key),
            Err(ProofError::WrongSignature)
        ));
    }

    #[test]
    fn a_malleated_signature_is_wrong() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let signature = key.sign(b"message").to_bytes();
        assert!(verify(b"message", &signature, &key.verifying_key()).is_ok());
        let malleated = plus_order(signature);
        assert!(matches!(
            verify(b"message", &malleated, &key.verifying_key()),
            Err(ProofError::WrongSignature)
        ));
    }

    /// The signature with the group's order L added to its scalar s.
    fn plus_order(mut signature: [u8; 64]) -> [u8; 64] {
        const ORDER: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9,
            0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let mut carry = 0;
        for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*byte) + u16::from(order) + carry;
            *byte = sum.to_le_bytes()[0];
            carry = sum >> 8;
        }
        signature
    }
}
