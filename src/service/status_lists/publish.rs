//! When a list is made anew, and what of it is served.
//!
//! A list is made anew when a bit or a key of its issuer changed or half of its validity is over, at
//! most once a second, by whoever tends the service; it is in a file before anybody is given it. A later version never
//! says that it is in force from an earlier instant, whatever the clock does.

use super::List;
use super::render::{VALIDITY, entity_tag};
use crate::clock::{parse_timestamp, timestamp};
use crate::records::issuer;
use crate::service::{Service, ServiceError};
use crate::status::Bitstring;
use crate::store::StoreError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;
use time::OffsetDateTime;

/// How long copies may be kept. With the second that two versions are apart, and the time between
/// two looks for changes, a change is known everywhere within five seconds.
pub const MAX_AGE: Duration = Duration::from_secs(3);

/// Two versions of a list are at least so far apart.
const APART: Duration = Duration::from_secs(1);

/// A list that was just begun is published after so long at the latest.
const AT_FIRST: Duration = Duration::from_secs(20);

/// A version of a list that may be served.
#[derive(Debug)]
pub struct Published {
    /// The list with a Data Integrity proof: `application/vc`.
    pub proven: Representation,
    /// The list as a token: `application/vc+jwt`. Empty when it is not at hand.
    pub token: Representation,
    /// From when it is in force.
    pub valid_from: OffsetDateTime,
    /// Until when.
    pub valid_until: OffsetDateTime,
    /// Its bits.
    pub(in crate::service) bits: Bitstring,
    /// What it was made of; `None` for what was found in a file.
    made_of: Option<MadeOf>,
}

/// What a version was made of: whichever has changed since is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MadeOf {
    /// How often the bits had changed.
    bits: u64,
    /// How often the issuer's keys had.
    keys: u64,
}

/// One form of a list.
#[derive(Debug)]
pub struct Representation {
    bytes: Vec<u8>,
    entity_tag: String,
}

impl Representation {
    fn new(bytes: Vec<u8>) -> Self {
        Self {
            entity_tag: entity_tag(&bytes),
            bytes,
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The entity tag (RFC 9110, section 8.8.3), with its quotation marks.
    pub fn entity_tag(&self) -> &str {
        &self.entity_tag
    }
}

impl Published {
    pub(super) fn new(
        proven: Vec<u8>,
        token: Vec<u8>,
        bits: Bitstring,
        valid_from: OffsetDateTime,
        valid_until: OffsetDateTime,
    ) -> Self {
        Self {
            proven: Representation::new(proven),
            token: Representation::new(token),
            valid_from,
            valid_until,
            bits,
            made_of: None,
        }
    }

    /// Whether it was made since the program started.
    fn is_own(&self) -> bool {
        self.made_of.is_some()
    }
}

/// What of a list is published.
#[derive(Default)]
pub(super) struct Publication {
    served: RwLock<Option<Arc<Published>>>,
    /// How often the issuer's keys have changed since the list came into memory.
    key_changes: AtomicU64,
    /// Held by whoever makes the list.
    making: Mutex<Making>,
}

/// What is known of making a list.
#[derive(Default)]
struct Making {
    /// When it was last tried.
    tried: Option<OffsetDateTime>,
    /// Why that failed, which was told.
    failed: Option<String>,
}

impl Publication {
    fn served(&self) -> Option<Arc<Published>> {
        let served = self.served.read().unwrap_or_else(PoisonError::into_inner);
        served.clone()
    }

    fn serve(&self, published: Published) {
        let mut served = self.served.write().unwrap_or_else(PoisonError::into_inner);
        *served = Some(Arc::new(published));
    }

    /// Has the list made anew, by the keys that the issuer has now.
    pub(super) fn keys_changed(&self) {
        self.key_changes.fetch_add(1, Ordering::AcqRel);
    }

    /// Serves what was found in a file, until the list is made anew.
    pub(super) fn found(&self, published: Published) {
        self.serve(published);
    }
}

/// Which lists are made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// Those that were not tried within the last second.
    Steady,
    /// Whichever has to be.
    AtOnce,
}

impl Service {
    /// Makes those lists anew whose bits or keys changed or whose validity is half over, each at most once a
    /// second; gives what the operator has to be told. To be called several times a second.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`] when the lists cannot be read.
    pub fn publish_status_lists(&self) -> Result<Vec<String>, ServiceError> {
        self.publish_all(Pace::Steady)
    }

    /// The same without regard to when it was done last: before the process ends.
    ///
    /// # Errors
    /// As [`Service::publish_status_lists`].
    pub fn publish_status_lists_at_once(&self) -> Result<Vec<String>, ServiceError> {
        self.publish_all(Pace::AtOnce)
    }

    fn publish_all(&self, pace: Pace) -> Result<Vec<String>, ServiceError> {
        let lists: Vec<Arc<List>> = self.lists(|known| known.values().cloned().collect())?;
        for list in lists {
            self.publish(&list, pace);
        }
        Ok(self.status_lists.told())
    }

