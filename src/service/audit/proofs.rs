//! What others can ask of the audit log: its checkpoint, evidence, and pages of entries.
//!
//! Evidence is checked here as its receiver will check it before it is given out, so that a damaged
//! log gives an error and never evidence that proves nothing.

use super::{Sealed, broken};
use crate::audit::{Consistency, Entry, Inclusion};
use crate::credential::profile::IssuerProfile;
use crate::records::audit as records;
use crate::service::{Service, ServiceError};
use std::collections::HashSet;

/// How many entries are looked at for a page: an issuer's entries may stand far apart.
const SEARCH: u64 = 4096;

/// An entry of the log, its number and its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEntry {
    /// Its number in the log, from 0.
    pub index: u64,
    /// Its [`Entry::hash`], which the next entry about the same object names.
    pub hash: String,
    /// The entry.
    pub entry: Entry,
}

/// A page of an issuer's entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The entries, by number. There may be none although a page follows.
    pub entries: Vec<SealedEntry>,
    /// From where the next page begins; `None` when there is no more.
    pub next: Option<u64>,
}

/// Which entries there are: see [`Service::known_entries`].
pub struct KnownEntries<'s> {
    service: &'s Service,
    open: HashSet<String>,
}

impl Service {
    /// The last signed checkpoint, a C2SP signed note.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nothing was sealed yet; [`ServiceError::Store`];
    /// [`ServiceError::Record`].
    pub fn audit_checkpoint(&self) -> Result<String, ServiceError> {
        Ok(self.log()?.checkpoint)
    }

    /// The audit key's public half, as a multikey: what checks all evidence.
    ///
    /// # Errors
    /// As of [`Service::audit_checkpoint`].
    pub fn audit_multikey(&self) -> Result<String, ServiceError> {
        Ok(self.log()?.audit_key)
    }

