//! What is on record about a learner, in short: by ids and by what is not sealed. Whole contents
//! are given out by `export` alone.

use super::{Caller, Service, ServiceError};
use crate::records::{assessment, credential};

/// A learner on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    /// The learner's id.
    pub id: String,
    /// When they came on record.
    pub created: String,
    /// When they were erased.
    pub erased: Option<String>,
    /// Their assessments, the first first.
    pub assessments: Vec<HeldAssessment>,
    /// Their credentials, the first first.
    pub credentials: Vec<HeldCredential>,
}

/// An assessment of a learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldAssessment {
    /// Its id.
    pub id: String,
    /// When it was recorded.
    pub recorded: String,
}

/// A credential of a learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldCredential {
    /// Its id.
    pub id: String,
    /// Its form: `open-badge`.
    pub form: String,
    /// Its name, where that tells of nobody.
    pub name: Option<String>,
    /// From when it is valid.
    pub valid_from: Option<String>,
    /// Whether its issuer stands by it.
    pub state: credential::State,
}

/// An assessment from which nothing was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unissued {
    /// The assessment's id.
    pub id: String,
    /// When it was recorded.
    pub recorded: String,
}

impl Service {
    /// What is on record about the learner `id` of the caller's issuer.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when they are another issuer's.
    pub fn holdings(&self, caller: &Caller, id: &str) -> Result<Holdings, ServiceError> {
        let learner = self.own_learner(id, caller)?;
        let assessments = assessment::of_learner(self.store(), id)?;
        let credentials = credential::held_by(self.store(), id)?;
        let held = credentials.into_iter().map(|found| HeldCredential {
            id: found.record.id,
            form: found.record.form,
            name: found.record.name,
            valid_from: found.record.valid_from,
            state: found.record.state,
        });
        let assessed = assessments.into_iter().map(|found| HeldAssessment {
            id: found.head.id,
            recorded: found.head.recorded,
        });
        Ok(Holdings {
            id: learner.id,
            created: learner.created,
            erased: learner.erased,
            assessments: assessed.collect(),
            credentials: held.collect(),
        })
    }

    /// Those of the `newest` assessments of the issuer named `issuer` from which no credential was
    /// issued, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn unissued(&self, issuer: &str, newest: usize) -> Result<Vec<Unissued>, ServiceError> {
        let page = assessment::list(self.store(), None, newest)?;
        let mut unissued = Vec::new();
        for found in page.records {
            if found.head.issuer != issuer || found.is_erased() {
                continue;
            }
            // Whatever else is issued from an assessment, the badge is issued with it.
            let badge = credential::latest(self.store(), &found.head.id, "open-badge")?;
            if badge.is_none() {
                unissued.push(Unissued {
                    id: found.head.id,
                    recorded: found.head.recorded,
                });
            }
        }
        Ok(unissued)
    }
}
