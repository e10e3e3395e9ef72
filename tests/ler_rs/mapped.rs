//! What is mapped: it passes preflight, its facts can be read back, and nothing that a caller added
//! is taken for what was assessed.

use crate::made::{
    WRAPPERS, added, assessment, held, holding, issuer, occasion, resume, sample_framework,
};
use libtest_mimic::{Failed, Trial};
use proofmark::credential::facts;
use proofmark::ijson::Json;
use proofmark::jsonld::Contexts;
use proofmark::preflight;

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("what is mapped passes preflight", passes_preflight),
        Trial::test("facts are read back", reads_back),
    ]
}

fn passes_preflight() -> Result<(), Failed> {
    let (framework, issuer) = (sample_framework(), issuer());
    let assessment = assessment(&framework, |_| {});
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    for (name, map) in WRAPPERS {
        for resume in [None, Some(resume(&added())?)] {
            let credential = map(&holding, resume.as_ref(), &occasion(9, true));
            let found =
                preflight::check(&Json::from(&credential), &issuer.did, Contexts::on_board());
            if !found.is_empty() {
                return Err(format!("{name}: {found:#?}\n{credential:#}").into());
            }
        }
    }
    Ok(())
}

fn reads_back() -> Result<(), Failed> {
    let (framework, issuer) = (sample_framework(), issuer());
    let first = assessment(&framework, |_| {});
    let second = assessment(&framework, |sample| {
        sample["assessor"] = serde_json::json!({"name": "Another"});
    });
    let all = vec![
        held(&framework, &first, &issuer, 1),
        held(&framework, &second, &issuer, 2),
    ];
    let expected: Vec<_> = all.iter().map(|held| held.facts.clone()).collect();
    let holding = holding(all, &issuer);
    let added = resume(&added())?;
    for (name, map) in WRAPPERS {
        for resume in [None, Some(&added)] {
            let credential = map(&holding, resume, &occasion(9, true));
            let read = facts::read(&Json::from(&credential));
            if read != expected {
                return Err(format!("{name}: {read:#?}\n{expected:#?}").into());
            }
        }
    }
    Ok(())
}
