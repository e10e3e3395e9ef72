//! What an operator writes about mail: the server that takes letters (as a URL), and who they are
//! from. Only texts are read here; connections are the post room's.

use std::str::FromStr;
use url::{Host, Url};

/// How a connection to a mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS from the first byte (RFC 8314, section 3.3): `smtps://`.
    Tls,
    /// STARTTLS, and nothing is sent without it (RFC 3207): `smtp://`.
    StartTls,
    /// None: `smtp://` to this machine itself.
    Plain,
}

/// The server that takes letters: `smtps://user@mail.example`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is secured.
    pub security: MailSecurity,
    /// Who signs in there; `None` where nobody has to.
    pub user: Option<String>,
}

/// Who letters are from: `badges@school.example`, or `Example School <badges@school.example>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSender {
    /// The name that people read.
    pub name: Option<String>,
    /// The address.
    pub address: String,
}

/// A text that is no mail server, or no sender. Whoever wrote it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotForMail(String);

impl FromStr for MailServer {
    type Err = NotForMail;

    fn from_str(text: &str) -> Result<Self, NotForMail> {
        let wrong = |detail: &str| {
            NotForMail(format!(
                "{detail}; a mail server is written as smtps://user@mail.example"
            ))
        };
        let url = Url::parse(text).map_err(|error| wrong(&format!("it is not a URL: {error}")))?;
        let host = url.host_str().unwrap_or_default();
        if host.is_empty() {
            return Err(wrong("it names no host"));
        }
        if url.password().is_some() {
            return Err(wrong(
                "a password is not written into the URL, where others see it; put it into the \
                 first line of a file and name that with smtp-password-file",
            ));
        }
        let bare = matches!(url.path(), "" | "/");
        if !bare || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("nothing stands behind the host and the port"));
        }
        let (security, port) = match (url.scheme(), is_here(host)) {
            ("smtps", _) => (MailSecurity::Tls, 465),
            ("smtp", false) => (MailSecurity::StartTls, 587),
            ("smtp", true) => (MailSecurity::Plain, 25),
            _ => return Err(wrong("it begins with smtps:// or smtp://")),
        };
        Ok(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(port),
            security,
            user: Some(decoded(url.username())).filter(|user| !user.is_empty()),
        })
    }
}

/// Whether `host` is this machine itself. The URL Standard leaves hosts of schemes it does not know
/// as they are written.
fn is_here(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => false,
    }
}

/// `text` without its percent signs (RFC 3986, section 2.1). A plus sign is one.
fn decoded(text: &str) -> String {
    let pair = format!("u={}", text.replace('+', "%2B"));
    let mut pairs = url::form_urlencoded::parse(pair.as_bytes());
    pairs
        .next()
        .map(|(_, user)| user.into_owned())
        .unwrap_or_default()
}

impl FromStr for MailSender {
    type Err = NotForMail;

    fn from_str(text: &str) -> Result<Self, NotForMail> {
        let wrong = || {
            NotForMail(format!(
                "{text:?} is not an address such as badges@school.example, or Example School \
                 <badges@school.example>"
            ))
        };
        let (name, address) = match text.trim().strip_suffix('>') {
            Some(rest) => rest.split_once('<').ok_or_else(wrong)?,
            None => ("", text.trim()),
        };
        let name = name.trim().trim_matches('"').trim();
        let (local, domain) = address.split_once('@').ok_or_else(wrong)?;
        let plain =
            |c: char| !c.is_whitespace() && !c.is_control() && !"\"(),:;<>@[\\]".contains(c);
        let sound = |part: &str| !part.is_empty() && part.chars().all(plain);
        if !sound(local) || !sound(domain) || name.chars().any(char::is_control) {
            return Err(wrong());
        }
        Ok(Self {
            name: Some(name.to_owned()).filter(|name| !name.is_empty()),
            address: address.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(text: &str) -> Result<MailServer, NotForMail> {
        text.parse()
    }

    #[test]
    fn the_scheme_and_the_place_of_a_server_say_how_it_is_spoken_to() {
        for (text, host, port, security) in [
            (
                "smtps://mail.example",
                "mail.example",
                465,
                MailSecurity::Tls,
            ),
            (
                "smtp://mail.example",
                "mail.example",
                587,
                MailSecurity::StartTls,
            ),
            (
                "smtp://mail.example:25/",
                "mail.example",
                25,
                MailSecurity::StartTls,
            ),
            ("smtp://localhost", "localhost", 25, MailSecurity::Plain),
            (
                "smtp://127.0.0.1:2525",
                "127.0.0.1",
                2525,
                MailSecurity::Plain,
            ),
            ("smtp://[::1]:2525", "::1", 2525, MailSecurity::Plain),
            ("smtps://localhost", "localhost", 465, MailSecurity::Tls),
            ("smtp://192.0.2.1", "192.0.2.1", 587, MailSecurity::StartTls),
            (
                "smtp://localhost.example",
                "localhost.example",
                587,
                MailSecurity::StartTls,
            ),
        ] {
            let read = server(text).unwrap();
            assert_eq!(
                (read.host.as_str(), read.port, read.security, read.user),
                (host, port, security, None),
                "{text}"
            );
        }
        let user = server("smtps://ada%40school.example+x@mail.example").unwrap();
        assert_eq!(user.user.as_deref(), Some("ada@school.example+x"));
        for text in [
            "mail.example",
            "https://mail.example",
            "smtp://",
            "smtps://ada:secret@mail.example",
            "smtps://mail.example/x",
            "smtps://mail.example?tls=required",
            "smtps://mail.example#x",
        ] {
            assert!(server(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        let read = |text: &str| text.parse::<MailSender>();
        let bare = read("badges@school.example").unwrap();
        assert_eq!(
            (bare.name, bare.address.as_str()),
            (None, "badges@school.example")
        );
        for text in [
            "Example School <badges@school.example>",
            "\"Example School\" <badges@school.example>",
        ] {
            let named = read(text).unwrap();
            assert_eq!(named.name.as_deref(), Some("Example School"), "{text}");
            assert_eq!(named.address, "badges@school.example");
        }
        for text in [
            "",
            "badges",
            "@school.example",
            "badges@",
            "a b@school.example",
            "Example School badges@school.example>",
            "Example\r\nBcc: x <badges@school.example>",
            "<badges@school.example>, <x@y.example>",
            "badges@school.example\nBcc: x@y.example",
        ] {
            assert!(read(text).is_err(), "{text:?}");
        }
    }
}
