//! Evidence that others can check: an entry is in the log, and the log has only grown.
//!
//! Each is one JSON document, complete in itself: whoever has the audit key's public half needs no
//! answer from anybody to check it.

use super::tree::{self, Hash};
use super::{AuditError, Checkpoint, Entry};
use crate::clock::parse_timestamp;
use crate::ijson;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::VerifyingKey;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// That an entry is in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Inclusion {
    /// The entry.
    pub entry: Entry,
    /// Its number in the log, from 0.
    pub index: u64,
    /// How many entries the log has in the checkpoint.
    pub size: u64,
    /// The hashes beside the way from the entry to the root (RFC 6962, section 2.1.1), in base64.
    pub proof: Vec<String>,
    /// The signed checkpoint, a C2SP signed note.
    pub checkpoint: String,
}

/// That the log has only grown from one checkpoint to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Consistency {
    /// The earlier signed checkpoint.
    pub from: String,
    /// The later signed checkpoint.
    pub to: String,
    /// The hashes that lead from one root to the other (RFC 6962, section 2.1.2), in base64.
    pub proof: Vec<String>,
}

impl Inclusion {
    /// The evidence that `entry`, at `index`, is in the log of the signed `checkpoint`.
    pub fn new(entry: Entry, index: u64, size: u64, proof: &[Hash], checkpoint: String) -> Self {
        Self {
            entry,
            index,
            size,
            proof: written(proof),
            checkpoint,
        }
    }

    /// Reads the JSON document.
    ///
    /// # Errors
    /// [`AuditError::Unreadable`].
    pub fn read(document: &[u8]) -> Result<Self, AuditError> {
        read(document)
    }

    /// When the document with the SHA-256 `digest` (hexadecimal digits) was entered into the log
    /// of whoever has `audit_key`.
    ///
    /// # Errors
    /// [`AuditError`], a variant for each way in which the evidence does not show that.
    pub fn verify(
        &self,
        audit_key: &VerifyingKey,
        digest: &str,
    ) -> Result<OffsetDateTime, AuditError> {
        let digest = digest.to_ascii_lowercase();
        if !self.entry.digests.contains(&digest) {
            return Err(AuditError::OtherDocument(digest));
        }
        self.verify_entry(audit_key)?;
        parse_timestamp(&self.entry.at).ok_or_else(|| AuditError::BadDate(self.entry.at.clone()))
    }

    /// That the entry is in the log of whoever has `audit_key`; the checkpoint that says so.
    ///
    /// # Errors
    /// [`AuditError`], a variant for each way in which the evidence does not show that.
    pub fn verify_entry(&self, audit_key: &VerifyingKey) -> Result<Checkpoint, AuditError> {
        let checkpoint = Checkpoint::open(&self.checkpoint, audit_key)?;
        if checkpoint.size != self.size {
            return Err(AuditError::OtherSize {
                evidence: self.size,
                signed: checkpoint.size,
            });
        }
        let (proof, leaf) = (proof(&self.proof)?, self.entry.leaf());
        match tree::holds_leaf(&proof, self.size, checkpoint.root, self.index, leaf) {
            true => Ok(checkpoint),
            false => Err(AuditError::NotIncluded(self.index)),
        }
    }
}

impl Consistency {
    /// The evidence that the log of the signed checkpoint `to` begins with that of `from`.
    pub fn new(from: String, to: String, proof: &[Hash]) -> Self {
        Self {
            from,
            to,
            proof: written(proof),
        }
    }

    /// Reads the JSON document.
    ///
    /// # Errors
    /// [`AuditError::Unreadable`].
    pub fn read(document: &[u8]) -> Result<Self, AuditError> {
        read(document)
    }

    /// The two checkpoints, once it is found that whoever has `audit_key` signed both and only
    /// added to the log in between.
    ///
    /// # Errors
    /// [`AuditError`], a variant for each way in which the evidence does not show that.
    pub fn verify(&self, audit_key: &VerifyingKey) -> Result<(Checkpoint, Checkpoint), AuditError> {
        let from = Checkpoint::open(&self.from, audit_key)?;
        let to = Checkpoint::open(&self.to, audit_key)?;
        if from.origin != to.origin {
            return Err(AuditError::OtherLog {
                from: from.origin,
                to: to.origin,
            });
        }
        let proof = proof(&self.proof)?;
        match tree::holds_growth(&proof, (from.size, from.root), (to.size, to.root)) {
            true => Ok((from, to)),
            false => Err(AuditError::Rewritten {
                from: from.size,
                to: to.size,
            }),
        }
    }
}

fn read<T: DeserializeOwned>(document: &[u8]) -> Result<T, AuditError> {
    let unreadable = |detail: String| AuditError::Unreadable(detail);
    let json = ijson::parse(document).map_err(|error| unreadable(error.to_string()))?;
    serde_json::from_value(json.to_value()).map_err(|error| unreadable(error.to_string()))
}

fn written(proof: &[Hash]) -> Vec<String> {
    proof.iter().map(|hash| STANDARD.encode(hash)).collect()
}

fn proof(written: &[String]) -> Result<Vec<Hash>, AuditError> {
    let hash = |text: &String| {
        let bytes = STANDARD.decode(text).ok();
        let hash = bytes.and_then(|bytes| bytes.try_into().ok());
        hash.ok_or_else(|| AuditError::Unreadable(format!("{text:?} is no hash in base64")))
    };
    written.iter().map(hash).collect()
}
