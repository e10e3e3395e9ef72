//! For every row of the tables one credential that triggers it, and is without it otherwise.

use super::{CLR, JWT, RDFC, V2, record, report, spotless, told};
use libtest_mimic::Failed;
use proofmark::preflight::rules;
use proofmark::service::preflight::{FORM_NOT_TAKEN, FORM_TAKEN, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A rule, the place at which it is found, the forms that are asked for, and what is done to a good
/// badge or record.
struct Case {
    rule: &'static str,
    pointer: &'static str,
    proofs: &'static [&'static str],
    good: fn() -> Value,
    change: fn(&mut Value),
}

const fn case(rule: &'static str, pointer: &'static str, change: fn(&mut Value)) -> Case {
    Case {
        rule,
        pointer,
        proofs: RDFC,
        good: spotless,
        change,
    }
}

const fn in_record(rule: &'static str, pointer: &'static str, change: fn(&mut Value)) -> Case {
    Case {
        good: record,
        ..case(rule, pointer, change)
    }
}

fn drop_member(value: &mut Value, name: &str) {
    value.as_object_mut().expect("an object").remove(name);
}

const BADGE_IN_RECORD: &str = "/credentialSubject/verifiableCredential/0";

static CASES: &[Case] = &[
    case("status-entry", "/credentialStatus/statusListIndex", |c| {
        c["credentialStatus"]["statusListIndex"] = json!(7);
    }),
    case("status-id-is-its-list", "/credentialStatus/id", |c| {
        c["credentialStatus"]["id"] = c["credentialStatus"]["statusListCredential"].clone();
    }),
    case("wrapper-over-rdf", "/@context", |c| {
        c["type"] = json!(["VerifiableCredential", "LER-RS VC"]);
    }),
    case("null-member", "/credentialSubject/name", |c| {
        c["credentialSubject"]["name"] = Value::Null;
    }),
    in_record(
        "record-of-several-people",
        "/credentialSubject/verifiableCredential/0/credentialSubject/id",
        |c| c["credentialSubject"]["id"] = json!("did:example:another"),
    ),
    case("version-1.1", "/@context", |c| {
        c["@context"] = json!(["https://www.w3.org/2018/credentials/v1"]);
    }),
    case("context-of-version-1.1", "/@context/1", |c| {
        c["@context"][1] = json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json");
    }),
    case("extensions-context", "/credentialSchema/type", |c| {
        c["credentialSchema"] =
            json!({"id": "https://a.example", "type": "1EdTechJsonSchemaValidator2019"});
        c["@context"].as_array_mut().expect("an array").pop();
    }),
    case("subject-of-another-type", "/type", |c| {
        c["type"] = json!(["VerifiableCredential"]);
    }),
    case("issuer-is-no-profile", "/issuer", |c| {
        c["issuer"] = json!("did:web:school.example");
    }),
    case("issuer-by-address", "/issuer", |c| {
        c["issuer"]["id"] = json!("https://school.example");
    }),
    case("several-statuses", "/credentialStatus", two_statuses),
    case("not-yet-valid", "/validFrom", |c| {
        c["validFrom"] = json!("2026-11-22T10:00:01Z");
    }),
    case("expired", "/validUntil", |c| {
        c["validUntil"] = json!("2026-11-22T09:59:59Z");
    }),
    Case {
        proofs: JWT,
        ..case("fractional-seconds", "/validFrom", |c| {
            c["validFrom"] = json!("2026-11-20T10:00:00.5Z");
        })
    },
    in_record(
        "held-credential-breaks-rules",
        "/credentialSubject/verifiableCredential/0/credentialSubject/result/0/achievedLevel",
        |c| {
            c["credentialSubject"]["verifiableCredential"][0]["credentialSubject"]["result"][0]["achievedLevel"] =
                json!("https://school.example/level/9");
        },
    ),
    in_record("held-credential-unsecured", BADGE_IN_RECORD, |c| {
        drop_member(
            &mut c["credentialSubject"]["verifiableCredential"][0],
            "proof",
        );
    }),
    case(
        "criteria-say-nothing",
        "/credentialSubject/achievement/criteria",
        |c| c["credentialSubject"]["achievement"]["criteria"] = json!({"type": "Criteria"}),
    ),
    case("method-is-a-fragment", "/proof/verificationMethod", |c| {
        c["proof"] = json!({"type": "DataIntegrityProof", "verificationMethod": "#key-1"});
    }),
    case("no-id", "", |c| drop_member(c, "id")),
    case(
        "several-statuses-read-as-one",
        "/credentialStatus",
        two_statuses,
    ),
    case(
        "purpose-read-as-revocation",
        "/credentialStatus/statusPurpose",
        |c| c["credentialStatus"]["statusPurpose"] = json!("message"),
    ),
    case("unknown-status-type", "/credentialStatus/type", |c| {
        c["credentialStatus"]["type"] = json!("StatusList2021Entry");
    }),
    case("html-entity", "/name", |c| {
        c["name"] = json!("Able &amp; willing")
    }),
    case("unbalanced-braces", "/name", |c| {
        c["name"] = json!("Able }{")
    }),
    case("cdata-end", "/name", |c| c["name"] = json!("Able ]]>")),
    case("term-unknown-to-dcc", "/endorsementJwt", |c| {
        c["endorsementJwt"] = json!(["e30.e30.AA"]);
    }),
    case("not-typed-open-badge", "/type", |c| {
        c["type"][1] = json!("AchievementCredential");
    }),
    case("record-not-compact", "/@context", as_record),
    case("record-context-unknown", "/@context", |c| {
        c["@context"] = json!([V2, CLR]);
    }),
    case(
        "record-parts-unverified",
        "/credentialSubject/verifiableCredential",
        as_record,
    ),
    case(
        "suspension-read-as-revocation",
        "/credentialStatus/statusPurpose",
        |c| c["credentialStatus"]["statusPurpose"] = json!("suspension"),
    ),
    case("no-status", "", |c| drop_member(c, "credentialStatus")),
    case("no-image", "/credentialSubject/achievement", |c| {
        drop_member(&mut c["credentialSubject"]["achievement"], "image");
    }),
    case("no-name", "", |c| drop_member(c, "name")),
    case("level-not-in-name", "/name", |c| {
        c["name"] = json!("Carpentry")
    }),
    case(
        "criteria-without-narrative",
        "/credentialSubject/achievement/criteria",
        |c| {
            c["credentialSubject"]["achievement"]["criteria"] =
                json!({"id": "https://school.example/criteria"});
        },
    ),
    case("no-credential-schema", "", |c| {
        c["type"][1] = json!("AchievementCredential");
    }),
    case("no-subject-id", "/credentialSubject", |c| {
        drop_member(&mut c["credentialSubject"], "id");
    }),
    case("too-long-for-qr", "", |c| {
        c["description"] = json!("long ".repeat(500));
    }),
    case("inline-context", "/@context/3", |c| {
        let contexts = c["@context"].as_array_mut().expect("an array");
        contexts.push(json!({"house": "https://school.example/terms#house"}));
    }),
    case(
        "alignment-is-no-page",
        "/credentialSubject/achievement/alignment/targetUrl",
        |c| {
            c["credentialSubject"]["achievement"]["alignment"] = json!({
                "type": ["Alignment"], "targetName": "Wood",
                "targetUrl": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11"
            });
        },
    ),
    case("did-method-seldom-known", "/issuer", |c| {
        c["issuer"]["id"] = json!("did:example:school");
    }),
];

