//! Credentials in JSON with embedded proofs.

use super::Verifier;
use super::key::{controller, issuer_key, key_of};
use super::report::{Check, CheckId, Report, Securing};
use super::trusted::{self, check_data_model, check_terms};
use crate::credential::vcdm;
use crate::ijson::Json;
use crate::proof::{
    Mechanism, Processor, Proof, ProofError, ProofPurpose, Unsecured, data_integrity, proofs,
};
use time::Duration;

/// How far a proof's clock may be ahead of ours.
pub(super) const SKEW: Duration = Duration::seconds(300);

pub(super) fn verify(verifier: &Verifier<'_>, json: &Json<'_>) -> Report {
    let mut checks = Vec::new();
    let unsecured = Unsecured::new(json.clone());
    let credential = unsecured.document();
    let sound = check_data_model(credential, &mut checks)
        && check_terms(unsecured.to_rdf(verifier.processor()), &mut checks)
        && check_proofs(verifier, json, &unsecured, &mut checks);
    let meaning = sound.then(|| trusted::check(verifier, credential, &mut checks));
    Report::new(Securing::DataIntegrity, checks, meaning.flatten())
}

/// Every proof must verify, and at least one must be the issuer's (decided for proof sets: Data
/// Integrity 1.0, section 2.1.1, leaves the policy to the verifier).
fn check_proofs(
    verifier: &Verifier<'_>,
    json: &Json<'_>,
    unsecured: &Unsecured<'_>,
    checks: &mut Vec<Check>,
) -> bool {
    let proofs = match proofs(json, ProofPurpose::AssertionMethod) {
        Ok(proofs) => proofs,
        Err(error) => {
            checks.extend(of_error(error, "/proof"));
            return false;
        }
    };
    let before = checks.len();
    let processor = verifier.processor();
    let issuer = vcdm::issuer_id(json).unwrap_or_default();
    let issuers = |proof: &Proof<'_, '_>| controller(proof.verification_method) == issuer;
    let any_by_issuer = proofs.iter().any(issuers);
    for proof in &proofs {
        // Beside the issuer's proof others may stand; alone they say nothing.
        let issuer = (issuers(proof) || !any_by_issuer).then_some(issuer);
        if let Err(failed) = check_proof(verifier, unsecured, proof, issuer, processor, checks) {
            checks.extend(failed);
        }
    }
    use super::report::Outcome::Passed;
    checks[before..].iter().all(|check| check.outcome == Passed)
}

/// Adds what passed to `checks`; gives back what did not, and then nothing later was looked at.
/// The key must be `issuer`'s; with `None` it may be anybody's.
fn check_proof(
    verifier: &Verifier<'_>,
    unsecured: &Unsecured<'_>,
    proof: &Proof<'_, '_>,
    issuer: Option<&str>,
    processor: Processor<'_>,
    checks: &mut Vec<Check>,
) -> Result<(), Vec<Check>> {
    let now = verifier.clock.now();
    let pointer = &proof.pointer;
    let method = proof.verification_method;
    if let Mechanism::Unsupported(what) = &proof.mechanism {
        let error = ProofError::Unsupported {
            pointer: pointer.clone(),
            what: what.clone(),
        };
        return Err(of_error(error, pointer));
    }
    // Names that no context defines could hide in the proof itself.
    proof
        .to_rdf(unsecured.document(), processor)
        .map_err(|error| of_error(error, pointer))?;
    let made = proof.created.unwrap_or(now);
    let key = match issuer {
        Some(issuer) => issuer_key(verifier.documents, method, issuer, made, pointer),
        None => key_of(verifier.documents, method, made, pointer).map_err(|check| Check {
            id: CheckId::Proof,
            ..check
        }),
    }
    .map_err(|check| vec![check])?;
    if issuer.is_some() {
        let detail = format!("{method} is a key of the issuer's");
        checks.push(Check::passed(CheckId::IssuerKey, detail).at(pointer));
    }
    data_integrity::verify(unsecured, proof, &key, processor)
        .map_err(|error| of_error(error, pointer))?;
    check_dates(proof, now).map_err(|check| vec![check])?;
    let whose = if issuer.is_some() {
        ""
    } else {
        ", who is not the issuer"
    };
    let detail = format!("signed by {method}{whose}");
    checks.push(Check::passed(CheckId::Proof, detail).at(pointer));
    Ok(())
}

fn check_dates(proof: &Proof<'_, '_>, now: time::OffsetDateTime) -> Result<(), Check> {
    let wrong = |slug, detail: &str| {
        let problem = super::own_problem(slug);
        Err(Check::failed(
            CheckId::Proof,
            problem,
            detail,
            proof.pointer.clone(),
        ))
    };
    if proof.created.is_some_and(|created| created > now + SKEW) {
        return wrong(
            "proof-time",
            "the proof says that it was made in the future",
        );
    }
    if proof.expires.is_some_and(|expires| expires < now - SKEW) {
        return wrong("proof-expired", "the proof has expired");
    }
    Ok(())
}

/// The checks that say why a proof does not hold, or why that is unknown.
pub(super) fn of_error(error: ProofError, pointer: &str) -> Vec<Check> {
    let unknown = error.could_not_check();
    let problem = error.problem_type();
    let findings = error.findings().into_iter();
    findings
        .map(|finding| {
            let place = match finding.pointer.as_str() {
                "" => pointer.to_owned(),
                own => own.to_owned(),
            };
            let check = Check::failed(CheckId::Proof, problem, finding.detail, place);
            if unknown {
                check.could_not_tell()
            } else {
                check
            }
        })
        .collect()
}
