//! Key files as bytes: one file holds one key, of an issuer, of the audit log or of the deployment.
//!
//! A readable JSON envelope with the public key in clear (a JWK, RFC 7517 and RFC 8037), so that
//! our own credentials can be verified without the passphrase, and the private JWK encrypted as a
//! compact JWE (RFC 7516, RFC 7518 section 4.8). Keys that sign are of Ed25519 (RFC 8037, section
//! 2) or P-256 (RFC 7518, section 6.2). The deployment's key is a secret of 32 bytes (RFC 7518,
//! section 6.4) without a public part; a name tells it from others. Files on disk, their modes and
//! their names are left to `service::keyring`.
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
//! A file that is not of an issuer says so in `purpose`, behind the version; the deployment's has
//! `name` in the place of the verification method, and no public key.
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
use super::p256::P256Key;
use super::passphrase::Passphrase;
use super::public_key::{Curve, PublicKey};
use super::signer::{Signer as _, SignerError};
use crate::confidential::DeploymentKey;
use crate::ijson::{self, Json};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
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

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPurpose {
    /// An issuer signs with it.
    Issuer,
    /// The checkpoints of the audit log are signed with it.
    Audit,
    /// The keys of learners are wrapped under it.
    Deployment,
}

impl KeyPurpose {
    /// The name in key files and in lists.
    pub fn name(self) -> &'static str {
        match self {
            KeyPurpose::Issuer => "issuer",
            KeyPurpose::Audit => "audit",
            KeyPurpose::Deployment => "deployment",
        }
    }
}

