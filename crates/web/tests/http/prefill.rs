//! A form of the State's platform, prepared from an application, a sheet or a project: what is filled, what remains, and that
//! nothing is filed.

use crate::applications::{CALL, Cast, OPERATOR, words};
use crate::server::Server;
use demarches::{Descriptor, Mapping};
use domain::rights::Role;
use jiff::Timestamp;
use store::demarches::{Offered, offer, withdraw};

const MAPPING: &str = r#"
demarche = 12345
call = "ecoles-de-production-2020"
[[fields]]
champ = "Q1=="
to = "title"
kind = "text"
[[fields]]
champ = "Montant demandé"
to = "funding.asked"
kind = "money"
[[fields]]
champ = "Q3=="
to = "project.cost"
kind = "money"
"#;

fn question(id: &str, label: &str, kind: &str, required: bool) -> Descriptor {
    let kind = format!("{kind}ChampDescriptor");
    Descriptor { id: id.into(), label: label.into(), description: String::new(), kind, required, options: vec![] }
}

/// A form of the call of production schools, as `rebond demarches offer` keeps it.
pub async fn offered(server: &Server) {
    let mapping = Mapping::parse("fonds.toml", MAPPING).expect("a mapping");
    let questions = [
        question("Q1==", "Nom du projet", "Text", true),
        question("Q2==", "Montant demandé", "DecimalNumber", true),
        question("Q3==", "Coût total", "DecimalNumber", false),
        question("Q4==", "Devis", "PieceJustificative", true),
        question("Q5==", "Autre chose", "Textarea", false),
    ];
    let form = Offered {
        demarche: mapping.demarche,
        call: mapping.call.clone(),
        measure: None,
        address: "https://demarche.exemple.fr/api/public/v1/demarches/12345/dossiers".into(),
        mapping: serde_json::to_string(&mapping).expect("JSON"),
        questions: serde_json::to_string(&questions).expect("JSON"),
        read_at: Timestamp::now(),
    };
    offer(&server.app.store, form, "test").await.expect("kept");
}

#[tokio::test]
async fn a_holder_takes_a_prefilled_form_away_and_reads_what_is_left_to_type() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "3 000 000 €").await;
    let (holder, path) = (&cast.companies[0], format!("{file}/preremplir/12345"));
    assert!(!cast.text(holder, &file).await.contains("/preremplir/"), "nothing is offered yet");
    assert_eq!(cast.server.get_as(holder, &path).await.status, 404);
    offered(&cast.server).await;
    assert!(cast.text(holder, &file).await.contains(&format!("href=\"{path}\"")));
    assert!(!cast.text(&cast.instructor, &file).await.contains("/preremplir/"));
    let page = cast.text(holder, &path).await;
    for sign in ["Rien n’est déposé à votre place", "POST https://demarche.exemple.fr/api/public/v1/demarches/12345/dossiers"] {
        assert!(page.contains(sign), "{sign} is missing: {}", words(&page));
    }
    let left = page.split("id=\"reste\"").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("what is left");
    // Compulsory first; an application tells its eligible spend, not the whole cost of the project.
    let order = ["Devis", "obligatoire", "Coût total", "Autre chose"].map(|label| left.find(label).expect(label));
    assert!(order.is_sorted() && !left.contains("Nom du projet"), "{left}");
    let json = cast.server.get_as(holder, &format!("{path}?f=json")).await;
    assert_eq!(json.header("content-disposition"), "attachment; filename=\"demarche-12345.json\"");
    assert_eq!(json.json(), serde_json::json!({ "champ_Q1": "École de Chalon", "champ_Q2": "3000000" }));
    let english = cast.text(holder, &format!("/en{path}")).await;
    assert!(english.contains("Nothing is filed in your place"), "{}", words(&english));
    for (other, status) in [(&cast.instructor, 403), (&cast.region, 403), (&cast.companies[1], 404)] {
        assert_eq!(cast.server.get_as(other, &path).await.status.as_u16(), status);
    }
    assert!(withdraw(&cast.server.app.store, 12_345, "test", Timestamp::now()).await.expect("withdrawn"));
    assert_eq!(cast.server.get_as(holder, &path).await.status, 404);
    assert!(!withdraw(&cast.server.app.store, 12_345, "test", Timestamp::now()).await.expect("asked twice"));
}

#[tokio::test]
async fn a_sheet_and_a_project_prepare_it_too_for_whoever_writes_them() {
    let cast = Cast::gathered(OPERATOR).await;
    offered(&cast.server).await;
    cast.open(CALL, "continu").await;
    let lead = cast.server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let today = cast.server.app.today().to_string();
    let form = [("title", "Halle de Saône"), ("next_action", "Visiter"), ("due", today.as_str())];
    let sheet = cast.done(&lead, "/territoires/2/ti-2704/contrat/nouvelle", &form).await;
    let sheet = sheet.leads_to().split('?').next().expect("a sheet").to_owned();
    assert!(cast.text(&lead, &format!("{sheet}/candidater")).await.contains(&format!("href=\"{sheet}/preremplir/12345\"")));
    let json = cast.server.get_as(&lead, &format!("{sheet}/preremplir/12345?f=json")).await.json();
    assert_eq!(json, serde_json::json!({ "champ_Q1": "Halle de Saône" }));
    let referent = cast.server.person("Élue", Role::Referent, "territory:2:ti-2704").await;
    assert_eq!(cast.server.get_as(&referent, &format!("{sheet}/preremplir/12345")).await.status, 403);

    let project = cast.server.project("Atelier").await;
    let json = cast.server.get(&format!("{project}/preremplir/12345?f=json")).await.json();
    assert_eq!(json["champ_Q1"], "Atelier");
    let shared = cast.server.share(&project).await;
    assert_eq!(cast.server.get(&format!("{shared}/preremplir/12345")).await.status, 403);
    assert_eq!(cast.server.get(&format!("{project}/preremplir/1")).await.status, 404);
    assert_eq!(cast.server.get(&format!("{project}/preremplir/demain")).await.status, 404);
}
