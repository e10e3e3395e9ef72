//! An issued credential on record: what it was made from, and every secured form of it.
//!
//! One credential is one value: the length of the record (four bytes, big-endian), the record, and
//! behind it the signed bytes of each secured form, in the order of the record. The signed bytes
//! are stored and served verbatim. They are not under keys of their own because every key costs
//! the committer as much as some kilobytes do.

use super::{Page, Record, RecordError, encode, key};
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A credential that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialRecord {
    /// Its id: `urn:uuid:` and a random UUID, or the id that its writer gave it.
    pub id: String,
    /// Its form: `open-badge`, or [`GIVEN`].
    pub form: String,
    /// Its name.
    pub name: String,
    /// What it was made from; `None` where the caller wrote the credential.
    #[serde(flatten)]
    pub made_from: Option<MadeFrom>,
    /// The slug of its issuer.
    pub issuer: String,
    /// From when it is valid, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Its secured forms.
    pub secured: Vec<SecuredRecord>,
}

/// The form of a credential that the caller wrote.
pub const GIVEN: &str = "given";

/// The assessed level that a credential was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFrom {
    /// The id of the assessment.
    pub assessment: String,
    /// The framework's key.
    pub framework: String,
    /// The framework's version.
    pub framework_version: String,
    /// The level that was achieved.
    pub level: String,
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
    /// How many bytes it has.
    pub length: usize,
}

impl Record for CredentialRecord {
    const KIND: &'static str = "credential";
    /// In the first version each was made from an assessment.
    const VERSION: u8 = 2;
}

/// A credential record, where it stands, and its value there, so that it can be replaced only if
/// nobody else did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The store key.
    pub place: Vec<u8>,
    /// The record.
    pub record: CredentialRecord,
    value: Vec<u8>,
}

/// The length of the record at the start of a value.
const LENGTH: usize = 4;

impl Found {
    fn read(place: &[u8], value: Vec<u8>) -> Result<Self, RecordError> {
        let record = value
            .split_first_chunk::<LENGTH>()
            .and_then(|(length, rest)| rest.get(..u32::from_be_bytes(*length) as usize))
            .unwrap_or_default();
        Ok(Self {
            place: place.to_vec(),
            record: super::decode(place, record)?,
            value,
        })
    }

    /// The signed bytes of the form that is secured by `proof`; `None` when there is none.
    pub fn signed(&self, proof: &str) -> Option<&[u8]> {
        let place = self.record.secured.iter().position(|s| s.proof == proof)?;
        let behind: usize = self.record.secured[place..].iter().map(|s| s.length).sum();
        let start = self.value.len().checked_sub(behind)?;
        self.value[start..].get(..self.record.secured[place].length)
    }

    /// The signed bytes of all forms.
    fn all_signed(&self) -> &[u8] {
        let length: usize = self.record.secured.iter().map(|s| s.length).sum();
        let start = self.value.len().saturating_sub(length);
        &self.value[start..]
    }
}

fn value(record: &CredentialRecord, signed: &[&[u8]]) -> Vec<u8> {
    let record = encode(record);
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a record has some kilobytes"
    )]
    let length = (record.len() as u32).to_be_bytes();
    [&length, record.as_slice(), &signed.concat()].concat()
}

fn id_key(id: &str) -> Vec<u8> {
    key(&["credential-id", id])
}

fn latest_key(assessment: &str, form: &str) -> Vec<u8> {
    key(&["credential-of", assessment, form])
}

/// The place of a new credential; `at` orders it among the others.
pub fn place(at: Uuid) -> Vec<u8> {
    key(&["credential", &at.to_string()])
}

/// Adds a new credential to `commit`, with the signed bytes of its secured forms; its id must be
/// new. One that was made from an assessment becomes the latest of its assessment and form: there
/// must be none yet, or the one at `before`.
pub fn create(
    commit: Commit,
    place: &[u8],
    record: &CredentialRecord,
    signed: &[&[u8]],
    before: Option<&[u8]>,
) -> Commit {
    let commit = commit
        .create(place, value(record, signed))
        .create(id_key(&record.id), place);
    let Some(made_from) = &record.made_from else {
        return commit;
    };
    let latest = latest_key(&made_from.assessment, &record.form);
    match before {
        Some(before) => commit.replace(latest, before, place),
        None => commit.create(latest, place),
    }
}

/// Adds secured forms to the credential `found` in `commit`, if nobody else has changed it since:
/// `record` names them behind those that it has, and `signed` are their bytes.
pub fn extend(
    commit: Commit,
    found: &Found,
    record: &CredentialRecord,
    signed: &[&[u8]],
) -> Commit {
    let all: Vec<&[u8]> = [&[found.all_signed()], signed].concat();
    commit.replace(
        found.place.clone(),
        found.value.clone(),
        value(record, &all),
    )
}

/// The credential at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn at(store: &dyn Store, place: &[u8]) -> Result<Option<Found>, RecordError> {
    let Some(value) = store.get(place)? else {
        return Ok(None);
    };
    Found::read(place, value).map(Some)
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
    let page = store.scan(&scan)?;
    let found = page
        .records
        .into_iter()
        .map(|one| Found::read(&one.key, one.value));
    Ok(Page {
        records: found
            .map(|found| Ok(found?.record))
            .collect::<Result<_, RecordError>>()?,
        next: page.next,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_of_the_first_version_is_read_and_one_without_an_assessment_too() {
        let mut old = json!({
            "id": "urn:uuid:1", "form": "open-badge", "name": "N", "assessment": "a",
            "framework": "f", "framework_version": "v", "level": "l", "issuer": "default",
            "valid_from": "2026-11-22T10:00:00Z", "secured": []
        });
        let read = |value: &serde_json::Value| {
            let bytes = [&[1], value.to_string().as_bytes()].concat();
            crate::records::decode::<CredentialRecord>(b"k", &bytes).unwrap()
        };
        let record = read(&old);
        assert_eq!(record.made_from.as_ref().unwrap().level, "l");
        assert_eq!(record.valid_from.as_deref(), Some("2026-11-22T10:00:00Z"));
        for name in [
            "assessment",
            "framework",
            "framework_version",
            "level",
            "valid_from",
        ] {
            old.as_object_mut().unwrap().remove(name);
        }
        let given = read(&old);
        assert_eq!(
            (given.made_from.as_ref(), given.valid_from.as_ref()),
            (None, None)
        );
        let again = crate::records::decode(b"k", &encode(&given));
        assert_eq!(again, Ok(given));
        let again = crate::records::decode(b"k", &encode(&record));
        assert_eq!(again, Ok(record));
    }
}
