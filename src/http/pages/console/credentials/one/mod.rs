//! One credential: everything on record of it, what was done to it, and what can be done next.

use super::{Standing, form_name, link, short};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::Tab;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::records::credential::{CredentialRecord, Done, State, Succession, Why};
use crate::service::ServiceError;
use crate::service::carry::{Taken, Wish};
use crate::service::issue::Form;
use crate::service::lifecycle::StatusAct;
use crate::service::sessions::Right;
use crate::texts::Texts;
use askama::Template;
use axum::http::{StatusCode, header};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/credentials/one/page.html")]
pub(in crate::http) struct CredentialPage {
    pub t: Texts,
    pub shell: Shell,
    pub id: String,
    pub short: String,
    pub name: String,
    pub form: String,
    pub standing: Standing,
    pub valid_from: String,
    pub valid_until: String,
    /// Whose it is; empty where that is not known any more.
    pub learner: String,
    /// What it was made from.
    pub made_from: Option<MadeFrom>,
    pub before: Option<Other>,
    pub after: Option<Other>,
    pub places: Vec<Place>,
    pub secured: Vec<Secured>,
    /// What else it can be taken as: names and links.
    pub carriers: Vec<(String, String)>,
    pub history: Vec<Event>,
    /// Why the history is not shown; empty where it is.
    pub no_history: String,
    /// The link to making a claim link, where whoever looks may.
    pub claim: Option<String>,
    /// What can be done to it.
    pub acts: Vec<Act>,
}

/// What a credential was made from.
#[derive(Debug)]
pub(in crate::http) struct MadeFrom {
    pub framework: String,
    pub framework_link: String,
    pub level: String,
    pub assessed: String,
    /// The link to issuing from the same assessment, where whoever looks may.
    pub again: Option<String>,
}

/// The credential before or after it.
#[derive(Debug)]
pub(in crate::http) struct Other {
    pub id: String,
    pub link: String,
    pub why: String,
    pub at: String,
}

/// A place in a status list.
#[derive(Debug)]
pub(in crate::http) struct Place {
    pub purpose: String,
    pub list: String,
    pub index: u32,
}

/// A secured form.
#[derive(Debug)]
pub(in crate::http) struct Secured {
    pub proof: String,
    pub method: String,
    pub created: String,
    pub download: String,
    /// The proof that the audit log holds its issuance.
    pub inclusion: Option<String>,
}

/// Something that was done to it.
#[derive(Debug)]
pub(in crate::http) struct Event {
    pub what: String,
    pub at: String,
    pub by: String,
    pub reason: String,
}

/// Something that can be done to it.
#[derive(Debug)]
pub(in crate::http) struct Act {
    pub act: &'static str,
    pub words: String,
    pub is_final: bool,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let issuer = &call.session()?.issuer;
    let record = call.service().credential(call.parameter("id")?, issuer)?;
    let t = call.texts();
    let (history, no_history) = match call.service().credential_history(&record.id, issuer) {
        Ok(history) => (history, String::new()),
        Err(ServiceError::Erased) => (Vec::new(), t.say("credential-erased").to_string()),
        Err(ServiceError::Key(_)) => (Vec::new(), t.say("credential-locked").to_string()),
        Err(error) => return Err(error.into()),
    };
    let title = record
        .name
        .clone()
        .unwrap_or_else(|| form_name(t, &record.form));
    let other = |one: &Succession| Other::new(call, t, one);
    let secured = record.secured.iter().map(|one| Secured {
        proof: one.proof.clone(),
        method: one.verification_method.clone(),
        created: one.created.clone(),
        download: signed_link(call, &record.id, &one.proof),
        inclusion: one.digest.as_ref().map(|digest| {
            let base = call.links().base();
            format!("{base}/audit/inclusion?digest={digest}")
        }),
    });
    let page = CredentialPage {
        t,
        shell: Shell::console(call, &title, Tab::Credentials)?,
        short: short(&record.id).to_owned(),
        form: form_name(t, &record.form),
        standing: Standing::of(t, record.state, record.superseded_by.is_some()),
        valid_from: record.valid_from.clone().unwrap_or_default(),
        valid_until: record.valid_until.clone().unwrap_or_default(),
        learner: learner(call, &record, issuer)?,
        made_from: made_from(call, &record)?,
        before: record.supersedes.as_ref().map(other),
        after: record.superseded_by.as_ref().map(other),
        places: record
            .status
            .iter()
            .map(|place| Place {
                purpose: purpose(t, &place.purpose),
                list: place.url.clone(),
                index: place.index,
            })
            .collect(),
        secured: secured.collect(),
        carriers: carriers(call, t, &record),
        history: history
            .into_iter()
            .map(|done| Event::new(t, done))
            .collect(),
        no_history,
        claim: claim(call, &record)?,
        acts: acts(call, t, &record)?,
        id: record.id,
        name: title,
    };
    show(call, StatusCode::OK, &page)
}

