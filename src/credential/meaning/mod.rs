//! What a credential says, read back from its JSON: who achieved what, at which level, shown by
//! which statements and evidence, said by whom.
//!
//! Reading claims nothing: what is absent stays absent, and only a verifier that has checked the
//! proof may present it as a fact. An address read here is text; whether to make it a link is for
//! whoever shows it.

mod badge;
mod record;
mod text;

pub use badge::{
    DECIDED_BY_PROVIDER, Evidence, LevelOrder, MetStatement, OtherResult, RubricLevel,
};
pub use record::{Association, Endorsed, Listed, Record};

use super::facts::{self, Facts};
use super::kind::{Kind, kinds};
use super::vcdm;
use crate::ijson::Json;
use serde::Serialize;
use text::{Reader, text};

/// What a credential says. A badge fills the members about an achievement, a record
/// [`Meaning::record`], an endorsement [`Meaning::endorsement`], a résumé [`Meaning::stated`]; the
/// others are every credential's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Meaning {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The credential's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The address of its picture, or of its achievement's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The issuer's id.
    pub issuer: String,
    /// The issuer's name as it gives it itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// The issuer's site as it gives it itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_url: Option<String>,
    /// The issuer's e-mail address as it gives it itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_email: Option<String>,
    /// The subject's id, where there is one subject and it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The subjects' ids, where there are several: nothing else is read of them, lest one is taken
    /// for the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Option<String>>,
    /// How the subject is known besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// The achievement's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement: Option<String>,
    /// The achievement's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement_id: Option<String>,
    /// The framework's code (a SOC code), where the achievement has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// The framework's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_version: Option<String>,
    /// The framework's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_name: Option<String>,
    /// The framework's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_url: Option<String>,
    /// The rubric levels, low to high as far as `level_order` says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<RubricLevel>,
    /// By what the levels are ordered; `None` where their order means nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_order: Option<LevelOrder>,
    /// The level that was achieved: its place in `levels`, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achieved_level: Option<usize>,
    /// The statements that this learner met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements_met: Vec<MetStatement>,
    /// The results besides the one that names the level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_results: Vec<OtherResult>,
    /// By which rule a level is reached, in the issuer's words and without markup.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_rule: Option<String>,
    /// How the achievement is earned, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<String>,
    /// Where the criteria are to be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria_url: Option<String>,
    /// The evidence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Who assessed, on the issuer's behalf: a name, or an id without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessor: Option<String>,
    /// The id of who assessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessor_id: Option<String>,
    /// When it was awarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awarded: Option<String>,
    /// From when it is valid, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Until when it is valid, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// What a record (CLR 2.0) holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// What an endorsement endorses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endorsement: Option<Endorsed>,
    /// What a résumé (LER-RS) states of assessed levels in its own members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<Facts>,
}

/// How a subject is known (Open Badges 3.0, `IdentityObject`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Identifier {
    /// Its type, such as `emailAddress`.
    #[serde(rename = "type")]
    pub identity_type: String,
    /// Whether `hash` is a hash, or the identifier itself.
    pub hashed: bool,
    /// The hash, or the identifier itself.
    pub hash: String,
    /// What stood behind the identifier when it was hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
}

impl Meaning {
    /// Reads what a credential says.
    pub fn read(credential: &Json<'_>) -> Self {
        let read = Reader(credential);
        let kinds = kinds(credential);
        let subjects = credential
            .get("credentialSubject")
            .map_or(&[][..], Json::as_set);
        let id = |subject: &Json<'_>| text(subject.get("id")?);
        let validity = vcdm::validity(credential);
        let mut meaning = Self {
            kind: kinds.first().copied().unwrap_or(Kind::Other),
            id: read.text("/id"),
            name: read
                .text("/name")
                .or_else(|| match kinds.contains(&Kind::LerRs) {
                    // HR Open's wrapper has no name of its own.
                    true => read.text("/credentialSubject/certifications/0/name"),
                    false => None,
                }),
            description: read.text("/description"),
            image: read.address("/image"),
            issuer: vcdm::issuer_id(credential).unwrap_or_default().to_owned(),
            issuer_name: read.text("/issuer/name"),
            issuer_url: read.text("/issuer/url"),
            issuer_email: read.text("/issuer/email"),
            awarded: read.text("/awardedDate"),
            valid_from: read.text(validity.from_pointer),
            valid_until: read.text(validity.until_pointer),
            evidence: badge::evidence(credential),
            ..Self::default()
        };
        match subjects {
            [subject] => {
                meaning.subject = id(subject);
                meaning.identifiers = identifiers(subject);
                meaning.read_badge(subject);
                if kinds.contains(&Kind::Clr) {
                    meaning.record = Some(Record::read(credential, subject));
                }
                if meaning.kind == Kind::LerRs {
                    meaning.stated = facts::read(credential);
                }
                if kinds.contains(&Kind::Endorsement) {
                    meaning.endorsement = Endorsed::read(subject);
                }
            }
            several => meaning.subjects = several.iter().map(id).collect(),
        }
        meaning
    }

    /// Forgets an order of levels that stands on nothing but where they stand, for a credential
    /// whose proof does not cover that.
    pub fn without_unsigned_order(&mut self) {
        if self.level_order == Some(LevelOrder::Position) && self.levels.len() > 1 {
            self.level_order = None;
        }
    }

    /// The name of the level that was achieved.
    pub fn level_name(&self) -> Option<&str> {
        let level = self.levels.get(self.achieved_level?.checked_sub(1)?)?;
        Some(&level.name)
    }
}

/// How a subject is known besides its id.
pub(super) fn identifiers(subject: &Json<'_>) -> Vec<Identifier> {
    let all = subject.get("identifier").map_or(&[][..], Json::as_set);
    all.iter()
        .filter_map(|identity| {
            let text = |name| identity.get(name)?.as_str().map(str::to_owned);
            Some(Identifier {
                identity_type: text("identityType")?,
                hashed: identity.get("hashed")?.as_bool()?,
                hash: text("identityHash")?,
                salt: text("salt"),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
