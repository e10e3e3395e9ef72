//! A cohort's assessments as a table: CSV (RFC 4180), one row for each learner and statement, or one
//! for each learner with a level.
//!
//! | column | what stands in it |
//! | --- | --- |
//! | `name` | the learner's name |
//! | `email`, `did` | by which the learner is known; one of them is needed |
//! | `statement`, `met` | a statement by `level/position` or id, and whether it is met: yes, no |
//! | `evidence_url`, `evidence_name`, `evidence_narrative` | what shows it; further rows of the same statement give further pieces |
//! | `level` | the level, in the place of statements |
//! | `assessed_at` | when, as RFC 3339 has it |
//! | `second_assessor` | the other assessor's name, where two assessed |
//!
//! The first row names the columns, in any order. Columns are parted by commas, semicolons or tabs,
//! as the first row shows. Rows with the same DID, or else the same address, are one learner's. Each
//! learner's rows become an assessment document, and are as right as that is: what is wrong with it
//! is told with its row, counted from 1 with the header, and its column.

use crate::finding::{Finding, near_misses};
use csv::{ReaderBuilder, StringRecord, Trim};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The greatest number of rows of a table.
pub const MAX_ROWS: usize = 100_000;
/// The greatest number of learners in a table.
pub const MAX_LEARNERS: usize = 1_000;
/// The greatest length of a cell, in bytes.
const MAX_CELL: usize = 40_000;
/// How many faults are told.
const MAX_FAULTS: usize = 200;

/// The columns that a table may have.
pub const COLUMNS: [&str; 11] = [
    "name",
    "email",
    "did",
    "statement",
    "met",
    "evidence_url",
    "evidence_name",
    "evidence_narrative",
    "level",
    "assessed_at",
    "second_assessor",
];

/// What all assessments of a table have in common.
#[derive(Debug, Clone, Copy)]
pub struct Heads<'h> {
    /// How a document names the framework.
    pub framework: &'h Value,
    /// The assessor's name.
    pub assessor: &'h str,
    /// When they were assessed whose rows do not say it.
    pub assessed_at: &'h str,
}

/// A learner of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The first row.
    pub row: usize,
    /// The assessment document that the rows stand for.
    pub document: Value,
    /// The row of each rating, and those of its evidence.
    ratings: Vec<(usize, Vec<usize>)>,
}

/// Reads a table.
///
/// # Errors
/// Everything that is wrong with it as a table; the pointer of a finding is `/row/column`. What is
/// wrong with the documents that it gives is found out when they are read, see
/// [`Member::placed`].
pub fn read(table: &[u8], heads: Heads<'_>) -> Result<Vec<Member>, Vec<Finding>> {
    let table = std::str::from_utf8(table).map_err(|error| {
        let before = table.get(..error.valid_up_to()).unwrap_or_default();
        let row = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let detail = "this is not UTF-8; save the table as “CSV UTF-8”";
        vec![fault(row, "", "not-utf-8", detail)]
    })?;
    let table = table.strip_prefix('\u{feff}').unwrap_or(table);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(table))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(table.as_bytes());
    let columns = match reader.headers() {
        Ok(header) => Columns::read(header)?,
        Err(error) => return Err(vec![fault(1, "", "not-a-table", error.to_string())]),
    };
    let mut cohort = Cohort {
        heads,
        columns,
        members: Vec::new(),
        known: HashMap::new(),
        faults: Vec::new(),
    };
    for (place, record) in reader.records().enumerate() {
        let row = place + 2;
        if place >= MAX_ROWS {
            let detail = format!("there are more rows; at most {MAX_ROWS} are read");
            cohort.faults.push(fault(row, "", "import-limit", detail));
            break;
        }
        match record {
            Ok(record) => cohort.row(row, &record),
            Err(error) => cohort
                .faults
                .push(fault(row, "", "not-a-table", error.to_string())),
        }
        if cohort.faults.len() >= MAX_FAULTS {
            break;
        }
    }
    if cohort.members.is_empty() && cohort.faults.is_empty() {
        let detail = "there is no row below the names of the columns";
        cohort.faults.push(fault(2, "", "no-rows", detail));
    }
    match cohort.faults.is_empty() {
        true => Ok(cohort.members),
        false => Err(cohort.faults),
    }
}

