//! Identical facts: whatever was assessed, each form states what the assessment says, and the same
//! as every other form.

use super::house::{House, caller, request, told};
use super::support::frameworks::export_json;
use super::{Test, ensure, named};
use libtest_mimic::{Failed, Trial};
use proofmark::assessment::{Assessment, Basis};
use proofmark::credential::facts::Facts;
use proofmark::framework::Framework;
use proofmark::id::{Rng, SeededRng};
use proofmark::service::facts;
use proofmark::service::issue::{Form, IssueRequest};
use serde_json::{Value, json};

const DID: &str = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
/// How many assessments are drawn.
const ROUNDS: u64 = 60;

pub fn trials() -> Vec<Trial> {
    let tests: [(&str, Test); 2] = [
        ("every form states what was assessed", every_form),
        ("a form that states something else is seen", another),
    ];
    named("facts", &tests)
}

fn every_form() -> Result<(), Failed> {
    let mut compared = 0;
    for seed in 0..ROUNDS {
        let mut dice = Dice(SeededRng::new(seed));
        let public = ["https://badges.example", "https://school.example/a"];
        let house = House::new(dice.coin().then(|| public[dice.below(2)]));
        let export = export_json(1 + dice.below(8), 1 + dice.below(12), seed);
        let framework = house.import(&export)?;
        let document = assessment(&framework, &mut dice);
        let id = house.assess(&document)?;
        let recorded = house.service.assessment(&id, "default").map_err(told)?;
        let request = IssueRequest {
            valid_until: dice.coin().then(|| "2031-05-06T07:08:09Z".to_owned()),
            ..request(&id, &Form::ALL)
        };
        if recorded.assessment.decision.achieved.is_none() {
            continue;
        }
        compared += 1;
        let issued = house.issue(&request).map_err(told)?;
        ensure(issued.len() == Form::ALL.len(), "a form is missing")?;
        let mut first: Option<Facts> = None;
        for one in &issued {
            let what = format!("seed {seed}, {}", one.form);
            house.is_valid(&what, &one.bytes)?;
            let stated = facts::read(&one.bytes)?;
            let [stated] = stated.as_slice() else {
                return Err(format!("{what}: {} levels are stated", stated.len()).into());
            };
            says(stated, &recorded.assessment, &framework, &request)
                .map_err(|wrong| format!("{what}: {wrong}\n{stated:#?}"))?;
            match &first {
                None => first = Some(stated.clone()),
                Some(first) if first == stated => {}
                Some(first) => {
                    return Err(format!("{what} states {stated:#?}, not {first:#?}").into());
                }
            }
        }
    }
    ensure(
        compared * 2 > ROUNDS,
        format!("only {compared} of {ROUNDS} reach a level"),
    )
}

/// What is wrong with `stated`, by the assessment itself.
fn says(
    stated: &Facts,
    assessed: &Assessment,
    framework: &Framework,
    request: &IssueRequest,
) -> Result<(), String> {
    let equal = |what: &str, stated: Option<&str>, wanted: Option<&str>| match stated == wanted {
        true => Ok(()),
        false => Err(format!("{what} is {stated:?}, not {wanted:?}")),
    };
    equal(
        "learner",
        stated.subject.as_deref(),
        assessed.learner.did.as_deref(),
    )?;
    let known = stated.identifiers.iter().any(|identifier| {
        let salt = identifier.salt.as_deref().unwrap_or_default();
        let email = assessed.learner.email.as_deref().unwrap_or_default();
        identifier.hash == proofmark::mapping::open_badge::identity_hash(email, salt)
    });
    if known != assessed.learner.email.is_some() {
        return Err("the learner's address".to_owned());
    }
    let achieved = assessed.decision.achieved.as_deref().unwrap_or_default();
    let rank = framework.rank(achieved).map(|place| place + 1);
    let label = framework.level(achieved).map(|level| level.label.as_str());
    let level = stated.level.as_ref().ok_or("no level")?;
    equal("level", Some(&level.name), label)?;
    if (level.rank, level.of) != (rank, Some(framework.levels.len())) {
        return Err(format!("rank {:?} of {:?}", level.rank, level.of));
    }
    let of = stated.framework.as_ref().ok_or("no framework")?;
    equal("key", of.key.as_deref(), Some(&framework.key))?;
    equal("version", of.version.as_deref(), Some(&framework.version))?;
    equal(
        "identifier",
        of.identifier.as_deref(),
        Some(&framework.identifier()),
    )?;
    let met: Vec<&str> = framework
        .statements()
        .filter(|(level, statement)| {
            let key = level.key(statement);
            let mut ratings = assessed.ratings.iter();
            ratings.any(|rating| rating.met && rating.statement == key)
        })
        .map(|(_, statement)| statement.text.as_str())
        .collect();
    let texts: Vec<&str> = stated
        .statements
        .iter()
        .map(|statement| statement.text.as_deref().unwrap_or_default())
        .collect();
    if met != texts {
        return Err(format!("the statements are {texts:?}, not {met:?}"));
    }
    let assessor = stated.assessor.as_ref().ok_or("no assessor")?;
    equal(
        "assessor",
        assessor.name.as_deref(),
        Some(&assessed.assessor.name),
    )?;
    if assessed.assessor.id.is_some() {
        equal(
            "assessor's id",
            assessor.id.as_deref(),
            assessed.assessor.id.as_deref(),
        )?;
    }
    let at = proofmark::clock::timestamp(assessed.assessed_at);
    equal("assessed", stated.assessed_at.as_deref(), Some(&at))?;
    equal(
        "until",
        stated.valid_until.as_deref(),
        request.valid_until.as_deref(),
    )?;
    let rule = match (&assessed.policy, assessed.decision.basis) {
        (Some(policy), Basis::Ratings) => policy.sentence(framework),
        _ => "The level was decided by the provider of the assessment.".to_owned(),
    };
    equal("rule", stated.rule.as_deref(), Some(&rule))?;
    match stated.issuer.name.as_deref() {
        Some("Unnamed issuer" | "badges.example" | "school.example") => Ok(()),
        other => Err(format!("the issuer is {other:?}")),
    }
}

