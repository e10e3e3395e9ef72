//! What finds sealed entries: their numbers, by their hashes and by the digests that they hold.
//!
//! A digest may stand in several entries; the first is when the document was entered.

use super::{AT, DIGESTS, broken, key};
use crate::audit::Entry;
use crate::records::RecordError;
use crate::store::{Commit, Scan, Store, StoreError};

const VERSION: u8 = 1;

/// Where the number of the entry with this hash stands.
pub fn at_key(hash: &str) -> Vec<u8> {
    key(&[AT.trim_end_matches('/'), hash])
}

/// Where it stands that the entry `number` holds `digest`.
pub fn digest_key(digest: &str, number: u64) -> Vec<u8> {
    let kind = DIGESTS.trim_end_matches('/');
    key(&[kind, digest, &format!("{number:012x}")])
}

/// Enters the entry `number` in `commit`.
pub(super) fn enter(commit: Commit, entry: &Entry, number: u64) -> Commit {
    let hash = at_key(&entry.hash());
    let commit = commit.create(hash, [&[VERSION], number.to_be_bytes().as_slice()].concat());
    entry.digests.iter().fold(commit, |commit, digest| {
        commit.put(digest_key(digest, number), [VERSION])
    })
}

/// The number in `value`, which stood under `key`.
///
/// # Errors
/// [`RecordError::AuditLog`] when it is none.
pub fn found_number(key: &[u8], value: &[u8]) -> Result<u64, RecordError> {
    let number = value
        .split_first()
        .filter(|(version, _)| **version <= VERSION);
    let number = number.and_then(|(_, bytes)| bytes.try_into().ok());
    number
        .map(u64::from_be_bytes)
        .ok_or_else(|| broken(key, "it is not the number of an entry"))
}

/// Whether `value` is what stands under the key of a digest.
pub fn found_entry(value: &[u8]) -> bool {
    value == [VERSION]
}

/// The number of the sealed entry with this hash; `None` when there is none.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn number_of(store: &dyn Store, hash: &str) -> Result<Option<u64>, RecordError> {
    let key = at_key(hash);
    let value = store.get(&key)?;
    value.map(|value| found_number(&key, &value)).transpose()
}

/// The number of the first sealed entry that holds `digest` (64 lower-case hexadecimal digits);
/// `None` when there is none.
///
/// # Errors
/// [`StoreError`].
pub fn first_with_digest(store: &dyn Store, digest: &str) -> Result<Option<u64>, StoreError> {
    let page = store.scan(&Scan::prefix(format!("{DIGESTS}{digest}/")).limit(1))?;
    let first = page.records.first();
    Ok(first.and_then(|record| Some(numbered(DIGESTS, &record.key)?.1)))
}

/// What stands behind `prefix` in `key` before its number, and the number at its end.
pub fn numbered<'k>(prefix: &str, key: &'k [u8]) -> Option<(&'k str, u64)> {
    let rest = std::str::from_utf8(key).ok()?.strip_prefix(prefix)?;
    let (name, digits) = rest.rsplit_once('/').unwrap_or(("", rest));
    Some((name, u64::from_str_radix(digits, 16).ok()?))
}
