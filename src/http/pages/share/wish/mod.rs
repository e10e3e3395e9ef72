//! `/record/shares/new`: what a learner wants to share: which credentials, what of them, what for
//! and until when.

use super::shown::{class, state};
use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, show};
use crate::http::problem::{NOT_FILLED_IN, Problem};
use crate::service::ServiceError;
use crate::service::shares::{ShareRequest, Shareable, Shows};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use time::format_description::well_known::Iso8601;
use time::{Date, OffsetDateTime, Time};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/share/wish/page.html")]
pub(in crate::http) struct WishPage {
    pub t: Texts,
    pub shell: Shell,
    pub(super) choices: Vec<Choice>,
    pub purpose: String,
    /// Until when: a date.
    pub until: String,
    pub shows: Shows,
    pub indexed: bool,
    pub(super) errors: Errors,
}

/// A credential to be chosen.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Its place on the page.
    pub number: usize,
    pub id: String,
    pub name: String,
    /// From when it is, and its level.
    pub about: String,
    pub class: &'static str,
    pub state: String,
    pub only_whole: bool,
    pub is_chosen: bool,
}

/// What is wrong with each field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Errors {
    pub credentials: Option<String>,
    pub purpose: Option<String>,
    pub until: Option<String>,
    pub document: Option<String>,
}

/// The empty form, or one in which `credential` is chosen.
pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [credential] = call.query(["credential"])?;
    let wish = ShareRequest {
        purpose: String::new(),
        credentials: Vec::from_iter(credential),
        shows: Shows {
            name: true,
            statements: true,
            ..Shows::default()
        },
        expires: call.service().usual_end_of_share(),
        indexed: false,
    };
    let page = WishPage::new(call, &wish, Errors::default())?;
    show(call, StatusCode::OK, &page)
}

/// The form as it was filled in, to be changed.
pub(super) fn change(call: &Call) -> Result<Answer, Problem> {
    let page = WishPage::new(call, &wish_in(call), Errors::default())?;
    show(call, StatusCode::OK, &page)
}

/// The form again, with what is wrong, where `error` tells that it is not filled in rightly.
pub(super) fn again(
    call: &Call,
    wish: &ShareRequest,
    error: ServiceError,
) -> Result<Answer, Problem> {
    let ServiceError::Invalid { findings, .. } = error else {
        return Err(error.into());
    };
    let errors = Errors::of(call.texts(), &findings);
    show(call, NOT_FILLED_IN, &WishPage::new(call, wish, errors)?)
}

/// What the form asks for. A date that is none is one that is past.
pub(super) fn wish_in(call: &Call) -> ShareRequest {
    let form = call.form();
    let is = |name| form.text(name).is_some();
    let until = form.filled("until");
    let until = until.and_then(|text| Date::parse(text, &Iso8601::DATE).ok());
    let end = until.map(|date| date.with_time(LAST_SECOND).assume_utc());
    ShareRequest {
        purpose: form.text("purpose").unwrap_or_default().to_owned(),
        credentials: form.all("credential").map(str::to_owned).collect(),
        shows: Shows {
            name: is("name"),
            statements: is("statements"),
            evidence: is("evidence"),
            document: is("document"),
        },
        expires: end.unwrap_or(OffsetDateTime::UNIX_EPOCH),
        indexed: is("indexed"),
    }
}

/// A link that lasts until a day lasts to its end.
const LAST_SECOND: Time = time::macros::time!(23:59:59);

/// The fields that ask for `wish` once more.
pub(super) fn fields(wish: &ShareRequest) -> Vec<(&'static str, String)> {
    let mut fields = vec![("purpose", wish.purpose.clone()), ("until", date(wish))];
    for id in &wish.credentials {
        fields.push(("credential", id.clone()));
    }
    let shows = [
        ("name", wish.shows.name),
        ("statements", wish.shows.statements),
        ("evidence", wish.shows.evidence),
        ("document", wish.shows.document),
        ("indexed", wish.indexed),
    ];
    let shows = shows.into_iter().filter(|(_, is)| *is);
    fields.extend(shows.map(|(name, _)| (name, "yes".to_owned())));
    fields
}

fn date(wish: &ShareRequest) -> String {
    match wish.expires > OffsetDateTime::UNIX_EPOCH {
        true => day(&crate::clock::timestamp(wish.expires)).to_owned(),
        false => String::new(),
    }
}

impl WishPage {
    fn new(call: &Call, wish: &ShareRequest, errors: Errors) -> Result<Self, Problem> {
        let t = call.texts();
        let shareable = call.service().shareable(&call.acting()?)?;
        let choices = shareable.into_iter().zip(1..);
        let title = t.say("share-new").to_string();
        let links = call.links();
        Ok(Self {
            t,
            shell: Shell::open(call, &title).behind(
                &t.say("share-mine").to_string(),
                links.to(&["record", "shares"]),
            ),
            choices: choices
                .map(|(one, number)| choice(t, one, number, wish))
                .collect(),
            purpose: wish.purpose.clone(),
            until: date(wish),
            shows: wish.shows,
            indexed: wish.indexed,
            errors,
        })
    }
}

fn choice(t: Texts, one: Shareable, number: usize, wish: &ShareRequest) -> Choice {
    let since = one.valid_from.as_deref().map(|at| day(at).to_owned());
    let form = super::shown::form(t, &one.form).to_string();
    let about: Vec<String> = [one.level, Some(form), since]
        .into_iter()
        .flatten()
        .collect();
    Choice {
        number,
        is_chosen: wish.credentials.contains(&one.id),
        id: one.id,
        name: one.name,
        about: about.join(" · "),
        class: class(one.standing),
        state: state(t, one.standing).to_string(),
        only_whole: one.only_whole,
    }
}

impl Errors {
    fn of(t: Texts, findings: &[Finding]) -> Self {
        let at = |pointer: &str| {
            let mut findings = findings.iter();
            findings.find(|one| one.pointer.starts_with(pointer))
        };
        let credentials = at("/credentials").map(|one| match one.problem {
            "only-whole" => t.say("share-error-whole").to_string(),
            _ => t.say("share-error-credentials").to_string(),
        });
        let said =
            |pointer, message: crate::texts::Message| at(pointer).map(|_| message.to_string());
        Self {
            credentials,
            purpose: said("/purpose", t.say("share-error-purpose")),
            until: said("/expires", t.say("share-error-until")),
            document: said("/shows/document", t.say("share-error-document")),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for WishPage {
    fn sample(text: &str) -> Self {
        let said = || Some(text.to_owned());
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            choices: vec![Choice {
                number: 1,
                id: text.to_owned(),
                name: text.to_owned(),
                about: text.to_owned(),
                class: "good",
                state: text.to_owned(),
                only_whole: true,
                is_chosen: true,
            }],
            purpose: text.to_owned(),
            until: text.to_owned(),
            shows: Shows {
                name: true,
                ..Shows::default()
            },
            indexed: true,
            errors: Errors {
                credentials: said(),
                purpose: said(),
                until: said(),
                document: said(),
            },
        }
    }
}
