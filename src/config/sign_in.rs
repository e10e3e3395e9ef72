//! The settings of signing in by OpenID Connect.

use super::settings::is_here;
use std::path::PathBuf;
use url::Url;

/// The OpenID Connect provider by which people sign in to the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIdProvider {
    /// Its issuer identifier (OpenID Connect Core 1.0, section 1.2), exactly as its tokens say it.
    pub issuer: String,
    /// What this deployment is called there.
    pub client_id: String,
    /// The file whose first line is this deployment's secret there; none for a public client.
    pub client_secret_file: Option<PathBuf>,
    /// What people call it: the text of the button.
    pub name: String,
}

/// An issuer identifier: a URL by https without query and fragment (OpenID Connect Discovery 1.0,
/// section 3); by http on this machine alone.
pub(super) fn issuer(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|error| format!("{text:?} is not a URL: {error}"))?;
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here(&url)) {
        return Err(format!("{text:?} must begin with https://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an issuer has no user name and no password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("an issuer has no query and no fragment".to_owned());
    }
    Ok(text.to_owned())
}

/// A text of one line.
pub(super) fn one_line(text: &str) -> Result<String, String> {
    let line = text.trim();
    if line.is_empty() || line.chars().any(char::is_control) {
        return Err("this is one line of text, and not empty".to_owned());
    }
    Ok(line.to_owned())
}

/// What a provider is called that nobody gave a name.
pub(super) fn host_of(issuer: &str) -> String {
    let url = Url::parse(issuer).ok();
    let host = url.as_ref().and_then(Url::host_str);
    host.unwrap_or(issuer).to_owned()
}
