//! `/console/assess/{id}/sign-off`: the level in words and what will be recorded, before one's name
//! stands under it.

use super::summary::Summary;
use super::{open, path_of, rate, revision, shell, words};
use crate::assessment::Assessors;
use crate::framework::Framework;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::sheets::{Sheet, Sketch};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use std::collections::HashMap;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/assess/sign_off/page.html")]
pub(in crate::http) struct SignOffPage {
    pub t: Texts,
    pub shell: Shell,
    pub link: String,
    pub learner: String,
    pub framework: String,
    pub policy: String,
    pub rater: String,
    pub revision: u64,
    /// Whether another assessor rates too.
    pub two: bool,
    pub summary: Summary,
    pub levels: Vec<Rated>,
}

/// What is recorded of a level.
#[derive(Debug, Clone)]
pub(in crate::http) struct Rated {
    pub label: String,
    pub statements: Vec<Line>,
}

/// What is recorded of a statement.
#[derive(Debug, Clone)]
pub(in crate::http) struct Line {
    pub title: String,
    pub met: bool,
    pub rating: String,
    /// How much evidence there is, in words; `None` where there is none.
    pub evidence: Option<String>,
}

/// What is recorded, level by level: what is rated.
pub(super) fn rated(t: Texts, framework: &Framework, ratings: &[Sketch]) -> Vec<Rated> {
    let by_statement: HashMap<_, _> = ratings.iter().map(|one| (&one.statement, one)).collect();
    let levels = framework.levels.iter().map(|level| {
        let statements = level.statements.iter().filter_map(|statement| {
            let sketch = by_statement.get(&level.key(statement))?;
            let met = sketch.met?;
            let count = sketch.evidence.len();
            let evidence = t.say("assess-evidence").with("count", count);
            Some(Line {
                title: statement.title.clone(),
                met,
                rating: words::met(t, Some(met)),
                evidence: (count > 0).then(|| evidence.to_string()),
            })
        });
        Rated {
            label: level.label.clone(),
            statements: statements.collect(),
        }
    });
    levels
        .filter(|level| !level.statements.is_empty())
        .collect()
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let (sheet, framework) = open(call)?;
    let Some(page) = SignOffPage::new(call, &sheet, &framework)? else {
        // It was signed off, or is somebody else's.
        return Ok(see_other(call, &path_of(&sheet)));
    };
    show(call, StatusCode::OK, &page)
}

pub(super) fn sign(call: &Call) -> Result<Answer, Problem> {
    let id = call.parameter("id")?;
    let signed = call
        .service()
        .sign_off(&call.acting()?, id, revision(call)?);
    match signed {
        Ok(sheet) => Ok(see_other(call, &path_of(&sheet))),
        Err(error @ ServiceError::Invalid { .. }) => {
            let (sheet, framework) = open(call)?;
            match sheet.mine {
                Some(_) => rate::show_wrong(call, &sheet, &framework, error),
                None => Err(error.into()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

impl SignOffPage {
    fn new(call: &Call, sheet: &Sheet, framework: &Framework) -> Result<Option<Self>, Problem> {
        let Some(part) = sheet.my_part() else {
            return Ok(None);
        };
        let t = call.texts();
        Ok(Some(Self {
            t,
            shell: shell(call, &t.say("assess-sign-title").to_string())?,
            link: format!("{}{}", call.links().base(), path_of(sheet)),
            learner: sheet.body.learner.name.clone(),
            framework: words::framework(framework),
            policy: sheet.body.policy.sentence(framework),
            rater: part.rater.name.clone(),
            revision: sheet.head.revision,
            two: sheet.body.policy.assessors == Assessors::Two,
            summary: rate::summary(t, sheet, framework, &part.ratings),
            levels: rated(t, framework, &part.ratings),
        }))
    }
}

#[cfg(test)]
impl Rated {
    pub(super) fn sample(text: &str) -> Self {
        Self {
            label: text.to_owned(),
            statements: vec![Line {
                title: text.to_owned(),
                met: true,
                rating: text.to_owned(),
                evidence: Some(text.to_owned()),
            }],
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for SignOffPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            link: crate::http::pages::samples::link(text),
            learner: text.to_owned(),
            framework: text.to_owned(),
            policy: text.to_owned(),
            rater: text.to_owned(),
            revision: 1,
            two: true,
            summary: Summary::sample(text),
            levels: vec![Rated::sample(text)],
        }
    }
}
