//! Verdicts, reasons, checks and kinds in an employer's words.

use crate::credential::Kind;
use crate::service::verify::{CheckId, Lifecycle, Outcome, Report, Securing, Subject, Verdict};
use crate::texts::{Message, Texts};

/// A verdict's colour, sign and word.
pub(in crate::http::pages::verify) fn verdict(
    t: Texts,
    verdict: Verdict,
) -> (&'static str, &'static str, Message) {
    match verdict {
        Verdict::Valid => ("good", "✓", t.say("verify-valid")),
        Verdict::NotValid => ("bad", "✗", t.say("verify-not-valid")),
        Verdict::CouldNotBeChecked => ("warn", "?", t.say("verify-could-not")),
    }
}

/// An outcome's colour, sign and word.
pub(in crate::http::pages::verify) fn outcome(
    t: Texts,
    outcome: Outcome,
) -> (&'static str, &'static str, Message) {
    match outcome {
        Outcome::Passed => ("good", "✓", t.say("verify-outcome-passed")),
        Outcome::Failed => ("bad", "✗", t.say("verify-outcome-failed")),
        Outcome::CouldNotTell => ("warn", "?", t.say("verify-outcome-could-not-tell")),
        Outcome::NotRun => ("", "–", t.say("verify-outcome-not-run")),
    }
}

/// What a check asks.
pub(in crate::http::pages::verify) fn check(t: Texts, id: CheckId) -> Message {
    match id {
        CheckId::DataModel => t.say("verify-check-data-model"),
        CheckId::Terms => t.say("verify-check-terms"),
        CheckId::IssuerKey => t.say("verify-check-issuer-key"),
        CheckId::Proof => t.say("verify-check-proof"),
        CheckId::Validity => t.say("verify-check-validity"),
        CheckId::Status => t.say("verify-check-status"),
        CheckId::Schema => t.say("verify-check-schema"),
        CheckId::Meaning => t.say("verify-check-meaning"),
        CheckId::Parts => t.say("verify-check-parts"),
    }
}

/// Where in its life a credential stands.
pub(in crate::http::pages::verify) fn state(t: Texts, state: Lifecycle) -> Message {
    match state {
        Lifecycle::Current => t.say("verify-state-current"),
        Lifecycle::NotYetValid => t.say("verify-state-not-yet-valid"),
        Lifecycle::Expired => t.say("verify-state-expired"),
        Lifecycle::Suspended => t.say("verify-state-suspended"),
        Lifecycle::Revoked => t.say("verify-state-revoked"),
        Lifecycle::Superseded => t.say("verify-state-superseded"),
    }
}

/// Why the verdict is what it is.
pub(in crate::http::pages::verify) fn reason(t: Texts, report: &Report) -> Message {
    match report.verdict {
        Verdict::Valid => match (report.lifecycle, report.subject) {
            (Some(Lifecycle::Superseded), _) => t.say("verify-reason-superseded"),
            (_, Subject::Presentation) => t.say("verify-reason-presented"),
            _ => t.say("verify-reason-valid"),
        },
        Verdict::NotValid => not_valid(t, report),
        Verdict::CouldNotBeChecked => could_not(t, report),
    }
}

fn not_valid(t: Texts, report: &Report) -> Message {
    match report.lifecycle {
        Some(Lifecycle::Revoked) => return t.say("verify-reason-revoked"),
        Some(Lifecycle::Suspended) => return t.say("verify-reason-suspended"),
        Some(Lifecycle::Expired) => return t.say("verify-reason-expired"),
        Some(Lifecycle::NotYetValid) => return t.say("verify-reason-not-yet-valid"),
        _ => {}
    }
    match first(report, Outcome::Failed) {
        Some(CheckId::IssuerKey) => t.say("verify-reason-key"),
        Some(CheckId::Proof) => t.say("verify-reason-proof"),
        Some(CheckId::Validity) => t.say("verify-reason-dates"),
        Some(CheckId::Status) => t.say("verify-reason-status"),
        Some(CheckId::Meaning) => t.say("verify-reason-meaning"),
        Some(CheckId::Parts) => t.say("verify-reason-parts"),
        Some(CheckId::DataModel | CheckId::Terms | CheckId::Schema) | None => {
            t.say("verify-reason-rules")
        }
    }
}

fn could_not(t: Texts, report: &Report) -> Message {
    if report.securing == Securing::Other {
        return t.say("verify-unknown-form");
    }
    match first(report, Outcome::CouldNotTell) {
        Some(CheckId::IssuerKey) => t.say("verify-unknown-key"),
        Some(CheckId::Status) => t.say("verify-unknown-status"),
        Some(CheckId::Proof) => t.say("verify-unknown-proof"),
        Some(CheckId::Terms) => t.say("verify-unknown-terms"),
        Some(CheckId::Parts) => t.say("verify-unknown-parts"),
        _ => t.say("verify-unknown-other"),
    }
}

/// The first check that came out so.
fn first(report: &Report, outcome: Outcome) -> Option<CheckId> {
    let mut checks = report.checks.iter();
    checks
        .find(|check| check.outcome == outcome)
        .map(|check| check.id)
}

/// What kind of thing a report is about. Of a forgery that is not told.
pub(in crate::http::pages::verify) fn kind(t: Texts, report: &Report) -> Message {
    if report.subject == Subject::Presentation {
        return t.say("verify-kind-presentation");
    }
    match report.credential.as_ref().map(|meaning| meaning.kind) {
        Some(Kind::OpenBadge) => t.say("verify-kind-badge"),
        Some(Kind::Clr) => t.say("verify-kind-record"),
        Some(Kind::LerRs) => t.say("verify-kind-resume"),
        Some(Kind::Endorsement) => t.say("verify-kind-endorsement"),
        Some(Kind::StatusList) => t.say("verify-kind-status-list"),
        Some(Kind::Presentation | Kind::Other) | None => t.say("verify-kind-other"),
    }
}
