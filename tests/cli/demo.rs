//! `demo`: what a newcomer runs first.

use super::place::Place;
use std::fs;

const FILES: [&str; 18] = [
    "clr.eddsa-jcs-2022.json",
    "clr.eddsa-rdfc-2022+eddsa-jcs-2022.json",
    "clr.eddsa-rdfc-2022.json",
    "clr.vc-jwt.jwt",
    "hr-open-ler-rs.eddsa-jcs-2022.json",
    "hr-open-ler-rs.vc-jwt.jwt",
    "ler-rs.eddsa-jcs-2022.json",
    "ler-rs.eddsa-rdfc-2022+eddsa-jcs-2022.json",
    "ler-rs.eddsa-rdfc-2022.json",
    "ler-rs.vc-jwt.jwt",
    "open-badge.eddsa-jcs-2022.json",
    "open-badge.eddsa-rdfc-2022+eddsa-jcs-2022.json",
    "open-badge.eddsa-rdfc-2022.json",
    "open-badge.vc-jwt.jwt",
    "report.txt",
    "sample-assessment.json",
    "sample-framework.json",
    "tampered.open-badge.eddsa-rdfc-2022.json",
];

fn names(place: &Place, folder: &str) -> Vec<String> {
    let names = fs::read_dir(place.path(folder)).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn it_needs_nothing_leaves_its_files_and_nothing_else() {
    let temporary = Place::new();
    let place = Place::new().with("TMPDIR", &temporary.path(".").to_string_lossy());
    let told = place.run(&["demo"]).exits(0).out;
    assert_eq!(place.names(), ["demo-out"]);
    assert_eq!(names(&place, "demo-out"), FILES);
    assert!(temporary.is_empty(), "{:?}", temporary.names());
    assert!(!told.contains('\x1b'), "no colours where nobody sees them");
    assert_eq!(place.read("demo-out/report.txt"), told.as_bytes());
    for part in [
        "Bicycle Repairers",
        "The level reached is Proficient.",
        "For Advanced, 5 more of these",
        "eddsa-rdfc-2022+eddsa-jcs-2022",
        "from Proficient to",
        "not valid",
        "verify demo-out/open-badge.eddsa-rdfc-2022.json",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(told.matches("✓ valid:").count(), 14, "{told}");
    assert!(told.contains("14 of 14 files"), "{told}");
}

#[test]
fn what_it_leaves_is_verified_by_anyone_and_the_tampered_copy_refused() {
    let place = Place::new();
    place.run(&["demo", "--out", "out"]).exits(0);
    for name in FILES {
        let path = format!("out/{name}");
        match name {
            name if name.ends_with(".jwt")
                || name.contains(".eddsa-") && !name.starts_with("tampered") =>
            {
                place.run(&["verify", &path]).exits(0)
            }
            name if name.starts_with("tampered") => place.run(&["verify", &path]).exits(1),
            _ => continue,
        };
    }
    assert_eq!(place.names(), ["out"]);
}

#[test]
fn it_may_run_again_and_spares_the_files_of_others() {
    let place = Place::new();
    let first = place.run(&["demo", "--json"]).exits(0).json();
    let verdict = |place: usize| &first["verifications"][place]["report"]["verdict"];
    assert_eq!(verdict(0), "valid");
    assert_eq!(verdict(13), "valid");
    assert_eq!(verdict(14), "not-valid");
    place.write("demo-out/mine.json", b"mine");
    place.run(&["demo"]).exits(0);
    assert_eq!(place.read("demo-out/mine.json"), b"mine");
}

#[test]
fn the_next_steps_it_tells_can_be_taken() {
    let place = Place::with_sample();
    place.run(&["demo"]).exits(0);
    let framework = "demo-out/sample-framework.json";
    place.run(&["framework", "import", framework]).exits(0);
    let assessment = "demo-out/sample-assessment.json";
    place
        .run(&["issue", assessment, "--out", "badge.json"])
        .exits(0);
    place.run(&["verify", "badge.json"]).exits(0);
}
