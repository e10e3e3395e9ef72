//! `/record/enter`: a learner without a session asks for a link by their e-mail address. The answer
//! is the same whether anybody is known by it or not.

use super::RECORD_ENTRY;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::{NOT_RIGHT, Problem};
use crate::service::ServiceError;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/record/enter/page.html")]
pub(in crate::http) struct EnterPage {
    pub t: Texts,
    pub shell: Shell,
    /// Whether somebody has just asked.
    pub asked: bool,
    /// Whether what was sent is no address.
    pub wrong: bool,
    /// What was sent, where it was wrong.
    pub email: String,
    /// Whether letters are sent here at all.
    pub posts: bool,
}

impl EnterPage {
    fn new(call: &Call) -> Self {
        let t = call.texts();
        Self {
            t,
            shell: Shell::open(call, &t.say("record-enter-title").to_string()),
            asked: false,
            wrong: false,
            email: String::new(),
            posts: call.service().can_post().is_ok(),
        }
    }
}

pub(in crate::http::pages) fn read(call: &Call) -> Result<Answer, Problem> {
    let [asked] = call.query(["asked"])?;
    let page = EnterPage {
        asked: asked.is_some(),
        ..EnterPage::new(call)
    };
    show(call, StatusCode::OK, &page)
}

pub(in crate::http::pages) fn ask(call: &Call) -> Result<Answer, Problem> {
    let email = call.form().filled("email").unwrap_or_default();
    match call.service().ask_entry(email, call.texts()) {
        Ok(()) => Ok(see_other(call, &format!("{RECORD_ENTRY}?asked=yes"))),
        Err(ServiceError::Invalid { .. }) => {
            let page = EnterPage {
                wrong: true,
                email: email.to_owned(),
                ..EnterPage::new(call)
            };
            show(call, NOT_RIGHT, &page)
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for EnterPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            asked: true,
            wrong: true,
            email: text.to_owned(),
            posts: true,
        }
    }
}
