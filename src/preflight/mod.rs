//! What an unsecured credential must pass before it is signed.
