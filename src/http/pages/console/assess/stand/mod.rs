//! `/console/assess/{id}` for whoever does not rate on it now: how far it is, what can be done, and,
//! once it is recorded, what came of it. Ratings that must not be seen are not here.

use super::sign_off::{Rated, rated};
use super::summary::Summary;
use super::words::{self, AgreementWords};
use super::{may, open, own_name, path_of, rate, rater, revision, shell};
use crate::assessment::Assessors;
use crate::framework::Framework;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::Actor;
use crate::service::sessions::Right;
use crate::service::sheets::{Sheet, SheetState, comparison, settled_ratings};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/assess/stand/page.html")]
pub(in crate::http) struct StandPage {
    pub t: Texts,
    pub shell: Shell,
    pub link: String,
    pub learner: String,
    pub framework: String,
    pub policy: String,
    pub state: String,
    pub class: &'static str,
    pub revision: u64,
    pub raters: Vec<RaterLine>,
    /// Whether ratings are withheld from whoever looks.
    pub withheld: bool,
    /// Whether the policy asks for two.
    pub two: bool,
    pub may_take: bool,
    /// Whether whoever looks must say their name to take it.
    pub says_name: bool,
    /// To whom it can be handed over: their value in the form and their name.
    pub colleagues: Vec<(String, String)>,
    pub may_delete: bool,
    pub outcome: Option<Outcome>,
}

/// An assessor.
#[derive(Debug, Clone)]
pub(in crate::http) struct RaterLine {
    pub name: String,
    /// When they signed off.
    pub signed: Option<String>,
}

/// What was recorded.
#[derive(Debug, Clone)]
pub(in crate::http) struct Outcome {
    /// The link by which a credential is issued; `None` where no level is reached, or whoever looks
    /// may not.
    pub issue: Option<String>,
    pub summary: Summary,
    pub agreement: Option<AgreementWords>,
    pub levels: Vec<Rated>,
}

/// `/console/assess/{id}/more`: the same for whoever rates on it, who may delete it, or hand it over.
pub(super) fn more(call: &Call) -> Result<Answer, Problem> {
    let (sheet, framework) = open(call)?;
    show_sheet(call, &sheet, &framework)
}

pub(super) fn show_sheet(
    call: &Call,
    sheet: &Sheet,
    framework: &Framework,
) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    show(
        call,
        StatusCode::OK,
        &StandPage::new(call, sheet, framework)?,
    )
}

/// Begins the second part.
pub(super) fn take(call: &Call) -> Result<Answer, Problem> {
    let id = call.parameter("id")?;
    let sheet = call
        .service()
        .take_sheet(&call.acting()?, id, &rater(call)?)?;
    Ok(see_other(call, &path_of(&sheet)))
}

/// Hands the sheet over: `to` is the id of a person, or `me`.
pub(super) fn hand_over(call: &Call) -> Result<Answer, Problem> {
    let caller = call.acting()?;
    let chosen = call.form().text("to").unwrap_or_default();
    let (to, name) = match chosen {
        "me" => (caller.actor.clone(), rater(call)?),
        id => {
            let known = call.service().assessors(&caller)?;
            let name = known.into_iter().find(|(one, _)| one == id);
            let name = name.map(|(_, name)| name).ok_or_else(|| {
                Problem::bad_request("broken-form", "nobody was chosen to whom it goes")
            })?;
            (Actor::Person(id.to_owned()), name)
        }
    };
    let id = call.parameter("id")?;
    let sheet = call
        .service()
        .hand_over_sheet(&caller, id, revision(call)?, &to, &name)?;
    Ok(see_other(call, &path_of(&sheet)))
}

pub(super) fn delete(call: &Call) -> Result<Answer, Problem> {
    let as_admin = may(call, Right::Admin)?;
    let id = call.parameter("id")?;
    call.service()
        .delete_sheet(&call.acting()?, id, revision(call)?, as_admin)?;
    Ok(see_other(call, "/console/assess"))
}

