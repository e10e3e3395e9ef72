//! `proofmark issuer`: the issuers of this deployment.

use super::CliError;
use super::args::{Issuer, ProfileFlags};
use super::output::pad;
use super::workplace::Workplace;
use crate::records::issuer::IssuerRecord;
use crate::service::issuers::IssuerChange;
use crate::service::{Actor, Caller};
use serde_json::{Value, json};

pub(super) fn run(arguments: &Issuer, work: &Workplace) -> Result<(), CliError> {
    match arguments {
        Issuer::Create { slug, profile } => create(slug, profile, work),
        Issuer::List => list(work),
        Issuer::Show { slug } => {
            let service = work.open_store("issuer show")?;
            show(&service.issuer(slug)?, work)
        }
        Issuer::Set { slug, profile } => {
            let service = work.open_store("issuer set")?;
            let caller = Caller::new(slug, Actor::CommandLine);
            show(&service.change_issuer(&caller, &change(profile))?, work)
        }
    }
}

fn create(slug: &str, profile: &ProfileFlags, work: &Workplace) -> Result<(), CliError> {
    let opened = work.open_for_issuer("issuer create")?;
    work.open_issuer(&opened)?;
    let made = opened
        .service
        .create_issuer(&Actor::CommandLine, slug, &change(profile))?;
    work.settle(&opened.service)?;
    work.out.note(&format!(
        "its key is in {}; keep a copy of it. Make API keys for it with `proofmark api-key create \
         --issuer {slug}`",
        work.settings.keys.display()
    ));
    show(&made, work)
}

fn change(flags: &ProfileFlags) -> IssuerChange {
    IssuerChange {
        name: flags.name.clone(),
        url: flags.url.clone(),
        email: flags.email.clone(),
        status: flags.status,
    }
}

fn list(work: &Workplace) -> Result<(), CliError> {
    let issuers = match work.open_to_look("issuer list")? {
        Some(service) => service.issuers()?,
        None => Vec::new(),
    };
    if issuers.is_empty() {
        work.out
            .note("there is no issuer yet; `proofmark serve` and `proofmark issue` make the first");
    }
    let text: String = issuers.iter().map(text).collect();
    let value: Vec<Value> = issuers.iter().map(value).collect();
    work.out.result(&text, &json!({ "issuers": value }))
}

fn show(issuer: &IssuerRecord, work: &Workplace) -> Result<(), CliError> {
    work.out.result(&text(issuer), &value(issuer))
}

fn text(issuer: &IssuerRecord) -> String {
    let profile = &issuer.profile;
    let mut text = format!("{}  {}\n", profile.slug, profile.name);
    for (name, value) in [
        ("DID", Some(&profile.did)),
        ("Site", profile.url.as_ref()),
        ("Mail", profile.email.as_ref()),
        ("Made", Some(&issuer.created)),
    ] {
        if let Some(value) = value {
            text.push_str(&format!("  {}  {value}\n", pad(name, 8)));
        }
    }
    let status = json!(profile.status);
    let status = status.as_str().unwrap_or_default();
    text.push_str(&format!("  {}  {status}\n", pad("Status", 8)));
    text
}

fn value(issuer: &IssuerRecord) -> Value {
    json!({
        "slug": issuer.profile.slug,
        "did": issuer.profile.did,
        "name": issuer.profile.name,
        "url": issuer.profile.url,
        "email": issuer.profile.email,
        "status": issuer.profile.status,
        "created": issuer.created,
    })
}
