//! Keys of test vectors, and a signer that holds one in memory.

use ed25519_dalek::{Signer as _, SigningKey};
use proofmark::identity::{PublicKey, Signer, SignerError};

/// Holds a key in memory.
pub struct TestSigner {
    key: SigningKey,
    public_key: PublicKey,
    verification_method: String,
}

impl TestSigner {
    /// A signer whose verification method is named as told.
    pub fn new(seed: [u8; 32], verification_method: &str) -> Self {
        let key = SigningKey::from_bytes(&seed);
        Self {
            public_key: key.verifying_key().into(),
            key,
            verification_method: verification_method.to_owned(),
        }
    }

    /// A signer whose verification method is its `did:key`.
    pub fn did_key(seed: [u8; 32]) -> Self {
        let mut signer = Self::new(seed, "");
        let multikey = multikey(signer.key.verifying_key().as_bytes());
        signer.verification_method = format!("did:key:{multikey}#{multikey}");
        signer
    }

    /// The secret key, for tests that make wrong signatures.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }
}

impl Signer for TestSigner {
    fn verification_method(&self) -> &str {
        &self.verification_method
    }

    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        Ok(self.key.sign(message).to_bytes())
    }
}

/// A public key as a multikey: `z6Mk…`.
pub fn multikey(public: &[u8; 32]) -> String {
    let bytes = [&[0xed, 0x01][..], public].concat();
    format!("z{}", bs58::encode(bytes).into_string())
}

/// The 32 bytes of a secret multikey, `z3u2…` (multicodec `ed25519-priv`, 0x1300).
pub fn secret_multikey(text: &str) -> Result<[u8; 32], String> {
    let digits = text.strip_prefix('z').ok_or("no multibase letter z")?;
    let bytes = bs58::decode(digits)
        .into_vec()
        .map_err(|error| error.to_string())?;
    let secret = bytes
        .strip_prefix(&[0x80, 0x26])
        .ok_or("not ed25519-priv")?;
    secret
        .try_into()
        .map_err(|_| format!("{} bytes", secret.len()))
}

/// The bytes of lower-case hexadecimal digits.
pub fn hex(text: &str) -> Result<Vec<u8>, String> {
    let text = text.trim();
    (0..text.len())
        .step_by(2)
        .map(|place| {
            let digits = text
                .get(place..place + 2)
                .ok_or("an odd number of digits")?;
            u8::from_str_radix(digits, 16).map_err(|error| error.to_string())
        })
        .collect()
}

/// Lower-case hexadecimal digits of bytes.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
