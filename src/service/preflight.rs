//! Preflight as a verb: what is to be said of a credential before it is signed, by whomever.
//!
//! Gathers what keeps it from being signed, what specifications and the official validator ask
//! besides, on what readers break, and who takes the forms in which it is to be secured. Nothing is
//! fetched and nothing goes on record. A credential that is secured already is looked at all the
//! same: what is inside, not whether its proof holds.

use super::issue::{Form, check_id};
use super::verify::{LONG_DOCUMENT, MAX_CREDENTIAL_BYTES, Turns};
use super::{Service, ServiceError};
use crate::carrier;
use crate::credential::vcdm::enveloped::ContentKind;
use crate::credential::{self, Kind, ler_rs, vcdm};
use crate::finding::Finding;
use crate::identity::SignatureAlgorithm;
use crate::ijson::{self, Json};
use crate::jsonld::canon::{Budget, canonicalize};
use crate::jsonld::{Contexts, to_rdf};
use crate::preflight::{self, Broken, Candidate, Forms};
use crate::proof::advice::{Advice, Note, Reader, advice};
use crate::proof::enveloped::Enveloped;
use crate::proof::{Cryptosuite, SecuringPlan, vc_jwt};
use serde::Serialize;
use std::borrow::Cow;
use std::net::IpAddr;
use time::OffsetDateTime;

pub use crate::preflight::Severity;

/// The rule of a credential that is secured already.
pub const ALREADY_SECURED: &str = "already-secured";
/// The rule of a form that a reader takes.
pub const FORM_TAKEN: &str = "form-taken";
/// The rule of a form that a reader does not take.
pub const FORM_NOT_TAKEN: &str = "form-not-taken";
/// The rule of what no proof over RDF can secure.
pub const SECURED_AS_TEXT: &str = "secured-as-text";
/// The rule of a form that a credential cannot have.
const PROOF_NOT_AVAILABLE: &str = "proof-not-available";
/// The remedy where there is nothing to remedy.
pub const NOTHING_TO_DO: &str = "Nothing is to be done about this.";

/// The rule of findings that are left out.
pub const MORE_FINDINGS: &str = "more-findings";

/// How many findings that keep a credential from being signed are told. A document of some
/// megabytes can have a million of them.
const MOST_ERRORS: usize = 1000;

/// What is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The credential: JSON, or secured already, in any carrier.
    pub document: Vec<u8>,
    /// Who is to sign it; `None` where it is whoever the credential names.
    pub issuer: Option<String>,
    /// In which forms it is to be secured; empty for the one that is usual for what it is.
    pub proofs: Vec<SecuringPlan>,
    /// From where it is asked, as far as that is known.
    pub asker: Option<IpAddr>,
}

impl Question {
    /// Asks about `document`, to be secured in the form that is usual for it by whomever it names.
    pub fn about(document: impl Into<Vec<u8>>) -> Self {
        Self {
            document: document.into(),
            issuer: None,
            proofs: Vec::new(),
            asker: None,
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whether nothing forbids to sign it: there is no finding of the severity `error`.
    pub signable: bool,
    /// Which kinds of credential it says it is.
    pub kinds: Vec<Kind>,
    /// The version of the data model that it says it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'static str>,
    /// How it is secured already, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secured: Option<SecuredBy>,
    /// The forms in which it is to be secured.
    pub proofs: Vec<String>,
    /// How many findings there are of each severity.
    pub counts: Counts,
    /// Everything that was found, the weightiest first.
    pub findings: Vec<Told>,
}

/// How a credential that was handed in is secured already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecuredBy {
    /// By embedded proofs.
    Proof,
    /// As a token.
    Token,
    /// As a token in an object that stands for it.
    Envelope,
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "named as the severities are")]
pub struct Counts {
    pub error: usize,
    pub official: usize,
    pub warning: usize,
    pub note: usize,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// How much it weighs.
    pub severity: Severity,
    /// The rule: a stable slug.
    pub rule: &'static str,
    /// Where: a JSON pointer (RFC 6901); the empty string is the whole document.
    pub pointer: String,
    /// What is there, as a sentence.
    pub detail: String,
    /// What to do about it, as a sentence.
    pub remedy: &'static str,
    /// The specification and section, or how the reader's behaviour is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
    /// Whose behaviour it is, with the version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reader: Option<&'static str>,
}

