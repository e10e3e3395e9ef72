//! LER-RS, the résumé of HR Open Standards (4.4, `recruiting/json/LER-RSType`), as a credential.
//!
//! `classes`, `parties`, `history` and `preferences` are its classes as tables, `rules` what they cannot say,
//! `profile` HR Open's own wrapper, `words` how an assessed level stands in it. In its form for VC
//! Data Model 2.0 it has an inline context that gives every name a meaning; exactly that context is
//! allowed.

mod classes;
mod codes;
mod history;
mod parties;
mod preferences;
mod profile;
mod resume;
mod rules;
pub mod words;

pub use profile::{HR_OPEN_PROFILE, is_hr_open};
pub use resume::Resume;
pub use rules::{FACTS_DIFFER, UNKNOWN_CREDENTIAL, undefined};

use super::open_badge::check_vocabulary;
use super::vcdm::has_type;
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::ijson::{Json, canonicalize};
use std::collections::HashSet;

/// What the `type` of every résumé is (LER-RS 4.4, LER-RSType), also inside the wrapper of 4.5.
pub const RESUME_TYPE: &str =
    "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json";

/// The second context of HR Open's wrapper: the address of a JSON Schema.
pub const HR_OPEN_CONTEXT: &str =
    "http://schema.hropenstandards.org/4.5/recruiting/json/VerifiableCredentialLER-RSType.json";

/// The second type of HR Open's wrapper.
pub const HR_OPEN_TYPE: &str = "LER-RS VC";

/// The second type of the form for VC Data Model 2.0.
pub const VC_2_0_TYPE: &str =
    "http://schema.hropenstandards.org/4.5/recruiting/json/LER-RSType.json";

/// The inline context of the form for VC Data Model 2.0.
pub fn inline_context() -> serde_json::Value {
    const VOCABULARY: &str = "http://schema.hropenstandards.org/recruiting/";
    serde_json::json!({"@version": 1.1, "hrrec": VOCABULARY, "@vocab": VOCABULARY})
}

/// SHA-256 over the canonical form (RFC 8785) of the inline context of the VC 2.0 form.
const INLINE_CONTEXT: &str = "594a3d9b7b79e567b8339bf11d2777fd49d388edc1492cdb0d8e5a7a4a4e193a";

/// Whether a credential says that it is a LER-RS résumé: in the wrapper of HR Open, whose type is
/// a name with a space, or in the VC 2.0 form, whose type is the address of HR Open's schema.
pub fn is_ler_rs(credential: &Json<'_>) -> bool {
    let types = credential.get("type").map_or(&[][..], Json::as_set);
    has_type(credential, HR_OPEN_TYPE)
        || types.iter().filter_map(Json::as_str).any(|one| {
            one.strip_prefix("http://schema.hropenstandards.org/")
                .is_some_and(|rest| rest.ends_with("/json/LER-RSType.json"))
        })
}

/// The résumés in a subject: HR Open's schema has them in `lerrsType`, its samples have their members
/// in the subject itself.
pub(in crate::credential) fn bodies<'j, 'a>(subject: &'j Json<'a>) -> Vec<&'j Json<'a>> {
    [Some(subject), subject.get("lerrsType")]
        .into_iter()
        .flatten()
        .collect()
}

/// Every way in which a résumé breaks the rules of LER-RS, each with its place; and every `@vocab`
/// but that of the known inline context. The rules of the data model beneath are
/// [`crate::credential::vcdm::check`]'s.
pub fn check(credential: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_vocabulary(credential, &mut findings);
    let contexts = credential.get("@context").map_or(&[][..], Json::as_set);
    let known: HashSet<String> = contexts
        .iter()
        .enumerate()
        .filter(|(_, context)| context.get("@vocab").is_some() && is_known(context))
        .map(|(place, _)| format!("/@context/{place}/@vocab"))
        .collect();
    findings.retain(|finding| !known.contains(&finding.pointer));
    rules::check(credential, &mut findings);
    findings
}

fn is_known(context: &Json<'_>) -> bool {
    sha256_hex(&[&canonicalize(context)]) == INLINE_CONTEXT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabularies(context: &str) -> usize {
        let text = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2",{context}],
            "type":["VerifiableCredential",
                    "http://schema.hropenstandards.org/4.5/recruiting/json/LER-RSType.json"]}}"#
        );
        let json = crate::ijson::parse(text.as_bytes()).unwrap();
        assert!(is_ler_rs(&json));
        check(&json).len()
    }

    #[test]
    fn only_the_known_inline_context_may_give_every_name_a_meaning() {
        let known = r#"{"@vocab":"http://schema.hropenstandards.org/recruiting/","@version":1.1,
                       "hrrec":"http://schema.hropenstandards.org/recruiting/"}"#;
        assert_eq!(vocabularies(known), 0);
        assert_eq!(vocabularies(&known.replace("hrrec", "other")), 1);
    }
}
