//! What was published of status lists, read for a restore: each file is a list of an issuer on
//! record, signed with a key on record (Data Integrity), or it is refused by its name.
//!
//! When a list was in force is not asked: that it once said so is enough for a revocation.

use super::BackupError;
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::identity::multikey;
use crate::ijson::{self, Json};
use crate::jsonld;
use crate::proof::{ProofPurpose, Unsecured, data_integrity, proofs};
use crate::records::issuer::{self, IssuerRecord, KeyState};
use crate::records::status_list::StatusListRecord;
use crate::service::{Service, ServiceError};
use crate::status::{Bitstring, Form, MIN_ENTRIES, StatusList};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;

/// The file that names the learners who were erased: a JSON array of their ids.
pub(super) const ERASED: &str = "erased.json";
/// No list of ours is longer, in bytes.
const MAX_FILE: u64 = 1 << 20;

/// A list that was published.
pub(super) struct Shown {
    /// The list on record; `None` where the backup does not know it.
    pub known: Option<StatusListRecord>,
    /// Its name: the end of its address.
    pub name: String,
    pub url: String,
    /// The DID of its issuer, and the slug.
    pub issuer: String,
    pub slug: String,
    pub purpose: String,
    pub valid_from: OffsetDateTime,
    /// SHA-256 of the file, in hexadecimal digits.
    pub digest: String,
    /// The file.
    pub bytes: Vec<u8>,
    bits: Bitstring,
}

impl Shown {
    /// The places whose bits are set.
    pub(super) fn set(&self) -> impl Iterator<Item = u32> {
        let places = 0..MIN_ENTRIES as u32;
        places.filter(|index| self.bits.get((*index).into(), 1) == Some(1))
    }
}

/// What is in the folder.
#[derive(Default)]
pub(super) struct PublishedFolder {
    pub lists: Vec<Shown>,
    /// The ids of learners who were erased.
    pub erased: Vec<String>,
    /// What cannot be used and what is missing, each with the reason.
    pub unusable: Vec<String>,
    /// Lists of issuers who are not on record.
    pub foreign: Vec<String>,
}

/// A file of the folder.
enum Content {
    List(Box<Shown>),
    /// A list of somebody who is not on record.
    Foreign(String),
    /// No list.
    Other,
}

impl Service {
    /// What is in `folder`, where these lists are `known`; the newest lists last.
    pub(super) fn published_in(
        &self,
        folder: &Path,
        known: &[StatusListRecord],
    ) -> Result<PublishedFolder, ServiceError> {
        let mut found = PublishedFolder::default();
        for path in json_files(folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let read = read_file(&path);
            if name == ERASED {
                match read.and_then(|bytes| erased(&bytes)) {
                    Ok(ids) => found.erased = ids,
                    Err(why) => found.unusable.push(format!("{name}: {why}")),
                }
                continue;
            }
            match read.map(|bytes| self.published_list(&bytes, known)) {
                Ok(Ok(Content::List(list))) => found.lists.push(*list),
                Ok(Ok(Content::Foreign(why))) => found.foreign.push(format!("{name}: {why}")),
                Ok(Ok(Content::Other)) => {}
                Ok(Err(ListFault::Service(error))) => return Err(*error),
                Ok(Err(ListFault::File(why))) | Err(why) => {
                    found.unusable.push(format!("{name}: {why}"));
                }
            }
        }
        found.lists.sort_by_key(|list| list.valid_from);
        let here: BTreeSet<&str> = found.lists.iter().map(|list| list.url.as_str()).collect();
        let missing = known
            .iter()
            .filter(|list| !here.contains(list.url.as_str()));
        let missing = missing.map(|list| format!("the list {} is not there", list.url));
        let missing: Vec<String> = missing.collect();
        found.unusable.extend(missing);
        Ok(found)
    }

    fn published_list(
        &self,
        bytes: &[u8],
        known: &[StatusListRecord],
    ) -> Result<Content, ListFault> {
        let json = ijson::parse(bytes).map_err(|error| error.to_string())?;
        if !is_list(&json) {
            return Ok(Content::Other);
        }
        let url = json.get("id").and_then(Json::as_str);
        let url = url.ok_or_else(|| "the list has no id".to_owned())?;
        let list = StatusList::read(&json, url).map_err(|error| error.to_string())?;
        let by = issuer::find(self.store(), &list.issuer).map_err(ServiceError::from)?;
        let Some(by) = by else {
            let why = format!("its issuer {} is not on record", list.issuer);
            return Ok(Content::Foreign(why));
        };
        self.check_signed(&json, &by)?;
        let known = known.iter().find(|known| known.url == url);
        Ok(Content::List(Box::new(shown(list, &by, known, bytes)?)))
    }

