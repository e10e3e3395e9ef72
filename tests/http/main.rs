//! The HTTP face, driven without a socket where none is needed (`jobs`, `routes`, `bad_input`,
//! `operation`) and over loopback sockets where one is (`edge`).

mod bad_input;
mod bench;
mod edge;
mod jobs;
mod operation;
mod routes;
