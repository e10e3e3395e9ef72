//! `/console/frameworks/{key}/{version}/compare`: what changed since another version.

use super::super::Tab;
use super::link;
use super::words::{Piece, compared};
use crate::framework::diff::{FrameworkDiff, diff};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use serde_json::Value;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/frameworks/compare/page.html")]
pub(in crate::http) struct ComparePage {
    pub t: Texts,
    pub shell: Shell,
    pub from: String,
    pub to: String,
    pub changes: Changes,
    /// The link to the version.
    pub back: String,
}

/// What changed, as pages show it.
#[derive(Debug, Clone, Default)]
pub(in crate::http) struct Changes {
    /// Where each stands, and what it says.
    pub added: Vec<(String, String)>,
    pub removed: Vec<(String, String)>,
    /// Where each stood and stands, and what it says.
    pub moved: Vec<(String, String, String)>,
    pub reworded: Vec<Reworded>,
    /// What else reads otherwise: what, how it read, how it reads.
    pub other: Vec<(String, String, String)>,
    /// Levels that are new, and levels that are gone.
    pub new_levels: Vec<String>,
    pub gone_levels: Vec<String>,
    pub reordered: bool,
}

/// A statement in other words.
#[derive(Debug, Clone)]
pub(in crate::http) struct Reworded {
    pub from: String,
    pub to: String,
    pub was: Vec<Piece>,
    pub is: Vec<Piece>,
}

impl From<FrameworkDiff> for Changes {
    fn from(diff: FrameworkDiff) -> Self {
        let said = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let placed = |one: crate::framework::diff::Placed| (one.statement, one.text);
        let moved = diff.moved.into_iter();
        let other = diff.changed.iter().chain(&diff.levels.renamed);
        Self {
            added: diff.added.into_iter().map(placed).collect(),
            removed: diff.removed.into_iter().map(placed).collect(),
            moved: moved.map(|one| (one.from, one.to, one.text)).collect(),
            reworded: diff
                .reworded
                .into_iter()
                .map(|one| {
                    let (was, is) = compared(&one.was, &one.is);
                    Reworded {
                        from: one.from,
                        to: one.to,
                        was,
                        is,
                    }
                })
                .collect(),
            other: other
                .map(|one| (one.what.clone(), said(&one.was), said(&one.is)))
                .collect(),
            new_levels: diff.levels.added,
            gone_levels: diff.levels.removed,
            reordered: diff.levels.reordered,
        }
    }
}

impl Changes {
    /// Whether nothing changed.
    pub(in crate::http) fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.moved.is_empty()
            && self.reworded.is_empty()
            && self.other.is_empty()
            && self.new_levels.is_empty()
            && self.gone_levels.is_empty()
            && !self.reordered
    }
}

pub(in crate::http::pages::console) fn read(call: &Call) -> Result<Answer, Problem> {
    let [with] = call.query(["with"])?;
    let with = with.ok_or_else(|| {
        let detail = "with names the version that this one is compared with";
        Problem::bad_request("bad-query", detail)
    })?;
    let (t, service, key) = (call.texts(), call.service(), call.parameter("key")?);
    let new = service.framework(key, Some(call.parameter("version")?))?;
    let old = service.framework(key, Some(&with))?;
    let title = t.say("console-compare").to_string();
    let page = ComparePage {
        t,
        shell: Shell::console(call, &title, Tab::Frameworks)?,
        from: old.version.clone(),
        to: new.version.clone(),
        changes: diff(&old, &new).into(),
        back: link(&call.links(), &new.id()),
    };
    show(call, StatusCode::OK, &page)
}

#[cfg(test)]
impl Changes {
    pub(super) fn sample(text: &str) -> Self {
        let text = || text.to_owned();
        let piece = |is_other| Piece {
            text: text(),
            is_other,
        };
        Self {
            added: vec![(text(), text())],
            removed: vec![(text(), text())],
            moved: vec![(text(), text(), text())],
            reworded: vec![Reworded {
                from: text(),
                to: text(),
                was: vec![piece(false), piece(true)],
                is: vec![piece(true), piece(false)],
            }],
            other: vec![(text(), text(), text())],
            new_levels: vec![text()],
            gone_levels: vec![text()],
            reordered: true,
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ComparePage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            from: text.to_owned(),
            to: text.to_owned(),
            changes: Changes::sample(text),
            back: crate::http::pages::samples::link(text),
        }
    }
}
