//! The level policy that a framework version's assessments are decided by, unless they say
//! otherwise. It is not part of the framework, so it may change; assessments keep the policy that
//! decided them.

use super::{Record, RecordError, encode, get, key};
use crate::assessment::LevelPolicy;
use crate::store::{Commit, Store};

impl Record for LevelPolicy {
    const KIND: &'static str = "level policy";
}

fn policy_key(framework: &str, version: &str) -> Vec<u8> {
    key(&["framework-policy", framework, version])
}

/// Sets the policy of a framework version in `commit`.
pub fn put(commit: Commit, framework: &str, version: &str, policy: &LevelPolicy) -> Commit {
    commit.put(policy_key(framework, version), encode(policy))
}

/// The policy of a framework version.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(
    store: &dyn Store,
    framework: &str,
    version: &str,
) -> Result<Option<LevelPolicy>, RecordError> {
    get(store, &policy_key(framework, version))
}
