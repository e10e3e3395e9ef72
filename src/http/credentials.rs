//! `/api/v1/credentials`: issuing, listing and reading credentials.
//!
//! Signed bytes leave as they are on record, in an answer of their own or inside a JSON document:
//! they are never parsed and printed again.

use super::accept::names;
use super::answer::{Answer, JSON};
use super::call::{Call, cursor};
use super::openapi::Described;
use super::problem::Problem;
use crate::finding::{Finding, near_misses};
use crate::ijson::{self, At, Fields, write_string_into};
use crate::proof::SecuringPlan;
use crate::records::credential::CredentialRecord;
use crate::records::idempotency::IdempotencyKey;
use crate::service::ServiceError;
use crate::service::issue::{Form, IssueRequest, Issued};
use axum::http::{HeaderName, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// The header field of draft-ietf-httpapi-idempotency-key-header.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The longest idempotency key.
const MAX_IDEMPOTENCY_KEY: usize = 255;

/// The media types in which signed bytes leave by themselves.
const SIGNED: [&str; 2] = ["application/vc", "text/plain"];

pub(super) fn issue(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let caller = call.caller()?;
    let request = read_request(&call.body)?;
    let key = call.header(&IDEMPOTENCY_KEY)?;
    let key = key.map(checked_key).transpose()?;
    let idempotency = key.map(|key| IdempotencyKey {
        caller: &caller.id,
        key,
    });
    let issued = call
        .service()
        .issue(&request, &caller.issuer, idempotency)
        .map_err(about_request)?;
    Ok(Answer::verbatim(JSON, write_issued(&issued)).status(StatusCode::CREATED))
}

pub(super) fn describe_issue() -> Described {
    Described::new(
        "issueCredentials",
        "Issues credentials from an assessment. The same assessment, form and proof again give \
         the same bytes, and so does the same idempotency key",
    )
    .header(
        "Idempotency-Key",
        "Chosen by the client; the same request with the same key is carried out once",
    )
    .takes::<IssueBody>("What is to be issued")
    .gives::<IssuedList>(201, "The credentials are on record")
    .fails(
        422,
        "A rule forbids it, the request is not right, or the key was used for another request",
    )
}

/// What is to be issued.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_request` reads")]
#[schema(rename_all = "camelCase")]
struct IssueBody {
    /// The id of an assessment on record.
    assessment: String,
    /// The forms; an Open Badge unless told.
    #[schema(rename = "as", inline, required = false)]
    forms: Vec<FormName>,
    /// How each is secured: `eddsa-rdfc-2022` (unless told), `eddsa-jcs-2022`, `vc-jwt`; the first
    /// two may be joined by `+` to a proof set.
    #[schema(required = false)]
    proofs: Vec<String>,
    /// Until when the credentials are valid.
    #[schema(format = DateTime)]
    valid_until: Option<String>,
    /// Whether to issue anew what was issued before.
    #[schema(required = false)]
    again: bool,
}

/// In which form an assessed level leaves.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_forms` reads")]
#[schema(rename_all = "kebab-case")]
enum FormName {
    OpenBadge,
}

fn read_request(body: &[u8]) -> Result<IssueRequest, Problem> {
    let json = ijson::parse(body).map_err(|error| invalid(error.findings()))?;
    let mut findings = Vec::new();
    let request = read_members(&At::root(&json), &mut findings);
    match request {
        Some(request) if findings.is_empty() => Ok(request),
        _ => Err(invalid(findings)),
    }
}

fn read_members(body: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<IssueRequest> {
    let mut fields = body.fields(findings)?;
    let assessment = fields.required_text("assessment", findings);
    let forms = read_forms(&mut fields, findings);
    let proofs = read_proofs(&mut fields, findings);
    let valid_until = fields.optional_text("validUntil", findings);
    let again = fields.optional("again").and_then(|at| at.boolean(findings));
    fields.nothing_else(findings);
    Some(IssueRequest {
        assessment: assessment?.to_owned(),
        forms,
        proofs,
        valid_until: valid_until.map(str::to_owned),
        again: again.unwrap_or(false),
    })
}

fn read_forms(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Vec<Form> {
    let Some(list) = fields.optional("as") else {
        return vec![Form::OpenBadge];
    };
    read_list(&list, findings, |name| {
        let known = Form::ALL.into_iter().find(|form| form.name() == name);
        known.ok_or_else(|| {
            let names = Form::ALL.map(Form::name);
            let hint = match near_misses(name, names).first() {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("there are: {}", names.join(", ")),
            };
            ("unknown-form", format!("there is no form {name:?}; {hint}"))
        })
    })
}

fn read_proofs(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Vec<SecuringPlan> {
    let Some(list) = fields.optional("proofs") else {
        return vec![SecuringPlan::standard()];
    };
    read_list(&list, findings, |name| {
        let plan = name.parse::<SecuringPlan>();
        plan.map_err(|error| ("unknown-proof", error.to_string()))
    })
}

/// The elements of a list of names; a finding where it is empty, for each name that is none, and
/// for each that stands twice.
fn read_list<T: PartialEq>(
    list: &At<'_, '_>,
    findings: &mut Vec<Finding>,
    read: impl Fn(&str) -> Result<T, (&'static str, String)>,
) -> Vec<T> {
    let mut all = Vec::new();
    let Some(elements) = list.elements(findings) else {
        return all;
    };
    if elements.is_empty() {
        findings.push(list.finding("empty-array", "name at least one, or leave this out"));
    }
    for element in elements {
        let Some(name) = element.text(findings) else {
            continue;
        };
        match read(name) {
            Ok(one) if all.contains(&one) => {
                findings.push(element.finding("twice", format!("{name:?} stands here twice")));
            }
            Ok(one) => all.push(one),
            Err((problem, detail)) => findings.push(element.finding(problem, detail)),
        }
    }
    all
}

fn checked_key(key: &str) -> Result<&str, Problem> {
    match (1..=MAX_IDEMPOTENCY_KEY).contains(&key.len()) {
        true => Ok(key),
        false => Err(Problem::bad_request(
            "bad-header",
            format!("an idempotency key has from 1 to {MAX_IDEMPOTENCY_KEY} characters"),
        )),
    }
}

fn invalid(findings: Vec<Finding>) -> Problem {
    Problem::invalid("the request", findings)
}

/// An assessment that the body names and that is not on record is a fault of the body; the
/// address is right.
fn about_request(error: ServiceError) -> Problem {
    let told = error.to_string();
    match error {
        ServiceError::NotFound {
            what: "assessment", ..
        } => {
            let finding = Finding::new("/assessment", "unknown-assessment", told.clone());
            Problem::unprocessable("unknown-assessment", told, vec![finding])
        }
        ServiceError::Refused {
            rule: rule @ "valid-until",
            ..
        } => {
            let finding = Finding::new("/validUntil", rule, told.clone());
            Problem::unprocessable(rule, told, vec![finding])
        }
        other => other.into(),
    }
}

/// Credentials that were issued.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `write_issued` writes")]
struct IssuedList {
    /// The credentials, in the order of the request.
    credentials: Vec<IssuedEntry>,
}

/// A credential in one secured form.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `write_issued` writes")]
#[schema(as = IssuedCredential, rename_all = "camelCase")]
struct IssuedEntry {
    /// The credential's id.
    id: String,
    /// Its name.
    name: String,
    /// Its form.
    form: String,
    /// How it is secured.
    proof: String,
    /// The media type of its bytes by themselves.
    media_type: String,
    /// Whether it had been issued before this request.
    already: bool,
    /// The signed bytes, verbatim: an object for `application/vc`, a string for a JWT.
    #[schema(value_type = Value)]
    credential: String,
}

/// The answer to issuing, with the signed bytes as they are on record.
fn write_issued(issued: &[Issued]) -> Vec<u8> {
    let size: usize = issued.iter().map(|one| one.bytes.len() + 512).sum();
    let mut out = Vec::with_capacity(size);
    out.extend_from_slice(br#"{"credentials":["#);
    for (place, one) in issued.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        let members = [
            ("{\"id\":", &one.id),
            (",\"name\":", &one.name),
            (",\"form\":", &one.form),
            (",\"proof\":", &one.proof),
            (",\"mediaType\":", &one.media_type),
        ];
        for (name, value) in members {
            out.extend_from_slice(name.as_bytes());
            write_string_into(value, &mut out);
        }
        out.extend_from_slice(match one.already {
            true => b",\"already\":true,\"credential\":",
            false => b",\"already\":false,\"credential\":".as_slice(),
        });
        write_signed_into(one, &mut out);
        out.push(b'}');
    }
    out.extend_from_slice(b"]}");
    out
}

/// JSON as it is; a token as a JSON string. A compact JWS has no character that a JSON string
/// would escape.
fn write_signed_into(one: &Issued, out: &mut Vec<u8>) {
    if one.media_type == SIGNED[0] {
        out.extend_from_slice(&one.bytes);
    } else {
        write_string_into(&String::from_utf8_lossy(&one.bytes), out);
    }
}

/// A page of credentials.
#[derive(Debug, Serialize, ToSchema)]
struct CredentialPage<'r> {
    /// The credentials, the newest first. A page may have fewer than were asked for, and still
    /// not be the last.
    credentials: Vec<CredentialAnswer<'r>>,
    /// What to give as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A credential on record.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Credential)]
struct CredentialAnswer<'r> {
    /// Its id: `urn:uuid:` and a random UUID.
    id: &'r str,
    /// Its form.
    form: &'r str,
    /// Its name.
    name: &'r str,
    /// The id of the assessment it was made from.
    assessment: &'r str,
    /// The framework's key.
    framework: &'r str,
    /// The framework's version.
    framework_version: &'r str,
    /// The level that was achieved.
    level: &'r str,
    /// The slug of its issuer.
    issuer: &'r str,
    /// From when it is valid.
    valid_from: &'r str,
    /// Until when; absent for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<&'r str>,
    /// Its secured forms.
    secured: Vec<SecuredAnswer<'r>>,
}

/// A secured form of a credential.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SecuredForm)]
struct SecuredAnswer<'r> {
    /// How it is secured; the parameter `proof` fetches its bytes.
    proof: &'r str,
    /// The media type of its bytes.
    media_type: &'r str,
    /// The verification method that signed it.
    verification_method: &'r str,
    /// When it was signed.
    created: &'r str,
}

impl<'r> From<&'r CredentialRecord> for CredentialAnswer<'r> {
    fn from(record: &'r CredentialRecord) -> Self {
        let secured = record.secured.iter().map(|one| SecuredAnswer {
            proof: &one.proof,
            media_type: &one.media_type,
            verification_method: &one.verification_method,
            created: &one.created,
        });
        Self {
            id: &record.id,
            form: &record.form,
            name: &record.name,
            assessment: &record.assessment,
            framework: &record.framework,
            framework_version: &record.framework_version,
            level: &record.level,
            issuer: &record.issuer,
            valid_from: &record.valid_from,
            valid_until: record.valid_until.as_deref(),
            secured: secured.collect(),
        }
    }
}

pub(super) fn list(call: &Call) -> Result<Answer, Problem> {
    let asked = call.page()?;
    let issuer = &call.caller()?.issuer;
    let page = call
        .service()
        .credentials(issuer, asked.after, asked.limit)?;
    Answer::json(&CredentialPage {
        credentials: page.records.iter().map(CredentialAnswer::from).collect(),
        next: cursor(page.next),
    })
}

pub(super) fn describe_list() -> Described {
    Described::new("listCredentials", "A page of credentials, the newest first")
        .paged()
        .gives::<CredentialPage<'_>>(200, "The page")
}

/// The record; or the signed bytes, when the query names a proof or the client asks for their
/// media type.
pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [proof] = call.query(["proof"])?;
    let issuer = &call.caller()?.issuer;
    let id = call.parameter("id")?;
    if let Some(proof) = proof {
        return signed(call, id, issuer, &proof);
    }
    let record = call.service().credential(id, issuer)?;
    let wanted = SIGNED.into_iter().find(|offer| names(&call.headers, offer));
    let Some(wanted) = wanted else {
        return Ok(Answer::json(&CredentialAnswer::from(&record))?.with(header::VARY, "Accept"));
    };
    let mut secured = record.secured.iter();
    let Some(one) = secured.find(|one| one.media_type == wanted) else {
        let proofs: Vec<&str> = record.secured.iter().map(|s| s.proof.as_str()).collect();
        return Err(Problem::not_acceptable(format!(
            "this credential was not issued as {wanted}; its proofs are: {}",
            proofs.join(", ")
        )));
    };
    Ok(signed(call, id, issuer, &one.proof)?.with(header::VARY, "Accept"))
}

fn signed(call: &Call, id: &str, issuer: &str, proof: &str) -> Result<Answer, Problem> {
    // `+` joins the suites of a proof set, and is a space in a query.
    let proof = proof.replace(' ', "+");
    let issued = call.service().signed_credential(id, issuer, Some(&proof))?;
    let media_type = SIGNED.into_iter().find(|known| *known == issued.media_type);
    let media_type = media_type.unwrap_or("application/octet-stream");
    Ok(Answer::verbatim(media_type, issued.bytes))
}

pub(super) fn describe_read() -> Described {
    Described::new(
        "readCredential",
        "The record of a credential; with a proof's name, or asked for by media type, its signed \
         bytes verbatim",
    )
    .query_text("proof", "Which secured form to answer with, by its proof")
    .gives::<CredentialAnswer<'_>>(200, "The record, or the signed bytes")
    .also_gives(200, &SIGNED)
    .fails(404, "There is no such credential, or it has no such proof")
    .fails(406, "It was not issued in the media type asked for")
}
