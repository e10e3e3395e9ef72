//! The verbs: the only place where the floors below meet.
//!
//! One file or folder a verb: [`frameworks`] and the [`catalog`] of what is published of them;
//! [`assess`], [`sheets`], [`cohorts`], [`preflight`], [`issue`], [`facts`], [`verify`], [`receipts`];
//! [`achievements`], [`search`], [`lifecycle`] and [`status_lists`] for what was issued, [`jobs`] for
//! what is done to many; [`issuers`], [`keys`], [`api_keys`], [`people`] for who issues; [`learners`],
//! [`claims`], [`letters`], [`export`], [`erasure`] for whom; [`my_record`], [`take`], [`carry`], [`shares`] for
//! what these do with it; [`audit`], [`backup`], [`fsck`] for what is kept.
//! A [`Service`] holds what they share. All calls block; the HTTP face makes them from threads
//! that may.

pub mod achievements;
mod actor;
pub mod api_keys;
pub mod assess;
pub mod audit;
pub mod backup;
pub mod carry;
pub mod catalog;
pub mod claims;
pub mod cohorts;
pub mod credentials;
pub mod erasure;
mod error;
pub mod export;
pub mod facts;
pub mod frameworks;
pub mod fsck;
pub mod holdings;
pub mod issue;
pub mod issuers;
pub mod jobs;
mod key_access;
pub mod keyring;
pub mod keys;
pub mod learners;
pub mod letters;
pub mod lifecycle;
pub mod my_record;
mod open;
pub mod people;
pub mod pictures;
pub mod preflight;
pub mod receipts;
pub mod search;
pub mod sessions;
pub mod shares;
pub mod sheets;
pub mod sign_in;
pub mod status_lists;
pub mod take;
mod tend;
pub mod verify;

pub use actor::{Actor, Caller};
pub use error::{ServiceError, StoreTrouble};
pub use open::{Fetching, resolver};

use crate::assessment::LevelPolicy;
use crate::audit::{Act, Entry};
use crate::clock::Clock;
use crate::confidential::DeploymentKey;
use crate::id::{Rng, time_ordered_uuid};
use crate::identity::Signer;
use crate::jsonld::Contexts;
use crate::jsonld::canon::Budget;
use crate::proof::{Processor, Signers};
use crate::resolver::{Closed, Resolver};
use crate::store::Store;
use catalog::Catalog;
use frameworks::pending::Pending;
use key_access::KeyAccess;
use learners::LearnerKeys;
use letters::Letters;
use pictures::Rasters;
use search::Filling;
use shares::ShareViews;
use sign_in::OpenIdSignIn;
use status_lists::StatusLists;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use time::OffsetDateTime;
use uuid::Uuid;
use verify::{TrustedIssuers, Turns};

/// What an operator chooses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServiceSettings {
    /// The URL under which the public reaches this deployment.
    pub public_url: Option<String>,
    /// The name of the issuer that is made on first start.
    pub issuer_name: Option<String>,
    /// Whether a new issuer is a `did:key` although there is a public URL.
    pub prefer_did_key: bool,
    /// The issuer's level policy, where neither assessment nor framework has one.
    pub policy: Option<LevelPolicy>,
}

/// The verbs, and what they share.
pub struct Service {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    rng: Mutex<Box<dyn Rng>>,
    settings: ServiceSettings,
    /// The unlocked keys, by the DID they sign for.
    signers: RwLock<HashMap<String, Signers>>,
    /// Held for reading by whoever signs, for writing by whoever changes keys.
    key_changes: RwLock<()>,
    /// What unlocks and makes keys, once an issuer was opened.
    key_access: RwLock<Option<Arc<KeyAccess>>>,
    /// The unlocked audit key.
    audit_signer: RwLock<Option<Arc<dyn Signer>>>,
    /// The unlocked key that wraps learners' keys.
    deployment_key: RwLock<Option<DeploymentKey>>,
    /// Learners' keys that were last in use.
    learner_keys: LearnerKeys,
    /// Held by whoever erases learners.
    erasing: Mutex<()>,
    /// Whether this process has not looked yet what another one left of an erasure.
    erasures_unseen: AtomicBool,
    /// The folder beside whose store documents are published; none of a store in memory.
    data: Option<PathBuf>,
    /// The folder for backups that are made while the service runs, if there is one.
    backups: Option<PathBuf>,
    /// Held by whoever makes one of these.
    backing_up: Mutex<()>,
    /// Why nothing may be added to the audit log, where that is so.
    broken_log: RwLock<Option<String>>,
    /// Held by whoever seals the audit log.
    sealing: Mutex<()>,
    /// Frameworks that somebody looks at before they confirm them.
    pending_frameworks: Pending,
    /// Held by whoever changes who may be an admin.
    ways_in: Mutex<()>,
    /// How people sign in by OpenID Connect, where they do.
    openid: Option<OpenIdSignIn>,
    /// Whoever fetches other people's documents.
    resolver: Arc<dyn Resolver>,
    /// The issuers that the operator trusts.
    trusted_issuers: TrustedIssuers,
    /// Who may compute now among those who verify.
    turns: Turns,
    /// The status lists in memory.
    status_lists: StatusLists,
    /// What is published of frameworks.
    catalog: Catalog,
    /// How far the register of credentials is filled.
    filling: Filling,
    /// Held by whoever goes on with jobs.
    working: Mutex<()>,
    /// The looks at shared pages that are not on record yet.
    share_views: ShareViews,
    /// The letters that go out.
    letters: Letters,
    /// The pictures of levels that were asked for last.
    rasters: Rasters,
}

