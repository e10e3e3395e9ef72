//! Open Badges 3.0: the classes that a mapped credential is made of.
//!
//! Field names are the specification's; what each means is said in its appendix B, “Data Models”.
//! Sets are arrays even with one value, and nothing is written that was not given (section 8.1).

pub(super) mod classes;
mod rules;
mod words;

pub use super::meaning::{Meaning, MetStatement, RubricLevel};
pub use rules::{
    UNKNOWN_LEVEL, UNKNOWN_RESULT_DESCRIPTION, check, check_endorsement, is_endorsement,
    is_open_badge,
};
pub(super) use rules::{check_identity, check_status, check_versions, check_vocabulary};

use serde::Serialize;

/// The Open Badges context that goes with VC Data Model 2.0.
pub const CONTEXT: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
/// Defines the type of [`SCHEMA`], among others.
pub const EXTENSIONS_CONTEXT: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
/// The official JSON Schema of an AchievementCredential.
pub const SCHEMA: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// The status type of 1EdTech's revocation lists, whose `id` is the list's address (1EdTech VC
/// Revocation List 1.0).
pub const STATUS_TYPE: &str = "1EdTechRevocationList";

/// An `OpenBadgeCredential` before it is secured.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "the specification names and defines the members"
)]
pub struct OpenBadgeCredential {
    #[serde(rename = "@context")]
    pub context: Vec<&'static str>,
    pub id: String,
    #[serde(rename = "type")]
    pub types: Vec<&'static str>,
    pub name: String,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    pub issuer: Profile,
    pub valid_from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    pub awarded_date: String,
    pub credential_subject: AchievementSubject,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// One is an object by itself: the official schema admits no array.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_more")]
    pub credential_status: Vec<CredentialStatus>,
    pub credential_schema: Vec<CredentialSchema>,
}

/// An `Image` (Open Badges 3.0, appendix B.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(
    missing_docs,
    reason = "the specification names and defines the members"
)]
pub struct Image {
    pub id: String,
    #[serde(rename = "type")]
    pub class: &'static str,
    pub caption: String,
}

/// A `BitstringStatusListEntry` (Bitstring Status List 1.0, section 2.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "the specification names and defines the members"
)]
pub struct CredentialStatus {
    pub id: String,
    #[serde(rename = "type")]
    pub class: &'static str,
    pub status_purpose: String,
    pub status_list_index: String,
    pub status_list_credential: String,
}

impl CredentialStatus {
    /// The entry for the place `index` of the list at `list`.
    pub fn new(purpose: &str, list: &str, index: u32) -> Self {
        Self {
            id: format!("{list}#{index}"),
            class: "BitstringStatusListEntry",
            status_purpose: purpose.to_owned(),
            status_list_index: index.to_string(),
            status_list_credential: list.to_owned(),
        }
    }
}

/// Writes one status by itself, and several as an array.
pub(in crate::credential) fn one_or_more<S: serde::Serializer>(
    statuses: &[CredentialStatus],
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    match statuses {
        [one] => one.serialize(serializer),
        several => several.serialize(serializer),
    }
}

/// Declares a class whose `type` is an array of its own name.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attr:meta])* $field:ident : $kind:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(rename_all = "camelCase")]
        #[allow(missing_docs, reason = "the specification names and defines the members")]
        pub struct $name {
            $($(#[$attr])* pub $field: $kind),*
        }
    )*};
}

classes! {
    /// `AchievementSubject`
    AchievementSubject {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        #[serde(rename = "type")]
        types: [&'static str; 1],
        #[serde(skip_serializing_if = "Vec::is_empty")]
        identifier: Vec<IdentityObject>,
        achievement: Achievement,
        activity_end_date: String,
        result: Vec<Result>,
        source: Profile,
    }
    /// `IdentityObject`: how a learner without a DID is known.
    IdentityObject {
        #[serde(rename = "type")]
        class: &'static str,
        hashed: bool,
        identity_hash: String,
        identity_type: &'static str,
        salt: String,
    }
    /// `Achievement`
    Achievement {
        id: String,
        #[serde(rename = "type")]
        types: [&'static str; 1],
        achievement_type: &'static str,
        name: String,
        description: String,
        criteria: Criteria,
        creator: Profile,
        #[serde(skip_serializing_if = "Option::is_none")]
        field_of_study: Option<String>,
        human_code: String,
        version: String,
        tag: Vec<String>,
        alignment: Vec<Alignment>,
        result_description: Vec<ResultDescription>,
    }
    /// `Criteria`
    Criteria {
        id: String,
        narrative: String,
    }
    /// `ResultDescription`
    ResultDescription {
        id: String,
        #[serde(rename = "type")]
        types: [&'static str; 1],
        name: &'static str,
        result_type: &'static str,
        required_level: String,
        rubric_criterion_level: Vec<RubricCriterionLevel>,
    }
    /// `RubricCriterionLevel`
    RubricCriterionLevel {
        id: String,
        #[serde(rename = "type")]
        types: [&'static str; 1],
        name: String,
        level: String,
        points: String,
        description: String,
        alignment: Vec<Alignment>,
    }
    /// `Result`
    Result {
        #[serde(rename = "type")]
        types: [&'static str; 1],
        result_description: String,
        achieved_level: String,
        value: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        alignment: Vec<Alignment>,
    }
    /// `Alignment`
    Alignment {
        #[serde(rename = "type")]
        types: [&'static str; 1],
        target_name: String,
        target_url: String,
        target_code: String,
        target_framework: String,
        target_type: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        target_description: Option<String>,
    }
    /// `Evidence`
    Evidence {
        id: String,
        #[serde(rename = "type")]
        types: [&'static str; 1],
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        narrative: Option<String>,
    }
    /// `Profile`
    Profile {
        id: String,
        #[serde(rename = "type")]
        types: [&'static str; 1],
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        email: Option<String>,
    }
    /// `CredentialSchema`
    CredentialSchema {
        id: &'static str,
        #[serde(rename = "type")]
        class: &'static str,
    }
}
