//! The audit log: sealing while others append, evidence for others, tampering, and crashes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../support/keys.rs"]
#[allow(dead_code, reason = "this target uses its part")]
mod keys;

mod bench;
mod crashes;
mod sealing;
mod tampering;
