//! The committer: the one thread that changes the database.
//!
//! It gathers the commits that are waiting into a group, applies them as one batch, makes the
//! batch durable once and answers them all. sled's own `flush` starts the writing but does not
//! wait until the disk has it (it calls `sync_file_range`, which neither flushes the disk's cache
//! nor writes the file's metadata), so the log is synced here before anyone is answered.
//!
//! Space in the log is used again only after the data that moved away from it is on the disk: a
//! batch frees none before it is whole, and each batch is synced before the next begins.

use super::copy::copy_rest;
use super::group::{Group, Mark, Prepared};
use super::layout;
use super::rewrite::Draft;
use super::view::View;
use super::{GROUPS, Opened, Opener, fault, io_fault, panicked};
use crate::store::{Conflict, StoreError};
use sled::Batch;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Commits that may wait for the committer; more wait for their turn to wait.
const QUEUE: usize = 256;
/// A group is closed when it has so many commits …
const GROUP_COMMITS: usize = 256;
/// … or so many bytes.
const GROUP_BYTES: u64 = 4 << 20;
/// How often the committer steps aside for a writer that is expected …
const YIELDS: usize = 16;
/// … and how long it then waits for one.
const GATHER: Duration = Duration::from_micros(300);
/// How long a commit waits before it looks whether sled has failed without telling.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a commit came to.
pub(super) type Outcome = Result<Result<(), Conflict>, StoreError>;

/// Work that waits.
struct Request {
    work: Work,
    answer: Answer,
}

/// Where to leave what work came to.
type Answer = Arc<OnceLock<Outcome>>;

/// What the committer does.
enum Work {
    /// To commit.
    Commit(Prepared),
    /// To go on with another database.
    Swap(Box<Draft>),
}

/// Commits that are made together, and what is to be done behind them.
#[derive(Default)]
struct Gathered {
    commits: Vec<Prepared>,
    answers: Vec<Answer>,
    bytes: u64,
    swap: Option<(Box<Draft>, Answer)>,
}

impl Gathered {
    fn add(&mut self, request: Request) {
        match request.work {
            Work::Commit(commit) => {
                self.bytes += commit.bytes;
                self.commits.push(commit);
                self.answers.push(request.answer);
            }
            Work::Swap(draft) => self.swap = Some((draft, request.answer)),
        }
    }

    /// Whether more may be added.
    fn is_open(&self) -> bool {
        self.swap.is_none() && self.commits.len() < GROUP_COMMITS && self.bytes < GROUP_BYTES
    }
}

/// Wakes all who wait for an answer at once: waking each on its own would take the committer
/// longer than the disk takes.
#[derive(Debug, Default)]
struct Bell {
    lock: Mutex<()>,
    rung: Condvar,
    /// How many have a commit under way.
    waiting: AtomicUsize,
}

impl Bell {
    /// Wakes all. Who looked for an answer before it was there waits already.
    fn ring(&self) {
        drop(self.lock());
        self.rung.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, ()> {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the bell, at most [`PATIENCE`]; `false` if it did not ring.
    fn wait<'b>(&self, lock: MutexGuard<'b, ()>) -> (MutexGuard<'b, ()>, bool) {
        let (lock, timeout) = self
            .rung
            .wait_timeout(lock, PATIENCE)
            .unwrap_or_else(PoisonError::into_inner);
        (lock, !timeout.timed_out())
    }
}

/// Rings when the committer's thread ends, however it ends.
struct LastRing(Arc<Bell>);

impl Drop for LastRing {
    fn drop(&mut self) {
        self.0.ring();
    }
}

/// The committer's thread, and the way to it.
#[derive(Debug)]
pub(super) struct Committer {
    queue: Option<SyncSender<Request>>,
    thread: Option<JoinHandle<()>>,
    view: Arc<View>,
    bell: Arc<Bell>,
}

impl Committer {
    /// Starts the thread.
    pub(super) fn start(
        view: Arc<View>,
        opener: Arc<Opener>,
        opened: Opened,
    ) -> Result<Self, StoreError> {
        let (queue, requests) = sync_channel(QUEUE);
        let bell = Arc::new(Bell::default());
        let worker = Worker {
            view: view.clone(),
            opener,
            opened: Some(opened),
            failed: None,
            bell: bell.clone(),
            expected: 0,
        };
        let thread = std::thread::Builder::new()
            .name("store-committer".to_owned())
            .spawn(move || {
                // What is still queued is dropped before it rings.
                let _last = LastRing(worker.bell.clone());
                let requests = requests;
                worker.work(&requests);
            })
            .map_err(|error| StoreError::Io {
                place: "start the committer".to_owned(),
                detail: error.to_string(),
            })?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
            view,
            bell,
        })
    }

    /// Hands a commit over and waits for what it comes to.
    pub(super) fn commit(&self, commit: Prepared) -> Outcome {
        self.bell.waiting.fetch_add(1, Relaxed);
        let outcome = self.wait_for(Work::Commit(commit));
        self.bell.waiting.fetch_sub(1, Relaxed);
        outcome
    }

    /// Hands over a draft of the database that lacks only what a copy still has to take in, and
    /// waits until the store goes on with it.
    pub(super) fn swap(&self, draft: Draft) -> Result<(), StoreError> {
        // It makes no commit, so there is no conflict.
        self.wait_for(Work::Swap(Box::new(draft))).map(|_| ())
    }

    fn wait_for(&self, work: Work) -> Outcome {
        let answer = Arc::new(OnceLock::new());
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        let request = Request {
            work,
            answer: Arc::clone(&answer),
        };
        queue.send(request).map_err(|_| StoreError::Closed)?;
        let mut lock = self.bell.lock();
        loop {
            if let Some(outcome) = answer.get() {
                return outcome.clone();
            }
            if Arc::strong_count(&answer) == 1 {
                // Nobody is left to answer.
                return answer.get().cloned().unwrap_or(Err(StoreError::Closed));
            }
            let (held, rung) = self.bell.wait(lock);
            lock = held;
            if !rung && answer.get().is_none() {
                // When a write of sled fails at the wrong moment, its `flush` is not woken. A
                // second `flush` finds the failure and wakes the first; on a slow disk it
                // finds nothing to do.
                drop(lock);
                let state = self.view.read();
                let _ = state.database().map(|database| database.flush());
                drop(state);
                lock = self.bell.lock();
            }
        }
    }
}

