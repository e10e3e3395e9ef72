//! Public keys of any issuer, and what a signature under them is worth.
//!
//! Ed25519 (RFC 8032), ECDSA over P-256 and P-384 (FIPS 186-5), RSA with PKCS #1 v1.5 (RFC 8017),
//! each with the one algorithm of RFC 7518 and RFC 8037 that fits it. Reading keys from their
//! spellings is left to [`super::multikey`] and [`super::jwk`]; what a key may be used for, to the
//! document it stands in.

mod ec;
mod ed25519;
mod rsa;

pub use ec::{Curve, EcPublicKey};
pub use ed25519::verify as verify_ed25519;
pub use rsa::RsaPublicKey;

use super::jwk;
use ed25519_dalek::VerifyingKey;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKeyRef, Public};
use openssl::sign::Verifier;
use std::fmt;

/// A public key that passed the checks of its kind. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// A point of edwards25519. (One made from a [`VerifyingKey`] may be weak; it verifies
    /// nothing.)
    Ed25519(VerifyingKey),
    /// A point of P-256 or P-384.
    Ec(EcPublicKey),
    /// A modulus of 2048 to 8192 bits with its exponent.
    Rsa(RsaPublicKey),
}

/// Bytes or numbers are not a usable public key. Whoever wrote them is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublicKeyError {
    /// No point on the curve, or (P-256, P-384) a coordinate not below the field's prime.
    #[error("the key is not a point on the curve of {0}")]
    NotAPoint(&'static str),
    /// A point, but not in its one canonical spelling (RFC 8032, section 5.1.3).
    #[error("the key is not in its canonical form")]
    NotCanonical,
    /// An Ed25519 point of small order: signatures under it can be made by anyone.
    #[error("the key is weak: anyone can make signatures under it")]
    Weak,
    /// An RSA modulus of fewer bits than RFC 7518, section 3.3, demands, or of more than anyone
    /// uses.
    #[error("an RSA key must have 2048 to 8192 bits; this one has {0}")]
    RsaBits(u32),
    /// An even RSA modulus, or an exponent that is even, below 3 or longer than 64 bits.
    #[error("the numbers of the RSA key cannot make a sound key")]
    RsaNumbers,
}

/// A signature algorithm of JOSE, in the form in which JWS writes its signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// `EdDSA` with Ed25519 (RFC 8037, section 3.1); 64 bytes.
    EdDsa,
    /// `ES256`: ECDSA with P-256 and SHA-256; r and s, 64 bytes (RFC 7518, section 3.4).
    Es256,
    /// `ES384`: ECDSA with P-384 and SHA-384; r and s, 96 bytes (RFC 7518, section 3.4).
    Es384,
    /// `RS256`: RSASSA-PKCS1-v1_5 with SHA-256; as long as the modulus (RFC 7518, section 3.3).
    Rs256,
}

/// A signature does not show that the key's holder signed the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureRefused {
    /// Another message, another key, or no signature at all. Whoever signed or changed the
    /// message is at fault.
    #[error("the signature is not the key's over these bytes")]
    WrongSignature,
    /// The algorithm is not the key's own (RFC 8725, section 3.1). Whoever chose it is at fault.
    #[error("the key is {key} and cannot make signatures of the algorithm {algorithm}")]
    AlgorithmKeyMismatch {
        /// The algorithm's name in JOSE.
        algorithm: &'static str,
        /// The kind of the key.
        key: &'static str,
    },
    /// Anyone can make signatures under this key. Its holder is at fault.
    #[error("the key is weak: anyone can make signatures under it")]
    WeakKey,
    /// Not as many bytes as a signature of this key has. Whoever wrote the signature is at fault.
    #[error("a signature of this key has {expected} bytes; this one has {found}")]
    Length {
        /// How many bytes it must have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
}

impl SignatureAlgorithm {
    /// The name in JOSE.
    pub fn name(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Rs256 => "RS256",
        }
    }

    /// The algorithm of that name; `EdDSA` with Ed25519 has the second name `Ed25519` (RFC 9864).
    /// Names are compared exactly; `none` and algorithms of shared secrets have none here.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "EdDSA" | "Ed25519" => Some(Self::EdDsa),
            "ES256" => Some(Self::Es256),
            "ES384" => Some(Self::Es384),
            "RS256" => Some(Self::Rs256),
            _ => None,
        }
    }
}

