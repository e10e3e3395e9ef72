//! Commits: what is to change, and what must be so for it to change.

use super::{MAX_KEY, MAX_VALUE, StoreError};
use std::collections::BTreeMap;

/// Puts and deletes that are applied together, if all expectations hold.
///
/// Expectations speak of the state before the commit, in whatever order they were added. Of
/// several changes to one key the last counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "a commit does nothing until a store gets it"]
pub struct Commit {
    pub(super) expectations: Vec<(Vec<u8>, Expectation)>,
    pub(super) changes: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

/// What must be so under a key before a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// There is no value.
    Absent,
    /// There is a value, whatever it is.
    Present,
    /// There is a value and it is equal to these bytes.
    Unchanged(Vec<u8>),
}

/// An expectation that did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The key of the first expectation, in the order in which they were added, that did not
    /// hold.
    pub key: Vec<u8>,
}

impl Commit {
    /// The empty commit.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes `value` under `key`, whatever is there now.
    pub fn put(mut self, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) -> Self {
        self.changes.insert(key.into(), Some(value.into()));
        self
    }

    /// Writes `value` under `key` if there is nothing now.
    pub fn create(self, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) -> Self {
        let key = key.into();
        self.expect_absent(key.clone()).put(key, value)
    }

    /// Writes `value` under `key` if the value there now is equal to `before`.
    pub fn replace(
        self,
        key: impl Into<Vec<u8>>,
        before: impl Into<Vec<u8>>,
        value: impl Into<Vec<u8>>,
    ) -> Self {
        let key = key.into();
        self.expect_unchanged(key.clone(), before).put(key, value)
    }

    /// Removes the value under `key`, if there is one.
    pub fn delete(mut self, key: impl Into<Vec<u8>>) -> Self {
        self.changes.insert(key.into(), None);
        self
    }

    /// Expects no value under `key`.
    pub fn expect_absent(mut self, key: impl Into<Vec<u8>>) -> Self {
        self.expectations.push((key.into(), Expectation::Absent));
        self
    }

    /// Expects some value under `key`.
    pub fn expect_present(mut self, key: impl Into<Vec<u8>>) -> Self {
        self.expectations.push((key.into(), Expectation::Present));
        self
    }

    /// Expects a value equal to `bytes` under `key`.
    pub fn expect_unchanged(mut self, key: impl Into<Vec<u8>>, bytes: impl Into<Vec<u8>>) -> Self {
        let expectation = Expectation::Unchanged(bytes.into());
        self.expectations.push((key.into(), expectation));
        self
    }

    /// Whether nothing is to change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Checks the lengths of keys and values.
    pub(super) fn check_sizes(&self) -> Result<(), StoreError> {
        let expected = self.expectations.iter().map(|(key, _)| key);
        for key in expected.chain(self.changes.keys()) {
            if key.is_empty() || key.len() > MAX_KEY {
                return Err(StoreError::TooLarge {
                    what: "key",
                    length: key.len(),
                    limit: MAX_KEY,
                });
            }
        }
        for value in self.changes.values().flatten() {
            if value.len() > MAX_VALUE {
                return Err(StoreError::TooLarge {
                    what: "value",
                    length: value.len(),
                    limit: MAX_VALUE,
                });
            }
        }
        Ok(())
    }
}

impl Expectation {
    /// Whether this holds where `value` is what is there now.
    pub(super) fn holds(&self, value: Option<&[u8]>) -> bool {
        match self {
            Self::Absent => value.is_none(),
            Self::Present => value.is_some(),
            Self::Unchanged(bytes) => value == Some(bytes),
        }
    }
}
