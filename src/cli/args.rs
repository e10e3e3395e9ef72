//! The command line as `clap` reads it.

use crate::config::{Layer, Setting};
use crate::credential::profile::{IssuerProfile, StatusChoice};
use crate::framework::FrameworkId;
use crate::proof::SecuringPlan;
use crate::records::api_key::Scope;
use crate::records::issuer::KeyAlgorithm;
use crate::service::frameworks::forms::FrameworkForm;
use crate::service::issue::Form;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  proofmark demo                                  everything at once, on a bundled sample
  proofmark framework import framework.json       take in a framework with levels
  proofmark issue assessment.json --out badge.json
  proofmark verify badge.json

Exit codes: 0 done, or valid; 1 refused, failed, or not valid; 2 wrong usage or unreadable input;
3 could not be checked.

Settings have one name in three forms: --public-url, the environment variable
PROOFMARK_PUBLIC_URL, and public-url in the configuration file (proofmark.toml). A flag goes before
the environment, the environment before the file. The passphrase of the keys comes from
--passphrase-file, --passphrase-fd or the environment variable PROOFMARK_KEY_PASSPHRASE.";

/// Issues and verifies Open Badges 3.0, CLR 2.0 and LER-RS credentials from competency frameworks
/// with levels.
#[derive(Debug, Parser)]
#[command(
    name = "proofmark",
    version,
    after_help = EXAMPLES,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Results and errors as JSON, for programs
    #[arg(long, global = true)]
    pub json: bool,
    /// The settings.
    #[command(flatten)]
    pub settings: SettingFlags,
}

/// Settings that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
pub struct SettingFlags {
    /// The configuration file (TOML) [default: proofmark.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE", env = "PROOFMARK_CONFIG")]
    pub config: Option<PathBuf>,
    /// The folder of the store [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<String>,
    /// The folder of the issuer's keys [default: keys]
    #[arg(long, global = true, value_name = "DIR")]
    keys: Option<String>,
    /// The https URL under which the public reaches this deployment; credentials name addresses
    /// under it for ever
    #[arg(long, global = true, value_name = "URL")]
    public_url: Option<String>,
    /// The name of the issuer, when it is made
    #[arg(long, global = true, value_name = "NAME")]
    issuer_name: Option<String>,
    /// The DID method of the issuer, when it is made: web or key [default: web with a public URL,
    /// else key]
    #[arg(long, global = true, value_name = "METHOD")]
    issuer_did: Option<String>,
    /// The file whose first line is the passphrase of the keys
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<String>,
    /// The open descriptor whose first line is the passphrase of the keys
    #[arg(long, global = true, value_name = "N")]
    passphrase_fd: Option<String>,
    /// Keep and use keys without a passphrase: for development only
    #[arg(long, global = true)]
    insecure_plain_keys: bool,
    /// The issuer that the command acts for, by its name in addresses
    #[arg(long, global = true, value_name = "SLUG", default_value = IssuerProfile::DEFAULT_SLUG)]
    pub issuer: String,
}

/// Settings of commands that verify.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Settings")]
pub struct VerifyFlags {
    /// The list of issuers that you trust, in JSON
    #[arg(long, value_name = "FILE")]
    trusted_issuers: Option<String>,
    /// Fetch nothing; what needs documents of others cannot be checked then
    #[arg(long)]
    offline: bool,
    /// Fetch documents of others from this machine itself too, by any port and without TLS: for
    /// development only
    #[arg(long)]
    insecure_loopback: bool,
}

