//! An issued credential on record: what it was made from, and every secured form of it.
//!
//! The signed bytes are values of their own, stored and served verbatim.

use super::{Page, Record, RecordError, encode, key, page};
use crate::store::{Commit, Scan, Store, StoreError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A credential that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialRecord {
    /// Its id: `urn:uuid:` and a random UUID.
    pub id: String,
    /// Its form: `open-badge`.
    pub form: String,
    /// Its name.
    pub name: String,
    /// The id of the assessment it was made from.
    pub assessment: String,
    /// The framework's key.
    pub framework: String,
    /// The framework's version.
    pub framework_version: String,
    /// The level that was achieved.
    pub level: String,
    /// The slug of its issuer.
    pub issuer: String,
    /// From when it is valid.
    pub valid_from: String,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Its secured forms.
    pub secured: Vec<SecuredRecord>,
}

/// A secured form of a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecuredRecord {
    /// How it is secured: `eddsa-rdfc-2022`, `vc-jwt`, or a set joined by `+`.
    pub proof: String,
    /// The media type of its bytes.
    pub media_type: String,
    /// The verification method that signed it.
    pub verification_method: String,
    /// When it was signed.
    pub created: String,
}

impl Record for CredentialRecord {
    const KIND: &'static str = "credential";
}

/// A credential record, where it stands, and its bytes there, so that it can be replaced only if
/// nobody else did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The store key.
    pub place: Vec<u8>,
    /// The record.
    pub record: CredentialRecord,
    bytes: Vec<u8>,
}

fn id_key(id: &str) -> Vec<u8> {
    key(&["credential-id", id])
}

fn latest_key(assessment: &str, form: &str) -> Vec<u8> {
    key(&["credential-of", assessment, form])
}

fn secured_key(place: &[u8], proof: &str) -> Vec<u8> {
    let order = place.strip_prefix(b"credential/").unwrap_or(place);
    [b"secured/", order, b"/", proof.as_bytes()].concat()
}

/// The place of a new credential; `at` orders it among the others.
pub fn place(at: Uuid) -> Vec<u8> {
    key(&["credential", &at.to_string()])
}

/// Adds a new credential to `commit`, as the latest of its assessment and form: there must be
/// none yet, or the one at `before`.
pub fn create(
    commit: Commit,
    place: &[u8],
    record: &CredentialRecord,
    before: Option<&[u8]>,
) -> Commit {
    let latest = latest_key(&record.assessment, &record.form);
    let commit = commit
        .create(place, encode(record))
        .create(id_key(&record.id), place);
    match before {
        Some(before) => commit.replace(latest, before, place),
        None => commit.create(latest, place),
    }
}

/// Replaces `found`'s record in `commit`, if nobody else has changed it since.
pub fn replace(commit: Commit, found: &Found, record: &CredentialRecord) -> Commit {
    commit.replace(found.place.clone(), found.bytes.clone(), encode(record))
}

/// Adds signed bytes to `commit`; there must be none yet for this proof.
pub fn secure(commit: Commit, place: &[u8], proof: &str, signed: &[u8]) -> Commit {
    commit.create(secured_key(place, proof), signed)
}

/// The signed bytes of the credential at `place`, secured by `proof`.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub fn signed(store: &dyn Store, place: &[u8], proof: &str) -> Result<Option<Vec<u8>>, StoreError> {
    store.get(&secured_key(place, proof))
}

/// The credential at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn at(store: &dyn Store, place: &[u8]) -> Result<Option<Found>, RecordError> {
    let Some(bytes) = store.get(place)? else {
        return Ok(None);
    };
    Ok(Some(Found {
        place: place.to_vec(),
        record: super::decode(place, &bytes)?,
        bytes,
    }))
}

/// The credential named `id`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, id: &str) -> Result<Option<Found>, RecordError> {
    by_index(store, &id_key(id))
}

/// The latest credential of this form made from `assessment`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn latest(
    store: &dyn Store,
    assessment: &str,
    form: &str,
) -> Result<Option<Found>, RecordError> {
    by_index(store, &latest_key(assessment, form))
}

fn by_index(store: &dyn Store, index: &[u8]) -> Result<Option<Found>, RecordError> {
    match store.get(index)? {
        Some(place) => at(store, &place),
        None => Ok(None),
    }
}

/// A page of credentials, the newest first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn list(
    store: &dyn Store,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<Page<CredentialRecord>, RecordError> {
    let mut scan = Scan::prefix("credential/").limit(limit).backward();
    if let Some(after) = after {
        scan = scan.after(after);
    }
    page(store, &scan)
}