impl StandPage {
    fn new(call: &Call, sheet: &Sheet, framework: &Framework) -> Result<Self, Problem> {
        let t = call.texts();
        let (state, class) = words::state(t, sheet.head.state);
        let title = t
            .say("assess-stand-title")
            .with("learner", &sheet.body.learner.name)
            .to_string();
        let second = sheet.body.second.as_ref();
        let parts = [Some(&sheet.body.first), second].into_iter().flatten();
        let assesses = may(call, Right::Assess)?;
        let admin = may(call, Right::Admin)?;
        let rating = matches!(sheet.head.state, SheetState::Open | SheetState::Second);
        let mine = sheet.body.first.rater.actor == call.acting()?.actor.to_string();
        let recorded = sheet.head.state == SheetState::Recorded;
        Ok(Self {
            t,
            shell: shell(call, &title)?,
            link: format!("{}{}", call.links().base(), path_of(sheet)),
            learner: sheet.body.learner.name.clone(),
            framework: words::framework(framework),
            policy: sheet.body.policy.sentence(framework),
            state,
            class,
            revision: sheet.head.revision,
            raters: parts
                .map(|part| RaterLine {
                    name: part.rater.name.clone(),
                    signed: part.signed.as_deref().map(|at| day(at).to_owned()),
                })
                .collect(),
            withheld: !sheet.withheld.is_empty(),
            two: sheet.body.policy.assessors == Assessors::Two,
            may_take: sheet.may_take && assesses,
            says_name: own_name(call)?.is_none(),
            colleagues: match admin && rating {
                true => colleagues(call, t)?,
                false => Vec::new(),
            },
            may_delete: !recorded && assesses && (mine || admin),
            outcome: match &sheet.head.assessment {
                Some(id) => Some(Outcome::new(call, sheet, framework, id)?),
                None => None,
            },
        })
    }
}

/// To whom a sheet can be handed over: whoever looks, and everybody who may assess.
fn colleagues(call: &Call, t: Texts) -> Result<Vec<(String, String)>, Problem> {
    let me = ("me".to_owned(), t.say("assess-myself").to_string());
    let known = call.service().assessors(&call.acting()?)?;
    Ok([me].into_iter().chain(known).collect())
}

impl Outcome {
    fn new(
        call: &Call,
        sheet: &Sheet,
        framework: &Framework,
        assessment: &str,
    ) -> Result<Self, Problem> {
        let t = call.texts();
        let ratings = settled_ratings(framework, &sheet.body);
        let compared = comparison(framework, sheet);
        let decided = call
            .service()
            .assessment(assessment, &call.acting()?.issuer)?
            .assessment
            .decision;
        let link = format!(
            "{}/console/issue?assessment={assessment}",
            call.links().base()
        );
        let issues = decided.achieved.is_some() && may(call, Right::Issue)?;
        Ok(Self {
            issue: issues.then_some(link),
            summary: rate::summary(t, sheet, framework, &ratings),
            agreement: compared.map(|one| AgreementWords::new(t, &one.agreement)),
            levels: rated(t, framework, &ratings),
        })
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for StandPage {
    fn sample(text: &str) -> Self {
        let link = crate::http::pages::samples::link(text);
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            link: link.clone(),
            learner: text.to_owned(),
            framework: text.to_owned(),
            policy: text.to_owned(),
            state: text.to_owned(),
            class: "",
            revision: 1,
            raters: vec![RaterLine {
                name: text.to_owned(),
                signed: Some(text.to_owned()),
            }],
            withheld: true,
            two: true,
            may_take: true,
            says_name: true,
            colleagues: vec![(text.to_owned(), text.to_owned())],
            may_delete: true,
            outcome: Some(Outcome {
                issue: Some(link),
                summary: Summary::sample(text),
                agreement: Some(AgreementWords {
                    counted: text.to_owned(),
                    kappa: text.to_owned(),
                }),
                levels: vec![Rated::sample(text)],
            }),
        }
    }
}
