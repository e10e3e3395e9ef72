//! Rating sheets, and what finds them.

use super::bodies::Opening;
use super::{Look, Wrong};
use crate::audit::object;
use crate::records::sheet::{self, SheetState};
use crate::records::{RecordError, assessment, learner};
use crate::store::Record;

impl Look<'_> {
    pub(super) fn sheet(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let store = self.service.store();
        let found = sheet::of_record(record)?;
        let head = &found.head;
        for index in sheet::index_keys(head) {
            let there = store.get(&index)?.as_deref() == Some(&found.place);
            let index = String::from_utf8_lossy(&index);
            wrong.unless(there, format!("it is not found by {index}"));
        }
        let known = learner::find(store, &head.learner)?;
        let kept = known.is_some_and(|one| one.issuer == head.issuer && one.erased.is_none());
        wrong.unless(kept, "its learner is not on record, or was erased");
        let about = object("sheet", &head.id);
        self.told.check(&about, Some(&head.entry), wrong);
        let recorded = match &head.assessment {
            Some(id) => assessment::find(store, id)?.is_some(),
            None => false,
        };
        wrong.unless(
            recorded == (head.state == SheetState::Recorded),
            "its assessment is not on record, or it is on record although the sheet is open",
        );
        if let Opening::With(Some(key)) = self.opening(Some(&head.learner))? {
            let opened = found.open(&key).is_ok();
            wrong.unless(opened, "what is sealed in it does not open");
        }
        Ok(())
    }

    /// What finds a sheet.
    pub(super) fn sheet_index(&self, index: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let found = sheet::at(self.service.store(), &index.value)?;
        let right = found.is_some_and(|found| sheet::index_keys(&found.head).contains(&index.key));
        wrong.unless(right, "the sheet that it finds is another, or none");
        Ok(())
    }
}
