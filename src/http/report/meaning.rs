//! What a credential says, as the OpenAPI document has it: the shape of
//! `credential::meaning::Meaning`.

use super::facts::FactsDocument;
use utoipa::ToSchema;

/// What a credential says. A badge fills the members about an achievement, a record
/// `record`, an endorsement `endorsement`, a résumé `stated`; the others are every credential's.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::Meaning`")]
#[schema(as = Meaning, rename_all = "camelCase")]
pub(super) struct MeaningDocument {
    /// What it is.
    kind: KindName,
    /// Its id.
    #[schema(nullable = false)]
    id: Option<String>,
    /// The credential's name.
    #[schema(nullable = false)]
    name: Option<String>,
    /// What it says of itself.
    #[schema(nullable = false)]
    description: Option<String>,
    /// The address of its picture, or of its achievement's.
    #[schema(nullable = false)]
    image: Option<String>,
    /// The issuer's id.
    issuer: String,
    /// The issuer's name as it gives it itself.
    #[schema(nullable = false)]
    issuer_name: Option<String>,
    /// The issuer's site as it gives it itself.
    #[schema(nullable = false)]
    issuer_url: Option<String>,
    /// The issuer's e-mail address as it gives it itself.
    #[schema(nullable = false)]
    issuer_email: Option<String>,
    /// The subject's id, where there is one subject and it has one.
    #[schema(nullable = false)]
    subject: Option<String>,
    /// The subjects' ids, where there are several: nothing else is read of them, lest one is taken
    /// for the other.
    #[schema(nullable = false)]
    subjects: Option<Vec<Option<String>>>,
    /// How the subject is known besides.
    #[schema(nullable = false)]
    identifiers: Option<Vec<IdentifierDocument>>,
    /// The achievement's name.
    #[schema(nullable = false)]
    achievement: Option<String>,
    /// The achievement's id.
    #[schema(nullable = false)]
    achievement_id: Option<String>,
    /// The framework's code (a SOC code), where the achievement has one.
    #[schema(nullable = false)]
    framework: Option<String>,
    /// The framework's version.
    #[schema(nullable = false)]
    framework_version: Option<String>,
    /// The framework's name.
    #[schema(nullable = false)]
    framework_name: Option<String>,
    /// The framework's address.
    #[schema(nullable = false)]
    framework_url: Option<String>,
    /// The rubric levels, low to high as far as `level_order` says.
    #[schema(nullable = false)]
    levels: Option<Vec<RubricLevelDocument>>,
    /// By what the levels are ordered; absent where their order means nothing.
    #[schema(nullable = false)]
    level_order: Option<LevelOrderName>,
    /// The level that was achieved: its place in `levels`, from 1.
    #[schema(nullable = false)]
    achieved_level: Option<u32>,
    /// The statements that this learner met.
    #[schema(nullable = false)]
    statements_met: Option<Vec<MetStatementDocument>>,
    /// The results besides the one that names the level.
    #[schema(nullable = false)]
    other_results: Option<Vec<OtherResultDocument>>,
    /// By which rule a level is reached, in the issuer's words and without markup.
    #[schema(nullable = false)]
    level_rule: Option<String>,
    /// How the achievement is earned, in Markdown.
    #[schema(nullable = false)]
    criteria: Option<String>,
    /// Where the criteria are to be had.
    #[schema(nullable = false)]
    criteria_url: Option<String>,
    /// The evidence.
    #[schema(nullable = false)]
    evidence: Option<Vec<EvidenceDocument>>,
    /// Who assessed, on the issuer's behalf: a name, or an id without one.
    #[schema(nullable = false)]
    assessor: Option<String>,
    /// The id of who assessed.
    #[schema(nullable = false)]
    assessor_id: Option<String>,
    /// When it was awarded.
    #[schema(nullable = false)]
    awarded: Option<String>,
    /// From when it is valid, in its own words.
    #[schema(nullable = false)]
    valid_from: Option<String>,
    /// Until when it is valid, in its own words.
    #[schema(nullable = false)]
    valid_until: Option<String>,
    /// What a record (CLR 2.0) holds.
    #[schema(nullable = false)]
    record: Option<RecordDocument>,
    /// What an endorsement endorses.
    #[schema(nullable = false)]
    endorsement: Option<EndorsedDocument>,
    /// What a résumé (LER-RS) states of assessed levels in its own members.
    #[schema(nullable = false)]
    stated: Option<Vec<FactsDocument>>,
}

