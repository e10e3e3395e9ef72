//! A status list as the credential that is signed and published: the writing side of
//! [`StatusList`](super::StatusList).
//!
//! Bitstring Status List 1.0, section 2.2 (BitstringStatusListCredential). One list has one
//! purpose, as a plain string: verifiers in use read no other.

use super::Bitstring;
use crate::clock::timestamp;
use crate::credential::vcdm::CONTEXT_V2;
use crate::ijson::{self, Json, Object};
use time::{Duration, OffsetDateTime};

/// What a list says before it is signed.
#[derive(Debug, Clone, Copy)]
pub struct ListDocument<'l> {
    /// The address at which it is published.
    pub url: &'l str,
    /// The DID of its issuer.
    pub issuer: &'l str,
    /// What a set bit means.
    pub purpose: &'l str,
    /// From when it is in force.
    pub valid_from: OffsetDateTime,
    /// Until when.
    pub valid_until: OffsetDateTime,
    /// How long it may be kept before it is asked for again.
    pub ttl: Duration,
    /// The bits.
    pub bits: &'l Bitstring,
}

impl ListDocument<'_> {
    /// The text of the credential. An ampersand is written as an escape: software in use decodes
    /// what it takes for HTML before it reads the JSON.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut subject = Object::new();
        subject.insert("id", format!("{}#list", self.url));
        subject.insert("type", "BitstringStatusList");
        subject.insert("statusPurpose", self.purpose);
        subject.insert("encodedList", self.bits.encode());
        let ttl = serde_json::Value::from(self.ttl.whole_milliseconds() as i64);
        subject.insert("ttl", Json::from(&ttl));
        let mut list = Object::new();
        list.insert("@context", Json::Array(vec![CONTEXT_V2.into()]));
        list.insert("id", self.url);
        let types = ["VerifiableCredential", "BitstringStatusListCredential"];
        list.insert("type", Json::Array(types.map(Json::from).to_vec()));
        list.insert("issuer", self.issuer);
        list.insert("validFrom", timestamp(self.valid_from));
        list.insert("validUntil", timestamp(self.valid_until));
        list.insert("credentialSubject", Json::Object(subject));
        let text = ijson::to_vec(&Json::Object(list));
        let parts: Vec<&[u8]> = text.split(|byte| *byte == b'&').collect();
        parts.join(br"\u0026".as_slice())
    }
}
