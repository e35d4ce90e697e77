//! The plan of a project over HTTP: two people may write in it at once, and what was typed comes back.

use crate::server::Server;

fn line<'a>(version: &'a str, label: &'a str, amount: &'a str) -> [(&'a str, &'a str); 8] {
    [
        ("do", "add"),
        ("version", version),
        ("label", label),
        ("amount", amount),
        ("funder", "region"),
        ("instrument", "grant"),
        ("regime", "regional"),
        ("state", "asked"),
    ]
}

#[tokio::test]
async fn two_lines_added_at_once_are_both_kept() {
    let server = Server::start().await;
    let plan = format!("{}/plan", server.project("À quatre mains").await);
    // Both forms were opened on the first version.
    for label in ["Région", "Département"] {
        assert_eq!(server.post(&plan, &line("1", label, "100 000")).await.status, 303, "{label}");
    }
    let page = server.get(&plan).await.text();
    assert!(page.contains("<td>Région</td>") && page.contains("<td>Département</td>"));
}

#[tokio::test]
async fn removing_a_line_removes_the_one_that_was_seen_wherever_it_now_stands() {
    let server = Server::start().await;
    let plan = format!("{}/plan", server.project("Lignes qui bougent").await);
    for (version, label) in [("1", "Première"), ("2", "Deuxième")] {
        server.post(&plan, &line(version, label, "50 000")).await;
    }
    // Seen at version 3, both remove the first line; then one who also saw version 3 removes the second.
    for at in ["0", "0", "1"] {
        let answer = server.post(&plan, &[("do", "remove"), ("version", "3"), ("line", at)]).await;
        assert_eq!(answer.status, 303, "{at}");
        let page = server.get(&plan).await.text();
        assert!(!page.contains("<td>Première</td>"));
        assert_eq!(page.contains("<td>Deuxième</td>"), at == "0", "{at}");
    }
    let lost = server.post(&plan, &[("do", "remove"), ("version", "3"), ("line", "7")]).await;
    assert_eq!(lost.status, 422);
}

#[tokio::test]
async fn what_was_typed_in_either_form_comes_back_with_its_mistake() {
    let server = Server::start().await;
    let plan = format!("{}/plan", server.project("Fautes de frappe").await);
    let past = [
        ("do", "add-past"),
        ("version", "1"),
        ("granted_on", "2019-04-01"),
        ("amount", "beaucoup"),
        ("siren", "732829320"),
        ("regime", "de_minimis"),
    ];
    let answer = server.post(&plan, &past).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for kept in ["value=\"2019-04-01\"", "value=\"beaucoup\"", "value=\"732829320\"", "value=\"de_minimis\" selected"] {
        assert_eq!(page.matches(kept).count(), 1, "{kept}");
    }
    let answer = server.post(&plan, &line("1", "Aide de la région", "cent mille")).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("value=\"cent mille\"") && answer.text().contains("value=\"Aide de la région\""));
}

#[tokio::test]
async fn the_calendar_of_a_project_goes_into_an_agenda() {
    let server = Server::start().await;
    let owner = server.project("Agenda").await;
    let answer = server.get(&format!("/en{owner}/calendrier.ics")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/calendar; charset=utf-8"));
    let text = answer.text();
    assert!(text.starts_with("BEGIN:VCALENDAR") && text.contains("DTSTART;VALUE=DATE:2020"), "{text}");
    assert!(text.contains("Ready to open (even odds): Agenda"), "{text}");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), text.matches("END:VEVENT").count());
    let namesake = server.project("Agenda").await;
    let other = server.get(&format!("/en{namesake}/calendrier.ics")).await.text();
    let identifiers = |text: &str| text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    let (first, second) = (identifiers(&text), identifiers(&other));
    assert!(!first.is_empty() && first.len() == second.len() && first.iter().all(|uid| !second.contains(uid)), "{first:?} {second:?}");
}

#[tokio::test]
async fn the_calendar_of_a_project_opens_in_a_planning_program_with_its_links() {
    let server = Server::start().await;
    let owner = server.project("Planning <& Cie>").await;
    let answer = server.get(&format!("{owner}/calendrier.xml")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/xml"));
    assert!(answer.header("content-disposition").contains(".fr.xml"));
    let text = answer.text();
    assert!(text.contains("xmlns=\"http://schemas.microsoft.com/project\"") && text.contains("Planning &lt;&amp; Cie&gt;"), "{text}");
    let values = |block: &str, name: &str| -> Vec<String> {
        let end = format!("</{name}>");
        block.split(&format!("<{name}>")).skip(1).map(|rest| rest.split(&end).next().unwrap_or_default().to_owned()).collect()
    };
    let tasks = values(&text, "Task");
    let made = server.get(&format!("{owner}/dossier.json")).await.json();
    let steps = made["calendar"]["tasks"].as_array().expect("steps");
    assert_eq!(tasks.len(), steps.len() + 1, "every step, and the opening");
    let uid = |task: &str| values(task, "UID")[0].parse::<usize>().expect("a number");
    let mut linked = 0;
    for (at, task) in tasks.iter().enumerate() {
        assert_eq!(uid(task), at + 1);
        assert!(values(task, "Start") <= values(task, "Finish"), "{task}");
        for before in values(task, "PredecessorUID") {
            let before: usize = before.parse().expect("a number");
            assert!(before < uid(task), "a step follows what comes before it");
            let finish = values(&tasks[before - 1], "Finish");
            assert!(finish <= values(task, "Start"), "{finish:?}: {task}");
            linked += 1;
        }
    }
    assert!(linked >= steps.len(), "{linked} links");
    assert!(tasks.last().is_some_and(|t| t.contains("Prêt à ouvrir") && t.contains("<Milestone>1<")));
}

/// Whole, with nothing left to the style sheet of a page.
fn stands_alone(svg: &str) {
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && !svg.contains("class="), "{svg}");
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}: {svg}")) {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

