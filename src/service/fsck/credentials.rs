//! A credential on record, and what finds it.

use super::{Look, Wrong};
use crate::audit::object;
use crate::records::credential::{self as records, CredentialRecord, Found, State, Why};
use crate::records::idempotency::IdempotencyRecord;
use crate::records::{RecordError, assessment, decode, learner, register, status_list};
use crate::service::issue::Form;
use crate::store::Record;

impl Look<'_> {
    pub(super) fn credential(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let store = self.service.store();
        let Some(found) = records::at(store, &record.key)? else {
            return Ok(());
        };
        let credential = &found.record;
        for index in records::index_keys(&found.place, credential) {
            let there = store.get(&index)?.as_deref() == Some(&found.place);
            let index = String::from_utf8_lossy(&index);
            wrong.unless(there, format!("it is not found by {index}"));
        }
        self.in_register(&found, wrong)?;
        let about = object("credential", &credential.id);
        self.told.check(&about, credential.entry.as_deref(), wrong);
        let sealed = credential.learner.is_some();
        wrong.unless(
            !sealed || credential.entry.is_some(),
            "it names no audit entry",
        );
        self.origin(&found, wrong)?;
        self.places(&found, wrong)?;
        self.succession(credential, wrong)?;
        self.secured(&found, &about, wrong);
        self.body(&found, wrong)
    }

    /// The assessment, the learner and the issuer that it names.
    fn origin(&self, found: &Found, wrong: &mut Wrong) -> Result<(), RecordError> {
        let credential = &found.record;
        let store = self.service.store();
        let slug = &credential.issuer;
        let mut issuers = self.issuers.iter();
        let known = issuers.any(|issuer| issuer.profile.slug == *slug);
        wrong.unless(known, format!("its issuer, {slug}, is not on record"));
        if let Some(id) = &credential.learner {
            match learner::find(store, id)? {
                None => wrong.say(format!("its learner, {id}, is not on record")),
                Some(learner) => {
                    let kept = learner.erased.is_some() || !found.is_erased();
                    wrong.unless(kept, "what was sealed in it is gone");
                    let same = learner.issuer == *slug;
                    wrong.unless(same, "its learner is another issuer's");
                }
            }
        }
        let Some(made_from) = &credential.made_from else {
            // A record of what a learner holds is made from several.
            let badge = credential.form == Form::OpenBadge.name();
            wrong.unless(!badge, "it names no assessment");
            return Ok(());
        };
        let id = &made_from.assessment;
        match assessment::find(store, id)? {
            None => wrong.say(format!("its assessment, {id}, is not on record")),
            Some(assessed) => {
                let head = &assessed.head;
                let same = head.learner == credential.learner;
                // What was recorded before learners were is known by none.
                wrong.unless(
                    same || credential.learner.is_none() || head.learner.is_none(),
                    "its assessment is another learner's",
                );
                wrong.unless(head.issuer == *slug, "its assessment is another issuer's");
            }
        }
        let latest = records::latest(store, id, &credential.form)?;
        wrong.unless(
            latest.is_some(),
            format!("no latest credential of the assessment {id} is on record"),
        );
        Ok(())
    }

    /// Its places in status lists are its own, and say what its state is.
    fn places(&self, found: &Found, wrong: &mut Wrong) -> Result<(), RecordError> {
        let store = self.service.store();
        let credential = &found.record;
        for place in &credential.status {
            let named = format!("place {} of status list {}", place.index, place.list);
            match status_list::find(store, place.list)? {
                None => wrong.say(format!("status list {} is not on record", place.list)),
                Some(list) => {
                    let same = list.purpose == place.purpose && list.url == place.url;
                    wrong.unless(same, format!("{named} is for another purpose or address"));
                    let own = list.slug == credential.issuer;
                    wrong.unless(own, format!("{named} is another issuer's"));
                }
            }
            let Some(taken) = status_list::place(store, place.list, place.index)? else {
                wrong.say(format!("{named} is not taken"));
                continue;
            };
            if taken.credential != found.place {
                wrong.say(format!("{named} is taken by another credential"));
                continue;
            }
            if let Some(due) = bit(credential.state, &place.purpose) {
                let (is, must) = (said(taken.set), said(due));
                let detail = format!("the bit at {named} is {is} and must be {must}");
                wrong.unless(taken.set == due, detail);
            }
        }
        Ok(())
    }

    /// Of two credentials of which one took the place of the other, both say so.
    fn succession(
        &self,
        credential: &CredentialRecord,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let store = self.service.store();
        if let Some(before) = &credential.supersedes {
            let other = records::find(store, &before.id)?;
            let back = other.and_then(|other| other.record.superseded_by);
            let same = back.is_some_and(|back| back.id == credential.id && back.why == before.why);
            let detail = format!("it says it took the place of {}, which does not", before.id);
            wrong.unless(same, detail);
        }
        if let Some(after) = &credential.superseded_by {
            let other = records::find(store, &after.id)?;
            let back = other.and_then(|other| other.record.supersedes);
            // A higher level may take the place of several; it names one of them.
            let same = back.is_some_and(|back| {
                back.id == credential.id && back.why == after.why || after.why == Why::LevelUp
            });
            let detail = format!("it says {} took its place, which does not", after.id);
            wrong.unless(same, detail);
            wrong.unless(
                after.why != Why::Reissue || credential.state == State::Revoked,
                "it was corrected by another and is not revoked",
            );
        }
        Ok(())
    }

    /// Each secured form is by a key on record and was entered into the audit log.
    fn secured(&self, found: &Found, about: &str, wrong: &mut Wrong) {
        let credential = &found.record;
        wrong.unless(!credential.secured.is_empty(), "it has no secured form");
        for one in &credential.secured {
            let method = &one.verification_method;
            let issuer = self.keys.get(method);
            let issuer = issuer.and_then(|(_, place)| self.issuers.get(*place));
            match issuer {
                None => wrong.say(format!("no issuer on record has the key {method}")),
                Some(issuer) => wrong.unless(
                    issuer.profile.slug == credential.issuer,
                    format!("the key {method} is another issuer's"),
                ),
            }
            let proof = &one.proof;
            match &one.digest {
                Some(digest) => wrong.unless(
                    self.told.was_issued(about, digest),
                    format!("no audit entry tells that its {proof} was issued"),
                ),
                None => wrong.unless(
                    credential.learner.is_none(),
                    format!("the digest of its {proof} is missing"),
                ),
            }
        }
    }

    /// Something that finds a credential, by its id or its learner.
    pub(super) fn credential_index(
        &self,
        index: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let found = records::at(self.service.store(), &index.value)?;
        let right = found.is_some_and(|found| {
            records::index_keys(&found.place, &found.record).contains(&index.key)
        });
        wrong.unless(right, "the credential that it finds is another, or none");
        Ok(())
    }

    /// What the register says of the credential is what the credential says.
    fn in_register(&self, found: &Found, wrong: &mut Wrong) -> Result<(), RecordError> {
        let store = self.service.store();
        match register::find(store, &found.record.issuer, &found.place)? {
            Some(entry) => wrong.unless(
                entry == register::Entry::of(&found.record),
                "the register says something else of it",
            ),
            None => wrong.unless(!register::is_complete(store)?, "it is not in the register"),
        }
        Ok(())
    }

    /// Something that the register says of a credential.
    pub(super) fn register_entry(
        &self,
        entry: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let _: register::Entry = decode(&entry.key, &entry.value)?;
        let key = String::from_utf8_lossy(&entry.key);
        let order = key.rsplit('/').next().unwrap_or_default();
        let place = records::place_at(order);
        let found = records::at(self.service.store(), &place)?;
        let own = found
            .is_some_and(|found| register::entry_key(&found.record.issuer, &place) == entry.key);
        wrong.unless(
            own,
            "no credential of this issuer is there that it tells of",
        );
        Ok(())
    }

    /// That the register is whole says one byte.
    pub(super) fn register_complete(
        &self,
        record: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let known = register::is_mark(record);
        wrong.unless(known, "this is not what says that the register is whole");
        Ok(())
    }

    /// What finds the latest credential of an assessment and form.
    pub(super) fn latest_credential(
        &self,
        index: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let store = self.service.store();
        let key_of = |record: &CredentialRecord| {
            let made_from = record.made_from.as_ref()?;
            Some(records::latest_key(&made_from.assessment, &record.form))
        };
        let Some(found) = records::at(store, &index.value)? else {
            wrong.say("the credential that it finds is not on record");
            return Ok(());
        };
        let right = key_of(&found.record).as_ref() == Some(&index.key);
        wrong.unless(right, "the credential that it finds is another's");
        if let Some(after) = &found.record.superseded_by {
            let after = records::find(store, &after.id)?;
            let later = after.and_then(|after| key_of(&after.record));
            wrong.unless(
                later.as_ref() != Some(&index.key),
                "the credential that it finds is not the latest",
            );
        }
        Ok(())
    }

    /// A place in a status list.
    pub(super) fn taken(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let taken = status_list::read(record)?;
        // What a restored store learned from published lists it does not know whose it is.
        if taken.set && taken.credential.is_empty() {
            return Ok(());
        }
        let Some(found) = records::at(self.service.store(), &taken.credential)? else {
            wrong.say("the credential that has the place is not on record");
            return Ok(());
        };
        let mut places = found.record.status.iter();
        let own = places.any(|at| status_list::place_key(at.list, at.index) == record.key);
        wrong.unless(own, "the credential that has the place does not name it");
        Ok(())
    }

    /// What a request with an idempotency key brought about.
    pub(super) fn idempotency(
        &self,
        record: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let outcome: IdempotencyRecord = decode(&record.key, &record.value)?;
        for issued in outcome.issued {
            let found = records::at(self.service.store(), issued.place.as_bytes())?;
            let has = found.is_some_and(|found| {
                let mut secured = found.record.secured.iter();
                secured.any(|one| one.proof == issued.proof)
            });
            let (proof, place) = (issued.proof, issued.place);
            wrong.unless(has, format!("the {proof} of {place} is not on record"));
        }
        Ok(())
    }
}

/// What the bit of this purpose is in this state; `None` where it may be both: a credential that was
/// suspended and then revoked may say so.
fn bit(state: State, purpose: &str) -> Option<bool> {
    match (state, purpose) {
        (State::Revoked, "suspension") => None,
        (state, "suspension") => Some(state == State::Suspended),
        (state, "revocation") => Some(state == State::Revoked),
        _ => None,
    }
}

fn said(set: bool) -> &'static str {
    if set { "set" } else { "clear" }
}
