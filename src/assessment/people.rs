//! The learner and the assessors of an assessment document, and how far two of these agreed.

use super::address::{is_did, is_email, is_identifier};
use super::agreement::Agreement;
use super::model::{Assessor, Learner};
use super::texts::{checked, line};
use crate::finding::Finding;
use crate::framework::Framework;
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

/// Reads the member `assessor`: somebody else than `learner`.
pub(super) fn assessor(
    at: &At<'_, '_>,
    learner: Option<&Learner>,
    findings: &mut Vec<Finding>,
) -> Option<Assessor> {
    let read = somebody(at, findings)?;
    if learner.is_some_and(|learner| learner.is_named_by(&read)) {
        let detail = "this is the learner, and nobody assesses themselves";
        findings.push(at.finding("self-assessment", detail));
    }
    Some(read)
}

/// Reads the member `secondAssessor`: somebody else than `learner` and than the `first`.
pub(super) fn second_assessor(
    at: &At<'_, '_>,
    learner: Option<&Learner>,
    first: Option<&Assessor>,
    findings: &mut Vec<Finding>,
) -> Option<Assessor> {
    let read = assessor(at, learner, findings)?;
    if first.is_some_and(|first| first.is_the_same_as(&read)) {
        let detail = "this is the first assessor again; two people assess";
        findings.push(at.finding("same-assessor", detail));
    }
    Some(read)
}

impl Learner {
    /// Whether `assessor` is named by an address or a DID of this learner. Two people may have one
    /// name, so a name alone tells nothing.
    pub fn is_named_by(&self, assessor: &Assessor) -> bool {
        let id = assessor.id.as_deref();
        self.is_known_by(id) || self.is_known_by(Some(&assessor.name))
    }

    /// Whether `text` is an address, with or without `mailto:`, or the DID of this learner.
    pub fn is_known_by(&self, text: Option<&str>) -> bool {
        let Some(text) = text.map(str::trim) else {
            return false;
        };
        let scheme = text.get(..7).unwrap_or_default();
        let address = match scheme.eq_ignore_ascii_case("mailto:") {
            true => &text[7..],
            false => text,
        };
        let same = |known: &Option<String>| {
            known
                .as_deref()
                .is_some_and(|known| known.trim().to_lowercase() == address.to_lowercase())
        };
        same(&self.email) || self.did.as_deref() == Some(text)
    }
}

impl Assessor {
    /// Whether `other` is the same person as far as can be told: by the id where both have one,
    /// else by the name.
    pub fn is_the_same_as(&self, other: &Assessor) -> bool {
        match (&self.id, &other.id) {
            (Some(one), Some(another)) => one == another,
            _ => self.name.to_lowercase() == other.name.to_lowercase(),
        }
    }
}

/// Reads the member `agreement`: counts of statements, of which the framework has enough.
pub(super) fn agreement(
    at: &At<'_, '_>,
    framework: &Framework,
    findings: &mut Vec<Finding>,
) -> Option<Agreement> {
    let mut fields = at.fields(findings)?;
    let mut count = |name: &'static str, needed: bool, findings: &mut Vec<Finding>| {
        let at = match needed {
            true => fields.required(name, findings)?,
            false => match fields.optional(name) {
                Some(at) => at,
                None => return Some(0),
            },
        };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number up to a million is one of u32"
        )]
        let whole = |count: f64| {
            let sound = (0.0..=1e6).contains(&count) && count.fract() == 0.0;
            sound.then_some(count as u32)
        };
        let read = at.json.as_f64().and_then(whole);
        if read.is_none() {
            findings.push(at.finding("bad-count", "this is a number of statements"));
        }
        read
    };
    let both_met = count("bothMet", true, findings);
    let first_only = count("firstOnly", true, findings);
    let second_only = count("secondOnly", true, findings);
    let both_not_met = count("bothNotMet", true, findings);
    let unpaired = count("unpaired", false, findings);
    fields.nothing_else(findings);
    let agreement = Agreement {
        both_met: both_met?,
        first_only: first_only?,
        second_only: second_only?,
        both_not_met: both_not_met?,
        unpaired: unpaired?,
    };
    let counted = agreement.pairs() + u64::from(agreement.unpaired);
    let statements = framework.statements().count();
    if counted > statements as u64 {
        let detail =
            format!("{counted} statements are counted, and the framework has {statements}");
        findings.push(at.finding("bad-count", detail));
    }
    Some(agreement)
}

fn somebody(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Assessor> {
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
