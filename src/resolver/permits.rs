//! How many fetches there are at once, in the whole process and to one host.
//!
//! A permit is held until nothing of the fetch is left, also not a look-up of its name that the
//! system is still busy with: so the threads are bounded that wait for somebody's name server.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;

/// Gives permits.
#[derive(Debug)]
pub(super) struct Permits {
    shared: Arc<Shared>,
    at_once: usize,
    at_once_for_a_host: usize,
}

#[derive(Debug, Default)]
struct Shared {
    given: Mutex<Given>,
    one_is_back: Condvar,
}

#[derive(Debug, Default)]
struct Given {
    all: usize,
    by_host: HashMap<String, usize>,
}

/// The leave to fetch from one host. It goes back when it is dropped.
#[derive(Debug)]
pub(super) struct Permit {
    shared: Arc<Shared>,
    host: String,
}

impl Permits {
    pub fn new(at_once: usize, at_once_for_a_host: usize) -> Self {
        Self {
            shared: Arc::default(),
            at_once,
            at_once_for_a_host,
        }
    }

    /// A permit for `host`, once there is one; `None` when there was none until `deadline`.
    pub fn wait(&self, host: &str, deadline: Instant) -> Option<Permit> {
        let given = &self.shared.given;
        let mut given = given.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let of_host = given.by_host.get(host).copied().unwrap_or_default();
            if given.all < self.at_once && of_host < self.at_once_for_a_host {
                given.all += 1;
                given.by_host.insert(host.to_owned(), of_host + 1);
                return Some(Permit {
                    shared: Arc::clone(&self.shared),
                    host: host.to_owned(),
                });
            }
            let left = deadline.checked_duration_since(Instant::now())?;
            let woken = self.shared.one_is_back.wait_timeout(given, left);
            given = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let given = &self.shared.given;
        let mut given = given.lock().unwrap_or_else(PoisonError::into_inner);
        given.all -= 1;
        let of_host = given.by_host.remove(&self.host).unwrap_or_default();
        if of_host > 1 {
            given
                .by_host
                .insert(std::mem::take(&mut self.host), of_host - 1);
        }
        drop(given);
        self.shared.one_is_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_so_many_and_no_more_and_they_come_back() {
        let permits = Permits::new(3, 2);
        let now = Instant::now();
        let first = permits.wait("a.example", now);
        let second = permits.wait("a.example", now);
        assert!(first.is_some() && second.is_some());
        assert!(permits.wait("a.example", now).is_none());
        let third = permits.wait("b.example", now);
        assert!(third.is_some());
        assert!(permits.wait("c.example", now).is_none());
        drop(first);
        assert!(permits.wait("c.example", now).is_some());
        assert!(permits.wait("a.example", now).is_some());
    }

    #[test]
    fn who_waits_is_woken() {
        let permits = Permits::new(1, 1);
        let far = Instant::now() + std::time::Duration::from_secs(600);
        let held = permits.wait("a.example", far);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| permits.wait("b.example", far).is_some());
            drop(held);
            assert!(waiting.join().unwrap());
        });
    }
}
