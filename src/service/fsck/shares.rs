//! What learners share, and what finds it.

use super::{Look, Wrong};
use crate::audit::object;
use crate::records::{RecordError, learner, share};
use crate::store::Record;

impl Look<'_> {
    pub(super) fn share(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let store = self.service.store();
        let Some(found) = share::at(store, &record.key)? else {
            return Ok(());
        };
        let known = &found.record;
        let (place, token) = share::keys(known);
        wrong.unless(place == record.key, "it is another link's record");
        let there = store.get(&token)?.as_deref() == Some(&*record.key);
        wrong.unless(there, "it is not found by its token");
        let about = object("share", &known.id);
        self.told.check(&about, known.entry.as_deref(), wrong);
        match learner::find(store, &known.learner)? {
            None => wrong.say(format!("its learner, {}, is not on record", known.learner)),
            Some(learner) => {
                wrong.unless(learner.erased.is_none(), "its learner is erased");
                let own = learner.issuer == known.issuer;
                wrong.unless(own, "its learner is another issuer's");
            }
        }
        match self.service.share_opens(&found)? {
            None => self.unread.set(self.unread.get() + 1),
            Some(opens) => wrong.unless(opens, "what is sealed in it does not open"),
        }
        Ok(())
    }

    /// What finds a link.
    pub(super) fn share_token(&self, index: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let found = share::at(self.service.store(), &index.value)?;
        let right = found.is_some_and(|found| share::keys(&found.record).1 == index.key);
        wrong.unless(right, "the link that it finds is another, or none");
        Ok(())
    }
}
