//! What was asked for, and how it is answered: the form, the header fields that every page bears,
//! and the pages that tell of what is not there.

use super::missing::MissingPage;
use super::{HTML, JSON_LD};
use crate::http::accept::preferred;
use crate::http::answer::{Answer, JSON};
use crate::http::call::Call;
use crate::http::conditional::{entity_tag, unless_known};
use crate::http::pages::links::Links;
use crate::http::pages::shell::Shell;
use crate::http::pages::show::{protected, render};
use crate::http::problem::{NOT_HERE, Problem};
use crate::service::{Service, ServiceError};
use crate::texts::Texts;
use askama::Template;
use axum::http::{StatusCode, header};
use serde_json::Value;

/// By what an answer differs: its form and its language (RFC 9110, section 12.5.5).
const VARY: &str = "Accept, Accept-Language, Cookie";

/// How long copies may be kept.
pub(super) const KEEP: &str = "public, max-age=300";

/// Nothing but the stylesheet, the mark and pictures of levels is fetched, nothing runs, nothing is
/// sent, and nobody frames it (Content Security Policy Level 3).
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A page.
    Html,
    /// JSON.
    Json,
    /// JSON with its context.
    JsonLd,
    /// A CFPackage of CASE 1.1.
    Case,
    /// JSON-LD in the terms of CTDL-ASN.
    Ctdl,
}

impl Form {
    /// What it is called in a query.
    fn name(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Json => "json",
            Form::JsonLd => "jsonld",
            Form::Case => "case",
            Form::Ctdl => "ctdl",
        }
    }

    /// Its media type.
    fn media_type(self) -> &'static str {
        match self {
            Form::Html => HTML,
            Form::Json | Form::Case => JSON,
            Form::JsonLd | Form::Ctdl => JSON_LD,
        }
    }
}

/// Somebody looks at an address.
pub(super) struct Visit<'c> {
    pub call: &'c Call,
    pub form: Form,
    /// Where things are.
    pub links: Links<'c>,
    /// The texts in the language that is wanted.
    pub t: Texts,
    /// Which part of a long list is asked for, from 1.
    pub part: usize,
    /// Where a list of records goes on.
    pub after: Option<String>,
}

/// Why what was asked for is not shown.
pub(super) enum Stop {
    /// Something is wrong.
    Problem(Problem),
    /// It is answered otherwise: it went somewhere else, or was taken away.
    Answer(Answer),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Stop::Problem(problem)
    }
}

impl From<ServiceError> for Stop {
    fn from(error: ServiceError) -> Self {
        Stop::Problem(error.into())
    }
}

/// What is said of a document in its header fields, beside the document.
#[derive(Default)]
pub(super) struct Relations(Vec<String>);

impl Relations {
    /// Adds a link (RFC 8288) to `target`, which must be a URI.
    pub(super) fn to(mut self, relation: &str, target: &str) -> Self {
        self.0.push(format!("<{target}>; rel=\"{relation}\""));
        self
    }

    /// Adds a link to the same in another form.
    pub(super) fn alternate(mut self, target: &str, media_type: &str, title: &str) -> Self {
        self.0.push(format!(
            "<{target}>; rel=\"alternate\"; type=\"{media_type}\"; title=\"{title}\""
        ));
        self
    }
}

/// Answers `call` by `show`, in HTML, JSON or one of the `others`.
pub(super) fn visit<'c>(
    call: &'c Call,
    others: &[Form],
    show: impl FnOnce(&Visit<'c>) -> Result<Answer, Stop>,
) -> Result<Answer, Problem> {
    let visit = Visit::new(call, others)?;
    let answer = match show(&visit) {
        Ok(answer) | Err(Stop::Answer(answer)) => answer,
        Err(Stop::Problem(problem)) => match (visit.form, problem.status()) {
            (Form::Html, NOT_HERE) => {
                let title = visit.t.say("public-missing").to_string();
                let page = MissingPage {
                    t: visit.t,
                    shell: Shell::plain(&visit.links, &title).in_languages(call),
                };
                visit.page_as(NOT_HERE, &page)?
            }
            _ => return Err(problem),
        },
    };
    Ok(answer.with(header::VARY, VARY))
}

