//! `/record/shares/preview`: what whoever gets the link will see, before there is one; and making
//! the link.

use super::SHARES;
use super::shown::Shown;
use super::wish::{again, fields, wish_in};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/share/preview/page.html")]
pub(in crate::http) struct PreviewPage {
    pub t: Texts,
    pub shell: Shell,
    pub(super) shown: Shown,
    /// The fields that ask for just this.
    pub fields: Vec<(&'static str, String)>,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let wish = wish_in(call);
    let view = match call.service().preview_share(&call.acting()?, &wish) {
        Err(error) => return again(call, &wish, error),
        Ok(view) => view,
    };
    let (t, links) = (call.texts(), call.links());
    let title = t.say("share-preview-title").to_string();
    let page = PreviewPage {
        t,
        shell: Shell::open(call, &title).behind(
            &t.say("share-mine").to_string(),
            links.to(&["record", "shares"]),
        ),
        shown: Shown::new(t, &links, view, None),
        fields: fields(&wish),
    };
    show(call, StatusCode::OK, &page)
}

/// Makes the link, and goes to its page.
pub(super) fn make(call: &Call) -> Result<Answer, Problem> {
    let wish = wish_in(call);
    match call.service().make_share(&call.acting()?, &wish) {
        Ok(share) => Ok(see_other(call, &format!("{SHARES}/{}", share.id))),
        Err(error) => again(call, &wish, error),
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for PreviewPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            shown: Shown::sample(text),
            fields: vec![("purpose", text.to_owned())],
        }
    }
}
