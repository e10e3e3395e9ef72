//! Versions of frameworks that are not current any more: superseded by another, or withdrawn.
//!
//! An address that was signed once never changes its meaning. So a version on which credentials
//! were issued can be superseded, which says where the newer one is and changes nothing else; it
//! can never be taken away. A version on which none was issued may be withdrawn, for good.

use crate::audit::{Act, Entry, object};
use crate::clock::timestamp;
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::records::framework_standing::{self as records, Standing, StandingRecord};
use crate::records::{RecordError, audit, credential, framework};
use crate::service::{Actor, Service, ServiceError};
use crate::store::Commit;
use std::cmp::Ordering;
use std::collections::HashSet;

/// How many credentials are looked at in one go.
const PAGE: usize = 256;

/// The longest reason, in characters.
const MAX_REASON: usize = 500;

/// What is to become of a framework version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRequest {
    /// The version.
    pub framework: FrameworkId,
    /// What becomes of it.
    pub state: Standing,
    /// The version that takes its place; needed where it is superseded.
    pub successor: Option<FrameworkId>,
    /// Why, for the public.
    pub reason: Option<String>,
}

impl Service {
    /// Where a version stands; `None` while it is current.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn framework_standing(
        &self,
        framework: &FrameworkId,
    ) -> Result<Option<StandingRecord>, ServiceError> {
        let (key, version) = (&framework.key, &framework.version);
        Ok(records::find(self.store(), key, version)?)
    }

    /// The version that stands in the place of the one with this standing: its successor, or where
    /// that was withdrawn, the successor's. `None` where there is none, or the last was withdrawn.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn standing_successor(
        &self,
        standing: &StandingRecord,
    ) -> Result<Option<FrameworkId>, ServiceError> {
        let mut next = standing.successor.clone();
        let mut seen = HashSet::new();
        while let Some(version) = next {
            match self.framework_standing(&version)? {
                Some(record) if record.state == Standing::Withdrawn => {
                    // No circle can be made; a damaged store must not hang whoever looks.
                    next = record.successor.filter(|_| seen.insert(version));
                }
                _ => return Ok(Some(version)),
            }
        }
        Ok(None)
    }

    /// All versions of the framework `key`, the newest first: in the order of the numbers in their
    /// names, from high to low.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none.
    pub fn framework_versions(&self, key: &str) -> Result<Vec<Framework>, ServiceError> {
        let mut versions = framework::versions(self.store(), key)?;
        if versions.is_empty() {
            // Says which keys are like it.
            self.framework(key, None)?;
        }
        versions.sort_by(|left, right| by_numbers(&right.version, &left.version));
        Ok(versions)
    }

    /// Supersedes or withdraws a version. What stands as it is asked for already is left as it is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when a version is not on record; [`ServiceError::Conflict`] when
    /// credentials were issued on one that is to be withdrawn, or it was withdrawn before;
    /// [`ServiceError::Refused`] when the successor cannot be one.
    pub fn set_framework_standing(
        &self,
        request: &StandingRequest,
        actor: &Actor,
    ) -> Result<StandingRecord, ServiceError> {
        self.may_enter()?;
        check_reason(request.reason.as_deref())?;
        self.framework(&request.framework.key, Some(&request.framework.version))?;
        self.check_successor(request)?;
        // Whoever issues holds the keys steady up to the commit, so nobody issues on the version
        // between this and its withdrawal.
        let _alone = match request.state {
            Standing::Withdrawn => Some(self.change_keys_alone()),
            Standing::Superseded => None,
        };
        loop {
            let before = self.framework_standing(&request.framework)?;
            if let Some(known) = &before {
                if is_as_asked(known, request) {
                    return Ok(known.clone());
                }
                check_not_gone(known)?;
            }
            if request.state == Standing::Withdrawn && self.is_issued_on(&request.framework)? {
                return Err(issued_on(&request.framework));
            }
            let (record, entry) = self.new_standing(request, before.as_ref(), actor);
            let commit = records::put(Commit::new(), before.as_ref(), &record);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                self.forget_catalog();
                return Ok(record);
            }
        }
    }

    /// Refuses what needs a version that was withdrawn.
    pub(in crate::service) fn check_not_withdrawn(
        &self,
        framework: &FrameworkId,
    ) -> Result<(), ServiceError> {
        let Some(standing) = self.framework_standing(framework)? else {
            return Ok(());
        };
        if standing.state == Standing::Superseded {
            return Ok(());
        }
        let hint = match self.standing_successor(&standing)? {
            Some(successor) => format!("; {successor} took its place"),
            None => String::new(),
        };
        Err(ServiceError::Refused {
            rule: "framework-withdrawn",
            detail: format!(
                "{framework} was withdrawn on {}{hint}. Nothing is assessed against it or issued \
                 on it any more",
                standing.at
            ),
        })
    }

    fn new_standing(
        &self,
        request: &StandingRequest,
        before: Option<&StandingRecord>,
        actor: &Actor,
    ) -> (StandingRecord, Entry) {
        let act = match request.state {
            Standing::Superseded => Act::FrameworkSupersede,
            Standing::Withdrawn => Act::FrameworkWithdraw,
        };
        let about = object("framework-standing", &request.framework.to_string());
        let entry = self
            .entry(actor, act, about)
            .after(before.map(|record| record.entry.clone()));
        let known = before.and_then(|record| record.successor.clone());
        let record = StandingRecord {
            framework: request.framework.clone(),
            state: request.state,
            successor: request.successor.clone().or(known),
            at: timestamp(self.now()),
            reason: request.reason.clone(),
            entry: entry.hash(),
        };
        (record, entry)
    }

    /// A successor is on record, was not withdrawn, and is not itself succeeded by the version.
    fn check_successor(&self, request: &StandingRequest) -> Result<(), ServiceError> {
        let refused = |rule, detail| Err(ServiceError::Refused { rule, detail });
        let Some(successor) = &request.successor else {
            return match request.state {
                Standing::Withdrawn => Ok(()),
                Standing::Superseded => {
                    let detail = "a superseded version has a successor; name it".to_owned();
                    refused("successor-missing", detail)
                }
            };
        };
        self.framework(&successor.key, Some(&successor.version))?;
        self.check_not_withdrawn(successor)?;
        let mut next = Some(successor.clone());
        let mut seen = HashSet::new();
        while let Some(version) = next {
            if version == request.framework {
                let detail = format!(
                    "{successor} cannot take the place of {version}: {version} is it, or took its \
                     place"
                );
                return refused("successor-circle", detail);
            }
            let standing = self.framework_standing(&version)?;
            next = standing
                .and_then(|record| record.successor)
                .filter(|_| seen.insert(version));
        }
        Ok(())
    }

    /// Whether a credential on record was issued on this version.
    pub(in crate::service) fn is_issued_on(
        &self,
        framework: &FrameworkId,
    ) -> Result<bool, RecordError> {
        let mut after = None;
        loop {
            let page = credential::list(self.store(), after, PAGE)?;
            let mut made = page.records.iter().map(|found| &found.record);
            let on_it = made.any(|record| {
                record.made_from.as_ref().is_some_and(|from| {
                    from.framework == framework.key && from.framework_version == framework.version
                })
            });
            after = page.next;
            if on_it || after.is_none() {
                return Ok(on_it);
            }
        }
    }
}

