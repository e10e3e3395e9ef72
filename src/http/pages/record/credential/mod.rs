//! `/record/credentials/{id}`: one credential, everything it can be taken as, and where it can be
//! shown.

use super::{State, name_of, whose};
use crate::clock::parse_timestamp;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::my_record::{HeldCredential, HeldStanding};
use crate::service::take::Carrier;
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
    let carriers = service.carriers_of(issuer, learner, id)?;
    let issuer = service.issuer(issuer)?.profile.name;
    let t = call.texts();
    let links = call.links();
    let to = |part: &[&str]| {
        links.to(&[&["record", "credentials", held.short_id.as_str()], part].concat())
    };
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
        ways: carriers
            .into_iter()
            .map(|carrier| Way::new(t, carrier, to(&["take", carrier.name()])))
            .collect(),
        linkedin: holds.then(|| linkedin(&held, &name_of(t, &held), &issuer, None)),
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
    let carrier = Carrier::named(name).ok_or_else(|| Problem::no_route(name))?;
    let taken = call.service().take(issuer, learner, id, carrier)?;
    let disposition = format!("attachment; filename=\"{}\"", taken.file_name);
    Ok(Answer::verbatim(carrier.media_type(), taken.bytes)
        .with(header::CONTENT_DISPOSITION, &disposition)
        .with(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox; frame-ancestors 'none'",
        ))
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
    fn new(t: Texts, carrier: Carrier, link: String) -> Self {
        let (name, hint) = match carrier {
            Carrier::Json => (t.say("record-take-json"), t.say("record-take-json-hint")),
            Carrier::Jwt => (t.say("record-take-jwt"), t.say("record-take-jwt-hint")),
        };
        Self {
            name: name.to_string(),
            hint: hint.to_string(),
            link,
        }
    }
}

/// The address at which LinkedIn offers to add a certification to the profile of whoever goes there.
/// Every value is encoded. `shared` is the public page of the credential, where there is one.
fn linkedin(held: &HeldCredential, name: &str, issuer: &str, shared: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("startTask", "CERTIFICATION_NAME")
        .append_pair("name", name)
        .append_pair("organizationName", issuer)
        .append_pair("certId", &held.id);
    let ends = [
        (&held.valid_from, "issueYear", "issueMonth"),
        (&held.valid_until, "expirationYear", "expirationMonth"),
    ];
    for (text, year, month) in ends {
        if let Some(at) = text.as_deref().and_then(parse_timestamp) {
            query
                .append_pair(year, &at.year().to_string())
                .append_pair(month, &u8::from(at.month()).to_string());
        }
    }
    if let Some(address) = shared {
        query.append_pair("certUrl", address);
    }
    // A space is written as a plus sign there, which not every reader of a query takes for one.
    let query = query.finish().replace('+', "%20");
    format!("https://www.linkedin.com/profile/add?{query}")
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
            linkedin: Some(linkedin(&tests::held(text), text, text, Some(text))),
            verify: Some(format!("https://school.example{}", link(text))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn held(text: &str) -> HeldCredential {
        HeldCredential {
            id: text.to_owned(),
            short_id: text.to_owned(),
            form: "open-badge".to_owned(),
            name: Some(text.to_owned()),
            level: Some(text.to_owned()),
            framework: Some(text.to_owned()),
            assessment: None,
            valid_from: Some("2026-05-20T10:00:00Z".to_owned()),
            valid_until: Some("2028-12-31T10:00:00Z".to_owned()),
            standing: HeldStanding::Current,
            superseded_by: None,
            secured: Vec::new(),
        }
    }

    #[test]
    fn every_value_of_the_link_to_linkedin_is_encoded() {
        let name = "Schüler & Co. #1 + \"2\" 100%/?=";
        let link = linkedin(
            &held("urn:uuid:1"),
            name,
            "A & B",
            Some("https://x.example/s/a?b&c"),
        );
        let url = url::Url::parse(&link).unwrap();
        assert_eq!(url.host_str(), Some("www.linkedin.com"));
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let expected = [
            ("startTask", "CERTIFICATION_NAME"),
            ("name", name),
            ("organizationName", "A & B"),
            ("certId", "urn:uuid:1"),
            ("issueYear", "2026"),
            ("issueMonth", "5"),
            ("expirationYear", "2028"),
            ("expirationMonth", "12"),
            ("certUrl", "https://x.example/s/a?b&c"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(pairs, expected);
        assert_eq!(url.fragment(), None);
        assert!(!link.contains('+') && !link.contains(' '));
    }
}
