//! Status lists: places in them for new credentials, their bits in memory, and their publication.
//!
//! | file | its part |
//! | --- | --- |
//! | `places` | a place for a new credential, and a new list where there is none or the last is full |
//! | `bits` | what is given and what is set, in memory as on record |
//! | `publish` | when a list is made anew, and what of it is served |
//! | `render` | a list as a signed credential |
//! | `files` | the last one made, in a file |
//!
//! Memory follows the store and never leads: an act is durable first, then its bits are read from
//! the store ([`Service::statuses_changed`]). What was published with a revocation stays so: the
//! file is read when the list comes into memory, and memory sets no such bit back.

mod bits;
pub(in crate::service) mod files;
mod places;
mod publish;
mod render;

pub use files::{PUBLISHED_FOLDER, published_lists};
pub use publish::{MAX_AGE, Published, Representation};

use super::{Service, ServiceError};
use crate::records::status_list::{self as records, StatusListRecord, StatusPlace};
use bits::Bits;
use publish::Publication;
use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// The lists that are in memory.
#[derive(Default)]
pub(super) struct StatusLists {
    /// By their numbers; `None` until those on record have been read.
    known: RwLock<Option<BTreeMap<u32, Arc<List>>>>,
    /// Held by whoever begins a list: two at once would each begin one.
    beginning: Mutex<()>,
    /// Where what was published is kept in files; nowhere when there is no folder.
    folder: Option<PathBuf>,
    /// What the operator has to be told.
    faults: Mutex<VecDeque<String>>,
}

/// A list in memory.
struct List {
    /// The list on record; its state may have changed since.
    record: StatusListRecord,
    /// Its bits, once they have been read.
    bits: Mutex<Option<Bits>>,
    /// What of it is published.
    publication: Publication,
}

impl StatusLists {
    /// The same, which keep what is published in `folder`.
    pub(super) fn publishing_in(self, folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
            ..self
        }
    }

    fn tell(&self, fault: String) {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.push_back(fault);
    }

    fn told(&self) -> Vec<String> {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.drain(..).collect()
    }
}

impl List {
    fn new(record: StatusListRecord) -> Arc<Self> {
        Arc::new(Self {
            record,
            bits: Mutex::default(),
            publication: Publication::default(),
        })
    }

    /// Does something with the bits, which are read from the store, and from what was published,
    /// when this is the first time.
    fn with_bits<T>(
        &self,
        service: &Service,
        act: impl FnOnce(&mut Bits) -> T,
    ) -> Result<T, ServiceError> {
        let mut bits = self.bits.lock().unwrap_or_else(PoisonError::into_inner);
        let bits = match bits.as_mut() {
            Some(bits) => bits,
            None => bits.insert(self.read_bits(service)?),
        };
        Ok(act(bits))
    }

    fn read_bits(&self, service: &Service) -> Result<Bits, ServiceError> {
        let mut bits = Bits::read(service.store(), &self.record)?;
        let lists = &service.status_lists;
        let Some(folder) = &lists.folder else {
            return Ok(bits);
        };
        match files::read(folder, &self.record) {
            Ok(None) => {}
            Ok(Some(published)) => {
                let kept = bits.keep(&published.bits);
                if kept > 0 {
                    lists.tell(format!(
                        "the status list {} was published with {kept} revocations that the store \
                         does not have: they stay revoked. Is the store an older copy?",
                        self.record.url
                    ));
                }
                self.publication.found(published);
            }
            Err(error) => lists.tell(error),
        }
        Ok(bits)
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
            let number = place.list;
            let list = self.lists(|known| known.get(&number).cloned())?;
            let list =
                list.ok_or_else(|| ServiceError::Defect(format!("there is no list {number}")))?;
            list.with_bits(self, |bits| bits.follow(self.store(), number, place.index))??;
        }
        Ok(())
    }

    /// Has all lists of the issuer `did` signed anew, after its keys changed: what a key signed that
    /// is compromised now counts for nothing. Lists that are not in memory yet are made anew when
    /// they come there. To be called when the new key is in use.
    pub fn status_keys_changed(&self, did: &str) {
        let known = &self.status_lists.known;
        let known = known.read().unwrap_or_else(PoisonError::into_inner);
        for list in known.iter().flat_map(BTreeMap::values) {
            if list.record.issuer == did {
                list.publication.keys_changed();
            }
        }
    }

    /// Looks among the lists, which are read from the store when this is the first time.
    fn lists<T>(
        &self,
        look: impl FnOnce(&BTreeMap<u32, Arc<List>>) -> T,
    ) -> Result<T, ServiceError> {
        let known = &self.status_lists.known;
        if let Some(lists) = &*known.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(look(lists));
        }
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        let lists = match known.as_mut() {
            Some(lists) => lists,
            None => {
                let all = records::all(self.store())?.into_iter();
                known.insert(all.map(|one| (one.number, List::new(one))).collect())
            }
        };
        Ok(look(lists))
    }

    /// The list of `record`, which is in memory from now on.
    fn list_of(&self, record: &StatusListRecord) -> Result<Arc<List>, ServiceError> {
        if let Some(list) = self.lists(|known| known.get(&record.number).cloned())? {
            return Ok(list);
        }
        let known = &self.status_lists.known;
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        let lists = known.get_or_insert_default();
        let list = lists.entry(record.number);
        Ok(Arc::clone(
            list.or_insert_with(|| List::new(record.clone())),
        ))
    }
}
