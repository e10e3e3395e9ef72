//! Deaths while credentials are issued, taken back and corrected: at every edge a process is
//! killed, and what it had said to be done must be there when the store is opened again, whole and
//! once, in records, bits and log.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/deployment.rs"]
mod deployment;

use deployment::{caller, open};
use fail::FailScenario;
use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::audit::Act;
use proofmark::credential::profile::StatusChoice;
use proofmark::records::credential::{CredentialRecord, State};
use proofmark::records::job::{Came, JobState, Work};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::jobs::JobRequest;
use proofmark::service::lifecycle::{Replacement, StatusAct};
use proofmark::service::verify::{Lifecycle, Question};
use proofmark::service::{Actor, Service};
use proofmark::status::StatusList;
use proofmark::{framework, ijson};
use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

const CHILD: &str = "--as-child";
/// How often each edge is died at.
const ROUNDS: usize = 50;
const EDGES: [&str; 6] = [
    "status.prepared",
    "status.committed",
    "issue.signed",
    "issue.committed",
    "job.acted",
    "job.noted",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mark, folder] = arguments.as_slice()
        && mark == CHILD
    {
        child(Path::new(folder));
        return ExitCode::SUCCESS;
    }
    let trials = EDGES.map(|edge| {
        let name = format!("dying_at_{}", edge.replace('.', "_"));
        Trial::test(name, move || rounds(edge).map_err(Failed::from))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit_code()
}

fn issue(service: &Service) -> String {
    deployment::issue(service).unwrap()[0].id.clone()
}

/// What the process says to be done, a line each: it is read when the process is dead.
fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what}").unwrap();
    out.flush().unwrap();
}

/// Issues, takes back, corrects, and dies at the edge that the environment names.
fn child(folder: &Path) {
    let service = open(folder);
    let scenario = FailScenario::setup();
    if std::env::var("FAILPOINTS").is_ok_and(|edge| edge.starts_with("job.")) {
        (0..2).for_each(|_| work(&service));
        return scenario.teardown();
    }
    for _ in 0..2 {
        let (kept, taken, wrong) = (issue(&service), issue(&service), issue(&service));
        say(&format!("issued {kept}"));
        say(&format!("issued {taken}"));
        say(&format!("issued {wrong}"));
        let act = |id: &str, act: StatusAct| {
            let acted = service.change_status(id, act, Some("r"), &caller());
            assert!(acted.unwrap().changed);
            say(&format!("{} {id}", act.name()));
        };
        act(&kept, StatusAct::Suspend);
        act(&taken, StatusAct::Revoke);
        act(&kept, StatusAct::Reinstate);
        assert_eq!(service.tend_at_last(), Ok(vec![]));
        let with = Replacement {
            reason: Some("r".to_owned()),
            ..Replacement::default()
        };
        let issued = service.reissue(&wrong, &with, &caller(), None).unwrap();
        say(&format!("issued {}", issued[0].id));
        say(&format!("revoke {wrong}"));
    }
    scenario.teardown();
}

/// Long work on what is issued for it, and whatever a process before this one left of its own.
fn work(service: &Service) {
    let ids: Vec<String> = (0..3).map(|_| issue(service)).collect();
    for (work, items) in [
        (Work::Suspend, &ids[..2]),
        (Work::Revoke, &ids[..1]),
        (Work::Reissue, &ids[1..]),
    ] {
        let request = JobRequest {
            id: service.new_job_id(),
            work,
            reason: Some("r".to_owned()),
            items: items.to_vec(),
        };
        service.begin_job(&request, &caller()).unwrap();
        while service.go_on_with_jobs().unwrap() {}
    }
}

/// Goes on with the jobs that were left, and looks whether each did everything once.
fn check_jobs(service: &Service) -> Result<(), String> {
    while service.go_on_with_jobs().unwrap() {}
    for job in service.jobs("default", None, 1000).unwrap().records {
        let (outcomes, _) = service.job_outcomes(&job, None, 1000, |_| true).unwrap();
        let done = outcomes.iter().all(|(_, one)| one.came == Came::Done);
        if job.state != JobState::Finished || job.done != job.items || !done {
            return Err(format!("{job:?}: {outcomes:?}"));
        }
        for (_, outcome) in outcomes {
            let record = service.credential(&outcome.item, "default").unwrap();
            let by = record.superseded_by.map(|by| by.id);
            if job.work == Work::Reissue && by.as_ref() != outcome.made.first() {
                return Err(format!("{} was reissued as {by:?}", record.id));
            }
        }
    }
    Ok(())
}

fn rounds(edge: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    {
        let service = open(folder.path());
        let imported = service.import_framework(framework::SAMPLE, None, &Actor::CommandLine);
        imported.unwrap();
        let change = IssuerChange {
            status: Some(StatusChoice::Both),
            ..IssuerChange::default()
        };
        service.change_issuer(&caller(), &change).unwrap();
    }
    let mut said = Vec::new();
    let count = if edge.starts_with("job.") {
        ROUNDS / 3
    } else {
        ROUNDS
    };
    for round in 0..count {
        let passes = round % 4;
        let output = Command::new(std::env::current_exe().unwrap())
            .arg(CHILD)
            .arg(folder.path())
            .env("FAILPOINTS", format!("{edge}={passes}*off->return"))
            .stderr(Stdio::null())
            .output()
            .unwrap();
        if output.status.success() {
            return Err(format!("round {round}: it did not die"));
        }
        let lines = String::from_utf8(output.stdout).unwrap();
        said.extend(lines.lines().map(str::to_owned));
        check(folder.path(), &said).map_err(|fault| format!("round {round}: {fault}"))?;
    }
    Ok(())
}

