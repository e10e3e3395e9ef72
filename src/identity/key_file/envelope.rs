//! The envelope of a key file: its bytes, and what is told from them without a passphrase.
//!
//! The form is fixed to the byte, so that a file that is cut off or altered anywhere is known for
//! what it is. Its last member is the checksum of all bytes before it.

use super::super::public_key::{PublicKey, SignatureAlgorithm};
use super::super::{did_key, jwk, multikey};
use super::{KeyFile, KeyFileError, KeyPurpose, MAX_KEY_FILE_BYTES, Private, PublicPart, jwe};
use crate::clock::{parse_timestamp, timestamp};
use crate::finding::Finding;
use crate::ijson::{self, At, Fields, Json, Object};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// How every key file begins, whatever its version.
const OPENING: &[u8] = b"{\n  \"proofmarkKeyFile\": ";

/// The version that is written and read here.
const VERSION: &str = "1";

/// What stands before the checksum.
const CHECKSUM: &[u8] = b",\n  \"checksum\": \"";

/// How every key file ends.
const ENDING: &[u8] = b"\"\n}\n";

/// The bytes of a key file.
pub(super) fn write(file: &KeyFile) -> Zeroizing<Vec<u8>> {
    let public = &file.public;
    // Enough from the start: what grows leaves copies behind.
    let mut out = Zeroizing::new(Vec::with_capacity(MAX_KEY_FILE_BYTES));
    out.extend_from_slice(OPENING);
    out.extend_from_slice(VERSION.as_bytes());
    if public.purpose != KeyPurpose::Issuer {
        name_into("purpose", &mut out);
        ijson::write_string_into(public.purpose.name(), &mut out);
    }
    name_into(name_member(public.purpose), &mut out);
    ijson::write_string_into(&public.name, &mut out);
    name_into("created", &mut out);
    ijson::write_string_into(&timestamp(public.created), &mut out);
    if let Some(key) = &public.key {
        let mut jwk = bare_jwk(key);
        jwk.insert("kid", public.name.clone());
        name_into("publicKeyJwk", &mut out);
        ijson::write_into(&Json::Object(jwk), &mut out);
    }
    match &file.private {
        Private::Encrypted(jwe) => {
            name_into("encryptedKeyJwk", &mut out);
            ijson::write_string_into(jwe, &mut out);
        }
        Private::Plain(jwk) => {
            name_into("privateKeyJwk", &mut out);
            out.extend_from_slice(jwk);
        }
    }
    let end = end_of(&out);
    out.extend_from_slice(&end);
    out
}

/// A public JWK without name and use.
pub(super) fn bare_jwk(key: &PublicKey) -> Object<'static> {
    let mut jwk = jwk::public_jwk(key, "");
    for name in ["kid", "use", "alg"] {
        jwk.remove(name);
    }
    jwk
}

/// The member that tells a key of this purpose from others.
fn name_member(purpose: KeyPurpose) -> &'static str {
    match purpose {
        KeyPurpose::Issuer | KeyPurpose::Audit => "verificationMethod",
        KeyPurpose::Deployment => "name",
    }
}

fn name_into(name: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\n  \"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\": ");
}

/// What follows `body`: its checksum, and the ending.
fn end_of(body: &[u8]) -> Vec<u8> {
    let checksum = URL_SAFE_NO_PAD.encode(Sha256::digest(body));
    [CHECKSUM, checksum.as_bytes(), ENDING].concat()
}

/// Reads the bytes of a key file.
pub(super) fn read(bytes: &[u8]) -> Result<KeyFile, KeyFileError> {
    check_bytes(bytes)?;
    let json = ijson::parse(bytes).map_err(|error| KeyFileError::Malformed(error.findings()))?;
    let mut findings = Vec::new();
    let file = read_members(&json, &mut findings);
    match file {
        Some(file) if findings.is_empty() => {
            if let Private::Encrypted(text) = &file.private {
                jwe::check(text, "/encryptedKeyJwk")?;
            }
            Ok(file)
        }
        _ => Err(KeyFileError::Malformed(findings)),
    }
}

