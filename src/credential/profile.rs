//! What an issuer says of itself: the source of every `issuer` and `creator` in its credentials.

use serde::{Deserialize, Serialize};

/// An issuer's profile (Open Badges 3.0, `Profile`), and how its credentials are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuerProfile {
    /// Its name in addresses: `default`, or a word of its own.
    pub slug: String,
    /// Its DID: the `issuer.id` of all it signs.
    pub did: String,
    /// Its name for people.
    pub name: String,
    /// Its site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where it can be written to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The public URL that its addresses are built on; without one they are `urn:uuid:`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
}

impl IssuerProfile {
    /// The slug of the issuer that a deployment begins with.
    pub const DEFAULT_SLUG: &'static str = "default";
}
