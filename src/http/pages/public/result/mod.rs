//! `/achievements/{key}/{version}/result`: the result that credentials state, one of the levels
//! (Open Badges 3.0, appendix B.1, ResultDescription).

use super::achievement::Shown;
use super::credit::Credit;
use super::described_of_version;
use super::rungs::Rung;
use super::visit::{Form, Visit, visit};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::pages::shell::Shell;
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;
use serde_json::json;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/result/page.html")]
pub(super) struct ResultPage {
    pub t: Texts,
    pub shell: Shell,
    /// The achievement's name, and the link to it.
    pub name: String,
    pub link: String,
    /// What is measured.
    pub measured: String,
    /// The least level for which there is a credential.
    pub least: String,
    pub ladder: Vec<Rung>,
    pub credit: Credit,
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let shown = Shown::of(visit, &["result"])?;
        let relations = shown.relations(visit, &["result"]);
        let described = &shown.standing.achievement.result_description;
        match (visit.form, described.first()) {
            (_, None) => Err(visit.nothing("result", "result")),
            (Form::Html, Some(one)) => visit.page(&page(visit, &shown, one.name), relations),
            (_, Some(one)) => visit.json(&json!(one), relations),
        }
    })
}

pub(in crate::http) fn describe() -> Described {
    described(
        "result",
        "The result that credentials of the default issuer state",
    )
}

pub(in crate::http) fn describe_of() -> Described {
    described("resultOf", "The result that credentials of an issuer state")
}

fn described(id: &str, summary: &str) -> Described {
    described_of_version(id, summary, "The ResultDescription that credentials carry")
}

pub(super) fn page(visit: &Visit<'_>, shown: &Shown, measured: &str) -> ResultPage {
    let (achievement, links) = (&shown.standing.achievement, &visit.links);
    let lowest = shown.found.framework.levels.first();
    ResultPage {
        t: visit.t,
        shell: shown.shell(
            visit,
            &["result"],
            &format!("{measured} · {}", achievement.name),
        ),
        name: achievement.name.clone(),
        link: shown.link(links, &[]),
        measured: measured.to_owned(),
        least: lowest.map(|level| level.label.clone()).unwrap_or_default(),
        ladder: shown.ladder(links, None),
        credit: Credit::of(visit.t, &shown.found.framework),
    }
}