fn fault(row: usize, column: &str, problem: &'static str, detail: impl Into<String>) -> Finding {
    Finding::new(format!("/{row}/{column}"), problem, detail)
}

/// What parts the columns: what stands most often in the first row.
fn delimiter(table: &str) -> u8 {
    let first = table.lines().next().unwrap_or_default();
    let count = |wanted: u8| first.bytes().filter(|byte| *byte == wanted).count();
    let most = [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|one| count(*one));
    most.unwrap_or(b',')
}

/// Where each column stands.
struct Columns(HashMap<&'static str, usize>);

impl Columns {
    fn read(header: &StringRecord) -> Result<Self, Vec<Finding>> {
        let mut columns = HashMap::new();
        let mut faults = Vec::new();
        for (place, name) in header.iter().enumerate() {
            let plain = name.to_lowercase().replace([' ', '-'], "_");
            let Some(known) = COLUMNS.into_iter().find(|known| *known == plain) else {
                let near = near_misses(&plain, COLUMNS);
                let hint = match near.first() {
                    Some(near) => format!("did you mean {near}?"),
                    None => format!("known are {}", COLUMNS.join(", ")),
                };
                let detail = format!("the column {:?} is not known; {hint}", shortened(name));
                faults.push(fault(1, "", "unknown-column", detail));
                continue;
            };
            if columns.insert(known, place).is_some() {
                let detail = "this column stands twice";
                faults.push(fault(1, known, "duplicate-name", detail));
            }
        }
        let has = |name: &str| columns.contains_key(name);
        if !has("name") {
            let detail = "there is no column for the learners’ names";
            faults.push(fault(1, "name", "missing-column", detail));
        }
        if !has("email") && !has("did") {
            let detail = "there is neither “email” nor “did”, by which learners are known";
            faults.push(fault(1, "email", "missing-column", detail));
        }
        match (has("level"), has("statement"), has("met")) {
            (true, false, false) | (false, true, true) => {}
            _ => {
                let detail = "a table has either “statement” and “met”, or “level”";
                faults.push(fault(1, "level", "missing-column", detail));
            }
        }
        match faults.is_empty() {
            true => Ok(Self(columns)),
            false => Err(faults),
        }
    }

    fn cell<'r>(&self, record: &'r StringRecord, name: &str) -> &'r str {
        let place = self.0.get(name);
        place
            .and_then(|place| record.get(*place))
            .unwrap_or_default()
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

/// A table that is being read.
struct Cohort<'h> {
    heads: Heads<'h>,
    columns: Columns,
    members: Vec<Member>,
    /// The places of the learners by what they are known by.
    known: HashMap<String, usize>,
    faults: Vec<Finding>,
}

