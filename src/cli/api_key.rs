//! `proofmark api-key`: keys to the HTTP interface.

use super::CliError;
use super::args::ApiKey;
use super::output::pad;
use super::workplace::Workplace;
use crate::records::api_key::{ApiKeyRecord, Scope};
use serde_json::{Value, json};

pub(super) fn run(arguments: &ApiKey, work: &Workplace) -> Result<(), CliError> {
    match arguments {
        ApiKey::Create { scopes } => create(scopes, work),
        ApiKey::List => list(work),
        ApiKey::Revoke { id } => {
            let service = work.open_store("api-key revoke")?;
            let id = id.strip_prefix("pm_").unwrap_or(id);
            service.revoke_api_key(&work.caller(), id)?;
            let text = format!("The key pm_{id}… counts for nothing now\n");
            work.out
                .result(&text, &json!({ "id": id, "revoked": true }))
        }
    }
}

fn create(scopes: &[Scope], work: &Workplace) -> Result<(), CliError> {
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    let service = work.open_store("api-key create")?;
    let key = service.create_api_key(&work.caller(), scopes)?;
    work.out
        .note("this key is shown once and kept nowhere; send it as `Authorization: Bearer pm_…`");
    let mut value = value(&key.record);
    value["apiKey"] = json!(key.token);
    work.out.result(&format!("{}\n", key.token), &value)
}

fn list(work: &Workplace) -> Result<(), CliError> {
    let keys = match work.open_to_look("api-key list")? {
        Some(service) => service.api_keys()?,
        None => Vec::new(),
    };
    if keys.is_empty() {
        work.out.note(
            "there is no API key yet; `proofmark serve` makes an admin key on a first start, \
             `proofmark api-key create` makes others",
        );
    }
    let line = |key: &ApiKeyRecord| {
        let issuer = pad(&key.issuer, 12);
        format!(
            "pm_{}…  {issuer}  {}  {}{}\n",
            key.id,
            key.created,
            names(key),
            if key.revoked.is_some() {
                "  (taken back)"
            } else {
                ""
            }
        )
    };
    let text: String = keys.iter().map(line).collect();
    let value: Vec<Value> = keys.iter().map(value).collect();
    work.out.result(&text, &json!({ "apiKeys": value }))
}

fn names(key: &ApiKeyRecord) -> String {
    let name = |scope: &Scope| json!(scope).as_str().unwrap_or_default().to_owned();
    key.scopes.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What may be told of a key; its hash is nobody's business.
fn value(key: &ApiKeyRecord) -> Value {
    json!({
        "id": key.id,
        "scopes": key.scopes,
        "issuer": key.issuer,
        "created": key.created,
        "revoked": key.revoked,
    })
}
