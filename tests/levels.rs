//! Level policies and the levels that follow from ratings: the thresholds, the reasons, and what
//! must hold for all ratings.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use proofmark::assessment::{
    Assessors, Evidence, LevelDecision, LevelPolicy, Rating, Reason, Share, decide,
};
use proofmark::framework::{self, Framework, StatementKey, ler_me};
use proofmark::ijson::Json;
use proptest::prelude::*;
use serde_json::{Value, json};

fn framework() -> Framework {
    ler_me::import(framework::SAMPLE).unwrap()
}

/// A framework with a level for each of `sizes`, of that many statements: `l0/1`, `l0/2`, …
fn framework_of(sizes: &[usize]) -> Framework {
    let levels = sizes.iter().enumerate().map(|(l, size)| {
        let statements: Vec<_> = (0..*size).map(|n| format!("Statement {n}")).collect();
        (
            format!("l{l}"),
            json!({"label": format!("Level {l}"), "statements": statements}),
        )
    });
    let mut export: Value = serde_json::from_slice(framework::SAMPLE).unwrap();
    export["framework"]["levels"] = Value::Object(levels.collect());
    ler_me::import(export.to_string().as_bytes()).unwrap()
}

fn rate(framework: &Framework, met: impl Fn(&StatementKey) -> bool) -> Vec<Rating> {
    let rating = |(level, statement): (&framework::Level, &framework::Statement)| {
        let key = level.key(statement);
        Rating {
            met: met(&key),
            statement: key,
            id: statement.id.clone(),
            evidence: Vec::new(),
        }
    };
    framework.statements().map(rating).collect()
}

fn policy(share: f64, lower_levels: bool, required: &[&str]) -> LevelPolicy {
    LevelPolicy {
        share: Share::try_from(share).unwrap(),
        lower_levels,
        required: required
            .iter()
            .map(|key| StatementKey::try_from((*key).to_owned()).unwrap())
            .collect(),
        ..LevelPolicy::default()
    }
}

