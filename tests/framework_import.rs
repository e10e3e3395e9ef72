//! Import of framework exports: the bundled sample, every rule broken once for exactly its
//! reason, hostile files, and the real export where the shared data is at hand.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::framework::{Framework, SAMPLE, ler_me};
use serde_json::{Value, json};
use std::path::PathBuf;

/// A rule, the export that breaks it, and what must be found: pointers and problems.
struct Broken {
    rule: &'static str,
    export: String,
    found: Vec<(&'static str, &'static str)>,
}

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = vec![
        test("the sample is imported", the_sample_is_imported),
        test("unknown members are kept", unknown_members_are_kept),
        test("what may be missing may be missing", what_may_be_missing),
        test(
            "titles are split at the first spaced dash",
            titles_are_split,
        ),
        test("minted ids hold for ever", minted_ids_hold_for_ever),
        test("forty faults give forty findings", forty_faults),
        test("a file over 50 MiB is refused unread", too_large),
        test("hostile files are refused", hostile_files),
    ];
    trials.extend(broken().into_iter().map(|case| {
        Trial::test(format!("rule: {}", case.rule), move || {
            same(case.export.as_bytes(), &case.found)
        })
    }));
    trials.push(real_export());
    libtest_mimic::run(&arguments, trials).exit();
}

fn test(name: &str, run: fn() -> Result<(), Failed>) -> Trial {
    Trial::test(name, run)
}

/// The sample with one change.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut export: Value = serde_json::from_slice(SAMPLE).unwrap();
    change(&mut export);
    export.to_string()
}

fn at<'v>(export: &'v mut Value, pointer: &str) -> &'v mut Value {
    export.pointer_mut(pointer).unwrap()
}

fn remove(export: &mut Value, pointer: &str, name: &str) {
    at(export, pointer)
        .as_object_mut()
        .unwrap()
        .remove(name)
        .unwrap();
}

fn found(export: &[u8]) -> Vec<(String, &'static str)> {
    let findings = ler_me::import(export).err().unwrap_or_default();
    findings
        .into_iter()
        .map(|f| (f.pointer, f.problem))
        .collect()
}

/// Fails unless exactly `expected` is found in `export`: pointers and problems.
fn same(export: &[u8], expected: &[(&str, &str)]) -> Result<(), Failed> {
    let found = found(export);
    let found: Vec<(&str, &str)> = found.iter().map(|(p, f)| (p.as_str(), *f)).collect();
    if found == expected {
        return Ok(());
    }
    Err(format!("found {found:?}, expected {expected:?}").into())
}

fn sample() -> Framework {
    ler_me::import(SAMPLE).unwrap()
}

fn the_sample_is_imported() -> Result<(), Failed> {
    let framework = sample();
    assert_eq!(framework.id().to_string(), "49-3091.00@v.26.11");
    let levels: Vec<&str> = framework.levels.iter().map(|l| l.id.as_str()).collect();
    assert_eq!(levels, ["emerging", "developing", "proficient", "advanced"]);
    assert!(
        framework
            .levels
            .iter()
            .all(|level| level.statements.len() == 10)
    );
    assert_eq!(framework.credit(), "Proofmark sample, CC0 1.0");
    let (key, statement) = framework.resolve("proficient/2").unwrap();
    assert_eq!(statement.title, "Wheel building");
    assert!(statement.practice().unwrap().starts_with("choose spokes"));
    let by_id = framework
        .resolve(&format!("urn:uuid:{}", statement.id))
        .unwrap();
    assert_eq!(by_id.0, key);
    assert_eq!(
        framework.resolve(&statement.id.to_uppercase()).unwrap().0,
        key
    );
    for nothing in [
        "proficient/0",
        "proficient/11",
        "proficient/02",
        "proficient",
        "expert/1",
        "",
    ] {
        assert!(framework.resolve(nothing).is_none(), "{nothing}");
    }
    Ok(())
}

