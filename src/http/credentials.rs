//! `/api/v1/credentials`: issuing, listing and reading credentials, and what is done to them later.
//!
//! Signed bytes leave as they are on record, in an answer of their own or inside a JSON document:
//! they are never parsed and printed again.

mod acts;
mod answers;
pub(super) mod carried;
mod request;

pub(super) use acts::{
    ActAnswer, act, act_on_list, describe_act, describe_act_on_list, describe_reissue,
    describe_renew, reissue, renew,
};

pub(super) use answers::{IssuedList, write_issued};
pub(super) use request::{RecordBody, read_record};

use self::answers::{CredentialAnswer, CredentialPage};
use self::request::{IssueBody, about_request, read_request};
use super::accept::names;
use super::answer::{Answer, JSON};
use super::call::{Call, PageAsked, cursor};
use super::idempotency;
use super::openapi::Described;
use super::problem::Problem;
use crate::records::credential::{Done, State};
use crate::service::ServiceError;
use crate::service::search::CredentialQuery;
use axum::http::{StatusCode, header};

/// The media types in which signed bytes leave by themselves.
pub(in crate::http) const SIGNED: [&str; 2] = ["application/vc", "text/plain"];

pub(super) fn issue(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let request = read_request(&call.body)?;
    let issued = call
        .service()
        .issue(&request, &call.acting()?, idempotency::key(call)?)
        .map_err(about_request)?;
    Ok(Answer::verbatim(JSON, write_issued(&issued)).status(StatusCode::CREATED))
}

pub(super) fn describe_issue() -> Described {
    let (name, description) = idempotency::DESCRIBED;
    Described::new(
        "issueCredentials",
        "Issues credentials from an assessment. The same assessment, form and proof again give \
         the same bytes, and so does the same idempotency key",
    )
    .header(name, description)
    .takes::<IssueBody>("What is to be issued")
    .gives::<IssuedList>(201, "The credentials are on record")
    .fails(
        422,
        "A rule forbids it, the request is not right, or the key was used for another request",
    )
}

pub(super) fn list(call: &Call) -> Result<Answer, Problem> {
    let [
        text,
        learner,
        state,
        superseded,
        form,
        framework,
        version,
        level,
        from,
        to,
        after,
        limit,
    ] = call.query([
        "text",
        "learner",
        "state",
        "superseded",
        "form",
        "framework",
        "version",
        "level",
        "from",
        "to",
        "after",
        "limit",
    ])?;
    let asked = PageAsked::of(after, limit)?;
    let query = CredentialQuery {
        state: one_of("state", state.as_deref(), &STATES)?,
        superseded: one_of("superseded", superseded.as_deref(), &YES_OR_NO)?,
        form,
        framework,
        version,
        level,
        from,
        to,
        learner,
        text,
    };
    let after = asked.after.as_deref();
    let page = call
        .service()
        .search_records(&call.acting()?, &query, after, asked.limit)?;
    Answer::json(&CredentialPage {
        credentials: page.records.iter().map(CredentialAnswer::from).collect(),
        next: cursor(page.next),
    })
}

/// What can be asked for by `state`.
const STATES: [(&str, State); 3] = [
    ("current", State::Current),
    ("suspended", State::Suspended),
    ("revoked", State::Revoked),
];
/// What can be asked for by `superseded`.
const YES_OR_NO: [(&str, bool); 2] = [("true", true), ("false", false)];

/// What the parameter `name` asks for, which is one of these.
fn one_of<T: Copy>(
    name: &str,
    asked: Option<&str>,
    known: &[(&str, T)],
) -> Result<Option<T>, Problem> {
    let Some(asked) = asked else {
        return Ok(None);
    };
    let mut values = known.iter();
    match values.find(|(value, _)| *value == asked) {
        Some((_, found)) => Ok(Some(*found)),
        None => {
            let names: Vec<&str> = known.iter().map(|(value, _)| *value).collect();
            let detail = format!("{name}={asked} is none of {}", names.join(", "));
            Err(Problem::bad_request("bad-query", detail))
        }
    }
}

