//! The credentials that Proofmark writes, as types.
