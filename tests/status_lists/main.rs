//! Our own status lists: places in them, their bits, and what is published (Bitstring Status List
//! 1.0).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bench;
mod lives;
mod places;
mod publishing;
mod writers;
