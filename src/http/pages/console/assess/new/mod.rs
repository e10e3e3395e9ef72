//! `/console/assess/new`: a new rating sheet: against which framework, and of whom.

use super::{findings, own_name, rater, shell, words};
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::sheets::NewSheet;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// How many frameworks there are to choose from.
const FRAMEWORKS: usize = 1000;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/assess/new/page.html")]
pub(in crate::http) struct NewPage {
    pub t: Texts,
    pub shell: Shell,
    pub frameworks: Vec<Choice>,
    pub name: Field,
    pub email: Field,
    pub did: Field,
    /// The assessor's name, where whoever is signed in has none.
    pub rater: Option<Field>,
    /// What is wrong beside the fields.
    pub wrong: Vec<String>,
}

/// A framework version.
#[derive(Debug, Clone)]
pub(in crate::http) struct Choice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

/// A field, what was typed into it, and what is wrong with that.
#[derive(Debug, Clone, Default)]
pub(in crate::http) struct Field {
    pub value: String,
    pub wrong: Option<String>,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [framework] = call.query(["framework"])?;
    let page = NewPage::new(call, framework.as_deref(), &[])?;
    show(call, StatusCode::OK, &page)
}

pub(super) fn begin(call: &Call) -> Result<Answer, Problem> {
    let form = call.form();
    let text = |name: &str| form.filled(name).map(str::to_owned);
    let chosen = form.text("framework").unwrap_or_default();
    let (key, version) = chosen.rsplit_once('@').unwrap_or((chosen, ""));
    let new = NewSheet {
        framework: FrameworkId {
            key: key.to_owned(),
            version: version.to_owned(),
        },
        name: text("name").unwrap_or_default(),
        email: text("email"),
        did: text("did"),
    };
    let begun = call
        .service()
        .begin_sheet(&call.acting()?, &rater(call)?, &new);
    match begun {
        Ok(sheet) => Ok(see_other(call, &super::path_of(&sheet))),
        Err(error) => {
            let status = Problem::from(error.clone()).status();
            let page = NewPage::new(call, Some(chosen), &findings(error)?)?;
            show(call, status, &page)
        }
    }
}

impl NewPage {
    fn new(call: &Call, chosen: Option<&str>, findings: &[Finding]) -> Result<Self, Problem> {
        let t = call.texts();
        let known = call.service().frameworks(None, FRAMEWORKS)?.records;
        let choice = |framework: &Framework| {
            let value = words::value(&framework.id());
            Choice {
                chosen: Some(value.as_str()) == chosen,
                name: format!("{} ({})", words::framework(framework), framework.key),
                value,
            }
        };
        let mut wrong = findings.to_vec();
        let mut field = |name: &str, pointers: &[&str]| {
            let place = wrong
                .iter()
                .position(|one| pointers.contains(&one.pointer.as_str()));
            Field {
                value: call.form().text(name).unwrap_or_default().to_owned(),
                wrong: place.map(|place| wrong.remove(place).detail),
            }
        };
        let name = field("name", &["/learner/name"]);
        // One of the two is needed; which one is said at the first.
        let email = field("email", &["/learner/email", "/learner"]);
        let did = field("did", &["/learner/did"]);
        let rater = match own_name(call)? {
            Some(_) => None,
            None => Some(field("rater", &["/assessor/name", "/assessor"])),
        };
        Ok(Self {
            t,
            shell: shell(call, &t.say("assess-new-title").to_string())?,
            frameworks: known.iter().map(choice).collect(),
            name,
            email,
            did,
            rater,
            wrong: wrong.into_iter().map(|one| one.detail).collect(),
        })
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for NewPage {
    fn sample(text: &str) -> Self {
        let field = Field {
            value: text.to_owned(),
            wrong: Some(text.to_owned()),
        };
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            frameworks: vec![Choice {
                value: text.to_owned(),
                name: text.to_owned(),
                chosen: true,
            }],
            name: field.clone(),
            email: field.clone(),
            did: field.clone(),
            rater: Some(field),
            wrong: vec![text.to_owned()],
        }
    }
}
