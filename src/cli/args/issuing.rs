//! `assess`, `issue`, `facts`.

use crate::proof::SecuringPlan;
use crate::service::issue::Form;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// `assess`
#[derive(Debug, Args)]
pub struct Assess {
    /// The assessment document; - for standard input
    pub file: PathBuf,
    /// The level policy, where the document has none
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

/// `issue`
#[derive(Debug, Args)]
pub struct Issue {
    /// An assessment document (- for standard input), or the id of an assessment on record
    #[arg(value_name = "FILE|ID")]
    pub from: String,
    /// The forms
    #[arg(
        long = "as",
        value_name = "FORM",
        value_delimiter = ',',
        default_value = "open-badge",
        value_parser = PossibleValuesParser::new(Form::ALL.map(Form::name)).map(form)
    )]
    pub forms: Vec<Form>,
    /// How it is made, and where it goes
    #[command(flatten)]
    pub how: HowFlags,
    /// Issue anew what was issued before: another credential, with another id
    #[arg(long)]
    pub again: bool,
    /// The level policy, where FILE has none
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

/// How what is issued is made, and where it goes.
#[derive(Debug, Args)]
pub struct HowFlags {
    /// How to secure it [default: eddsa-rdfc-2022; for hr-open-ler-rs eddsa-jcs-2022]
    #[arg(long = "proof", value_name = "PROOFS", value_delimiter = ',')]
    pub proofs: Vec<SecuringPlan>,
    /// What a résumé (ler-rs, hr-open-ler-rs) is to say besides: members of LER-RS, as JSON
    #[arg(long, value_name = "FILE")]
    pub resume: Option<PathBuf>,
    /// The file, or with several documents the folder, to write to
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Until when it is valid, such as 2030-01-31T00:00:00Z [default: without an end]
    #[arg(long, value_name = "TIME")]
    pub valid_until: Option<String>,
}

/// `facts`
#[derive(Debug, Args)]
pub struct Facts {
    /// The credential, or a picture that carries one (- for standard input)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Only names of forms come here.
pub(super) fn form(name: String) -> Form {
    Form::named(&name).unwrap_or(Form::OpenBadge)
}
