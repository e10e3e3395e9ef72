//! `POST /credentials/verify` and `POST /presentations/verify` (W3C, Verifiable Credential API for
//! Lifecycle Management, and the suites that drive its forerunner): 200 for what is valid, and 400
//! with `verified: false` for everything else, also for what is no credential at all.
//!
//! What was found is told as for `/api/v1/verify`; here it is only put into the VC-API's words.

use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::openapi::Described;
use crate::http::problem::{NOT_VERIFIED, PARSING_ERROR, Problem};
use crate::http::report::ReportDocument;
use crate::ijson::{self, At, join};
use crate::service::ServiceError;
use crate::service::verify::{Binding, Check, Outcome, Question, Report, Verdict, Wanted};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// The VC Data Model's name for a request that does not hold what it should (VC Data Model 2.0,
/// section 7.2).
const MALFORMED_VALUE: &str = "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";

pub(in crate::http) fn credential(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    verify(call, read_request(&call.body, Wanted::Credential))
}

pub(in crate::http) fn presentation(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    verify(call, read_request(&call.body, Wanted::Presentation))
}

fn verify(call: &Call, request: Result<Question, Vec<Told>>) -> Result<Answer, Problem> {
    let asker = call.client;
    let request = request.map(|question| Question { asker, ..question });
    let verified = match request {
        Err(problems) => Verified::not(problems),
        Ok(question) => match call.service().verify(&question) {
            Ok(report) => Verified::of(report),
            Err(ServiceError::Invalid { findings, .. }) => {
                let place = join("", member(question.wanted));
                let placed = findings.into_iter().map(|finding| finding.below(&place));
                Verified::not(Told::all(PARSING_ERROR, placed.collect()))
            }
            Err(other) => return Err(other.into()),
        },
    };
    let status = match verified.verified {
        true => StatusCode::OK,
        false => NOT_VERIFIED,
    };
    Ok(Answer::json(&verified)?.status(status))
}

pub(in crate::http) fn describe_credential() -> Described {
    describe::<VerifyCredentialBody>("vcApiVerifyCredential", "credential")
}

pub(in crate::http) fn describe_presentation() -> Described {
    describe::<VerifyPresentationBody>("vcApiVerifyPresentation", "presentation")
}

fn describe<T: ToSchema>(id: &str, what: &str) -> Described {
    let summary = format!(
        "Checks a {what} (W3C VC-API): 200 when it is valid, 400 when it is not, could not be \
         checked, or is none. `/api/v1/verify` tells the same with 200 and takes more forms"
    );
    Described::new(id, &summary)
        .takes::<T>(&format!("The {what}, whatever the media type says"))
        .gives::<Verified>(200, "It is valid")
        .fails(400, "It is not valid, could not be checked, or is none")
        .also_gives_document::<Verified>(400)
}

/// What is to be verified.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_request` reads")]
#[schema(as = VerifyCredentialRequest, rename_all = "camelCase")]
struct VerifyCredentialBody {
    /// The credential with its proof, or an `EnvelopedVerifiableCredential`.
    #[schema(value_type = Object)]
    verifiable_credential: String,
    /// Nothing in it is looked at.
    #[schema(value_type = Object, required = false)]
    options: String,
}

/// What is to be verified.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_request` reads")]
#[schema(as = VerifyPresentationRequest, rename_all = "camelCase")]
struct VerifyPresentationBody {
    /// The presentation with its proof, or an `EnvelopedVerifiablePresentation`.
    #[schema(value_type = Object)]
    verifiable_presentation: String,
    /// What it has to be bound to; members that are not named here are not looked at.
    #[schema(inline, required = false, nullable = false)]
    options: Option<PresentationOptionsBody>,
}

/// What a presentation has to be bound to.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_binding` reads")]
struct PresentationOptionsBody {
    /// The challenge that was sent to the holder.
    #[schema(nullable = false)]
    challenge: Option<String>,
    /// For whom it has to be made.
    #[schema(nullable = false)]
    domain: Option<String>,
}

