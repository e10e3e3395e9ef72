//! The key of the log of its own acts that an issuer may keep: a verification method in no
//! relationship, beside a service (Decentralized Identifiers 1.0, section 5.4) of the type
//! [`AUDIT_LOG`]. Nothing is issued or presented under such a key; it signs the log's checkpoints.

use super::{DidDocument, KeyValidity, Material};
use crate::ijson::Json;
use ed25519_dalek::VerifyingKey;

/// The type of the service: a URN, so that it means the same to whoever reads the document as
/// JSON-LD.
pub const AUDIT_LOG: &str = "urn:proofmark:service:audit-log";

/// Whether the document `json` names an audit log. A service that is not understood is passed
/// over: it says nothing of keys.
pub(super) fn is_named(json: &Json<'_>) -> bool {
    let services = json.get("service").map_or(&[][..], Json::as_set);
    services.iter().any(|service| {
        let types = service.get("type").map_or(&[][..], Json::as_set);
        types.iter().any(|class| class.as_str() == Some(AUDIT_LOG))
    })
}

impl DidDocument {
    /// The keys that sign the checkpoints of the subject's audit log: its own Ed25519 keys that are
    /// for nothing else, none of which has lapsed or is to lapse. No keys where it names no log.
    ///
    /// A key that was used for anything else never counts, so that whoever stole one that issues
    /// cannot make a log with it.
    pub fn audit_keys(&self) -> impl Iterator<Item = &VerifyingKey> {
        let of_log = self.methods.iter().filter(|method| {
            self.has_audit_log
                && method.controller == self.id
                && method.validity == KeyValidity::default()
        });
        let keys = of_log.filter_map(|method| match &method.material {
            Material::Key(key) => Some(key),
            _ => None,
        });
        keys.filter(|key| {
            let same = self
                .methods
                .iter()
                .filter(|other| matches!(&other.material, Material::Key(other) if other == *key));
            let mut uses = same.flat_map(|method| {
                let related = self.relationships.iter();
                related.filter(|(_, id)| *id == method.id)
            });
            uses.next().is_none()
        })
        .filter_map(|key| key.as_ed25519())
    }
}
