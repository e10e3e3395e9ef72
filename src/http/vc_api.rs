//! The W3C's VC-API, as its test suites drive it: `/credentials/issue`, `/credentials/status`,
//! `/credentials/verify` and `/presentations/verify`.

pub(super) mod issue;
pub(super) mod status;
pub(super) mod verify;