#[tokio::test]
async fn the_bar_of_the_plan_and_the_calendar_leave_as_rows_and_as_drawings_with_their_message() {
    let server = Server::start().await;
    let owner = server.project("Plan à emporter").await;
    assert_eq!(server.post(&format!("{owner}/plan"), &line("1", "Région <& Cie>", "3 000 000")).await.status, 303);
    let reader = server.share(&owner).await;
    let made = server.get(&format!("{owner}/dossier.json")).await.json();
    let (plan, steps) = (&made["plan"], made["calendar"]["tasks"].as_array().expect("steps").len());
    let gap = plan["gap"].as_i64().expect("cents");
    assert!(gap > 0, "nobody brings twelve million");
    let lines = plan["lines"].as_array().expect("lines").len() + 1;
    for (prefix, lang, message) in [("", "fr", "Plan de financement\u{a0}: il reste "), ("/en", "en", "Financing plan: ")] {
        let page = server.get(&format!("{prefix}{owner}")).await.text();
        assert!(page.contains(&format!("<h2>{message}")), "the title of the plan says what it comes to");
        for (what, rows) in [("plan", lines), ("calendrier", steps)] {
            for address in [&owner, &reader] {
                let at = |ending: &str| format!("{prefix}{address}/{what}.{ending}");
                let csv = server.get(&at("csv")).await;
                assert_eq!((csv.status.as_u16(), csv.header("content-type")), (200, "text/csv; charset=utf-8"), "{}", at("csv"));
                assert!(csv.header("content-disposition").contains(&format!("plan-a-emporter.{what}.{lang}.csv")), "{}", at("csv"));
                assert_eq!(csv.header("cache-control"), "no-store");
                let mut read = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.bytes.as_slice());
                let cells: Vec<csv::StringRecord> = read.records().map(|row| row.expect("a row")).collect();
                assert_eq!(cells.len(), rows, "{}", at("csv"));
                if what == "plan" {
                    let cents: f64 = cells.iter().map(|row| row[5].parse::<f64>().expect("an amount") * 100.0).sum();
                    assert_eq!(cents.round() as i64, plan["cost"].as_i64().expect("cents"), "the rows come to the cost");
                }
                assert!(server.get(&at("xlsx")).await.bytes.starts_with(b"PK\x03\x04"), "{}", at("xlsx"));
                let svg = server.get(&at("svg")).await;
                assert_eq!((svg.status.as_u16(), svg.header("content-type")), (200, "image/svg+xml"), "{}", at("svg"));
                stands_alone(&svg.text());
                assert_eq!(svg.text().contains(message), what == "plan", "{}", svg.text());
            }
            assert!(page.contains(&format!("{owner}/{what}.csv")) && page.contains(&format!("{owner}/{what}.svg")));
        }
        assert!(server.get(&format!("{prefix}{owner}/plan.svg")).await.text().contains("Région &lt;&amp; Cie&gt;"));
    }
}

#[tokio::test]
async fn the_drawings_are_of_whoever_reads_the_project_and_of_nobody_else() {
    let server = Server::start().await;
    let stranger = "/projets/0000000000000000000000ab";
    for file in ["plan.csv", "plan.xlsx", "plan.svg", "calendrier.csv", "calendrier.xlsx", "calendrier.svg"] {
        assert_eq!(server.get(&format!("{stranger}/{file}")).await.status, 404, "{file}");
        assert_eq!(server.get(&format!("/projets/exemples/vicky-foods-saoneor/{file}")).await.status, 200, "{file}");
    }
    let created = server.post("/projets", &[("title", "Sans coût")]).await;
    let untold = created.leads_to();
    assert_eq!(server.get(untold).await.status, 200);
    assert_eq!(server.get(&format!("{untold}/plan.csv")).await.status, 404, "there is no plan without a cost");
    assert_eq!(server.get(&format!("{untold}/plan.exe")).await.status, 404);
}

#[tokio::test]
async fn a_method_that_an_address_does_not_know_is_told_in_a_sentence() {
    let server = Server::start().await;
    let api = server.post_json("/api/v1/sites", "{}").await;
    assert_eq!(api.status, 405);
    assert_eq!(api.json()["status"], 405);
    let page = server.post("/en/mesures", &[]).await;
    assert_eq!(page.status, 405);
    assert!(page.text().contains("not for this method"));
}
