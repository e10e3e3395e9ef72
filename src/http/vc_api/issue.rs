//! `POST /credentials/issue` (W3C CCG, Verifiable Credential API, “Issue Credential”): signs a
//! credential that the caller wrote, for the issuer that the caller's key is bound to.

use crate::finding::Finding;
use crate::http::answer::{Answer, JSON};
use crate::http::call::Call;
use crate::http::idempotency;
use crate::http::openapi::Described;
use crate::http::problem::Problem;
use crate::ijson::{self, At};
use crate::proof::{Cryptosuite, SecuringPlan};
use crate::service::ServiceError;
use crate::service::issue::GivenRequest;
use axum::http::{StatusCode, header};
use utoipa::ToSchema;

/// The proof that stands in the credential.
const DATA_INTEGRITY: &str = "DataIntegrityProof";
/// The proof in which the credential stands.
const ENVELOPING: &str = "EnvelopingProof";

/// The type of a status: of its entry, and of the list, which some callers name instead.
const STATUS_TYPES: [&str; 2] = ["BitstringStatusListEntry", "BitstringStatusList"];

/// The purposes of statuses; the first where nothing is said.
const PURPOSES: [&str; 2] = ["revocation", "suspension"];

/// Where the request holds the credential.
const CREDENTIAL: &str = "/credential";

pub(in crate::http) fn issue(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let request = read_request(&call.body)?;
    let issued = call
        .service()
        .issue_given(&request, &call.acting()?, idempotency::key(call)?)
        .map_err(about_credential)?;
    let body = [
        br#"{"verifiableCredential":"#,
        issued.bytes.as_slice(),
        b"}",
    ]
    .concat();
    Ok(Answer::verbatim(JSON, body)
        .status(StatusCode::CREATED)
        .with(header::LOCATION, &record_of(&issued.id)))
}

/// Where the record of the credential `id` is read.
fn record_of(id: &str) -> String {
    let id: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
    // A form writes a space as `+`; a path does not, and no id has one.
    format!("/api/v1/credentials/{id}")
}

pub(in crate::http) fn describe() -> Described {
    let (name, description) = idempotency::DESCRIBED;
    Described::new(
        "vcApiIssue",
        "Signs a credential that the caller wrote, for the issuer of the caller's key (W3C \
         VC-API). The same credential under the same id and proof again gives the same bytes, and \
         so does the same idempotency key",
    )
    .header(name, description)
    .takes::<IssueCredentialBody>("The credential, and how it is to be secured")
    .gives::<IssuedCredentialBody>(201, "The credential is on record")
    .fails(409, "Another credential has its id")
    .fails(
        422,
        "The credential may not be signed as it stands, an option is not available, or the key \
         was used for another request; `findings` says all that is wrong",
    )
}

/// What is to be signed.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_request` reads")]
#[schema(as = IssueCredentialRequest, rename_all = "camelCase")]
struct IssueCredentialBody {
    /// The credential, without a proof. Its issuer is the issuer of the key in use.
    #[schema(value_type = Object)]
    credential: String,
    /// How it is to be secured; members that are not named here are not looked at.
    #[schema(inline, required = false, nullable = false)]
    options: Option<IssueOptionsBody>,
}

/// How it is to be secured.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_options` reads")]
#[schema(rename_all = "camelCase")]
struct IssueOptionsBody {
    /// `DataIntegrityProof`, which is also what is made without it.
    #[schema(rename = "type", nullable = false)]
    kind: Option<String>,
    /// `eddsa-rdfc-2022` (unless told) or `eddsa-jcs-2022`.
    #[schema(nullable = false)]
    cryptosuite: Option<String>,
    /// `EnvelopingProof` for a credential as `vc+jwt` in an `EnvelopedVerifiableCredential`; the
    /// others are then not looked at. `DataIntegrityProof` is what is made without it.
    #[schema(nullable = false)]
    securing_mechanism: Option<String>,
    /// The status that the issuer is to add: `{type: BitstringStatusListEntry, statusPurpose}`, with
    /// the purpose `revocation` (unless told) or `suspension`.
    #[schema(value_type = Option<Object>, nullable = false)]
    credential_status: Option<String>,
}

/// A credential that was signed.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `issue` writes")]
#[schema(as = IssueCredentialResponse, rename_all = "camelCase")]
struct IssuedCredentialBody {
    /// The signed bytes, verbatim.
    #[schema(value_type = Object)]
    verifiable_credential: String,
}

