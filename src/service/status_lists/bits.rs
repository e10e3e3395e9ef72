//! The bits of one list in memory: which places are given, and which are set.

use crate::records::status_list as records;
use crate::service::ServiceError;
use crate::status::{Bitstring, BitstringError, MIN_ENTRIES};
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
}

impl Bits {
    fn clear() -> Result<Self, BitstringError> {
        Ok(Self {
            taken: Bitstring::new(MIN_ENTRIES)?,
            count: 0,
            set: Bitstring::new(MIN_ENTRIES)?,
        })
    }

    /// The bits of `list` as the store has them.
    pub fn read(store: &dyn Store, list: u32) -> Result<Self, ServiceError> {
        let mut bits = Self::clear().map_err(|error| ServiceError::Defect(error.to_string()))?;
        let mut beyond = None;
        records::places(store, list, |place| {
            if !bits.is_taken(place.index) {
                bits.take(place.index);
            }
            if bits.set.set(place.index.into(), place.set).is_none() {
                beyond = Some(place.index);
            }
        })?;
        match beyond {
            None => Ok(bits),
            Some(index) => Err(out_of_range(list, index)),
        }
    }

    /// Takes over from the store what is on record at `index` of `list`.
    pub fn follow(&mut self, store: &dyn Store, list: u32, index: u32) -> Result<(), ServiceError> {
        let place = records::place(store, list, index)?;
        let Some(place) = place else {
            return Ok(());
        };
        if !self.is_taken(index) {
            self.take(index);
        }
        let set = self.set.set(index.into(), place.set);
        set.ok_or_else(|| out_of_range(list, index))
    }

    /// Forgets the places of `list` that were drawn and not given.
    pub fn count_again(&mut self, store: &dyn Store, list: u32) -> Result<(), ServiceError> {
        let read = Self::read(store, list)?;
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

    /// Marks a place that is free as drawn.
    pub fn take(&mut self, index: u32) {
        if self.taken.set(index.into(), true).is_some() {
            self.count += 1;
        }
    }
}

fn out_of_range(list: u32, index: u32) -> ServiceError {
    ServiceError::Defect(format!("status list {list} has no place {index}"))
}
