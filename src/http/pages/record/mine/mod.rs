//! `/record`: everything that a learner holds at one issuer: by framework the level, what shows it,
//! how far the next one is and what is missing for it, and the credentials, whatever became of them.

use super::{State, name_of, whose};
use crate::assessment::{Evidence, NextLevel};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::my_record::{
    HeldCredential, HeldFramework, LatestAssessment, MetStatement, Rung,
};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/record/mine/page.html")]
pub(in crate::http) struct MinePage {
    pub t: Texts,
    pub shell: Shell,
    /// The learner's name; empty where it is not known.
    pub name: String,
    /// The name of the issuer.
    pub issuer: String,
    pub frameworks: Vec<Part>,
    pub others: Vec<Card>,
}

/// What a learner achieved on one framework.
#[derive(Debug)]
pub(in crate::http) struct Part {
    pub title: String,
    pub version: String,
    /// Whose words the statements are.
    pub credit: String,
    pub cards: Vec<Card>,
    pub latest: Option<Latest>,
}

/// How the latest assessment came out.
#[derive(Debug)]
pub(in crate::http) struct Latest {
    /// When and by whom, in one sentence.
    pub told: String,
    pub rungs: Vec<Step>,
    /// How far the next level is; `None` at the highest, and where nobody rated.
    pub next: Option<Next>,
    pub is_highest: bool,
    pub met: Vec<Met>,
}

/// A level.
#[derive(Debug)]
pub(in crate::http) struct Step {
    pub label: String,
    pub reached: bool,
    pub achieved: bool,
    /// How many of its statements were met; empty where nobody rated them.
    pub counted: String,
}

/// What is missing for the level above.
#[derive(Debug)]
pub(in crate::http) struct Next {
    pub label: String,
    pub told: String,
    /// Those that must be met whatever else is.
    pub required: Vec<String>,
    /// Those to choose from.
    pub missing: Vec<String>,
}

/// A statement that was met.
#[derive(Debug)]
pub(in crate::http) struct Met {
    pub level: String,
    pub text: String,
    pub evidence: Vec<Shown>,
}

/// Something that shows that a statement was met.
#[derive(Debug)]
pub(in crate::http) struct Shown {
    pub name: String,
    pub link: String,
    pub narrative: String,
}

/// A credential.
#[derive(Debug)]
pub(in crate::http) struct Card {
    pub name: String,
    pub link: String,
    pub state: State,
    /// The level, the day it was issued, the day it ends.
    pub told: String,
}

pub(in crate::http::pages) fn read(call: &Call) -> Result<Answer, Problem> {
    let (issuer, learner) = whose(call)?;
    let record = call.service().my_record(issuer, learner)?;
    let t = call.texts();
    let cards = |held: &[HeldCredential]| -> Vec<Card> {
        held.iter().map(|one| Card::new(call, t, one)).collect()
    };
    let part = |one: &HeldFramework| Part {
        title: one.title.clone(),
        version: one.version.clone(),
        credit: one.credit.clone(),
        cards: cards(&one.credentials),
        latest: one.latest.as_ref().map(|latest| Latest::new(t, latest)),
    };
    let page = MinePage {
        t,
        shell: Shell::open(call, &t.say("record-title").to_string()),
        name: record.name.unwrap_or_default(),
        issuer: record.issuer.name,
        frameworks: record.frameworks.iter().map(part).collect(),
        others: cards(&record.others),
    };
    show(call, StatusCode::OK, &page)
}

impl Card {
    fn new(call: &Call, t: Texts, held: &HeldCredential) -> Self {
        let from = held.valid_from.as_deref().map(day);
        let until = held.valid_until.as_deref().map(day);
        let dated = match (from, until) {
            (Some(from), Some(until)) => {
                let told = t.say("record-valid-between").with("from", from);
                told.with("until", until).to_string()
            }
            (Some(from), None) => t.say("record-valid-from").with("from", from).to_string(),
            (None, Some(until)) => t.say("record-valid-until").with("until", until).to_string(),
            (None, None) => String::new(),
        };
        let level = held.level.clone().unwrap_or_default();
        let told: Vec<String> = [level, dated]
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        Self {
            name: name_of(t, held),
            link: call.links().to(&["record", "credentials", &held.short_id]),
            state: State::of(t, held),
            told: told.join(" · "),
        }
    }
}

impl Latest {
    fn new(t: Texts, latest: &LatestAssessment) -> Self {
        let told = t
            .say("record-assessed")
            .with("day", day(&latest.assessed_at))
            .with("assessor", &latest.assessor);
        let achieved = latest.rungs.iter().position(|rung| rung.achieved);
        Self {
            told: told.to_string(),
            rungs: latest.rungs.iter().map(|rung| Step::new(t, rung)).collect(),
            next: latest.next.as_ref().map(|next| Next::new(t, next)),
            is_highest: achieved.is_some_and(|place| place + 1 == latest.rungs.len()),
            met: latest.met.iter().map(Met::new).collect(),
        }
    }
}

impl Step {
    fn new(t: Texts, rung: &Rung) -> Self {
        let counted = rung.met.map(|met| {
            let told = t.say("record-rung-met").with("met", met);
            told.with("count", rung.statements).to_string()
        });
        Self {
            label: rung.label.clone(),
            reached: rung.reached,
            achieved: rung.achieved,
            counted: counted.unwrap_or_default(),
        }
    }
}

impl Next {
    fn new(t: Texts, next: &NextLevel) -> Self {
        let told = t.say("record-next-further").with("level", &next.label);
        let is_required = |id: &str| next.required.iter().any(|one| one.id == id);
        let others = next.missing.iter().filter(|one| !is_required(&one.id));
        Self {
            label: next.label.clone(),
            told: told.with("count", next.further).to_string(),
            required: next.required.iter().map(|one| one.title.clone()).collect(),
            missing: others.map(|one| one.title.clone()).collect(),
        }
    }
}

impl Met {
    fn new(met: &MetStatement) -> Self {
        Self {
            level: met.level.clone(),
            text: met.text.clone(),
            evidence: met.evidence.iter().filter_map(Shown::new).collect(),
        }
    }
}

impl Shown {
    /// Evidence that a browser can be led to without doing anything but looking.
    fn new(evidence: &Evidence) -> Option<Self> {
        let url = evidence.url.as_str();
        let looks = url.starts_with("https://") || url.starts_with("http://");
        looks.then(|| Self {
            name: evidence.name.clone().unwrap_or_else(|| url.to_owned()),
            link: url.to_owned(),
            narrative: evidence.narrative.clone().unwrap_or_default(),
        })
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for MinePage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        let texts = || vec![text.to_owned()];
        let card = || Card {
            name: text.to_owned(),
            link: link(text),
            state: State::sample(text),
            told: text.to_owned(),
        };
        let latest = Latest {
            told: text.to_owned(),
            rungs: vec![Step {
                label: text.to_owned(),
                reached: true,
                achieved: true,
                counted: text.to_owned(),
            }],
            next: Some(Next {
                label: text.to_owned(),
                told: text.to_owned(),
                required: texts(),
                missing: texts(),
            }),
            is_highest: true,
            met: vec![Met {
                level: text.to_owned(),
                text: text.to_owned(),
                evidence: vec![Shown {
                    name: text.to_owned(),
                    link: link(text),
                    narrative: text.to_owned(),
                }],
            }],
        };
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            issuer: text.to_owned(),
            frameworks: vec![Part {
                title: text.to_owned(),
                version: text.to_owned(),
                credit: text.to_owned(),
                cards: vec![card()],
                latest: Some(latest),
            }],
            others: vec![card()],
        }
    }
}
