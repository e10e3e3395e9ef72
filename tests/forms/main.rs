//! One assessment in every form: all state the same facts, are valid on their own and by the
//! official schemas, and go on record together or not at all.

#[path = "../support/mod.rs"]
mod support;

mod facts;
mod house;
mod records;
mod schemas;
mod together;

use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;

/// A test.
type Test = fn() -> Result<(), Failed>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    trials.extend(facts::trials());
    trials.extend(together::trials());
    trials.extend(records::trials());
    trials.extend(schemas::trials());
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The tests of a file, named after it.
fn named(file: &str, tests: &[(&str, Test)]) -> Vec<Trial> {
    let trial = |(name, test): &(&str, Test)| Trial::test(format!("{file}: {name}"), *test);
    tests.iter().map(trial).collect()
}

/// Fails with `why` unless `holds`.
fn ensure(holds: bool, why: impl Into<String>) -> Result<(), Failed> {
    match holds {
        true => Ok(()),
        false => Err(why.into().into()),
    }
}
