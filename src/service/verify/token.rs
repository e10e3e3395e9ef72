//! Documents in tokens: VC-JWT, `vc+jwt`, `vp+jwt`, and the claims `vc` and `vp` of version 1.1.
//!
//! A document in a token may have embedded proofs as well, made before (Open Badges 3.0, section
//! 8.2); then these have to hold too.

use super::data_integrity::{Signer, check_proofs, of_error};
use super::key::{Made, Usable, controller, issuer_key, method_of_key};
use super::opened::{Opened, check_data_model, check_terms};
use super::report::{Check, CheckId, Securing, Subject, own_problem};
use super::witness::{AsGiven, Given};
use super::{Examination, SKEW, VerifyError};
use crate::credential::vcdm::presentation;
use crate::identity::Purpose;
use crate::ijson::{Json, Object};
use crate::proof::compact_jws::CompactJws;
use crate::proof::enveloped::Enveloped;
use crate::proof::vc_jwt::{self, Content, ContentKind, TokenForm};
use crate::proof::{ProofError, Unsecured};

/// Opens `token`, which came `as_given` and stood in `envelope` if it did. Until it is known what it holds, it is
/// `taken_for` that.
///
/// # Errors
/// [`VerifyError::Unreadable`] when it is no token.
pub(super) fn open(
    examination: &Examination<'_>,
    token: &str,
    as_given: &AsGiven<'_>,
    envelope: Option<&Enveloped<'_>>,
    taken_for: Subject,
) -> Result<Opened<'static>, VerifyError> {
    let jws = match vc_jwt::decode(token) {
        Ok(jws) => jws,
        Err(error) => return refused(error, taken_for, Securing::VcJwt),
    };
    let content = match vc_jwt::content(&jws) {
        Ok(content) => content,
        Err(error) => return refused(error, taken_for, Securing::VcJwt),
    };
    let (subject, securing) = (subject_of(content.form.kind()), securing_of(content.form));
    if let Some(envelope) = envelope
        && let Err(error) = envelope.check(content.form)
    {
        return refused(error, subject_of(envelope.kind), securing);
    }
    let unsecured = Unsecured::new(Json::Object(content.document.clone()));
    let without_tokens = without_tokens(unsecured.document()).map(Unsecured::new);
    let named = without_tokens.as_ref().unwrap_or(&unsecured);
    let mut checks = Vec::new();
    let sound = check_data_model(unsecured.document(), subject, &mut checks)
        && check_terms(
            named.document(),
            // The token signs the text: no canonical form of the RDF is needed.
            || named.to_rdf(examination.processor()).map(|_| ()),
            &mut checks,
        )
        && check_signature(
            examination,
            &jws,
            &content,
            Given::new(unsecured.document(), as_given),
            &mut checks,
        )
        && embedded_proofs_hold(
            examination,
            &content,
            &unsecured,
            &Signer::of(unsecured.document(), subject, as_given),
            &mut checks,
        );
    Ok(Opened {
        subject,
        securing,
        checks,
        text_signed: true,
        document: sound.then(|| unsecured.into_document().into_owned()),
    })
}

fn embedded_proofs_hold(
    examination: &Examination<'_>,
    content: &Content<'_>,
    unsecured: &Unsecured<'_>,
    signer: &Signer<'_>,
    checks: &mut Vec<Check>,
) -> bool {
    let Some(proof) = content.document.get("proof") else {
        return true;
    };
    let secured = Json::Object(Object::from_iter([("proof", proof.clone())]));
    check_proofs(examination, &secured, unsecured, signer, checks).is_some()
}

/// The document as far as it is JSON-LD, where it holds more. A presentation of version 1.1 may hold
/// credentials as bare tokens (VC Data Model 1.1, section 6.3.1), which JSON-LD would take for
/// addresses: the token around them signs their text, and each is a part that has to hold on its own.
fn without_tokens<'a>(document: &Json<'a>) -> Option<Json<'a>> {
    const NAME: &str = "verifiableCredential";
    let credentials = document.get(NAME)?.as_set();
    let is_token = |one: &&Json<'a>| one.as_str().is_some();
    if !presentation::is_presentation(document) || !credentials.iter().any(|one| is_token(&one)) {
        return None;
    }
    let others: Vec<Json<'a>> = credentials
        .iter()
        .filter(|one| !is_token(one))
        .cloned()
        .collect();
    let mut document = document.clone();
    document.as_object_mut()?.insert(NAME, others);
    Some(document)
}

