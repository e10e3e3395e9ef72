//! Securing a prepared credential in one or several ways at once: one credential, one document
//! for each way.
//!
//! The prepared credential is moved in: it cannot be signed a second time, and nothing that did
//! not pass preflight comes here.

use super::compact_jws::TokenSigner;
use super::enveloped::{self, Enveloped};
use super::vc_jwt::ContentKind;
use super::{
    Cryptosuite, Processor, ProofError, ProofPurpose, Unsecured, data_integrity, proofs, vc_jwt,
};
use crate::clock::timestamp;
use crate::identity::{PublicKey, SignatureAlgorithm, Signer};
use crate::ijson::{self, Json};
use crate::preflight::Prepared;
use std::borrow::Cow;
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
    /// As `vc+jwt` (VC-JOSE-COSE, section 3.1.1) in an object that stands for it (VC Data Model
    /// 2.0, section 4.13.1). Only credentials of version 2.0 go into one.
    Enveloped,
}

/// The name of the VC-JWT form.
const VC_JWT: &str = "vc-jwt";
/// The name of the enveloped form: records have it, and nobody asks for it by this name.
const ENVELOPED: &str = "vc-jose";

impl SecuringPlan {
    /// The default: one `eddsa-rdfc-2022` proof, which every validator takes.
    pub fn standard() -> Self {
        SecuringPlan::DataIntegrity(vec![Cryptosuite::EddsaRdfc2022])
    }

    /// Whether the document becomes a token.
    pub fn is_jwt(&self) -> bool {
        *self == SecuringPlan::VcJwt
    }

    /// Its name: `eddsa-rdfc-2022`, `eddsa-rdfc-2022+eddsa-jcs-2022`, `vc-jwt`, `vc-jose`.
    pub fn name(&self) -> String {
        self.to_string()
    }

    /// The media type of the secured document: `application/vc` (VC Data Model 2.0, appendix
    /// C.1) or `text/plain` (Open Badges 3.0, section 8.2).
    pub fn media_type(&self) -> &'static str {
        match self {
            SecuringPlan::DataIntegrity(_) | SecuringPlan::Enveloped => "application/vc",
            SecuringPlan::VcJwt => "text/plain",
        }
    }

    /// The end of a file's name: `json` or `jwt`.
    pub fn extension(&self) -> &'static str {
        match self {
            SecuringPlan::DataIntegrity(_) | SecuringPlan::Enveloped => "json",
            SecuringPlan::VcJwt => "jwt",
        }
    }

    /// The plan that a record names: any [`SecuringPlan::name`].
    ///
    /// # Errors
    /// [`UnknownProof`] for a name that is none.
    pub fn on_record(name: &str) -> Result<Self, UnknownProof> {
        match name {
            ENVELOPED => Ok(SecuringPlan::Enveloped),
            asked => asked.parse(),
        }
    }

    /// Reads plans from the names by which they are asked for; each may stand once.
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
            SecuringPlan::Enveloped => f.write_str(ENVELOPED),
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

/// Who signs for an issuer.
#[derive(Clone)]
pub struct Signers {
    /// Holds the issuer's Ed25519 key: it makes the proofs that stand in a document, and the tokens
    /// where nobody else does.
    pub ed25519: Arc<dyn Signer>,
    /// Holds the key for tokens alone (ES256), where the issuer has one.
    pub token: Option<Arc<dyn Signer>>,
}

impl Signers {
    /// Whoever signs a document that is secured by `plan`.
    pub fn of(&self, plan: &SecuringPlan) -> &Arc<dyn Signer> {
        match (plan, &self.token) {
            (SecuringPlan::VcJwt | SecuringPlan::Enveloped, Some(token)) => token,
            _ => &self.ed25519,
        }
    }
}

impl From<Arc<dyn Signer>> for Signers {
    /// One Ed25519 key for all.
    fn from(ed25519: Arc<dyn Signer>) -> Self {
        Self {
            ed25519,
            token: None,
        }
    }
}

impl fmt::Debug for Signers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let token = self.token.as_ref().map(|key| key.verification_method());
        f.debug_struct("Signers")
            .field("ed25519", &self.ed25519.verification_method())
            .field("token", &token)
            .finish()
    }
}