fn unknown_members_are_kept() -> Result<(), Failed> {
    let export = changed(|export| {
        export["licence"] = json!({"a": [1, 2.5, null]});
        export["occupation"]["alias"] = json!("x");
        export["framework"]["language"] = json!("en");
        export["framework"]["levels"]["advanced"]["colour"] = json!("blue");
        export["sources"]["esco"] = json!(1);
    });
    let framework = ler_me::import(export.as_bytes()).unwrap();
    assert_eq!(framework.extra["licence"], json!({"a": [1, 2.5, null]}));
    assert_eq!(framework.occupation.extra["alias"], "x");
    assert_eq!(framework.framework_extra["language"], "en");
    assert_eq!(framework.level("advanced").unwrap().extra["colour"], "blue");
    assert_eq!(framework.sources.extra["esco"], 1);
    let again: Value = serde_json::from_str(&export).unwrap();
    assert_eq!(framework.to_export()["licence"], again["licence"]);
    Ok(())
}

fn what_may_be_missing() -> Result<(), Failed> {
    let export = changed(|export| {
        remove(export, "", "sources");
        remove(export, "", "attribution");
        remove(export, "", "exportedAt");
        remove(export, "/framework", "description");
        export["framework"]["contextCovered"] = json!("");
        export["occupation"]["jobZone"] = Value::Null;
        remove(export, "/occupation", "sector");
    });
    let framework = ler_me::import(export.as_bytes()).unwrap();
    assert_eq!(framework.credit(), "");
    assert_eq!(framework.occupation.job_zone, None);
    assert_eq!(framework.context_covered, "");
    Ok(())
}

fn titles_are_split() -> Result<(), Failed> {
    let cases = [
        (
            "Title — does this – and that",
            "Title",
            Some("does this – and that"),
        ),
        (
            "Title – does this — and that",
            "Title",
            Some("does this — and that"),
        ),
        ("Title -- does this", "Title", Some("does this")),
        (
            "Cross-platform work—unspaced",
            "Cross-platform work—unspaced",
            None,
        ),
        ("No dash - only a hyphen", "No dash - only a hyphen", None),
        (
            "  White \n space\u{a0}— folded  ",
            "White space",
            Some("folded"),
        ),
        ("Ends with a dash —", "Ends with a dash —", None),
    ];
    let texts: Vec<&str> = cases.iter().map(|(text, ..)| *text).collect();
    let export = changed(|export| {
        *at(export, "/framework/levels/emerging/statements") = json!(texts);
    });
    let framework = ler_me::import(export.as_bytes()).unwrap();
    for ((_, title, practice), statement) in cases.iter().zip(&framework.levels[0].statements) {
        assert_eq!(statement.title, *title);
        assert_eq!(statement.practice(), *practice);
    }
    Ok(())
}

fn minted_ids_hold_for_ever() -> Result<(), Failed> {
    let framework = sample();
    let (_, first) = framework.resolve("emerging/1").unwrap();
    assert_eq!(first.id, "98daaf58-686d-5d4d-8210-1f37d5ae3fc8");
    let export = changed(|export| {
        *at(export, "/framework/levels/emerging/statements/0") = json!("Other words");
    });
    let other = ler_me::import(export.as_bytes()).unwrap();
    assert_eq!(other.levels[0].statements[0].id, first.id);
    assert_ne!(other.levels[0].statements[0].digest, first.digest);
    assert_eq!(
        other.levels[0].statements[1],
        framework.levels[0].statements[1]
    );
    Ok(())
}

