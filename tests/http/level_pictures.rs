//! Pictures of levels at their public addresses, a provider's own, and credentials taken as
//! pictures and certificates: what leaves is what was signed, and nothing of others runs here.

use crate::bench::{Bench, FRAMEWORK, Reply, fits};
use crate::pictures;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use proofmark::carrier::{self, Carrier};
use proofmark::records::api_key::Scope;
use proofmark::service::fsck::Fsck;
use serde_json::{Value, json};

const LEVEL: &str = "/achievements/49-3091.00/v.26.11/levels/proficient";
const OWN: &str = "/api/v1/frameworks/49-3091.00/v.26.11/levels/proficient/picture";
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 40\">\
                       <circle cx=\"30\" cy=\"20\" r=\"18\" fill=\"#14605a\"/></svg>";

async fn visit(bench: &Bench, path: &str) -> Reply {
    bench
        .send(Request::get(path).body(Body::empty()).unwrap())
        .await
}

async fn put(bench: &Bench, path: &str, body: impl Into<Body>) -> Reply {
    let request = bench.request(Method::PUT, path).body(body.into());
    bench.send(request.unwrap()).await
}

async fn remove(bench: &Bench) -> Reply {
    let request = bench.request(Method::DELETE, OWN).body(Body::empty());
    bench.send(request.unwrap()).await
}

fn bitmap() -> Vec<u8> {
    [
        pictures::SIGNATURE.to_vec(),
        pictures::header(300, 300),
        pictures::pixel(),
        pictures::end(),
    ]
    .concat()
}

async fn imported() -> Bench {
    let bench = Bench::new();
    let reply = bench.post("/api/v1/frameworks", FRAMEWORK).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    bench
}

/// A credential in this form, with a proof and as a token; its id.
async fn issued(bench: &Bench, form: &str) -> String {
    issued_from(bench, &bench.assessed().await, form).await
}

async fn issued_from(bench: &Bench, assessment: &str, form: &str) -> String {
    let request = json!({
        "assessment": assessment,
        "as": [form],
        "proofs": ["eddsa-rdfc-2022", "vc-jwt"],
    });
    let reply = bench.post("/api/v1/credentials", request.to_string()).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let issued = reply.json();
    issued["credentials"][0]["id"].as_str().unwrap().to_owned()
}

async fn taken(bench: &Bench, id: &str, kind: &str) -> Reply {
    let reply = bench
        .get(&format!("/api/v1/credentials/{id}/carriers/{kind}"))
        .await;
    assert_eq!(reply.status, StatusCode::OK, "{kind}: {:?}", reply.body);
    reply
}

