//! The table of routes: everything that answers, who may call it, and how much it takes.
//!
//! The router and the OpenAPI document are built from it, so what is not in it does not exist.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use super::{
    assessments, audit, backups, case, claims, credentials, frameworks, health, identity, keys,
    learners, openapi, pages, pictures, preflight, status_lists, vc_api, verify,
};
use crate::framework;
use crate::records::api_key::Scope;
use crate::service::sessions::Right;
use crate::service::verify::MAX_CREDENTIAL_BYTES;
use axum::http::Method;
use std::sync::LazyLock;

pub use super::lanes::Lane;

/// What answers a call.
type Handler = fn(&Call) -> Result<Answer, Problem>;

/// A row of the table.
#[derive(Debug, Clone)]
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
    /// Whether it is a door: something is sent there by which somebody gets in, and each client may
    /// try only so often.
    pub is_door: bool,
    pub(super) handler: Handler,
    /// What the OpenAPI document says of it; pages for people are not in that document.
    pub(super) described: Option<fn() -> Described>,
}

impl Route {
    /// Whether each client may call this only so often: where it computes for anybody.
    pub fn is_rated(&self) -> bool {
        matches!(self.access, Access::Public | Access::Page) && self.lane == Lane::Proof
    }

    /// A page.
    pub(super) const fn page(path: &'static str, access: Access, handler: Handler) -> Self {
        Self::people(
            Method::GET,
            path,
            access,
            BodyRule::None,
            Lane::Store,
            handler,
        )
    }

    /// A page that is answered without waiting.
    pub(super) const fn here(path: &'static str, access: Access, handler: Handler) -> Self {
        Self::people(
            Method::GET,
            path,
            access,
            BodyRule::None,
            Lane::Here,
            handler,
        )
    }

    /// Where a form of at most that many bytes is sent.
    pub(super) const fn form(
        path: &'static str,
        access: Access,
        longest: usize,
        handler: Handler,
    ) -> Self {
        let body = BodyRule::Form(longest);
        Self::people(Method::POST, path, access, body, Lane::Store, handler)
    }

    /// Where a form is sent by which somebody gets in.
    pub(super) const fn entry(
        path: &'static str,
        access: Access,
        longest: usize,
        handler: Handler,
    ) -> Self {
        let mut row = Self::form(path, access, longest, handler);
        row.is_door = true;
        row
    }

    /// The same row, answered in another lane.
    pub(super) const fn in_lane(mut self, lane: Lane) -> Self {
        self.lane = lane;
        self
    }

    /// The same row, described in the OpenAPI document.
    pub(super) const fn described(mut self, described: fn() -> Described) -> Self {
        self.described = Some(described);
        self
    }

    const fn people(
        method: Method,
        path: &'static str,
        access: Access,
        body: BodyRule,
        lane: Lane,
        handler: Handler,
    ) -> Self {
        Self {
            method,
            path,
            access,
            body,
            lane,
            is_door: false,
            handler,
            described: None,
        }
    }
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, from any web page too.
    Public,
    /// Whoever has a key with this scope.
    Needs(Scope),
    /// Anybody with a browser. Forms come from this site's own pages.
    Page,
    /// A learner who is signed in.
    Learner,
    /// A member of staff who is signed in and whose role has this right.
    Console(Right),
}

impl Access {
    /// Whether it is for people with a browser: errors are pages there.
    pub fn is_for_people(self) -> bool {
        matches!(self, Access::Page | Access::Learner | Access::Console(_))
    }
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
    /// A form of at most that many bytes.
    Form(usize),
}

/// The longest body of most routes: 1 MiB.
const SMALL: usize = 1 << 20;

const READ: Access = Access::Needs(Scope::Read);

/// The table.
pub fn routes() -> &'static [Route] {
    static ALL: LazyLock<Vec<Route>> = LazyLock::new(|| {
        let families = [
            ROUTES,
            pages::ROUTES,
            pages::sign_in::ROUTES,
            pages::console::ROUTES,
            pages::share::ROUTES,
            pages::console::claims::ROUTES,
            pages::console::issue::ROUTES,
            pages::console::credentials::ROUTES,
            pages::console::jobs::ROUTES,
            pages::claim::ROUTES,
            pages::record::ROUTES,
            pages::public::picture::ROUTES,
            pictures::ROUTES,
            credentials::carried::ROUTES,
            pages::verify::ROUTES,
            pages::console::assess::ROUTES,
        ];
        families.concat()
    });
    &ALL
}

