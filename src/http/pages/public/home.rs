//! `/`: the public URL itself, which an issuer's profile names as its site unless told otherwise.

use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::problem::Problem;
use axum::http::{StatusCode, header};

/// What is published here is the best that there is to see (RFC 9110, section 15.4.4). The address
/// is relative, so that it holds below a path too.
pub(in crate::http) fn read(_: &Call) -> Result<Answer, Problem> {
    let answer = Answer::empty().status(StatusCode::SEE_OTHER);
    Ok(answer.with(header::LOCATION, "frameworks"))
}

pub(in crate::http) fn describe() -> Described {
    Described::new("home", "Leads to what is published here")
        .gives_nothing(303, "To the frameworks that are published")
}
