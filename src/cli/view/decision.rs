//! How a level was decided, level by level, and what is missing for the next.

use crate::assessment::{Assessment, LevelOutcome, Mark, NextLevel, Reason};
use crate::cli::output::{Paint, WIDTH, pad, wrap};
use crate::framework::Framework;

/// How wide a bar gets, in characters.
const BAR: usize = 20;

/// The decision of `assessment`: the policy, each level from low to high, the result, and what is
/// missing for the next level.
pub fn decision(assessment: &Assessment, framework: &Framework, paint: Paint) -> String {
    let decision = &assessment.decision;
    let mut text = String::new();
    if let Some(policy) = &assessment.policy {
        for line in wrap(&policy.sentence(framework), WIDTH) {
            text.push_str(&format!("{line}\n"));
        }
        text.push('\n');
    }
    let labels = decision.levels.iter().map(|l| l.label.chars().count());
    let width = labels.max().unwrap_or_default();
    for level in &decision.levels {
        text.push_str(&outcome(level, width, framework, paint));
    }
    if !decision.levels.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!("{}\n", paint.strong(&decision.result(framework))));
    if let Some(next) = &decision.next {
        text.push_str(&missing(next));
    }
    text
}

fn outcome(level: &LevelOutcome, width: usize, framework: &Framework, paint: Paint) -> String {
    let (met, total) = (level.met.len(), level.met.len() + level.missing.len());
    let filled = (BAR * met).checked_div(total).unwrap_or_default();
    let bar = format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled));
    let (bar, word) = match level.reached {
        true => (paint.good(&bar), paint.good("✓ reached")),
        false => (paint.weak(&bar), "✗ not reached".to_owned()),
    };
    let mut text = format!(
        "  {}  {bar}  {met:>3} of {total:>3} met, {needed:>3} needed  {word}\n",
        pad(&level.label, width),
        needed = level.needed,
    );
    // How many are met and needed stands there already.
    for reason in &level.reasons {
        if !matches!(reason, Reason::TooFew { .. }) {
            let words = reason.words(framework);
            text.push_str(&format!("  {}  {words}\n", pad("", width)));
        }
    }
    text
}

fn missing(next: &NextLevel) -> String {
    let mut text = match next.further {
        0 => format!("For {}, the levels below it are missing.\n", next.label),
        further => format!("For {}, {further} more of these:\n", next.label),
    };
    if next.further == 0 {
        return text;
    }
    let width = next.missing.iter().map(|m| m.statement.to_string().len());
    let width = width.max().unwrap_or_default();
    let required = |mark: &Mark| next.required.contains(mark);
    for mark in &next.missing {
        let key = pad(&mark.statement.to_string(), width);
        let must = if required(mark) { " (required)" } else { "" };
        text.push_str(&format!("  {key}  {}{must}\n", mark.title));
    }
    text
}
