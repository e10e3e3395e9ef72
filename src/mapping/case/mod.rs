//! A framework as a CASE 1.1 package (1EdTech CASE 1.1, CFPackage).

use super::Addresses;
use crate::framework::Framework;
use serde::Serialize;
use serde_json::{Map, Value};

/// A framework with all its records, in the shape of the class CFPackage.
///
/// Records are JSON objects with the names of the specification, so that those that came from
/// elsewhere go out again as they came.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Package {
    /// The framework itself (CFPckgDocument).
    #[serde(rename = "CFDocument")]
    pub document: Map<String, Value>,
    /// Its levels, groups and statements (CFPckgItem).
    #[serde(rename = "CFItems")]
    pub items: Vec<Value>,
    /// What stands in what relation to what (CFPckgAssociation).
    #[serde(rename = "CFAssociations")]
    pub associations: Vec<Value>,
    /// Item types, licences and what else the records refer to (CFDefinition).
    #[serde(rename = "CFDefinitions", skip_serializing_if = "Map::is_empty")]
    pub definitions: Map<String, Value>,
    /// The levels as a rubric (CFRubric).
    #[serde(rename = "CFRubrics", skip_serializing_if = "Vec::is_empty")]
    pub rubrics: Vec<Value>,
    /// What CASE has no place for.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extensions: Map<String, Value>,
}

/// `framework` as a CASE package.
pub fn package(framework: &Framework, addresses: &Addresses<'_>) -> Package {
    let mut document = Map::new();
    let identifier = framework.identifier();
    let uri = addresses.case("CFDocuments", &identifier);
    document.insert("identifier".to_owned(), identifier.into());
    document.insert("uri".to_owned(), uri.into());
    Package {
        document,
        items: Vec::new(),
        associations: Vec::new(),
        definitions: Map::new(),
        rubrics: Vec::new(),
        extensions: Map::new(),
    }
}

impl Package {
    /// The package as JSON, with the names of the specification.
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
