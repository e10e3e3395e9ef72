//! `proofmark framework picture`: what a level looks like.

use super::super::workplace::Workplace;
use super::super::{CliError, files};
use crate::framework::FrameworkId;
use crate::service::ServiceError;
use crate::service::pictures::Look;
use crate::texts::Texts;
use serde_json::json;
use std::path::Path;

const COMMAND: &str = "framework picture";

pub(super) fn set(
    version: &FrameworkId,
    level: &str,
    file: &Path,
    work: &Workplace,
) -> Result<(), CliError> {
    let picture = files::read(file)?;
    let service = work.open_for_issuer(COMMAND)?;
    work.open_issuer(&service)?;
    let record = service
        .service
        .set_picture(&work.caller(), version, level, &picture)?;
    let value = json!({
        "framework": record.framework,
        "level": record.level,
        "kind": record.kind,
        "bytes": record.length,
        "digest": record.digest,
    });
    let text = format!("The picture of {level} ({version}) is set\n");
    work.out.result(&text, &value)
}

pub(super) fn remove(version: &FrameworkId, level: &str, work: &Workplace) -> Result<(), CliError> {
    let service = work.open_store(COMMAND)?;
    service.remove_picture(&work.caller(), version, level)?;
    let text = format!("{level} ({version}) has the picture that is drawn for it\n");
    let value = json!({ "framework": version, "level": level });
    work.out.result(&text, &value)
}

pub(super) fn show(
    version: &FrameworkId,
    level: &str,
    out: &Path,
    work: &Workplace,
) -> Result<(), CliError> {
    let opened = work.open_for_issuer(COMMAND)?;
    work.open_issuer(&opened)?;
    let look = match out
        .extension()
        .is_some_and(|one| one.eq_ignore_ascii_case("png"))
    {
        true => Look::Pixels,
        false => Look::Drawing,
    };
    let texts = Texts::default();
    let picture = opened
        .service
        .level_picture(&work.issuer, version, level, look, texts)?;
    let picture = picture.ok_or_else(|| ServiceError::Refused {
        rule: "no-drawing",
        detail: format!(
            "the provider's own picture of {level} is a PNG: name a file ending in .png"
        ),
    })?;
    files::create(out, &picture.bytes)?;
    let file = out.display().to_string();
    let value = json!({
        "file": file,
        "mediaType": picture.media_type,
        "own": picture.is_own,
        "bytes": picture.bytes.len(),
    });
    work.out.result(&format!("Written: {file}\n"), &value)
}
