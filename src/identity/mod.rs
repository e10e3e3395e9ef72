//! Who signs: multikeys, DIDs, DID documents, key files.
