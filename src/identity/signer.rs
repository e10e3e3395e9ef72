//! The seam between what is signed and who holds the key: a file keyring today, a key service or
//! a hardware module tomorrow.

use ed25519_dalek::VerifyingKey;

/// Holds one Ed25519 key and signs with it.
pub trait Signer: Send + Sync {
    /// The DID URL of the key's verification method, with its fragment.
    fn verification_method(&self) -> &str;

    /// The public key.
    fn verifying_key(&self) -> &VerifyingKey;

    /// The Ed25519 signature (RFC 8032, pure) of `message`.
    ///
    /// # Errors
    /// [`SignerError`] when the holder of the key does not sign.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError>;
}

/// The holder of the key did not sign. The environment is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the signer did not sign: {0}")]
pub struct SignerError(pub String);
