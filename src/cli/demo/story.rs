//! What the demo tells: on the terminal as it goes, and the same once more for the report.

use super::super::output::{Output, Paint, WIDTH, labelled, pad, wrap};
use super::super::{CliError, view};
use super::forgery::Forgery;
use super::{ASSESSMENT_FILE, FRAMEWORK_FILE, REPORT_FILE};
use crate::assessment::Assessment;
use crate::clock::timestamp;
use crate::credential::facts::Facts;
use crate::framework::Framework;
use crate::service::issue::Issued;
use crate::service::issuers::OpenedIssuer;
use crate::service::verify::Report;
use std::path::Path;

/// How wide labels are.
const LABELS: usize = 10;

/// What was told so far.
pub(super) struct Story {
    out: Output,
    report: String,
    section: usize,
}

impl Story {
    pub fn new(out: Output) -> Self {
        Self {
            out,
            report: String::new(),
            section: 0,
        }
    }

    /// The whole story, without colours.
    pub fn report(&self) -> &str {
        &self.report
    }

    /// Tells a piece: to people with the colours of their terminal, to the report without.
    fn say(&mut self, piece: impl Fn(Paint) -> String) -> Result<(), CliError> {
        self.report.push_str(&piece(Paint::NONE));
        if self.out.is_json() {
            return Ok(());
        }
        self.out.bytes(piece(self.out.paint).as_bytes())
    }

    fn section(&mut self, title: &str) -> Result<(), CliError> {
        self.section += 1;
        let number = self.section;
        let rule = "─".repeat(WIDTH - title.chars().count() - 5);
        self.say(|paint| {
            let title = paint.strong(&format!("{number}  {title}"));
            format!("\n{title} {}\n\n", paint.weak(&rule))
        })
    }

    pub fn opening(&mut self) -> Result<(), CliError> {
        self.say(|paint| {
            format!(
                "{}: from a framework with levels to a credential that anyone can verify\n",
                paint.strong("Proofmark")
            )
        })
    }

    pub fn imported(&mut self, framework: &Framework) -> Result<(), CliError> {
        self.section("A framework is imported")?;
        let occupation = &framework.occupation;
        let levels: Vec<&str> = framework.levels.iter().map(|l| l.label.as_str()).collect();
        let statements = framework.statements().count();
        let example = framework.statements().nth(2 * statements / 4);
        self.say(|paint| {
            let mut text = labelled("Occupation", LABELS, &occupation.title);
            text.push_str(&labelled("Framework", LABELS, &framework.id().to_string()));
            let ladder = format!("{}, {statements} statements in all", levels.join(" → "));
            text.push_str(&labelled("Levels", LABELS, &ladder));
            if let Some((level, statement)) = example {
                let key = level.key(statement);
                let line = format!("{key}: {}", statement.text);
                text.push_str(&paint.weak(&labelled("such as", LABELS, &line)));
            }
            text
        })
    }

    pub fn assessed(&mut self, assessment: &Assessment) -> Result<(), CliError> {
        self.section("An assessment is recorded")?;
        let ratings = &assessment.ratings;
        let met = ratings.iter().filter(|rating| rating.met).count();
        let evidence: usize = ratings.iter().map(|rating| rating.evidence.len()).sum();
        self.say(|_| {
            let learner = &assessment.learner;
            let mut text = labelled("Learner", LABELS, &learner.name);
            if let Some(did) = &learner.did {
                text.push_str(&labelled("", LABELS, did));
            }
            let assessor = format!(
                "{}, {}",
                assessment.assessor.name,
                timestamp(assessment.assessed_at)
            );
            text.push_str(&labelled("Assessor", LABELS, &assessor));
            let rated = format!(
                "{} statements rated, {met} of them met, {evidence} pieces of evidence",
                ratings.len()
            );
            text.push_str(&labelled("Ratings", LABELS, &rated));
            text
        })
    }

    pub fn decided(
        &mut self,
        assessment: &Assessment,
        framework: &Framework,
    ) -> Result<(), CliError> {
        self.section("The level follows from a stated rule")?;
        self.say(|paint| indented(&view::decision(assessment, framework, paint)))
    }

