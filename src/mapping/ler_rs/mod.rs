//! Assessed levels as a résumé of HR Open Standards (LER-RS 4.4 and 4.5), in two wrappers.
//!
//! Both hold the same members (`body`). HR Open's own wrapper is of VC Data Model 1.1 and names a
//! JSON Schema as its second context, so that no JSON-LD processor can read it; the other is of VC
//! Data Model 2.0 with a context that stands inline.

mod assessed;
mod body;

use super::clr::{identifiers, subject};
use super::{Holding, Occasion, status_of};
use crate::credential::ler_rs::{
    HR_OPEN_CONTEXT, HR_OPEN_TYPE, Resume, VC_2_0_TYPE, inline_context,
};
use crate::credential::vcdm::{CONTEXT_V1, CONTEXT_V2};
use serde_json::{Map, Value, json};

/// The résumé as a credential of VC Data Model 2.0, for wallets.
pub fn ler_rs(holding: &Holding<'_>, resume: Option<&Resume>, occasion: &Occasion) -> Value {
    let mut credential = json!({
        "@context": [CONTEXT_V2, inline_context()],
        "id": occasion.id,
        "type": ["VerifiableCredential", VC_2_0_TYPE],
        "name": name(holding),
        "issuer": {"id": holding.issuer.did, "name": holding.issuer.name},
        "validFrom": occasion.valid_from,
    });
    if let Some(until) = &occasion.valid_until {
        credential["validUntil"] = json!(until);
    }
    credential["credentialSubject"] = about(holding, resume, occasion);
    match occasion.status.as_slice() {
        [] => {}
        [one] => credential["credentialStatus"] = json!(status_of(one)),
        several => {
            let entries: Vec<_> = several.iter().map(status_of).collect();
            credential["credentialStatus"] = json!(entries);
        }
    }
    credential
}

/// The résumé in HR Open's own wrapper (VerifiableCredentialLER-RSType 4.5).
///
/// It has room for one status: of several it takes the one that is for revocation.
pub fn hr_open_ler_rs(
    holding: &Holding<'_>,
    resume: Option<&Resume>,
    occasion: &Occasion,
) -> Value {
    let mut credential = json!({
        "@context": [CONTEXT_V1, HR_OPEN_CONTEXT],
        "id": occasion.id,
        "type": ["VerifiableCredential", HR_OPEN_TYPE],
        "issuer": holding.issuer.did,
        "issuanceDate": occasion.valid_from,
    });
    if let Some(until) = &occasion.valid_until {
        credential["expirationDate"] = json!(until);
    }
    credential["credentialSubject"] = about(holding, resume, occasion);
    let revocation = occasion
        .status
        .iter()
        .find(|entry| entry.purpose == "revocation");
    if let Some(entry) = revocation.or(occasion.status.first()) {
        credential["credentialStatus"] = json!(status_of(entry));
    }
    credential
}

/// What the résumé is called: after the one credential in it, or by how many there are.
pub fn name(holding: &Holding<'_>) -> String {
    match holding.held.as_slice() {
        [only] => format!("{} (résumé)", only.name),
        several => format!("Résumé with {} credentials", several.len()),
    }
}

/// The learner, and their résumé's members beside what they are known by.
fn about(holding: &Holding<'_>, resume: Option<&Resume>, occasion: &Occasion) -> Value {
    let mut about = Map::new();
    if let Some(id) = subject(&holding.held) {
        about.insert("id".to_owned(), json!(id));
    }
    let identifiers = identifiers(&holding.held);
    if !identifiers.is_empty() {
        about.insert("identifier".to_owned(), json!(identifiers));
    }
    about.extend(body::members(
        holding,
        resume,
        &occasion.id,
        &occasion.valid_from,
    ));
    Value::Object(about)
}
