//! Credentials: what Proofmark writes, as types, and the rules a credential's JSON must keep,
//! as tables.
//!
//! The same rules serve both ends: preflight refuses to sign what breaks them, and the verifier
//! reports what does. The data model lives in [`vcdm`]; Open Badges 3.0 and its endorsements in
//! [`open_badge`], records of several credentials in [`clr`], what an issuer says of itself in
//! [`profile`]. [`kinds`] tells which rules are a credential's, [`check`] applies them all,
//! [`parts`] lists what is to be verified on its own, [`meaning`] reads what it says, [`facts`] what
//! it states of an assessed level whatever its form, and [`recipient`] whom it is about.

pub mod clr;
pub mod facts;
mod kind;
pub mod ler_rs;
pub mod meaning;
pub mod open_badge;
mod parts;
pub mod profile;
pub mod recipient;
mod rules;
mod shape;
pub mod vcdm;

pub use kind::{Kind, kind, kinds};
pub use parts::{Form, MAX_PARTS, Part, Parts, Role, TOO_MANY_PARTS, UNKNOWN_ENVELOPE, parts};
pub use rules::{check, check_types, leads_nowhere};
