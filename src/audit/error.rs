//! Why evidence from the audit log, or the log itself, does not hold.

/// Why evidence does not hold. Whoever gave the evidence is at fault, or whoever changed it, save
/// for [`AuditError::Signer`] and [`AuditError::Tiles`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// The evidence is no such JSON document.
    #[error("this is not evidence from an audit log: {0}")]
    Unreadable(String),
    /// The checkpoint is no signed note (C2SP signed-note), or its text no checkpoint (C2SP
    /// tlog-checkpoint).
    #[error("this is not a signed checkpoint: {0}")]
    Malformed(&'static str),
    /// Nobody with the audit key signed the checkpoint.
    #[error("the checkpoint bears no signature of this audit key")]
    NotSigned,
    /// A signature names the audit key, and is not its.
    #[error("the checkpoint's signature is not the audit key's")]
    WrongSignature,
    /// The entry says nothing of the document that was asked about.
    #[error("the entry is about another document: it does not hold the digest {0}")]
    OtherDocument(String),
    /// The evidence speaks of a tree of another size than its checkpoint.
    #[error("the evidence is for a log of {evidence} entries, the checkpoint for one of {signed}")]
    OtherSize {
        /// The size that the evidence names.
        evidence: u64,
        /// The size that was signed.
        signed: u64,
    },
    /// The entry is not at its place in the log that was signed.
    #[error("entry {0} is not in the log that the checkpoint was signed for")]
    NotIncluded(u64),
    /// The later log does not begin with the earlier one: something in it was rewritten.
    #[error("the log of {to} entries does not begin with the log of {from} entries")]
    Rewritten {
        /// The size of the earlier log.
        from: u64,
        /// The size of the later log.
        to: u64,
    },
    /// The two checkpoints are of different logs.
    #[error("the checkpoints are of two logs: {from:?} and {to:?}")]
    OtherLog {
        /// The origin of the earlier checkpoint.
        from: String,
        /// The origin of the later checkpoint.
        to: String,
    },
    /// The entry's date cannot be read.
    #[error("the entry's date {0:?} is not a dateTimeStamp")]
    BadDate(String),
    /// The holder of the audit key did not sign: the environment is at fault.
    #[error("the checkpoint was not signed: {0}")]
    Signer(String),
    /// The hashes that are kept do not make up a tree of this size: whoever changed them is at
    /// fault, or the disk.
    #[error("the hashes of the audit log are damaged: {0}")]
    Tiles(String),
}
