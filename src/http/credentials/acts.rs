//! What is done to credentials after they were issued: `status` (revoke, suspend, reinstate; one or
//! a list), `reissue` and `renew`.

use super::answers::{IssuedList, write_issued};
use super::request::{ReplacementBody, about_request, invalid, read_replacement};
use crate::finding::Finding;
use crate::http::answer::{Answer, JSON};
use crate::http::call::Call;
use crate::http::idempotency;
use crate::http::openapi::Described;
use crate::http::problem::{Problem, ProblemDocument};
use crate::ijson::{self, At, Fields};
use crate::records::credential::State;
use crate::service::Service;
use crate::service::lifecycle::{Acted, ReplacingVerb, StatusAct};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// How many credentials a list has at most.
const MAX_LIST: usize = 1000;

/// What is to be done to the status of a credential.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_act` reads")]
pub(in crate::http) struct StatusActBody {
    /// `revoke` (final), `suspend` or `reinstate`.
    act: String,
    /// Why. Only `reinstate` needs none.
    #[schema(nullable = false)]
    reason: Option<String>,
}

/// What is to be done to the status of several credentials.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_list_act` reads")]
pub(in crate::http) struct StatusActsBody {
    /// Their ids, at most a thousand.
    #[schema(max_items = 1000, min_items = 1)]
    credentials: Vec<String>,
    /// `revoke` (final), `suspend` or `reinstate`.
    act: String,
    /// Why. Only `reinstate` needs none.
    #[schema(nullable = false)]
    reason: Option<String>,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatusActed)]
pub(in crate::http) struct ActAnswer {
    /// The credential's id.
    id: String,
    /// Whether anything changed: not where it was so already.
    changed: bool,
    /// How its issuer stands to it now: `current`, `suspended` or `revoked`.
    #[schema(value_type = String)]
    state: State,
}

/// What came of it, for each of a list, in the order of the request.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatusActedList)]
pub(in crate::http) struct ActAnswers {
    /// One for each.
    results: Vec<ActResult>,
}

/// What came of it for one of a list: `changed` and `state`, or a `problem`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatusActResult)]
pub(in crate::http) struct ActResult {
    /// The credential's id, as the request has it.
    id: String,
    /// Whether anything changed: not where it was so already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    changed: Option<bool>,
    /// How its issuer stands to it now: `current`, `suspended` or `revoked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    state: Option<State>,
    /// Why nothing was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    problem: Option<ProblemDocument>,
}

pub(in crate::http) fn act(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let asked = read(&call.body, read_act)?;
    let (act, reason) = asked;
    let id = call.parameter("id")?;
    let acted = call
        .service()
        .change_status(id, act, reason.as_deref(), &call.acting()?)?;
    Answer::json(&ActAnswer::from(acted))
}

pub(in crate::http) fn describe_act() -> Described {
    let described = Described::new(
        "changeCredentialStatus",
        "Revokes, suspends or reinstates a credential. What is so already stays so; what is \
         answered is on record, and public within five seconds",
    );
    described
        .takes::<StatusActBody>("What is to be done, and why")
        .gives::<ActAnswer>(200, "It is so")
        .fails(404, "There is no such credential of this issuer")
        .fails(409, "It was revoked, which is final")
        .fails(422, "It has no status of this kind, or a reason is missing")
}

pub(in crate::http) fn act_on_list(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let (ids, (act, reason)) = read(&call.body, read_list_act)?;
    let caller = call.acting()?;
    let results = ids.into_iter().map(|id| {
        let acted = call
            .service()
            .change_status(&id, act, reason.as_deref(), &caller);
        match acted {
            Ok(acted) => ActResult {
                id,
                changed: Some(acted.changed),
                state: Some(acted.record.state),
                problem: None,
            },
            Err(error) => ActResult {
                id,
                changed: None,
                state: None,
                problem: Some(Problem::from(error).into_part(&call.face)),
            },
        }
    });
    Answer::json(&ActAnswers {
        results: results.collect(),
    })
}

