//! What a credential says that its issuer signed: the level on its ladder, the statements met, the
//! evidence, who assessed, by which rule, who issued it and who vouches for that issuer.
//!
//! A signed text is the issuer's word and a text: nothing of it is markup, and an address becomes a
//! link only where it is one of the web.

use super::{Own, words};
use crate::clock::parse_timestamp;
use crate::credential::facts::{Facts, Party};
use crate::credential::meaning::{Evidence, Meaning, MetStatement, OtherResult, Record};
use crate::framework::beyond_title;
use crate::http::pages::shell::day;
use crate::service::verify::{Known, Lifecycle, Report, Standing};
use crate::texts::{Message, Texts};
use url::Url;

/// How many tints and heights of rungs the stylesheet has.
const STEPS: usize = 12;

/// How many statements, pieces of evidence and the like are listed; how many more there are is told.
const MOST: usize = 300;

/// A level of the ladder.
#[derive(Debug, Clone)]
pub(in crate::http::pages::verify) struct Rung {
    pub number: usize,
    pub step: usize,
    pub label: String,
    pub here: bool,
}

/// Something with a name, a text and perhaps a link.
#[derive(Debug, Clone)]
pub(in crate::http::pages::verify) struct Entry {
    pub name: String,
    pub text: String,
    pub link: Option<String>,
    /// Its result, where it has one of its own.
    pub result: String,
}

/// A list that may be cut.
#[derive(Debug, Clone, Default)]
pub(in crate::http::pages::verify) struct Listed {
    pub entries: Vec<Entry>,
    /// How many there are.
    pub count: usize,
}

/// A fact in a few words.
#[derive(Debug, Clone)]
pub(in crate::http::pages::verify) struct Fact {
    pub label: Message,
    pub value: String,
    pub link: Option<String>,
}

/// Who issued it.
#[derive(Debug, Clone)]
pub(in crate::http::pages::verify) struct Issuer {
    pub id: String,
    /// The name that it gives itself.
    pub calls_itself: String,
    pub site: Option<String>,
    /// The colour: `good` where somebody vouches for it.
    pub tone: &'static str,
    /// Who vouches for it.
    pub standing: Message,
}

/// What a résumé states of one level in its own members.
#[derive(Debug, Clone)]
pub(in crate::http::pages::verify) struct Stated {
    pub name: String,
    pub facts: Vec<Fact>,
    pub statements: Listed,
}

