//! `/record/shares/{id}`: one link of a learner's: its address to copy, as a QR code (ISO/IEC
//! 18004), for a LinkedIn profile; what it shows, how often it was looked at, and taking it back.

use super::list::looks;
use super::no_link;
use super::shown::title;
use crate::clock::parse_timestamp;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::picture::qr::Qr;
use crate::service::ServiceError;
use crate::service::shares::{Certification, Share, SharedView, add_to_profile};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/share/link/page.html")]
pub(in crate::http) struct LinkPage {
    pub t: Texts,
    pub shell: Shell,
    pub purpose: String,
    /// The whole address; a path where there is no public URL.
    pub address: String,
    /// The page behind it.
    pub link: String,
    /// The address as a picture.
    pub qr: Option<String>,
    /// Adds the one credential to a LinkedIn profile.
    pub linkedin: Option<String>,
    pub until: String,
    pub is_over: bool,
    pub looks: String,
    /// What is shown, in words.
    pub shows: Vec<String>,
    /// Where it is taken back.
    pub take_back: String,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let (id, caller) = (call.parameter("id")?, call.acting()?);
    let mut shares = call.service().shares(&caller)?.into_iter();
    let share = shares.find(|share| share.id == id).ok_or_else(no_link)?;
    let view = match call.service().view_share(&share.token, false) {
        Err(ServiceError::NotFound { .. }) => None,
        view => Some(view?),
    };
    show(call, StatusCode::OK, &page(call, &share, view.as_ref()))
}

fn page(call: &Call, share: &Share, view: Option<&SharedView>) -> LinkPage {
    let (t, links) = (call.texts(), call.links());
    let link = links.to(&["s", &share.token]);
    let address = links.whole(&link).unwrap_or_else(|| link.clone());
    let title = t.say("share-link-title").to_string();
    LinkPage {
        t,
        shell: Shell::open(call, &title).behind(
            &t.say("share-mine").to_string(),
            links.to(&["record", "shares"]),
        ),
        purpose: share.purpose.clone(),
        qr: qr(t, &address),
        linkedin: view.and_then(|view| linkedin(t, view, &address)),
        address,
        link,
        until: day(&share.expires).to_owned(),
        is_over: share.is_over,
        looks: looks(t, share),
        shows: shows(t, share),
        take_back: links.to(&["record", "shares", &share.id, "take-back"]),
    }
}

fn shows(t: Texts, share: &Share) -> Vec<String> {
    let count = share.credentials.len();
    let (shows, mut said) = (share.shows, vec![t.say("share-count").with("count", count)]);
    let chosen = [
        (shows.name, t.say("share-shows-name")),
        (shows.statements, t.say("share-shows-statements")),
        (shows.evidence, t.say("share-shows-evidence")),
        (shows.document, t.say("share-shows-document")),
        (share.indexed, t.say("share-indexed")),
    ];
    said.extend(chosen.into_iter().filter(|(is, _)| *is).map(|(_, say)| say));
    said.iter().map(ToString::to_string).collect()
}

/// The address that adds what is shared to a LinkedIn profile: one credential with one level, which
/// its issuer stands by. Its id is told only where the link tells it.
fn linkedin(t: Texts, view: &SharedView, address: &str) -> Option<String> {
    let [credential] = view.credentials.as_slice() else {
        return None;
    };
    let [level] = credential.levels.as_slice() else {
        return None;
    };
    let name = title(t, level).filter(|_| credential.standing.is_good())?;
    let instant = |text: &Option<String>| text.as_deref().and_then(parse_timestamp);
    Some(add_to_profile(&Certification {
        name: &name,
        organization: &view.issuer.name,
        issued: instant(&credential.valid_from),
        expires: instant(&credential.valid_until),
        url: Some(address),
        id: credential.id.as_deref(),
    }))
}

/// `address` as a QR code: a drawing in a `data:` URL (RFC 2397).
fn qr(t: Texts, address: &str) -> Option<String> {
    let svg = Qr::of(address).ok()?.svg(&t.say("share-qr").to_string());
    Some(format!(
        "data:image/svg+xml;base64,{}",
        STANDARD.encode(svg)
    ))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for LinkPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            purpose: text.to_owned(),
            address: text.to_owned(),
            link: link(text),
            qr: qr(Texts::default(), "https://school.example/s/x"),
            linkedin: Some(add_to_profile(&Certification {
                name: text,
                organization: text,
                issued: None,
                expires: None,
                url: Some(text),
                id: Some(text),
            })),
            until: text.to_owned(),
            is_over: true,
            looks: text.to_owned(),
            shows: vec![text.to_owned()],
            take_back: link(text),
        }
    }
}
