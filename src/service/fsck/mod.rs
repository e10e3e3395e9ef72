//! Checking everything that is kept: that every record can be read, that what is said in two
//! places is the same in both, and that the audit log tells of it.
//!
//! | file | its part |
//! | --- | --- |
//! | `log` | what the audit log says of the records |
//! | `kinds` | every key of the store, one after the other, by its kind |
//! | `credentials` | a credential, and what finds it |
//! | `bodies` | what is sealed: that it opens, is what was issued, and was signed |
//! | `people` | learners and assessments |
//! | `shares` | what learners share |
//! | `sheets` | rating sheets |
//! | `deployment` | issuers, API keys, frameworks, key files |
//! | `jobs` | long work: how far it is, its items and their outcomes |
//! | `lists` | status lists, their places and what was published of them |
//!
//! Nothing is changed. The store is read page by page; of the audit log the hashes are kept in
//! memory, some 50 bytes for each entry. It is for a store that nobody changes meanwhile: two
//! pages need not be of one moment.

mod bodies;
mod credentials;
mod deployment;
mod jobs;
mod kinds;
mod lists;
mod log;
mod people;
mod shares;
mod sheets;

use super::key_access::KeyAccess;
use super::keyring::Keyring;
use super::{Service, ServiceError};
use crate::identity::{PublicKey, Unlock, multikey};
use crate::records::issuer::IssuerRecord;
use crate::records::{RecordError, deployment as deployment_records};
use crate::store::StoreError;
use log::Told;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError};

/// How many faults are told. One often makes many.
const MAX_FAULTS: usize = 1000;

/// What a check is to look at beside the store itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fsck<'a> {
    /// Whether every signature is verified.
    pub signatures: bool,
    /// Where the key files are, to be compared with the keys on record.
    pub keyring: Option<&'a Keyring>,
    /// Checkpoints of the audit log that were kept elsewhere: it must begin with each of them.
    pub held: &'a [&'a str],
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FsckReport {
    /// How many entries of the audit log are sealed.
    pub sealed_entries: u64,
    /// How many are open.
    pub open_entries: u64,
    /// How many records of each kind there are.
    pub records: BTreeMap<String, u64>,
    /// How many signatures were verified.
    pub signatures: u64,
    /// What is wrong: of the audit log the first bad entry first, then by the keys of the store. At
    /// most a thousand.
    pub faults: Vec<FsckFault>,
    /// How many more there are.
    pub more_faults: u64,
    /// What could not be checked, and why.
    pub unchecked: Vec<String>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FsckFault {
    /// The number of the audit entry that is wrong, where it is one.
    pub entry: Option<u64>,
    /// The key in the store, or the file.
    pub place: String,
    /// What is wrong.
    pub detail: String,
}

impl fmt::Display for FsckFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(entry) = self.entry {
            write!(f, "audit entry {entry}: ")?;
        }
        write!(f, "{}: {}", self.place, self.detail)
    }
}

impl FsckReport {
    /// Whether nothing is wrong, as far as it was checked.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn fault(&mut self, entry: Option<u64>, place: &[u8], detail: impl Into<String>) {
        if self.faults.len() >= MAX_FAULTS {
            self.more_faults += 1;
            return;
        }
        self.faults.push(FsckFault {
            entry,
            place: String::from_utf8_lossy(place).into_owned(),
            detail: detail.into(),
        });
    }
}

impl Service {
    /// Checks everything that is kept. What is sealed is opened where the deployment's key is
    /// unlocked; where not, [`FsckReport::unchecked`] says so.
    ///
    /// # Errors
    /// [`ServiceError::Store`] when the store cannot be read at all. Whatever is damaged, and
    /// whatever contradicts something else, is in the report.
    pub fn check_everything(&self, how: &Fsck<'_>) -> Result<FsckReport, ServiceError> {
        let mut report = FsckReport::default();
        match self.check_audit(how.held) {
            Ok(audit) => {
                report.sealed_entries = audit.sealed;
                report.open_entries = audit.open;
                for fault in audit.faults {
                    report.fault(fault.entry, fault.place.as_bytes(), fault.detail);
                }
            }
            Err(error) => report.damage(crate::records::audit::LOG.as_bytes(), error)?,
        }
        let told = match self.what_the_log_tells(&mut report) {
            Ok(told) => told,
            Err(error) => {
                report.damage(crate::records::audit::LOG.as_bytes(), error)?;
                Told::default()
            }
        };
        let mut look = Look {
            service: self,
            how,
            told,
            issuers: Vec::new(),
            keys: BTreeMap::new(),
            unread: Cell::default(),
            verified: Cell::default(),
            report,
        };
        look.know_issuers()?;
        look.every_record()?;
        look.what_was_entered()?;
        look.what_was_published()?;
        look.key_files()?;
        Ok(look.finish())
    }

