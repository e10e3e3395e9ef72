//! `learner`.

use super::MailFlags;
use super::issuing::{HowFlags, form};
use crate::service::claims::MAX_DAYS;
use crate::service::issue::Form;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `learner record`
#[derive(Debug, Args)]
pub struct LearnerRecord {
    /// Whose record
    #[command(flatten)]
    pub whom: WhomFlags,
    /// A credential that goes in, by its id; several with commas [default: all that hold now]
    #[arg(long = "credential", value_name = "CREDENTIAL", value_delimiter = ',')]
    pub credentials: Vec<String>,
    /// The form
    #[arg(
        long = "as",
        value_name = "FORM",
        default_value = "clr",
        value_parser = PossibleValuesParser::new(RECORDS.map(Form::name)).map(form)
    )]
    pub form: Form,
    /// How it is made, and where it goes
    #[command(flatten)]
    pub how: HowFlags,
}

/// `learner claim`
#[derive(Debug, Args)]
pub struct LearnerClaim {
    /// The credentials, by their ids: all of one learner
    #[arg(value_name = "CREDENTIAL", required = true)]
    pub credentials: Vec<String>,
    /// How many days the link works, 90 at most [default: 30]
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=i64::from(MAX_DAYS))
    )]
    pub days: Option<u16>,
    /// Send it to the learner by e-mail
    #[arg(long)]
    pub send: bool,
    /// Send it to this address of theirs
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// How it is sent
    #[command(flatten)]
    pub(super) mail: MailFlags,
}

/// The forms that hold badges.
const RECORDS: [Form; 3] = [Form::Clr, Form::LerRs, Form::HrOpenLerRs];

/// `learner`
#[derive(Debug, Subcommand)]
pub enum Learner {
    /// Shows the ids of the learners whom an address or a DID finds; several may share an address
    #[command(after_help = "\
Example:
  proofmark learner find --email ada@example.org")]
    Find {
        #[command(flatten)]
        known_by: KnownByFlags,
    },
    /// Gives out everything that is held about learners, as JSON
    #[command(after_help = "\
Example:
  proofmark learner export --email ada@example.org --out ada.json")]
    Export {
        #[command(flatten)]
        whom: WhomFlags,
        /// The file to write; standard output without it
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Issues a record of what a learner holds: everything, or the credentials that are chosen
    #[command(after_help = "\
The record is a credential of its own (CLR 2.0, or a résumé in LER-RS), with every badge inside under
the badge's own proof. What was revoked, suspended or is over does not go in; where something is
left out, the record says that it is partial. Each time is a new record.

Examples:
  proofmark learner record --email ada@example.org --out ada.json
  proofmark learner record 0b9c6a3e-… --credential urn:uuid:…,urn:uuid:… --as ler-rs > resume.json")]
    Record(LearnerRecord),
    /// Makes a link with which a learner claims credentials
    #[command(after_help = "\
The link works once: whoever opens it and confirms is let in as the learner, sees everything that
they hold, and takes it along. It is shown this once; only its hash is kept. Without --send or --to
nothing is sent: hand it over yourself. A letter goes only to an address that the learner is known
by, and needs a mail server (smtp-url, mail-from) or a folder (mail-folder).

Examples:
  proofmark learner claim urn:uuid:… --days 14
  proofmark learner claim urn:uuid:… urn:uuid:… --send --smtp-url smtps://badges@mail.example \\
      --smtp-password-file /run/secrets/mail --mail-from 'Example School <badges@school.example>'")]
    Claim(LearnerClaim),
    /// Shows the links that were made for learners, and what became of them
    #[command(after_help = "\
Example:
  proofmark learner claims --email ada@example.org")]
    Claims {
        #[command(flatten)]
        whom: WhomFlags,
    },
    /// Takes a link back that was not used yet
    #[command(after_help = "\
Example:
  proofmark learner withdraw-claim 019…")]
    WithdrawClaim {
        /// The link, by its id as `proofmark learner claims` shows it
        #[arg(value_name = "CLAIM")]
        id: String,
    },
    /// Erases everything that is held about learners, for good
    #[command(after_help = "\
The keys of these learners are destroyed, and the store's files are written anew without anything
that was sealed under them. Credentials that they keep still verify, and can still be revoked: what
stays are ids, dates, digests and places in status lists. Backups made before still hold what they
held; data/published/erased.json tells a later restore whom to erase again.

Each erasing rewrites the whole store, so name all learners at once. Without --yes it only tells
whom it would erase.

Example:
  proofmark learner erase --email ada@example.org --yes")]
    Erase {
        #[command(flatten)]
        whom: WhomFlags,
        /// Erase them: this cannot be undone
        #[arg(long)]
        yes: bool,
    },
}

/// What a learner is known by.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub struct KnownByFlags {
    /// Their e-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Their DID
    #[arg(long, value_name = "DID")]
    pub did: Option<String>,
}

/// Which learners.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub struct WhomFlags {
    /// Their ids, as `proofmark learner find` shows them
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// All whom this e-mail address finds
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// All whom this DID finds
    #[arg(long, value_name = "DID")]
    pub did: Option<String>,
}
