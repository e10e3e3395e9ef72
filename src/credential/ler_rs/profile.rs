//! The profile `hr-open-ler-rs`: HR Open's own wrapper (VerifiableCredentialLER-RSType 4.5), which is
//! of VC Data Model 1.1 and names a JSON Schema as its second context.
//!
//! No JSON-LD processor can read that context, so that nothing in the wrapper can be signed as RDF.
//! It is secured as text, and its names are held against the tables of LER-RS instead. This goes
//! for exactly these contexts and types; any other list is JSON-LD as elsewhere.

use super::{HR_OPEN_CONTEXT, HR_OPEN_TYPE};
use crate::credential::vcdm::CONTEXT_V1;
use crate::ijson::Json;

/// The profile's name.
pub const HR_OPEN_PROFILE: &str = "hr-open-ler-rs";

/// Whether a credential is of the profile: the two contexts and the two types, in order and alone.
pub fn is_hr_open(credential: &Json<'_>) -> bool {
    let is = |name: &str, expected: [&str; 2]| {
        let values = credential.get(name).and_then(Json::as_array);
        values.is_some_and(|values| {
            values.len() == expected.len()
                && values
                    .iter()
                    .zip(expected)
                    .all(|(value, expected)| value.as_str() == Some(expected))
        })
    };
    is("@context", [CONTEXT_V1, HR_OPEN_CONTEXT])
        && is("type", ["VerifiableCredential", HR_OPEN_TYPE])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_contexts_and_types_are_the_profile() {
        let sound = serde_json::json!({
            "@context": [CONTEXT_V1, HR_OPEN_CONTEXT],
            "type": ["VerifiableCredential", HR_OPEN_TYPE]
        });
        assert!(is_hr_open(&Json::from(&sound)));
        for (name, other) in [
            ("@context", serde_json::json!([HR_OPEN_CONTEXT, CONTEXT_V1])),
            ("@context", serde_json::json!([CONTEXT_V1])),
            (
                "@context",
                serde_json::json!([CONTEXT_V1, HR_OPEN_CONTEXT, "https://a.example/"]),
            ),
            ("@context", serde_json::json!(CONTEXT_V1)),
            (
                "type",
                serde_json::json!([HR_OPEN_TYPE, "VerifiableCredential"]),
            ),
            ("type", serde_json::json!(HR_OPEN_TYPE)),
            (
                "type",
                serde_json::json!(["VerifiableCredential", HR_OPEN_TYPE, "ClrCredential"]),
            ),
        ] {
            let mut changed = sound.clone();
            changed[name] = other;
            assert!(!is_hr_open(&Json::from(&changed)), "{changed}");
        }
    }
}
