//! Securing mechanisms: Data Integrity cryptosuites and JOSE.