fn two_statuses(credential: &mut Value) {
    let one = credential["credentialStatus"].clone();
    let mut other = one.clone();
    other["id"] = json!("https://school.example/status/2#7");
    other["statusListCredential"] = json!("https://school.example/status/2");
    credential["credentialStatus"] = json!([one, other]);
}

fn as_record(credential: &mut Value) {
    *credential = record();
}

pub fn each() -> Result<(), Failed> {
    let mut tried = BTreeSet::new();
    for case in CASES {
        if !tried.insert(case.rule) {
            return Err(format!("{} is tried twice", case.rule).into());
        }
        let mut credential = (case.good)();
        let before = report(&credential, case.proofs);
        if before.findings.iter().any(|told| told.rule == case.rule) {
            return Err(format!("{}: the good credential has it", case.rule).into());
        }
        (case.change)(&mut credential);
        let after = report(&credential, case.proofs);
        let found = after
            .findings
            .iter()
            .find(|told| told.rule == case.rule && told.pointer == case.pointer)
            .ok_or_else(|| format!("{}: {:#?}", case.rule, told(&after)))?;
        let rule = rules()
            .find(|rule| rule.slug == case.rule)
            .ok_or(case.rule)?;
        assert_eq!(
            (found.severity, found.remedy, found.source, found.reader),
            (rule.severity, rule.remedy, Some(rule.source), rule.reader)
        );
    }
    let all: BTreeSet<&str> = rules().map(|rule| rule.slug).collect();
    assert_eq!(tried, all);
    Ok(())
}

