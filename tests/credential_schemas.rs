//! The rules of badges (in both versions of the data model), endorsements and records beside the
//! official JSON Schemas: samples that others made pass both, and a document with one fault is
//! refused by both, at the same place. What the schemas leave to prose is told apart.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::credential::{self, leads_nowhere};
use proofmark::ijson::{self, Json};
use serde_json::{Value, json};
use std::process::ExitCode;

const SCHEMAS: [(&str, &str); 3] = [
    (
        "badge",
        "ob-v3p0/ob_v3p0_anyachievementcredential_schema.json",
    ),
    (
        "endorsement",
        "ob-v3p0/ob_v3p0_endorsementcredential_schema.json",
    ),
    ("record", "clr-v2p0/clr_v2p0_clrcredential_schema.json"),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = vec![
        Trial::test("what schemas leave to prose", beyond_the_schemas),
        Trial::test("what is allowed has no findings", allowed),
    ];
    trials.extend(with_shared());
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn with_shared() -> Vec<Trial> {
    type Test = fn() -> Result<(), Failed>;
    let tests: [(&str, Test); 7] = [
        ("sound documents are valid by both", sound_documents),
        ("the samples of others are valid by both", samples),
        ("one fault in a badge of version 2.0", || {
            both_refuse("badge", &badge(), &badge_faults())
        }),
        ("one fault in a badge of version 1.1", || {
            both_refuse("badge", &old(badge()), &old_badge_faults())
        }),
        ("one fault in an endorsement", || {
            both_refuse("endorsement", &endorsement(), &endorsement_faults())
        }),
        ("one fault in a record", || {
            both_refuse("record", &record(), &record_faults())
        }),
        ("several statuses only the schemas refuse", several_statuses),
    ];
    if support::data("schemas/clr-v2p0").is_none() {
        let reason = "the shared data is not there";
        return tests.map(|(name, _)| support::skipped(name, reason)).into();
    }
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
const SCHEMA_TYPE: &str = "1EdTechJsonSchemaValidator2019";
const OB_SCHEMAS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json";
const JWS: &str = "e30.e30.AA";

fn badge() -> Value {
    json!({
        "@context": [V2, OPEN_BADGES],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Carpentry",
        "issuer": {"id": "https://school.example", "type": ["Profile"], "name": "A School",
            "endorsementJwt": [JWS]},
        "validFrom": "2026-11-20T10:00:00Z",
        "awardedDate": "2026-11-20T10:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": true, "salt": "s",
                "identityType": "emailAddress", "identityHash": format!("sha256${}", "0".repeat(64))}],
            "achievement": {
                "id": "https://school.example/carpentry",
                "type": ["Achievement"],
                "name": "Carpentry",
                "description": "Builds things.",
                "criteria": {"narrative": "Built things."},
                "resultDescription": [{
                    "id": "https://school.example/result",
                    "type": ["ResultDescription"],
                    "name": "Level",
                    "resultType": "RubricCriterionLevel",
                    "rubricCriterionLevel": [{"id": "https://school.example/level/1",
                        "type": ["RubricCriterionLevel"], "name": "One"}]
                }]
            },
            "result": [{"type": ["Result"], "resultDescription": "https://school.example/result",
                "achievedLevel": "https://school.example/level/1"}]
        },
        "endorsement": [endorsement()],
        "credentialSchema": [{"type": SCHEMA_TYPE,
            "id": format!("{OB_SCHEMAS}/ob_v3p0_achievementcredential_schema.json")}],
        "credentialStatus": {"id": "https://school.example/status#1", "type": "Unknown"}
    })
}

fn endorsement() -> Value {
    json!({
        "@context": [V2, OPEN_BADGES],
        "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "A word for it",
        "issuer": {"id": "https://guild.example", "type": ["Profile"]},
        "validFrom": "2026-11-20T10:00:00Z",
        "credentialSubject": {"id": "https://school.example", "type": ["EndorsementSubject"],
            "endorsementComment": "They teach well."},
        "credentialSchema": [{"type": SCHEMA_TYPE,
            "id": format!("{OB_SCHEMAS}/ob_v3p0_endorsementcredential_schema.json")}]
    })
}