/// Opens the store again and compares records, bits, log and what was said to be done.
fn check(folder: &Path, said: &[String]) -> Result<(), String> {
    let service = open(folder);
    check_jobs(&service)?;
    let faults = service.tend_at_last().unwrap();
    if !faults.is_empty() {
        return Err(format!("{faults:?}"));
    }
    let report = service.check_audit(&[]).unwrap();
    if !report.faults.is_empty() {
        return Err(format!("{:?}", report.faults));
    }
    let mut records = Vec::new();
    let mut after = None;
    loop {
        let page = service.credentials("default", after, 1000).unwrap();
        records.extend(page.records);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let find = |id: &str| records.iter().find(|record| record.id == id);
    for line in said {
        let (what, id) = line.split_once(' ').unwrap();
        let record = find(id).ok_or_else(|| format!("{line}, and it is not there"))?;
        if what == "revoke" && record.state != State::Revoked {
            return Err(format!("{line}, and it is {:?}", record.state));
        }
    }
    let (mut places, mut lists) = (HashSet::new(), HashMap::new());
    for record in &records {
        check_one(&service, record, &mut lists)?;
        for place in &record.status {
            if !places.insert((place.list, place.index)) {
                return Err(format!("{place:?} is given twice"));
            }
        }
        if let Some(by) = &record.superseded_by {
            let by = find(&by.id).ok_or("its successor is not there")?;
            if by.supersedes.as_ref().map(|of| &of.id) != Some(&record.id) {
                return Err(format!("{} does not name {}", by.id, record.id));
            }
        }
    }
    check_log(&service, &records)?;
    // The newest verify as what they are.
    for record in records.iter().take(4) {
        let signed = service.signed_credential(&record.id, "default", None);
        let report = service.verify(&Question::about(signed.unwrap().bytes));
        let lifecycle = report.unwrap().lifecycle;
        let expected = match record.state {
            State::Current => Lifecycle::Current,
            State::Suspended => Lifecycle::Suspended,
            State::Revoked => Lifecycle::Revoked,
        };
        if lifecycle != Some(expected) {
            return Err(format!("{} verifies as {lifecycle:?}", record.id));
        }
    }
    Ok(())
}

/// The published bits are those of the record, and all that was done to it can be read.
fn check_one(
    service: &Service,
    record: &CredentialRecord,
    lists: &mut HashMap<String, StatusList>,
) -> Result<(), String> {
    let history = service.credential_history(&record.id, "default").unwrap();
    let suspended = history
        .iter()
        .rev()
        .find(|done| done.act != Act::CredentialRevoke)
        .is_some_and(|done| done.act == Act::CredentialSuspend);
    for place in &record.status {
        let list = lists.entry(place.url.clone()).or_insert_with(|| {
            let name = place.url.rsplit('/').next().unwrap();
            let list = service.status_list(name, "default").unwrap().unwrap();
            let json = ijson::parse(list.proven.bytes()).unwrap();
            StatusList::read(&json, &place.url).unwrap()
        });
        let shown = list.bits.get(place.index.into(), 1) == Some(1);
        let expected = match place.purpose.as_str() {
            "revocation" => record.state == State::Revoked,
            _ => suspended,
        };
        if shown != expected {
            return Err(format!("{}: {} is {shown}", record.id, place.purpose));
        }
    }
    match record.status.len() {
        2 => Ok(()),
        other => Err(format!("{} has {other} places", record.id)),
    }
}

/// Every act has one entry, and every entry its act.
fn check_log(service: &Service, records: &[CredentialRecord]) -> Result<(), String> {
    let mut entries: HashMap<String, Vec<Act>> = HashMap::new();
    let mut from = 0;
    loop {
        let page = service.audit_entries("default", from, 1000).unwrap();
        for entry in page.entries.into_iter().map(|one| one.entry) {
            entries.entry(entry.object).or_default().push(entry.act);
        }
        match page.next {
            Some(next) => from = next,
            None => break,
        }
    }
    for record in records {
        let history = service.credential_history(&record.id, "default").unwrap();
        let done = history.iter().map(|done| done.act);
        let expected: Vec<Act> = std::iter::once(Act::CredentialIssue).chain(done).collect();
        let object = proofmark::audit::object("credential", &record.id);
        let found = entries.remove(&object).unwrap_or_default();
        // Entries of one millisecond are sealed in any order.
        let sorted = |acts: &[Act]| {
            let mut names: Vec<String> = acts.iter().map(|act| format!("{act:?}")).collect();
            names.sort();
            names
        };
        if sorted(&found) != sorted(&expected) {
            return Err(format!("{}: {found:?}, not {expected:?}", record.id));
        }
    }
    match entries.keys().find(|of| of.starts_with("credential/")) {
        None => Ok(()),
        Some(of) => Err(format!("there are entries about {of}, which is not there")),
    }
}