/// A key that is to be kept in a file.
#[derive(Debug, Clone, Copy)]
pub enum KeyToSeal<'k> {
    /// One that an issuer signs with.
    Issuer(&'k IssuerKey),
    /// The one that signs the audit log; its verification method is its own `did:key`.
    Audit(&'k IssuerKey),
    /// The one that wraps learners' keys.
    Deployment(&'k DeploymentKey),
}

/// What a key file says in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPart {
    /// What the key is for.
    pub purpose: KeyPurpose,
    /// The DID URL of the verification method, whose fragment is the key's multikey; of the
    /// deployment's key, its [`DeploymentKey::name`].
    pub name: String,
    /// The public key; none of the deployment's.
    pub key: Option<PublicKey>,
    /// When the key was made.
    pub created: OffsetDateTime,
    /// Whether the private key is encrypted.
    pub encrypted: bool,
}

impl PublicPart {
    /// The DID that the key signs for; none of the deployment's.
    pub fn issuer(&self) -> Option<&str> {
        self.key.as_ref().map(|_| did_of_method(&self.name))
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
    key: KeyToSeal<'_>,
    created: OffsetDateTime,
    protection: Protection<'_>,
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let jwk = key.private_jwk()?;
    let private = match protection {
        Protection::PlainForDevelopment => Private::Plain(jwk),
        Protection::Passphrase {
            passphrase,
            iterations,
        } => Private::Encrypted(jwe::encrypt(&jwk, passphrase, iterations)?),
    };
    let public = PublicPart {
        purpose: key.purpose(),
        name: key.name(),
        key: key.public(),
        created,
        encrypted: matches!(private, Private::Encrypted(_)),
    };
    Ok(envelope::write(&KeyFile { public, private }))
}

impl KeyToSeal<'_> {
    /// What the key is for.
    pub fn purpose(&self) -> KeyPurpose {
        match self {
            KeyToSeal::Issuer(_) => KeyPurpose::Issuer,
            KeyToSeal::Audit(_) => KeyPurpose::Audit,
            KeyToSeal::Deployment(_) => KeyPurpose::Deployment,
        }
    }

    /// The verification method, or the deployment key's name.
    pub fn name(&self) -> String {
        match self {
            KeyToSeal::Issuer(key) | KeyToSeal::Audit(key) => key.verification_method().to_owned(),
            KeyToSeal::Deployment(key) => key.name(),
        }
    }

    /// The public key, if there is one.
    pub fn public(&self) -> Option<PublicKey> {
        match self {
            KeyToSeal::Issuer(key) | KeyToSeal::Audit(key) => Some(key.public_key().clone()),
            KeyToSeal::Deployment(_) => None,
        }
    }

    /// The private JWK, written into one buffer that is wiped.
    fn private_jwk(&self) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
        let not_had = |error: SignerError| KeyFileError::Sealing(error.to_string());
        let (opening, secret) = match self {
            KeyToSeal::Issuer(key) | KeyToSeal::Audit(key) => {
                let public = ijson::to_vec(&Json::Object(envelope::bare_jwk(key.public_key())));
                // The public members, open at their end for the private ones.
                let mut opening = public;
                opening.pop();
                opening.extend_from_slice(br#","d":""#);
                (opening, key.private().map_err(not_had)?)
            }
            KeyToSeal::Deployment(key) => (br#"{"kty":"oct","k":""#.to_vec(), key.to_bytes()),
        };
        let mut digits = Zeroizing::new([0; 43]);
        // 32 bytes make 43 characters.
        let _ = URL_SAFE_NO_PAD.encode_slice(secret.as_slice(), digits.as_mut());
        let name = self.name();
        let mut jwk = Zeroizing::new(Vec::with_capacity(512 + 6 * name.len()));
        jwk.extend_from_slice(&opening);
        jwk.extend_from_slice(digits.as_ref());
        jwk.extend_from_slice(br#"","kid":"#);
        ijson::write_string_into(&name, &mut jwk);
        if self.purpose() != KeyPurpose::Issuer {
            jwk.extend_from_slice(br#","purpose":"#);
            ijson::write_string_into(self.purpose().name(), &mut jwk);
        }
        jwk.push(b'}');
        Ok(jwk)
    }
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

    /// The private key of a file whose key signs.
    ///
    /// # Errors
    /// [`KeyFileError`]: no passphrase, or one that does not open the file; a plain key without
    /// the development flag; a private key that is not the one of the public part; no such key.
    pub fn unseal(&self, unlock: Unlock<'_>) -> Result<IssuerKey, KeyFileError> {
        let public = self.public.key.as_ref();
        let public = public.ok_or(KeyFileError::OtherPurpose(self.public.purpose.name()))?;
        let secret = self.secret("d", unlock)?;
        let name = self.public.name.clone();
        let key = match public {
            PublicKey::Ec(key) if key.curve() == Curve::P256 => P256Key::from_bytes(&secret)
                .and_then(|private| IssuerKey::of_p256(name, private).ok())
                .ok_or(KeyFileError::PublicPartDiffers)?,
            _ => IssuerKey::of_ed25519(name, SigningKey::from_bytes(&secret)),
        };
        if key.public_key() == public {
            Ok(key)
        } else {
            Err(KeyFileError::PublicPartDiffers)
        }
    }

    /// The deployment's key of its file.
    ///
    /// # Errors
    /// As of [`KeyFile::unseal`].
    pub fn unseal_deployment(&self, unlock: Unlock<'_>) -> Result<DeploymentKey, KeyFileError> {
        if self.public.purpose != KeyPurpose::Deployment {
            return Err(KeyFileError::OtherPurpose(self.public.purpose.name()));
        }
        let key = DeploymentKey::from_bytes(&*self.secret("k", unlock)?);
        if key.name() == self.public.name {
            Ok(key)
        } else {
            Err(KeyFileError::PublicPartDiffers)
        }
    }

    /// The secret in `member` of the private JWK, which must name itself as the envelope does.
    fn secret(
        &self,
        member: &str,
        unlock: Unlock<'_>,
    ) -> Result<Zeroizing<[u8; 32]>, KeyFileError> {
        let decrypted;
        let jwk = match &self.private {
            Private::Plain(_) if !unlock.plain_allowed => {
                return Err(KeyFileError::PlainNotAllowed);
            }
            Private::Plain(jwk) => jwk,
            Private::Encrypted(jwe) => {
                let passphrase = unlock.passphrase.ok_or(KeyFileError::PassphraseNeeded)?;
                decrypted = jwe::decrypt(jwe, passphrase)?;
                &decrypted
            }
        };
        let jwk = ijson::parse(jwk).map_err(|_| KeyFileError::PublicPartDiffers)?;
        let text = |name| jwk.get(name).and_then(Json::as_str);
        let mut secret = Zeroizing::new([0; 32]);
        let length =
            URL_SAFE_NO_PAD.decode_slice(text(member).unwrap_or_default(), secret.as_mut());
        let purpose = match self.public.purpose {
            KeyPurpose::Issuer => None,
            other => Some(other.name()),
        };
        if length != Ok(32)
            || text("kid") != Some(self.public.name.as_str())
            || text("purpose") != purpose
        {
            return Err(KeyFileError::PublicPartDiffers);
        }
        Ok(secret)
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyFile({})", self.public.name)
    }
}

#[cfg(test)]
mod tests;