fn record() -> Value {
    let schema = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/\
                  clr_v2p0_clrcredential_schema.json";
    let mut embedded = badge();
    embedded.as_object_mut().expect("an object").remove("id");
    json!({
        "@context": [V2, CLR, OPEN_BADGES],
        "id": "urn:uuid:8d1a3c14-6d7b-5f3b-8b9a-2f0a4e5d6c70",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "A record",
        "partial": true,
        "issuer": {"id": "https://school.example", "type": ["Profile"]},
        "validFrom": "2026-11-20T10:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["ClrSubject"],
            "verifiableCredential": [embedded],
            "achievement": [{"id": "https://school.example/joinery", "type": ["Achievement"],
                "name": "Joinery", "description": "Joins.", "criteria": {"narrative": "Joined."},
                "endorsement": [endorsement()]}],
            "association": [{"type": "Association", "associationType": "precedes",
                "sourceId": "https://school.example/joinery",
                "targetId": "https://school.example/carpentry"}]
        },
        "endorsementJwt": [JWS],
        "credentialSchema": [{"type": SCHEMA_TYPE, "id": schema}]
    })
}

/// The same credential, and every one inside it, in the form of version 1.1.
fn old(value: Value) -> Value {
    match value {
        Value::String(text) if text == V2 => V1.into(),
        Value::Array(values) => values.into_iter().map(old).collect(),
        Value::Object(members) => {
            let renamed = members.into_iter().map(|(name, value)| {
                let name = match name.as_str() {
                    "validFrom" => "issuanceDate".to_owned(),
                    "validUntil" => "expirationDate".to_owned(),
                    _ => name,
                };
                (name, old(value))
            });
            Value::Object(renamed.collect())
        }
        other => other,
    }
}

