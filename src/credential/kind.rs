//! Which kinds of credential a document says it is, by its `type`.

use super::vcdm::{has_type, presentation};
use super::{clr, ler_rs, open_badge};
use crate::ijson::Json;
use serde::Serialize;

/// A kind of document whose rules are known here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A presentation of credentials.
    Presentation,
    /// A list that says which credentials have been revoked.
    StatusList,
    /// A record of several credentials (CLR 2.0).
    Clr,
    /// A badge (Open Badges 3.0).
    OpenBadge,
    /// Somebody's word for an achievement, an issuer or another thing (Open Badges 3.0).
    Endorsement,
    /// A résumé of learning and employment (HR Open LER-RS).
    LerRs,
    /// Any other credential: only the data model's rules are known.
    #[default]
    Other,
}

/// Every kind that `document` says it is; the rules of each hold. Never empty.
pub fn kinds(document: &Json<'_>) -> Vec<Kind> {
    let said = [
        (Kind::Presentation, presentation::is_presentation(document)),
        (Kind::StatusList, is_status_list(document)),
        (Kind::Clr, clr::is_clr(document)),
        (Kind::OpenBadge, open_badge::is_open_badge(document)),
        (Kind::Endorsement, open_badge::is_endorsement(document)),
        (Kind::LerRs, ler_rs::is_ler_rs(document)),
    ];
    let mut kinds: Vec<Kind> = said
        .into_iter()
        .filter_map(|(kind, is)| is.then_some(kind))
        .collect();
    if kinds.is_empty() {
        kinds.push(Kind::Other);
    }
    kinds
}

/// The first of [`kinds`]: what `document` is to people.
pub fn kind(document: &Json<'_>) -> Kind {
    kinds(document).first().copied().unwrap_or(Kind::Other)
}

fn is_status_list(document: &Json<'_>) -> bool {
    ["BitstringStatusListCredential", "StatusList2021Credential"]
        .iter()
        .any(|name| has_type(document, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_type() {
        for (types, expected) in [
            (r#""VerifiablePresentation""#, vec![Kind::Presentation]),
            (
                r#"["VerifiableCredential","BitstringStatusListCredential"]"#,
                vec![Kind::StatusList],
            ),
            (
                r#"["VerifiableCredential","ClrCredential","EndorsementCredential"]"#,
                vec![Kind::Clr, Kind::Endorsement],
            ),
            (
                r#"["VerifiableCredential","AchievementCredential"]"#,
                vec![Kind::OpenBadge],
            ),
            (r#"["VerifiableCredential","LER-RS VC"]"#, vec![Kind::LerRs]),
            (r#"["VerifiableCredential"]"#, vec![Kind::Other]),
            ("7", vec![Kind::Other]),
        ] {
            let text = format!(r#"{{"type":{types}}}"#);
            let json = crate::ijson::parse(text.as_bytes()).unwrap();
            assert_eq!(kinds(&json), expected, "{types}");
        }
    }
}