impl<'c> Visit<'c> {
    fn new(call: &'c Call, others: &[Form]) -> Result<Self, Problem> {
        let mut form = None;
        let mut part = 1;
        let mut after = None;
        // People pass addresses on with parameters of others; those mean nothing here.
        for (name, value) in url::form_urlencoded::parse(call.query.as_bytes()) {
            match (name.as_ref(), value.as_ref()) {
                ("format", name) => {
                    let mut known = [Form::Html, Form::Json].iter().chain(others);
                    let chosen = known.find(|form| form.name() == name).copied();
                    form = Some(chosen.ok_or_else(|| no_format(name))?);
                }
                ("page", number) => part = number.parse().unwrap_or(0),
                ("after", cursor) => after = Some(cursor.to_owned()),
                _ => {}
            }
        }
        let linked = others.iter().find(|form| form.media_type() == JSON_LD);
        let offers = ["text/html", JSON, JSON_LD];
        let offers = match linked {
            Some(_) => offers.as_slice(),
            None => &offers[..2],
        };
        let form = form.unwrap_or_else(|| match (preferred(&call.headers, offers), linked) {
            (Some("text/html"), _) => Form::Html,
            (Some(JSON_LD), Some(linked)) => *linked,
            // Whoever wants something else altogether is a program.
            _ => Form::Json,
        });
        let settings = call.service().settings();
        Ok(Self {
            call,
            form,
            links: Links::new(settings.public_url.as_deref()),
            t: call.texts(),
            part,
            after,
        })
    }

    pub(super) fn service(&self) -> &'c Service {
        self.call.service()
    }

    /// What stands in the path for `name`.
    pub(super) fn name(&self, name: &str) -> Result<&'c str, Problem> {
        self.call.parameter(name)
    }

    /// What stands around the page at `link`.
    pub(super) fn shell(&self, link: &str, title: &str) -> Shell {
        Shell::at_link(&self.links, link, title).in_languages(self.call)
    }

    /// There is no `what` of this name.
    pub(super) fn nothing(&self, what: &'static str, name: &str) -> Stop {
        let error = ServiceError::NotFound {
            what,
            name: name.to_owned(),
            near: Vec::new(),
        };
        error.into()
    }

    /// A page.
    pub(super) fn page(&self, page: &impl Template, relations: Relations) -> Result<Answer, Stop> {
        Ok(related(self.page_as(StatusCode::OK, page)?, relations))
    }

    /// A page with another status.
    pub(super) fn page_as(
        &self,
        status: StatusCode,
        page: &impl Template,
    ) -> Result<Answer, Problem> {
        let html = render(page)?;
        Ok(protected(
            self.document(HTML, html.into_bytes(), status),
            POLICY,
        ))
    }

    /// A JSON document.
    pub(super) fn json(&self, document: &Value, relations: Relations) -> Result<Answer, Stop> {
        let body = document.to_string().into_bytes();
        let answer = self.document(self.form.media_type(), body, StatusCode::OK);
        Ok(related(answer, relations))
    }

    /// The bytes, or that the client has them already (RFC 9110, section 13.1.2).
    fn document(&self, media_type: &'static str, body: Vec<u8>, status: StatusCode) -> Answer {
        let answer = match status == StatusCode::OK {
            true => {
                let tag = entity_tag(&body);
                unless_known(self.call, &tag, || Answer::verbatim(media_type, body))
            }
            false => Answer::verbatim(media_type, body).status(status),
        };
        answer.with(header::CACHE_CONTROL, KEEP)
    }

    /// It is at `target` for good (RFC 9110, section 15.4.9).
    pub(super) fn moved(&self, target: &str) -> Stop {
        let query = match self.call.query.as_str() {
            "" => String::new(),
            query => format!("?{query}"),
        };
        Stop::Answer(moved(&format!("{target}{query}")))
    }
}

fn no_format(name: &str) -> Problem {
    let detail = format!("there is no format {name:?} here");
    Problem::bad_request("bad-query", detail)
}

/// The answer that something is at `target` for good.
pub(super) fn moved(target: &str) -> Answer {
    Answer::empty()
        .status(StatusCode::PERMANENT_REDIRECT)
        .with(header::LOCATION, target)
        .with(header::CACHE_CONTROL, KEEP)
}

fn related(answer: Answer, relations: Relations) -> Answer {
    match relations.0.is_empty() {
        true => answer,
        false => answer.with(header::LINK, &relations.0.join(", ")),
    }
}
