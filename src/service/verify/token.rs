//! Credentials as VC-JWT.

use super::data_integrity::{SKEW, of_error};
use super::key::issuer_key;
use super::report::{Check, CheckId, Report, Securing, own_problem};
use super::trusted::{self, check_data_model, check_terms};
use super::{Unreadable, Verifier};
use crate::credential::vcdm;
use crate::finding::Finding;
use crate::ijson::Json;
use crate::proof::compact_jws::CompactJws;
use crate::proof::eddsa_rdfc_2022::to_rdf;
use crate::proof::vc_jwt::ContentKind;
use crate::proof::{ProofError, vc_jwt};

pub(super) fn verify(verifier: &Verifier<'_>, token: &str) -> Result<Report, Unreadable> {
    let jws = match vc_jwt::decode(token) {
        Ok(jws) => jws,
        Err(ProofError::Unreadable(error)) => return Err(Unreadable(error.findings())),
        Err(ProofError::NotAToken(findings)) => return Err(Unreadable(findings)),
        Err(error) => return Ok(report(of_error(error, ""))),
    };
    let content = match vc_jwt::content(&jws) {
        Ok(content) => content,
        Err(ProofError::Unreadable(error)) => return Err(Unreadable(error.findings())),
        Err(error) => return Ok(report(of_error(error, ""))),
    };
    if content.form.kind() == ContentKind::Presentation {
        let detail = "this token holds a presentation, not a credential";
        return Err(Unreadable(vec![Finding::new(
            "",
            "not-a-credential",
            detail,
        )]));
    }
    let method = content.verification_method(&jws.header);
    let expired = content.period.check(verifier.clock.now(), SKEW);
    let credential = Json::Object(content.document);
    let mut checks = Vec::new();
    let sound = check_data_model(&credential, &mut checks)
        && check_terms(to_rdf(&credential, verifier.processor()), &mut checks)
        && check_signature(verifier, &jws, method, &credential, &mut checks)
        && check_period(expired, &mut checks);
    let meaning = sound.then(|| trusted::check(verifier, &credential, &mut checks));
    Ok(Report::new(Securing::VcJwt, checks, meaning.flatten()))
}

fn report(checks: Vec<Check>) -> Report {
    Report::new(Securing::VcJwt, checks, None)
}

fn check_signature(
    verifier: &Verifier<'_>,
    jws: &CompactJws<'_>,
    method: Option<String>,
    credential: &Json<'_>,
    checks: &mut Vec<Check>,
) -> bool {
    let issuer = vcdm::issuer_id(credential).unwrap_or_default();
    let Some(method) = &method else {
        let detail = "the token brings its own key; that shows that it is whole, not who made it";
        let problem = own_problem("key-not-bound-to-issuer");
        checks.push(Check::failed(CheckId::IssuerKey, problem, detail, ""));
        return false;
    };
    let now = verifier.clock.now();
    let key = match issuer_key(verifier.documents, method, issuer, now, "") {
        Ok(key) => key,
        Err(check) => {
            checks.push(check);
            return false;
        }
    };
    checks.push(Check::passed(
        CheckId::IssuerKey,
        format!("{method} is a key of the issuer's"),
    ));
    match jws.verify(&key.into()) {
        Ok(()) => {
            let detail = format!("signed by {method}; the claims agree with the credential");
            checks.push(Check::passed(CheckId::Proof, detail));
            checks.extend(embedded_proof(credential));
            true
        }
        Err(error) => {
            checks.extend(of_error(error, ""));
            false
        }
    }
}

/// A signature that has a period of its own counts only within it.
fn check_period(findings: Vec<Finding>, checks: &mut Vec<Check>) -> bool {
    let within = findings.is_empty();
    checks.extend(findings.into_iter().map(|finding| {
        let problem = own_problem(finding.problem);
        Check::failed(CheckId::Proof, problem, finding.detail, finding.pointer)
    }));
    within
}

/// A credential in a token may bring embedded proofs too. They are not looked at, and so nothing
/// can be called valid that has them.
fn embedded_proof(credential: &Json<'_>) -> Option<Check> {
    credential.get("proof").map(|_| {
        let detail = "the credential in the token has a proof of its own, which is not checked";
        let problem = own_problem("proof-in-token");
        Check::failed(CheckId::Proof, problem, detail, "/proof").could_not_tell()
    })
}
