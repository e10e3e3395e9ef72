//! The provider's console: where staff imports, assesses, issues and looks after what was issued.
//! Everything here needs a session whose role allows it (`routes::Access::Console`).
//!
//! What takes something away for good is asked for twice: `confirm`.

mod api_keys;
pub(in crate::http) mod assess;
mod audit;
mod backups;
pub(in crate::http) mod claims;
pub(in crate::http) mod confirm;
pub(in crate::http) mod credentials;
mod desk;
mod frameworks;
pub(in crate::http) mod issue;
mod issuer;
pub(in crate::http) mod jobs;
mod keys;
mod learners;
mod overview;
mod people;

#[cfg(test)]
pub(in crate::http) use desk::Way;
pub(in crate::http) use desk::{Desk, Tab};

use super::FORM;
use crate::framework::MAX_BYTES;
use crate::http::problem::Problem;
use crate::http::routes::{Access, Lane, Route};
use crate::service::pictures;
use crate::service::sessions::Right;
use url::form_urlencoded;

const LOOK: Access = Access::Console(Right::Look);
const FRAMEWORKS: Access = Access::Console(Right::Frameworks);
const ADMIN: Access = Access::Console(Right::Admin);
const AUDIT: Access = Access::Console(Right::Audit);

/// A form with a framework in it: the framework, and what stands around it.
const FRAMEWORK_FORM: usize = MAX_BYTES + FORM;
/// The same with a picture.
const PICTURE_FORM: usize = pictures::MAX_BYTES + FORM;

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page("/console", LOOK, overview::read),
    Route::page("/console/frameworks", LOOK, frameworks::read),
    Route::form(
        "/console/frameworks/preview",
        FRAMEWORKS,
        FRAMEWORK_FORM,
        frameworks::preview::look,
    )
    .in_lane(Lane::Import),
    Route::form(
        "/console/frameworks/import",
        FRAMEWORKS,
        FORM,
        frameworks::preview::import,
    ),
    Route::form(
        "/console/frameworks/acts",
        FRAMEWORKS,
        FORM,
        frameworks::version::act,
    ),
    Route::form(
        "/console/frameworks/picture",
        FRAMEWORKS,
        PICTURE_FORM,
        frameworks::version::picture,
    ),
    Route::page(
        "/console/frameworks/{key}/{version}",
        LOOK,
        frameworks::version::read,
    ),
    Route::page(
        "/console/frameworks/{key}/{version}/compare",
        LOOK,
        frameworks::compare::read,
    ),
    Route::page("/console/learners", LOOK, learners::read),
    Route::form("/console/learners/find", LOOK, FORM, learners::find),
    Route::form("/console/learners/export", ADMIN, FORM, learners::export),
    Route::form(learners::ERASE, ADMIN, FORM, learners::erase),
    Route::form(
        "/console/learners/record",
        Access::Console(Right::Issue),
        FORM,
        learners::record,
    ),
    Route::page("/console/learners/{id}", LOOK, learners::learner),
    Route::page("/console/keys", ADMIN, keys::read),
    Route::form("/console/keys/acts", ADMIN, FORM, keys::act),
    Route::page("/console/api-keys", ADMIN, api_keys::read),
    Route::form("/console/api-keys/new", ADMIN, FORM, api_keys::make),
    Route::form("/console/api-keys/revoke", ADMIN, FORM, api_keys::revoke),
    Route::page("/console/issuer", ADMIN, issuer::read),
    Route::form("/console/issuer", ADMIN, FORM, issuer::change),
    Route::page("/console/people", ADMIN, people::read),
    Route::form("/console/people/role", ADMIN, FORM, people::set),
    Route::page("/console/audit", AUDIT, audit::read),
    Route::form("/console/audit/check", AUDIT, FORM, audit::check),
    Route::page("/console/audit/{index}", AUDIT, audit::entry),
    Route::page("/console/backups", ADMIN, backups::read),
    Route::form("/console/backups", ADMIN, FORM, backups::make),
];

/// `path` with these parameters; those without a value are left out.
fn at(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters.iter().filter(|(_, value)| !value.is_empty()));
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// A form asks for what no page of ours asks for.
fn no_such_act() -> Problem {
    Problem::bad_request(
        "unknown-act",
        "this form asks for nothing that is known here",
    )
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use crate::http::pages::samples::of;
    let mut all = vec![
        ("overview", of::<overview::OverviewPage>(text)),
        ("confirm", of::<confirm::ConfirmPage>(text)),
        ("frameworks", of::<frameworks::FrameworksPage>(text)),
        ("preview", of::<frameworks::preview::PreviewPage>(text)),
        ("version", of::<frameworks::version::VersionPage>(text)),
        ("compare", of::<frameworks::compare::ComparePage>(text)),
        ("find learners", of::<learners::FindPage>(text)),
        ("learner", of::<learners::LearnerPage>(text)),
        ("keys", of::<keys::KeysPage>(text)),
        ("api keys", of::<api_keys::ApiKeysPage>(text)),
        ("issuer", of::<issuer::IssuerPage>(text)),
        ("people", of::<people::PeoplePage>(text)),
        ("audit", of::<audit::AuditPage>(text)),
        ("audit entry", of::<audit::EntryPage>(text)),
        ("backups", of::<backups::BackupsPage>(text)),
    ];
    all.extend(assess::samples(text));
    all
}
