//! `/`: the public URL itself, which an issuer's profile names as its site unless told otherwise.

use crate::credential::profile::IssuerProfile;
use crate::http::accept::preferred;
use crate::http::answer::{Answer, JSON};
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;
use axum::http::{StatusCode, header};

/// The page: who issues here, and what each kind of visitor can do.
#[derive(Debug, Template)]
#[template(path = "pages/public/home/page.html")]
pub(in crate::http) struct HomePage {
    pub t: Texts,
    pub shell: Shell,
    /// The name of the issuer.
    pub issuer: String,
}

/// A page for people. Whoever wants no page is led to what is published here, the best that there
/// is for programs to see (RFC 9110, section 15.4.4).
pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    let answer = match preferred(&call.headers, &["text/html", JSON]) {
        Some("text/html") => page(call)?,
        _ => see_other(call, "/frameworks"),
    };
    Ok(answer.with(header::VARY, "Accept, Accept-Language, Cookie"))
}

fn page(call: &Call) -> Result<Answer, Problem> {
    let issuer = call
        .service()
        .issuer(IssuerProfile::DEFAULT_SLUG)?
        .profile
        .name;
    let mut shell = Shell::open(call, &issuer);
    shell.unlisted = false;
    let page = HomePage {
        t: call.texts(),
        shell,
        issuer,
    };
    show(call, StatusCode::OK, &page)
}

pub(in crate::http) fn describe() -> Described {
    Described::new(
        "home",
        "Who issues here, for people; programs are led to what is published",
    )
    .gives_nothing(200, "A page for people")
    .also_gives(200, &["text/html"])
    .gives_nothing(303, "To the frameworks that are published")
}
