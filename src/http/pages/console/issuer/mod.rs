//! `/console/issuer`: what the issuer says of itself in what it issues from now on.

use super::{Tab, at};
use crate::credential::profile::StatusChoice;
use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::issuers::IssuerChange;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

const HERE: &str = "/console/issuer";

/// The choices of status, by their names.
const STATUSES: [(StatusChoice, &str); 4] = [
    (StatusChoice::Revocation, "revocation"),
    (StatusChoice::Suspension, "suspension"),
    (StatusChoice::Both, "both"),
    (StatusChoice::None, "none"),
];

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/issuer/page.html")]
pub(in crate::http) struct IssuerPage {
    pub t: Texts,
    pub shell: Shell,
    pub done: bool,
    pub did: String,
    /// The public URL, where there is one.
    pub public_url: Option<String>,
    pub name: String,
    pub url: String,
    pub email: String,
    /// The choices of status: name, words, whether it is the one.
    pub statuses: Vec<(&'static str, String, bool)>,
    /// What is wrong with each field.
    pub wrong: Wrong,
}

/// What is wrong with the fields.
#[derive(Debug, Clone, Default)]
pub(in crate::http) struct Wrong {
    pub name: Option<String>,
    pub url: Option<String>,
    pub email: Option<String>,
}

impl Wrong {
    fn of(findings: &[Finding]) -> Self {
        let at = |pointer: &str| {
            let found = findings.iter().find(|finding| finding.pointer == pointer);
            found.map(|finding| finding.detail.clone())
        };
        Self {
            name: at("/name"),
            url: at("/url"),
            email: at("/email"),
        }
    }
}

impl IssuerPage {
    fn new(call: &Call) -> Result<Self, Problem> {
        let t = call.texts();
        let profile = call.service().issuer(&call.session()?.issuer)?.profile;
        let words = |status| match status {
            StatusChoice::Revocation => t.say("console-status-revocation").to_string(),
            StatusChoice::Suspension => t.say("console-status-suspension").to_string(),
            StatusChoice::Both => t.say("console-status-both").to_string(),
            StatusChoice::None => t.say("console-status-none").to_string(),
        };
        let statuses =
            STATUSES.map(|(status, name)| (name, words(status), status == profile.status));
        Ok(Self {
            t,
            shell: Shell::console(call, &t.say("console-issuer").to_string(), Tab::Issuer)?,
            done: false,
            did: profile.did,
            public_url: profile.public_url,
            name: profile.name,
            url: profile.url.unwrap_or_default(),
            email: profile.email.unwrap_or_default(),
            statuses: statuses.to_vec(),
            wrong: Wrong::default(),
        })
    }
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [done] = call.query(["done"])?;
    let page = IssuerPage {
        done: done.as_deref() == Some("change"),
        ..IssuerPage::new(call)?
    };
    show(call, StatusCode::OK, &page)
}

pub(super) fn change(call: &Call) -> Result<Answer, Problem> {
    let form = call.form();
    let text = |name: &str| form.text(name).map(|text| text.trim().to_owned());
    let status = form.text("status");
    let status = STATUSES
        .into_iter()
        .find(|(_, name)| Some(*name) == status)
        .map(|(status, _)| status);
    let change = IssuerChange {
        name: text("name"),
        url: text("url"),
        email: text("email"),
        status,
    };
    let error = match call.service().change_issuer(&call.acting()?, &change) {
        Ok(_) => return Ok(see_other(call, &at(HERE, &[("done", "change")]))),
        Err(error) => error,
    };
    let ServiceError::Invalid { findings, .. } = &error else {
        return Err(error.into());
    };
    let wrong = Wrong::of(findings);
    let status = Problem::from(error).status();
    let known = IssuerPage::new(call)?;
    let page = IssuerPage {
        name: change.name.unwrap_or_default(),
        url: change.url.unwrap_or_default(),
        email: change.email.unwrap_or_default(),
        wrong,
        ..known
    };
    show(call, status, &page)
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for IssuerPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            done: true,
            did: text.to_owned(),
            public_url: Some(text.to_owned()),
            name: text.to_owned(),
            url: text.to_owned(),
            email: text.to_owned(),
            statuses: vec![("none", text.to_owned(), true)],
            wrong: Wrong {
                name: Some(text.to_owned()),
                url: Some(text.to_owned()),
                email: Some(text.to_owned()),
            },
        }
    }
}
