//! JWS in its compact serialization (RFC 7515, section 7.1), signed with EdDSA over Ed25519 (RFC
//! 8037, section 3.1; RFC 9864 names the same algorithm `Ed25519`) or with ES256, and, when
//! verifying, also with ES384 or RS256 (RFC 7518, section 3).
//!
//! Tokens are written with `josekit`'s framing. What comes in is taken apart here: strictly, the
//! protected header as I-JSON, and a signature counts only if its algorithm is the key's own. The
//! JSON serializations of JWS and all of JWE are refused by their form (RFC 8725, section 3): no
//! key is ever derived, nothing decrypted or inflated.

mod header;

pub use header::{Header, KeyId};

use super::ProofError;
use crate::finding::Finding;
use crate::identity::{PublicKey, SignatureAlgorithm, SignatureRefused, Signer};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use josekit::JoseError;
use josekit::jws::alg::ecdsa::EcdsaJwsAlgorithm;
use josekit::jws::alg::eddsa::EddsaJwsAlgorithm;
use josekit::jws::{JwsAlgorithm, JwsHeader, JwsSigner, serialize_compact};
use std::fmt;
use std::sync::Arc;

const JWS: &str = "RFC 7515, section 7.1";

/// The longest RSA signature that is looked at, in bytes: a modulus of 8192 bits.
const LONGEST_RSA_SIGNATURE: usize = 1024;

/// Writes tokens with one key. Made once a key.
#[derive(Clone)]
pub struct TokenSigner(Arc<dyn Signer>);

impl TokenSigner {
    /// A writer of tokens whose `kid` is the key's verification method.
    pub fn new(signer: Arc<dyn Signer>) -> Self {
        Self(signer)
    }

    /// A token over `payload`, with the header `typ`, `alg` and `kid`.
    ///
    /// # Errors
    /// [`ProofError::Signer`]; [`ProofError::Unsupported`] for a key of another kind than Ed25519
    /// and P-256.
    pub fn sign(&self, payload: &[u8], token_type: &str) -> Result<String, ProofError> {
        let algorithm = self.0.public_key().algorithm();
        if !matches!(
            algorithm,
            SignatureAlgorithm::EdDsa | SignatureAlgorithm::Es256
        ) {
            return Err(ProofError::Unsupported {
                pointer: "/alg".to_owned(),
                what: format!("signing with {}", algorithm.name()),
            });
        }
        let mut header = JwsHeader::new();
        header.set_token_type(token_type);
        serialize_compact(payload, &header, self)
            .map_err(|error| crate::identity::SignerError(error.to_string()).into())
    }
}

impl fmt::Debug for TokenSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TokenSigner")
            .field(&self.0.verification_method())
            .finish()
    }
}

impl JwsSigner for TokenSigner {
    fn algorithm(&self) -> &dyn JwsAlgorithm {
        match self.0.public_key().algorithm() {
            SignatureAlgorithm::Es256 => &EcdsaJwsAlgorithm::Es256,
            _ => &EddsaJwsAlgorithm::Eddsa,
        }
    }

    fn key_id(&self) -> Option<&str> {
        Some(self.0.verification_method())
    }

    fn signature_len(&self) -> usize {
        64
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, JoseError> {
        let signature = self.0.sign(message);
        signature.map_or_else(
            |error| Err(JoseError::InvalidSignature(error.into())),
            |signature| Ok(signature.to_vec()),
        )
    }

    fn box_clone(&self) -> Box<dyn JwsSigner> {
        Box::new(self.clone())
    }
}

/// A token taken apart. Nothing has been verified.
#[derive(Debug, Clone, PartialEq)]
pub struct CompactJws<'t> {
    /// The protected header.
    pub header: Header,
    /// The payload's bytes.
    pub payload: Vec<u8>,
    /// What is signed: header and payload as they stand in the token.
    pub signing_input: &'t str,
    /// The signature, of a length that the header's algorithm can have.
    pub signature: Vec<u8>,
}

