//! The committer: the one thread that changes the database.
//!
//! It gathers the commits that are waiting into a group, applies them as one batch, makes the
//! batch durable once and answers them all. sled's own `flush` starts the writing but does not
//! wait until the disk has it (it calls `sync_file_range`, which neither flushes the disk's cache
//! nor writes the file's metadata), so the log is synced here before anyone is answered.
//!
//! Space in the log is used again only after the data that moved away from it is on the disk: a
//! batch frees none before it is whole, and each batch is synced before the next begins.

use super::group::{Group, Prepared};
use super::view::View;
use super::{Opener, fault, io_fault, is_full, panicked};
use crate::store::{Conflict, StoreError};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Commits that may wait for the committer; more wait for their turn to wait.
const QUEUE: usize = 256;
/// A group is closed when it has so many commits …
const GROUP_COMMITS: usize = 256;
/// … or so many bytes.
const GROUP_BYTES: u64 = 4 << 20;
/// How long a commit waits before it looks whether sled has failed without telling.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a commit came to.
pub(super) type Outcome = Result<Result<(), Conflict>, StoreError>;

/// A commit that waits.
struct Request {
    commit: Prepared,
    answer: SyncSender<Outcome>,
}

/// The committer's thread, and the way to it.
#[derive(Debug)]
pub(super) struct Committer {
    queue: Option<SyncSender<Request>>,
    thread: Option<JoinHandle<()>>,
    view: Arc<View>,
}

impl Committer {
    /// Starts the thread. `log` is sled's log, opened to be synced.
    pub(super) fn start(view: Arc<View>, opener: Opener, log: File) -> Result<Self, StoreError> {
        let (queue, requests) = sync_channel(QUEUE);
        let worker = Worker {
            view: view.clone(),
            opener,
            log: Some(log),
            failed: None,
        };
        let thread = std::thread::Builder::new()
            .name("store-committer".to_owned())
            .spawn(move || worker.work(&requests))
            .map_err(|error| StoreError::Io {
                place: "start the committer".to_owned(),
                detail: error.to_string(),
            })?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
            view,
        })
    }

    /// Hands a commit over and waits for what it comes to.
    pub(super) fn commit(&self, commit: Prepared) -> Outcome {
        let (answer, outcome) = sync_channel(1);
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        let request = Request { commit, answer };
        queue.send(request).map_err(|_| StoreError::Closed)?;
        loop {
            match outcome.recv_timeout(PATIENCE) {
                Ok(outcome) => return outcome,
                Err(RecvTimeoutError::Disconnected) => return Err(StoreError::Closed),
                // When a write of sled fails at the wrong moment, its `flush` is not woken. A
                // second `flush` finds the failure and wakes the first; on a slow disk it
                // finds nothing to do.
                Err(RecvTimeoutError::Timeout) => {
                    let database = self.view.read().database.clone();
                    let _ = database.map(|database| database.flush());
                }
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
    opener: Opener,
    /// sled's log; `None` while the database is not open.
    log: Option<File>,
    /// Why no commits are taken.
    failed: Option<StoreError>,
}

impl Worker {
    fn work(mut self, requests: &Receiver<Request>) {
        while let Ok(first) = requests.recv() {
            let mut bytes = first.commit.bytes;
            let mut group = vec![first];
            while group.len() < GROUP_COMMITS && bytes < GROUP_BYTES {
                let Ok(next) = requests.try_recv() else { break };
                bytes += next.commit.bytes;
                group.push(next);
            }
            self.answer(group, bytes);
        }
    }

    /// Commits a group and answers all of it.
    fn answer(&mut self, group: Vec<Request>, bytes: u64) {
        let (commits, answers): (Vec<_>, Vec<_>) = group
            .into_iter()
            .map(|request| (request.commit, request.answer))
            .unzip();
        let outcomes = catch_unwind(AssertUnwindSafe(|| self.commit(commits, bytes)))
            .unwrap_or_else(|panic| {
                let error = panicked("commit", &*panic);
                self.failed = Some(error.clone());
                Err(error)
            });
        // Who has gone away needs no answer.
        match outcomes {
            Ok(outcomes) => {
                for (answer, outcome) in answers.into_iter().zip(outcomes) {
                    let _ = answer.send(outcome);
                }
            }
            Err(error) => {
                for answer in answers {
                    let _ = answer.send(Err(error.clone()));
                }
            }
        }
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
            .map(|commit| group.add(&state, commit))
            .collect();
        drop(state);
        if group.is_empty() {
            return Ok(outcomes);
        }
        if let Err(error) = self.persist(group) {
            self.failed = Some(error.clone());
            return Err(error);
        }
        Ok(outcomes)
    }

    /// Applies a group and makes it durable, and only then shows it to readers.
    fn persist(&mut self, group: Group) -> Result<(), StoreError> {
        let (batch, before) = group.into_batch();
        let mut state = self.view.write();
        state.hidden = before;
        let database = state.database()?.clone();
        drop(state);
        let applied = database.apply_batch(batch).and_then(|()| database.flush());
        applied.map_err(|error| {
            if is_full(&error) {
                return self.opener.room.exhausted();
            }
            fault(error, || "apply a commit".to_owned())
        })?;
        let log = self.log.as_ref().ok_or(StoreError::Closed)?;
        log.sync_data()
            .map_err(|error| io_fault("sync", &self.opener.folder.log(), &error))?;
        self.view.write().hidden.clear();
        Ok(())
    }

    /// Refuses commits after a failure. Only after a full disk, which leaves what was written
    /// before as it was, is the database opened again, once there is room.
    fn recover(&mut self) -> Result<(), StoreError> {
        match &self.failed {
            None => return Ok(()),
            Some(StoreError::Full { .. }) => {}
            Some(error) => return Err(error.clone()),
        }
        self.opener.room.for_commit(0)?;
        let mut state = self.view.write();
        self.log = None;
        state.database = None;
        let (database, log) = self.opener.open()?;
        state.database = Some(database);
        state.hidden.clear();
        drop(state);
        self.log = Some(log);
        self.failed = None;
        Ok(())
    }
}
