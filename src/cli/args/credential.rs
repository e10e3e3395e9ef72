//! `credential`: what is done with what was issued.

use crate::proof::SecuringPlan;
use crate::records::credential::State;
use crate::service::carry::Taken;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `credential`
#[derive(Debug, Subcommand)]
pub enum Credential {
    /// Shows what was issued, the newest first: all, or what is looked for
    List(Sought),
    /// Shows one credential: its state, its places in status lists, what was done to it and why
    Show {
        /// Its id, with or without `urn:uuid:`
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Gives a credential out: as it was signed, baked into the picture of its level, or as a
    /// certificate to print
    #[command(after_help = "\
The certificate is a PDF (PDF/A-3) with the signed credential attached; `proofmark verify` takes it,
and any of the others. A file with other contents is never replaced.

Examples:
  proofmark credential export urn:uuid:0b9c6a3e-… --as png --out badge.png
  proofmark credential export urn:uuid:0b9c6a3e-… --as pdf --out certificate.pdf")]
    Export {
        /// Its id, with or without `urn:uuid:`
        #[arg(value_name = "ID")]
        id: String,
        /// As what
        #[arg(
            long = "as",
            value_name = "CARRIER",
            value_parser = PossibleValuesParser::new(Taken::ALL.map(Taken::name)).map(taken)
        )]
        taken: Taken,
        /// Which secured form goes in [default: the first that suits]
        #[arg(long, value_name = "PROOF")]
        proof: Option<String>,
        /// Leave the learner's name off the certificate
        #[arg(long)]
        unnamed: bool,
        /// The file to write [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Takes credentials back, for good
    #[command(after_help = "\
What is revoked stays so: it can be reissued, and never reinstated. Whoever verifies sees it within
five seconds where a server publishes the lists; the reason stays here.

Each id gets a result of its own; the exit code is 1 if any of them failed.

Examples:
  proofmark credential revoke urn:uuid:0b9c6a3e-… --reason 'issued to the wrong person'
  proofmark credential revoke --file ids.txt --reason 'the examination was annulled'")]
    Revoke(Taking),
    /// Takes credentials back for now
    #[command(after_help = "\
Only credentials with a status for suspension: see `proofmark issuer set --status`.

Example:
  proofmark credential suspend urn:uuid:0b9c6a3e-… --reason 'the licence is under review'")]
    Suspend(Taking),
    /// Ends the suspension of credentials
    #[command(after_help = "\
Example:
  proofmark credential reinstate urn:uuid:0b9c6a3e-… --reason 'the review is over'")]
    Reinstate {
        #[command(flatten)]
        which: Which,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Corrects a credential: issues a new one, and revokes this one in the same step
    #[command(after_help = "\
The new credential is made from the same assessment, and secured in the same ways, unless others
are named. Where the assessment was wrong, record the right one first.

Examples:
  proofmark assess corrected.json
  proofmark credential reissue urn:uuid:0b9c6a3e-… --reason 'the name was misspelt' \\
      --assessment 5d1f… --out badge.json")]
    Reissue {
        #[command(flatten)]
        replacement: Replacing,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Until when the new one is valid, such as 2030-01-31T00:00:00Z [default: without an end]
        #[arg(long, value_name = "TIME")]
        valid_until: Option<String>,
    },
    /// Issues a credential anew, for a later time
    #[command(after_help = "\
The old one stays valid as long as it says; the server tells whoever verifies it there that a later
one took its place.

Example:
  proofmark credential renew urn:uuid:0b9c6a3e-… --valid-until 2031-01-31T00:00:00Z --out badge.json")]
    Renew {
        #[command(flatten)]
        replacement: Replacing,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Until when the new one is valid, such as 2031-01-31T00:00:00Z
        #[arg(long, value_name = "TIME")]
        valid_until: String,
    },
}

/// The carrier of that name, which is one of those that are possible.
fn taken(name: String) -> Taken {
    Taken::named(&name).unwrap_or(Taken::Json)
}

/// Which credentials something is done to.
#[derive(Debug, Args)]
pub struct Which {
    /// Their ids, with or without `urn:uuid:`
    #[arg(value_name = "ID", required_unless_present = "file")]
    pub ids: Vec<String>,
    /// A file with an id in each line; - for standard input
    #[arg(long, value_name = "LIST")]
    pub file: Option<PathBuf>,
}

/// `credential revoke` and `credential suspend`
#[derive(Debug, Args)]
pub struct Taking {
    #[command(flatten)]
    pub which: Which,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// What takes the place of a credential.
#[derive(Debug, Args)]
pub struct Replacing {
    /// The credential's id, with or without `urn:uuid:`
    #[arg(value_name = "ID")]
    pub id: String,
    /// The id of the assessment that the new one is made from [default: that of the old one]
    #[arg(long, value_name = "ID")]
    pub assessment: Option<String>,
    /// How to secure it [default: as the old one]
    #[arg(long = "proof", value_name = "PROOFS", value_delimiter = ',')]
    pub proofs: Vec<SecuringPlan>,
    /// The file, or with several documents the folder, to write to
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What `credential list` looks for.
#[derive(Debug, Args)]
pub struct Sought {
    /// The id of a credential, or part of its name
    #[arg(value_name = "TEXT")]
    pub text: Option<String>,
    /// Whose they are: a DID, an e-mail address, or the learner's id
    #[arg(long, value_name = "LEARNER")]
    pub learner: Option<String>,
    /// How their issuer stands to them
    #[arg(
        long,
        value_name = "STATE",
        value_parser = PossibleValuesParser::new(["current", "suspended", "revoked"]).map(state)
    )]
    pub state: Option<State>,
    /// Their form: open-badge, clr, ler-rs, hr-open-ler-rs, given
    #[arg(long, value_name = "FORM")]
    pub form: Option<String>,
    /// The key of the framework
    #[arg(long, value_name = "KEY")]
    pub framework: Option<String>,
    /// The id of the level
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// From when they were issued: a date, or a date and time
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Until when they were issued
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
}

fn state(name: String) -> State {
    match name.as_str() {
        "suspended" => State::Suspended,
        "revoked" => State::Revoked,
        _ => State::Current,
    }
}
