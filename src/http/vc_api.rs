//! The W3C's VC-API, as its test suites drive it: `/credentials/issue`.

pub(super) mod issue;
