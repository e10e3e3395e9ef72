//! Rewriting: all records go into a fresh database, which then takes the place of the old one.
//!
//! sled cannot be told to compact: what was deleted stays in its log until the segment happens to
//! be used again, and then for the rest of the segment. So the records are copied into a draft, a
//! database in a folder of its own, while commits go on. Between two groups the committer brings
//! the draft up to date, makes it durable, names it as the one in use (see [`super::database`])
//! and goes on with it. Whatever is not named is removed: by the rewriting itself, or when the
//! store is next opened. The number of the last group goes along, so the witness knows the draft.

use super::copy::Noting;
use super::layout;
use super::{Database, GROUPS, Opener, SledStore, fault, guarded};
use crate::store::StoreError;
use fail::fail_point;
use sled::{Batch, IVec};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};

/// Records are written to the draft in batches of so many bytes, or a little more.
const BATCH_BYTES: u64 = 1 << 20;

/// A database on its way.
#[derive(Debug)]
pub(super) struct Draft {
    /// The name of its folder.
    name: String,
    database: Database,
    opener: Arc<Opener>,
    next_chunk: Arc<AtomicU64>,
    /// Raw entries that are not written yet, and how many bytes they are.
    pending: BTreeMap<IVec, Option<IVec>>,
    bytes: u64,
}

impl SledStore {
    /// See [`Store::rewrite`](crate::store::Store::rewrite).
    pub(super) fn rewrite_all(&self) -> Result<(), StoreError> {
        let _turn = self.copying.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = guarded("rewrite", || self.rewrite_into_draft());
        if outcome.is_err() {
            // What is left of the draft is of no use; the error that counts is the first, and
            // opening the store removes it as well.
            let _ = self.opener.folder.remove_unused();
        }
        outcome.map_err(|error| self.opener.room.told(error))
    }

    fn rewrite_into_draft(&self) -> Result<(), StoreError> {
        let noting = Noting::begin(&self.view);
        let mut draft = Draft::begin(self.opener.clone(), self.next_chunk.clone())?;
        self.copy_most(&noting, &mut |key, value| draft.put(key, value))?;
        // Most of the writing is done here, where nobody waits for it.
        draft.write()?;
        draft.sync()?;
        fail_point!("store.rewrite.copied", |_| std::process::abort());
        self.committer.swap(draft)?;
        self.opener.folder.remove_unused()?;
        fail_point!("store.rewrite.removed", |_| std::process::abort());
        Ok(())
    }
}

impl Draft {
    /// An empty database beside the one in use.
    fn begin(opener: Arc<Opener>, next_chunk: Arc<AtomicU64>) -> Result<Self, StoreError> {
        opener.folder.remove_unused()?;
        let name = opener.folder.next_name();
        let database = opener.open_database(&opener.folder.path().join(&name))?;
        Ok(Self {
            name,
            database,
            opener,
            next_chunk,
            pending: BTreeMap::new(),
            bytes: 0,
        })
    }

    /// Takes in what is under `key`.
    pub(super) fn put(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), StoreError> {
        let key = layout::raw_key(key);
        let present = match self.pending.get(&key) {
            Some(pending) => pending.clone(),
            None => {
                let found = self.database.map.get(&key);
                found.map_err(|error| fault(error, || layout::place(&key)))?
            }
        };
        if let Some(raw) = present {
            for chunk in layout::chunks_of(&key, &raw)? {
                self.pending.insert(chunk, None);
            }
        }
        let Some(value) = value else {
            self.pending.insert(key, None);
            return Ok(());
        };
        self.bytes += (key.len() + value.len()) as u64;
        let new_id = || self.next_chunk.fetch_add(1, Ordering::Relaxed);
        let written = layout::write(&key, value, new_id);
        self.pending.insert(key, Some(written.entry));
        let chunks = written.chunks.into_iter();
        self.pending
            .extend(chunks.map(|(key, chunk)| (key, Some(chunk))));
        match self.bytes < BATCH_BYTES {
            true => Ok(()),
            false => self.write(),
        }
    }

    /// Writes what was taken in.
    fn write(&mut self) -> Result<(), StoreError> {
        self.opener.room.for_commit(self.bytes)?;
        self.bytes = 0;
        let mut batch = Batch::default();
        for (key, value) in std::mem::take(&mut self.pending) {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        let applied = self.database.map.apply_batch(batch);
        applied.map_err(|error| self.fault(error))
    }

    /// Makes durable what was written.
    fn sync(&self) -> Result<(), StoreError> {
        let flushed = self.database.map.flush();
        flushed.map_err(|error| self.fault(error))?;
        let folder = self.opener.folder.path().join(&self.name);
        self.opener.folder.sync_database(&folder)
    }

    /// Makes durable all of it, with the number of the last group, and names it as the database
    /// in use.
    pub(super) fn finish(mut self, group: u64) -> Result<Database, StoreError> {
        self.write()?;
        let number = group.to_be_bytes();
        let numbered = self.database.groups.insert(GROUPS, &number);
        numbered.map_err(|error| self.fault(error))?;
        self.sync()?;
        fail_point!("store.rewrite.synced", |_| std::process::abort());
        self.opener.folder.use_database(&self.name)?;
        fail_point!("store.rewrite.named", |_| std::process::abort());
        Ok(self.database)
    }

    fn fault(&self, error: sled::Error) -> StoreError {
        fault(error, || format!("the database {} on its way", self.name))
    }
}
