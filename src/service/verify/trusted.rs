//! The checks that look at what a credential says: before its proof only whether it can be
//! understood, after it whether it holds now and what it means.

use super::Verifier;
use super::report::{Check, CheckId, own_problem, vcdm_problem};
use crate::clock::parse_timestamp;
use crate::credential::open_badge::{self, Meaning};
use crate::credential::vcdm;
use crate::finding::Finding;
use crate::ijson::Json;
use crate::jsonld::rdf::Dataset;
use crate::jsonld::{UNKNOWN_CONTEXT, UNSUPPORTED};
use crate::proof::{BLANK_NODES_ALIKE, ProofError};

/// Whether the credential keeps the data model.
pub(super) fn check_data_model(credential: &Json<'_>, checks: &mut Vec<Check>) -> bool {
    let first = credential
        .get("@context")
        .and_then(|contexts| contexts.as_set().first()?.as_str());
    if first == Some(vcdm::CONTEXT_V1) {
        let detail = "credentials of the data model 1.1 are not verified yet";
        let problem = own_problem("unsupported-version");
        let check = Check::failed(CheckId::DataModel, problem, detail, "/@context");
        checks.push(check.could_not_tell());
        return false;
    }
    let findings = vcdm::check(credential);
    if findings.is_empty() {
        let detail = "keeps the Verifiable Credentials Data Model 2.0";
        checks.push(Check::passed(CheckId::DataModel, detail));
        return true;
    }
    checks.extend(findings.into_iter().map(|finding| Check {
        problem: Some(vcdm_problem::MALFORMED_VALUE.to_owned()),
        ..Check::from_finding(CheckId::DataModel, finding)
    }));
    false
}

/// Whether everything in the credential is defined by its contexts. This holds for every suite:
/// an undefined name means nothing, and two readers may take it for two things.
///
/// `read` is what came of reading it as RDF.
pub(super) fn check_terms(read: Result<Dataset, ProofError>, checks: &mut Vec<Check>) -> bool {
    match read {
        Ok(_) => {
            let detail = "every name in it is defined by its contexts";
            checks.push(Check::passed(CheckId::Terms, detail));
            true
        }
        Err(error) => {
            checks.extend(error.findings().into_iter().map(of_term));
            false
        }
    }
}

/// A context that is not on board, a feature that is not supported, or more work than is ours to
/// do leaves the rest unknown; everything else is a fault of the document.
fn of_term(finding: Finding) -> Check {
    let unknown = matches!(
        finding.problem,
        UNKNOWN_CONTEXT | UNSUPPORTED | BLANK_NODES_ALIKE
    );
    let check = Check {
        problem: Some("https://w3id.org/security#PROOF_TRANSFORMATION_ERROR".to_owned()),
        ..Check::from_finding(CheckId::Terms, finding)
    };
    if unknown {
        check.could_not_tell()
    } else {
        check
    }
}

/// Checks a credential whose proof has been verified, and reads what it says.
pub(super) fn check(
    verifier: &Verifier<'_>,
    credential: &Json<'_>,
    checks: &mut Vec<Check>,
) -> Option<Meaning> {
    checks.push(validity(verifier, credential));
    checks.push(status(credential));
    if !open_badge::is_open_badge(credential) {
        let detail = "this is no Open Badge; the rules of its type are not known here";
        let problem = own_problem("unknown-credential-type");
        for id in [CheckId::Schema, CheckId::Meaning] {
            checks.push(Check::failed(id, problem.clone(), detail, "/type").could_not_tell());
        }
        return None;
    }
    let findings = open_badge::check(credential);
    let (broken, led_astray): (Vec<_>, Vec<_>) = findings
        .into_iter()
        .partition(|finding| !crate::credential::leads_nowhere(finding));
    push_findings(
        CheckId::Schema,
        broken,
        "keeps the rules of Open Badges 3.0",
        checks,
    );
    let meaning = Meaning::read(credential);
    push_findings(CheckId::Meaning, led_astray, &in_words(&meaning), checks);
    Some(meaning)
}

fn push_findings(id: CheckId, findings: Vec<Finding>, passed: &str, checks: &mut Vec<Check>) {
    if findings.is_empty() {
        checks.push(Check::passed(id, passed));
    }
    checks.extend(findings.into_iter().map(|f| Check::from_finding(id, f)));
}

/// What the level means, in one sentence.
fn in_words(meaning: &Meaning) -> String {
    match (meaning.level_name(), meaning.achieved_level) {
        (Some(name), Some(place)) => {
            let shown = match meaning.statements_met.len() {
                0 => "no statements are listed".to_owned(),
                1 => "one statement met is listed".to_owned(),
                count => format!("{count} statements met are listed"),
            };
            format!(
                "{name} is level {place} of {}; {shown}",
                meaning.levels.len()
            )
        }
        _ => "it names no level".to_owned(),
    }
}

fn validity(verifier: &Verifier<'_>, credential: &Json<'_>) -> Check {
    let instant = |name| credential.get(name)?.as_str().and_then(parse_timestamp);
    let now = verifier.clock.now();
    let wrong = |slug, detail: String, pointer| {
        Check::failed(CheckId::Validity, own_problem(slug), detail, pointer)
    };
    match (instant("validFrom"), instant("validUntil")) {
        (Some(from), _) if now < from => {
            let detail = format!("it is valid only from {}", crate::clock::timestamp(from));
            wrong("not-yet-valid", detail, "/validFrom")
        }
        (_, Some(until)) if now > until => {
            let detail = format!("it expired on {}", crate::clock::timestamp(until));
            wrong("expired", detail, "/validUntil")
        }
        (_, Some(until)) => Check::passed(
            CheckId::Validity,
            format!("valid until {}", crate::clock::timestamp(until)),
        ),
        _ => Check::passed(CheckId::Validity, "valid, without an end"),
    }
}

/// A credential that names no status cannot be revoked; one that does names a list that cannot be
/// had here.
fn status(credential: &Json<'_>) -> Check {
    if credential.get("credentialStatus").is_none() {
        return Check::passed(
            CheckId::Status,
            "it names no status list, so there is nothing to revoke it by",
        );
    }
    let problem = "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR";
    let detail = "status lists are not looked up yet, so whether it was revoked is unknown";
    Check::failed(CheckId::Status, problem, detail, "/credentialStatus").could_not_tell()
}
