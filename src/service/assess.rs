//! Recording assessments.

use super::{Service, ServiceError};
use crate::assessment::{Assessment, FrameworkReference, LevelPolicy, document, reference};
use crate::clock::timestamp;
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::id::random_uuid;
use crate::ijson::{self, Json, Object, canonicalize};
use crate::records::Page;
use crate::records::assessment::{self as records, AssessmentRecord};
use crate::records::framework_policy;
use crate::store::Commit;
use time::Duration;

/// What a document is called in errors.
const WHAT: &str = "the assessment document";

/// How far an assessor's clock may be ahead of ours.
const SKEW: Duration = Duration::seconds(300);

/// The outcome of recording an assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The assessment on record.
    pub record: AssessmentRecord,
    /// Whether it was not on record before.
    pub new: bool,
}

impl Service {
    /// Records an assessment document for the issuer named `issuer` and decides its level. The
    /// same document under the same policy again is the same assessment.
    ///
    /// The policy is the document's own; else `policy`; else the framework's; else the issuer's;
    /// else the standard one.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with everything that is wrong with the document;
    /// [`ServiceError::NotFound`] when its framework is not on record.
    pub fn assess(
        &self,
        text: &[u8],
        issuer: &str,
        policy: Option<&LevelPolicy>,
    ) -> Result<Recorded, ServiceError> {
        let json = ijson::parse(text).map_err(|error| ServiceError::Invalid {
            what: WHAT,
            findings: error.findings(),
        })?;
        let (framework, assessment) = self.decide(&json, policy)?;
        let digest = self.digest(&json, &framework, &assessment);
        loop {
            if let Some(record) = records::by_digest(self.store(), issuer, &digest)? {
                return Ok(Recorded { record, new: false });
            }
            let record = AssessmentRecord {
                id: self.draw(|rng| random_uuid(rng)).to_string(),
                digest: digest.clone(),
                issuer: issuer.to_owned(),
                recorded: timestamp(self.now()),
                assessment: assessment.clone(),
            };
            let commit = records::create(Commit::new(), self.next_key(), &record);
            if self.store().commit(commit)?.is_ok() {
                return Ok(Recorded { record, new: true });
            }
        }
    }

    /// The assessment named `id` of the issuer named `issuer`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's.
    pub fn assessment(&self, id: &str, issuer: &str) -> Result<AssessmentRecord, ServiceError> {
        records::find(self.store(), id)?
            .filter(|record| record.issuer == issuer)
            .ok_or_else(|| ServiceError::NotFound {
                what: "assessment",
                name: id.to_owned(),
                near: Vec::new(),
            })
    }

    /// A page of assessments, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn assessments(
        &self,
        after: Option<Vec<u8>>,
        limit: usize,
    ) -> Result<Page<AssessmentRecord>, ServiceError> {
        Ok(records::list(self.store(), after, limit)?)
    }

    fn decide(
        &self,
        json: &Json<'_>,
        policy: Option<&LevelPolicy>,
    ) -> Result<(Framework, Assessment), ServiceError> {
        let invalid = |findings| ServiceError::Invalid {
            what: WHAT,
            findings,
        };
        let reference = reference::framework_reference(json).map_err(invalid)?;
        let framework = self.framework_of(&reference)?;
        let document = document::read(json, &framework).map_err(invalid)?;
        let default = match policy {
            Some(policy) => policy.clone(),
            None => self.default_policy(&framework)?,
        };
        let assessment = document.decide(&framework, &default).map_err(invalid)?;
        if assessment.assessed_at > self.now() + SKEW {
            let detail = "nobody can have been assessed in the future";
            let finding = Finding::new("/assessedAt", "future-date", detail);
            return Err(invalid(vec![finding]));
        }
        Ok((framework, assessment))
    }

    /// The framework that a document names; one that is not on record is a finding, with its
    /// place in the document and what may be meant.
    fn framework_of(&self, reference: &FrameworkReference) -> Result<Framework, ServiceError> {
        match self.framework(&reference.key, reference.version.as_deref()) {
            Err(error @ (ServiceError::NotFound { .. } | ServiceError::Refused { .. })) => {
                let known = self.frameworks(None, 1000)?.records;
                let ids: Vec<FrameworkId> = known.iter().map(Framework::id).collect();
                Err(match reference.choose(&ids) {
                    Err(finding) => ServiceError::Invalid {
                        what: WHAT,
                        findings: vec![finding],
                    },
                    Ok(_) => error,
                })
            }
            found => found,
        }
    }

    fn default_policy(&self, framework: &Framework) -> Result<LevelPolicy, ServiceError> {
        let own = framework_policy::find(self.store(), &framework.key, &framework.version)?;
        Ok(own
            .or_else(|| self.settings().policy.clone())
            .unwrap_or_default())
    }

    /// SHA-256 over the canonical document and the policy that decided it.
    fn digest(&self, json: &Json<'_>, framework: &Framework, assessment: &Assessment) -> String {
        let policy = serde_json::json!(assessment.policy);
        let all = Object::from_iter([
            ("document", json.clone()),
            ("framework", Json::from(framework.id().to_string())),
            ("policy", Json::from(&policy)),
        ]);
        sha256_hex(&[&canonicalize(&Json::Object(all))])
    }
}

/// Reads a level policy that is for no framework in particular.
///
/// # Errors
/// [`ServiceError::Invalid`] when it is none. Whether the statements it requires exist is found
/// out when it is used.
pub fn read_policy(text: &[u8]) -> Result<LevelPolicy, ServiceError> {
    let invalid = |findings| ServiceError::Invalid {
        what: "the level policy",
        findings,
    };
    let json = ijson::parse(text).map_err(|error| invalid(error.findings()))?;
    serde_json::from_value(json.to_value()).map_err(|error| {
        let finding = Finding::new("", "not-a-policy", error.to_string());
        invalid(vec![finding])
    })
}
