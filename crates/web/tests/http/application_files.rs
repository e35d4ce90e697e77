//! The files of an application: given by its holder while they write, read by those who judge it, and fixed once it is filed.

use crate::applications::{CALL, Cast, OPERATOR, today, value, words};
use crate::server::{Answer, request};
use crate::tables::{cells, refused as nobody};
use axum::body::Body;
use axum::http::{Method, header};

const DEVIS: &[u8] = b"lot;montant\ngros oeuvre;120000\n";

/// Gives a file as an answer to a document, as the form of the page sends it.
async fn give(cast: &Cast, who: &str, file: &str, document: &str, name: &str, bytes: &[u8]) -> Answer {
    let boundary = "----rebond";
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"document\"\r\n\r\n{document}\r\n--{boundary}\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(format!("\r\n--{boundary}--\r\n").bytes());
    let request = request(Method::POST, &format!("{file}/pieces"))
        .header(header::COOKIE, who)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"));
    cast.server.send(request.body(Body::from(body)).expect("a request")).await
}

/// A call that asks for documents, the measure that asks for them, and its operator.
const FUND: &str = "/appels/fonds-vert-ti-2025";
const PLANT: &str = "fonds-vert-ti";
const PREFECTS: &str = "operator:prefets-de-region";

/// A draft of the first company, for this measure where the call has several.
async fn begun(cast: &Cast, call: &str, wave: &str, measure: &str) -> String {
    let who = &cast.companies[0];
    let page = cast.text(who, &format!("{call}/candidater")).await;
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_owned();
    let form = [("organisation", organisation.as_str()), ("wave", wave), ("measure", measure), ("title", "École"), ("key", "k")];
    cast.done(who, &format!("{call}/candidater"), &form).await.leads_to().to_owned()
}

async fn file(cast: &Cast, address: &str, territory: &str) {
    let page = cast.text(&cast.companies[0], address).await;
    let ready: Vec<String> = (0..page.matches("name=\"ready-").count()).map(|i| format!("ready-{i}")).collect();
    let version = value(&page, "version");
    let mut form = vec![
        ("version", version.as_str()),
        ("title", "École de Chalon"),
        ("need", "Former des usineurs"),
        ("cost", "4 000 000 €"),
        ("asked", "1 000 000 €"),
        ("territory", territory),
        ("do", "file"),
    ];
    form.extend(ready.iter().map(|name| (name.as_str(), "on")));
    cast.done(&cast.companies[0], &format!("{address}/brouillon"), &form).await;
}

