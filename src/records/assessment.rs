//! An assessment on record, with its decision, sealed under its learner's key.

use super::{Page, Record, RecordError, decode, encode, join, key, split};
use crate::assessment::Assessment;
use crate::confidential::{LearnerKey, NotOpened};
use crate::id::Rng;
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

/// What is known of an assessment without the learner's key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssessmentHead {
    /// Its id, unguessable.
    pub id: String,
    /// What tells that the same document is recorded again: a fingerprint under the learner's key.
    pub digest: String,
    /// The slug of the issuer it was made for.
    pub issuer: String,
    /// When it was recorded.
    pub recorded: String,
    /// The id of the learner under whose key it is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learner: Option<String>,
    /// The assessment itself, where it is not sealed: up to the first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    assessment: Option<Assessment>,
}

/// An assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentRecord {
    /// Its id, unguessable.
    pub id: String,
    /// What tells that the same document is recorded again.
    pub digest: String,
    /// The slug of the issuer it was made for.
    pub issuer: String,
    /// When it was recorded.
    pub recorded: String,
    /// The id of the learner; `None` for one that was recorded before they were sealed.
    pub learner: Option<String>,
    /// What it says.
    pub assessment: Assessment,
}

impl Record for AssessmentHead {
    const KIND: &'static str = "assessment";
    /// In the first version nothing was sealed, and no body stood behind the record.
    const VERSION: u8 = 2;
}

/// An assessment on record, still sealed.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The store key.
    pub place: Vec<u8>,
    /// What is known of it without the learner's key.
    pub head: AssessmentHead,
    body: Vec<u8>,
}

impl Found {
    fn read(place: &[u8], value: &[u8]) -> Result<Self, RecordError> {
        // A record of the first version begins with its number; a length never has a 1 there.
        let (head, body) = match value.first() {
            Some(1) => (value, [].as_slice()),
            _ => split(value),
        };
        Ok(Self {
            place: place.to_vec(),
            head: decode(place, head)?,
            body: body.to_vec(),
        })
    }

    /// The assessment, opened with the key of the learner whom it names; one that is not sealed
    /// needs no key.
    ///
    /// # Errors
    /// [`NotOpened`] with the wrong key, or none.
    pub fn open(&self, key: Option<&LearnerKey>) -> Result<AssessmentRecord, NotOpened> {
        let head = &self.head;
        let assessment = match (&head.assessment, key) {
            (Some(clear), _) => clear.clone(),
            (None, None) => return Err(NotOpened),
            (None, Some(key)) => {
                let opened = key.open(&about(&head.id), &self.body)?;
                serde_json::from_slice(&opened).map_err(|_| NotOpened)?
            }
        };
        Ok(AssessmentRecord {
            id: head.id.clone(),
            digest: head.digest.clone(),
            issuer: head.issuer.clone(),
            recorded: head.recorded.clone(),
            learner: head.learner.clone(),
            assessment,
        })
    }
}

impl Found {
    /// Whether what it says is gone.
    pub fn is_erased(&self) -> bool {
        self.head.assessment.is_none() && self.body.is_empty()
    }
}

/// Takes what the assessment says away in `commit`; its head stays.
pub fn erase(commit: Commit, found: &Found) -> Commit {
    let head = AssessmentHead {
        assessment: None,
        ..found.head.clone()
    };
    commit.put(found.place.clone(), join(&encode(&head), &[]))
}

/// What the assessment `id` is sealed about.
fn about(id: &str) -> Vec<u8> {
    key(&["assessment", id])
}

fn id_key(id: &str) -> Vec<u8> {
    key(&["assessment-id", id])
}

fn digest_key(issuer: &str, digest: &str) -> Vec<u8> {
    key(&["assessment-digest", issuer, digest])
}

fn learner_key(learner: &str, place: &[u8]) -> Vec<u8> {
    let own = place.strip_prefix(b"assessment/").unwrap_or(place);
    [&key(&["assessed", learner, ""]), own].concat()
}

/// Adds a new assessment to `commit`, sealed under `key_of_learner`; `at` orders it among the others. Its
/// digest must be new.
pub fn create(
    commit: Commit,
    at: Uuid,
    record: &AssessmentRecord,
    key_of_learner: &LearnerKey,
    rng: &mut dyn Rng,
) -> Commit {
    let place = key(&["assessment", &at.to_string()]);
    let head = AssessmentHead {
        id: record.id.clone(),
        digest: record.digest.clone(),
        issuer: record.issuer.clone(),
        recorded: record.recorded.clone(),
        learner: record.learner.clone(),
        assessment: None,
    };
    let plain = Zeroizing::new(serde_json::to_vec(&record.assessment).unwrap_or_default());
    let body = key_of_learner.seal(&about(&record.id), &plain, rng);
    let commit = commit
        .create(place.clone(), join(&encode(&head), &body))
        .create(id_key(&record.id), place.clone())
        .create(digest_key(&record.issuer, &record.digest), place.clone());
    match &record.learner {
        Some(learner) => commit.put(learner_key(learner, &place), place),
        None => commit,
    }
}

/// The keys under which the place of an assessment must stand, and that of no other.
pub fn index_keys(found: &Found) -> Vec<Vec<u8>> {
    let head = &found.head;
    let learner = head.learner.as_deref();
    let learner = learner.map(|learner| learner_key(learner, &found.place));
    let named = [id_key(&head.id), digest_key(&head.issuer, &head.digest)];
    named.into_iter().chain(learner).collect()
}

/// The assessment named `id`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, id: &str) -> Result<Option<Found>, RecordError> {
    by_index(store, &id_key(id))
}

/// The assessment of `issuer` with this digest.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn by_digest(
    store: &dyn Store,
    issuer: &str,
    digest: &str,
) -> Result<Option<Found>, RecordError> {
    by_index(store, &digest_key(issuer, digest))
}

fn by_index(store: &dyn Store, index: &[u8]) -> Result<Option<Found>, RecordError> {
    let Some(place) = store.get(index)? else {
        return Ok(None);
    };
    at(store, &place)
}

/// The assessment at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn at(store: &dyn Store, place: &[u8]) -> Result<Option<Found>, RecordError> {
    let value = store.get(place)?;
    value.map(|value| Found::read(place, &value)).transpose()
}

/// Every assessment of the learner, the first first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn of_learner(store: &dyn Store, learner: &str) -> Result<Vec<Found>, RecordError> {
    let mut found = Vec::new();
    let mut scan = Scan::prefix(key(&["assessed", learner, ""])).limit(1000);
    loop {
        let page = store.scan(&scan)?;
        for index in page.records {
            found.extend(at(store, &index.value)?);
        }
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(found),
        }
    }
}

/// The place of the assessment that `order` names.
pub fn place_at(order: &str) -> Vec<u8> {
    key(&["assessment", order])
}

/// What orders the assessment at `place` among the others.
pub fn order_of(place: &[u8]) -> String {
    let own = place.strip_prefix(b"assessment/").unwrap_or(place);
    String::from_utf8_lossy(own).into_owned()
}

/// A page of assessments, the newest first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn list(
    store: &dyn Store,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<Page<Found>, RecordError> {
    let mut scan = Scan::prefix("assessment/").limit(limit).backward();
    if let Some(after) = after {
        scan = scan.after(after);
    }
    let page = store.scan(&scan)?;
    let records = page
        .records
        .iter()
        .map(|one| Found::read(&one.key, &one.value));
    Ok(Page {
        records: records.collect::<Result<_, RecordError>>()?,
        next: page.next,
    })
}
