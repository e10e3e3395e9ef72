//! Why a verification method cannot be used, in the terms of Controlled Identifiers 1.0.

use crate::finding::Finding;

/// How much of a URL is shown, in characters: a `did:jwk` can be long.
pub(super) const MAX_SHOWN: usize = 200;

/// A verification method cannot be used. Whoever made the proof or the DID document is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerificationMethodError {
    /// The URL of the method is not one that can name a key.
    #[error("{url:?} cannot name a verification method: {reason}")]
    Url {
        /// The URL, shortened if need be.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The document is not a DID document, or another controlled identifier document.
    #[error("the document of the keys is not a valid one: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Document(Vec<Finding>),
    /// The document is about another DID than the one asked for.
    #[error("the document of {expected} says that it is the document of {found}")]
    DocumentId {
        /// The DID that was asked for.
        expected: String,
        /// The document's `id`.
        found: String,
    },
    /// The document has no such method, or the method is wrong.
    #[error("the verification method {url} cannot be used: {reason}")]
    Method {
        /// The URL of the method.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The method is of a type, or holds a kind of key, that is not known here: nothing can be
    /// said about signatures under it.
    #[error("the verification method {url} is not known here: {kind}")]
    Unsupported {
        /// The URL of the method.
        url: String,
        /// Its type, or its kind of key.
        kind: String,
    },
    /// The document does not let the method be used for this purpose.
    #[error("the document does not list the verification method {url} under “{purpose}”")]
    Relationship {
        /// The URL of the method.
        url: String,
        /// The verification relationship.
        purpose: &'static str,
    },
}

impl VerificationMethodError {
    /// `url` cannot name a key, or a document with keys.
    pub(in crate::identity) fn url(url: &str, reason: &str) -> Self {
        Self::Url {
            url: url.chars().take(MAX_SHOWN).collect(),
            reason: reason.to_owned(),
        }
    }

    /// The method `url` is wrong.
    pub(in crate::identity) fn method(url: &str, reason: &str) -> Self {
        Self::Method {
            url: url.chars().take(MAX_SHOWN).collect(),
            reason: reason.to_owned(),
        }
    }

    /// The problem type of Controlled Identifiers 1.0, section 3.5: a URL.
    pub fn problem_type(&self) -> &'static str {
        match self {
            Self::Url { .. } => "https://w3id.org/security#INVALID_VERIFICATION_METHOD_URL",
            Self::Document(_) => "https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT",
            Self::DocumentId { .. } => {
                "https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID"
            }
            Self::Method { .. } | Self::Unsupported { .. } => {
                "https://w3id.org/security#INVALID_VERIFICATION_METHOD"
            }
            Self::Relationship { .. } => {
                "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"
            }
        }
    }
}
