//! The targets under libFuzzer: one program for all of them, which runs the one that the
//! environment variable `PROOFMARK_FUZZ` names.

#![no_main]

mod targets;

use std::sync::OnceLock;

static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();

libfuzzer_sys::fuzz_target!(
    init: {
        let name = std::env::var("PROOFMARK_FUZZ").expect("PROOFMARK_FUZZ names a target");
        let target = targets::TARGETS.into_iter().find(|target| target.0 == name);
        let (_, body) = target.expect("PROOFMARK_FUZZ names one of the targets");
        TARGET.get_or_init(|| body);
    },
    |data: &[u8]| {
        if let Some(body) = TARGET.get() {
            body(data);
        }
    }
);
