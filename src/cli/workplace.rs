//! What a command works with: the settings from all their sources, the store, the issuer.

use super::args::CommandLine;
use super::{CliError, Output, files};
use crate::assessment::LevelPolicy;
use crate::config::{
    self, ConfigError, DidMethod, Layer, MailBy, PassphraseFrom, Setting, Settings,
};
use crate::credential::profile::IssuerProfile;
use crate::finding::Finding;
use crate::identity::{Iterations, Passphrase, Protection, Unlock, did_web};
use crate::ijson;
use crate::resolver::Resolver;
use crate::service::assess::read_policy;
use crate::service::issuers::{OpenedIssuer, unprotected};
use crate::service::keyring::{Keyring, PassphraseSource, passphrase};
use crate::service::sign_in::OpenIdClient;
use crate::service::verify::TrustedIssuers;
use crate::service::{self, Actor, Caller, Fetching, Service, ServiceSettings};
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Read in the working directory where no other configuration file is named.
const CONFIG_FILE: &str = "proofmark.toml";

/// What a command works with.
pub struct Workplace {
    /// The settings.
    pub settings: Settings,
    /// The slug of the issuer that the command acts for.
    pub issuer: String,
    /// Where the command speaks.
    pub out: Output,
}

/// A store that was opened, and what it takes to unlock its issuer.
pub struct Opened {
    /// The verbs over the store.
    pub service: Service,
    keyring: Keyring,
    passphrase: Option<Passphrase>,
    plain_allowed: bool,
}

impl Workplace {
    /// Reads the settings of `line`, of the environment and of the configuration file.
    ///
    /// # Errors
    /// [`CliError::Settings`] and [`CliError::Read`].
    pub fn new(line: &CommandLine, out: Output) -> Result<Self, CliError> {
        let variables: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        for (name, near) in config::misspelt_variables(variables.iter().map(|(n, _)| n.as_str())) {
            let near = near.join(" or ");
            out.note(&format!(
                "the environment variable {name} sets nothing; is {near} meant?"
            ));
        }
        let layers = [
            line.layer(),
            Layer::from_variables(variables),
            file_layer(line.settings.config.as_deref())?,
        ];
        let settings = Settings::from_layers(&layers).map_err(CliError::Settings)?;
        Ok(Self {
            settings,
            issuer: line.settings.issuer.clone(),
            out,
        })
    }

    /// The store, without the issuer's key. `command` tells other processes what holds it.
    ///
    /// # Errors
    /// [`CliError::Service`] when it cannot be opened.
    pub fn open_store(&self, command: &str) -> Result<Service, CliError> {
        let settings = &self.settings;
        let policy = match &settings.policy {
            Some(path) => Some(policy(path)?),
            None => None,
        };
        let service_settings = ServiceSettings {
            public_url: settings.public_url.clone(),
            issuer_name: settings.issuer_name.clone(),
            prefer_did_key: settings.issuer_did == Some(DidMethod::Key),
            policy,
        };
        let service = Service::open(&settings.data, command, service_settings)?;
        // The first issuer is made when it is needed; nothing is ever done for another that is not
        // there.
        if self.issuer != IssuerProfile::DEFAULT_SLUG {
            service.issuer(&self.issuer)?;
        }
        Ok(service
            .fetching_with(self.resolver())
            .trusting(self.trusted_issuers()?))
    }

    /// Who runs the command, and for whom.
    pub fn caller(&self) -> Caller {
        Caller::new(self.issuer.as_str(), Actor::CommandLine)
    }

    /// Does what is left to do after a command changed something: seals the audit log, publishes
    /// the status lists that changed.
    ///
    /// # Errors
    /// [`CliError::Service`] when the store cannot be read; what was changed stays so.
    pub fn settle(&self, service: &Service) -> Result<(), CliError> {
        for fault in service.tend_at_last()? {
            self.out.note(&fault);
        }
        Ok(())
    }