pub fn names() -> Result<(), Failed> {
    let mut known = BTreeSet::from([FORM_TAKEN, FORM_NOT_TAKEN]);
    let rules = rules().map(|rule| (rule.slug, rule.remedy));
    for (slug, remedy) in rules.chain(proofmark::preflight::remedies()) {
        let sentence = remedy.starts_with(char::is_uppercase) && remedy.ends_with('.');
        if !known.insert(slug) || !sentence {
            return Err(format!("{slug}: {remedy}").into());
        }
    }
    Ok(())
}

pub fn reach() -> Result<(), Failed> {
    let mut credential = record();
    credential["credentialSubject"]["verifiableCredential"][0]["issuer"] =
        json!("https://guild.example");
    let found = report(&credential, RDFC);
    let place = format!("{BADGE_IN_RECORD}/issuer");
    for rule in ["issuer-is-no-profile", "issuer-by-address"] {
        if !told(&found).contains(&(Severity::Official, rule, &place)) {
            return Err(format!("{rule}: {:?}", told(&found)).into());
        }
    }
    // A flood of one fault is told in a few places, and that there are more.
    let mut flood = spotless();
    flood["credentialSubject"]["achievement"]["tag"] = json!(vec!["&amp;"; 1000]);
    let found = report(&flood, RDFC);
    let entities = found.findings.iter().filter(|t| t.rule == "html-entity");
    let entities: Vec<_> = entities.collect();
    assert_eq!(entities.len(), 26);
    assert!(entities[25].detail.contains("975"), "{entities:?}");
    Ok(())
}

/// What the table of forms says goes by the form, and what is wanted of a token only where one is
/// to be made.
pub fn forms() -> Result<(), Failed> {
    let of = |proofs: &[&str]| -> Vec<(Severity, String)> {
        let found = report(&spotless(), proofs).findings.into_iter();
        found
            .map(|told| (told.severity, told.reader.unwrap_or_default().to_owned()))
            .collect()
    };
    let official = (Severity::Official, "the 1EdTech validator".to_owned());
    assert!(!of(RDFC).contains(&official));
    assert!(of(&["eddsa-jcs-2022"]).contains(&official));
    assert!(of(JWT).contains(&official), "by an Ed25519 key");
    let set = of(&["eddsa-rdfc-2022+eddsa-jcs-2022"]);
    assert!(!set.contains(&official));
    assert!(set.contains(&(Severity::Warning, "LearnCard".to_owned())));
    let mut nameless = spotless();
    drop_member(&mut nameless["credentialSubject"], "id");
    nameless["credentialSubject"]["identifier"] = json!([{
        "type": "IdentityObject", "hashed": false, "identityHash": "P-1", "identityType": "sourcedId"
    }]);
    assert!(report(&nameless, RDFC).signable);
    let token = report(&nameless, JWT);
    assert!(!token.signable);
    let place = (Severity::Error, "missing-member", "/credentialSubject/id");
    assert!(told(&token).contains(&place), "{:?}", told(&token));
    Ok(())
}
