//! Learners: whose key seals what is kept about them, and how they are known again.
//!
//! An issuer's learner is named by a DID, or else by an e-mail address; what names them stands on
//! record as fingerprints alone. Each has a key of their own, which is kept wrapped.

use super::{Caller, Service, ServiceError};
use crate::clock::timestamp;
use crate::confidential::LearnerKey;
use crate::id::random_uuid;
use crate::records::RecordError;
use crate::records::learner::{self as records, LearnerRecord};
use crate::store::Commit;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// How many learners' keys are kept unwrapped.
const KEPT: NonZeroUsize = NonZeroUsize::new(1024).expect("more than none");

/// The keys of learners that were last in use.
pub(super) struct LearnerKeys(Mutex<LruCache<String, LearnerKey>>);

impl Default for LearnerKeys {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl LearnerKeys {
    fn get(&self, id: &str) -> Option<LearnerKey> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(id).cloned()
    }

    fn keep(&self, id: &str, key: &LearnerKey) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(id.to_owned(), key.clone());
    }

    pub(super) fn forget(&self, id: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.pop(id);
    }
}

/// What a learner is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownBy {
    /// A DID, or another id of a credential's subject.
    pub id: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
}

impl KnownBy {
    /// What stands for it on record: the one that names the learner first.
    fn fingerprints(&self, service: &Service, issuer: &str) -> Result<Vec<String>, ServiceError> {
        let key = service.deployment_key()?;
        let print = |kind: &str, value: &str| {
            key.fingerprint(&[issuer.as_bytes(), kind.as_bytes(), value.as_bytes()])
        };
        let id = self.id.as_deref().map(|id| print("id", id.trim()));
        let email = self.email.as_deref();
        let email = email.map(|email| print("email", &email.trim().to_lowercase()));
        Ok(id.into_iter().chain(email).collect())
    }
}

/// A learner whose key is at hand.
#[derive(Debug, Clone)]
pub(super) struct Learner {
    pub id: String,
    pub key: LearnerKey,
    change: Change,
}

/// What is to change on record with whatever is done about a learner.
#[derive(Debug, Clone)]
enum Change {
    /// Nothing: they are known.
    None(Box<LearnerRecord>),
    /// They are new.
    New(Box<LearnerRecord>),
    /// They are known by something more.
    More(Box<(LearnerRecord, LearnerRecord)>),
}

impl Learner {
    /// Adds to `commit` what makes the learner known on record, and expects that they are not
    /// erased meanwhile.
    pub(super) fn add_to(&self, commit: Commit) -> Commit {
        match &self.change {
            Change::None(record) => records::expect(commit, record),
            Change::New(record) => records::create(commit, record),
            Change::More(records) => records::replace(commit, &records.0, &records.1),
        }
    }
}

impl Service {
    /// The ids of all learners of the caller's issuer whom the DID or the address finds: several
    /// may share an address.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when the deployment's key is not unlocked.
    pub fn find_learners(
        &self,
        caller: &Caller,
        known_by: &KnownBy,
    ) -> Result<Vec<String>, ServiceError> {
        let mut ids: Vec<String> = Vec::new();
        for print in known_by.fingerprints(self, &caller.issuer)? {
            for record in records::found_by(self.store(), &caller.issuer, &print)? {
                if !ids.contains(&record.id) {
                    ids.push(record.id);
                }
            }
        }
        Ok(ids)
    }

    /// The record of the learner `id` of the caller's issuer.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when they are another issuer's.
    pub(super) fn own_learner(
        &self,
        id: &str,
        caller: &Caller,
    ) -> Result<LearnerRecord, ServiceError> {
        records::find(self.store(), id)?
            .filter(|record| record.issuer == caller.issuer)
            .ok_or_else(|| ServiceError::NotFound {
                what: "learner",
                name: id.to_owned(),
                near: Vec::new(),
            })
    }

