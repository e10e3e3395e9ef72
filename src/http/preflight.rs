//! `/api/v1/preflight`: what is to be said of a credential before it is signed? Anybody may ask,
//! about any credential, as anybody may ask whether one is good: it costs as much.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::finding::Finding;
use crate::ijson::{self, At, Json};
use crate::proof::SecuringPlan;
use crate::service::ServiceError;
use crate::service::preflight::Question;
use axum::http::header;
use utoipa::ToSchema;

/// The members of a request.
const CREDENTIAL: &str = "credential";
const ISSUER: &str = "issuer";
const PROOFS: &str = "proofs";

pub(super) fn examine(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let declared = call.header(&header::CONTENT_TYPE)?.unwrap_or_default();
    let mut question = read(declared, &call.body).map_err(Problem::preflight_request)?;
    question.asker = call.client;
    match call.service().before_signing(&question) {
        Ok(report) => Answer::json(&report),
        Err(ServiceError::Invalid { findings, .. }) => Err(Problem::unreadable(findings)),
        Err(other) => Err(other.into()),
    }
}

/// What is asked: a request is told from a credential by its member `credential` and by having no
/// `@context`. Everything else is the credential itself, or nothing that can be read: which, is
/// found where it is read.
fn read(declared: &str, body: &[u8]) -> Result<Question, Vec<Finding>> {
    let media_type = declared.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case("application/json")
        && let Ok(json) = ijson::parse(body)
        && json.get(CREDENTIAL).is_some()
        && json.get("@context").is_none()
    {
        return read_request(&json);
    }
    Ok(Question::about(body))
}

fn read_request(json: &Json<'_>) -> Result<Question, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut question = Question::about(Vec::new());
    if let Some(mut fields) = At::root(json).fields(&mut findings) {
        if let Some(credential) = fields.required(CREDENTIAL, &mut findings) {
            match credential.json {
                Json::String(text) => question.document = text.as_bytes().to_vec(),
                object @ Json::Object(_) => question.document = ijson::to_vec(object),
                _ => {
                    let detail = "a credential is an object, or a token as a string";
                    findings.push(credential.finding("wrong-type", detail));
                }
            }
        }
        let issuer = fields.optional_text(ISSUER, &mut findings);
        question.issuer = issuer.map(str::to_owned);
        if let Some(proofs) = fields.optional(PROOFS) {
            question.proofs = read_proofs(&proofs, &mut findings);
        }
        fields.nothing_else(&mut findings);
    }
    match findings.is_empty() {
        true => Ok(question),
        false => Err(findings),
    }
}

fn read_proofs(list: &At<'_, '_>, findings: &mut Vec<Finding>) -> Vec<SecuringPlan> {
    let mut plans = Vec::new();
    for element in list.elements(findings).unwrap_or_default() {
        let Some(name) = element.text(findings) else {
            continue;
        };
        match name.parse::<SecuringPlan>() {
            Ok(plan) if plans.contains(&plan) => {
                findings.push(element.finding("twice", format!("{name:?} stands here twice")));
            }
            Ok(plan) => plans.push(plan),
            Err(error) => findings.push(element.finding("unknown-proof", error.to_string())),
        }
    }
    plans
}

pub(super) fn describe() -> Described {
    Described::new(
        "preflight",
        "Tells of any credential what stands in the way of signing it, what the official validator \
         asks besides, and on what readers break; whatever can be read is answered with 200",
    )
    .takes_text(
        "A credential as JSON; one that is secured already is looked at inside. Or a request that \
         holds one",
    )
    .also_takes::<PreflightRequestBody>("application/json")
    .fails(
        400,
        "It cannot be read as a credential, or as a request about one",
    )
    .gives::<PreflightReportDocument>(200, "The report")
}

/// A request about a credential before it is signed; members that are not named here are refused.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_request` reads")]
#[schema(as = PreflightRequest, rename_all = "camelCase")]
struct PreflightRequestBody {
    /// The credential: an object, or a token as a string.
    #[schema(value_type = Value)]
    credential: String,
    /// The id of whoever is to sign it; whoever the credential names, unless told.
    #[schema(nullable = false)]
    issuer: Option<String>,
    /// How it is to be secured: `eddsa-rdfc-2022`, `eddsa-jcs-2022`, both joined by `+`, `vc-jwt`.
    /// Unless told, `eddsa-rdfc-2022`, or `eddsa-jcs-2022` for a résumé in HR Open's wrapper.
    #[schema(nullable = false)]
    proofs: Option<Vec<String>>,
}

/// What is to be said of a credential before it is signed.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::preflight::Report`")]
#[schema(as = PreflightReport, rename_all = "camelCase")]
struct PreflightReportDocument {
    /// Whether nothing forbids to sign it: there is no finding of the severity `error`.
    signable: bool,
    /// Which kinds of credential it says it is: `open-badge`, `clr`, `endorsement`, `ler-rs`,
    /// `presentation`, `status-list` or `other`.
    kinds: Vec<String>,
    /// The version of the data model that it says it is of.
    #[schema(nullable = false)]
    version: Option<String>,
    /// How it is secured already; absent where it is not.
    #[schema(nullable = false)]
    secured: Option<SecuredByName>,
    /// The forms in which it is to be secured.
    proofs: Vec<String>,
    /// How many findings there are of each severity.
    counts: PreflightCountsDocument,
    /// Everything that was found, the weightiest first.
    findings: Vec<PreflightFindingDocument>,
}

/// How a credential is secured already: by embedded proofs, as a token, or as a token in an object
/// that stands for it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::preflight::SecuredBy`")]
#[schema(as = SecuredBy, rename_all = "kebab-case")]
enum SecuredByName {
    Proof,
    Token,
    Envelope,
}

/// How many findings there are of each severity.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::preflight::Counts`")]
#[schema(as = PreflightCounts)]
struct PreflightCountsDocument {
    error: usize,
    official: usize,
    warning: usize,
    note: usize,
}

/// How much a finding weighs: `error`, a specification forbids it and it is not signed here;
/// `official`, the official validator refuses it or warns; `warning`, a named reader breaks on it;
/// `note`, good to know.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::preflight::Severity`")]
#[schema(as = Severity, rename_all = "kebab-case")]
enum SeverityName {
    Error,
    Official,
    Warning,
    Note,
}

/// One finding of preflight.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::preflight::Told`")]
#[schema(as = PreflightFinding)]
struct PreflightFindingDocument {
    /// How much it weighs.
    severity: SeverityName,
    /// The rule: a stable word.
    rule: String,
    /// Where in the credential: a JSON pointer (RFC 6901); the empty string is the whole.
    pointer: String,
    /// What is there, as a sentence.
    detail: String,
    /// What to do about it, as a sentence.
    remedy: String,
    /// The specification and section, or how the reader's behaviour is known.
    #[schema(nullable = false)]
    source: Option<String>,
    /// Whose behaviour it is, with the version.
    #[schema(nullable = false)]
    reader: Option<String>,
}
