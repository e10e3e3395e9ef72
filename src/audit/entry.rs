//! One entry of the log: a change of state as it is hashed.
//!
//! An entry names things by ids and digests alone. Nothing about people stands in it, so that it
//! can stay when they are forgotten: what a digest is made over cannot be guessed (signed bytes, or
//! a digest under a key that goes with the person).

use crate::clock::timestamp;
use crate::ijson::{self, Json};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use time::OffsetDateTime;
use uuid::Uuid;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// An issuer was made.
    IssuerCreate,
    /// An issuer's profile was changed.
    IssuerChange,
    /// A key became an issuer's active one; the one before it only verifies from now on.
    KeyRotate,
    /// A key was added beside the others.
    KeyAdd,
    /// A key's private half was destroyed.
    KeyRetire,
    /// A key was marked as compromised.
    KeyCompromise,
    /// An API key was made.
    ApiKeyCreate,
    /// An API key was taken back.
    ApiKeyRevoke,
    /// A member of staff signed in.
    SignIn,
    /// A member of staff came for the first time.
    PersonCreate,
    /// What a member of staff may do was changed.
    PersonChange,
    /// A framework was imported.
    FrameworkImport,
    /// A framework's level policy was set.
    FrameworkPolicy,
    /// A framework version was said to have a successor.
    FrameworkSupersede,
    /// A framework version was taken away.
    FrameworkWithdraw,
    /// An assessment was recorded.
    AssessmentRecord,
    /// A rating sheet was begun.
    SheetBegin,
    /// A second assessor began to rate.
    SheetTake,
    /// An assessor signed a rating sheet off.
    SheetSignOff,
    /// Two assessors have settled where they differ.
    SheetSettle,
    /// A rating sheet was handed over to another assessor.
    SheetHandOver,
    /// A rating sheet was deleted before it was an assessment.
    SheetDelete,
    /// A credential was issued, or secured in one more way.
    CredentialIssue,
    /// A credential was revoked.
    CredentialRevoke,
    /// A credential was suspended.
    CredentialSuspend,
    /// A credential was reinstated.
    CredentialReinstate,
    /// A later credential took the place of this one.
    CredentialSupersede,
    /// A status list was begun.
    StatusListCreate,
    /// What is held about a learner was given out.
    LearnerExport,
    /// What is held about a learner was erased.
    LearnerErase,
    /// Long work was put on record.
    JobBegin,
    /// Long work was ended before it was done.
    JobCancel,
    /// A learner made a link that shows credentials of theirs.
    ShareMake,
    /// A learner took such a link back.
    ShareTakeBack,
    /// A link was made with which a learner claims credentials.
    ClaimCreate,
    /// Such a link was sent to the learner.
    ClaimSend,
    /// Such a link was used.
    ClaimRedeem,
    /// Such a link was taken back.
    ClaimWithdraw,
    /// A learner asked for a link to their record.
    EntryLinkCreate,
    /// Such a link was used.
    EntryLinkRedeem,
    /// A provider's own picture of a level was set.
    PictureSet,
    /// It was taken away.
    PictureRemove,
    /// The store was copied into a backup.
    Backup,
    /// The store was restored from a backup.
    Restore,
}

/// An entry of the log. Members that it does not know are refused when it is read: they would not
/// be among what is hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
    /// Its id, a time-ordered UUID.
    pub id: String,
    /// When the change was made: an XSD dateTimeStamp in UTC and whole seconds.
    pub at: String,
    /// Who made it: `api-key/{id}`, `person/{id}`, `learner/{id}`, `command-line`, `proofmark`.
    pub by: String,
    /// What was done.
    pub act: Act,
    /// To what: see [`object`].
    pub object: String,
    /// The slug of the issuer it belongs to; absent for what belongs to the deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// SHA-256 of what came of it, in hexadecimal digits: of each document that was signed, of the
    /// content that was imported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub digests: Vec<String>,
    /// The [`Entry::hash`] of the last entry about the same object; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
}

impl Entry {
    /// A first entry about `object`.
    pub fn new(
        id: Uuid,
        at: OffsetDateTime,
        by: impl fmt::Display,
        act: Act,
        object: String,
    ) -> Self {
        Self {
            id: id.to_string(),
            at: timestamp(at),
            by: by.to_string(),
            act,
            object,
            issuer: None,
            digests: Vec::new(),
            previous: None,
        }
    }

    /// The same, of this issuer.
    #[must_use]
    pub fn of_issuer(mut self, slug: impl Into<String>) -> Self {
        self.issuer = Some(slug.into());
        self
    }

    /// The same, with these digests.
    #[must_use]
    pub fn with_digests(mut self, digests: Vec<String>) -> Self {
        self.digests = digests;
        self
    }

    /// The same, behind the entry with this hash.
    #[must_use]
    pub fn after(mut self, previous: Option<String>) -> Self {
        self.previous = previous;
        self
    }

    /// The bytes that are hashed and kept: canonical JSON (RFC 8785).
    pub fn to_bytes(&self) -> Vec<u8> {
        let value = serde_json::to_value(self).unwrap_or_default();
        ijson::canonicalize(&Json::from(&value))
    }

    /// The leaf hash of the entry (RFC 6962, section 2.1: SHA-256 over a zero byte and the entry).
    pub fn leaf(&self) -> [u8; 32] {
        leaf_hash(&self.to_bytes())
    }

    /// The leaf hash in hexadecimal digits.
    pub fn hash(&self) -> String {
        crate::digest::hexadecimal(&self.leaf())
    }
}

/// The leaf hash of the bytes of an entry (RFC 6962, section 2.1).
pub fn leaf_hash(bytes: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(bytes);
    hash.finalize().into()
}

/// What an entry is about: the kind of thing and its name.
pub fn object(kind: &str, name: &str) -> String {
    format!("{kind}/{name}")
}
