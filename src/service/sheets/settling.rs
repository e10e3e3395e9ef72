//! Settling where two assessors differ: statement by statement, one of the two ratings holds.
//!
//! What both rated alike holds, with the evidence of both. Where they differ, the rating that was
//! chosen holds, with the evidence of whoever gave it.

use super::change::{Change, refused};
use super::document::{Heads, document, read};
use super::{
    Service, ServiceError, Settled, Sheet, SheetBody, SheetState, Shown, Side, Sketch, WHAT,
};
use crate::assessment::{Comparison, Difference, compare};
use crate::audit::Act;
use crate::clock::timestamp;
use crate::finding::Finding;
use crate::framework::{Framework, StatementKey};
use crate::service::Caller;
use std::collections::HashMap;

/// The ratings of the two assessors of a sheet side by side; `None` where there are not two, or
/// they may not be seen yet.
pub fn comparison(framework: &Framework, sheet: &Sheet) -> Option<Comparison> {
    let open = matches!(
        sheet.head.state,
        SheetState::Settling | SheetState::Recorded
    );
    let second = sheet.body.second.as_ref().filter(|_| open)?;
    Some(compared(
        framework,
        &sheet.body.first.ratings,
        &second.ratings,
    ))
}

/// What an assessment says of the sheet as it is settled so far; what is not settled is not rated.
pub fn settled_ratings(framework: &Framework, body: &SheetBody) -> Vec<Sketch> {
    let Some(second) = &body.second else {
        return body.first.ratings.clone();
    };
    let by_statement = |ratings: &[Sketch]| -> HashMap<StatementKey, Sketch> {
        let all = ratings.iter().cloned();
        all.map(|one| (one.statement.clone(), one)).collect()
    };
    let first = by_statement(&body.first.ratings);
    let other = by_statement(&second.ratings);
    let chosen: HashMap<_, _> = body
        .settled
        .iter()
        .map(|one| (&one.statement, one.side))
        .collect();
    let all = framework.statements();
    all.filter_map(|(level, statement)| {
        let key = level.key(statement);
        let (one, another) = (first.get(&key), other.get(&key));
        let met = |sketch: Option<&Sketch>| sketch.and_then(|sketch| sketch.met);
        if met(one) == met(another) {
            return Some(together(one?, another?));
        }
        match chosen.get(&key)? {
            Side::First => one.cloned(),
            Side::Second => another.cloned(),
        }
    })
    .filter(|sketch| sketch.met.is_some())
    .collect()
}

/// What two rated alike, with the evidence of both, each piece once.
fn together(one: &Sketch, another: &Sketch) -> Sketch {
    let mut evidence: Vec<Shown> = one.evidence.clone();
    for shown in &another.evidence {
        if !evidence.contains(shown) {
            evidence.push(shown.clone());
        }
    }
    Sketch {
        evidence,
        ..one.clone()
    }
}

fn compared(framework: &Framework, first: &[Sketch], second: &[Sketch]) -> Comparison {
    let met = |ratings: &[Sketch]| -> HashMap<StatementKey, bool> {
        let all = ratings.iter();
        all.filter_map(|one| Some((one.statement.clone(), one.met?)))
            .collect()
    };
    let statements = framework.statements();
    let statements = statements.map(|(level, statement)| level.key(statement));
    compare(statements, &met(first), &met(second))
}

impl Service {
    /// Saves whose rating holds where the two differ, as far as it is settled.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] where the caller is none of the two, or there is nothing to
    /// settle; [`ServiceError::Invalid`] for statements in which they do not differ;
    /// [`ServiceError::Conflict`] where the sheet was changed since `revision`.
    pub fn settle_sheet(
        &self,
        caller: &Caller,
        id: &str,
        revision: u64,
        settled: Vec<Settled>,
    ) -> Result<Sheet, ServiceError> {
        let mut change = self.change_of_sheet(caller, id, Some(revision))?;
        may_settle(&change)?;
        let framework = self.framework_of_sheet(&change)?;
        let comparison = comparison_of(&framework, &change);
        let settled = in_order(&comparison.differences, settled)?;
        if change.body.settled == settled {
            return Ok(change.seen());
        }
        change.body.settled = settled;
        self.put_sheet(change, None)
    }

