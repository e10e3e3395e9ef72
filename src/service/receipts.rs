//! Receipts: this deployment's signed word that it checked a document, when, and with which result.
//!
//! Whoever relied on a credential may have to show later that it was checked. A receipt is a
//! compact JWS (RFC 7515, section 7.1) of the type `verification-receipt+jwt` by the default
//! issuer's active Ed25519 key. Its claims (RFC 7519, section 4.1):
//!
//! | claim | |
//! | --- | --- |
//! | `iss` | the deployment that checked: the DID of its default issuer |
//! | `jti`, `iat` | the receipt's own id; when it was signed |
//! | `verification` | what was checked, and what was found: [`Verification`] |
//!
//! It is no credential and cannot be taken for one: its type is its own (RFC 8725, section 3.11),
//! it has no `@context`, no `vc`, no subject, and every verifier of credentials refuses it. What is
//! signed is filled in here and nowhere else: nobody can have words of their own signed, but for
//! what they said that they expect, which is cut short. It holds no personal data beside ids and
//! digests: no name, no address (an expected e-mail address stands in it as a digest that is salted
//! with the receipt's id), nothing of the words of the document, and no id of a forgery.
//!
//! It says what was found *then*: a credential may be revoked a minute later.

use super::verify::{
    Answer, Answered, Carrier, Check, CheckId, Expected, Known, Lifecycle, Outcome, Part, Report,
    Securing, Subject, Verdict, Verified,
};
use super::{Service, ServiceError, issuers};
use crate::clock::timestamp;
use crate::credential::Role;
use crate::credential::profile::IssuerProfile;
use crate::digest::sha256_hex;
use crate::id::random_uuid;
use crate::identity::Purpose;
use crate::ijson;
use crate::proof::compact_jws::{self, CompactJws, KeyId, TokenSigner};
use serde::{Deserialize, Serialize};

/// The type of a receipt's token: the media type `application/verification-receipt+jwt`.
pub const RECEIPT: &str = "verification-receipt+jwt";

/// Ids that are longer are left out: no id in use is.
const LONGEST_ID: usize = 1024;

/// How many characters of what somebody expected are signed.
const LONGEST_WANTED: usize = 120;

/// What is said of a receipt that was just made, for people and programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignedReceipt {
    /// What it says.
    pub receipt: Receipt,
    /// The token: it alone counts.
    pub token: String,
}

/// What a receipt says: the claims of its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The DID of the deployment that checked.
    #[serde(rename = "iss")]
    pub verifier: String,
    /// The receipt's id, a random `urn:uuid:`.
    #[serde(rename = "jti")]
    pub id: String,
    /// When it was signed, in seconds since 1970-01-01T00:00:00Z.
    #[serde(rename = "iat")]
    pub signed_at: i64,
    /// What was checked, and what was found.
    pub verification: Verification,
}

/// What was checked, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// When (XSD `dateTimeStamp`).
    pub checked_at: String,
    /// The program that checked: `proofmark` and its version.
    pub program: String,
    /// What was checked.
    pub document: CheckedDocument,
    /// The answer.
    pub verdict: Verdict,
    /// Where in its life the credential stood, where that was found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// Whether anybody vouched for its issuer, where its proof was right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Known>,
    /// Every check that was made, and how it came out.
    pub checks: Vec<MadeCheck>,
    /// The credentials inside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<CheckedPart>,
    /// What was expected, and the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<AnsweredExpectation>,
}

/// A document that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedDocument {
    /// SHA-256 of its bytes as they were handed in or fetched, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes these are.
    pub bytes: usize,
    /// In what the credential came.
    pub carrier: Carrier,
    /// How it is secured.
    pub securing: Securing,
    /// What it is.
    pub subject: Subject,
    /// Its id, where its proof was right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The id of its issuer, where its proof was right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// A check, without its words: they may be the document's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeCheck {
    /// Which.
    pub id: CheckId,
    /// How it came out.
    pub outcome: Outcome,
    /// The problem's type, a URI, unless it passed.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// A credential inside the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedPart {
    /// What it does there.
    pub role: Role,
    /// The answer for it alone.
    pub verdict: Verdict,
    /// Its id, where its proof was right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The id of its issuer, where its proof was right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// An expectation, and the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnsweredExpectation {
    /// Which.
    pub expected: Expected,
    /// What was expected, in the asker's words, cut short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<String>,
    /// Of an expected e-mail address: `sha256$` and the SHA-256 of the address, as it was written,
    /// followed by the receipt's id, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted_digest: Option<String>,
    /// The answer.
    pub answer: Answer,
}

/// What is known of a receipt that somebody shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownReceipt {
    /// This deployment signed it.
    Ours(Box<Receipt>),
    /// It names a key of somebody else, whose word it is or is not.
    SomebodyElses {
        /// Whose key it names.
        signer: String,
    },
    /// It names a key of this deployment that did not sign it, or that it never had: a forgery.
    Forged,
    /// A key of this deployment signed it that was taken back since: whether before that, nobody
    /// can tell.
    KeyTakenBack,
}

