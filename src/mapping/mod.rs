//! From an assessed level to an unsecured credential: total and pure.
//!
//! Whatever could go wrong has gone wrong before (an assessment resolves against its framework)
//! or is said afterwards (by preflight); mapping itself cannot fail. What it needs beyond its
//! inputs (the id, the dates, the salt) is handed in, so that a fixed input has a fixed output.

pub mod address;
pub mod case;
mod clr;
pub mod ctdl;
mod facts;
mod ler_rs;
pub mod markdown;
pub mod open_badge;
mod record;

pub use address::Addresses;
pub use clr::clr;
pub use facts::facts;
pub use ler_rs::{hr_open_ler_rs, ler_rs, name as resume_name};
pub use open_badge::{achievement, open_badge};

use crate::assessment::Assessment;
use crate::credential::facts::Facts;
use crate::credential::meaning::Identifier;
use crate::credential::open_badge::{CredentialStatus, IdentityObject};
use crate::credential::profile::IssuerProfile;
use crate::framework::{Framework, Level};
use serde_json::Value;

/// What a credential is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The framework that was assessed against.
    pub framework: &'a Framework,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// The level that it reached: one of `framework`'s.
    pub level: &'a Level,
    /// Who issues.
    pub issuer: &'a IssuerProfile,
}

/// What makes one credential different from the next of the same source.
#[derive(Debug, Clone)]
pub struct Occasion {
    /// The credential's id, an absolute URI.
    pub id: String,
    /// From when it is valid: an XSD dateTimeStamp in whole seconds.
    pub valid_from: String,
    /// Until when; for ever if `None`.
    pub valid_until: Option<String>,
    /// The salt for the learner's e-mail address.
    pub salt: String,
    /// Its places in status lists: none, one, or one for each purpose.
    pub status: Vec<StatusEntry>,
}

/// A place in a status list (Bitstring Status List 1.0, section 2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusEntry {
    /// What a set bit means: `revocation` or `suspension`.
    pub purpose: String,
    /// The address of the list.
    pub list: String,
    /// The place in the list, from 0.
    pub index: u32,
}

/// A secured achievement credential that a record or a résumé is to hold.
#[derive(Debug, Clone)]
pub struct Held<'a> {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it states.
    pub facts: Facts,
    /// The credential itself: JSON with its proof, or the envelope of a token (VC Data Model 2.0,
    /// section 4.13.1).
    pub credential: Value,
    /// The framework that it was assessed against, where that is on record here.
    pub framework: Option<&'a Framework>,
}

/// What a record or a résumé is made from.
#[derive(Debug, Clone)]
pub struct Holding<'a> {
    /// The credentials that it is to hold. Never empty.
    pub held: Vec<Held<'a>>,
    /// Whether they are less than all that the issuer knows of the learner.
    pub partial: bool,
    /// The learner's name, as the assessment gives it.
    pub learner: Option<String>,
    /// Who issues it.
    pub issuer: &'a IssuerProfile,
}

impl<'a> Source<'a> {
    /// The source of a credential; `None` when the assessment reached no level of the framework.
    pub fn new(
        framework: &'a Framework,
        assessment: &'a Assessment,
        issuer: &'a IssuerProfile,
    ) -> Option<Self> {
        let level = framework.level(assessment.decision.achieved.as_deref()?)?;
        Some(Self {
            framework,
            assessment,
            level,
            issuer,
        })
    }

    /// The addresses that the issuer's credentials use.
    pub fn addresses(&self) -> Addresses<'a> {
        Addresses::of(self.issuer)
    }
}

/// What a framework is called where it stands beside others: its title, key and version.
pub fn framework_name(framework: &Framework) -> String {
    format!(
        "{} competency framework ({}, {})",
        framework.occupation.title, framework.key, framework.version
    )
}

/// A place in a status list as a credential has it.
fn status_of(entry: &StatusEntry) -> CredentialStatus {
    CredentialStatus::new(&entry.purpose, &entry.list, entry.index)
}

/// What the achievement for a framework version is called.
fn achievement_name(framework: &Framework) -> String {
    format!("{} proficiency", framework.occupation.title)
}

/// The type of the one identifier that is stated of learners here (Open Badges 3.0, appendix B.2).
const EMAIL_ADDRESS: &str = "emailAddress";

/// A salted hash of an address as a credential has it; `None` for any other identifier.
fn identity(identifier: &Identifier) -> Option<IdentityObject> {
    let salt = identifier.salt.clone()?;
    let stated = identifier.hashed && identifier.identity_type == EMAIL_ADDRESS;
    stated.then(|| IdentityObject {
        class: "IdentityObject",
        hashed: true,
        identity_hash: identifier.hash.clone(),
        identity_type: EMAIL_ADDRESS,
        salt,
    })
}
