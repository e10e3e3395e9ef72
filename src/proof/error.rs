//! Why something was not secured, or not accepted.

use crate::finding::Finding;
use crate::identity::SignerError;
use crate::ijson::ParseError;
use crate::jsonld::JsonLdErrors;
use crate::jsonld::canon::CanonError;

/// The blank nodes of a document are too much alike for the work that is allowed.
pub const BLANK_NODES_ALIKE: &str = "blank-nodes-alike";

/// Why a document was not secured, or is not accepted as secured.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The text is not I-JSON. Whoever made the document is at fault.
    #[error("the document cannot be read: {0}")]
    Unreadable(#[from] ParseError),
    /// The proof breaks a rule. Whoever secured the document is at fault.
    #[error("{}", list(.0))]
    Malformed(Vec<Finding>),
    /// The proof is not for the domain that the verifier named. Whoever presents the document is at
    /// fault.
    #[error("{0}")]
    Domain(Finding),
    /// The proof does not answer the verifier's challenge. Whoever presents the document is at
    /// fault.
    #[error("{0}")]
    Challenge(Finding),
    /// This is not a token in the compact serialization. Whoever made it is at fault.
    #[error("{}", list(.0))]
    NotAToken(Vec<Finding>),
    /// The token's header breaks a rule; pointers are into the header. Whoever made the token is at
    /// fault.
    #[error("{}", list(.0))]
    Header(Vec<Finding>),
    /// The credential of a token, or the claims that repeat its members, break a rule; pointers are
    /// into the payload. Whoever made the credential is at fault.
    #[error("{}", list(.0))]
    Claims(Vec<Finding>),
    /// The document to be secured has a proof. The caller is at fault.
    #[error("the document has a member \"proof\" already")]
    AlreadySecured,
    /// A proof type, cryptosuite, algorithm or feature that Proofmark does not know: nothing is
    /// said about the signature. Nobody is at fault.
    #[error("{what} is not supported, so the signature could not be checked")]
    Unsupported {
        /// Where it stands: a JSON pointer.
        pointer: String,
        /// What it is, by its name.
        what: String,
    },
    /// The document or its proof says things that no context defines, or that RDF cannot hold.
    /// Whoever made the document is at fault, unless [`ProofError::could_not_check`] says that a
    /// context or a part of JSON-LD is only unknown here.
    #[error(transparent)]
    Transformation(#[from] JsonLdErrors),
    /// The document's blank nodes cost too much. Whoever made the document is at fault.
    #[error(transparent)]
    Canonicalization(#[from] CanonError),
    /// The signature was not made by this key over this document and proof: one of the three has
    /// been changed.
    #[error(
        "the signature does not fit: the document was changed after it was signed, or another key \
         signed it"
    )]
    WrongSignature,
    /// The token's signature was not made by this key over this header and payload.
    #[error(
        "the signature does not fit: the token was changed after it was signed, or another key \
         signed it"
    )]
    WrongTokenSignature,
    /// The token names another algorithm than the one that its key is for (RFC 8725, section 3.1).
    /// Whoever made the token is at fault.
    #[error("the token is signed with {algorithm}, but the key is {key}")]
    AlgorithmKeyMismatch {
        /// The algorithm of the token's header.
        algorithm: &'static str,
        /// The kind of the key.
        key: &'static str,
    },
    /// An object that stands for a token breaks a rule; pointers are into the object. Whoever made
    /// the object is at fault.
    #[error("{}", list(.0))]
    Envelope(Vec<Finding>),
    /// With this key anyone can sign anything. The key's holder is at fault.
    #[error("the key is weak (a point of small order): signatures by it prove nothing")]
    WeakKey,
    /// The holder of the key did not sign. The environment is at fault.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

impl ProofError {
    /// Whether the signature could not be looked at, so that nothing is known about it.
    pub fn could_not_check(&self) -> bool {
        match self {
            ProofError::Unsupported { .. } => true,
            ProofError::Transformation(errors) => errors.could_not_be_checked(),
            _ => false,
        }
    }

    /// The URI of the problem's type: Data Integrity 1.0, section 4.7, and Verifiable Credentials
    /// Data Model 2.0, section 7.1.1.
    pub fn problem_type(&self) -> &'static str {
        match self {
            ProofError::Unreadable(_) | ProofError::NotAToken(_) => {
                "https://www.w3.org/TR/vc-data-model#PARSING_ERROR"
            }
            ProofError::Claims(_) | ProofError::Envelope(_) => {
                "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR"
            }
            ProofError::Header(_)
            | ProofError::WrongTokenSignature
            | ProofError::AlgorithmKeyMismatch { .. } => {
                "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR"
            }
            ProofError::Malformed(_)
            | ProofError::Unsupported { .. }
            | ProofError::WrongSignature
            | ProofError::WeakKey => "https://w3id.org/security#PROOF_VERIFICATION_ERROR",
            ProofError::Domain(_) => "https://w3id.org/security#INVALID_DOMAIN_ERROR",
            ProofError::Challenge(_) => "https://w3id.org/security#INVALID_CHALLENGE_ERROR",
            ProofError::Transformation(_) | ProofError::Canonicalization(_) => {
                "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR"
            }
            ProofError::AlreadySecured | ProofError::Signer(_) => {
                "https://w3id.org/security#PROOF_GENERATION_ERROR"
            }
        }
    }

    /// The same as findings, each with its pointer.
    pub fn findings(self) -> Vec<Finding> {
        let (pointer, problem) = match self {
            ProofError::Unreadable(error) => return error.findings(),
            ProofError::Malformed(findings)
            | ProofError::Envelope(findings)
            | ProofError::NotAToken(findings)
            | ProofError::Header(findings)
            | ProofError::Claims(findings) => return findings,
            ProofError::Domain(finding) | ProofError::Challenge(finding) => return vec![finding],
            ProofError::Transformation(errors) => return errors.findings,
            ProofError::Unsupported { ref pointer, .. } => (pointer.clone(), "unsupported"),
            ProofError::AlreadySecured => ("/proof".to_owned(), "already-secured"),
            ProofError::Canonicalization(_) => (String::new(), BLANK_NODES_ALIKE),
            ProofError::WrongSignature | ProofError::WrongTokenSignature => {
                (String::new(), "wrong-signature")
            }
            ProofError::AlgorithmKeyMismatch { .. } => ("/alg".to_owned(), "alg-key-mismatch"),
            ProofError::WeakKey => (String::new(), "weak-key"),
            ProofError::Signer(_) => (String::new(), "signer"),
        };
        vec![Finding::new(pointer, problem, self.to_string())]
    }
}

fn list(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