/// The comparison itself: a form about another assessment is told apart.
fn another() -> Result<(), Failed> {
    let (house, first) = super::house::with_sample(None)?;
    let mut document = super::house::sample();
    document["assessor"]["name"] = json!("Somebody Else");
    let second = house.assess(&document)?;
    let mut stated = Vec::new();
    for id in [&first, &second] {
        let issued = house
            .service
            .issue(&request(id, &[Form::LerRs]), &caller(), None)
            .map_err(told)?;
        stated.extend(facts::read(&issued[0].bytes)?);
    }
    ensure(stated[0] != stated[1], "two assessments state the same")?;
    ensure(
        stated[0].assessor != stated[1].assessor && stated[0].level == stated[1].level,
        "they differ in something else than the assessor",
    )
}

/// An assessment against `framework` that reaches some level more often than not.
fn assessment(framework: &Framework, dice: &mut Dice) -> Value {
    let mut learner = json!({ "name": dice.name() });
    let known = dice.below(3);
    if known != 1 {
        learner["did"] = json!(DID);
    }
    if known != 0 {
        learner["email"] = json!("ada@example.org");
    }
    let mut assessor = json!({ "name": dice.name() });
    if dice.coin() {
        assessor["id"] = json!("https://school.example/staff/42?a=b&c=d");
    }
    let mut document = json!({
        "framework": { "soc": framework.key, "version": framework.version },
        "learner": learner,
        "assessor": assessor,
        "assessedAt": "2026-11-19T16:30:00+02:00",
    });
    if dice.below(4) == 0 {
        let place = dice.below(framework.levels.len());
        document["level"] = json!(framework.levels[place].id);
        return document;
    }
    let generous = 2 + dice.below(9);
    let ratings: Vec<Value> = framework
        .statements()
        .filter_map(|(level, statement)| {
            if dice.below(12) == 0 {
                return None;
            }
            let mut rating = json!({
                "statement": level.key(statement).to_string(),
                "met": dice.below(12) < generous + 2,
            });
            if dice.below(5) == 0 {
                rating["evidence"] = json!([{
                    "url": format!("https://school.example/e/{}", statement.position),
                    "name": dice.name(),
                    "narrative": dice.name(),
                }]);
            }
            Some(rating)
        })
        .collect();
    document["ratings"] = json!(ratings);
    let share = [0.1, 0.5, 0.8, 0.333][dice.below(4)];
    let mut policy = json!({ "share": share });
    policy["lowerLevels"] = json!(dice.coin());
    let met = ratings.iter().find(|rating| rating["met"] == json!(true));
    if let (true, Some(met)) = (dice.coin(), met) {
        policy["required"] = json!([met["statement"]]);
    }
    document["policy"] = policy;
    document
}

/// Chance, repeatable.
struct Dice(SeededRng);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_be_bytes(bytes) as usize % bound
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    fn name(&mut self) -> &'static str {
        const NAMES: [&str; 7] = [
            "Ada Example",
            "Zoë O'Brien-Ünal",
            "山田 太郎",
            "\"quoted\" <b>& Co.</b>",
            "{brace} \\ *star* _under_",
            "مريم",
            "A level is reached when nobody looks.",
        ];
        NAMES[self.below(NAMES.len())]
    }
}
