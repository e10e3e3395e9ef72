//! What preflight found, the weightiest first.

use crate::cli::output::{Paint, WIDTH, harmless, wrap};
use crate::credential::Kind;
use crate::service::preflight::{NOTHING_TO_DO, Report, SecuredBy, Severity, Told};

/// How far a finding's text stands from the edge.
const INDENT: usize = 4;

/// How many places of one finding are shown.
const SHOWN: usize = 3;

/// The whole report: whether it would be signed, then the findings by how much they weigh.
pub fn preflight(report: &Report, paint: Paint) -> String {
    let kinds: Vec<&str> = report.kinds.iter().map(|kind| name_of(*kind)).collect();
    let version = report.version.unwrap_or("(version not known)");
    let mut text = format!(
        "{}\n  {}, VC Data Model {version}; to be secured by {}\n",
        headline(report, paint),
        kinds.join(" and "),
        report.proofs.join(", ")
    );
    for severity in [
        Severity::Error,
        Severity::Official,
        Severity::Warning,
        Severity::Note,
    ] {
        let findings: Vec<&Told> = report
            .findings
            .iter()
            .filter(|told| told.severity == severity)
            .collect();
        if findings.is_empty() {
            continue;
        }
        let title = title(severity, findings.len());
        text.push_str(&format!("\n{}\n", paint.strong(&title)));
        for alike in alike(&findings) {
            text.push_str(&finding(&alike, paint));
        }
    }
    text
}

fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Presentation => "presentation",
        Kind::StatusList => "status list",
        Kind::Clr => "CLR",
        Kind::OpenBadge => "Open Badge",
        Kind::Endorsement => "endorsement",
        Kind::LerRs => "LER-RS",
        Kind::Other => "credential of another type",
    }
}

fn headline(report: &Report, paint: Paint) -> String {
    let secured = match report.secured {
        None => "",
        Some(SecuredBy::Proof) => " (secured already, by a proof)",
        Some(SecuredBy::Token) => " (secured already, as a token)",
        Some(SecuredBy::Envelope) => " (secured already, as a token in an envelope)",
    };
    match report.signable {
        true => format!("{}{secured}", paint.good("✓ nothing forbids to sign it")),
        false => format!("{}{secured}", paint.bad("✗ this would not be signed")),
    }
}

fn title(severity: Severity, count: usize) -> String {
    let what = match severity {
        Severity::Error => "not signed here, or forbidden by a specification",
        Severity::Official => "refused by the official validator, or a reason for it to warn",
        Severity::Warning => "breaks a reader",
        Severity::Note => "good to know",
    };
    let name = match severity {
        Severity::Error => "error",
        Severity::Official => "official",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{name} ({count}): {what}")
}

/// The findings that say the same of different places, together; in the order of the first ones.
fn alike<'t>(findings: &[&'t Told]) -> Vec<Vec<&'t Told>> {
    let mut groups: Vec<Vec<&Told>> = Vec::new();
    for told in findings {
        let same = |group: &&mut Vec<&Told>| {
            let first = group.first();
            first.is_some_and(|one| (one.rule, &one.detail) == (told.rule, &told.detail))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(told),
            None => groups.push(vec![told]),
        }
    }
    groups
}

/// One finding, and every place that it holds of.
fn finding(alike: &[&Told], paint: Paint) -> String {
    let Some(told) = alike.first() else {
        return String::new();
    };
    let place = |told: &Told| match told.pointer.as_str() {
        "" => "the document".to_owned(),
        pointer => harmless(pointer),
    };
    let mut text = format!("  {} {}\n", told.rule, place(told));
    for told in alike.iter().take(SHOWN).skip(1) {
        text.push_str(&format!("{:INDENT$}and {}\n", "", place(told)));
    }
    if alike.len() > SHOWN {
        let more = alike.len() - SHOWN;
        text.push_str(&format!(
            "{:INDENT$}and {more} more places (--json names them)\n",
            ""
        ));
    }
    let mut add = |line: &str, painted: fn(Paint, &str) -> String| {
        for line in wrap(line, WIDTH - INDENT) {
            text.push_str(&format!("{:INDENT$}{}\n", "", painted(paint, &line)));
        }
    };
    add(&told.detail, |_, line| line.to_owned());
    if told.remedy != NOTHING_TO_DO {
        add(&format!("→ {}", told.remedy), |_, line| line.to_owned());
    }
    let from: Vec<&str> = told.reader.into_iter().chain(told.source).collect();
    if !from.is_empty() {
        add(&format!("({})", from.join("; ")), Paint::weak);
    }
    text
}