    /// Unlocks what opens sealed records and what signs the audit log, where there is such a key;
    /// makes and changes nothing. Gives why one is not unlocked.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`] when it cannot be read which keys they
    /// are.
    pub fn unlock_to_check(
        &self,
        keyring: &Keyring,
        unlock: Unlock<'_>,
    ) -> Result<Vec<String>, ServiceError> {
        let access = KeyAccess::new(keyring, unlock, None);
        let known = deployment_records::find(self.store())?.record;
        let mut locked = Vec::new();
        if known.audit_key.is_some() {
            let audit = keyring.load_audit(known.audit_key.as_deref(), access.unlock());
            match audit {
                Ok(Some(key)) => self.keep_audit_signer(Arc::new(key)),
                Ok(None) => {}
                Err(error) => locked.push(error.to_string()),
            }
        }
        if known.deployment_key.is_some() {
            let key = keyring.load_deployment(known.deployment_key.as_deref(), access.unlock());
            match key {
                Ok(key) => {
                    let kept = self.deployment_key.write();
                    *kept.unwrap_or_else(PoisonError::into_inner) = key;
                }
                Err(error) => locked.push(error.to_string()),
            }
        }
        Ok(locked)
    }
}

impl FsckReport {
    /// Tells of what cannot be read.
    ///
    /// # Errors
    /// The error itself where it is no damage of what is kept.
    fn damage(&mut self, place: &[u8], error: ServiceError) -> Result<(), ServiceError> {
        match error {
            ServiceError::Store(error) if !is_damage(&error) => Err(error.into()),
            error => {
                self.fault(None, place, error.to_string());
                Ok(())
            }
        }
    }
}

/// A check under way.
struct Look<'s> {
    service: &'s Service,
    how: &'s Fsck<'s>,
    /// What the audit log says.
    told: Told,
    issuers: Vec<IssuerRecord>,
    /// Public keys, and the places of their issuers, by their verification methods.
    keys: BTreeMap<String, (PublicKey, usize)>,
    /// How many sealed bodies were not opened for want of a key.
    unread: Cell<u64>,
    verified: Cell<u64>,
    report: FsckReport,
}

/// What is wrong with one record.
struct Wrong(Vec<String>);

impl Wrong {
    fn say(&mut self, detail: impl Into<String>) {
        self.0.push(detail.into());
    }

    /// Says so where `right` does not hold.
    fn unless(&mut self, right: bool, detail: impl Into<String>) {
        if !right {
            self.say(detail);
        }
    }
}

impl Look<'_> {
    /// Checks what stands at `place` by `check`, and tells what is wrong.
    fn at(
        &mut self,
        place: &[u8],
        check: impl FnOnce(&Self, &mut Wrong) -> Result<(), RecordError>,
    ) -> Result<(), ServiceError> {
        let mut wrong = Wrong(Vec::new());
        let done = check(self, &mut wrong);
        for detail in wrong.0 {
            self.report.fault(None, place, detail);
        }
        match done {
            Ok(()) => Ok(()),
            Err(error) => self.report.damage(place, error.into()),
        }
    }

    fn know_issuers(&mut self) -> Result<(), ServiceError> {
        match self.service.issuers() {
            Ok(issuers) => self.issuers = issuers,
            Err(error) => self.report.damage(b"issuer/", error)?,
        }
        for (place, issuer) in self.issuers.iter().enumerate() {
            for key in &issuer.keys {
                if let Ok(public) = multikey::decode(&key.public_key_multibase) {
                    let method = key.verification_method.clone();
                    self.keys.insert(method, (public, place));
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> FsckReport {
        let unread = self.unread.get();
        if unread > 0 {
            self.report.unchecked.push(format!(
                "the deployment's key is not unlocked: {unread} sealed records were not opened"
            ));
        }
        self.report.signatures = self.verified.get();
        self.report
    }
}

/// Whether the store says that what it keeps is damaged, and not that it cannot work.
fn is_damage(error: &StoreError) -> bool {
    matches!(error, StoreError::Corrupt { .. })
}