/// What a credential says.
#[derive(Debug, Clone)]
pub(in crate::http::pages::verify) struct Achieved {
    /// Where in its life it stands.
    pub state: Option<(&'static str, Message)>,
    pub description: String,
    /// The level, in words; empty where there is none.
    pub level: String,
    /// Its place, where the levels have an order.
    pub place: Option<Message>,
    pub ladder: Vec<Rung>,
    pub facts: Vec<Fact>,
    pub issuer: Issuer,
    pub statements: Listed,
    pub results: Listed,
    pub evidence: Listed,
    pub rule: String,
    pub criteria: String,
    /// The achievements of a record.
    pub listed: Listed,
    /// How a record's achievements hang together.
    pub associations: Listed,
    pub stated: Vec<Stated>,
}

impl Achieved {
    pub(super) fn new(t: Texts, meaning: &Meaning, report: &Report, own: &Own) -> Self {
        let in_order = meaning.level_order.is_some();
        let count = meaning.levels.len();
        let place = meaning.achieved_level.filter(|_| in_order && count > 1);
        Self {
            state: report
                .lifecycle
                .map(|state| (tone(state), words::state(t, state))),
            description: or_empty(&meaning.description),
            level: meaning.level_name().unwrap_or_default().to_owned(),
            place: place.map(|place| {
                let said = t.say("verify-level-place");
                said.with("place", place).with("count", count)
            }),
            ladder: match place {
                Some(_) => ladder(meaning),
                None => Vec::new(),
            },
            facts: facts(t, meaning),
            issuer: issuer(t, meaning, report.issuer.as_ref(), own),
            statements: listed(&meaning.statements_met, statement),
            results: listed(&meaning.other_results, result),
            evidence: listed(&meaning.evidence, |one| evidence(t, one)),
            rule: or_empty(&meaning.level_rule),
            criteria: or_empty(&meaning.criteria),
            listed: meaning
                .record
                .as_ref()
                .map(achievements)
                .unwrap_or_default(),
            associations: meaning
                .record
                .as_ref()
                .map(associations)
                .unwrap_or_default(),
            stated: meaning
                .stated
                .iter()
                .take(MOST)
                .map(|facts| stated(t, facts))
                .collect(),
        }
    }
}

fn or_empty(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

/// The colour of a state.
fn tone(state: Lifecycle) -> &'static str {
    match state {
        Lifecycle::Current => "good",
        Lifecycle::Superseded | Lifecycle::NotYetValid => "warn",
        Lifecycle::Expired | Lifecycle::Suspended | Lifecycle::Revoked => "bad",
    }
}

/// `address` as a link, where it is one of the web and hides nobody's name and password.
pub(in crate::http::pages::verify) fn web_link(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let plain = matches!(url.scheme(), "https" | "http")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none();
    plain.then(|| url.to_string())
}

/// The first of `items`, each as an entry, and how many there are.
fn listed<T>(items: &[T], entry: impl Fn(&T) -> Entry) -> Listed {
    Listed {
        entries: items.iter().take(MOST).map(entry).collect(),
        count: items.len(),
    }
}

fn ladder(meaning: &Meaning) -> Vec<Rung> {
    let of = meaning.levels.len().max(1);
    let rung = |(place, level): (usize, &crate::credential::meaning::RubricLevel)| {
        let number = place + 1;
        Rung {
            number,
            step: match of <= STEPS {
                true => number,
                false => (number * STEPS).div_ceil(of),
            },
            label: level.name.clone(),
            here: meaning.achieved_level == Some(number),
        }
    };
    meaning
        .levels
        .iter()
        .enumerate()
        .take(MOST)
        .map(rung)
        .collect()
}

/// What the text of a statement says beyond its title.
fn practice(title: &str, text: &Option<String>) -> String {
    let text = text.as_deref().unwrap_or_default();
    beyond_title(title, text).unwrap_or_default().to_owned()
}

fn statement(statement: &MetStatement) -> Entry {
    Entry {
        name: statement.name.clone(),
        text: practice(&statement.name, &statement.text),
        link: web_link(&statement.url),
        result: or_empty(&statement.result),
    }
}

fn result(result: &OtherResult) -> Entry {
    Entry {
        name: or_empty(&result.name),
        text: String::new(),
        link: None,
        result: result.result.clone(),
    }
}

fn evidence(t: Texts, evidence: &Evidence) -> Entry {
    let named = evidence.name.clone().or_else(|| evidence.id.clone());
    Entry {
        name: named.unwrap_or_else(|| t.say("verify-evidence-unnamed").to_string()),
        text: or_empty(&evidence.narrative),
        link: evidence.id.as_deref().and_then(web_link),
        result: String::new(),
    }
}

fn achievements(record: &Record) -> Listed {
    listed(&record.achievements, |one| Entry {
        name: one.name.clone().unwrap_or_else(|| one.id.clone()),
        text: String::new(),
        link: None,
        result: String::new(),
    })
}

fn associations(record: &Record) -> Listed {
    let named = |name: &Option<String>, id: &str| name.clone().unwrap_or_else(|| id.to_owned());
    listed(&record.associations, |one| Entry {
        name: named(&one.source_name, &one.source),
        text: named(&one.target_name, &one.target),
        link: None,
        result: one.relation.clone(),
    })
}

/// The facts about any credential, as far as it tells them.
fn facts(t: Texts, meaning: &Meaning) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |label: Message, value: Option<String>, link: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push(Fact { label, value, link });
        }
    };
    let achievement = meaning
        .achievement
        .clone()
        .filter(|one| Some(one) != meaning.name.as_ref());
    add(t.say("verify-fact-achievement"), achievement, None);
    let framework_link = meaning.framework_url.as_deref().and_then(web_link);
    add(
        t.say("verify-fact-framework"),
        framework(t, meaning),
        framework_link,
    );
    let (person, known) = (meaning.subject.clone(), meaning.identifiers.len());
    let person = person.or_else(|| (known > 0).then(|| t.say("verify-person-hashed").to_string()));
    add(t.say("verify-fact-person"), person, None);
    add(
        t.say("verify-fact-assessor"),
        meaning.assessor.clone(),
        None,
    );
    add(
        t.say("verify-fact-awarded"),
        meaning.awarded.as_deref().map(date),
        None,
    );
    add(
        t.say("verify-fact-valid-from"),
        meaning.valid_from.as_deref().map(date),
        None,
    );
    add(
        t.say("verify-fact-valid-until"),
        meaning.valid_until.as_deref().map(date),
        None,
    );
    let criteria = meaning.criteria_url.clone();
    let link = criteria.as_deref().and_then(web_link);
    add(
        t.say("verify-fact-criteria"),
        criteria.filter(|_| link.is_some()),
        link,
    );
    if let Some(record) = &meaning.record {
        let said = match record.partial {
            true => t.say("verify-record-partial"),
            false => t.say("verify-record-whole"),
        };
        let said = said.with("count", record.credentials).to_string();
        add(t.say("verify-fact-record"), Some(said), None);
    }
    if let Some(endorsed) = &meaning.endorsement {
        add(
            t.say("verify-fact-endorses"),
            Some(endorsed.endorses.clone()),
            None,
        );
        add(t.say("verify-fact-comment"), endorsed.comment.clone(), None);
    }
    if !meaning.subjects.is_empty() {
        let several = t
            .say("verify-several-people")
            .with("count", meaning.subjects.len());
        add(t.say("verify-fact-person"), Some(several.to_string()), None);
    }
    add(t.say("verify-fact-id"), meaning.id.clone(), None);
    facts
}

