//! Groups: commits that become durable together.
//!
//! Each commit of a group is checked against the state that those before it leave. What they
//! change is then applied as one batch.

use super::layout::{self, Stored, Written};
use super::view::{Before, State};
use crate::store::{Commit, Conflict, Expectation, StoreError};
use sled::{Batch, IVec};
use std::collections::BTreeMap;

/// A commit with its records already written as bytes.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    expectations: Vec<(IVec, Expectation)>,
    changes: Vec<(IVec, Option<Written>)>,
    /// The bytes of all keys and values to write.
    pub(super) bytes: u64,
}

impl Prepared {
    /// Writes the records of `commit` as bytes; `new_id` gives ids for chunked values.
    pub(super) fn new(commit: Commit, new_id: impl Fn() -> u64) -> Self {
        let expectations = commit.expectations.into_iter();
        let mut bytes = 0;
        let changes = commit.changes.into_iter();
        let changes = changes.map(|(key, value)| {
            bytes += (key.len() + value.as_ref().map_or(0, Vec::len)) as u64;
            let key = layout::raw_key(&key);
            let written = value.map(|value| layout::write(&key, &value, &new_id));
            (key, written)
        });
        Self {
            changes: changes.collect(),
            expectations: expectations
                .map(|(key, expectation)| (layout::raw_key(&key), expectation))
                .collect(),
            bytes,
        }
    }

    /// A commit that changes nothing that anyone reads, and must yet become durable.
    pub(super) fn probe(count: u64) -> Self {
        let key = IVec::from(&layout::HEALTH);
        let written = layout::write(&key, &count.to_be_bytes(), || 0);
        Self {
            expectations: Vec::new(),
            changes: vec![(key, Some(written))],
            bytes: 0,
        }
    }

    /// Whether nothing is to change.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// A raw key and what is there before a group.
type Replaced = (IVec, Option<IVec>);

/// A raw entry by which to tell whether a batch was applied, since that is whole or absent: what
/// it is afterwards. `None` if the batch changes nothing.
pub(super) type Mark = Option<(IVec, Option<IVec>)>;

/// What a group changes.
#[derive(Debug, Default)]
pub(super) struct Group {
    after: BTreeMap<IVec, Option<IVec>>,
    before: Before,
    /// The durable entries that were read: expectations and changes mostly ask for the same.
    seen: BTreeMap<IVec, Option<IVec>>,
}

impl Group {
    /// Whether nothing is to change.
    pub(super) fn is_empty(&self) -> bool {
        self.after.is_empty()
    }

    /// Takes a commit in, unless one of its expectations does not hold. After an error, as after
    /// a conflict, the group is as it was.
    pub(super) fn add(
        &mut self,
        state: &State,
        commit: Prepared,
    ) -> Result<Result<(), Conflict>, StoreError> {
        for (key, expectation) in &commit.expectations {
            if !self.meets(state, key, expectation)? {
                let key = key.get(1..).unwrap_or_default().to_vec();
                return Ok(Err(Conflict { key }));
            }
        }
        let replaced = commit
            .changes
            .iter()
            .map(|(key, _)| self.replaced(state, key))
            .collect::<Result<Vec<_>, _>>()?;
        for (entry, chunks) in replaced {
            self.before.extend(entry);
            for (key, before) in chunks {
                self.after.insert(key.clone(), None);
                self.before.entry(key).or_insert(before);
            }
        }
        for (key, written) in commit.changes {
            let (entry, chunks) = written.map_or((None, Vec::new()), |written| {
                (Some(written.entry), written.chunks)
            });
            self.after.insert(key, entry);
            // Nobody knows the ids of new chunks, so these need not be hidden.
            let chunks = chunks.into_iter().map(|(key, chunk)| (key, Some(chunk)));
            self.after.extend(chunks);
        }
        Ok(Ok(()))
    }

    /// An entry that is another before the group than after it.
    pub(super) fn mark(&self) -> Mark {
        let mut changed = self
            .after
            .iter()
            .filter(|(key, after)| self.before.get(*key).unwrap_or(&None) != *after);
        changed
            .next()
            .map(|(key, after)| (key.clone(), after.clone()))
    }

    /// The batch to apply, and what to hide while that is on its way.
    pub(super) fn into_batch(self) -> (Batch, Before) {
        let mut batch = Batch::default();
        for (key, value) in self.after {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        (batch, self.before)
    }

    /// The raw value as the commits so far leave it.
    fn entry(&mut self, state: &State, key: &IVec) -> Result<Option<IVec>, StoreError> {
        if let Some(known) = self.after.get(key).or_else(|| self.seen.get(key)) {
            return Ok(known.clone());
        }
        let entry = state.entry(key)?;
        self.seen.insert(key.clone(), entry.clone());
        Ok(entry)
    }

    fn meets(
        &mut self,
        state: &State,
        key: &IVec,
        expectation: &Expectation,
    ) -> Result<bool, StoreError> {
        let Some(raw) = self.entry(state, key)? else {
            return Ok(expectation.holds(None));
        };
        match (expectation, layout::parse(key, &raw)?) {
            (_, Stored::Inline(value)) => Ok(expectation.holds(Some(value))),
            // A large value is put together only where its bytes matter.
            (Expectation::Unchanged(bytes), stored) if stored.length() == bytes.len() => {
                let value = layout::read(key, &raw, |piece| match self.after.get(piece) {
                    Some(after) => Ok(after.clone()),
                    None => state.entry(piece),
                })?;
                Ok(expectation.holds(Some(&value)))
            }
            (Expectation::Present, _) => Ok(true),
            _ => Ok(false),
        }
    }

    /// What changing the record of the raw key `key` replaces: its durable entry, if this is the
    /// group's first change to it, and the chunks to delete.
    fn replaced(
        &mut self,
        state: &State,
        key: &IVec,
    ) -> Result<(Option<Replaced>, Vec<Replaced>), StoreError> {
        let present = self.entry(state, key)?;
        let first = !self.after.contains_key(key);
        let entry = first.then(|| (key.clone(), present.clone()));
        let Some(raw) = present else {
            return Ok((entry, Vec::new()));
        };
        let Stored::Chunked(span) = layout::parse(key, &raw)? else {
            return Ok((entry, Vec::new()));
        };
        let chunks = span
            .keys()
            .map(|piece| state.entry(&piece).map(|before| (piece, before)))
            .collect::<Result<_, _>>()?;
        Ok((entry, chunks))
    }
}
