//! Assessed levels as a résumé of HR Open Standards (LER-RS 4.4 and 4.5), in two wrappers.

use super::{Holding, Occasion};
use crate::credential::ler_rs::Resume;
use serde_json::{Value, json};

/// The résumé as a credential of VC Data Model 2.0, for wallets.
pub fn ler_rs(_holding: &Holding<'_>, _resume: Option<&Resume>, _occasion: &Occasion) -> Value {
    json!({})
}

/// The résumé in HR Open's own wrapper (VerifiableCredentialLER-RSType 4.5).
pub fn hr_open_ler_rs(
    _holding: &Holding<'_>,
    _resume: Option<&Resume>,
    _occasion: &Occasion,
) -> Value {
    json!({})
}