/// The signed bytes, to be kept as a file.
pub(super) fn signed(call: &Call) -> Result<Answer, Problem> {
    let [proof] = call.query(["proof"])?;
    let issuer = &call.session()?.issuer;
    let id = call.parameter("id")?;
    let proof = proof.as_deref();
    let issued = call.service().signed_credential(id, issuer, proof)?;
    let (media_type, ending) = match issued.media_type.as_str() {
        "application/vc" => ("application/vc", "json"),
        _ => ("text/plain", "jwt"),
    };
    // Ids that callers gave are of any shape; a file's name is not.
    let name: String = short(&issued.id)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    Ok(Answer::verbatim(media_type, issued.bytes).with(header::CONTENT_DISPOSITION, &disposition))
}

/// The credential in a picture, or on a certificate.
pub(super) fn carried(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let kind = call.parameter("kind")?;
    let taken = CARRIERS.into_iter().find(|known| known.name() == kind);
    let taken = taken.ok_or_else(|| Problem::no_route(kind))?;
    let wish = Wish {
        texts: call.texts(),
        ..Wish::for_all(taken)
    };
    let issuer = &call.session()?.issuer;
    let carried = call.service().carry(call.parameter("id")?, issuer, wish)?;
    let media_type = match taken {
        Taken::Png => "image/png",
        Taken::Svg => "image/svg+xml",
        _ => "application/pdf",
    };
    let disposition = format!("attachment; filename=\"{}\"", carried.file_name);
    // A drawing that is opened by itself is a document.
    Ok(Answer::verbatim(media_type, carried.bytes)
        .with(header::CONTENT_DISPOSITION, &disposition)
        .with(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ))
}

/// What a badge can be taken as, besides what was signed.
const CARRIERS: [Taken; 3] = [Taken::Png, Taken::Svg, Taken::Pdf];

fn carriers(call: &Call, t: Texts, record: &CredentialRecord) -> Vec<(String, String)> {
    if record.form != Form::OpenBadge.name() {
        return Vec::new();
    }
    let own = ["console", "credentials", short(&record.id), "as"];
    let one = |taken: Taken| {
        let name = match taken {
            Taken::Png => t.say("credential-as-png"),
            Taken::Svg => t.say("credential-as-svg"),
            _ => t.say("credential-as-pdf"),
        };
        let link = call.links().to(&[own.as_slice(), &[taken.name()]].concat());
        (name.to_string(), link)
    };
    CARRIERS.into_iter().map(one).collect()
}

fn signed_link(call: &Call, id: &str, proof: &str) -> String {
    let path = call
        .links()
        .to(&["console", "credentials", short(id), "signed"]);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("proof", proof);
    format!("{path}?{}", query.finish())
}

/// The learner's name, from the assessment.
fn learner(call: &Call, record: &CredentialRecord, issuer: &str) -> Result<String, Problem> {
    let Some(from) = &record.made_from else {
        return Ok(String::new());
    };
    match call.service().assessment(&from.assessment, issuer) {
        Ok(found) => Ok(found.assessment.learner.name),
        Err(ServiceError::Erased | ServiceError::Key(_)) => Ok(String::new()),
        Err(error) => Err(error.into()),
    }
}

