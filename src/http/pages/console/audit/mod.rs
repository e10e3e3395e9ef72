//! `/console/audit`: what was done, the newest first; each entry with the evidence that it is in the
//! log; and the check of the whole log.

use super::{Tab, at};
use crate::audit::Act;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::audit::{AuditReport, SealedEntry};
use crate::texts::{Message, Texts};
use askama::Template;
use axum::http::StatusCode;

const HERE: &str = "/console/audit";

/// How many entries stand on one page.
const ENTRIES: usize = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/audit/page.html")]
pub(in crate::http) struct AuditPage {
    pub t: Texts,
    pub shell: Shell,
    /// What entries have to hold.
    pub filter: String,
    pub entries: Vec<EntryRow>,
    /// The link to earlier ones.
    pub earlier: Option<String>,
    /// Whether these are not the newest.
    pub later: bool,
    /// The last signed checkpoint, where there is one.
    pub checkpoint: Option<String>,
    /// What a check of the whole log found.
    pub outcome: Option<Outcome>,
}

/// An entry.
#[derive(Debug, Clone)]
pub(in crate::http) struct EntryRow {
    pub link: String,
    pub at: String,
    pub by: String,
    pub act: String,
    pub object: String,
}

/// What a check found.
#[derive(Debug, Clone)]
pub(in crate::http) struct Outcome {
    pub words: String,
    pub faults: Vec<String>,
}

/// The page of one entry.
#[derive(Debug, Template)]
#[template(path = "pages/console/audit/entry.html")]
pub(in crate::http) struct EntryPage {
    pub t: Texts,
    pub shell: Shell,
    pub act: String,
    pub entry: EntryRow,
    pub digests: Vec<String>,
    /// The evidence, in JSON.
    pub evidence: String,
    /// The link to all entries about the same thing.
    pub about: String,
    /// The link to the list.
    pub back: String,
}

