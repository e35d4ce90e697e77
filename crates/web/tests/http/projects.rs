//! A project over HTTP, without a browser: what is typed is never lost, what two people write is merged, what is undone
//! comes back.

use crate::server::Server;

fn version(page: &str) -> String {
    page.split("name=\"version\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("the form carries its version").to_owned()
}

#[tokio::test]
async fn five_answers_make_a_project_whose_page_shows_every_station() {
    let server = Server::start().await;
    let owner = server.project("Relocaliser un atelier d’emboutissage").await;
    let page = server.get(&format!("{owner}?nouveau=1")).await.text();
    for word in
        ["Qualifier", "Implanter", "Planifier", "Financer", "Assembler", "Chalon-sur-Saône", "12 000 000", "22.22Z", "role=\"status\""]
    {
        assert!(page.replace(['\u{202f}', '\u{a0}'], " ").contains(word), "{word}");
    }
    let english = server.get(&format!("/en{owner}")).await.text();
    assert!(english.contains("€12,000,000"));
    assert!(
        english.contains("assumed to be that of the company") && !english.contains("supposée celle de"),
        "what Rebond says is in English"
    );
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_whole_with_each_mistake_beside_its_field() {
    let server = Server::start().await;
    let long = "a".repeat(201);
    let form = [
        ("title", long.as_str()),
        ("project.naf", "plastique imaginaire"),
        ("project.commune", "Nulle-Part"),
        ("project.cost", "12 k€/m²"),
        ("holder.kind", "roi"),
        ("project.kind", "extension"),
        ("judged_on", "hier"),
    ];
    for (path, words) in [("/projets", "200 caractères"), ("/en/projets", "200 characters")] {
        let answer = server.post(path, &form).await;
        assert_eq!(answer.status, 422);
        let text = answer.text();
        assert!(text.contains(words));
        for typed in ["Nulle-Part", "plastique imaginaire", "12 k€/m²"] {
            assert!(text.contains(&format!("value=\"{typed}\"")), "« {typed} » was lost");
        }
        for field in ["title", "project.naf", "project.commune", "project.cost"] {
            assert!(text.contains(&format!("href=\"#{field}\"")), "the summary leads to {field}");
            assert!(text.contains(&format!("aria-describedby=\"{field}-error\"")), "{field} is tied to its error");
        }
        assert!(text.contains("value=\"extension\" checked"), "a right answer is kept");
    }
}

#[tokio::test]
async fn a_project_without_a_title_is_named_after_what_is_known() {
    let server = Server::start().await;
    let answer = server.post("/projets", &[("project.kind", "extension"), ("project.commune", "71076")]).await;
    assert_eq!(answer.status, 303);
    let page = server.get(answer.leads_to()).await.text();
    let title = page.split("<h1>").nth(1).and_then(|r| r.split('<').next()).unwrap_or_default();
    assert!(title.contains("extension") && title.contains("Chalon-sur-Saône"), "{title}");
    assert_eq!(server.post("/projets", &[]).await.status, 303, "not even one answer is compulsory");
}

#[tokio::test]
async fn sending_the_form_twice_opens_the_same_project() {
    let server = Server::start().await;
    let token = store::Token::random();
    let form = [("title", "Une fois"), ("idempotency", token.expose())];
    let (first, second) = (server.post("/projets", &form).await, server.post("/projets", &form).await);
    assert_eq!(first.leads_to(), second.leads_to());
    let versions = server.get(&format!("{}/historique", first.leads_to())).await.text();
    assert_eq!(versions.matches("<td class=\"num\"").count(), 1, "a second version was made");
}

#[tokio::test]
async fn going_back_and_changing_the_answers_opens_another_project_and_loses_neither() {
    let server = Server::start().await;
    let token = store::Token::random();
    let send = async |title: &str| {
        let answer = server.post("/projets", &[("title", title), ("idempotency", token.expose())]).await;
        assert_eq!(answer.status, 303);
        answer.leads_to().to_owned()
    };
    let (first, second) = (send("Avant").await, send("Après").await);
    assert_ne!(first, second);
    assert!(server.get(&first).await.text().contains("Avant"));
    assert!(server.get(&second).await.text().contains("Après"));
}

#[tokio::test]
async fn answers_to_two_different_questions_at_once_are_both_kept() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let [one, two] = ["project.started", "project.jobs_created"].map(|k| format!("{owner}/questions/{k}"));
    let seen = version(&server.get(&one).await.text());
    assert_eq!(server.post(&one, &[("version", &seen), ("project.started", "non")]).await.status, 303);
    assert_eq!(server.post(&two, &[("version", &seen), ("project.jobs_created", "48")]).await.status, 303);
    let project = server.get(&format!("{owner}/projet.toml")).await.text();
    assert!(project.contains("started = false") && project.contains("jobs_created = 48"), "{project}");
}

#[tokio::test]
async fn two_answers_to_the_same_question_are_shown_side_by_side_and_one_is_chosen() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let question = format!("{owner}/questions/project.jobs_created");
    let seen = version(&server.get(&question).await.text());
    assert_eq!(server.post(&question, &[("version", &seen), ("project.jobs_created", "48")]).await.status, 303);
    let clash = server.post(&question, &[("version", &seen), ("project.jobs_created", "75")]).await;
    assert_eq!(clash.status, 409);
    let text = clash.text();
    assert!(text.contains("48") && text.contains("75"), "{text}");
    assert!(
        server.get(&format!("{owner}/projet.toml")).await.text().contains("jobs_created = 48"),
        "the first answer is kept until somebody chooses"
    );
    let now = version(&text);
    assert_eq!(server.post(&question, &[("version", &now), ("project.jobs_created", "75")]).await.status, 303);
    assert!(server.get(&format!("{owner}/projet.toml")).await.text().contains("jobs_created = 75"));
}

