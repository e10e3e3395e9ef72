//! What a learner sees of themself at one issuer: everything they hold, by framework, with the
//! level, what shows it, and what is missing for the next.
//!
//! Nothing of another learner is ever given out here: whoever asks names the issuer and the learner
//! that their session is for, and what is not theirs is not there.

use super::{Service, ServiceError};
use crate::assessment::{Assessment, Basis, Evidence, NextLevel};
use crate::clock::{parse_timestamp, timestamp};
use crate::credential::profile::IssuerProfile;
use crate::framework::Framework;
use crate::records::credential::{Found, State};
use crate::records::framework as frameworks;
use crate::records::{assessment, credential, learner};
use time::OffsetDateTime;

/// Everything that a learner holds at one issuer.
#[derive(Debug, Clone, PartialEq)]
pub struct MyRecord {
    /// The issuer.
    pub issuer: IssuerProfile,
    /// The learner's name, as the latest assessment has it.
    pub name: Option<String>,
    /// What was assessed and issued by frameworks, the one with the newest on top.
    pub frameworks: Vec<HeldFramework>,
    /// What belongs to no framework: records of several, and what the issuer wrote otherwise. The
    /// newest first.
    pub others: Vec<HeldCredential>,
}

/// What a learner achieved on one framework.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldFramework {
    /// The framework's key.
    pub key: String,
    /// The version of the latest assessment.
    pub version: String,
    /// What it is about.
    pub title: String,
    /// Whose words the statements are, as the publisher wants it said.
    pub credit: String,
    /// The credentials, the newest first.
    pub credentials: Vec<HeldCredential>,
    /// The latest assessment.
    pub latest: Option<LatestAssessment>,
}

/// How a learner came out of the latest assessment against a framework.
#[derive(Debug, Clone, PartialEq)]
pub struct LatestAssessment {
    /// When it was made.
    pub assessed_at: String,
    /// The name of who made it.
    pub assessor: String,
    /// The levels, low to high.
    pub rungs: Vec<Rung>,
    /// The label of the level that was achieved; `None` where none was.
    pub achieved: Option<String>,
    /// Whether the provider stated the level, without ratings.
    pub by_provider: bool,
    /// What is missing for the level above; `None` at the highest, and where the provider decided.
    pub next: Option<NextLevel>,
    /// The statements that were met, low to high.
    pub met: Vec<MetStatement>,
}

/// A level, as one learner stands to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Its label.
    pub label: String,
    /// Whether it is the one that was achieved, or below that.
    pub reached: bool,
    /// Whether it is the one that was achieved.
    pub achieved: bool,
    /// How many of its statements were met; `None` where nobody rated them.
    pub met: Option<usize>,
    /// How many it has.
    pub statements: usize,
}

/// A statement that a learner met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetStatement {
    /// The label of its level.
    pub level: String,
    /// Its whole text.
    pub text: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// A credential that a learner holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldCredential {
    /// Its id.
    pub id: String,
    /// Its id as it stands in addresses: the UUID where it is one.
    pub short_id: String,
    /// Its form: `open-badge`, `clr` and so on.
    pub form: String,
    /// Its name; `None` where the issuer wrote it otherwise.
    pub name: Option<String>,
    /// The label of the level that was achieved.
    pub level: Option<String>,
    /// The title of the framework.
    pub framework: Option<String>,
    /// The id of the assessment that it was made from.
    pub assessment: Option<String>,
    /// From when it is valid.
    pub valid_from: Option<String>,
    /// Until when.
    pub valid_until: Option<String>,
    /// Whether it holds.
    pub standing: HeldStanding,
    /// The credential that took its place, as it stands in addresses.
    pub superseded_by: Option<String>,
    /// How its secured forms are secured, with their media types.
    pub secured: Vec<(String, String)>,
}

/// Whether a credential holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldStanding {
    /// It does.
    Current,
    /// Not yet.
    NotYet,
    /// Its time is over.
    Over,
    /// Not for now: its issuer suspended it.
    Suspended,
    /// No more: its issuer revoked it.
    Revoked,
    /// It does, and another took its place.
    Superseded,
}

