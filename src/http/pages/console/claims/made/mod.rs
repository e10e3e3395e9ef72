//! A link that was made: shown this once, as a text and as a code to photograph.
//!
//! It answers the form itself, for the secret in the link stands nowhere from where another page
//! could read it.

use super::HERE;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::Tab;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::claims::code;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/claims/made/page.html")]
pub(in crate::http) struct MadePage {
    pub t: Texts,
    pub shell: Shell,
    /// The link.
    pub link: String,
    /// The link as a picture to photograph: a `data:` URL (RFC 2397).
    pub qr: Option<String>,
    /// Until which day it works.
    pub until: String,
    /// Where it was sent to; empty where it was not.
    pub sent: String,
    /// Whether sending was tried and did not work.
    pub not_sent: bool,
    /// Where one came from.
    pub back: String,
}

pub(super) fn make(call: &Call) -> Result<Answer, Problem> {
    let (form, service, caller) = (call.form(), call.service(), call.acting()?);
    let ids: Vec<String> = form.all("credential").map(str::to_owned).collect();
    let days = form.filled("days").map(|text| text.parse().unwrap_or(0));
    let to = form.filled("to");
    let t = call.texts();
    if to.is_some() {
        // Better not to make a link that cannot be sent.
        service.can_post()?;
    }
    let made = service.make_claim(&caller, &ids, days)?;
    let sent = to.map(|to| service.send_claim(&caller, &made.token, Some(to), t));
    let (sent, not_sent) = match sent {
        None => (String::new(), false),
        Some(Ok(sent)) => (sent.to, false),
        // The link is there all the same, and is shown.
        Some(Err(ServiceError::Post(fault))) => {
            call.face.report(&fault.to_string());
            (String::new(), true)
        }
        Some(Err(_)) => (String::new(), true),
    };
    let title = t.say("claim-made-title").to_string();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("id", form.filled("from").unwrap_or_default());
    let page = MadePage {
        t,
        shell: Shell::console(call, &title, Tab::Credentials)?,
        qr: qr(&made.link, &t.say("claim-made-qr").to_string()),
        link: made.link,
        until: day(&made.expires).to_owned(),
        sent,
        not_sent,
        back: format!("{}{HERE}?{}", call.links().base(), query.finish()),
    };
    show(call, StatusCode::OK, &page)
}

fn qr(link: &str, title: &str) -> Option<String> {
    let drawing = code(link, title)?;
    Some(format!(
        "data:image/svg+xml;base64,{}",
        STANDARD.encode(drawing)
    ))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for MadePage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            link: text.to_owned(),
            qr: qr("https://school.example", "x"),
            until: text.to_owned(),
            sent: text.to_owned(),
            not_sent: true,
            back: crate::http::pages::samples::link(text),
        }
    }
}
