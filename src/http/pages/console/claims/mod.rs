//! `/console/credentials/claim`: making claim links for a learner, and taking them back.

mod made;
mod make;

use crate::http::pages::FORM;
use crate::http::routes::{Access, Route};
use crate::service::sessions::Right;

/// Where links are made.
const HERE: &str = "/console/credentials/claim";

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page(HERE, Access::Console(Right::Issue), make::read),
    Route::form(HERE, Access::Console(Right::Issue), FORM, made::make),
    Route::form(
        "/console/credentials/claim/withdraw",
        Access::Console(Right::Issue),
        FORM,
        make::withdraw,
    ),
];

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use crate::http::pages::samples::of;
    vec![
        ("console claim", of::<make::MakePage>(text)),
        ("console claim made", of::<made::MadePage>(text)),
    ]
}
