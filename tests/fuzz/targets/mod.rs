//! What is fuzzed: each target takes any bytes, and panics where something is wrong.
//!
//! Two programs run them: `cargo test --test fuzz` (a small corpus and some thousands of seeded
//! mutations, in seconds), and libFuzzer (`tests/fuzz/run`, for as long as one likes). A target
//! does more than call a reader: it states what must hold whenever the reader accepts.

mod bits;
mod carrier;
mod case;
mod json;
mod keys;
mod linked_data;

/// One target: its name, which is that of its folder in `corpus`, and its body.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 11] = [
    ("bits", bits::bits),
    ("case", case::case),
    ("did", keys::did),
    ("json", json::json),
    ("linked-data", linked_data::linked_data),
    ("multikey", keys::multikey),
    ("pdf", carrier::pdf),
    ("png", carrier::png),
    ("status", bits::status),
    ("svg", carrier::svg),
    ("token", keys::token),
];

/// The bytes as text, where they are UTF-8.
fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}
