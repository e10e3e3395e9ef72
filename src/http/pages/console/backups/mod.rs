//! `/console/backups`: the backups in the folder for them, and making one.

use super::{Tab, at};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

const HERE: &str = "/console/backups";

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/backups/page.html")]
pub(in crate::http) struct BackupsPage {
    pub t: Texts,
    pub shell: Shell,
    pub done: bool,
    pub files: Vec<FileRow>,
}

/// A backup.
#[derive(Debug, Clone)]
pub(in crate::http) struct FileRow {
    pub name: String,
    pub begun: String,
    /// How long it is, in kilobytes.
    pub kilobytes: usize,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [done] = call.query(["done"])?;
    let t = call.texts();
    let files = call.service().backups_here();
    let row = |file: crate::service::backup::BackupFile| FileRow {
        begun: file.begun().unwrap_or_default(),
        kilobytes: usize::try_from(file.bytes.div_ceil(1000)).unwrap_or(usize::MAX),
        name: file.name,
    };
    let page = BackupsPage {
        t,
        shell: Shell::console(call, &t.say("console-backups").to_string(), Tab::Backups)?,
        done: done.as_deref() == Some("made"),
        files: files.into_iter().map(row).collect(),
    };
    show(call, StatusCode::OK, &page)
}

pub(super) fn make(call: &Call) -> Result<Answer, Problem> {
    call.service().backup_here(&call.acting()?)?;
    Ok(see_other(call, &at(HERE, &[("done", "made")])))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for BackupsPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            done: true,
            files: vec![FileRow {
                name: text.to_owned(),
                begun: text.to_owned(),
                kilobytes: 7,
            }],
        }
    }
}
