//! Who signs the contract: added with its document, read by whoever reads the contract, removed and brought back, told to the committee
//! and to a successor.

use crate::contracts::{CONTRACT, field, lead};
use crate::engines::on_each_engine;
use crate::intake::send;
use crate::server::Server;
use crate::tables::{cells, refused};
use domain::rights::Role;
use std::io::Read;

const LIST: &str = "/territoires/2/ti-2704/contrat/signataires";
const REGION: [(&str, &str); 4] =
    [("organisation", "Région Bourgogne-Franche-Comté"), ("quality", "region"), ("person", "Camille Dupré"), ("signed_on", "12/03/2024")];

#[tokio::test]
async fn a_signatory_is_added_removed_and_brought_back() {
    on_each_engine(async |server| {
        let lead = lead(server).await;
        let empty = server.get_as(&lead, CONTRACT).await.text();
        assert!(empty.contains("Aucun signataire") && empty.contains("intercommunalité (EPCI), région, État (préfet)"), "{empty}");
        let added = server.post_as(&lead, LIST, &REGION).await;
        assert_eq!((added.status.as_u16(), added.header("location")), (303, format!("{CONTRACT}#signataires").as_str()));
        assert_eq!(server.post_as(&lead, LIST, &REGION).await.status, 303, "a second click");
        let kept = store::signatories::of_contract(&server.app.store, 2, "ti-2704").await.expect("read");
        assert_eq!(kept.len(), 1, "adds nothing");
        for path in [CONTRACT, LIST] {
            let page = server.get_as(&lead, path).await.text();
            assert!(page.contains("Camille Dupré") && page.contains("12\u{a0}mars 2024"), "{path}: {page}");
            assert!(page.contains("Pas encore signé\u{a0}: intercommunalité (EPCI), État (préfet)"), "{page}");
        }
        let one = format!("{LIST}/{}", kept[0].id);
        let wrong = [("organisation", ""), ("quality", "state"), ("signed_on", "2999-01-01")];
        let refused = server.post_as(&lead, LIST, &wrong).await;
        assert!(refused.status == 422 && refused.text().contains("href=\"#organisation\""), "{}", refused.text());
        assert!(refused.text().contains("dans l’avenir"), "{}", refused.text());
        assert_eq!(server.post_as(&lead, &one, &[("do", "remove"), ("version", "1")]).await.status, 303);
        let gone = server.get_as(&lead, CONTRACT).await.text();
        assert!(gone.contains("Signataires retirés (1)") && gone.contains("Aucun signataire"), "{gone}");
        assert_eq!(server.post_as(&lead, &one, &[("do", "restore"), ("version", "1")]).await.status, 400, "an older page");
        assert_eq!(server.post_as(&lead, &one, &[("do", "restore"), ("version", "2")]).await.status, 303);
        assert!(server.get_as(&lead, LIST).await.text().contains("Camille Dupré"));
    })
    .await;
}

#[tokio::test]
async fn the_list_is_written_by_the_lead_and_read_with_the_contract() {
    let server = Server::without_jobs().await;
    let lead = lead(&server).await;
    assert_eq!(server.post_as(&lead, LIST, &REGION).await.status, 303);
    let kept = store::signatories::of_contract(&server.app.store, 2, "ti-2704").await.expect("read");
    let one = format!("{LIST}/{}", kept[0].id);
    let given = send(&server, &lead, &format!("{one}/pieces"), "contrat.csv", b"a;b\n1;2\n").await;
    assert_eq!(given.status, 303, "{}", given.text());
    let referent = server.person("Bilal", Role::Referent, "territory:2:ti-2704").await;
    let page = server.get_as(&referent, LIST).await.text();
    assert!(page.contains("contrat.csv") && !page.contains("name=\"organisation\""), "{page}");
    let piece = page.split("href=\"").find(|rest| rest.contains("/pieces/")).and_then(|rest| rest.split('"').next()).expect("a document");
    assert_eq!(server.get_as(&referent, piece).await.text(), "a;b\n1;2\n");
    let rows = cells(&server, &referent, LIST).await;
    assert_eq!(rows, [["Région Bourgogne-Franche-Comté", "région", "Camille Dupré", "2024-03-12", "contrat.csv"]]);
    assert_eq!(server.post_as(&referent, LIST, &REGION).await.status, 403);
    assert_eq!(server.post_as(&referent, piece, &[("faire", "retirer")]).await.status, 403);
    let elsewhere = server.person("Dominique", Role::ProjectLead, "territory:2:ti-8401").await;
    for who in ["", &elsewhere] {
        for path in [LIST, piece] {
            assert_eq!(server.get_as(who, path).await.status, 403, "{path}");
        }
    }
    refused(&server, &["", &elsewhere], LIST).await;
    let stray = one.replace("ti-2704", "ti-8401");
    assert_eq!(server.post_as(&elsewhere, &stray, &[("do", "remove"), ("version", "1")]).await.status, 404, "of another contract");
    assert_eq!(server.post_as(&lead, piece, &[("faire", "retirer")]).await.status, 303);
    assert_eq!(server.get_as(&lead, piece).await.status, 404);
    assert!(server.get_as(&lead, LIST).await.text().contains("Rendre contrat.csv"), "it can be brought back");
    let english = server.get_as(&lead, &format!("/en{LIST}")).await.text();
    assert!(english.contains("Not signed yet: intercommunality (EPCI), State (prefect)"), "{english}");
}

#[tokio::test]
async fn the_committee_and_a_successor_are_told_who_signs() {
    let server = Server::without_jobs().await;
    let lead = lead(&server).await;
    assert_eq!(server.post_as(&lead, LIST, &REGION).await.status, 303);
    let paper = server.get_as(&lead, &format!("{CONTRACT}/comite")).await.text();
    assert!(paper.contains("Signataires") && paper.contains("Camille Dupré"), "{paper}");
    let printed = server.get_as(&lead, &format!("{CONTRACT}/comite/comite.docx")).await;
    assert_eq!(printed.status, 200);
    let mut printed = zip::ZipArchive::new(std::io::Cursor::new(printed.bytes)).expect("a document");
    let mut words = String::new();
    printed.by_name("word/document.xml").expect("there").read_to_string(&mut words).expect("read");
    assert!(words.contains("Camille Dupré"));
    assert!(server.get_as(&lead, &format!("{CONTRACT}/passation")).await.text().contains("1 signataire du contrat"));
    let file = server.get_as(&lead, &format!("{CONTRACT}/passation.zip")).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file.bytes)).expect("a ZIP file");
    let mut workbook = vec![];
    zip.by_name("signataires.xlsx").expect("there").read_to_end(&mut workbook).expect("read");
    let tables = tabular::tables(&workbook).expect("a workbook");
    let cells: Vec<String> = tables[0].rows.iter().flat_map(|row| row.cells.iter().map(tabular::Cell::text)).collect();
    assert!(cells.iter().any(|cell| cell == "Camille Dupré") && cells.iter().any(|cell| cell == "région"), "{cells:?}");
    assert!(field(&server.get_as(&lead, LIST).await, "version") == "1");
}
