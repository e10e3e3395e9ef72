//! The process ends at any commit, before or after it took effect; another goes on.

use crate::bench::Bench;
use proofmark::store::{Commit, Conflict, Memory, Page, Scan, Sink, Store, StoreError};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A store that does not come back from its commit number `at`.
struct Dying {
    memory: Arc<Memory>,
    at: usize,
    count: AtomicUsize,
    /// Whether that commit takes effect.
    applied: bool,
}

impl Store for Dying {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.memory.get(key)
    }

    fn scan(&self, scan: &Scan) -> Result<Page, StoreError> {
        self.memory.scan(scan)
    }

    fn commit(&self, commit: Commit) -> Result<Result<(), Conflict>, StoreError> {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        if count == self.at && self.applied {
            self.memory.commit(commit)?.ok();
            return Err(StoreError::Closed);
        }
        match count < self.at {
            true => self.memory.commit(commit),
            false => Err(StoreError::Closed),
        }
    }

    fn health(&self) -> Result<(), StoreError> {
        self.memory.health()
    }

    fn copy(&self, sink: &mut Sink<'_>) -> Result<(), StoreError> {
        self.memory.copy(sink)
    }

    fn rewrite(&self) -> Result<(), StoreError> {
        self.memory.rewrite()
    }
}

#[test]
fn an_end_at_any_commit_leaves_a_log_that_goes_on() {
    const ROUNDS: u64 = 5;
    for at in 0..=ROUNDS as usize {
        for applied in [false, true] {
            let memory = Arc::new(Memory::new());
            // 1300 entries: the second round is sealed in three batches.
            let fill = Bench::over(memory.clone());
            let dying = Bench::over(Arc::new(Dying {
                memory: memory.clone(),
                at,
                count: AtomicUsize::new(0),
                applied,
            }));
            let mut size = 0;
            let mut ended = false;
            for round in 0..ROUNDS {
                let count = if round == 1 { 1300 } else { 3 };
                fill.fill(size, count);
                size += count;
                ended |= dying.service.seal_audit().is_err();
            }
            assert_eq!(ended, at <= ROUNDS as usize, "{at}");
            let next = Bench::over(memory);
            next.service.open_audit().unwrap();
            assert_eq!(next.faults(), [""; 0], "{at} {applied}");
            next.seal();
            let report = next.service.check_audit(&[]).unwrap();
            assert_eq!(report.faults, [], "{at} {applied}");
            assert_eq!((report.sealed, report.open), (size, 0), "{at} {applied}");
        }
    }
}
