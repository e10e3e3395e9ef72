//! The W3C's VC-API, as its test suites drive it: `/credentials/issue`, `/credentials/verify` and
//! `/presentations/verify`.

pub(super) mod issue;
pub(super) mod verify;