impl Service {
    /// A receipt for what was `verified` just now.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when the default issuer's key is not unlocked, or cannot sign;
    /// [`ServiceError::NotFound`] without an issuer.
    pub fn receipt(&self, verified: &Verified<'_>) -> Result<SignedReceipt, ServiceError> {
        // The key stays what it is until it has signed.
        let _keys = self.steady_keys();
        let issuer = self.issuer(IssuerProfile::DEFAULT_SLUG)?;
        let signer = self.signer(&issuer)?;
        let id = self.draw(random_uuid).urn().to_string();
        let now = self.now();
        let receipt = Receipt {
            verifier: issuer.profile.did,
            verification: verification(verified, timestamp(now), &id),
            id,
            signed_at: now.unix_timestamp(),
        };
        let claims = serde_json::to_vec(&receipt).map_err(|error| {
            ServiceError::Defect(format!("a receipt has no JSON form: {error}"))
        })?;
        let token = TokenSigner::new(signer)
            .sign(&claims, RECEIPT)
            .map_err(|error| ServiceError::Key(error.to_string()))?;
        Ok(SignedReceipt { receipt, token })
    }

    /// What is known of the receipt in `text`: a token, or JSON with the member `token` as
    /// [`SignedReceipt`] is written. `None` when it is no receipt.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn shown_receipt(&self, text: &[u8]) -> Result<Option<ShownReceipt>, ServiceError> {
        let Some(token) = token_in(text) else {
            return Ok(None);
        };
        let Some(jws) = as_receipt(&token) else {
            return Ok(None);
        };
        let Some(KeyId::Url(method)) = &jws.header.key_id else {
            return Ok(Some(ShownReceipt::Forged));
        };
        let (signer, _) = method.split_once('#').unwrap_or((method.as_str(), ""));
        let documents = self.issuers()?;
        let mut documents = documents.iter().map(issuers::did_document);
        let Some(document) = documents.find(|document| document.id() == signer) else {
            let signer = signer.to_owned();
            return Ok(Some(ShownReceipt::SomebodyElses { signer }));
        };
        let Ok(found) = document.method_for(method, Purpose::AssertionMethod) else {
            return Ok(Some(ShownReceipt::Forged));
        };
        let said: Option<Receipt> = ijson::parse(&jws.payload)
            .ok()
            .and_then(|_| serde_json::from_slice(&jws.payload).ok());
        Ok(Some(match said {
            _ if jws.verify(&found.key).is_err() => ShownReceipt::Forged,
            _ if found.validity.check(self.now()).is_err() => ShownReceipt::KeyTakenBack,
            Some(receipt) if receipt.verifier == signer => ShownReceipt::Ours(Box::new(receipt)),
            _ => ShownReceipt::Forged,
        }))
    }
}

/// The token that `text` is, or holds.
fn token_in(text: &[u8]) -> Option<String> {
    let text = text.trim_ascii();
    if text.first() != Some(&b'{') {
        return std::str::from_utf8(text).ok().map(str::to_owned);
    }
    let json = ijson::parse(text).ok()?;
    if json.get("@context").is_some() {
        return None;
    }
    json.get("token")?.as_str().map(str::to_owned)
}

/// `token` taken apart, if it says that it is a receipt.
fn as_receipt(token: &str) -> Option<CompactJws<'_>> {
    let jws = compact_jws::decode(token).ok()?;
    (jws.header.token_type.as_deref() == Some(RECEIPT)).then_some(jws)
}

fn verification(verified: &Verified<'_>, checked_at: String, salt: &str) -> Verification {
    let report = &verified.report;
    let (id, issuer) = proven_ids(report);
    Verification {
        checked_at,
        program: concat!("proofmark ", env!("CARGO_PKG_VERSION")).to_owned(),
        document: CheckedDocument {
            sha256: sha256_hex(&[&verified.file]),
            bytes: verified.file.len(),
            carrier: report.carrier,
            securing: report.securing,
            subject: report.subject,
            id,
            issuer,
        },
        verdict: report.verdict,
        lifecycle: report.lifecycle,
        standing: report.issuer.as_ref().map(|issuer| issuer.standing),
        checks: report.checks.iter().map(made).collect(),
        parts: report.parts.iter().map(part).collect(),
        expectations: report
            .expectations
            .iter()
            .map(|answered| expectation(answered, salt))
            .collect(),
    }
}

/// The ids of the credential and of its issuer; none of a forgery.
fn proven_ids(report: &Report) -> (Option<String>, Option<String>) {
    let short = |id: &String| id.len() <= LONGEST_ID;
    let meaning = report.credential.as_ref();
    let id = meaning.and_then(|meaning| meaning.id.clone());
    let issuer = report.issuer.as_ref().map(|issuer| issuer.id.clone());
    (id.filter(short), issuer.filter(short))
}

fn made(check: &Check) -> MadeCheck {
    MadeCheck {
        id: check.id,
        outcome: check.outcome,
        problem: check.problem.clone(),
    }
}

fn part(part: &Part) -> CheckedPart {
    let (id, issuer) = proven_ids(&part.report);
    CheckedPart {
        role: part.role,
        verdict: part.report.verdict,
        id,
        issuer,
    }
}

fn expectation(answered: &Answered, salt: &str) -> AnsweredExpectation {
    let (wanted, wanted_digest) = match answered.expected {
        Expected::LearnerEmail => {
            let digest = sha256_hex(&[answered.wanted.as_bytes(), salt.as_bytes()]);
            (None, Some(format!("sha256${digest}")))
        }
        _ => {
            let wanted = answered.wanted.chars().take(LONGEST_WANTED).collect();
            (Some(wanted), None)
        }
    };
    AnsweredExpectation {
        expected: answered.expected,
        wanted,
        wanted_digest,
        answer: answered.answer,
    }
}
