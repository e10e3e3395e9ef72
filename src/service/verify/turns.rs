//! Who may compute now. Verifying waits on other people's servers; while it does, its place among
//! those that compute is free for another. Those who ask have their turns one after the other,
//! however much one of them asks. Work that a stranger can make laborious has turns of its own, few
//! of them and with rests, so that it takes little from what is quickly done.

use std::cell::Cell;
use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

/// To how many ordinary turns there is one for laborious work.
const ORDINARY_TO_LABORIOUS: usize = 4;

/// As many turns as may compute at once, and a few more for laborious work.
#[derive(Debug)]
pub struct Turns {
    ordinary: Mutex<Ordinary>,
    /// From when on each of the free turns for laborious work may be taken.
    laborious: Mutex<Vec<Instant>>,
    rested: Condvar,
}

#[derive(Debug)]
struct Ordinary {
    /// While any is free nobody waits.
    free: usize,
    /// Those who wait, by the address they ask from; whose turn is next stands first.
    waiting: VecDeque<(Option<IpAddr>, VecDeque<Arc<Waiter>>)>,
}

/// A thread that waits for its turn.
#[derive(Debug)]
struct Waiter {
    thread: Thread,
    called: AtomicBool,
}

/// One turn, given back when it is dropped.
#[derive(Debug)]
pub struct Turn<'t> {
    turns: &'t Turns,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// For one who asks from this address.
    Ordinary(Option<IpAddr>),
    /// Since when it is taken.
    Laborious(Cell<Instant>),
}

impl Turns {
    /// `count` turns, at least one.
    pub fn new(count: usize) -> Self {
        let laborious = count.div_ceil(ORDINARY_TO_LABORIOUS).max(1);
        Self {
            ordinary: Mutex::new(Ordinary {
                free: count.max(1),
                waiting: VecDeque::new(),
            }),
            laborious: Mutex::new(vec![Instant::now(); laborious]),
            rested: Condvar::new(),
        }
    }

    /// Waits for a turn for one who asks from this address, as far as it is known.
    pub fn take(&self, asker: Option<IpAddr>) -> Turn<'_> {
        self.turn(Kind::Ordinary(asker))
    }

    /// Waits for a turn for laborious work, and for the end of its rest.
    pub fn take_laborious(&self) -> Turn<'_> {
        self.turn(Kind::Laborious(Cell::new(Instant::now())))
    }

    fn turn(&self, kind: Kind) -> Turn<'_> {
        self.enter(&kind);
        Turn { turns: self, kind }
    }

    fn enter(&self, kind: &Kind) {
        match kind {
            Kind::Ordinary(asker) => self.enter_ordinary(*asker),
            Kind::Laborious(since) => {
                self.enter_laborious();
                since.set(Instant::now());
            }
        }
    }

    fn enter_ordinary(&self, asker: Option<IpAddr>) {
        let mut ordinary = lock(&self.ordinary);
        if ordinary.free > 0 {
            ordinary.free -= 1;
            return;
        }
        let waiter = ordinary.line_up(asker);
        drop(ordinary);
        waiter.wait();
    }

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

    /// Gives a turn to the next who waits. One for laborious work rests for as long as the work
    /// took.
    fn leave(&self, kind: &Kind) {
        match kind {
            Kind::Ordinary(_) => lock(&self.ordinary).call_next(),
            Kind::Laborious(since) => {
                let now = Instant::now();
                lock(&self.laborious).push(now + now.duration_since(since.get()));
                self.rested.notify_one();
            }
        }
    }
}

impl Ordinary {
    /// Adds the thread that calls to those who wait.
    fn line_up(&mut self, asker: Option<IpAddr>) -> Arc<Waiter> {
        let waiter = Arc::new(Waiter {
            thread: thread::current(),
            called: AtomicBool::new(false),
        });
        let line = self.waiting.iter_mut().find(|(other, _)| *other == asker);
        match line {
            Some((_, line)) => line.push_back(Arc::clone(&waiter)),
            None => {
                let line = VecDeque::from([Arc::clone(&waiter)]);
                self.waiting.push_back((asker, line));
            }
        }
        waiter
    }

