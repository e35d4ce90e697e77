//! The study of a territory's sectors, and that of one activity, on paper and as a drawing. Figures are laid out by hand.

use domain::Lang;
use dossier::sectors::{
    ActivityView, Call, Candidate, ChangeRow, ChangeView, Cited, Company, DepartmentRow, Figure, GapRow, Imports, Ink, MethodView, More,
    NearRow, ProductView, Road, RoadRow, Score, Spot, TerritoryView, ZoneLine, picture, print, print_activity,
};
use jiff::civil::date;

fn view(synthetic: bool) -> TerritoryView {
    let score = |label: &str, part: Option<f64>| Score {
        label: label.into(),
        part,
        shown: part.map_or("non connu".into(), |p| format!("{:.0}", p * 100.0)),
        because: "parce que".into(),
    };
    let candidate = |rank: usize, code: &str, name: &str| Candidate {
        rank: rank.to_string(),
        code: code.into(),
        name: name.into(),
        quadrant: "À portée et rare".into(),
        near: "1,4".into(),
        complex: "0,8".into(),
        scores: vec![
            score("Besoin", None),
            score("Proximité", Some(0.8)),
            score("Compétences", Some(0.55)),
            score("Accueil", Some(0.3)),
            score("Retombées", None),
        ],
        total: "61".into(),
        share: "84 %".into(),
        robust: "dans les dix premières".into(),
        why: vec!["25.62B Mécanique industrielle : 22 % de la proximité".into(), "24.51Z Fonderie de fonte : 14 %".into()],
    };
    TerritoryView {
        title: "Grand Chalon".into(),
        subtitle: "Territoire d’industrie, phase 2 · 51 communes".into(),
        year: "2022".into(),
        synthetic,
        basis: vec![("Matrice".into(), "Urssaf, communes × APE, 2022".into()), ("Convention".into(), "Atlas".into())],
        figures: vec![Figure { label: "Emplois".into(), value: "41 200".into(), under: "salariés".into() }],
        portrait: vec![Figure { label: "Écart à la structure du pays".into(), value: "38 %".into(), under: "part des emplois".into() }],
        change: Some(ChangeView {
            title: "De 2017 à 2022".into(),
            parts: vec![Figure { label: "Emplois gagnés ou perdus".into(), value: "+120".into(), under: "toutes activités".into() }],
            rows: vec![ChangeRow {
                code: "25.30Z".into(),
                name: "Générateurs de vapeur".into(),
                own: "+90".into(),
                ..ChangeRow::default()
            }],
        }),
        more: vec![More {
            code: "25.30Z".into(),
            name: "Fabrication de générateurs de vapeur".into(),
            jobs: "1 200".into(),
            establishments: "1".into(),
            times: "× 42".into(),
            because: "le hasard ne l’explique pas".into(),
            warning: "un seul gros employeur".into(),
        }],
        score_heads: ["Besoin", "Proximité", "Compétences", "Accueil", "Retombées"].map(Into::into).to_vec(),
        candidates: vec![
            candidate(1, "22.22Z", "Fabrication d’emballages en matières plastiques"),
            candidate(2, "27.20Z", "Fabrication de piles et d’accumulateurs électriques"),
        ],
        method: "1 000 pondérations tirées au hasard.".into(),
        gaps: vec![GapRow {
            code: "24".into(),
            name: "Métallurgie".into(),
            millions: "12,4".into(),
            between: "9,1 – 15,8".into(),
            unmet: "3,2".into(),
            unmet_between: "2,0 – 4,1".into(),
            jobs: "1,62".into(),
        }],
        roads: vec![Road {
            title: "Ré-internaliser".into(),
            text: "Ce que le pays importe et qui ressemble à ce qui se fait ici.".into(),
            rows: vec![RoadRow { code: "22.22Z".into(), name: "Emballages plastiques".into(), because: vec!["proche".into()] }],
            none: String::new(),
        }],
        limits: vec!["Des pistes, jamais des prévisions.".into()],
        sources: vec![cited("Urssaf, 2022")],
    }
}

