//! `/record/shares`: a learner's links, and taking them back.

use super::SHARES;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::shares::Share;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/share/list/page.html")]
pub(in crate::http) struct ListPage {
    pub t: Texts,
    pub shell: Shell,
    pub(super) rows: Vec<Row>,
}

/// A link.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub purpose: String,
    /// Where it is told of.
    pub link: String,
    /// Where it is taken back.
    pub take_back: String,
    /// How many credentials it shows.
    pub credentials: usize,
    pub until: String,
    pub is_over: bool,
    /// How often it was looked at, in words.
    pub looks: String,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let t = call.texts();
    let shares = call.service().shares(&call.acting()?)?;
    let page = ListPage {
        t,
        shell: Shell::open(call, &t.say("share-mine").to_string()),
        rows: shares.iter().map(|share| row(call, share)).collect(),
    };
    show(call, StatusCode::OK, &page)
}

fn row(call: &Call, share: &Share) -> Row {
    let links = call.links();
    Row {
        purpose: share.purpose.clone(),
        link: links.to(&["record", "shares", &share.id]),
        take_back: links.to(&["record", "shares", &share.id, "take-back"]),
        credentials: share.credentials.len(),
        until: day(&share.expires).to_owned(),
        is_over: share.is_over,
        looks: looks(call.texts(), share),
    }
}

/// How often a link was looked at, in words.
pub(super) fn looks(t: Texts, share: &Share) -> String {
    let views = usize::try_from(share.views).unwrap_or(usize::MAX);
    match &share.viewed {
        Some(day) => {
            let said = t.say("share-looks-last").with("count", views);
            said.with("day", day).to_string()
        }
        None => t.say("share-looks-none").to_string(),
    }
}

/// Takes one link back. That it was taken back already is no matter.
pub(super) fn take_back(call: &Call) -> Result<Answer, Problem> {
    let id = call.parameter("id")?;
    match call.service().take_back_share(&call.acting()?, id) {
        Ok(()) | Err(ServiceError::NotFound { .. }) => Ok(see_other(call, SHARES)),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn take_all_back(call: &Call) -> Result<Answer, Problem> {
    call.service().take_back_all_shares(&call.acting()?)?;
    Ok(see_other(call, SHARES))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ListPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        let row = |is_over| Row {
            purpose: text.to_owned(),
            link: link(text),
            take_back: link(text),
            credentials: 2,
            until: text.to_owned(),
            is_over,
            looks: text.to_owned(),
        };
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            rows: vec![row(false), row(true)],
        }
    }
}
