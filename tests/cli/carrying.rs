//! Credentials taken as pictures and certificates, and a provider's own picture of a level.

use super::place::Place;

const VERSION: &str = "49-3091.00@v.26.11";

#[test]
fn what_is_taken_is_verified_by_the_same_program() {
    let place = Place::with_framework();
    let run = place.run(&[
        "issue",
        "assessment.json",
        "--proof",
        "eddsa-rdfc-2022,vc-jwt",
        "--json",
        "--out",
        "out",
    ]);
    let issued = run.exits(0).json();
    let id = issued["credentials"][0]["id"].as_str().unwrap();
    for kind in ["json", "jwt", "png", "svg", "pdf"] {
        let file = format!("badge.{kind}");
        let export = ["credential", "export", id, "--as", kind, "--out", &file];
        let told = place.run(&export).exits(0).out;
        assert!(told.contains(&format!("proofmark verify {file}")), "{told}");
        place.run(&["verify", &file]).exits(0);
        // The same again is the same file; another one is left alone.
        place.run(&export).exits(0);
        place.write(&file, b"something else");
        place.run(&export).exits(1);
        assert_eq!(place.read(&file), b"something else");
    }
    place
        .run(&["credential", "export", id, "--as", "jpg"])
        .exits(2);
    let piped = place
        .run(&["credential", "export", id, "--as", "png"])
        .exits(0);
    assert!(piped.bytes.starts_with(b"\x89PNG"));
    let unnamed = [
        "credential",
        "export",
        id,
        "--as",
        "pdf",
        "--unnamed",
        "--out",
        "unnamed.pdf",
    ];
    place.run(&unnamed).exits(0);
    place.run(&["verify", "unnamed.pdf"]).exits(0);
    place
        .run(&[
            "credential",
            "export",
            "urn:uuid:nobody",
            "--as",
            "pdf",
            "--out",
            "x",
        ])
        .exits(1);
}

#[test]
fn a_providers_own_picture_is_shown_until_it_is_taken_away() {
    let place = Place::with_framework();
    let picture = |more: &[&str]| {
        let all = ["framework", "picture", VERSION, "proficient"];
        place.run(&[&all[..], more].concat())
    };
    picture(&["--out", "ours.svg"]).exits(0);
    let ours = String::from_utf8(place.read("ours.svg")).unwrap();
    assert!(ours.contains("Level 3 of 4"), "{ours}");
    picture(&["--out", "ours.png"]).exits(0);
    // Ours could be theirs.
    let told = picture(&["--set", "ours.png", "--json"]).exits(0).json();
    assert_eq!(told["kind"], "png");
    picture(&["--out", "theirs.png"]).exits(0);
    assert_eq!(place.read("theirs.png"), place.read("ours.png"));
    let refused = picture(&["--out", "theirs.svg"]).exits(1).err;
    assert!(refused.contains(".png"), "{refused}");
    place.write(
        "active.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    );
    let refused = picture(&["--set", "active.svg"]).exits(1).err;
    assert!(refused.contains("script"), "{refused}");
    picture(&["--remove"]).exits(0);
    picture(&["--out", "theirs.svg"]).exits(0);
    assert_eq!(place.read("theirs.svg"), place.read("ours.svg"));
    picture(&[]).exits(2);
    place.run(&["fsck"]).exits(0);
}