impl Service {
    /// Looks at a credential before it is signed.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when it cannot be read as a credential at all.
    pub fn before_signing(&self, question: &Question) -> Result<Report, ServiceError> {
        examine(question, self.now(), &self.turns)
    }
}

/// The same without a store: needs the time, and who may compute.
///
/// # Errors
/// [`ServiceError::Invalid`] when it cannot be read as a credential at all.
pub fn examine(
    question: &Question,
    now: OffsetDateTime,
    turns: &Turns,
) -> Result<Report, ServiceError> {
    let turn = match question.document.len() > LONG_DOCUMENT {
        true => turns.take_laborious(),
        false => turns.take(question.asker),
    };
    let material = read(&question.document).map_err(|findings| ServiceError::Invalid {
        what: "the credential",
        findings,
    })?;
    Ok(match is_laborious(&material.credential) {
        true => turn.laboriously(|| material.report(question, now)),
        false => material.report(question, now),
    })
}

/// Whether making the canonical form of `credential` takes more than an ordinary one.
fn is_laborious(credential: &Json<'_>) -> bool {
    let some = Budget {
        work: Budget::DEFAULT.work / 20,
        ..Budget::DEFAULT
    };
    let dataset = credential
        .as_object()
        .and_then(|object| to_rdf(object, Contexts::on_board()).ok());
    dataset.is_some_and(|dataset| canonicalize(&dataset, some).is_err())
}

/// A credential as it would be signed, and what it was secured with.
struct Material<'a> {
    credential: Json<'a>,
    proofs: Option<Json<'a>>,
    secured: Option<SecuredBy>,
}

/// Takes the credential out of what was handed in.
fn read(document: &[u8]) -> Result<Material<'_>, Vec<Finding>> {
    let document = match carrier::find(document) {
        Err(error) => return Err(error.findings().to_vec()),
        Ok(Some(carried)) => Cow::Owned(carried.credential),
        Ok(None) => Cow::Borrowed(document),
    };
    match document {
        Cow::Borrowed(text) => read_text(text),
        Cow::Owned(text) => read_text(&text).map(Material::into_owned),
    }
}

fn read_text(text: &[u8]) -> Result<Material<'_>, Vec<Finding>> {
    let text = text.trim_ascii();
    if text.len() > MAX_CREDENTIAL_BYTES {
        let detail = format!("it is longer than {MAX_CREDENTIAL_BYTES} bytes");
        return Err(vec![Finding::new("", "too-large", detail)]);
    }
    if let Some(token) = as_token(text) {
        return of_token(token, SecuredBy::Token);
    }
    let json = ijson::parse(text).map_err(ijson::ParseError::findings)?;
    if let Some(kind) = ContentKind::of_envelope(&json) {
        let envelope = Enveloped::read(&json, kind);
        let envelope =
            envelope.map_err(|error| crate::proof::ProofError::from(error).findings())?;
        return of_token(envelope.token, SecuredBy::Envelope);
    }
    match json {
        Json::Object(_) => Ok(of_json(json, None)),
        Json::String(text) if as_token(text.as_bytes()).is_some() => {
            of_token(&text, SecuredBy::Token)
        }
        other => {
            let detail = format!("this is {}; a credential is an object", other.kind());
            Err(vec![Finding::new("", "not-a-credential", detail)])
        }
    }
}

/// The text of a compact JWS: parts of base64url with dots between.
fn as_token(text: &[u8]) -> Option<&str> {
    let shaped = text
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.=~".contains(byte))
        && text.contains(&b'.');
    std::str::from_utf8(text).ok().filter(|_| shaped)
}

fn of_token(token: &str, by: SecuredBy) -> Result<Material<'static>, Vec<Finding>> {
    let jws = vc_jwt::decode(token).map_err(|error| error.findings())?;
    let content = vc_jwt::content(&jws).map_err(|error| error.findings())?;
    let credential = Json::Object(content.document).into_owned();
    Ok(of_json(credential, Some(by)))
}

