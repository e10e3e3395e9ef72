//! Who signs: multikeys, DIDs, DID documents, JWKs, key files.
//!
//! Proofmark signs with Ed25519, and tokens also by ES256; the keys of other issuers may be of other
//! kinds. Each subject has an error type of its own, because each has callers of its own: a
//! verifier reads DIDs and documents, only an issuer opens key files.

mod did_document;
pub mod did_jwk;
pub mod did_key;
pub mod did_web;
mod issuer_key;
pub mod jwk;
mod key_file;
pub mod multikey;
mod own_document;
mod p256;
mod passphrase;
mod public_key;
mod signer;

pub use did_document::{
    AUDIT_LOG, DidDocument, KeyLapsed, KeyValidity, MethodKey, Purpose, VerificationMethodError,
};
pub use issuer_key::{IssuerKey, NewKeyError};
pub use key_file::{
    Iterations, KeyFile, KeyFileError, KeyPurpose, KeyToSeal, MAX_KEY_FILE_BYTES, Protection,
    PublicPart, Unlock, open_secret, seal, seal_secret,
};
pub use own_document::own_document;
pub use passphrase::{Passphrase, PassphraseEmpty};
pub use public_key::{
    Curve, EcPublicKey, PublicKey, PublicKeyError, RsaPublicKey, SignatureAlgorithm,
    SignatureRefused, verify_ed25519,
};
pub use signer::{Signer, SignerError};
