//! Documents in JSON with embedded proofs.

use super::key::{Made, controller, issuer_key, key_of, role};
use super::opened::{Opened, check_data_model, check_terms, subject_of};
use super::report::{Check, CheckId, Outcome, Securing, Subject, own_problem};
use super::witness::{AsGiven, Given};
use super::{Examination, SKEW};
use crate::credential::ler_rs;
use crate::credential::vcdm::{self, presentation};
use crate::identity::Purpose;
use crate::ijson::Json;
use crate::proof::{
    Cryptosuite, Expected, Mechanism, Proof, ProofError, ProofPurpose, Suite, Unsecured,
    data_integrity, proofs,
};
use time::OffsetDateTime;

pub(super) fn open<'a>(
    examination: &Examination<'_>,
    mut json: Json<'a>,
    as_given: &AsGiven<'_>,
) -> Opened<'a> {
    let mut checks = Vec::new();
    let proof = json
        .as_object_mut()
        .and_then(|members| members.remove("proof"));
    let secured = Json::Object(proof.map(|proof| ("proof", proof)).into_iter().collect());
    let unsecured = Unsecured::new(json);
    let subject = subject_of(unsecured.document());
    let sound = check_data_model(unsecured.document(), subject, &mut checks)
        && check_terms(
            unsecured.document(),
            || match signs_rdf(&secured) {
                true => examination.canonicalize(&unsecured),
                false => unsecured.to_rdf(examination.processor()).map(|_| ()),
            },
            &mut checks,
        );
    let text_signed = match sound {
        true => {
            let signer = Signer::of(unsecured.document(), subject, as_given);
            check_proofs(examination, &secured, &unsecured, &signer, &mut checks)
        }
        false => None,
    };
    Opened {
        subject,
        securing: Securing::DataIntegrity,
        checks,
        text_signed: text_signed.unwrap_or(false),
        document: text_signed.map(|_| unsecured.into_document()),
    }
}

/// Whether any proof may be of a suite that signs RDF: then its canonical form is needed, which may
/// be more work than is ours to do.
fn signs_rdf(secured: &Json<'_>) -> bool {
    let text = Cryptosuite::EddsaJcs2022.name();
    let proofs = secured.get("proof").map_or(&[][..], Json::as_set);
    let suite = |proof: &Json<'_>| proof.get("cryptosuite").and_then(Json::as_str) == Some(text);
    !proofs.iter().all(suite)
}

/// Who has to have signed, and for what.
pub(super) struct Signer<'j> {
    /// The issuer, or the holder; `None` for a presentation that names no holder.
    id: Option<&'j str>,
    proof_purpose: ProofPurpose,
    purpose: Purpose,
    /// What was signed.
    document: Given<'j>,
}

impl<'j> Signer<'j> {
    /// Who has to have signed `json`, which came `as_given`.
    pub(super) fn of(json: &'j Json<'_>, subject: Subject, as_given: &'j AsGiven<'_>) -> Self {
        let document = Given::new(json, as_given);
        match subject {
            Subject::Credential => Self {
                id: Some(vcdm::issuer_id(json).unwrap_or_default()),
                proof_purpose: ProofPurpose::AssertionMethod,
                purpose: Purpose::AssertionMethod,
                document,
            },
            Subject::Presentation => Self {
                id: presentation::holder_id(json),
                proof_purpose: ProofPurpose::Authentication,
                purpose: Purpose::Authentication,
                document,
            },
        }
    }

    fn is(&self, method: &str) -> bool {
        self.id == Some(controller(method))
    }
}

/// Every proof must verify, and at least one must be the signer's (decided for proof sets: Data
/// Integrity 1.0, section 2.1.1, leaves the policy to the verifier). `None` where that is not so;
/// else whether the signer's own proofs cover the text: one of them is `eddsa-jcs-2022`.
///
/// The proofs are those of `secured`, of which nothing else is read.
pub(super) fn check_proofs(
    examination: &Examination<'_>,
    secured: &Json<'_>,
    unsecured: &Unsecured<'_>,
    signer: &Signer<'_>,
    checks: &mut Vec<Check>,
) -> Option<bool> {
    let proofs = match proofs(secured, signer.proof_purpose) {
        Ok(proofs) => proofs,
        Err(error) if secured.get("proof").is_none() => {
            let detail = "nobody has signed it: it has no proof";
            let problem = error.problem_type();
            checks.push(Check::failed(CheckId::Proof, problem, detail, "/proof"));
            return None;
        }
        Err(error) => {
            checks.extend(of_error(error, "/proof"));
            return None;
        }
    };
    let in_array = secured.get("proof").and_then(Json::as_array);
    if ler_rs::is_hr_open(unsecured.document()) && in_array.is_none_or(|all| all.len() != 1) {
        let detail = "in HR Open's wrapper `proof` is an array of one";
        let problem = own_problem("proof-form");
        checks.push(Check::failed(CheckId::Proof, problem, detail, "/proof"));
        return None;
    }
    let before = checks.len();
    let by_signer = |proof: &Proof<'_, '_>| signer.is(proof.verification_method);
    let any_by_signer = proofs.iter().any(by_signer);
    for proof in &proofs {
        // Beside the issuer's proof others may stand; alone they say nothing.
        let id = signer.id.filter(|_| by_signer(proof) || !any_by_signer);
        let checked = check_proof(examination, unsecured, proof, id, signer, checks);
        if let Err(failed) = checked {
            checks.extend(failed);
        }
    }
    let jcs = Suite::DataIntegrity(Cryptosuite::EddsaJcs2022);
    let signs_text = |proof: &Proof<'_, '_>| matches!(&proof.mechanism, Mechanism::Ours(suite, _) if *suite == jcs);
    checks[before..]
        .iter()
        .all(|check| check.outcome == Outcome::Passed)
        .then(|| {
            proofs
                .iter()
                .any(|proof| by_signer(proof) && signs_text(proof))
        })
}