    /// Every proof of the list must verify, with a key of its issuer that is on record and that
    /// nobody else may hold; and it must mean what it seems to.
    fn check_signed(&self, json: &Json<'_>, issuer: &IssuerRecord) -> Result<(), String> {
        let processor = self.processor();
        let unsecured = Unsecured::new(json.clone());
        let document = unsecured.document();
        none_of(jsonld::signed_as_read(document, processor.contexts))?;
        let proofs = proofs(json, ProofPurpose::AssertionMethod);
        for proof in proofs.map_err(|error| error.to_string())? {
            let method = proof.verification_method;
            let key = issuer.key(method).ok_or_else(|| {
                let did = &issuer.profile.did;
                format!("it is signed with {method}, which is no key of {did} in the backup")
            })?;
            if key.state == KeyState::Compromised {
                return Err(format!("it is signed with {method}, which is compromised"));
            }
            let key = multikey::decode(&key.public_key_multibase);
            let key = key.map_err(|error| error.to_string())?;
            let key = key.as_ed25519();
            let key = key.ok_or_else(|| format!("{method} is no Ed25519 key"))?;
            none_of(proof.signed_as_read(document, processor))?;
            data_integrity::verify(&unsecured, &proof, key, processor)
                .map_err(|error| format!("its signature does not hold: {error}"))?;
        }
        Ok(())
    }
}

/// Why a list cannot be used: for a reason of its own, or because the store cannot be read.
enum ListFault {
    File(String),
    Service(Box<ServiceError>),
}

impl From<String> for ListFault {
    fn from(why: String) -> Self {
        ListFault::File(why)
    }
}

impl From<ServiceError> for ListFault {
    fn from(error: ServiceError) -> Self {
        ListFault::Service(Box::new(error))
    }
}

fn none_of(findings: Vec<Finding>) -> Result<(), String> {
    match findings.into_iter().next() {
        None => Ok(()),
        Some(finding) => Err(finding.to_string()),
    }
}

fn is_list(json: &Json<'_>) -> bool {
    let types = json.get("type").map(Json::as_set).unwrap_or_default();
    let class = Some("BitstringStatusListCredential");
    types.iter().any(|one| one.as_str() == class)
}

fn shown(
    list: StatusList,
    by: &IssuerRecord,
    known: Option<&StatusListRecord>,
    bytes: &[u8],
) -> Result<Shown, String> {
    let [purpose] = list.purposes.as_slice() else {
        return Err("it is of more than one purpose, which none of ours is".to_owned());
    };
    if !["revocation", "suspension"].contains(&purpose.as_str())
        || list.form != Form::BitstringStatusList
        || list.bits.entries(1) != MIN_ENTRIES
    {
        return Err("it is of another kind than ours".to_owned());
    }
    if known.is_some_and(|known| known.issuer != list.issuer || known.purpose != *purpose) {
        return Err("the list on record at its address is another's".to_owned());
    }
    let name = list.url.rsplit('/').next().unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if name.is_empty() || name.len() > 64 || !name.bytes().all(is_plain) {
        return Err("its address does not end in a name".to_owned());
    }
    let valid_from = list.valid_from.ok_or("it does not say from when it is")?;
    Ok(Shown {
        known: known.cloned(),
        name: name.to_owned(),
        issuer: list.issuer.clone(),
        slug: by.profile.slug.clone(),
        purpose: purpose.clone(),
        valid_from,
        digest: sha256_hex(&[bytes]),
        bytes: bytes.to_vec(),
        bits: list.bits,
        url: list.url,
    })
}

/// The JSON files of the folder, in the order of their names.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let reading = || BackupError::io("reading", folder);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(reading())? {
        let path = entry.map_err(reading())?.path();
        if path.extension().is_some_and(|end| end == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let about = fs::metadata(path).map_err(|error| error.to_string())?;
    if about.len() > MAX_FILE {
        return Err("it is longer than any list".to_owned());
    }
    fs::read(path).map_err(|error| error.to_string())
}

fn erased(bytes: &[u8]) -> Result<Vec<String>, String> {
    let json = ijson::parse(bytes).map_err(|error| error.to_string())?;
    let Json::Array(ids) = &json else {
        return Err("this must be an array of the ids of learners".to_owned());
    };
    let texts = ids.iter().map(|id| id.as_str().map(str::to_owned));
    let texts: Option<Vec<String>> = texts.collect();
    texts.ok_or_else(|| "an id of a learner is a text".to_owned())
}
