//! `/console/frameworks/{key}/{version}`: a version with its levels and statements, its level policy,
//! what became of it, and where it can be had.

use super::super::confirm::{ConfirmPage, confirmed};
use super::super::{Tab, at, no_such_act};
use super::{HERE, link, standing, statements};
use crate::assessment::{Assessors, LevelPolicy};
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::form::Form;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::records::framework_standing::Standing;
use crate::service::frameworks::standing::StandingRequest;
use crate::service::sessions::Right;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use serde_json::json;

/// Where the forms are sent.
const ACTS: &str = "/console/frameworks/acts";

/// So many statements are shown at most; a filter finds the others.
const SHOWN: usize = 500;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/frameworks/version/page.html")]
pub(in crate::http) struct VersionPage {
    pub t: Texts,
    pub shell: Shell,
    pub done: Option<String>,
    pub title: String,
    pub key: String,
    pub version: String,
    /// What became of it: in words, how coloured, since when, why.
    pub standing: (String, &'static str),
    pub since: Option<String>,
    pub reason: Option<String>,
    /// Whether anything can become of it yet.
    pub is_current: bool,
    /// How many statements there are.
    pub statements: usize,
    /// How many are shown.
    pub shown: usize,
    pub filter: String,
    /// The levels with the statements that are shown.
    pub levels: Vec<LevelRow>,
    /// Its level policy, in words.
    pub policy: String,
    /// The same as fields of a form.
    pub share: String,
    pub lower: bool,
    /// Whether its policy asks for two assessors.
    pub two: bool,
    pub required: String,
    /// The public page and the other forms: names and links.
    pub elsewhere: Vec<(String, String)>,
    /// The other versions: names, links to them, links to comparisons.
    pub others: Vec<(String, String, String)>,
    /// What each level looks like.
    pub pictures: Vec<PictureRow>,
    pub may_change: bool,
    /// The link to the list.
    pub back: String,
}

/// A level.
#[derive(Debug, Clone)]
pub(in crate::http) struct LevelRow {
    pub id: String,
    pub label: String,
    /// The numbers of its statements, and what they say.
    pub statements: Vec<(u32, String)>,
}

/// What a level looks like.
#[derive(Debug, Clone)]
pub(in crate::http) struct PictureRow {
    pub id: String,
    pub label: String,
    /// The address of its picture.
    pub source: String,
}

impl LevelRow {
    /// The levels with those statements that hold `filter`, at most so many.
    fn of(framework: &Framework, filter: &str) -> Vec<Self> {
        let wanted = filter.to_lowercase();
        let mut room = SHOWN;
        let mut rows = Vec::new();
        for level in &framework.levels {
            let found: Vec<(u32, String)> = level
                .statements
                .iter()
                .filter(|one| wanted.is_empty() || one.text.to_lowercase().contains(&wanted))
                .take(room)
                .map(|one| (one.position, one.text.clone()))
                .collect();
            room -= found.len();
            if !found.is_empty() {
                rows.push(Self {
                    id: level.id.clone(),
                    label: level.label.clone(),
                    statements: found,
                });
            }
        }
        rows
    }
}

pub(in crate::http::pages::console) fn read(call: &Call) -> Result<Answer, Problem> {
    let [done, filter] = call.query(["done", "q"])?;
    let (key, version) = (call.parameter("key")?, call.parameter("version")?);
    let framework = call.service().framework(key, Some(version))?;
    let filter = filter.unwrap_or_default();
    let page = page(call, &framework, done.as_deref(), filter.trim())?;
    show(call, StatusCode::OK, &page)
}

fn page(
    call: &Call,
    framework: &Framework,
    done: Option<&str>,
    filter: &str,
) -> Result<VersionPage, Problem> {
    let (t, service, links) = (call.texts(), call.service(), call.links());
    let id = framework.id();
    let record = service.framework_standing(&id)?;
    let policy = service.standing_policy(framework)?;
    let levels = LevelRow::of(framework, filter);
    let shell = Shell::console(call, &framework.occupation.title, Tab::Frameworks)?;
    let others = service.framework_versions(&id.key)?;
    let others = others.iter().filter(|other| other.version != id.version);
    let others = others.map(|other| {
        let here = link(&links, &id);
        let compare = at(&format!("{here}/compare"), &[("with", &other.version)]);
        (other.version.clone(), link(&links, &other.id()), compare)
    });
    let done = done.and_then(|done| {
        let message = match done {
            "import" => t.say("console-imported"),
            "policy" => t.say("console-policy-set"),
            "standing" => t.say("console-standing-set"),
            "picture" => t.say("console-picture-done"),
            _ => return None,
        };
        Some(message.to_string())
    });
    let is_withdrawn = record
        .as_ref()
        .is_some_and(|record| record.state == Standing::Withdrawn);
    Ok(VersionPage {
        t,
        done,
        title: framework.occupation.title.clone(),
        key: id.key.clone(),
        version: id.version.clone(),
        standing: standing(t, record.as_ref()),
        since: record.as_ref().map(|record| record.at.clone()),
        reason: record.as_ref().and_then(|record| record.reason.clone()),
        is_current: !is_withdrawn,
        statements: statements(framework),
        shown: levels.iter().map(|level| level.statements.len()).sum(),
        filter: filter.to_owned(),
        levels,
        policy: policy_words(t, &policy),
        share: (f64::from(policy.share) * 100.0).to_string(),
        lower: policy.lower_levels,
        two: policy.assessors == Assessors::Two,
        required: required(&policy),
        elsewhere: match is_withdrawn {
            true => Vec::new(),
            false => elsewhere(t, &links.framework(&id)),
        },
        others: others.collect(),
        pictures: match is_withdrawn {
            true => Vec::new(),
            false => pictures(call, framework)?,
        },
        may_change: call.session()?.may(Right::Frameworks),
        back: shell.at(HERE),
        shell,
    })
}

fn elsewhere(t: Texts, public: &str) -> Vec<(String, String)> {
    vec![
        (t.say("console-public-page").to_string(), public.to_owned()),
        ("LER.me / JSON".to_owned(), format!("{public}?format=json")),
        ("CASE 1.1".to_owned(), format!("{public}?format=case")),
        ("CTDL-ASN".to_owned(), format!("{public}?format=ctdl")),
    ]
}

fn pictures(call: &Call, framework: &Framework) -> Result<Vec<PictureRow>, Problem> {
    let (links, issuer) = (call.links(), &call.session()?.issuer);
    let id = framework.id();
    let rows = framework.levels.iter().map(|level| PictureRow {
        id: level.id.clone(),
        label: level.label.clone(),
        source: links.achievement(issuer, &id, &["levels", &level.id, "picture.png"]),
    });
    Ok(rows.collect())
}

/// Sets the issuer's own picture of a level, or takes it away.
pub(in crate::http::pages::console) fn picture(call: &Call) -> Result<Answer, Problem> {
    let (form, service, caller) = (call.form(), call.service(), call.acting()?);
    let id = named(form);
    let level = form.filled("level").unwrap_or_default();
    match (form.text("remove"), form.files("file").next()) {
        (Some("yes"), _) => service.remove_picture(&caller, &id, level)?,
        (_, Some(file)) => drop(service.set_picture(&caller, &id, level, &file.bytes)?),
        (_, None) => {
            let finding = Finding::new("/file", "missing", "choose a picture");
            return Err(Problem::invalid("the form", vec![finding]));
        }
    }
    Ok(back_to(call, &id, "picture"))
}

/// Back to the page of a version, where it says what was done.
fn back_to(call: &Call, id: &FrameworkId, done: &str) -> Answer {
    let link = link(&call.links(), id);
    let path = link.strip_prefix(call.links().base()).unwrap_or(&link);
    see_other(call, &at(path, &[("done", done)]))
}

fn required(policy: &LevelPolicy) -> String {
    let names = policy.required.iter().map(ToString::to_string);
    names.collect::<Vec<_>>().join(", ")
}

fn policy_words(t: Texts, policy: &LevelPolicy) -> String {
    let share = t
        .say("console-policy-share-is")
        .with("share", policy.share.to_string());
    let lower = match policy.lower_levels {
        true => t.say("console-policy-lower-too"),
        false => t.say("console-policy-lower-not"),
    };
    let mut words = format!("{share} {lower}");
    if policy.assessors == Assessors::Two {
        words = format!("{words} {}", t.say("console-policy-two-are"));
    }
    if !policy.required.is_empty() {
        let required = t.say("console-policy-required-are");
        words = format!(
            "{words} {}",
            required.with("statements", self::required(policy))
        );
    }
    words
}

/// The level policy in the fields of `form`.
pub(super) fn policy_of(form: &Form) -> Result<LevelPolicy, Problem> {
    let wrong = |pointer: &str, detail: String| {
        Problem::invalid(
            "the level policy",
            vec![Finding::new(pointer, "not-a-policy", detail)],
        )
    };
    let text = form.filled("share").unwrap_or("80").replace(',', ".");
    let percent = text.trim_end_matches('%').trim();
    let share = percent
        .parse::<f64>()
        .ok()
        .filter(|share| share.is_finite());
    let share = share.ok_or_else(|| {
        wrong(
            "/share",
            format!("{percent:?} is not a share in per cent, such as 80"),
        )
    })?;
    // Per cent with up to four decimals: what a share can have, without what division adds to it.
    let share = (share * 10_000.0).round() / 1_000_000.0;
    let required = form.filled("required").unwrap_or_default();
    let required = required.split([',', ' ', '\n']).map(str::trim);
    let required: Vec<&str> = required.filter(|one| !one.is_empty()).collect();
    let policy = json!({
        "share": share,
        "lowerLevels": form.text("lower") == Some("yes"),
        "required": required,
        "assessors": if form.text("two") == Some("yes") { 2 } else { 1 },
    });
    serde_json::from_value(policy).map_err(|error| wrong("", error.to_string()))
}

/// Which version a form is about.
fn named(form: &Form) -> FrameworkId {
    let text = |name| form.filled(name).unwrap_or_default().to_owned();
    FrameworkId {
        key: text("key"),
        version: text("version"),
    }
}

/// Sets its policy, supersedes it, or withdraws it.
pub(in crate::http::pages::console) fn act(call: &Call) -> Result<Answer, Problem> {
    let form = call.form();
    let id = named(form);
    let known = call.service().framework(&id.key, Some(&id.version))?;
    let actor = call.acting()?.actor;
    let done = match form.text("act") {
        Some("policy") => {
            let policy = policy_of(form)?;
            let service = call.service();
            service.set_framework_policy(&id.key, &id.version, &policy, &actor)?;
            "policy"
        }
        Some(name @ ("supersede" | "withdraw")) => {
            let request = StandingRequest {
                state: match name {
                    "supersede" => Standing::Superseded,
                    _ => Standing::Withdrawn,
                },
                successor: form.filled("successor").map(|version| FrameworkId {
                    key: id.key.clone(),
                    version: version.to_owned(),
                }),
                reason: form.filled("reason").map(str::to_owned),
                framework: id.clone(),
            };
            if !confirmed(call, None) {
                return ask(call, &known, &request);
            }
            call.service().set_framework_standing(&request, &actor)?;
            "standing"
        }
        _ => return Err(no_such_act()),
    };
    Ok(back_to(call, &id, done))
}

fn ask(call: &Call, known: &Framework, request: &StandingRequest) -> Result<Answer, Problem> {
    let t = call.texts();
    let link = link(&call.links(), &request.framework);
    let back = link.strip_prefix(call.links().base()).unwrap_or(&link);
    let paths = (ACTS, back);
    let name = format!("{} · {}", known.occupation.title, known.version);
    let page = match request.state {
        Standing::Superseded => {
            let (title, submit) = (t.say("console-supersede-title"), t.say("console-supersede"));
            let successor = request.successor.as_ref().map(ToString::to_string);
            let by = t.say("console-supersede-by");
            ConfirmPage::new(call, Tab::Frameworks, title, paths, submit)?
                .follows(by.with("successor", successor.unwrap_or_default()))
                .follows(t.say("console-supersede-stays"))
        }
        Standing::Withdrawn => {
            let (title, submit) = (t.say("console-withdraw-title"), t.say("console-withdraw"));
            ConfirmPage::new(call, Tab::Frameworks, title, paths, submit)?
                .follows(t.say("console-withdraw-gone"))
                .follows(t.say("console-withdraw-only"))
                .follows(t.say("console-withdraw-ever"))
        }
    };
    page.about(name)
        .holding(call, &["act", "key", "version", "successor", "reason"])
        .ask(call)
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for VersionPage {
    fn sample(text: &str) -> Self {
        let words = || text.to_owned();
        let link = || crate::http::pages::samples::link(text);
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            done: Some(words()),
            title: words(),
            key: words(),
            version: words(),
            standing: (words(), "good"),
            since: Some(words()),
            reason: Some(words()),
            is_current: true,
            statements: 30,
            shown: 1,
            filter: words(),
            levels: vec![LevelRow {
                id: words(),
                label: words(),
                statements: vec![(1, words())],
            }],
            policy: words(),
            share: words(),
            lower: true,
            two: true,
            required: words(),
            elsewhere: vec![(words(), link())],
            others: vec![(words(), link(), link())],
            pictures: vec![PictureRow {
                id: words(),
                label: words(),
                source: link(),
            }],
            may_change: true,
            back: link(),
        }
    }
}