impl Drop for Committer {
    /// Waits until the committer has answered all. Nobody can be waiting for an answer here, since
    /// that takes a reference to the store.
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // The thread catches panics; what is left to do here does not depend on its end.
            let _ = thread.join();
        }
    }
}

/// What the committer's thread owns.
struct Worker {
    view: Arc<View>,
    opener: Arc<Opener>,
    /// `None` after the database could not be opened again.
    opened: Option<Opened>,
    /// Why no commits are taken.
    failed: Option<StoreError>,
    bell: Arc<Bell>,
    /// How many had a commit under way when the last group was answered: so many are soon back.
    expected: usize,
}

impl Worker {
    fn work(mut self, requests: &Receiver<Request>) {
        while let Ok(first) = requests.recv() {
            let mut gathered = Gathered::default();
            gathered.add(first);
            while gathered.is_open() {
                let Some(next) = self.next(requests, gathered.commits.len()) else {
                    break;
                };
                gathered.add(next);
            }
            if !gathered.commits.is_empty() {
                self.answer(gathered.commits, gathered.answers, gathered.bytes);
            }
            if let Some((draft, answer)) = gathered.swap {
                let outcome = self.caught("swap", |worker| worker.swap(*draft));
                // It is answered once.
                let _ = answer.set(outcome.map(Ok));
                self.bell.ring();
            }
        }
    }