#[tokio::test]
async fn two_people_who_add_a_line_to_the_plan_lose_neither() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let plan = format!("{owner}/plan");
    let seen = version(&server.get(&plan).await.text());
    let line = |label, amount| {
        [
            ("do", "add"),
            ("version", seen.as_str()),
            ("label", label),
            ("amount", amount),
            ("funder", "bank"),
            ("instrument", "loan"),
            ("regime", "none"),
            ("state", "considered"),
        ]
    };
    assert_eq!(server.post(&plan, &line("Prêt bancaire", "2 M€")).await.status, 303);
    let late = server.post(&plan, &line("Prêt de la région", "480 000")).await;
    assert!(late.status == 409 || late.status == 303, "{}", late.status);
    if late.status == 409 {
        let text = late.text();
        assert!(
            text.contains("Prêt bancaire") && text.contains("value=\"Prêt de la région\"") && text.contains("value=\"480 000\""),
            "what was typed is offered again beside what is saved"
        );
    }
}

#[tokio::test]
async fn an_amount_that_could_mean_two_things_is_refused_with_the_way_to_write_it() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    for amount in ["1,250", "beaucoup", "-5", "0", ""] {
        let answer = server
            .post(
                &format!("{owner}/plan"),
                &[("do", "add"), ("label", "Fonds propres"), ("amount", amount), ("funder", "holder"), ("instrument", "own_funds")],
            )
            .await;
        assert_eq!(answer.status, 422, "{amount}");
        let text = answer.text();
        assert!(text.contains("480") && text.contains("value=\"Fonds propres\""), "{amount}");
        let marked: Vec<&str> = text.split("<input").filter(|input| input.contains("aria-invalid")).collect();
        assert!(matches!(marked[..], [one] if one.contains("name=\"amount\"")), "the amount alone is marked: {marked:?}");
    }
}

#[tokio::test]
async fn an_earlier_version_comes_back_as_a_new_one() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    for jobs in ["48", "75"] {
        server.post(&format!("{owner}/questions/project.jobs_created"), &[("project.jobs_created", jobs)]).await;
    }
    assert_eq!(server.post(&format!("{owner}/historique"), &[("version", "2")]).await.status, 303);
    assert!(server.get(&format!("{owner}/projet.toml")).await.text().contains("jobs_created = 48"));
    let history = server.get(&format!("{owner}/historique")).await.text();
    let numbers: Vec<&str> = history.split("<td class=\"num\"").skip(1).filter_map(|r| r.split(['>', '<']).nth(1)).collect();
    assert_eq!(numbers, ["4", "3", "2", "1"], "newest first, nothing erased");
    assert_ne!(
        server.post(&format!("{owner}/historique"), &[("version", "99")]).await.status.as_u16() / 100,
        5,
        "a version that never was is not our failure"
    );
}