impl Service {
    /// A service over `store`. It fetches nothing and trusts nobody until it is told to.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        rng: Box<dyn Rng>,
        settings: ServiceSettings,
    ) -> Self {
        Self {
            store,
            clock,
            rng: Mutex::new(rng),
            settings,
            signers: RwLock::default(),
            key_changes: RwLock::default(),
            key_access: RwLock::default(),
            audit_signer: RwLock::default(),
            deployment_key: RwLock::default(),
            learner_keys: LearnerKeys::default(),
            erasing: Mutex::default(),
            erasures_unseen: AtomicBool::new(true),
            data: None,
            backups: None,
            backing_up: Mutex::default(),
            broken_log: RwLock::default(),
            sealing: Mutex::default(),
            pending_frameworks: Pending::default(),
            ways_in: Mutex::default(),
            openid: None,
            resolver: Arc::new(Closed),
            trusted_issuers: TrustedIssuers::default(),
            turns: Turns::new(std::thread::available_parallelism().map_or(1, usize::from)),
            status_lists: StatusLists::default(),
            catalog: Catalog::default(),
            filling: Filling::default(),
            working: Mutex::default(),
            share_views: ShareViews::default(),
            letters: Letters::default(),
            rasters: Rasters::default(),
        }
    }

    /// The same service, which has other people's documents fetched by `resolver`.
    #[must_use]
    pub fn fetching_with(mut self, resolver: Arc<dyn Resolver>) -> Self {
        self.resolver = resolver;
        self
    }

    /// The same service, which publishes documents and status lists in the folder `data`.
    #[must_use]
    pub fn publishing_in(mut self, data: impl Into<PathBuf>) -> Self {
        let data = data.into();
        let folder = data.join(status_lists::PUBLISHED_FOLDER);
        self.status_lists = self.status_lists.publishing_in(folder);
        self.data = Some(data);
        self
    }

    /// The same service, which writes backups into `folder` when it is asked to.
    #[must_use]
    pub fn backing_up_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.backups = Some(folder.into());
        self
    }

    /// The same service, whose operator trusts these issuers.
    #[must_use]
    pub fn trusting(mut self, issuers: TrustedIssuers) -> Self {
        self.trusted_issuers = issuers;
        self
    }

    /// The same service, in which at most `count` verifications compute at once.
    #[must_use]
    pub fn computing(mut self, count: usize) -> Self {
        self.turns = Turns::new(count);
        self
    }

    /// What the operator chose.
    pub fn settings(&self) -> &ServiceSettings {
        &self.settings
    }

    /// Whether the store can take commits now.
    ///
    /// # Errors
    /// [`ServiceError::Store`] when it cannot.
    pub fn health(&self) -> Result<(), ServiceError> {
        Ok(self.store.health()?)
    }

    fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    fn contexts(&self) -> &'static Contexts {
        Contexts::on_board()
    }

    fn processor(&self) -> Processor<'static> {
        Processor {
            contexts: self.contexts(),
            budget: Budget::DEFAULT,
        }
    }

    fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// Draws from the service's randomness. A thread that panicked while drawing has left nothing
    /// half done.
    fn draw<T>(&self, draw: impl FnOnce(&mut dyn Rng) -> T) -> T {
        let mut rng = self.rng.lock().unwrap_or_else(PoisonError::into_inner);
        draw(rng.as_mut())
    }

    fn random(&self, bytes: &mut [u8]) {
        self.draw(|rng| rng.fill(bytes));
    }

    /// A new entry for the audit log: what `actor` does to `object` now.
    fn entry(&self, actor: &Actor, act: Act, object: String) -> Entry {
        Entry::new(self.next_key(), self.now(), actor, act, object)
    }

    /// A new time-ordered key for the store.
    fn next_key(&self) -> Uuid {
        let now = self.now();
        self.draw(|rng| time_ordered_uuid(now, rng))
    }
}
