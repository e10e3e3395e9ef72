//! `/console`: where one begins.

use super::Tab;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/overview/page.html")]
pub(in crate::http) struct OverviewPage {
    pub t: Texts,
    pub shell: Shell,
    /// The name of the issuer.
    pub issuer: String,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let t = call.texts();
    let issuer = &call.session()?.issuer;
    let page = OverviewPage {
        t,
        shell: Shell::console(call, &t.say("console-home").to_string(), Tab::Overview)?,
        issuer: call.service().issuer(issuer)?.profile.name,
    };
    show(call, StatusCode::OK, &page)
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for OverviewPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            issuer: text.to_owned(),
        }
    }
}
