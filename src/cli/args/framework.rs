//! `framework`: taking in, showing, comparing, giving out, superseding, withdrawing.

use super::verifying::FetchFlags;
use crate::framework::FrameworkId;
use crate::service::frameworks::forms::FrameworkForm;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `framework`
#[derive(Debug, Subcommand)]
pub enum Framework {
    /// Takes in an export of LER.me (schema 1.0) or a CASE package (1.1 or 1.0)
    #[command(after_help = "\
The same content again changes nothing; a version on record never changes.

What is fetched from a URL is shown first, and stored when it is confirmed: on a terminal by the
answer to a question, else by --confirm with the digest of what was shown, or by --yes. Only public
hosts are asked, over https, for at most 20 MiB. The URL of a CFDocument leads to its package.

Examples:
  proofmark framework import 27-4014.00.json --policy policy.json
  proofmark framework import https://frameworks.example/ims/case/v1p1/CFPackages/…")]
    Import(Import),
    /// Shows all frameworks on record
    List,
    /// Shows one framework: its levels and statements
    #[command(after_help = "\
Examples:
  proofmark framework show 27-4014.00
  proofmark framework show 27-4014.00@v.26.05")]
    Show {
        /// The SOC code, and the version where there are several
        #[arg(value_name = "SOC[@VERSION]")]
        name: String,
    },
    /// Gives a framework to other programs: as CASE 1.1, CTDL-ASN or an export of LER.me
    #[command(after_help = "\
Its addresses stand on --public-url; without one they are URNs that never change.
A file with other contents is never replaced.

Examples:
  proofmark framework export 27-4014.00 --as case --out package.json
  proofmark framework export 27-4014.00@v.26.05 --as ctdl > framework.jsonld")]
    Export {
        /// The framework's key (the SOC code, or the identifier of its CFDocument), and the version
        /// where there are several
        #[arg(value_name = "KEY[@VERSION]")]
        name: String,
        /// The form: a CASE 1.1 package, CTDL-ASN as JSON-LD, or the export that LER.me makes
        #[arg(
            long = "as",
            value_name = "FORM",
            value_parser =
                PossibleValuesParser::new(FrameworkForm::ALL.map(FrameworkForm::name)).map(framework_form)
        )]
        form: FrameworkForm,
        /// The file to write [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Shows the picture of a level, or sets one of the provider's own
    #[command(after_help = "\
A provider's own picture is a PNG (at most 2 MiB and 4096 × 4096 pixels, still) or an SVG (at most
1 MiB) that runs nothing and asks nowhere. Credentials are baked into it from then on.

Examples:
  proofmark framework picture 27-4014.00@v.26.05 proficient --out level.svg
  proofmark framework picture 27-4014.00@v.26.05 proficient --set our-badge.png
  proofmark framework picture 27-4014.00@v.26.05 proficient --remove")]
    Picture {
        /// The version
        #[arg(value_name = "KEY@VERSION", value_parser = version_name)]
        version: FrameworkId,
        /// The level's id
        #[arg(value_name = "LEVEL")]
        level: String,
        /// The provider's own picture, - for standard input
        #[arg(long, value_name = "FILE", group = "what")]
        set: Option<PathBuf>,
        /// Take the provider's own picture away
        #[arg(long, group = "what")]
        remove: bool,
        /// The file to write: ending in .png pixels, else a drawing
        #[arg(long, value_name = "FILE", group = "what", required_unless_present_any = ["set", "remove"])]
        out: Option<PathBuf>,
    },
    /// Says that a version took the place of another, which stays at its address
    #[command(after_help = "\
What was issued on the older version keeps its meaning; its pages tell of the newer one. The same
again changes nothing, and another successor takes the place of the one before.

Example:
  proofmark framework supersede 27-4014.00@v.26.05 27-4014.00@v.26.11")]
    Supersede {
        /// The version whose place is taken
        #[arg(value_name = "KEY@VERSION", value_parser = version_name)]
        old: FrameworkId,
        /// The version that takes it
        #[arg(value_name = "KEY@VERSION", value_parser = version_name)]
        new: FrameworkId,
        /// Why, in one line; the public reads it
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Takes a version away, for good, as long as nothing was issued on it
    #[command(after_help = "\
Its addresses lead to the same in its successor; without one they tell when it was withdrawn and
why.

Example:
  proofmark framework withdraw 27-4014.00@draft --successor 27-4014.00@v.26.11")]
    Withdraw {
        /// The version
        #[arg(value_name = "KEY@VERSION", value_parser = version_name)]
        version: FrameworkId,
        /// The version that takes its place
        #[arg(long, value_name = "KEY@VERSION", value_parser = version_name)]
        successor: Option<FrameworkId>,
        /// Why, in one line; the public reads it
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Shows what changed from one framework to another, and what was issued against the first
    #[command(after_help = "\
What the first says is never changed, nor is a credential that was issued against it.

Examples:
  proofmark framework diff 27-4014.00@v.26.05 27-4014.00@v.26.11
  proofmark framework diff 27-4014.00@v.26.05 new-export.json --json")]
    Diff {
        /// The older one: on record, or in a file
        #[arg(value_name = "KEY[@VERSION]|FILE")]
        old: String,
        /// The newer one: on record, or in a file
        #[arg(value_name = "KEY[@VERSION]|FILE")]
        new: String,
    },
}

/// Reads `KEY@VERSION`.
fn version_name(text: &str) -> Result<FrameworkId, String> {
    match text.split_once('@') {
        Some((key, version)) if !key.is_empty() && !version.is_empty() => Ok(FrameworkId {
            key: key.to_owned(),
            version: version.to_owned(),
        }),
        _ => Err("a version is named KEY@VERSION, such as 27-4014.00@v.26.05".to_owned()),
    }
}

/// `framework import`
#[derive(Debug, Args)]
pub struct Import {
    /// The export or the package: a file, - for standard input, or a URL
    #[arg(value_name = "FILE|URL")]
    pub source: PathBuf,
    /// The level policy for assessments against this framework from now on
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Only show what would be stored
    #[arg(long, conflicts_with_all = ["confirm", "yes", "policy"])]
    pub preview: bool,
    /// Store it if its content has this digest, which a preview tells
    #[arg(long, value_name = "DIGEST", conflicts_with = "yes")]
    pub confirm: Option<String>,
    /// Store what is fetched from a URL, whatever it is
    #[arg(long)]
    pub yes: bool,
    /// What may be fetched.
    #[command(flatten)]
    pub fetching: FetchFlags,
}

/// The form of that name, which is one of those that are possible.
fn framework_form(name: String) -> FrameworkForm {
    let mut forms = FrameworkForm::ALL.into_iter();
    let known = forms.find(|form| form.name() == name);
    known.unwrap_or(FrameworkForm::Case)
}
