//! Credentials: what Proofmark writes, as types, and the rules a credential's JSON must keep,
//! as tables.
//!
//! The same rules serve both ends: preflight refuses to sign what breaks them, and the verifier
//! reports what does. Open Badges 3.0 lives in [`open_badge`], the data model under it in
//! [`vcdm`], what an issuer says of itself in [`profile`].

pub mod open_badge;
pub mod profile;
mod shape;
pub mod vcdm;
