//! Pages for people: drawn on the server, one folder a family, one folder a page in it, each
//! template beside the code that fills it.
//!
//! Every page works without a script; the one script only makes some of them quicker. The one
//! stylesheet and the one script come from the binary (`assets`), texts from the catalogue
//! ([`crate::texts`]). `shell` is what all pages have in common, `show` how a page becomes an answer
//! and what its header fields forbid, `cookies` who is signed in, `form` what a form brought,
//! `trouble` the page of a problem. What everybody may look at is in `public`, what the provider's
//! staff works with in `console`, what an employer checks with in `verify`.

mod assets;
pub(in crate::http) mod claim;
pub(in crate::http) mod console;
pub(in crate::http) mod cookies;
pub(in crate::http) mod form;
mod language;
pub(in crate::http) mod links;
pub(in crate::http) mod public;
pub(in crate::http) mod record;
pub(in crate::http) mod share;
mod shell;
mod show;
pub(in crate::http) mod sign_in;
pub(in crate::http) mod trouble;
pub(in crate::http) mod verify;

#[cfg(test)]
mod samples;

use super::routes::{Access, Route};

pub(in crate::http) use shell::Shell;
pub(in crate::http) use show::{own_path, see_other, show};

/// Where a learner without a session begins.
pub(in crate::http) const RECORD_ENTRY: &str = "/record/enter";
/// Where a member of staff without a session begins.
pub(in crate::http) const SIGN_IN: &str = "/sign-in";

/// The longest form without files: 256 KiB.
pub(in crate::http) const FORM: usize = 256 << 10;

/// What all families share.
pub(in crate::http) const ROUTES: &[Route] = &[
    Route::here("/assets/{file}", Access::Public, assets::read).described(assets::describe),
    Route::page("/language", Access::Page, language::choose),
];
