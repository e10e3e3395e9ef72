//! Writing a DID document: plain JSON that is JSON-LD as well.
//!
//! Controlled Identifiers 1.0, sections 2.2.2 (Multikey, for Ed25519) and 2.2.3 (JsonWebKey, for
//! the keys that sign tokens alone: readers of JWT know this form).

use super::super::{jwk, multikey};
use super::{DidDocument, Material, Method, Purpose, Service};
use crate::clock::timestamp;
use crate::identity::PublicKey;
use crate::ijson::{Json, Object};

/// The contexts that define the terms of every document: DID Core and Multikey.
const CONTEXTS: [&str; 2] = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
];

/// The context that defines JsonWebKey.
const JWK_CONTEXT: &str = "https://w3id.org/security/jwk/v1";

impl DidDocument {
    /// The document as JSON, for `did.json`. (Methods of a document that was read are not written
    /// if they are not known here.)
    pub fn to_json(&self) -> Json<'static> {
        let mut json = Object::new();
        let jwk = self.methods.iter().any(Method::is_jwk);
        let contexts = CONTEXTS.into_iter().chain(jwk.then_some(JWK_CONTEXT));
        let contexts = contexts.map(Json::from);
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
        if !self.services.is_empty() {
            let services = self.services.iter().map(Service::to_json);
            json.insert("service", services.collect::<Vec<_>>());
        }
        Json::Object(json)
    }
}

impl Service {
    fn to_json(&self) -> Json<'static> {
        Json::Object(Object::from_iter([
            ("id", self.id.clone()),
            ("type", self.kind.clone()),
            ("serviceEndpoint", self.endpoint.clone()),
        ]))
    }
}

impl Method {
    fn is_jwk(&self) -> bool {
        matches!(&self.material, Material::Key(key) if key.as_ed25519().is_none())
    }

    fn to_json(&self) -> Option<Json<'static>> {
        let Material::Key(key) = &self.material else {
            return None;
        };
        let (kind, member, value) = match key {
            PublicKey::Ed25519(key) => {
                let multikey = Json::from(multikey::encode(key));
                ("Multikey", "publicKeyMultibase", multikey)
            }
            PublicKey::Ec(_) | PublicKey::Rsa(_) => {
                let jwk = Json::Object(jwk::public_jwk(key, &self.id));
                ("JsonWebKey", "publicKeyJwk", jwk)
            }
        };
        let mut json = Object::new();
        json.insert("id", self.id.clone());
        json.insert("type", kind);
        json.insert("controller", self.controller.clone());
        if let Some(expires) = self.validity.expires {
            json.insert("expires", timestamp(expires));
        }
        if let Some(revoked) = self.validity.revoked {
            json.insert("revoked", timestamp(revoked));
        }
        json.insert(member, value);
        Some(Json::Object(json))
    }
}
