//! `verify`, `preflight`, `bake`, `unbake`, and how what lies elsewhere is fetched.

use super::VerifyFlags;
use crate::proof::SecuringPlan;
use clap::Args;
use std::path::PathBuf;

/// `verify`
#[derive(Debug, Args)]
pub struct Verify {
    /// The credential or presentation; - for standard input
    #[arg(value_name = "FILE|URL|-")]
    pub credential: String,
    /// Asks: is this its issuer?
    #[arg(long, value_name = "DID|URL", help_heading = "Expectations")]
    pub expect_issuer: Option<String>,
    /// Asks: is it about this framework?
    #[arg(long, value_name = "SOC[@VERSION]", help_heading = "Expectations")]
    pub expect_framework: Option<String>,
    /// Asks: is its level at least this one? A level's name, or its place from 1
    #[arg(long, value_name = "LEVEL", help_heading = "Expectations")]
    pub expect_level: Option<String>,
    /// Asks: does it belong to whoever has this e-mail address?
    #[arg(long, value_name = "ADDRESS", help_heading = "Expectations")]
    pub expect_email: Option<String>,
    /// Evidence from its issuer's audit log: tells what was signed before a key was revoked from
    /// what was dated back
    #[arg(long, value_name = "FILE")]
    pub inclusion: Option<PathBuf>,
    /// Write a receipt to this file: the default issuer's signed word for what was checked, when,
    /// and with which result. It needs the store and the issuer's key
    #[arg(long, value_name = "FILE")]
    pub receipt: Option<PathBuf>,
    /// The challenge that a presentation must answer
    #[arg(long, value_name = "TEXT", help_heading = "Presentations")]
    pub challenge: Option<String>,
    /// The domain that a presentation must be made for
    #[arg(long, value_name = "TEXT", help_heading = "Presentations")]
    pub domain: Option<String>,
    #[command(flatten)]
    pub(super) settings: VerifyFlags,
}

/// `bake`
#[derive(Debug, Args)]
pub struct Bake {
    /// The credential; - for standard input
    pub credential: PathBuf,
    /// The picture, PNG or SVG; - for standard input
    pub image: PathBuf,
    /// The file to write to
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Take out what the picture carries already
    #[arg(long)]
    pub replace: bool,
}

/// `unbake`
#[derive(Debug, Args)]
pub struct Unbake {
    /// The picture (PNG, SVG) or document (PDF); - for standard input
    pub image: PathBuf,
    /// The file to write to
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Only names of choices come here.
/// `preflight`
#[derive(Debug, Args)]
pub struct Preflight {
    /// The credential; - for standard input
    #[arg(value_name = "FILE|-")]
    pub credential: PathBuf,
    /// How it is to be secured [default: eddsa-rdfc-2022]
    #[arg(long = "proof", value_name = "PROOFS", value_delimiter = ',')]
    pub proofs: Vec<SecuringPlan>,
}

/// Settings of commands that fetch.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Settings")]
pub struct FetchFlags {
    /// Fetch nothing
    #[arg(long)]
    offline: bool,
    /// Fetch from this machine itself too, by any port and without TLS: for development only
    #[arg(long)]
    insecure_loopback: bool,
}

impl FetchFlags {
    pub(super) fn as_settings(&self) -> VerifyFlags {
        VerifyFlags {
            trusted_issuers: None,
            offline: self.offline,
            insecure_loopback: self.insecure_loopback,
        }
    }
}
