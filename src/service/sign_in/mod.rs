//! Signing in by OpenID Connect: the authorization code flow (OpenID Connect Core 1.0, section 3.1)
//! with PKCE (RFC 7636, S256), a nonce and the issuer's name in the answer (RFC 9207), as RFC 9700
//! wants it.
//!
//! [`Service::begin_sign_in`] tells where the browser goes and what it keeps meanwhile;
//! [`Service::finish_sign_in`] takes what it comes back with and tells who it is: a subject of that
//! provider and nothing else, whatever address or name the provider gives with it. What that person
//! may do here, and their session, are left to `sessions`.

mod attempt;
mod error;
mod id_token;
mod provider;

pub use error::SignInError;

use super::Service;
use attempt::{Attempt, Attempts};
use provider::Provider;
use std::fmt;
use zeroize::Zeroizing;

/// How long somebody may take between beginning and coming back, in seconds.
pub const LONGEST_SECONDS: i64 = attempt::LONGEST.whole_seconds();

/// The path, under the public URL, that the provider sends the browser back to.
pub const BACK: &str = "/sign-in/openid/back";

/// The provider by which people sign in, and what this deployment is there.
#[derive(Clone)]
pub struct OpenIdClient {
    /// The provider's issuer identifier, exactly as its tokens say it.
    pub issuer: String,
    /// What this deployment is called there.
    pub client_id: String,
    /// This deployment's secret there; none for a public client.
    pub client_secret: Option<Zeroizing<String>>,
    /// What people call the provider.
    pub name: String,
}

impl fmt::Debug for OpenIdClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenIdClient({} at {})", self.client_id, self.issuer)
    }
}

/// Signing in, as a service keeps it.
pub(super) struct OpenIdSignIn {
    client: OpenIdClient,
    attempts: Attempts,
}

/// A sign-in that was begun.
#[derive(Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where the browser goes: the provider's authorization endpoint.
    pub address: String,
    /// What the browser keeps until it comes back, and gives to nobody else.
    pub kept: String,
}

/// What a browser comes back with.
#[derive(Clone, Copy, Default)]
pub struct Returned<'r> {
    /// What the browser kept.
    pub kept: Option<&'r str>,
    /// The parameter `state`.
    pub state: Option<&'r str>,
    /// The parameter `code`.
    pub code: Option<&'r str>,
    /// The parameter `error`, in the place of a code.
    pub error: Option<&'r str>,
    /// The parameter `iss` (RFC 9207).
    pub issuer: Option<&'r str>,
}

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The provider's issuer identifier.
    pub provider: String,
    /// The subject: with the provider, what alone tells this person from others.
    pub subject: String,
    /// What the provider calls them, for people to read.
    pub name: Option<String>,
    /// The address that the provider gives, for people to read; nobody is known by it.
    pub email: Option<String>,
    /// Where they wanted to go: a path of this deployment.
    pub next: String,
}

impl Service {
    /// The same service, to which people sign in by this provider.
    #[must_use]
    pub fn signing_in_by(mut self, client: OpenIdClient) -> Self {
        let attempts = Attempts::new(self.draw(crate::confidential::PassingKey::new));
        self.openid = Some(OpenIdSignIn { client, attempts });
        self
    }

    /// What people call the provider by which they sign in, where there is one.
    pub fn sign_in_provider(&self) -> Option<&str> {
        self.openid
            .as_ref()
            .map(|openid| openid.client.name.as_str())
    }

    /// Begins to sign somebody in who then goes on to `next`, a path of this deployment.
    ///
    /// # Errors
    /// [`SignInError::NotSet`] and [`SignInError::Provider`].
    pub fn begin_sign_in(&self, next: &str) -> Result<Begun, SignInError> {
        let openid = self.openid()?;
        let provider = Provider::discover(self, &openid.client)?;
        let attempt = self.draw(|rng| Attempt::new(rng, next, self.now()));
        let address = provider.authorization_address(&attempt, &self.back()?)?;
        let kept = self.draw(|rng| openid.attempts.seal(&attempt, rng));
        Ok(Begun { address, kept })
    }

    /// Finishes what was begun.
    ///
    /// # Errors
    /// [`SignInError`]: nobody is signed in.
    pub fn finish_sign_in(&self, returned: &Returned<'_>) -> Result<SignedIn, SignInError> {
        let openid = self.openid()?;
        // 1. It is this browser's own sign-in, not too old, and comes back for the first time.
        let attempt = openid
            .attempts
            .open(returned.kept, returned.state, self.now())?;
        // 2. The answer is the provider's, as far as it says, and grants something.
        let provider = Provider::discover(self, &openid.client)?;
        provider.check_issuer(returned.issuer)?;
        if let Some(error) = returned.error {
            return Err(SignInError::denied(error));
        }
        let code = returned.code.filter(|code| !code.is_empty());
        let code = code.ok_or(SignInError::NotThisBrowser)?;
        // 3. The code is changed for an ID token, by whoever began.
        let token = provider.token_for(code, &attempt, &self.back()?)?;
        // 4. The token is this provider's, for this deployment, now, about this sign-in.
        let claims = id_token::check(&token, &provider, &attempt, self.now())?;
        Ok(SignedIn {
            provider: openid.client.issuer.clone(),
            next: attempt.next,
            ..claims
        })
    }

    fn openid(&self) -> Result<&OpenIdSignIn, SignInError> {
        self.openid.as_ref().ok_or(SignInError::NotSet)
    }

    /// The address that the provider sends the browser back to.
    fn back(&self) -> Result<String, SignInError> {
        let public_url = self.settings.public_url.as_deref();
        public_url
            .map(|url| format!("{url}{BACK}"))
            .ok_or(SignInError::NotSet)
    }
}
