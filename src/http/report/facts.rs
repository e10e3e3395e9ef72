//! What a credential states of one assessed level, as the OpenAPI document has it: the shape of
//! `credential::facts::Facts`.

use super::meaning::IdentifierDocument;
use utoipa::ToSchema;

/// What a credential states of one assessed level. What it does not say is absent.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::facts::Facts`")]
#[schema(as = Facts, rename_all = "camelCase")]
pub(super) struct FactsDocument {
    /// The learner's id (a DID), where they have one.
    #[schema(nullable = false)]
    subject: Option<String>,
    /// How the learner is known besides.
    #[schema(nullable = false)]
    identifiers: Option<Vec<IdentifierDocument>>,
    /// Who says so.
    issuer: PartyDocument,
    /// The achievement that was awarded.
    #[schema(nullable = false)]
    achievement: Option<PartyDocument>,
    /// What was assessed against.
    #[schema(nullable = false)]
    framework: Option<FrameworkFactDocument>,
    /// The level that was reached.
    #[schema(nullable = false)]
    level: Option<LevelFactDocument>,
    /// The statements that the learner met, in the order of the framework.
    #[schema(nullable = false)]
    statements: Option<Vec<StatementFactDocument>>,
    /// Who assessed.
    #[schema(nullable = false)]
    assessor: Option<PartyDocument>,
    /// When (RFC 3339).
    #[schema(nullable = false)]
    assessed_at: Option<String>,
    /// By which rule the level is reached, in the issuer's words and without markup.
    #[schema(nullable = false)]
    rule: Option<String>,
    /// Until when it holds (RFC 3339); without an end if absent.
    #[schema(nullable = false)]
    valid_until: Option<String>,
}

/// Somebody or something with an id and a name.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::facts::Party`")]
#[schema(as = Party)]
struct PartyDocument {
    /// Its id: an absolute URI.
    #[schema(nullable = false)]
    id: Option<String>,
    /// Its name.
    #[schema(nullable = false)]
    name: Option<String>,
}

/// A version of a framework, as a credential names it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::facts::FrameworkFact`")]
#[schema(as = FrameworkFact)]
struct FrameworkFactDocument {
    /// Its key: an O*NET-SOC code, or the identifier of a CFDocument.
    #[schema(nullable = false)]
    key: Option<String>,
    /// Its version.
    #[schema(nullable = false)]
    version: Option<String>,
    /// Its name for people.
    #[schema(nullable = false)]
    name: Option<String>,
    /// Its identifier in CASE.
    #[schema(nullable = false)]
    identifier: Option<String>,
    /// Its address.
    #[schema(nullable = false)]
    url: Option<String>,
}

/// A level, as a credential names it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::facts::LevelFact`")]
#[schema(as = LevelFact)]
struct LevelFactDocument {
    /// Its label.
    name: String,
    /// Its place, from 1 (lowest).
    #[schema(nullable = false)]
    rank: Option<u32>,
    /// How many levels there are.
    #[schema(nullable = false)]
    of: Option<u32>,
    /// The identifier of its CFRubricCriterionLevel in CASE.
    #[schema(nullable = false)]
    identifier: Option<String>,
    /// Its address in the framework.
    #[schema(nullable = false)]
    url: Option<String>,
}

/// A statement that was met.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::facts::StatementFact`")]
#[schema(as = StatementFact)]
struct StatementFactDocument {
    /// Its short title.
    title: String,
    /// Its whole text.
    #[schema(nullable = false)]
    text: Option<String>,
    /// Its identifier in CASE.
    #[schema(nullable = false)]
    identifier: Option<String>,
    /// Its address.
    url: String,
}
