//! How a credential that is not issued yet will look, and what is to be said of it.

use crate::credential::meaning::Meaning;
use crate::http::call::Call;
use crate::http::pages::console::credentials;
use crate::http::pages::shell::day;
use crate::service::issue::{FormPreview, IssuePreview};
use crate::service::preflight::{Severity, Told};
use crate::texts::Texts;

/// What will be seen.
#[derive(Debug)]
pub(in crate::http) struct Preview {
    pub name: String,
    pub description: String,
    pub issuer: String,
    pub issuer_id: String,
    pub achievement: String,
    pub level: String,
    pub levels: Vec<Rung>,
    pub statements: Vec<Statement>,
    pub evidence: Vec<Evidence>,
    pub assessor: String,
    pub rule: String,
    pub from: String,
    pub until: String,
    pub forms: Vec<Looked>,
    /// Whether everything that was asked for can be signed.
    pub signable: bool,
}

/// A level on its ladder.
#[derive(Debug)]
pub(in crate::http) struct Rung {
    pub name: String,
    pub is_here: bool,
}

/// A statement that was met.
#[derive(Debug)]
pub(in crate::http) struct Statement {
    pub name: String,
    pub text: String,
}

/// A piece of evidence.
#[derive(Debug)]
pub(in crate::http) struct Evidence {
    pub name: String,
    pub narrative: String,
    pub address: String,
}

/// A form, and what is to be said of it.
#[derive(Debug)]
pub(in crate::http) struct Looked {
    pub name: String,
    /// The link to the credential that would be given again.
    pub already: Option<String>,
    pub signable: bool,
    pub findings: Vec<Found>,
    /// How many more findings there are that are only good to know.
    pub notes: Vec<Found>,
}

/// A finding.
#[derive(Debug)]
pub(in crate::http) struct Found {
    pub severity: String,
    pub look: &'static str,
    pub detail: String,
    pub remedy: String,
    pub place: String,
}

impl Preview {
    pub(super) fn new(call: &Call, seen: &IssuePreview) -> Self {
        let t = call.texts();
        let meaning = &seen.meaning;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let forms: Vec<Looked> = seen
            .forms
            .iter()
            .map(|form| Looked::new(call, t, form))
            .collect();
        Self {
            name: text(&meaning.name),
            description: text(&meaning.description),
            issuer: text(&meaning.issuer_name),
            issuer_id: meaning.issuer.clone(),
            achievement: text(&meaning.achievement),
            level: meaning.level_name().unwrap_or_default().to_owned(),
            levels: rungs(meaning),
            statements: statements(meaning),
            evidence: evidence(meaning),
            assessor: text(&meaning.assessor),
            rule: text(&meaning.level_rule),
            from: day(&text(&meaning.valid_from)).to_owned(),
            until: day(&text(&meaning.valid_until)).to_owned(),
            signable: forms.iter().all(|form| form.signable),
            forms,
        }
    }

    #[cfg(test)]
    pub(super) fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        let own = || text.to_owned();
        let found = || Found {
            severity: own(),
            look: "warn",
            detail: own(),
            remedy: own(),
            place: own(),
        };
        Self {
            name: own(),
            description: own(),
            issuer: own(),
            issuer_id: own(),
            achievement: own(),
            level: own(),
            levels: vec![Rung {
                name: own(),
                is_here: true,
            }],
            statements: vec![Statement {
                name: own(),
                text: own(),
            }],
            evidence: vec![Evidence {
                name: own(),
                narrative: own(),
                address: own(),
            }],
            assessor: own(),
            rule: own(),
            from: own(),
            until: own(),
            forms: vec![Looked {
                name: own(),
                already: Some(link(text)),
                signable: true,
                findings: vec![found()],
                notes: vec![found()],
            }],
            signable: true,
        }
    }
}

fn rungs(meaning: &Meaning) -> Vec<Rung> {
    let levels = meaning.levels.iter().enumerate();
    let rung = |(place, level): (usize, &crate::credential::meaning::RubricLevel)| Rung {
        name: level.name.clone(),
        is_here: meaning.achieved_level == Some(place + 1),
    };
    levels.map(rung).collect()
}

fn statements(meaning: &Meaning) -> Vec<Statement> {
    let met = meaning.statements_met.iter().map(|one| Statement {
        name: one.name.clone(),
        text: one.text.clone().unwrap_or_default(),
    });
    met.collect()
}

fn evidence(meaning: &Meaning) -> Vec<Evidence> {
    let evidence = meaning.evidence.iter().map(|one| Evidence {
        name: one.name.clone().unwrap_or_default(),
        narrative: one.narrative.clone().unwrap_or_default(),
        address: one.id.clone().unwrap_or_default(),
    });
    evidence.collect()
}

impl Looked {
    fn new(call: &Call, t: Texts, form: &FormPreview) -> Self {
        let (notes, findings): (Vec<&Told>, Vec<&Told>) = form
            .report
            .findings
            .iter()
            .partition(|told| told.severity == Severity::Note);
        let found = |all: Vec<&Told>| all.into_iter().map(|told| Found::new(t, told)).collect();
        Self {
            name: credentials::form_name(t, form.form.name()),
            already: form
                .already
                .as_deref()
                .map(|id| credentials::link(call, id)),
            signable: form.report.signable,
            findings: found(findings),
            notes: found(notes),
        }
    }
}

impl Found {
    fn new(t: Texts, told: &Told) -> Self {
        let (severity, look) = match told.severity {
            Severity::Error => (t.say("issue-finding-error"), "bad"),
            Severity::Official => (t.say("issue-finding-official"), "warn"),
            Severity::Warning => (t.say("issue-finding-warning"), "warn"),
            Severity::Note => (t.say("issue-finding-note"), ""),
        };
        Self {
            severity: severity.to_string(),
            look,
            detail: told.detail.clone(),
            remedy: told.remedy.to_owned(),
            place: told.pointer.clone(),
        }
    }
}
