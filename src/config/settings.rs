//! The settings of all sources together, each value checked.

use super::sign_in::{self, OpenIdProvider};
use super::{
    ConfigError, Layer, MailSender, MailServer, Network, NotANetwork, NotForMail, Setting,
};
use std::net::SocketAddr;
use std::path::PathBuf;
use url::{Host, Url};

/// How many public verifications a minute one client address may ask for where nobody chose.
pub const VERIFY_RATE: u32 = 600;

/// The DID method of an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DidMethod {
    /// `did:web`, which needs a public URL.
    Web,
    /// `did:key`, which needs nothing.
    Key,
}

/// Where the passphrase of the keys is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassphraseFrom {
    /// The first line of a file.
    File(PathBuf),
    /// The first line that an open descriptor gives.
    Descriptor(u32),
    /// The environment.
    Environment,
}

/// All settings, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The folder of the store.
    pub data: PathBuf,
    /// The folder of the key files.
    pub keys: PathBuf,
    /// The folder that the service writes backups into.
    pub backups: PathBuf,
    /// The public URL, without a slash at its end.
    pub public_url: Option<String>,
    /// The name of a new issuer.
    pub issuer_name: Option<String>,
    /// The DID method of a new issuer; where none is set, `did:web` once there is a public URL.
    pub issuer_did: Option<DidMethod>,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The file of the issuer's level policy.
    pub policy: Option<PathBuf>,
    /// The file that lists the issuers that the operator trusts.
    pub trusted_issuers: Option<PathBuf>,
    /// Where the passphrase is found.
    pub passphrase: PassphraseFrom,
    /// Whether keys may be kept without a passphrase.
    pub insecure_plain_keys: bool,
    /// Whether documents of others may be fetched from this machine itself, by any port and
    /// without TLS: for development.
    pub insecure_loopback: bool,
    /// Whether nothing is fetched, so that what needs documents of others cannot be checked.
    pub offline: bool,
    /// Public verifications a minute from one client address; 0 for no limit.
    pub verify_rate: u32,
    /// The proxies that are believed about whom they speak for.
    pub trusted_proxies: Vec<Network>,
    /// How letters are sent; `None` where none are.
    pub mail: Option<Mail>,
    /// The OpenID Connect provider by which people sign in, if there is one.
    pub openid_provider: Option<OpenIdProvider>,
}

/// How letters are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Who takes them.
    pub by: MailBy,
    /// Who they are from.
    pub from: MailSender,
}

/// Who takes letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailBy {
    /// A mail server.
    Server {
        /// Which.
        server: MailServer,
        /// The file whose first line is the password of the account there.
        password_file: Option<PathBuf>,
    },
    /// Nobody: they are left in this folder, for development.
    Folder(PathBuf),
}

impl Settings {
    /// The settings of `layers`; the first that sets one decides.
    ///
    /// # Errors
    /// Everything that cannot be used.
    pub fn from_layers(layers: &[Layer]) -> Result<Self, Vec<ConfigError>> {
        let mut reader = Reader {
            layers,
            errors: Vec::new(),
        };
        let settings = reader.settings();
        if settings.issuer_did == Some(DidMethod::Web) && settings.public_url.is_none() {
            reader.errors.push(ConfigError::Invalid {
                place: Setting::IssuerDid.name().to_owned(),
                detail: "a did:web needs a public URL; set public-url too".to_owned(),
            });
        }
        if settings.openid_provider.is_some() && settings.public_url.is_none() {
            reader.errors.push(ConfigError::Invalid {
                place: Setting::OidcIssuer.name().to_owned(),
                detail: "whoever signs in there is sent back to the public URL; set public-url too"
                    .to_owned(),
            });
        }
        if reader.errors.is_empty() {
            Ok(settings)
        } else {
            Err(reader.errors)
        }
    }
}

/// Reads values and keeps what is wrong with them.
struct Reader<'l> {
    layers: &'l [Layer],
    errors: Vec<ConfigError>,
}

