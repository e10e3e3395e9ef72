//! The official schemas of the classes.

use crate::support;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

fn official(class: &str) -> Arc<Validator> {
    let mut known = KNOWN.lock().unwrap();
    let validator = known.entry(class.to_owned()).or_insert_with(|| {
        let folder = support::data("schemas/case-v1p1").unwrap();
        let path = folder.join(format!("case_v1p1_{class}-jsonschema1.json"));
        let schema: Value = serde_json::from_str(&support::read(&path).unwrap()).unwrap();
        let options = jsonschema::options().should_validate_formats(true);
        Arc::new(options.build(&schema).unwrap())
    });
    Arc::clone(validator)
}

/// Fails unless the official schema of `class` finds nothing in `document`.
#[track_caller]
pub fn valid(class: &str, document: &Value) {
    let found: Vec<String> = official(class)
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(found.is_empty(), "{class}: {found:?}\n{document}");
}

/// Whether the official schema of `class` refuses `document`.
pub fn refused(class: &str, document: &Value) -> bool {
    !official(class).is_valid(document)
}