    /// What `work` comes to. After a panic no more commits are taken.
    fn caught<T>(
        &mut self,
        doing: &str,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|panic| {
            let error = panicked(doing, &*panic);
            self.failed = Some(error.clone());
            Err(error)
        })
    }

    /// The next commit of a group that has `gathered` so far. What a group costs hardly grows with
    /// its size, so it is worth waiting a moment for writers that were just answered.
    fn next(&self, requests: &Receiver<Request>, gathered: usize) -> Option<Request> {
        for _ in 0..YIELDS {
            match requests.try_recv() {
                Ok(next) => return Some(next),
                Err(_) if gathered >= self.expected => return None,
                Err(_) => std::thread::yield_now(),
            }
        }
        requests.recv_timeout(GATHER).ok()
    }

    /// Commits a group and answers all of it.
    fn answer(&mut self, commits: Vec<Prepared>, answers: Vec<Answer>, bytes: u64) {
        let outcomes = self.caught("commit", |worker| worker.commit(commits, bytes));
        self.expected = self.bell.waiting.load(Relaxed);
        let count = answers.len();
        let outcomes = outcomes.unwrap_or_else(|error| vec![Err(error); count]);
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // Each is answered once.
            let _ = answer.set(outcome);
        }
        self.bell.ring();
    }

    /// Commits a group: an outcome for each, or the error that struck them all.
    fn commit(&mut self, commits: Vec<Prepared>, bytes: u64) -> Result<Vec<Outcome>, StoreError> {
        self.recover()?;
        if commits.iter().any(|commit| !commit.is_empty()) {
            self.opener.room.for_commit(bytes)?;
        }
        let mut group = Group::default();
        let state = self.view.read();
        let outcomes = commits
            .into_iter()
            .map(|commit| group.add(&state, commit).map_err(|error| self.weigh(error)))
            .collect();
        drop(state);
        if !group.is_empty() {
            self.persist(group, bytes)?;
        }
        Ok(outcomes)
    }

    /// An error of reading, with what it means for the database.
    fn weigh(&self, error: StoreError) -> StoreError {
        if let StoreError::Full { .. } = error {
            self.view.ask_to_reopen();
        }
        self.opener.room.told(error)
    }

    /// Makes a group durable, and only then shows it to readers.
    fn persist(&mut self, group: Group, bytes: u64) -> Result<(), StoreError> {
        let mark = group.mark();
        let (batch, before) = group.into_batch();
        self.view.write().hidden = before;
        let mut outcome = self.apply(batch.clone());
        if let Err(StoreError::Full { .. }) = outcome {
            outcome = self.apply_again(batch, mark, bytes);
        }
        if outcome.is_ok() || self.failed.is_none() {
            self.view.write().reveal();
        }
        outcome.map_err(|error| self.opener.room.told(error))
    }

    /// Applies a batch and waits until the disk has it. After an error no more are applied.
    fn apply(&mut self, batch: Batch) -> Result<(), StoreError> {
        let opened = self.opened.as_mut().ok_or(StoreError::Closed)?;
        opened.group += 1;
        let number = opened.group.to_be_bytes();
        let database = &opened.database;
        let applied = database
            .map
            .apply_batch(batch)
            // Behind the batch, so that who finds the number knows that the batch is there.
            .and_then(|()| database.groups.insert(GROUPS, &number))
            .and_then(|_| database.map.flush());
        let durable = applied
            .map_err(|error| fault(error, || "apply a commit".to_owned()))
            .and_then(|_| {
                let synced = database.log.sync_data();
                synced.map_err(|error| io_fault("sync", &self.opener.folder.log(), &error))
            })
            .and_then(|()| opened.witness.note(opened.group));
        self.failed = durable.clone().err();
        durable
    }

    /// Opens the database, which found the disk full while it applied `batch`, again, and applies
    /// the batch again if it is not there and there is room now. `mark` is an entry as the batch
    /// leaves it.
    fn apply_again(&mut self, batch: Batch, mark: Mark, bytes: u64) -> Result<(), StoreError> {
        self.reopen().map_err(|error| StoreError::Io {
            place: "open the database again after the disk was full".to_owned(),
            detail: error.to_string(),
        })?;
        let opened = self.opened.as_ref().ok_or(StoreError::Closed)?;
        if let Some((key, after)) = mark {
            let found = opened.database.map.get(&key);
            if found.map_err(|error| self.weigh(fault(error, || layout::place(&key))))? != after {
                self.opener.room.for_commit(bytes)?;
                return self.apply(batch);
            }
        }
        Ok(())
    }

    /// Refuses commits after a failure. Only a full disk, which leaves what was written before as
    /// it was, is got over.
    fn recover(&mut self) -> Result<(), StoreError> {
        let asked = self.view.is_asked_to_reopen();
        match &self.failed {
            None if !asked => return Ok(()),
            None | Some(StoreError::Full { .. }) => {}
            Some(error) => return Err(error.clone()),
        }
        self.reopen()?;
        self.view.write().reveal();
        Ok(())
    }

    /// Opens the database again after the disk was found full. What is hidden stays so.
    fn reopen(&mut self) -> Result<(), StoreError> {
        self.opener.room.make()?;
        let mut state = self.view.write();
        self.opened = None;
        state.database = None;
        self.failed = Some(self.opener.room.exhausted());
        let opened = self.opener.open(true)?;
        state.database = Some(opened.database.map.clone());
        drop(state);
        self.opened = Some(opened);
        self.failed = None;
        Ok(())
    }

    /// Goes on with `draft` in place of the database.
    fn swap(&mut self, mut draft: Draft) -> Result<(), StoreError> {
        self.recover()?;
        let state = self.view.read();
        copy_rest(&state, &mut |key, value| draft.put(key, value))
            .map_err(|error| self.weigh(error))?;
        drop(state);
        let opened = self.opened.as_mut().ok_or(StoreError::Closed)?;
        let database = draft.finish(opened.group).inspect_err(|error| {
            if !self.opener.folder.is_sure() {
                // What is committed now could be missing in the database that is opened next.
                self.failed = Some(error.clone());
            }
        })?;
        self.view.write().database = Some(database.map.clone());
        opened.database = database;
        Ok(())
    }
}
