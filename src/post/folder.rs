//! Letters as files in a folder, which nobody but their owner may read: for development, and for
//! whoever sends them by other means. One file a letter, as mail programs open them (`.eml`).

use super::{Letter, Post, PostError};
use crate::config::MailSender;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// The engine that leaves letters in a folder.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    from: MailSender,
}

impl Folder {
    /// Letters from `from`, left in the folder `path`, which is made when the first is written.
    pub fn new(path: impl Into<PathBuf>, from: MailSender) -> Self {
        Self {
            path: path.into(),
            from,
        }
    }
}

impl Post for Folder {
    fn send(&self, letter: &Letter) -> Result<(), PostError> {
        let message = letter.message(&self.from)?;
        // The time first: a folder sorted by names is sorted by time.
        let name = format!("{}-{}.eml", letter.date().unix_timestamp(), letter.id());
        write(&self.path, &name, &message.formatted())
            .map_err(|error| PostError::not_written(&self.path, &error))
    }
}

/// Writes a new file that is its owner's alone.
fn write(folder: &Path, name: &str, contents: &[u8]) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(folder.join(name))?;
    file.write_all(contents)
}
