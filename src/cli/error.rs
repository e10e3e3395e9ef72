//! Why a command did not do what it was asked to, with its exit code and the next step.

use crate::carrier::CarrierError;
use crate::config::ConfigError;
use crate::finding::Finding;
use crate::service::ServiceError;
use crate::service::frameworks::source;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Why a command did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The command line contradicts itself: the caller is at fault.
    #[error("{0}")]
    Usage(String),
    /// A setting cannot be used: the operator is at fault.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Settings(Vec<ConfigError>),
    /// A file, or standard input, cannot be read: the caller is at fault.
    #[error("{place} cannot be read: {detail}")]
    Read {
        /// Which.
        place: String,
        /// What the operating system said.
        detail: String,
    },
    /// What was read is not what it must be: whoever made it is at fault.
    #[error("{place} cannot be read as {what}")]
    Unreadable {
        /// Which file.
        place: String,
        /// What it must be.
        what: &'static str,
        /// Everything that is wrong.
        findings: Vec<Finding>,
    },
    /// What was fetched has to be confirmed before it is stored, and nobody could be asked: the
    /// caller is at fault.
    #[error("nothing was stored: what stands at {address} has to be confirmed first")]
    Unconfirmed {
        /// Where it was found.
        address: String,
        /// The digest of its content.
        digest: String,
    },
    /// What was fetched was not confirmed: the caller's choice.
    #[error("nothing was stored")]
    Declined,
    /// A verb refused.
    #[error("{}", headline(.0))]
    Service(#[from] ServiceError),
    /// No backup can be made here, as where a server holds the store.
    #[error("{}", headline(.0))]
    Backup(ServiceError),
    /// Nothing can be taken out of a picture, or baked into it.
    #[error("{}", carrier_headline(.place, .error))]
    Carrier {
        /// Which file is at fault.
        place: String,
        /// Why.
        error: CarrierError,
    },
    /// The passphrase cannot be had: the operator is at fault.
    #[error("{0}")]
    Passphrase(String),
    /// A result cannot be written: the environment is at fault.
    #[error("{place} cannot be written: {detail}")]
    Write {
        /// Which file or stream.
        place: String,
        /// What the operating system said.
        detail: String,
    },
    /// A file with other contents stands where a result should go: the caller is at fault.
    #[error("{} is there already, with other contents; it was left as it is", .0.display())]
    Exists(PathBuf),
    /// The service cannot listen, or failed while it ran: the environment is at fault.
    #[error("{0}")]
    Serve(String),
}

/// Findings get lines of their own.
fn headline(error: &ServiceError) -> String {
    match error {
        ServiceError::Invalid { what, findings } => match findings.len() {
            1 => format!("{what} is refused:"),
            count => format!("{what} is refused; {count} things are wrong:"),
        },
        other => other.to_string(),
    }
}

fn has_no_json(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.problem == "not-json")
}

fn carrier_headline(place: &str, error: &CarrierError) -> String {
    match error {
        CarrierError::Broken(_) | CarrierError::Limit(_) => format!("{place} cannot be read:"),
        CarrierError::Nothing(_) | CarrierError::Duplicate(_) | CarrierError::Unsupported(_) => {
            format!("no credential can be taken out of {place}:")
        }
        CarrierError::Credential(_) => format!("{place} cannot be baked:"),
        CarrierError::Refused(_) => format!("nothing can be baked into {place}:"),
    }
}

impl CliError {
    /// The exit code: 2 for wrong usage and input that cannot be read at all, 1 for the rest.
    pub fn exit(&self) -> u8 {
        match self {
            CliError::Usage(_)
            | CliError::Settings(_)
            | CliError::Read { .. }
            | CliError::Unreadable { .. }
            | CliError::Unconfirmed { .. }
            | CliError::Service(ServiceError::NotFetched { .. }) => 2,
            CliError::Carrier { error, .. } => match error {
                CarrierError::Broken(_) | CarrierError::Limit(_) => 2,
                CarrierError::Credential(_) if has_no_json(error.findings()) => 2,
                _ => 1,
            },
            CliError::Service(ServiceError::Invalid { findings, .. }) if has_no_json(findings) => 2,
            _ => 1,
        }
    }

    /// Everything that is wrong with what was sent.
    pub fn findings(&self) -> &[Finding] {
        match self {
            CliError::Unreadable { findings, .. }
            | CliError::Service(ServiceError::Invalid { findings, .. })
            | CliError::Service(ServiceError::Conflict { findings, .. }) => findings,
            CliError::Carrier { error, .. } => error.findings(),
            _ => &[],
        }
    }

