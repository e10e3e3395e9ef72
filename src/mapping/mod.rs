//! From an assessed level to an unsecured credential: total and pure.