/// A kind of document whose rules are known here.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::Kind`")]
#[schema(as = CredentialKind, rename_all = "kebab-case")]
enum KindName {
    /// A presentation of credentials.
    Presentation,
    /// A list that says which credentials have been revoked.
    StatusList,
    /// A record of several credentials (CLR 2.0).
    Clr,
    /// A badge (Open Badges 3.0).
    OpenBadge,
    /// Somebody's word for an achievement, an issuer or another thing (Open Badges 3.0).
    Endorsement,
    /// A résumé of learning and employment (HR Open LER-RS).
    LerRs,
    /// Any other credential: only the data model's rules are known.
    Other,
}

/// How a subject is known (Open Badges 3.0, `IdentityObject`).
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::Identifier`")]
#[schema(as = LearnerIdentifier, rename_all = "camelCase")]
pub(super) struct IdentifierDocument {
    /// Its type, such as `emailAddress`.
    #[schema(rename = "type")]
    identity_type: String,
    /// Whether `hash` is a hash, or the identifier itself.
    hashed: bool,
    /// The hash, or the identifier itself.
    hash: String,
    /// What stood behind the identifier when it was hashed.
    #[schema(nullable = false)]
    salt: Option<String>,
}

/// A level of the ladder.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::RubricLevel`")]
#[schema(as = RubricLevel)]
struct RubricLevelDocument {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What it asks for, in Markdown.
    #[schema(nullable = false)]
    description: Option<String>,
}

/// By what levels are ordered, low to high.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::LevelOrder`")]
#[schema(as = LevelOrder, rename_all = "kebab-case")]
enum LevelOrderName {
    /// By their points.
    Points,
    /// By their `level`, which are numbers.
    Level,
    /// By where they stand. A proof over RDF does not cover that: anybody can move them.
    Position,
}

/// A statement of a framework.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::MetStatement`")]
#[schema(as = MetStatement)]
struct MetStatementDocument {
    /// Its short title.
    name: String,
    /// Its address.
    url: String,
    /// Its whole text.
    #[schema(nullable = false)]
    text: Option<String>,
    /// Its code in its framework.
    #[schema(nullable = false)]
    code: Option<String>,
    /// Its result, where the badge has one for this statement: a value, a status or a level.
    #[schema(nullable = false)]
    result: Option<String>,
}

/// A result that is not the level.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::OtherResult`")]
#[schema(as = OtherResult)]
struct OtherResultDocument {
    /// What it is the result of.
    #[schema(nullable = false)]
    name: Option<String>,
    /// The result: a value, a status or the name of a level.
    result: String,
    /// The statements that it goes with. It alone says whether they were met.
    #[schema(nullable = false)]
    statements: Option<Vec<MetStatementDocument>>,
}

/// Something that shows the achievement.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::Evidence`")]
#[schema(as = Evidence)]
struct EvidenceDocument {
    /// Its address.
    #[schema(nullable = false)]
    id: Option<String>,
    /// Its name.
    #[schema(nullable = false)]
    name: Option<String>,
    /// What it tells, in Markdown.
    #[schema(nullable = false)]
    narrative: Option<String>,
    /// Where it stands in the credential: a JSON pointer.
    pointer: String,
}

/// What a record holds.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::Record`")]
#[schema(as = RecordContents, rename_all = "camelCase")]
struct RecordDocument {
    /// Whether it holds only a part of what its publisher knows.
    partial: bool,
    /// How many credentials are in it.
    credentials: u32,
    /// The achievements that it lists and that its readable credentials are about, each once. To
    /// be listed is not to be awarded.
    #[schema(nullable = false)]
    achievements: Option<Vec<ListedDocument>>,
    /// How the achievements hang together.
    #[schema(nullable = false)]
    associations: Option<Vec<AssociationDocument>>,
}

/// An achievement of a record.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::Listed`")]
#[schema(as = ListedAchievement)]
struct ListedDocument {
    /// Its id.
    id: String,
    /// Its name.
    #[schema(nullable = false)]
    name: Option<String>,
}

/// One achievement's relation to another.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::Association`")]
#[schema(as = AchievementAssociation, rename_all = "camelCase")]
struct AssociationDocument {
    /// The relation, such as `precedes`: `source` precedes `target`.
    #[schema(rename = "type")]
    relation: String,
    /// The id of the achievement that has the relation.
    source: String,
    /// Its name, where the record tells.
    #[schema(nullable = false)]
    source_name: Option<String>,
    /// The id of the achievement that it has the relation to.
    target: String,
    /// Its name, where the record tells.
    #[schema(nullable = false)]
    target_name: Option<String>,
}

/// What an endorsement endorses. Who says so is its issuer.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::meaning::Endorsed`")]
#[schema(as = Endorsed)]
struct EndorsedDocument {
    /// The id of what is endorsed: a credential, an achievement, a profile.
    endorses: String,
    /// What is said about it, in Markdown.
    #[schema(nullable = false)]
    comment: Option<String>,
}
