//! Cookies (RFC 6265bis): the session's token and the language. There are no others.
//!
//! Where the public reaches this deployment over TLS the session's name begins with `__Host-`
//! (RFC 6265bis, section 4.1.3.2), so that no other host and no plain connection can set it.

use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::service::ServiceSettings;
use crate::service::sessions::LONGEST;
use crate::texts::{Language, Texts};
use axum::http::{HeaderMap, header};

/// The name of the session's cookie.
const SESSION: &str = "proofmark";
/// The same over TLS.
const SECURE_SESSION: &str = "__Host-proofmark";
/// The name of the language's cookie.
const LANGUAGE: &str = "language";

/// Whether browsers reach this deployment over TLS.
pub(in crate::http) fn is_secure(settings: &ServiceSettings) -> bool {
    let url = settings.public_url.as_deref();
    url.is_some_and(|url| url.starts_with("https://"))
}

/// The value of the cookie `name`.
pub(in crate::http) fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let fields = headers.get_all(header::COOKIE).iter();
    let pairs = fields
        .filter_map(|field| field.to_str().ok())
        .flat_map(|field| field.split(';'));
    let mut pairs = pairs.filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The token of the session that a request belongs to.
pub(in crate::http) fn session<'h>(
    headers: &'h HeaderMap,
    settings: &ServiceSettings,
) -> Option<&'h str> {
    value(headers, session_name(settings))
}

fn session_name(settings: &ServiceSettings) -> &'static str {
    match is_secure(settings) {
        true => SECURE_SESSION,
        false => SESSION,
    }
}

/// The texts in the language that a request wants: the one chosen before, else the one that suits
/// its `Accept-Language`.
pub(in crate::http) fn texts(headers: &HeaderMap) -> Texts {
    let chosen = value(headers, LANGUAGE).and_then(Language::tagged);
    let accepted = || {
        let field = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Some(Language::accepted(field))
    };
    Texts::in_language(chosen.or_else(accepted).unwrap_or_default())
}

/// The answer, which begins the session of `token` in this browser.
pub(in crate::http) fn begin_session(call: &Call, answer: Answer, token: &str) -> Answer {
    set_session(call, answer, token, LONGEST.whole_seconds())
}

/// The answer, which ends the session in this browser.
pub(in crate::http) fn end_session(call: &Call, answer: Answer) -> Answer {
    set_session(call, answer, "", 0)
}

fn set_session(call: &Call, answer: Answer, token: &str, seconds: i64) -> Answer {
    let name = session_name(call.service().settings());
    answer.with(header::SET_COOKIE, &cookie(call, name, token, seconds))
}

/// A cookie that no script reads and that comes with links from other sites only where those change
/// nothing (`SameSite=Lax`, RFC 6265bis, section 5.6.7.1).
pub(in crate::http) fn cookie(call: &Call, name: &str, value: &str, seconds: i64) -> String {
    let secure = match is_secure(call.service().settings()) {
        true => "; Secure",
        false => "",
    };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

pub(super) fn keep_language(call: &Call, answer: Answer, language: Language) -> Answer {
    const YEAR: i64 = 365 * 24 * 3600;
    answer.with(
        header::SET_COOKIE,
        &cookie(call, LANGUAGE, language.tag(), YEAR),
    )
}
