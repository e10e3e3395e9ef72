//! The one door for mail: letters to learners go out here and nowhere else.
//!
//! | file | its part |
//! | --- | --- |
//! | here | the trait, and why a letter was not sent |
//! | `letter` | a letter, checked: one recipient, no line in a header that is not ours (RFC 5322) |
//! | `smtp` | the engine that hands letters to a mail server (RFC 5321, RFC 3207, RFC 8314) |
//! | `folder` | the engine that leaves them in a folder: for development |
//!
//! What a letter says, and whether one is sent at all, is left to the service.

mod folder;
mod letter;
mod smtp;

pub use folder::Folder;
pub use letter::{Letter, LetterError};
pub use smtp::{Password, Smtp};

use std::io;
use std::path::PathBuf;

/// An engine that sends letters. It blocks until somebody else is responsible for the letter.
pub trait Post: Send + Sync {
    /// Sends `letter`.
    ///
    /// # Errors
    /// [`PostError`]: whether it was sent is not known only where the connection broke off.
    fn send(&self, letter: &Letter) -> Result<(), PostError>;
}

/// Why a letter was not sent. None of these says whom it was for: they end up in logs.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PostError {
    /// The letter, or who it is from, cannot be written as mail: the operator's `mail-from` is at
    /// fault, or a name in it.
    #[error("the letter cannot be written: {0}")]
    Unwritable(String),
    /// The mail server cannot be reached, or the conversation broke off: the environment is at
    /// fault.
    #[error("the mail server cannot be reached: {0}")]
    Unreachable(String),
    /// The mail server does not take it: the address, or the operator's account there, is at
    /// fault.
    #[error("the mail server does not take the letter: {0}")]
    Refused(String),
    /// The folder cannot be written to: the environment is at fault.
    #[error("the letter cannot be written to {}: {detail}", .folder.display())]
    NotWritten {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        detail: String,
    },
}

impl PostError {
    fn not_written(folder: &std::path::Path, error: &io::Error) -> Self {
        Self::NotWritten {
            folder: folder.to_owned(),
            detail: error.to_string(),
        }
    }
}
