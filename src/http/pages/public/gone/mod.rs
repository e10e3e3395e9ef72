//! The page of a framework version that was withdrawn and has no successor: when and why.

use super::visit::{Form, Visit};
use crate::framework::Framework;
use crate::http::answer::Answer;
use crate::http::pages::shell::{Shell, day};
use crate::http::problem::{NOT_ANY_MORE, Problem};
use crate::records::framework_standing::StandingRecord;
use crate::texts::Texts;
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/gone/page.html")]
pub(super) struct GonePage {
    pub t: Texts,
    pub shell: Shell,
    /// What was withdrawn.
    pub name: String,
    /// When.
    pub date: String,
    /// Why.
    pub reason: Option<String>,
    /// The versions that there are.
    pub versions: String,
}

/// The answer for whatever belongs to a version that is gone (RFC 9110, section 15.5.11).
pub(super) fn answer(
    visit: &Visit<'_>,
    framework: &Framework,
    standing: &StandingRecord,
) -> Result<Answer, Problem> {
    if visit.form != Form::Html {
        return Err(Problem::withdrawn(&framework.id().to_string(), standing));
    }
    visit.page_as(NOT_ANY_MORE, &page(visit, framework, standing))
}

pub(super) fn page(
    visit: &Visit<'_>,
    framework: &Framework,
    standing: &StandingRecord,
) -> GonePage {
    let title = visit.t.say("public-withdrawn").to_string();
    GonePage {
        t: visit.t,
        shell: Shell::plain(&visit.links, &title).in_languages(visit.call),
        name: framework.id().to_string(),
        date: day(&standing.at).to_owned(),
        reason: standing.reason.clone(),
        versions: visit.links.to(&["frameworks", &framework.key]),
    }
}
