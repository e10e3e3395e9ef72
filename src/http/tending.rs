//! What the program does by itself while it serves: it publishes the status lists that changed, makes
//! the catalog of frameworks before anybody has to wait for it, delivers the letters that learners
//! asked for, and goes on with the jobs.
//!
//! A thread of its own looks after each several times a second. Whether the first still does is part
//! of readiness: a revocation that is on record and never published would be none.

use super::face::Face;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The threads that tend a service. Dropping it waits for the last look, which publishes whatever
/// is not public yet.
#[derive(Debug)]
pub struct Tending {
    _parts: [Part; 4],
}

/// A thread that goes on until it is dropped.
#[derive(Debug)]
struct Part {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Tending {
    /// How long it rests between two looks.
    pub const REST: Duration = Duration::from_millis(250);
}

impl Face {
    /// Tends the service from now on, until what this gives is dropped.
    #[must_use = "the service is tended only as long as this is kept"]
    pub fn tend(self: &Arc<Self>) -> Tending {
        self.tended(Ok(Vec::new()));
        let [lists, catalog, letters, jobs] = [(); 4].map(|()| Arc::clone(self));
        Tending {
            _parts: [
                Part::new(move |stopped| {
                    while is_rested(stopped) {
                        lists.look(|| lists.service.tend());
                    }
                    lists.look(|| lists.service.tend_at_last());
                }),
                Part::new(move |stopped| {
                    // The lists do not wait for a catalog of many frameworks. Where it cannot be
                    // made, whoever asks for it is told why.
                    while is_rested(stopped) {
                        let warm = || catalog.service.warm_catalog();
                        let _ = catch_unwind(AssertUnwindSafe(warm));
                    }
                }),
                Part::new(move |stopped| {
                    // What is done to many waits for nothing else, and nothing else for it.
                    let mut told = None;
                    while is_rested(stopped) {
                        while jobs.go_on_with_jobs(&mut told) && !is_stopped(stopped) {}
                    }
                }),
                // A mail server may take its time, and nobody else waits for it.
                Part::new(move |stopped| {
                    while is_rested(stopped) {
                        let deliver = || letters.service.deliver();
                        let told = catch_unwind(AssertUnwindSafe(deliver));
                        let told = told.unwrap_or_else(|_| vec!["delivering panicked".to_owned()]);
                        told.iter().for_each(|fault| letters.report(fault));
                    }
                }),
            ],
        }
    }

    /// One look. A panic is told, and the next look is made as if nothing had been.
    fn look<E: std::fmt::Display>(&self, look: impl FnOnce() -> Result<Vec<String>, E>) {
        let outcome = catch_unwind(AssertUnwindSafe(look));
        self.tended(match outcome {
            Ok(Ok(faults)) => Ok(faults),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("tending the service panicked".to_owned()),
        });
    }

    /// Goes on with the jobs for a while; whether there is more to do now. What keeps them from
    /// going on is told once.
    fn go_on_with_jobs(&self, told: &mut Option<String>) -> bool {
        let work = || self.service.go_on_with_jobs();
        let fault = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(more)) => {
                *told = None;
                return more;
            }
            Ok(Err(error)) => format!("a job does not go on: {error}"),
            Err(_) => "a job panicked".to_owned(),
        };
        if told.as_ref() != Some(&fault) {
            self.report(&fault);
        }
        *told = Some(fault);
        false
    }

    fn tended(&self, outcome: Result<Vec<String>, String>) {
        let mut tended = self.last_tended();
        match outcome {
            Ok(faults) => {
                faults.iter().for_each(|fault| self.report(fault));
                *tended = Some((Instant::now(), None));
            }
            Err(fault) => {
                // The same fault comes four times a second: it is told once.
                let told = tended.as_ref().and_then(|(_, told)| told.as_ref());
                if told != Some(&fault) {
                    self.report(&fault);
                }
                let well = tended.as_ref().map_or_else(Instant::now, |(at, _)| *at);
                *tended = Some((well, Some(fault)));
            }
        }
    }

    /// Why the service is not tended as it should be, where it is tended at all.
    pub(super) fn untended(&self) -> Option<String> {
        let tended = self.last_tended();
        let (at, fault) = tended.as_ref()?;
        let late = at.elapsed() > self.limits.tended;
        late.then(|| {
            let why = fault.as_deref().unwrap_or("it is still under way");
            format!("the last look after the service that went well is long ago: {why}")
        })
    }
}

/// Whether that was the end.
fn is_stopped(stopped: &Receiver<()>) -> bool {
    stopped.try_recv() == Err(TryRecvError::Disconnected)
}

/// Rests; `false` where that was the end.
fn is_rested(stopped: &Receiver<()>) -> bool {
    stopped.recv_timeout(Tending::REST) == Err(RecvTimeoutError::Timeout)
}

impl Part {
    fn new(work: impl FnOnce(&Receiver<()>) + Send + 'static) -> Self {
        let (stop, stopped) = channel();
        Self {
            stop: Some(stop),
            thread: Some(thread::spawn(move || work(&stopped))),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A look catches its panics.
            let _ = thread.join();
        }
    }
}
