//! `/record/credentials/{id}`: one credential, everything it can be taken as, and where it can be
//! shown.

use super::{State, name_of, whose};
use crate::clock::parse_timestamp;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::carry::Taken;
use crate::service::my_record::{HeldCredential, HeldStanding};
use crate::service::shares::{Certification, add_to_profile};
use crate::texts::Texts;
use askama::Template;
use axum::http::{StatusCode, header};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/record/credential/page.html")]
pub(in crate::http) struct CredentialPage {
    pub t: Texts,
    pub shell: Shell,
    pub name: String,
    pub issuer: String,
    pub state: State,
    /// What its state means for whoever holds it; empty where there is nothing to say.
    pub advice: String,
    /// The page of the credential that took its place.
    pub successor: Option<String>,
    /// What is known of it: names and values.
    pub facts: Vec<(String, String)>,
    pub ways: Vec<Way>,
    /// Where a link that shows it is made.
    pub share: String,
    /// Where it is added to a profile at LinkedIn; `None` where it does not hold.
    pub linkedin: Option<String>,
    /// The page on which anybody can check it, whole; `None` without a public URL.
    pub verify: Option<String>,
}

/// A form in which it can be taken.
#[derive(Debug)]
pub(in crate::http) struct Way {
    pub name: String,
    pub hint: String,
    pub link: String,
}

pub(in crate::http::pages) fn read(call: &Call) -> Result<Answer, Problem> {
    let (issuer, learner) = whose(call)?;
    let id = call.parameter("id")?;
    let service = call.service();
    let held = service.my_credential(issuer, learner, id)?;
    let ways = service.ways_to_take(issuer, learner, id)?;
    let issuer = service.issuer(issuer)?.profile.name;
    let t = call.texts();
    let links = call.links();
    let to = |part: &[&str]| {
        links.to(&[&["record", "credentials", held.short_id.as_str()], part].concat())
    };
    let to_share = format!(
        "{}?{}",
        links.to(&["record", "shares", "new"]),
        url::form_urlencoded::Serializer::new(String::new())
            .append_pair("credential", &held.id)
            .finish()
    );
    let holds = held.standing == HeldStanding::Current;
    let successor = held.superseded_by.as_deref();
    let page = CredentialPage {
        t,
        shell: Shell::open(call, &name_of(t, &held)),
        name: name_of(t, &held),
        state: State::of(t, &held),
        advice: advice(t, held.standing),
        successor: successor.map(|id| links.to(&["record", "credentials", id])),
        facts: facts(t, &held, &issuer),
        ways: ways
            .into_iter()
            .map(|taken| Way::new(t, taken, to(&["take", taken.name()])))
            .collect(),
        linkedin: match holds {
            true => {
                let shared = shared(call, &held.id)?;
                Some(linkedin(
                    &held,
                    &name_of(t, &held),
                    &issuer,
                    shared.as_deref(),
                ))
            }
            false => None,
        },
        share: to_share,
        verify: links.whole(&links.to(&["verify"])),
        issuer,
    };
    show(call, StatusCode::OK, &page)
}

/// The credential as a file. It is never shown in the place of a page.
pub(in crate::http::pages) fn take(call: &Call) -> Result<Answer, Problem> {
    let (issuer, learner) = whose(call)?;
    let id = call.parameter("id")?;
    let name = call.parameter("carrier")?;
    let taken = Taken::named(name).ok_or_else(|| Problem::no_route(name))?;
    let carried = call
        .service()
        .take(issuer, learner, id, taken, call.texts())?;
    let disposition = format!("attachment; filename=\"{}\"", carried.file_name);
    Ok(Answer::verbatim(media_type(taken), carried.bytes)
        .with(header::CONTENT_DISPOSITION, &disposition)
        .with(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox; frame-ancestors 'none'",
        ))
}