/// What programs call, and what credentials point at.
static ROUTES: &[Route] = &[
    Route {
        method: Method::POST,
        path: "/api/v1/frameworks",
        access: Access::Needs(Scope::Import),
        body: BodyRule::Json(framework::MAX_BYTES),
        lane: Lane::Import,
        is_door: false,
        handler: frameworks::import,
        described: Some(frameworks::describe_import),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/frameworks",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: frameworks::list,
        described: Some(frameworks::describe_list),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/frameworks/{soc}/{version}",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: frameworks::read,
        described: Some(frameworks::describe_read),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/assessments",
        access: Access::Needs(Scope::Assess),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: assessments::record,
        described: Some(assessments::describe_record),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/assessments/{id}",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: assessments::read,
        described: Some(assessments::describe_read),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: credentials::issue,
        described: Some(credentials::describe_issue),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/credentials",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: credentials::list,
        described: Some(credentials::describe_list),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/credentials/{id}",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: credentials::read,
        described: Some(credentials::describe_read),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/verify",
        access: Access::Public,
        body: BodyRule::Any(MAX_CREDENTIAL_BYTES),
        lane: Lane::Proof,
        is_door: false,
        handler: verify::verify,
        described: Some(verify::describe),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/verify/receipt",
        access: Access::Public,
        body: BodyRule::Any(MAX_CREDENTIAL_BYTES),
        lane: Lane::Proof,
        is_door: false,
        handler: verify::receipt,
        described: Some(verify::describe_receipt),
    },
    Route {
        method: Method::POST,
        path: "/credentials/issue",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Issue,
        is_door: false,
        handler: vc_api::issue::issue,
        described: Some(vc_api::issue::describe),
    },
    Route {
        method: Method::POST,
        path: "/credentials/verify",
        access: Access::Public,
        body: BodyRule::Any(MAX_CREDENTIAL_BYTES),
        lane: Lane::Proof,
        is_door: false,
        handler: vc_api::verify::credential,
        described: Some(vc_api::verify::describe_credential),
    },
    Route {
        method: Method::POST,
        path: "/presentations/verify",
        access: Access::Public,
        body: BodyRule::Any(MAX_CREDENTIAL_BYTES),
        lane: Lane::Proof,
        is_door: false,
        handler: vc_api::verify::presentation,
        described: Some(vc_api::verify::describe_presentation),
    },
    Route {
        method: Method::GET,
        path: "/.well-known/did.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: identity::did_document,
        described: Some(identity::describe_did_document),
    },
    Route {
        method: Method::GET,
        path: "/.well-known/jwks.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: identity::jwks,
        described: Some(identity::describe_jwks),
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/did.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: identity::did_document_of,
        described: Some(identity::describe_did_document_of),
    },
    Route {
        method: Method::GET,
        path: "/audit/checkpoint",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: audit::checkpoint,
        described: Some(audit::describe_checkpoint),
    },
    Route {
        method: Method::GET,
        path: "/audit/inclusion",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: audit::inclusion,
        described: Some(audit::describe_inclusion),
    },
    Route {
        method: Method::GET,
        path: "/audit/consistency",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: audit::consistency,
        described: Some(audit::describe_consistency),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/audit/entries",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: audit::entries,
        described: Some(audit::describe_entries),
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/jwks.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: identity::jwks_of,
        described: Some(identity::describe_jwks_of),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/keys",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: keys::list,
        described: Some(keys::describe_list),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/keys",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: keys::act,
        described: Some(keys::describe_act),
    },
    Route {
        method: Method::DELETE,
        path: "/api/v1/api-keys/{id}",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: keys::revoke_api_key,
        described: Some(keys::describe_revoke_api_key),
    },
    Route {
        method: Method::GET,
        path: "/status/{list}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        is_door: false,
        handler: status_lists::read,
        described: Some(status_lists::describe),
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/status/{list}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        is_door: false,
        handler: status_lists::read_of,
        described: Some(status_lists::describe_of),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials/status",
        access: Access::Needs(Scope::Status),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: credentials::act_on_list,
        described: Some(credentials::describe_act_on_list),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials/{id}/status",
        access: Access::Needs(Scope::Status),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: credentials::act,
        described: Some(credentials::describe_act),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials/{id}/reissue",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: credentials::reissue,
        described: Some(credentials::describe_reissue),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/credentials/{id}/renew",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: credentials::renew,
        described: Some(credentials::describe_renew),
    },
    Route {
        method: Method::POST,
        path: "/credentials/status",
        access: Access::Needs(Scope::Status),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: vc_api::status::change,
        described: Some(vc_api::status::describe),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/backups",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: backups::make,
        described: Some(backups::describe_make),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/learners/find",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: learners::find,
        described: Some(learners::describe_find),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/learners/export",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: learners::export,
        described: Some(learners::describe_export),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/learners/record",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: learners::record,
        described: Some(learners::describe_record),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/claims",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: claims::make,
        described: Some(claims::describe_make),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/claims/{id}",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: claims::read,
        described: Some(claims::describe_read),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/claims/{id}/withdraw",
        access: Access::Needs(Scope::Issue),
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: claims::withdraw,
        described: Some(claims::describe_withdraw),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/learners/erase",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: learners::erase,
        described: Some(learners::describe_erase),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/preflight",
        access: Access::Public,
        body: BodyRule::Any(MAX_CREDENTIAL_BYTES),
        lane: Lane::Proof,
        is_door: false,
        handler: preflight::examine,
        described: Some(preflight::describe),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFDocuments",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::documents::list,
        described: Some(case::documents::describe),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFDocuments/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::document,
        described: Some(case::describe_document),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFPackages/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::package,
        described: Some(case::describe_package),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFItems/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::item,
        described: Some(case::describe_item),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFItemAssociations/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::item_associations,
        described: Some(case::describe_item_associations),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFAssociations/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::association,
        described: Some(case::describe_association),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFRubrics/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::rubric,
        described: Some(case::describe_rubric),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFAssociationGroupings/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::association_grouping,
        described: Some(case::describe_association_grouping),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFConcepts/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::concept,
        described: Some(case::describe_concept),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFItemTypes/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::item_type,
        described: Some(case::describe_item_type),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFLicenses/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::license,
        described: Some(case::describe_license),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/CFSubjects/{sourcedId}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::subject,
        described: Some(case::describe_subject),
    },
    Route {
        method: Method::GET,
        path: "/ims/case/v1p1/discovery/imscasev1p1_openapi3_v1p0.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: case::discovery::serve,
        described: Some(case::discovery::describe),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/frameworks/{soc}/{version}/standing",
        access: Access::Needs(Scope::Admin),
        body: BodyRule::Json(SMALL),
        lane: Lane::Store,
        is_door: false,
        handler: frameworks::stand,
        described: Some(frameworks::describe_stand),
    },
    Route {
        method: Method::GET,
        path: "/",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        is_door: false,
        handler: pages::public::home::read,
        described: Some(pages::public::home::describe),
    },
    Route {
        method: Method::GET,
        path: "/frameworks",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::frameworks::read,
        described: Some(pages::public::frameworks::describe),
    },
    Route {
        method: Method::GET,
        path: "/frameworks/{key}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::versions::read,
        described: Some(pages::public::versions::describe),
    },
    Route {
        method: Method::GET,
        path: "/frameworks/{key}/{version}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::framework::read,
        described: Some(pages::public::framework::describe),
    },
    Route {
        method: Method::GET,
        path: "/frameworks/{key}/{version}/levels/{level}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::level::read,
        described: Some(pages::public::level::describe),
    },
    Route {
        method: Method::GET,
        path: "/frameworks/{key}/{version}/statements/{identifier}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::statement::read_by_identifier,
        described: Some(pages::public::statement::describe_by_identifier),
    },
    Route {
        method: Method::GET,
        path: "/frameworks/{key}/{version}/statements/{level}/{n}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::statement::read,
        described: Some(pages::public::statement::describe),
    },
    Route {
        method: Method::GET,
        path: "/achievements/{key}/{version}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::achievement::read,
        described: Some(pages::public::achievement::describe),
    },
    Route {
        method: Method::GET,
        path: "/achievements/{key}/{version}/criteria",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::criteria::read,
        described: Some(pages::public::criteria::describe),
    },
    Route {
        method: Method::GET,
        path: "/achievements/{key}/{version}/result",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::result::read,
        described: Some(pages::public::result::describe),
    },
    Route {
        method: Method::GET,
        path: "/achievements/{key}/{version}/levels/{level}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::achievement_level::read,
        described: Some(pages::public::achievement_level::describe),
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/achievements/{key}/{version}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::achievement::read,
        described: Some(pages::public::achievement::describe_of),
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/achievements/{key}/{version}/criteria",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::criteria::read,
        described: Some(pages::public::criteria::describe_of),
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/achievements/{key}/{version}/result",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::result::read,
        described: Some(pages::public::result::describe_of),
    },
    Route {
        method: Method::GET,
        path: "/issuers/{slug}/achievements/{key}/{version}/levels/{level}",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: pages::public::achievement_level::read,
        described: Some(pages::public::achievement_level::describe_of),
    },
    Route {
        method: Method::GET,
        path: "/api/v1/frameworks/{soc}/{version}/diff/{other}",
        access: READ,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: frameworks::compare,
        described: Some(frameworks::describe_compare),
    },
    Route {
        method: Method::POST,
        path: "/api/v1/frameworks/preview",
        access: Access::Needs(Scope::Import),
        body: BodyRule::Json(framework::MAX_BYTES),
        lane: Lane::Import,
        is_door: false,
        handler: frameworks::preview::preview,
        described: Some(frameworks::preview::describe),
    },
    Route {
        method: Method::GET,
        path: "/healthz",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        is_door: false,
        handler: health::alive,
        described: Some(health::describe_alive),
    },
    Route {
        method: Method::GET,
        path: "/readyz",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: health::ready,
        described: Some(health::describe_ready),
    },
    Route {
        method: Method::GET,
        path: "/openapi.json",
        access: Access::Public,
        body: BodyRule::None,
        lane: Lane::Here,
        is_door: false,
        handler: openapi::serve,
        described: Some(openapi::describe),
    },
];
