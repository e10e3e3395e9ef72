//! Giving out everything that is held about a learner, as one JSON document: assessments with
//! their decisions and the rating sheets behind them, credentials with their signed documents and
//! what was done to them, the links that let them in and those that they share, and the entries of
//! the audit log about all this.

use super::{Caller, Service, ServiceError};
use crate::audit::{Act, Entry, object};
use crate::clock::timestamp;
use crate::records::learner::{self, LearnerRecord};
use crate::records::{assessment, audit, claim, credential, sheet};
use crate::store::Commit;
use serde_json::{Value, json};
use std::collections::HashMap;

/// How often it begins again after somebody else committed first.
const ATTEMPTS: usize = 16;

/// The entries that are not sealed yet, by their hashes.
type Open = HashMap<String, Entry>;

impl Service {
    /// Everything held about the learner `id` of the caller's issuer. That it was given out is
    /// entered into the audit log first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when they are another issuer's; [`ServiceError::Erased`];
    /// [`ServiceError::Key`] when the deployment's key is not unlocked.
    pub fn export_learner(&self, caller: &Caller, id: &str) -> Result<Value, ServiceError> {
        for _ in 0..ATTEMPTS {
            let before = self.own_learner(id, caller)?;
            let key = self.key_of(&before)?;
            let export = self.everything_about(&before)?;
            let digest = key.fingerprint(&[b"export", export.to_string().as_bytes()]);
            let entry = self
                .entry(&caller.actor, Act::LearnerExport, object("learner", id))
                .of_issuer(&caller.issuer)
                .with_digests(vec![digest])
                .after(before.entry.clone());
            let mut record = before.clone();
            record.entry = Some(entry.hash());
            let commit = learner::replace(Commit::new(), &before, &record);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(export);
            }
        }
        Err(ServiceError::Conflict {
            problem: "busy",
            detail: "others keep changing what is held about this learner; try again".to_owned(),
            findings: Vec::new(),
        })
    }

    fn everything_about(&self, record: &LearnerRecord) -> Result<Value, ServiceError> {
        // What is sealed between reading these and looking for it is found among the sealed.
        let open = self.open_entries()?;
        let mut entries = self.entries_up_to(record.entry.clone(), &open)?;
        let mut assessments = Vec::new();
        for found in assessment::of_learner(self.store(), &record.id)? {
            let opened = self.open_assessment(&found)?;
            entries.extend(self.entry_of_assessment(&opened.digest, &open)?);
            assessments.push(json!({
                "id": opened.id,
                "recorded": opened.recorded,
                "digest": opened.digest,
                "assessment": opened.assessment,
            }));
        }
        let mut sheets = Vec::new();
        for found in sheet::of_learner(self.store(), &record.id)? {
            let says = self.open_sheet(&found)?;
            let head = found.head;
            entries.extend(self.entries_up_to(Some(head.entry.clone()), &open)?);
            sheets.push(json!({
                "id": head.id,
                "state": head.state,
                "created": head.created,
                "changed": head.changed,
                "assessment": head.assessment,
                "sheet": says,
            }));
        }
        let mut credentials = Vec::new();
        for found in credential::held_by(self.store(), &record.id)? {
            entries.extend(self.entries_up_to(found.record.entry.clone(), &open)?);
            credentials.push(self.credential_to_export(&found)?);
        }
        let mut claims = Vec::new();
        for found in claim::of_learner(self.store(), &record.id)? {
            entries.extend(self.entries_up_to(found.entry.clone(), &open)?);
            let details = self.details_of(&found)?;
            claims.push(json!({
                "id": found.id,
                "purpose": found.purpose,
                "created": found.created,
                "expires": found.expires,
                "end": found.end,
                "credentials": details.credentials,
                "sent": details.sent,
            }));
        }
        entries.sort_by(|left, right| left.id.cmp(&right.id));
        Ok(json!({
            "exported": timestamp(self.now()),
            "learner": {
                "id": record.id,
                "issuer": record.issuer,
                "created": record.created,
            },
            "assessments": assessments,
            "sheets": sheets,
            "credentials": credentials,
            "claims": claims,
            "shares": self.shares_to_export(&record.id)?,
            "audit": entries,
        }))
    }

    fn credential_to_export(&self, found: &credential::Found) -> Result<Value, ServiceError> {
        let body = self.open_credential(found)?;
        let record = &found.record;
        let secured = record.secured.iter().zip(&body.signed).map(|(one, bytes)| {
            json!({
                "proof": one.proof,
                "mediaType": one.media_type,
                "verificationMethod": one.verification_method,
                "created": one.created,
                "sha256": one.digest,
                // JSON and tokens: text, whose bytes a JSON string keeps.
                "document": String::from_utf8_lossy(bytes),
            })
        });
        let secured: Vec<Value> = secured.collect();
        let made_from = record.made_from.as_ref().map(|from| {
            json!({
                "assessment": from.assessment,
                "assessedAt": from.assessed_at,
                "framework": from.framework,
                "frameworkVersion": from.framework_version,
                "level": from.level,
            })
        });
        let status = record.status.iter().map(|place| {
            json!({
                "purpose": place.purpose,
                "list": place.url,
                "index": place.index,
            })
        });
        let status: Vec<Value> = status.collect();
        Ok(json!({
            "id": record.id,
            "form": record.form,
            "name": record.name,
            "madeFrom": made_from,
            "validFrom": record.valid_from,
            "validUntil": record.valid_until,
            "state": record.state,
            "status": status,
            "supersedes": record.supersedes,
            "supersededBy": record.superseded_by,
            "history": body.history,
            "secured": secured,
        }))
    }

    fn open_entries(&self) -> Result<Open, ServiceError> {
        let mut open = Open::new();
        let mut after = None;
        loop {
            let page = audit::open(self.store(), after, 1000)?;
            for record in &page.records {
                let entry = audit::open_entry(record)?;
                open.insert(entry.hash(), entry);
            }
            after = page.next;
            if after.is_none() {
                return Ok(open);
            }
        }
    }

    /// The entry with the hash `last`, and all before it about the same object.
    fn entries_up_to(&self, last: Option<String>, open: &Open) -> Result<Vec<Entry>, ServiceError> {
        let mut entries = Vec::new();
        let mut hash = last;
        while let Some(this) = hash {
            let entry = match open.get(&this) {
                Some(entry) => entry.clone(),
                None => match audit::number_of(self.store(), &this)? {
                    Some(number) => audit::entry(self.store(), number)?,
                    None => break,
                },
            };
            hash = entry.previous.clone();
            entries.push(entry);
        }
        Ok(entries)
    }

    /// The entry of the assessment with this digest.
    fn entry_of_assessment(
        &self,
        digest: &str,
        open: &Open,
    ) -> Result<Option<Entry>, ServiceError> {
        let holds = |entry: &&Entry| entry.digests.iter().any(|one| one == digest);
        if let Some(entry) = open.values().find(holds) {
            return Ok(Some(entry.clone()));
        }
        let number = audit::first_with_digest(self.store(), digest)?;
        let entry = number.map(|number| audit::entry(self.store(), number));
        Ok(entry.transpose()?)
    }
}
