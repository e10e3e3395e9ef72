//! Résumés (HR Open LER-RS) in both wrappers: HR Open's own schemas take them, the facts of the
//! assessment can be read back from them, they can be signed, and what was tampered with is refused.

mod made;
mod mapped;
mod schemas;
mod secured;
#[path = "../support/mod.rs"]
mod support;

use libtest_mimic::Arguments;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = mapped::trials();
    trials.extend(schemas::trials());
    trials.extend(secured::trials());
    libtest_mimic::run(&arguments, trials).exit_code()
}
