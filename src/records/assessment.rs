//! An assessment on record, with its decision.

use super::{Page, Record, RecordError, encode, get, key, page};
use crate::assessment::Assessment;
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssessmentRecord {
    /// Its id, unguessable.
    pub id: String,
    /// SHA-256 of what was recorded, in hexadecimal digits: the same document again is the same
    /// assessment.
    pub digest: String,
    /// The slug of the issuer it was made for.
    pub issuer: String,
    /// When it was recorded.
    pub recorded: String,
    /// What it says.
    pub assessment: Assessment,
}

impl Record for AssessmentRecord {
    const KIND: &'static str = "assessment";
}

fn id_key(id: &str) -> Vec<u8> {
    key(&["assessment-id", id])
}

fn digest_key(issuer: &str, digest: &str) -> Vec<u8> {
    key(&["assessment-digest", issuer, digest])
}

/// Adds a new assessment to `commit`; `at` orders it among the others. Its digest must be new.
pub fn create(commit: Commit, at: Uuid, record: &AssessmentRecord) -> Commit {
    let place = key(&["assessment", &at.to_string()]);
    commit
        .create(place.clone(), encode(record))
        .create(id_key(&record.id), place.clone())
        .create(digest_key(&record.issuer, &record.digest), place)
}

/// The assessment named `id`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, id: &str) -> Result<Option<AssessmentRecord>, RecordError> {
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
) -> Result<Option<AssessmentRecord>, RecordError> {
    by_index(store, &digest_key(issuer, digest))
}

fn by_index(store: &dyn Store, index: &[u8]) -> Result<Option<AssessmentRecord>, RecordError> {
    match store.get(index)? {
        Some(place) => get(store, &place),
        None => Ok(None),
    }
}

/// A page of assessments, the newest first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn list(
    store: &dyn Store,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<Page<AssessmentRecord>, RecordError> {
    let mut scan = Scan::prefix("assessment/").limit(limit).backward();
    if let Some(after) = after {
        scan = scan.after(after);
    }
    page(store, &scan)
}
