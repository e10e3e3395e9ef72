//! Status lists: places in them for new credentials, their bits in memory, and their publication.
//!
//! | file | its part |
//! | --- | --- |
//! | `places` | a place for a new credential, and a new list where there is none or the last is full |
//! | `bits` | what is given and what is set, in memory as on record |
//!
//! Memory follows the store and never leads: an act is durable first, then its bits are read from
//! the store ([`Service::statuses_changed`]). A list of 131,072 entries takes 32 KiB.

mod bits;
mod places;

use super::{Service, ServiceError};
use crate::records::status_list::{StatusListRecord, StatusPlace};
use bits::Bits;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// The lists that are in memory.
#[derive(Default)]
pub(super) struct StatusLists {
    /// By their numbers.
    known: RwLock<HashMap<u32, Arc<List>>>,
    /// Held by whoever begins a list: two at once would each begin one.
    beginning: Mutex<()>,
}

/// A list in memory.
pub(super) struct List {
    /// The list on record; its state may have changed since.
    record: StatusListRecord,
    /// Its bits, once they have been read.
    bits: Mutex<Option<Bits>>,
}

impl StatusLists {
    /// The list of `record`, in memory from now on; its bits are read when they are needed.
    fn list(&self, record: &StatusListRecord) -> Arc<List> {
        if let Some(list) = self.known(record.number) {
            return list;
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let list = known.entry(record.number).or_insert_with(|| {
            Arc::new(List {
                record: record.clone(),
                bits: Mutex::default(),
            })
        });
        Arc::clone(list)
    }

    fn known(&self, number: u32) -> Option<Arc<List>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&number).cloned()
    }
}

impl List {
    /// Does something with the bits, which are read from the store when this is the first time.
    fn with_bits<T>(
        &self,
        service: &Service,
        act: impl FnOnce(&mut Bits) -> T,
    ) -> Result<T, ServiceError> {
        let mut bits = self.bits.lock().unwrap_or_else(PoisonError::into_inner);
        let bits = match bits.as_mut() {
            Some(bits) => bits,
            None => bits.insert(Bits::read(service.store(), self.record.number)?),
        };
        Ok(act(bits))
    }
}

impl Service {
    /// Makes memory follow the store at these places, after an act that set or cleared them is
    /// durable. What is read is what the store has now: of two acts that race, whichever is told
    /// of last, both end in the same bits.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`] when the bits cannot be read, and
    /// [`ServiceError::Defect`] when a place is in no list.
    pub fn statuses_changed(&self, places: &[StatusPlace]) -> Result<(), ServiceError> {
        for place in places {
            let list = self.list_numbered(place.list)?;
            list.with_bits(self, |bits| {
                bits.follow(self.store(), place.list, place.index)
            })??;
        }
        Ok(())
    }

    fn list_numbered(&self, number: u32) -> Result<Arc<List>, ServiceError> {
        if let Some(list) = self.status_lists.known(number) {
            return Ok(list);
        }
        let record = crate::records::status_list::find(self.store(), number)?
            .ok_or_else(|| ServiceError::Defect(format!("no status list has number {number}")))?;
        Ok(self.status_lists.list(&record))
    }
}
