//! JWS in its compact serialization (RFC 7515, section 7.1) with EdDSA over Ed25519 (RFC 8037,
//! section 3.1; RFC 9864 names the same algorithm `Ed25519`).
//!
//! Tokens are written with `josekit`'s framing. What comes in is taken apart here: strictly, the
//! protected header as I-JSON, and the algorithm is decided by the key, never by the header. The
//! JSON serializations of JWS and all of JWE are refused: RFC 8725, section 3.

use super::{ProofError, ed25519};
use crate::finding::Finding;
use crate::identity::Signer;
use crate::ijson::{self, At, Fields, Json, Object};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::VerifyingKey;
use josekit::JoseError;
use josekit::jws::alg::eddsa::EddsaJwsAlgorithm;
use josekit::jws::{JwsAlgorithm, JwsHeader, JwsSigner, serialize_compact};
use std::fmt;
use std::sync::Arc;

const JWS: &str = "RFC 7515, section 7.1";
const HEADER: &str = "RFC 7515, section 4.1";
const PRACTICES: &str = "RFC 8725, section 3";

/// Signatures of tokens that Proofmark knows by name but does not check.
const OTHER_ALGORITHMS: [&str; 10] = [
    "ES256", "ES384", "ES512", "ES256K", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
];

/// Header members that would have a verifier fetch or trust a key of the token's own choice.
const KEYS_BY_REFERENCE: [&str; 3] = ["jku", "x5u", "x5c"];

/// The members of a JWK that hold private parts (RFC 7518, section 6; RFC 8037, section 2).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// The longest key id that is looked at.
const LONGEST_KEY_ID: usize = 2048;

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
    /// [`ProofError::Signer`].
    pub fn sign(&self, payload: &[u8], token_type: &str) -> Result<String, ProofError> {
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
        &EddsaJwsAlgorithm::Eddsa
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

/// A protected header, as far as it is understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// `kid`
    pub key_id: Option<String>,
    /// `typ`
    pub token_type: Option<String>,
    /// `jwk`: a public key of the token's own. Trusting it takes another proof that it is the
    /// issuer's.
    pub key: Option<Object<'static>>,
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
    /// The signature.
    pub signature: [u8; 64],
}

impl CompactJws<'_> {
    /// Whether the signature is `key`'s.
    ///
    /// # Errors
    /// [`ProofError::WeakKey`], [`ProofError::WrongTokenSignature`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), ProofError> {
        ed25519::verify(self.signing_input.as_bytes(), &self.signature, key).map_err(|error| {
            match error {
                ProofError::WrongSignature => ProofError::WrongTokenSignature,
                other => other,
            }
        })
    }
}

/// Takes a token apart.
///
/// # Errors
/// [`ProofError::NotAToken`], [`ProofError::Header`], [`ProofError::Unreadable`] for a header that is no I-JSON, and
/// [`ProofError::Unsupported`] for algorithms that are not checked here.
pub fn decode(token: &str) -> Result<CompactJws<'_>, ProofError> {
    let parts: Vec<&str> = token.split('.').collect();
    let &[header, payload, signature] = parts.as_slice() else {
        let detail = format!(
            "this is not a token of three parts in the compact serialization, but of {}; the JSON \
             serialization and encrypted tokens are not accepted",
            parts.len()
        );
        return Err(not_a_token(Finding::new("", "jws-form", detail).by(JWS)));
    };
    let header_bytes = base64url(header, "header")?;
    let header = self::header(&header_bytes)?;
    let payload = base64url(payload, "payload")?;
    let signature = base64url(signature, "signature")?;
    let signature = signature.try_into().map_err(|bytes: Vec<u8>| {
        let detail = format!("the signature has {} bytes; it must have 64", bytes.len());
        not_a_token(Finding::new("", "jws-form", detail).by("RFC 8037, section 3.1"))
    })?;
    let (signing_input, _) = token.rsplit_once('.').unwrap_or_default();
    Ok(CompactJws {
        header,
        payload,
        signing_input,
        signature,
    })
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

fn header(bytes: &[u8]) -> Result<Header, ProofError> {
    let json = ijson::parse(bytes)?;
    let mut findings = Vec::new();
    let Some(mut fields) = At::root(&json).fields(&mut findings) else {
        return Err(ProofError::Header(findings));
    };
    refuse_dangerous_members(&mut fields, &mut findings);
    let algorithm = fields.required("alg", &mut findings);
    let unsupported = algorithm.and_then(|algorithm| check_algorithm(&algorithm, &mut findings));
    let header = Header {
        key_id: key_id(&mut fields, &mut findings),
        token_type: fields
            .optional_text("typ", &mut findings)
            .map(str::to_owned),
        key: public_key(&mut fields, &mut findings),
    };
    match unsupported {
        _ if !findings.is_empty() => Err(ProofError::Header(findings)),
        Some(unsupported) => Err(unsupported),
        None => Ok(header),
    }
}

/// EdDSA alone is accepted; other signatures are told apart from what is never a signature by an
/// issuer: `none`, and codes that anyone can make who has the public key.
fn check_algorithm(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<ProofError> {
    match at.json.as_str() {
        Some("EdDSA" | "Ed25519") => None,
        Some(name) if OTHER_ALGORITHMS.contains(&name) => Some(ProofError::Unsupported {
            pointer: at.pointer.clone(),
            what: format!("the algorithm {name}"),
        }),
        _ => {
            let detail = "this algorithm is not allowed; tokens must be signed with EdDSA";
            findings.push(at.finding("alg-not-allowed", detail).by(PRACTICES));
            None
        }
    }
}

fn refuse_dangerous_members(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) {
    if let Some(critical) = fields.optional("crit") {
        let detail = "the header has extensions that must be understood; none are";
        findings.push(critical.finding("crit-unsupported", detail).by(HEADER));
    }
    if let Some(encoding) = fields.optional("b64") {
        let detail = "payloads without base64url are not accepted";
        findings.push(encoding.finding("b64-unsupported", detail).by(PRACTICES));
    }
    for name in KEYS_BY_REFERENCE {
        if let Some(reference) = fields.optional(name) {
            let detail = "a token may not bring its own key from elsewhere";
            findings.push(reference.finding("key-by-reference", detail).by(PRACTICES));
        }
    }
}

/// The key id: a URI that names something, not text to be used in a query or a path.
fn key_id(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<String> {
    let member = fields.optional("kid")?;
    let text = member.text(findings)?;
    if text.len() > LONGEST_KEY_ID || url::Url::parse(text).is_err() {
        let detail = "the key id must be a URL, such as a DID URL, of at most 2048 bytes";
        findings.push(member.finding("kid-malformed", detail).by(PRACTICES));
        return None;
    }
    Some(text.to_owned())
}

fn public_key(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<Object<'static>> {
    let member = fields.optional("jwk")?;
    let Some(key) = member.json.as_object() else {
        findings.push(member.finding("wrong-type", "the key must be an object"));
        return None;
    };
    for name in PRIVATE_MEMBERS {
        if let Some(json) = key.get(name) {
            let place = At {
                json,
                pointer: ijson::join(&member.pointer, name),
            };
            let detail = "a private key stands in the token; it must be considered compromised";
            findings.push(place.finding("private-key-in-header", detail).by(HEADER));
        }
    }
    match Json::Object(key.clone()).into_owned() {
        Json::Object(key) => Some(key),
        _ => None,
    }
}