#[tokio::test]
async fn a_deleted_project_is_gone_for_everyone_until_its_owner_takes_the_deletion_back() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let reader = server.share(&owner).await;
    let page = server.post(&format!("{owner}/supprimer"), &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&format!("action=\"{owner}/retablir\"")));
    for path in [owner.clone(), reader.clone(), format!("{owner}/dossier.pdf"), format!("{reader}/dossier.json")] {
        assert_eq!(server.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(server.post(&format!("{reader}/retablir"), &[]).await.status, 404, "a reader cannot bring it back");
    assert_eq!(server.post(&format!("{owner}/retablir"), &[]).await.status, 303);
    for path in [&owner, &reader] {
        assert_eq!(server.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_project_is_found_again_by_its_address_pasted_whole_or_in_part() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let token = owner.trim_start_matches("/projets/");
    for pasted in [format!("https://rebond.test{owner}"), format!(" https://rebond.test/en{owner}/plan?x=1#plan "), token.to_owned()] {
        let answer = server.post("/projets/retrouver", &[("adresse", &pasted)]).await;
        assert_eq!((answer.status.as_u16(), answer.leads_to()), (303, owner.as_str()), "{pasted}");
    }
    assert_eq!(server.post("/projets/retrouver", &[("adresse", "bonjour")]).await.status, 422);
}

#[tokio::test]
async fn a_project_started_from_a_site_keeps_that_site() {
    let server = Server::start().await;
    let site = server.app.sites().iter().find(|s| s.name.contains("SaôneOr")).expect("SaôneOr").clone();
    let form = server.get(&format!("/projets/nouveau?site={}", site.id)).await.text();
    assert!(form.contains(&site.name) && form.contains(&format!("value=\"{}\"", site.commune.expect("its commune"))));
    let owner = server
        .post("/projets", &[("title", "Usine"), ("site", &site.id), ("project.kind", "new_plant"), ("project.cost", "50 M€")])
        .await
        .leads_to()
        .to_owned();
    let dossier = server.get(&format!("{owner}/dossier.json")).await.json();
    assert_eq!(dossier["site"]["id"], site.id.as_str());
    // What the site did on a day nobody gave has no day on the list either.
    let page = server.get(&owner).await.text();
    let list = page.split("dates phone\">").nth(1).and_then(|l| l.split("</ol>").next()).expect("the dates of the calendar");
    let done: Vec<&str> = list.split("<li>").filter(|task| task.contains("date non connue")).collect();
    assert!(!done.is_empty() && done.iter().all(|task| task.starts_with("<div></div>")), "{list}");
    assert_eq!(server.post(&format!("{owner}/sites"), &[("site", "aucun-site")]).await.status, 404);
}

#[tokio::test]
async fn weights_in_the_address_move_the_ranking() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let order = |page: String| {
        page.split("<li data-site=\"").skip(1).map(|r| r.split('"').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let page = server.get(&format!("{owner}/sites")).await.text();
    let names: Vec<String> = page.split("type=\"range\" name=\"").skip(1).filter_map(|r| r.split('"').next()).map(str::to_owned).collect();
    assert!(names.len() >= 3, "{names:?}");
    assert!(!page.contains("soft\">(80)") && !page.contains("soft\">(68)"), "a commune that no source gives is said to be so");
    let usual = order(page);
    assert!(!usual.is_empty());
    // Each criterion alone: at least one of them ranks otherwise.
    let mut moved = false;
    for alone in &names {
        let query: Vec<String> = names.iter().map(|n| format!("{n}={}", if n == alone { 100 } else { 0 })).collect();
        moved |= order(server.get(&format!("{owner}/sites?{}", query.join("&"))).await.text()) != usual;
    }
    assert!(moved);
    assert_eq!(server.get(&format!("{owner}/sites?w-distance=NaN&w-x=1e999")).await.status, 200);
}

/// What a drawing writes, without its tags nor what a pointer alone shows.
fn written(drawing: &str) -> String {
    let parts = drawing.split('<').filter_map(|part| part.split_once('>'));
    parts.filter(|(tag, _)| *tag != "title").map(|(_, text)| text).collect()
}

#[tokio::test]
async fn the_calendar_tells_what_is_critical_without_its_colour_and_cuts_no_name() {
    let server = Server::without_jobs().await;
    let example = "/projets/exemples/vicky-foods-saoneor";
    let page = server.get(example).await.text();
    let drawing = page.split("<svg class=\"gantt\"").nth(1).and_then(|rest| rest.split("</svg>").next()).expect("a calendar is drawn");
    let dossier = server.get(&format!("{example}/dossier.json")).await.json();
    let tasks = dossier["calendar"]["tasks"].as_array().expect("tasks");
    let words = written(drawing);
    for task in tasks {
        let name = task["name"]["fr"].as_str().expect("a name").replace('&', "&amp;").replace(" :", "\u{a0}:");
        assert!(words.contains(&name), "{name} is cut in {words}");
    }
    let critical = tasks.iter().filter(|task| task["critical"] == true).count();
    assert_eq!(drawing.matches("<text class=\"cn\">").count(), critical, "bold names");
    assert_eq!(drawing.matches("class=\"hatch\"").count(), drawing.matches("class=\"crit\"").count(), "every bar in colour is hatched");
    assert!(critical > 0 && page.contains("barre hachurée") && page.contains("une chance sur dix d’être prêt"), "{page}");
}
