//! Typed, versioned records over the store: one file a record.
//!
//! A record's value is one byte of version and JSON. Keys are a kind, a slash, and what names the
//! record; kinds that grow without end have time-ordered keys and are found by index entries
//! written in the same commit. Uniqueness is an expectation, never a question asked before.
//!
//! | key | record |
//! | --- | --- |
//! | `framework/{key}/{version}` | [`framework`] |
//! | `framework-policy/{key}/{version}` | [`framework_policy`] |
//! | `framework-standing/{key}/{version}` | [`framework_standing`] |
//! | `picture/{digest of issuer, framework, version and level}` | [`picture`] |
//! | `assessment/{time-ordered}` | [`assessment`] |
//! | `assessment-id/{id}`, `assessment-digest/{issuer}/{digest}`, `assessed/{learner}/{time-ordered}` | the key of an assessment |
//! | `sheet/{issuer}/{id}` | [`sheet`], while an assessment is being made and after |
//! | `sheet-of/{learner}/{id}`, `sheet-open/{issuer}/{id}` | the key of a sheet |
//! | `credential/{time-ordered}` | [`credential`] |
//! | `credential-id/{id}`, `credential-of/{assessment}/{form}`, `held/{learner}/{time-ordered}` | the key of a credential |
//! | `register/{issuer}/{time-ordered}` | what is listed of a credential: [`register`] |
//! | `register-complete` | stands where every credential is in the register |
//! | `learner/{id}` | [`learner`] |
//! | `learner-named/{issuer}/{fingerprint}`, `learner-by/{issuer}/{fingerprint}/{id}` | the id of a learner |
//! | `erasure-pending/{id}`, `learner-erased/{id}` | the id of an erased learner: [`erasure`] |
//! | `share/{learner}/{time-ordered}` | [`share`] |
//! | `share-token/{digest of the token}` | the key of a share |
//! | `taken/{list}/{index}` | a place in a status list, and the key of the credential that has it: [`status_list`] |
//! | `issuer/{did}`, `issuer-slug/{slug}` | [`issuer`] |
//! | `deployment` | [`deployment`] |
//! | `api-key/{id}` | [`api_key`] |
//! | `status-list/{number}`, `status-list-name/{name}`, `status-list-of/{did}/{purpose}` | [`status_list`] |
//! | `audit-open/{time-ordered}` | [`audit`], not sealed yet |
//! | `audit-log` | [`audit`]: the log, its key, its size, its last checkpoint |
//! | `audit-entries/{bundle}` | sealed entries, 64 to a value |
//! | `audit-tile/{level}/{number}` | hashes of the Merkle tree, 256 to a value |
//! | `audit-checkpoint/{size}` | a signed checkpoint |
//! | `audit-at/{hash}`, `audit-digest/{digest}/{number}` | the number of an entry |
//! | `claim/{time-ordered}` | [`claim`]: a link that works once |
//! | `claim-token/{hash of the token}`, `claim-of/{learner}/{time-ordered}` | the id of a claim |
//! | `idempotency/{caller}/{digest of the key}` | [`idempotency`] |
//! | `job/{issuer}/{time-ordered}`, `job-open/…`, `job-items/…/{number}`, `job-outcome/…/{number}` | [`job`] |
//! | `session/{hash of the token}` | [`session`] |
//! | `person/{id}` | [`person`] |
//! | `person-known-as/{digest of provider and subject}` | the id of a person |

pub mod api_key;
pub mod assessment;
pub mod audit;
pub mod claim;
pub mod credential;
pub mod deployment;
pub mod erasure;
pub mod framework;
pub mod framework_policy;
pub mod framework_standing;
pub mod idempotency;
pub mod issuer;
pub mod job;
pub mod learner;
pub mod person;
pub mod picture;
pub mod register;
pub mod session;
pub mod share;
pub mod sheet;
pub mod status_list;

