//! A status list credential: what it is a list of, whose it is, when it is in force, and its bits.
//!
//! Bitstring Status List 1.0, sections 2.2 (BitstringStatusListCredential) and 3.2 (validation);
//! Status List 2021, section 4.2. The list comes here *after* its proof was verified, which is the
//! caller's: reading a list says nothing about who made it. Lists may be kept and asked again, for
//! as long as [`StatusList::in_force_at`] holds.

use super::{Bitstring, BitstringEntry, Form, MIN_ENTRIES, Standing, StatusError};
use crate::clock::{parse_timestamp, timestamp};
use crate::credential::vcdm::issuer_id;
use crate::finding::Finding;
use crate::ijson::{At, Fields, Json};
use time::{Duration, OffsetDateTime};

const BITSTRING: &str = "Bitstring Status List 1.0, section 2.2 (BitstringStatusListCredential)";
const LIST_2021: &str = "Status List 2021, section 4.2 (StatusList2021Credential)";

/// A list of bits, once its proof has been verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList {
    /// The address it was fetched from.
    pub url: String,
    /// Who made it, as the list itself says. The caller must have verified the proof by a key of
    /// this issuer.
    pub issuer: String,
    /// The form it has.
    pub form: Form,
    /// What its bits are about.
    pub purposes: Vec<String>,
    /// From when it is in force, where it says so.
    pub valid_from: Option<OffsetDateTime>,
    /// Until when it is in force, where it says so.
    pub valid_until: Option<OffsetDateTime>,
    /// How long its maker expects it to stay as it is: a hint for caches, which does not lengthen
    /// its validity. A hint that is no number of milliseconds is none.
    pub ttl: Option<Duration>,
    /// The bits.
    pub bits: Bitstring,
}

/// What a list of bits says at one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusValue {
    /// The purpose of the entry.
    pub purpose: String,
    /// The value: 0 is clear.
    pub value: u32,
    /// What the value means by the entry's own words, where it has them.
    pub message: Option<String>,
    /// What it means for the credential.
    pub standing: Standing,
}

impl StatusValue {
    /// Whether the status is set.
    pub fn is_set(&self) -> bool {
        self.value != 0
    }
}

impl StatusList {
    /// Reads the list that was fetched from `url` and whose proof was verified.
    ///
    /// # Errors
    /// [`StatusError`] when it is no list, another list than the one asked for, one with a status
    /// of its own, or one that cannot be read.
    pub fn read(credential: &Json<'_>, url: &str) -> Result<Self, StatusError> {
        let form = form(credential, url)?;
        if credential.get("credentialStatus").is_some() {
            return Err(StatusError::Loop {
                url: url.to_owned(),
            });
        }
        let mut findings = Vec::new();
        let read = Members::read(credential, form, &mut findings);
        let (Some(members), true) = (read, findings.is_empty()) else {
            let source = match form {
                Form::BitstringStatusList => BITSTRING,
                Form::StatusList2021 => LIST_2021,
            };
            return Err(StatusError::MalformedList {
                url: url.to_owned(),
                findings: findings.into_iter().map(|f| f.by(source)).collect(),
            });
        };
        // The specification lets a list go without an id; one that has it must be the one that was
        // asked for, or an issuer's other list could stand in for it.
        if let Some(id) = members.id.filter(|id| *id != url) {
            return Err(StatusError::WrongId {
                url: url.to_owned(),
                id: id.to_owned(),
            });
        }
        let bits = Bitstring::decode(members.encoded, form).map_err(|error| StatusError::Bits {
            url: url.to_owned(),
            error,
        })?;
        Ok(Self {
            url: url.to_owned(),
            issuer: members.issuer.to_owned(),
            form,
            purposes: members.purposes,
            valid_from: members.valid_from,
            valid_until: members.valid_until,
            ttl: members.ttl,
            bits,
        })
    }

    /// Whether the list is in force at `instant`, with `skew` allowed on both sides: an old copy,
    /// from before a revocation, must not speak for today.
    ///
    /// # Errors
    /// [`StatusError::NotInForce`].
    pub fn in_force_at(&self, instant: OffsetDateTime, skew: Duration) -> Result<(), StatusError> {
        // Compared as differences, which are signed and cannot leave the years that can be held.
        let early = self
            .valid_from
            .filter(|from| *from - instant > skew)
            .map(|from| format!("valid only from {}", timestamp(from)));
        let late = self
            .valid_until
            .filter(|until| instant - *until > skew)
            .map(|until| format!("out of date since {}", timestamp(until)));
        match early.or(late) {
            None => Ok(()),
            Some(detail) => Err(StatusError::NotInForce {
                url: self.url.clone(),
                detail,
            }),
        }
    }

    /// What the list says at `entry`, whose credential was made by `issuer`.
    ///
    /// # Errors
    /// [`StatusError`] when the list is not of the entry's kind, issuer or purpose, is too short,
    /// or ends before the entry.
    pub fn value(&self, entry: &BitstringEntry, issuer: &str) -> Result<StatusValue, StatusError> {
        let url = || self.url.clone();
        if self.form != entry.form {
            let expected = list_type(entry.form);
            return Err(StatusError::WrongClass {
                url: url(),
                expected,
            });
        }
        if self.url != entry.list {
            return Err(StatusError::WrongId {
                url: entry.list.clone(),
                id: url(),
            });
        }
        if self.issuer != issuer {
            return Err(StatusError::WrongIssuer {
                url: url(),
                expected: issuer.to_owned(),
                found: self.issuer.clone(),
            });
        }
        if !self.purposes.contains(&entry.purpose) {
            return Err(StatusError::WrongPurpose {
                url: url(),
                expected: entry.purpose.clone(),
                found: self.purposes.join(", "),
            });
        }
        let entries = self.bits.entries(entry.size);
        if entries < MIN_ENTRIES {
            return Err(StatusError::TooShort {
                url: url(),
                entries,
            });
        }
        match self.bits.get(entry.index, entry.size) {
            Some(value) => Ok(status_value(entry, value)),
            None => Err(StatusError::Range {
                url: url(),
                index: entry.index,
                entries,
            }),
        }
    }
}

