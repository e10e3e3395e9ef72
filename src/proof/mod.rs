//! Securing mechanisms: Data Integrity cryptosuites and JOSE.
//!
//! | file | specification |
//! | --- | --- |
//! | [`data_integrity`] | Verifiable Credential Data Integrity 1.0: proofs, proof sets, chains |
//! | [`eddsa_rdfc_2022`] | Data Integrity EdDSA Cryptosuites 1.0, section 3.2 |
//! | [`eddsa_jcs_2022`] | the same, section 3.3 |
//! | [`ed25519_signature_2020`] | the same, section 3.1: verified, never made |
//! | [`compact_jws`] | JWS compact serialization (RFC 7515), its algorithms (RFC 7518, RFC 8037) |
//! | [`vc_jwt`] | credentials and presentations as JWT: Open Badges 3.0, VC-JOSE-COSE, VC Data Model 1.1 |
//! | [`enveloped`] | VC Data Model 2.0, section 4.13: objects that stand for a token |
//!
//! [`SecuringPlan`] names the ways in which a prepared credential can be secured.
//!
//! Whose key it was, whether that key may speak for the issuer, and whether dates have passed are
//! questions for the caller: this room is given a key and the bytes.

pub mod advice;
mod binding;
mod chain;
pub mod compact_jws;
pub mod data_integrity;
pub mod ed25519;
pub mod ed25519_signature_2020;
pub mod eddsa_jcs_2022;
pub mod eddsa_rdfc_2022;
pub mod enveloped;
mod error;
mod proof_object;
mod securing;
pub mod vc_jwt;

pub use binding::Expected;
pub use data_integrity::{Unsecured, secure, verify};
pub use eddsa_rdfc_2022::Processor;
pub use error::{BLANK_NODES_ALIKE, ProofError};
pub use proof_object::{Mechanism, Proof, ProofPurpose, proofs};
pub use securing::{
    Secured, SecuringPlan, Signers, UnknownProof, credential_of, secure_prepared, verify_secured,
};

use std::fmt;

/// The cryptosuites that Proofmark signs with; it verifies them too, see [`Suite`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cryptosuite {
    /// Signs the meaning: the canonical RDF of the document.
    EddsaRdfc2022,
    /// Signs the text: the canonical JSON of the document.
    EddsaJcs2022,
}

impl Cryptosuite {
    /// The name in a proof's member `cryptosuite`.
    pub const fn name(self) -> &'static str {
        match self {
            Cryptosuite::EddsaRdfc2022 => "eddsa-rdfc-2022",
            Cryptosuite::EddsaJcs2022 => "eddsa-jcs-2022",
        }
    }

    /// The cryptosuite of that name, if it is one of ours.
    pub fn named(name: &str) -> Option<Self> {
        [Cryptosuite::EddsaRdfc2022, Cryptosuite::EddsaJcs2022]
            .into_iter()
            .find(|suite| suite.name() == name)
    }
}

/// The suites that Proofmark verifies: more than it signs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suite {
    /// A `DataIntegrityProof` with one of our cryptosuites.
    DataIntegrity(Cryptosuite),
    /// The type of proof that came before cryptosuites; wallets sign presentations with it. It is
    /// never made here.
    Ed25519Signature2020,
}

impl Suite {
    /// The value of a proof's member `type`.
    pub const fn proof_type(self) -> &'static str {
        match self {
            Suite::DataIntegrity(_) => "DataIntegrityProof",
            Suite::Ed25519Signature2020 => "Ed25519Signature2020",
        }
    }

    /// The value of a proof's member `cryptosuite`; `None` where it has no such member.
    pub const fn cryptosuite(self) -> Option<&'static str> {
        match self {
            Suite::DataIntegrity(cryptosuite) => Some(cryptosuite.name()),
            Suite::Ed25519Signature2020 => None,
        }
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.cryptosuite().unwrap_or(self.proof_type()))
    }
}