use crate::store::{Store, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A kind of record.
pub trait Record: Serialize + DeserializeOwned {
    /// What it is, for messages.
    const KIND: &'static str;
    /// The version that is written; older ones can be read.
    const VERSION: u8 = 1;
}

/// Why a record could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The store's own fault.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A later release wrote it: the environment is at fault.
    #[error(
        "this {kind} record has version {found}; this program reads up to {known}. Use the newer program"
    )]
    Newer {
        /// The kind of record.
        kind: &'static str,
        /// The version it has.
        found: u8,
        /// The version this program writes.
        known: u8,
    },
    /// It is not what this kind of record looks like: our defect, or damage that the store's own
    /// checksum did not see.
    #[error("the {kind} record {key:?} cannot be read: {detail}")]
    Unreadable {
        /// The kind of record.
        kind: &'static str,
        /// Its key.
        key: String,
        /// What is wrong.
        detail: String,
    },
    /// The audit log does not hold together: somebody changed the store's files, or the disk did.
    #[error("the audit log does not hold together at {place}: {detail}")]
    AuditLog {
        /// The store key.
        place: String,
        /// What is wrong.
        detail: String,
    },
}

/// The bytes of a record.
pub fn encode<R: Record>(record: &R) -> Vec<u8> {
    let mut bytes = vec![R::VERSION];
    // Records are plain structures with string keys: they always have a JSON form.
    if let Err(error) = serde_json::to_writer(&mut bytes, record) {
        unreachable!("a {} record without a JSON form: {error}", R::KIND);
    }
    bytes
}

/// The record in `bytes`, which stood under `key`.
///
/// # Errors
/// [`RecordError::Newer`] and [`RecordError::Unreadable`].
pub fn decode<R: Record>(key: &[u8], bytes: &[u8]) -> Result<R, RecordError> {
    let unreadable = |detail: String| RecordError::Unreadable {
        kind: R::KIND,
        key: String::from_utf8_lossy(key).into_owned(),
        detail,
    };
    let (version, json) = bytes
        .split_first()
        .ok_or_else(|| unreadable("it is empty".to_owned()))?;
    if *version > R::VERSION {
        return Err(RecordError::Newer {
            kind: R::KIND,
            found: *version,
            known: R::VERSION,
        });
    }
    serde_json::from_slice(json).map_err(|error| unreadable(error.to_string()))
}

/// The record under `key`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn get<R: Record>(store: &dyn Store, key: &[u8]) -> Result<Option<R>, RecordError> {
    let Some(bytes) = store.get(key)? else {
        return Ok(None);
    };
    decode(key, &bytes).map(Some)
}

/// A page of records.
#[derive(Debug, Clone)]
pub struct Page<R> {
    /// The records.
    pub records: Vec<R>,
    /// Where the next page begins; `None` when there is no more.
    pub next: Option<Vec<u8>>,
}

/// The page of records that `scan` describes.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn page<R: Record>(
    store: &dyn Store,
    scan: &crate::store::Scan,
) -> Result<Page<R>, RecordError> {
    let page = store.scan(scan)?;
    let records = page
        .records
        .iter()
        .map(|record| decode(&record.key, &record.value))
        .collect::<Result<_, _>>()?;
    Ok(Page {
        records,
        next: page.next,
    })
}

/// How many bytes tell the length of a record that has a body behind it.
const LENGTH: usize = 4;

/// A record with a body behind it, as one value.
fn join(record: &[u8], body: &[u8]) -> Vec<u8> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a record has some kilobytes"
    )]
    let length = (record.len() as u32).to_be_bytes();
    [&length, record, body].concat()
}

/// The record and the body in a value; neither where the value is none such.
fn split(value: &[u8]) -> (&[u8], &[u8]) {
    let parts = value
        .split_first_chunk::<LENGTH>()
        .and_then(|(length, rest)| rest.split_at_checked(u32::from_be_bytes(*length) as usize));
    parts.unwrap_or_default()
}

/// A key: its parts with slashes between. A part that comes from outside must not hold one, or
/// stand last.
fn key(parts: &[&str]) -> Vec<u8> {
    parts.join("/").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Sample {
        a: u32,
    }

    impl Record for Sample {
        const KIND: &'static str = "sample";
    }

    #[test]
    fn a_record_comes_back_and_a_newer_one_is_refused_by_name() {
        let mut bytes = encode(&Sample { a: 7 });
        assert_eq!(decode::<Sample>(b"k", &bytes), Ok(Sample { a: 7 }));
        bytes[0] = 2;
        assert!(matches!(
            decode::<Sample>(b"k", &bytes),
            Err(RecordError::Newer {
                found: 2,
                known: 1,
                ..
            })
        ));
        assert!(matches!(
            decode::<Sample>(b"k", b"\x01{"),
            Err(RecordError::Unreadable { .. })
        ));
        assert!(matches!(
            decode::<Sample>(b"k", b""),
            Err(RecordError::Unreadable { .. })
        ));
    }
}
