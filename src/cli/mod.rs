//! The command line face: one file a subcommand, over the same verbs as the HTTP face.
//!
//! Results go to standard output, notes and errors to standard error; exit codes are 0 (done, or
//! valid), 1 (refused, failed, or not valid), 2 (wrong usage or unreadable input) and 3 (could
//! not be checked). No command prints a secret, save an API key when it is made.

mod api_key;
mod args;
mod assess;
mod backup;
mod bake;
mod credential;
mod demo;

mod error;
mod facts;
mod files;
mod framework;
mod fsck;
mod issue;
mod issuer;
mod keys;
mod learner;
mod output;
mod preflight;
mod serve;
mod verify;
mod view;
mod workplace;

pub use error::CliError;
pub use serve::{Server, Site};

use args::{Command, CommandLine};
use clap::Parser;
use clap::error::ErrorKind;
use output::Output;
use std::ffi::OsString;
use std::process::ExitCode;
use workplace::Workplace;

/// Runs the command that `args` name (the program's own name first). `server` is the HTTP face,
/// which this one does not know.
pub fn run(args: impl IntoIterator<Item = OsString>, server: Server) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let line = match CommandLine::try_parse_from(&args) {
        Ok(line) => line,
        Err(error) => return no_command(&error, args.iter().any(|arg| arg == "--json")),
    };
    let out = Output::new(line.json);
    let program = args.first().map(|program| program.to_string_lossy());
    let program = program.as_deref().unwrap_or("proofmark");
    match command(&line, program, out, server) {
        Ok(exit) => exit,
        Err(error) => {
            out.error(&error);
            ExitCode::from(error.exit())
        }
    }
}

/// `program` is how this one was called.
fn command(
    line: &CommandLine,
    program: &str,
    out: Output,
    server: Server,
) -> Result<ExitCode, CliError> {
    let work = Workplace::new(line, out)?;
    match &line.command {
        Command::Demo(demo) => demo::run(demo, program, out)?,
        Command::Serve(_) => serve::run(&work, server)?,
        Command::Framework(framework) => framework::run(framework, &work)?,
        Command::Assess(assess) => assess::run(assess, &work)?,
        Command::Issue(issue) => issue::run(issue, &work)?,
        Command::Facts(facts) => facts::run(facts, &work)?,
        Command::Credential(arguments) => return credential::run(arguments, &work),
        Command::Verify(verify) => return verify::run(verify, &work),
        Command::Preflight(arguments) => return preflight::run(arguments, &work),
        Command::Bake(bake) => bake::bake(bake, &work)?,
        Command::Unbake(unbake) => bake::unbake(unbake, &work)?,
        Command::Keys(keys) => keys::run(keys, &work)?,
        Command::Issuer(issuer) => issuer::run(issuer, &work)?,
        Command::ApiKey(api_key) => api_key::run(api_key, &work)?,
        Command::Learner(learner) => learner::run(learner, &work)?,
        Command::Backup(arguments) => backup::backup(arguments, &work)?,
        Command::Restore(arguments) => backup::restore(arguments, &work)?,
        Command::Fsck(arguments) => return fsck::run(arguments, &work),
    }
    Ok(ExitCode::SUCCESS)
}

/// The help that was asked for, or what is wrong with the command line.
fn no_command(error: &clap::Error, json: bool) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if json && !asked {
        Output::new(true).error(&CliError::Usage(error.to_string().trim().to_owned()));
    } else {
        // A reader that went away has what it wanted.
        let _ = error.print();
    }
    ExitCode::from(if asked { 0 } else { 2 })
}
