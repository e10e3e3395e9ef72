//! `/console/keys`: the keys that sign for the issuer, and what can be done with them.

use super::confirm::{ConfirmPage, confirmed};
use super::{Tab, at};
use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::records::issuer::{IssuerKeyRecord, IssuerRecord, KeyAlgorithm, KeyState};
use crate::service::keys::Reissued;
use crate::texts::{Message, Texts};
use askama::Template;
use axum::http::StatusCode;
use time::OffsetDateTime;

/// Where the forms are sent.
const ACTS: &str = "/console/keys/acts";
/// The page.
const HERE: &str = "/console/keys";

/// How many of what a key signed are named.
const NAMED: usize = 200;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/keys/page.html")]
pub(in crate::http) struct KeysPage {
    pub t: Texts,
    pub shell: Shell,
    /// What was done just now.
    pub done: Option<String>,
    pub did: String,
    pub keys: Vec<KeyRow>,
    /// Whether the issuer is its one key, so that nothing can be changed.
    pub one_key: bool,
    /// Whether there is a key for tokens alone.
    pub has_es256: bool,
    /// What a compromised key signed since.
    pub affected: Vec<Signed>,
}

/// A key.
#[derive(Debug, Clone)]
pub(in crate::http) struct KeyRow {
    pub method: String,
    pub algorithm: &'static str,
    pub state: String,
    /// How the state is coloured.
    pub tone: &'static str,
    pub created: String,
    pub revoked: Option<String>,
    pub can_retire: bool,
    pub can_compromise: bool,
}

/// What a key signed.
#[derive(Debug, Clone)]
pub(in crate::http) struct Signed {
    pub id: String,
    pub proof: String,
    pub created: String,
}

impl KeyRow {
    fn new(t: Texts, key: &IssuerKeyRecord) -> Self {
        let (state, tone) = match key.state {
            KeyState::Active => (t.say("console-key-active"), "good"),
            KeyState::VerifyOnly => (t.say("console-key-verify-only"), ""),
            KeyState::Retired => (t.say("console-key-retired"), ""),
            KeyState::Compromised => (t.say("console-key-compromised"), "bad"),
        };
        Self {
            method: key.verification_method.clone(),
            algorithm: match key.algorithm {
                KeyAlgorithm::Ed25519 => "Ed25519",
                KeyAlgorithm::Es256 => "ES256",
            },
            state: state.to_string(),
            tone,
            created: key.created.clone().unwrap_or_default(),
            revoked: key.revoked.clone(),
            can_retire: key.state == KeyState::VerifyOnly,
            can_compromise: key.state != KeyState::Compromised,
        }
    }
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [done, key] = call.query(["done", "key"])?;
    let t = call.texts();
    let issuer = call.service().issuer(&call.session()?.issuer)?;
    let page = KeysPage {
        t,
        shell: Shell::console(call, &t.say("console-keys").to_string(), Tab::Keys)?,
        done: done.as_deref().and_then(|done| told(t, done)),
        did: issuer.profile.did.clone(),
        keys: issuer.keys.iter().map(|key| KeyRow::new(t, key)).collect(),
        one_key: issuer.profile.did.starts_with("did:key:"),
        has_es256: issuer.active(KeyAlgorithm::Es256).is_some(),
        affected: affected(call, &issuer, key.as_deref())?,
    };
    show(call, StatusCode::OK, &page)
}

fn told(t: Texts, done: &str) -> Option<String> {
    let message: Message = match done {
        "rotate" => t.say("console-key-did-rotate"),
        "add-es256" => t.say("console-key-did-add"),
        "retire" => t.say("console-key-did-retire"),
        "compromise" => t.say("console-key-did-compromise"),
        "reissue" => t.say("console-key-did-reissue"),
        "not-all-reissued" => t.say("console-key-not-all-reissued"),
        _ => return None,
    };
    Some(message.to_string())
}

/// What the compromised key `method` signed since it counts for nothing.
fn affected(
    call: &Call,
    issuer: &IssuerRecord,
    method: Option<&str>,
) -> Result<Vec<Signed>, Problem> {
    let key = method.and_then(|method| issuer.key(method));
    let since = key.and_then(|key| parse_timestamp(key.revoked.as_deref()?));
    let Some((key, since)) = key.zip(since) else {
        return Ok(Vec::new());
    };
    let slug = &issuer.profile.slug;
    let signed = call
        .service()
        .signed_by(slug, &key.verification_method, since)?;
    let named = signed.into_iter().take(NAMED).map(|one| Signed {
        id: one.id,
        proof: one.proof,
        created: one.created,
    });
    Ok(named.collect())
}

