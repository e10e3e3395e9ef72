//! What an Open Badge says, read back from its JSON: who achieved what, at which level, shown by
//! which statements and evidence, said by whom.
//!
//! Reading claims nothing: what is absent stays absent, and only a verifier that has checked the
//! proof may present it as a fact.

use crate::ijson::Json;
use serde::Serialize;

/// What a badge says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Meaning {
    /// The credential's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The issuer's id.
    pub issuer: String,
    /// The issuer's name as it gives it itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// The subject's id, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The achievement's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement: Option<String>,
    /// The framework's code (a SOC code), where the achievement has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// The framework's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework_version: Option<String>,
    /// The rubric levels, low to high.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<RubricLevel>,
    /// The level that was achieved: its place in `levels`, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achieved_level: Option<usize>,
    /// The statements that this learner met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements_met: Vec<Alignment>,
    /// How the achievement is earned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<String>,
    /// The addresses of the evidence, with their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<(String, Option<String>)>,
    /// Who assessed, on the issuer's behalf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessor: Option<String>,
    /// When it was awarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awarded: Option<String>,
}

/// A level of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RubricLevel {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A statement of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alignment {
    /// Its short title.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Its whole text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Meaning {
    /// Reads what a badge says.
    pub fn read(credential: &Json<'_>) -> Self {
        let text = |pointer: &str| {
            credential
                .pointer(pointer)
                .and_then(Json::as_str)
                .map(str::to_owned)
        };
        let issuer = crate::credential::vcdm::issuer_id(credential);
        let result = credential
            .pointer("/credentialSubject/result")
            .and_then(|results| {
                let mut results = results.as_set().iter();
                results.find(|result| result.get("achievedLevel").is_some())
            });
        let achieved = result.and_then(|r| r.get("achievedLevel")?.as_str());
        let levels = rubric_levels(credential, result);
        Self {
            name: text("/name"),
            issuer: issuer.unwrap_or_default().to_owned(),
            issuer_name: text("/issuer/name"),
            subject: text("/credentialSubject/id"),
            achievement: text("/credentialSubject/achievement/name"),
            framework: text("/credentialSubject/achievement/humanCode"),
            framework_version: text("/credentialSubject/achievement/version"),
            achieved_level: achieved
                .and_then(|id| levels.iter().position(|level| level.id == id))
                .map(|place| place + 1),
            levels,
            statements_met: statements_met(result),
            criteria: text("/credentialSubject/achievement/criteria/narrative"),
            evidence: evidence(credential),
            assessor: text("/credentialSubject/source/name")
                .or_else(|| text("/credentialSubject/source/id")),
            awarded: text("/awardedDate"),
        }
    }

    /// The name of the level that was achieved.
    pub fn level_name(&self) -> Option<&str> {
        let level = self.levels.get(self.achieved_level?.checked_sub(1)?)?;
        Some(&level.name)
    }
}

/// The levels of the result description that `result` names, in its order, which is low to high.
fn rubric_levels(credential: &Json<'_>, result: Option<&Json<'_>>) -> Vec<RubricLevel> {
    let named = result.and_then(|r| r.get("resultDescription")?.as_str());
    credential
        .pointer("/credentialSubject/achievement/resultDescription")
        .map_or(&[][..], Json::as_set)
        .iter()
        .find(|d| d.get("id").and_then(Json::as_str) == named)
        .and_then(|d| d.get("rubricCriterionLevel"))
        .map_or(&[][..], Json::as_set)
        .iter()
        .filter_map(|level| {
            Some(RubricLevel {
                id: level.get("id")?.as_str()?.to_owned(),
                name: level.get("name")?.as_str()?.to_owned(),
            })
        })
        .collect()
}

fn statements_met(result: Option<&Json<'_>>) -> Vec<Alignment> {
    result
        .and_then(|r| r.get("alignment"))
        .map_or(&[][..], Json::as_set)
        .iter()
        .filter_map(|alignment| {
            let text = |name| alignment.get(name)?.as_str().map(str::to_owned);
            Some(Alignment {
                name: text("targetName")?,
                url: text("targetUrl")?,
                text: text("targetDescription"),
            })
        })
        .collect()
}

fn evidence(credential: &Json<'_>) -> Vec<(String, Option<String>)> {
    credential
        .get("evidence")
        .map_or(&[][..], Json::as_set)
        .iter()
        .filter_map(|evidence| {
            let text = |name| evidence.get(name)?.as_str().map(str::to_owned);
            Some((text("id")?, text("name")))
        })
        .collect()
}