    /// The learner of `issuer` who is known by this; a new one where there is none. Known by
    /// nothing, they are new.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when the deployment's key is not unlocked.
    pub(super) fn learner(
        &self,
        issuer: &str,
        known_by: &KnownBy,
    ) -> Result<Learner, ServiceError> {
        let known_by = known_by.fingerprints(self, issuer)?;
        let known = match known_by.first() {
            Some(name) => records::named(self.store(), issuer, name)?,
            None => None,
        };
        let Some(record) = known else {
            return self.new_learner(issuer, known_by);
        };
        let key = self.key_of(&record)?;
        let more: Vec<String> = known_by
            .into_iter()
            .filter(|print| !record.known_by.contains(print))
            .collect();
        let change = if more.is_empty() {
            Change::None(Box::new(record.clone()))
        } else {
            let mut after = record.clone();
            after.known_by.extend(more);
            Change::More(Box::new((record.clone(), after)))
        };
        Ok(Learner {
            id: record.id,
            key,
            change,
        })
    }

    fn new_learner(&self, issuer: &str, known_by: Vec<String>) -> Result<Learner, ServiceError> {
        let deployment = self.deployment_key()?;
        let (id, key, wrapped) = self.draw(|rng| {
            let id = random_uuid(rng).to_string();
            let key = LearnerKey::new(rng);
            let wrapped = deployment.wrap(&id, &key, rng);
            (id, key, wrapped)
        });
        let record = LearnerRecord {
            id: id.clone(),
            issuer: issuer.to_owned(),
            wrapped: Some(URL_SAFE_NO_PAD.encode(wrapped)),
            known_by,
            created: timestamp(self.now()),
            erased: None,
            entry: None,
        };
        Ok(Learner {
            id,
            key,
            change: Change::New(Box::new(record)),
        })
    }

    /// The learner named `id`, with their key.
    ///
    /// # Errors
    /// [`ServiceError::Erased`] when they are; [`ServiceError::Key`] when the deployment's key is
    /// not unlocked.
    pub(super) fn learner_named(&self, id: &str) -> Result<Learner, ServiceError> {
        let record = self.learner_on_record(id)?;
        Ok(Learner {
            id: id.to_owned(),
            key: self.key_of(&record)?,
            change: Change::None(Box::new(record)),
        })
    }

    /// The key of the learner `id`.
    ///
    /// # Errors
    /// As for [`Service::learner_named`].
    pub(super) fn learner_key(&self, id: &str) -> Result<LearnerKey, ServiceError> {
        self.key_of(&self.learner_on_record(id)?)
    }

    fn learner_on_record(&self, id: &str) -> Result<LearnerRecord, ServiceError> {
        records::find(self.store(), id)?
            .ok_or_else(|| ServiceError::Defect(format!("there is no learner {id}")))
    }

    /// The key of `record`. What is on record decides, also where the key is still in memory.
    pub(super) fn key_of(&self, record: &LearnerRecord) -> Result<LearnerKey, ServiceError> {
        let wrapped = record.wrapped.as_deref().ok_or(ServiceError::Erased)?;
        if let Some(key) = self.learner_keys.get(&record.id) {
            return Ok(key);
        }
        let wrapped = URL_SAFE_NO_PAD.decode(wrapped).unwrap_or_default();
        let key = self.deployment_key()?.unwrap(&record.id, &wrapped);
        let key = key.map_err(|_| unopened("learner", &record.id))?;
        self.learner_keys.keep(&record.id, &key);
        Ok(key)
    }

    /// The key that opens what is sealed for `learner`; `None` for what is not sealed.
    ///
    /// # Errors
    /// As for [`Service::learner_named`].
    pub(super) fn opening_key(
        &self,
        learner: Option<&str>,
    ) -> Result<Option<LearnerKey>, ServiceError> {
        learner.map(|id| self.learner_key(id)).transpose()
    }
}

/// The error for what is on record and does not open.
pub(super) fn unopened(kind: &'static str, name: &str) -> ServiceError {
    ServiceError::Record(RecordError::Unreadable {
        kind,
        key: name.to_owned(),
        detail: "what is sealed in it does not open under its key".to_owned(),
    })
}
