//! Who may compute now. Verifying waits on other people's servers; while it does, its place among
//! those that compute is free for another.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// As many turns as may compute at once.
#[derive(Debug)]
pub struct Turns {
    free: Mutex<usize>,
    freed: Condvar,
}

/// One turn, given back when it is dropped.
#[derive(Debug)]
pub struct Turn<'t>(&'t Turns);

impl Turns {
    /// `count` turns, at least one.
    pub fn new(count: usize) -> Self {
        Self {
            free: Mutex::new(count.max(1)),
            freed: Condvar::new(),
        }
    }

    /// Waits for a turn.
    pub fn take(&self) -> Turn<'_> {
        self.enter();
        Turn(self)
    }

    fn enter(&self) {
        let mut free = self.lock();
        while *free == 0 {
            free = self
                .freed
                .wait(free)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
    }

    fn leave(&self) {
        *self.lock() += 1;
        self.freed.notify_one();
    }

    /// A count cannot be left half changed.
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
        assert_eq!(*turns.lock(), 1);
    }
}
