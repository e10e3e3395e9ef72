//! The learner and the assessor of an assessment document.

use super::address::{is_did, is_email, is_identifier};
use super::model::{Assessor, Learner};
use super::texts::{checked, line};
use crate::finding::Finding;
use crate::ijson::At;

/// Reads the member `learner`.
pub(super) fn learner(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Learner> {
    let mut fields = at.fields(findings)?;
    let name = fields
        .required("name", findings)
        .and_then(|at| line(&at, findings));
    let email = fields.optional("email");
    let did = fields.optional("did");
    if email.is_none() && did.is_none() {
        let detail = "the learner needs \"did\" or \"email\", or the credential could name no one";
        findings.push(at.finding("missing-member", detail));
    }
    let email = checked(email, is_email, "bad-email", "an e-mail address", findings);
    let did = checked(
        did,
        is_did,
        "bad-did",
        "a DID, such as did:key:z6Mk…",
        findings,
    );
    fields.nothing_else(findings);
    Some(Learner {
        name: name?,
        email,
        did,
    })
}

/// Reads the member `assessor`.
pub(super) fn assessor(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Assessor> {
    let mut fields = at.fields(findings)?;
    let name = fields
        .required("name", findings)
        .and_then(|at| line(&at, findings));
    let id = fields.optional("id");
    let id = checked(
        id,
        is_identifier,
        "bad-identifier",
        "an absolute URL, a DID or a URN",
        findings,
    );
    fields.nothing_else(findings);
    Some(Assessor { name: name?, id })
}
