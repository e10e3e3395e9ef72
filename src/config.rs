//! Settings: each has one name in three forms.
//!
//! `--public-url` on the command line, `PROOFMARK_PUBLIC_URL` in the environment, `public-url` in
//! the configuration file (TOML). A flag goes before the environment, the environment before the
//! file, the file before the default. Only texts are read here; whoever runs the program brings
//! the flags, the variables and the file. Secrets are no settings: of a passphrase only its
//! source is named.

mod mail;
mod network;
mod settings;
mod sign_in;

pub use mail::{MailSecurity, MailSender, MailServer, NotForMail};
pub use network::{Network, NotANetwork};
pub use settings::{DidMethod, Mail, MailBy, PassphraseFrom, Settings, VERIFY_RATE};
pub use sign_in::OpenIdProvider;

use crate::finding::near_misses;
use std::path::Path;

/// Begins the name of every environment variable.
const VARIABLE_PREFIX: &str = "PROOFMARK_";

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// The folder of the store.
    Data,
    /// The folder of the key files.
    Keys,
    /// The folder that the service writes backups into.
    Backups,
    /// The URL under which the public reaches this deployment.
    PublicUrl,
    /// The name of the issuer that is made on first start.
    IssuerName,
    /// The DID method of the issuer that is made on first start.
    IssuerDid,
    /// The address that the service listens on.
    Listen,
    /// The file of the issuer's level policy.
    Policy,
    /// The file that lists the issuers that the operator trusts.
    TrustedIssuers,
    /// The file that holds the passphrase of the keys.
    PassphraseFile,
    /// The open descriptor that gives the passphrase of the keys.
    PassphraseFd,
    /// Whether keys may be kept without a passphrase.
    InsecurePlainKeys,
    /// Whether documents of others may be fetched from this machine itself.
    InsecureLoopback,
    /// Whether nothing is fetched at all.
    Offline,
    /// Public verifications a minute from one client address.
    VerifyRate,
    /// The proxies that are believed about whom they speak for.
    TrustedProxy,
    /// The mail server that takes letters.
    SmtpUrl,
    /// The file that holds the password of the account there.
    SmtpPasswordFile,
    /// Who letters are from.
    MailFrom,
    /// The folder that letters are left in, where no mail server takes them.
    MailFolder,
    /// The OpenID Connect provider by which people sign in to the console.
    OidcIssuer,
    /// What this deployment is called there.
    OidcClientId,
    /// The file that holds its secret there.
    OidcClientSecretFile,
    /// What people call that provider.
    OidcName,
}

/// What a setting's value is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Path,
    Number,
    Switch,
}

impl Setting {
    /// All settings.
    pub const ALL: [Setting; 24] = [
        Setting::Data,
        Setting::Keys,
        Setting::Backups,
        Setting::PublicUrl,
        Setting::IssuerName,
        Setting::IssuerDid,
        Setting::Listen,
        Setting::Policy,
        Setting::TrustedIssuers,
        Setting::PassphraseFile,
        Setting::PassphraseFd,
        Setting::InsecurePlainKeys,
        Setting::InsecureLoopback,
        Setting::Offline,
        Setting::VerifyRate,
        Setting::TrustedProxy,
        Setting::SmtpUrl,
        Setting::SmtpPasswordFile,
        Setting::MailFrom,
        Setting::MailFolder,
        Setting::OidcIssuer,
        Setting::OidcClientId,
        Setting::OidcClientSecretFile,
        Setting::OidcName,
    ];

    /// Its name in the configuration file; with two hyphens before it, its flag.
    pub fn name(self) -> &'static str {
        match self {
            Setting::Data => "data",
            Setting::Keys => "keys",
            Setting::Backups => "backups",
            Setting::PublicUrl => "public-url",
            Setting::IssuerName => "issuer-name",
            Setting::IssuerDid => "issuer-did",
            Setting::Listen => "listen",
            Setting::Policy => "policy",
            Setting::TrustedIssuers => "trusted-issuers",
            Setting::PassphraseFile => "passphrase-file",
            Setting::PassphraseFd => "passphrase-fd",
            Setting::InsecurePlainKeys => "insecure-plain-keys",
            Setting::InsecureLoopback => "insecure-loopback",
            Setting::Offline => "offline",
            Setting::VerifyRate => "verify-rate",
            Setting::TrustedProxy => "trusted-proxy",
            Setting::SmtpUrl => "smtp-url",
            Setting::SmtpPasswordFile => "smtp-password-file",
            Setting::MailFrom => "mail-from",
            Setting::MailFolder => "mail-folder",
            Setting::OidcIssuer => "oidc-issuer",
            Setting::OidcClientId => "oidc-client-id",
            Setting::OidcClientSecretFile => "oidc-client-secret-file",
            Setting::OidcName => "oidc-name",
        }
    }

    /// Its environment variable.
    pub fn variable(self) -> String {
        let name = self.name().replace('-', "_").to_uppercase();
        format!("{VARIABLE_PREFIX}{name}")
    }

    fn kind(self) -> Kind {
        match self {
            Setting::Data
            | Setting::Keys
            | Setting::Backups
            | Setting::Policy
            | Setting::TrustedIssuers
            | Setting::PassphraseFile
            | Setting::SmtpPasswordFile
            | Setting::OidcClientSecretFile
            | Setting::MailFolder => Kind::Path,
            Setting::PassphraseFd | Setting::VerifyRate => Kind::Number,
            Setting::InsecurePlainKeys | Setting::InsecureLoopback | Setting::Offline => {
                Kind::Switch
            }
            _ => Kind::Text,
        }
    }
}

