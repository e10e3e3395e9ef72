//! A document and its securing: is it what its signer signed, and may that signer say it?
//!
//! The form is found from the content: embedded proofs, a token, or one of these in an envelope
//! (VC Data Model 2.0, section 4.13). What stands around a signed text is never believed.

use super::question::Wanted;
use super::report::{Check, CheckId, Securing, Subject, own_problem, vcdm_problem};
use super::witness::AsGiven;
use super::{Examination, VerifyError, data_integrity, token};
use crate::credential::ler_rs;
use crate::credential::vcdm::{self, presentation};
use crate::finding::Finding;
use crate::ijson::{self, Json};
use crate::jsonld::{self, Contexts, UNKNOWN_CONTEXT, UNSUPPORTED};
use crate::proof::enveloped::Enveloped;
use crate::proof::vc_jwt::ContentKind;
use crate::proof::{BLANK_NODES_ALIKE, ProofError};

/// A document to be opened.
#[derive(Debug)]
pub(super) struct Material<'a> {
    pub form: Form<'a>,
    /// As it was handed in.
    pub as_given: AsGiven<'a>,
}

/// In which form it is opened.
#[derive(Debug)]
pub(super) enum Form<'a> {
    /// A JSON object.
    Json(Json<'a>),
    /// A token in the compact serialization.
    Token(&'a str),
}

/// A document whose securing has been looked at.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    pub subject: Subject,
    pub securing: Securing,
    pub checks: Vec<Check>,
    /// Whether the signer signed the text itself, and with it the order of arrays: a proof over
    /// RDF does not cover that.
    pub text_signed: bool,
    /// The document without its proofs, if they are right.
    pub document: Option<Json<'a>>,
}

impl Opened<'_> {
    /// A document that was refused before anything in it could be believed.
    pub(super) fn refused(subject: Subject, securing: Securing, checks: Vec<Check>) -> Self {
        Self {
            subject,
            securing,
            checks,
            text_signed: false,
            document: None,
        }
    }
}

impl<'a> Material<'a> {
    /// A document that stands inside another as JSON.
    pub(super) fn part(json: &'a Json<'a>) -> Self {
        Self {
            form: Form::Json(json.clone()),
            as_given: AsGiven::part(json),
        }
    }

    /// A token.
    pub(super) fn token(token: &'a str) -> Self {
        Self {
            form: Form::Token(token),
            as_given: AsGiven::bytes(token.as_bytes()),
        }
    }

    /// Tells a token from JSON.
    ///
    /// # Errors
    /// [`VerifyError::Unreadable`] for what is neither.
    pub(super) fn read(text: &'a [u8]) -> Result<Self, VerifyError> {
        let text = text.trim_ascii();
        if let Some(token) = as_token(text) {
            return Ok(Material::token(token));
        }
        let json = ijson::parse(text).map_err(|error| VerifyError::Unreadable(error.findings()))?;
        match json {
            Json::Object(_) if is_json_serialization(&json) => {
                let detail = "this is a token in the JSON serialization; only the compact \
                              serialization is accepted";
                Err(unreadable("jws-form", detail))
            }
            Json::Object(_) => Ok(Self {
                form: Form::Json(json),
                as_given: AsGiven::bytes(text),
            }),
            // A token in quotation marks, as some send it.
            Json::String(std::borrow::Cow::Borrowed(text))
                if as_token(text.as_bytes()).is_some() =>
            {
                Ok(Material::token(text))
            }
            other => {
                let detail = format!("this is {}; a credential is an object", other.kind());
                Err(unreadable("not-a-credential", detail))
            }
        }
    }
}

/// The text of a compact JWS: parts of base64url with dots between, no brace before them.
fn as_token(text: &[u8]) -> Option<&str> {
    let shaped = text
        .iter()
        .all(|b| b.is_ascii_alphanumeric() || b"-_.=~".contains(b))
        && text.contains(&b'.');
    if shaped {
        std::str::from_utf8(text).ok()
    } else {
        None
    }
}

/// Whether an object is a JWS or JWE in a JSON serialization (RFC 7515, section 7.2; RFC 7516,
/// section 7.2). These have headers outside their signature (RFC 8725, section 3).
fn is_json_serialization(object: &Json<'_>) -> bool {
    let has = |name| object.get(name).is_some();
    let signed = has("payload") && (has("signature") || has("signatures"));
    (signed || has("ciphertext")) && !has("@context")
}

/// Opens a document in this form, which came `as_given`.
///
/// # Errors
/// [`VerifyError::Unreadable`] when it is not what is wanted, or nothing that can be read.
pub(super) fn open<'a>(
    examination: &Examination<'_>,
    form: Form<'a>,
    as_given: &AsGiven<'_>,
    wanted: Wanted,
) -> Result<Opened<'a>, VerifyError> {
    let opened = match form {
        Form::Token(token) => {
            // A token that is refused before anybody can tell what it holds is what was wanted.
            let taken_for = match wanted {
                Wanted::Presentation => Subject::Presentation,
                Wanted::Credential | Wanted::Either => Subject::Credential,
            };
            token::open(examination, token, as_given, None, taken_for)?
        }
        Form::Json(json) => match ContentKind::of_envelope(&json) {
            None => data_integrity::open(examination, json, as_given),
            Some(kind) => open_envelope(examination, &json, as_given, kind)?,
        },
    };
    match (wanted, opened.subject) {
        (Wanted::Credential, Subject::Presentation) => Err(unreadable(
            "not-a-credential",
            "this is a presentation, not a credential",
        )),
        (Wanted::Presentation, Subject::Credential) => Err(unreadable(
            "not-a-presentation",
            "this is a credential, not a presentation",
        )),
        _ => Ok(opened),
    }
}