    /// The same service, which sends letters as the settings say, where they say how.
    ///
    /// # Errors
    /// [`CliError::Read`] when the password cannot be read; [`CliError::Service`] when the mail
    /// server has a name that none can have.
    pub fn with_post(&self, service: Service) -> Result<Service, CliError> {
        let Some(mail) = &self.settings.mail else {
            return Ok(service);
        };
        let password = match &mail.by {
            MailBy::Server {
                password_file: Some(path),
                ..
            } => Some(first_line(path)?),
            MailBy::Server { .. } | MailBy::Folder(_) => None,
        };
        Ok(service.posting_by(mail, password)?)
    }

    /// Whoever fetches other people's documents.
    pub fn resolver(&self) -> Arc<dyn Resolver> {
        service::resolver(&Fetching {
            offline: self.settings.offline,
            insecure_loopback: self.settings.insecure_loopback,
            public_url: self.settings.public_url.clone(),
        })
    }

    /// The issuers that the operator trusts.
    ///
    /// # Errors
    /// [`CliError::Read`] and [`CliError::Unreadable`].
    pub fn trusted_issuers(&self) -> Result<TrustedIssuers, CliError> {
        let Some(path) = &self.settings.trusted_issuers else {
            return Ok(TrustedIssuers::default());
        };
        let unreadable = |findings: Vec<Finding>| CliError::Unreadable {
            place: files::name_of(path),
            what: "a list of trusted issuers",
            findings,
        };
        let contents = files::read(path)?;
        let json = ijson::parse(&contents).map_err(|error| unreadable(error.findings()))?;
        TrustedIssuers::read(&json).map_err(unreadable)
    }

    /// The provider by which people sign in, with this deployment's secret there.
    ///
    /// # Errors
    /// [`CliError::Read`] and [`CliError::Settings`].
    pub fn openid_client(&self) -> Result<Option<OpenIdClient>, CliError> {
        let Some(provider) = &self.settings.openid_provider else {
            return Ok(None);
        };
        let client_secret = match &provider.client_secret_file {
            Some(path) => Some(first_line(path)?),
            None => None,
        };
        Ok(Some(OpenIdClient {
            issuer: provider.issuer.clone(),
            client_id: provider.client_id.clone(),
            client_secret,
            name: provider.name.clone(),
        }))
    }

    /// The store, for a command that only looks; `None` where nothing was ever kept, and none is
    /// made.
    ///
    /// # Errors
    /// [`CliError::Service`] when it cannot be opened.
    pub fn open_to_look(&self, command: &str) -> Result<Option<Service>, CliError> {
        if Service::is_fresh(&self.settings.data) {
            return Ok(None);
        }
        self.open_store(command).map(Some)
    }

    /// The store, for a command that needs the issuer. A first start without anything to protect
    /// the key with is refused before anything is made.
    ///
    /// # Errors
    /// [`CliError::Passphrase`], [`CliError::Settings`] and [`CliError::Service`].
    pub fn open_for_issuer(&self, command: &str) -> Result<Opened, CliError> {
        self.check_did_web()?;
        let passphrase = self.passphrase()?;
        let plain_allowed = self.settings.insecure_plain_keys;
        let protected = passphrase.is_some() || plain_allowed;
        let keyring = Keyring::new(&self.settings.keys);
        let no_keys = keyring.is_empty().unwrap_or(false);
        if !protected && no_keys && Service::is_fresh(&self.settings.data) {
            return Err(unprotected().into());
        }
        let service = self.open_store(command)?;
        if !protected && no_keys && service.issuers()?.is_empty() {
            return Err(unprotected().into());
        }
        Ok(Opened {
            service,
            keyring,
            passphrase,
            plain_allowed,
        })
    }

