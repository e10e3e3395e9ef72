//! `/healthz` and `/readyz`: whether the process lives, and whether it can do its work.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::credential::profile::IssuerProfile;
use crate::service::ServiceError;
use serde::Serialize;
use utoipa::ToSchema;

/// That the process lives.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// Always `alive`.
    status: &'static str,
}

/// What the service can do now. Where it cannot do all, a problem document has these members.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Readiness {
    /// Whether it records what it is sent.
    recording: bool,
    /// Whether it issues credentials.
    issuing: bool,
    /// Whether it verifies credentials.
    verifying: bool,
}

pub(super) fn alive(_: &Call) -> Result<Answer, Problem> {
    Answer::json(&Health { status: "alive" })
}

pub(super) fn describe_alive() -> Described {
    Described::new("health", "Whether the process lives").gives::<Health>(200, "It does")
}

/// Ready is who can do all: record, issue and verify. A service whose key is locked says that it
/// only verifies.
pub(super) fn ready(call: &Call) -> Result<Answer, Problem> {
    let face = &call.face;
    if face.is_draining() {
        let problem = Problem::unavailable("closing", "the service is shutting down");
        return Err(told(problem, false, true));
    }
    let service = call.service();
    let probe = face.probed(|| service.health().map_err(|error| error.to_string()));
    if let Err(fault) = probe {
        let detail = "the store takes no commits now; verifying goes on";
        let problem = Problem::unavailable("store-failed", detail).for_operator(fault);
        return Err(told(problem, false, true));
    }
    if let Some(fault) = face.untended() {
        let detail = "what changes is not published now; verifying goes on";
        let problem = Problem::unavailable("untended", detail).for_operator(fault);
        return Err(told(problem, true, true));
    }
    if let Some(stale) = service.stale_status_list()? {
        let problem = Problem::unavailable("status-list-stale", stale);
        return Err(told(problem, true, true));
    }
    match service.can_sign(IssuerProfile::DEFAULT_SLUG) {
        Ok(()) => Answer::json(&Readiness {
            recording: true,
            issuing: true,
            verifying: true,
        }),
        Err(ServiceError::Key(reason)) => {
            let problem = Problem::unavailable("issuer-cannot-sign", reason);
            Err(told(problem, true, true))
        }
        Err(ServiceError::NotFound { .. }) => {
            let reason = "there is no issuer yet; verifying goes on, issuing does not";
            let problem = Problem::unavailable("issuer-missing", reason);
            Err(told(problem, true, true))
        }
        Err(other) => Err(told(other.into(), false, false)),
    }
}

pub(super) fn describe_ready() -> Described {
    Described::new(
        "readiness",
        "Whether the service can do its work, found out by a durable write",
    )
    .gives::<Readiness>(200, "It can")
    .fails(
        503,
        "It cannot do all; `recording`, `issuing` and `verifying` say what it can",
    )
}

fn told(problem: Problem, recording: bool, verifying: bool) -> Problem {
    problem
        .member("recording", recording)
        .member("issuing", false)
        .member("verifying", verifying)
}
