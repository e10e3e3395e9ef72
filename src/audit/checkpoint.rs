//! Checkpoints (C2SP tlog-checkpoint): the size and the root of the log, signed by the audit key.
//!
//! The text is three lines: the origin, which names the log for good, the size in decimal digits,
//! and the root in base64. The key's name in the note is the origin, as the specification advises.

use super::tree::{Hash, MAX_SIZE};
use super::{AuditError, note};
use crate::identity::Signer;
use ed25519_dalek::VerifyingKey;

/// What the audit key signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of the Merkle tree over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The signed note.
    ///
    /// # Errors
    /// [`AuditError::Signer`] when the signer does not sign; [`AuditError::Malformed`] when the
    /// origin cannot stand in a note.
    pub fn sign(&self, signer: &dyn Signer) -> Result<String, AuditError> {
        let root = tlog_tiles::Hash(self.root);
        let text = tlog_tiles::Checkpoint::new(&self.origin, self.size, root, "")
            .map_err(|_| AuditError::Malformed("the origin is empty"))?;
        note::sign(
            &String::from_utf8_lossy(&text.to_bytes()),
            &self.origin,
            signer,
        )
    }

    /// The checkpoint in a signed note, once it is found that `key` signed it under the name of
    /// the checkpoint's origin.
    ///
    /// # Errors
    /// [`AuditError::Malformed`], [`AuditError::NotSigned`], [`AuditError::WrongSignature`].
    pub fn open(signed: &str, key: &VerifyingKey) -> Result<Self, AuditError> {
        let origin = signed.lines().next().unwrap_or_default();
        Self::open_signed_by(signed, origin, key)
    }

    /// The same where the key has another name than the log.
    ///
    /// # Errors
    /// As of [`Checkpoint::open`].
    pub fn open_signed_by(
        signed: &str,
        name: &str,
        key: &VerifyingKey,
    ) -> Result<Self, AuditError> {
        Self::read(note::open(signed, name, key)?)
    }

    /// The checkpoint in a signed note, whoever signed it.
    ///
    /// # Errors
    /// [`AuditError::Malformed`].
    pub fn unverified(signed: &str) -> Result<Self, AuditError> {
        Self::read(note::split(signed)?.0)
    }

    /// The checkpoint in a note's text. Lines behind the third mean nothing here.
    fn read(text: &str) -> Result<Self, AuditError> {
        let malformed = AuditError::Malformed("its text is no checkpoint");
        let read = tlog_tiles::Checkpoint::from_bytes(text.as_bytes());
        let read = read.map_err(|_| malformed.clone())?;
        if read.size() > MAX_SIZE || read.to_bytes() != text.as_bytes() {
            return Err(malformed);
        }
        Ok(Self {
            origin: read.origin().to_owned(),
            size: read.size(),
            root: read.hash().0,
        })
    }
}
