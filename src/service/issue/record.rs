//! Step 1 of issuing a record of what a learner holds: everything, or the credentials that the
//! caller chooses.
//!
//! Each credential stands in it with its own proof. That all are about one learner follows from
//! whose they are on record; that their subjects say so too is looked at before anything is
//! signed, because whoever reads the record has nothing else.

use super::draft::{
    Draft, Standing, check_end, check_forms, fingerprint, fresh_record, whole_seconds,
};
use super::held::{add_holdable, counts, held, holds_now, map_holding, name_of_holding};
use super::request::{Form, Issued};
use super::steps::{Made, Round, Signatory};
use crate::clock::parse_timestamp;
use crate::credential::MAX_PARTS;
use crate::credential::ler_rs::Resume;
use crate::credential::recipient::{Sameness, same_subject};
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::ijson::{self, Json, join};
use crate::mapping::{Held, Holding};
use crate::proof::SecuringPlan;
use crate::records::credential::{self as records, CredentialRecord, Found};
use crate::records::idempotency::IdempotencyKey;
use crate::records::{assessment, framework};
use crate::service::learners::Learner;
use crate::service::{Caller, Service, ServiceError};
use std::collections::HashMap;
use time::OffsetDateTime;

/// What a record of a learner's credentials is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRequest {
    /// The id of the learner.
    pub learner: String,
    /// The ids of the credentials that go in; all that hold now if empty.
    pub credentials: Vec<String>,
    /// The form: any that holds badges.
    pub form: Form,
    /// The ways it is secured, each a document of its own; empty for the form's standard.
    pub proofs: Vec<SecuringPlan>,
    /// Until when it is valid (XSD dateTimeStamp); without an end if `None`. What is inside keeps
    /// its own end.
    pub valid_until: Option<String>,
    /// What a résumé is to say besides.
    pub resume: Option<Resume>,
}

impl RecordRequest {
    fn digest(&self) -> String {
        let proofs: Vec<String> = self.proofs.iter().map(SecuringPlan::name).collect();
        let text = serde_json::json!([
            "record",
            self.learner,
            self.credentials,
            self.form.name(),
            proofs,
            self.valid_until,
            self.resume.as_ref().map(Resume::members),
        ]);
        sha256_hex(&[text.to_string().as_bytes()])
    }
}

impl Service {
    /// Issues a record of what a learner of the caller's issuer holds. Each time is a new one, but
    /// for the same `idempotency` key.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a learner or a credential that is not there, or is another's;
    /// [`ServiceError::Refused`] when there is nothing to hold, a chosen credential no longer holds,
    /// or the form does not hold badges; [`ServiceError::Invalid`] when the credentials do not all
    /// name the same learner; and as for [`Service::issue`].
    pub fn issue_record(
        &self,
        request: &RecordRequest,
        caller: &Caller,
        idempotency: Option<IdempotencyKey<'_>>,
    ) -> Result<Vec<Issued>, ServiceError> {
        check(request, self.now())?;
        self.until_committed(&request.digest(), idempotency, || {
            // 1 prepare
            let by = self.signatory(&caller.issuer)?;
            self.own_learner(&request.learner, caller)?;
            let learner = self.learner_named(&request.learner)?;
            let mut round = Round::default();
            let badges = self.badges_for(request, &by, &mut round, caller)?;
            let draft = self.record_draft(request, &badges, &learner, &by)?;
            // 2 to 4
            let plans = request.form.secured_by(&request.proofs);
            let made = self.secure_missing(&mut round, draft, &plans, &by, caller)?;
            round.answer(&made, &plans)?;
            Ok(round)
        })
    }