    pub fn issued(
        &mut self,
        issuer: &OpenedIssuer,
        credentials: &[(&Issued, String)],
    ) -> Result<(), CliError> {
        self.section("Credentials are issued")?;
        let profile = &issuer.record.profile;
        let widths = credentials.iter().map(|(_, name)| name.chars().count());
        let width = widths.max().unwrap_or_default();
        self.say(|paint| {
            let mut text = labelled("Issuer", LABELS, &profile.name);
            text.push_str(&labelled("", LABELS, &profile.did));
            text.push_str(
                "\n  A badge, a record and a résumé, each secured in every way that its form admits, \
                 and each\n  of those in a file of its own:\n",
            );
            let mut before = "";
            for (one, name) in credentials {
                if one.id != before {
                    let heading = paint.strong(&one.name);
                    text.push_str(&format!("\n  {heading}\n  {}\n", one.id));
                    before = &one.id;
                }
                let name = pad(name, width);
                let size = one.bytes.len();
                text.push_str(&format!("  {name}  {size:>6} bytes\n"));
            }
            text
        })
    }

    /// `stated`: what each file states.
    pub fn stated(&mut self, stated: &[(String, Facts)]) -> Result<(), CliError> {
        self.section("All of them state the same facts")?;
        let Some((first, facts)) = stated.first() else {
            return Ok(());
        };
        let same = stated.iter().filter(|(_, other)| other == facts).count();
        self.say(|_| {
            let told = super::super::facts::told(facts);
            format!(
                "{told}\n  Read back from {first}; {same} of {} files that are read state exactly this.\n",
                stated.len()
            )
        })
    }

    pub fn verified(&mut self, reports: &[(String, Report)]) -> Result<(), CliError> {
        self.section("Each is verified, as anyone can")?;
        self.say(|paint| {
            let mut text = String::new();
            for (name, report) in reports {
                let verdict = view::verdict_line(report, paint);
                let name = paint.strong(name);
                text.push_str(&format!("  {name}\n  {verdict}\n"));
                text.push_str(&format!("  {}\n\n", view::ticks(report, paint)));
            }
            text.truncate(text.len().saturating_sub(1));
            text
        })?;
        let Some((name, first)) = reports.first() else {
            return Ok(());
        };
        self.say(|paint| {
            let checks = indented(&view::checks(first, paint));
            format!("\n  What each check found, for {name}:\n\n{checks}")
        })
    }

    pub fn refused(&mut self, forgery: &Forgery, report: &Report) -> Result<(), CliError> {
        self.section("A forgery is refused")?;
        let story = format!(
            "Somebody opens {} and changes the level from {} to {}. The file reads well, and the \
             proof does not hold:",
            forgery.original, forgery.from, forgery.to
        );
        self.say(|paint| {
            let mut text = String::new();
            for line in wrap(&story, WIDTH - 2) {
                text.push_str(&format!("  {line}\n"));
            }
            let name = paint.strong(&forgery.file);
            text.push_str(&format!(
                "\n  {name}\n  {}\n\n{}",
                view::verdict_line(report, paint),
                indented(&view::checks(report, paint))
            ));
            text
        })
    }

    pub fn ending(&mut self, folder: &Path, program: &str) -> Result<(), CliError> {
        self.section("What to do now")?;
        let at = |name: &str| folder.join(name).display().to_string();
        let badge = at("open-badge.eddsa-rdfc-2022.json");
        let forgery = at("tampered.open-badge.eddsa-rdfc-2022.json");
        let (framework, assessment) = (at(FRAMEWORK_FILE), at(ASSESSMENT_FILE));
        let steps = [
            ("verify one yourself", format!("{program} verify {badge}")),
            ("and the forgery", format!("{program} verify {forgery}")),
            (
                "issue one yourself",
                "export PROOFMARK_KEY_PASSPHRASE='your own'".to_owned(),
            ),
            ("", format!("{program} framework import {framework}")),
            (
                "",
                format!("{program} issue {assessment} --as open-badge,clr,ler-rs --out ada"),
            ),
            ("over HTTP", format!("{program} serve")),
        ];
        self.say(|paint| {
            let everything = format!(
                "{} holds all of this, {REPORT_FILE} tells it again; the issuer and its key are \
                 gone with this demo. Next you can:",
                folder.display()
            );
            let mut text = String::new();
            for line in wrap(&everything, WIDTH - 2) {
                text.push_str(&format!("  {line}\n"));
            }
            text.push('\n');
            for (what, how) in &steps {
                let what = paint.weak(&pad(what, 19));
                text.push_str(&format!("  {what}  {how}\n"));
            }
            text
        })
    }
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| match line {
            "" => "\n".to_owned(),
            line => format!("  {line}\n"),
        })
        .collect()
}