impl CommandLine {
    /// The settings among the flags.
    pub fn layer(&self) -> Layer {
        let flags = &self.settings;
        let serve = match &self.command {
            Command::Serve(serve) => Some(serve),
            _ => None,
        };
        let verify = match &self.command {
            Command::Serve(serve) => serve.verify.clone(),
            Command::Verify(verify) => verify.settings.clone(),
            Command::Framework(Framework::Import(import)) => import.fetching.as_settings(),
            _ => VerifyFlags::default(),
        };
        let serving = |flag: fn(&Serve) -> &Option<String>| serve.and_then(|s| flag(s).as_ref());
        let mut layer = Layer::default();
        for (setting, value) in [
            (Setting::Data, flags.data.as_ref()),
            (Setting::Keys, flags.keys.as_ref()),
            (Setting::PublicUrl, flags.public_url.as_ref()),
            (Setting::IssuerName, flags.issuer_name.as_ref()),
            (Setting::IssuerDid, flags.issuer_did.as_ref()),
            (Setting::PassphraseFile, flags.passphrase_file.as_ref()),
            (Setting::PassphraseFd, flags.passphrase_fd.as_ref()),
            (Setting::Listen, serving(|serve| &serve.listen)),
            (Setting::Policy, serving(|serve| &serve.policy)),
            (Setting::Backups, serving(|serve| &serve.backups)),
            (Setting::VerifyRate, serving(|serve| &serve.verify_rate)),
            (Setting::TrustedProxy, serving(|serve| &serve.trusted_proxy)),
            (Setting::TrustedIssuers, verify.trusted_issuers.as_ref()),
        ] {
            if let Some(value) = value {
                layer.flag(setting, value.as_str());
            }
        }
        for (setting, on) in [
            (Setting::InsecurePlainKeys, flags.insecure_plain_keys),
            (Setting::InsecureLoopback, verify.insecure_loopback),
            (Setting::Offline, verify.offline),
        ] {
            if on {
                layer.flag(setting, "true");
            }
        }
        layer
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows everything at once on a bundled sample: import, assess, issue, verify, refuse a
    /// forgery
    #[command(after_help = "\
Needs no set-up and touches nothing but the folder it writes to.

Example:
  proofmark demo --out demo-out")]
    Demo(Demo),
    /// Runs the service; on first start makes the issuer, its key and an admin API key
    #[command(after_help = "\
Examples:
  PROOFMARK_KEY_PASSPHRASE=… proofmark serve
  proofmark serve --listen 0.0.0.0:8080 --public-url https://badges.example \\
      --issuer-name 'Example School' --passphrase-file /run/secrets/passphrase

The admin API key is shown once, on standard output. Where the issuer's key cannot be unlocked, the
service only verifies, and says so. SIGTERM and SIGINT end it after the requests at hand.")]
    Serve(Serve),
    /// Takes in frameworks and shows those on record
    #[command(subcommand)]
    Framework(Framework),
    /// Records an assessment, and tells the level and why
    #[command(after_help = "\
The same document again is the same assessment. The level policy is the document's own, else
--policy, else the framework's, else the issuer's (setting `policy`), else: 80 % of a level's
statements, and every lower level too.

Example:
  proofmark assess assessment.json --policy policy.json

A policy reads {\"share\": 0.8, \"lowerLevels\": true, \"required\": [\"proficient/1\"]}.")]
    Assess(Assess),
    /// Issues credentials from an assessment
    #[command(after_help = "\
Forms: open-badge (Open Badges 3.0), clr (CLR 2.0: a record that holds the badge), ler-rs (a résumé
of HR Open, VC 2.0, for wallets), hr-open-ler-rs (the same in HR Open's own wrapper, VC 1.1). All
forms state the same facts, and all that are asked for at once go on record in one commit. A record
and a résumé hold the badge; where there is none yet, it is issued with them.

Proofs: eddsa-rdfc-2022, eddsa-jcs-2022, vc-jwt. With commas between them each makes a document of
its own, all of one credential; with + between the first two both stand in one document.
The same assessment, form and proof again give the same bytes, unless --again is given.

Without --out the bytes go to standard output, several documents one a line. With --out and one
document FILE is that document, byte for byte; with several, or where it is a folder, they are
named {form}.{proof}.json or .jwt in it. A file with other contents is never replaced.

Examples:
  proofmark issue assessment.json --out badge.json
  proofmark issue assessment.json --proof eddsa-rdfc-2022,vc-jwt --out badges/
  proofmark issue assessment.json --as open-badge,clr,ler-rs --out ada/
  proofmark issue 0b9c6a3e-… --proof eddsa-rdfc-2022+eddsa-jcs-2022 > badge.json")]
    Issue(Issue),
    /// Prints the facts that a credential states: who, which framework and level, which statements
    #[command(after_help = "\
Reads badges, records (CLR) and résumés (LER-RS), as JSON or as a token, from a file or out of a
picture; of a record or a presentation the facts of each credential in it. Nothing is verified: these
are claims until `proofmark verify` says otherwise.

Examples:
  proofmark facts badge.json
  proofmark facts ler-rs.json --json")]
    Facts(Facts),
    /// Shows what was issued; revokes, suspends, reinstates, corrects and renews it
    #[command(subcommand)]
    Credential(Credential),
    /// Verifies a credential or a presentation, in whatever form and file it comes
    #[command(after_help = "\
Reads JSON with embedded proofs, tokens (VC-JWT, vc+jwt, vp+jwt), pictures that carry a credential
(PNG, SVG) and PDF documents with one attached; what it is, is found from the content.

Keys and status lists of other issuers are fetched over https; --offline opens no connection. What
belongs to an issuer of this deployment is answered from its own records, also while a server holds
the store. Nothing is made.

Issuers that you trust stand in a JSON file (setting `trusted-issuers`):
  [\"did:web:school.example\", {\"id\": \"did:key:z6Mk…\", \"name\": \"A School\"}]

Examples:
  proofmark verify badge.json
  proofmark verify https://school.example/badges/ada.png
  curl -s https://school.example/badge.jwt | proofmark verify - --json
  proofmark verify badge.json --expect-framework 27-4014.00 --expect-level Proficient \\
      --expect-email ada@example.org

Exit codes: 0 valid, and everything expected is so; 1 not valid, or something is not as expected;
2 unreadable; 3 could not be checked.")]
    Verify(Verify),
    /// Tells what stands in the way of signing a credential, and which readers will break on it
    #[command(after_help = "\
Looks at any unsigned credential: Open Badge, CLR, endorsement, LER-RS or another, of version 2.0 or
1.1 of the data model. Its issuer need not be one of this deployment; --issuer with a DID or URL
asks whether that issuer may sign it. A credential that is secured already is looked at inside.
Nothing is fetched, nothing is made and no store is opened.

Findings are errors (a specification forbids it, and it is not signed here), official (the 1EdTech
validator refuses it, or warns), warnings (a reader that is named breaks on it) and notes. Each says
where, why and what to do.

Examples:
  proofmark preflight badge.json
  proofmark preflight badge.json --proof vc-jwt --issuer did:web:school.example --json

Exit codes: 0 no errors; 1 errors; 2 wrong usage or unreadable.")]
    Preflight(Preflight),
    /// Bakes a credential into a picture: PNG or SVG
    #[command(after_help = "\
The credential is an Open Badge or a CLR, as JSON or as a token. Only its text is put into the
picture, and nothing else of it changes. The picture will be served to others: SVG with scripts or
with references elsewhere is refused; PNG has at most 4096 × 4096 pixels and 2 MiB, SVG 1 MiB.

Without --out the picture goes to standard output. A file with other contents is never replaced.

Examples:
  proofmark bake badge.json picture.png --out badge.png
  proofmark issue assessment.json | proofmark bake - picture.svg > badge.svg")]
    Bake(Bake),
    /// Takes the credential out of a picture, or out of a PDF that it is attached to
    #[command(after_help = "\
Nothing is verified. Which kind of file it is, is found from its contents.

Examples:
  proofmark unbake badge.png --out badge.json
  proofmark unbake badge.svg | proofmark verify -")]
    Unbake(Unbake),
    /// Shows the issuer's keys, rotates them, takes them back
    #[command(subcommand)]
    Keys(Keys),
    /// Makes issuers, shows them, and sets what they say of themselves
    #[command(subcommand)]
    Issuer(Issuer),
    /// Makes and shows keys to the HTTP interface
    #[command(subcommand)]
    ApiKey(ApiKey),
    /// Finds learners, gives out what is held about them, erases them
    #[command(subcommand)]
    Learner(Learner),
    /// Writes everything on record, and the key files, to one encrypted file
    #[command(after_help = "\
The file is encrypted under the passphrase of the keys: with that passphrase alone it becomes a
deployment again. A file that is there already is never replaced. Keep the file elsewhere, and the
passphrase apart from it.

A running server holds the store; there, POST /api/v1/backups does the same.

Example:
  proofmark backup --out /backups/proofmark-2026-11-20.backup")]
    Backup(Backup),
    /// Makes the store and the key files again from a backup
    #[command(after_help = "\
The folder of the store (--data) must be empty or absent. Key files that are there must be those of
the backup. The backup is checked to its end before anything is made.

What happened after the backup was made, it does not know: credentials issued or revoked since,
learners erased since. The status lists that were published show what was revoked; they are in
`published` beside the store, or anywhere they were copied to, each as the server gave it (NAME.json).
With --published the restored store takes the union. Each list must be signed by its issuer with a
key in the backup. If erased.json is there, an array of the ids of learners, they are erased again.
--accept-loss says that the loss is known; with --published, that of lists that are not there or
cannot be used. Places in lists that the backup knows are never given again, in either case.

Examples:
  proofmark restore /backups/proofmark-2026-11-20.backup --published old-data/published
  proofmark restore /backups/proofmark-2026-11-20.backup --accept-loss")]
    Restore(Restore),
    /// Checks everything that is kept, and names what is wrong
    #[command(after_help = "\
Every record is read and compared with what is said of it elsewhere: what finds it, places and bits
in status lists, the audit log, published lists, key files. Of the audit log the first bad entry is
told first. Nothing is changed.

With the passphrase of the keys, what is sealed for learners is opened and compared as well. The
store must not be in use by another process.

Exit code: 0 all is sound, 1 something is wrong, 3 something could not be checked.

Examples:
  proofmark fsck
  proofmark fsck --signatures --passphrase-file /run/secrets/proofmark")]
    Fsck(Fsck),
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
    listen: Option<String>,
    /// The issuer's level policy, where neither assessment nor framework has one
    #[arg(long, value_name = "FILE")]
    policy: Option<String>,
    /// Public verifications a minute from one client address; 0 for no limit [default: 600]
    #[arg(long, value_name = "N")]
    verify_rate: Option<String>,
    /// The proxies whose X-Forwarded-For is believed: addresses or networks, with commas between
    /// them [default: none]
    #[arg(long, value_name = "ADDRESSES")]
    trusted_proxy: Option<String>,
    /// The folder for backups that are asked for over HTTP [default: backups, beside the store]
    #[arg(long, value_name = "DIR")]
    backups: Option<String>,
    #[command(flatten)]
    verify: VerifyFlags,
}

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

/// The forms that hold badges.
const RECORDS: [Form; 3] = [Form::Clr, Form::LerRs, Form::HrOpenLerRs];

/// `credential`
#[derive(Debug, Subcommand)]
pub enum Credential {
    /// Shows what was issued, the newest first
    List {
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
    /// Shows one credential: its state, its places in status lists, what was done to it and why
    Show {
        /// Its id, with or without `urn:uuid:`
        #[arg(value_name = "ID")]
        id: String,
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
    /// The challenge that a presentation must answer
    #[arg(long, value_name = "TEXT", help_heading = "Presentations")]
    pub challenge: Option<String>,
    /// The domain that a presentation must be made for
    #[arg(long, value_name = "TEXT", help_heading = "Presentations")]
    pub domain: Option<String>,
    #[command(flatten)]
    settings: VerifyFlags,
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

/// `keys`
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Shows all key files, and what their keys are good for; none is unlocked
    List,
    /// Makes a new key, which signs from now on; the one before it only verifies
    #[command(after_help = "\
What older keys signed still verifies: they stay in the DID document. An issuer that is a did:key
cannot do this, for it is its one key.

A running server holds the store; there, POST /api/v1/keys {\"act\": \"rotate\"} does the same.

Example:
  proofmark keys rotate --passphrase-file passphrase")]
    Rotate {
        /// Which of the issuer's keys
        #[arg(
            long,
            value_name = "ALGORITHM",
            default_value = "Ed25519",
            value_parser = PossibleValuesParser::new(["Ed25519", "ES256"]).map(algorithm)
        )]
        algorithm: KeyAlgorithm,
    },
    /// Makes a key for ES256, which signs VC-JWTs alone
    #[command(
        name = "add-es256",
        after_help = "\
For validators that take no EdDSA in tokens. Proofs in documents stay with the Ed25519 key."
    )]
    AddEs256,
    /// Destroys the private half of a key that only verifies
    Retire {
        /// The key's verification method, as `proofmark keys list` shows it
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Marks a key as compromised, and lists what it signed since
    #[command(after_help = "\
What the key signed at or after that time counts for nothing any more. An active key is replaced by
a new one at once. The time can be set earlier later on, never later.

Example:
  proofmark keys compromise did:web:badges.example#z6Mk… --since 2026-11-20T10:00:00Z")]
    Compromise {
        /// The key's verification method, as `proofmark keys list` shows it
        #[arg(value_name = "KEY")]
        key: String,
        /// From when on others may have held it
        #[arg(long, value_name = "TIME")]
        since: String,
        /// Reissue what it signed since: each credential anew, and the old one revoked
        #[arg(long)]
        reissue: bool,
    },
}

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

fn status(name: String) -> StatusChoice {
    let known = STATUSES.into_iter().find(|(known, _)| *known == name);
    known.map_or(StatusChoice::default(), |(_, status)| status)
}

/// Only names of algorithms come here.
fn algorithm(name: String) -> KeyAlgorithm {
    match name.as_str() {
        "ES256" => KeyAlgorithm::Es256,
        _ => KeyAlgorithm::Ed25519,
    }
}

/// The form of that name, which is one of those that are possible.
fn framework_form(name: String) -> FrameworkForm {
    let mut forms = FrameworkForm::ALL.into_iter();
    let known = forms.find(|form| form.name() == name);
    known.unwrap_or(FrameworkForm::Case)
}

/// Only names of forms come here.
fn form(name: String) -> Form {
    Form::named(&name).unwrap_or(Form::OpenBadge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn whoever_verifies_can_close_the_network_or_open_it_inwards() {
        use crate::config::Settings;
        let settings = |arguments: &[&str]| {
            let line = CommandLine::parse_from(arguments);
            let settings = Settings::from_layers(&[line.layer()]).unwrap();
            (settings.offline, settings.insecure_loopback)
        };
        let verify = ["proofmark", "verify", "badge.json"];
        assert_eq!(settings(&verify), (false, false));
        assert_eq!(
            settings(&[&verify[..], &["--offline"]].concat()),
            (true, false)
        );
        let serve = ["proofmark", "serve", "--insecure-loopback"];
        assert_eq!(settings(&serve), (false, true));
    }

    #[test]
    fn every_setting_is_a_flag_somewhere() {
        let command = CommandLine::command();
        let serve = command.find_subcommand("serve").unwrap();
        for setting in Setting::ALL {
            let is_flag = |command: &clap::Command| {
                let mut arguments = command.get_arguments();
                arguments.any(|argument| argument.get_long() == Some(setting.name()))
            };
            assert!(is_flag(&command) || is_flag(serve), "{setting:?}");
        }
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
    fn as_settings(&self) -> VerifyFlags {
        VerifyFlags {
            trusted_issuers: None,
            offline: self.offline,
            insecure_loopback: self.insecure_loopback,
        }
    }
}
