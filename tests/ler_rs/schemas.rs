//! HR Open's schemas (draft-04), and what they say of what is made here.

use crate::made::{
    WRAPPERS, added, assessment, decided, held, holding, issuer, occasion, resume, sample_framework,
};
use crate::support;
use crate::support::hr_open::{BODY, WRAPPER, errors, folder, validator};
use jsonschema::Validator;
use libtest_mimic::{Failed, Trial};
use proofmark::credential::ler_rs::Resume;
use proofmark::credential::{self, facts};
use proofmark::framework::{Framework, ler_me};
use proofmark::ijson::Json;
use proofmark::jsonld::Contexts;
use proofmark::mapping::{Held, Holding, hr_open_ler_rs, ler_rs};
use proofmark::preflight;
use serde_json::{Value, json};

pub fn trials() -> Vec<Trial> {
    type Test = fn() -> Result<(), Failed>;
    let tests: [(&str, Test); 6] = [
        ("the schemas take what is mapped", takes_what_is_mapped),
        ("the schemas take the real export", takes_the_real_export),
        (
            "the schemas take generated frameworks",
            takes_generated_frameworks,
        ),
        ("the examples are matched", examples),
        ("schemas and rules refuse one fault each", faults),
        (
            "schema and rules refuse one fault each in the wrapper",
            wrapper_faults,
        ),
    ];
    if folder().is_none() {
        let reason = "the shared data is not there";
        return tests.map(|(name, _)| support::skipped(name, reason)).into();
    }
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

/// Everything that is wrong with what was mapped, by HR Open's schemas and by our own rules.
struct Judge {
    body: Validator,
    wrapper: Validator,
}

impl Judge {
    fn new() -> Result<Self, Failed> {
        Ok(Self {
            body: validator(BODY)?,
            wrapper: validator(WRAPPER)?,
        })
    }

    /// Both take what is mapped of `held`, with a caller's parts and without, and give its facts back.
    fn takes(&self, what: &str, held: &[Held<'_>], learner: Option<&str>) -> Result<(), Failed> {
        let issuer = issuer();
        let holding = Holding {
            learner: learner.map(str::to_owned),
            ..holding(held.to_vec(), &issuer)
        };
        let expected: Vec<_> = held.iter().map(|held| held.facts.clone()).collect();
        for (name, map) in WRAPPERS {
            for resume in [None, Some(resume(&added())?)] {
                let credential = map(&holding, resume.as_ref(), &occasion(9, true));
                let mut found = errors(&self.body, &credential["credentialSubject"]);
                if name == "hr-open-ler-rs" {
                    found.extend(errors(&self.wrapper, &credential));
                }
                found.extend(ours(&credential, &issuer.did));
                if facts::read(&Json::from(&credential)) != expected {
                    found.push("other facts are read back".to_owned());
                }
                if !found.is_empty() {
                    return Err(format!("{what} as {name}: {}", found.join("\n")).into());
                }
            }
        }
        Ok(())
    }
}

fn ours(credential: &Value, did: &str) -> Vec<String> {
    preflight::check(&Json::from(credential), did, Contexts::on_board())
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn takes_what_is_mapped() -> Result<(), Failed> {
    let (judge, framework, issuer) = (Judge::new()?, sample_framework(), issuer());
    let of = |change: fn(&mut Value), number| {
        held(&framework, &assessment(&framework, change), &issuer, number)
    };
    let both: fn(&mut Value) = |sample| sample["learner"]["did"] = json!("did:example:ada");
    let by_did: fn(&mut Value) = |sample| {
        sample["learner"] = json!({"name": "Ada Example", "did": "did:example:ada"});
    };
    let stated: fn(&mut Value) = |sample| {
        let members = sample.as_object_mut().expect("an object");
        members.remove("ratings");
        members.remove("policy");
        members.insert("level".to_owned(), json!("developing"));
    };
    judge.takes("the sample", &[of(|_| {}, 1)], Some("Ada Example"))?;
    judge.takes("a learner by DID", &[of(by_did, 1)], Some("Ada Example"))?;
    judge.takes("a learner by both", &[of(both, 1)], None)?;
    judge.takes("a stated level", &[of(stated, 1)], None)?;
    judge.takes("several", &[of(|_| {}, 1), of(stated, 2)], None)?;
    let mut token = of(|_| {}, 1);
    token.credential = json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": "data:application/vc+jwt,e30.e30.AA",
        "type": "EnvelopedVerifiableCredential"
    });
    judge.takes("a credential in a token", &[token], None)
}

fn takes_the_real_export() -> Result<(), Failed> {
    let path = support::data("frameworks").ok_or("no frameworks")?;
    let text = support::read(&path.join("27-4014.00.json"))?;
    let framework = ler_me::import(text.as_bytes()).map_err(|found| format!("{found:?}"))?;
    let assessment = decided(&framework, &all_met(&framework, "advanced"));
    let held = held(&framework, &assessment, &issuer(), 1);
    Judge::new()?.takes("the real export", &[held], Some("Ada Example"))
}

/// An assessment in which every statement below the level `above` is met.
fn all_met(framework: &Framework, above: &str) -> Value {
    let ratings: Vec<Value> = framework
        .statements()
        .filter(|(level, _)| level.id != above)
        .map(|(level, one)| json!({"statement": level.key(one).to_string(), "met": true}))
        .collect();
    json!({
        "framework": {"soc": framework.key, "version": framework.version},
        "learner": {"name": "Ada Example", "email": "ada@example.org"},
        "assessor": {"name": "R. Assessor"},
        "assessedAt": "2026-11-19T16:30:00Z",
        "ratings": ratings,
    })
}

/// The sample framework with as many statements at each level, whose texts try what JSON and RDF
/// could stumble over.
fn takes_generated_frameworks() -> Result<(), Failed> {
    let judge = Judge::new()?;
    for count in [1, 3, 40, 125] {
        let mut framework = sample_framework();
        for level in &mut framework.levels {
            let first = level.statements.first().ok_or("a statement")?.clone();
            level.statements = (1..=count)
                .map(|position| {
                    let mut one = first.clone();
                    one.position = position;
                    one.title = format!("Do \"{position}\" & {{x}} \\ é");
                    one.text = format!("Do it {} times.\nΩ", position % 3);
                    one.id = format!("{}-{}-{position}", first.id, level.id);
                    one
                })
                .collect();
        }
        let assessment = decided(&framework, &all_met(&framework, ""));
        let held = held(&framework, &assessment, &issuer(), 1);
        judge.takes(&format!("{count} statements at a level"), &[held], None)?;
    }
    Ok(())
}

/// The example that HR Open's schema takes, and what is mapped here: the same members, and the same
/// members in these.
fn examples() -> Result<(), Failed> {
    let folder = support::data("examples").ok_or("no examples")?;
    let read = |name: &str| -> Result<Value, Failed> {
        Ok(serde_json::from_str(&support::read(&folder.join(name))?)?)
    };
    let body = read("ler-rs-4.4.json")?;
    let found = errors(&validator(BODY)?, &body);
    assert_eq!(found, Vec::<String>::new());
    let wallets = read("ler-rs-vc2-learncard-style-unsigned.json")?;
    let found = credential::check(&Json::from(&wallets));
    assert_eq!(found, []);
    let (framework, issuer) = (sample_framework(), issuer());
    let assessment = assessment(&framework, |_| {});
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    for (_, map) in WRAPPERS {
        let made = map(&holding, None, &occasion(9, true));
        let made = &made["credentialSubject"];
        for place in [
            "",
            "/documentId",
            "/skills/0",
            "/skills/0/definitionReference",
            "/certifications/0",
        ] {
            let (theirs, made) = (body.pointer(place), made.pointer(place));
            let theirs = theirs.and_then(Value::as_object).ok_or("an object")?;
            let made = made.and_then(Value::as_object).ok_or("an object")?;
            let missing: Vec<_> = theirs
                .keys()
                .filter(|name| !made.contains_key(*name))
                .collect();
            assert!(missing.is_empty(), "{place} lacks {missing:?}");
        }
    }
    let made = ler_rs(&holding, None, &occasion(9, false));
    for name in ["@context", "type"] {
        assert_eq!(made[name], wallets[name]);
    }
    Ok(())
}

/// One fault each: HR Open's schema and our rules both refuse it.
fn faults() -> Result<(), Failed> {
    let validator = validator(BODY)?;
    let sound = added();
    resume(&sound)?;
    let whole = |parts: &Value| {
        let mut whole = parts.clone();
        whole["type"] =
            json!("http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json");
        whole
    };
    assert_eq!(errors(&validator, &whole(&sound)), Vec::<String>::new());
    let cases = [
        ("/person", json!("Ada")),
        ("/person/name/given", json!(1)),
        ("/person/citizenship", json!("GB")),
        ("/person/citizenship/0", json!("XX")),
        ("/person/gender", json!("x")),
        ("/person/birthDate", json!("yesterday")),
        ("/person/primaryLanguage", json!("english")),
        ("/communication/email/0", json!({})),
        ("/communication/email/0/address", json!("nobody")),
        ("/communication/web/0/url", json!("not a uri")),
        ("/communication/web", json!({"url": "https://a.example/"})),
        ("/communication/address/0/countryCode", json!("Britain")),
        ("/communication/phone", json!([{"dialNumber": "1"}])),
        ("/narratives/0", json!({"name": "x"})),
        ("/narratives/0", json!({"texts": [{"lines": []}]})),
        ("/narratives/0/texts/0/lines", json!("x")),
        ("/narratives/0/keywords", json!([{"value": "x"}])),
        ("/certifications", json!([])),
        ("/certifications/0/issuingAuthority", Value::Null),
        ("/certifications/0/firstIssued", json!("soon")),
        (
            "/certifications/0/effectiveTimePeriod",
            json!({"validFrom": "2026-11-20"}),
        ),
        ("/certifications/0", json!({"name": "x"})),
        ("/certifications/0", json!({"verifications": []})),
        (
            "/certifications/0",
            json!({"verifications": [{"reference": "x y"}]}),
        ),
        ("/certifications/0", json!({"verifications": [{"else": 1}]})),
        ("/licenses/0/restrictions/0", json!({"description": "x"})),
        ("/educationAndLearnings/0/institution", json!("A College")),
        (
            "/educationAndLearnings/0/educationDegrees/0/degreeGrantedStatus",
            json!("Yes"),
        ),
        (
            "/educationAndLearnings/0/educationDegrees/0/iscedEducationLevelCode",
            json!("9"),
        ),
        ("/educationAndLearnings/0/start", json!("2019-13")),
        ("/employmentHistories/0/current", json!("yes")),
        ("/employmentHistories/0/organization", Value::Null),
        (
            "/employmentHistories/0/positionHistories/0/workRelationshipTypeCode",
            json!("Job"),
        ),
        (
            "/employmentHistories/0/organization/ownershipType",
            json!("Mine"),
        ),
        (
            "/positionPreferences",
            json!([{"careerLevelCodes": ["Boss"]}]),
        ),
        (
            "/employmentPreferences",
            json!([{"organizationNames": "x"}]),
        ),
        ("/attachments", json!([{"content": {"encoding": "base64"}}])),
        ("/attachments", json!([{"url": "no uri"}])),
    ];
    let mut agreed = 0;
    for (place, value) in &cases {
        let mut faulty = sound.clone();
        put(&mut faulty, place, value.clone())?;
        let theirs = errors(&validator, &whole(&faulty));
        let read = Resume::parse(&Json::from(&faulty));
        match (theirs.is_empty(), read) {
            (false, Err(_)) => agreed += 1,
            (theirs, ours) => {
                let ours = ours.is_ok();
                let told = format!("{place} = {value}: schema takes it {theirs}, we {ours}");
                return Err(told.into());
            }
        }
    }
    assert_eq!(agreed, cases.len());
    Ok(())
}

/// The same for HR Open's wrapper.
fn wrapper_faults() -> Result<(), Failed> {
    let (validator, framework, issuer) = (validator(WRAPPER)?, sample_framework(), issuer());
    let assessment = assessment(&framework, |_| {});
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    let sound = hr_open_ler_rs(&holding, None, &occasion(9, true));
    for (place, value) in [
        ("/id", json!("no uri")),
        ("/type", json!("LER-RS VC")),
        ("/type/0", json!(1)),
        ("/issuer", json!({"id": issuer.did})),
        ("/issuer", Value::Null),
        ("/issuanceDate", Value::Null),
        ("/issuanceDate", json!("2026-11-22")),
        ("/expirationDate", json!("later")),
        ("/credentialStatus/type", Value::Null),
        ("/credentialStatus/id", json!("no uri")),
        ("/credentialStatus", json!([{"id": "urn:a:b", "type": "x"}])),
        (
            "/credentialSchema",
            json!({"id": "https://a.example/", "type": "x"}),
        ),
        ("/evidence", json!([{"id": "urn:a:b"}])),
        ("/credentialSubject", Value::Null),
        ("/credentialSubject/id", json!("no uri")),
        ("/@context/0", json!("https://www.w3.org/ns/credentials/v2")),
        ("/@context/1", json!("https://a.example/")),
    ] {
        let mut faulty = sound.clone();
        put(&mut faulty, place, value.clone())?;
        let (theirs, ours) = (errors(&validator, &faulty), ours(&faulty, &issuer.did));
        if theirs.is_empty() || ours.is_empty() {
            let told = format!("{place} = {value}: theirs {theirs:?}, ours {ours:?}");
            return Err(told.into());
        }
    }
    Ok(())
}

/// Puts `value` at `place`, or removes what is there for null.
fn put(document: &mut Value, place: &str, value: Value) -> Result<(), Failed> {
    let (parent, name) = place.rsplit_once('/').ok_or("a pointer")?;
    match document.pointer_mut(parent).ok_or("a parent")? {
        Value::Object(members) if value.is_null() => drop(members.remove(name)),
        Value::Object(members) => drop(members.insert(name.to_owned(), value)),
        Value::Array(elements) => elements[name.parse::<usize>()?] = value,
        _ => return Err("no place for it".into()),
    }
    Ok(())
}
