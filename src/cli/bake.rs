//! `proofmark bake` and `proofmark unbake`: credentials into pictures, and out of them.
//!
//! Neither verifies anything, and neither opens the store. A result that is a file is written
//! whole or not at all, and never in the place of a file with other contents.

use super::args::{Bake, Unbake};
use super::workplace::Workplace;
use super::{CliError, files};
use crate::carrier::{self, Carried, Carrier, CarrierError, Existing};
use crate::finding::Finding;
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::Path;

/// `proofmark bake`.
pub(super) fn bake(arguments: &Bake, work: &Workplace) -> Result<(), CliError> {
    check(arguments, work)?;
    let credential = files::read(&arguments.credential)?;
    let image = files::read(&arguments.image)?;
    let existing = match arguments.replace {
        true => Existing::Replace,
        false => Existing::Keep,
    };
    let baked = carrier::bake(&credential, &image, existing).map_err(|error| {
        let place = match &error {
            CarrierError::Credential(_) => &arguments.credential,
            _ => &arguments.image,
        };
        of(place, error)
    })?;
    let Some(out) = &arguments.out else {
        return work.out.bytes(&baked);
    };
    files::create(out, &baked)?;
    let name = Carrier::of(&baked).map(Carrier::name).unwrap_or_default();
    let value = json!({
        "carrier": name,
        "mediaType": Carrier::of(&baked).map(Carrier::media_type),
        "bytes": baked.len(),
        "file": out.display().to_string(),
    });
    let file = out.display();
    let text = format!("Baked: {file} ({name}, {} bytes)\n", baked.len());
    work.out.result(&text, &value)
}

/// What can be told without reading anything.
fn check(arguments: &Bake, work: &Workplace) -> Result<(), CliError> {
    let stdin = Path::new("-");
    if arguments.credential == stdin && arguments.image == stdin {
        let detail = "the credential and the picture cannot both come from standard input";
        return Err(CliError::Usage(detail.to_owned()));
    }
    let unprintable = work.out.is_json() || std::io::stdout().is_terminal();
    if arguments.out.is_none() && unprintable {
        let detail = "a picture is neither text nor JSON: name a file for it with --out";
        return Err(CliError::Usage(detail.to_owned()));
    }
    Ok(())
}

/// `proofmark unbake`.
pub(super) fn unbake(arguments: &Unbake, work: &Workplace) -> Result<(), CliError> {
    let image = files::read(&arguments.image)?;
    let carried = carrier::find(&image)
        .and_then(|carried| carried.ok_or_else(no_carrier))
        .map_err(|error| of(&arguments.image, error))?;
    for departure in &carried.departures {
        work.out.note(&departure.detail);
    }
    match &arguments.out {
        Some(out) => {
            files::create(out, &carried.credential)?;
            let file = out.display();
            let text = format!("Taken out: {file}\nNext: proofmark verify {file}\n");
            work.out
                .result(&text, &as_json(&carried, Some(out.as_path())))
        }
        None if work.out.is_json() => work.out.result("", &as_json(&carried, None)),
        None => work.out.bytes(&carried.credential),
    }
}

fn as_json(carried: &Carried, file: Option<&Path>) -> Value {
    let text = String::from_utf8_lossy(&carried.credential);
    // A token is a string; the rest is JSON, told as JSON.
    let document = serde_json::from_str(&text).unwrap_or_else(|_| json!(text));
    json!({
        "carrier": carried.carrier.name(),
        "family": carried.family.map(carrier::Family::name),
        "departures": carried.departures,
        "file": file.map(|file| file.display().to_string()),
        "document": document,
    })
}

fn no_carrier() -> CarrierError {
    let detail = "this is no PNG, SVG or PDF; a credential as JSON or as a token is verified as it \
                  is";
    CarrierError::Nothing(Finding::new("", "not-a-carrier", detail))
}

fn of(place: &Path, error: CarrierError) -> CliError {
    CliError::Carrier {
        place: files::name_of(place),
        error,
    }
}
