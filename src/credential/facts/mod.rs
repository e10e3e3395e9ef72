//! The facts that a credential states about a learner's level, whatever its form: who, against
//! which framework and version, at which level, by which statements, assessed by whom and when,
//! under which rule, until when.
//!
//! A badge (Open Badges 3.0), a record (CLR 2.0) and a résumé (LER-RS) of one assessment are all
//! mapped from one value of [`Facts`], and [`read`] gives it back from each of them. What a
//! credential does not say is absent here; nothing is made up for it. Reading claims nothing:
//! only a verifier that has checked the proof may present what is read as a fact.

mod badge;
mod ler_rs;
mod record;

use super::kind::{Kind, kinds};
use super::meaning::Identifier;
use crate::ijson::Json;
use serde::Serialize;

/// What one credential, or one part of one, states about one assessed level.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// The learner's id (a DID), where they have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// How the learner is known besides: salted hashes of addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// Who says so.
    pub issuer: Party,
    /// The achievement that was awarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement: Option<Party>,
    /// What was assessed against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<FrameworkFact>,
    /// The level that was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelFact>,
    /// The statements that the learner met, in the order of the framework.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<StatementFact>,
    /// Who assessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessor: Option<Party>,
    /// When (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessed_at: Option<String>,
    /// By which rule the level is reached, in the issuer's words and without markup.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Until when it holds (RFC 3339); without an end if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
}

/// Somebody or something with an id and a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Its id: an absolute URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A version of a framework.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FrameworkFact {
    /// Its key: an O*NET-SOC code, or the identifier of a CFDocument.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Its name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its identifier in CASE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A level of a framework.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LevelFact {
    /// Its label.
    pub name: String,
    /// Its place, from 1 (lowest).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// How many levels there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<usize>,
    /// The identifier of its CFRubricCriterionLevel in CASE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Its address in the framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A statement that was met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct StatementFact {
    /// Its short title.
    pub title: String,
    /// Its whole text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its identifier in CASE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Its address.
    pub url: String,
}

/// What each narrative of a résumé's `body` in `credential` states of an assessed level: its place,
/// the id of the credential that it names, and the facts.
pub(super) fn of_narratives(credential: &Json<'_>, body: &Json<'_>) -> Vec<(usize, String, Facts)> {
    let subject = credential.get("credentialSubject");
    subject.map_or_else(Vec::new, |subject| ler_rs::of_body(subject, body))
}

/// The facts that `credential` states: one value for a badge, one for each assessed level in a
/// record, a résumé or a presentation, in the order in which they stand. Empty for what states none.
///
/// What stands in a token inside a record or résumé is not read.
pub fn read(credential: &Json<'_>) -> Vec<Facts> {
    let kinds = kinds(credential);
    if kinds.contains(&Kind::Clr) || kinds.contains(&Kind::Presentation) {
        return record::read(credential);
    }
    if kinds.contains(&Kind::LerRs) {
        return ler_rs::read(credential);
    }
    if kinds.contains(&Kind::OpenBadge) {
        return vec![badge::read(credential)];
    }
    Vec::new()
}