    /// The credentials that go in, each secured so that it can be held; and whether the issuer
    /// knows of more.
    fn badges_for(
        &self,
        request: &RecordRequest,
        by: &Signatory,
        round: &mut Round,
        caller: &Caller,
    ) -> Result<Badges, ServiceError> {
        let mut all = records::held_by(self.store(), &request.learner)?;
        all.sort_by_key(|found| since_when(&found.record));
        for id in &request.credentials {
            let found = all.iter().find(|found| found.record.id == *id);
            let found = found.ok_or_else(|| ServiceError::NotFound {
                what: "credential of this learner",
                name: id.clone(),
                near: Vec::new(),
            })?;
            if !holds_now(found, self.now()) {
                return Err(holds_no_more(&found.record));
            }
        }
        let mut badges = Badges {
            made: Vec::new(),
            partial: false,
        };
        for found in all {
            let record = &found.record;
            let chosen = request.credentials.is_empty() || request.credentials.contains(&record.id);
            if !counts(&found) || !self.is_badge(&found)? {
                if request.credentials.contains(&record.id) {
                    return Err(no_badge(&record.id));
                }
                continue;
            }
            if !chosen || !holds_now(&found, self.now()) {
                badges.partial = true;
                continue;
            }
            if badges.made.len() == MAX_PARTS {
                return Err(too_many());
            }
            badges.made.push(self.holdable(found, by, round, caller)?);
        }
        if badges.made.is_empty() {
            return Err(ServiceError::Refused {
                rule: "nothing-to-hold",
                detail: format!(
                    "the learner {} holds no badge that is valid now, so there is nothing to make a \
                     record of",
                    request.learner
                ),
            });
        }
        Ok(badges)
    }

    /// A badge on record with a proof with which it can be held.
    fn holdable(
        &self,
        found: Found,
        by: &Signatory,
        round: &mut Round,
        caller: &Caller,
    ) -> Result<Made, ServiceError> {
        let draft = self.draft_on_record(found)?;
        let mut plans = Vec::new();
        add_holdable(&draft, &mut plans);
        self.secure_missing(round, draft, &plans, by, caller)
    }

    fn record_draft(
        &self,
        request: &RecordRequest,
        badges: &Badges,
        learner: &Learner,
        by: &Signatory,
    ) -> Result<Draft, ServiceError> {
        let frameworks = self.frameworks_of(&badges.made)?;
        let held = badges.made.iter().map(|made| {
            let from = made.record.made_from.as_ref();
            let id = from.map(|from| FrameworkId {
                key: from.framework.clone(),
                version: from.framework_version.clone(),
            });
            held(
                &made.record,
                &made.body,
                id.and_then(|id| frameworks.get(&id)),
            )
        });
        let holding = Holding {
            held: held.collect::<Result<_, _>>()?,
            partial: badges.partial,
            learner: self.name_of(&request.learner)?,
            issuer: &by.issuer.profile,
        };
        check_one_learner(&holding.held)?;
        let until = request.valid_until.as_deref().map(whole_seconds);
        let (status, occasion) = self.occasion(request.form, &by.issuer, until)?;
        let document = map_holding(request.form, &holding, request.resume.as_ref(), &occasion)?;
        let record = CredentialRecord {
            form: request.form.name().to_owned(),
            name: Some(name_of_holding(request.form, &holding, &document)),
            resume: fingerprint(request.resume.as_ref(), learner),
            learner: Some(learner.id.clone()),
            ..fresh_record(occasion, status, &by.issuer.profile.slug)
        };
        Ok(Draft {
            place: records::place(self.next_key()),
            record,
            standing: Standing::New {
                document: ijson::to_vec(&Json::from(&document)),
                before: None,
            },
            learner: Some(learner.clone()),
            supersedes: Vec::new(),
        })
    }

    /// The frameworks on record that these credentials were made from.
    fn frameworks_of(
        &self,
        made: &[Made],
    ) -> Result<HashMap<FrameworkId, Framework>, ServiceError> {
        let mut frameworks = HashMap::new();
        for from in made
            .iter()
            .filter_map(|made| made.record.made_from.as_ref())
        {
            let (key, version) = (&from.framework, &from.framework_version);
            if let Some(framework) = framework::find(self.store(), key, version)? {
                frameworks.insert(framework.id(), framework);
            }
        }
        Ok(frameworks)
    }

    /// The learner's name, as the latest of their assessments gives it.
    fn name_of(&self, learner: &str) -> Result<Option<String>, ServiceError> {
        let mut latest = None;
        for found in assessment::of_learner(self.store(), learner)? {
            let opened = self.open_assessment(&found)?.assessment;
            let at = opened.assessed_at;
            if latest.as_ref().is_none_or(|(before, _)| *before <= at) {
                latest = Some((at, opened.learner.name));
            }
        }
        Ok(latest.map(|(_, name)| name))
    }
}