fn cited(title: &str) -> Cited {
    Cited { title: title.into(), mark: "lu dans la source".into() }
}

fn activity() -> ActivityView {
    let method = |name: &str, concludes: bool| MethodView {
        name: name.into(),
        found: "204 produits sur 9 334".into(),
        part: if concludes { "12 %".into() } else { "ne peut pas conclure".into() },
        concludes,
        criteria: vec![("Concentration des fournisseurs".into(), "au-dessus de 0,4".into(), cited("Tableau 2"))],
        source: cited("Trésor-Éco n° 274"),
    };
    let company = Company {
        name: "Estampage & Forge (inventée)".into(),
        named: true,
        siret: "35600000000048".into(),
        activity: "25.50B".into(),
        activity_name: "Découpage, emboutissage".into(),
        commune: "Crissey (71)".into(),
        size: "20 à 49 salariés".into(),
        distance: "4 km".into(),
        label: "candidat, à qualifier".into(),
        why: "même activité principale déclarée".into(),
        ..Company::default()
    };
    let call = |title: &str, rows: Vec<Company>| Call {
        title: title.into(),
        text: "Toujours des candidats.".into(),
        rows,
        none: "Aucun établissement connu.".into(),
    };
    let product = ProductView {
        code: "7326".into(),
        name: "Iron or steel; articles n.e.c.".into(),
        share: "50 %".into(),
        imports: "1 200".into(),
        outside: "40 %".into(),
        verdicts: vec![("vulnérable · 3 sur 3".into(), "warn"), ("ne conclut pas · 1 sur 2".into(), "")],
    };
    ActivityView {
        title: "Découpage, emboutissage".into(),
        subtitle: "25.50B · 41 200 emplois salariés en 2022 · pour Grand Chalon".into(),
        year: "2022".into(),
        synthetic: true,
        basis: vec![("Matrice".into(), "Urssaf, 2022".into())],
        figures: vec![Figure { label: "Emplois".into(), value: "41 200".into(), under: "2022".into() }],
        zones: vec![ZoneLine { rank: "1".into(), name: "Grand Chalon".into(), times: "× 4,2".into(), hangs: true, ..ZoneLine::default() }],
        others: "Les autres sont dans le classeur.".into(),
        departments: vec![DepartmentRow { name: "Saône-et-Loire".into(), jobs: "900".into(), share: "2,2 %".into() }],
        elsewhere: "3 emplois ailleurs.".into(),
        imports: Some(Imports {
            sentences: vec!["La France en importe pour 1 200.".into()],
            methods: vec![method("DG Trésor (2020)", true), method("Commission (2021)", false)],
            products: vec![product],
            all: 1,
            unit: "milliers de dollars, 2022".into(),
        }),
        known: vec![("Complexité".into(), "0,8 écart type".into())],
        here: vec!["Ici, rang 3 du classement du territoire.".into()],
        calls: vec![call("Ré-internaliser", vec![company]), call("Faire venir un fournisseur national", vec![])],
        near: vec![NearRow { code: "25.62B".into(), name: "Mécanique industrielle".into(), proximity: "0,52".into() }],
        limits: vec!["Des pistes, jamais des prévisions.".into()],
        missing: vec!["Les métiers".into()],
        sources: vec![cited("Urssaf, 2022")],
    }
}

/// A square on a square.
const MAP: &str =
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><path d="M0 0h9v9z" fill="#0e5563"/></svg>"##;

fn spots() -> Vec<Spot> {
    let spot = |x: f64, y: f64, name: &str, rank| Spot { x, y, name: name.into(), rank };
    vec![
        spot(1.4, 0.8, "Fabrication d’emballages en matières plastiques", Some(1)),
        spot(1.35, 0.8, "Fabrication de piles & d’accumulateurs", Some(2)),
        spot(-0.5, 1.9, "Construction aéronautique", Some(3)),
        spot(-1.2, -0.4, "Pêche", None),
        spot(9.0, -9.0, "Hors du cadre", None),
    ]
}

