//! Assessing in the console: from a new sheet to an assessment, the level as one rates, a sheet that
//! was changed meanwhile, and two assessors in two browsers.

use crate::bench::{Bench, FRAMEWORK, Reply};
use crate::browser::Browser;
use proofmark::framework::Framework;
use proofmark::records::api_key::Scope;
use proofmark::service::Actor;
use serde_json::{Value, json};

/// A bench with the sample framework under this policy.
fn bench(policy: &str) -> (Bench, Framework) {
    let bench = Bench::new();
    let policy = serde_json::from_str(policy).unwrap();
    let actor = Actor::CommandLine;
    let framework = bench
        .service
        .import_framework(FRAMEWORK.as_bytes(), Some(&policy), &actor)
        .unwrap()
        .framework;
    (bench, framework)
}

/// Somebody else with an admin key.
async fn colleague(bench: &Bench) -> Browser<'_> {
    let key = bench.key("default", Scope::Admin);
    let browser = Browser::new(bench);
    let reply = browser.post("/sign-in", &[("key", &key)]).await;
    assert_eq!(reply.status, 303);
    browser.get("/console").await;
    browser
}

/// Begins a sheet; its path.
async fn begin(browser: &Browser<'_>, framework: &Framework, rater: &str) -> String {
    let version = format!("{}@{}", framework.key, framework.version);
    let fields = [
        ("framework", version.as_str()),
        ("name", "Ada Example"),
        ("email", "ada@example.org"),
        ("did", ""),
        ("rater", rater),
    ];
    let reply = browser.post("/console/assess/new", &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.header("location").to_owned()
}

/// The fields of a form that rates every statement as `met` says.
fn rated(
    framework: &Framework,
    revision: u64,
    met: impl Fn(&str, u32) -> &'static str,
) -> Vec<(String, String)> {
    let mut fields = vec![("revision".to_owned(), revision.to_string())];
    for (level, statement) in framework.statements() {
        let key = level.key(statement);
        let value = met(&level.id, statement.position);
        fields.push((format!("m:{key}"), value.to_owned()));
        for kind in ["u", "n", "t", "r"] {
            fields.push((format!("{kind}:{key}"), String::new()));
        }
    }
    fields
}

fn below_advanced(level: &str, _: u32) -> &'static str {
    match level {
        "advanced" => "not",
        _ => "met",
    }
}

/// `fields` with another value for `name`.
fn with(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    let field = fields.iter_mut().find(|(known, _)| known == name);
    match field {
        Some((_, known)) => value.clone_into(known),
        None => fields.push((name.to_owned(), value.to_owned())),
    }
    fields
}

async fn post(browser: &Browser<'_>, path: &str, fields: &[(String, String)]) -> Reply {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    browser.post(path, &fields).await
}

/// Signs the sheet off with this revision.
async fn sign(browser: &Browser<'_>, path: &str, revision: &str) -> Reply {
    let path = format!("{path}/sign-off");
    browser.post(&path, &[("revision", revision)]).await
}

/// The id of the assessment that the page of a sheet leads to.
fn assessment(page: &Reply) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("/console/issue?assessment=").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn from_a_new_sheet_to_an_assessment() {
    let (bench, framework) = bench("{}");
    let browser = Browser::admin(&bench).await;
    let empty = browser.get("/console/assess").await;
    assert!(empty.text().contains("There is no rating sheet here."));
    let page = browser.get("/console/assess/new").await;
    assert!(page.text().contains("<label for=\"rater\">"));
    let wrong = [
        ("framework", "27-4011.00@v.1"),
        ("name", "Ada Example"),
        ("email", "ada at example"),
        ("rater", "R. Rita"),
    ];
    let reply = browser.post("/console/assess/new", &wrong).await;
    assert_eq!(reply.status, 404, "there is no such framework");
    let version = format!("{}@{}", framework.key, framework.version);
    let wrong = [
        ("framework", version.as_str()),
        wrong[1],
        wrong[2],
        wrong[3],
    ];
    let reply = browser.post("/console/assess/new", &wrong).await;
    assert_eq!(reply.status, 422);
    let text = reply.text();
    assert!(text.contains("value=\"ada at example\"") && text.contains("id=\"email-error\""));

    let path = begin(&browser, &framework, "R. Rita").await;
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.text().matches("type=\"radio\"").count(), 120);
    assert!(page.text().contains("No level is reached yet."));
    let bad = with(
        rated(&framework, 1, below_advanced),
        "u:emerging/2",
        "javascript:alert(1)",
    );
    let bad = with(bad, "then", "sign-off");
    let reply = post(&browser, &path, &bad).await;
    assert_eq!(reply.header("location"), format!("{path}/sign-off"));
    let page = browser.get(&format!("{path}/sign-off")).await;
    assert!(page.text().contains("The level reached is Proficient."));
    assert!(page.text().contains("Sign off as R. Rita"));
    let refused = sign(&browser, &path, "2").await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("href=\"#s1\"") && refused.text().contains("id=\"s1-error\""));
    let good = with(
        rated(&framework, 2, below_advanced),
        "u:emerging/2",
        "https://a.example/",
    );
    assert_eq!(post(&browser, &path, &good).await.status, 303);
    let done = sign(&browser, &path, "3").await;
    assert_eq!(
        (done.status.as_u16(), done.header("location")),
        (303, path.as_str())
    );
    let page = browser.get(&path).await;
    let id = assessment(&page);
    assert_eq!(sign(&browser, &path, "3").await.status, 303, "sent twice");
    assert_eq!(assessment(&browser.get(&path).await), id);
    let record = bench.service.assessment(&id, "default").unwrap();
    assert_eq!(record.assessment.assessor.name, "R. Rita");
    assert_eq!(record.assessment.ratings.len(), 40);
    let all = browser.get("/console/assess?of=all").await;
    assert!(all.text().contains("Recorded") && all.text().contains("Ada Example"));
    assert!(
        !browser
            .get("/console/assess")
            .await
            .text()
            .contains("Ada Example")
    );
}

