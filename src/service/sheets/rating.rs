//! Rating: saving what was entered, signing it off, and the second assessor.

use super::change::{Change, changed, refused};
use super::document::{Heads, check_nothing_is_lost, document, read};
use super::{Part, Rater, Service, ServiceError, Sheet, SheetState, Side, Sketch, WHAT};
use crate::assessment::{Assessors, MAX_EVIDENCE};
use crate::audit::Act;
use crate::clock::timestamp;
use crate::finding::Finding;
use crate::framework::Framework;
use crate::service::assess::Along;
use crate::service::{Actor, Caller};
use serde_json::Value;
use std::collections::HashMap;

impl Service {
    /// Saves what the caller entered into the part that is theirs, in place of what was there.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] where it is not their turn; [`ServiceError::Conflict`] where the
    /// sheet was changed since `revision`; [`ServiceError::Invalid`] for statements that the
    /// framework does not have. Whether what was typed is sound is not asked.
    pub fn save_sheet(
        &self,
        caller: &Caller,
        id: &str,
        revision: u64,
        ratings: Vec<Sketch>,
    ) -> Result<Sheet, ServiceError> {
        let mut change = self.change_of_sheet(caller, id, Some(revision))?;
        let framework = self.framework_of_sheet(&change)?;
        let ratings = in_order(&framework, ratings)?;
        let part = my_part(&mut change)?;
        if part.ratings == ratings {
            return Ok(change.seen());
        }
        part.ratings = ratings;
        self.put_sheet(change, None)
    }

    /// Signs off the part that is the caller's. Where one assesses, that records the assessment;
    /// where two do, the sheet goes to the other, or, after the second, to settling. Signing off
    /// again what the caller has signed off changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with everything that is wrong with what was entered; see
    /// [`statement_of`](super::statement_of). [`ServiceError::Refused`] and
    /// [`ServiceError::Conflict`] as for [`Service::save_sheet`].
    pub fn sign_off(
        &self,
        caller: &Caller,
        id: &str,
        revision: u64,
    ) -> Result<Sheet, ServiceError> {
        let done = self.sign_off_once(caller, id, revision);
        if let Err(ServiceError::Conflict { .. } | ServiceError::Refused { .. }) = &done {
            // The same form sent twice: the other one was faster.
            let now = self.change_of_sheet(caller, id, None)?;
            if signed_by(&now) {
                return Ok(now.seen());
            }
        }
        done
    }

    fn sign_off_once(
        &self,
        caller: &Caller,
        id: &str,
        revision: u64,
    ) -> Result<Sheet, ServiceError> {
        let mut change = self.change_of_sheet(caller, id, Some(revision))?;
        let framework = self.framework_of_sheet(&change)?;
        let learner = change.body.learner.clone();
        let now = timestamp(self.now());
        let two = change.body.policy.assessors == Assessors::Two;
        let part = my_part(&mut change)?;
        let rater = part.rater.clone();
        self.check_not_the_learner(&learner, &caller.actor, &rater.name)?;
        let heads = Heads {
            learner: &learner,
            assessor: &rater.name,
            second: None,
            assessed_at: now.clone(),
        };
        let document = document(&framework, &heads, &part.ratings);
        check_nothing_is_lost(&part.ratings)?;
        read(&document, &framework)?;
        part.signed = Some(now);
        if !two {
            change.head.state = SheetState::Recorded;
            return self.record_sheet(&change, &document, Act::SheetSignOff);
        }
        change.head.state = match change.head.state {
            SheetState::Open => SheetState::Waiting,
            _ => SheetState::Settling,
        };
        self.put_sheet(change, Some(Act::SheetSignOff))
    }

    /// Records the assessment that a sheet stands for, in the commit that closes the sheet.
    pub(super) fn record_sheet(
        &self,
        change: &Change<'_>,
        document: &Value,
        act: Act,
    ) -> Result<Sheet, ServiceError> {
        let with_sheet = |commit, assessment: &str| {
            let mut closed = change.clone();
            closed.head.assessment = Some(assessment.to_owned());
            self.with_sheet(commit, &closed, Some(act)).0
        };
        let along = Along {
            place: &change.found.place,
            add: &with_sheet,
        };
        let text = document.to_string();
        let policy = Some(&change.body.policy);
        self.assess_along(text.as_bytes(), change.caller, policy, Some(&along))?
            .ok_or_else(changed)?;
        self.sheet(change.caller, &change.head.id)
    }

    /// Begins the second part, to be rated by the caller, whose name is `rater`. Again by the same
    /// changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] where it is not waiting for a second assessor, or the caller has
    /// rated first or seen the first ratings; [`ServiceError::Invalid`] where the caller is the
    /// learner.
    pub fn take_sheet(
        &self,
        caller: &Caller,
        id: &str,
        rater: &str,
    ) -> Result<Sheet, ServiceError> {
        let mut change = self.change_of_sheet(caller, id, None)?;
        let seen = change.seen();
        if seen.mine == Some(Side::Second) {
            return Ok(seen);
        }
        if change.head.state != SheetState::Waiting {
            let detail = "this sheet does not wait for a second assessor";
            return Err(refused("sheet-not-waiting", detail));
        }
        let first = &change.body.first;
        let same_name = first.rater.name.to_lowercase() == rater.trim().to_lowercase();
        if !seen.may_take || same_name {
            let detail = "the second assessor is somebody else, who has not seen the first ratings";
            return Err(refused("same-assessor", detail));
        }
        self.check_not_the_learner(&change.body.learner, &caller.actor, rater)?;
        let framework = self.framework_of_sheet(&change)?;
        let name = self.name_of_rater(&framework, &change, rater)?;
        change.head.state = SheetState::Second;
        change.body.second = Some(Part {
            rater: Rater {
                actor: change.actor(),
                name,
            },
            earlier: Vec::new(),
            ratings: Vec::new(),
            signed: None,
        });
        self.put_sheet(change, Some(Act::SheetTake))
    }

