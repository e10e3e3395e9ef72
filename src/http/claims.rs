//! `/api/v1/claims`: claim links, for providers whose own pages or letters lead learners here.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::finding::Finding;
use crate::http::pages::cookies;
use crate::ijson::{self, At, Json};
use crate::service::ServiceError;
use crate::service::claims::{ClaimState, ClaimView, MAX_DAYS, MadeClaim};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// What a claim link is to be for.
#[derive(Default, ToSchema)]
pub(super) struct ClaimBody {
    /// The ids of credentials, all of one learner; 50 at most.
    credentials: Vec<String>,
    /// How many days the link works: 30 unless told, 90 at most.
    #[schema(nullable = false, minimum = 1, maximum = 90)]
    days: Option<u16>,
    /// Whether it is sent to the learner by e-mail, to the latest address that is known.
    #[schema(nullable = false)]
    send: Option<bool>,
    /// To which address of the learner's it is sent.
    #[schema(nullable = false)]
    to: Option<String>,
}

/// A claim link that was made just now.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MadeClaimDocument {
    /// Its id.
    id: String,
    /// The id of the learner.
    learner: String,
    /// The link: who opens it and confirms is let in as the learner, once. Shown this once.
    link: String,
    /// The secret in it.
    token: String,
    /// From when on it works no more.
    #[schema(format = DateTime)]
    expires: String,
    /// The address that it was sent to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    sent_to: Option<String>,
    /// Why it was not sent, although it was to be. The link works all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    not_sent: Option<String>,
}

/// A claim link on record.
#[derive(Serialize, ToSchema)]
pub(super) struct ClaimDocument {
    /// Its id.
    id: String,
    /// The id of the learner.
    learner: String,
    /// The ids of the credentials that it is for.
    credentials: Vec<String>,
    /// When it was made.
    #[schema(format = DateTime)]
    created: String,
    /// From when on it works no more.
    #[schema(format = DateTime)]
    expires: String,
    /// `open`, `redeemed`, `withdrawn` or `expired`.
    state: &'static str,
    /// When it was redeemed or withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, nullable = false)]
    ended: Option<String>,
    /// Where it was sent to and when, each time.
    sent: Vec<SentDocument>,
}

/// That a link was sent.
#[derive(Serialize, ToSchema)]
pub(super) struct SentDocument {
    /// The address.
    to: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

impl From<ClaimView> for ClaimDocument {
    fn from(view: ClaimView) -> Self {
        let (state, ended) = match view.state {
            ClaimState::Open => ("open", None),
            ClaimState::Redeemed(at) => ("redeemed", Some(at)),
            ClaimState::Withdrawn(at) => ("withdrawn", Some(at)),
            ClaimState::Expired => ("expired", None),
        };
        let sent = view.sent.into_iter();
        Self {
            id: view.id,
            learner: view.learner,
            credentials: view.credentials,
            created: view.created,
            expires: view.expires,
            state,
            ended,
            sent: sent
                .map(|one| SentDocument {
                    to: one.to,
                    at: one.at,
                })
                .collect(),
        }
    }
}

pub(super) fn make(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let asked = ClaimBody::read(&call.body)?;
    let (service, caller) = (call.service(), call.acting()?);
    let sending = asked.to.is_some() || asked.send == Some(true);
    if sending {
        // Better not to make a link that cannot be sent.
        service.can_post()?;
    }
    let made = service.make_claim(&caller, &asked.credentials, asked.days)?;
    let texts = cookies::texts(&call.headers);
    let sent =
        sending.then(|| service.send_claim(&caller, &made.token, asked.to.as_deref(), texts));
    let document = match sent {
        None => MadeClaimDocument::new(made, None, None),
        Some(Ok(sent)) => MadeClaimDocument::new(made, Some(sent.to), None),
        Some(Err(error)) => {
            let told = match &error {
                ServiceError::Post(fault) => {
                    call.face.report(&fault.to_string());
                    "the letter could not be sent now".to_owned()
                }
                other => other.to_string(),
            };
            MadeClaimDocument::new(made, None, Some(told))
        }
    };
    Ok(Answer::json(&document)?.status(StatusCode::CREATED))
}

pub(super) fn describe_make() -> Described {
    Described::new(
        "makeClaim",
        "Makes a link with which a learner claims credentials: it works once, and is shown once",
    )
    .takes::<ClaimBody>("Which credentials, how long, and whether it is sent")
    .gives::<MadeClaimDocument>(201, "The link")
    .fails(404, "A credential is not here")
    .fails(410, "The learner was erased")
    .fails(422, "A rule forbids it, or the request is not right")
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let view = call
        .service()
        .claim(&call.acting()?, call.parameter("id")?)?;
    Answer::json(&ClaimDocument::from(view))
}

pub(super) fn describe_read() -> Described {
    Described::new(
        "readClaim",
        "A claim link, and what became of it; never the link itself",
    )
    .gives::<ClaimDocument>(200, "What is known of it")
    .fails(404, "There is no such link")
    .fails(410, "The learner was erased")
}

pub(super) fn withdraw(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let (service, caller) = (call.service(), call.acting()?);
    let id = call.parameter("id")?;
    service.withdraw_claim(&caller, id)?;
    Answer::json(&ClaimDocument::from(service.claim(&caller, id)?))
}

pub(super) fn describe_withdraw() -> Described {
    Described::new(
        "withdrawClaim",
        "Takes back a claim link that was not used yet; again changes nothing",
    )
    .gives::<ClaimDocument>(200, "It works no more")
    .fails(404, "There is no such link")
    .fails(422, "It was used before")
}

impl MadeClaimDocument {
    fn new(made: MadeClaim, sent_to: Option<String>, not_sent: Option<String>) -> Self {
        Self {
            id: made.id,
            learner: made.learner,
            link: made.link,
            token: made.token,
            expires: made.expires,
            sent_to,
            not_sent,
        }
    }
}

impl ClaimBody {
    fn read(body: &[u8]) -> Result<Self, Problem> {
        let invalid = |findings: Vec<Finding>| Problem::invalid("the request", findings);
        let json = ijson::parse(body).map_err(|error| invalid(error.findings()))?;
        let mut findings = Vec::new();
        let asked = Self::of(&At::root(&json), &mut findings);
        match asked.filter(|_| findings.is_empty()) {
            Some(asked) => Ok(asked),
            None => Err(invalid(findings)),
        }
    }

    fn of(body: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut fields = body.fields(findings)?;
        let credentials = fields.required("credentials", findings);
        let credentials = credentials.and_then(|list| list.elements(findings));
        let days = fields.optional("days").and_then(|at| days(&at, findings));
        let send = fields.optional("send").and_then(|at| at.boolean(findings));
        let to = fields.optional_text("to", findings).map(str::to_owned);
        fields.nothing_else(findings);
        let ids = credentials.unwrap_or_default();
        let ids = ids
            .iter()
            .filter_map(|one| one.text(findings))
            .map(str::to_owned);
        Some(Self {
            credentials: ids.collect(),
            days,
            send,
            to,
        })
    }
}

/// A number of days; whether a link may work for so long is the service's to say.
fn days(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<u16> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of few digits"
    )]
    match at.json {
        Json::Number(number) if number.fract() == 0.0 && (0.0..=9999.0).contains(number) => {
            Some(*number as u16)
        }
        _ => {
            let detail = format!("this must be a whole number from 1 to {MAX_DAYS}");
            findings.push(at.finding("out-of-range", detail));
            None
        }
    }
}