#[tokio::test]
async fn the_level_follows_the_ratings_and_what_is_stale_is_kept_and_not_saved() {
    let (bench, framework) = bench("{}");
    let browser = Browser::admin(&bench).await;
    let path = begin(&browser, &framework, "R. Rita").await;
    let decision = format!("{path}/decision");
    let fields = rated(&framework, 1, below_advanced);
    let reply = post(&browser, &decision, &fields).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("x-revision"), "2");
    let text = reply.text();
    assert!(text.contains("The level reached is Proficient.") && !text.contains("<html"));
    assert!(text.contains("For Advanced, 8 more statements must be met."));
    assert!(text.contains("30 met") || text.contains("40 of 40 statements are rated."));
    // Another window still has the first revision.
    let stale = with(
        rated(&framework, 1, |_, _| "none"),
        "r:emerging/1",
        "kept <as typed>",
    );
    assert_eq!(post(&browser, &decision, &stale).await.status, 409);
    let kept = post(&browser, &path, &stale).await;
    assert_eq!(kept.status, 409);
    let text = kept.text();
    assert!(text.contains("kept &#60;as typed&#62;") || text.contains("kept &lt;as typed&gt;"));
    assert!(text.contains("name=\"revision\" value=\"2\"") && text.contains("On record:"));
    let page = browser.get(&path).await.text().to_owned();
    assert!(!page.contains("as typed") && page.contains("The level reached is Proficient."));
    // Sent again, knowingly, it is saved.
    let again = with(stale, "revision", "2");
    assert_eq!(post(&browser, &path, &again).await.status, 303);
    assert!(
        browser
            .get(&path)
            .await
            .text()
            .contains("No level is reached yet.")
    );
    let other = colleague(&bench).await;
    assert_eq!(
        post(&other, &path, &with(again, "revision", "3"))
            .await
            .status,
        422
    );
    assert!(!other.get(&path).await.text().contains("as typed"));
    // Only an admin or whoever began it may delete it, and only as it is now.
    let delete = format!("{path}/delete");
    assert_eq!(
        browser.post(&delete, &[("revision", "2")]).await.status,
        409
    );
    assert_eq!(
        browser.post(&delete, &[("revision", "3")]).await.status,
        303
    );
    assert_eq!(browser.get(&path).await.status, 404);
}