/// Beginning, version, ending and checksum, in this order.
fn check_bytes(bytes: &[u8]) -> Result<(), KeyFileError> {
    if bytes.len() > MAX_KEY_FILE_BYTES {
        return Err(KeyFileError::NotAKeyFile);
    }
    let Some(rest) = bytes.strip_prefix(OPENING) else {
        return Err(if OPENING.starts_with(bytes) {
            KeyFileError::Truncated
        } else {
            KeyFileError::NotAKeyFile
        });
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (version, rest) = rest.split_at_checked(digits).unwrap_or((rest, &[]));
    if rest.is_empty() {
        return Err(KeyFileError::Truncated);
    }
    if !version.is_empty() && version != VERSION.as_bytes() {
        let version = version.iter().take(20).map(|byte| char::from(*byte));
        return Err(KeyFileError::UnknownVersion(version.collect()));
    }
    if !bytes.ends_with(ENDING) {
        return Err(KeyFileError::Truncated);
    }
    let checksum = URL_SAFE_NO_PAD.encode([0; 32]).len();
    let body = bytes
        .len()
        .checked_sub(CHECKSUM.len() + checksum + ENDING.len())
        .and_then(|length| bytes.split_at_checked(length));
    match body {
        Some((body, end)) if end == end_of(body) => Ok(()),
        _ => Err(KeyFileError::Altered),
    }
}

fn read_members(json: &Json<'_>, findings: &mut Vec<Finding>) -> Option<KeyFile> {
    let mut fields = At::root(json).fields(findings)?;
    fields.required("proofmarkKeyFile", findings);
    fields.required("checksum", findings);
    let purpose = match fields.optional("purpose") {
        None => Some(KeyPurpose::Issuer),
        Some(at) => purpose(&at, findings),
    };
    let name = fields.required_text(name_member(purpose?), findings);
    let created = fields.required("created", findings);
    let created = created.and_then(|at| {
        let created = parse_timestamp(at.text(findings)?);
        if created.is_none() {
            findings.push(at.finding("not-a-timestamp", "this is not an XSD dateTimeStamp"));
        }
        created
    });
    let key = match purpose? {
        KeyPurpose::Deployment => {
            let digits = |name: &str| name.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !name.is_some_and(|name| name.len() == 16 && digits(name)) {
                let detail = "the name of the deployment's key has 16 hexadecimal digits";
                findings.push(fields.at().finding("other-key", detail));
            }
            None
        }
        purpose => {
            let key = fields.required("publicKeyJwk", findings);
            Some(key.and_then(|at| public_key(&at, purpose, name?, findings))?)
        }
    };
    let private = private(&mut fields, findings);
    fields.nothing_else(findings);
    let private = private?;
    Some(KeyFile {
        public: PublicPart {
            purpose: purpose?,
            name: name?.to_owned(),
            key,
            created: created?,
            encrypted: matches!(private, Private::Encrypted(_)),
        },
        private,
    })
}

/// What the key is for. A file of an issuer's key does not say.
fn purpose(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<KeyPurpose> {
    let name = at.text(findings)?;
    let known = [KeyPurpose::Audit, KeyPurpose::Deployment];
    let purpose = known.into_iter().find(|purpose| purpose.name() == name);
    if purpose.is_none() {
        findings.push(at.finding("unknown-purpose", "there are no keys for this purpose"));
    }
    purpose
}

/// The public key, whose multikey must be the fragment of the verification method: a key file
/// cannot claim another's method. The method of the audit log's key is its own `did:key`.
fn public_key(
    at: &At<'_, '_>,
    purpose: KeyPurpose,
    method: &str,
    findings: &mut Vec<Finding>,
) -> Option<PublicKey> {
    let key = match jwk::read(at.json) {
        Ok(key) => key,
        Err(error) => {
            findings.push(at.finding("not-a-key", error.to_string()));
            return None;
        }
    };
    let fits = matches!(
        (key.algorithm(), purpose),
        (SignatureAlgorithm::EdDsa, _) | (SignatureAlgorithm::Es256, KeyPurpose::Issuer)
    );
    if !fits {
        findings.push(at.finding("other-kind", "no key of this kind is kept for this purpose"));
        return None;
    }
    let named = at.json.get("kid").and_then(Json::as_str);
    let fragment = method.split_once('#').map(|(_, fragment)| fragment);
    let own = purpose == KeyPurpose::Audit;
    if named != Some(method)
        || fragment != multikey::of_public_key(&key).as_deref()
        || (own && did_key::key_of_method(method).as_ref() != Ok(&key))
    {
        let detail = "the public key is not that of the verification method";
        findings.push(at.finding("other-key", detail));
        return None;
    }
    Some(key)
}

/// The private part: encrypted or plain, one of both.
fn private(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<Private> {
    let encrypted = fields.optional("encryptedKeyJwk");
    let plain = fields.optional("privateKeyJwk");
    match (encrypted, plain) {
        (Some(at), None) => Some(Private::Encrypted(at.text(findings)?.to_owned())),
        (None, Some(at)) => Some(Private::Plain(Zeroizing::new(ijson::to_vec(at.json)))),
        _ => {
            let detail = "there must be either an encryptedKeyJwk or a privateKeyJwk";
            findings.push(fields.at().finding("private-part", detail));
            None
        }
    }
}
