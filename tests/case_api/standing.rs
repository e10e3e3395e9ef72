//! What became of a version is known at once: one that was withdrawn is not published, one that was
//! superseded says so.

use crate::Test;
use crate::bench::{Bench, FRAMEWORK};
use crate::classes::valid;
use crate::frameworks::{DEEP, deep, later, numbered, published, put, sample};
use crate::records::{bad, get, good, records};
use crate::wait;
use proofmark::framework::{self, Framework};
use proofmark::records::framework_standing::{Standing, StandingRecord};
use proofmark::service::Actor;
use proofmark::service::frameworks::forms::FrameworkForm;
use proofmark::service::frameworks::standing::StandingRequest;
use serde_json::{Value, json};

pub const TESTS: &[(&str, Test)] = &[
    ("nothing of a withdrawn version is published", withdrawn),
    ("a superseded version says so and by what", superseded),
    ("a successor that was withdrawn is passed over", passed_over),
    (
        "of two versions of a document a superseded one gives way",
        gives_way,
    ),
    ("the catalog is made before anybody asks", warm),
];

fn stand(
    bench: &Bench,
    framework: &Framework,
    state: Standing,
    by: Option<&Framework>,
) -> StandingRecord {
    let request = StandingRequest {
        framework: framework.id(),
        state,
        successor: by.map(Framework::id),
        reason: None,
    };
    let done = { &bench.service }.set_framework_standing(&request, &Actor::CommandLine);
    done.unwrap()
}

fn withdrawn() {
    wait(async {
        let bench = published();
        let framework = sample();
        let identifier = framework.identifier();
        let package = good(&bench, "cfpackage", &format!("CFPackages/{identifier}")).await;
        assert_eq!(
            get(&bench, "CFDocuments").await.header("x-total-count"),
            "3"
        );
        stand(&bench, &framework, Standing::Withdrawn, None);
        bad(
            &bench,
            &format!("CFPackages/{identifier}"),
            404,
            "unknownobject",
        )
        .await;
        let document = json!({ "CFDocuments": [package["CFDocument"]] });
        let all = [records(&package), records(&document)].concat();
        assert!(all.len() > 30);
        for (collection, record) in all {
            let identifier = record["identifier"].as_str().unwrap();
            let path = format!("{collection}/{identifier}");
            bad(&bench, &path, 404, "unknownobject").await;
            if collection == "CFItems" {
                let path = format!("CFItemAssociations/{identifier}");
                bad(&bench, &path, 404, "unknownobject").await;
            }
        }
        assert_eq!(
            get(&bench, "CFDocuments").await.header("x-total-count"),
            "2"
        );
        // To import it once more does not bring it back.
        let again =
            { &bench.service }.import_framework(FRAMEWORK.as_bytes(), None, &Actor::CommandLine);
        assert!(!again.unwrap().new);
        assert_eq!(
            get(&bench, "CFDocuments").await.header("x-total-count"),
            "2"
        );
    });
}

fn replacing(package: &Value) -> Vec<&Value> {
    let associations = package["CFAssociations"].as_array().unwrap().iter();
    let replacing = |one: &&Value| one["associationType"] == "replacedBy";
    associations.filter(replacing).collect()
}

fn superseded() {
    wait(async {
        let bench = published();
        let (framework, newer) = (sample(), later(FRAMEWORK));
        put(&bench, &newer);
        let (identifier, by) = (framework.identifier(), newer.identifier());
        let path = format!("CFPackages/{identifier}");
        let before = get(&bench, &path).await;
        let standing = stand(&bench, &framework, Standing::Superseded, Some(&newer));
        let after = get(&bench, &path).await;
        assert_ne!(before.header("etag"), after.header("etag"));

        let document = good(&bench, "cfdocument", &format!("CFDocuments/{identifier}")).await;
        assert_eq!(document["adoptionStatus"], "Deprecated");
        assert_eq!(document["statusStartDate"], standing.at[..10]);
        assert_eq!(document["lastChangeDateTime"], standing.at.as_str());
        let package = after.json();
        valid("cfpackage", &package);
        assert_eq!(package["CFDocument"]["adoptionStatus"], "Deprecated");
        let [association] = replacing(&package)[..] else {
            panic!("not replaced by one");
        };
        assert_eq!(association["originNodeURI"]["identifier"], identifier);
        assert_eq!(association["destinationNodeURI"]["identifier"], by);
        let own = association["identifier"].as_str().unwrap();
        good(&bench, "cfassociation", &format!("CFAssociations/{own}")).await;
        let page = "/frameworks/49-3091.00/v.26.11?format=case";
        assert_eq!(bench.get(page).await.json(), package);

        // The successor says nothing of it, and what is exported is what it was.
        let path = format!("CFPackages/{by}");
        let successor = good(&bench, "cfpackage", &path).await;
        assert!(successor["CFDocument"].get("adoptionStatus").is_none());
        assert!(replacing(&successor).is_empty());
        let exported = { &bench.service }.in_form(&framework, FrameworkForm::Case);
        assert_eq!(exported.unwrap(), before.json());
        // Whoever imports what is published has the same framework.
        let imported = framework::import(&after.body).unwrap().framework;
        assert_eq!(imported.difference(&framework), []);
        assert_eq!(imported.identifier(), identifier);
    });
}

fn passed_over() {
    wait(async {
        let bench = published();
        let (first, second, third) = (sample(), numbered(1), numbered(2));
        put(&bench, &second);
        put(&bench, &third);
        let path = format!("CFPackages/{}", first.identifier());
        let by = async || {
            let package = good(&bench, "cfpackage", &path).await;
            let found = replacing(&package).into_iter();
            let ends = found.map(|one| one["destinationNodeURI"]["identifier"].clone());
            ends.collect::<Vec<Value>>()
        };
        assert_eq!(by().await, [Value::Null; 0]);
        stand(&bench, &first, Standing::Superseded, Some(&second));
        assert_eq!(by().await, [second.identifier()]);
        stand(&bench, &second, Standing::Withdrawn, Some(&third));
        assert_eq!(by().await, [third.identifier()]);
        stand(&bench, &third, Standing::Withdrawn, None);
        assert_eq!(by().await, [Value::Null; 0]);
    });
}

fn gives_way() {
    wait(async {
        let bench = Bench::new();
        let older = deep("1", "2025-03-04T05:06:07Z");
        let newer = deep("2", "2025-05-04T05:06:07Z");
        put(&bench, &older);
        put(&bench, &newer);
        let path = format!("CFPackages/{DEEP}");
        let shown = async || {
            let package = good(&bench, "cfpackage", &path).await;
            assert!(replacing(&package).is_empty());
            package["CFDocument"]["version"].clone()
        };
        assert_eq!(shown().await, "2");
        stand(&bench, &newer, Standing::Superseded, Some(&older));
        assert_eq!(shown().await, "1");
    });
}

fn warm() {
    wait(async {
        let bench = Bench::new();
        let count = async || {
            get(&bench, "CFDocuments")
                .await
                .header("x-total-count")
                .to_owned()
        };
        // There is nothing to make yet, and what comes later is found.
        bench.service.warm_catalog().unwrap();
        put(&bench, &numbered(1));
        bench.service.warm_catalog().unwrap();
        // What another process puts there now would be seen by nobody: the catalog is made.
        put(&bench, &numbered(2));
        assert_eq!(count().await, "1");
        stand(&bench, &numbered(1), Standing::Withdrawn, None);
        bench.service.warm_catalog().unwrap();
        put(&bench, &numbered(3));
        assert_eq!(count().await, "1");
    });
}
