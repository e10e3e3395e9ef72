//! Where the asynchronous world calls the verbs, which block: the only such place.
//!
//! Lanes, so that a flood of public verifications takes no room from issuing, credentials that
//! others wrote, which may be laborious, take none from what waits on the store, long documents
//! none from those of the usual length, and frameworks that are fetched none from anything else. Each runs a
//! bounded number of calls and lets a bounded number wait; beyond that a call is refused at once
//! instead of piling up.

use super::frameworks::request::LONGEST as LONGEST_IMPORT_REQUEST;
use super::limits::Limits;
use crate::service::verify::LONG_DOCUMENT;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Where a handler runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Where the request was read: it neither blocks nor computes.
    Here,
    /// Among the calls that wait on the store.
    Store,
    /// Among the issuings of credentials that callers wrote: they compute, and then wait on the
    /// store.
    Issue,
    /// Among the imports that may have to wait for other people's servers; one that came with its
    /// document waits on the store.
    Import,
    /// Among the verifications, which compute or wait for other people's servers.
    Proof,
    /// Among the verifications of long documents.
    LongProof,
}

impl Lane {
    /// The lane of a call with a body of `length` bytes.
    pub(super) fn for_body(self, length: usize) -> Self {
        match self {
            Lane::Proof if length > LONG_DOCUMENT => Lane::LongProof,
            Lane::Import if length > LONGEST_IMPORT_REQUEST => Lane::Store,
            lane => lane,
        }
    }
}

/// Why a call has no outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoOutcome {
    /// Too many are waiting already. The call was not made.
    Busy,
    /// The call panicked: our defect.
    Panicked,
}

/// How many verifications may be under way at once. Most of them wait: for a server, or for their
/// turn to compute, of which the service has as many as there are processors.
const VERIFICATIONS: usize = 64;

/// How many frameworks may be fetched at once: they are large, and whoever may import is trusted not
/// to do so all the time.
const IMPORTS: usize = 4;

/// To how many processors there is one for long documents.
const PROCESSORS_TO_LONG: usize = 4;

/// The lanes.
pub(super) struct Lanes {
    store: Pool,
    issue: Pool,
    import: Pool,
    proof: Pool,
    long_proof: Pool,
}

impl Lanes {
    pub(super) fn new(limits: &Limits) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let or = |chosen: usize, default: usize| match chosen {
            0 => default,
            chosen => chosen,
        };
        Self {
            store: Pool::new(limits.store_calls, limits.queue),
            issue: Pool::new(or(limits.issuings, 2 * processors), limits.queue),
            import: Pool::new(IMPORTS, limits.queue),
            proof: Pool::new(or(limits.verifications, VERIFICATIONS), limits.queue),
            long_proof: Pool::new(processors.div_ceil(PROCESSORS_TO_LONG), limits.queue),
        }
    }

    /// The outcome of `work`, made in `lane`. A call that nobody waits for any more is not begun;
    /// one that has begun is finished.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NoOutcome> {
        match lane {
            Lane::Here => Ok(work()),
            Lane::Store => self.store.run(work).await,
            Lane::Issue => self.issue.run(work).await,
            Lane::Import => self.import.run(work).await,
            Lane::Proof => self.proof.run(work).await,
            Lane::LongProof => self.long_proof.run(work).await,
        }
    }
}

/// A bounded number of threads and a bounded queue before them.
struct Pool {
    /// A permit for each call that runs or waits.
    room: Arc<Semaphore>,
    /// A permit for each call that runs.
    threads: Arc<Semaphore>,
}

impl Pool {
    fn new(threads: usize, queue: usize) -> Self {
        Self {
            room: Arc::new(Semaphore::new(threads + queue)),
            threads: Arc::new(Semaphore::new(threads)),
        }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NoOutcome> {
        let busy = |_| NoOutcome::Busy;
        let room = Arc::clone(&self.room).try_acquire_owned().map_err(busy)?;
        // The semaphores are never closed.
        let thread = Arc::clone(&self.threads).acquire_owned().await;
        let thread = thread.map_err(|_| NoOutcome::Busy)?;
        let call = tokio::task::spawn_blocking(move || {
            // Held by the call and not by the one who waits for it, who may go away first.
            let _held = (room, thread);
            work()
        });
        call.await.map_err(|_| NoOutcome::Panicked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_documents_leave_the_lane_of_verifications() {
        assert_eq!(Lane::Proof.for_body(LONG_DOCUMENT), Lane::Proof);
        assert_eq!(Lane::Proof.for_body(LONG_DOCUMENT + 1), Lane::LongProof);
        assert_eq!(Lane::Issue.for_body(LONG_DOCUMENT + 1), Lane::Issue);
    }

    #[test]
    fn an_import_that_cannot_name_an_address_waits_on_the_store() {
        let longest = LONGEST_IMPORT_REQUEST;
        assert_eq!(Lane::Import.for_body(longest), Lane::Import);
        assert_eq!(Lane::Import.for_body(longest + 1), Lane::Store);
    }
}
