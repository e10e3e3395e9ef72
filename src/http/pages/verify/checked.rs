//! What the verifier found, one document after the other. Each counts as one verification of the
//! client's, as if it had come alone.

use super::asked::{Asked, Field, Give, Item};
use super::photograph::{self, Seen};
use super::report::source::Source;
use crate::finding::Finding;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::http::verify::comes_from_a_verifier;
use crate::resolver::FetchError;
use crate::service::ServiceError;
use crate::service::receipts::{ShownReceipt, SignedReceipt};
use crate::service::verify::{Input, Question, Report};
use crate::texts::{Message, Texts};
use std::time::{Duration, Instant};

/// After this time no further document is begun: the answer has to be there before the client's
/// patience, or that of the service, is at its end.
const LONGEST: Duration = Duration::from_secs(15);

/// What is carried by nothing, by the carriers' own word.
const NOTHING_BAKED: &str = "nothing-baked";

/// A document, and what was found.
#[derive(Debug)]
pub(super) struct Checked {
    pub name: String,
    pub field: Field,
    pub found: Found,
}

/// What was found.
#[derive(Debug)]
pub(super) enum Found {
    /// A credential or a presentation.
    Report(Box<Reported>),
    /// A receipt of a verification.
    Receipt(ShownReceipt),
    /// Nothing that could be looked at.
    Nothing(Why),
}

/// A report, and what the page needs besides.
#[derive(Debug)]
pub(super) struct Reported {
    pub report: Report,
    /// The document itself.
    pub source: Source,
    /// What a QR code said, where the document came by one.
    pub by_code: Option<String>,
    /// The receipt, where one was asked for.
    pub receipt: Option<Result<SignedReceipt, ServiceError>>,
}

/// Why nothing could be looked at.
#[derive(Debug)]
pub(super) enum Why {
    /// It cannot be read as a credential.
    Unreadable(Vec<Finding>),
    /// It is a picture of a kind that is not read here.
    Picture(photograph::Unread),
    /// There is a QR code, which says something else.
    OtherCode(String),
    /// It cannot be fetched.
    NotFetched(FetchError),
    /// The client asks too often; so many seconds are to be waited.
    TooOften(Duration),
    /// There was no time left.
    NoTime,
}

/// Checks all that was `asked` for.
///
/// # Errors
/// What is no fault of a document: a verifier that asks in a circle, a store that fails.
pub(super) fn check(call: &Call, asked: &Asked) -> Result<Vec<Checked>, Problem> {
    let by_link = asked
        .items
        .iter()
        .any(|item| matches!(item.input, Input::Url(_)));
    if by_link && comes_from_a_verifier(&call.headers) {
        return Err(Problem::verification_loop());
    }
    let end = Instant::now() + LONGEST;
    let receipt = asked.give == Give::Receipt && asked.items.len() == 1;
    let check = |(place, item): (usize, &Item)| {
        Ok(Checked {
            name: item.name.clone(),
            field: item.field,
            // The first was counted before the form was read.
            found: match place {
                0 => one(call, asked, item, receipt)?,
                _ => one_more(call, asked, item, end)?,
            },
        })
    };
    asked.items.iter().enumerate().map(check).collect()
}

fn one_more(call: &Call, asked: &Asked, item: &Item, end: Instant) -> Result<Found, Problem> {
    let now = Instant::now();
    if now >= end {
        return Ok(Found::Nothing(Why::NoTime));
    }
    match call.face.rates.take(call.client, now) {
        Ok(()) => one(call, asked, item, false),
        Err(wait) => Ok(Found::Nothing(Why::TooOften(wait))),
    }
}

fn one(call: &Call, asked: &Asked, item: &Item, receipt: bool) -> Result<Found, Problem> {
    let Input::Bytes(bytes) = &item.input else {
        return examine(call, asked, item.input.clone(), None, receipt);
    };
    if let Some(shown) = call.service().shown_receipt(bytes)? {
        return Ok(Found::Receipt(shown));
    }
    if let Some(unread) = photograph::unread(bytes) {
        return Ok(Found::Nothing(Why::Picture(unread)));
    }
    // A photograph is looked at for a QR code; a PNG may be a badge, which comes first.
    let found = match photograph::is_jpeg(bytes) {
        true => Found::Nothing(Why::Unreadable(Vec::new())),
        false => examine(call, asked, item.input.clone(), None, receipt)?,
    };
    let is_bare = match &found {
        Found::Nothing(Why::Unreadable(findings)) => findings
            .iter()
            .all(|finding| finding.problem == NOTHING_BAKED),
        _ => false,
    };
    if !(is_bare && photograph::may_be_read(bytes)) {
        return Ok(found);
    }
    match photograph::read(bytes) {
        Seen::Nothing => Ok(match found {
            Found::Nothing(Why::Unreadable(findings)) if findings.is_empty() => {
                Found::Nothing(Why::Picture(photograph::Unread::NoCode))
            }
            other => other,
        }),
        Seen::Credential(input, said) => match &input {
            Input::Url(_) if comes_from_a_verifier(&call.headers) => {
                Err(Problem::verification_loop())
            }
            _ => examine(call, asked, input, Some(said), receipt),
        },
        Seen::Other(said) => Ok(Found::Nothing(Why::OtherCode(said))),
    }
}

