//! A project lead invites for the territory, takes a right back and gives it again, adds a company and its first contact.

use crate::accounts::{accepted, invite};
use crate::server::Server;
use crate::tables::{cells, refused};
use domain::rights::Role;

const OWN: &str = "territory:2:ti-2704";

#[tokio::test]
async fn a_lead_invites_for_the_territory_and_for_nothing_else() {
    let server = Server::without_jobs().await;
    let lead = server.person("Noé", Role::ProjectLead, OWN).await;
    let form = server.get_as(&lead, &format!("/personnes/{OWN}/inviter")).await.text();
    assert!(form.contains("value=\"project_lead\"") && form.contains("value=\"referent\""), "{form}");
    for role in ["administrator", "regional_pilot", "instructor", "national_pilot", "company_contact"] {
        assert!(!form.contains(&format!("value=\"{role}\"")), "a lead may give {role}");
        let sent = [("email", "x@y.test"), ("role", role), ("organisation-name", "X"), ("organisation-kind", "epci"), ("lang", "fr")];
        assert_eq!(server.post_as(&lead, &format!("/personnes/{OWN}/inviter"), &sent).await.status, 422, "{role}");
    }
    for other in ["territory:2:ti-8401", "region:27", "national", "operator:bpifrance"] {
        assert_eq!(server.get_as(&lead, &format!("/personnes/{other}")).await.status, 403, "{other}");
        assert_eq!(server.get_as(&lead, &format!("/personnes/{other}/inviter")).await.status, 403, "{other}");
    }
    assert_eq!(server.get_as(&lead, "/personnes/territory:2:ti-0000").await.status, 404);
    let menu = server.get_as(&lead, "/").await.text();
    assert!(menu.contains("href=\"/personnes\""));
    let referent = server.person("Rose", Role::Referent, OWN).await;
    assert!(!server.get_as(&referent, "/").await.text().contains("href=\"/personnes\""), "a link that leads to a refusal");
    assert_eq!(server.get_as(&referent, "/personnes").await.status, 403);
}