/// A place, and what is put there; nothing takes the member out.
type Fault = (&'static str, Option<Value>);

fn badge_faults() -> Vec<Fault> {
    vec![
        ("/@context/1", Some(CLR.into())),
        ("/id", None),
        ("/type/0", Some("Credential".into())),
        ("/issuer", None),
        ("/issuer/type", Some(json!(["Person"]))),
        ("/issuer/endorsementJwt/0", Some("e30".into())),
        ("/validFrom", None),
        ("/validFrom", Some("2026-11-20".into())),
        ("/validUntil", Some("soon".into())),
        ("/awardedDate", Some(7.into())),
        ("/credentialSubject", Some(json!([]))),
        ("/credentialSubject/result/0/status", Some("Passed".into())),
        ("/credentialSubject/creditsEarned", Some("3".into())),
        (
            "/credentialSubject/source",
            Some("https://a.example".into()),
        ),
        ("/endorsement/0/type/1", Some("Other".into())),
        ("/endorsement/0/name", None),
        ("/endorsement/0/id", None),
        ("/endorsement/0/validFrom", None),
        ("/endorsement/0/issuer", None),
        (
            "/endorsement/0/@context/0",
            Some("https://a.example".into()),
        ),
        ("/endorsement/0/@context/1", Some(V2.into())),
        ("/endorsement/0/credentialSubject/id", None),
        ("/credentialStatus/type", None),
        (
            "/credentialStatus",
            Some(json!([{"id": "https://a.example"}, {"type": "B"}])),
        ),
        ("/credentialSchema/0/id", None),
        ("/refreshService", Some(json!({"type": "A"}))),
        ("/evidence", Some(json!([{"id": "https://a.example"}]))),
        (
            "/image",
            Some(json!({"id": "https://a.example", "type": "Image", "extra": 1})),
        ),
    ]
}

fn old_badge_faults() -> Vec<Fault> {
    vec![
        ("/@context/1", Some(CLR.into())),
        ("/id", None),
        ("/name", None),
        ("/issuer", Some("https://school.example".into())),
        ("/issuanceDate", None),
        ("/issuanceDate", Some("2026-11-20".into())),
        ("/expirationDate", Some("soon".into())),
        ("/credentialSubject/achievement", None),
        ("/endorsement/0/issuanceDate", None),
        (
            "/endorsement/0/issuer",
            Some("https://guild.example".into()),
        ),
        ("/endorsement/0/credentialSubject/type", None),
    ]
}

fn endorsement_faults() -> Vec<Fault> {
    vec![
        ("/@context/1", None),
        ("/id", None),
        ("/type/0", Some("Other".into())),
        ("/name", None),
        ("/issuer", None),
        ("/issuer/id", None),
        ("/validFrom", None),
        ("/validFrom", Some("soon".into())),
        ("/credentialSubject", None),
        ("/credentialSubject/id", None),
        ("/credentialSubject/type", Some(json!(["Subject"]))),
        ("/credentialSubject/endorsementComment", Some(7.into())),
        ("/credentialSubject", Some(json!([{}, {}]))),
    ]
}

fn record_faults() -> Vec<Fault> {
    vec![
        ("/@context/1", Some(OPEN_BADGES.into())),
        ("/@context/2", Some(CLR.into())),
        ("/@context/2", None),
        ("/id", None),
        ("/name", None),
        ("/issuer", None),
        ("/validFrom", None),
        ("/partial", Some("yes".into())),
        (
            "/credentialSubject/type",
            Some(json!(["AchievementSubject"])),
        ),
        ("/credentialSubject/verifiableCredential", None),
        ("/credentialSubject/verifiableCredential", Some(json!([]))),
        (
            "/credentialSubject/verifiableCredential/0",
            Some(JWS.into()),
        ),
        ("/credentialSubject/verifiableCredential/0/@context", None),
        (
            "/credentialSubject/verifiableCredential/0/@context/0",
            Some("https://a.example".into()),
        ),
        ("/credentialSubject/verifiableCredential/0/issuer", None),
        (
            "/credentialSubject/verifiableCredential/0/issuer/type",
            None,
        ),
        ("/credentialSubject/verifiableCredential/0/validFrom", None),
        (
            "/credentialSubject/verifiableCredential/0/credentialSubject",
            None,
        ),
        (
            "/credentialSubject/verifiableCredential/0/type",
            Some(json!(["A"])),
        ),
        ("/credentialSubject/achievement/0/criteria", None),
        ("/credentialSubject/achievement/0/endorsement/0/name", None),
        (
            "/credentialSubject/identifier",
            Some(json!([{"type": "IdentityObject"}])),
        ),
        ("/credentialSubject/association/0/type", Some("Link".into())),
        (
            "/credentialSubject/association/0/associationType",
            Some("exemplar".into()),
        ),
        ("/credentialSubject/association/0/sourceId", None),
        ("/credentialSubject/association/0/note", Some("x".into())),
        (
            "/credentialSubject",
            Some(json!([{"type": "ClrSubject"}, {"type": "ClrSubject"}])),
        ),
        ("/endorsementJwt/0", Some("e30".into())),
        ("/credentialSchema/0/type", None),
    ]
}

fn with_fault(sound: &Value, place: &str, value: Option<Value>) -> Result<Value, Failed> {
    let mut document = sound.clone();
    let (parent, name) = place.rsplit_once('/').ok_or("a pointer")?;
    let container = document.pointer_mut(parent);
    match container.ok_or_else(|| format!("nothing at {parent}"))? {
        Value::Object(members) => match value {
            Some(value) => drop(members.insert(name.to_owned(), value)),
            None => drop(members.shift_remove(name)),
        },
        Value::Array(elements) => {
            let place: usize = name.parse()?;
            match value {
                Some(value) => elements[place] = value,
                None => drop(elements.remove(place)),
            }
        }
        other => return Err(format!("{other} has no members").into()),
    }
    Ok(document)
}

fn validator(name: &str) -> Result<jsonschema::Validator, Failed> {
    let (_, file) = SCHEMAS
        .iter()
        .find(|(n, _)| *n == name)
        .ok_or("no such schema")?;
    let folder = support::data("schemas").ok_or("the schemas are not there")?;
    let mut schema: Value = serde_json::from_str(&support::read(&folder.join(file))?)?;
    // The published schema names its dialect with a `#` behind, which is another URL to some.
    schema["$schema"] = "https://json-schema.org/draft/2019-09/schema".into();
    Ok(jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .map_err(|error| error.to_string())?)
}

fn found(document: &Value) -> Vec<(String, &'static str)> {
    let findings = credential::check(&Json::from(document));
    findings
        .into_iter()
        .map(|f| (f.pointer, f.problem))
        .collect()
}

/// Both ours and the schema of `name` take `document`.
fn both_take(name: &str, document: &Value) -> Result<(), Failed> {
    let errors: Vec<String> = validator(name)?
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    if !errors.is_empty() {
        return Err(format!("the schema of a {name}: {}", errors.join("\n")).into());
    }
    match found(document) {
        ours if ours.is_empty() => Ok(()),
        ours => Err(format!("our rules of a {name}: {ours:?}").into()),
    }
}

/// Both ours and the schema of `name` refuse each fault, ours at its place, above or below it, and
/// nowhere else; except that what named the place now leads nowhere.
fn both_refuse(name: &str, sound: &Value, faults: &[Fault]) -> Result<(), Failed> {
    let validator = validator(name)?;
    for (place, value) in faults {
        let document = with_fault(sound, place, value.clone())?;
        if validator.is_valid(&document) {
            return Err(format!("the schema takes the fault at {place}: {value:?}").into());
        }
        let ours = credential::check(&Json::from(&document));
        let near = |pointer: &str| place.starts_with(pointer) || pointer.starts_with(place);
        let ours: Vec<_> = ours.iter().filter(|one| !leads_nowhere(one)).collect();
        if ours.is_empty() || !ours.iter().all(|one| near(&one.pointer)) {
            return Err(format!("the fault at {place} ({value:?}) is found as {ours:?}").into());
        }
    }
    Ok(())
}

fn sound_documents() -> Result<(), Failed> {
    both_take("badge", &badge())?;
    both_take("badge", &old(badge()))?;
    both_take("endorsement", &endorsement())?;
    both_take("record", &record())?;
    let ours = found(&old(record()));
    assert_eq!(ours, [], "a record of version 1.1");
    let ours = found(&old(endorsement()));
    assert_eq!(ours, [], "an endorsement of version 1.1");
    Ok(())
}

/// An issuer may choose two statuses: advice to it says which readers refuse them.
fn several_statuses() -> Result<(), Failed> {
    let statuses = json!([{"id": "https://a.example/1", "type": "A"}, {"id": "https://a.example/2", "type": "B"}]);
    for (name, sound) in [
        ("badge", badge()),
        ("badge", old(badge())),
        ("endorsement", endorsement()),
        ("record", record()),
    ] {
        let document = with_fault(&sound, "/credentialStatus", Some(statuses.clone()))?;
        assert!(
            !validator(name)?.is_valid(&document),
            "the schema of a {name}"
        );
        assert_eq!(found(&document), [], "{name}");
    }
    Ok(())
}

fn samples() -> Result<(), Failed> {
    for (schema, file) in [
        ("badge", "vectors/ob-impl-guide/signed-ob.json"),
        ("record", "vectors/ob-impl-guide/signed-clr.json"),
        ("badge", "examples/ob3-eddsa-rdfc-2022.json"),
        ("badge", "examples/ob3-proof-set-rdfc-and-jcs.json"),
        ("badge", "examples/ob3-unsigned.json"),
        ("record", "examples/clr2-eddsa-rdfc-2022.json"),
    ] {
        let text = support::read(&support::shared().join("data").join(file))?;
        let document: Value = serde_json::from_str(&text)?;
        both_take(schema, &document).map_err(|error| format!("{file}: {error:?}"))?;
        let json = ijson::parse(text.as_bytes())?;
        assert_eq!(credential::check(&json), [], "{file}");
    }
    Ok(())
}

/// Rules that no schema says: each is broken by one fault and gives one finding.
fn beyond_the_schemas() -> Result<(), Failed> {
    let inner = "/credentialSubject/verifiableCredential/0";
    let of_badge: [(&str, Option<Value>, &str, &str); 16] = [
        (
            "/credentialSubject",
            Some(json!([badge()["credentialSubject"], {"id": "urn:b"}])),
            "/credentialSubject",
            "subject-count",
        ),
        (
            "/credentialSubject/achievement/criteria",
            Some(json!({"type": "Criteria"})),
            "/credentialSubject/achievement/criteria",
            "missing-member",
        ),
        (
            "/credentialSubject/result/0/achievedLevel",
            Some("urn:other".into()),
            "/credentialSubject/result/0/achievedLevel",
            "unknown-level",
        ),
        (
            "/credentialSubject/result/0/resultDescription",
            Some("urn:other".into()),
            "/credentialSubject/result/0/resultDescription",
            "unknown-result-description",
        ),
        (
            "/credentialSubject/achievement/resultDescription/0/requiredLevel",
            Some("urn:other".into()),
            "/credentialSubject/achievement/resultDescription/0/requiredLevel",
            "unknown-level",
        ),
        (
            "/credentialSubject/identifier/0/identityHash",
            Some("ada@example.org".into()),
            "/credentialSubject/identifier/0/identityHash",
            "not-a-hash",
        ),
        (
            "/credentialSubject/identifier/0/identityHash",
            Some("sha256$00".into()),
            "/credentialSubject/identifier/0/identityHash",
            "not-a-hash",
        ),
        (
            "/credentialSchema/0/id",
            Some("https://schemas.example/mine.json".into()),
            "/credentialSchema/0/id",
            "wrong-schema",
        ),
        (
            "/credentialStatus",
            Some(json!({"type": "1EdTechRevocationList"})),
            "/credentialStatus",
            "missing-member",
        ),
        (
            "/credentialStatus",
            Some(json!([{"type": "A"}, {"type": "1EdTechRevocationList"}])),
            "/credentialStatus/1",
            "missing-member",
        ),
        (
            "/endorsement/0",
            Some(old(endorsement())),
            "/endorsement/0/@context",
            "mixed-versions",
        ),
        (
            "/issuanceDate",
            Some("2026-11-20T10:00:00Z".into()),
            "/issuanceDate",
            "mixed-versions",
        ),
        (
            "/validUntil",
            Some("2026-11-20T09:59:59Z".into()),
            "/validUntil",
            "validity-reversed",
        ),
        (
            "/validFrom",
            Some("2026-11-20T10:00:00".into()),
            "/validFrom",
            "not-a-date",
        ),
        (
            "/endorsement/0/validUntil",
            Some("2020-01-01T00:00:00Z".into()),
            "/endorsement/0/validUntil",
            "validity-reversed",
        ),
        (
            "/@context/2",
            Some(json!({"@vocab": "https://a.example/"})),
            "/@context/2/@vocab",
            "vocabulary",
        ),
    ];
    let mut with_inline = badge();
    with_inline["@context"]
        .as_array_mut()
        .ok_or("contexts")?
        .push(json!({}));
    for (place, value, pointer, problem) in of_badge {
        let ours = found(&with_fault(&with_inline, place, value)?);
        let expected = [(pointer.to_owned(), problem)];
        // A result without its description has no level either.
        assert_eq!(ours.get(..1), Some(&expected[..]), "{place}");
        assert!(
            ours.len() == 1 || problem == "unknown-result-description",
            "{place}: {ours:?}"
        );
    }
    let of_record = [
        (
            "/credentialSubject/association/0/targetId",
            Some(json!("urn:other")),
            "/credentialSubject/association/0/targetId".to_owned(),
            "unknown-achievement",
        ),
        (
            "/credentialSubject/id",
            None,
            "/credentialSubject".to_owned(),
            "missing-member",
        ),
        (
            "/credentialSchema/0/id",
            Some(json!(format!(
                "{OB_SCHEMAS}/ob_v3p0_achievementcredential_schema.json"
            ))),
            "/credentialSchema/0/id".to_owned(),
            "wrong-schema",
        ),
        (
            "/credentialSubject/verifiableCredential/0",
            Some(old(badge())),
            format!("{inner}/@context"),
            "mixed-versions",
        ),
        (
            "/credentialSubject/verifiableCredential/0",
            Some(json!({"@context": V2,
            "type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,"})),
            format!("{inner}/id"),
            "no-token",
        ),
    ];
    for (place, value, pointer, problem) in of_record {
        let ours = found(&with_fault(&record(), place, value)?);
        assert_eq!(ours, [(pointer, problem)], "{place}");
    }
    let astray = with_fault(
        &record(),
        "/credentialSubject/association/0/targetId",
        Some("urn:other".into()),
    )?;
    assert!(
        credential::check(&Json::from(&astray))
            .iter()
            .all(leads_nowhere)
    );
    Ok(())
}

/// What the rules leave free.
fn allowed() -> Result<(), Failed> {
    let envelope = json!([{"@context": V2, "type": "EnvelopedVerifiableCredential",
        "id": format!("data:application/vc+jwt,{JWS}")}]);
    let more_schemas = json!([
        {"type": SCHEMA_TYPE, "id": "https://schemas.example/mine.json"},
        {"type": SCHEMA_TYPE,
            "id": format!("{OB_SCHEMAS}/ob_v3p0_anyachievementcredential_schema.json")},
        {"type": "JsonSchema", "id": "https://schemas.example/other.json"}
    ]);
    let one_profile = json!("https://school.example");
    for (sound, place, value) in [
        (badge(), "/credentialSchema", Some(more_schemas)),
        (badge(), "/credentialSchema", None),
        (badge(), "/issuer", Some(one_profile)),
        (badge(), "/credentialSubject/id", None),
        (badge(), "/endorsement", Some(endorsement())),
        (
            badge(),
            "/name",
            Some(json!({"@value": "Carpentry", "@language": "en"})),
        ),
        (
            badge(),
            "/type",
            Some(json!(["VerifiableCredential", "AchievementCredential"])),
        ),
        // In a token there may be the achievement that an association names.
        (
            record(),
            "/credentialSubject/verifiableCredential",
            Some(envelope),
        ),
        (record(), "/credentialSubject/association", None),
    ] {
        assert_eq!(found(&with_fault(&sound, place, value)?), [], "{place}");
    }
    Ok(())
}
