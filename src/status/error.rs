//! Why a status is not known, whose fault that is, and by which name specifications call it.

use super::BitstringError;
use crate::finding::Finding;

/// The URIs of problem types.
pub mod problem {
    /// A list could not be had (Bitstring Status List 1.0, section 3.5).
    pub const RETRIEVAL: &str =
        "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR";
    /// A list does not answer for this entry (the same section).
    pub const VERIFICATION: &str =
        "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR";
    /// A list is too short to hide whom one asks about (the same section).
    pub const LIST_LENGTH: &str =
        "https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR";
    /// An index lies outside its list (VC Data Model 2.0, section 7.2).
    pub const RANGE: &str = "https://www.w3.org/TR/vc-data-model#RANGE_ERROR";
    /// A value is not what its place wants (VC Data Model 2.0, section 7.2).
    pub const MALFORMED_VALUE: &str = "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";
    /// A kind of status that is not known here.
    pub const UNSUPPORTED: &str = "urn:proofmark:problem:unsupported-status";
    /// The issuer has revoked the credential.
    pub const REVOKED: &str = "urn:proofmark:problem:revoked";
    /// The issuer has suspended the credential.
    pub const SUSPENDED: &str = "urn:proofmark:problem:suspended";
    /// A status is set whose purpose is not known here.
    pub const UNKNOWN_PURPOSE: &str = "urn:proofmark:problem:unknown-status-purpose";
}

/// Why it is not known whether a credential was taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// The status entry of the credential breaks a rule; pointers are into the credential. The
    /// credential's issuer is at fault.
    #[error("{}", sentences(.0))]
    MalformedEntry(Vec<Finding>),
    /// A kind of status that is not known here. Nobody is at fault.
    #[error("a status of the type {types} is not supported here")]
    Unsupported {
        /// Where the entry stands in the credential: a JSON pointer.
        pointer: String,
        /// The types it names.
        types: String,
    },
    /// The list could not be had. Its host, or the way there, is at fault.
    #[error("the status list could not be had: {detail}")]
    Retrieval {
        /// The list's address.
        url: String,
        /// What happened.
        detail: String,
    },
    /// The list could be had and its proof does not hold, or could not be checked. Whoever serves
    /// it is at fault.
    #[error("the status list {url} is not proven to be its issuer's: {detail}")]
    NotProven {
        /// The list's address.
        url: String,
        /// What is wrong with the proof.
        detail: String,
    },
    /// The list is not a list of the kind that the entry wants. Whoever serves it is at fault.
    #[error("{url} is not a status list of the type {expected}")]
    WrongClass {
        /// The list's address.
        url: String,
        /// The type it should have.
        expected: &'static str,
    },
    /// Something in the list breaks a rule; pointers are into the list. The list's issuer is at
    /// fault.
    #[error("the status list {url} cannot be used: {}", sentences(.findings))]
    MalformedList {
        /// The list's address.
        url: String,
        /// What is wrong.
        findings: Vec<Finding>,
    },
    /// What stands at the address calls itself by another. Whoever serves it is at fault.
    #[error("what stands at {url} is the status list {id}")]
    WrongId {
        /// The list's address.
        url: String,
        /// The id in the list.
        id: String,
    },
    /// Another than the credential's issuer made the list. The list cannot speak for the issuer.
    #[error("the status list {url} was made by {found}, and the credential by {expected}")]
    WrongIssuer {
        /// The list's address.
        url: String,
        /// The credential's issuer.
        expected: String,
        /// The list's issuer.
        found: String,
    },
    /// The list is for other purposes than the entry's. The issuer is at fault.
    #[error("the status list {url} is for {found}, and the entry is for {expected}")]
    WrongPurpose {
        /// The list's address.
        url: String,
        /// The entry's purpose.
        expected: String,
        /// The list's purposes.
        found: String,
    },
    /// The list has a status of its own. Following it could go round for ever, and a list that its
    /// issuer may take back is none to rely on. The list's issuer is at fault.
    #[error("the status list {url} has a status of its own, which is not followed")]
    Loop {
        /// The list's address.
        url: String,
    },
    /// The list is not, or no longer, in force: an old copy proves nothing about today. Whoever
    /// serves it is at fault.
    #[error("the status list {url} is {detail}")]
    NotInForce {
        /// The list's address.
        url: String,
        /// “valid only from …” or “out of date since …”.
        detail: String,
    },
    /// The bits of the list cannot be had out of it. The list's issuer is at fault.
    #[error("the status list {url} cannot be used: {error}")]
    Bits {
        /// The list's address.
        url: String,
        /// What is wrong with them.
        error: BitstringError,
    },
    /// The list has fewer entries than hide whom one asks about. The list's issuer is at fault.
    #[error(
        "the status list {url} has {entries} entries; it needs at least {}",
        super::MIN_ENTRIES
    )]
    TooShort {
        /// The list's address.
        url: String,
        /// How many it has.
        entries: usize,
    },
    /// The entry's index lies beyond the end of its list. The issuer, who made both, is at fault.
    #[error("the index {index} lies beyond the {entries} entries of the status list {url}")]
    Range {
        /// The list's address.
        url: String,
        /// The entry's index.
        index: u64,
        /// How many entries the list has.
        entries: usize,
    },
}

impl StatusError {
    /// Whether the list or its kind is the trouble, so that nothing is known about the credential.
    /// Otherwise the credential contradicts a rule, or its own issuer's list.
    pub fn could_not_tell(&self) -> bool {
        !matches!(
            self,
            StatusError::MalformedEntry(_) | StatusError::Range { .. }
        )
    }

    /// The URI of the problem's type.
    pub fn problem_type(&self) -> &'static str {
        match self {
            StatusError::MalformedEntry(_) | StatusError::MalformedList { .. } => {
                problem::MALFORMED_VALUE
            }
            StatusError::Unsupported { .. } => problem::UNSUPPORTED,
            StatusError::Retrieval { .. } => problem::RETRIEVAL,
            StatusError::NotProven { .. }
            | StatusError::WrongClass { .. }
            | StatusError::WrongId { .. }
            | StatusError::WrongIssuer { .. }
            | StatusError::WrongPurpose { .. }
            | StatusError::Loop { .. }
            | StatusError::NotInForce { .. } => problem::VERIFICATION,
            StatusError::Bits { error, .. } => match error {
                BitstringError::TooLarge => problem::VERIFICATION,
                BitstringError::TooFewEntries(_) => problem::LIST_LENGTH,
                BitstringError::Multibase
                | BitstringError::Base64
                | BitstringError::Gzip(_)
                | BitstringError::TrailingBytes => problem::MALFORMED_VALUE,
            },
            StatusError::TooShort { .. } => problem::LIST_LENGTH,
            StatusError::Range { .. } => problem::RANGE,
        }
    }
}

fn sentences(findings: &[Finding]) -> String {
    let sentences: Vec<String> = findings.iter().map(ToString::to_string).collect();
    sentences.join("; ")
}
