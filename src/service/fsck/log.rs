//! What the audit log says of the records: which objects it tells of, which entry about each is the
//! last, and what was issued.

use super::{FsckReport, Look, Wrong};
use crate::audit::{Act, Entry};
use crate::records::audit::{self as records, BUNDLE};
use crate::records::status_list;
use crate::records::{
    RecordError, api_key, assessment, credential, framework, framework_standing, issuer, job,
    learner,
};
use crate::service::{Service, ServiceError};
use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

/// What the log says, in digests of few bytes.
#[derive(Default)]
pub(super) struct Told {
    /// The entries, by the two halves of their hashes.
    entries: HashMap<[u128; 2], Noted>,
    /// All objects.
    objects: HashSet<u64>,
    /// The digests that were entered when credentials were issued, with the credentials.
    issued: HashSet<u64>,
}

/// An entry.
#[derive(Default)]
struct Noted {
    object: u64,
    followed: bool,
}

impl Told {
    fn enter(&mut self, entry: &Entry) {
        let object = short(&entry.object);
        self.objects.insert(object);
        if let Some(hash) = halves(&entry.hash()) {
            self.entries.entry(hash).or_default().object = object;
        }
        if let Some(previous) = entry.previous.as_deref().and_then(halves) {
            self.entries.entry(previous).or_default().followed = true;
        }
        if entry.act == Act::CredentialIssue {
            let digests = entry.digests.iter();
            self.issued
                .extend(digests.map(|digest| short(&(&entry.object, digest))));
        }
    }

    /// Whether it was entered that a document with this digest was issued as `object`.
    pub(super) fn was_issued(&self, object: &str, digest: &str) -> bool {
        self.issued.contains(&short(&(object, digest)))
    }

    /// Whether there is any entry about `object`.
    pub(super) fn tells_of(&self, object: &str) -> bool {
        self.objects.contains(&short(object))
    }

    /// `entry` must be the hash of the last entry about `object`; of none where there is none.
    pub(super) fn check(&self, object: &str, entry: Option<&str>, wrong: &mut Wrong) {
        let Some(entry) = entry else {
            let detail = "it names no audit entry, and the log tells of it";
            wrong.unless(!self.tells_of(object), detail);
            return;
        };
        match halves(entry).and_then(|hash| self.entries.get(&hash)) {
            None => wrong.say(format!("its last audit entry, {entry}, is nowhere")),
            Some(noted) if noted.object != short(object) => {
                wrong.say(format!(
                    "its last audit entry, {entry}, is of another object"
                ));
            }
            Some(noted) => wrong.unless(
                !noted.followed,
                "the audit log tells of later changes: this is an older record",
            ),
        }
    }
}

impl Service {
    /// Reads the whole log. What of it cannot be read was told by the check of the log itself.
    pub(super) fn what_the_log_tells(&self, report: &mut FsckReport) -> Result<Told, ServiceError> {
        let mut told = Told::default();
        let done = self.every_entry(|entry| told.enter(entry));
        done.or_else(|error| report.damage(records::LOG.as_bytes(), error))?;
        Ok(told)
    }

    /// Gives every entry to `each`: the sealed ones, then the open ones.
    fn every_entry(&self, mut each: impl FnMut(&Entry)) -> Result<(), ServiceError> {
        let size = records::log(self.store()).ok().flatten();
        let size = size.map_or(0, |(log, _)| log.size);
        let mut number = 0;
        while number < size {
            match records::bundle_from(self.store(), number) {
                Ok(entries) => entries.iter().for_each(&mut each),
                Err(RecordError::Store(error)) => return Err(error.into()),
                Err(_) => {}
            }
            number = number.saturating_add(BUNDLE);
        }
        let mut after = None;
        loop {
            let page = records::open(self.store(), after, 256)?;
            for entry in page.records.iter().flat_map(records::open_entry) {
                each(&entry);
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

impl Look<'_> {
    /// What was entered into the log as made must be on record.
    pub(super) fn what_was_entered(&mut self) -> Result<(), ServiceError> {
        let mut missing = Vec::new();
        let mut damaged = None;
        let service = self.service;
        service
            .every_entry(|entry| match lacking(service, entry) {
                Ok(None) => {}
                Ok(Some(detail)) => missing.push((entry.object.clone(), detail)),
                // A record that cannot be read was told already.
                Err(RecordError::Store(error)) => damaged = Some(error),
                Err(_) => {}
            })
            .or_else(|error| self.report.damage(records::LOG.as_bytes(), error))?;
        for (object, detail) in missing {
            self.report.fault(None, object.as_bytes(), detail);
        }
        match damaged {
            Some(error) => self.report.damage(records::LOG.as_bytes(), error.into()),
            None => Ok(()),
        }
    }
}

/// What is not on record although `entry` says that it was made.
fn lacking(service: &Service, entry: &Entry) -> Result<Option<&'static str>, RecordError> {
    let store = service.store();
    let name = entry.object.split_once('/').map_or("", |(_, name)| name);
    let there = match entry.act {
        Act::IssuerCreate => issuer::find(store, name)?.is_some(),
        Act::ApiKeyCreate => api_key::find(store, name)?.is_some(),
        Act::StatusListCreate => status_list::named(store, name)?.is_some(),
        Act::LearnerErase | Act::LearnerExport => learner::find(store, name)?.is_some(),
        Act::FrameworkImport => match name.rsplit_once('@') {
            Some((key, version)) => framework::find(store, key, version)?.is_some(),
            None => true,
        },
        Act::FrameworkSupersede | Act::FrameworkWithdraw => match name.rsplit_once('@') {
            Some((key, version)) => framework_standing::find(store, key, version)?.is_some(),
            None => true,
        },
        Act::JobBegin => match &entry.issuer {
            Some(issuer) => job::find(store, issuer, name)?.is_some(),
            None => true,
        },
        Act::AssessmentRecord => assessment::find(store, name)?.is_some(),
        Act::CredentialIssue => {
            let Some(found) = credential::find(store, name)? else {
                return Ok(Some(
                    "it was issued, says the audit log, and is not on record",
                ));
            };
            let has = |digest: &String| {
                let mut secured = found.record.secured.iter();
                secured.any(|one| one.digest.as_ref() == Some(digest))
            };
            match entry.digests.iter().all(has) {
                true => return Ok(None),
                false => return Ok(Some("a form of it was issued that is not on record")),
            }
        }
        _ => true,
    };
    Ok((!there).then_some("it was made, says the audit log, and is not on record"))
}

/// The two halves of a hash in hexadecimal digits.
fn halves(hash: &str) -> Option<[u128; 2]> {
    let (first, second) = hash.split_at_checked(32)?;
    let read = |digits| u128::from_str_radix(digits, 16).ok();
    Some([read(first)?, read(second)?])
}

/// A few bytes that stand for `value`.
fn short(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