impl CompactJws<'_> {
    /// Whether the signature is `key`'s, by the algorithm that the header names.
    ///
    /// # Errors
    /// [`ProofError::AlgorithmKeyMismatch`], [`ProofError::WeakKey`],
    /// [`ProofError::WrongTokenSignature`].
    pub fn verify(&self, key: &PublicKey) -> Result<(), ProofError> {
        let message = self.signing_input.as_bytes();
        key.verify(self.header.algorithm, message, &self.signature)
            .map_err(|refused| match refused {
                SignatureRefused::AlgorithmKeyMismatch { algorithm, key } => {
                    ProofError::AlgorithmKeyMismatch { algorithm, key }
                }
                SignatureRefused::WeakKey => ProofError::WeakKey,
                SignatureRefused::WrongSignature | SignatureRefused::Length { .. } => {
                    ProofError::WrongTokenSignature
                }
            })
    }
}

/// Takes a token apart.
///
/// # Errors
/// [`ProofError::NotAToken`], [`ProofError::Header`], [`ProofError::Unreadable`] for a header that
/// is no I-JSON, and [`ProofError::Unsupported`] for SD-JWT and for algorithms that are not checked
/// here.
pub fn decode(token: &str) -> Result<CompactJws<'_>, ProofError> {
    if token.contains('~') {
        return Err(ProofError::Unsupported {
            pointer: String::new(),
            what: "SD-JWT".to_owned(),
        });
    }
    let (header, payload, signature) = three_parts(token)?;
    let header = header::read(&base64url(header, "header")?)?;
    let payload = base64url(payload, "payload")?;
    let signature = base64url(signature, "signature")?;
    check_length(header.algorithm, signature.len())?;
    let (signing_input, _) = token.rsplit_once('.').unwrap_or_default();
    Ok(CompactJws {
        header,
        payload,
        signing_input,
        signature,
    })
}

/// Header, payload and signature as they are written.
fn three_parts(token: &str) -> Result<(&str, &str, &str), ProofError> {
    let mut parts = token.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(header), Some(payload), Some(signature), None) => Ok((header, payload, signature)),
        _ => {
            let count = token.matches('.').count() + 1;
            let detail = format!(
                "this is not a token of three parts in the compact serialization, but of {count}; \
                 the JSON serialization and encrypted tokens are not accepted"
            );
            Err(not_a_token(Finding::new("", "jws-form", detail).by(JWS)))
        }
    }
}

fn not_a_token(finding: Finding) -> ProofError {
    ProofError::NotAToken(vec![finding])
}

/// Base64url without padding, in the one way of writing it (RFC 4648, sections 3.5 and 5).
fn base64url(text: &str, part: &str) -> Result<Vec<u8>, ProofError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|error| {
        let detail = format!("the token's {part} is not base64url without padding: {error}");
        not_a_token(Finding::new("", "not-base64url", detail).by("RFC 7515, section 2"))
    })
}

/// A signature has the length of its algorithm; with RSA, that of a key which is not known yet.
fn check_length(algorithm: SignatureAlgorithm, length: usize) -> Result<(), ProofError> {
    let (allowed, expected, source) = match algorithm {
        SignatureAlgorithm::EdDsa => (64..=64, "64", "RFC 8037, section 3.1"),
        SignatureAlgorithm::Es256 => (64..=64, "64", "RFC 7518, section 3.4"),
        SignatureAlgorithm::Es384 => (96..=96, "96", "RFC 7518, section 3.4"),
        SignatureAlgorithm::Rs256 => (
            1..=LONGEST_RSA_SIGNATURE,
            "1 to 1024",
            "RFC 7518, section 3.3",
        ),
    };
    if allowed.contains(&length) {
        return Ok(());
    }
    let detail = format!(
        "the signature has {length} bytes; by {} it must have {expected}",
        algorithm.name()
    );
    Err(not_a_token(Finding::new("", "jws-form", detail).by(source)))
}