fn read_request(body: &[u8]) -> Result<GivenRequest, Problem> {
    let json = ijson::parse(body).map_err(|error| invalid(error.findings()))?;
    let mut findings = Vec::new();
    let request = read_members(&At::root(&json), &mut findings);
    match request {
        Some(request) if findings.is_empty() => Ok(request),
        _ => Err(invalid(findings)),
    }
}

fn read_members(body: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<GivenRequest> {
    let mut fields = body.fields(findings)?;
    let credential = fields.required("credential", findings);
    let options = fields.optional("options");
    let proof = match &options {
        None => SecuringPlan::standard(),
        Some(options) => read_options(options, findings),
    };
    let status = options.and_then(|options| read_status(&options, findings));
    fields.nothing_else(findings);
    Some(GivenRequest {
        // Whatever it is: preflight tells what is wrong with it.
        credential: ijson::to_vec(credential?.json),
        proof,
        status,
    })
}

/// The purpose of the status that the credential is to have: `options.credentialStatus`.
fn read_status(options: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<String> {
    let status = options.fields(findings)?.optional("credentialStatus")?;
    let mut fields = status.fields(findings)?;
    if let Some(kind) = fields.optional("type")
        && let Some(name) = kind.text(findings)
        && !STATUS_TYPES.contains(&name)
    {
        let detail = format!("{name:?} is not kept here; there is {}", STATUS_TYPES[0]);
        findings.push(kind.finding("status-not-available", detail));
    }
    let Some(purpose) = fields.optional("statusPurpose") else {
        return Some(PURPOSES[0].to_owned());
    };
    let name = purpose.text(findings)?;
    if !PURPOSES.contains(&name) {
        let detail = format!(
            "{name:?} is not kept here; there are {}",
            PURPOSES.join(", ")
        );
        findings.push(purpose.finding("status-not-available", detail));
    }
    Some(name.to_owned())
}

/// How the options want a credential secured. What cannot be done is a finding, and members that
/// say something else than that are not looked at.
fn read_options(options: &At<'_, '_>, findings: &mut Vec<Finding>) -> SecuringPlan {
    let standard = SecuringPlan::standard();
    let Some(mut fields) = options.fields(findings) else {
        return standard;
    };
    let enveloped = fields
        .optional("securingMechanism")
        .is_some_and(|mechanism| wants_envelope(&mechanism, findings));
    if let Some(kind) = fields.optional("type")
        && let Some(name) = kind.text(findings)
        && name != DATA_INTEGRITY
    {
        let detail = format!("{name:?} is not made here; there is {DATA_INTEGRITY}");
        findings.push(kind.finding("unknown-proof", detail));
    }
    let suite = fields
        .optional("cryptosuite")
        .and_then(|suite| read_suite(&suite, findings));
    match suite {
        _ if enveloped => SecuringPlan::Enveloped,
        Some(suite) => SecuringPlan::DataIntegrity(vec![suite]),
        None => standard,
    }
}

/// Whether the credential is to be put into an envelope.
fn wants_envelope(mechanism: &At<'_, '_>, findings: &mut Vec<Finding>) -> bool {
    match mechanism.text(findings) {
        Some(ENVELOPING) => return true,
        None | Some(DATA_INTEGRITY) => {}
        Some(other) => {
            let detail = format!(
                "there is no securing mechanism {other:?}; there are {DATA_INTEGRITY} and \
                 {ENVELOPING}"
            );
            findings.push(mechanism.finding("unknown-proof", detail));
        }
    }
    false
}

fn read_suite(suite: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Cryptosuite> {
    let name = suite.text(findings)?;
    let known = Cryptosuite::named(name);
    if known.is_none() {
        let detail =
            format!("{name:?} is not made here; there are eddsa-rdfc-2022, eddsa-jcs-2022");
        findings.push(suite.finding("unknown-proof", detail));
    }
    known
}

fn invalid(findings: Vec<Finding>) -> Problem {
    Problem::invalid("the request", findings)
}

/// What is wrong with the credential is told with its place in the request.
fn about_credential(error: ServiceError) -> Problem {
    let placed = |findings: Vec<Finding>| {
        let placed = findings.into_iter().map(|finding| Finding {
            pointer: format!("{CREDENTIAL}{}", finding.pointer),
            ..finding
        });
        placed.collect::<Vec<_>>()
    };
    match error {
        ServiceError::Invalid { what, findings } => Problem::invalid(what, placed(findings)),
        ServiceError::Conflict {
            problem,
            detail,
            findings,
        } => Problem::from(ServiceError::Conflict {
            problem,
            detail,
            findings: placed(findings),
        }),
        other => other.into(),
    }
}
