//! The public addresses of frameworks and achievements: what alignments and criteria in
//! credentials point at. A page for people, JSON for programs, by `Accept` (RFC 9110, section
//! 12.5.1) or `?format=`.
//!
//! One folder a page, its template beside the code that fills it. These pages hold no script. Reading
//! order: `visit` is what was asked and how it is answered, `place` what is at an address and where
//! it went.

pub(in crate::http) mod achievement;
pub(in crate::http) mod achievement_level;
mod credit;
pub(in crate::http) mod criteria;
pub(in crate::http) mod framework;
pub(in crate::http) mod frameworks;
mod gone;
mod groups;
pub(in crate::http) mod home;
pub(in crate::http) mod level;
mod missing;
mod pager;
pub(in crate::http) mod picture;
pub(in crate::http) mod place;
pub(in crate::http) mod result;
mod rungs;
pub(in crate::http) mod spelling;
pub(in crate::http) mod statement;
pub(in crate::http) mod versions;
mod visit;

use crate::http::described::Described;

/// The media type of pages (HTML, the living standard; RFC 2854).
pub(in crate::http) const HTML: &str = "text/html; charset=utf-8";

/// The media type of JSON-LD (JSON-LD 1.1, appendix C).
const JSON_LD: &str = "application/ld+json";

/// What all these operations have in common in the OpenAPI document.
fn described(id: &str, summary: &str, what: &str) -> Described {
    Described::new(id, summary)
        .gives_object(200, what)
        .also_gives(200, &["text/html"])
        .query_text(
            "format",
            "`html` or `json` (or `jsonld` for an achievement), whatever `Accept` says",
        )
        .gives_nothing(304, "It is what the client has already")
        .fails(404, "There is nothing at this address")
        .also_gives(404, &["text/html"])
}

/// The same, of what belongs to a framework version.
fn described_of_version(id: &str, summary: &str, what: &str) -> Described {
    described(id, summary, what)
        .gives_nothing(
            308,
            "The address has another spelling, or the version was withdrawn and this is in its \
             successor",
        )
        .fails(410, "The version was withdrawn")
        .also_gives(410, &["text/html"])
}

#[cfg(test)]
mod samples;

#[cfg(test)]
pub(in crate::http) use samples::samples;
