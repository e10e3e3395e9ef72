//! `/sign-in`: members of staff, by an admin API key or at the OpenID Connect provider (`openid`);
//! `/sign-out`.

mod openid;

use super::{FORM, Shell, cookies, own_path, see_other, show};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::problem::{NOT_LET_IN, Problem};
use crate::http::routes::{Access, Lane, Route};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use url::form_urlencoded;

/// Where somebody goes who came for nothing in particular.
const ONWARDS: &str = "/console";

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page("/sign-in", Access::Page, read),
    Route::entry("/sign-in", Access::Page, FORM, by_key),
    Route::page("/sign-in/openid", Access::Page, openid::begin).in_lane(Lane::Proof),
    Route::page("/sign-in/openid/back", Access::Page, openid::back).in_lane(Lane::Proof),
    Route::form("/sign-out", Access::Page, FORM, leave),
];

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/sign_in/page.html")]
pub(in crate::http) struct SignInPage {
    pub t: Texts,
    pub shell: Shell,
    /// Where to go on.
    pub next: String,
    /// Whether what was sent was wrong.
    pub wrong: bool,
    /// What people call the provider at which they can sign in, and the link to it.
    pub provider: Option<(String, String)>,
}

impl SignInPage {
    fn new(call: &Call, next: &str, wrong: bool) -> Self {
        let t = call.texts();
        let shell = Shell::open(call, &t.say("sign-in-title").to_string());
        let next = own_path(next).unwrap_or(ONWARDS);
        let provider = call.service().sign_in_provider().map(|name| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("next", next);
            let link = format!("{}?{}", shell.at("/sign-in/openid"), query.finish());
            (name.to_owned(), link)
        });
        Self {
            t,
            shell,
            next: next.to_owned(),
            wrong,
            provider,
        }
    }
}

fn read(call: &Call) -> Result<Answer, Problem> {
    let [next] = call.query(["next"])?;
    let page = SignInPage::new(call, next.as_deref().unwrap_or(ONWARDS), false);
    show(call, StatusCode::OK, &page)
}

fn by_key(call: &Call) -> Result<Answer, Problem> {
    let next = call.form().text("next").unwrap_or(ONWARDS);
    let key = call.form().filled("key").unwrap_or_default();
    match call.service().sign_in_with_key(key)? {
        // A new token: whatever the browser held before ends here.
        Some(token) => {
            let answer = see_other(call, own_path(next).unwrap_or(ONWARDS));
            Ok(cookies::begin_session(call, answer, &token))
        }
        None => show(call, NOT_LET_IN, &SignInPage::new(call, next, true)),
    }
}

/// Ends the session. It needs no more than the cookie: whoever could send the form from another
/// site is stopped by where it came from.
fn leave(call: &Call) -> Result<Answer, Problem> {
    if let Some(token) = cookies::session(&call.headers, call.service().settings()) {
        call.service().sign_out(token)?;
    }
    Ok(cookies::end_session(call, see_other(call, super::SIGN_IN)))
}

#[cfg(test)]
impl super::samples::Sample for SignInPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            next: text.to_owned(),
            wrong: true,
            provider: Some((text.to_owned(), super::samples::link(text))),
        }
    }
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use super::samples::of;
    vec![
        ("sign in", of::<SignInPage>(text)),
        ("not signed in", of::<openid::NotInPage>(text)),
    ]
}