fn of_json(mut credential: Json<'_>, by: Option<SecuredBy>) -> Material<'_> {
    let proofs = credential
        .as_object_mut()
        .and_then(|members| members.remove("proof"));
    let by_proof = proofs.as_ref().map(|_| SecuredBy::Proof);
    Material {
        credential,
        proofs,
        secured: by.or(by_proof),
    }
}

impl Material<'_> {
    fn into_owned(self) -> Material<'static> {
        Material {
            credential: self.credential.into_owned(),
            proofs: self.proofs.map(Json::into_owned),
            secured: self.secured,
        }
    }

    fn report(&self, question: &Question, now: OffsetDateTime) -> Report {
        let credential = &self.credential;
        let plans = plans(credential, question);
        let mut findings = Vec::new();
        findings.extend(self.secured.map(already_secured));
        if ler_rs::is_hr_open(credential) {
            findings.push(only_as_text());
        }
        let unsignable = unsignable(credential, question, &plans);
        let candidate = Candidate {
            credential,
            proofs: self.proofs.as_ref(),
            forms: forms(&plans),
            now,
        };
        // One fault at one place is told once, by the rule that came first.
        let is_new = |broken: &Broken| {
            broken.rule.severity != Severity::Error
                || !unsignable.iter().any(|one| one.pointer == broken.pointer)
        };
        let broken = preflight::examine(&candidate).into_iter().filter(is_new);
        let broken: Vec<Told> = broken.map(Told::from).collect();
        let more = unsignable.len().saturating_sub(MOST_ERRORS);
        findings.extend(unsignable.into_iter().take(MOST_ERRORS).map(Told::from));
        findings.extend(broken);
        findings.extend((more > 0).then(|| left_out(more)));
        if vcdm::has_type(credential, "VerifiableCredential") {
            findings.extend(takers(credential, &plans));
        }
        findings.sort_by_key(|told| told.severity);
        let counts = Counts::of(&findings);
        Report {
            signable: counts.error == 0,
            kinds: credential::kinds(credential),
            version: vcdm::version(credential).map(vcdm::Version::number),
            secured: self.secured,
            proofs: plans.iter().map(SecuringPlan::name).collect(),
            counts,
            findings,
        }
    }
}

fn already_secured(by: SecuredBy) -> Told {
    let how = match by {
        SecuredBy::Proof => "by a proof in it",
        SecuredBy::Token => "as a token",
        SecuredBy::Envelope => "as a token in an envelope",
    };
    Told {
        severity: Severity::Note,
        rule: ALREADY_SECURED,
        pointer: String::new(),
        detail: format!(
            "it is secured already, {how}; what is inside was looked at, and not whether it holds"
        ),
        remedy: "To learn whether it holds, verify it; it is not signed a second time here.",
        source: None,
        reader: None,
    }
}

fn left_out(count: usize) -> Told {
    Told {
        severity: Severity::Error,
        rule: MORE_FINDINGS,
        pointer: String::new(),
        detail: format!("{count} more things keep it from being signed"),
        remedy: "Correct the others first, and ask again.",
        source: None,
        reader: None,
    }
}

/// How HR Open's wrapper can be secured, which few would guess.
fn only_as_text() -> Told {
    Told {
        severity: Severity::Note,
        rule: SECURED_AS_TEXT,
        pointer: "/@context/1".to_owned(),
        detail: format!(
            "this is the profile {}: its second context is a JSON Schema, of which there is no RDF, \
             so that only `eddsa-jcs-2022` or `vc-jwt` can secure it",
            ler_rs::HR_OPEN_PROFILE
        ),
        remedy: "Give out the LER-RS credential of version 2.0 as well, for readers of RDF.",
        source: Some("HR Open 4.5, recruiting/json (VerifiableCredentialLER-RSType)"),
        reader: None,
    }
}

/// The forms in which it is to be secured.
fn plans(credential: &Json<'_>, question: &Question) -> Vec<SecuringPlan> {
    match question.proofs.as_slice() {
        [] if ler_rs::is_hr_open(credential) => vec![Form::HrOpenLerRs.standard_proof()],
        [] => vec![SecuringPlan::standard()],
        asked => asked.to_vec(),
    }
}

/// That HR Open's wrapper, which is of version 1.1, is put into an envelope of version 2.0; of
/// proofs over RDF a rule tells.
fn check_plans(credential: &Json<'_>, plans: &[SecuringPlan], findings: &mut Vec<Finding>) {
    if ler_rs::is_hr_open(credential) && plans.contains(&SecuringPlan::Enveloped) {
        let detail = "a résumé in HR Open's wrapper cannot be put into an envelope; only \
                      `eddsa-jcs-2022` or `vc-jwt` can secure it";
        findings.push(Finding::new("/@context/1", PROOF_NOT_AVAILABLE, detail));
    }
}

