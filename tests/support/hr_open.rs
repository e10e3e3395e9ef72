//! HR Open's schemas (draft-04), as the shared data has them.
#![allow(dead_code, reason = "no target uses all of it")]

use super::{data, read};
use jsonschema::{Draft, Retrieve, Uri, Validator};
use libtest_mimic::Failed;
use serde_json::Value;
use std::path::PathBuf;

/// The schema of a résumé.
pub const BODY: &str = "recruiting/json/LER-RSType.json";
/// The schema of its wrapper.
pub const WRAPPER: &str = "recruiting/json/VerifiableCredentialLER-RSType.json";
const HOST: &str = "json-schema:///hropen/";

/// Where they lie.
pub fn folder() -> Option<PathBuf> {
    data("schemas/hropen/www.hropenstandards.org")
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
    let mut schema: Value = serde_json::from_str(&read(path)?)?;
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