/// The framework by its name, with its key and its version where the name does not tell them.
fn framework(t: Texts, meaning: &Meaning) -> Option<String> {
    let name = meaning
        .framework_name
        .as_ref()
        .or(meaning.framework.as_ref())?;
    let with_key = match &meaning.framework {
        Some(key) if !name.contains(key.as_str()) => format!("{name} ({key})"),
        _ => name.clone(),
    };
    Some(match &meaning.framework_version {
        Some(version) if !name.contains(version.as_str()) => {
            let said = t.say("verify-framework-version");
            said.with("name", with_key)
                .with("version", version)
                .to_string()
        }
        _ => with_key,
    })
}

/// The day of an instant; what is none stays as it is.
fn date(text: &str) -> String {
    match parse_timestamp(text) {
        Some(_) => day(text).to_owned(),
        None => text.to_owned(),
    }
}

fn issuer(t: Texts, meaning: &Meaning, standing: Option<&Standing>, own: &Own) -> Issuer {
    let listed = standing.filter(|standing| standing.standing == Known::Trusted);
    let (tone, said) = match listed {
        Some(Standing {
            listed_as: Some(name),
            ..
        }) => (
            "good",
            t.say("verify-standing-listed-as").with("name", name),
        ),
        Some(_) => ("good", t.say("verify-standing-listed")),
        None if own.has(&meaning.issuer) => ("good", t.say("verify-standing-own")),
        None => ("warn", t.say("verify-standing-unknown")),
    };
    Issuer {
        id: meaning.issuer.clone(),
        calls_itself: or_empty(&meaning.issuer_name),
        site: meaning.issuer_url.as_deref().and_then(web_link),
        tone,
        standing: said,
    }
}

