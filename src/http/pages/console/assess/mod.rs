//! Assessing: the list of rating sheets, a new one, rating statement by statement, signing off, and
//! settling where two assessors differ.
//!
//! A sheet has one address, and what stands there goes by how far it is and who looks: `rate` for
//! whoever rates, `settle` for the two who settle, `stand` for everybody else. `summary` is the
//! level and why, `import` the table of a cohort, `fields` what a form says of ratings, `words` texts that several pages need.

mod fields;
mod import;
mod list;
mod new;
mod rate;
mod settle;
mod sign_off;
mod stand;
mod summary;
mod words;

use super::super::{FORM, Shell};
use super::Tab;
use crate::finding::Finding;
use crate::framework::Framework;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::http::routes::{Access, Route};
use crate::service::ServiceError;
use crate::service::sessions::{Right, Who};
use crate::service::sheets::{Sheet, SheetState};

/// The longest form with the ratings of one part of a sheet: 4 MiB.
const RATINGS: usize = 4 << 20;

const LOOK: Access = Access::Console(Right::Look);
const ASSESS: Access = Access::Console(Right::Assess);

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page("/console/assess", LOOK, list::read),
    Route::page("/console/assess/new", ASSESS, new::read),
    Route::form("/console/assess/new", ASSESS, FORM, new::begin),
    Route::page("/console/assess/import", ASSESS, import::read),
    Route::form(
        "/console/assess/import",
        ASSESS,
        import::TABLE,
        import::preview,
    ),
    Route::form(
        "/console/assess/import/record",
        ASSESS,
        import::TABLE,
        import::record,
    ),
    Route::page("/console/assess/{id}", LOOK, read),
    Route::page("/console/assess/{id}/more", LOOK, stand::more),
    Route::form("/console/assess/{id}", ASSESS, RATINGS, rate::save),
    Route::form(
        "/console/assess/{id}/decision",
        ASSESS,
        RATINGS,
        rate::decision,
    ),
    Route::page("/console/assess/{id}/sign-off", ASSESS, sign_off::read),
    Route::form(
        "/console/assess/{id}/sign-off",
        ASSESS,
        FORM,
        sign_off::sign,
    ),
    Route::form("/console/assess/{id}/take", ASSESS, FORM, stand::take),
    Route::form("/console/assess/{id}/settle", ASSESS, FORM, settle::settle),
    Route::form(
        "/console/assess/{id}/hand-over",
        Access::Console(Right::Admin),
        FORM,
        stand::hand_over,
    ),
    Route::form("/console/assess/{id}/delete", ASSESS, FORM, stand::delete),
];

/// A sheet, as far as it is for whoever looks.
fn read(call: &Call) -> Result<Answer, Problem> {
    let (sheet, framework) = open(call)?;
    if sheet.mine.is_some() && may(call, Right::Assess)? {
        return rate::show_sheet(call, &sheet, &framework);
    }
    match sheet.head.state {
        SheetState::Settling => settle::show_sheet(call, &sheet, &framework, &[]),
        _ => stand::show_sheet(call, &sheet, &framework),
    }
}

/// The sheet that the path names, with its framework.
fn open(call: &Call) -> Result<(Sheet, Framework), Problem> {
    let sheet = call
        .service()
        .sheet(&call.acting()?, call.parameter("id")?)?;
    let framework = framework_of(call, &sheet)?;
    Ok((sheet, framework))
}

fn framework_of(call: &Call, sheet: &Sheet) -> Result<Framework, Problem> {
    let id = &sheet.body.framework;
    Ok(call.service().framework(&id.key, Some(&id.version))?)
}

/// What the page of a sheet stands in.
fn shell(call: &Call, title: &str) -> Result<Shell, Problem> {
    Shell::console(call, title, Tab::Assess)
}

/// The path of a sheet.
fn path_of(sheet: &Sheet) -> String {
    format!("/console/assess/{}", sheet.head.id)
}

fn may(call: &Call, right: Right) -> Result<bool, Problem> {
    Ok(call.session()?.may(right))
}

/// The name of whoever is signed in; the holder of an API key says it.
fn own_name(call: &Call) -> Result<Option<String>, Problem> {
    match &call.session()?.who {
        Who::Staff { name, .. } => Ok(name.clone()),
        Who::Learner { .. } => Ok(None),
    }
}

/// The name of whoever is signed in, or what the form says.
fn rater(call: &Call) -> Result<String, Problem> {
    let typed = || call.form().filled("rater").unwrap_or_default().to_owned();
    Ok(own_name(call)?.unwrap_or_else(typed))
}

/// The revision that the form was made of.
fn revision(call: &Call) -> Result<u64, Problem> {
    let text = call.form().text("revision").unwrap_or_default();
    text.parse().map_err(|_| {
        Problem::bad_request(
            "broken-form",
            "the form does not say which revision it is of",
        )
    })
}

/// What is wrong with what was entered, where that is what is wrong.
fn findings(error: ServiceError) -> Result<Vec<Finding>, Problem> {
    match error {
        ServiceError::Invalid { findings, .. } => Ok(findings),
        other => Err(other.into()),
    }
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use crate::http::pages::samples::of;
    vec![
        ("assess list", of::<list::ListPage>(text)),
        ("assess new", of::<new::NewPage>(text)),
        ("assess import", of::<import::ImportPage>(text)),
        ("assess rate", of::<rate::RatePage>(text)),
        ("assess sign off", of::<sign_off::SignOffPage>(text)),
        ("assess settle", of::<settle::SettlePage>(text)),
        ("assess stand", of::<stand::StandPage>(text)),
    ]
}
