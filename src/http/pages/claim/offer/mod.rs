//! What a claim link offers: from whom, until when, and the button. Nothing personal, for the link
//! may be in the wrong hands.

use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/claim/offer/page.html")]
pub(in crate::http) struct OfferPage {
    pub t: Texts,
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// The name of the issuer.
    pub issuer: String,
    /// Until which day the link works.
    pub until: String,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let token = call.parameter("token")?;
    let offer = match call.service().look_at_claim(token) {
        Ok(offer) => offer,
        Err(ServiceError::NotFound { .. }) => return super::over(call),
        Err(other) => return Err(other.into()),
    };
    let t = call.texts();
    let mut shell = Shell::open(call, &t.say("claim-title").to_string());
    // The link to another language would carry the secret into one more address.
    shell.languages.clear();
    let page = OfferPage {
        t,
        action: call.links().to(&["claim", token]),
        shell,
        issuer: offer.issuer,
        until: day(&offer.expires).to_owned(),
    };
    show(call, StatusCode::OK, &page)
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for OfferPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            action: crate::http::pages::samples::link(text),
            issuer: text.to_owned(),
            until: text.to_owned(),
        }
    }
}
