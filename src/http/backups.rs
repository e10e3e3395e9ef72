//! `/api/v1/backups`: a backup of the whole deployment, made while it runs.
//!
//! The file stays on the server, encrypted: the answer names it and says how to recognize it. A
//! backup that was begun is finished, also when nobody waits for the answer any more.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// A backup that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct BackupAnswer<'r> {
    /// The name of the file, in the folder for backups.
    file: &'r str,
    /// When it was begun.
    #[schema(format = DateTime)]
    created: &'r str,
    /// How long it is.
    bytes: u64,
    /// How many records it holds; one that changed meanwhile counts each time.
    records: u64,
    /// SHA-256 of the file, in hexadecimal digits.
    sha256: &'r str,
}

pub(super) fn make(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let report = call.service().backup_here(&call.acting()?)?;
    let name = report.file.file_name().unwrap_or_default();
    let answer = Answer::json(&BackupAnswer {
        file: &name.to_string_lossy(),
        created: &report.created,
        bytes: report.bytes,
        records: report.records,
        sha256: &report.sha256,
    })?;
    Ok(answer.status(StatusCode::CREATED))
}

pub(super) fn describe_make() -> Described {
    Described::new(
        "makeBackup",
        "Writes an encrypted backup of the whole deployment into the server's folder for backups",
    )
    .gives::<BackupAnswer<'_>>(201, "The backup is in its file, durably")
    .fails(409, "Another backup is being made")
    .fails(422, "The key is not the default issuer's")
}