/// Opens the token that `envelope` stands for; nothing else in it is believed, and a proof beside
/// the token would leave open which of the two speaks.
fn open_envelope(
    examination: &Examination<'_>,
    envelope: &Json<'_>,
    as_given: &AsGiven<'_>,
    kind: ContentKind,
) -> Result<Opened<'static>, VerifyError> {
    let subject = match kind {
        ContentKind::Credential => Subject::Credential,
        ContentKind::Presentation => Subject::Presentation,
    };
    if envelope.get("proof").is_some() {
        let detail = "an envelope has no proof of its own; the token in it is signed";
        let problem = own_problem("proof-on-envelope");
        let checks = vec![Check::failed(CheckId::Proof, problem, detail, "/proof")];
        return Ok(Opened::refused(subject, Securing::VcJose, checks));
    }
    match Enveloped::read(envelope, kind) {
        Ok(enveloped) => token::open(
            examination,
            enveloped.token,
            as_given,
            Some(&enveloped),
            subject,
        ),
        Err(error) => {
            let checks = data_integrity::of_error(error.into(), "");
            Ok(Opened::refused(subject, Securing::VcJose, checks))
        }
    }
}

fn unreadable(slug: &'static str, detail: impl Into<String>) -> VerifyError {
    VerifyError::Unreadable(vec![Finding::new("", slug, detail)])
}

/// Whether the document is a presentation or, as everything else, to be read as a credential.
pub(super) fn subject_of(document: &Json<'_>) -> Subject {
    match presentation::is_presentation(document) {
        true => Subject::Presentation,
        false => Subject::Credential,
    }
}

/// Whether the document keeps the data model.
pub(super) fn check_data_model(
    document: &Json<'_>,
    subject: Subject,
    checks: &mut Vec<Check>,
) -> bool {
    let findings = match subject {
        Subject::Credential => vcdm::check(document),
        Subject::Presentation => presentation::check(document),
    };
    if findings.is_empty() {
        let version = vcdm::version(document).map_or("2.0", vcdm::Version::number);
        let detail = format!("keeps the Verifiable Credentials Data Model {version}");
        checks.push(Check::passed(CheckId::DataModel, detail));
        return true;
    }
    checks.extend(findings.into_iter().map(|finding| Check {
        problem: Some(vcdm_problem::MALFORMED_VALUE.to_owned()),
        ..Check::from_finding(CheckId::DataModel, finding)
    }));
    false
}

/// Whether everything in the document is defined by its contexts, and means what people read. This
/// holds for every suite: an undefined name means nothing, and two readers may take it for two
/// things (Data Integrity 1.0, section 2.4.1).
///
/// `read` reads it as RDF, and makes its canonical form where that is signed. HR Open's wrapper of
/// résumés cannot be read so: there the tables of LER-RS say which names are defined.
pub(super) fn check_terms(
    document: &Json<'_>,
    read: impl FnOnce() -> Result<(), ProofError>,
    checks: &mut Vec<Check>,
) -> bool {
    if ler_rs::is_hr_open(document) {
        return check_names_of_hr_open(document, checks);
    }
    let findings = match read() {
        Ok(()) => jsonld::signed_as_read(document, Contexts::on_board()),
        Err(error) => error.findings(),
    };
    let sound = findings.is_empty();
    if sound {
        let detail = "every name in it is defined by its contexts, and means what it seems to";
        checks.push(Check::passed(CheckId::Terms, detail));
    }
    checks.extend(findings.into_iter().map(of_term));
    sound
}

/// The same for the profile `hr-open-ler-rs`.
fn check_names_of_hr_open(document: &Json<'_>, checks: &mut Vec<Check>) -> bool {
    let undefined = ler_rs::undefined(document);
    let sound = undefined.is_empty();
    if sound {
        let detail = format!(
            "read by the profile {}, whose second context is a JSON Schema and no JSON-LD: every \
             name in it is one of LER-RS's",
            ler_rs::HR_OPEN_PROFILE
        );
        checks.push(Check::passed(CheckId::Terms, detail));
    }
    checks.extend(undefined.into_iter().map(of_term));
    sound
}

/// A context that is not on board, a feature that is not supported, or more work than is ours to
/// do leaves the rest unknown; everything else is a fault of the document.
fn of_term(finding: Finding) -> Check {
    let unknown = matches!(
        finding.problem,
        UNKNOWN_CONTEXT | UNSUPPORTED | BLANK_NODES_ALIKE
    );
    let check = Check {
        problem: Some("https://w3id.org/security#PROOF_TRANSFORMATION_ERROR".to_owned()),
        ..Check::from_finding(CheckId::Terms, finding)
    };
    if unknown {
        check.could_not_tell()
    } else {
        check
    }
}