    /// The list that is named `name`, of the issuer named `slug`, in the version that is served
    /// now; `None` when there is none. Save for the first time, only memory is read.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when it cannot be signed and no version is in force;
    /// [`ServiceError::Store`] and [`ServiceError::Record`] when the lists cannot be read.
    pub fn status_list(
        &self,
        name: &str,
        slug: &str,
    ) -> Result<Option<Arc<Published>>, ServiceError> {
        self.served(|list| list.record.name == name && list.record.slug == slug)
    }

    /// The list at the address `url`, where it is one of this deployment's.
    pub(in crate::service) fn status_list_at(&self, url: &str) -> Option<Arc<Published>> {
        self.served(|list| list.record.url == url).ok().flatten()
    }

    fn served(&self, is: impl Fn(&List) -> bool) -> Result<Option<Arc<Published>>, ServiceError> {
        let find = self.lists(|known| known.values().find(|list| is(list)).cloned())?;
        let Some(list) = find else {
            return Ok(None);
        };
        let now = self.now();
        let in_force = || {
            let served = list.publication.served();
            served.filter(|published| now < published.valid_until)
        };
        if let Some(served) = in_force().filter(|published| published.is_own()) {
            return Ok(Some(served));
        }
        self.publish(&list, Pace::Steady);
        in_force().map(Some).ok_or_else(|| {
            let url = &list.record.url;
            ServiceError::Key(format!("the status list {url} cannot be published now"))
        })
    }

    /// Why a list of those who issue here now is not in force, where one is not. One that was
    /// just begun may wait a moment for its publication.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`] when the lists cannot be read.
    pub fn stale_status_list(&self) -> Result<Option<String>, ServiceError> {
        let lists: Vec<Arc<List>> = self.lists(|known| known.values().cloned().collect())?;
        let now = self.now();
        for list in lists {
            let record = &list.record;
            let until = list.publication.served().map_or_else(
                || parse_timestamp(&record.created).map(|begun| begun + AT_FIRST),
                |served| Some(served.valid_until),
            );
            let stale = until.is_none_or(|until| until <= now);
            if stale && self.is_current(&record.issuer, &record.slug)? {
                let since = until.map(timestamp).unwrap_or_default();
                let url = &record.url;
                return Ok(Some(format!(
                    "the status list {url} is out of date since {since}"
                )));
            }
        }
        Ok(None)
    }

    /// Whether `slug` now means the issuer `did`.
    fn is_current(&self, did: &str, slug: &str) -> Result<bool, ServiceError> {
        let current = issuer::by_slug(self.store(), slug)?;
        Ok(current.is_some_and(|record| record.profile.did == did))
    }

    /// Makes `list` anew if it has to be, and serves it. What hinders it is told once.
    fn publish(&self, list: &List, pace: Pace) {
        let publication = &list.publication;
        let mut making = publication
            .making
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        let soon = |tried: OffsetDateTime| now >= tried && now - tried < APART;
        if pace == Pace::Steady && making.tried.is_some_and(soon) {
            return;
        }
        let failed = match self.make(list, now) {
            Ok(Made::AsBefore) => return,
            Ok(Made::Anew) => None,
            Err(error) => Some(error.to_string()),
        };
        making.tried = Some(now);
        if let Some(why) = failed
            .as_ref()
            .filter(|why| making.failed.as_ref() != Some(*why))
        {
            let url = &list.record.url;
            let fault = format!("the status list {url} cannot be published: {why}");
            self.status_lists.tell(fault);
        }
        making.failed = failed;
    }

    fn make(&self, list: &List, now: OffsetDateTime) -> Result<Made, ServiceError> {
        // Read before the key is chosen: a change that comes between makes the list due again.
        let keys = list.publication.key_changes.load(Ordering::Acquire);
        let bits = list.with_bits(self, |bits| bits.changes())?;
        let before = list.publication.served();
        if let Some(before) = &before
            && before.made_of == Some(MadeOf { bits, keys })
            && before.valid_until - now > VALIDITY / 2
        {
            return Ok(Made::AsBefore);
        }
        let (bits, changes) = list.with_bits(self, |bits| bits.shown())?;
        let from = before.map_or(now, |before| now.max(before.valid_from));
        let mut published = self.render_list(&list.record, bits, from)?;
        published.made_of = Some(MadeOf {
            bits: changes,
            keys,
        });
        if let Some(folder) = &self.status_lists.folder {
            super::files::write(folder, &list.record.name, &published).map_err(|error| {
                StoreError::Io {
                    place: format!("writing into {}", folder.display()),
                    detail: error.to_string(),
                }
            })?;
        }
        list.publication.serve(published);
        fail::fail_point!("publish.served", |_| std::process::abort());
        Ok(Made::Anew)
    }
}

/// What came of looking after a list.
enum Made {
    /// It was not changed, and is in force for long enough.
    AsBefore,
    /// It was made anew.
    Anew,
}
