//! What is issued is valid by the official schemas of Open Badges 3.0, CLR 2.0 and HR Open, for the
//! sample, for a real export and for frameworks of all sizes.

use super::house::{House, json, request, told};
use super::support::hr_open::{self, BODY, WRAPPER, errors};
use super::support::{self, frameworks::export_json};
use super::{Test, ensure};
use libtest_mimic::{Failed, Trial};
use proofmark::framework::Framework;
use proofmark::service::issue::Form;
use serde_json::{Value, json as value};
use std::path::Path;

const DID: &str = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

pub fn trials() -> Vec<Trial> {
    let tests: [(&str, Test); 2] = [
        ("schemas: frameworks of all sizes", all_sizes),
        ("schemas: a fault is refused by them", fault),
    ];
    if support::data("schemas/clr-v2p0").is_none() {
        let reason = "the shared data is not there";
        return tests.map(|(name, _)| support::skipped(name, reason)).into();
    }
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

fn validator(path: &str) -> Result<jsonschema::Validator, Failed> {
    let folder = support::data("schemas").ok_or("no schemas")?;
    let mut schema: Value = serde_json::from_str(&support::read(&folder.join(path))?)?;
    // Published with an empty fragment, which this validator does not know.
    schema["$schema"] = value!("https://json-schema.org/draft/2019-09/schema");
    Ok(jsonschema::validator_for(&schema)?)
}

fn exports() -> Result<Vec<Value>, Failed> {
    let real = support::data("frameworks").ok_or("no frameworks")?;
    let real = support::read(&Path::new(&real).join("27-4014.00.json"))?;
    let mut exports = vec![
        serde_json::from_slice(proofmark::framework::SAMPLE)?,
        serde_json::from_str(&real)?,
    ];
    for (levels, statements) in [(1, 1), (1, 500), (3, 7), (8, 1), (8, 62)] {
        exports.push(export_json(levels, statements, statements as u64));
    }
    Ok(exports)
}

fn assessment(framework: &Framework) -> Value {
    let ratings: Vec<Value> = framework
        .statements()
        .map(|(level, one)| value!({"statement": level.key(one).to_string(), "met": true}))
        .collect();
    value!({
        "framework": {"soc": framework.key, "version": framework.version},
        "learner": {"name": "Ada Example", "email": "ada@example.org", "did": DID},
        "assessor": {"name": "R. Assessor"},
        "assessedAt": "2026-11-19T16:30:00Z",
        "ratings": ratings,
    })
}

fn all_sizes() -> Result<(), Failed> {
    let badge = validator("ob-v3p0/ob_v3p0_achievementcredential_schema.json")?;
    let clr = validator("clr-v2p0/clr_v2p0_clrcredential_schema.json")?;
    let (body, wrapper) = (hr_open::validator(BODY)?, hr_open::validator(WRAPPER)?);
    for export in exports()? {
        let house = House::new(Some("https://badges.example"));
        let framework = house.import(&export)?;
        let id = house.assess(&assessment(&framework))?;
        let issued = house.issue(&request(&id, &Form::ALL)).map_err(told)?;
        for one in &issued {
            let what = format!("{} of {}", one.form, framework.id());
            let document = json(one)?;
            let subject = &document["credentialSubject"];
            let wrong = match one.form.as_str() {
                "open-badge" => errors(&badge, &document),
                "clr" => errors(&clr, &document),
                "ler-rs" => errors(&body, subject),
                _ => [errors(&wrapper, &document), errors(&body, subject)].concat(),
            };
            ensure(wrong.is_empty(), format!("{what}: {wrong:?}"))?;
            house.is_valid(&what, &one.bytes)?;
        }
    }
    Ok(())
}

fn fault() -> Result<(), Failed> {
    let clr = validator("clr-v2p0/clr_v2p0_clrcredential_schema.json")?;
    let house = House::new(Some("https://badges.example"));
    let framework = house.import(&serde_json::from_slice(proofmark::framework::SAMPLE)?)?;
    let id = house.assess(&assessment(&framework))?;
    let issued = house.issue(&request(&id, &[Form::Clr])).map_err(told)?;
    let sound = json(&issued[0])?;
    ensure(clr.is_valid(&sound), "it is sound")?;
    for (pointer, wrong) in [
        (
            "/credentialSubject/association/0/associationType",
            value!("follows"),
        ),
        ("/credentialSubject/achievement/0/criteria", value!("none")),
        ("/credentialSubject/verifiableCredential", value!([])),
        ("/partial", value!("no")),
    ] {
        let mut document = sound.clone();
        *document.pointer_mut(pointer).ok_or("nothing there")? = wrong;
        ensure(!clr.is_valid(&document), format!("{pointer} is accepted"))?;
    }
    Ok(())
}
