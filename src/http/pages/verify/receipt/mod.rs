//! The page of a receipt that somebody shows: whether this deployment signed it, and what it said.
//! It is no verdict on a credential: what was found then may not be so any more.

use super::report::words;
use crate::clock::timestamp;
use crate::http::call::Call;
use crate::http::pages::Shell;
use crate::service::receipts::{AnsweredExpectation, Receipt, ShownReceipt};
use crate::service::verify::{Answer, Expected};
use crate::texts::{Message, Texts};
use askama::Template;
use time::OffsetDateTime;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/verify/receipt/page.html")]
pub(super) struct ReceiptPage {
    pub t: Texts,
    pub shell: Shell,
    /// The colour.
    pub tone: &'static str,
    /// The sign.
    pub mark: &'static str,
    /// Whose receipt it is.
    pub whose: Message,
    pub explained: Message,
    /// What it said, where it is ours.
    pub said: Option<Said>,
}

/// What a receipt said.
#[derive(Debug)]
pub(super) struct Said {
    pub id: String,
    pub checked_at: String,
    pub signed_at: String,
    pub verifier: String,
    pub program: String,
    pub sha256: String,
    pub bytes: usize,
    pub document: Option<String>,
    pub issuer: Option<String>,
    pub verdict: Message,
    pub state: Option<Message>,
    /// Outcomes: sign, outcome, check.
    pub checks: Vec<(&'static str, Message, Message)>,
    /// Verdicts of the credentials inside, and their ids.
    pub parts: Vec<(Message, String)>,
    /// What was expected, and the answers.
    pub expected: Vec<(Message, Message)>,
}

impl ReceiptPage {
    pub(super) fn new(call: &Call, shown: &ShownReceipt) -> Self {
        let t = call.texts();
        let (tone, mark, whose, explained) = match shown {
            ShownReceipt::Ours(_) => (
                "good",
                "✓",
                t.say("receipt-ours"),
                t.say("receipt-ours-explained"),
            ),
            ShownReceipt::SomebodyElses { signer } => (
                "warn",
                "?",
                t.say("receipt-elsewhere"),
                t.say("receipt-elsewhere-explained").with("signer", signer),
            ),
            ShownReceipt::Forged => (
                "bad",
                "✗",
                t.say("receipt-forged"),
                t.say("receipt-forged-explained"),
            ),
            ShownReceipt::KeyTakenBack => (
                "warn",
                "?",
                t.say("receipt-key-gone"),
                t.say("receipt-key-gone-explained"),
            ),
        };
        Self {
            t,
            shell: Shell::open(call, &t.say("receipt-title").to_string()),
            tone,
            mark,
            whose,
            explained,
            said: match shown {
                ShownReceipt::Ours(receipt) => Some(said(t, receipt)),
                _ => None,
            },
        }
    }
}

fn said(t: Texts, receipt: &Receipt) -> Said {
    let found = &receipt.verification;
    let signed_at = OffsetDateTime::from_unix_timestamp(receipt.signed_at);
    let checks = found.checks.iter().map(|check| {
        let (_, mark, outcome) = words::outcome(t, check.outcome);
        (mark, outcome, words::check(t, check.id))
    });
    let parts = found.parts.iter().map(|part| {
        let (_, _, verdict) = words::verdict(t, part.verdict);
        (verdict, part.id.clone().unwrap_or_default())
    });
    Said {
        id: receipt.id.clone(),
        checked_at: found.checked_at.clone(),
        signed_at: signed_at.map(timestamp).unwrap_or_default(),
        verifier: receipt.verifier.clone(),
        program: found.program.clone(),
        sha256: found.document.sha256.clone(),
        bytes: found.document.bytes,
        document: found.document.id.clone(),
        issuer: found.document.issuer.clone(),
        verdict: words::verdict(t, found.verdict).2,
        state: found.lifecycle.map(|state| words::state(t, state)),
        checks: checks.collect(),
        parts: parts.collect(),
        expected: found
            .expectations
            .iter()
            .map(|one| expected(t, one))
            .collect(),
    }
}

fn expected(t: Texts, one: &AnsweredExpectation) -> (Message, Message) {
    let asked = match one.expected {
        Expected::Issuer => t.say("verify-asked-issuer"),
        Expected::Framework => t.say("verify-asked-framework"),
        Expected::LevelAtLeast => t.say("verify-asked-level"),
        Expected::LearnerEmail => t.say("verify-asked-email"),
    };
    let wanted = one.wanted.as_ref().or(one.wanted_digest.as_ref());
    let answer = match one.answer {
        Answer::Yes => t.say("verify-answer-yes"),
        Answer::No => t.say("verify-answer-no"),
        Answer::CannotTell => t.say("verify-answer-cannot-tell"),
    };
    (
        asked.with("wanted", wanted.cloned().unwrap_or_default()),
        answer,
    )
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ReceiptPage {
    fn sample(text: &str) -> Self {
        let t = Texts::default();
        let text = || text.to_owned();
        Self {
            t,
            shell: Shell::sample(&text()),
            tone: "warn",
            mark: "?",
            whose: t.say("receipt-elsewhere"),
            explained: t.say("receipt-elsewhere-explained").with("signer", text()),
            said: Some(Said {
                id: text(),
                checked_at: text(),
                signed_at: text(),
                verifier: text(),
                program: text(),
                sha256: text(),
                bytes: 7,
                document: Some(text()),
                issuer: Some(text()),
                verdict: t.say("verify-valid"),
                state: Some(t.say("verify-state-current")),
                checks: vec![(
                    "✓",
                    t.say("verify-outcome-passed"),
                    t.say("verify-check-proof"),
                )],
                parts: vec![(t.say("verify-valid"), text())],
                expected: vec![(
                    t.say("verify-asked-issuer").with("wanted", text()),
                    t.say("verify-answer-yes"),
                )],
            }),
        }
    }
}
