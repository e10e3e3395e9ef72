//! Where in its life a credential stands: what people ask first, in one word.
//!
//! That a later credential took its place only the deployment that issued it can know, so it is no
//! check of its own: that would have to be counted as passed for every credential of others, of
//! which nothing was found out. Where it is known it stands among what is known of the status, and
//! it does not make the credential less true.

use super::report::{Check, CheckId, Outcome, own_problem};
use super::witness::{IssuedHere, Superseded};
use crate::clock::timestamp;
use crate::status;
use serde::{Deserialize, Serialize};

/// Where in its life a credential stands. If several of these hold, it is the first of them in the
/// order revoked, suspended, expired, not yet valid, superseded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lifecycle {
    /// It is in force, and nothing is known to have taken its place.
    Current,
    /// Its validity has not begun.
    NotYetValid,
    /// Its validity has ended.
    Expired,
    /// Its issuer has taken it back for now.
    Suspended,
    /// Its issuer has taken it back for good.
    Revoked,
    /// It is in force, and a later credential has taken its place.
    Superseded,
}

/// The slug of the problem of a credential whose validity has ended.
pub(super) const EXPIRED: &str = "expired";
/// The slug of the problem of a credential whose validity has not begun.
pub(super) const NOT_YET_VALID: &str = "not-yet-valid";

impl Lifecycle {
    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Lifecycle::Current => "current",
            Lifecycle::NotYetValid => "not yet valid",
            Lifecycle::Expired => "expired",
            Lifecycle::Suspended => "suspended",
            Lifecycle::Revoked => "revoked",
            Lifecycle::Superseded => "superseded",
        }
    }

    /// What the `checks` of validity and status say of a credential, which is `superseded` or not.
    /// `None` where they leave open whether it was taken back.
    pub(super) fn of(checks: &[Check], superseded: bool) -> Option<Self> {
        let failed = |problem: &str| {
            let mut failed = checks
                .iter()
                .filter(|check| check.outcome == Outcome::Failed);
            failed.any(|check| check.problem.as_deref() == Some(problem))
        };
        let mut statuses = checks.iter().filter(|check| check.id == CheckId::Status);
        Some(if failed(status::problem::REVOKED) {
            Lifecycle::Revoked
        } else if failed(status::problem::SUSPENDED) {
            Lifecycle::Suspended
        } else if failed(&own_problem(EXPIRED)) {
            Lifecycle::Expired
        } else if failed(&own_problem(NOT_YET_VALID)) {
            Lifecycle::NotYetValid
        } else if !statuses.all(|check| check.outcome == Outcome::Passed) {
            return None;
        } else if superseded {
            Lifecycle::Superseded
        } else {
            Lifecycle::Current
        })
    }
}

/// What the records of this deployment add to the status of a credential that was issued `here`.
pub(super) fn supersession(here: &IssuedHere) -> Option<Check> {
    let Superseded { at, why } = here.superseded?;
    let detail = format!(
        "it was superseded on {} by {}, by the records of this deployment",
        timestamp(at),
        why.later()
    );
    Some(Check::passed(CheckId::Status, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(id: CheckId, problem: &str) -> Check {
        Check::failed(id, problem, "", "")
    }

    #[test]
    fn what_weighs_more_is_said_first() {
        let revoked = failed(CheckId::Status, status::problem::REVOKED);
        let suspended = failed(CheckId::Status, status::problem::SUSPENDED);
        let expired = failed(CheckId::Validity, &own_problem(EXPIRED));
        let early = failed(CheckId::Validity, &own_problem(NOT_YET_VALID));
        let clear = Check::passed(CheckId::Status, "");
        let unknown = clear.clone().could_not_tell();
        let of = |checks: &[&Check], superseded| {
            let checks: Vec<Check> = checks.iter().map(|check| (*check).clone()).collect();
            Lifecycle::of(&checks, superseded)
        };
        assert_eq!(of(&[&clear], false), Some(Lifecycle::Current));
        assert_eq!(of(&[&clear], true), Some(Lifecycle::Superseded));
        assert_eq!(of(&[&clear, &early], true), Some(Lifecycle::NotYetValid));
        assert_eq!(of(&[&clear, &expired], true), Some(Lifecycle::Expired));
        assert_eq!(
            of(&[&suspended, &expired], true),
            Some(Lifecycle::Suspended)
        );
        assert_eq!(of(&[&suspended, &revoked], true), Some(Lifecycle::Revoked));
        // What is not known is never called current.
        assert_eq!(of(&[&clear, &unknown], true), None);
        assert_eq!(of(&[&unknown, &expired], false), Some(Lifecycle::Expired));
        assert_eq!(of(&[&unknown, &revoked], false), Some(Lifecycle::Revoked));
    }
}