impl Service {
    /// Everything that the learner holds at the issuer.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such learner there; [`ServiceError::Erased`];
    /// [`ServiceError::Key`] when the deployment's key is not unlocked.
    pub fn my_record(&self, issuer: &str, learner: &str) -> Result<MyRecord, ServiceError> {
        self.learner_at(issuer, learner)?;
        let mut assessments = self.assessments_of(learner)?;
        assessments.sort_by_key(|(recorded, made)| (made.assessed_at, recorded.clone()));
        let name = assessments
            .last()
            .map(|(_, made)| made.learner.name.clone());
        let mut record = MyRecord {
            issuer: self.issuer(issuer)?.profile,
            name,
            frameworks: Vec::new(),
            others: Vec::new(),
        };
        let mut held = credential::held_by(self.store(), learner)?;
        held.retain(|one| one.record.issuer == issuer && !one.is_erased());
        for one in held.iter().rev() {
            self.place(one, &mut record)?;
        }
        // What was assessed and not issued is shown too, below what was.
        for (_, made) in assessments.iter().rev() {
            let known = record.frameworks.iter_mut();
            let mut known = known.filter(|one| one.key == made.framework.key);
            match known.next() {
                Some(one) if one.latest.is_some() => {}
                Some(one) => self.complete(one, made)?,
                None => {
                    let mut new =
                        self.held_framework(&made.framework.key, &made.framework.version)?;
                    self.complete(&mut new, made)?;
                    record.frameworks.push(new);
                }
            }
        }
        Ok(record)
    }

    /// A credential that the learner holds at the issuer.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another learner's.
    pub fn my_credential(
        &self,
        issuer: &str,
        learner: &str,
        id: &str,
    ) -> Result<HeldCredential, ServiceError> {
        let found = self.my_found_credential(issuer, learner, id)?;
        let of = found.record.made_from.as_ref();
        let framework = of.map(|of| self.framework_held(&of.framework, &of.framework_version));
        let framework = framework.transpose()?.flatten();
        Ok(self.held_credential(&found, framework.as_ref()))
    }

    pub(super) fn my_found_credential(
        &self,
        issuer: &str,
        learner: &str,
        id: &str,
    ) -> Result<Found, ServiceError> {
        let found = self.find_credential(id, issuer)?;
        let own = found.record.learner.as_deref() == Some(learner) && !found.is_erased();
        match own {
            true => Ok(found),
            // As for one that is not there at all.
            false => Err(ServiceError::NotFound {
                what: "credential",
                name: id.to_owned(),
                near: Vec::new(),
            }),
        }
    }

    /// The learner's name, as the latest assessment has it, and the addresses that they were
    /// assessed under, the latest first.
    pub(super) fn named_in_assessments(
        &self,
        learner: &str,
    ) -> Result<(Option<String>, Vec<String>), ServiceError> {
        let mut assessments = self.assessments_of(learner)?;
        assessments.sort_by_key(|(recorded, made)| (made.assessed_at, recorded.clone()));
        let mut addresses: Vec<String> = Vec::new();
        for (_, made) in assessments.iter().rev() {
            let new = made.learner.email.as_ref();
            addresses.extend(new.filter(|new| !addresses.contains(new)).cloned());
        }
        let name = assessments.pop().map(|(_, made)| made.learner.name);
        Ok((name, addresses))
    }

    /// The learner's assessments, each with when it was recorded.
    fn assessments_of(&self, learner: &str) -> Result<Vec<(String, Assessment)>, ServiceError> {
        let mut all = Vec::new();
        for found in assessment::of_learner(self.store(), learner)? {
            if !found.is_erased() {
                let opened = self.open_assessment(&found)?;
                all.push((opened.recorded, opened.assessment));
            }
        }
        Ok(all)
    }

    fn learner_at(&self, issuer: &str, learner: &str) -> Result<(), ServiceError> {
        let known = learner::find(self.store(), learner)?;
        match known.filter(|known| known.issuer == issuer) {
            Some(known) if known.erased.is_some() => Err(ServiceError::Erased),
            Some(_) => Ok(()),
            None => Err(ServiceError::NotFound {
                what: "learner",
                name: learner.to_owned(),
                near: Vec::new(),
            }),
        }
    }

    /// Puts a credential where it belongs in the record.
    fn place(&self, found: &Found, record: &mut MyRecord) -> Result<(), ServiceError> {
        let Some(of) = &found.record.made_from else {
            record.others.push(self.held_credential(found, None));
            return Ok(());
        };
        let framework = self.framework_held(&of.framework, &of.framework_version)?;
        let held = self.held_credential(found, framework.as_ref());
        let mut known = record.frameworks.iter_mut();
        match known.find(|one| one.key == of.framework) {
            Some(one) => one.credentials.push(held),
            None => {
                let mut new = self.held_framework(&of.framework, &of.framework_version)?;
                new.credentials.push(held);
                record.frameworks.push(new);
            }
        }
        Ok(())
    }

    fn held_framework(&self, key: &str, version: &str) -> Result<HeldFramework, ServiceError> {
        let framework = self.framework_held(key, version)?;
        let framework = framework.as_ref();
        Ok(HeldFramework {
            key: key.to_owned(),
            version: version.to_owned(),
            title: framework.map_or_else(|| key.to_owned(), |one| one.occupation.title.clone()),
            credit: framework.map(Framework::credit).unwrap_or_default(),
            credentials: Vec::new(),
            latest: None,
        })
    }