/// A secured document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secured {
    /// How it is secured.
    pub plan: SecuringPlan,
    /// The verification method of the key that signed it.
    pub verification_method: String,
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
    signers: &Signers,
    processor: Processor<'_>,
) -> Result<Vec<Secured>, ProofError> {
    let document = prepared.document();
    plans
        .iter()
        .map(|plan| {
            let signer = signers.of(plan);
            let tokens = || TokenSigner::new(Arc::clone(signer));
            let bytes = match plan {
                SecuringPlan::DataIntegrity(suites) => {
                    data_integrity::secure(document, suites, created, signer.as_ref(), processor)?
                }
                SecuringPlan::VcJwt => vc_jwt::secure(document, &tokens())?.into_bytes(),
                SecuringPlan::Enveloped => {
                    let token = vc_jwt::secure_vc_jose(document, &tokens())?;
                    let envelope = enveloped::envelop(&token, ContentKind::Credential);
                    ijson::to_vec(&Json::Object(envelope))
                }
            };
            Ok(Secured {
                plan: plan.clone(),
                verification_method: signer.verification_method().to_owned(),
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
        SecuringPlan::VcJwt | SecuringPlan::Enveloped => {
            let token = token_of(plan, bytes)?;
            let jws = vc_jwt::decode(&token)?;
            let content = vc_jwt::content(&jws)?;
            Ok(ijson::to_vec(&Json::Object(content.document)))
        }
    }
}

/// The token in a document that was secured as one.
fn token_of<'b>(plan: &SecuringPlan, bytes: &'b [u8]) -> Result<Cow<'b, str>, ProofError> {
    if *plan != SecuringPlan::Enveloped {
        return Ok(String::from_utf8_lossy(bytes));
    }
    let envelope = ijson::parse(bytes)?;
    let enveloped = Enveloped::read(&envelope, ContentKind::Credential)?;
    Ok(Cow::Owned(enveloped.token.to_owned()))
}

/// Whether every proof of a document that was just secured verifies under `key`: that of its
/// [`Secured::verification_method`].
///
/// # Errors
/// [`ProofError`] when one does not; [`ProofError::AlgorithmKeyMismatch`] when the key is of
/// another kind than the signature.
pub fn verify_secured(
    secured: &Secured,
    key: &PublicKey,
    processor: Processor<'_>,
) -> Result<(), ProofError> {
    match &secured.plan {
        SecuringPlan::DataIntegrity(_) => {
            let key = key.as_ed25519().ok_or(ProofError::AlgorithmKeyMismatch {
                algorithm: SignatureAlgorithm::EdDsa.name(),
                key: key.kind(),
            })?;
            let json = ijson::parse(&secured.bytes)?;
            let unsecured = Unsecured::new(json.clone());
            for proof in proofs(&json, ProofPurpose::AssertionMethod)? {
                data_integrity::verify(&unsecured, &proof, key, processor)?;
            }
            Ok(())
        }
        SecuringPlan::VcJwt | SecuringPlan::Enveloped => {
            let token = token_of(&secured.plan, &secured.bytes)?;
            let jws = vc_jwt::decode(&token)?;
            jws.verify(key)?;
            vc_jwt::content(&jws).map(|_| ())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_from_its_name_and_printed_as_it() {
        for (name, media_type, extension) in [
            ("eddsa-rdfc-2022", "application/vc", "json"),
            ("eddsa-jcs-2022", "application/vc", "json"),
            ("eddsa-jcs-2022+eddsa-rdfc-2022", "application/vc", "json"),
            ("vc-jwt", "text/plain", "jwt"),
        ] {
            let plan: SecuringPlan = name.parse().unwrap();
            assert_eq!(plan.name(), name);
            assert_eq!(
                (plan.media_type(), plan.extension()),
                (media_type, extension)
            );
        }
        assert_eq!(
            SecuringPlan::on_record(&SecuringPlan::Enveloped.name()),
            Ok(SecuringPlan::Enveloped)
        );
        assert_eq!(SecuringPlan::on_record("vc-jwt"), Ok(SecuringPlan::VcJwt));
        for name in [
            "",
            "eddsa",
            "vc-jose",
            "vc-jwt+eddsa-jcs-2022",
            "eddsa-jcs-2022+eddsa-jcs-2022",
        ] {
            assert!(name.parse::<SecuringPlan>().is_err(), "{name}");
        }
        assert!(SecuringPlan::list(["vc-jwt", "vc-jwt"]).is_err());
    }
}
