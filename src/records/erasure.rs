//! Who was erased, on record: for whom it is still to be seen to that no byte is left behind, and
//! the list of all, which a restored store needs.

use super::{RecordError, key};
use crate::store::{Commit, Scan, Store};

const PENDING: &str = "erasure-pending";
const ERASED: &str = "learner-erased";

/// Enters in `commit` that the learner `id` is erased, and that bytes may be left behind.
pub fn begin(commit: Commit, id: &str) -> Commit {
    commit
        .put(key(&[PENDING, id]), id)
        .put(key(&[ERASED, id]), id)
}

/// Enters in `commit` that nothing is left behind of the learner `id`.
pub fn finish(commit: Commit, id: &str) -> Commit {
    commit.delete(key(&[PENDING, id]))
}

/// The ids of the learners of whom bytes may be left behind.
///
/// # Errors
/// [`RecordError::Store`].
pub fn pending(store: &dyn Store) -> Result<Vec<String>, RecordError> {
    ids(store, PENDING)
}

/// The ids of all learners who were erased.
///
/// # Errors
/// [`RecordError::Store`].
pub fn erased(store: &dyn Store) -> Result<Vec<String>, RecordError> {
    ids(store, ERASED)
}

fn ids(store: &dyn Store, kind: &str) -> Result<Vec<String>, RecordError> {
    let mut ids = Vec::new();
    let mut scan = Scan::prefix(key(&[kind, ""])).limit(1000);
    loop {
        let page = store.scan(&scan)?;
        let found = page.records.iter();
        ids.extend(found.map(|one| String::from_utf8_lossy(&one.value).into_owned()));
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(ids),
        }
    }
}
