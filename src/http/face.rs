//! What all requests share.

use super::lanes::Lanes;
use super::limits::Limits;
use super::rate::Rates;
use super::routes::Access;
use crate::service::Service;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Takes what an operator must know and a caller must not.
type FaultLog = Box<dyn Fn(&str) + Send + Sync>;

/// The HTTP face of one service.
pub struct Face {
    pub(super) service: Arc<Service>,
    pub(super) limits: Limits,
    pub(super) lanes: Lanes,
    /// How often each client has called what is rated.
    pub(super) rates: Rates,
    /// How often each client has tried to get in.
    pub(super) doors: Rates,
    /// A permit for each byte of a request's body that is held.
    bodies: Arc<Semaphore>,
    /// The same on public routes.
    public_bodies: Arc<Semaphore>,
    /// A permit for each long document that is read or verified.
    pub(super) long_documents: Arc<Semaphore>,
    draining: AtomicBool,
    probed: Mutex<Option<(Instant, Result<(), String>)>>,
    /// When the service was last tended well, and what went wrong since; `None` where nobody tends
    /// it.
    tended: Mutex<Option<(Instant, Option<String>)>>,
    faults: FaultLog,
}

impl Face {
    /// A face of `service`; faults of ours are told on standard error.
    pub fn new(service: Arc<Service>, limits: Limits) -> Self {
        Self::with_fault_log(service, limits, |fault| eprintln!("proofmark: {fault}"))
    }

    /// A face of `service` that tells faults of ours to `faults`.
    pub fn with_fault_log(
        service: Arc<Service>,
        limits: Limits,
        faults: impl Fn(&str) + Send + Sync + 'static,
    ) -> Self {
        Self {
            lanes: Lanes::new(&limits),
            rates: Rates::new(limits.verify_rate, limits.rated_clients),
            doors: Rates::new(limits.door_rate, limits.rated_clients),
            bodies: Arc::new(Semaphore::new(limits.bodies)),
            public_bodies: Arc::new(Semaphore::new(limits.public_bodies)),
            long_documents: Arc::new(Semaphore::new(limits.long_documents)),
            service,
            limits,
            draining: AtomicBool::new(false),
            probed: Mutex::new(None),
            tended: Mutex::new(None),
            faults: Box::new(faults),
        }
    }

    /// From now on `/readyz` says that this process is going away.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
    }

    /// Whether this process is going away.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// The permits for bytes of bodies on routes of this access.
    pub(super) fn room_for_bodies(&self, access: Access) -> &Arc<Semaphore> {
        match access {
            Access::Public | Access::Page => &self.public_bodies,
            Access::Needs(_) | Access::Learner | Access::Console(_) => &self.bodies,
        }
    }

    pub(super) fn last_tended(&self) -> MutexGuard<'_, Option<(Instant, Option<String>)>> {
        self.tended.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the operator of a fault.
    pub(super) fn report(&self, fault: &str) {
        (self.faults)(fault);
    }

    /// The outcome of `probe`, or that of a moment ago: anybody may ask, and each probe writes.
    pub(super) fn probed(&self, probe: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        // Those who ask meanwhile wait for the one probe.
        let mut last = self.probed.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh =
            |at: &Instant| at.elapsed() < self.limits.probe && self.limits.probe > Duration::ZERO;
        if let Some((at, outcome)) = last.as_ref()
            && fresh(at)
        {
            return outcome.clone();
        }
        let outcome = probe();
        *last = Some((Instant::now(), outcome.clone()));
        outcome
    }
}