fn made_from(call: &Call, record: &CredentialRecord) -> Result<Option<MadeFrom>, Problem> {
    let Some(from) = &record.made_from else {
        return Ok(None);
    };
    let (key, version) = (&from.framework, &from.framework_version);
    let again = format!(
        "{}/console/issue?assessment={}",
        call.links().base(),
        from.assessment
    );
    let may_issue = call.session()?.may(Right::Issue);
    Ok(Some(MadeFrom {
        framework: format!("{key} {version}"),
        framework_link: call.links().to(&["frameworks", key, version]),
        level: from.level.clone(),
        assessed: from.assessed_at.clone().unwrap_or_default(),
        again: Some(again).filter(|_| may_issue),
    }))
}

fn claim(call: &Call, record: &CredentialRecord) -> Result<Option<String>, Problem> {
    let may = call.session()?.may(Right::Issue) && record.state == State::Current;
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("id", short(&record.id));
    let link = format!(
        "{}/console/credentials/claim?{}",
        call.links().base(),
        query.finish()
    );
    Ok(Some(link).filter(|_| may))
}

/// What can be done to it, as it stands and by whoever looks.
fn acts(call: &Call, t: Texts, record: &CredentialRecord) -> Result<Vec<Act>, Problem> {
    let session = call.session()?;
    let mut acts = Vec::new();
    if session.may(Right::Status) && record.state != State::Revoked {
        acts.push(match record.state {
            State::Suspended => act(StatusAct::Reinstate, t.say("credentials-reinstate")),
            _ => act(StatusAct::Suspend, t.say("credentials-suspend")),
        });
        acts.push(act(StatusAct::Revoke, t.say("credentials-revoke")));
    }
    if session.may(Right::Issue) && record.made_from.is_some() && record.superseded_by.is_none() {
        acts.push(Act {
            act: "reissue",
            words: t.say("credentials-reissue").to_string(),
            is_final: false,
        });
    }
    Ok(acts)
}

fn act(act: StatusAct, words: crate::texts::Message) -> Act {
    Act {
        act: act.name(),
        words: words.to_string(),
        is_final: act == StatusAct::Revoke,
    }
}

fn purpose(t: Texts, purpose: &str) -> String {
    match purpose {
        "revocation" => t.say("credential-place-revocation").to_string(),
        "suspension" => t.say("credential-place-suspension").to_string(),
        other => other.to_owned(),
    }
}

impl Other {
    fn new(call: &Call, t: Texts, one: &Succession) -> Self {
        let why = match one.why {
            Why::Reissue => t.say("credential-why-reissue"),
            Why::Renewal => t.say("credential-why-renewal"),
            Why::LevelUp => t.say("credential-why-level-up"),
        };
        Self {
            id: short(&one.id).to_owned(),
            link: link(call, &one.id),
            why: why.to_string(),
            at: one.at.clone(),
        }
    }
}

impl Event {
    fn new(t: Texts, done: Done) -> Self {
        use crate::audit::Act;
        let what = match done.act {
            Act::CredentialRevoke => t.say("credential-was-revoked"),
            Act::CredentialSuspend => t.say("credential-was-suspended"),
            Act::CredentialReinstate => t.say("credential-was-reinstated"),
            Act::CredentialSupersede => t.say("credential-was-superseded"),
            _ => t.say("credential-was-changed"),
        };
        Self {
            what: what.to_string(),
            at: done.at,
            by: done.by,
            reason: done.reason.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for CredentialPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        let own = || text.to_owned();
        let other = || Other {
            id: own(),
            link: link(text),
            why: own(),
            at: own(),
        };
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            id: own(),
            short: own(),
            name: own(),
            form: own(),
            standing: Standing::sample(text),
            valid_from: own(),
            valid_until: own(),
            learner: own(),
            made_from: Some(MadeFrom {
                framework: own(),
                framework_link: link(text),
                level: own(),
                assessed: own(),
                again: Some(link(text)),
            }),
            before: Some(other()),
            after: Some(other()),
            places: vec![Place {
                purpose: own(),
                list: own(),
                index: 7,
            }],
            secured: vec![Secured {
                proof: own(),
                method: own(),
                created: own(),
                download: link(text),
                inclusion: Some(link(text)),
            }],
            carriers: vec![(own(), link(text))],
            history: vec![Event {
                what: own(),
                at: own(),
                by: own(),
                reason: own(),
            }],
            no_history: own(),
            claim: Some(link(text)),
            acts: vec![Act {
                act: "revoke",
                words: own(),
                is_final: true,
            }],
        }
    }
}
