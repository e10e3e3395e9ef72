//! Who signs: multikeys, DIDs, DID documents, key files.

mod signer;

pub use signer::{Signer, SignerError};