/// The documents that the page offers to answer, but "another".
fn documents(page: &str) -> Vec<String> {
    let select = page.split("<select id=\"document\"").nth(1).and_then(|rest| rest.split("</select>").next()).expect("the documents");
    let keys = select.split("<option value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    keys.filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

/// The address of the first file of this name.
fn piece(page: &str, name: &str) -> String {
    let before = page.split(&format!("\">{name}</a>")).next().expect("a page");
    before.rsplit("href=\"").next().expect("an address").to_owned()
}

#[tokio::test]
async fn a_file_is_given_for_each_document_read_by_those_who_judge_and_fixed_once_filed() {
    let cast = Cast::gathered(PREFECTS).await;
    cast.open(FUND, "2025").await;
    let holder = &cast.companies[0];
    let address = begun(&cast, FUND, "2025", PLANT).await;
    let pieces = format!("{address}/pieces");
    let asked = documents(&cast.text(holder, &pieces).await);
    let first = asked.first().expect("the call asks for documents");
    assert_eq!(give(&cast, holder, &address, first, "devis.csv", DEVIS).await.leads_to(), pieces);
    let refused = give(&cast, holder, &address, first, "page.html", b"<html><script>alert(1)</script>").await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("ce genre de fichier n’est pas gardé"), "{}", words(&refused.text()));
    assert_eq!(give(&cast, holder, &address, "autre-appel", "devis.csv", DEVIS).await.status, 400);
    // Given, it is ready: the draft says so and lacks it no more.
    let draft = cast.text(holder, &address).await;
    let boxes: Vec<&str> = draft.split("name=\"ready-").skip(1).filter_map(|rest| rest.split('>').next()).collect();
    assert!(boxes[0].contains("checked") && boxes[1..].iter().all(|one| !one.contains("checked")), "{boxes:?}");
    let listed = cells(&cast.server, holder, &pieces).await;
    assert_eq!((listed.len(), listed[0][0].as_str(), &listed[0][2]), (1, "devis.csv", &DEVIS.len().to_string()));
    assert_eq!(&domain::name::slug(&listed[0][5]), first, "with the document it answers");
    nobody(&cast.server, &["", &cast.instructor, &cast.members[0], &cast.companies[1], &cast.region], &pieces).await;
    // Put aside and brought back while it is a draft.
    let devis = piece(&cast.text(holder, &pieces).await, "devis.csv");
    cast.done(holder, &devis, &[("faire", "retirer")]).await;
    assert_eq!(cast.server.get_as(holder, &devis).await.status, 404);
    cast.done(holder, &devis, &[("faire", "rendre")]).await;
    for other in [&cast.instructor, &cast.members[0], &cast.companies[1], &cast.region] {
        assert_eq!(cast.server.get_as(other, &pieces).await.status, 404, "a draft is its holder’s alone");
        assert_eq!(cast.server.get_as(other, &devis).await.status, 404);
    }

    file(&cast, &address, "2:ti-2704").await;
    let read = cast.server.get_as(&cast.instructor, &devis).await;
    assert_eq!((read.status.as_u16(), read.bytes.as_ref()), (200, DEVIS));
    assert_eq!((read.header("x-content-type-options"), read.header("cache-control")), ("nosniff", "no-store"));
    assert!(read.header("content-disposition").starts_with("attachment"));
    assert!(!cast.text(&cast.instructor, &pieces).await.contains("type=\"file\""));
    // The region follows where it stands, and reads no paper; who sits in no session reads nothing; another company neither.
    assert!(!cast.text(&cast.region, &address).await.contains("id=\"pieces\""));
    for (other, status) in [(&cast.region, 403), (&cast.members[0], 404), (&cast.companies[1], 404)] {
        for path in [&pieces, &devis] {
            assert_eq!(cast.server.get_as(other, path).await.status.as_u16(), status, "{path}");
        }
    }
    // Nothing changes once it is filed.
    let late = give(&cast, holder, &address, first, "autre.csv", b"a;b\n").await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("ses pièces ne changent plus"), "{}", words(&late.text()));
    for act in ["retirer", "effacer"] {
        assert_eq!(cast.server.post_as(holder, &devis, &[("faire", act)]).await.status, 409, "{act}");
    }
    for other in [&cast.instructor, &cast.second] {
        assert_eq!(give(&cast, other, &address, "", "note.csv", b"a;b\n").await.status, 403);
        assert_eq!(cast.server.post_as(other, &devis, &[("faire", "retirer")]).await.status, 403);
    }
    assert_eq!(cast.server.get_as(holder, &devis).await.bytes, DEVIS);

    // Sent back: what was missing is added, what was filed stays.
    cast.instructed(&address, &[("do", "find_incomplete"), ("missing", "Avis"), ("until", "2099-01-31")]).await;
    assert_eq!(give(&cast, holder, &address, "", "avis.csv", b"avis\n").await.status, 303);
    let page = cast.text(holder, &pieces).await;
    assert!(page.contains("avis.csv") && page.contains("devis.csv") && !page.contains("value=\"retirer\""), "{}", words(&page));
    assert_eq!(cast.server.post_as(holder, &devis, &[("faire", "retirer")]).await.status, 409);
}

#[tokio::test]
async fn whoever_sits_reads_the_files_and_whoever_is_recused_does_not() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let address = begun(&cast, CALL, "continu", "").await;
    assert_eq!(give(&cast, &cast.companies[0], &address, "", "devis.csv", DEVIS).await.status, 303);
    let devis = piece(&cast.text(&cast.companies[0], &format!("{address}/pieces")).await, "devis.csv");
    file(&cast, &address, "1:ti-2702").await;
    cast.to_committee(&address, "1 000 000 €").await;
    cast.done(&cast.instructor, &format!("{CALL}/grille"), &[("criteria", "1 Emploi"), ("scale", "5")]).await;
    let page = cast.text(&cast.instructor, &format!("{CALL}/comites")).await;
    let members: Vec<&str> = page.split("name=\"member\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let day = today(&cast);
    let form = [
        ("reference", "PV 1"),
        ("held_on", day.as_str()),
        ("wave", "continu"),
        ("quorum", "1"),
        ("member", members[0]),
        ("member", members[1]),
    ];
    let session = cast.done(&cast.instructor, &format!("{CALL}/comites"), &form).await.leads_to().to_owned();
    for member in &cast.members {
        assert_eq!(cast.server.get_as(member, &devis).await.bytes, DEVIS);
    }
    let record = store::applications::find_by_number(&cast.server.app.store, address.rsplit('/').next().expect("a number")).await;
    let application = record.expect("read").expect("filed").id.to_string();
    let anne = store::people::find_by_email(&cast.server.app.store, "anne@rebond.test").await.expect("read").expect("sits").id.to_string();
    let recusal = [("member", anne.as_str()), ("application", application.as_str()), ("reason", "Ancienne salariée")];
    cast.done(&cast.members[0], &format!("{session}/deports"), &recusal).await;
    assert_eq!(cast.server.get_as(&cast.members[0], &devis).await.status, 404);
    assert_eq!(cast.server.get_as(&cast.members[1], &devis).await.status, 200);
}
