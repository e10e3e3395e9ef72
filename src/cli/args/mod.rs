//! The command line as `clap` reads it: what all commands share here, each command in the file of its
//! subject.

mod credential;
mod framework;
mod issuer;
mod issuing;
mod keys;
mod learner;
mod operation;
mod verifying;

pub use credential::{Credential, Replacing, Sought, Which};
pub use framework::{Framework, Import};
pub use issuer::{ApiKey, Issuer, ProfileFlags};
pub use issuing::{Assess, Facts, Issue};
pub use keys::Keys;
pub use learner::{KnownByFlags, Learner, LearnerClaim, LearnerRecord, WhomFlags};
pub use operation::{Backup, Demo, Fsck, Restore, Serve};
pub use verifying::{Bake, Preflight, Unbake, Verify};

use crate::config::{Layer, Setting};
use crate::credential::profile::IssuerProfile;
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

/// Settings of commands that send letters.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Settings")]
pub struct MailFlags {
    /// The mail server that takes letters: smtps://user@mail.example, or smtp:// for STARTTLS
    #[arg(long, value_name = "URL")]
    smtp_url: Option<String>,
    /// The file whose first line is the password of the account there
    #[arg(long, value_name = "FILE")]
    smtp_password_file: Option<String>,
    /// Who letters are from: badges@school.example, or 'Example School <badges@school.example>'
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// Leave letters in this folder instead: for development
    #[arg(long, value_name = "DIR")]
    mail_folder: Option<String>,
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
        let mail = match &self.command {
            Command::Serve(serve) => serve.mail.clone(),
            Command::Learner(Learner::Claim(claim)) => claim.mail.clone(),
            _ => MailFlags::default(),
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
            (Setting::OidcIssuer, serving(|serve| &serve.oidc_issuer)),
            (
                Setting::OidcClientId,
                serving(|serve| &serve.oidc_client_id),
            ),
            (
                Setting::OidcClientSecretFile,
                serving(|serve| &serve.oidc_client_secret_file),
            ),
            (Setting::OidcName, serving(|serve| &serve.oidc_name)),
            (Setting::TrustedIssuers, verify.trusted_issuers.as_ref()),
            (Setting::SmtpUrl, mail.smtp_url.as_ref()),
            (Setting::SmtpPasswordFile, mail.smtp_password_file.as_ref()),
            (Setting::MailFrom, mail.mail_from.as_ref()),
            (Setting::MailFolder, mail.mail_folder.as_ref()),
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

A policy reads {\"share\": 0.8, \"lowerLevels\": true, \"required\": [\"proficient/1\"]}. With
\"assessors\": 2 in it, a document names two people: \"assessor\" and \"secondAssessor\".")]
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
    /// Finds learners, lets them in by links, gives out what is held about them, erases them
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
No claim link made before works in the restored store, for nobody knows which were used since: make
new ones. --accept-loss says that the loss is known; with --published, that of lists that are not
there or cannot be used. Places in lists that the backup knows are never given again, in either case.

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
