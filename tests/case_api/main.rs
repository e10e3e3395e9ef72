//! The public CASE 1.1 API beside the official schemas: whatever it answers is valid by the schema
//! of its class, errors too; every record can be had by its identifier; pages have every record
//! exactly once; each parameter once right and once wrong.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../http/bench.rs"]
#[allow(dead_code, reason = "this target uses its part")]
mod bench;
mod classes;
mod frameworks;
mod lists;
mod memory;
mod records;
mod standing;
#[path = "../support/mod.rs"]
mod support;

use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;

type Test = fn();

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let tests: Vec<(&str, Test)> =
        [records::TESTS, lists::TESTS, memory::TESTS, standing::TESTS].concat();
    let is_there = ["schemas/case-v1p1", "frameworks", "openapi"]
        .iter()
        .all(|folder| support::data(folder).is_some());
    let trials = tests.into_iter().map(|(name, test)| match is_there {
        true => Trial::test(name, move || {
            test();
            Ok(())
        }),
        false => support::skipped(name, "the shared data is not there"),
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// Runs what waits.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    runtime.block_on(future)
}
