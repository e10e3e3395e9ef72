//! `/console/frameworks/preview`: what an import would store, and confirming it by its digest.
//! Nothing is stored before.

use super::super::{Tab, at};
use super::compare::Changes;
use super::version::policy_of;
use super::{HERE, link};
use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::frameworks::preview::{FrameworkPreview, OnRecord};
use crate::service::frameworks::source::FrameworkSource;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/frameworks/preview/page.html")]
pub(in crate::http) struct PreviewPage {
    pub t: Texts,
    pub shell: Shell,
    pub title: String,
    pub key: String,
    pub version: String,
    pub credit: String,
    pub licence: String,
    /// Where it was found, if it was fetched.
    pub address: String,
    pub digest: String,
    /// The levels, low to high: names, labels, and how many statements each has.
    pub levels: Vec<(String, String, usize)>,
    pub notes: Vec<String>,
    /// Whether it can be stored.
    pub can_store: bool,
    /// Whether it is on record already.
    pub is_same: bool,
    /// Where other content is on record: the differences.
    pub differences: Vec<Finding>,
    /// What changed since the newest version on record: its name, and the changes.
    pub changes: Option<(String, Changes)>,
    /// The link to where one begins.
    pub back: String,
}

impl PreviewPage {
    fn new(call: &Call, preview: FrameworkPreview) -> Result<Self, Problem> {
        let t = call.texts();
        let title = t.say("console-preview").to_string();
        let shell = Shell::console(call, &title, Tab::Frameworks)?;
        let levels = preview.levels.into_iter();
        Ok(Self {
            t,
            title: preview.title,
            key: preview.key,
            version: preview.version,
            credit: preview.credit,
            licence: preview.licence.unwrap_or_default(),
            address: preview.address.unwrap_or_default(),
            digest: preview.digest,
            levels: levels
                .map(|level| (level.id, level.label, level.statements))
                .collect(),
            notes: preview.notes,
            can_store: preview.on_record == OnRecord::No,
            is_same: preview.on_record == OnRecord::Same,
            differences: preview.differences,
            changes: preview.changes.map(|diff| (diff.from.clone(), diff.into())),
            back: shell.at(HERE),
            shell,
        })
    }
}

/// Looks at the file or the address that was sent.
pub(in crate::http::pages::console) fn look(call: &Call) -> Result<Answer, Problem> {
    let (form, service) = (call.form(), call.service());
    let source = match (form.files("file").next(), form.filled("url")) {
        (Some(file), _) => FrameworkSource::Document(&file.bytes),
        (None, Some(url)) => FrameworkSource::Address(url),
        (None, None) => {
            let finding = Finding::new("/file", "missing", "choose a file or give an address");
            return Err(Problem::invalid("the form", vec![finding]));
        }
    };
    let found = service.find_framework(source)?;
    let preview = service.preview_framework(&found)?;
    service.keep_for_confirmation(found);
    show(call, StatusCode::OK, &PreviewPage::new(call, preview)?)
}

/// Stores what was looked at.
pub(in crate::http::pages::console) fn import(call: &Call) -> Result<Answer, Problem> {
    let form = call.form();
    let digest = form.filled("digest").unwrap_or_default();
    let policy = match form.text("policy") {
        Some("own") => Some(policy_of(form)?),
        _ => None,
    };
    let actor = call.acting()?.actor;
    let imported = call
        .service()
        .import_confirmed(digest, policy.as_ref(), &actor)?;
    let base = call.links().base();
    let link = link(&call.links(), &imported.framework.id());
    let path = link.strip_prefix(base).unwrap_or(&link);
    Ok(see_other(call, &at(path, &[("done", "import")])))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for PreviewPage {
    fn sample(text: &str) -> Self {
        let words = || text.to_owned();
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            title: words(),
            key: words(),
            version: words(),
            credit: words(),
            licence: words(),
            address: words(),
            digest: words(),
            levels: vec![(words(), words(), 7)],
            notes: vec![words()],
            can_store: true,
            is_same: true,
            differences: vec![Finding::new(text, "x", text)],
            changes: Some((words(), Changes::sample(text))),
            back: crate::http::pages::samples::link(text),
        }
    }
}
