//! Comparing versions of a framework, and which issued credentials a change touches.

use crate::framework::diff::{FrameworkDiff, diff};
use crate::framework::{Framework, FrameworkId};
use crate::records::credential as records;
use crate::service::{Service, ServiceError};
use serde::Serialize;

/// How many credentials are named.
const NAMED: usize = 100;

/// What changed, and what it touches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// What changed.
    #[serde(flatten)]
    pub diff: FrameworkDiff,
    /// The credentials that were issued against the older of the two.
    pub issued: IssuedAgainst,
}

/// The credentials of one issuer that were made from one version of a framework. Each goes on
/// saying what it says: a version that is on record never changes. Which of them name a statement
/// that changed is not told, since what a credential says of its learner is sealed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct IssuedAgainst {
    /// How many there are.
    pub count: usize,
    /// The ids of the newest.
    pub newest: Vec<String>,
}

impl Service {
    /// Compares `old` with `new`, and counts what the issuer named `issuer` issued against `old`.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn compare_frameworks(
        &self,
        old: &Framework,
        new: &Framework,
        issuer: &str,
    ) -> Result<Comparison, ServiceError> {
        Ok(Comparison {
            diff: diff(old, new),
            issued: self.issued_against(&old.id(), issuer)?,
        })
    }

    fn issued_against(
        &self,
        framework: &FrameworkId,
        issuer: &str,
    ) -> Result<IssuedAgainst, ServiceError> {
        let mut issued = IssuedAgainst::default();
        let mut after = None;
        loop {
            let page = records::list(self.store(), after, 1000)?;
            for record in page.records.into_iter().map(|found| found.record) {
                let made_from = record.made_from.as_ref().is_some_and(|from| {
                    from.framework == framework.key && from.framework_version == framework.version
                });
                if made_from && record.issuer == issuer {
                    issued.count += 1;
                    if issued.newest.len() < NAMED {
                        issued.newest.push(record.id);
                    }
                }
            }
            after = page.next;
            if after.is_none() {
                return Ok(issued);
            }
        }
    }
}
