//! A committee reads its paper, decides, changes several sheets at once, and takes it back.

use crate::contracts::{CONTRACT, field, in_days, lead, made};
use crate::server::Server;
use axum::http::StatusCode;
use domain::Lang;
use domain::rights::Role;
use std::io::Read;

#[tokio::test]
async fn a_committee_decides_and_what_it_changed_is_read_afterwards() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let path = made(&server, &cookie, "Atelier").await;
    let decide = format!("{path}/decider");
    let form = server.get_as(&cookie, &format!("{decide}?decision=moved:qualified")).await;
    assert!(form.text().contains("La fiche remplie"), "the evidence is asked");
    let (version, today) = (field(&form, "version"), in_days(&server, 0));
    let follow = [("owner", "Camille Martin"), ("next_action", "Préparer l’avenant"), ("due", "2027-01-15")];
    let with = |committee: &'static str, reason: &'static str| {
        let mut form = vec![("version", version.as_str()), ("decision", "moved:qualified"), ("held_on", today.as_str())];
        form.extend([("committee", committee), ("reason", reason), ("evidence", "need")]);
        form.extend(follow);
        form
    };
    let refused = server.post_as(&cookie, &decide, &with("operator", "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Cela se décide par") && refused.text().contains("Dire pourquoi"), "{}", refused.text());
    let keyed = |reason: &'static str| with("project", reason).into_iter().chain([("key", "sent by the page")]).collect::<Vec<_>>();
    for _ in 0..3 {
        let done = server.post_as(&cookie, &decide, &keyed("Avis favorable")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "sent again, the same answer: {}", done.text());
    }
    let other = server.post_as(&cookie, &decide, &keyed("Avis réservé")).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "another decision under its key is not the one that was recorded");
    let id = store::SheetId::parse(path.trim_start_matches("/fiches/")).expect("a sheet");
    assert_eq!(store::sheets::decisions(&server.app.store, &id).await.expect("read").len(), 1, "recorded once");
    let page = server.get_as(&cookie, &path).await.text();
    for word in ["Qualifiée", "Avis favorable", "Détectée → Qualifiée", "pièces non vues\u{a0}: La fiche remplie", "Préparer l’avenant"]
    {
        assert!(page.contains(word), "{word}: {page}");
    }
    let stale = server.post_as(&cookie, &decide, &with("project", "Encore")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "a decision on what changed since is read again");
    let paper = server.get_as(&cookie, &format!("{CONTRACT}/comite")).await.text();
    assert!(paper.contains("Avis favorable") && paper.contains("Atelier"), "{paper}");
    let version = field(&server.get_as(&cookie, &format!("{decide}?decision=dropped")).await, "version");
    let drop = [
        ("version", version.as_str()),
        ("decision", "dropped"),
        ("held_on", &today),
        ("committee", "project"),
        ("reason", "Plus de porteur"),
    ];
    assert_eq!(server.post_as(&cookie, &decide, &drop).await.status, StatusCode::SEE_OTHER);
    assert!(server.get_as(&cookie, &path).await.text().contains("Cette fiche est close"));
    let referent = server.person("Élue", Role::Referent, "territory:2:ti-2704").await;
    assert_eq!(server.get_as(&referent, &format!("{path}/modifier/suite")).await.status, StatusCode::FORBIDDEN, "a referent edits");
}

