//! Sharing: the page behind a link (`/s/{token}`), for whoever got it, and the learner's own pages
//! about their links (`/record/shares`).
//!
//! Everything on the page behind a link is made from one value that holds the chosen alone
//! ([`crate::service::shares::SharedView`]). A link that leads nowhere gets one and the same page,
//! whatever the reason (`nowhere`).

mod files;
mod link;
mod list;
mod nowhere;
mod preview;
mod shared;
mod shown;
mod wish;

use super::FORM;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::http::routes::{Access, Route};
use crate::service::ServiceError;
use axum::http::{HeaderName, header};

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page("/s/{token}", Access::Page, shared::read),
    Route::page(
        "/s/{token}/documents/{number}/{kind}",
        Access::Page,
        files::document,
    ),
    Route::page("/s/{token}/picture.png", Access::Page, files::picture),
    Route::page("/record/shares", Access::Learner, list::read),
    Route::form("/record/shares", Access::Learner, FORM, preview::make),
    Route::form(
        "/record/shares/take-back",
        Access::Learner,
        FORM,
        list::take_all_back,
    ),
    Route::page("/record/shares/new", Access::Learner, wish::read),
    Route::form("/record/shares/new", Access::Learner, FORM, wish::change),
    Route::form(
        "/record/shares/preview",
        Access::Learner,
        FORM,
        preview::read,
    ),
    Route::page("/record/shares/{id}", Access::Learner, link::read),
    Route::form(
        "/record/shares/{id}/take-back",
        Access::Learner,
        FORM,
        list::take_back,
    ),
];

/// Where the learner's links are.
const SHARES: &str = "/record/shares";

/// What search engines are asked (Robots Exclusion Protocol's header field, as search engines read
/// it).
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
const LEAVE_OUT: &str = "noindex, nofollow";

/// The answer behind an address that is a secret: whoever follows a link on it tells nobody.
fn secretive(answer: Answer) -> Answer {
    answer.with(header::REFERRER_POLICY, "no-referrer")
}

/// The answer, which search engines are asked to leave out.
fn unlisted(answer: Answer) -> Answer {
    answer.with(ROBOTS, LEAVE_OUT)
}

/// The problem of a link of the learner's own that is not there.
fn no_link() -> Problem {
    Problem::from(ServiceError::NotFound {
        what: "link of yours",
        name: String::new(),
        near: Vec::new(),
    })
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use super::samples::of;
    vec![
        ("shared", of::<shared::SharedPage>(text)),
        ("nowhere", of::<nowhere::NowherePage>(text)),
        ("shares", of::<list::ListPage>(text)),
        ("wish", of::<wish::WishPage>(text)),
        ("preview", of::<preview::PreviewPage>(text)),
        ("link", of::<link::LinkPage>(text)),
    ]
}
