//! Frameworks that somebody looks at before they confirm them: read, kept in memory for a while,
//! and not on record.

use super::Imported;
use super::source::FoundFramework;
use crate::assessment::LevelPolicy;
use crate::service::{Actor, Service, ServiceError};
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// How many are kept. Each was sent or named by a member of staff.
const KEPT: NonZeroUsize = NonZeroUsize::new(8).expect("more than none");

/// The frameworks that were looked at last, by the digests of their content.
pub(in crate::service) struct Pending(Mutex<LruCache<String, FoundFramework>>);

impl Default for Pending {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Service {
    /// Keeps what was found until it is confirmed, or until others took its place.
    pub fn keep_for_confirmation(&self, found: FoundFramework) {
        let kept = self.pending_frameworks.0.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.put(found.digest.clone(), found);
    }

    /// Puts the framework on record that somebody looked at, whose content has the digest
    /// `confirmed`.
    ///
    /// # Errors
    /// As [`Service::import_found`]; [`ServiceError::Refused`] when it is not kept any more.
    pub fn import_confirmed(
        &self,
        confirmed: &str,
        policy: Option<&LevelPolicy>,
        actor: &Actor,
    ) -> Result<Imported, ServiceError> {
        let kept = self.pending_frameworks.0.lock();
        let found = kept
            .unwrap_or_else(PoisonError::into_inner)
            .get(confirmed)
            .cloned();
        let found = found.ok_or_else(|| ServiceError::Refused {
            rule: "preview-over",
            detail: "what was looked at is not at hand any more. Nothing was stored; choose the \
                     file or the address again"
                .to_owned(),
        })?;
        self.import_found(found, Some(confirmed), policy, actor)
    }
}
