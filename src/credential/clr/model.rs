//! The classes that a mapped record is made of (CLR Standard 2.0, appendix B.1).
//!
//! Field names are the specification's. What the record holds is carried as it was signed.

use crate::credential::open_badge::{
    CredentialSchema, CredentialStatus, IdentityObject, Profile, one_or_more,
};
use serde::Serialize;
use serde_json::Value;

/// The CLR context that defines `partial` and a subject's `identifier`.
pub const CONTEXT: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
/// The official JSON Schema of a ClrCredential.
pub const SCHEMA: &str =
    "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json";

/// A `ClrCredential` before it is secured.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "the specification names and defines the members"
)]
pub struct ClrCredential {
    #[serde(rename = "@context")]
    pub context: Vec<&'static str>,
    pub id: String,
    #[serde(rename = "type")]
    pub types: Vec<&'static str>,
    pub name: String,
    pub description: String,
    pub partial: bool,
    pub issuer: Profile,
    pub valid_from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    pub awarded_date: String,
    pub credential_subject: ClrSubject,
    /// One is an object by itself: the official schema admits no array.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_more")]
    pub credential_status: Vec<CredentialStatus>,
    pub credential_schema: Vec<CredentialSchema>,
}

/// `ClrSubject`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "the specification names and defines the members"
)]
pub struct ClrSubject {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(rename = "type")]
    pub types: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifier: Vec<IdentityObject>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub achievement: Vec<AchievementDefinition>,
    /// The credentials, each with its own proof.
    pub verifiable_credential: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub association: Vec<Association>,
}

/// An `Achievement` that associations refer to; to be listed is not to be awarded.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "the specification names and defines the members"
)]
pub struct AchievementDefinition {
    pub id: String,
    #[serde(rename = "type")]
    pub types: [&'static str; 1],
    pub achievement_type: &'static str,
    pub name: String,
    pub description: String,
    pub criteria: Criteria,
    pub human_code: String,
}

/// `Criteria`, by their address.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(
    missing_docs,
    reason = "the specification names and defines the members"
)]
pub struct Criteria {
    pub id: String,
}

/// `Association`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "the specification names and defines the members"
)]
pub struct Association {
    #[serde(rename = "type")]
    pub class: &'static str,
    pub association_type: &'static str,
    pub source_id: String,
    pub target_id: String,
}
