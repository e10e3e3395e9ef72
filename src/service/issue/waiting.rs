//! What waits to be issued: assessments on record that reached a level and of which nothing was
//! issued yet, the newest first.

use crate::framework::FrameworkId;
use crate::records::credential as records;
use crate::records::{assessment, framework};
use crate::service::{Caller, Service, ServiceError};
use std::collections::HashMap;

/// How many assessments are looked at for one page, at most. Each has some kilobytes.
const LOOKED_AT: usize = 500;
/// How many are read at once.
const CHUNK: usize = 50;

/// An assessment of which nothing was issued yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The id of the assessment.
    pub assessment: String,
    /// When it was recorded.
    pub recorded: String,
    /// The learner's name.
    pub learner: String,
    /// The framework's name.
    pub framework: String,
    /// The framework version.
    pub version: FrameworkId,
    /// The name of the level.
    pub level: String,
}

/// A page of what waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaitingPage {
    /// The newest first.
    pub waiting: Vec<Waiting>,
    /// Where the next page begins; `None` where there is no more.
    pub next: Option<String>,
}

impl Service {
    /// A page of up to `limit` assessments of the caller's issuer that wait, behind `after`.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when the deployment's key is not unlocked; [`ServiceError::Store`] and
    /// [`ServiceError::Record`].
    pub fn waiting_to_issue(
        &self,
        caller: &Caller,
        after: Option<&str>,
        limit: usize,
    ) -> Result<WaitingPage, ServiceError> {
        let mut names = Names::default();
        let mut page = WaitingPage::default();
        let mut after = after.map(assessment::place_at);
        let mut looked_at = 0;
        loop {
            let chunk = assessment::list(self.store(), after, CHUNK)?;
            for found in &chunk.records {
                looked_at += 1;
                if let Some(one) = self.waits(found, caller, &mut names)? {
                    page.waiting.push(one);
                }
                if page.waiting.len() == limit || looked_at == LOOKED_AT {
                    page.next = Some(assessment::order_of(&found.place));
                    return Ok(page);
                }
            }
            after = chunk.next;
            if after.is_none() {
                return Ok(page);
            }
        }
    }

    fn waits(
        &self,
        found: &assessment::Found,
        caller: &Caller,
        names: &mut Names,
    ) -> Result<Option<Waiting>, ServiceError> {
        let head = &found.head;
        let own = head.issuer == caller.issuer && !found.is_erased();
        if !own || records::was_issued_from(self.store(), &head.id)? {
            return Ok(None);
        }
        let opened = match self.open_assessment(found) {
            Ok(opened) => opened.assessment,
            Err(ServiceError::Erased) => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some(level) = &opened.decision.achieved else {
            return Ok(None);
        };
        let id = opened.framework;
        if !names.0.contains_key(&id) {
            let known = framework::find(self.store(), &id.key, &id.version)?;
            let known = known.map(|known| Named {
                title: known.occupation.title.clone(),
                levels: known
                    .levels
                    .iter()
                    .map(|level| (level.id.clone(), level.label.clone()))
                    .collect(),
            });
            names.0.insert(id.clone(), known.unwrap_or_default());
        }
        let named = names.0.get(&id);
        let level_name = named.and_then(|named| named.levels.get(level)).cloned();
        Ok(Some(Waiting {
            assessment: head.id.clone(),
            recorded: head.recorded.clone(),
            learner: opened.learner.name,
            framework: named.map(|named| named.title.clone()).unwrap_or_default(),
            version: id,
            level: level_name.unwrap_or_else(|| level.clone()),
        }))
    }
}

/// How frameworks and their levels are called.
#[derive(Default)]
struct Names(HashMap<FrameworkId, Named>);

#[derive(Default)]
struct Named {
    title: String,
    levels: HashMap<String, String>,
}
