//! The client of public services, before a stub that answers as they do: late, wrong, elsewhere, or well.

use crate::stub::{answers, said};
use domain::{Date, Mark, Position, Status, Value};
use reference::DownloadOptions;
use reference::connect::{Client, Service, communes, companies, parcels, zones};
use reference::standard::risks_at;
use std::path::Path;
use std::time::Duration;

/// Recorded shape of geo.api.gouv.fr/communes/78586.
const COMMUNE: &str = r#"{"nom":"Sartrouville","codesPostaux":["78500"],"code":"78586"}"#;
/// Recorded shape of recherche-entreprises.api.gouv.fr/search, cut to what is read and one officer, who must not be.
const COMPANY: &str = r#"{"results":[{"siren":"418166096","nom_complet":"OCTO-TECHNOLOGY","activite_principale":"62.02A",
    "tranche_effectif_salarie":"41","siege":{"siret":"41816609600069","commune":"75102","latitude":"48.868662","longitude":"2.333382"},
    "dirigeants":[{"denomination":"KPMG","type_dirigeant":"personne morale"}],
    "matching_etablissements":[{"siret":"41816609600069","commune":"75102","latitude":"48.868662","longitude":"2.333382"}]}],"total_results":1}"#;

fn client(cache: &Path, base: &str) -> Client {
    let patience = DownloadOptions { timeout: Duration::from_secs(5), tries: 3, pause: Duration::from_millis(1), most: 10_000 };
    Client::of_mirror(cache, patience, base)
}

const TODAY: Date = Date::constant(2026, 11, 23);

#[test]
fn an_answer_says_where_and_when_it_was_read_and_is_not_asked_twice() {
    let (base, asked) = answers(|_, _| said(200, "", COMMUNE));
    let folder = tempfile::tempdir().expect("a folder");
    let client = client(folder.path(), &base);
    let get = |day: Date| client.get(Service::Geo, "/communes/78586", &[("fields", "nom,code,codesPostaux")], day, 30).expect("an answer");
    let answer = get(TODAY);
    assert_eq!(communes(&answer.json)[0].name, "Sartrouville");
    assert_eq!((answer.source.date, answer.stale), (Some(TODAY), false));
    assert!(answer.source.url.as_deref().is_some_and(|u| u.contains("/communes/78586?fields=")));
    get(TODAY);
    assert_eq!(asked.lock().expect("log").len(), 1, "kept");
    get(Date::constant(2027, 3, 1));
    assert_eq!(asked.lock().expect("log").len(), 2, "too old");
}

