//! The HTTP face, driven without a socket where none is needed (`jobs`, `routes`, `bad_input`,
//! `operation`) and over loopback sockets where one is (`edge`).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bad_input;
mod bench;
mod edge;
mod jobs;
mod operation;
mod rates;
mod routes;
mod vc_api_issue;