fn status_value(entry: &BitstringEntry, value: u32) -> StatusValue {
    let message = entry.messages.get(value as usize).cloned();
    let standing = match (entry.purpose.as_str(), value) {
        // Of a bit without words of its own the specification says “unset” and “set”.
        ("message", 0) => Standing::Message(message.clone().unwrap_or_else(|| "unset".to_owned())),
        ("message", _) => Standing::Message(message.clone().unwrap_or_else(|| "set".to_owned())),
        (_, 0) => Standing::Clear,
        ("revocation", _) => Standing::Revoked {
            reason: message.clone(),
        },
        ("suspension", _) => Standing::Suspended,
        ("refresh", _) => Standing::RefreshAvailable,
        (purpose, _) => Standing::SetForUnknownPurpose {
            purpose: purpose.to_owned(),
        },
    };
    StatusValue {
        purpose: entry.purpose.clone(),
        value,
        message,
        standing,
    }
}

fn list_type(form: Form) -> &'static str {
    match form {
        Form::BitstringStatusList => "BitstringStatusListCredential",
        Form::StatusList2021 => "StatusList2021Credential",
    }
}

/// Whether `types` holds `class`.
fn has_type(value: &Json<'_>, class: &str) -> bool {
    let types = value.get("type").map(Json::as_set).unwrap_or_default();
    types.iter().any(|one| one.as_str() == Some(class))
}

/// The form of a list: the type of the credential and that of its subject must agree.
fn form(credential: &Json<'_>, url: &str) -> Result<Form, StatusError> {
    let wrong = |expected| StatusError::WrongClass {
        url: url.to_owned(),
        expected,
    };
    let forms = [Form::BitstringStatusList, Form::StatusList2021];
    let form = forms
        .into_iter()
        .find(|form| has_type(credential, list_type(*form)))
        .ok_or(wrong(list_type(Form::BitstringStatusList)))?;
    let subject_type = match form {
        Form::BitstringStatusList => "BitstringStatusList",
        Form::StatusList2021 => "StatusList2021",
    };
    match credential.get("credentialSubject").map(Json::as_set) {
        Some([subject]) if has_type(subject, subject_type) => Ok(form),
        _ => Err(wrong(subject_type)),
    }
}

/// The members of a list credential.
struct Members<'j> {
    id: Option<&'j str>,
    issuer: &'j str,
    purposes: Vec<String>,
    encoded: &'j str,
    valid_from: Option<OffsetDateTime>,
    valid_until: Option<OffsetDateTime>,
    ttl: Option<Duration>,
}

impl<'j> Members<'j> {
    fn read(
        credential: &'j Json<'_>,
        form: Form,
        findings: &mut Vec<Finding>,
    ) -> Option<Members<'j>> {
        let mut fields = At::root(credential).fields(findings)?;
        let id = fields.optional_text("id", findings);
        let issuer = issuer_id(credential);
        if issuer.is_none() {
            let detail = "a status list needs an issuer: a URL, or an object with an id";
            findings.push(Finding::new("/issuer", "missing-member", detail));
        }
        // Lists of VC Data Model 1.1 use the older names.
        let valid_from = either_instant(&mut fields, ["validFrom", "issuanceDate"], findings);
        let valid_until = either_instant(&mut fields, ["validUntil", "expirationDate"], findings);
        let subject = fields.required("credentialSubject", findings)?;
        let mut subject = match subject.json {
            Json::Array(_) => subject.elements(findings)?.into_iter().next()?,
            _ => subject,
        }
        .fields(findings)?;
        let purposes = purposes(&mut subject, findings);
        let encoded = subject.required_text("encodedList", findings);
        let ttl = match form {
            Form::BitstringStatusList => subject.optional("ttl"),
            Form::StatusList2021 => None,
        };
        Some(Members {
            id,
            issuer: issuer?,
            purposes,
            encoded: encoded?,
            valid_from,
            valid_until,
            ttl: ttl.and_then(|given| milliseconds(given.json)),
        })
    }
}

/// One or several words.
fn purposes(subject: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Vec<String> {
    let Some(given) = subject.required("statusPurpose", findings) else {
        return Vec::new();
    };
    let mut purposes = Vec::new();
    for purpose in given.json.as_set() {
        match purpose.as_str() {
            Some(purpose) => purposes.push(purpose.to_owned()),
            None => {
                let detail = format!("this holds {}; a purpose is a word", purpose.kind());
                findings.push(given.finding("wrong-type", detail));
            }
        }
    }
    purposes
}

fn either_instant(
    fields: &mut Fields<'_, '_>,
    names: [&'static str; 2],
    findings: &mut Vec<Finding>,
) -> Option<OffsetDateTime> {
    let given = names.into_iter().find_map(|name| fields.optional(name))?;
    let instant = given.json.as_str().and_then(parse_timestamp);
    if instant.is_none() {
        let detail = "this must be a date and time with its offset, such as 2026-11-20T10:00:00Z";
        findings.push(given.finding("not-a-date", detail));
    }
    instant
}

fn milliseconds(given: &Json<'_>) -> Option<Duration> {
    let number = given.as_f64().filter(|n| *n >= 0.0 && n.fract() == 0.0)?;
    // Every whole number of strict JSON fits.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "strict JSON ends at 2^53−1"
    )]
    Some(Duration::milliseconds(number as i64))
}
