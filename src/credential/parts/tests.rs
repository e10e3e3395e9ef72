use super::*;
use serde_json::{Value, json};

const JWS: &str = "e30.e30.AA";

/// A part's place, its role, and whether it is a token.
type Listed = (String, Role, bool);

fn listed(value: &Value) -> (Vec<Listed>, Vec<(String, &'static str)>) {
    let json = Json::from(value);
    let Parts {
        parts, findings, ..
    } = parts(&json, MAX_PARTS);
    let is_token = |form: &Form<'_, '_>| matches!(form, Form::Token(_));
    (
        parts
            .into_iter()
            .map(|part| (part.pointer, part.role, is_token(&part.form)))
            .collect(),
        findings
            .into_iter()
            .map(|finding| (finding.pointer, finding.problem))
            .collect(),
    )
}

#[test]
fn a_record_has_its_credentials_and_endorsements_wherever_they_stand() {
    let endorsement = json!({"type": ["VerifiableCredential", "EndorsementCredential"]});
    let badge = json!({"type": ["VerifiableCredential", "OpenBadgeCredential"],
        "endorsement": [endorsement.clone()]});
    let envelope = json!({"@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential", "id": format!("data:application/vc+jwt,{JWS}")});
    let record = json!({
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"endorsement": endorsement.clone(), "parentOrg": {"endorsementJwt": [JWS]}},
        "credentialSubject": {
            "verifiableCredential": [badge, envelope],
            "achievement": [{"creator": {"endorsementJwt": JWS}}, {"endorsement": [endorsement]}]
        },
        "endorsementJwt": JWS,
        "proof": {"endorsement": {"type": "Ignored"}}
    });
    let (found, findings) = listed(&record);
    let inner = "/credentialSubject/verifiableCredential";
    let achievement = "/credentialSubject/achievement";
    let expected = [
        (format!("{inner}/0"), Role::Credential, false),
        (format!("{inner}/1"), Role::Credential, true),
        ("/issuer/endorsement".to_owned(), Role::Endorsement, false),
        (
            "/issuer/parentOrg/endorsementJwt/0".to_owned(),
            Role::Endorsement,
            true,
        ),
        (
            format!("{achievement}/0/creator/endorsementJwt"),
            Role::Endorsement,
            true,
        ),
        (
            format!("{achievement}/1/endorsement/0"),
            Role::Endorsement,
            false,
        ),
        ("/endorsementJwt".to_owned(), Role::Endorsement, true),
    ];
    assert_eq!(found, expected);
    assert_eq!(findings, []);
}

#[test]
fn what_is_no_credential_is_told() {
    let badge = json!({
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "endorsement": ["https://e.example/1"],
        "endorsementJwt": [{"type": "EndorsementCredential"}]
    });
    let (found, findings) = listed(&badge);
    assert_eq!(found, []);
    let wrong = |place: &str| (place.to_owned(), "wrong-type");
    assert_eq!(
        findings,
        [wrong("/endorsement/0"), wrong("/endorsementJwt/0")]
    );
}

#[test]
fn only_documents_of_known_kinds_have_parts() {
    let other = json!({"type": ["VerifiableCredential"], "endorsement": [{"type": "X"}],
        "verifiableCredential": [{"type": "VerifiableCredential"}]});
    assert_eq!(listed(&other), (vec![], vec![]));
    let presentation = json!({"type": "VerifiablePresentation",
        "verifiableCredential": {"type": "VerifiableCredential"}});
    let one = ("/verifiableCredential".to_owned(), Role::Credential, false);
    assert_eq!(listed(&presentation), (vec![one], vec![]));
}

#[test]
fn more_than_two_hundred_are_not_looked_at() {
    let of = |count: usize| {
        let credentials = vec![json!({"type": "VerifiableCredential"}); count];
        json!({"type": "VerifiablePresentation", "verifiableCredential": credentials})
    };
    let (found, findings) = listed(&of(MAX_PARTS));
    assert_eq!((found.len(), findings), (MAX_PARTS, vec![]));
    let (found, findings) = listed(&of(MAX_PARTS + 1));
    assert_eq!(found.len(), MAX_PARTS);
    assert_eq!(findings, [(String::new(), TOO_MANY_PARTS)]);
}
