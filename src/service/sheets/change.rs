//! Changing a sheet: whether it is still what the caller saw, and the audit entry that goes with
//! the change.

use super::{Service, ServiceError, Sheet, SheetBody, SheetHead, as_seen_by};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::confidential::LearnerKey;
use crate::records::audit;
use crate::records::sheet::{self as records, Found};
use crate::service::Caller;
use crate::store::Commit;

/// How often a sheet is begun anew after something else was entered about its learner first.
pub(super) const ATTEMPTS: usize = 16;

/// A sheet that is being changed.
#[derive(Clone)]
pub(super) struct Change<'c> {
    pub(super) caller: &'c Caller,
    pub(super) found: Found,
    pub(super) key: LearnerKey,
    pub(super) head: SheetHead,
    pub(super) body: SheetBody,
}

impl Change<'_> {
    /// As the audit log has whoever changes it.
    pub(super) fn actor(&self) -> String {
        self.caller.actor.to_string()
    }

    /// The sheet as whoever changes it may see it.
    pub(super) fn seen(&self) -> Sheet {
        as_seen_by(&self.actor(), self.head.clone(), self.body.clone())
    }
}

impl Service {
    /// The sheet `id`, opened to be changed. `revision` is what the caller saw; `None` where that
    /// does not matter.
    pub(super) fn change_of_sheet<'c>(
        &self,
        caller: &'c Caller,
        id: &str,
        revision: Option<u64>,
    ) -> Result<Change<'c>, ServiceError> {
        self.may_enter()?;
        let found = self.sheet_on_record(caller, id)?;
        let key = self.learner_key(&found.head.learner)?;
        let body = self.open_sheet(&found)?;
        if revision.is_some_and(|revision| revision != found.head.revision) {
            return Err(changed());
        }
        Ok(Change {
            caller,
            head: found.head.clone(),
            found,
            key,
            body,
        })
    }

    /// Puts a change on record; `act` is what the audit log calls it, and `None` a change that is
    /// only a draft.
    pub(super) fn put_sheet(
        &self,
        mut change: Change<'_>,
        act: Option<Act>,
    ) -> Result<Sheet, ServiceError> {
        let (commit, head) = self.with_sheet(Commit::new(), &change, act);
        match self.store().commit(commit)? {
            Ok(()) => {
                change.head = head;
                Ok(change.seen())
            }
            Err(_) => Err(changed()),
        }
    }

    /// Adds a change to `commit`, with its audit entry; the head as it is then. Of a learner who
    /// is erased the sheet is gone in the same commit, so that nothing is added to it.
    pub(super) fn with_sheet(
        &self,
        mut commit: Commit,
        change: &Change<'_>,
        act: Option<Act>,
    ) -> (Commit, SheetHead) {
        let mut head = change.head.clone();
        head.revision += 1;
        head.changed = timestamp(self.now());
        if let Some(act) = act {
            let entry = self
                .entry(&change.caller.actor, act, object("sheet", &head.id))
                .of_issuer(&head.issuer)
                .after(Some(head.entry.clone()));
            head.entry = entry.hash();
            commit = audit::append(commit, &entry);
        }
        let (found, body, key) = (&change.found, &change.body, &change.key);
        let commit = self.draw(|rng| records::replace(commit, found, &head, body, key, rng));
        (commit, head)
    }

    /// Takes a sheet away that is no assessment yet: whoever began it may, and whoever may do
    /// everything (`as_admin`).
    ///
    /// # Errors
    /// [`ServiceError::Refused`] where the caller may not, or the sheet is an assessment;
    /// [`ServiceError::Conflict`] where it was changed since `revision`.
    pub fn delete_sheet(
        &self,
        caller: &Caller,
        id: &str,
        revision: u64,
        as_admin: bool,
    ) -> Result<(), ServiceError> {
        let change = self.change_of_sheet(caller, id, Some(revision))?;
        if change.head.assessment.is_some() {
            let detail = "this sheet is on record as an assessment, and stays with it";
            return Err(refused("sheet-recorded", detail));
        }
        if !as_admin && change.body.first.rater.actor != change.actor() {
            let detail = "whoever began a sheet can delete it, or an admin";
            return Err(refused("not-your-sheet", detail));
        }
        let entry = self
            .entry(&caller.actor, Act::SheetDelete, object("sheet", id))
            .of_issuer(&caller.issuer)
            .after(Some(change.head.entry.clone()));
        let commit = records::delete(Commit::new(), &change.found);
        match self.store().commit(audit::append(commit, &entry))? {
            Ok(()) => Ok(()),
            Err(_) => Err(changed()),
        }
    }
}

/// Somebody else changed the sheet first.
pub(super) fn changed() -> ServiceError {
    ServiceError::Conflict {
        problem: "sheet-changed",
        detail: "this sheet was changed meanwhile, in another window or by somebody else"
            .to_owned(),
        findings: Vec::new(),
    }
}

pub(super) fn busy() -> ServiceError {
    ServiceError::Conflict {
        problem: "busy",
        detail: "others keep changing what is held about this learner; try again".to_owned(),
        findings: Vec::new(),
    }
}

pub(super) fn refused(rule: &'static str, detail: &str) -> ServiceError {
    ServiceError::Refused {
        rule,
        detail: detail.to_owned(),
    }
}
