//! Who signs: multikeys, DIDs, DID documents, JWKs.
//!
//! Only Ed25519 keys are known here. Each subject has an error type of its own, because each has
//! callers of its own: a verifier reads DIDs and documents, only an issuer opens key files.

mod did_document;
pub mod did_key;
pub mod did_web;
pub mod jwk;
pub mod multikey;
mod signer;

pub use did_document::{
    DidDocument, KeyLapsed, KeyValidity, MethodKey, Purpose, VerificationMethodError,
};
pub use signer::{Signer, SignerError};