fn issued_on(framework: &FrameworkId) -> ServiceError {
    ServiceError::Conflict {
        problem: "credentials-issued",
        detail: format!(
            "credentials were issued on {framework}, and what they point at must stay. It can be \
             superseded: `proofmark framework supersede`"
        ),
        findings: Vec::new(),
    }
}

fn is_as_asked(known: &StandingRecord, request: &StandingRequest) -> bool {
    let same_successor = request.successor.is_none() || known.successor == request.successor;
    let same_reason = request.reason.is_none() || known.reason == request.reason;
    known.state == request.state && same_successor && same_reason
}

fn check_not_gone(known: &StandingRecord) -> Result<(), ServiceError> {
    if known.state == Standing::Superseded {
        return Ok(());
    }
    Err(ServiceError::Conflict {
        problem: "framework-withdrawn",
        detail: format!(
            "{} was withdrawn on {}, and that is for good",
            known.framework, known.at
        ),
        findings: Vec::new(),
    })
}

fn check_reason(reason: Option<&str>) -> Result<(), ServiceError> {
    let Some(reason) = reason else {
        return Ok(());
    };
    let sound = reason.chars().count() <= MAX_REASON
        && !reason.trim().is_empty()
        && !reason.chars().any(char::is_control);
    if sound {
        return Ok(());
    }
    let detail = format!(
        "a reason is one line of at most {MAX_REASON} characters, without control characters"
    );
    Err(ServiceError::Invalid {
        what: "the reason",
        findings: vec![Finding::new("/reason", "unusable-reason", detail)],
    })
}

/// Compares the names of versions: runs of digits as the numbers they are, the rest as text.
pub(in crate::service) fn by_numbers(left: &str, right: &str) -> Ordering {
    let (left_parts, right_parts) = (parts(left), parts(right));
    for (one, other) in left_parts.iter().zip(&right_parts) {
        let order = match (number(one), number(other)) {
            (Some(one), Some(other)) => one.len().cmp(&other.len()).then(one.cmp(other)),
            _ => one.cmp(other),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    let length = left_parts.len().cmp(&right_parts.len());
    length.then_with(|| left.cmp(right))
}

/// The digits of a number without zeros before them.
fn number(part: &str) -> Option<&str> {
    let digits = part.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| part.trim_start_matches('0'))
}

/// `text` cut where digits begin and end.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits);
        let (part, behind) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(part);
        rest = behind;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_in_the_order_of_their_numbers() {
        let mut versions = ["v.26.5", "v.9.12", "v.26.11", "v.26.05b", "draft", "v.26"];
        versions.sort_by(|left, right| by_numbers(right, left));
        assert_eq!(
            versions,
            ["v.26.11", "v.26.05b", "v.26.5", "v.26", "v.9.12", "draft"]
        );
    }
}