/// Everything that keeps the credential from being signed as it is asked for.
fn unsignable(credential: &Json<'_>, question: &Question, plans: &[SecuringPlan]) -> Vec<Finding> {
    let named = vcdm::issuer_id(credential).unwrap_or_default();
    let issuer = question.issuer.as_deref().unwrap_or(named);
    let contexts = Contexts::on_board();
    let mut findings = preflight::check_for_anybody(credential, issuer, contexts);
    check_id(credential, &mut findings);
    check_plans(credential, plans, &mut findings);
    if plans.iter().any(SecuringPlan::is_jwt) {
        let told: Vec<_> = findings.iter().map(|one| one.pointer.clone()).collect();
        let of_token = vc_jwt::check(&ijson::to_vec(credential)).into_iter();
        findings.extend(of_token.filter(|one| !told.contains(&one.pointer)));
    }
    findings
}

fn forms(plans: &[SecuringPlan]) -> Forms {
    Forms {
        rdf: plans.iter().any(|plan| {
            matches!(plan, SecuringPlan::DataIntegrity(suites)
                if suites.contains(&Cryptosuite::EddsaRdfc2022))
        }),
        token: plans.iter().any(SecuringPlan::is_jwt),
    }
}

/// Who takes the credential in these forms, and who does not.
fn takers(credential: &Json<'_>, plans: &[SecuringPlan]) -> Vec<Told> {
    use SignatureAlgorithm::{EdDsa, Es256};
    let mut told = Vec::new();
    for plan in plans {
        // Tokens may be signed by either key of an issuer; which, is its own choice.
        let algorithms: &[SignatureAlgorithm] = match plan {
            SecuringPlan::DataIntegrity(_) => &[EdDsa],
            SecuringPlan::VcJwt | SecuringPlan::Enveloped => &[EdDsa, Es256],
        };
        for &algorithm in algorithms {
            let form = match algorithms {
                [_] => plan.name(),
                _ => format!("{plan} ({})", algorithm.name()),
            };
            let advice = advice(credential, plan, algorithm).into_iter();
            told.extend(advice.filter_map(|advice| taken_or_not(&form, &advice)));
        }
    }
    told
}

/// What the table of forms says; what it says of contents is told by the rules.
fn taken_or_not(form: &str, advice: &Advice) -> Option<Told> {
    let (severity, rule, remedy) = match (advice.note, advice.reader) {
        (Note::FormTaken, _) => (Severity::Note, FORM_TAKEN, NOTHING_TO_DO),
        (Note::FormNotTaken, Some(Reader::OneEdTechValidator)) => (
            Severity::Official,
            FORM_NOT_TAKEN,
            "Give it out with an `eddsa-rdfc-2022` proof as well, or sign tokens by an ES256 key.",
        ),
        (Note::FormNotTaken, _) => (
            Severity::Warning,
            FORM_NOT_TAKEN,
            "Give it out with a single `eddsa-rdfc-2022` proof as well, which most readers take.",
        ),
        (Note::SeveralStatuses | Note::NoStatus | Note::NoId, _) => return None,
    };
    Some(Told {
        severity,
        rule,
        // Where its proof will stand, there is nothing yet.
        pointer: String::new(),
        detail: format!("{form}: {advice}"),
        remedy,
        source: Some(advice.source),
        reader: advice.reader.map(Reader::title),
    })
}

impl From<Finding> for Told {
    fn from(finding: Finding) -> Self {
        Self {
            severity: Severity::Error,
            rule: finding.problem,
            remedy: preflight::remedy(finding.problem),
            pointer: finding.pointer,
            detail: finding.detail,
            source: finding.source,
            reader: None,
        }
    }
}

impl From<Broken> for Told {
    fn from(broken: Broken) -> Self {
        Self {
            severity: broken.rule.severity,
            rule: broken.rule.slug,
            pointer: broken.pointer,
            detail: broken.detail,
            remedy: broken.rule.remedy,
            source: Some(broken.rule.source),
            reader: broken.rule.reader,
        }
    }
}

impl Counts {
    fn of(findings: &[Told]) -> Self {
        let mut counts = Self::default();
        for told in findings {
            match told.severity {
                Severity::Error => counts.error += 1,
                Severity::Official => counts.official += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Note => counts.note += 1,
            }
        }
        counts
    }
}