async fn verdict(bench: &Bench, file: &[u8]) -> Value {
    let reply = bench.post("/api/v1/verify", file.to_vec()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()["verdict"].clone()
}

#[tokio::test]
async fn every_level_has_a_picture_that_anybody_may_keep() {
    let bench = imported().await;
    for (file, media_type, start) in [
        ("picture.svg", "image/svg+xml", b"<svg ".as_slice()),
        ("picture.png", "image/png", b"\x89PNG"),
        ("picture-wide.png", "image/png", b"\x89PNG"),
    ] {
        let path = format!("{LEVEL}/{file}");
        let reply = visit(&bench, &path).await;
        assert_eq!(reply.status, StatusCode::OK, "{file}");
        assert_eq!(reply.header("content-type"), media_type);
        assert_eq!(reply.header("cache-control"), "public, max-age=300");
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        assert!(reply.header("content-security-policy").contains("sandbox"));
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(reply.body.starts_with(start), "{file}");
        let tag = reply.header("etag").to_owned();
        let again = Request::get(&path).header(header::IF_NONE_MATCH, &tag);
        let again = bench.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert_eq!(visit(&bench, &path).await.header("etag"), tag);
    }
    let svg = visit(&bench, &format!("{LEVEL}/picture.svg")).await;
    for words in ["Proficient", "Level 3 of 4", "A School", "v.26.11"] {
        assert!(svg.text().contains(words), "{words}");
    }
    let same = visit(&bench, &format!("/issuers/default{LEVEL}/picture.svg")).await;
    assert_eq!(same.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(
        same.header("location"),
        "https://school.example/achievements/49-3091.00/v.26.11/levels/proficient/picture.svg"
            .trim_start_matches("https://school.example")
    );
    for nothing in [
        "/achievements/49-3091.00/v.26.11/levels/nobody/picture.png",
        "/achievements/49-3091.00/v.1/levels/proficient/picture.png",
        "/achievements/49-3091.00/v.26.11/levels/proficient/picture.gif",
        "/issuers/nobody/achievements/49-3091.00/v.26.11/levels/proficient/picture.png",
    ] {
        assert_eq!(
            visit(&bench, nothing).await.status,
            StatusCode::NOT_FOUND,
            "{nothing}"
        );
    }
}

#[tokio::test]
async fn a_drawing_of_others_is_a_file_and_never_a_document() {
    let bench = imported().await;
    let reply = put(&bench, OWN, DRAWING).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    fits(&reply.json(), "LevelPicture");
    assert_eq!(reply.json()["kind"], "svg");
    let svg = visit(&bench, &format!("{LEVEL}/picture.svg")).await;
    assert_eq!(svg.text(), DRAWING);
    assert!(svg.header("content-disposition").starts_with("attachment"));
    let policy = svg.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"));
    assert_eq!(svg.header("x-content-type-options"), "nosniff");
    let png = visit(&bench, &format!("{LEVEL}/picture.png")).await;
    assert_eq!(png.header("content-disposition"), "");
    assert!(png.body.starts_with(b"\x89PNG"));
    let wide = visit(&bench, &format!("{LEVEL}/picture-wide.png")).await;
    assert_ne!(wide.body, png.body);
    // The same again changes nothing; taken away, ours is back.
    let entries = |bench: &Bench| {
        let report = bench.service.check_everything(&Fsck::default()).unwrap();
        assert!(report.is_sound(), "{report:?}");
    };
    assert_eq!(put(&bench, OWN, DRAWING).await.json(), reply.json());
    entries(&bench);
    for _ in 0..2 {
        assert_eq!(remove(&bench).await.status, StatusCode::NO_CONTENT);
    }
    let ours = visit(&bench, &format!("{LEVEL}/picture.svg")).await;
    assert!(ours.text().contains("Level 3 of 4"));
    assert_eq!(ours.header("content-disposition"), "");
    assert_eq!(put(&bench, OWN, DRAWING).await.status, StatusCode::OK);
    entries(&bench);
}

#[tokio::test]
async fn a_bitmap_of_others_is_shown_as_it_is_and_there_is_no_drawing_of_it() {
    let bench = imported().await;
    let reply = put(&bench, OWN, bitmap()).await;
    assert_eq!(reply.json()["kind"], "png", "{}", reply.text());
    let png = visit(&bench, &format!("{LEVEL}/picture.png")).await;
    assert_eq!(png.body, bitmap());
    let svg = visit(&bench, &format!("{LEVEL}/picture.svg")).await;
    assert_eq!(svg.status, StatusCode::TEMPORARY_REDIRECT);
    assert!(
        svg.header("location")
            .ends_with("/levels/proficient/picture.png")
    );
}

#[tokio::test]
async fn a_picture_that_may_not_be_used_is_refused_with_every_fault() {
    let bench = imported().await;
    let active = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/><g onload=\"x\"/></svg>";
    let problem = put(&bench, OWN, active).await.problem(422, "invalid");
    let faults = problem["findings"].as_array().map_or(0, Vec::len);
    assert_eq!(faults, 2, "{problem}");
    put(&bench, OWN, "GIF89a").await.problem(422, "invalid");
    put(&bench, OWN, vec![0; (2 << 20) + 1])
        .await
        .problem(413, "too-large");
    let nobody = OWN.replace("proficient", "nobody");
    put(&bench, &nobody, DRAWING)
        .await
        .problem(404, "not-found");
    let assess = bench.key("default", Scope::Assess);
    let request = Request::put(OWN).header(header::AUTHORIZATION, format!("Bearer {assess}"));
    let reply = bench.send(request.body(Body::from(DRAWING)).unwrap()).await;
    reply.problem(403, "scope-missing");
    let ours = visit(&bench, &format!("{LEVEL}/picture.svg")).await;
    assert!(ours.text().contains("Level 3 of 4"));
}

#[tokio::test]
async fn a_badge_is_taken_as_five_things_and_all_of_them_verify() {
    let bench = Bench::new();
    let id = issued(&bench, "open-badge").await;
    let json = taken(&bench, &id, "json").await;
    let signed = bench
        .get(&format!("/api/v1/credentials/{id}?proof=eddsa-rdfc-2022"))
        .await;
    assert_eq!(json.body, signed.body);
    let credential = json.json();
    let picture = credential["image"]["id"].as_str().unwrap();
    let picture = picture.strip_prefix("https://school.example").unwrap();
    let picture = visit(&bench, picture).await;
    assert_eq!(picture.header("content-type"), "image/png");
    let same = &credential["credentialSubject"]["achievement"];
    assert!(same.get("image").is_none(), "it is the same at every level");
    for (kind, media_type) in [
        ("json", "application/vc"),
        ("jwt", "text/plain"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
        ("pdf", "application/pdf"),
    ] {
        let file = taken(&bench, &id, kind).await;
        assert_eq!(file.header("content-type"), media_type);
        let name = file.header("content-disposition");
        let named = format!("-proficient.{kind}\"");
        assert!(
            name.starts_with("attachment; filename=\"") && name.ends_with(&named),
            "{name}"
        );
        assert_eq!(file.header("cache-control"), "no-store");
        assert_eq!(verdict(&bench, &file.body).await, "valid", "{kind}");
        if let Some(carrier) = Carrier::of(&file.body) {
            let carried = carrier::find(&file.body).unwrap().unwrap();
            assert_eq!(carried.carrier, carrier);
            assert_eq!(carried.departures, []);
        }
    }
    let pdf = taken(&bench, &id, "pdf").await;
    let carried = carrier::find(&pdf.body).unwrap().unwrap();
    assert_eq!(carried.credential, signed.body, "byte for byte");
    // The token can be carried too, where it is asked for.
    for kind in ["png", "svg", "pdf"] {
        let path = format!("/api/v1/credentials/{id}/carriers/{kind}?proof=vc-jwt");
        let file = bench.get(&path).await;
        assert_eq!(verdict(&bench, &file.body).await, "valid", "{kind}");
        let carried = carrier::find(&file.body).unwrap().unwrap();
        assert!(carried.credential.starts_with(b"ey"));
    }
    let unknown = format!("/api/v1/credentials/{id}/carriers/gif");
    bench.get(&unknown).await.problem(404, "not-found");
    let other = format!("/api/v1/credentials/{id}/carriers/jwt?proof=eddsa-rdfc-2022");
    bench.get(&other).await.problem(404, "not-found");
}

#[tokio::test]
async fn a_badge_is_baked_into_the_picture_of_its_provider() {
    let bench = Bench::new();
    let id = issued(&bench, "open-badge").await;
    put(&bench, OWN, DRAWING).await;
    let svg = taken(&bench, &id, "svg").await;
    assert!(svg.text().contains("<circle cx=\"30\""));
    assert_eq!(verdict(&bench, &svg.body).await, "valid");
    let raster = taken(&bench, &id, "png").await;
    assert_eq!(verdict(&bench, &raster.body).await, "valid");
    put(&bench, OWN, bitmap()).await;
    let png = taken(&bench, &id, "png").await;
    let header = pictures::header(300, 300);
    assert!(png.body.windows(header.len()).any(|part| part == header));
    assert_eq!(verdict(&bench, &png.body).await, "valid");
    let drawn = taken(&bench, &id, "svg").await;
    assert!(
        drawn.text().contains("2026"),
        "ours, for a bitmap is no drawing"
    );
    assert_eq!(verdict(&bench, &drawn.body).await, "valid");
}

#[tokio::test]
async fn a_record_is_baked_as_one_and_a_resume_is_only_printed() {
    let bench = Bench::new();
    let assessment = bench.assessed().await;
    let clr = issued_from(&bench, &assessment, "clr").await;
    for kind in ["png", "svg", "pdf"] {
        let file = taken(&bench, &clr, kind).await;
        assert_eq!(verdict(&bench, &file.body).await, "valid", "{kind}");
    }
    let png = taken(&bench, &clr, "png").await;
    let family = carrier::find(&png.body).unwrap().unwrap().family;
    assert_eq!(family, Some(carrier::Family::Clr));
    let resume = issued_from(&bench, &assessment, "ler-rs").await;
    let pdf = taken(&bench, &resume, "pdf").await;
    assert_eq!(verdict(&bench, &pdf.body).await, "valid");
    let path = format!("/api/v1/credentials/{resume}/carriers/png");
    bench.get(&path).await.problem(422, "not-baked");
}

#[tokio::test]
async fn what_is_erased_is_not_taken() {
    let bench = Bench::new();
    let id = issued(&bench, "open-badge").await;
    let body = json!({ "email": "ada@example.org" }).to_string();
    let erased = bench.post("/api/v1/learners/erase", body).await;
    assert_eq!(erased.status, StatusCode::OK, "{}", erased.text());
    for kind in ["json", "png", "pdf"] {
        let path = format!("/api/v1/credentials/{id}/carriers/{kind}");
        assert_eq!(bench.get(&path).await.status, StatusCode::GONE, "{kind}");
    }
}
