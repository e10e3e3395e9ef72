//! `/s/{token}`: what a learner shares, for whoever got the link.

use super::shown::{Shown, title};
use super::{nowhere, secretive, unlisted};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, cookies, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::shares::{SharedView, Standing};
use crate::texts::Texts;
use askama::Template;
use axum::http::{HeaderName, Method, StatusCode, header};

/// What is in the names of programs that look at pages for others: they are not people.
const PROGRAMS: [&str; 8] = [
    "bot",
    "crawl",
    "spider",
    "preview",
    "externalhit",
    "whatsapp",
    "embed",
    "fetch",
];

/// Says that a browser asks before anybody wants to see the page (the header fields `Sec-Purpose` of
/// the Fetch living standard, and `Purpose`, its older name).
const BEFOREHAND: [HeaderName; 2] = [
    HeaderName::from_static("sec-purpose"),
    HeaderName::from_static("purpose"),
];

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/share/shared/page.html")]
pub(in crate::http) struct SharedPage {
    pub t: Texts,
    pub shell: Shell,
    pub(super) shown: Shown,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let token = call.parameter("token")?;
    let counted = is_a_person(call) && !is_their_own(call, token)?;
    let view = match call.service().view_share(token, counted) {
        Err(ServiceError::NotFound { .. }) => return nowhere::answer(call),
        view => view?,
    };
    let indexed = view.indexed;
    let page = page(call, view, token);
    let answer = secretive(show(call, StatusCode::OK, &page)?);
    Ok(match indexed {
        true => answer,
        false => unlisted(answer),
    })
}

fn page(call: &Call, view: SharedView, token: &str) -> SharedPage {
    let (t, links) = (call.texts(), call.links());
    let heading = match &view.name {
        Some(name) => t.say("share-title-of").with("name", name).to_string(),
        None => t.say("share-title").to_string(),
    };
    let mut shell = Shell::open(call, &heading);
    shell.unlisted = !view.indexed;
    let whole = |part: &[&str]| links.whole(&links.to(&[&["s", token], part].concat()));
    shell.social = social(t, &view, whole(&[]));
    if let (Some(_), Some(picture)) = (view.pictured(), whole(&["picture.png"])) {
        shell.social.extend(pictured(t, picture));
    }
    SharedPage {
        t,
        shell,
        shown: Shown::new(t, &links, view, Some(token)),
    }
}

/// How the link looks where somebody posts it (the Open Graph protocol). The learner's name and the
/// purpose are never there: what others copied cannot be taken back. What its issuer does not stand
/// by is not praised.
fn social(t: Texts, view: &SharedView, address: Option<String>) -> Vec<(&'static str, String)> {
    let plain = || t.say("share-title").to_string();
    let name = match view.credentials.as_slice() {
        [only] if only.standing == Standing::Valid => match only.levels.as_slice() {
            [level] => title(t, level).unwrap_or_else(plain),
            _ => plain(),
        },
        _ => plain(),
    };
    let about = t.say("share-social").with("issuer", &view.issuer.name);
    let mut social = vec![
        ("og:type", "website".to_owned()),
        ("og:title", name),
        ("og:description", about.to_string()),
        ("og:site_name", view.issuer.name.clone()),
    ];
    social.extend(address.map(|address| ("og:url", address)));
    social
}

/// The picture that goes with it, and its size in pixels.
fn pictured(t: Texts, picture: String) -> [(&'static str, String); 5] {
    [
        ("og:image", picture),
        ("og:image:type", "image/png".to_owned()),
        ("og:image:width", "1200".to_owned()),
        ("og:image:height", "630".to_owned()),
        ("og:image:alt", t.say("share-picture").to_string()),
    ]
}

/// Whether a person looks, as far as a request tells.
fn is_a_person(call: &Call) -> bool {
    let agent = call.headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok());
    let is_browser = agent.is_some_and(|agent| {
        let agent = agent.to_ascii_lowercase();
        !agent.is_empty() && !PROGRAMS.iter().any(|program| agent.contains(program))
    });
    let beforehand = BEFOREHAND
        .iter()
        .any(|name| call.headers.contains_key(name));
    call.method == Method::GET && is_browser && !beforehand
}

/// Whether it is the learner who looks at what they share themselves.
fn is_their_own(call: &Call, token: &str) -> Result<bool, Problem> {
    let service = call.service();
    let Some(session) = cookies::session(&call.headers, service.settings()) else {
        return Ok(false);
    };
    let session = service.session(session)?;
    let looks = session.as_ref().and_then(|session| session.learner());
    match (looks, service.learner_of_share(token)) {
        (Some(looks), Ok(owner)) => Ok(looks == owner),
        _ => Ok(false),
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for SharedPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            shown: Shown::sample(text),
        }
    }
}