/// What a verification found, in the VC-API's words.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VerifyResponse)]
struct Verified {
    /// Whether it is valid.
    verified: bool,
    /// Why it is not: what is wrong, then what could not be found out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    problem_details: Vec<Told>,
    /// Everything that was found; absent where there was nothing to verify.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = ReportDocument, required = false)]
    report: Option<Report>,
}

/// One reason why it is not verified (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerifyProblem)]
struct Told {
    /// What kind of problem: a URI.
    #[serde(rename = "type")]
    #[schema(format = "uri")]
    kind: String,
    /// The kind in a few words.
    title: String,
    /// What is wrong.
    detail: String,
    /// Where, as a JSON pointer into the credential or presentation, or into the request where
    /// there is no report; empty for the whole.
    pointer: String,
}

impl Verified {
    fn not(problem_details: Vec<Told>) -> Self {
        Self {
            verified: false,
            problem_details,
            report: None,
        }
    }

    fn of(report: Report) -> Self {
        let with = |outcome| {
            let checks = report.checks.iter();
            checks.filter(move |check| check.outcome == outcome)
        };
        let reasons = with(Outcome::Failed).chain(with(Outcome::CouldNotTell));
        Self {
            verified: report.verdict == Verdict::Valid,
            problem_details: reasons.filter_map(Told::of).collect(),
            report: Some(report),
        }
    }
}

impl Told {
    fn of(check: &Check) -> Option<Self> {
        let came = match check.outcome {
            Outcome::CouldNotTell => "could not be checked",
            _ => "is not right",
        };
        Some(Self {
            kind: check.problem.clone()?,
            title: format!("{} {came}", check.id.title()),
            detail: check.detail.clone(),
            pointer: check.pointer.clone(),
        })
    }

    fn all(kind: &str, findings: Vec<Finding>) -> Vec<Self> {
        let findings = findings.into_iter();
        findings
            .map(|finding| Self {
                kind: kind.to_owned(),
                title: "this cannot be verified".to_owned(),
                detail: finding.detail,
                pointer: finding.pointer,
            })
            .collect()
    }
}

/// The member of a request that holds what is to be verified.
fn member(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Presentation => "verifiablePresentation",
        Wanted::Credential | Wanted::Either => "verifiableCredential",
    }
}

/// The question in a request, or all that is wrong with it. A credential is an object here, never
/// a token in quotation marks.
fn read_request(body: &[u8], wanted: Wanted) -> Result<Question, Vec<Told>> {
    let json = ijson::parse(body).map_err(|error| Told::all(PARSING_ERROR, error.findings()))?;
    let mut findings = Vec::new();
    let question = read_members(&At::root(&json), wanted, &mut findings);
    match question {
        Some(question) if findings.is_empty() => Ok(question),
        _ => Err(Told::all(MALFORMED_VALUE, findings)),
    }
}

fn read_members(
    body: &At<'_, '_>,
    wanted: Wanted,
    findings: &mut Vec<Finding>,
) -> Option<Question> {
    let mut fields = body.fields(findings)?;
    let document = fields.required(member(wanted), findings);
    let binding = match fields.optional("options") {
        Some(options) if wanted == Wanted::Presentation => read_binding(&options, findings),
        Some(options) => {
            options.fields(findings);
            Binding::default()
        }
        None => Binding::default(),
    };
    fields.nothing_else(findings);
    let document = document?;
    document.fields(findings)?;
    Some(Question {
        wanted,
        binding,
        ..Question::about(ijson::to_vec(document.json))
    })
}

fn read_binding(options: &At<'_, '_>, findings: &mut Vec<Finding>) -> Binding {
    let Some(mut fields) = options.fields(findings) else {
        return Binding::default();
    };
    let mut text = |name| fields.optional_text(name, findings).map(str::to_owned);
    Binding {
        challenge: text("challenge"),
        domain: text("domain"),
    }
}
