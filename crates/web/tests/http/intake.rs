//! The project lead imports the table that the territory keeps, sees what it would do, writes it, undoes it; files are
//! attached and handed over so that no browser runs them.

use crate::server::{Answer, Server, request};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::rights::Role;
use rust_xlsxwriter::Workbook;

const CONTRACT: &str = "/territoires/2/ti-2704/contrat";

/// Sends a file as a browser does.
pub async fn send(server: &Server, cookie: &str, path: &str, name: &str, bytes: &[u8]) -> Answer {
    let boundary = "----rebond";
    let mut body =
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n")
            .into_bytes();
    body.extend(bytes);
    body.extend(format!("\r\n--{boundary}--\r\n").bytes());
    let request = request(Method::POST, path)
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"));
    server.send(request.body(Body::from(body)).expect("a request")).await
}

async fn lead(server: &Server) -> String {
    server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await
}

/// The fields of the form of columns, as a page shows them.
fn fields(page: &str) -> Vec<(String, String)> {
    let mut fields = vec![];
    let form = page.split("/colonnes\" novalidate").nth(1).expect("the form of columns");
    for part in form.split("<select ").skip(1) {
        let name = part.split("name=\"").nth(1).and_then(|p| p.split('"').next()).expect("a name").to_owned();
        let chosen = part
            .split("</select>")
            .next()
            .expect("a list")
            .split("<option value=\"")
            .skip(1)
            .find(|o| o.split('>').next().is_some_and(|tag| tag.contains("selected")));
        fields.push((name, chosen.and_then(|o| o.split('"').next()).unwrap_or_default().to_owned()));
    }
    for part in form.split("<input ").skip(1) {
        let value = |key: &str| part.split(&format!("{key}=\"")).nth(1).and_then(|p| p.split('"').next()).unwrap_or_default().to_owned();
        fields.push((value(" name").to_owned(), value("value")));
    }
    for field in &mut fields {
        if field.0.is_empty() {
            field.0 = "feuille".into();
        }
    }
    fields
}

async fn previewed(server: &Server, cookie: &str, name: &str, bytes: &[u8]) -> String {
    previewed_in(server, cookie, CONTRACT, name, bytes).await
}

/// From the file to its preview, with the columns that were guessed; the path of the import.
pub async fn previewed_in(server: &Server, cookie: &str, contract: &str, name: &str, bytes: &[u8]) -> String {
    let given = send(server, cookie, &format!("{contract}/import"), name, bytes).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
    let columns = given.leads_to().to_owned();
    let page = server.get_as(cookie, &columns).await.text();
    let mut typed = fields(&page);
    let hidden = |name: &str| {
        page.split("/colonnes\" novalidate")
            .nth(1)
            .and_then(|f| f.split(&format!("name=\"{name}\" value=\"")).nth(1))
            .and_then(|p| p.split('"').next())
            .unwrap_or_default()
            .to_owned()
    };
    typed.retain(|(k, _)| k.starts_with("colonne.") || k.starts_with("unite.") || k.starts_with("decimale."));
    for name in ["feuille", "entete"] {
        typed.push((name.into(), hidden(name)));
    }
    typed.extend([("owner", "Camille"), ("next_action", "Vérifier"), ("due", "2027-01-31")].map(|(k, v)| (k.to_owned(), v.to_owned())));
    let typed: Vec<(&str, &str)> = typed.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let chosen = server.post_as(cookie, &columns, &typed).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text());
    let import = chosen.leads_to().to_owned();
    settled(server, cookie, &import).await;
    import
}

