//! The page where there is nothing.

use crate::http::pages::shell::Shell;
use crate::texts::Texts;
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/missing/page.html")]
pub(super) struct MissingPage {
    pub t: Texts,
    pub shell: Shell,
}