impl Reader<'_> {
    fn settings(&mut self) -> Settings {
        let path: fn(&str) -> Result<PathBuf, String> = |text| match text {
            "" => Err("this must be a path".to_owned()),
            text => Ok(PathBuf::from(text)),
        };
        let data = self.read(Setting::Data, path);
        let data = data.unwrap_or_else(|| "data".into());
        Settings {
            backups: self
                .read(Setting::Backups, path)
                .unwrap_or_else(|| data.with_file_name("backups")),
            data,
            keys: self
                .read(Setting::Keys, path)
                .unwrap_or_else(|| "keys".into()),
            public_url: self.read(Setting::PublicUrl, public_url),
            issuer_name: self.read(Setting::IssuerName, issuer_name),
            issuer_did: self.read(Setting::IssuerDid, did_method),
            listen: self
                .read(Setting::Listen, address)
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            policy: self.read(Setting::Policy, path),
            trusted_issuers: self.read(Setting::TrustedIssuers, path),
            passphrase: self.passphrase(path),
            insecure_plain_keys: self
                .read(Setting::InsecurePlainKeys, switch)
                .unwrap_or_default(),
            insecure_loopback: self
                .read(Setting::InsecureLoopback, switch)
                .unwrap_or_default(),
            offline: self.read(Setting::Offline, switch).unwrap_or_default(),
            verify_rate: self.read(Setting::VerifyRate, rate).unwrap_or(VERIFY_RATE),
            trusted_proxies: self
                .read(Setting::TrustedProxy, networks)
                .unwrap_or_default(),
            mail: self.mail(path),
            openid_provider: self.openid_provider(path),
        }
    }

    fn read<T>(
        &mut self,
        setting: Setting,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let value = self.layers.iter().find_map(|layer| layer.get(setting))?;
        match read(&value.text) {
            Ok(value) => Some(value),
            Err(detail) => {
                self.errors.push(ConfigError::Invalid {
                    place: value.place.clone(),
                    detail,
                });
                None
            }
        }
    }

    /// How letters are sent. A server and a folder are two answers to one question, of which one
    /// must be given; a server knows nobody who has no address of their own.
    fn mail(&mut self, path: fn(&str) -> Result<PathBuf, String>) -> Option<Mail> {
        let server = self.read(Setting::SmtpUrl, |text| {
            text.parse().map_err(|error: NotForMail| error.to_string())
        });
        let password_file = self.read(Setting::SmtpPasswordFile, path);
        let from: Option<MailSender> = self.read(Setting::MailFrom, |text| {
            text.parse().map_err(|error: NotForMail| error.to_string())
        });
        let folder = self.read(Setting::MailFolder, path);
        let mut refuse = |setting: Setting, detail: &str| {
            self.errors.push(ConfigError::Invalid {
                place: setting.name().to_owned(),
                detail: detail.to_owned(),
            });
        };
        let user = server
            .as_ref()
            .and_then(|one: &MailServer| one.user.as_ref());
        if server.is_some() && user.is_some() != password_file.is_some() {
            let detail = "the user in smtp-url and smtp-password-file belong together; set both, \
                          or neither";
            refuse(Setting::SmtpPasswordFile, detail);
        }
        match (server, folder) {
            (Some(_), Some(_)) => {
                refuse(
                    Setting::MailFolder,
                    "smtp-url is set too; set one of the two",
                );
                None
            }
            (Some(_), None) if from.is_none() => {
                refuse(Setting::MailFrom, "smtp-url is set; set mail-from too");
                None
            }
            (Some(server), None) => from.map(|from| Mail {
                by: MailBy::Server {
                    server,
                    password_file,
                },
                from,
            }),
            (None, Some(folder)) => Some(Mail {
                by: MailBy::Folder(folder),
                from: from.unwrap_or_else(|| MailSender {
                    name: None,
                    address: "proofmark@localhost".to_owned(),
                }),
            }),
            (None, None) => None,
        }
    }

    /// The provider is named by its issuer; what else is said of it needs that.
    fn openid_provider(
        &mut self,
        path: impl FnOnce(&str) -> Result<PathBuf, String>,
    ) -> Option<OpenIdProvider> {
        let issuer = self.read(Setting::OidcIssuer, sign_in::issuer);
        let client_id = self.read(Setting::OidcClientId, sign_in::one_line);
        let client_secret_file = self.read(Setting::OidcClientSecretFile, path);
        let name = self.read(Setting::OidcName, sign_in::one_line);
        let is_set = |setting| self.layers.iter().any(|layer| layer.get(setting).is_some());
        let parts = [
            Setting::OidcClientId,
            Setting::OidcClientSecretFile,
            Setting::OidcName,
        ];
        let missing = match is_set(Setting::OidcIssuer) {
            true => (!is_set(Setting::OidcClientId)).then_some(Setting::OidcClientId),
            false => parts.into_iter().any(is_set).then_some(Setting::OidcIssuer),
        };
        if let Some(missing) = missing {
            self.errors.push(ConfigError::Invalid {
                place: missing.name().to_owned(),
                detail: "this is missing: to sign in by OpenID Connect takes oidc-issuer and \
                         oidc-client-id"
                    .to_owned(),
            });
        }
        let issuer = issuer?;
        Some(OpenIdProvider {
            name: name.unwrap_or_else(|| sign_in::host_of(&issuer)),
            issuer,
            client_id: client_id?,
            client_secret_file,
        })
    }

    /// A file and a descriptor are two answers to one question: the higher layer decides, and one
    /// layer must not give both.
    fn passphrase(&mut self, path: impl FnOnce(&str) -> Result<PathBuf, String>) -> PassphraseFrom {
        let places = |layer: &Layer| {
            let file = layer.get(Setting::PassphraseFile).is_some();
            (file, layer.get(Setting::PassphraseFd).is_some())
        };
        let mut given = self.layers.iter().map(places);
        match given.find(|(file, descriptor)| *file || *descriptor) {
            Some((true, true)) => {
                self.errors.push(ConfigError::Invalid {
                    place: Setting::PassphraseFd.name().to_owned(),
                    detail: "passphrase-file is set too; set one of the two".to_owned(),
                });
                None
            }
            Some((true, false)) => self
                .read(Setting::PassphraseFile, path)
                .map(PassphraseFrom::File),
            Some((false, _)) => self
                .read(Setting::PassphraseFd, descriptor)
                .map(PassphraseFrom::Descriptor),
            None => None,
        }
        .unwrap_or(PassphraseFrom::Environment)
    }
}

