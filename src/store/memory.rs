//! A store in memory, for tests and dry runs: the contract and nothing else.
//!
//! Durable here means as long as the process lives.

use super::scan::PageBuilder;
use super::{Commit, Conflict, Order, Page, Scan, Sink, Store, StoreError};
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// Records in a map, gone when this is dropped.
#[derive(Debug, Default)]
pub struct Memory {
    records: RwLock<BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl Memory {
    /// A store without records.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing can panic while the lock is held for writing, so a poisoned lock holds good
    /// records.
    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<Vec<u8>, Vec<u8>>> {
        self.records.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.read().get(key).cloned())
    }

    fn scan(&self, scan: &Scan) -> Result<Page, StoreError> {
        let records = self.read();
        let mut page = PageBuilder::new(scan);
        let Some(bounds) = scan.bounds() else {
            return Ok(page.finish());
        };
        let mut range = records.range::<[u8], _>(bounds);
        while let Some((key, value)) = match scan.order {
            Order::Forward => range.next(),
            Order::Backward => range.next_back(),
        } {
            if page.is_full_for(value.len()) {
                break;
            }
            page.push(key.clone(), value.clone());
        }
        Ok(page.finish())
    }

    fn commit(&self, commit: Commit) -> Result<Result<(), Conflict>, StoreError> {
        commit.check_sizes()?;
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        for (key, expectation) in commit.expectations {
            if !expectation.holds(records.get(&key).map(Vec::as_slice)) {
                return Ok(Err(Conflict { key }));
            }
        }
        for (key, change) in commit.changes {
            match change {
                Some(value) => records.insert(key, value),
                None => records.remove(&key),
            };
        }
        Ok(Ok(()))
    }

    fn health(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn copy(&self, sink: &mut Sink<'_>) -> Result<(), StoreError> {
        // A copy of the map, so that a slow sink stops nobody.
        let records = self.read().clone();
        records
            .iter()
            .try_for_each(|(key, value)| sink(key, Some(value)))
    }

    fn rewrite(&self) -> Result<(), StoreError> {
        // There are no files.
        Ok(())
    }
}
