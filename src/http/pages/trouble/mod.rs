//! The page of a problem: what is wrong, where, and what to do. Whoever is not signed in is led to
//! where they can be.

use super::Shell;
use super::links::Links;
use super::public::HTML;
use super::show::{POLICY, protected, render};
use super::{RECORD_ENTRY, SIGN_IN};
use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::face::Face;
use crate::http::problem::Problem;
use crate::http::routes::Access;
use crate::texts::{Message, Texts};
use askama::Template;
use axum::http::{Method, Request, StatusCode, Uri, header};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/trouble/page.html")]
pub(in crate::http) struct TroublePage {
    pub t: Texts,
    pub shell: Shell,
    /// The HTTP status code.
    pub status: u16,
    pub title: String,
    /// What is wrong this time. It is said in English.
    pub detail: String,
    pub findings: Vec<Finding>,
    /// What to do.
    pub advice: String,
}

/// What of a request is needed to tell of a problem.
#[derive(Debug, Clone)]
pub(in crate::http) struct Asked {
    access: Access,
    method: Method,
    uri: Uri,
    texts: Texts,
}

impl Asked {
    /// A request for a page that is for those whom `access` tells.
    pub(in crate::http) fn new<B>(access: Access, request: &Request<B>) -> Self {
        Self {
            access,
            method: request.method().clone(),
            uri: request.uri().clone(),
            texts: super::cookies::texts(request.headers()),
        }
    }

    /// Tells of `problem`.
    pub(in crate::http) fn answer(self, problem: Problem, face: &Face) -> Answer {
        let links = Links::new(face.service.settings().public_url.as_deref());
        if problem.is_not_signed_in() && matches!(self.method, Method::GET | Method::HEAD) {
            return self.to_the_door(&links);
        }
        let page = TroublePage::of(&problem, self.texts, &links);
        let answer = match render(&page) {
            Ok(html) => Answer::verbatim(HTML, html.into_bytes()),
            // The page of a problem cannot be a problem.
            Err(_) => return problem.into_answer(face),
        };
        let answer = protected(answer.status(problem.status()), POLICY);
        problem.into_other_answer(face, answer)
    }

    /// Where somebody signs in; members of staff come back to the page that they wanted.
    fn to_the_door(&self, links: &Links<'_>) -> Answer {
        let base = links.base();
        let target = match self.access {
            Access::Learner => format!("{base}{RECORD_ENTRY}"),
            _ => {
                let wanted = self
                    .uri
                    .path_and_query()
                    .map_or("/", |wanted| wanted.as_str());
                let mut next = url::form_urlencoded::Serializer::new(String::new());
                next.append_pair("next", wanted);
                format!("{base}{SIGN_IN}?{}", next.finish())
            }
        };
        Answer::empty()
            .status(StatusCode::SEE_OTHER)
            .with(header::LOCATION, &target)
    }
}

impl TroublePage {
    fn of(problem: &Problem, t: Texts, links: &Links<'_>) -> Self {
        let status = problem.status().as_u16();
        let title = title(t, status).to_string();
        Self {
            t,
            shell: Shell::page(t, links, &title),
            status,
            detail: problem.detail().to_owned(),
            findings: problem.all_findings().to_vec(),
            advice: advice(t, status).to_string(),
            title,
        }
    }
}

fn title(t: Texts, status: u16) -> Message {
    match status {
        400 => t.say("problem-400"),
        401 => t.say("problem-401"),
        403 => t.say("problem-403"),
        404 => t.say("problem-404"),
        409 => t.say("problem-409"),
        410 => t.say("problem-410"),
        413 => t.say("problem-413"),
        422 => t.say("problem-422"),
        429 => t.say("problem-429"),
        503 => t.say("problem-503"),
        500.. => t.say("problem-500"),
        _ => t.say("problem-other"),
    }
}

fn advice(t: Texts, status: u16) -> Message {
    match status {
        401 => t.say("problem-hint-401"),
        403 => t.say("problem-hint-403"),
        404 | 410 => t.say("problem-hint-404"),
        429 | 503 => t.say("problem-retry"),
        500.. => t.say("problem-hint-500"),
        _ => t.say("problem-back"),
    }
}

#[cfg(test)]
impl super::samples::Sample for TroublePage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            status: 422,
            title: text.to_owned(),
            detail: text.to_owned(),
            findings: vec![Finding::new(text, "x", text)],
            advice: text.to_owned(),
        }
    }
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    vec![("trouble", super::samples::of::<TroublePage>(text))]
}
