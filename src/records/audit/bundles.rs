//! Sealed entries, 64 to a value: a byte of version, and each entry's canonical JSON on a line.
//!
//! The lines are the very bytes that were hashed, so that nothing of a value can be changed without
//! a hash that differs. A bundle stays below what the engine keeps in one piece.

use super::{ENTRIES, broken, key};
use crate::audit::Entry;
use crate::records::RecordError;
use crate::store::{Commit, Store};

/// How many entries a whole bundle has.
pub const BUNDLE: u64 = 64;

const VERSION: u8 = 1;

/// Where the bundle with the entry `number` stands.
pub fn bundle_key(number: u64) -> Vec<u8> {
    let bundle = number / BUNDLE;
    key(&[ENTRIES.trim_end_matches('/'), &format!("{bundle:010x}")])
}

/// The lines of the bundle in `value`, which stood under `key`.
///
/// # Errors
/// [`RecordError::AuditLog`] when it is no bundle; [`RecordError::Newer`].
pub fn lines<'v>(key: &[u8], value: &'v [u8]) -> Result<Vec<&'v [u8]>, RecordError> {
    let (version, text) = value
        .split_first()
        .ok_or_else(|| broken(key, "it is empty"))?;
    if *version > VERSION {
        return Err(RecordError::Newer {
            kind: "bundle of audit entries",
            found: *version,
            known: VERSION,
        });
    }
    let text = text.strip_suffix(b"\n");
    let text = text.ok_or_else(|| broken(key, "its last line does not end"))?;
    Ok(text.split(|byte| *byte == b'\n').collect())
}

/// The sealed entry `number`.
///
/// # Errors
/// [`RecordError::AuditLog`] when it is not where it must be, or is no entry.
pub fn entry(store: &dyn Store, number: u64) -> Result<Entry, RecordError> {
    let first = bundle_from(store, number)?.into_iter().next();
    first.ok_or_else(|| missing(number))
}

/// The sealed entry `number` and those behind it in its bundle.
///
/// # Errors
/// [`RecordError::AuditLog`] when the bundle is not where it must be, or one of them is no entry.
pub fn bundle_from(store: &dyn Store, number: u64) -> Result<Vec<Entry>, RecordError> {
    let key = bundle_key(number);
    let value = store.get(&key)?.ok_or_else(|| missing(number))?;
    let before = usize::try_from(number % BUNDLE).unwrap_or_default();
    let lines = lines(&key, &value)?;
    let wanted = lines.get(before..).ok_or_else(|| missing(number))?;
    let read = |(number, line): (u64, &&[u8])| {
        serde_json::from_slice(line).map_err(|error| {
            let detail = format!("entry {number} cannot be read: {error}");
            broken(&key, detail)
        })
    };
    (number..).zip(wanted).map(read).collect()
}

fn missing(number: u64) -> RecordError {
    broken(&bundle_key(number), format!("entry {number} is missing"))
}

/// Adds `entries` behind the first `first` ones in `commit`.
pub(super) fn extend(
    store: &dyn Store,
    mut commit: Commit,
    first: u64,
    entries: &[Entry],
) -> Result<Commit, RecordError> {
    let mut value = match first % BUNDLE {
        0 => vec![VERSION],
        _ => {
            let key = bundle_key(first);
            let value = store.get(&key)?;
            let value = value.ok_or_else(|| broken(&key, "the last bundle is missing"))?;
            if lines(&key, &value)?.len() as u64 != first % BUNDLE {
                return Err(broken(
                    &key,
                    format!("it does not end before entry {first}"),
                ));
            }
            value
        }
    };
    for (number, entry) in (first..).zip(entries) {
        value.extend(entry.to_bytes());
        value.push(b'\n');
        if number % BUNDLE == BUNDLE - 1 {
            let whole = std::mem::replace(&mut value, vec![VERSION]);
            commit = commit.put(bundle_key(number), whole);
        }
    }
    let last = (first + entries.len() as u64).saturating_sub(1);
    Ok(match value.len() {
        1 => commit,
        _ => commit.put(bundle_key(last), value),
    })
}
