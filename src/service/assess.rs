//! Recording assessments.

use super::learners::{KnownBy, Learner, unopened};
use super::{Caller, Service, ServiceError};
use crate::assessment::{Assessment, FrameworkReference, LevelPolicy, document, reference};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::id::random_uuid;
use crate::ijson::{self, Json, Object, canonicalize};
use crate::records::assessment::{self as records, AssessmentRecord, Found};
use crate::records::audit;
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

/// What else changes in the commit that records an assessment.
pub(super) struct Along<'a> {
    /// The store key of what must be as it was.
    pub place: &'a [u8],
    /// Adds the change, for the assessment with this id.
    pub add: &'a dyn Fn(Commit, &str) -> Commit,
}

impl Service {
    /// Records an assessment document for the caller's issuer and decides its level. The
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
        caller: &Caller,
        policy: Option<&LevelPolicy>,
    ) -> Result<Recorded, ServiceError> {
        let recorded = self.assess_along(text, caller, policy, None)?;
        recorded.ok_or_else(|| ServiceError::Defect("nothing stood in the way".to_owned()))
    }

    /// The same, and something else in the same commit; `None` where that was not as it should be.
    pub(super) fn assess_along(
        &self,
        text: &[u8],
        caller: &Caller,
        policy: Option<&LevelPolicy>,
        along: Option<&Along<'_>>,
    ) -> Result<Option<Recorded>, ServiceError> {
        let json = ijson::parse(text).map_err(|error| ServiceError::Invalid {
            what: WHAT,
            findings: error.findings(),
        })?;
        let (framework, assessment) = self.decide(&json, policy)?;
        let known_by = KnownBy {
            id: assessment.learner.did.clone(),
            email: assessment.learner.email.clone(),
        };
        let content = content(&json, &framework, &assessment);
        // Up to the first version of the record the digest was that of the content alone.
        let earlier = sha256_hex(&[&content]);
        if let Some(found) = records::by_digest(self.store(), &caller.issuer, &earlier)? {
            let record = self.open_assessment(&found)?;
            return self.known_before(record, along);
        }
        loop {
            let learner = self.learner(&caller.issuer, &known_by)?;
            let digest = learner.key.fingerprint(&[b"assessment", &content]);
            if let Some(found) = records::by_digest(self.store(), &caller.issuer, &digest)? {
                let record = found.open(Some(&learner.key));
                let record = record.map_err(|_| unopened("assessment", &found.head.id))?;
                return self.known_before(record, along);
            }
            let record = AssessmentRecord {
                id: self.draw(|rng| random_uuid(rng)).to_string(),
                digest,
                issuer: caller.issuer.clone(),
                recorded: timestamp(self.now()),
                learner: Some(learner.id.clone()),
                assessment: assessment.clone(),
            };
            match self.commit_assessment(&record, &learner, caller, along)? {
                None => return Ok(Some(Recorded { record, new: true })),
                Some(place) if along.is_some_and(|along| along.place == place) => return Ok(None),
                Some(_) => {}
            }
        }
    }

    /// The assessment that is on record already, once what goes along is too.
    fn known_before(
        &self,
        record: AssessmentRecord,
        along: Option<&Along<'_>>,
    ) -> Result<Option<Recorded>, ServiceError> {
        let done = match along {
            Some(along) => {
                let commit = (along.add)(Commit::new(), &record.id);
                self.store().commit(commit)?.is_ok()
            }
            None => true,
        };
        Ok(done.then_some(Recorded { record, new: false }))
    }

    /// Puts a new assessment on record; where somebody else was faster, the store key at which.
    fn commit_assessment(
        &self,
        record: &AssessmentRecord,
        learner: &Learner,
        caller: &Caller,
        along: Option<&Along<'_>>,
    ) -> Result<Option<Vec<u8>>, ServiceError> {
        self.may_enter()?;
        let object = object("assessment", &record.id);
        let entry = self
            .entry(&caller.actor, Act::AssessmentRecord, object)
            .of_issuer(&caller.issuer)
            .with_digests(vec![record.digest.clone()]);
        let at = self.next_key();
        let commit = learner.add_to(Commit::new());
        let commit = self.draw(|rng| records::create(commit, at, record, &learner.key, rng));
        let commit = audit::append(commit, &entry);
        let commit = match along {
            Some(along) => (along.add)(commit, &record.id),
            None => commit,
        };
        let done = self.store().commit(commit)?;
        Ok(done.err().map(|conflict| conflict.key))
    }

    /// The assessment named `id` of the issuer named `issuer`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's; [`ServiceError::Erased`] when
    /// its learner is.
    pub fn assessment(&self, id: &str, issuer: &str) -> Result<AssessmentRecord, ServiceError> {
        let found = records::find(self.store(), id)?
            .filter(|found| found.head.issuer == issuer)
            .ok_or_else(|| ServiceError::NotFound {
                what: "assessment",
                name: id.to_owned(),
                near: Vec::new(),
            })?;
        self.open_assessment(&found)
    }

    pub(super) fn open_assessment(&self, found: &Found) -> Result<AssessmentRecord, ServiceError> {
        let key = self.opening_key(found.head.learner.as_deref())?;
        let opened = found.open(key.as_ref());
        opened.map_err(|_| unopened("assessment", &found.head.id))
    }

    /// Reads a document and decides its level; nothing is recorded.
    pub(super) fn decide(
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
        self.check_not_withdrawn(&framework.id())?;
        let document = document::read(json, &framework).map_err(invalid)?;
        let default = match policy {
            Some(policy) => policy.clone(),
            None => self.standing_policy(&framework)?,
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

    /// The level policy that decides assessments against `framework` unless they say otherwise:
    /// the framework's own; else the issuer's; else the standard one.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn standing_policy(&self, framework: &Framework) -> Result<LevelPolicy, ServiceError> {
        let own = framework_policy::find(self.store(), &framework.key, &framework.version)?;
        Ok(own
            .or_else(|| self.settings().policy.clone())
            .unwrap_or_default())
    }
}

/// The canonical document with the policy that decides it: what makes one assessment another.
fn content(json: &Json<'_>, framework: &Framework, assessment: &Assessment) -> Vec<u8> {
    let policy = serde_json::json!(assessment.policy);
    let all = Object::from_iter([
        ("document", json.clone()),
        ("framework", Json::from(framework.id().to_string())),
        ("policy", Json::from(&policy)),
    ]);
    canonicalize(&Json::Object(all))
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
