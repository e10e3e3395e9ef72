//! `/claim/{token}`: where a claim link leads. Looking at it uses nothing up, for scanners of mail
//! look at links; only the button on the page does.

mod offer;
mod over;

pub(super) use over::over;

use super::{FORM, cookies, see_other};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::http::routes::{Access, Route};
use crate::service::ServiceError;
use crate::service::claims::Redeemed;
use crate::service::my_record::short_id;

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page("/claim/{token}", Access::Page, offer::read),
    Route::entry("/claim/{token}", Access::Page, FORM, redeem),
];

/// Uses the link up, and lets whoever has it in.
fn redeem(call: &Call) -> Result<Answer, Problem> {
    match call.service().redeem_claim(call.parameter("token")?) {
        Ok(redeemed) => let_in(call, &redeemed),
        Err(ServiceError::NotFound { .. }) => over(call),
        Err(other) => Err(other.into()),
    }
}

/// Begins the learner's session, and leads to what the link was about. The session is a new one:
/// whatever the browser held before ends here.
pub(super) fn let_in(call: &Call, redeemed: &Redeemed) -> Result<Answer, Problem> {
    let service = call.service();
    let token = service.sign_in_learner(&redeemed.issuer, &redeemed.learner)?;
    let onwards = match redeemed.credentials.as_slice() {
        [one] => format!("/record/credentials/{}", short_id(one)),
        _ => super::record::HOME.to_owned(),
    };
    Ok(cookies::begin_session(
        call,
        see_other(call, &onwards),
        &token,
    ))
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use super::samples::of;
    vec![
        ("claim", of::<offer::OfferPage>(text)),
        ("claim over", of::<over::OverPage>(text)),
    ]
}