fn descriptor(text: &str) -> Result<u32, String> {
    let number = text.parse();
    number.map_err(|_| format!("{text:?} is not the number of a descriptor, such as 3"))
}

fn rate(text: &str) -> Result<u32, String> {
    let number = text.parse();
    number.map_err(|_| format!("{text:?} is not a number of calls a minute; 0 is for no limit"))
}

fn networks(text: &str) -> Result<Vec<Network>, String> {
    let named = text.split(',').map(str::trim).filter(|one| !one.is_empty());
    let networks = named.map(str::parse).collect::<Result<_, NotANetwork>>();
    networks.map_err(|error| error.to_string())
}

fn switch(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" | "" => Ok(false),
        _ => Err(format!("{text:?} is neither true nor false")),
    }
}

fn did_method(text: &str) -> Result<DidMethod, String> {
    match text {
        "web" => Ok(DidMethod::Web),
        "key" => Ok(DidMethod::Key),
        _ => Err(format!("{text:?} is no DID method; there are web and key")),
    }
}

fn issuer_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err("a name is one line of text, and not empty".to_owned());
    }
    Ok(name.to_owned())
}

fn address(text: &str) -> Result<SocketAddr, String> {
    // The one name that needs no asking.
    let numbers = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    numbers.parse().map_err(|_| {
        format!("{text:?} is not an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080")
    })
}

/// Checks a public URL: `https`, or `http` on this machine, and nothing in it that could be read
/// in two ways. Credentials name addresses under it for ever.
fn public_url(text: &str) -> Result<String, String> {
    let plain = text.strip_suffix('/').unwrap_or(text);
    let url = Url::parse(plain).map_err(|error| format!("{text:?} is not a URL: {error}"))?;
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here(&url)) {
        return Err(format!(
            "{text:?} must begin with https:// (http:// is taken for this machine alone, such as \
             http://localhost:8080)"
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a public URL has no user name and no password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("a public URL has no query and no fragment".to_owned());
    }
    let normal = url.as_str();
    let normal = normal.strip_suffix('/').unwrap_or(normal);
    if normal != plain || url.path().contains("//") || url.path().contains('%') {
        return Err(format!(
            "{text:?} can be written in more than one way; write it as {normal}, without dot \
             segments, doubled slashes and percent signs"
        ));
    }
    Ok(normal.to_owned())
}

pub(super) fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(host)) => host == "localhost" || host.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