#[test]
fn a_service_that_stumbles_is_asked_again_and_one_that_fell_gives_its_last_answer_as_such() {
    let (base, asked) = answers(|_, n| {
        if n < 3 {
            said(503, "", "busy")
        } else if n == 3 {
            said(200, "", COMPANY)
        } else {
            said(500, "", "")
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let client = client(folder.path(), &base);
    let get = |day: Date| client.get(Service::Companies, "/search", &[("q", "41816609600069")], day, 7);
    let answer = get(TODAY).expect("the third time");
    let company = &companies(&answer.json)[0];
    assert_eq!((company.siren.as_str(), company.siret.as_str(), company.commune.as_str()), ("418166096", "41816609600069", "75102"));
    assert!(company.position.is_some_and(|p| p.lat == 48.868662));
    let later = get(Date::constant(2026, 12, 24)).expect("the last answer");
    assert!(later.stale && later.source.date == Some(TODAY));
    assert_eq!(asked.lock().expect("log").len(), 6);
}

#[test]
fn redirections_errors_heavy_answers_and_odd_paths_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases = [
        (said(302, "Location: http://169.254.169.254/latest\r\n", ""), "redirection refusée"),
        (said(404, "", "{}"), "HTTP 404"),
        (said(200, "", "<html>"), "JSON"),
        (said(200, "", &format!("\"{}\"", "x".repeat(20_000))), "Géorisques"),
    ];
    for (answer, word) in cases {
        let (base, asked) = answers(move |_, _| answer.clone());
        let why = client(folder.path(), &base).get(Service::Georisques, "/installations_classees", &[], TODAY, 1).expect_err("refused");
        assert!(why.fr.contains(word) && why.fr.contains("Géorisques"), "{}", why.fr);
        assert!(!asked.lock().expect("log").is_empty());
    }
    for path in ["//evil.example/x", "/../x", "/a?b=c", "/a@evil", "evil", "/a\r\nX: y"] {
        assert!(
            client(folder.path(), "http://127.0.0.1:1")
                .get(Service::Carto, path, &[], TODAY, 1)
                .is_err_and(|t| t.fr.contains("chemin refusé"))
        );
    }
}

#[test]
fn a_zone_without_a_date_is_no_evidence() {
    let json = serde_json::json!({ "features": [
        { "properties": { "typezone": "U", "libelle": "UX", "idurba": "71076_PLU", "datvalid": "20190628" } },
        { "properties": { "typezone": "N", "libelle": "N", "idurba": "71076_PLU" } },
    ] });
    let found = zones(&json);
    assert_eq!(found.iter().map(|z| (z.kind.as_str(), z.valid.as_str())).collect::<Vec<_>>(), [("U", "20190628")]);
}

#[test]
fn the_zone_of_a_site_is_told_with_its_document_and_two_zones_tell_nothing() {
    let site = reference::Reference::assemble(reference::Tables::default()).sites().first().expect("a named site").clone();
    let answer = |zones: &[(&str, &str)]| {
        let of = |(kind, valid): &(&str, &str)| serde_json::json!({ "properties": { "typezone": kind, "libelle": "UX", "idurba": "71076_PLU", "datvalid": valid } });
        let json = serde_json::json!({ "features": zones.iter().map(of).collect::<Vec<_>>() });
        let source = domain::Source { date: Some(TODAY), ..domain::Source::new("Géoportail de l’urbanisme", domain::Mark::Partial) };
        reference::connect::Answered { json, source, stale: false }
    };
    let zoned = reference::standard::zoned(&site, &answer(&[("U", "20190628")])).expect("one zone");
    let datum = &zoned.attributes["urba_zone_type"];
    assert_eq!((&datum.value, zoned.attributes.len(), &zoned.id), (&domain::Value::Text("U".into()), 1, &site.id));
    let source = datum.source.as_ref().expect("a source");
    assert!(source.title.contains("71076_PLU") && source.title.contains("20190628") && source.date == Some(TODAY), "{source:?}");
    assert!(reference::standard::zoned(&site, &answer(&[("U", "20190628"), ("N", "20190628")])).is_none());
    assert!(reference::standard::zoned(&site, &answer(&[("U", "")])).is_none(), "no date, no evidence");
}

/// What Géorisques answers, in the shape that decision 39 tells; the figures are invented.
fn georisques(path: &str, _: usize) -> String {
    let body = match path.split('?').next().unwrap_or_default() {
        "/gaspar/risques" => {
            r#"{"results":1,"data":[{"code_insee":"71076","libelle_commune":"CHALON-SUR-SAONE","risques_detail":[
                {"num_risque":"11","libelle_risque_long":"Inondation"},{"num_risque":"13","libelle_risque_long":"Séisme"}]}]}"#
        }
        "/zonage_sismique" => r#"{"results":1,"data":[{"code_insee":"71076","code_zone":"2","zone_sismicite":"Faible"}]}"#,
        "/rga" => r#"{"codeExposition":"2","exposition":"Exposition moyenne"}"#,
        "/installations_classees" => {
            r#"{"results":2,"data":[{"raisonSociale":"Essai","regime":"Autorisation","statutSeveso":"Seveso seuil bas"},
                {"raisonSociale":"Essai 2","regime":"Enregistrement","statutSeveso":"Non Seveso"}]}"#
        }
        _ => return said(404, "", "{}"),
    };
    said(200, "", body)
}

const CHALON: Position = Position { lat: 46.781, lon: 4.853, approximate: false };