    /// Hands the part that is being rated over to `to`, whose name is `name`, with what was
    /// entered. Only whoever may do everything may ask for this.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] where nobody is rating, or `to` is the other assessor or has seen
    /// what they must not; [`ServiceError::Conflict`] where the sheet was changed since `revision`.
    pub fn hand_over_sheet(
        &self,
        caller: &Caller,
        id: &str,
        revision: u64,
        to: &Actor,
        name: &str,
    ) -> Result<Sheet, ServiceError> {
        let mut change = self.change_of_sheet(caller, id, Some(revision))?;
        let framework = self.framework_of_sheet(&change)?;
        self.check_not_the_learner(&change.body.learner, to, name)?;
        let name = self.name_of_rater(&framework, &change, name)?;
        let to = to.to_string();
        let body = &mut change.body;
        let (part, other) = match change.head.state {
            SheetState::Open => (Some(&mut body.first), None),
            SheetState::Second => (body.second.as_mut(), Some(&body.first)),
            _ => (None, None),
        };
        let Some(part) = part else {
            let detail = "nobody is rating on this sheet, so there is nothing to hand over";
            return Err(refused("sheet-not-open", detail));
        };
        let knows = |other: &Part| {
            let mut earlier = other.earlier.iter();
            other.rater.actor == to
                || earlier.any(|one| *one == to)
                || other.rater.name.to_lowercase() == name.to_lowercase()
        };
        if other.is_some_and(knows) {
            let detail = "the second assessor is somebody else, who has not seen the first ratings";
            return Err(refused("same-assessor", detail));
        }
        let before = std::mem::replace(&mut part.rater, Rater { actor: to, name });
        if !part.earlier.contains(&before.actor) {
            part.earlier.push(before.actor);
        }
        self.put_sheet(change, Some(Act::SheetHandOver))
    }

    pub(super) fn framework_of_sheet(
        &self,
        change: &Change<'_>,
    ) -> Result<Framework, ServiceError> {
        let id = &change.body.framework;
        self.framework(&id.key, Some(&id.version))
    }

    /// An assessor's name, read as an assessment document's.
    fn name_of_rater(
        &self,
        framework: &Framework,
        change: &Change<'_>,
        name: &str,
    ) -> Result<String, ServiceError> {
        let heads = Heads {
            learner: &change.body.learner,
            assessor: name,
            second: None,
            assessed_at: timestamp(self.now()),
        };
        let mut document = document(framework, &heads, &[]);
        if let Some(members) = document.as_object_mut() {
            members.remove("ratings");
        }
        document["level"] = framework
            .levels
            .first()
            .map_or(Value::Null, |level| Value::String(level.id.clone()));
        Ok(read(&document, framework)?.assessor.name)
    }
}

/// The part that whoever changes the sheet works on.
fn my_part<'c>(change: &'c mut Change<'_>) -> Result<&'c mut Part, ServiceError> {
    let mine = change.seen().mine;
    let part = match mine {
        Some(Side::First) => Some(&mut change.body.first),
        Some(Side::Second) => change.body.second.as_mut(),
        None => None,
    };
    part.ok_or_else(|| {
        let detail = "it is not your turn to rate on this sheet, or it was signed off";
        refused("not-your-sheet", detail)
    })
}

/// Whether whoever changes the sheet has signed it off.
fn signed_by(change: &Change<'_>) -> bool {
    let actor = change.actor();
    let parts = [Some(&change.body.first), change.body.second.as_ref()];
    parts
        .into_iter()
        .flatten()
        .any(|part| part.rater.actor == actor && part.signed.is_some())
}

/// The ratings in the order of the framework, without what is empty; of several for one statement
/// the last.
fn in_order(framework: &Framework, ratings: Vec<Sketch>) -> Result<Vec<Sketch>, ServiceError> {
    let mut findings = Vec::new();
    let mut by_statement = HashMap::new();
    for mut one in ratings {
        one.evidence.retain(|shown| !shown.is_empty());
        if framework.statement(&one.statement).is_none() {
            let detail = format!("the framework has no statement {}", one.statement);
            findings.push(Finding::new("", "unknown-statement", detail));
        }
        if one.evidence.len() > MAX_EVIDENCE {
            let detail = format!(
                "{} has more than {MAX_EVIDENCE} pieces of evidence",
                one.statement
            );
            findings.push(Finding::new("", "too-much-evidence", detail));
        }
        by_statement.insert(one.statement.clone(), one);
    }
    if !findings.is_empty() {
        return Err(ServiceError::Invalid {
            what: WHAT,
            findings,
        });
    }
    let all = framework.statements();
    let sorted = all.filter_map(|(level, statement)| by_statement.remove(&level.key(statement)));
    Ok(sorted.filter(|one| !one.is_empty()).collect())
}
