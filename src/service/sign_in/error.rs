//! Why somebody was not signed in.

use crate::resolver::FetchError;

/// Nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// No provider is set, or no public URL: the operator is at fault.
    #[error("signing in by OpenID Connect is not set up here")]
    NotSet,
    /// The browser did not begin this sign-in, or came back before, or comes with nothing: whoever
    /// sent it is at fault. The three answer alike.
    #[error("this sign-in was not begun in this browser, or is over")]
    NotThisBrowser,
    /// It took longer than ten minutes.
    #[error("this sign-in took too long")]
    TooLate,
    /// The provider did not sign the person in: they turned back, or it refused.
    #[error("the provider did not sign you in: {code}")]
    Denied {
        /// The error code it gave (RFC 6749, section 4.1.2.1).
        code: String,
    },
    /// The provider cannot be reached, or its documents are not what they should be: it or the
    /// operator is at fault.
    #[error("the provider cannot be used: {0}")]
    Provider(String),
    /// The answer names another issuer than the provider's (RFC 9207): a mix-up.
    #[error("the answer does not come from the provider that was asked")]
    OtherIssuer,
    /// The provider gave no token for the code: it was used before, or is not this sign-in's.
    #[error("the provider took back the code: {0}")]
    Code(String),
    /// The ID token is not one that signs this person in here.
    #[error("the provider's token does not sign you in here: {0}")]
    Token(String),
}

impl SignInError {
    /// The provider's error; its text may be anything, so only what a code looks like is repeated.
    pub(super) fn denied(code: &str) -> Self {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        let is_code = (1..=64).contains(&code.len()) && code.bytes().all(fits);
        let code = if is_code { code } else { "an error" };
        Self::Denied {
            code: code.to_owned(),
        }
    }

    /// Whether a later attempt may go better although nobody changed anything.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Provider(_))
    }
}

impl From<FetchError> for SignInError {
    fn from(error: FetchError) -> Self {
        Self::Provider(error.to_string())
    }
}