impl Outcome {
    fn new(t: Texts, report: &AuditReport) -> Self {
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let words = match report.faults.is_empty() {
            true => t.say("console-audit-sound"),
            false => t.say("console-audit-broken"),
        };
        let words = words
            .with("sealed", count(report.sealed))
            .with("open", count(report.open));
        Self {
            words: words.to_string(),
            faults: report.faults.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The name of an act, as the log has it.
fn name(act: Act) -> String {
    let value = serde_json::to_value(act).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// What an act means.
fn words(t: Texts, act: Act) -> String {
    let words: Message = match act {
        Act::IssuerCreate => t.say("console-act-issuer-create"),
        Act::IssuerChange => t.say("console-act-issuer-change"),
        Act::KeyRotate => t.say("console-act-key-rotate"),
        Act::KeyAdd => t.say("console-act-key-add"),
        Act::KeyRetire => t.say("console-act-key-retire"),
        Act::KeyCompromise => t.say("console-act-key-compromise"),
        Act::ApiKeyCreate => t.say("console-act-api-key-create"),
        Act::ApiKeyRevoke => t.say("console-act-api-key-revoke"),
        Act::SignIn => t.say("console-act-sign-in"),
        Act::PersonCreate => t.say("console-act-person-create"),
        Act::PersonChange => t.say("console-act-person-change"),
        Act::AssessmentRecord => t.say("console-act-assessment-record"),
        Act::CredentialIssue => t.say("console-act-credential-issue"),
        Act::CredentialRevoke => t.say("console-act-credential-revoke"),
        Act::CredentialSuspend => t.say("console-act-credential-suspend"),
        Act::CredentialReinstate => t.say("console-act-credential-reinstate"),
        Act::CredentialSupersede => t.say("console-act-credential-supersede"),
        Act::StatusListCreate => t.say("console-act-status-list-create"),
        Act::LearnerExport => t.say("console-act-learner-export"),
        Act::LearnerErase => t.say("console-act-learner-erase"),
        Act::FrameworkImport => t.say("console-act-framework-import"),
        Act::FrameworkPolicy => t.say("console-act-framework-policy"),
        Act::FrameworkSupersede => t.say("console-act-framework-supersede"),
        Act::FrameworkWithdraw => t.say("console-act-framework-withdraw"),
        Act::SheetBegin => t.say("console-act-sheet-begin"),
        Act::SheetTake => t.say("console-act-sheet-take"),
        Act::SheetSignOff => t.say("console-act-sheet-sign-off"),
        Act::SheetSettle => t.say("console-act-sheet-settle"),
        Act::SheetHandOver => t.say("console-act-sheet-hand-over"),
        Act::SheetDelete => t.say("console-act-sheet-delete"),
        Act::ShareMake => t.say("console-act-share-make"),
        Act::ShareTakeBack => t.say("console-act-share-take-back"),
        Act::ClaimCreate => t.say("console-act-claim-create"),
        Act::ClaimSend => t.say("console-act-claim-send"),
        Act::ClaimRedeem => t.say("console-act-claim-redeem"),
        Act::ClaimWithdraw => t.say("console-act-claim-withdraw"),
        Act::EntryLinkCreate => t.say("console-act-entry-link-create"),
        Act::EntryLinkRedeem => t.say("console-act-entry-link-redeem"),
        Act::PictureSet => t.say("console-act-picture-set"),
        Act::PictureRemove => t.say("console-act-picture-remove"),
        Act::JobBegin => t.say("console-act-job-begin"),
        Act::JobCancel => t.say("console-act-job-cancel"),
        Act::Backup => t.say("console-act-backup"),
        Act::Restore => t.say("console-act-restore"),
    };
    words.to_string()
}

impl EntryRow {
    fn new(t: Texts, shell: &Shell, sealed: &SealedEntry) -> Self {
        Self {
            link: shell.at(&format!("{HERE}/{}", sealed.index)),
            at: sealed.entry.at.clone(),
            by: sealed.entry.by.clone(),
            act: words(t, sealed.entry.act),
            object: sealed.entry.object.clone(),
        }
    }
}

fn page(
    call: &Call,
    filter: &str,
    before: Option<u64>,
    outcome: Option<Outcome>,
) -> Result<AuditPage, Problem> {
    let (t, service) = (call.texts(), call.service());
    let issuer = &call.session()?.issuer;
    let found = service.audit_entries_back(issuer, before, ENTRIES, |entry| {
        let holds = |text: &str| text.contains(filter);
        filter.is_empty() || holds(&entry.object) || holds(&entry.by) || holds(&name(entry.act))
    })?;
    let shell = Shell::console(call, &t.say("console-audit").to_string(), Tab::Audit)?;
    let row = |entry| EntryRow::new(t, &shell, entry);
    let earlier = found.next.map(|next| {
        let next = next.to_string();
        shell.at(&at(HERE, &[("q", filter), ("before", &next)]))
    });
    let checkpoint = match service.audit_checkpoint() {
        Ok(checkpoint) => Some(checkpoint),
        Err(ServiceError::NotFound { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(AuditPage {
        t,
        filter: filter.to_owned(),
        entries: found.entries.iter().map(row).collect(),
        earlier,
        later: before.is_some(),
        checkpoint,
        outcome,
        shell,
    })
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [filter, before] = call.query(["q", "before"])?;
    let before = before.map(|text| text.parse().map_err(|_| bad_number(&text)));
    let filter = filter.unwrap_or_default();
    let page = page(call, filter.trim(), before.transpose()?, None)?;
    show(call, StatusCode::OK, &page)
}

/// Goes through the whole log. Nothing is changed.
pub(super) fn check(call: &Call) -> Result<Answer, Problem> {
    let report = call.service().check_audit(&[])?;
    let outcome = Outcome::new(call.texts(), &report);
    show(call, StatusCode::OK, &page(call, "", None, Some(outcome))?)
}

pub(super) fn entry(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let t = call.texts();
    let number = call.parameter("index")?;
    let index = number.parse().map_err(|_| bad_number(number))?;
    let evidence = call
        .service()
        .audit_evidence(&call.session()?.issuer, index)?;
    let json = serde_json::to_string_pretty(&evidence)
        .map_err(|error| Problem::defect(format!("evidence has no JSON form: {error}")))?;
    let title = t.say("console-audit-entry").with("number", number);
    let shell = Shell::console(call, &title.to_string(), Tab::Audit)?;
    let sealed = SealedEntry {
        index,
        hash: evidence.entry.hash(),
        entry: evidence.entry,
    };
    let row = EntryRow::new(t, &shell, &sealed);
    let page = EntryPage {
        t,
        act: row.act.clone(),
        about: shell.at(&at(HERE, &[("q", &sealed.entry.object)])),
        back: shell.at(HERE),
        entry: row,
        digests: sealed.entry.digests,
        evidence: json,
        shell,
    };
    show(call, StatusCode::OK, &page)
}

fn bad_number(text: &str) -> Problem {
    let detail = format!("{text:?} is not the number of an entry");
    Problem::bad_request("bad-query", detail)
}

#[cfg(test)]
impl EntryRow {
    fn sample(text: &str) -> Self {
        Self {
            link: crate::http::pages::samples::link(text),
            at: text.to_owned(),
            by: text.to_owned(),
            act: text.to_owned(),
            object: text.to_owned(),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for AuditPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            filter: text.to_owned(),
            entries: vec![EntryRow::sample(text)],
            earlier: Some(crate::http::pages::samples::link(text)),
            later: true,
            checkpoint: Some(text.to_owned()),
            outcome: Some(Outcome {
                words: text.to_owned(),
                faults: vec![text.to_owned()],
            }),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for EntryPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            act: text.to_owned(),
            entry: EntryRow::sample(text),
            digests: vec![text.to_owned()],
            evidence: text.to_owned(),
            about: link(text),
            back: link(text),
        }
    }
}