impl Cohort<'_> {
    fn row(&mut self, row: usize, record: &StringRecord) {
        if record.iter().all(str::is_empty) {
            return;
        }
        let header = self.columns.0.len();
        if record.len() > header && record.iter().skip(header).any(|cell| !cell.is_empty()) {
            let detail = format!("{} cells, and the table has {header} columns", record.len());
            self.faults.push(fault(row, "", "too-many-cells", detail));
            return;
        }
        if record.iter().any(|cell| cell.len() > MAX_CELL) {
            let detail = format!("a cell is longer than {MAX_CELL} bytes");
            self.faults.push(fault(row, "", "import-limit", detail));
            return;
        }
        let Some(place) = self.member(row, record) else {
            return;
        };
        match self.columns.0.contains_key("level") {
            true => self.level(row, place, record),
            false => self.rating(row, place, record),
        }
    }

    /// The learner of a row; a new one where the row is their first.
    fn member(&mut self, row: usize, record: &StringRecord) -> Option<usize> {
        let cell = |name: &str| self.columns.cell(record, name);
        let (name, email, did) = (cell("name"), cell("email"), cell("did"));
        let known_by = match did.is_empty() {
            true => format!("email {}", email.to_lowercase()),
            false => format!("did {did}"),
        };
        let assessed_at = cell("assessed_at");
        let second = cell("second_assessor");
        if let Some(place) = self.known.get(&known_by).copied() {
            let before = self.members.get(place)?;
            let differs = |column: &'static str, value: &str, pointer: &str| {
                let known = before.document.pointer(pointer).and_then(Value::as_str);
                let same = value.is_empty() || known == Some(value);
                (!same).then(|| {
                    let detail = format!("row {} says something else of this learner", before.row);
                    fault(row, column, "rows-disagree", detail)
                })
            };
            let faults = [
                differs("name", name, "/learner/name"),
                differs("email", email, "/learner/email"),
                differs("assessed_at", assessed_at, "/assessedAt"),
                differs("second_assessor", second, "/secondAssessor/name"),
            ];
            self.faults.extend(faults.into_iter().flatten());
            return Some(place);
        }
        if self.members.len() >= MAX_LEARNERS {
            let detail =
                format!("there are more learners; at most {MAX_LEARNERS} are read at once");
            self.faults.push(fault(row, "name", "import-limit", detail));
            return None;
        }
        let mut document = json!({
            "framework": self.heads.framework,
            "learner": { "name": name },
            "assessor": { "name": self.heads.assessor },
            "assessedAt": match assessed_at {
                "" => self.heads.assessed_at,
                given => given,
            },
        });
        for (member, value) in [("email", email), ("did", did)] {
            if !value.is_empty() {
                document["learner"][member] = json!(value);
            }
        }
        if !second.is_empty() {
            document["secondAssessor"] = json!({ "name": second });
        }
        let place = self.members.len();
        self.members.push(Member {
            row,
            document,
            ratings: Vec::new(),
        });
        self.known.insert(known_by, place);
        Some(place)
    }

    fn level(&mut self, row: usize, place: usize, record: &StringRecord) {
        let level = self.columns.cell(record, "level").to_owned();
        let Some(member) = self.members.get_mut(place) else {
            return;
        };
        if member.document.get("level").is_some() {
            let detail = format!("row {} is about the same learner", member.row);
            self.faults
                .push(fault(row, "level", "rows-disagree", detail));
            return;
        }
        member.document["level"] = json!(level);
    }

    fn rating(&mut self, row: usize, place: usize, record: &StringRecord) {
        let cell = |name: &str| self.columns.cell(record, name);
        let statement = cell("statement");
        let Some(met) = yes_or_no(cell("met")) else {
            let detail = format!("{:?} is neither yes nor no", shortened(cell("met")));
            self.faults.push(fault(row, "met", "bad-rating", detail));
            return;
        };
        let mut shown = json!({});
        for (member, column) in [
            ("url", "evidence_url"),
            ("name", "evidence_name"),
            ("narrative", "evidence_narrative"),
        ] {
            if !cell(column).is_empty() {
                shown[member] = json!(cell(column));
            }
        }
        let Some(member) = self.members.get_mut(place) else {
            return;
        };
        // A row that rates the statement of the row before it again brings more evidence for it.
        let last = member.ratings.len().checked_sub(1);
        let again = last.filter(|last| {
            let pointer = format!("/ratings/{last}/statement");
            member.document.pointer(&pointer).and_then(Value::as_str) == Some(statement)
        });
        let at = match again {
            Some(last) => {
                let pointer = format!("/ratings/{last}/met");
                if member.document.pointer(&pointer) != Some(&json!(met)) {
                    let detail = "the row before says something else of this statement";
                    self.faults.push(fault(row, "met", "rows-disagree", detail));
                    return;
                }
                last
            }
            None => {
                let rating = json!({ "statement": statement, "met": met, "evidence": [] });
                match member
                    .document
                    .get_mut("ratings")
                    .and_then(Value::as_array_mut)
                {
                    Some(ratings) => ratings.push(rating),
                    None => member.document["ratings"] = json!([rating]),
                }
                member.ratings.push((row, Vec::new()));
                member.ratings.len() - 1
            }
        };
        let is_shown = shown.as_object().is_some_and(|shown| !shown.is_empty());
        let pointer = format!("/ratings/{at}/evidence");
        let evidence = member.document.pointer_mut(&pointer);
        if let Some(evidence) = evidence.and_then(Value::as_array_mut).filter(|_| is_shown) {
            evidence.push(shown);
            if let Some((_, rows)) = member.ratings.get_mut(at) {
                rows.push(row);
            }
        }
    }
}

