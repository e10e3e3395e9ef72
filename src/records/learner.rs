//! A learner on record: their key, wrapped, and how they are found by what they are known by.
//!
//! Names, addresses and DIDs stand nowhere in clear. A learner is found by fingerprints of them.

use super::{Record, RecordError, encode, get, key};
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};

/// A learner. Each issuer has its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearnerRecord {
    /// The learner's id, a random UUID.
    pub id: String,
    /// The slug of the issuer.
    pub issuer: String,
    /// The learner's key, wrapped under the deployment's, as base64url; `None` once they are
    /// erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrapped: Option<String>,
    /// The fingerprints by which they are found, the one that names them first; none once they are
    /// erased.
    #[serde(default)]
    pub known_by: Vec<String>,
    /// When they came on record.
    pub created: String,
    /// When they were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<String>,
    /// The hash of the last audit entry about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

impl Record for LearnerRecord {
    const KIND: &'static str = "learner";
}

/// The store key of the learner `id`.
pub fn learner_key(id: &str) -> Vec<u8> {
    key(&["learner", id])
}

fn found_by_key(issuer: &str, fingerprint: &str, id: &str) -> Vec<u8> {
    key(&["learner-by", issuer, fingerprint, id])
}

/// The one learner whom a fingerprint names, not only finds: two at once never come on record.
fn named_by_key(issuer: &str, fingerprint: &str) -> Vec<u8> {
    key(&["learner-named", issuer, fingerprint])
}

/// Adds a new learner to `commit`. Nobody else may be named by the first of their fingerprints.
pub fn create(commit: Commit, record: &LearnerRecord) -> Commit {
    let mut commit = commit.create(learner_key(&record.id), encode(record));
    if let Some(name) = record.known_by.first() {
        commit = commit.create(named_by_key(&record.issuer, name), record.id.as_str());
    }
    for fingerprint in &record.known_by {
        let index = found_by_key(&record.issuer, fingerprint, &record.id);
        commit = commit.put(index, record.id.as_str());
    }
    commit
}

/// Puts `record` in the place of `before` in `commit`, if that is what is there; what found them
/// before and does so no more is removed.
pub fn replace(commit: Commit, before: &LearnerRecord, record: &LearnerRecord) -> Commit {
    let mut commit = commit.replace(learner_key(&record.id), encode(before), encode(record));
    for gone in before
        .known_by
        .iter()
        .filter(|f| !record.known_by.contains(f))
    {
        commit = commit.delete(found_by_key(&record.issuer, gone, &record.id));
    }
    if let Some(name) = before
        .known_by
        .first()
        .filter(|_| record.known_by.is_empty())
    {
        commit = commit.delete(named_by_key(&record.issuer, name));
    }
    for new in record
        .known_by
        .iter()
        .filter(|f| !before.known_by.contains(f))
    {
        commit = commit.put(
            found_by_key(&record.issuer, new, &record.id),
            record.id.as_str(),
        );
    }
    commit
}

/// Expects in `commit` that the learner is as in `record`, so that nothing is added to somebody who
/// is being erased.
pub fn expect(commit: Commit, record: &LearnerRecord) -> Commit {
    commit.expect_unchanged(learner_key(&record.id), encode(record))
}

/// The keys under which the id of a learner must stand, and that of no other.
pub fn index_keys(record: &LearnerRecord) -> Vec<Vec<u8>> {
    let found_by = |print: &String| found_by_key(&record.issuer, print, &record.id);
    let name = record.known_by.first();
    let name = name.map(|name| named_by_key(&record.issuer, name));
    name.into_iter()
        .chain(record.known_by.iter().map(found_by))
        .collect()
}

/// The learner `id`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, id: &str) -> Result<Option<LearnerRecord>, RecordError> {
    get(store, &learner_key(id))
}

/// The learner of `issuer` who is named by `fingerprint`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn named(
    store: &dyn Store,
    issuer: &str,
    fingerprint: &str,
) -> Result<Option<LearnerRecord>, RecordError> {
    match store.get(&named_by_key(issuer, fingerprint))? {
        Some(id) => find(store, &String::from_utf8_lossy(&id)),
        None => Ok(None),
    }
}

/// All learners of `issuer` who are found by `fingerprint`: several may share an e-mail address.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn found_by(
    store: &dyn Store,
    issuer: &str,
    fingerprint: &str,
) -> Result<Vec<LearnerRecord>, RecordError> {
    let scan = Scan::prefix(found_by_key(issuer, fingerprint, "")).limit(1000);
    let mut found = Vec::new();
    for index in store.scan(&scan)?.records {
        found.extend(find(store, &String::from_utf8_lossy(&index.value))?);
    }
    Ok(found)
}
