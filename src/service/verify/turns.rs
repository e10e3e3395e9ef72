//! Who may compute now. Verifying waits on other people's servers; while it does, its place among
//! those that compute is free for another. Work that a stranger can make laborious has places of
//! its own, few of them and with rests, so that it takes little from what is quickly done.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// To how many ordinary turns there is one for laborious work.
const ORDINARY_TO_LABORIOUS: usize = 4;

/// As many turns as may compute at once, and a few more for laborious work.
#[derive(Debug)]
pub struct Turns {
    free: Mutex<usize>,
    freed: Condvar,
    /// From when on each of the free turns for laborious work may be taken.
    laborious: Mutex<Vec<Instant>>,
    rested: Condvar,
}

/// One turn, given back when it is dropped.
#[derive(Debug)]
pub struct Turn<'t>(&'t Turns);

impl Turns {
    /// `count` turns, at least one.
    pub fn new(count: usize) -> Self {
        let laborious = count.div_ceil(ORDINARY_TO_LABORIOUS).max(1);
        Self {
            free: Mutex::new(count.max(1)),
            freed: Condvar::new(),
            laborious: Mutex::new(vec![Instant::now(); laborious]),
            rested: Condvar::new(),
        }
    }

    /// Waits for a turn.
    pub fn take(&self) -> Turn<'_> {
        self.enter();
        Turn(self)
    }

    fn enter(&self) {
        let mut free = lock(&self.free);
        while *free == 0 {
            free = self
                .freed
                .wait(free)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
    }

    fn leave(&self) {
        *lock(&self.free) += 1;
        self.freed.notify_one();
    }

    /// Waits for a turn for laborious work, and for the end of its rest.
    fn enter_laborious(&self) {
        let mut free = lock(&self.laborious);
        loop {
            let now = Instant::now();
            let next = free.iter().enumerate().min_by_key(|(_, ready)| **ready);
            free = match next.map(|(place, ready)| (place, ready.duration_since(now))) {
                None => self
                    .rested
                    .wait(free)
                    .unwrap_or_else(PoisonError::into_inner),
                Some((place, Duration::ZERO)) => {
                    free.swap_remove(place);
                    return;
                }
                Some((_, rest)) => {
                    let woken = self.rested.wait_timeout(free, rest);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// Gives a turn for laborious work back, which rests for as long as the work took.
    fn leave_laborious(&self, began: Instant) {
        let now = Instant::now();
        lock(&self.laborious).push(now + now.duration_since(began));
        self.rested.notify_one();
    }
}

/// What is behind these locks cannot be left half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turn<'_> {
    /// Does `work`, which only waits, while others take this turn.
    pub fn without<T>(&self, work: impl FnOnce() -> T) -> T {
        /// Takes the turn back even when `work` panics, for dropping it will give it away.
        struct Back<'t>(&'t Turns);
        impl Drop for Back<'_> {
            fn drop(&mut self) {
                self.0.enter();
            }
        }
        self.0.leave();
        let _back = Back(self.0);
        work()
    }

    /// Does `work`, which may be laborious, in a turn for such work, while others take this one.
    pub fn laboriously<T>(&self, work: impl FnOnce() -> T) -> T {
        /// Gives the turn back even when `work` panics.
        struct Rest<'t>(&'t Turns, Instant);
        impl Drop for Rest<'_> {
            fn drop(&mut self) {
                self.0.leave_laborious(self.1);
            }
        }
        self.without(|| {
            self.0.enter_laborious();
            let _rest = Rest(self.0, Instant::now());
            work()
        })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.leave();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn whoever_waits_for_others_lets_one_compute() {
        let turns = Turns::new(1);
        let (said, heard) = mpsc::channel();
        std::thread::scope(|threads| {
            let first = turns.take();
            threads.spawn(|| {
                let _second = turns.take();
                said.send("second").unwrap();
            });
            first.without(|| assert_eq!(heard.recv().unwrap(), "second"));
        });
        assert_eq!(*lock(&turns.free), 1);
    }

    #[test]
    fn laborious_work_leaves_the_ordinary_turns_alone() {
        let turns = Turns::new(1);
        let (said, heard) = mpsc::channel();
        std::thread::scope(|threads| {
            let first = turns.take();
            threads.spawn(|| {
                let _second = turns.take();
                said.send("second").unwrap();
            });
            first.laboriously(|| {
                assert_eq!(heard.recv().unwrap(), "second");
                assert!(lock(&turns.laborious).is_empty());
            });
        });
        assert_eq!(*lock(&turns.free), 1);
        assert_eq!(lock(&turns.laborious).len(), 1);
    }

    #[test]
    fn work_that_panics_gives_its_turns_back() {
        let turns = Turns::new(1);
        let panicking = || turns.take().laboriously(|| panic!("on purpose"));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panicking)).is_err());
        turns.take().laboriously(|| ());
        assert_eq!(*lock(&turns.free), 1);
    }
}