/// The page of an import once no server works on it any more.
async fn settled(server: &Server, cookie: &str, import: &str) -> String {
    for _ in 0..200 {
        let page = server.get_as(cookie, import).await;
        if page.header("refresh").is_empty() {
            return page.text();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the import does not end");
}

const SUIVI: &str = "N°;Intitulé;Porteur;Coût total;Début\n1.1;École de production;UIMM 71;1 250 000;01/09/2021\n1.2;Réhabiliter l’îlot;Grand Chalon;480 000;01/10/2021\n1.3;Douteuse;Saôneor;1,250;01/10/2021\n";

#[tokio::test]
async fn a_table_is_read_looked_at_written_and_a_second_time_writes_nothing() {
    let server = Server::start().await;
    let cookie = lead(&server).await;
    let import = previewed(&server, &cookie, "suivi.csv", SUIVI.as_bytes()).await;
    let page = settled(&server, &cookie, &import).await;
    assert!(page.contains("2 fiches nouvelles") && page.contains("1 ligne refusée") && page.contains("1250\u{a0}?"), "{page}");
    let english = server.get_as(&cookie, &format!("/en{import}")).await.text();
    assert!(english.contains("<td>Total cost before tax</td>"), "{english}");
    assert!(!server.get_as(&cookie, CONTRACT).await.text().contains("École de production"), "nothing is written yet");
    let all = server.post_as(&cookie, &format!("{import}/valider"), &[("mode", "tout")]).await;
    assert_eq!(all.status, StatusCode::FORBIDDEN, "all or nothing, when a row is refused");
    server.post_as(&cookie, &format!("{import}/valider"), &[("mode", "bonnes")]).await;
    let page = settled(&server, &cookie, &import).await;
    assert!(page.contains("2 fiches créées, 0 modifiée") && page.contains("Une ligne refusée a été laissée"), "{page}");
    // Clicked twice, sent twice: the same two sheets.
    server.post_as(&cookie, &format!("{import}/valider"), &[("mode", "bonnes")]).await;
    let second = previewed(&server, &cookie, "suivi.csv", SUIVI.as_bytes()).await;
    let page = settled(&server, &cookie, &second).await;
    assert!(page.contains("2 identiques") && page.contains("0 fiche") && page.contains("Rien à écrire"), "{page}");
    // The refused row goes out, is mended, and comes back.
    let refused = server.get_as(&cookie, &format!("{import}/refus.csv")).await;
    assert_eq!((refused.status, refused.header("cache-control")), (StatusCode::OK, "no-store"));
    let mended = refused.text().replace(";1,250;", ";1250;");
    let third = previewed(&server, &cookie, "refus.csv", mended.as_bytes()).await;
    server.post_as(&cookie, &format!("{third}/valider"), &[("mode", "tout")]).await;
    assert!(settled(&server, &cookie, &third).await.contains("1 fiche créée"));
    // Undone: what it made and nobody touched is gone.
    let undone = server.post_as(&cookie, &format!("{third}/annuler"), &[]).await;
    let page = server.get_as(&cookie, undone.header("location")).await.text();
    assert!(page.contains("Import annulé") && page.contains("1 fiche retirée"), "{page}");
    let export = server.get_as(&cookie, &format!("{CONTRACT}/import/modele/fiches.csv")).await.text();
    assert!(export.contains("École de production") && !export.contains("Douteuse"), "{export}");
    let list = server.get_as(&cookie, &format!("{CONTRACT}/import")).await.text();
    assert!(list.contains("suivi.csv") && list.contains("annulé") && list.contains("écrit"));
}

#[tokio::test]
async fn exported_sheets_come_back_without_a_difference_as_csv_and_as_a_workbook_in_both_languages() {
    let server = Server::start().await;
    let cookie = lead(&server).await;
    let text = SUIVI
        .replace("Porteur;", "Porteur;Contexte;")
        .replace("UIMM 71;", "UIMM 71;=SOMME(A1);")
        .replace("Grand Chalon;", "Grand Chalon;\"-5 % d’emplois ; « deux »\nlignes\";")
        .replace("Saôneor;1,250", "Saôneor;@moi;1250")
        .replace("1.2;", "1.20;");
    let import = previewed(&server, &cookie, "suivi.csv", text.as_bytes()).await;
    server.post_as(&cookie, &format!("{import}/valider"), &[("mode", "tout")]).await;
    assert!(settled(&server, &cookie, &import).await.contains("3 fiches créées"));
    for file in ["fiches.csv", "fiches.xlsx"] {
        for prefix in ["", "/en"] {
            let export = server.get_as(&cookie, &format!("{prefix}{CONTRACT}/import/modele/{file}")).await;
            assert_eq!(export.status, StatusCode::OK);
            let again = previewed(&server, &cookie, file, &export.bytes).await;
            let page = settled(&server, &cookie, &again).await;
            assert!(page.contains("3 identiques") && page.contains("0 ligne"), "{prefix}{file}: {page}");
        }
    }
}

#[tokio::test]
async fn only_the_project_lead_of_the_territory_imports_and_an_import_is_of_its_territory() {
    let server = Server::start().await;
    let cookie = lead(&server).await;
    let import = previewed(&server, &cookie, "suivi.csv", SUIVI.as_bytes()).await;
    let other = server.person("Ada", Role::ProjectLead, "territory:2:ti-8401").await;
    let referent = server.person("Bruno", Role::Referent, "territory:2:ti-2704").await;
    for path in [format!("{CONTRACT}/import"), import.clone(), format!("{import}/colonnes"), format!("{import}/refus.csv")] {
        assert_eq!(server.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        for cookie in [&other, &referent] {
            assert_eq!(server.get_as(cookie, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    for cookie in [&other, &referent] {
        assert_eq!(server.post_as(cookie, &format!("{import}/valider"), &[("mode", "bonnes")]).await.status, StatusCode::FORBIDDEN);
    }
    let elsewhere = import.replace("ti-2704", "ti-8401");
    assert_eq!(server.get_as(&other, &elsewhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_that_is_no_table_and_columns_that_say_too_little_are_told_in_words() {
    let server = Server::start().await;
    let cookie = lead(&server).await;
    for (bytes, word) in [(&b"%PDF-1.7"[..], "PDF"), (b"", "Choisissez"), (b"\xd0\xcf\x11\xe0", ".xls")] {
        let answer = send(&server, &cookie, &format!("{CONTRACT}/import"), "x.csv", bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(word), "{word}");
    }
    let given = send(&server, &cookie, &format!("{CONTRACT}/import"), "x.csv", b"Nom;Autre\nA;B\n").await;
    let columns = given.leads_to().to_owned();
    let answer = server
        .post_as(&cookie, &columns, &[("feuille", "0"), ("entete", "1"), ("colonne.0", ""), ("colonne.1", ""), ("due", "hier")])
        .await;
    let page = answer.text();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for anchor in ["#colonne-0", "#owner", "#next_action", "#due"] {
        assert!(page.contains(&format!("href=\"{anchor}\"")), "{anchor}: {page}");
    }
    let twice = [
        ("feuille", "0"),
        ("entete", "1"),
        ("colonne.0", "title"),
        ("colonne.1", "title"),
        ("owner", "A"),
        ("next_action", "B"),
        ("due", "2027-01-01"),
    ];
    assert!(server.post_as(&cookie, &columns, &twice).await.text().contains("Deux colonnes"));
}

#[tokio::test]
async fn a_workbook_offers_its_sheets_and_the_choice_is_remembered() {
    let server = Server::start().await;
    let cookie = lead(&server).await;
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Lisez-moi").expect("a sheet").write(0, 0, "Bonjour").expect("a cell");
    let sheet = book.add_worksheet().set_name("Fiches").expect("a sheet");
    for (column, title) in ["Intitulé", "Montant", "Porteur"].iter().enumerate() {
        sheet.write(2, column as u16, *title).expect("a cell");
    }
    sheet.write(3, 0, "École").expect("a cell");
    sheet.write(3, 1, 1_250.5).expect("a cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    let given = send(&server, &cookie, &format!("{CONTRACT}/import"), "suivi.xlsx", &bytes).await;
    let page = server.get_as(&cookie, given.leads_to()).await.text();
    assert!(page.contains("Lisez-moi") && page.contains("value=\"1\" selected>Fiches"), "{page}");
    let choice = [
        ("feuille", "1"),
        ("entete", "3"),
        ("colonne.0", "title"),
        ("colonne.1", "eligible_base"),
        ("colonne.2", ""),
        ("owner", "Camille"),
        ("next_action", "Voir"),
        ("due", "2027-01-01"),
    ];
    server.post_as(&cookie, given.leads_to(), &choice).await;
    let second = send(&server, &cookie, &format!("{CONTRACT}/import"), "autre.xlsx", &bytes).await;
    let page = server.get_as(&cookie, second.leads_to()).await.text();
    assert!(page.contains("vos choix d’alors") && page.contains("value=\"eligible_base\" selected"), "{page}");
}

#[tokio::test]
async fn a_file_is_attached_handed_over_inert_removed_and_brought_back() {
    let server = Server::start().await;
    let cookie = lead(&server).await;
    let import = previewed(&server, &cookie, "suivi.csv", b"Intitul\xc3\xa9\nFiche\n").await;
    server.post_as(&cookie, &format!("{import}/valider"), &[("mode", "tout")]).await;
    settled(&server, &cookie, &import).await;
    let sheet = store::sheets::all(&server.app.store, 2, "ti-2704").await.expect("read")[0].id.clone();
    let path = format!("/fiches/{sheet}/pieces");
    let pdf = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";
    assert_eq!(send(&server, &cookie, &path, "Étude n°2.pdf", pdf).await.status, StatusCode::SEE_OTHER);
    let page = server.get_as(&cookie, &path).await.text();
    assert!(page.contains("Étude n°2.pdf") && page.contains(&store::sha256(pdf)), "{page}");
    let link = page.split(&format!("href=\"{path}/")).nth(1).and_then(|p| p.split('"').next()).expect("a link").to_owned();
    let file = server.get_as(&cookie, &format!("{path}/{link}")).await;
    assert_eq!((file.bytes.as_slice(), file.header("content-type")), (&pdf[..], "application/pdf"));
    assert!(file.header("content-disposition").starts_with("attachment; filename=\""), "{}", file.header("content-disposition"));
    assert_eq!((file.header("x-content-type-options"), file.header("cache-control")), ("nosniff", "no-store"));
    assert!(file.header("content-security-policy").contains("sandbox"), "{}", file.header("content-security-policy"));
    for (name, bytes) in
        [("a.html", &b"<html><script>alert(1)</script>"[..]), ("a.svg", b"<svg onload='x'/>"), ("a.pdf", b"<html>"), ("a.png", pdf)]
    {
        let refused = send(&server, &cookie, &path, name, bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
    // Whoever may not read the contract sees neither the list nor the file, in any sheet.
    let other = server.person("Ada", Role::ProjectLead, "territory:2:ti-8401").await;
    let referent = server.person("Bruno", Role::Referent, "territory:2:ti-2704").await;
    for path in [path.clone(), format!("{path}/{link}")] {
        assert_eq!(server.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(server.get_as(&other, &path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(server.get_as(&referent, &path).await.status, StatusCode::OK);
    }
    let listed = crate::tables::cells(&server, &referent, &path).await;
    assert_eq!((listed[0][0].as_str(), &listed[0][4]), ("Étude n°2.pdf", &store::sha256(pdf)));
    assert!(!listed[0][5].is_empty(), "whoever added it is named");
    crate::tables::refused(&server, &["", &other], &path).await;
    let imports = crate::tables::cells(&server, &cookie, "/territoires/2/ti-2704/contrat/import").await;
    assert_eq!((imports.len(), imports[0][0].as_str()), (1, "suivi.csv"));
    assert!(!imports[0][4].is_empty(), "what it wrote is told");
    crate::tables::refused(&server, &["", &other, &referent], "/territoires/2/ti-2704/contrat/import").await;
    assert_eq!(server.post_as(&referent, &format!("{path}/{link}"), &[("faire", "retirer")]).await.status, StatusCode::FORBIDDEN);
    server.post_as(&cookie, &format!("{path}/{link}"), &[("faire", "retirer")]).await;
    assert_eq!(server.get_as(&cookie, &format!("{path}/{link}")).await.status, StatusCode::NOT_FOUND);
    server.post_as(&cookie, &format!("{path}/{link}"), &[("faire", "rendre")]).await;
    assert_eq!(server.get_as(&cookie, &format!("{path}/{link}")).await.status, StatusCode::OK);
}