impl PublicKey {
    /// The Ed25519 key of these bytes.
    ///
    /// # Errors
    /// [`PublicKeyError`] when they are no point, are not canonical, or are a weak key.
    pub fn ed25519(bytes: &[u8; 32]) -> Result<Self, PublicKeyError> {
        ed25519::key(bytes).map(Self::Ed25519)
    }

    /// The point of `curve` with these coordinates, as long as the curve's field each.
    ///
    /// # Errors
    /// [`PublicKeyError::NotAPoint`].
    pub fn ec(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, PublicKeyError> {
        EcPublicKey::of_coordinates(curve, x, y).map(Self::Ec)
    }

    /// The point of `curve` in its compressed form (SEC 1, section 2.3.3).
    ///
    /// # Errors
    /// [`PublicKeyError::NotAPoint`].
    pub fn ec_compressed(curve: Curve, bytes: &[u8]) -> Result<Self, PublicKeyError> {
        EcPublicKey::of_compressed(curve, bytes).map(Self::Ec)
    }

    /// The RSA key of a modulus and an exponent, big-endian.
    ///
    /// # Errors
    /// [`PublicKeyError::RsaBits`], [`PublicKeyError::RsaNumbers`].
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, PublicKeyError> {
        RsaPublicKey::new(modulus, exponent).map(Self::Rsa)
    }

    /// What kind of key this is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Ed25519(_) => "Ed25519",
            Self::Ec(key) => key.curve().name(),
            Self::Rsa(_) => "RSA",
        }
    }

    /// The key for Ed25519, if it is one.
    pub fn as_ed25519(&self) -> Option<&VerifyingKey> {
        match self {
            Self::Ed25519(key) => Some(key),
            _ => None,
        }
    }

    /// The one algorithm that this key is used with.
    pub fn algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::Ed25519(_) => SignatureAlgorithm::EdDsa,
            Self::Ec(key) => match key.curve() {
                Curve::P256 => SignatureAlgorithm::Es256,
                Curve::P384 => SignatureAlgorithm::Es384,
            },
            Self::Rsa(_) => SignatureAlgorithm::Rs256,
        }
    }

    /// Whether `signature` is this key's over `message` by `algorithm`. The algorithm comes from
    /// outside and is believed only if it is the key's own (RFC 8725, section 3.1).
    ///
    /// # Errors
    /// [`SignatureRefused`] when it is not, or when that would prove nothing.
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureRefused> {
        if algorithm != self.algorithm() {
            return Err(SignatureRefused::AlgorithmKeyMismatch {
                algorithm: algorithm.name(),
                key: self.kind(),
            });
        }
        match self {
            Self::Ed25519(key) => {
                let bytes = signature.try_into().map_err(|_| SignatureRefused::Length {
                    expected: 64,
                    found: signature.len(),
                })?;
                ed25519::verify(key, message, bytes)
            }
            Self::Ec(key) => key.verify(message, signature),
            Self::Rsa(key) => key.verify(message, signature),
        }
    }
}

impl From<VerifyingKey> for PublicKey {
    fn from(key: VerifyingKey) -> Self {
        Self::Ed25519(key)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({}, {})", self.kind(), jwk::thumbprint(self))
    }
}

/// Asks OpenSSL; what it cannot do with key and signature is no valid signature.
fn verify_by_openssl(
    key: &PKeyRef<Public>,
    digest: MessageDigest,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureRefused> {
    let verified = Verifier::new(digest, key)
        .and_then(|mut verifier| verifier.verify_oneshot(signature, message));
    match verified {
        Ok(true) => Ok(()),
        _ => Err(SignatureRefused::WrongSignature),
    }
}

fn expect_length(signature: &[u8], expected: usize) -> Result<(), SignatureRefused> {
    match signature.len() {
        found if found == expected => Ok(()),
        found => Err(SignatureRefused::Length { expected, found }),
    }
}

#[cfg(test)]
mod tests;