    /// The default issuer, made on a first start; what it publishes is written beside the store.
    ///
    /// # Errors
    /// [`CliError::Service`] as [`Service::open_issuer`] has it.
    pub fn open_issuer(&self, opened: &Opened) -> Result<OpenedIssuer, CliError> {
        let issuer =
            opened
                .service
                .open_issuer(&opened.keyring, opened.unlock(), opened.protection())?;
        let did = &issuer.record.profile.did;
        if issuer.created {
            self.out.note(&format!(
                "first start: made the issuer {:?}, {did}, and its keys in {}. Keep a copy of the \
                 key files and of their passphrase: without them nothing more can be signed for \
                 it, and nothing read that is kept about learners",
                issuer.record.profile.name,
                self.settings.keys.display()
            ));
        }
        let public = issuer
            .record
            .active_key()
            .and_then(|key| opened.keyring.public(&key.verification_method).ok());
        if public.is_some_and(|key| !key.encrypted) && issuer.locked.is_none() {
            self.out.note(
                "the issuer's key is kept without a passphrase: whoever reads the file can issue \
                 in its name. For development only",
            );
        }
        if let Err(error) = opened.service.publish_documents() {
            self.out
                .note(&format!("{error}; `verify` may know less until they are"));
        }
        for reason in &issuer.others_locked {
            self.out.note(&format!("a key is not unlocked: {reason}"));
        }
        Ok(issuer)
    }

    /// A public URL that no `did:web` can stand for is told before anything is made.
    fn check_did_web(&self) -> Result<(), CliError> {
        let settings = &self.settings;
        let Some(url) = &settings.public_url else {
            return Ok(());
        };
        if settings.issuer_did == Some(DidMethod::Key) {
            return Ok(());
        }
        did_web::did(url).map(|_| ()).map_err(|error| {
            CliError::Settings(vec![ConfigError::Invalid {
                place: Setting::PublicUrl.name().to_owned(),
                detail: format!(
                    "no did:web issuer can have this URL: {error}. Use another URL, or \
                     --issuer-did key"
                ),
            }])
        })
    }

    /// The passphrase, from wherever the settings say; `None` where there is none.
    ///
    /// # Errors
    /// [`CliError::Passphrase`].
    pub fn passphrase(&self) -> Result<Option<Passphrase>, CliError> {
        let source = match &self.settings.passphrase {
            PassphraseFrom::File(path) => PassphraseSource::File(path.clone()),
            PassphraseFrom::Descriptor(number) => PassphraseSource::Descriptor(*number),
            PassphraseFrom::Environment => PassphraseSource::Environment,
        };
        let given = passphrase(&source).map_err(|e| CliError::Passphrase(e.to_string()))?;
        Ok(given.map(|given| {
            if let Some(warning) = &given.warning {
                self.out.note(warning);
            }
            given.passphrase
        }))
    }
}

impl Opened {
    fn unlock(&self) -> Unlock<'_> {
        Unlock {
            passphrase: self.passphrase.as_ref(),
            plain_allowed: self.plain_allowed,
        }
    }

    fn protection(&self) -> Option<Protection<'_>> {
        match &self.passphrase {
            Some(passphrase) => Some(Protection::Passphrase {
                passphrase,
                iterations: Iterations::default(),
            }),
            None => self
                .plain_allowed
                .then_some(Protection::PlainForDevelopment),
        }
    }
}

/// The level policy in the file `path`.
///
/// # Errors
/// [`CliError::Read`] and [`CliError::Service`].
pub fn policy(path: &Path) -> Result<LevelPolicy, CliError> {
    Ok(read_policy(&files::read(path)?)?)
}

/// The first line of a file that holds a secret.
fn first_line(path: &Path) -> Result<Zeroizing<String>, CliError> {
    let contents = Zeroizing::new(files::read(path)?);
    let line = contents.split(|byte| matches!(byte, b'\n' | b'\r')).next();
    let line = std::str::from_utf8(line.unwrap_or_default()).map(str::trim);
    match line {
        Ok(line) if !line.is_empty() => Ok(Zeroizing::new(line.to_owned())),
        _ => Err(CliError::Read {
            place: path.display().to_string(),
            detail: "its first line is no secret".to_owned(),
        }),
    }
}

fn file_layer(named: Option<&Path>) -> Result<Layer, CliError> {
    let path = named.unwrap_or(Path::new(CONFIG_FILE));
    if named.is_none() && !path.exists() {
        return Ok(Layer::default());
    }
    let text = String::from_utf8(files::read(path)?).map_err(|error| CliError::Read {
        place: path.display().to_string(),
        detail: error.to_string(),
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    Layer::from_file(&text, folder).map_err(CliError::Settings)
}
