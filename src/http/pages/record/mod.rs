//! `/record`: what a learner holds, and how they take it along. Everything here but the way in needs
//! a learner's session, and shows that learner's own alone.

mod credential;
mod door;
mod enter;
mod mine;

use super::{FORM, RECORD_ENTRY, cookies, see_other};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::http::routes::{Access, Lane, Route};
use crate::service::my_record::{HeldCredential, HeldStanding};
use crate::texts::Texts;

/// The learner's own page.
pub(in crate::http::pages) const HOME: &str = "/record";

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page(HOME, Access::Learner, mine::read),
    Route::page(
        "/record/credentials/{id}",
        Access::Learner,
        credential::read,
    ),
    Route::page(
        "/record/credentials/{id}/take/{carrier}",
        Access::Learner,
        credential::take,
    )
    // Pictures and certificates are drawn.
    .in_lane(Lane::Proof),
    Route::page(RECORD_ENTRY, Access::Page, enter::read),
    Route::entry(RECORD_ENTRY, Access::Page, FORM, enter::ask),
    Route::page("/record/enter/{token}", Access::Page, door::read),
    Route::entry("/record/enter/{token}", Access::Page, FORM, door::open),
    Route::form("/record/leave", Access::Learner, FORM, leave),
];

/// The issuer and the learner of the session.
fn whose(call: &Call) -> Result<(&str, &str), Problem> {
    let session = call.session()?;
    let learner = session.learner();
    let learner = learner.ok_or_else(|| Problem::defect("a learner's page without a learner"))?;
    Ok((session.issuer.as_str(), learner))
}

/// Ends the session.
fn leave(call: &Call) -> Result<Answer, Problem> {
    if let Some(token) = cookies::session(&call.headers, call.service().settings()) {
        call.service().sign_out(token)?;
    }
    Ok(cookies::end_session(call, see_other(call, RECORD_ENTRY)))
}

/// How a credential stands, in words, and how it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http::pages) struct State {
    pub words: String,
    /// `good`, `warn` or `bad`, beside the words.
    pub look: &'static str,
}

impl State {
    pub(in crate::http::pages) fn of(t: Texts, held: &HeldCredential) -> Self {
        let (words, look) = match held.standing {
            HeldStanding::Current => (t.say("record-state-current"), "good"),
            HeldStanding::NotYet => (t.say("record-state-not-yet"), "warn"),
            HeldStanding::Over => (t.say("record-state-over"), "warn"),
            HeldStanding::Suspended => (t.say("record-state-suspended"), "warn"),
            HeldStanding::Revoked => (t.say("record-state-revoked"), "bad"),
            HeldStanding::Superseded => (t.say("record-state-superseded"), "warn"),
        };
        Self {
            words: words.to_string(),
            look,
        }
    }

    #[cfg(test)]
    pub(in crate::http::pages) fn sample(text: &str) -> Self {
        Self {
            words: text.to_owned(),
            look: "good",
        }
    }
}

/// What a credential is called.
pub(in crate::http::pages) fn name_of(t: Texts, held: &HeldCredential) -> String {
    match &held.name {
        Some(name) => name.clone(),
        None => t.say("record-unnamed").to_string(),
    }
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use super::samples::of;
    vec![
        ("record", of::<mine::MinePage>(text)),
        ("record credential", of::<credential::CredentialPage>(text)),
        ("record enter", of::<enter::EnterPage>(text)),
        ("record door", of::<door::DoorPage>(text)),
    ]
}
