//! Typed, versioned records over the store.
