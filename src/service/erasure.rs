//! Erasing learners: their keys are destroyed, and everything that was sealed under these is taken
//! away; then the store is rewritten, so that no byte is left in its files.
//!
//! What stays says nothing of anybody: that there was a learner, when assessments and credentials
//! came on record, digests, places in status lists. A credential that its holder kept still
//! verifies, and can still be revoked.
//!
//! One commit erases one learner, and enters that the rewriting is due. Whatever ends the process
//! before that is done, it is done by the next one ([`Service::tend`]) or by the next erasure.

use super::{Caller, Service, ServiceError, status_lists};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::records::{
    assessment, audit, claim, credential, erasure, idempotency, learner, share, sheet,
};
use crate::store::Commit;
use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

/// How often a step begins again after somebody else committed first.
const ATTEMPTS: usize = 16;

/// The file, among what is published, that names all erased learners by their ids: a JSON array. A
/// store restored from an older backup learns from it whom to erase again.
pub const ERASED_FILE: &str = "erased.json";

/// A learner who is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The learner's id.
    pub learner: String,
    /// When they were erased.
    pub erased: String,
    /// Whether they were erased before.
    pub already: bool,
    /// How many of their assessments were emptied now.
    pub assessments: usize,
    /// How many of their credentials were emptied now.
    pub credentials: usize,
}

/// How much a commit takes away.
#[derive(Default)]
struct Emptied {
    commit: Commit,
    assessments: usize,
    credentials: usize,
}

