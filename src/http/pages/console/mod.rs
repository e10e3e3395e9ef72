//! The provider's console: where staff imports, assesses, issues and looks after what was issued.
//! Everything here needs a session whose role allows it (`routes::Access::Console`).

pub(in crate::http) mod claims;
mod desk;
mod overview;

#[cfg(test)]
pub(in crate::http) use desk::Way;
pub(in crate::http) use desk::{Desk, Tab};

use super::super::routes::{Access, Route};
use crate::service::sessions::Right;

pub(in crate::http) const ROUTES: &[Route] = &[Route::page(
    "/console",
    Access::Console(Right::Look),
    overview::read,
)];

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use crate::http::pages::samples::of;
    vec![("overview", of::<overview::OverviewPage>(text))]
}
