//! `demo`, `serve`, `backup`, `restore`, `fsck`.

use super::{MailFlags, VerifyFlags};
use clap::Args;
use std::path::PathBuf;

/// `demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// Where to leave the credentials and the report
    #[arg(long, value_name = "DIR", default_value = "demo-out")]
    pub out: PathBuf,
}

/// `serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// The address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub(super) listen: Option<String>,
    /// The issuer's level policy, where neither assessment nor framework has one
    #[arg(long, value_name = "FILE")]
    pub(super) policy: Option<String>,
    /// Public verifications a minute from one client address; 0 for no limit [default: 600]
    #[arg(long, value_name = "N")]
    pub(super) verify_rate: Option<String>,
    /// The proxies whose X-Forwarded-For is believed: addresses or networks, with commas between
    /// them [default: none]
    #[arg(long, value_name = "ADDRESSES")]
    pub(super) trusted_proxy: Option<String>,
    /// The folder for backups that are asked for over HTTP [default: backups, beside the store]
    #[arg(long, value_name = "DIR")]
    pub(super) backups: Option<String>,
    /// The OpenID Connect provider by which people sign in to the console: its issuer URL
    #[arg(long, value_name = "URL")]
    pub(super) oidc_issuer: Option<String>,
    /// What this deployment is called there; it must know {public-url}/sign-in/openid/back as the
    /// redirect URI
    #[arg(long, value_name = "ID")]
    pub(super) oidc_client_id: Option<String>,
    /// The file whose first line is this deployment's secret there
    #[arg(long, value_name = "FILE")]
    pub(super) oidc_client_secret_file: Option<String>,
    /// What people call that provider [default: its host]
    #[arg(long, value_name = "NAME")]
    pub(super) oidc_name: Option<String>,
    #[command(flatten)]
    pub(super) verify: VerifyFlags,
    #[command(flatten)]
    pub(super) mail: MailFlags,
}

/// `backup`
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// `restore`
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    pub file: PathBuf,
    /// The folder of the status lists that were published
    #[arg(long, value_name = "DIR")]
    pub published: Option<PathBuf>,
    /// Restore although what happened after the backup was made is not in it
    #[arg(long)]
    pub accept_loss: bool,
}

/// `fsck`
#[derive(Debug, Args)]
pub struct Fsck {
    /// Verify every signature too
    #[arg(long)]
    pub signatures: bool,
    /// A checkpoint of the audit log that was kept elsewhere: the log must begin with it
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Vec<PathBuf>,
}
