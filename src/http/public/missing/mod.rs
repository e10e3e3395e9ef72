//! The page where there is nothing.

use super::shell::Shell;
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/missing/page.html")]
pub(super) struct MissingPage {
    pub shell: Shell,
}