#[tokio::test]
async fn several_sheets_are_changed_together_seen_first_and_undone() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let (one, two) = (made(&server, &cookie, "Une").await, made(&server, &cookie, "Deux").await);
    let ticked = |path: &str| format!("{}:1", path.trim_start_matches("/fiches/"));
    let (a, b) = (ticked(&one), ticked(&two));
    let form = [("fiche", a.as_str()), ("fiche", &b), ("action", "owner"), ("owner", "Jean Roux")];
    let seen = server.post_as(&cookie, &format!("{CONTRACT}/lot"), &form).await;
    assert!(seen.text().contains("<del>Camille Martin</del> → <ins>Jean Roux</ins>"), "{}", seen.text());
    let batch = field(&seen, "batch");
    assert!(server.get_as(&cookie, &one).await.text().contains("Camille Martin"), "a preview changes nothing");
    let form = [("fiche", a.as_str()), ("fiche", &b), ("action", "owner"), ("owner", "Jean Roux"), ("batch", &batch)];
    let done = server.post_as(&cookie, &format!("{CONTRACT}/lot/appliquer"), &form).await;
    let outcome = done.leads_to().to_owned();
    assert!(server.get_as(&cookie, &outcome).await.text().contains("2 fiches changées"));
    let again = server.post_as(&cookie, &format!("{CONTRACT}/lot/appliquer"), &form).await;
    assert_eq!(again.leads_to(), outcome, "applied once");
    server.post_as(&cookie, &format!("{two}/modifier/identite"), &[("version", "2"), ("title", "Deux bis")]).await;
    let undone = server.post_as(&cookie, &format!("{outcome}/annuler"), &[]).await.text();
    assert!(undone.contains("Annulé pour 1 fiche\u{a0}; 1 laissée"), "{undone}");
    assert!(server.get_as(&cookie, &one).await.text().contains("Camille Martin"));
    assert!(server.get_as(&cookie, &two).await.text().contains("Jean Roux"));
    let none = server.post_as(&cookie, &format!("{CONTRACT}/lot"), &[("action", "due"), ("due", "2027-01-01")]).await;
    assert!(none.text().contains("Aucune fiche n’était cochée"));
    let wrong = [
        ("fiche", a.as_str()),
        ("action", "decide"),
        ("kind", "moved"),
        ("held_on", "2026-01-01"),
        ("committee", "operator"),
        ("reason", "x"),
    ];
    let left = server.post_as(&cookie, &format!("{CONTRACT}/lot"), &wrong).await.text();
    assert!(left.contains("inchangée") && left.contains("Cela se décide par"), "{left}");
}

