//! The ratings of an assessment document, and the evidence for them.

use super::address::is_web_address;
use super::model::{Evidence, Rating};
use super::reference::Statements;
use super::texts::{checked, line, prose};
use crate::finding::Finding;
use crate::framework::StatementKey;
use crate::ijson::At;
use std::collections::HashMap;

/// The greatest number of pieces of evidence for one rating.
pub const MAX_EVIDENCE: usize = 100;

/// Reads the member `ratings`.
pub(super) fn ratings(
    at: &At<'_, '_>,
    statements: &Statements<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Rating> {
    let Some(elements) = at.elements(findings) else {
        return Vec::new();
    };
    if elements.is_empty() {
        let detail = "there are no ratings; leave \"ratings\" out to state a level alone";
        findings.push(at.finding("no-ratings", detail));
    }
    let mut first: HashMap<StatementKey, String> = HashMap::with_capacity(elements.len());
    let mut ratings = Vec::with_capacity(elements.len());
    for at in elements {
        let Some(rating) = rating(&at, statements, &mut first, findings) else {
            continue;
        };
        ratings.push(rating);
    }
    ratings
}

/// Reads one rating; `first` holds where each statement was rated before.
fn rating(
    at: &At<'_, '_>,
    statements: &Statements<'_>,
    first: &mut HashMap<StatementKey, String>,
    findings: &mut Vec<Finding>,
) -> Option<Rating> {
    let mut fields = at.fields(findings)?;
    let place = fields.required("statement", findings);
    let found = place.as_ref().and_then(|at| statements.named(at, findings));
    if let (Some(place), Some((key, _))) = (&place, &found) {
        if let Some(before) = first.get(key) {
            let detail = format!("{key} is rated twice; the other rating is at {before}");
            findings.push(place.finding("rated-twice", detail));
        } else {
            first.insert(key.clone(), at.pointer.clone());
        }
    }
    let met = fields
        .required("met", findings)
        .and_then(|at| at.boolean(findings));
    let evidence = match fields.optional("evidence") {
        Some(at) => evidence(&at, findings),
        None => Some(Vec::new()),
    };
    fields.nothing_else(findings);
    let (statement, known) = found?;
    Some(Rating {
        statement,
        id: known.id.clone(),
        met: met?,
        evidence: evidence?,
    })
}

fn evidence(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Vec<Evidence>> {
    let elements = at.elements(findings)?;
    if elements.len() > MAX_EVIDENCE {
        let detail = format!("{} pieces; at most {MAX_EVIDENCE} are read", elements.len());
        findings.push(at.finding("too-much-evidence", detail));
        return None;
    }
    let pieces = elements.iter().filter_map(|at| piece(at, findings));
    Some(pieces.collect())
}

fn piece(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Evidence> {
    let mut fields = at.fields(findings)?;
    let url = fields.required("url", findings);
    let url = checked(
        url,
        is_web_address,
        "bad-url",
        "an absolute https or http address",
        findings,
    );
    let name = fields.optional("name").and_then(|at| line(&at, findings));
    let narrative = fields
        .optional("narrative")
        .and_then(|at| prose(&at, findings));
    fields.nothing_else(findings);
    Some(Evidence {
        url: url?,
        name,
        narrative,
    })
}
