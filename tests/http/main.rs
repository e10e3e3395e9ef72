//! The HTTP face, driven without a socket where none is needed (`jobs`, `routes`, `bad_input`,
//! `operation`) and over loopback sockets where one is (`edge`).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../support/evidence.rs"]
mod evidence;
#[path = "../support/keys.rs"]
#[allow(dead_code, reason = "this target uses its part")]
mod keys;
#[path = "../support/pictures.rs"]
mod pictures;
#[path = "../support/shelf.rs"]
mod shelf;
#[path = "../support/web.rs"]
mod web;

mod assess;
mod audit;
mod backups;
mod bad_input;
mod bench;
mod browser;
mod claims;
mod console;
mod desk;
mod edge;
mod forms;
mod framework_addresses;
mod issuers;
mod jobs;
mod level_pictures;
mod openid;
mod operation;
mod preflight;
mod public;
mod rates;
mod routes;
mod sessions;
mod shares;
mod signing;
mod standing;
mod status_acts;
mod status_lists;
mod vc_api_issue;
mod vc_api_verify;
mod verify;
mod verify_page;
