//! How a page becomes an answer: its bytes, and the header fields by which a browser knows what the
//! page may do.

use super::public::HTML;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::problem::Problem;
use askama::Template;
use axum::http::{HeaderName, StatusCode, header};
use url::Url;

/// Only what comes from this site is fetched, run and styled, nothing of it inline; forms go to
/// this site alone; nobody frames it (Content Security Policy Level 3).
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

/// The header fields of every page besides its policy.
const PROTECTION: [(HeaderName, &str); 4] = [
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// A page as an answer that nobody keeps.
pub(in crate::http) fn show(
    call: &Call,
    status: StatusCode,
    page: &impl Template,
) -> Result<Answer, Problem> {
    let _ = call;
    let html = render(page)?;
    Ok(protected(
        Answer::verbatim(HTML, html.into_bytes()).status(status),
        POLICY,
    ))
}

/// The answer with the header fields that protect a page, under this policy.
pub(super) fn protected(answer: Answer, policy: &str) -> Answer {
    let answer = answer.with(header::CONTENT_SECURITY_POLICY, policy);
    PROTECTION
        .into_iter()
        .fold(answer, |answer, (name, value)| answer.with(name, value))
}

/// The answer to a form that did its work: the page at `path` of this site shows what came of it
/// (RFC 9110, section 15.4.4).
pub(in crate::http) fn see_other(call: &Call, path: &str) -> Answer {
    let target = format!("{}{path}", call.links().base());
    Answer::empty()
        .status(StatusCode::SEE_OTHER)
        .with(header::LOCATION, &target)
}

/// `path`, if it is a path on this site and nothing that a browser could take for another.
pub(in crate::http) fn own_path(path: &str) -> Option<&str> {
    const HERE: &str = "https://here.invalid";
    let plain = path.starts_with('/')
        && !path.contains('\\')
        && !path.chars().any(|c| c.is_control() || c.is_whitespace());
    let url = Url::parse(HERE).ok()?.join(path).ok()?;
    let stays = url.origin().ascii_serialization() == HERE;
    (plain && stays && !path.starts_with("//")).then_some(path)
}

/// The HTML of a page. What XML 1.0 has no room for (section 2.2) is shown as a mark.
pub(in crate::http) fn render(page: &impl Template) -> Result<String, Problem> {
    let html = page
        .render()
        .map_err(|error| Problem::defect(format!("a page cannot be made: {error}")))?;
    let shown = |c: char| {
        matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    Ok(match html.chars().all(shown) {
        true => html,
        false => html.replace(|c| !shown(c), "\u{fffd}"),
    })
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_this_site_are_gone_to() {
        for own in [
            "/",
            "/console",
            "/console?x=//y",
            "/a/../b",
            "/%2f%2fx",
            "/x#//y",
        ] {
            assert_eq!(own_path(own), Some(own));
        }
        for other in [
            "",
            "console",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil",
            "https://evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            " /x",
            "javascript:1",
            "/ /evil.example",
            "//here.invalid",
            "/..//evil.example\\",
        ] {
            assert_eq!(own_path(other), None, "{other:?}");
        }
    }
}
