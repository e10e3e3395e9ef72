//! Who calls, and whether they may: programs by bearer API keys (RFC 6750), from the header field
//! `Authorization` alone (a key in an address would end up in logs); people by the session that the
//! cookie of their browser names, and for what changes something only from this site's own pages.

use super::face::Face;
use super::lanes::Lane;
use super::pages::cookies;
use super::pages::form::Form;
use super::problem::Problem;
use super::routes::Access;
use crate::records::api_key::{ApiKeyRecord, Scope};
use crate::service::sessions::{Session, Who};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, header};
use std::sync::Arc;
use url::Url;

/// Says where a request comes from (Fetch Metadata Request Headers, section 2.4).
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The field of every form that holds what only the session's own pages know.
const CSRF: &str = "csrf";

/// Who was let in.
#[derive(Default)]
pub(super) struct Admitted {
    /// The key that a program came with, where the route needs one.
    pub(super) key: Option<ApiKeyRecord>,
    /// The session of a person, where the route needs one.
    pub(super) session: Option<Session>,
}

/// Whoever calls a route, if they may.
pub(super) async fn admit(
    face: &Arc<Face>,
    access: Access,
    parts: &Parts,
) -> Result<Admitted, Problem> {
    let mut admitted = Admitted::default();
    match access {
        Access::Public => {}
        Access::Needs(scope) => admitted.key = Some(key(face, scope, &parts.headers).await?),
        Access::Page => check_origin(face, parts)?,
        Access::Learner | Access::Console(_) => {
            check_origin(face, parts)?;
            admitted.session = Some(session(face, access, &parts.headers).await?);
        }
    }
    Ok(admitted)
}

/// The record of the caller's key; a problem unless it has the scope.
async fn key(face: &Arc<Face>, scope: Scope, headers: &HeaderMap) -> Result<ApiKeyRecord, Problem> {
    let token = token(headers)?.to_owned();
    let service = Arc::clone(&face.service);
    let found = face
        .lanes
        .run(Lane::Store, move || service.authenticate(&token))
        .await??;
    let Some(record) = found else {
        let detail = "this API key is not known; keys begin with pm_ and are shown once, when they \
                      are made";
        return Err(Problem::not_authenticated(true, detail));
    };
    match record.may(scope) {
        true => Ok(record),
        false => Err(Problem::not_allowed(scope_name(scope))),
    }
}

/// The session of whoever calls; a problem unless it is of the kind that `access` wants.
async fn session(
    face: &Arc<Face>,
    access: Access,
    headers: &HeaderMap,
) -> Result<Session, Problem> {
    let token = cookies::session(headers, face.service.settings());
    let token = token.ok_or_else(Problem::not_signed_in)?.to_owned();
    let service = Arc::clone(&face.service);
    let found = face
        .lanes
        .run(Lane::Store, move || service.session(&token))
        .await??;
    let session = found.ok_or_else(Problem::not_signed_in)?;
    match (access, &session.who) {
        (Access::Console(right), Who::Staff { .. }) if !session.may(right) => {
            Err(Problem::not_your_role())
        }
        (Access::Console(_), Who::Staff { .. }) | (Access::Learner, Who::Learner { .. }) => {
            Ok(session)
        }
        _ => Err(Problem::not_signed_in()),
    }
}

/// Refuses what a page of another site had a browser send, unless it only looks. A browser tells by
/// `Sec-Fetch-Site`, an older one by `Origin`; who tells neither is no browser, and has no cookie of
/// a session that somebody else could use.
fn check_origin(face: &Face, parts: &Parts) -> Result<(), Problem> {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let text = |name: &HeaderName| {
        parts
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap_or(""))
    };
    let here = match (text(&FETCH_SITE), text(&header::ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => is_here(face, &parts.headers, origin),
        (None, None) => true,
    };
    match here {
        true => Ok(()),
        false => Err(Problem::cross_site()),
    }
}

/// Whether `origin` is that of this deployment, or of the host that was asked.
fn is_here(face: &Face, headers: &HeaderMap, origin: &str) -> bool {
    let public = face.service.settings().public_url.as_deref();
    let public = public.and_then(|url| Url::parse(url).ok());
    if public.is_some_and(|url| url.origin().ascii_serialization() == origin) {
        return true;
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && origin == host
}

/// Refuses a form that does not hold what only the session's own pages know.
pub(super) fn check_form(session: Option<&Session>, form: &Form) -> Result<(), Problem> {
    match session {
        Some(session) if form.text(CSRF) != Some(&session.csrf) => Err(Problem::cross_site()),
        _ => Ok(()),
    }
}

/// The scope as it is written in keys' records and challenges.
pub(super) fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Admin => "admin",
        Scope::Read => "read",
        Scope::Import => "import",
        Scope::Assess => "assess",
        Scope::Issue => "issue",
        Scope::Status => "status",
    }
}

fn token(headers: &HeaderMap) -> Result<&str, Problem> {
    let mut fields = headers.get_all(header::AUTHORIZATION).iter();
    let (first, second) = (fields.next(), fields.next());
    let Some(field) = first else {
        let detail = "send an API key: `Authorization: Bearer pm_…`";
        return Err(Problem::not_authenticated(false, detail));
    };
    let credentials = field.to_str().ok().and_then(|text| text.split_once(' '));
    match (credentials, second) {
        (Some((scheme, token)), None) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => {
            let detail = "the header field Authorization must stand once and read `Bearer pm_…`";
            Err(Problem::not_authenticated(true, detail))
        }
    }
}