#[test]
fn what_georisques_says_is_proposed_with_its_day_and_a_risk_of_the_commune_is_not_one_of_the_site() {
    let (base, asked) = answers(georisques);
    let folder = tempfile::tempdir().expect("a folder");
    let client = client(folder.path(), &base);
    let found = risks_at(&client, Some("71076"), Some(CHALON), TODAY, 30);
    let told: Vec<(&str, &Value)> = found.proposals.iter().map(|p| (p.key, &p.datum.value)).collect();
    let expected = [
        ("pprt", Value::Bool(false)),
        ("ext_sismicite", Value::Number(2.0)),
        ("ext_argiles", Value::Text("moyenne".into())),
        ("ext_icpe_2km", Value::Number(2.0)),
        ("ext_seveso_2km", Value::Number(1.0)),
    ];
    assert_eq!(
        told,
        expected.iter().map(|(key, value)| (*key, value)).collect::<Vec<_>>(),
        "floods are known in the commune: no word of the site"
    );
    assert_eq!(found.commune.iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>(), ["Inondation", "Séisme"]);
    assert_eq!((found.untold.len(), asked.lock().expect("log").len()), (0, 4));
    for proposal in &found.proposals {
        let source = proposal.datum.source.as_ref().expect("a source");
        assert_eq!((proposal.datum.status, source.mark, source.date), (Status::Verified, Mark::Verified, Some(TODAY)));
        assert!(source.title.contains("Géorisques") && source.url.is_some(), "{source:?}");
    }
    let without = risks_at(&client, Some("71076"), None, TODAY, 30);
    assert_eq!(without.proposals.iter().map(|p| p.key).collect::<Vec<_>>(), ["pprt", "ext_sismicite"], "what holds for the whole commune");
    assert!(without.untold[0].fr.contains("place du site"));
    assert_eq!(asked.lock().expect("log").len(), 4, "kept");
}

#[test]
fn an_answer_of_another_shape_or_in_part_proposes_nothing_rather_than_no_risk() {
    let folder = tempfile::tempdir().expect("a folder");
    for body in [
        r#"{"results":0,"data":[]}"#,
        r#"{"data":[{"code_insee":"21231","code_zone":"1","risques_detail":[]}]}"#,
        r#"{"data":[{"code_insee":"71076","code_zone":"9","risques_detail":"aucun"}],"codeExposition":"0"}"#,
        r#"{"data":[{"code_insee":"71076","risques_detail":[{"num_risque":"11"},{"libelle_risque_long":"Séisme"}]}]}"#,
        "[]",
    ] {
        let (base, _) = answers(move |_, _| said(200, "", body));
        let found = risks_at(&client(folder.path(), &base), Some("71076"), Some(CHALON), TODAY, 0);
        let keys: Vec<&str> = found.proposals.iter().map(|p| p.key).collect();
        assert!(keys.iter().all(|key| key.ends_with("_2km") && body.contains("results")), "{body}: {keys:?}");
        assert!(found.untold.iter().any(|why| why.fr.contains("71076")), "{body}: {:?}", found.untold);
    }
    let (base, _) = answers(|_, _| said(200, "", r#"{"results":150,"data":[{"statutSeveso":"Seveso seuil haut"}]}"#));
    let found = risks_at(&client(&folder.path().join("some"), &base), None, Some(CHALON), TODAY, 0);
    let told: Vec<(&str, &Value)> = found.proposals.iter().map(|p| (p.key, &p.datum.value)).collect();
    assert_eq!(told, [("ext_icpe_2km", &Value::Number(150.0))], "Seveso plants are not counted on a part");
}

#[test]
fn a_parcel_is_told_by_its_fourteen_characters() {
    let json = serde_json::json!({ "features": [
        { "properties": { "idu": "71076000AB0012", "contenance": 5460 } },
        { "properties": { "idu": "court", "contenance": 1 } },
    ] });
    assert_eq!(parcels(&json).iter().map(|p| (p.code.as_str(), p.area_m2)).collect::<Vec<_>>(), [("71076000AB0012", Some(5_460.0))]);
}
