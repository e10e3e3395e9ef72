//! The `proofmark` program: everything it does is in the library. Here the two faces meet, which
//! do not know each other.

use proofmark::cli::{self, Site};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os(), serve)
}

fn serve(_: Site) -> std::io::Result<()> {
    Ok(())
}