/// What people write for yes and no.
fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "met" | "x" => Some(true),
        "no" | "n" | "false" | "0" | "not met" => Some(false),
        _ => None,
    }
}

impl Member {
    /// A finding about the document as one about the table.
    #[must_use]
    pub fn placed(&self, finding: Finding) -> Finding {
        let parts: Vec<&str> = finding.pointer.split('/').skip(1).collect();
        let number = |text: &str| text.parse::<usize>().ok();
        let (row, column) = match parts.as_slice() {
            ["learner", "email"] => (self.row, "email"),
            ["learner", "did"] => (self.row, "did"),
            ["learner", "name"] => (self.row, "name"),
            ["learner", ..] => (self.row, "email"),
            ["assessedAt", ..] => (self.row, "assessed_at"),
            ["secondAssessor", ..] => (self.row, "second_assessor"),
            ["level", ..] => (self.row, "level"),
            ["ratings", rating, rest @ ..] => self.placed_rating(number(rating), rest),
            _ if finding.problem == "second-assessor-missing" => (self.row, "second_assessor"),
            _ => (self.row, ""),
        };
        Finding {
            pointer: format!("/{row}/{column}"),
            ..finding
        }
    }

    fn placed_rating(&self, rating: Option<usize>, rest: &[&str]) -> (usize, &'static str) {
        let Some((row, evidence)) = rating.and_then(|place| self.ratings.get(place)) else {
            return (self.row, "statement");
        };
        match rest {
            ["evidence", piece, member @ ..] => {
                let place = piece.parse::<usize>().ok();
                let row = place.and_then(|place| evidence.get(place)).unwrap_or(row);
                let column = match member {
                    ["name"] => "evidence_name",
                    ["narrative"] => "evidence_narrative",
                    _ => "evidence_url",
                };
                (*row, column)
            }
            ["met"] => (*row, "met"),
            _ => (*row, "statement"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(table: &str) -> Result<Vec<Member>, Vec<(String, &'static str)>> {
        let framework = json!({ "soc": "27-4014.00" });
        let heads = Heads {
            framework: &framework,
            assessor: "R. Rita",
            assessed_at: "2026-11-20T10:00:00Z",
        };
        read(table.as_bytes(), heads).map_err(|findings| {
            findings
                .into_iter()
                .map(|one| (one.pointer, one.problem))
                .collect()
        })
    }

    #[test]
    fn a_row_for_each_statement() {
        let table = "\u{feff}Name;E-mail;statement;MET;evidence url;evidence_narrative\r\n"
            .replace("E-mail", "email")
            + "Ada Example;ada@example.org;emerging/1;yes;https://a.example/1;\"one; two\"\r\n\
               Ada Example;ADA@example.org;emerging/1;yes;https://a.example/2;\r\n\
               ;;;;;\r\n\
               Bob;bob@example.org;emerging/1;No;;\r\n\
               Ada Example;ada@example.org;emerging/2;not met;;\r\n";
        let table = table.replace("ADA@", "ada@");
        let members = told(&table).unwrap();
        assert_eq!(members.len(), 2);
        assert_eq!(
            members[0].document["ratings"],
            json!([
                { "statement": "emerging/1", "met": true, "evidence": [
                    { "url": "https://a.example/1", "narrative": "one; two" },
                    { "url": "https://a.example/2" },
                ] },
                { "statement": "emerging/2", "met": false, "evidence": [] },
            ])
        );
        assert_eq!(members[1].row, 5);
        let place = |pointer: &str| {
            let finding = Finding::new(pointer, "x", "x");
            members[0].placed(finding).pointer
        };
        assert_eq!(place("/ratings/0/evidence/1/url"), "/3/evidence_url");
        assert_eq!(place("/ratings/1/statement"), "/6/statement");
        assert_eq!(place("/learner/email"), "/2/email");
        assert_eq!(place("/assessedAt"), "/2/assessed_at");
        assert_eq!(place(""), "/2/");
    }

    #[test]
    fn a_row_for_each_learner() {
        let table = "level,did,name,assessed_at,second_assessor\n\
                     proficient,did:example:ada,Ada,2026-11-19T10:00:00Z,S. Sam\n";
        let members = told(table).unwrap();
        assert_eq!(
            members[0].document,
            json!({
                "framework": { "soc": "27-4014.00" },
                "learner": { "name": "Ada", "did": "did:example:ada" },
                "assessor": { "name": "R. Rita" },
                "assessedAt": "2026-11-19T10:00:00Z",
                "secondAssessor": { "name": "S. Sam" },
                "level": "proficient",
            })
        );
    }

    #[test]
    fn everything_that_is_wrong_is_told_with_its_row_and_column() {
        let refused = |table: &str, expected: &[(&str, &'static str)]| {
            let expected: Vec<_> = expected
                .iter()
                .map(|(place, problem)| ((*place).to_owned(), *problem))
                .collect();
            assert_eq!(told(table).unwrap_err(), expected, "{table}");
        };
        refused(
            "",
            &[
                ("/1/name", "missing-column"),
                ("/1/email", "missing-column"),
                ("/1/level", "missing-column"),
            ],
        );
        refused("name,email,level,levle\n", &[("/1/", "unknown-column")]);
        refused("name,name,email,level\n", &[("/1/name", "duplicate-name")]);
        refused("name,email,level,met\n", &[("/1/level", "missing-column")]);
        refused("name,email,level\n", &[("/2/", "no-rows")]);
        refused("name,email,level\na,b,c,d\n", &[("/2/", "too-many-cells")]);
        refused(
            "name,email,level\na,b,c\na,b,d\nx,b,e\n",
            &[
                ("/3/level", "rows-disagree"),
                ("/4/name", "rows-disagree"),
                ("/4/level", "rows-disagree"),
            ],
        );
        refused(
            "name,email,statement,met\na,b,x/1,perhaps\na,b,x/1,yes\na,b,x/1,no\n",
            &[("/2/met", "bad-rating"), ("/4/met", "rows-disagree")],
        );
        let heads = Heads {
            framework: &json!({}),
            assessor: "",
            assessed_at: "",
        };
        let findings = read(b"name,email\nAd\xe4,x\n", heads).unwrap_err();
        assert_eq!(
            (findings[0].pointer.as_str(), findings[0].problem),
            ("/2/", "not-utf-8")
        );
    }

    /// Row O29: too many rows, too many learners and too long a cell end the reading.
    #[test]
    fn a_table_is_read_no_further_than_its_caps() {
        let header = "name,email,statement,met\n";
        let rows = "a,b,x/1,yes\n".repeat(MAX_ROWS + 1);
        let last = told(&format!("{header}{rows}")).unwrap_err();
        assert_eq!(last, [(format!("/{}/", MAX_ROWS + 2), "import-limit")]);
        let learners: String = (0..=MAX_LEARNERS)
            .map(|n| format!("a,{n}@example.org,x/1,yes\n"))
            .collect();
        let last = told(&format!("{header}{learners}")).unwrap_err();
        assert_eq!(
            last,
            [(format!("/{}/name", MAX_LEARNERS + 2), "import-limit")]
        );
        let cell = "x".repeat(MAX_CELL + 1);
        let last = told(&format!("{header}a,b,{cell},yes\n")).unwrap_err();
        assert_eq!(last, [("/2/".to_owned(), "import-limit")]);
        let many = "a,b,x/1,perhaps\n".repeat(10_000);
        assert_eq!(
            told(&format!("{header}{many}")).unwrap_err().len(),
            MAX_FAULTS
        );
    }
}
