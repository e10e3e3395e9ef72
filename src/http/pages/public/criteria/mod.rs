//! `/achievements/{key}/{version}/criteria`: how an achievement is earned (Open Badges 3.0,
//! appendix B.1, Criteria).

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
use crate::service::achievements::{Piece, paragraphs};
use crate::texts::Texts;
use askama::Template;
use serde_json::json;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/criteria/page.html")]
pub(super) struct CriteriaPage {
    pub t: Texts,
    pub shell: Shell,
    /// The achievement's name, and the link to it.
    pub name: String,
    pub link: String,
    /// How it is earned, paragraph by paragraph.
    pub criteria: Vec<Vec<Piece>>,
    pub ladder: Vec<Rung>,
    pub credit: Credit,
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let shown = Shown::of(visit, &["criteria"])?;
        let relations = shown.relations(visit, &["criteria"]);
        let achievement = &shown.standing.achievement;
        match visit.form {
            Form::Html => visit.page(&page(visit, &shown), relations),
            _ => {
                let document = json!({
                    "id": achievement.criteria.id,
                    "type": "Criteria",
                    "narrative": achievement.criteria.narrative,
                    "rule": shown.standing.rule,
                    // Documents for programs are in one language.
                    "note": Texts::default().say("public-criteria-note").to_string(),
                    "achievement": achievement.id,
                });
                visit.json(&document, relations)
            }
        }
    })
}

pub(in crate::http) fn describe() -> Described {
    described(
        "criteria",
        "How the achievement of the default issuer is earned",
    )
}

pub(in crate::http) fn describe_of() -> Described {
    described("criteriaOf", "How the achievement of an issuer is earned")
}

fn described(id: &str, summary: &str) -> Described {
    let what = "The criteria: their `narrative` as credentials carry it, and the `rule` that holds";
    described_of_version(id, summary, what)
}

pub(super) fn page(visit: &Visit<'_>, shown: &Shown) -> CriteriaPage {
    let (achievement, links) = (&shown.standing.achievement, &visit.links);
    let t = visit.t;
    let title = format!("{} · {}", t.say("public-earned"), achievement.name);
    CriteriaPage {
        t,
        shell: shown.shell(visit, &["criteria"], &title),
        name: achievement.name.clone(),
        link: shown.link(links, &[]),
        criteria: paragraphs(&achievement.criteria.narrative),
        ladder: shown.ladder(links, None),
        credit: Credit::of(t, &shown.found.framework),
    }
}
