//! What a report looks like in the OpenAPI document: the shapes of `service::verify::Report` and of
//! what a credential says, which rooms below write and know nothing of OpenAPI. That they are true
//! is tested on real reports.

mod facts;
mod meaning;
mod receipt;

use meaning::MeaningDocument;
pub(super) use receipt::SignedReceiptDocument;
use utoipa::ToSchema;

/// What a verification found.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Report`")]
#[schema(as = Report, rename_all = "camelCase")]
pub(super) struct ReportDocument {
    /// The answer: `could-not-be-checked` when nothing is wrong that was looked at, but not
    /// everything could be looked at.
    verdict: VerdictName,
    /// What was verified.
    subject: SubjectName,
    /// In what it came.
    carrier: CarrierName,
    /// Where it was found, if it was given by its address.
    #[schema(format = "uri", nullable = false)]
    url: Option<String>,
    /// How it is secured.
    securing: SecuringName,
    /// Every check, in the order in which they were made.
    checks: Vec<CheckDocument>,
    /// Who issued it, and whether anybody vouches for that issuer; absent unless the proof is
    /// right.
    #[schema(nullable = false)]
    issuer: Option<StandingDocument>,
    /// Where in its life the credential stands; absent unless its proof is right and it is known
    /// whether its issuer has taken it back. A presentation has none.
    #[schema(nullable = false)]
    lifecycle: Option<LifecycleName>,
    /// What the credential says; absent unless its proof is right.
    #[schema(nullable = false)]
    credential: Option<MeaningDocument>,
    /// The credentials inside it, each with a report of its own; absent where there are none.
    #[schema(nullable = false)]
    parts: Option<Vec<PartDocument>>,
    /// The answer to each expectation; absent where nothing was expected.
    #[schema(nullable = false)]
    expectations: Option<Vec<AnsweredDocument>>,
}

/// Where in its life a credential stands: the first that holds of `revoked`, `suspended`,
/// `expired`, `not-yet-valid`, `superseded`; else `current`. That a later credential took the place
/// of one is known of credentials that this deployment issued; a superseded credential stays
/// valid.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Lifecycle`")]
#[schema(as = Lifecycle, rename_all = "kebab-case")]
enum LifecycleName {
    Current,
    NotYetValid,
    Expired,
    Suspended,
    Revoked,
    Superseded,
}

/// The answer to “is this credential good?”.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Verdict`")]
#[schema(as = Verdict, rename_all = "kebab-case")]
enum VerdictName {
    Valid,
    NotValid,
    CouldNotBeChecked,
}

/// What a document is: a presentation's proof is its holder's, and the credentials are its parts.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Subject`")]
#[schema(as = Subject, rename_all = "kebab-case")]
enum SubjectName {
    Credential,
    Presentation,
}

/// In what a document came.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Carrier`")]
#[schema(as = Carrier, rename_all = "kebab-case")]
enum CarrierName {
    Json,
    Jwt,
    Png,
    Svg,
    Pdf,
}

/// How a document is secured: by embedded proofs, as a JWT of Open Badges 3.0, as `vc+jwt` or
/// `vp+jwt`, as a JWT of VC Data Model 1.1, or in a form that is known by name alone.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Securing`")]
#[schema(as = Securing, rename_all = "kebab-case")]
enum SecuringName {
    DataIntegrity,
    VcJwt,
    VcJose,
    #[schema(rename = "jwt-vc-1.1")]
    JwtVc11,
    Other,
}

/// One check.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Check`")]
#[schema(as = Check)]
struct CheckDocument {
    /// Which.
    id: CheckName,
    /// How it came out.
    outcome: OutcomeName,
    /// The problem's type, a URI, unless it passed or was not run.
    #[schema(rename = "type", format = "uri", nullable = false)]
    problem: Option<String>,
    /// Why, as a sentence.
    detail: String,
    /// Where in the credential, as a JSON pointer; empty for the whole.
    pointer: String,
}

/// What is checked.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::CheckId`")]
#[schema(as = CheckId, rename_all = "kebab-case")]
enum CheckName {
    DataModel,
    Terms,
    IssuerKey,
    Proof,
    Validity,
    Status,
    Schema,
    Meaning,
    Parts,
}

/// How one check came out.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Outcome`")]
#[schema(as = Outcome, rename_all = "kebab-case")]
enum OutcomeName {
    Passed,
    Failed,
    CouldNotTell,
    NotRun,
}

/// What is known about an issuer besides what it says itself. It never changes the verdict.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Standing`")]
#[schema(as = Standing, rename_all = "camelCase")]
struct StandingDocument {
    /// The issuer's id, which the proof is bound to.
    id: String,
    /// Whether it is in a list of issuers that the operator or the caller trusts.
    standing: KnownName,
    /// Its name in the list.
    #[schema(nullable = false)]
    listed_as: Option<String>,
}

/// Whether an issuer is in a list of trusted issuers.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Known`")]
#[schema(as = Known, rename_all = "kebab-case")]
enum KnownName {
    Trusted,
    Unknown,
}

/// A credential inside another, or inside a presentation.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Part`")]
#[schema(as = Part, rename_all = "camelCase")]
struct PartDocument {
    /// Where it stands: a JSON pointer into what holds it.
    pointer: String,
    /// What it does there.
    role: RoleName,
    /// Whether it is about the person whom the record is about, or who presents it; absent where
    /// that is no question, or its proof is not right.
    #[schema(nullable = false)]
    same_person: Option<SamenessName>,
    /// What was found about it.
    #[schema(no_recursion)]
    report: ReportDocument,
}

/// What a credential does inside another document.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::Role`")]
#[schema(as = Role, rename_all = "kebab-case")]
enum RoleName {
    Credential,
    Endorsement,
}

/// Whether two credentials are about the same person.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `credential::recipient::Sameness`")]
#[schema(as = Sameness, rename_all = "kebab-case")]
enum SamenessName {
    Same,
    Different,
    NotComparable,
}

/// An expectation with its answer.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Answered`")]
#[schema(as = Answered, rename_all = "camelCase")]
struct AnsweredDocument {
    /// Which.
    expected: ExpectedName,
    /// What was expected, in the caller's words.
    wanted: String,
    /// The answer: `yes` of a valid credential only.
    answer: AnswerName,
    /// Why, as a sentence.
    detail: String,
}

/// What may be expected.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Expected`")]
#[schema(as = Expected, rename_all = "kebab-case")]
enum ExpectedName {
    Issuer,
    Framework,
    LevelAtLeast,
    LearnerEmail,
}

/// The answer to an expectation.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::verify::Answer`")]
#[schema(as = ExpectationAnswer, rename_all = "kebab-case")]
enum AnswerName {
    Yes,
    CannotTell,
    No,
}
