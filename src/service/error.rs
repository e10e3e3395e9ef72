//! Why a verb did not do what was asked.

use crate::finding::Finding;
use crate::post::PostError;
use crate::records::RecordError;
use crate::resolver::FetchError;
use crate::service::backup::BackupError;
use crate::service::verify::VerifyError;
use crate::store::StoreError;

/// Why a verb did not do what was asked. Nothing was changed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ServiceError {
    /// What was sent is wrong: the caller is at fault. All that is wrong is listed.
    #[error("{what}: {}", list(.findings))]
    Invalid {
        /// What was sent: “the framework export”.
        what: &'static str,
        /// Everything that is wrong with it.
        findings: Vec<Finding>,
    },
    /// Something was to be fetched, and could not be: its address or its server is at fault.
    #[error("{what} cannot be fetched: {error}")]
    NotFetched {
        /// What: “the credential”.
        what: &'static str,
        /// Why not.
        error: FetchError,
    },
    /// What was named is not here: the caller is at fault.
    #[error("there is no {what} {name:?}{}", hint(.near))]
    NotFound {
        /// What kind of thing: “framework”.
        what: &'static str,
        /// The name that was given.
        name: String,
        /// Names like it that are here.
        near: Vec<String>,
    },
    /// What was named was personal, and was erased with its learner.
    #[error("this was about a learner whose data was erased")]
    Erased,
    /// What was asked is understood and refused by a rule.
    #[error("{detail}")]
    Refused {
        /// Which rule: a stable slug.
        rule: &'static str,
        /// Why, and what to do.
        detail: String,
    },
    /// What was asked contradicts what is on record.
    #[error("{detail}")]
    Conflict {
        /// Which contradiction: a stable slug.
        problem: &'static str,
        /// What contradicts what, and what to do.
        detail: String,
        /// The differences, where there are several.
        findings: Vec<Finding>,
    },
    /// The key that must sign cannot: the operator is at fault.
    #[error("{0}")]
    Key(String),
    /// The store could not do its work: the environment is at fault.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record could not be read.
    #[error(transparent)]
    Record(RecordError),
    /// A backup cannot be made, or not be used.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A letter could not be sent: the mail server, or how it is set, is at fault.
    #[error(transparent)]
    Post(#[from] PostError),
    /// Proofmark itself is at fault.
    #[error("a defect of Proofmark, please report it: {0}")]
    Defect(String),
}

/// What is wrong with the store, in the terms of whoever asked for something: the faces know
/// nothing of the store itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreTrouble {
    /// There is no room on the disk. Nothing was changed.
    NoRoom,
    /// The store is shutting down. Nothing was changed.
    Closing,
    /// A name or a value is longer than the store takes: the caller is at fault.
    TooLong,
    /// It cannot do its work: the environment is at fault.
    Failed,
}

impl ServiceError {
    /// What is wrong with the store, where that is what is wrong.
    pub fn store_trouble(&self) -> Option<StoreTrouble> {
        let ServiceError::Store(error) = self else {
            return None;
        };
        Some(match error {
            StoreError::Full { .. } => StoreTrouble::NoRoom,
            StoreError::Closed => StoreTrouble::Closing,
            StoreError::TooLarge { .. } => StoreTrouble::TooLong,
            StoreError::Held { .. }
            | StoreError::Corrupt { .. }
            | StoreError::Io { .. }
            | StoreError::NewerFormat { .. } => StoreTrouble::Failed,
        })
    }

    /// What the process says of itself that holds the store, where that is the error: `process
    /// 812, serve on 127.0.0.1:8080`.
    pub fn store_holder(&self) -> Option<&str> {
        match self {
            ServiceError::Store(StoreError::Held { holder, .. }) => Some(holder),
            _ => None,
        }
    }
}

impl From<VerifyError> for ServiceError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::NotFetched(error) => ServiceError::NotFetched {
                what: "the credential",
                error,
            },
            VerifyError::Unreadable(findings) => ServiceError::Invalid {
                what: "the credential",
                findings,
            },
        }
    }
}

impl From<RecordError> for ServiceError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Store(error) => ServiceError::Store(error),
            other => ServiceError::Record(other),
        }
    }
}

fn list(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    lines.join("; ")
}

fn hint(near: &[String]) -> String {
    if near.is_empty() {
        return String::new();
    }
    format!("; near it: {}", near.join(", "))
}
