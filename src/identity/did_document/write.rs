//! Writing a DID document: plain JSON that is JSON-LD as well.

use super::super::multikey;
use super::{DidDocument, Material, Method, Purpose};
use crate::clock::timestamp;
use crate::ijson::{Json, Object};

/// The contexts that define the terms written here: DID Core and Multikey.
const CONTEXTS: [&str; 2] = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
];

impl DidDocument {
    /// The document as JSON, for `did.json`: its keys as Multikeys. (Methods of a document that
    /// was read are not written if they are not known here, or hold an RSA key.)
    pub fn to_json(&self) -> Json<'static> {
        let mut json = Object::new();
        let contexts = CONTEXTS.iter().map(|context| Json::from(*context));
        json.insert("@context", contexts.collect::<Vec<_>>());
        json.insert("id", self.id.clone());
        let methods = self.methods.iter().filter_map(Method::to_json);
        json.insert("verificationMethod", methods.collect::<Vec<_>>());
        for purpose in Purpose::ALL {
            let related: Vec<Json<'static>> = self
                .relationships
                .iter()
                .filter(|(for_purpose, _)| *for_purpose == purpose)
                .map(|(_, method)| Json::from(method.clone()))
                .collect();
            if !related.is_empty() {
                json.insert(purpose.name(), related);
            }
        }
        Json::Object(json)
    }
}

impl Method {
    fn to_json(&self) -> Option<Json<'static>> {
        let Material::Key(key) = &self.material else {
            return None;
        };
        let mut json = Object::new();
        json.insert("id", self.id.clone());
        json.insert("type", "Multikey");
        json.insert("controller", self.controller.clone());
        if let Some(expires) = self.validity.expires {
            json.insert("expires", timestamp(expires));
        }
        if let Some(revoked) = self.validity.revoked {
            json.insert("revoked", timestamp(revoked));
        }
        json.insert("publicKeyMultibase", multikey::of_public_key(key)?);
        Some(Json::Object(json))
    }
}
