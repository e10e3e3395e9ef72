//! A framework version on record. Once there it never changes.

use super::{Page, Record, RecordError, decode, encode, get, key, page};
use crate::framework::Framework;
use crate::store::{Commit, Scan, Store};

impl Record for Framework {
    const KIND: &'static str = "framework";
}

fn framework_key(framework: &str, version: &str) -> Vec<u8> {
    key(&["framework", framework, version])
}

/// Adds the framework to `commit`, as a new one.
pub fn create(commit: Commit, framework: &Framework) -> Commit {
    commit.create(
        framework_key(&framework.key, &framework.version),
        encode(framework),
    )
}

/// The version `version` of the framework `framework`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(
    store: &dyn Store,
    framework: &str,
    version: &str,
) -> Result<Option<Framework>, RecordError> {
    get(store, &framework_key(framework, version))
}

/// All versions of the framework `framework`, in the order of their names.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn versions(store: &dyn Store, framework: &str) -> Result<Vec<Framework>, RecordError> {
    let scan = Scan::prefix(key(&["framework", framework, ""])).limit(10_000);
    let page = store.scan(&scan)?;
    page.records
        .iter()
        .map(|record| decode(&record.key, &record.value))
        .collect()
}

/// A page of all frameworks, by key and version.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn list(
    store: &dyn Store,
    after: Option<Vec<u8>>,
    limit: usize,
) -> Result<Page<Framework>, RecordError> {
    let mut scan = Scan::prefix("framework/").limit(limit);
    if let Some(after) = after {
        scan = scan.after(after);
    }
    page(store, &scan)
}
