//! The life of a credential after it was issued: revoked, suspended, reinstated, corrected,
//! renewed, overtaken; and how each state reads to whoever verifies it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bench;
mod jobs;
mod races;
mod replacing;
mod search;
mod states;
mod status;
