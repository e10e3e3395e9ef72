//! Jobs: how far each is, its items, and what came of them.

use super::{Look, Wrong};
use crate::audit::object;
use crate::records::job::{self, Items, JobRecord, JobState, Outcome};
use crate::records::{RecordError, decode};
use crate::store::Record;

impl Look<'_> {
    pub(super) fn job(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let found: JobRecord = decode(&record.key, &record.value)?;
        let store = self.service.store();
        let own = format!("job/{}/{}", found.issuer, found.id);
        wrong.unless(own.as_bytes() == record.key, "another job stands here");
        let about = object("job", &found.id);
        self.told.check(&about, found.entry.as_deref(), wrong);
        let is_open = store.get(&job::open_key(&found))?.as_ref() == Some(&record.key);
        wrong.unless(
            is_open == (found.state == JobState::Open),
            "whether it is over is said in two ways",
        );
        let (all, noted) = (found.items, found.looked_after());
        wrong.unless(
            noted <= all && (noted == all) >= (found.state == JobState::Finished),
            format!("{noted} of {all} items have their outcome"),
        );
        for number in (0..all)
            .step_by(job::TOGETHER)
            .chain([all.saturating_sub(1)])
        {
            let there = job::item(store, &found, number)?.is_some();
            wrong.unless(there, format!("its item {number} is missing"));
        }
        let (mut next, mut after) = (0, None);
        loop {
            let (outcomes, more) = job::outcomes(store, &found, after, 1000)?;
            for (number, _) in &outcomes {
                wrong.unless(
                    *number == next,
                    format!("the outcome of its item {next} is missing"),
                );
                next = number.saturating_add(1);
            }
            after = outcomes.last().map(|(number, _)| *number);
            if !more {
                break;
            }
        }
        wrong.unless(
            next == noted,
            format!("the outcomes of {noted} items are not all there"),
        );
        Ok(())
    }

    /// What finds a job that is not over.
    pub(super) fn open_job(&self, index: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let found = job::at(self.service.store(), &index.value)?;
        let right = found.is_some_and(|found| job::open_key(&found.record) == index.key);
        wrong.unless(right, "the job that it finds is another, or none");
        Ok(())
    }

    /// Some items of a job.
    pub(super) fn job_items(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let items: Items = decode(&record.key, &record.value)?;
        wrong.unless(!items.0.is_empty(), "there are none");
        self.of_a_job(record, wrong)
    }

    /// What came of an item.
    pub(super) fn job_outcome(
        &self,
        record: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let outcome: Outcome = decode(&record.key, &record.value)?;
        let number = last_part(record).parse().unwrap_or(u32::MAX);
        if let Some(found) = self.job_of(record)? {
            let item = job::item(self.service.store(), &found.record, number)?;
            wrong.unless(item == Some(outcome.item), "it is of another item");
        }
        self.of_a_job(record, wrong)
    }

    fn of_a_job(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let there = self.job_of(record)?.is_some();
        wrong.unless(there, "the job that it belongs to is not on record");
        Ok(())
    }

    fn job_of(&self, record: &Record) -> Result<Option<job::Found>, RecordError> {
        let key = String::from_utf8_lossy(&record.key).into_owned();
        let mut parts = key.split('/').skip(1);
        match (parts.next(), parts.next()) {
            (Some(issuer), Some(id)) => job::find(self.service.store(), issuer, id),
            _ => Ok(None),
        }
    }
}

fn last_part(record: &Record) -> String {
    let key = String::from_utf8_lossy(&record.key).into_owned();
    key.rsplit('/').next().unwrap_or_default().to_owned()
}
