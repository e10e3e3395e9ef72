//! Learners and their assessments, and what finds them.

use super::{Look, Wrong};
use crate::audit::object;
use crate::records::learner::LearnerRecord;
use crate::records::{RecordError, assessment, claim, decode, learner};
use crate::store::Record;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

impl Look<'_> {
    pub(super) fn learner(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let known: LearnerRecord = decode(&record.key, &record.value)?;
        let own = learner::learner_key(&known.id) == record.key;
        wrong.unless(own, "it is another learner's record");
        for index in learner::index_keys(&known) {
            let found = self.service.store().get(&index)?;
            let there = found.as_deref() == Some(known.id.as_bytes());
            let index = String::from_utf8_lossy(&index);
            wrong.unless(there, format!("it is not found by {index}"));
        }
        let about = object("learner", &known.id);
        self.told.check(&about, known.entry.as_deref(), wrong);
        let mut issuers = self.issuers.iter();
        let slug = &known.issuer;
        let named = issuers.any(|issuer| issuer.profile.slug == *slug);
        wrong.unless(named, format!("its issuer, {slug}, is not on record"));
        match (&known.wrapped, &known.erased) {
            (None, None) => wrong.say("its key is missing, and it was not erased"),
            (Some(_), Some(_)) => wrong.say("it was erased, and its key is there"),
            (None, Some(_)) => {
                let none = known.known_by.is_empty();
                wrong.unless(none, "it was erased, and is still known by something");
            }
            (Some(wrapped), None) => self.wrapped(&known.id, wrapped, wrong),
        }
        Ok(())
    }

    fn wrapped(&self, id: &str, wrapped: &str, wrong: &mut Wrong) {
        let Ok(deployment) = self.service.deployment_key() else {
            self.unread.set(self.unread.get() + 1);
            return;
        };
        let wrapped = URL_SAFE_NO_PAD.decode(wrapped).unwrap_or_default();
        let opened = deployment.unwrap(id, &wrapped).is_ok();
        wrong.unless(opened, "its key does not open under the deployment's");
    }

    /// That somebody is erased.
    pub(super) fn erased_learner(
        &self,
        index: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let id = String::from_utf8_lossy(&index.value);
        let found = learner::find(self.service.store(), &id)?;
        let own = index
            .key
            .ends_with(&[b"/", index.value.as_slice()].concat());
        let right = own && found.is_some_and(|found| found.erased.is_some());
        wrong.unless(right, "no such learner is erased");
        Ok(())
    }

    /// What finds a learner by a fingerprint.
    pub(super) fn learner_index(
        &self,
        index: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let id = String::from_utf8_lossy(&index.value);
        let found = learner::find(self.service.store(), &id)?;
        let right = found.is_some_and(|found| learner::index_keys(&found).contains(&index.key));
        wrong.unless(right, "the learner whom it finds is another, or none");
        Ok(())
    }

    pub(super) fn assessment(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let store = self.service.store();
        let Some(found) = assessment::at(store, &record.key)? else {
            return Ok(());
        };
        for index in assessment::index_keys(&found) {
            let there = store.get(&index)?.as_deref() == Some(&found.place);
            let index = String::from_utf8_lossy(&index);
            wrong.unless(there, format!("it is not found by {index}"));
        }
        let head = &found.head;
        if let Some(id) = &head.learner {
            match learner::find(store, id)? {
                None => wrong.say(format!("its learner, {id}, is not on record")),
                Some(learner) => {
                    let own = learner.issuer == head.issuer;
                    wrong.unless(own, "its learner is another issuer's");
                    let kept = learner.erased.is_some() || !found.is_erased();
                    wrong.unless(kept, "what was sealed in it is gone");
                }
            }
            let about = object("assessment", &head.id);
            let entered = self.told.tells_of(&about);
            wrong.unless(entered, "no audit entry tells of it");
        }
        self.assessed(&found, wrong)
    }

    /// What finds an assessment.
    pub(super) fn assessment_index(
        &self,
        index: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let found = assessment::at(self.service.store(), &index.value)?;
        let right = found.is_some_and(|found| assessment::index_keys(&found).contains(&index.key));
        wrong.unless(right, "the assessment that it finds is another, or none");
        Ok(())
    }

    /// A link that works once.
    pub(super) fn claim(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let found = claim::read(&record.key, &record.value)?;
        let own = claim::claim_key(&found.id) == record.key;
        wrong.unless(own, "it is another link's record");
        for index in claim::index_keys(&found) {
            let there = self.service.store().get(&index)?;
            let there = there.as_deref() == Some(found.id.as_bytes());
            let index = String::from_utf8_lossy(&index);
            wrong.unless(there, format!("it is not found by {index}"));
        }
        let works = found.end.is_none();
        let has_token = found.token.is_some();
        wrong.unless(
            works == has_token,
            "it is at its end and could be used, or neither",
        );
        self.told
            .check(&object("claim", &found.id), found.entry.as_deref(), wrong);
        match learner::find(self.service.store(), &found.learner)? {
            None => wrong.say(format!("its learner, {}, is not on record", found.learner)),
            Some(learner) => {
                let own = learner.issuer == found.issuer;
                wrong.unless(own, "its learner is another issuer's");
                let known = learner.erased.is_none();
                wrong.unless(known, "its learner was erased");
                match self.service.key_of(&learner) {
                    _ if !known => {}
                    Err(_) => self.unread.set(self.unread.get() + 1),
                    Ok(key) => {
                        let opens = found.open(&key).is_ok();
                        wrong.unless(opens, "what is sealed in it does not open");
                    }
                }
            }
        }
        Ok(())
    }

    /// What finds a link.
    pub(super) fn claim_index(&self, index: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let id = String::from_utf8_lossy(&index.value);
        let found = claim::find(self.service.store(), &id)?;
        let right = found.is_some_and(|found| claim::index_keys(&found).contains(&index.key));
        wrong.unless(right, "the link that it finds is another, or none");
        Ok(())
    }
}