    /// Which kind of error: a stable slug.
    pub fn problem(&self) -> &'static str {
        match self {
            CliError::Usage(_) => "usage",
            CliError::Settings(_) => "settings",
            CliError::Read { .. } => "unreadable-file",
            CliError::Unreadable { .. } => "unreadable-input",
            CliError::Carrier { error, .. } => match error.findings() {
                [first, ..] => first.problem,
                [] => "carrier",
            },
            CliError::Unconfirmed { .. } => "not-confirmed",
            CliError::Declined => "declined",
            CliError::Passphrase(_) => "passphrase",
            CliError::Write { .. } => "write",
            CliError::Exists(_) => "file-exists",
            CliError::Serve(_) => "serve",
            CliError::Service(error) | CliError::Backup(error) => match error {
                ServiceError::Invalid { .. } => "invalid",
                ServiceError::NotFetched { error, .. } => error.slug(),
                ServiceError::NotFound { .. } => "not-found",
                ServiceError::Erased => "learner-erased",
                ServiceError::Refused { rule, .. } => rule,
                ServiceError::Conflict { problem, .. } => problem,
                ServiceError::Key(_) => "key",
                ServiceError::Store(_) if error.store_holder().is_some() => "store-held",
                ServiceError::Store(_) => "store",
                ServiceError::Record(_) => "record",
                ServiceError::Backup(error) => error.slug(),
                ServiceError::Post(_) => "post",
                ServiceError::Defect(_) => "defect",
            },
        }
    }

    /// What to do about it.
    pub fn next(&self) -> Vec<String> {
        match self {
            CliError::Usage(_) => vec!["`proofmark help` tells what there is".to_owned()],
            CliError::Settings(_) => {
                vec!["`proofmark help` tells all settings and their values".to_owned()]
            }
            CliError::Exists(_) => {
                vec!["move that file away, or name another place with --out".to_owned()]
            }
            CliError::Unconfirmed { digest, .. } => vec![format!(
                "look at what would be stored, and give the same command with --confirm {digest}; \
                 with --yes whatever stands there is stored"
            )],
            CliError::Carrier { error, .. } => next_of_carrier(error),
            CliError::Backup(error) => match server(error) {
                Some(address) => vec![format!(
                    "the server makes backups itself: POST http://{address}/api/v1/backups, with \
                     an API key of the scope admin"
                )],
                None => next_of(error),
            },
            CliError::Service(error) => next_of(error),
            _ => Vec::new(),
        }
    }

    /// The error as a JSON document.
    pub fn to_json(&self) -> Value {
        json!({ "error": {
            "problem": self.problem(),
            "detail": self.to_string(),
            "findings": self.findings(),
            "next": self.next(),
            "exit": self.exit(),
        }})
    }
}

fn next_of_carrier(error: &CarrierError) -> Vec<String> {
    let already = |finding: &Finding| finding.problem == "baked-already";
    match error.findings().iter().any(already) {
        true => vec!["--replace takes the old credential out".to_owned()],
        false => Vec::new(),
    }
}

/// The address of the server that holds the store, if one does.
fn server(error: &ServiceError) -> Option<&str> {
    let (_, address) = error.store_holder()?.split_once("serve on ")?;
    Some(address.trim())
}

fn next_of(error: &ServiceError) -> Vec<String> {
    if error.store_holder().is_some() {
        return vec![next_to_holder(server(error))];
    }
    match error {
        ServiceError::NotFound {
            what: "framework", ..
        } => vec![
            "`proofmark framework list` shows those on record; `proofmark framework import FILE` \
             adds one"
                .to_owned(),
        ],
        ServiceError::Invalid { findings, .. } => findings
            .iter()
            .filter_map(|finding| match finding.problem {
                "unknown-framework" | "unknown-version" => Some(
                    "`proofmark framework list` shows the frameworks on record; `proofmark \
                     framework import FILE` adds one",
                ),
                "unknown-statement" | "unknown-level" => {
                    Some("`proofmark framework show SOC` shows its levels and statements")
                }
                _ => None,
            })
            .take(1)
            .map(str::to_owned)
            .collect(),
        ServiceError::NotFetched {
            what: source::WHAT, ..
        } => vec![
            "a framework that you have as a file needs no network: `proofmark framework import \
             FILE`"
                .to_owned(),
        ],
        ServiceError::Refused {
            rule: "no-level", ..
        } => vec!["`proofmark assess FILE` tells why, and what is missing".to_owned()],
        _ => Vec::new(),
    }
}

/// A server can be asked; everything else will be done soon.
fn next_to_holder(server: Option<&str>) -> String {
    match server {
        Some(address) => format!(
            "ask the server instead: its HTTP interface is at http://{address}/api/v1 (see \
             http://{address}/openapi.json); or stop it and try again. `proofmark verify` works \
             meanwhile"
        ),
        None => "wait until it is done, and try again".to_owned(),
    }
}