pub(super) fn describe_list() -> Described {
    let described = Described::new(
        "listCredentials",
        "A page of credentials, the newest first: all, or those of which everything that is asked \
         for is so. A page may have fewer than were asked for, or none, and still not be the last: \
         only so many are looked at for one",
    );
    let parameters = [
        ("text", "The id of a credential, or part of its name"),
        (
            "learner",
            "Whose they are: a DID, an e-mail address, or the learner's id",
        ),
        ("state", "`current`, `suspended` or `revoked`"),
        (
            "superseded",
            "Whether another took their place: `true` or `false`",
        ),
        (
            "form",
            "`open-badge`, `clr`, `ler-rs`, `hr-open-ler-rs` or `given`",
        ),
        ("framework", "The framework's key"),
        ("version", "The framework's version"),
        ("level", "The id of the level"),
        (
            "from",
            "From when they were issued: a date, or a date and time",
        ),
        (
            "to",
            "Until when: a date, which is in it, or a date and time, which is not",
        ),
    ];
    parameters
        .into_iter()
        .fold(described, |described, (name, description)| {
            described.query_text(name, description)
        })
        .paged()
        .gives::<CredentialPage<'_>>(200, "The page")
}

/// The record; or the signed bytes, when the query names a proof or the client asks for their
/// media type.
pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [proof] = call.query(["proof"])?;
    let issuer = &call.caller()?.issuer;
    let id = call.parameter("id")?;
    if let Some(proof) = proof {
        return signed(call, id, issuer, &proof);
    }
    let record = call.service().credential(id, issuer)?;
    let mut named = SIGNED
        .iter()
        .filter(|offer| names(&call.headers, offer))
        .peekable();
    if named.peek().is_none() {
        let answer = CredentialAnswer::from(&record).with_history(history(call, id, issuer)?);
        return Ok(Answer::json(&answer)?.with(header::VARY, "Accept"));
    }
    let secured = record.secured.iter();
    let Some(one) = named.find_map(|offer| secured.clone().find(|one| one.media_type == *offer))
    else {
        let proofs: Vec<&str> = secured.map(|one| one.proof.as_str()).collect();
        return Err(Problem::not_acceptable(format!(
            "this credential was not issued in the media type asked for; its proofs are: {}",
            proofs.join(", ")
        )));
    };
    Ok(signed(call, id, issuer, &one.proof)?.with(header::VARY, "Accept"))
}

/// What was done to the credential; nothing where that cannot be opened, for it was erased or the
/// deployment's key is locked.
fn history(call: &Call, id: &str, issuer: &str) -> Result<Option<Vec<Done>>, Problem> {
    match call.service().credential_history(id, issuer) {
        Ok(history) => Ok(Some(history)),
        Err(ServiceError::Erased | ServiceError::Key(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn signed(call: &Call, id: &str, issuer: &str, proof: &str) -> Result<Answer, Problem> {
    // `+` joins the suites of a proof set, and is a space in a query.
    let proof = proof.replace(' ', "+");
    let issued = call.service().signed_credential(id, issuer, Some(&proof))?;
    let media_type = SIGNED.into_iter().find(|known| *known == issued.media_type);
    let media_type = media_type.unwrap_or("application/octet-stream");
    Ok(Answer::verbatim(media_type, issued.bytes))
}

pub(super) fn describe_read() -> Described {
    Described::new(
        "readCredential",
        "The record of a credential; with a proof's name, or asked for by media type, its signed \
         bytes verbatim",
    )
    .query_text("proof", "Which secured form to answer with, by its proof")
    .gives::<CredentialAnswer<'_>>(200, "The record, or the signed bytes")
    .also_gives(200, &SIGNED)
    .fails(404, "There is no such credential, or it has no such proof")
    .fails(410, "Its learner was erased")
    .fails(406, "It was not issued in the media type asked for")
}