/// What is asked for.
enum Asked<'f> {
    Rotate(KeyAlgorithm),
    AddEs256,
    Retire(&'f str),
    Compromise(&'f str, OffsetDateTime),
}

impl<'f> Asked<'f> {
    fn read(call: &'f Call) -> Result<Self, Problem> {
        let form = call.form();
        let key = form.filled("key").unwrap_or_default();
        match form.text("act").unwrap_or_default() {
            "rotate" if form.text("algorithm") == Some("ES256") => {
                Ok(Self::Rotate(KeyAlgorithm::Es256))
            }
            "rotate" => Ok(Self::Rotate(KeyAlgorithm::Ed25519)),
            "add-es256" => Ok(Self::AddEs256),
            "retire" => Ok(Self::Retire(key)),
            "compromise" => Ok(Self::Compromise(key, since(form.filled("since"))?)),
            _ => Err(super::no_such_act()),
        }
    }
}

/// An instant as a field of a form has it (`2026-11-20T10:00`), in UTC.
fn since(text: Option<&str>) -> Result<OffsetDateTime, Problem> {
    let text = text.unwrap_or_default();
    let whole = match text.len() {
        16 => format!("{text}:00Z"),
        19 => format!("{text}Z"),
        _ => text.to_owned(),
    };
    parse_timestamp(&whole).ok_or_else(|| {
        let detail = "this is not a date with its time, such as 2026-11-20T10:00";
        let finding = Finding::new("/since", "not-a-timestamp", detail);
        Problem::invalid("the form", vec![finding])
    })
}

pub(super) fn act(call: &Call) -> Result<Answer, Problem> {
    let asked = Asked::read(call)?;
    if !confirmed(call, None) {
        return ask(call, &asked);
    }
    let (service, caller) = (call.service(), call.acting()?);
    let done = match asked {
        Asked::Rotate(algorithm) => service.rotate_key(&caller, algorithm).map(|_| "rotate"),
        Asked::AddEs256 => service.add_es256_key(&caller).map(|_| "add-es256"),
        Asked::Retire(key) => service.retire_key(&caller, key).map(|_| "retire"),
        Asked::Compromise(key, since) => {
            let mut change = service.compromise_key(&caller, key, since)?;
            let mut done = "compromise";
            if call.form().text("reissue") == Some("yes") {
                service.reissue_affected(&caller, &mut change);
                let failed = |one: &Reissued| matches!(one, Reissued::Failed(_));
                let failed = change.affected.iter().any(|one| failed(&one.reissued));
                done = if failed {
                    "not-all-reissued"
                } else {
                    "reissue"
                };
            }
            return Ok(see_other(call, &at(HERE, &[("done", done), ("key", key)])));
        }
    };
    Ok(see_other(call, &at(HERE, &[("done", done?)])))
}

fn ask(call: &Call, asked: &Asked<'_>) -> Result<Answer, Problem> {
    let t = call.texts();
    let page = |title, submit| ConfirmPage::new(call, Tab::Keys, title, (ACTS, HERE), submit);
    let page = match asked {
        Asked::Rotate(algorithm) => {
            let page = page(t.say("console-rotate-title"), t.say("console-rotate"))?;
            match algorithm {
                KeyAlgorithm::Ed25519 => page.about("Ed25519"),
                KeyAlgorithm::Es256 => page.about("ES256"),
            }
            .follows(t.say("console-rotate-new"))
            .follows(t.say("console-rotate-old"))
            .follows(t.say("console-key-backup"))
        }
        Asked::AddEs256 => page(t.say("console-add-title"), t.say("console-add"))?
            .about("ES256")
            .follows(t.say("console-add-tokens"))
            .follows(t.say("console-key-backup")),
        Asked::Retire(key) => page(t.say("console-retire-title"), t.say("console-retire"))?
            .about(key)
            .follows(t.say("console-retire-gone"))
            .follows(t.say("console-retire-verifies")),
        Asked::Compromise(key, since) => {
            let since = crate::clock::timestamp(*since);
            let page = page(
                t.say("console-compromise-title"),
                t.say("console-compromise"),
            )?
            .about(key)
            .follows(t.say("console-compromise-since").with("since", since))
            .follows(t.say("console-compromise-ever"))
            .follows(t.say("console-compromise-new"));
            match call.form().text("reissue") {
                Some("yes") => page.follows(t.say("console-compromise-reissue")),
                _ => page,
            }
        }
    };
    page.holding(call, &["act", "key", "algorithm", "since", "reissue"])
        .ask(call)
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for KeysPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            done: Some(text.to_owned()),
            did: text.to_owned(),
            keys: vec![KeyRow {
                method: text.to_owned(),
                algorithm: "Ed25519",
                state: text.to_owned(),
                tone: "good",
                created: text.to_owned(),
                revoked: Some(text.to_owned()),
                can_retire: true,
                can_compromise: true,
            }],
            one_key: false,
            has_es256: true,
            affected: vec![Signed {
                id: text.to_owned(),
                proof: text.to_owned(),
                created: text.to_owned(),
            }],
        }
    }
}
