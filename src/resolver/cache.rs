//! Answers that were had already, and those that somebody is waiting for.
//!
//! Keyed by the whole URL and by what is looked for, so that no answer ever stands for another
//! URL; whether the document is about the right issuer is asked anew each time, by the caller.
//! Bounded by number and by bytes, the least used go first. Failures are kept for a minute, that a
//! host in trouble is not asked again for each credential. While one asks, others who want the
//! same wait for that answer.

use super::caching::Validators;
use super::{FetchError, Fetched, Subject};
use lru::LruCache;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use time::OffsetDateTime;

/// How long a failure is kept.
const FAILURES_FOR: Duration = Duration::from_secs(60);

/// What an entry takes beside its body and its validators, in bytes: an upper estimate.
const ENTRY_TAKES: usize = 8 * 1024;

/// What an answer is kept under.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub subject: Subject,
    pub url: String,
}

type Outcome = Result<Arc<Fetched>, FetchError>;

/// Keeps answers.
#[derive(Debug)]
pub(super) struct Cache {
    state: Mutex<State>,
    most_bytes: usize,
}

#[derive(Debug)]
struct State {
    kept: LruCache<Key, Kept>,
    bytes: usize,
    under_way: HashMap<Key, Arc<Flight>>,
}

#[derive(Debug, Clone)]
struct Kept {
    outcome: Outcome,
    from: OffsetDateTime,
    until: OffsetDateTime,
    validators: Validators,
}

/// Somebody is asking; others wait here.
#[derive(Debug, Default)]
struct Flight {
    landed: Mutex<Option<Landed>>,
    news: Condvar,
}

#[derive(Debug, Clone)]
enum Landed {
    /// This holds for all who wait.
    ForAll(Outcome),
    /// It failed for a reason of the one who asked: each of the others asks for itself.
    ForOne,
}

/// What is to be done.
#[derive(Debug)]
pub(super) enum Turn<'c> {
    /// Nothing: here it is.
    Done(Outcome),
    /// Ask, and tell the ticket.
    Ask(Ticket<'c>),
    /// Somebody else is asking, and did not have it until the deadline.
    TooLate,
}

/// The duty to ask. Dropped untold, it sends the others off to ask for themselves.
#[derive(Debug)]
pub(super) struct Ticket<'c> {
    cache: &'c Cache,
    key: Key,
    flight: Arc<Flight>,
    /// What is at hand, but no longer fresh.
    pub stale: Option<(Arc<Fetched>, Validators)>,
}

impl Cache {
    pub fn new(most: NonZeroUsize, most_bytes: usize) -> Self {
        Self {
            state: Mutex::new(State {
                kept: LruCache::new(most),
                bytes: 0,
                under_way: HashMap::new(),
            }),
            most_bytes,
        }
    }

    /// Whose turn it is to ask for `key`, at the time that `now` tells.
    pub fn turn(&self, key: &Key, now: impl Fn() -> OffsetDateTime, deadline: Instant) -> Turn<'_> {
        loop {
            let mut state = self.lock();
            let now = now();
            let kept = state.kept.get(key);
            if let Some(kept) = kept.filter(|kept| kept.from <= now && now < kept.until) {
                return Turn::Done(kept.outcome.clone());
            }
            let Some(flight) = state.under_way.get(key).map(Arc::clone) else {
                let stale = state.kept.get(key).and_then(Kept::stale);
                let flight = Arc::<Flight>::default();
                state.under_way.insert(key.clone(), Arc::clone(&flight));
                return Turn::Ask(Ticket {
                    cache: self,
                    key: key.clone(),
                    flight,
                    stale,
                });
            };
            drop(state);
            match flight.wait(deadline) {
                Some(Landed::ForAll(outcome)) => return Turn::Done(outcome),
                Some(Landed::ForOne) => {}
                None => return Turn::TooLate,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn stale(&self) -> Option<(Arc<Fetched>, Validators)> {
        let fetched = self.outcome.as_ref().ok()?;
        let can_be_asked_for = self.validators != Validators::default();
        can_be_asked_for.then(|| (Arc::clone(fetched), self.validators.clone()))
    }

    fn bytes(&self) -> usize {
        let body = self
            .outcome
            .as_ref()
            .map_or(0, |fetched| fetched.body.len());
        body + self.validators.bytes() + ENTRY_TAKES
    }
}

impl State {
    fn keep(&mut self, key: Key, kept: Kept, most_bytes: usize) {
        self.forget(&key);
        self.bytes += kept.bytes();
        if let Some((_, pushed_out)) = self.kept.push(key, kept) {
            self.bytes -= pushed_out.bytes();
        }
        while self.bytes > most_bytes
            && let Some((_, pushed_out)) = self.kept.pop_lru()
        {
            self.bytes -= pushed_out.bytes();
        }
    }

    fn forget(&mut self, key: &Key) {
        if let Some(kept) = self.kept.pop(key) {
            self.bytes -= kept.bytes();
        }
    }
}

impl Ticket<'_> {
    /// It was fetched, and is fresh for `lifetime` from `now`; `None` where it must not be kept.
    pub fn had(
        self,
        fetched: Arc<Fetched>,
        validators: Validators,
        now: OffsetDateTime,
        lifetime: Option<Duration>,
    ) {
        let outcome = Ok(fetched);
        match lifetime {
            None => self.cache.lock().forget(&self.key),
            Some(lifetime) => self.keep(outcome.clone(), validators, now, lifetime),
        }
        self.flight.land(Landed::ForAll(outcome));
    }

    /// It failed for a reason that holds for all.
    pub fn failed(self, error: FetchError, now: OffsetDateTime) {
        let outcome = Err(error);
        self.keep(outcome.clone(), Validators::default(), now, FAILURES_FOR);
        self.flight.land(Landed::ForAll(outcome));
    }

    fn keep(
        &self,
        outcome: Outcome,
        validators: Validators,
        now: OffsetDateTime,
        lifetime: Duration,
    ) {
        let kept = Kept {
            outcome,
            from: now,
            until: now
                .checked_add(lifetime.try_into().unwrap_or_default())
                .unwrap_or(now),
            validators,
        };
        let mut state = self.cache.lock();
        state.keep(self.key.clone(), kept, self.cache.most_bytes);
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.cache.lock().under_way.remove(&self.key);
        // Has an effect only where nothing was told.
        self.flight.land(Landed::ForOne);
    }
}

impl Flight {
    fn land(&self, landed: Landed) {
        let mut place = self.landed.lock().unwrap_or_else(PoisonError::into_inner);
        place.get_or_insert(landed);
        drop(place);
        self.news.notify_all();
    }

    fn wait(&self, deadline: Instant) -> Option<Landed> {
        let mut landed = self.landed.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(landed) = landed.as_ref() {
                return Some(landed.clone());
            }
            let left = deadline.checked_duration_since(Instant::now())?;
            let woken = self.news.wait_timeout(landed, left);
            landed = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