    /// Records the assessment of two who have settled where they differ. Again changes nothing.
    ///
    /// # Errors
    /// As for [`Service::settle_sheet`]; [`ServiceError::Invalid`] also where something is not
    /// settled.
    pub fn record_settled(
        &self,
        caller: &Caller,
        id: &str,
        revision: u64,
    ) -> Result<Sheet, ServiceError> {
        let done = self.record_settled_once(caller, id, revision);
        if let Err(ServiceError::Conflict { .. } | ServiceError::Refused { .. }) = &done {
            // The same form sent twice: the other one was faster.
            let now = self.change_of_sheet(caller, id, None)?;
            let actor = now.actor();
            let second = now.body.second.as_ref();
            let one_of_them = now.body.first.rater.actor == actor
                || second.is_some_and(|part| part.rater.actor == actor);
            if now.head.state == SheetState::Recorded && one_of_them {
                return Ok(now.seen());
            }
        }
        done
    }

    fn record_settled_once(
        &self,
        caller: &Caller,
        id: &str,
        revision: u64,
    ) -> Result<Sheet, ServiceError> {
        let mut change = self.change_of_sheet(caller, id, Some(revision))?;
        may_settle(&change)?;
        let framework = self.framework_of_sheet(&change)?;
        let comparison = comparison_of(&framework, &change);
        check_all_is_settled(&comparison.differences, &change.body.settled)?;
        let ratings = settled_ratings(&framework, &change.body);
        let second = change.body.second.as_ref();
        let second = second
            .map(|part| part.rater.name.clone())
            .unwrap_or_default();
        let heads = Heads {
            learner: &change.body.learner,
            assessor: &change.body.first.rater.name,
            second: Some((&second, comparison.agreement)),
            assessed_at: timestamp(self.now()),
        };
        let document = document(&framework, &heads, &ratings);
        read(&document, &framework)?;
        change.head.state = SheetState::Recorded;
        self.record_sheet(&change, &document, Act::SheetSettle)
    }
}

fn comparison_of(framework: &Framework, change: &Change<'_>) -> Comparison {
    let second = change.body.second.as_ref();
    let second = second.map_or(&[][..], |part| &part.ratings);
    compared(framework, &change.body.first.ratings, second)
}

fn may_settle(change: &Change<'_>) -> Result<(), ServiceError> {
    match change.seen().may_settle {
        true => Ok(()),
        false => {
            let detail = "the two assessors settle where they differ, once both have signed off";
            Err(refused("not-your-sheet", detail))
        }
    }
}

/// The choices in the order of the differences; of several for one statement the last.
fn in_order(
    differences: &[Difference],
    settled: Vec<Settled>,
) -> Result<Vec<Settled>, ServiceError> {
    let mut by_statement: HashMap<StatementKey, Side> = HashMap::new();
    for one in settled {
        by_statement.insert(one.statement, one.side);
    }
    let sorted = differences.iter().filter_map(|difference| {
        let side = by_statement.remove(&difference.statement)?;
        Some(Settled {
            statement: difference.statement.clone(),
            side,
        })
    });
    let sorted = sorted.collect();
    match by_statement.keys().next() {
        None => Ok(sorted),
        Some(other) => {
            let detail = format!("the two assessors do not differ in {other}");
            Err(ServiceError::Invalid {
                what: WHAT,
                findings: vec![Finding::new("", "nothing-to-settle", detail)],
            })
        }
    }
}

fn check_all_is_settled(
    differences: &[Difference],
    settled: &[Settled],
) -> Result<(), ServiceError> {
    let is_open = |difference: &&Difference| {
        !settled
            .iter()
            .any(|one| one.statement == difference.statement)
    };
    let findings: Vec<Finding> = differences
        .iter()
        .filter(is_open)
        .map(|difference| {
            let detail = format!("it is not settled whether {} is met", difference.statement);
            Finding::new("", "not-settled", detail)
        })
        .collect();
    match findings.is_empty() {
        true => Ok(()),
        false => Err(ServiceError::Invalid {
            what: WHAT,
            findings,
        }),
    }
}
