//! Copies: all records as they are at one moment, while commits go on.
//!
//! First all pages are read, one after the other. What commits change meanwhile is noted where it
//! becomes visible ([`State::reveal`]) and is read again, in rounds, until little is left. The rest
//! is read in a moment in which nothing can become visible. So whatever a page showed too early is
//! put right behind it.

use super::layout;
use super::view::{State, View};
use super::{SledStore, guarded};
use crate::store::{Scan, Sink, StoreError};
use sled::IVec;
use std::collections::BTreeSet;

/// How many changed records may be left for the moment in which commits wait …
const FEW: usize = 64;
/// … unless writers are faster than the copy: after so many rounds it is as it is.
const ROUNDS: usize = 16;

/// A copy under way: as long as it is there, changes are noted.
pub(super) struct Noting<'v>(&'v View);

impl<'v> Noting<'v> {
    /// Begins to note. There is one copy at a time.
    pub(super) fn begin(view: &'v View) -> Self {
        view.write().changed = Some(BTreeSet::new());
        Self(view)
    }

    /// What was noted; from now on it is noted anew. `None` where it is so little that it may
    /// wait for the last moment.
    fn take(&self) -> Option<BTreeSet<IVec>> {
        let mut state = self.0.write();
        let changed = state.changed.as_mut()?;
        (changed.len() > FEW).then(|| std::mem::take(changed))
    }
}

impl Drop for Noting<'_> {
    fn drop(&mut self) {
        self.0.write().changed = None;
    }
}

impl SledStore {
    /// Gives `sink` all records, and again those that changed, until few are left.
    pub(super) fn copy_most(
        &self,
        noting: &Noting<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), StoreError> {
        let mut scan = Scan::prefix("");
        loop {
            let page = self.read(|state| state.scan(&scan))?;
            for record in &page.records {
                sink(&record.key, Some(&record.value))?;
            }
            match page.next {
                Some(next) => scan = scan.after(next),
                None => break,
            }
        }
        for _ in 0..ROUNDS {
            let Some(changed) = noting.take() else { break };
            for raw in changed {
                let key = layout::key(&raw);
                let value = self.read(|state| state.get(key))?;
                sink(key, value.as_deref())?;
            }
        }
        Ok(())
    }
}

/// Gives `sink` what changed and was not read again yet. Who holds the lock of the state, or is
/// the committer, knows that this is the state of one moment.
pub(super) fn copy_rest(state: &State, sink: &mut Sink<'_>) -> Result<(), StoreError> {
    for raw in state.changed.iter().flatten() {
        let key = layout::key(raw);
        let value = guarded("read", || state.get(key))?;
        sink(key, value.as_deref())?;
    }
    Ok(())
}