#[test]
fn an_elected_official_gets_an_archive_pdf_in_each_language_with_the_study_attached() {
    for lang in [Lang::Fr, Lang::En] {
        let bytes = print(&view(true), &spots(), b"{\"study\":true}".to_vec(), date(2026, 11, 23), lang).expect("the study is printable");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("<pdfaid:part>3</pdfaid:part>") && text.contains("<pdfuaid:part>1</pdfuaid:part>"));
        assert!(text.contains("study.json") && text.contains("2026-11-23T00:00:00") && text.contains("Grand Chalon"));
        let again = print(&view(true), &spots(), b"{\"study\":true}".to_vec(), date(2026, 11, 23), lang).expect("printable");
        assert_eq!(bytes, again, "the same study gives the same bytes");
        if let Some(folder) = std::env::var_os("REBOND_LOOK") {
            std::fs::write(std::path::Path::new(&folder).join(format!("sectors-{}.pdf", lang.code())), &bytes).expect("a folder");
        }
    }
}

#[test]
fn the_study_of_an_activity_is_an_archive_pdf_in_each_language_with_or_without_a_map() {
    for lang in [Lang::Fr, Lang::En] {
        let printed = |map: &str| print_activity(&activity(), map, b"{}".to_vec(), date(2026, 11, 23), lang).expect("printable");
        let bytes = printed(MAP);
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("<pdfaid:part>3</pdfaid:part>") && text.contains("<pdfuaid:part>1</pdfuaid:part>"));
        assert!(text.contains("study.json") && text.contains("2026-11-23T00:00:00") && text.contains("emboutissage"));
        assert_eq!(bytes, printed(MAP), "the same study gives the same bytes");
        assert!(printed("").starts_with(b"%PDF-"));
        if let Some(folder) = std::env::var_os("REBOND_LOOK") {
            std::fs::write(std::path::Path::new(&folder).join(format!("sector-{}.pdf", lang.code())), &bytes).expect("a folder");
        }
    }
    let none = ActivityView { title: "Rien".into(), imports: Some(Imports::default()), ..ActivityView::default() };
    assert!(print_activity(&none, "", vec![], date(2026, 11, 23), Lang::En).is_ok(), "a service that no product leads to");
    assert!(print_activity(&ActivityView { imports: None, ..none }, "", vec![], date(2026, 11, 23), Lang::Fr).is_ok());
}

#[test]
fn a_study_that_found_nothing_still_prints() {
    let empty = TerritoryView { title: "Nulle part".into(), ..TerritoryView::default() };
    assert!(print(&empty, &[], vec![], date(2026, 11, 23), Lang::Fr).is_ok());
}

#[test]
fn names_on_the_picture_never_cover_one_another_and_what_lies_beyond_stands_on_the_edge() {
    let drawn = picture(&spots(), "Un titre & sa suite", "", Lang::Fr, Ink::Classes);
    assert!(drawn.starts_with("<svg class=\"picture\"") && drawn.contains("Un titre &amp; sa suite") && !drawn.contains("style="));
    assert_eq!(drawn.matches("<circle").count(), 5);
    assert_eq!(drawn.matches("class=\"name\"").count(), 3, "near neighbours both find a seat");
    let xs: Vec<f64> = drawn.split("cx=\"").skip(1).filter_map(|r| r.split('"').next()?.parse().ok()).collect();
    assert!(xs.iter().all(|x| (44.0..=944.0).contains(x)), "{xs:?}");
    let file = picture(&spots(), "t", "Synthetic data. 4 < 5", Lang::En, Ink::Attributes);
    assert!(file.contains(">Synthetic data. 4 &lt; 5</text>"), "a drawing that leaves alone says what it stands on");
    assert!(picture(&spots(), "t", &"x".repeat(500), Lang::En, Ink::Attributes).contains(&format!(">{}…<", "x".repeat(128))));
    assert!(file.contains("xmlns=\"http://www.w3.org/2000/svg\"") && file.contains("fill=\"#"));
}