#[tokio::test]
async fn a_right_is_given_taken_back_and_given_again_at_the_next_request() {
    let server = Server::without_jobs().await;
    let lead = server.person("Noé", Role::ProjectLead, OWN).await;
    let link = invite(&server, &lead, OWN, "elu@chalon.test", "project_lead").await;
    let page = server.get_as(&lead, &format!("/personnes/{OWN}")).await.text();
    assert!(page.contains("elu@chalon.test") && page.contains("name=\"revoke\""), "{page}");
    assert!(server.get_as(&lead, "/mon-travail").await.text().contains("elu@chalon.test"), "an invitation awaits and nothing says so");
    let pending = cells(&server, &lead, &format!("/personnes/{OWN}/invitations")).await;
    assert_eq!((pending.len(), pending[0][0].as_str(), pending[0][3].as_str()), (1, "elu@chalon.test", "Noé"));
    let secret = link.rsplit('/').next().expect("a secret");
    assert!(!pending[0].iter().any(|cell| cell.contains(secret)), "the file opens nothing");
    refused(&server, &[""], &format!("/personnes/{OWN}/invitations")).await;
    let invited = accepted(&server, &link, "Claude Élu").await;
    assert!(cells(&server, &lead, &format!("/personnes/{OWN}/invitations")).await.is_empty(), "accepted");
    assert_eq!(server.get_as(&invited, &format!("/personnes/{OWN}")).await.status, 200);
    let page = server.get_as(&lead, &format!("/personnes/{OWN}")).await.text();
    let id = page.split("name=\"take\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("it can be taken back").to_owned();
    assert_eq!(page.matches("name=\"take\"").count(), 1, "one does not take one's own right back");
    let taken = server.post_as(&lead, &format!("/personnes/{OWN}/droits"), &[("take", &id)]).await;
    assert_eq!(taken.header("location"), format!("/personnes/{OWN}?dit=repris&droit={id}"));
    assert_eq!(server.get_as(&invited, &format!("/personnes/{OWN}")).await.status, 403, "a right that was taken back still opens");
    let undo = server.get_as(&lead, taken.header("location")).await.text();
    assert!(undo.contains(&format!("name=\"give\" value=\"{id}\"")), "{undo}");
    server.post_as(&lead, &format!("/personnes/{OWN}/droits"), &[("give", &id)]).await;
    assert_eq!(server.get_as(&invited, &format!("/personnes/{OWN}")).await.status, 200);
    let file = server.get_as(&lead, &format!("/personnes/{OWN}/droits.csv")).await.text();
    assert_eq!(file.matches("Claude Élu").count(), 2, "given and taken back on one line, given again on another: {file}");
    // The right of another scope is not taken back from here.
    let other = server.person("Alix", Role::ProjectLead, "territory:2:ti-8401").await;
    let page = server.get_as(&lead, &format!("/personnes/{OWN}")).await.text();
    let id = page.split("name=\"take\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("held again").to_owned();
    let far = server.post_as(&other, "/personnes/territory:2:ti-8401/droits", &[("take", &id)]).await;
    assert_eq!(far.status, 404);
    assert_eq!(server.get_as(&invited, &format!("/personnes/{OWN}")).await.status, 200);
}

#[tokio::test]
async fn an_invitation_is_taken_back_and_its_link_dies() {
    let server = Server::without_jobs().await;
    let lead = server.person("Noé", Role::ProjectLead, OWN).await;
    let link = invite(&server, &lead, OWN, "elu@chalon.test", "referent").await;
    let page = server.get_as(&lead, &format!("/personnes/{OWN}")).await.text();
    let id = page.split("name=\"revoke\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("it can be taken back").to_owned();
    assert_eq!(server.post_as(&lead, &format!("/personnes/{OWN}/droits"), &[("revoke", &id)]).await.status, 303);
    assert_eq!(server.get(&link).await.status, 404);
}

#[tokio::test]
async fn an_organisation_is_added_once_by_its_number_and_its_first_contact_is_invited() {
    let server = Server::without_jobs().await;
    let lead = server.person("Noé", Role::ProjectLead, OWN).await;
    let wrong = [("name", "Presses de Saône"), ("kind", "company"), ("number", "123456789")];
    let refused = server.post_as(&lead, "/organisations", &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("clé de contrôle"), "{}", refused.text());
    let good = [("name", "Presses de Saône"), ("kind", "company"), ("number", "732 829 320")];
    for _ in 0..2 {
        assert_eq!(server.post_as(&lead, "/organisations", &good).await.status, 303);
    }
    let list = server.get_as(&lead, "/organisations?q=presses").await.text();
    assert!(!list.contains("class=\"pager\""), "one page has no others: {list}");
    assert_eq!(list.matches("732829320").count(), 1, "the same number, twice: {list}");
    let id = list.split("/personnes/organisation:").nth(1).and_then(|r| r.split('"').next()).expect("a link").to_owned();
    let scope = format!("organisation:{id}");
    let sent = [("email", "dirigeante@presses.test"), ("role", "company_contact"), ("lang", "en")];
    let invited = server.post_as(&lead, &format!("/personnes/{scope}/inviter"), &sent).await;
    assert_eq!(invited.status, 200, "{}", invited.text());
    // Now somebody is to speak for it: a stranger to it invites nobody more.
    assert_eq!(server.get_as(&lead, &format!("/personnes/{scope}/inviter")).await.status, 403);
    let referent = server.person("Rose", Role::Referent, OWN).await;
    assert_eq!(server.get_as(&referent, "/organisations").await.status, 403);
}

#[tokio::test]
async fn an_organisation_a_lead_speaks_for_is_not_taken_by_another_and_nobody_gives_themselves_a_right() {
    let server = Server::without_jobs().await;
    let own = server.person("Noé", Role::ProjectLead, OWN).await;
    let stranger = server.person("Zoé", Role::ProjectLead, "territory:2:ti-8401").await;
    let all = store::organisations::all(&server.app.store).await.expect("read");
    let of_lead = all.iter().find(|organisation| organisation.name == "Organisation de Noé").expect("just added");
    let scope = format!("/personnes/organisation:{}", of_lead.id);
    let contact =
        [("email", "zoe.double@rebond.test"), ("name", "Zoé"), ("role", "company_contact"), ("organisation", of_lead.id.as_str())];
    assert_eq!(server.get_as(&stranger, &scope).await.status, 403);
    assert_eq!(server.post_as(&stranger, &format!("{scope}/inviter"), &contact).await.status, 403);
    assert!(!server.get_as(&stranger, "/personnes").await.text().contains(&scope));

    let held = store::people::find_by_email(&server.app.store, "noe@rebond.test").await.expect("read").expect("just added");
    let right = store::people::rights(&server.app.store, &held.id).await.expect("read").remove(0);
    let again = [("give", right.id.as_str())];
    assert_eq!(server.post_as(&own, &format!("/personnes/{OWN}/droits"), &again).await.status, 403);
    let form = [("email", "noe@rebond.test"), ("name", "Noé"), ("role", "referent"), ("organisation", of_lead.id.as_str())];
    let invited = server.post_as(&own, &format!("/personnes/{OWN}/inviter"), &form).await;
    assert_eq!(invited.status, 422);
    assert!(invited.text().contains("Personne ne se donne un droit"), "{}", invited.text());
}
