//! What several test targets share: where the data lies, how skipped tests are told.
#![allow(dead_code, reason = "no target uses all of it")]

pub mod frameworks;
pub mod hr_open;
pub mod keys;
pub mod nquads;
pub mod verifying;

use libtest_mimic::{Failed, Trial};
use std::path::PathBuf;

/// The folder of shared data: `PROOFMARK_SHARED`, or `../shared` beside the crate.
pub fn shared() -> PathBuf {
    std::env::var_os("PROOFMARK_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    )
}

/// The folder `data/{below}` of the shared data, or `None` where it is absent.
pub fn data(below: &str) -> Option<PathBuf> {
    let folder = shared().join("data").join(below);
    folder.is_dir().then_some(folder)
}

/// A test that is reported as ignored, with the reason in its name.
pub fn skipped(name: &str, reason: &str) -> Trial {
    Trial::test(format!("{name} (skipped: {reason})"), || Ok(())).with_ignored_flag(true)
}

/// Reads a file of the shared data.
pub fn read(path: &std::path::Path) -> Result<String, Failed> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Fails with both texts where they differ.
pub fn same(what: &str, ours: &str, expected: &str) -> Result<(), Failed> {
    if ours == expected {
        return Ok(());
    }
    Err(format!("{what} differs\nours:\n{ours}\nexpected:\n{expected}").into())
}