#[tokio::test]
async fn whoever_recorded_decisions_takes_those_back_and_not_anothers() {
    let server = Server::without_jobs().await;
    let lead = lead(&server).await;
    let path = made(&server, &lead, "Atelier").await;
    let people =
        [server.person("Élue", Role::Referent, "territory:2:ti-2704").await, server.person("Rémi", Role::RegionalPilot, "region:27").await];
    let state = server.person("Farida", Role::NationalPilot, "national").await;
    let ticked = |version: i64| format!("{}:{version}", path.trim_start_matches("/fiches/"));
    let day = in_days(&server, 0);
    let drop = async |who: &str, version: i64| {
        let fiche = ticked(version);
        let form = [
            ("action", "decide"),
            ("kind", "dropped"),
            ("committee", "project"),
            ("held_on", day.as_str()),
            ("reason", "Plus de porteur"),
            ("fiche", fiche.as_str()),
        ];
        let preview = server.post_as(who, &format!("{CONTRACT}/lot"), &form).await;
        let batch = field(&preview, "batch");
        let form: Vec<(&str, &str)> = form.into_iter().chain([("batch", batch.as_str())]).collect();
        server.post_as(who, &format!("{CONTRACT}/lot/appliquer"), &form).await.leads_to().to_owned()
    };
    let mut version = 1;
    for (n, who) in people.iter().enumerate() {
        let outcome = drop(who, version).await;
        assert!(server.get_as(&lead, &path).await.text().contains("Cette fiche est close"));
        let button = "/annuler\"><p class=\"actions\"><button";
        assert!(server.get_as(who, &outcome).await.text().contains(button), "nothing to take back with");
        for other in [&people[1 - n], &state] {
            assert!(!server.get_as(other, &outcome).await.text().contains(button), "a button that leads to a refusal");
            assert_eq!(server.post_as(other, &format!("{outcome}/annuler"), &[]).await.status, StatusCode::FORBIDDEN);
        }
        let undone = server.post_as(who, &format!("{outcome}/annuler"), &[]).await;
        assert!(undone.status == StatusCode::OK && undone.text().contains("Annulé pour 1 fiche"), "{}", undone.text());
        assert!(!server.get_as(&lead, &path).await.text().contains("Cette fiche est close"));
        version += 2;
    }
    // Whoever keeps the contract takes back what another decided; who decides does not undo what was edited.
    let outcome = drop(&people[0], version).await;
    assert_eq!(server.post_as(&lead, &format!("{outcome}/annuler"), &[]).await.status, StatusCode::OK);
    let (batch, fiche) = (store::Token::random(), ticked(version + 2));
    let form = [("fiche", fiche.as_str()), ("action", "owner"), ("owner", "Jean Roux"), ("batch", batch.expose())];
    let edited = server.post_as(&lead, &format!("{CONTRACT}/lot/appliquer"), &form).await.leads_to().to_owned();
    for who in &people {
        assert_eq!(server.post_as(who, &format!("{edited}/annuler"), &[]).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_paper_of_a_committee_is_held_in_hand_or_worked_on() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    made(&server, &cookie, "Halle & quai <neuf>").await;
    let page = server.get_as(&cookie, &format!("{CONTRACT}/comite")).await.text();
    assert!(page.contains("comite.pdf?depuis=") && page.contains("comite.docx?depuis="), "{page}");
    let pdf = server.get_as(&cookie, &format!("{CONTRACT}/comite/comite.pdf")).await;
    assert!(pdf.status == StatusCode::OK && pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.status);
    assert_eq!(pdf.header("cache-control"), "no-store");
    // What the page says, in the document itself, as each language writes it.
    let today = server.app.today();
    for (prefix, lang, made) in [("", Lang::Fr, "Fait le\u{a0}: "), ("/en", Lang::En, "Made on: ")] {
        let docx = server.get_as(&cookie, &format!("{prefix}{CONTRACT}/comite/comite.docx")).await;
        assert_eq!(docx.header("cache-control"), "no-store");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx.bytes)).expect("a document");
        let mut text = String::new();
        zip.by_name("word/document.xml").expect("there").read_to_string(&mut text).expect("read");
        let day = domain::format::date(today, lang);
        assert!(lang == Lang::En || day.contains('\u{a0}'), "{day}");
        for words in ["Halle &amp; quai &lt;neuf&gt;", "Grand Chalon", &format!("{made}{day}")] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
    }
    assert_eq!(server.get_as(&cookie, &format!("{CONTRACT}/comite/comite.txt")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get(&format!("{CONTRACT}/comite/comite.pdf")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_committee_reorients_several_sheets_at_once_with_its_reason_and_takes_it_back() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let mut ticked = vec![];
    for title in ["Usine-école", "Plateau technique"] {
        let path = made(&server, &cookie, title).await;
        let day = server.app.today().to_string();
        for to in ["qualified", "inscribed"] {
            let page = server.get_as(&cookie, &format!("{path}/decider?decision=moved:{to}")).await;
            let committee = page.text().split("name=\"committee\"").nth(1).and_then(|r| r.split("value=\"").nth(1).map(str::to_owned));
            let committee = committee.and_then(|r| r.split('"').next().map(str::to_owned)).expect("somebody decides it");
            let (version, due) = (field(&page, "version"), in_days(&server, 10));
            let wanted = format!("moved:{to}");
            let form = [
                ("decision", wanted.as_str()),
                ("committee", &committee),
                ("held_on", &day),
                ("reason", "Prête"),
                ("version", &version),
                ("next_action", "Chercher des aides"),
                ("due", &due),
                ("owner", "Camille Martin"),
            ];
            let decided = server.post_as(&cookie, &format!("{path}/decider"), &form).await;
            assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text());
        }
        let id = path.trim_start_matches("/fiches/").to_owned();
        let version = field(&server.get_as(&cookie, &format!("{path}/modifier/suite")).await, "version");
        ticked.push(format!("{id}:{version}"));
    }
    let day = server.app.today().to_string();
    let mut form = vec![
        ("action", "decide"),
        ("kind", "reoriented"),
        ("committee", "project"),
        ("held_on", day.as_str()),
        ("reason", "L’appel national est clos : droit commun de la région"),
        ("fiche", ticked[0].as_str()),
        ("fiche", ticked[1].as_str()),
    ];
    // Nothing changes: it is not a reorientation, and says so.
    let nothing = server.post_as(&cookie, &format!("{CONTRACT}/lot"), &form).await.text();
    assert!(nothing.contains("Une réorientation change quelque chose") && nothing.contains("0 sur 2"), "{nothing}");
    form.extend([("vers-axe", "competences"), ("vers-actions", "Déposer à la région")]);
    let preview = server.post_as(&cookie, &format!("{CONTRACT}/lot"), &form).await;
    assert!(preview.text().contains("Déposer à la région") && preview.text().contains("2 sur 2"), "{}", preview.text());
    let batch = field(&preview, "batch");
    form.push(("batch", &batch));
    let done = server.post_as(&cookie, &format!("{CONTRACT}/lot/appliquer"), &form).await;
    let outcome = done.leads_to().to_owned();
    let path = format!("/fiches/{}", ticked[0].split(':').next().expect("an identifier"));
    assert!(server.get_as(&cookie, &format!("{path}/historique")).await.text().contains("Réorientée"));
    let page = server.get_as(&cookie, &path).await.text();
    assert!(page.contains("droit commun de la région") && page.contains("Déposer à la région"), "{page}");
    let undone = server.post_as(&cookie, &format!("{outcome}/annuler"), &[]).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert!(!server.get_as(&cookie, &path).await.text().contains("Déposer à la région"), "the reorientation stands after its undo");
}