/// What one source sets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    values: Vec<Value>,
}

/// A value, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    setting: Setting,
    text: String,
    place: String,
}

/// A setting cannot be used. Whoever wrote it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The configuration file is not TOML.
    #[error("the configuration file is not TOML: {0}")]
    NotToml(String),
    /// There is no such setting.
    #[error("{place}: there is no such setting{}", hint(.near))]
    Unknown {
        /// What was written, as its source writes it.
        place: String,
        /// Names like it.
        near: Vec<String>,
    },
    /// The value is not one that the setting takes.
    #[error("{place}: {detail}")]
    Invalid {
        /// What was written, as its source writes it.
        place: String,
        /// What is wrong, and what it takes.
        detail: String,
    },
}

fn hint(near: &[String]) -> String {
    match near {
        [] => String::new(),
        near => format!("; near it: {}", near.join(", ")),
    }
}

impl Layer {
    /// Sets `setting` by its flag.
    pub fn flag(&mut self, setting: Setting, text: impl Into<String>) {
        self.values.push(Value {
            setting,
            text: text.into(),
            place: format!("--{}", setting.name()),
        });
    }

    /// The settings among environment variables; all others are left alone.
    pub fn from_variables(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let values = variables.into_iter().filter_map(|(place, text)| {
            let known = Setting::ALL.into_iter();
            let setting = known.into_iter().find(|known| known.variable() == place)?;
            Some(Value {
                setting,
                text,
                place,
            })
        });
        Self {
            values: values.collect(),
        }
    }

    /// The settings in the text of a configuration file that stands in `folder`: paths in it are
    /// meant from there.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn from_file(text: &str, folder: &Path) -> Result<Self, Vec<ConfigError>> {
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| vec![ConfigError::NotToml(error.to_string())])?;
        let mut errors = Vec::new();
        let mut values = Vec::new();
        for (name, value) in &table {
            let known = Setting::ALL.into_iter().find(|known| known.name() == name);
            let Some(setting) = known else {
                let names = Setting::ALL.into_iter().map(Setting::name);
                errors.push(ConfigError::Unknown {
                    place: name.clone(),
                    near: owned(near_misses(name, names)),
                });
                continue;
            };
            match in_file(setting, value, folder) {
                Ok(text) => values.push(Value {
                    setting,
                    text,
                    place: name.clone(),
                }),
                Err(detail) => errors.push(ConfigError::Invalid {
                    place: name.clone(),
                    detail: detail.to_owned(),
                }),
            }
        }
        if errors.is_empty() {
            Ok(Self { values })
        } else {
            Err(errors)
        }
    }

    fn get(&self, setting: Setting) -> Option<&Value> {
        self.values.iter().find(|value| value.setting == setting)
    }
}

/// Variables that are nearly settings, each with the setting that may be meant: nobody else's
/// variables begin as ours do, so a misspelt one is worth a word.
pub fn misspelt_variables<'a>(
    names: impl IntoIterator<Item = &'a str>,
) -> Vec<(&'a str, Vec<String>)> {
    let known: Vec<String> = Setting::ALL.into_iter().map(Setting::variable).collect();
    names
        .into_iter()
        .filter(|name| name.starts_with(VARIABLE_PREFIX) && !known.iter().any(|k| k == name))
        .map(|name| {
            let known = known
                .iter()
                .map(|known| &known.as_str()[VARIABLE_PREFIX.len()..]);
            let near = near_misses(&name[VARIABLE_PREFIX.len()..], known);
            let near = near.iter().map(|near| format!("{VARIABLE_PREFIX}{near}"));
            (name, near.collect::<Vec<_>>())
        })
        .filter(|(_, near)| !near.is_empty())
        .collect()
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn in_file(setting: Setting, value: &toml::Value, folder: &Path) -> Result<String, &'static str> {
    match (setting.kind(), value) {
        (Kind::Text, toml::Value::String(text)) => Ok(text.clone()),
        (Kind::Path, toml::Value::String(text)) => {
            let path = folder.join(text);
            path.to_str().map(str::to_owned).ok_or("not a path")
        }
        (Kind::Number, toml::Value::Integer(number)) => Ok(number.to_string()),
        (Kind::Switch, toml::Value::Boolean(on)) => Ok(on.to_string()),
        (Kind::Text | Kind::Path, _) => Err("this must be a string"),
        (Kind::Number, _) => Err("this must be a whole number"),
        (Kind::Switch, _) => Err("this must be true or false"),
    }
}

#[cfg(test)]
mod tests;