/// What cannot be read is no document; what is read and wrong has a report.
fn refused(
    error: ProofError,
    subject: Subject,
    securing: Securing,
) -> Result<Opened<'static>, VerifyError> {
    match error {
        ProofError::Unreadable(error) => Err(VerifyError::Unreadable(error.findings())),
        ProofError::NotAToken(findings) => Err(VerifyError::Unreadable(findings)),
        error => Ok(Opened::refused(subject, securing, of_error(error, ""))),
    }
}

fn subject_of(kind: ContentKind) -> Subject {
    match kind {
        ContentKind::Credential => Subject::Credential,
        ContentKind::Presentation => Subject::Presentation,
    }
}

fn securing_of(form: TokenForm) -> Securing {
    match form {
        TokenForm::OpenBadges => Securing::VcJwt,
        TokenForm::VcJose | TokenForm::VpJose => Securing::VcJose,
        TokenForm::VcClaim | TokenForm::VpClaim => Securing::JwtVc11,
    }
}

fn check_signature(
    examination: &Examination<'_>,
    jws: &CompactJws<'_>,
    content: &Content<'_>,
    document: Given<'_>,
    checks: &mut Vec<Check>,
) -> bool {
    let usable = match key(examination, jws, content, document) {
        Ok(found) => found,
        Err(check) => {
            checks.push(check);
            return false;
        }
    };
    checks.push(usable.passed("signer"));
    if let Err(error) = jws.verify(&usable.key) {
        checks.extend(of_error(error, ""));
        return false;
    }
    let wrong = wrong_time_or_place(examination, content);
    if !wrong.is_empty() {
        checks.extend(wrong);
        return false;
    }
    let method = usable.method;
    let detail = format!("signed by {method}; the claims agree with the document");
    checks.push(Check::passed(CheckId::Proof, detail));
    true
}

/// The signer's key, and its method. A key that the token brings counts only where the signer's
/// own document lists it.
fn key(
    examination: &Examination<'_>,
    jws: &CompactJws<'_>,
    content: &Content<'_>,
    document: Given<'_>,
) -> Result<Usable, Check> {
    let purpose = match content.form.kind() {
        ContentKind::Credential => Purpose::AssertionMethod,
        ContentKind::Presentation => Purpose::Authentication,
    };
    let unbound = |detail: &str| {
        let problem = own_problem("key-not-bound-to-issuer");
        Err(Check::failed(CheckId::IssuerKey, problem, detail, ""))
    };
    let named = content.verification_method(&jws.header);
    // A presentation need not name its holder; then it is whoever has the key.
    let whoever = match content.form.kind() {
        ContentKind::Credential => None,
        ContentKind::Presentation => named.as_deref().map(controller),
    };
    let Some(signer) = content.signer().or(whoever) else {
        return unbound("neither the token nor the document in it says who signed");
    };
    // A token says nothing that can be believed about when it was made.
    let made = Made {
        claimed: None,
        document,
    };
    match (&named, &jws.header.key) {
        (Some(method), brought) => {
            let usable = issuer_key(examination, method, signer, purpose, made, "")?;
            if brought
                .as_ref()
                .is_some_and(|brought| *brought != usable.key)
            {
                return unbound("the token brings another key than the one that it names");
            }
            Ok(usable)
        }
        (None, Some(brought)) => method_of_key(examination, brought, signer, purpose, made),
        (None, None) => unbound("the token names no key"),
    }
}

/// What is wrong with the token's own dates, and with whom and what it was made for.
fn wrong_time_or_place(examination: &Examination<'_>, content: &Content<'_>) -> Vec<Check> {
    let dates = content.period.check(examination.now(), SKEW);
    let mut checks: Vec<Check> = dates
        .into_iter()
        .map(|finding| Check::from_finding(CheckId::Proof, finding))
        .collect();
    if content.form.kind() == ContentKind::Presentation {
        checks.extend(unbound(examination, content));
    }
    checks
}

/// A presentation has to be made for whoever asked for it: `nonce` is its challenge, and the domain
/// is among those in `aud` (RFC 7519, section 4.1.3).
fn unbound(examination: &Examination<'_>, content: &Content<'_>) -> Vec<Check> {
    let expected = &examination.question.binding;
    let mut checks = Vec::new();
    if let Some(challenge) = &expected.challenge
        && content.nonce.as_ref() != Some(challenge)
    {
        let problem = "https://w3id.org/security#INVALID_CHALLENGE_ERROR";
        let detail = "the token does not answer the challenge that was set";
        checks.push(Check::failed(CheckId::Proof, problem, detail, "/nonce"));
    }
    if let Some(domain) = &expected.domain
        && !content.audience.contains(domain)
    {
        let problem = "https://w3id.org/security#INVALID_DOMAIN_ERROR";
        let detail = format!("the token was not made for {domain}");
        checks.push(Check::failed(CheckId::Proof, problem, detail, "/aud"));
    }
    checks
}