/// Each rule, broken once.
fn broken() -> Vec<Broken> {
    let case = |rule, found: &[(&'static str, &'static str)], change: &dyn Fn(&mut Value)| Broken {
        rule,
        export: changed(change),
        found: found.to_vec(),
    };
    let set = |pointer: &'static str, value: Value| {
        move |export: &mut Value| *at(export, pointer) = value.clone()
    };
    const FIRST: &str = "/framework/levels/emerging/statements/0";
    const LEVELS: &str = "/framework/levels";
    const LIST: &str = "/framework/levels/advanced/statements";
    vec![
        case("an object", &[("", "wrong-type")], &|e| *e = json!([])),
        case("a schema version", &[("", "missing-member")], &|e| {
            remove(e, "", "schemaVersion")
        }),
        case(
            "schema version 1.0",
            &[("/schemaVersion", "unsupported-schema-version")],
            &set("/schemaVersion", json!("1.1")),
        ),
        case(
            "schema version is text",
            &[("/schemaVersion", "wrong-type")],
            &set("/schemaVersion", json!(1.0)),
        ),
        case("an occupation", &[("", "missing-member")], &|e| {
            remove(e, "", "occupation")
        }),
        case("a SOC", &[("/occupation", "missing-member")], &|e| {
            remove(e, "/occupation", "soc")
        }),
        case(
            "the SOC's shape",
            &[("/occupation/soc", "bad-soc")],
            &set("/occupation/soc", json!("49-309.00")),
        ),
        case(
            "the SOC with its suffix",
            &[("/occupation/soc", "bad-soc")],
            &set("/occupation/soc", json!("49-3091")),
        ),
        case(
            "the SOC's digits",
            &[("/occupation/soc", "bad-soc")],
            &set("/occupation/soc", json!("49-3091.0x")),
        ),
        case("a title", &[("/occupation", "missing-member")], &|e| {
            remove(e, "/occupation", "title")
        }),
        case(
            "a title that is not empty",
            &[("/occupation/title", "empty-string")],
            &set("/occupation/title", json!(" ")),
        ),
        case(
            "a group is text",
            &[("/occupation/group", "wrong-type")],
            &set("/occupation/group", json!(1)),
        ),
        case(
            "a job zone is a number",
            &[("/occupation/jobZone", "wrong-type")],
            &set("/occupation/jobZone", json!("3")),
        ),
        case(
            "a job zone is 1 to 5",
            &[("/occupation/jobZone", "bad-job-zone")],
            &set("/occupation/jobZone", json!(6)),
        ),
        case(
            "a job zone is whole",
            &[("/occupation/jobZone", "bad-job-zone")],
            &set("/occupation/jobZone", json!(2.5)),
        ),
        case(
            "inferred is true or false",
            &[("/occupation/jobZoneInferred", "wrong-type")],
            &set("/occupation/jobZoneInferred", json!("no")),
        ),
        case("a framework", &[("", "missing-member")], &|e| {
            remove(e, "", "framework")
        }),
        case("a version", &[("/framework", "missing-member")], &|e| {
            remove(e, "/framework", "version")
        }),
        case(
            "a version for addresses",
            &[("/framework/version", "unusable-name")],
            &set("/framework/version", json!("26/05")),
        ),
        case(
            "a version that is not a dot segment",
            &[("/framework/version", "unusable-name")],
            &set("/framework/version", json!("..")),
        ),
        case(
            "a description is text",
            &[("/framework/description", "wrong-type")],
            &set("/framework/description", json!({})),
        ),
        case("levels", &[("/framework", "missing-member")], &|e| {
            remove(e, "/framework", "levels")
        }),
        case(
            "one level",
            &[(LEVELS, "no-levels")],
            &set(LEVELS, json!({})),
        ),
        case(
            "levels in an object",
            &[(LEVELS, "wrong-type")],
            &set(LEVELS, json!([])),
        ),
        case("20 levels at most", &[(LEVELS, "too-many-levels")], &|e| {
            let level = json!({"label": "L", "statements": ["x"]});
            let levels = (0..21).map(|n| (format!("l{n}"), level.clone()));
            *at(e, LEVELS) = Value::Object(levels.collect());
        }),
        case(
            "a level is an object",
            &[("/framework/levels/advanced", "wrong-type")],
            &set("/framework/levels/advanced", json!(1)),
        ),
        case(
            "a level's name for addresses",
            &[("/framework/levels/very good", "unusable-name")],
            &|e| {
                e["framework"]["levels"]["very good"] = json!({"label": "L", "statements": ["x"]});
            },
        ),
        case(
            "a level's name that is not empty",
            &[("/framework/levels/", "unusable-name")],
            &|e| {
                e["framework"]["levels"][""] = json!({"label": "L", "statements": ["x"]});
            },
        ),
        case(
            "a label",
            &[("/framework/levels/advanced", "missing-member")],
            &|e| remove(e, "/framework/levels/advanced", "label"),
        ),
        case(
            "statements",
            &[("/framework/levels/advanced", "missing-member")],
            &|e| remove(e, "/framework/levels/advanced", "statements"),
        ),
        case(
            "statements in an array",
            &[(LIST, "wrong-type")],
            &set(LIST, json!("x")),
        ),
        case(
            "one statement",
            &[(LIST, "empty-level")],
            &set(LIST, json!([])),
        ),
        case(
            "1,000 statements at most",
            &[(LIST, "too-many-statements")],
            &|e| *at(e, LIST) = (0..1_001).map(|n| json!(n.to_string())).collect(),
        ),
        case(
            "a statement is text",
            &[(FIRST, "wrong-type")],
            &set(FIRST, json!(7)),
        ),
        case(
            "a statement is not empty",
            &[(FIRST, "empty-string")],
            &set(FIRST, json!("")),
        ),
        case(
            "a statement is not white space",
            &[(FIRST, "empty-string")],
            &set(FIRST, json!(" \t\n")),
        ),
        case(
            "a statement's length",
            &[(FIRST, "text-too-long")],
            &set(FIRST, json!("x".repeat(10_001))),
        ),
        case(
            "no control characters",
            &[(FIRST, "control-character")],
            &set(FIRST, json!("a\u{0}b")),
        ),
        case(
            "statements that differ",
            &[(
                "/framework/levels/emerging/statements/10",
                "duplicate-statement",
            )],
            &|e| {
                let first = at(e, FIRST).as_str().unwrap().replace(' ', "  ");
                at(e, "/framework/levels/emerging/statements")
                    .as_array_mut()
                    .unwrap()
                    .push(json!(first));
            },
        ),
        case(
            "sources in an object",
            &[("/sources", "wrong-type")],
            &set("/sources", json!("x")),
        ),
        case(
            "a source is text",
            &[("/sources/onet", "wrong-type")],
            &|e| e["sources"]["onet"] = json!(30),
        ),
        case(
            "attribution is text",
            &[("/attribution", "wrong-type")],
            &set("/attribution", json!(1)),
        ),
        case(
            "numbers that a double holds",
            &[("/big", "number-range")],
            &|e| e["big"] = json!(1u64 << 60),
        ),
        Broken {
            rule: "names stand once",
            export: changed(|_| ()).replacen("{", r#"{"attribution":"first","#, 1),
            found: vec![("/attribution", "duplicate-name")],
        },
        Broken {
            rule: "a level stands once",
            export: changed(|_| ()).replacen(
                r#""levels":{"#,
                r#""levels":{"advanced":{"label":"A","statements":["x"]},"#,
                1,
            ),
            found: vec![("/framework/levels/advanced", "duplicate-name")],
        },
    ]
}

