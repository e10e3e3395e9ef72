//! The assessment document that a sheet stands for.
//!
//! It is made of what was typed, and then read like any other: nothing is put right on the way.

use super::{Shown, Sketch, WHAT};
use crate::assessment::{self, Agreement, AssessmentDocument, Learner, Rating};
use crate::finding::Finding;
use crate::framework::Framework;
use crate::ijson::Json;
use crate::service::ServiceError;
use serde_json::{Value, json};
use std::collections::HashMap;

/// How a document names `framework`.
pub(super) fn reference(framework: &Framework) -> Value {
    json!({ "id": framework.key, "version": framework.version })
}

/// Whom a document names, and when it was made.
pub(super) struct Heads<'h> {
    pub learner: &'h Learner,
    pub assessor: &'h str,
    /// The other assessor's name, and how far the two agreed.
    pub second: Option<(&'h str, Agreement)>,
    pub assessed_at: String,
}

/// The document for these ratings; what is not rated is left out.
pub(super) fn document(framework: &Framework, heads: &Heads<'_>, ratings: &[Sketch]) -> Value {
    let rated = ratings.iter().filter_map(|one| {
        let mut rating = json!({ "statement": one.statement, "met": one.met? });
        if !one.evidence.is_empty() {
            rating["evidence"] = one.evidence.iter().map(piece).collect();
        }
        Some(rating)
    });
    let mut document = json!({
        "framework": reference(framework),
        "learner": heads.learner,
        "assessor": { "name": heads.assessor },
        "assessedAt": heads.assessed_at,
        "ratings": rated.collect::<Value>(),
    });
    if let Some((name, agreement)) = &heads.second {
        document["secondAssessor"] = json!({ "name": name });
        document["agreement"] = json!(agreement);
    }
    document
}

fn piece(shown: &Shown) -> Value {
    let mut piece = json!({ "url": shown.url });
    if !shown.name.is_empty() {
        piece["name"] = json!(shown.name);
    }
    if !shown.narrative.is_empty() {
        piece["narrative"] = json!(shown.narrative);
    }
    piece
}

/// Reads a document made from a sheet.
pub(super) fn read(
    document: &Value,
    framework: &Framework,
) -> Result<AssessmentDocument, ServiceError> {
    assessment::read(&Json::from(document), framework).map_err(|findings| ServiceError::Invalid {
        what: WHAT,
        findings,
    })
}

/// Evidence for what is not rated would be lost, so it is asked for.
pub(super) fn check_nothing_is_lost(ratings: &[Sketch]) -> Result<(), ServiceError> {
    let lost = |one: &&Sketch| one.met.is_none() && !one.evidence.is_empty();
    let findings: Vec<Finding> = ratings
        .iter()
        .filter(lost)
        .map(|one| {
            let detail = format!(
                "{} has evidence and is not rated; rate it, or take the evidence out",
                one.statement
            );
            Finding::new("", "evidence-without-rating", detail)
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

/// What was rated so far, to be decided from: without evidence, which decides nothing.
pub(super) fn ratings(framework: &Framework, sketches: &[Sketch]) -> Vec<Rating> {
    let met: HashMap<_, _> = sketches
        .iter()
        .filter_map(|one| Some((&one.statement, one.met?)))
        .collect();
    framework
        .statements()
        .filter_map(|(level, statement)| {
            let key = level.key(statement);
            Some(Rating {
                met: *met.get(&key)?,
                id: statement.id.clone(),
                statement: key,
                evidence: Vec::new(),
            })
        })
        .collect()
}
