//! HR Open's schemas (draft-04), and what they say of what is made here.

use crate::made::{
    WRAPPERS, added, assessment, held, holding, issuer, occasion, resume, sample_framework,
};
use crate::support;
use jsonschema::{Draft, Retrieve, Uri, Validator};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use std::path::PathBuf;

const BODY: &str = "recruiting/json/LER-RSType.json";
const WRAPPER: &str = "recruiting/json/VerifiableCredentialLER-RSType.json";
const HOST: &str = "json-schema:///hropen/";

pub fn trials() -> Vec<Trial> {
    type Test = fn() -> Result<(), Failed>;
    let tests: [(&str, Test); 1] = [("the schemas take what is mapped", takes_what_is_mapped)];
    if folder().is_none() {
        let reason = "the shared data is not there";
        return tests.map(|(name, _)| support::skipped(name, reason)).into();
    }
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

fn folder() -> Option<PathBuf> {
    support::data("schemas/hropen/www.hropenstandards.org")
}

/// Gives the schemas from the folder.
struct Folder(PathBuf);

impl Retrieve for Folder {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let below = uri.as_str().strip_prefix(HOST).ok_or("not HR Open's")?;
        schema(&self.0.join(below)).map_err(|error| format!("{below}: {error:?}").into())
    }
}

/// A schema without the `$id` that several share: it is no keyword of draft-04.
fn schema(path: &std::path::Path) -> Result<Value, Failed> {
    let mut schema: Value = serde_json::from_str(&support::read(path)?)?;
    if let Some(members) = schema.as_object_mut() {
        members.remove("$id");
    }
    Ok(schema)
}

/// HR Open's schema of a résumé, or of its wrapper.
pub fn validator(name: &str) -> Result<Validator, Failed> {
    let folder = folder().ok_or("the schemas are not there")?;
    let schema = schema(&folder.join(name))?;
    Ok(jsonschema::options()
        .with_draft(Draft::Draft4)
        .with_base_uri(format!("{HOST}{name}"))
        .with_retriever(Folder(folder))
        .should_validate_formats(true)
        .build(&schema)
        .map_err(|error| error.to_string())?)
}

/// What a schema finds.
pub fn errors(validator: &Validator, document: &Value) -> Vec<String> {
    validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn takes_what_is_mapped() -> Result<(), Failed> {
    let (body, wrapper) = (validator(BODY)?, validator(WRAPPER)?);
    let (framework, issuer) = (sample_framework(), issuer());
    let assessment = assessment(&framework, |_| {});
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    for (name, map) in WRAPPERS {
        for resume in [None, Some(resume(&added())?)] {
            let credential = map(&holding, resume.as_ref(), &occasion(9, true));
            let mut found = errors(&body, &credential["credentialSubject"]);
            if name == "hr-open-ler-rs" {
                found.extend(errors(&wrapper, &credential));
            }
            if !found.is_empty() {
                return Err(format!("{name}: {}", found.join("\n")).into());
            }
        }
    }
    Ok(())
}
