//! What readers see: sled as it was made durable last.
//!
//! sled shows a batch as soon as it is applied, before it is on the disk. While a batch is on its
//! way, the entries that it changes are therefore kept aside as they were before, and readers look
//! there first. A batch that failed stays hidden.

use super::layout;
use super::{fault, place_of};
use crate::store::scan::PageBuilder;
use crate::store::{Order, Page, Scan, StoreError};
use sled::IVec;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Raw entries as they were before a batch: `None` where there was none.
pub(super) type Before = BTreeMap<IVec, Option<IVec>>;

/// The database and what is hidden of it.
#[derive(Debug)]
pub(super) struct View {
    state: RwLock<State>,
    reopen: AtomicBool,
}

/// What the lock of a [`View`] guards. A batch begins to be applied only when no reader holds the
/// lock, so a reader finds each entry either hidden or untouched.
#[derive(Debug)]
pub(super) struct State {
    /// `None` while it is being opened anew, or after that failed.
    pub(super) database: Option<sled::Db>,
    /// What the batch on its way changes.
    pub(super) hidden: Before,
    /// The raw keys of the records that changed since a copy began, as far as it has not taken
    /// them in; `None` while no copy is made.
    pub(super) changed: Option<BTreeSet<IVec>>,
}

impl View {
    /// A view of `database` with nothing hidden.
    pub(super) fn new(database: sled::Db) -> Self {
        Self {
            state: RwLock::new(State {
                database: Some(database),
                hidden: Before::new(),
                changed: None,
            }),
            reopen: AtomicBool::new(false),
        }
    }

    /// The lock, for reading. No panic leaves the state half changed, so a poisoned lock is good.
    pub(super) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the committer to open the database again.
    pub(super) fn ask_to_reopen(&self) {
        self.reopen.store(true, SeqCst);
    }

    /// Whether the committer was asked to open the database again, since it last looked.
    pub(super) fn is_asked_to_reopen(&self) -> bool {
        self.reopen.swap(false, SeqCst)
    }

    /// The lock, for writing.
    pub(super) fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Shows readers what was hidden, and notes for a copy under way that it changed. Both at
    /// once: a copy that finds nothing noted has seen everything that readers see.
    pub(super) fn reveal(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        if let Some(changed) = &mut self.changed {
            changed.extend(hidden.into_keys().filter(|key| layout::is_record(key)));
        }
    }

    /// The database.
    pub(super) fn database(&self) -> Result<&sled::Db, StoreError> {
        self.database.as_ref().ok_or_else(|| StoreError::Io {
            place: "the database".to_owned(),
            detail: "it could not be opened again after a failure".to_owned(),
        })
    }

    /// The raw value under the raw key `key`.
    pub(super) fn entry(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        if let Some(before) = self.hidden.get(key) {
            return Ok(before.clone());
        }
        let database = self.database()?;
        database
            .get(key)
            .map_err(|error| fault(error, || layout::place(key)))
    }

    /// The value of the record `key`.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let key = layout::raw_key(key);
        let Some(raw) = self.entry(&key)? else {
            return Ok(None);
        };
        layout::read(&key, &raw, |piece| self.entry(piece)).map(Some)
    }

    /// The page that `scan` asks for.
    pub(super) fn scan(&self, scan: &Scan) -> Result<Page, StoreError> {
        let mut page = PageBuilder::new(scan);
        let Some((low, high)) = scan.bounds() else {
            return Ok(page.finish());
        };
        let low = low.map(layout::raw_key);
        let high = match high {
            Bound::Unbounded => Bound::Excluded(IVec::from(&layout::RECORDS_END)),
            bound => bound.map(layout::raw_key),
        };
        let stored = self.database()?.range((low.clone(), high.clone()));
        let stored = stored.map(|entry| entry.map_err(|error| fault(error, place_of)));
        let hidden = self.hidden.range((low, high));
        let hidden = hidden.map(|(key, value)| (key.clone(), value.clone()));
        let entries: Box<dyn Iterator<Item = _>> = match scan.order {
            Order::Forward => Box::new(Merged::new(stored, hidden, Ordering::Less)),
            Order::Backward => Box::new(Merged::new(stored.rev(), hidden.rev(), Ordering::Greater)),
        };
        for entry in entries {
            let (key, raw) = entry?;
            if page.is_full_for(layout::parse(&key, &raw)?.length()) {
                break;
            }
            let value = layout::read(&key, &raw, |piece| self.entry(piece))?;
            page.push(key.get(1..).unwrap_or_default().to_vec(), value);
        }
        Ok(page.finish())
    }
}

/// A raw entry that is there.
type Entry = Result<(IVec, IVec), StoreError>;

/// Entries from sled, with the hidden ones in place of those of the same key.
struct Merged<S: Iterator<Item = Entry>, H: Iterator<Item = (IVec, Option<IVec>)>> {
    stored: std::iter::Peekable<S>,
    hidden: std::iter::Peekable<H>,
    /// How the first of two keys compares with the second.
    first: Ordering,
}

impl<S: Iterator<Item = Entry>, H: Iterator<Item = (IVec, Option<IVec>)>> Merged<S, H> {
    fn new(stored: S, hidden: H, first: Ordering) -> Self {
        Self {
            stored: stored.peekable(),
            hidden: hidden.peekable(),
            first,
        }
    }
}

impl<S: Iterator<Item = Entry>, H: Iterator<Item = (IVec, Option<IVec>)>> Iterator
    for Merged<S, H>
{
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let order = match (self.stored.peek(), self.hidden.peek()) {
                (_, None) | (Some(Err(_)), _) => return self.stored.next(),
                (None, Some(_)) => Ordering::Greater,
                (Some(Ok((stored, _))), Some((hidden, _))) => stored.cmp(hidden),
            };
            if order == self.first && self.stored.peek().is_some() {
                return self.stored.next();
            }
            if order == Ordering::Equal {
                self.stored.next();
            }
            if let Some((key, Some(value))) = self.hidden.next() {
                return Some(Ok((key, value)));
            }
        }
    }
}