    /// Hands a turn on: the first of each line has one before the second of any.
    fn call_next(&mut self) {
        let Some((asker, mut line)) = self.waiting.pop_front() else {
            self.free += 1;
            return;
        };
        let next = line.pop_front();
        if !line.is_empty() {
            self.waiting.push_back((asker, line));
        }
        match next {
            Some(waiter) => waiter.call(),
            None => self.free += 1,
        }
    }
}

impl Waiter {
    fn call(&self) {
        self.called.store(true, Ordering::Release);
        self.thread.unpark();
    }

    fn wait(&self) {
        while !self.called.load(Ordering::Acquire) {
            thread::park();
        }
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
        struct Back<'a, 't>(&'a Turn<'t>);
        impl Drop for Back<'_, '_> {
            fn drop(&mut self) {
                self.0.turns.enter(&self.0.kind);
            }
        }
        self.turns.leave(&self.kind);
        let _back = Back(self);
        work()
    }

    /// Does `work`, which may be laborious, in a turn for such work, while others take this one.
    pub fn laboriously<T>(&self, work: impl FnOnce() -> T) -> T {
        match self.kind {
            Kind::Laborious(_) => work(),
            Kind::Ordinary(_) => self.without(|| {
                let _turn = self.turns.take_laborious();
                work()
            }),
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.leave(&self.kind);
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
            let first = turns.take(None);
            threads.spawn(|| {
                let _second = turns.take(None);
                said.send("second").unwrap();
            });
            first.without(|| assert_eq!(heard.recv().unwrap(), "second"));
        });
        assert_eq!(lock(&turns.ordinary).free, 1);
    }

    #[test]
    fn laborious_work_leaves_the_ordinary_turns_alone() {
        let turns = Turns::new(1);
        let (said, heard) = mpsc::channel();
        std::thread::scope(|threads| {
            let first = turns.take(None);
            threads.spawn(|| {
                let _second = turns.take(None);
                said.send("second").unwrap();
            });
            first.laboriously(|| {
                assert_eq!(heard.recv().unwrap(), "second");
                assert!(lock(&turns.laborious).is_empty());
            });
        });
        assert_eq!(lock(&turns.ordinary).free, 1);
        assert_eq!(lock(&turns.laborious).len(), 1);
    }

    #[test]
    fn work_that_panics_gives_its_turns_back() {
        let turns = Turns::new(1);
        let panicking = || turns.take(None).laboriously(|| panic!("on purpose"));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(panicking)).is_err());
        turns.take(None).laboriously(|| ());
        assert_eq!(lock(&turns.ordinary).free, 1);
    }

    #[test]
    fn one_who_asks_much_does_not_keep_others_from_their_turns() {
        let turns = Turns::new(1);
        let first = turns.take(None);
        let many: Option<IpAddr> = Some([192, 0, 2, 1].into());
        let few: Option<IpAddr> = Some([192, 0, 2, 2].into());
        let mut line = lock(&turns.ordinary);
        let waiters = [many, many, many, few].map(|asker| line.line_up(asker));
        drop(line);
        drop(first);
        let called = || {
            waiters
                .each_ref()
                .map(|one| one.called.load(Ordering::Acquire))
        };
        assert_eq!(called(), [true, false, false, false]);
        lock(&turns.ordinary).call_next();
        assert_eq!(called(), [true, false, false, true]);
        lock(&turns.ordinary).call_next();
        lock(&turns.ordinary).call_next();
        assert_eq!(called(), [true; 4]);
        lock(&turns.ordinary).call_next();
        assert_eq!(lock(&turns.ordinary).free, 1);
    }
}
