//! Securing a prepared credential in one or several ways at once: one credential, one document
//! for each way.
//!
//! The prepared credential is moved in: it cannot be signed a second time, and nothing that did
//! not pass preflight comes here.

use super::compact_jws::TokenSigner;
use super::{
    Cryptosuite, Processor, ProofError, ProofPurpose, Unsecured, data_integrity, proofs, vc_jwt,
};
use crate::clock::timestamp;
use crate::identity::{PublicKey, Signer};
use crate::ijson::{self, Json};
use crate::preflight::Prepared;
use ed25519_dalek::VerifyingKey;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use time::OffsetDateTime;

/// How one document is secured.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SecuringPlan {
    /// By one embedded proof, or by a proof set.
    DataIntegrity(Vec<Cryptosuite>),
    /// As a VC-JWT.
    VcJwt,
}

/// The name of the VC-JWT form.
const VC_JWT: &str = "vc-jwt";

impl SecuringPlan {
    /// The default: one `eddsa-rdfc-2022` proof, which every validator takes.
    pub fn standard() -> Self {
        SecuringPlan::DataIntegrity(vec![Cryptosuite::EddsaRdfc2022])
    }

    /// Whether the document becomes a token.
    pub fn is_jwt(&self) -> bool {
        *self == SecuringPlan::VcJwt
    }

    /// Its name: `eddsa-rdfc-2022`, `eddsa-rdfc-2022+eddsa-jcs-2022`, `vc-jwt`.
    pub fn name(&self) -> String {
        self.to_string()
    }

    /// The media type of the secured document: `application/vc` (VC Data Model 2.0, appendix
    /// C.1) or `text/plain` (Open Badges 3.0, section 8.2).
    pub fn media_type(&self) -> &'static str {
        match self {
            SecuringPlan::DataIntegrity(_) => "application/vc",
            SecuringPlan::VcJwt => "text/plain",
        }
    }

    /// The end of a file's name: `json` or `jwt`.
    pub fn extension(&self) -> &'static str {
        match self {
            SecuringPlan::DataIntegrity(_) => "json",
            SecuringPlan::VcJwt => "jwt",
        }
    }

    /// Reads plans from their names; each may stand once.
    ///
    /// # Errors
    /// [`UnknownProof`] for a name that is none, or that stands twice.
    pub fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Vec<Self>, UnknownProof> {
        let mut plans = Vec::new();
        for name in names {
            let plan: SecuringPlan = name.parse()?;
            if plans.contains(&plan) {
                return Err(UnknownProof(format!("{name} twice")));
            }
            plans.push(plan);
        }
        Ok(plans)
    }
}

impl fmt::Display for SecuringPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecuringPlan::VcJwt => f.write_str(VC_JWT),
            SecuringPlan::DataIntegrity(suites) => {
                let names: Vec<&str> = suites.iter().map(|suite| suite.name()).collect();
                f.write_str(&names.join("+"))
            }
        }
    }
}

/// What was asked for is no way to secure a credential. The caller is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no proof {0:?}: there are eddsa-rdfc-2022, eddsa-jcs-2022 and vc-jwt; the first two may be \
     joined by `+` to a proof set"
)]
pub struct UnknownProof(String);

impl FromStr for SecuringPlan {
    type Err = UnknownProof;

    fn from_str(name: &str) -> Result<Self, UnknownProof> {
        if name == VC_JWT {
            return Ok(SecuringPlan::VcJwt);
        }
        let mut suites = Vec::new();
        for part in name.split('+') {
            match Cryptosuite::named(part) {
                Some(suite) if !suites.contains(&suite) => suites.push(suite),
                _ => return Err(UnknownProof(name.to_owned())),
            }
        }
        Ok(SecuringPlan::DataIntegrity(suites))
    }
}

/// A secured document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secured {
    /// How it is secured.
    pub plan: SecuringPlan,
    /// When it was signed.
    pub created: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Secures `prepared` in each of these ways.
///
/// # Errors
/// [`ProofError`]; then nothing has been secured.
pub fn secure_prepared(
    prepared: Prepared,
    plans: &[SecuringPlan],
    created: OffsetDateTime,
    signer: &Arc<dyn Signer>,
    processor: Processor<'_>,
) -> Result<Vec<Secured>, ProofError> {
    let document = prepared.document();
    plans
        .iter()
        .map(|plan| {
            let bytes = match plan {
                SecuringPlan::DataIntegrity(suites) => {
                    data_integrity::secure(document, suites, created, signer.as_ref(), processor)?
                }
                SecuringPlan::VcJwt => {
                    vc_jwt::secure(document, &TokenSigner::new(Arc::clone(signer)))?.into_bytes()
                }
            };
            Ok(Secured {
                plan: plan.clone(),
                created: timestamp(created),
                bytes,
            })
        })
        .collect()
}

/// The credential in a document that was secured by [`secure_prepared`], without what secures it:
/// what a further proof is made over.
///
/// # Errors
/// [`ProofError`] when `bytes` are not such a document.
pub fn credential_of(plan: &SecuringPlan, bytes: &[u8]) -> Result<Vec<u8>, ProofError> {
    match plan {
        SecuringPlan::DataIntegrity(_) => {
            let unsecured = Unsecured::new(ijson::parse(bytes)?);
            Ok(ijson::to_vec(unsecured.document()))
        }
        SecuringPlan::VcJwt => {
            let token = String::from_utf8_lossy(bytes);
            let jws = vc_jwt::decode(&token)?;
            let content = vc_jwt::content(&jws)?;
            Ok(ijson::to_vec(&Json::Object(content.document)))
        }
    }
}

/// Whether every proof of a document that was just secured verifies under `key`.
///
/// # Errors
/// [`ProofError`] when one does not.
pub fn verify_secured(
    secured: &Secured,
    key: &VerifyingKey,
    processor: Processor<'_>,
) -> Result<(), ProofError> {
    match &secured.plan {
        SecuringPlan::DataIntegrity(_) => {
            let json = ijson::parse(&secured.bytes)?;
            let unsecured = Unsecured::new(json.clone());
            for proof in proofs(&json, ProofPurpose::AssertionMethod)? {
                data_integrity::verify(&unsecured, &proof, key, processor)?;
            }
            Ok(())
        }
        SecuringPlan::VcJwt => {
            let token = String::from_utf8_lossy(&secured.bytes);
            let jws = vc_jwt::decode(&token)?;
            jws.verify(&PublicKey::from(*key))?;
            vc_jwt::content(&jws).map(|_| ())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_from_its_name_and_printed_as_it() {
        for name in [
            "eddsa-rdfc-2022",
            "eddsa-jcs-2022",
            "eddsa-jcs-2022+eddsa-rdfc-2022",
            "vc-jwt",
        ] {
            let plan: SecuringPlan = name.parse().unwrap();
            assert_eq!(plan.name(), name);
        }
        for name in [
            "",
            "eddsa",
            "vc-jwt+eddsa-jcs-2022",
            "eddsa-jcs-2022+eddsa-jcs-2022",
        ] {
            assert!(name.parse::<SecuringPlan>().is_err(), "{name}");
        }
        assert!(SecuringPlan::list(["vc-jwt", "vc-jwt"]).is_err());
    }
}
