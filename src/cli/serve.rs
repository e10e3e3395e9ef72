//! `proofmark serve`: opens the store and the issuer, then hands both to the HTTP face.

use super::workplace::Workplace;
use super::{CliError, Output};
use crate::config::Network;
use crate::credential::profile::IssuerProfile;
use crate::records::api_key::Scope;
use crate::service::issuers::OpenedIssuer;
use crate::service::{Actor, Caller, Service};
use serde_json::json;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;

/// What the HTTP face serves, and where.
pub struct Site<'t> {
    /// The verbs.
    pub service: Arc<Service>,
    /// The socket, bound and listening.
    pub listener: TcpListener,
    /// Public verifications a minute from one client address; 0 for no limit.
    pub verify_rate: u32,
    /// The proxies that are believed about whom they speak for.
    pub trusted_proxies: Vec<Network>,
    /// Tells the operator that it listens. Whoever was told may end the process by a signal, so
    /// this is called once signals end it in an orderly way.
    pub tell: &'t dyn Fn() -> io::Result<()>,
}

/// The HTTP face: serves a site until the process is told to end.
pub type Server = fn(Site<'_>) -> io::Result<()>;

/// Serves until the process is told to end.
pub(super) fn run(work: &Workplace, server: Server) -> Result<(), CliError> {
    let listen = work.settings.listen;
    let failed = |error: io::Error| CliError::Serve(format!("{listen}: {error}"));
    let listener = TcpListener::bind(listen).map_err(|error| {
        CliError::Serve(format!(
            "cannot listen on {listen}: {error}. Another process may listen there; choose \
             another address with --listen"
        ))
    })?;
    // The port is known only now, where the system chose it.
    let address = listener.local_addr().map_err(failed)?;
    let opened = work.open_for_issuer(&format!("serve on {address}"))?;
    let issuer = work.open_issuer(&opened)?;
    let key = first_api_key(&opened.service)?;
    let tell = || {
        let told = tell(work.out, &issuer, key.as_deref(), &address.to_string());
        told.map_err(io::Error::other)
    };
    let service = work.with_post(opened.service)?;
    let mut service = service.backing_up_in(&work.settings.backups);
    if let Some(client) = work.openid_client()? {
        service = service.signing_in_by(client);
    }
    let served = server(Site {
        service: Arc::new(service),
        listener,
        verify_rate: work.settings.verify_rate,
        trusted_proxies: work.settings.trusted_proxies.clone(),
        tell: &tell,
    });
    served.map_err(|error| error.downcast::<CliError>().unwrap_or_else(failed))
}

/// The admin key of a service that has no key yet: without one nobody could use it.
fn first_api_key(service: &Service) -> Result<Option<String>, CliError> {
    if !service.api_keys()?.is_empty() {
        return Ok(None);
    }
    let caller = Caller::new(IssuerProfile::DEFAULT_SLUG, Actor::Proofmark);
    let key = service.create_api_key(&caller, vec![Scope::Admin])?;
    Ok(Some(key.token))
}

fn tell(
    out: Output,
    issuer: &OpenedIssuer,
    key: Option<&str>,
    address: &str,
) -> Result<(), CliError> {
    let profile = &issuer.record.profile;
    if let Some(reason) = &issuer.locked {
        out.note(&format!(
            "the issuer's key is not unlocked, so this service verifies but does not issue: \
             {reason}"
        ));
    }
    let mut text = format!(
        "Listening on http://{address}\nIssuer {}, {}\n",
        profile.name, profile.did
    );
    if let Some(url) = &profile.public_url {
        text.push_str(&format!("Public URL {url}\n"));
    }
    if let Some(key) = key {
        text.push_str(&format!(
            "Admin API key, shown this once: {key}\n\
             Send it as `Authorization: Bearer {}…`; make others with `proofmark api-key create`.\n",
            &key[..3.min(key.len())]
        ));
    }
    out.result(
        &text,
        &json!({
            "listening": format!("http://{address}"),
            "issuer": { "did": profile.did, "name": profile.name },
            "publicUrl": profile.public_url,
            "issues": issuer.locked.is_none(),
            "apiKey": key,
        }),
    )
}