fn stated(t: Texts, facts: &Facts) -> Stated {
    let named = |party: &Party| party.name.clone().or_else(|| party.id.clone());
    let level = facts
        .level
        .as_ref()
        .map(|level| match (level.rank, level.of) {
            (Some(rank), Some(of)) => {
                let said = t.say("verify-stated-level").with("level", &level.name);
                said.with("place", rank).with("count", of).to_string()
            }
            _ => level.name.clone(),
        });
    let framework = facts.framework.as_ref().and_then(|framework| {
        let name = framework.name.clone().or_else(|| framework.key.clone())?;
        Some(match &framework.version {
            Some(version) => {
                let said = t.say("verify-framework-version").with("name", name);
                said.with("version", version).to_string()
            }
            None => name,
        })
    });
    let rows = [
        (t.say("verify-fact-level"), level),
        (t.say("verify-fact-framework"), framework),
        (
            t.say("verify-fact-assessor"),
            facts.assessor.as_ref().and_then(named),
        ),
        (
            t.say("verify-fact-assessed"),
            facts.assessed_at.as_deref().map(date),
        ),
        (
            t.say("verify-fact-valid-until"),
            facts.valid_until.as_deref().map(date),
        ),
        (t.say("verify-fact-rule"), facts.rule.clone()),
    ];
    Stated {
        name: facts
            .achievement
            .as_ref()
            .and_then(named)
            .unwrap_or_default(),
        facts: rows
            .into_iter()
            .filter_map(|(label, value)| {
                Some(Fact {
                    label,
                    value: value?,
                    link: None,
                })
            })
            .collect(),
        statements: listed(&facts.statements, |statement| Entry {
            name: statement.title.clone(),
            text: practice(&statement.title, &statement.text),
            link: web_link(&statement.url),
            result: String::new(),
        }),
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for Achieved {
    fn sample(text: &str) -> Self {
        let t = Texts::default();
        let text = || text.to_owned();
        let entry = Entry {
            name: text(),
            text: text(),
            link: Some(crate::http::pages::samples::link("x")),
            result: text(),
        };
        let listed = || Listed {
            entries: vec![entry.clone()],
            count: 2,
        };
        let fact = Fact {
            label: t.say("verify-fact-framework"),
            value: text(),
            link: Some(crate::http::pages::samples::link("x")),
        };
        let rung = |number| Rung {
            number,
            step: number,
            label: text(),
            here: number == 2,
        };
        Self {
            state: Some(("good", t.say("verify-state-current"))),
            description: text(),
            level: text(),
            place: Some(
                t.say("verify-level-place")
                    .with("place", 2)
                    .with("count", 3),
            ),
            ladder: vec![rung(1), rung(2), rung(3)],
            facts: vec![fact.clone()],
            issuer: Issuer {
                id: text(),
                calls_itself: text(),
                site: Some(crate::http::pages::samples::link("x")),
                tone: "warn",
                standing: t.say("verify-standing-listed-as").with("name", text()),
            },
            statements: listed(),
            results: listed(),
            evidence: listed(),
            rule: text(),
            criteria: text(),
            listed: listed(),
            associations: listed(),
            stated: vec![Stated {
                name: text(),
                facts: vec![fact],
                statements: listed(),
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let link = "https://school.example/e/1";
        assert_eq!(web_link(link).as_deref(), Some(link));
        assert!(web_link("http://school.example/a b").is_some());
        for other in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example",
            "/relative",
            "https://bank.example@evil.example/",
            "https://a:b@evil.example/",
            "urn:uuid:1",
            "",
        ] {
            assert_eq!(web_link(other), None, "{other}");
        }
    }

    #[test]
    fn a_statement_is_not_said_twice() {
        let text = "Miking drums — places eight microphones";
        let whole = Some(text.to_owned());
        assert_eq!(practice("Miking drums", &whole), "places eight microphones");
        assert_eq!(practice("Other", &whole), text);
        assert_eq!(practice("Same", &Some("Same".to_owned())), "");
    }
}