    /// The evidence that the document with the SHA-256 `digest` (hexadecimal digits) is in the
    /// log, in the entry that named it first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when no sealed entry holds the digest;
    /// [`ServiceError::Record`] when the log is broken; [`ServiceError::Store`].
    pub fn audit_inclusion(&self, digest: &str) -> Result<Inclusion, ServiceError> {
        let sealed = self.sealed_log()?;
        let digest = digest.to_ascii_lowercase();
        let found = match digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()) {
            true => records::first_with_digest(self.store(), &digest)?,
            false => None,
        };
        // What was sealed since the log was read is not in its checkpoint.
        let place = sealed.zip(found).filter(|(s, index)| *index < s.log.size);
        let Some((sealed, index)) = place else {
            return Err(ServiceError::NotFound {
                what: "sealed entry of the audit log with the digest",
                name: digest,
                near: Vec::new(),
            });
        };
        let inclusion = self.evidence(&sealed, index)?;
        inclusion
            .verify(&self.log_key(&sealed.log)?, &digest)
            .map_err(|error| broken(format!("the evidence for entry {index} fails: {error}")))?;
        Ok(inclusion)
    }

    fn evidence(&self, sealed: &Sealed, index: u64) -> Result<Inclusion, ServiceError> {
        let size = sealed.checkpoint.size;
        let entry = records::entry(self.store(), index)?;
        let proof = self.with_tree(size, |tree| tree.prove_leaf(index))?;
        let checkpoint = sealed.log.checkpoint.clone();
        Ok(Inclusion::new(entry, index, size, &proof, checkpoint))
    }

    /// The evidence that the log of `from` entries only grew to the one of `to`. Both must be
    /// sizes of signed checkpoints.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no checkpoint of one of the sizes, with the sizes
    /// near it; [`ServiceError::Refused`] when `from` is the later one;
    /// [`ServiceError::Record`] when the log is broken; [`ServiceError::Store`].
    pub fn audit_consistency(&self, from: u64, to: u64) -> Result<Consistency, ServiceError> {
        if from > to {
            return Err(ServiceError::Refused {
                rule: "sizes-reversed",
                detail: format!("a log of {from} entries did not grow to {to}; ask the other way"),
            });
        }
        let log = self.log()?;
        let (earlier, later) = (self.checkpoint_of(from)?, self.checkpoint_of(to)?);
        let proof = self.with_tree(to, |tree| tree.prove_growth(from))?;
        let consistency = Consistency::new(earlier, later, &proof);
        consistency
            .verify(&self.log_key(&log)?)
            .map_err(|error| broken(format!("the evidence fails: {error}")))?;
        Ok(consistency)
    }

    fn checkpoint_of(&self, size: u64) -> Result<String, ServiceError> {
        if let Some(checkpoint) = records::checkpoint(self.store(), size)? {
            return Ok(checkpoint);
        }
        let (before, after) = records::checkpoints_near(self.store(), size)?;
        let near = before.into_iter().chain(after);
        Err(ServiceError::NotFound {
            what: "checkpoint of the audit log with the size",
            name: size.to_string(),
            near: near.map(|size| size.to_string()).collect(),
        })
    }

    /// A page of the sealed entries of the issuer named `issuer`, from number `from` on, at most
    /// `limit`.
    ///
    /// # Errors
    /// [`ServiceError::Record`] when the log is broken; [`ServiceError::Store`].
    pub fn audit_entries(
        &self,
        issuer: &str,
        from: u64,
        limit: usize,
    ) -> Result<AuditPage, ServiceError> {
        let size = records::log(self.store())?.map_or(0, |(log, _)| log.size);
        let end = size.min(from.saturating_add(SEARCH));
        let mut entries = Vec::new();
        let mut index = from;
        while index < end && entries.len() < limit {
            for entry in records::bundle_from(self.store(), index)? {
                if index >= end || entries.len() >= limit {
                    break;
                }
                if entry.issuer.as_deref() == Some(issuer) {
                    let hash = entry.hash();
                    entries.push(SealedEntry { index, hash, entry });
                }
                index += 1;
            }
        }
        Ok(AuditPage {
            entries,
            next: (index < size).then_some(index),
        })
    }

    /// A page of the sealed entries that concern the issuer named `issuer`, the newest first: those before
    /// number `before`, or from the end, that `wanted` takes, at most `limit`.
    ///
    /// # Errors
    /// [`ServiceError::Record`] when the log is broken; [`ServiceError::Store`].
    pub fn audit_entries_back(
        &self,
        issuer: &str,
        before: Option<u64>,
        limit: usize,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Result<AuditPage, ServiceError> {
        let size = records::log(self.store())?.map_or(0, |(log, _)| log.size);
        let mut end = before.unwrap_or(size).min(size);
        let least = end.saturating_sub(SEARCH);
        let mut entries = Vec::new();
        while end > least && entries.len() < limit {
            // The bundle that the entry before `end` is in, from its beginning.
            let begin = (end - 1) / records::BUNDLE * records::BUNDLE;
            let bundle = records::bundle_from(self.store(), begin)?;
            let numbered: Vec<(u64, Entry)> = (begin..end).zip(bundle).collect();
            for (index, entry) in numbered.into_iter().rev() {
                end = index;
                if concerns(&entry, issuer) && wanted(&entry) {
                    let hash = entry.hash();
                    entries.push(SealedEntry { index, hash, entry });
                }
                if entries.len() >= limit {
                    break;
                }
            }
        }
        Ok(AuditPage {
            entries,
            next: (end > 0).then_some(end),
        })
    }

    /// The evidence that the entry number `index`, of the issuer named `issuer`, is in the log.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's; [`ServiceError::Record`] when
    /// the log is broken; [`ServiceError::Store`].
    pub fn audit_evidence(&self, issuer: &str, index: u64) -> Result<Inclusion, ServiceError> {
        let sealed = self.sealed_log()?.filter(|sealed| index < sealed.log.size);
        let inclusion = sealed.map(|sealed| self.evidence(&sealed, index));
        let inclusion = inclusion.transpose()?;
        let own = inclusion.filter(|found| concerns(&found.entry, issuer));
        own.ok_or_else(|| ServiceError::NotFound {
            what: "sealed entry of the audit log",
            name: index.to_string(),
            near: Vec::new(),
        })
    }

    /// What tells whether entries that records name are there.
    ///
    /// # Errors
    /// [`ServiceError::Record`] and [`ServiceError::Store`].
    pub fn known_entries(&self) -> Result<KnownEntries<'_>, ServiceError> {
        // Open entries first: one that is sealed between the two looks is found by the second.
        let mut open = HashSet::new();
        let mut after = None;
        loop {
            let page = records::open(self.store(), after, 1000)?;
            for record in &page.records {
                open.insert(records::open_entry(record)?.hash());
            }
            after = page.next;
            if after.is_none() {
                return Ok(KnownEntries {
                    service: self,
                    open,
                });
            }
        }
    }

    fn log(&self) -> Result<records::LogRecord, ServiceError> {
        let log = records::log(self.store())?;
        log.map(|(log, _)| log).ok_or(ServiceError::NotFound {
            what: "sealed entry of the audit log",
            name: "0".to_owned(),
            near: Vec::new(),
        })
    }
}

/// Whether an entry is one of the issuer's; what belongs to the whole deployment concerns the default
/// issuer.
fn concerns(entry: &Entry, issuer: &str) -> bool {
    match entry.issuer.as_deref() {
        Some(owner) => owner == issuer,
        None => issuer == IssuerProfile::DEFAULT_SLUG,
    }
}

impl KnownEntries<'_> {
    /// Whether the entry with this hash is in the log, or was open when this was made.
    ///
    /// # Errors
    /// [`ServiceError::Record`] and [`ServiceError::Store`].
    pub fn holds(&self, hash: &str) -> Result<bool, ServiceError> {
        Ok(self.open.contains(hash) || records::number_of(self.service.store(), hash)?.is_some())
    }
}
