//! Sealing the audit log: open entries get their numbers, the tree grows, a checkpoint is signed.
//!
//! Whoever changes something only puts an open entry into the commit of the change, and waits for
//! nobody. Sealing is one commit a batch, which moves the entries, the hashes and the checkpoint
//! together: after a crash at any point an entry is either open or sealed, never both and never
//! gone. `proofs` is what others can ask of the log, `check` goes through all of it.

mod check;
mod proofs;

pub use check::{AuditFault, AuditReport};
pub use proofs::{AuditPage, KnownEntries, SealedEntry};

use super::{Service, ServiceError};
use crate::audit::{AuditError, Checkpoint, Entry, Growth, Tree};
use crate::identity::{Signer, multikey};
use crate::records::RecordError;
use crate::records::audit::{self as records, LogRecord};
use crate::store::{Scan, Store};
use ed25519_dalek::VerifyingKey;
use fail::fail_point;
use std::sync::{Arc, MutexGuard, PoisonError};
use url::Url;

/// How many entries one commit seals at most: whoever issues meanwhile waits for no more.
const BATCH: usize = 512;

/// How many batches one call seals at most, so that it ends however much comes meanwhile.
const BATCHES: usize = 16;

/// What was sealed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sealing {
    /// How many entries.
    pub sealed: u64,
    /// The last checkpoint that was signed for them; `None` when there was nothing to seal, or the
    /// audit key is locked: then the entries wait.
    pub checkpoint: Option<String>,
    /// Whether so much is open still that another call is worth it.
    pub more: bool,
}

/// A log, its value in the store, and what its last checkpoint says.
struct Sealed {
    log: LogRecord,
    value: Vec<u8>,
    checkpoint: Checkpoint,
}

impl From<AuditError> for ServiceError {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Signer(reason) => ServiceError::Key(reason),
            other => RecordError::from(other).into(),
        }
    }
}

impl Service {
    /// Has checkpoints signed by `signer` from now on.
    pub fn keep_audit_signer(&self, signer: Arc<dyn Signer>) {
        let kept = self.audit_signer.write();
        *kept.unwrap_or_else(PoisonError::into_inner) = Some(signer);
    }

    /// Seals what is open, up to some thousands of entries. What comes meanwhile may wait for the
    /// next call.
    ///
    /// # Errors
    /// [`ServiceError::Record`] when the log is broken: nothing is added to it then;
    /// [`ServiceError::Key`] when another audit key is there than the log's, or it does not sign;
    /// [`ServiceError::Store`].
    pub fn seal_audit(&self) -> Result<Sealing, ServiceError> {
        let _turn = self.sealing_turn();
        let mut sealing = Sealing::default();
        let Some(signer) = self.unlocked_audit_signer() else {
            return Ok(sealing);
        };
        for _ in 0..BATCHES {
            // The log first: whoever seals between this and the commit makes the commit fail, so
            // what is found open in between is open still.
            let sealed = self.sealed_log()?;
            let page = records::open(self.store(), None, BATCH)?;
            if page.records.is_empty() {
                sealing.more = false;
                break;
            }
            let entries = page.records.iter().map(records::open_entry);
            let entries: Vec<Entry> = entries.collect::<Result<_, _>>()?;
            let Some(checkpoint) = self.seal_batch(sealed, &entries, signer.as_ref())? else {
                sealing.more = true;
                continue;
            };
            sealing.sealed += entries.len() as u64;
            sealing.checkpoint = Some(checkpoint);
            sealing.more = page.next.is_some();
            if !sealing.more {
                break;
            }
        }
        Ok(sealing)
    }

    /// Seals `entries`; `None` when somebody else sealed first.
    fn seal_batch(
        &self,
        sealed: Option<Sealed>,
        entries: &[Entry],
        signer: &dyn Signer,
    ) -> Result<Option<String>, ServiceError> {
        let leaves: Vec<_> = entries.iter().map(Entry::leaf).collect();
        let size = sealed.as_ref().map_or(0, |sealed| sealed.log.size);
        let growth = self.with_tree(size, |tree| tree.grow(&leaves))?;
        let (log, checkpoint) = self.grown(sealed.as_ref(), &growth, signer)?;
        let before = sealed.map(|sealed| (sealed.log, sealed.value));
        let commit = records::seal(self.store(), before, &log, entries, &growth)?;
        fail_point!("audit-before-seal", |_| std::process::abort());
        let outcome = self.store().commit(commit)?;
        fail_point!("audit-after-seal", |_| std::process::abort());
        Ok(outcome.ok().map(|()| checkpoint))
    }

    /// The log after it has grown, and its checkpoint.
    fn grown(
        &self,
        sealed: Option<&Sealed>,
        growth: &Growth,
        signer: &dyn Signer,
    ) -> Result<(LogRecord, String), ServiceError> {
        let audit_key = multikey::of_public_key(signer.public_key()).unwrap_or_default();
        let origin = match sealed {
            Some(sealed) => sealed.log.origin.clone(),
            None => self.origin(&audit_key),
        };
        let checkpoint = Checkpoint {
            origin: origin.clone(),
            size: growth.size,
            root: growth.root,
        };
        let checkpoint = checkpoint.sign(signer)?;
        let log = LogRecord {
            origin,
            audit_key,
            verification_method: signer.verification_method().to_owned(),
            size: growth.size,
            checkpoints: sealed.map_or(0, |sealed| sealed.log.checkpoints) + 1,
            checkpoint: checkpoint.clone(),
        };
        Ok((log, checkpoint))
    }

