//! What was published last, in two files for each list: `{name}.json` and `{name}.jwt`.
//!
//! A file is there whole or not at all: it is written as a draft, made durable, and renamed. The
//! list with its proof comes first; what the other says more than it was never served.

use super::publish::Published;
use crate::ijson;
use crate::records::status_list::StatusListRecord;
use crate::status::StatusList;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// The folder of these files, beside the store.
pub const PUBLISHED_FOLDER: &str = "published";

/// Writes `published` into `folder`.
pub(super) fn write(folder: &Path, name: &str, published: &Published) -> io::Result<()> {
    if !folder.exists() {
        fs::create_dir_all(folder)?;
        if let Some(parent) = folder.parent() {
            File::open(parent)?.sync_all()?;
        }
    }
    let forms = [
        ("json", published.proven.bytes()),
        ("jwt", published.token.bytes()),
    ];
    let draft = |end: &str| folder.join(format!("{name}.{end}.draft"));
    let mut files = Vec::new();
    for (end, bytes) in forms {
        let mut file = File::create(draft(end))?;
        file.write_all(bytes)?;
        files.push(file);
    }
    fail::fail_point!("publish.written", |_| std::process::abort());
    for file in files {
        file.sync_all()?;
    }
    fail::fail_point!("publish.synced", |_| std::process::abort());
    for (end, _) in forms {
        fs::rename(draft(end), folder.join(format!("{name}.{end}")))?;
    }
    fail::fail_point!("publish.renamed", |_| std::process::abort());
    File::open(folder)?.sync_all()
}

/// What was published of the list of `record`; `None` when nothing was.
///
/// # Errors
/// In words, when the files are not what was written there.
pub(in crate::service) fn read(
    folder: &Path,
    record: &StatusListRecord,
) -> Result<Option<Published>, String> {
    let load = |end: &str| {
        let path = folder.join(format!("{}.{end}", record.name));
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    };
    let Some(proven) = load("json")? else {
        return Ok(None);
    };
    let token = load("jwt")?.unwrap_or_default();
    let unusable = |why: String| {
        format!(
            "what was published of the status list {} cannot be used: {why}",
            record.url
        )
    };
    let json = ijson::parse(&proven).map_err(|error| unusable(error.to_string()))?;
    let list = StatusList::read(&json, &record.url).map_err(|error| unusable(error.to_string()))?;
    if list.issuer != record.issuer || list.purposes != [record.purpose.as_str()] {
        return Err(unusable("it is another list".to_owned()));
    }
    let (Some(from), Some(until)) = (list.valid_from, list.valid_until) else {
        return Err(unusable("it does not say when it is in force".to_owned()));
    };
    Ok(Some(Published::new(proven, token, list.bits, from, until)))
}

/// The lists that were published from the store in `data`, by their addresses, so that `verify`
/// can ask them while another process holds the store. None where there are none.
pub fn published_lists(data: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(files) = fs::read_dir(data.join(PUBLISHED_FOLDER)) else {
        return Vec::new();
    };
    let read = |path: &Path| {
        let bytes = fs::read(path).ok()?;
        let url = ijson::parse(&bytes).ok()?.get("id")?.as_str()?.to_owned();
        Some((url, bytes))
    };
    let paths = files.flatten().map(|file| file.path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .filter_map(|path| read(&path))
        .collect()
}
