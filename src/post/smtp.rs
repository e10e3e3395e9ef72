//! Letters handed to a mail server (RFC 5321), over TLS (RFC 8314) or after STARTTLS (RFC 3207);
//! without either only where the server is this machine itself, as [`MailServer`] has it.

use super::{Letter, Post, PostError};
use crate::config::{MailSecurity, MailSender, MailServer};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{Error, SmtpTransport};
use lettre::{Transport as _, transport::smtp::SmtpTransportBuilder};
use std::fmt;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long the server may take for each step.
const PATIENCE: Duration = Duration::from_secs(10);

/// The password of an account at a mail server. Never printed.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// The password in `line`.
    pub fn new(line: Zeroizing<String>) -> Self {
        Self(line)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(not shown)")
    }
}

/// The engine that speaks to a mail server. Each letter has a connection of its own.
pub struct Smtp {
    transport: SmtpTransport,
    from: MailSender,
}

impl Smtp {
    /// Letters from `from`, handed to `server`.
    ///
    /// # Errors
    /// [`PostError::Unreachable`] where the name of the server is none that a certificate could
    /// have.
    pub fn new(
        server: &MailServer,
        password: Option<&Password>,
        from: MailSender,
    ) -> Result<Self, PostError> {
        let mut builder = secured(server)?.port(server.port).timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (&server.user, password) {
            let credentials = Credentials::new(user.clone(), password.0.as_str().to_owned());
            builder = builder.credentials(credentials);
        }
        Ok(Self {
            transport: builder.build(),
            from,
        })
    }
}

/// The way to `server`.
fn secured(server: &MailServer) -> Result<SmtpTransportBuilder, PostError> {
    let plain = SmtpTransport::builder_dangerous(server.host.as_str());
    let tls = || TlsParameters::new(server.host.clone()).map_err(|error| told(&error));
    Ok(match server.security {
        MailSecurity::Plain => plain,
        MailSecurity::Tls => plain.tls(Tls::Wrapper(tls()?)),
        MailSecurity::StartTls => plain.tls(Tls::Required(tls()?)),
    })
}

impl Post for Smtp {
    fn send(&self, letter: &Letter) -> Result<(), PostError> {
        let message = letter.message(&self.from)?;
        let sent = self.transport.send(&message);
        sent.map(|_| ()).map_err(|error| told(&error))
    }
}

/// What went wrong, without the server's words: they often repeat the address.
fn told(error: &Error) -> PostError {
    if let Some(code) = error.status() {
        return PostError::Refused(format!("it answers {code}"));
    }
    if error.is_client() {
        return PostError::Refused("it cannot take a letter like this".to_owned());
    }
    let detail = match (error.is_timeout(), error.is_tls()) {
        (true, _) => "it takes too long".to_owned(),
        (_, true) => "the connection cannot be secured".to_owned(),
        _ => error.to_string(),
    };
    PostError::Unreachable(detail)
}