#[test]
fn shares_are_exact() {
    let table = [
        (0.8, 10, 8),
        (0.7, 10, 7),
        (0.1, 30, 3),
        (0.3, 10, 3),
        (0.6, 5, 3),
        (0.55, 20, 11),
        (0.28, 25, 7),
        (0.07, 100, 7),
        (0.29, 100, 29),
        (0.57, 100, 57),
        (1.0, 7, 7),
        (0.8, 1, 1),
        (0.8, 2, 2),
        (0.8, 3, 3),
        (0.8, 4, 4),
        (0.8, 5, 4),
        (0.8, 9, 8),
        (0.8, 11, 9),
        (0.000001, 10, 1),
        (0.333333, 3, 1),
        (0.333334, 3, 2),
        (0.999999, 10, 10),
    ];
    for (share, total, needed) in table {
        let share = Share::try_from(share).unwrap();
        assert_eq!(share.of(total), needed, "{share} of {total}");
    }
    for wrong in [
        0.0,
        -0.5,
        1.000001,
        2.0,
        0.0000001,
        1.0 / 3.0,
        f64::NAN,
        f64::INFINITY,
    ] {
        assert!(Share::try_from(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_level_is_reached_exactly_at_its_threshold() {
    let framework = framework_of(&[10, 7, 3]);
    for (l, size) in [(0, 10), (1, 7), (2, 3)] {
        let level = format!("l{l}");
        let needed = Share::default().of(size);
        for met in 0..=size {
            let ratings = rate(&framework, |key| {
                key.level < level || key.level == level && key.position <= met as u32
            });
            let decision = decide(&framework, &ratings, &LevelPolicy::default());
            assert_eq!(decision.levels[l].reached, met >= needed, "{met} of {size}");
        }
    }
}

#[test]
fn unrated_statements_count_as_not_met() {
    let framework = framework_of(&[10]);
    let mut ratings = rate(&framework, |_| true);
    ratings.truncate(7);
    let decision = decide(&framework, &ratings, &LevelPolicy::default());
    assert_eq!(decision.achieved, None);
    assert_eq!(
        decision.levels[0].reasons,
        [Reason::TooFew {
            met: 7,
            needed: 8,
            total: 10
        }]
    );
    assert_eq!(decision.next.unwrap().further, 1);
}

#[test]
fn a_level_above_an_unreached_one_is_not_reached_unless_the_policy_says_so() {
    let framework = framework_of(&[5, 5, 5]);
    let ratings = rate(&framework, |key| key.level != "l0");
    let decision = decide(&framework, &ratings, &policy(0.8, true, &[]));
    assert_eq!(decision.achieved, None);
    assert_eq!(
        decision.levels[2].reasons,
        [Reason::LowerLevel {
            level: "l1".to_owned()
        }]
    );
    assert_eq!(decision.next.as_ref().unwrap().level, "l0");
    let decision = decide(&framework, &ratings, &policy(0.8, false, &[]));
    assert_eq!(decision.achieved.as_deref(), Some("l2"));
    assert_eq!(decision.next, None);
}

#[test]
fn a_required_statement_must_be_met_whatever_the_share() {
    let framework = framework_of(&[10, 10]);
    let ratings = rate(&framework, |key| key.to_string() != "l1/1");
    let decision = decide(&framework, &ratings, &policy(0.5, true, &["l1/1"]));
    assert_eq!(decision.achieved.as_deref(), Some("l0"));
    let key = StatementKey {
        level: "l1".to_owned(),
        position: 1,
    };
    assert_eq!(
        decision.levels[1].reasons,
        [Reason::RequiredMissing { statement: key }]
    );
    let next = decision.next.clone().unwrap();
    assert_eq!((next.further, next.required.len()), (1, 1));
    assert_eq!(
        decision.sentences(&framework)[2],
        "Level 1 is not reached: l1/1 (Statement 0) must be met, and is not."
    );
    let decision = decide(&framework, &ratings, &policy(0.5, true, &["l1/2"]));
    assert_eq!(decision.achieved.as_deref(), Some("l1"));
}

#[test]
fn a_policy_is_told_in_a_sentence() {
    let framework = framework();
    assert_eq!(
        LevelPolicy::default().sentence(&framework),
        "A level is reached when at least 80 % of its statements are met and every lower level is reached too."
    );
    assert_eq!(
        policy(0.666667, false, &["proficient/1", "advanced/2"]).sentence(&framework),
        "A level is reached when at least 66.6667 % of its statements are met; proficient/1 \
         (Hydraulic brake service) and advanced/2 (Quality rules) must be met."
    );
    assert_eq!(
        policy(1.0, false, &[]).sentence(&framework),
        "A level is reached when all of its statements are met."
    );
}

#[test]
fn a_policy_is_read_strictly_and_written_as_it_was_read() {
    let framework = framework();
    let document = json!({"share": 0.7, "lowerLevels": false, "required": ["proficient/1"]});
    let policy = LevelPolicy::parse(&Json::from(&document), &framework).unwrap();
    assert_eq!(serde_json::to_value(&policy).unwrap(), document);
    assert_eq!(
        serde_json::from_value::<LevelPolicy>(document).unwrap(),
        policy
    );
    assert_eq!(
        LevelPolicy::parse(&Json::from(&json!({})), &framework).unwrap(),
        LevelPolicy::default()
    );
    let wrong = json!({"share": "0.8", "lowerLevels": 1, "required": "x", "more": 1});
    let findings = LevelPolicy::parse(&Json::from(&wrong), &framework).unwrap_err();
    assert_eq!(findings.len(), 4);
}

/// A policy with one assessor is written as policies were before there could be two.
#[test]
fn two_assessors_are_asked_for_and_said() {
    let framework = framework();
    let read = |document: serde_json::Value| LevelPolicy::parse(&Json::from(&document), &framework);
    let two = read(json!({"assessors": 2})).unwrap();
    assert_eq!(two.assessors, Assessors::Two);
    assert_eq!(
        two.sentence(&framework),
        "A level is reached when at least 80 % of its statements are met and every lower level is \
         reached too; two assessors rate independently of each other and settle where they differ."
    );
    let written = serde_json::to_value(&two).unwrap();
    assert_eq!(written["assessors"], json!(2));
    assert_eq!(serde_json::from_value::<LevelPolicy>(written).unwrap(), two);
    let one = read(json!({"assessors": 1})).unwrap();
    assert_eq!(one, LevelPolicy::default());
    assert!(
        serde_json::to_value(&one)
            .unwrap()
            .get("assessors")
            .is_none()
    );
    for wrong in [
        json!(0),
        json!(3),
        json!(1.5),
        json!("2"),
        json!(null),
        json!(true),
    ] {
        let findings = read(json!({"assessors": wrong})).unwrap_err();
        assert_eq!(findings.len(), 1, "{wrong}");
        assert_eq!(findings[0].problem, "bad-assessors");
        assert!(serde_json::from_value::<LevelPolicy>(json!({"assessors": wrong})).is_err());
    }
}

/// A framework of up to four levels of up to twelve statements, ratings of some of them, and a
/// policy.
fn cases() -> impl Strategy<Value = (Framework, Vec<Rating>, LevelPolicy)> {
    let sizes = prop::collection::vec(1_usize..12, 1..5);
    let share = (1_u32..=100).prop_map(|percent| f64::from(percent) / 100.0);
    (sizes, share, any::<bool>()).prop_flat_map(|(sizes, share, lower)| {
        let framework = framework_of(&sizes);
        let all = rate(&framework, |_| false);
        let keys: Vec<StatementKey> = all.iter().map(|rating| rating.statement.clone()).collect();
        let marks = prop::collection::vec(
            prop::option::weighted(0.9, prop::bool::weighted(0.8)),
            all.len(),
        );
        let required = prop::sample::subsequence(keys, 0..=all.len().min(2));
        (marks, required).prop_map(move |(marks, required)| {
            let rated = all.iter().zip(marks).filter_map(|(rating, met)| {
                Some(Rating {
                    met: met?,
                    ..rating.clone()
                })
            });
            let policy = LevelPolicy {
                required,
                ..policy(share, lower, &[])
            };
            (framework.clone(), rated.collect(), policy)
        })
    })
}

fn rank(framework: &Framework, decision: &LevelDecision) -> usize {
    let place = |id: &String| framework.rank(id).unwrap() + 1;
    decision.achieved.as_ref().map_or(0, place)
}

proptest! {
    #[test]
    fn raising_a_rating_never_lowers_the_level((framework, ratings, policy) in cases(), place: prop::sample::Index) {
        prop_assume!(!ratings.is_empty());
        let before = decide(&framework, &ratings, &policy);
        let mut raised = ratings;
        let place = place.index(raised.len());
        raised[place].met = true;
        let after = decide(&framework, &raised, &policy);
        prop_assert!(rank(&framework, &after) >= rank(&framework, &before));
        for (after, before) in after.levels.iter().zip(&before.levels) {
            prop_assert!(after.reached >= before.reached);
        }
    }

    #[test]
    fn adding_a_rating_never_lowers_the_level((framework, mut ratings, policy) in cases()) {
        let after = decide(&framework, &ratings, &policy);
        ratings.pop();
        let before = decide(&framework, &ratings, &policy);
        prop_assert!(rank(&framework, &after) >= rank(&framework, &before));
    }

    #[test]
    fn order_and_evidence_decide_nothing((framework, ratings, policy) in cases(), turn: prop::sample::Index) {
        let decision = decide(&framework, &ratings, &policy);
        let mut other = ratings;
        let places = turn.index(other.len() + 1);
        other.rotate_left(places);
        other.reverse();
        for rating in &mut other {
            rating.evidence.push(Evidence {
                url: "https://a.example/".to_owned(), name: None, narrative: None,
            });
        }
        prop_assert_eq!(decide(&framework, &other, &policy), decision);
    }

    #[test]
    fn a_decision_says_what_it_decided((framework, ratings, policy) in cases()) {
        let decision = decide(&framework, &ratings, &policy);
        let text = serde_json::to_string(&decision).unwrap();
        prop_assert_eq!(serde_json::from_str::<LevelDecision>(&text).unwrap(), decision.clone());
        for (outcome, level) in decision.levels.iter().zip(&framework.levels) {
            prop_assert_eq!(outcome.met.len() + outcome.missing.len(), level.statements.len());
            prop_assert_eq!(outcome.reached, outcome.reasons.is_empty());
        }
        // Meeting what the decision says is missing for the next level reaches it.
        if let Some(next) = &decision.next {
            let mut order = next.missing.clone();
            order.sort_by_key(|mark| !next.required.contains(mark));
            let mut more = ratings;
            for mark in order.into_iter().take(next.further) {
                more.retain(|rating| rating.statement != mark.statement);
                more.push(Rating { statement: mark.statement, id: mark.id, met: true, evidence: Vec::new() });
            }
            let reached = decide(&framework, &more, &policy);
            prop_assert!(reached.levels[framework.rank(&next.level).unwrap()].reached);
        }
    }

    #[test]
    fn hundredths_are_counted_exactly(hundredths in 1_u32..=100, total in 1_usize..2_000) {
        let share: Share = Share::try_from(format!("{}.{:02}", hundredths / 100, hundredths % 100).parse::<f64>().unwrap()).unwrap();
        prop_assert_eq!(share.of(total), (hundredths as usize * total).div_ceil(100));
    }
}
