//! How often links are looked at: gathered in memory and written every few seconds, so that nobody
//! who looks waits for a durable write. Kept are a number and a day: neither addresses nor anything
//! else of who looked. What was gathered before the process died is lost.

use super::opened;
use crate::records::share::{self as records, ShareBody};
use crate::service::{Service, ServiceError};
use crate::store::Commit;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use time::{Duration, OffsetDateTime};

/// How often what was gathered is written.
const EVERY: Duration = Duration::seconds(3);

/// The looks that are not on record yet.
#[derive(Default)]
pub(in crate::service) struct ShareViews(Mutex<Gathered>);

#[derive(Default)]
struct Gathered {
    /// By the store key of the link.
    looks: HashMap<Vec<u8>, Looks>,
    /// When looks were last written.
    written: Option<OffsetDateTime>,
}

#[derive(Clone)]
struct Looks {
    count: u64,
    /// The day of the last.
    day: String,
}

impl ShareViews {
    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One look at the link at `place`.
    pub(super) fn count(&self, place: &[u8], day: String) {
        self.add(place, Looks { count: 1, day });
    }

    fn add(&self, place: &[u8], looks: Looks) {
        let mut gathered = self.gathered();
        match gathered.looks.get_mut(place) {
            Some(before) => {
                before.count = before.count.saturating_add(looks.count);
                before.day = looks.day.max(std::mem::take(&mut before.day));
            }
            None => {
                gathered.looks.insert(place.to_vec(), looks);
            }
        }
    }

    /// How many looks at the link at `place` are not on record yet, and the day of the last.
    pub(super) fn of(&self, place: &[u8]) -> (u64, Option<String>) {
        match self.gathered().looks.get(place) {
            Some(looks) => (looks.count, Some(looks.day.clone())),
            None => (0, None),
        }
    }

    /// What is to be written now, if it is time.
    fn due(&self, now: OffsetDateTime, at_once: bool) -> HashMap<Vec<u8>, Looks> {
        let mut gathered = self.gathered();
        // A clock that was set back must not stop the counting.
        let just_now = |last: OffsetDateTime| last <= now && now - last < EVERY;
        if !at_once && gathered.written.is_some_and(just_now) {
            return HashMap::new();
        }
        gathered.written = Some(now);
        std::mem::take(&mut gathered.looks)
    }
}

impl Service {
    /// Writes the looks that were gathered, if it is time, or `at_once`. What cannot be written now
    /// is tried again: what ails the store is told by whoever needs it for more than this.
    pub(in crate::service) fn write_share_views(&self, at_once: bool) {
        for (place, looks) in self.share_views.due(self.now(), at_once) {
            match self.write_looks(&place, &looks) {
                // Written; or the link was taken back, and its looks go with it.
                Ok(true) | Err(ServiceError::Erased) => {}
                Ok(false) | Err(_) => self.share_views.add(&place, looks),
            }
        }
    }

    /// Whether nothing is left to be written of `looks`.
    fn write_looks(&self, place: &[u8], looks: &Looks) -> Result<bool, ServiceError> {
        let Some(found) = records::at(self.store(), place)? else {
            return Ok(true);
        };
        let learner = self.learner_named(&found.record.learner)?;
        let before = opened(&found, &learner)?;
        let after = ShareBody {
            views: before.views.saturating_add(looks.count),
            viewed: before.viewed.clone().max(Some(looks.day.clone())),
            ..before
        };
        let key = &learner.key;
        let commit = self.draw(|rng| records::replace(Commit::new(), &found, &after, key, rng));
        Ok(self.store().commit(commit)?.is_ok())
    }
}