pub(in crate::http) fn describe_act_on_list() -> Described {
    let described = Described::new(
        "changeStatusOfCredentials",
        "Revokes, suspends or reinstates several credentials, each by itself: what cannot be done \
         to one of them does not keep the others from it",
    );
    described
        .takes::<StatusActsBody>("What is to be done, to which, and why")
        .gives::<ActAnswers>(200, "What came of it for each")
        .fails(422, "The request is not right; nothing was done")
}

pub(in crate::http) fn reissue(call: &Call) -> Result<Answer, Problem> {
    replace(call, Service::reissue)
}

pub(in crate::http) fn describe_reissue() -> Described {
    describe_replacing(
        "reissueCredential",
        "Issues a correction: a new credential in place of this one, which is revoked in the same \
         step",
    )
}

pub(in crate::http) fn renew(call: &Call) -> Result<Answer, Problem> {
    replace(call, Service::renew)
}

pub(in crate::http) fn describe_renew() -> Described {
    describe_replacing(
        "renewCredential",
        "Issues the credential anew for a later time. This one stays valid as long as it says, and \
         is superseded",
    )
}

fn replace(call: &Call, verb: ReplacingVerb) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let replacement = read_replacement(&call.body)?;
    let issued = verb(
        call.service(),
        call.parameter("id")?,
        &replacement,
        &call.acting()?,
        idempotency::key(call)?,
    )
    .map_err(about_request)?;
    Ok(Answer::verbatim(JSON, write_issued(&issued)).status(StatusCode::CREATED))
}

fn describe_replacing(id: &str, summary: &str) -> Described {
    let (name, description) = idempotency::DESCRIBED;
    Described::new(id, summary)
        .header(name, description)
        .takes::<ReplacementBody>("What the new credential is to be, and why")
        .gives::<IssuedList>(201, "The new credential is on record")
        .fails(404, "There is no such credential of this issuer")
        .fails(409, "Another took its place already, or it was revoked")
        .fails(
            422,
            "A rule forbids it, the request is not right, or the key was used for another request",
        )
}

/// Reads the members of the request's body; all that is wrong is told at once.
fn read<T>(
    body: &[u8],
    members: impl FnOnce(&mut Fields<'_, '_>, &mut Vec<Finding>) -> Option<T>,
) -> Result<T, Problem> {
    let json = ijson::parse(body).map_err(|error| invalid(error.findings()))?;
    let mut findings = Vec::new();
    let body = At::root(&json);
    let read = body.fields(&mut findings).and_then(|mut fields| {
        let read = members(&mut fields, &mut findings);
        fields.nothing_else(&mut findings);
        read
    });
    match read {
        Some(read) if findings.is_empty() => Ok(read),
        _ => Err(invalid(findings)),
    }
}

fn read_act(
    fields: &mut Fields<'_, '_>,
    findings: &mut Vec<Finding>,
) -> Option<(StatusAct, Option<String>)> {
    let reason = fields.optional_text("reason", findings);
    let act = fields.required("act", findings)?;
    let name = act.text(findings)?;
    let known = StatusAct::named(name);
    if known.is_none() {
        let names = StatusAct::ALL.map(StatusAct::name).join(", ");
        let detail = format!("there is no act {name:?}; there are: {names}");
        findings.push(act.finding("unknown-act", detail));
    }
    let act = known?;
    if reason.is_none() && act != StatusAct::Reinstate {
        let detail = format!("to {} a credential needs a reason", act.name());
        findings.push(Finding::new("/reason", "missing-member", detail));
    }
    Some((act, reason.map(str::to_owned)))
}

type ListAct = (Vec<String>, (StatusAct, Option<String>));

fn read_list_act(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<ListAct> {
    let act = read_act(fields, findings);
    let list = fields.required("credentials", findings)?;
    let elements = list.elements(findings)?;
    if !(1..=MAX_LIST).contains(&elements.len()) {
        let detail = format!(
            "there are {} ids; name from 1 to {MAX_LIST}",
            elements.len()
        );
        findings.push(list.finding("list-length", detail));
    }
    let ids = elements.iter().filter_map(|id| id.text(findings));
    let ids = ids.map(str::to_owned).collect();
    Some((ids, act?))
}

impl From<Acted> for ActAnswer {
    fn from(acted: Acted) -> Self {
        Self {
            id: acted.record.id,
            changed: acted.changed,
            state: acted.record.state,
        }
    }
}
