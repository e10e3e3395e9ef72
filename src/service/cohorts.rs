//! The assessments of a cohort from a table: looked at first, then recorded.
//!
//! All or nothing: every learner's document is read and decided before the first is recorded. The
//! same table with the same time again gives the same assessments, so that whatever was interrupted
//! is finished by sending it again.

use super::{Caller, Service, ServiceError};
use crate::assessment::cohort::{self, Heads, Member};
use crate::assessment::{Assessment, Assessor};
use crate::clock::timestamp;
use crate::finding::Finding;
use crate::framework::FrameworkId;
use crate::ijson::Json;
use crate::records::assessment::AssessmentRecord;
use serde_json::{Value, json};

pub use crate::assessment::cohort::{COLUMNS, MAX_LEARNERS};

/// What a table is called in errors.
const WHAT: &str = "the table";

/// A table that is to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct Table<'t> {
    /// The framework that all were assessed against.
    pub framework: &'t FrameworkId,
    /// The name of the assessor, who is the caller.
    pub assessor: &'t str,
    /// When they were assessed whose rows do not say it; now, where it is `None`.
    pub assessed_at: Option<&'t str>,
    /// CSV: see [`cohort`].
    pub text: &'t [u8],
}

/// What a table would record.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortPreview {
    /// When they were assessed whose rows do not say it.
    pub assessed_at: String,
    /// The learners' assessments, in the order of the table.
    pub assessments: Vec<Assessment>,
}

impl Service {
    /// What recording a table would record, learner by learner. Nothing is changed.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with everything that is wrong with it, each finding with its place
    /// as `/row/column`; [`ServiceError::NotFound`] when the framework is not on record.
    pub fn preview_cohort(
        &self,
        caller: &Caller,
        table: &Table<'_>,
    ) -> Result<CohortPreview, ServiceError> {
        let assessed_at = self.time_of(table);
        let decided = self.decide_cohort(caller, table, &assessed_at)?;
        Ok(CohortPreview {
            assessed_at,
            assessments: decided.into_iter().map(|(_, one)| one).collect(),
        })
    }

    fn time_of(&self, table: &Table<'_>) -> String {
        let given = table.assessed_at.map(str::to_owned);
        given.unwrap_or_else(|| timestamp(self.now()))
    }

    /// Records the assessments of a table.
    ///
    /// # Errors
    /// As for [`Service::preview_cohort`]; nothing is recorded then. An error of the store may come
    /// when some are recorded: the same again records the others.
    pub fn record_cohort(
        &self,
        caller: &Caller,
        table: &Table<'_>,
    ) -> Result<Vec<AssessmentRecord>, ServiceError> {
        let decided = self.decide_cohort(caller, table, &self.time_of(table))?;
        let record = |(member, _): (Member, Assessment)| {
            let text = member.document.to_string();
            Ok(self.assess(text.as_bytes(), caller, None)?.record)
        };
        decided.into_iter().map(record).collect()
    }

    fn decide_cohort(
        &self,
        caller: &Caller,
        table: &Table<'_>,
        assessed_at: &str,
    ) -> Result<Vec<(Member, Assessment)>, ServiceError> {
        let (key, version) = (&table.framework.key, &table.framework.version);
        self.framework(key, Some(version))?;
        let framework: Value = json!({ "id": key, "version": version });
        let heads = Heads {
            framework: &framework,
            assessor: table.assessor,
            assessed_at,
        };
        let invalid = |findings| ServiceError::Invalid {
            what: WHAT,
            findings,
        };
        let members = cohort::read(table.text, heads).map_err(invalid)?;
        let own = Assessor {
            name: self.address_of(&caller.actor)?.unwrap_or_default(),
            id: None,
        };
        let mut findings = Vec::new();
        let mut decided = Vec::with_capacity(members.len());
        for member in members {
            match self.decide(&Json::from(&member.document), None) {
                Ok((_, assessment)) if assessment.learner.is_named_by(&own) => {
                    let detail = "this is who assesses, and nobody assesses themselves";
                    let finding = Finding::new("/learner/email", "self-assessment", detail);
                    findings.push(member.placed(finding));
                }
                Ok((_, assessment)) => decided.push((member, assessment)),
                Err(ServiceError::Invalid { findings: some, .. }) => {
                    findings.extend(some.into_iter().map(|one| member.placed(one)));
                }
                Err(error) => return Err(error),
            }
        }
        match findings.is_empty() {
            true => Ok(decided),
            false => Err(invalid(findings)),
        }
    }
}
