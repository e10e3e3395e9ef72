//! Key files as bytes: one file holds one issuer key.
//!
//! A readable JSON envelope with the public key in clear (a JWK, RFC 7517 and RFC 8037), so that
//! our own credentials can be verified without the passphrase, and the private JWK encrypted as a
//! compact JWE (RFC 7516, RFC 7518 section 4.8). Files on disk, their modes and their names are
//! left to `service::keyring`.
//!
//! ```json
//! {
//!   "proofmarkKeyFile": 1,
//!   "verificationMethod": "did:web:badges.example#z6Mk…",
//!   "created": "2026-11-20T10:00:00Z",
//!   "publicKeyJwk": {"kty":"OKP","crv":"Ed25519","x":"…","kid":"did:web:…"},
//!   "encryptedKeyJwk": "eyJ…",
//!   "checksum": "…"
//! }
//! ```
//!
//! The checksum (SHA-256 of all bytes before it) needs no passphrase, so a damaged file is told
//! from a wrong passphrase. Against someone who recomputes it stands the encryption: the private
//! JWK names its verification method, and must give the public key of the envelope.

mod envelope;
mod error;
mod jwe;
mod secret;

pub use error::KeyFileError;
pub use jwe::Iterations;
pub use secret::{open_secret, seal_secret};

use super::issuer_key::{IssuerKey, did_of_method};
use super::passphrase::Passphrase;
use super::signer::Signer as _;
use crate::ijson::{self, Json};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{SigningKey, VerifyingKey};
use std::fmt;
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// No key file is longer.
pub const MAX_KEY_FILE_BYTES: usize = 64 * 1024;

/// How a new key file guards its private key.
#[derive(Debug, Clone, Copy)]
pub enum Protection<'p> {
    /// Encrypted under a passphrase.
    Passphrase {
        /// The passphrase.
        passphrase: &'p Passphrase,
        /// How much work each guess at it takes.
        iterations: Iterations,
    },
    /// Not at all: for development, behind a flag that says so.
    PlainForDevelopment,
}

/// What is at hand to open key files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unlock<'p> {
    /// The passphrase, if one was given.
    pub passphrase: Option<&'p Passphrase>,
    /// Whether a key without encryption may be used: the development flag.
    pub plain_allowed: bool,
}

/// What a key file says in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPart {
    /// The DID URL of the verification method; its fragment is the key's multikey.
    pub verification_method: String,
    /// The public key.
    pub key: VerifyingKey,
    /// When the key was made.
    pub created: OffsetDateTime,
    /// Whether the private key is encrypted.
    pub encrypted: bool,
}

impl PublicPart {
    /// The DID that the key signs for.
    pub fn issuer(&self) -> &str {
        did_of_method(&self.verification_method)
    }
}

/// A key file that was read, and is still locked.
pub struct KeyFile {
    public: PublicPart,
    private: Private,
}

/// The private JWK as the file has it.
enum Private {
    /// A compact JWE whose form was checked.
    Encrypted(String),
    /// Its JSON text.
    Plain(Zeroizing<Vec<u8>>),
}

/// The bytes of a new key file for `key`.
///
/// The salt, the content key and the initialization vector of the JWE are drawn by josekit from
/// OpenSSL: the one randomness of this floor that is not an argument.
///
/// # Errors
/// [`KeyFileError::Sealing`] when the encryption fails.
pub fn seal(
    key: &IssuerKey,
    created: OffsetDateTime,
    protection: Protection<'_>,
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let jwk = private_jwk(key);
    let private = match protection {
        Protection::PlainForDevelopment => Private::Plain(jwk),
        Protection::Passphrase {
            passphrase,
            iterations,
        } => Private::Encrypted(jwe::encrypt(&jwk, passphrase, iterations)?),
    };
    let public = PublicPart {
        verification_method: key.verification_method().to_owned(),
        key: *key.verifying_key(),
        created,
        encrypted: matches!(private, Private::Encrypted(_)),
    };
    Ok(envelope::write(&KeyFile { public, private }))
}

impl KeyFile {
    /// Reads the bytes of a key file; nothing is decrypted.
    ///
    /// # Errors
    /// [`KeyFileError`], which tells a file of another kind, of another version, cut off, altered
    /// or wrongly made from one another.
    pub fn read(bytes: &[u8]) -> Result<Self, KeyFileError> {
        envelope::read(bytes)
    }

    /// What the file says in clear.
    pub fn public(&self) -> &PublicPart {
        &self.public
    }

    /// The private key.
    ///
    /// # Errors
    /// [`KeyFileError`]: no passphrase, or one that does not open the file; a plain key without
    /// the development flag; a private key that is not the one of the public part.
    pub fn unseal(&self, unlock: Unlock<'_>) -> Result<IssuerKey, KeyFileError> {
        match &self.private {
            Private::Plain(_) if !unlock.plain_allowed => Err(KeyFileError::PlainNotAllowed),
            Private::Plain(jwk) => self.key_of(jwk),
            Private::Encrypted(jwe) => {
                let passphrase = unlock.passphrase.ok_or(KeyFileError::PassphraseNeeded)?;
                self.key_of(&jwe::decrypt(jwe, passphrase)?)
            }
        }
    }

    /// The key of a private JWK, which must be the one that the envelope speaks of.
    fn key_of(&self, jwk: &[u8]) -> Result<IssuerKey, KeyFileError> {
        let jwk = ijson::parse(jwk).map_err(|_| KeyFileError::PublicPartDiffers)?;
        let mut seed = Zeroizing::new([0; 32]);
        let private = jwk.get("d").and_then(Json::as_str).unwrap_or_default();
        let length = URL_SAFE_NO_PAD.decode_slice(private, seed.as_mut());
        let key = SigningKey::from_bytes(&seed);
        let named = jwk.get("kid").and_then(Json::as_str);
        if length != Ok(32)
            || named != Some(self.public.verification_method.as_str())
            || key.verifying_key() != self.public.key
        {
            return Err(KeyFileError::PublicPartDiffers);
        }
        Ok(IssuerKey::of(self.public.verification_method.clone(), key))
    }
}

/// The private JWK (RFC 8037, section 2), written into one buffer that is wiped.
fn private_jwk(key: &IssuerKey) -> Zeroizing<Vec<u8>> {
    let mut d = Zeroizing::new([0; 43]);
    // 32 bytes make 43 characters.
    let _ = URL_SAFE_NO_PAD.encode_slice(key.private().as_slice(), d.as_mut());
    let x = URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes());
    let method = key.verification_method();
    let mut jwk = Zeroizing::new(Vec::with_capacity(256 + 6 * method.len()));
    jwk.extend_from_slice(br#"{"kty":"OKP","crv":"Ed25519","x":""#);
    jwk.extend_from_slice(x.as_bytes());
    jwk.extend_from_slice(br#"","d":""#);
    jwk.extend_from_slice(d.as_ref());
    jwk.extend_from_slice(br#"","kid":"#);
    ijson::write_string_into(method, &mut jwk);
    jwk.push(b'}');
    jwk
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyFile({})", self.public.verification_method)
    }
}

#[cfg(test)]
mod tests;