/// Adds what passed to `checks`; gives back what did not, and then nothing later was looked at.
/// The key must be `id`'s; with `None` it may be anybody's.
fn check_proof(
    examination: &Examination<'_>,
    unsecured: &Unsecured<'_>,
    proof: &Proof<'_, '_>,
    id: Option<&str>,
    signer: &Signer<'_>,
    checks: &mut Vec<Check>,
) -> Result<(), Vec<Check>> {
    let now = examination.now();
    let processor = examination.processor();
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
    let hidden = if ler_rs::is_hr_open(unsecured.document()) {
        proof.outside_hr_open(unsecured.document())
    } else {
        proof
            .to_rdf(unsecured.document(), processor)
            .map_err(|error| of_error(error, pointer))?;
        proof.signed_as_read(unsecured.document(), processor)
    };
    if !hidden.is_empty() {
        return Err(of_error(ProofError::Malformed(hidden), pointer));
    }
    let made = Made {
        claimed: proof.created,
        document: signer.document,
    };
    let usable = match id {
        Some(id) => issuer_key(examination, method, id, signer.purpose, made, pointer),
        None => key_of(examination, method, signer.purpose, made, pointer).map_err(|check| {
            let id = match signer.id {
                Some(_) => CheckId::Proof,
                None => check.id,
            };
            Check { id, ..check }
        }),
    }
    .map_err(|check| vec![check])?;
    if id.is_some() {
        checks.push(usable.passed(role(signer.purpose)).at(pointer));
    } else if signer.id.is_none() {
        let detail = format!("no holder is named; whoever has the key {method} signed");
        checks.push(Check::passed(CheckId::IssuerKey, detail).at(pointer));
    }
    // Our suites are Ed25519's; a proof under another kind of key is none of theirs.
    let Some(ed25519) = usable.key.as_ed25519() else {
        let detail = format!("the key {method} is no Ed25519 key, as the proof's suite needs it");
        let problem = "https://w3id.org/security#INVALID_VERIFICATION_METHOD";
        return Err(vec![Check::failed(
            CheckId::IssuerKey,
            problem,
            detail,
            pointer,
        )]);
    };
    data_integrity::verify(unsecured, proof, ed25519, processor)
        .map_err(|error| of_error(error, pointer))?;
    check_dates(proof, now).map_err(|check| vec![check])?;
    check_binding(examination, proof, signer)?;
    let whose = if id.is_some() || signer.id.is_none() {
        String::new()
    } else {
        format!(", who is not the {}", role(signer.purpose))
    };
    let detail = format!("signed by {method}{whose}");
    checks.push(Check::passed(CheckId::Proof, detail).at(pointer));
    Ok(())
}

/// A presentation has to be made for whoever asked for it.
fn check_binding(
    examination: &Examination<'_>,
    proof: &Proof<'_, '_>,
    signer: &Signer<'_>,
) -> Result<(), Vec<Check>> {
    if signer.proof_purpose != ProofPurpose::Authentication {
        return Ok(());
    }
    let binding = &examination.question.binding;
    let domains: Vec<&str> = binding.domain.as_deref().into_iter().collect();
    let errors = proof.check_binding(Expected {
        challenge: binding.challenge.as_deref(),
        domains: &domains,
    });
    let checks: Vec<Check> = errors
        .into_iter()
        .flat_map(|error| of_error(error, &proof.pointer))
        .collect();
    if checks.is_empty() {
        Ok(())
    } else {
        Err(checks)
    }
}

fn check_dates(proof: &Proof<'_, '_>, now: OffsetDateTime) -> Result<(), Check> {
    let wrong = |slug, detail: &str| {
        let problem = own_problem(slug);
        let pointer = proof.pointer.clone();
        Err(Check::failed(CheckId::Proof, problem, detail, pointer))
    };
    if proof.created.is_some_and(|created| created - now > SKEW) {
        let detail = "the proof says that it was made in the future";
        return wrong("proof-time", detail);
    }
    if proof.expires.is_some_and(|expires| now - expires > SKEW) {
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
