//! Other spellings of public addresses, which lead to the one that there is.

use super::visit::moved;
use crate::http::answer::Answer;
use axum::http::Uri;

/// Where an address leads that is a public one but for slashes at its end; `None` when it is none.
pub(in crate::http) fn without_slash(uri: &Uri, base: Option<&str>) -> Option<Answer> {
    let path = uri.path();
    let plain = path.trim_end_matches('/');
    let mut segments = plain.strip_prefix('/')?.split('/');
    let ours = match segments.next()? {
        "frameworks" | "achievements" => true,
        "issuers" => segments.nth(1) == Some("achievements"),
        _ => false,
    };
    if plain.len() == path.len() || !ours {
        return None;
    }
    let links = crate::http::pages::links::Links::new(base);
    let query = uri.query().map(|query| format!("?{query}"));
    Some(moved(&format!(
        "{}{plain}{}",
        links.base(),
        query.unwrap_or_default()
    )))
}
