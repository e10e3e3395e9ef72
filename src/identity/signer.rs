//! The seam between what is signed and who holds the key: a file keyring today, a key service or
//! a hardware module tomorrow.

use super::public_key::PublicKey;

/// Holds one key and signs with it, by the one algorithm that the key is used with: Ed25519 (RFC
/// 8032, pure) or ES256 (RFC 7518, section 3.4: r and s, 32 bytes each). Both make 64 bytes.
pub trait Signer: Send + Sync {
    /// The DID URL of the key's verification method, with its fragment.
    fn verification_method(&self) -> &str;

    /// The public key, of Ed25519 or P-256.
    fn public_key(&self) -> &PublicKey;

    /// The signature of `message`.
    ///
    /// # Errors
    /// [`SignerError`] when the holder of the key does not sign.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError>;
}

/// The holder of the key did not sign. The environment is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the signer did not sign: {0}")]
pub struct SignerError(pub String);
