//! The table of routes: everything that answers, who may call it, and how much it takes.
//!
//! The router and the OpenAPI document are built from it, so what is not in it does not exist.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use super::{
    assessments, audit, backups, credentials, frameworks, health, identity, keys, learners,
    openapi, status_lists, vc_api, verify,
};
use crate::framework;
use crate::records::api_key::Scope;
use crate::service::verify::MAX_CREDENTIAL_BYTES;
use axum::http::Method;

pub use super::lanes::Lane;

/// A row of the table.
pub struct Route {
    /// The method. `HEAD` is answered wherever `GET` is.
    pub method: Method,
    /// The path; names in braces stand for one segment each.
    pub path: &'static str,
    /// Who may call.
    pub access: Access,
    /// Which body it takes.
    pub body: BodyRule,
    /// Where its handler runs.
    pub lane: Lane,
    pub(super) handler: fn(&Call) -> Result<Answer, Problem>,
    pub(super) described: fn() -> Described,
}

impl Route {
    /// Whether each client may call this only so often: where it computes for anybody.
    pub fn is_rated(&self) -> bool {
        self.access == Access::Public && self.lane == Lane::Proof
    }
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, from any web page too.
    Public,
    /// Whoever has a key with this scope.
    Needs(Scope),
}

/// Which body a route takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyRule {
    /// None.
    None,
    /// JSON of at most that many bytes.
    Json(usize),
    /// Anything of at most that many bytes.
    Any(usize),
}

/// The longest body of most routes: 1 MiB.
const SMALL: usize = 1 << 20;

const READ: Access = Access::Needs(Scope::Read);

/// The table.
pub fn routes() -> &'static [Route] {
    ROUTES
}

static ROUTES: &[Route] = &[
    Route {
        method: Method::POST,
        path: "/api/v1/frameworks",
        access: Access::Needs(Scope::Import),
        body: BodyRule::Json(framework::MAX_BYTES),
        lane: Lane::Store,
        handler: frameworks::import,
        described: frameworks::describe_import,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/frameworks",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: frameworks::list,
        described: frameworks::describe_list,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/frameworks/{soc}/{version}",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: frameworks::read,
        described: frameworks::describe_read,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/assessments",
        access: Access::Needs(Scope::Assess),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: assessments::record,
        described: assessments::describe_record,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/assessments/{id}",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: assessments::read,
        described: assessments::describe_read,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: credentials::issue,
        described: credentials::describe_issue,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/credentials",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: credentials::list,
        described: credentials::describe_list,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/credentials/{id}",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: credentials::read,
        described: credentials::describe_read,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/verify",
        access: Access::Public,
        body: BodyRule::Any(MAX_CREDENTIAL_BYTES),
        lane: Lane::Proof,
        handler: verify::verify,
        described: verify::describe,
    },
    Route {
        method: Method::POST,
        path: "/credentials/issue",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Issue,
        handler: vc_api::issue::issue,
        described: vc_api::issue::describe,
    },
    Route {
        method: Method::POST,
        path: "/credentials/verify",
        access: Access::Public,
        body: BodyRule::Any(MAX_CREDENTIAL_BYTES),
        lane: Lane::Proof,
        handler: vc_api::verify::credential,
        described: vc_api::verify::describe_credential,
    },
    Route {
        method: Method::POST,
        path: "/presentations/verify",
        access: Access::Public,
        body: BodyRule::Any(MAX_CREDENTIAL_BYTES),
        lane: Lane::Proof,
        handler: vc_api::verify::presentation,
        described: vc_api::verify::describe_presentation,
    },
    Route {
        method: Method::GET,
        path: "/.well-known/did.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: identity::did_document,
        described: identity::describe_did_document,
    },
    Route {
        method: Method::GET,
        path: "/.well-known/jwks.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: identity::jwks,
        described: identity::describe_jwks,
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/did.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: identity::did_document_of,
        described: identity::describe_did_document_of,
    },
    Route {
        method: Method::GET,
        path: "/audit/checkpoint",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: audit::checkpoint,
        described: audit::describe_checkpoint,
    },
    Route {
        method: Method::GET,
        path: "/audit/inclusion",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: audit::inclusion,
        described: audit::describe_inclusion,
    },
    Route {
        method: Method::GET,
        path: "/audit/consistency",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: audit::consistency,
        described: audit::describe_consistency,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/audit/entries",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::None,
        lane: Lane::Store,
        handler: audit::entries,
        described: audit::describe_entries,
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/jwks.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: identity::jwks_of,
        described: identity::describe_jwks_of,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/keys",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::None,
        lane: Lane::Store,
        handler: keys::list,
        described: keys::describe_list,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/keys",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: keys::act,
        described: keys::describe_act,
    },
    Route {
        method: Method::DELETE,
        path: "/api/v1/api-keys/{id}",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::None,
        lane: Lane::Store,
        handler: keys::revoke_api_key,
        described: keys::describe_revoke_api_key,
    },
    Route {
        method: Method::GET,
        path: "/status/{list}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        handler: status_lists::read,
        described: status_lists::describe,
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/status/{list}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        handler: status_lists::read_of,
        described: status_lists::describe_of,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials/status",
        access: Access::Needs(Scope::Status),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: credentials::act_on_list,
        described: credentials::describe_act_on_list,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials/{id}/status",
        access: Access::Needs(Scope::Status),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: credentials::act,
        described: credentials::describe_act,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials/{id}/reissue",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: credentials::reissue,
        described: credentials::describe_reissue,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials/{id}/renew",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: credentials::renew,
        described: credentials::describe_renew,
    },
    Route {
        method: Method::POST,
        path: "/credentials/status",
        access: Access::Needs(Scope::Status),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: vc_api::status::change,
        described: vc_api::status::describe,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/backups",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::None,
        lane: Lane::Store,
        handler: backups::make,
        described: backups::describe_make,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/learners/find",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: learners::find,
        described: learners::describe_find,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/learners/export",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: learners::export,
        described: learners::describe_export,
    },
    Route {
        method: Method::POST,
        path: "/api/v1/learners/erase",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        handler: learners::erase,
        described: learners::describe_erase,
    },
    Route {
        method: Method::GET,
        path: "/api/v1/frameworks/{soc}/{version}/diff/{other}",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: frameworks::compare,
        described: frameworks::describe_compare,
    },
    Route {
        method: Method::GET,
        path: "/healthz",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        handler: health::alive,
        described: health::describe_alive,
    },
    Route {
        method: Method::GET,
        path: "/readyz",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        handler: health::ready,
        described: health::describe_ready,
    },
    Route {
        method: Method::GET,
        path: "/openapi.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        handler: openapi::serve,
        described: openapi::describe,
    },
];