    fn framework_held(&self, key: &str, version: &str) -> Result<Option<Framework>, ServiceError> {
        Ok(frameworks::find(self.store(), key, version)?)
    }

    /// Says how the learner came out of the assessment `made`.
    fn complete(&self, held: &mut HeldFramework, made: &Assessment) -> Result<(), ServiceError> {
        let of = &made.framework;
        held.version.clone_from(&of.version);
        let Some(framework) = self.framework_held(&of.key, &of.version)? else {
            return Ok(());
        };
        let achieved = made.decision.achieved.as_deref();
        held.latest = Some(LatestAssessment {
            assessed_at: timestamp(made.assessed_at),
            assessor: made.assessor.name.clone(),
            rungs: rungs(&framework, made),
            achieved: achieved
                .and_then(|id| framework.level(id))
                .map(|level| level.label.clone()),
            by_provider: made.decision.basis == Basis::Provider,
            next: made.decision.next.clone(),
            met: met(&framework, made),
        });
        Ok(())
    }

    fn held_credential(&self, found: &Found, framework: Option<&Framework>) -> HeldCredential {
        let record = &found.record;
        let level = record.made_from.as_ref().map(|of| of.level.as_str());
        let label = level.and_then(|id| Some(framework?.level(id)?.label.clone()));
        let superseded_by = record.superseded_by.as_ref();
        HeldCredential {
            id: record.id.clone(),
            short_id: short_id(&record.id),
            form: record.form.clone(),
            name: record.name.clone(),
            level: label.or_else(|| level.map(str::to_owned)),
            framework: framework.map(|one| one.occupation.title.clone()),
            assessment: record.made_from.as_ref().map(|of| of.assessment.clone()),
            valid_from: record.valid_from.clone(),
            valid_until: record.valid_until.clone(),
            standing: standing(found, self.now()),
            superseded_by: superseded_by.map(|by| short_id(&by.id)),
            secured: record
                .secured
                .iter()
                .map(|one| (one.proof.clone(), one.media_type.clone()))
                .collect(),
        }
    }
}

/// The id of a credential as it stands in addresses: the UUID where it is one, else the whole id
/// without what would end a segment of a path.
pub fn short_id(id: &str) -> String {
    match id.strip_prefix("urn:uuid:") {
        Some(uuid) => uuid.to_owned(),
        None => url::form_urlencoded::byte_serialize(id.as_bytes()).collect(),
    }
}

fn standing(found: &Found, now: OffsetDateTime) -> HeldStanding {
    let record = &found.record;
    let at = |text: &Option<String>| text.as_deref().and_then(parse_timestamp);
    match record.state {
        State::Revoked => HeldStanding::Revoked,
        State::Suspended => HeldStanding::Suspended,
        State::Current if record.superseded_by.is_some() => HeldStanding::Superseded,
        State::Current if at(&record.valid_until).is_some_and(|end| end < now) => {
            HeldStanding::Over
        }
        State::Current if at(&record.valid_from).is_some_and(|start| now < start) => {
            HeldStanding::NotYet
        }
        State::Current => HeldStanding::Current,
    }
}

fn rungs(framework: &Framework, made: &Assessment) -> Vec<Rung> {
    let decision = &made.decision;
    let top = decision
        .achieved
        .as_deref()
        .and_then(|id| framework.rank(id));
    let rung = |(place, level): (usize, &crate::framework::Level)| {
        let mut outcomes = decision.levels.iter();
        let outcome = outcomes.find(|one| one.level == level.id);
        let is_top = decision.achieved.as_deref() == Some(level.id.as_str());
        Rung {
            label: level.label.clone(),
            reached: outcome.map_or_else(
                || top.is_some() && framework.rank(&level.id) <= top,
                |one| one.reached,
            ) || (place == 0 && is_top),
            achieved: is_top,
            met: outcome.map(|one| one.met.len()),
            statements: level.statements.len(),
        }
    };
    framework.levels.iter().enumerate().map(rung).collect()
}

fn met(framework: &Framework, made: &Assessment) -> Vec<MetStatement> {
    let mark = |mark: &crate::assessment::Mark| {
        let statement = framework.statement(&mark.statement);
        let level = framework.level(&mark.statement.level);
        let mut ratings = made.ratings.iter();
        let rating = ratings.find(|rating| rating.statement == mark.statement);
        MetStatement {
            level: level.map_or_else(|| mark.statement.level.clone(), |one| one.label.clone()),
            text: statement.map_or_else(|| mark.title.clone(), |one| one.text.clone()),
            evidence: rating.map(|one| one.evidence.clone()).unwrap_or_default(),
        }
    };
    made.decision.met().map(mark).collect()
}
