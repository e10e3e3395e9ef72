//! `/sign-in/openid`: to the OpenID Connect provider; `/sign-in/openid/back`: from it, signed in or
//! not.
//!
//! Between the two the browser keeps a cookie that only this process can read. Both are links: what
//! leads to another site must not be the answer to a form (Content Security Policy Level 3,
//! `form-action`).

use super::super::{SIGN_IN, Shell, cookies, own_path, see_other, show};
use super::ONWARDS;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::problem::{NOT_LET_IN, Problem};
use crate::service::ServiceError;
use crate::service::people::Welcome;
use crate::service::sign_in::{LONGEST_SECONDS, Returned, SignInError};
use crate::texts::{Message, Texts};
use askama::Template;
use axum::http::{StatusCode, header};
use url::form_urlencoded;

/// The name of the cookie between the two.
const COOKIE: &str = "proofmark-openid";
/// The same over TLS.
const SECURE_COOKIE: &str = "__Host-proofmark-openid";

/// The page of whoever is not in.
#[derive(Debug, Template)]
#[template(path = "pages/sign_in/openid/page.html")]
pub(in crate::http) struct NotInPage {
    pub t: Texts,
    pub shell: Shell,
    /// Why, and what to do.
    pub words: String,
    /// Who it is, where that is known: their name.
    pub who: Option<String>,
    /// The link to where one begins again.
    pub again: String,
}

pub(super) fn begin(call: &Call) -> Result<Answer, Problem> {
    let [next] = call.query(["next"])?;
    let next = next.as_deref().and_then(own_path).unwrap_or(ONWARDS);
    match call.service().begin_sign_in(next) {
        Ok(begun) => {
            let cookie = cookies::cookie(call, cookie_name(call), &begun.kept, LONGEST_SECONDS);
            Ok(Answer::empty()
                .status(StatusCode::SEE_OTHER)
                .with(header::LOCATION, &begun.address)
                .with(header::SET_COOKIE, &cookie))
        }
        Err(error) => not_in(call, error),
    }
}

pub(super) fn back(call: &Call) -> Result<Answer, Problem> {
    let parameters = Parameters::of(&call.query);
    let returned = Returned {
        kept: cookies::value(&call.headers, cookie_name(call)),
        state: parameters.one("state"),
        code: parameters.one("code"),
        error: parameters.one("error"),
        issuer: parameters.one("iss"),
    };
    let answer = match call.service().finish_sign_in(&returned) {
        Err(error) => not_in(call, error)?,
        Ok(who) => match call.service().welcome(&who)? {
            Welcome::In(token) => {
                let next = own_path(&who.next).unwrap_or(ONWARDS);
                cookies::begin_session(call, see_other(call, next), &token)
            }
            Welcome::Waiting(person) => {
                let t = call.texts();
                let words = t.say("sign-in-waiting").to_string();
                let page = NotInPage::new(call, t.say("sign-in-waiting-title"), words);
                let page = NotInPage {
                    who: Some(person.name),
                    ..page
                };
                show(call, StatusCode::OK, &page)?
            }
        },
    };
    // It came back: what the browser kept is of no use any more.
    let over = cookies::cookie(call, cookie_name(call), "", 0);
    Ok(answer.with(header::SET_COOKIE, &over))
}

/// What the provider sent along. It may send what nobody here knows (RFC 6749, section 4.1.2), so
/// nothing is refused but what stands twice.
struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn of(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        Self(pairs.into_owned().collect())
    }

    /// The value of the parameter `name`, where it stands once.
    fn one(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(known, _)| known == name);
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }
}

fn cookie_name(call: &Call) -> &'static str {
    match cookies::is_secure(call.service().settings()) {
        true => SECURE_COOKIE,
        false => COOKIE,
    }
}

/// Why nobody is in; what is wrong with the provider is for the operator to know.
fn not_in(call: &Call, error: SignInError) -> Result<Answer, Problem> {
    let t = call.texts();
    let words = match &error {
        SignInError::NotSet => {
            let missing = ServiceError::NotFound {
                what: "way to sign in",
                name: "openid".to_owned(),
                near: Vec::new(),
            };
            return Err(missing.into());
        }
        SignInError::NotThisBrowser => t.say("sign-in-not-this-browser"),
        SignInError::TooLate => t.say("sign-in-too-late"),
        SignInError::Denied { code } => t.say("sign-in-denied").with("code", code),
        SignInError::Provider(_) => t.say("sign-in-provider"),
        SignInError::OtherIssuer | SignInError::Code(_) | SignInError::Token(_) => {
            t.say("sign-in-not-proved")
        }
    };
    let for_operator = matches!(
        error,
        SignInError::Provider(_)
            | SignInError::OtherIssuer
            | SignInError::Code(_)
            | SignInError::Token(_)
    );
    if for_operator {
        call.face
            .report(&format!("signing in by OpenID Connect: {error}"));
    }
    let page = NotInPage::new(call, t.say("sign-in-not-in"), words.to_string());
    show(call, NOT_LET_IN, &page)
}

impl NotInPage {
    fn new(call: &Call, title: Message, words: String) -> Self {
        let t = call.texts();
        let shell = Shell::open(call, &title.to_string());
        Self {
            again: shell.at(SIGN_IN),
            t,
            shell,
            words,
            who: None,
        }
    }
}

#[cfg(test)]
impl super::super::samples::Sample for NotInPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            words: text.to_owned(),
            who: Some(text.to_owned()),
            again: super::super::samples::link(text),
        }
    }
}