fn examine(
    call: &Call,
    asked: &Asked,
    input: Input,
    by_code: Option<String>,
    receipt: bool,
) -> Result<Found, Problem> {
    let question = Question {
        input,
        expect: asked.expect.clone(),
        asker: call.client,
        ..Question::default()
    };
    let service = call.service();
    match service.examine(&question) {
        Ok(verified) => {
            // What was fetched may be a receipt too.
            if let Some(shown) = service.shown_receipt(verified.text())? {
                return Ok(Found::Receipt(shown));
            }
            Ok(Found::Report(Box::new(Reported {
                source: Source::of(verified.text()),
                receipt: receipt.then(|| service.receipt(&verified)),
                report: verified.report,
                by_code,
            })))
        }
        Err(ServiceError::Invalid { findings, .. }) => {
            Ok(Found::Nothing(Why::Unreadable(findings)))
        }
        Err(ServiceError::NotFetched { error, .. }) => Ok(Found::Nothing(Why::NotFetched(error))),
        Err(other) => Err(other.into()),
    }
}

impl Why {
    /// What is told to whoever handed it in.
    pub(super) fn message(&self, t: Texts) -> Message {
        use photograph::Unread;
        match self {
            Why::Unreadable(findings) => unreadable(t, findings),
            Why::Picture(Unread::Heic) => t.say("verify-fault-heic"),
            Why::Picture(Unread::Other(name)) => t.say("verify-fault-picture").with("name", *name),
            Why::Picture(Unread::NoCode) => t.say("verify-fault-no-code"),
            Why::OtherCode(said) => t.say("verify-fault-other-code").with("said", said),
            Why::NotFetched(error) => not_fetched(t, error),
            Why::TooOften(wait) => {
                let seconds = usize::try_from(wait.as_secs()).unwrap_or(usize::MAX);
                t.say("verify-fault-often").with("seconds", seconds + 1)
            }
            Why::NoTime => t.say("verify-fault-time"),
        }
    }

    /// What the verifier said, in English.
    pub(super) fn detail(&self) -> Option<String> {
        match self {
            Why::Unreadable(findings) => findings.first().map(ToString::to_string),
            Why::NotFetched(error) => Some(error.to_string()),
            _ => None,
        }
    }
}

fn unreadable(t: Texts, findings: &[Finding]) -> Message {
    match findings.first().map(|finding| finding.problem) {
        Some(NOTHING_BAKED) => t.say("verify-fault-nothing-baked"),
        Some("baked-duplicate") => t.say("verify-fault-two-baked"),
        Some("too-large") => t.say("verify-fault-too-large"),
        _ => t.say("verify-fault-unreadable"),
    }
}

fn not_fetched(t: Texts, error: &FetchError) -> Message {
    match error {
        FetchError::NotAllowed { .. } | FetchError::Malformed { .. } => {
            t.say("verify-fault-link-not-allowed")
        }
        FetchError::Names { .. } => t.say("verify-fault-link-name"),
        FetchError::Connection { .. } | FetchError::TimedOut { .. } => {
            t.say("verify-fault-link-answer")
        }
        FetchError::Tls { .. } => t.say("verify-fault-link-secure"),
        FetchError::Status { code, .. } => t
            .say("verify-fault-link-status")
            .with("code", code.to_string()),
        FetchError::MediaType { .. } => t.say("verify-fault-link-page"),
        FetchError::TooLarge { .. } => t.say("verify-fault-too-large"),
        FetchError::Closed { .. } => t.say("verify-fault-link-offline"),
        FetchError::Busy { .. } | FetchError::TooManyFetches { .. } => {
            t.say("verify-fault-link-busy")
        }
        FetchError::Redirect { .. } | FetchError::Encoding { .. } => {
            t.say("verify-fault-link-elsewhere")
        }
    }
}
