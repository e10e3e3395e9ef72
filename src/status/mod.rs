//! Status: whether an issuer has taken a credential back, from documents that others fetched.
//!
//! Bitstring Status List 1.0 (W3C Recommendation, 15 May 2025), its forerunner Status List 2021
//! (W3C CCG draft), and the 1EdTech Verifiable Credential Revocation List 1.0. A verifier goes
//! through it in this order: [`entries`] names every status of a credential; the caller fetches
//! each list and verifies its proof, its issuer's key and its dates ([`StatusList::in_force_at`]);
//! [`StatusList::value`] or [`RevocationList::standing`] says what the list says.
//!
//! Nothing here is fetched, verified by signature, or compared with a clock. A status that cannot
//! be found out is an error, never “clear”: [`StatusError::could_not_tell`] says whether the
//! credential is at fault. [`Bitstring`] is also the writing side, for our own lists.

mod bitstring;
mod document;
mod entry;
mod error;
mod list;
mod revocation_list;

#[cfg(test)]
mod tests;

pub use bitstring::{Bitstring, BitstringError, MAX_BYTES, MIN_ENTRIES};
pub use document::ListDocument;
pub use entry::{BitstringEntry, Entry, Form, MAX_STATUS_SIZE, RevocationListEntry, entries};
pub use error::{StatusError, problem};
pub use list::{StatusList, StatusValue};
pub use revocation_list::RevocationList;

/// What a list says of one credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The issuer has not used this status.
    Clear,
    /// Taken back for good.
    Revoked {
        /// Why, where the list says so.
        reason: Option<String>,
    },
    /// Taken back for now; the issuer may give it back.
    Suspended,
    /// A newer credential may be had (`refresh`). This one stays good.
    RefreshAvailable,
    /// What the issuer wants to be known (`message`). The credential stays good.
    Message(String),
    /// Set, for a purpose that no specification explains. Whether the credential is good cannot be
    /// told.
    SetForUnknownPurpose {
        /// The purpose, as the entry names it.
        purpose: String,
    },
}

impl Standing {
    /// Whether it makes the credential not valid.
    pub fn fails(&self) -> bool {
        matches!(self, Standing::Revoked { .. } | Standing::Suspended)
    }

    /// Whether nobody can say what it means for the credential.
    pub fn could_not_tell(&self) -> bool {
        matches!(self, Standing::SetForUnknownPurpose { .. })
    }

    /// The URI of the problem's type; `None` where it is none. No specification names these.
    pub fn problem_type(&self) -> Option<&'static str> {
        match self {
            Standing::Revoked { .. } => Some(problem::REVOKED),
            Standing::Suspended => Some(problem::SUSPENDED),
            Standing::SetForUnknownPurpose { .. } => Some(problem::UNKNOWN_PURPOSE),
            Standing::Clear | Standing::RefreshAvailable | Standing::Message(_) => None,
        }
    }
}

impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Standing::Clear => f.write_str("the issuer has not taken the credential back"),
            Standing::Revoked { reason: None } => {
                f.write_str("the issuer has revoked the credential, for good")
            }
            Standing::Revoked {
                reason: Some(reason),
            } => write!(
                f,
                "the issuer has revoked the credential, for good: {reason}"
            ),
            Standing::Suspended => {
                f.write_str("the issuer has suspended the credential; it may become valid again")
            }
            Standing::RefreshAvailable => f.write_str(
                "the issuer has a newer credential in place of this one, which stays valid",
            ),
            Standing::Message(message) => write!(f, "the issuer says: {message}"),
            Standing::SetForUnknownPurpose { purpose } => write!(
                f,
                "the issuer has set the status {purpose:?}, and what that means for the \
                 credential is not known here"
            ),
        }
    }
}
