//! `/console/assess`: the rating sheets, the newest first.

use super::{may, shell, words};
use crate::http::answer::Answer;
use crate::http::call::{Call, cursor, place_of};
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::sessions::Right;
use crate::service::sheets::Sheet;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use std::collections::HashMap;

/// How many sheets stand on a page.
const PAGE: usize = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/assess/list/page.html")]
pub(in crate::http) struct ListPage {
    pub t: Texts,
    pub shell: Shell,
    /// Whether all are shown, also those that are assessments by now.
    pub all: bool,
    pub sheets: Vec<Line>,
    /// The query of the next page.
    pub next: Option<String>,
    /// Whether whoever looks may begin a sheet.
    pub may_begin: bool,
}

/// A sheet.
#[derive(Debug, Clone)]
pub(in crate::http) struct Line {
    pub link: String,
    pub learner: String,
    pub framework: String,
    pub state: String,
    pub class: &'static str,
    pub assessors: Vec<String>,
    pub changed: String,
    /// Whether it waits for whoever looks.
    pub turn: bool,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [of, after] = call.query(["of", "after"])?;
    let all = of.as_deref() == Some("all");
    let after = after.map(|cursor| place_of(&cursor)).transpose()?;
    let page = call.service().sheets(&call.acting()?, !all, after, PAGE)?;
    let t = call.texts();
    let mut names = HashMap::new();
    let mut sheets = Vec::with_capacity(page.records.len());
    for sheet in &page.records {
        sheets.push(line(call, t, sheet, &mut names)?);
    }
    let next = cursor(page.next).map(|cursor| match all {
        true => format!("?of=all&after={cursor}"),
        false => format!("?after={cursor}"),
    });
    let page = ListPage {
        t,
        shell: shell(call, &t.say("assess-title").to_string())?,
        all,
        sheets,
        next,
        may_begin: may(call, Right::Assess)?,
    };
    show(call, StatusCode::OK, &page)
}

fn line(
    call: &Call,
    t: Texts,
    sheet: &Sheet,
    names: &mut HashMap<String, String>,
) -> Result<Line, Problem> {
    let value = words::value(&sheet.body.framework);
    let framework = match names.get(&value) {
        Some(known) => known.clone(),
        None => {
            let name = words::framework(&super::framework_of(call, sheet)?);
            names.insert(value, name.clone());
            name
        }
    };
    let (state, class) = words::state(t, sheet.head.state);
    Ok(Line {
        link: format!("{}{}", call.links().base(), super::path_of(sheet)),
        learner: sheet.body.learner.name.clone(),
        framework,
        state,
        class,
        assessors: words::assessors(sheet),
        changed: crate::http::pages::shell::day(&sheet.head.changed).to_owned(),
        turn: sheet.mine.is_some() || sheet.may_take || sheet.may_settle,
    })
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ListPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            all: false,
            sheets: vec![Line {
                link: crate::http::pages::samples::link(text),
                learner: text.to_owned(),
                framework: text.to_owned(),
                state: text.to_owned(),
                class: " warn",
                assessors: vec![text.to_owned()],
                changed: text.to_owned(),
                turn: true,
            }],
            next: Some("?after=x".to_owned()),
            may_begin: true,
        }
    }
}