    /// What names the log: the address of this deployment without its scheme (C2SP
    /// tlog-checkpoint), or the audit key where there is none.
    fn origin(&self, audit_key: &str) -> String {
        let url = self.settings.public_url.as_deref();
        let url = url.and_then(|url| Url::parse(url).ok());
        let host = url.as_ref().and_then(Url::host_str);
        match (&url, host) {
            (Some(url), Some(host)) => {
                let port = url.port().map(|port| format!(":{port}"));
                let path = url.path().trim_end_matches('/');
                format!("{host}{}{path}/audit", port.unwrap_or_default())
            }
            _ => format!("proofmark/{audit_key}"),
        }
    }

    /// Whether the log may be added to: its right edge gives the root that was signed last, and
    /// its last entry is at its place. It is quick, whatever the log's size.
    ///
    /// # Errors
    /// [`ServiceError::Record`] when the log is broken; [`ServiceError::Key`] when another audit
    /// key is there than the log's; [`ServiceError::Store`].
    pub fn open_audit(&self) -> Result<(), ServiceError> {
        let _turn = self.sealing_turn();
        self.sealed_log().map(drop)
    }

    /// Looks at the log before anything is done: where it is broken, whatever would add to it is
    /// refused from now on. Gives why.
    ///
    /// # Errors
    /// [`ServiceError::Store`] when the store cannot be read.
    pub(super) fn check_audit_at_start(&self) -> Result<Option<String>, ServiceError> {
        let broken = match self.open_audit() {
            Ok(()) => None,
            Err(ServiceError::Store(error)) => return Err(error.into()),
            Err(error) => Some(format!(
                "{error}. Nothing is issued or changed, so that nothing is added to a broken log; \
                 `proofmark fsck` names what is wrong, and a backup restores it"
            )),
        };
        let kept = self.broken_log.write();
        kept.unwrap_or_else(PoisonError::into_inner)
            .clone_from(&broken);
        Ok(broken)
    }

    /// Whether entries may be added to the log.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when the log is broken.
    pub(super) fn may_enter(&self) -> Result<(), ServiceError> {
        let broken = self.broken_log.read();
        match &*broken.unwrap_or_else(PoisonError::into_inner) {
            None => Ok(()),
            Some(why) => Err(ServiceError::Key(why.clone())),
        }
    }

    /// The log with its right edge checked; `None` when nothing was ever sealed.
    fn sealed_log(&self) -> Result<Option<Sealed>, ServiceError> {
        let Some((log, value)) = records::log(self.store())? else {
            self.expect_no_log()?;
            return Ok(None);
        };
        let key = self.log_key(&log)?;
        let checkpoint = Checkpoint::open(&log.checkpoint, &key)?;
        if checkpoint.size != log.size || checkpoint.origin != log.origin {
            return Err(broken("the last checkpoint is not of this log").into());
        }
        let (root, leaf) = self.with_tree(log.size, |tree| {
            let last = log.size.saturating_sub(1);
            Ok((tree.root()?, tree.leaf(last)?))
        })?;
        if root != checkpoint.root {
            return Err(broken("its hashes do not give the root that was signed last").into());
        }
        let last = records::entry(self.store(), log.size.saturating_sub(1))?;
        if last.leaf() != leaf {
            return Err(broken("its last entry is not the one that was sealed").into());
        }
        Ok(Some(Sealed {
            log,
            value,
            checkpoint,
        }))
    }

    /// The key that the log's checkpoints are signed by: the one that is kept, where one is.
    fn log_key(&self, log: &LogRecord) -> Result<VerifyingKey, ServiceError> {
        let recorded = multikey::decode_ed25519(&log.audit_key)
            .map_err(|error| broken(format!("its audit key cannot be read: {error}")))?;
        match self.unlocked_audit_signer() {
            Some(signer) if signer.public_key().as_ed25519() != Some(&recorded) => {
                let kept = multikey::of_public_key(signer.public_key()).unwrap_or_default();
                Err(ServiceError::Key(format!(
                    "the audit log is signed by {}, and the audit key here is {kept}; restore the \
                     log's own key from a backup",
                    log.audit_key
                )))
            }
            _ => Ok(recorded),
        }
    }

    /// Nothing of a log may be there without its record.
    fn expect_no_log(&self) -> Result<(), ServiceError> {
        let kinds = [
            records::ENTRIES,
            records::TILES,
            records::CHECKPOINTS,
            records::AT,
            records::DIGESTS,
        ];
        for kind in kinds {
            let page = self.store().scan(&Scan::prefix(kind).limit(1))?;
            if !page.records.is_empty() {
                return Err(broken(format!("its record is missing, and there is {kind}…")).into());
            }
        }
        Ok(())
    }

    /// Asks the tree of the first `size` entries.
    fn with_tree<T>(
        &self,
        size: u64,
        ask: impl FnOnce(&Tree<'_, ServiceError>) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        let store: &dyn Store = self.store();
        let fetch = |place| Ok(records::tile(store, place)?);
        ask(&Tree::new(size, &fetch))
    }

    /// One seals at a time; a thread that panicked while it did has left nothing half done.
    fn sealing_turn(&self) -> MutexGuard<'_, ()> {
        self.sealing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn broken(detail: impl Into<String>) -> RecordError {
    RecordError::AuditLog {
        place: records::LOG.to_owned(),
        detail: detail.into(),
    }
}
