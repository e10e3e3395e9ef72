//! `/record/enter/{token}`: where the link in a letter leads. As with claim links only the button on
//! the page uses it up.

use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::claim::{let_in, over};
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/record/door/page.html")]
pub(in crate::http) struct DoorPage {
    pub t: Texts,
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// The name of the issuer.
    pub issuer: String,
}

pub(in crate::http::pages) fn read(call: &Call) -> Result<Answer, Problem> {
    let token = call.parameter("token")?;
    let offer = match call.service().look_at_entry(token) {
        Ok(offer) => offer,
        Err(ServiceError::NotFound { .. }) => return over(call),
        Err(other) => return Err(other.into()),
    };
    let t = call.texts();
    let mut shell = Shell::open(call, &t.say("record-door-title").to_string());
    // The link to another language would carry the secret into one more address.
    shell.languages.clear();
    let page = DoorPage {
        t,
        action: call.links().to(&["record", "enter", token]),
        shell,
        issuer: offer.issuer,
    };
    show(call, StatusCode::OK, &page)
}

/// Uses the link up, and lets whoever has it in.
pub(in crate::http::pages) fn open(call: &Call) -> Result<Answer, Problem> {
    match call.service().redeem_entry(call.parameter("token")?) {
        Ok(redeemed) => let_in(call, &redeemed),
        Err(ServiceError::NotFound { .. }) => over(call),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for DoorPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            action: crate::http::pages::samples::link(text),
            issuer: text.to_owned(),
        }
    }
}
