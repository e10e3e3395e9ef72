//! `issuer` and `api-key`.

use crate::credential::profile::{IssuerProfile, StatusChoice};
use crate::records::api_key::Scope;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

/// `issuer`
#[derive(Debug, Subcommand)]
pub enum Issuer {
    /// Makes an issuer beside the others, with a key of its own
    #[command(after_help = "\
Example:
  proofmark issuer create nursing --name 'School of Nursing' --status both")]
    Create {
        /// Its name in addresses: a to z, 0 to 9 and -
        #[arg(value_name = "SLUG")]
        slug: String,
        #[command(flatten)]
        profile: ProfileFlags,
    },
    /// Shows all issuers
    List,
    /// Shows one issuer
    Show {
        /// Its name in addresses
        #[arg(value_name = "SLUG", default_value = IssuerProfile::DEFAULT_SLUG)]
        slug: String,
    },
    /// Changes what an issuer says of itself in what it issues from now on
    Set {
        /// Its name in addresses
        #[arg(value_name = "SLUG", default_value = IssuerProfile::DEFAULT_SLUG)]
        slug: String,
        #[command(flatten)]
        profile: ProfileFlags,
    },
}

/// What an issuer says of itself.
#[derive(Debug, Args)]
pub struct ProfileFlags {
    /// Its name for people
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Its site; an empty text takes it away
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Its address for mail; an empty text takes it away
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// How its credentials can be taken back; the Open Badges schema does not admit `both`
    #[arg(
        long,
        value_name = "STATUS",
        value_parser = PossibleValuesParser::new(STATUSES.map(|(name, _)| name)).map(status)
    )]
    pub status: Option<StatusChoice>,
}

/// The choices of status with their names.
const STATUSES: [(&str, StatusChoice); 4] = [
    ("revocation", StatusChoice::Revocation),
    ("suspension", StatusChoice::Suspension),
    ("both", StatusChoice::Both),
    ("none", StatusChoice::None),
];

fn status(name: String) -> StatusChoice {
    let known = STATUSES.into_iter().find(|(known, _)| *known == name);
    known.map_or(StatusChoice::default(), |(_, status)| status)
}

/// `api-key`
#[derive(Debug, Subcommand)]
pub enum ApiKey {
    /// Makes a key, which is shown once
    #[command(after_help = "\
Example:
  proofmark api-key create --scope assess,issue")]
    Create {
        /// What it may do: admin (everything), read, import, assess, issue, status (revoke, suspend,
        /// reinstate)
        #[arg(
            long = "scope",
            value_name = "SCOPES",
            value_delimiter = ',',
            required = true,
            value_parser = PossibleValuesParser::new(SCOPES.map(|(name, _)| name)).map(scope)
        )]
        scopes: Vec<Scope>,
    },
    /// Shows all keys: what they may do, never the keys themselves
    List,
    /// Takes a key back: it counts for nothing from now on
    Revoke {
        /// The eight characters behind `pm_`, as `proofmark api-key list` shows them
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// The scopes with their names.
pub const SCOPES: [(&str, Scope); 6] = [
    ("admin", Scope::Admin),
    ("read", Scope::Read),
    ("import", Scope::Import),
    ("assess", Scope::Assess),
    ("issue", Scope::Issue),
    ("status", Scope::Status),
];

/// Only names of scopes come here.
fn scope(name: String) -> Scope {
    let known = SCOPES.into_iter().find(|(known, _)| *known == name);
    known.map_or(Scope::Read, |(_, scope)| scope)
}
