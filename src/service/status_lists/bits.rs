//! The bits of one list in memory: which places are given, and which are set.

use crate::records::status_list::{self as records, StatusListRecord};
use crate::service::ServiceError;
use crate::status::{Bitstring, MIN_ENTRIES};
use crate::store::Store;

/// How many places a list has: the fewest that the specification allows (Bitstring Status List
/// 1.0, section 3.2), so that each list hides as many as can be in the fewest bytes.
pub(super) const ENTRIES: u32 = MIN_ENTRIES as u32;

/// How many of them are given at most: with four fifths given, a place that is free is still found
/// in five draws.
pub(super) const FULL: u32 = ENTRIES * 4 / 5;

/// The bits of a list.
#[derive(Debug, Clone)]
pub(super) struct Bits {
    /// The places that are given, and those that were drawn and may yet be given.
    taken: Bitstring,
    /// How many those are.
    count: u32,
    /// The bits that are set.
    set: Bitstring,
    /// Whether what is set stays set for ever.
    is_final: bool,
    /// How often the bits that are set have changed.
    changes: u64,
}

impl Bits {
    /// The bits of a list as the store has them.
    pub fn read(store: &dyn Store, list: &StatusListRecord) -> Result<Self, ServiceError> {
        let empty = || Bitstring::new(MIN_ENTRIES).map_err(|e| ServiceError::Defect(e.to_string()));
        let mut bits = Self {
            taken: empty()?,
            count: 0,
            set: empty()?,
            is_final: list.purpose == "revocation",
            changes: 0,
        };
        let mut beyond = None;
        records::places(store, list.number, |place| {
            bits.take(place.index);
            if bits.set.set(place.index.into(), place.set).is_none() {
                beyond = Some(place.index);
            }
        })?;
        match beyond {
            None => Ok(bits),
            Some(index) => Err(out_of_range(list.number, index)),
        }
    }

    /// Keeps set what was published as set, where that is for ever; gives how many of these bits
    /// were clear. Their places are somebody's, whoever it is.
    pub fn keep(&mut self, published: &Bitstring) -> u32 {
        let mut kept = 0;
        if !self.is_final {
            return kept;
        }
        for index in 0..ENTRIES {
            if published.get(index.into(), 1) == Some(1) && !self.is_set(index) {
                self.take(index);
                let _ = self.set.set(index.into(), true);
                kept += 1;
            }
        }
        self.changes += u64::from(kept > 0);
        kept
    }

    /// Takes over what the store has at `index` of `list`.
    pub fn follow(&mut self, store: &dyn Store, list: u32, index: u32) -> Result<(), ServiceError> {
        let Some(place) = records::place(store, list, index)? else {
            return Ok(());
        };
        self.take(index);
        let set = place.set || self.is_final && self.is_set(index);
        if set != self.is_set(index) {
            self.changes += 1;
        }
        let done = self.set.set(index.into(), set);
        done.ok_or_else(|| out_of_range(list, index))
    }

    /// Forgets the places of the list that were drawn and not given.
    pub fn count_again(
        &mut self,
        store: &dyn Store,
        list: &StatusListRecord,
    ) -> Result<(), ServiceError> {
        let mut read = Self::read(store, list)?;
        read.keep(&self.set);
        self.taken = read.taken;
        self.count = read.count;
        Ok(())
    }

    /// How many places are given or drawn.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Whether a place is given or drawn; one beyond the end can never be had.
    pub fn is_taken(&self, index: u32) -> bool {
        self.taken.get(index.into(), 1) != Some(0)
    }

    /// Marks a place as given or drawn.
    pub fn take(&mut self, index: u32) {
        if !self.is_taken(index) && self.taken.set(index.into(), true).is_some() {
            self.count += 1;
        }
    }

    /// The bits that are set, and how often they have changed.
    pub fn shown(&self) -> (Bitstring, u64) {
        (self.set.clone(), self.changes)
    }

    /// How often the bits that are set have changed.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    fn is_set(&self, index: u32) -> bool {
        self.set.get(index.into(), 1) == Some(1)
    }
}

fn out_of_range(list: u32, index: u32) -> ServiceError {
    ServiceError::Defect(format!("status list {list} has no place {index}"))
}