/// The credentials that go into a record.
struct Badges {
    made: Vec<Made>,
    /// Whether the issuer knows of more.
    partial: bool,
}

/// From when what a credential states holds, which is the order in a record: when it was assessed.
fn since_when(record: &CredentialRecord) -> Option<OffsetDateTime> {
    let from = record.made_from.as_ref();
    let from = from.and_then(|from| from.assessed_at.as_ref());
    parse_timestamp(from.or(record.valid_from.as_ref())?)
}

/// What can be told without opening anything.
fn check(request: &RecordRequest, now: OffsetDateTime) -> Result<(), ServiceError> {
    if !request.form.holds_badge() {
        return Err(ServiceError::Refused {
            rule: "no-record",
            detail: format!(
                "a document of the form {} holds no other credentials; ask for clr, ler-rs or \
                 hr-open-ler-rs",
                request.form.name()
            ),
        });
    }
    let form = std::slice::from_ref(&request.form);
    check_forms(form, &request.proofs, request.resume.as_ref())?;
    check_end(request.valid_until.as_deref(), now)
}

/// All credentials that a record holds are about the same learner, by what they say themselves: a
/// record that mixes learners would credit one with what another can do.
fn check_one_learner(held: &[Held<'_>]) -> Result<(), ServiceError> {
    let mut findings = Vec::new();
    if let Some((first, others)) = held.split_first() {
        let credential = Json::from(&first.credential);
        for (place, other) in (1..).zip(others) {
            let pair = (&credential, &Json::from(&other.credential));
            if same_subject(pair.0, pair.1) == Sameness::Different {
                let detail = format!(
                    "{} names another learner than {}: they cannot stand in one record; choose \
                     the credentials of one",
                    other.id, first.id
                );
                let place = join("/credentialSubject/verifiableCredential", place);
                findings.push(Finding::new(place, "several-learners", detail));
            }
        }
    }
    match findings.is_empty() {
        true => Ok(()),
        false => Err(ServiceError::Invalid {
            what: "the record",
            findings,
        }),
    }
}

fn holds_no_more(record: &CredentialRecord) -> ServiceError {
    ServiceError::Refused {
        rule: "holds-no-more",
        detail: format!(
            "{} was revoked or suspended, is over, or its learner was erased: a record that held it \
             would not be valid",
            record.id
        ),
    }
}

/// No verifier looks at so many credentials in one document, this one included.
fn too_many() -> ServiceError {
    ServiceError::Refused {
        rule: "too-many-credentials",
        detail: format!(
            "the learner holds more than {MAX_PARTS} credentials, and no more are verified in one \
             record; choose some of them"
        ),
    }
}

fn no_badge(id: &str) -> ServiceError {
    ServiceError::Refused {
        rule: "no-badge",
        detail: format!(
            "{id} is no achievement credential (Open Badges 3.0); a record holds those alone here"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::facts::Facts;
    use serde_json::{Value, json};

    fn about(id: &str, subject: &Value) -> Held<'static> {
        Held {
            id: id.to_owned(),
            name: "A badge".to_owned(),
            facts: Facts::default(),
            credential: json!({"credentialSubject": subject}),
            framework: None,
        }
    }

    #[test]
    fn a_record_is_about_one_learner() {
        let ada = json!({"id": "did:example:ada"});
        let known = json!({"identifier": [{"identityType": "emailAddress", "hashed": true,
                                           "identityHash": "sha256$00", "salt": "a"}]});
        let one = [about("a", &ada), about("b", &ada), about("c", &known)];
        assert!(check_one_learner(&one).is_ok());
        let two = [
            about("a", &ada),
            about("b", &json!({"id": "did:example:eve"})),
        ];
        let Err(ServiceError::Invalid { findings, .. }) = check_one_learner(&two) else {
            panic!("two learners stand in one record");
        };
        let found: Vec<_> = findings.iter().map(|f| (&*f.pointer, f.problem)).collect();
        let place = "/credentialSubject/verifiableCredential/1";
        assert_eq!(found, [(place, "several-learners")]);
    }
}
