//! Files that a command reads and writes.

use super::CliError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// No input is longer, whatever it is: 64 MiB. What a verb takes is less.
const LIMIT: u64 = 64 << 20;

/// The contents of `path`; of standard input where it is `-`.
///
/// # Errors
/// [`CliError::Read`].
pub fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let from_stdin = path == Path::new("-");
    let contents = if from_stdin {
        up_to_limit(io::stdin().lock())
    } else {
        File::open(path).and_then(up_to_limit)
    };
    contents.map_err(|error| CliError::Read {
        place: name_of(path),
        detail: error.to_string(),
    })
}

/// Whether what was given in the place of a file is a URL.
pub fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// How `path` is called in messages.
pub fn name_of(path: &Path) -> String {
    match path == Path::new("-") {
        true => "standard input".to_owned(),
        false => path.display().to_string(),
    }
}

fn up_to_limit(source: impl Read) -> io::Result<Vec<u8>> {
    let mut contents = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut contents)?;
    if contents.len() as u64 > LIMIT {
        return Err(io::Error::other(format!("it is longer than {LIMIT} bytes")));
    }
    Ok(contents)
}

/// Writes a file whole or not at all, in the place of another if there is one.
///
/// # Errors
/// [`CliError::Write`].
pub fn replace(path: &Path, contents: &[u8]) -> Result<(), CliError> {
    write_beside(path, contents).map_err(|error| CliError::Write {
        place: path.display().to_string(),
        detail: error.to_string(),
    })
}

/// Writes a new file whole or not at all. One with the same contents is left as it is.
///
/// # Errors
/// [`CliError::Exists`] when there is one with other contents; [`CliError::Write`].
pub fn create(path: &Path, contents: &[u8]) -> Result<(), CliError> {
    match fs::read(path) {
        Ok(before) if before == contents => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => replace(path, contents),
        _ => Err(CliError::Exists(path.to_owned())),
    }
}

/// Makes a folder and those above it.
///
/// # Errors
/// [`CliError::Write`].
pub fn make_folder(path: &Path) -> Result<(), CliError> {
    fs::create_dir_all(path).map_err(|error| CliError::Write {
        place: path.display().to_string(),
        detail: error.to_string(),
    })
}

fn write_beside(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let draft: PathBuf = path.with_file_name(name);
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&draft)
        .and_then(|mut file| {
            file.write_all(contents)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        // What could not be finished should not lie about; the first error is the one to tell.
        let _ = fs::remove_file(&draft);
    }
    written
}
