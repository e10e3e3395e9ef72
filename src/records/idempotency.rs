//! What a request with an idempotency key brought about, so that the same request brings about
//! the same, byte for byte.

use super::{Record, RecordError, decode, encode, get, key};
use crate::digest::sha256_hex;
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The outcome of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdempotencyRecord {
    /// SHA-256 of what was asked, in hexadecimal digits.
    pub request: String,
    /// What was answered, in that order.
    pub issued: Vec<IssuedRecord>,
}

/// One secured form in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedRecord {
    /// The credential's store key.
    pub place: String,
    /// How the form is secured.
    pub proof: String,
    /// Whether it had been issued before that request.
    pub already: bool,
}

impl Record for IdempotencyRecord {
    const KIND: &'static str = "idempotency";
}

/// Who asks, and the key they chose.
#[derive(Debug, Clone, Copy)]
pub struct IdempotencyKey<'a> {
    /// The caller: two callers may choose equal keys.
    pub caller: &'a str,
    /// The key.
    pub key: &'a str,
}

impl IdempotencyKey<'_> {
    fn store_key(self) -> Vec<u8> {
        key(&[
            "idempotency",
            self.caller,
            &sha256_hex(&[self.key.as_bytes()]),
        ])
    }
}

/// Adds the outcome to `commit`; the key must be new.
pub fn create(commit: Commit, of: IdempotencyKey<'_>, record: &IdempotencyRecord) -> Commit {
    commit.create(of.store_key(), encode(record))
}

/// The outcome of the request with the key `of`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(
    store: &dyn Store,
    of: IdempotencyKey<'_>,
) -> Result<Option<IdempotencyRecord>, RecordError> {
    get(store, &of.store_key())
}

/// The store keys of the outcomes in which one of the credentials at `places` stands.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn about(store: &dyn Store, places: &HashSet<Vec<u8>>) -> Result<Vec<Vec<u8>>, RecordError> {
    let mut keys = Vec::new();
    let mut scan = Scan::prefix("idempotency/").limit(1000);
    loop {
        let page = store.scan(&scan)?;
        for one in page.records {
            let record: IdempotencyRecord = decode(&one.key, &one.value)?;
            let mut issued = record.issued.iter();
            if issued.any(|issued| places.contains(issued.place.as_bytes())) {
                keys.push(one.key);
            }
        }
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(keys),
        }
    }
}
