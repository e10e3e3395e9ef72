//! Who calls, and whether they may: bearer API keys (RFC 6750), from the header field
//! `Authorization` alone. A key in an address would end up in logs.

use super::face::Face;
use super::lanes::Lane;
use super::problem::Problem;
use super::routes::Access;
use crate::records::api_key::{ApiKeyRecord, Scope};
use axum::http::{HeaderMap, header};
use std::sync::Arc;

/// The record of the caller's key, where the route needs one; a problem unless the key has the
/// route's scope.
pub(super) async fn admit(
    face: &Arc<Face>,
    access: Access,
    headers: &HeaderMap,
) -> Result<Option<ApiKeyRecord>, Problem> {
    let Access::Needs(scope) = access else {
        return Ok(None);
    };
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
        true => Ok(Some(record)),
        false => Err(Problem::not_allowed(scope_name(scope))),
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
