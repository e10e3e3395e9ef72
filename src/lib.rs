//! Proofmark takes a competency framework with levels and the assessments made against it, maps
//! the assessed level into Open Badges 3.0, CLR 2.0 and LER-RS credentials that state the same facts,
//! signs them with Ed25519, keeps every issuance on record in an embedded store, publishes the
//! frameworks behind them, revokes and replaces what it issued, logs every act, and verifies any such
//! credential for anyone.
//!
//! # Floors
//!
//! A room knows only rooms on floors below its own; `tests/architecture.rs` holds this.
//!
//! | floor | rooms |
//! | --- | --- |
//! | 6 faces | [`http`], [`cli`] |
//! | 5 service | [`service`]: the verbs, the only place where the floors below meet |
//! | 4 store | [`store`] (one small trait; sled), [`records`] (typed records over it), [`resolver`] (the one door to the network), [`post`] (the one door for mail) |
//! | 3 proof | [`carrier`] (credentials in pictures and PDF), [`picture`] (of levels; QR codes), [`certificate`] (on paper), [`jsonld`], [`identity`], [`status`] (taken back or not), [`audit`] (the log of all acts), [`confidential`] (what is kept about people), [`preflight`] (before signing), [`proof`] |
//! | 2 mapping | [`mapping`] (assessed level to credential, framework to CASE and CTDL) |
//! | 1 domain | [`framework`], [`assessment`], [`credential`] (classes and rules) |
//! | 0 ground | [`clock`], [`id`], [`digest`], [`ijson`], [`finding`], [`config`], [`texts`] (every text that people read) |

pub mod assessment;
pub mod audit;
pub mod carrier;
pub mod certificate;
pub mod cli;
pub mod clock;
pub mod confidential;
pub mod config;
pub mod credential;
pub mod digest;
pub mod finding;
pub mod framework;
pub mod http;
pub mod id;
pub mod identity;
pub mod ijson;
pub mod jsonld;
pub mod mapping;
pub mod picture;
pub mod post;
pub mod preflight;
pub mod proof;
pub mod records;
pub mod resolver;
pub mod service;
pub mod status;
pub mod store;
pub mod texts;