/// An export with forty faults of all kinds, duplicate names among them.
fn forty_faults() -> Result<(), Failed> {
    let mut wrong = vec![
        json!(1),
        json!(null),
        json!(""),
        json!(" "),
        json!([]),
        json!({}),
        json!(true),
    ];
    wrong.extend(vec![json!("Same — words"); 5]); // the first is sound: 7 + 4
    let mut more = vec![json!(""); 12];
    more.push(json!("sound"));
    let export = json!({
        "schemaVersion": "2.0", // 1
        "exportedAt": 5, // 1
        "occupation": { // 5
            "soc": "27-4014", "group": 1, "sector": 51, "jobZone": "3", "jobZoneInferred": "no",
        },
        "framework": { // 3
            "version": "26 05", "description": 1, "contextCovered": [],
            "levels": {
                "emerging": { "label": "Emerging", "statements": wrong }, // 11
                "developing": { "label": "", "statements": [] }, // 2
                "very good": { "label": 1, "statements": more }, // 14
            },
        },
        "sources": { "onet": 30 }, // 1
        "attribution": {}, // 1
    });
    // The missing title of the occupation is one, and no duplicate name yet: forty in all.
    let findings = found(export.to_string().as_bytes());
    assert_eq!(findings.len(), 40, "{findings:#?}");
    let with_duplicates =
        export
            .to_string()
            .replacen("{", r#"{"attribution":null,"big":1e300,"#, 1);
    let findings = found(with_duplicates.as_bytes());
    // The second `attribution` is not read, so its fault gives way to the duplicate name.
    assert!(findings.contains(&("/attribution".to_owned(), "duplicate-name")));
    assert!(findings.contains(&("/big".to_owned(), "number-range")));
    assert_eq!(findings.len(), 41, "{findings:#?}");
    Ok(())
}

fn too_large() -> Result<(), Failed> {
    let mut export = SAMPLE.to_vec();
    export.resize(ler_me::MAX_BYTES, b' ');
    same(&export, &[])?;
    export.push(b'{');
    same(&export, &[("", "too-large")])
}

fn hostile_files() -> Result<(), Failed> {
    let deep = format!("{}{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    same(deep.as_bytes(), &[("", "not-json")])?;
    same(b"", &[("", "not-json")])?;
    same(b"\xff\xfe{", &[("", "not-json")])?;
    same(br#"{"schemaVersion":1e999}"#, &[("", "not-json")])?;
    let many = changed(|export| {
        let statements = (0..10_000).map(|_| json!(""));
        *at(export, "/framework/levels/emerging/statements") = statements.collect();
    });
    let place = "/framework/levels/emerging/statements";
    same(many.as_bytes(), &[(place, "too-many-statements")])?;
    // At the limits, an import still succeeds.
    let most = changed(|export| {
        let level = |l: usize| {
            let statements: Vec<_> = (0..1_000)
                .map(|n| format!("Level {l} — statement {n}"))
                .collect();
            (
                format!("l{l}"),
                json!({"label": l.to_string(), "statements": statements}),
            )
        };
        *at(export, "/framework/levels") = Value::Object((0..20).map(level).collect());
    });
    let framework = ler_me::import(most.as_bytes()).map_err(|f| format!("{f:?}"))?;
    assert_eq!(framework.statements().count(), 20_000);
    Ok(())
}

fn real_export() -> Trial {
    let name = "the real export 27-4014.00";
    let shared = std::env::var_os("PROOFMARK_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let file = shared.join("data/frameworks/27-4014.00.json");
    if !file.exists() {
        return Trial::ignorable_test(name, || {
            Ok(libtest_mimic::Completion::ignored_with(
                "the shared data is not there; PROOFMARK_SHARED names its folder",
            ))
        });
    }
    Trial::test(name, move || {
        let bytes = std::fs::read(&file)?;
        let framework = ler_me::import(&bytes).map_err(|findings| format!("{findings:?}"))?;
        assert_eq!(framework.id().to_string(), "27-4014.00@v.26.05");
        let levels: Vec<_> = framework
            .levels
            .iter()
            .map(|l| (l.id.as_str(), l.statements.len()))
            .collect();
        assert_eq!(
            levels,
            [
                ("emerging", 10),
                ("developing", 10),
                ("proficient", 10),
                ("advanced", 10)
            ]
        );
        assert!(
            framework
                .statements()
                .all(|(_, s)| s.practice().is_some() && s.title.len() < 60)
        );
        assert_eq!(
            framework.levels[2].statements[0].title,
            "Full-session engineering"
        );
        assert_eq!(framework.attribution.as_deref(), Some("© EBSCOed"));
        assert_eq!(
            framework.credit(),
            "© EBSCOed; O*NET v30.2 (CC BY 4.0); https://skillscrosswalk.com; generated by LER.me"
        );
        assert_eq!(framework.occupation.job_zone, Some(3));
        // Nothing is lost: what goes out again is what came in.
        let export: Value = serde_json::from_slice(&bytes)?;
        assert_eq!(framework.to_export(), export);
        Ok(())
    })
}