/// Not one byte of what the first said reaches the second before both have signed off.
#[tokio::test]
async fn two_assessors_in_two_browsers() {
    let (bench, framework) = bench(r#"{"assessors": 2}"#);
    let (rita, sam) = (Browser::admin(&bench).await, colleague(&bench).await);
    let path = begin(&rita, &framework, "R. Rita").await;
    let first = with(
        rated(&framework, 1, below_advanced),
        "r:emerging/1",
        "planted by rita",
    );
    let first = with(first, "u:emerging/2", "https://rita.example/planted");
    assert_eq!(post(&rita, &path, &first).await.status, 303);
    assert!(rita.get(&path).await.text().contains("planted by rita"));
    assert_eq!(sign(&rita, &path, "2").await.status, 303);
    let waiting = rita.get(&path).await.text().to_owned();
    assert!(!waiting.contains(&format!("action=\"{path}/take\"")));
    let take = format!("{path}/take");
    let mine = rita.post(&take, &[("rater", "Somebody Else")]).await;
    assert_eq!(mine.status, 422);
    let mut seen = vec![sam.get(&path).await, sam.get("/console/assess").await];
    assert!(seen[0].text().contains(&format!("action=\"{take}\"")));
    let myself = sam.post(&take, &[("rater", "ada@example.org")]).await;
    assert_eq!(myself.status, 422);
    seen.push(sam.post(&take, &[("rater", "S. Sam")]).await);
    assert_eq!(seen[2].status, 303);
    seen.push(sam.get(&path).await);
    assert!(seen[3].text().contains("You rate as the second assessor."));
    assert!(seen[3].text().contains("No level is reached yet."));
    let second = rated(&framework, 4, |level, position| match (level, position) {
        ("proficient", 1) => "not",
        ("proficient", 2) => "none",
        (level, position) => below_advanced(level, position),
    });
    let second = with(second, "r:emerging/1", "planted by sam");
    seen.push(post(&sam, &format!("{path}/decision"), &second).await);
    seen.push(post(&sam, &path, &with(second.clone(), "revision", "1")).await);
    assert_eq!(
        (seen[4].status.as_u16(), seen[5].status.as_u16()),
        (200, 409)
    );
    for place in ["", "/more", "/sign-off"] {
        seen.push(sam.get(&format!("{path}{place}")).await);
    }
    for reply in &seen {
        assert!(!reply.text().contains("planted by rita"));
        assert!(!reply.text().contains("rita.example"));
    }
    for place in ["", "/more"] {
        let page = rita.get(&format!("{path}{place}")).await;
        assert!(!page.text().contains("planted by sam"));
    }
    assert_eq!(sign(&sam, &path, "5").await.status, 303);
    for browser in [&rita, &sam] {
        let page = browser.get(&path).await.text().to_owned();
        assert!(
            page.contains("planted by rita") || page.contains("Cohen’s κ is"),
            "{page}"
        );
        assert!(page.contains("2 differences") && page.contains("38 statements were rated alike"));
        assert!(page.contains("Of 39 statements that both rated, 38 are rated alike: 97 %."));
        assert!(
            page.contains("Cohen’s κ is 0.93: almost perfect agreement."),
            "{page}"
        );
    }
    let settle = format!("{path}/settle");
    let some = [
        ("revision", "6"),
        ("c:proficient/1", "second"),
        ("then", "record"),
    ];
    let reply = sam.post(&settle, &some).await;
    assert_eq!(reply.status, 422);
    assert!(
        reply
            .text()
            .contains("it is not settled whether proficient/2 is met")
    );
    let all = [
        ("revision", "7"),
        ("c:proficient/1", "second"),
        ("c:proficient/2", "first"),
        ("then", "record"),
    ];
    let third = colleague(&bench).await;
    assert_eq!(third.post(&settle, &all).await.status, 422);
    assert_eq!(rita.post(&settle, &all).await.status, 303);
    assert_eq!(sam.post(&settle, &all).await.status, 303, "sent twice");
    let page = sam.get(&path).await;
    let record = bench
        .service
        .assessment(&assessment(&page), "default")
        .unwrap();
    let assessed = record.assessment;
    assert_eq!(assessed.assessor.name, "R. Rita");
    assert_eq!(assessed.second_assessor.unwrap().name, "S. Sam");
    assert_eq!(assessed.decision.achieved.as_deref(), Some("proficient"));
    assert!(page.text().contains("Cohen’s κ is 0.93"));
}

#[tokio::test]
async fn an_admin_hands_a_sheet_over() {
    let (bench, framework) = bench("{}");
    let (rita, sam) = (Browser::admin(&bench).await, colleague(&bench).await);
    let path = begin(&rita, &framework, "R. Rita").await;
    let over = format!("{path}/hand-over");
    let fields = |to| [("revision", "1"), ("to", to), ("rater", "S. Sam")];
    assert_eq!(sam.post(&over, &fields("nobody")).await.status, 400);
    assert_eq!(sam.post(&over, &fields("me")).await.status, 303);
    assert!(sam.get(&path).await.text().contains("type=\"radio\""));
    assert!(!rita.get(&path).await.text().contains("type=\"radio\""));
}

/// Five hundred statements go in three forms, and each keeps what the others said.
#[tokio::test]
async fn a_framework_of_five_hundred_statements_is_rated_in_parts() {
    let bench = Bench::new();
    let mut export: Value = serde_json::from_str(FRAMEWORK).unwrap();
    let statements: Vec<String> = (0..500)
        .map(|n| format!("Statement {n} — does it"))
        .collect();
    export["framework"]["levels"] =
        json!({ "only": { "label": "Only", "statements": statements } });
    let framework = bench
        .service
        .import_framework(export.to_string().as_bytes(), None, &Actor::CommandLine)
        .unwrap()
        .framework;
    let browser = Browser::admin(&bench).await;
    let path = begin(&browser, &framework, "R. Rita").await;
    let all = rated(&framework, 1, |_, _| "met");
    for part in 1..=3_usize {
        let page = browser.get(&format!("{path}?part={part}")).await;
        let radios = page.text().matches("type=\"radio\"").count();
        assert_eq!(radios, [600, 600, 300][part - 1]);
        let statements = (part - 1) * 200 + 1..=part * 200;
        let here = all.iter().filter(|(name, _)| {
            let place = name
                .split_once('/')
                .and_then(|(_, place)| place.parse().ok());
            place.is_none_or(|place: usize| statements.contains(&place))
        });
        let fields = with(here.cloned().collect(), "part", &part.to_string());
        let fields = with(fields, "revision", &part.to_string());
        let reply = post(&browser, &path, &with(fields, "then", "next")).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
    }
    let page = browser.get(&path).await.text().to_owned();
    assert!(page.contains("500 of 500 statements are rated."));
    assert!(page.contains("The level reached is Only."));
}

/// A table is looked at, refused whole with every row and column, and recorded once.
#[tokio::test]
async fn a_cohort_comes_from_a_table() {
    let (bench, framework) = bench(r#"{"lowerLevels": false, "share": 0.1}"#);
    let browser = Browser::admin(&bench).await;
    let page = browser.get("/console/assess/import").await;
    assert!(page.text().contains("evidence_narrative"));
    let version = format!("{}@{}", framework.key, framework.version);
    let fields = [("framework", version.as_str()), ("rater", "R. Rita")];
    let look = async |table: &str| {
        let files = [("table", "cohort.csv", table.as_bytes())];
        browser
            .upload("/console/assess/import", &fields, &files)
            .await
    };
    let wrong = "name,email,statement,met,evidence_url\n\
                 Ada,ada@example.org,emerging/1,yes,javascript:alert(1)\n\
                 Bob,bob at example,emerging/99,yes,\n";
    let reply = look(wrong).await;
    assert_eq!(reply.status, 422);
    let text = reply.text();
    assert!(text.contains("3 things are wrong with the table"), "{text}");
    for (row, column) in [("2", "evidence_url"), ("3", "email"), ("3", "statement")] {
        let cells = format!("<td class=\"number\">{row}</td><td><code>{column}</code></td>");
        assert!(text.contains(&cells), "{cells}");
    }
    let good = "name;email;statement;met;evidence_narrative;evidence_url\n\
                \"<b>Ada\"\"</b>\";ada@example.org;emerging/1;yes;\"two\nlines; of it\";https://a.example/\n\
                Bob;bob@example.org;emerging/1;no;;\n";
    let reply = look(good).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(reply.text().contains("2 assessments would be recorded"));
    assert!(!reply.text().contains("<b>Ada"));
    let learners = || {
        let caller = proofmark::service::Caller::new("default", Actor::CommandLine);
        let email = Some("ada@example.org".to_owned());
        let known_by = proofmark::service::learners::KnownBy { id: None, email };
        bench.service.find_learners(&caller, &known_by).unwrap()
    };
    assert!(learners().is_empty(), "looking records nothing");
    let fields = [
        ("framework", version.as_str()),
        ("rater", "R. Rita"),
        ("assessed_at", "2026-11-20T10:00:00Z"),
        ("table", good),
    ];
    let record = "/console/assess/import/record";
    let done = browser.upload(record, &fields, &[]).await;
    assert_eq!(done.status, 200);
    assert!(done.text().contains("2 assessments are on record"));
    let id = assessment(&done);
    let again = browser.upload(record, &fields, &[]).await;
    assert_eq!(assessment(&again), id);
    let record = bench.service.assessment(&id, "default").unwrap().assessment;
    assert_eq!(record.learner.name, "<b>Ada\"</b>");
    assert_eq!(
        record.ratings[0].evidence[0].narrative.as_deref(),
        Some("two\nlines; of it")
    );
    assert_eq!(learners().len(), 1);
}