impl Service {
    /// Erases learners of the caller's issuer. Again changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when one is not here, also when they are another issuer's: nobody
    /// is erased then. [`ServiceError::Store`]: who was erased stays so, and the next erasure, or
    /// the next process, sees to what is left behind.
    pub fn erase_learners(
        &self,
        caller: &Caller,
        ids: &[String],
    ) -> Result<Vec<Erasure>, ServiceError> {
        self.may_enter()?;
        let _turn = self.erasing.lock().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            self.own_learner(id, caller)?;
        }
        let erased = ids
            .iter()
            .map(|id| self.erase_learner(id, caller))
            .collect::<Result<_, _>>()?;
        fail::fail_point!("erase.committed", |_| std::process::abort());
        self.finish_erasures()?;
        Ok(erased)
    }

    fn erase_learner(&self, id: &str, caller: &Caller) -> Result<Erasure, ServiceError> {
        for _ in 0..ATTEMPTS {
            let before = self.own_learner(id, caller)?;
            if let Some(erased) = before.erased {
                return Ok(Erasure {
                    learner: before.id,
                    erased,
                    already: true,
                    assessments: 0,
                    credentials: 0,
                });
            }
            let entry = self
                .entry(&caller.actor, Act::LearnerErase, object("learner", id))
                .of_issuer(&caller.issuer)
                .after(before.entry.clone());
            let erased = timestamp(self.now());
            let mut record = before.clone();
            record.wrapped = None;
            record.known_by = Vec::new();
            record.erased = Some(erased.clone());
            record.entry = Some(entry.hash());
            let commit = learner::replace(Commit::new(), &before, &record);
            let commit = erasure::begin(audit::append(commit, &entry), id);
            let emptied = self.empty(commit, id)?;
            if self.store().commit(emptied.commit)?.is_ok() {
                self.learner_keys.forget(id);
                return Ok(Erasure {
                    learner: before.id,
                    erased,
                    already: false,
                    assessments: emptied.assessments,
                    credentials: emptied.credentials,
                });
            }
        }
        Err(busy())
    }

    /// Adds to `commit` that whatever is sealed for the learner `id` is taken away.
    fn empty(&self, commit: Commit, id: &str) -> Result<Emptied, ServiceError> {
        let mut emptied = Emptied {
            commit,
            ..Emptied::default()
        };
        emptied.commit = claim::forget(self.store(), emptied.commit, id)?;
        for found in assessment::of_learner(self.store(), id)? {
            if !found.is_erased() {
                emptied.commit = assessment::erase(emptied.commit, &found);
                emptied.assessments += 1;
            }
        }
        for found in sheet::of_learner(self.store(), id)? {
            emptied.commit = sheet::delete(emptied.commit, &found);
        }
        for found in credential::held_by(self.store(), id)? {
            if !found.is_erased() {
                emptied.commit = credential::erase(emptied.commit, &found);
                emptied.credentials += 1;
            }
        }
        for found in share::of_learner(self.store(), id)? {
            emptied.commit = share::erase(emptied.commit, &found);
        }
        Ok(emptied)
    }

    /// Finishes what a process before this one began to erase, once; says what stands against it.
    pub(super) fn finish_earlier_erasures(&self) -> Vec<String> {
        if !self.erasures_unseen.swap(false, Ordering::SeqCst) {
            return Vec::new();
        }
        let _turn = self.erasing.lock().unwrap_or_else(PoisonError::into_inner);
        let finished = self.finish_erasures();
        let told = |error| {
            format!(
                "bytes of erased learners may be left in the store's files: {error}. The next \
                 start, or the next erasure, tries again"
            )
        };
        finished.err().map(told).into_iter().collect()
    }

    /// Sees to it that nothing is left behind of those who were erased, and tells who they are.
    fn finish_erasures(&self) -> Result<(), ServiceError> {
        let pending = erasure::pending(self.store())?;
        if !pending.is_empty() {
            for id in &pending {
                self.sweep(id)?;
                self.learner_keys.forget(id);
            }
            self.forget_requests(&pending)?;
            self.store().rewrite()?;
            fail::fail_point!("erase.rewritten", |_| std::process::abort());
        }
        self.publish_erased()?;
        fail::fail_point!("erase.published", |_| std::process::abort());
        let commit = pending
            .iter()
            .fold(Commit::new(), |commit, id| erasure::finish(commit, id));
        if commit.is_empty() {
            return Ok(());
        }
        self.store().commit(commit)?.map_err(|_| busy())
    }

    /// Takes away what came on record for the learner while they were being erased; nothing more
    /// can come afterwards.
    fn sweep(&self, id: &str) -> Result<(), ServiceError> {
        for _ in 0..ATTEMPTS {
            let emptied = self.empty(Commit::new(), id)?;
            if emptied.commit.is_empty() {
                return Ok(());
            }
            // Whether it was committed is seen in the next round.
            let _ = self.store().commit(emptied.commit)?;
        }
        Err(busy())
    }

    /// Removes the outcomes of requests in which credentials of these learners stand: the digest of
    /// a request is one of personal data.
    fn forget_requests(&self, learners: &[String]) -> Result<(), ServiceError> {
        let mut places = HashSet::new();
        for id in learners {
            let held = credential::held_by(self.store(), id)?;
            places.extend(held.into_iter().map(|found| found.place));
        }
        let keys = idempotency::about(self.store(), &places)?;
        let commit = keys.into_iter().fold(Commit::new(), Commit::delete);
        match commit.is_empty() {
            true => Ok(()),
            false => self.store().commit(commit)?.map_err(|_| busy()),
        }
    }

    /// Writes the ids of all erased learners beside the store, with those that the file names
    /// already. A service without a folder writes nothing.
    fn publish_erased(&self) -> Result<(), ServiceError> {
        let Some(data) = &self.data else {
            return Ok(());
        };
        let folder = data.join(status_lists::PUBLISHED_FOLDER);
        let before = published_erasures(&folder);
        let mut ids = before.clone();
        ids.extend(erasure::erased(self.store())?);
        if ids == before {
            return Ok(());
        }
        write_whole(&folder, &serde_json::json!(ids).to_string()).map_err(|error| {
            ServiceError::Defect(format!(
                "the list of erased learners could not be written beside the store: {error}"
            ))
        })
    }
}

fn write_whole(folder: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let draft = folder.join(format!("{ERASED_FILE}.draft"));
    let mut file = File::create(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, folder.join(ERASED_FILE))?;
    File::open(folder)?.sync_all()
}

/// The ids of the erased learners that the folder of published documents names; none where there
/// are none.
pub fn published_erasures(folder: &Path) -> BTreeSet<String> {
    let text = fs::read(folder.join(ERASED_FILE)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn busy() -> ServiceError {
    ServiceError::Conflict {
        problem: "busy",
        detail: "others keep changing what is held about this learner; try again".to_owned(),
        findings: Vec::new(),
    }
}