/// The media types of files (VC-JOSE-COSE, section 6; RFC 2083; SVG 1.1, appendix P; RFC 8118).
fn media_type(taken: Taken) -> &'static str {
    match taken {
        Taken::Json => "application/vc",
        Taken::Jwt => "application/vc+jwt",
        Taken::Png => "image/png",
        Taken::Svg => "image/svg+xml",
        Taken::Pdf => "application/pdf",
    }
}

/// The address of the latest link that shows this credential alone, and works.
fn shared(call: &Call, id: &str) -> Result<Option<String>, Problem> {
    let shares = call.service().shares(&call.acting()?)?;
    let mut alone = shares
        .iter()
        .filter(|share| !share.is_over && share.credentials == [id]);
    let latest = alone.next().map(|first| {
        alone.fold(first, |latest, one| match one.created > latest.created {
            true => one,
            false => latest,
        })
    });
    let links = call.links();
    Ok(latest.and_then(|share| links.whole(&links.to(&["s", &share.token]))))
}

fn advice(t: Texts, standing: HeldStanding) -> String {
    match standing {
        HeldStanding::Current => return String::new(),
        HeldStanding::NotYet => t.say("record-advice-not-yet"),
        HeldStanding::Over => t.say("record-advice-over"),
        HeldStanding::Suspended => t.say("record-advice-suspended"),
        HeldStanding::Revoked => t.say("record-advice-revoked"),
        HeldStanding::Superseded => t.say("record-advice-superseded"),
    }
    .to_string()
}

fn facts(t: Texts, held: &HeldCredential, issuer: &str) -> Vec<(String, String)> {
    let date = |text: &Option<String>| text.as_deref().map(|text| day(text).to_owned());
    let all = [
        (t.say("record-fact-issuer"), Some(issuer.to_owned())),
        (t.say("record-fact-framework"), held.framework.clone()),
        (t.say("record-fact-level"), held.level.clone()),
        (t.say("record-fact-from"), date(&held.valid_from)),
        (t.say("record-fact-until"), date(&held.valid_until)),
        (t.say("record-fact-id"), Some(held.id.clone())),
    ];
    let known = all
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_string(), value?)));
    known.collect()
}

impl Way {
    fn new(t: Texts, taken: Taken, link: String) -> Self {
        let (name, hint) = match taken {
            Taken::Json => (t.say("record-take-json"), t.say("record-take-json-hint")),
            Taken::Jwt => (t.say("record-take-jwt"), t.say("record-take-jwt-hint")),
            Taken::Png => (t.say("record-take-png"), t.say("record-take-png-hint")),
            Taken::Svg => (t.say("record-take-svg"), t.say("record-take-svg-hint")),
            Taken::Pdf => (t.say("record-take-pdf"), t.say("record-take-pdf-hint")),
        };
        Self {
            name: name.to_string(),
            hint: hint.to_string(),
            link,
        }
    }
}

/// The address at which LinkedIn offers to add a certification to the profile of whoever goes there.
/// `shared` is the public page of the credential, where there is one.
fn linkedin(held: &HeldCredential, name: &str, issuer: &str, shared: Option<&str>) -> String {
    let instant = |text: &Option<String>| text.as_deref().and_then(parse_timestamp);
    add_to_profile(&Certification {
        name,
        organization: issuer,
        issued: instant(&held.valid_from),
        expires: instant(&held.valid_until),
        url: shared,
        id: Some(&held.id),
    })
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for CredentialPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            issuer: text.to_owned(),
            state: State::sample(text),
            advice: text.to_owned(),
            successor: Some(link(text)),
            facts: vec![(text.to_owned(), text.to_owned())],
            ways: vec![Way {
                name: text.to_owned(),
                hint: text.to_owned(),
                link: link(text),
            }],
            share: link(text),
            linkedin: Some("https://www.linkedin.com/profile/add".to_owned()),
            verify: Some(format!("https://school.example{}", link(text))),
        }
    }
}
