//! The client before a stub that answers with the recorded shapes of the platform: late, busy, refusing, or well.

use demarches::prefill::prefill;
use demarches::{Checkpoint, Client, Descriptor, Field, Mapping, Patience, State, pull};
use domain::{Cents, Text};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

type Asked = Arc<Mutex<Vec<Value>>>;

/// What the stub says: a status, more headers, a body; or nothing for a while.
enum Said {
    Http(u16, &'static str, String),
    Late(Duration),
}

fn stub(answer: impl Fn(&Value, usize) -> Said + Send + 'static) -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = format!("http://{}", listener.local_addr().expect("address"));
    let asked: Asked = Arc::default();
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(&stream);
            let (mut length, mut bearer) = (0, false);
            for line in (&mut reader).lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
                let line = line.to_lowercase();
                length = line.strip_prefix("content-length: ").map_or(length, |n| n.parse().unwrap_or(0));
                bearer |= line == "authorization: bearer jeton";
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            let mut request: Value = serde_json::from_slice(&body).expect("JSON");
            request["bearer"] = json!(bearer);
            let number = {
                let mut log = log.lock().expect("log");
                log.push(request.clone());
                log.len()
            };
            match answer(&request, number) {
                Said::Late(wait) => std::thread::sleep(wait),
                Said::Http(status, headers, body) => {
                    let _ = write!(
                        &stream,
                        "HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                        body.len()
                    );
                }
            }
        }
    });
    (address, asked)
}

fn ok(data: Value) -> Said {
    Said::Http(200, "", json!({ "data": data }).to_string())
}

fn error(code: &str, message: &str) -> Said {
    Said::Http(200, "", json!({ "errors": [{ "message": message, "extensions": { "code": code } }], "data": null }).to_string())
}

fn patience() -> Patience {
    Patience { timeout: Duration::from_millis(400), tries: 3, pause: Duration::from_millis(1), interval: Duration::ZERO, most: 1_000_000 }
}

fn client(base: &str) -> Client {
    Client::new(base, Some("jeton".into()), patience()).expect("loopback")
}

/// Recorded shape of a file, with a person among what is answered, who must not be kept.
fn file(number: i64) -> Value {
    json!({
        "id": format!("RG9zc2llci0{number}"), "number": number, "state": "en_instruction", "archived": false,
        "dateDerniereModification": format!("2024-03-{:02}T10:00:00+01:00", number), "dateDepot": "2024-02-01T09:00:00+01:00",
        "datePassageEnInstruction": "2024-02-03T09:00:00+01:00", "dateTraitement": null, "motivation": null,
        "usager": { "email": "quelquun@exemple.fr" },
        "demandeur": { "__typename": "PersonneMorale", "siret": "73282932000074", "entreprise": { "raisonSociale": "EXEMPLE INDUSTRIE" } },
        "champs": [
            { "__typename": "TextChamp", "id": "Q2hhbXAtMQ==", "champDescriptorId": "Q2hhbXAtMQ==", "label": "Intitulé du projet", "stringValue": "Ligne de découpe" },
            { "__typename": "DecimalNumberChamp", "id": "Q2hhbXAtMg==", "champDescriptorId": "Q2hhbXAtMg==", "label": "Coût total HT", "stringValue": "1250.500" },
            { "__typename": "CommuneChamp", "id": "Q2hhbXAtMw==", "champDescriptorId": "Q2hhbXAtMw==", "label": "Commune", "stringValue": "Chalon-sur-Saône (71100)", "commune": { "code": "71076" } },
            { "__typename": "TextChamp", "id": "Q2hhbXAtNA==", "champDescriptorId": "Q2hhbXAtNA==", "label": "Porteur", "stringValue": "Une entreprise" },
            { "__typename": "YesNoChamp", "id": "Q2hhbXAtNQ==", "champDescriptorId": "Q2hhbXAtNQ==", "label": "Travaux commencés", "stringValue": "false" }
        ],
        "annotations": []
    })
}

/// Files 1 to `all`, in pages as large as asked.
fn files(request: &Value, all: i64) -> Said {
    let variables = &request["variables"];
    let since: i64 = variables["since"].as_str().map_or(0, |since| since[8..10].parse().unwrap_or(0));
    let after: i64 = variables["after"].as_str().map_or(since, |after| after.parse().unwrap_or(0));
    let first = variables["first"].as_i64().expect("first");
    if request["operationName"] == "Gone" {
        let nodes = json!([{ "id": "RG9zc2llci05", "number": 9, "dateSupression": "2024-03-01T00:00:00+01:00", "state": "en_construction", "reason": "user_request" }]);
        return ok(
            json!({ "demarche": { "deletedDossiers": { "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": nodes } } }),
        );
    }
    let nodes: Vec<Value> = (after + 1..=all.min(after + first)).map(file).collect();
    let end = after + nodes.len() as i64;
    let info = json!({ "hasNextPage": end < all, "endCursor": end.to_string() });
    ok(json!({ "demarche": { "number": 12345, "title": "Fonds", "dossiers": { "pageInfo": info, "nodes": nodes } } }))
}

fn pulled(client: &Client, from: Checkpoint) -> (Vec<i64>, Checkpoint, demarches::Pulled) {
    let (mut numbers, mut last) = (vec![], Checkpoint::default());
    let done = pull(client, 12345, from, |files, _, at| {
        numbers.extend(files.iter().map(|file| file.number));
        last = at.clone();
        Ok(())
    });
    (numbers, last, done.expect("a whole pull"))
}

#[test]
fn a_page_that_times_out_is_asked_again_smaller_until_it_passes_and_nothing_is_lost() {
    let (base, asked) = stub(|request, _| {
        if request["variables"]["first"].as_i64() > Some(12) {
            error("timeout", "Timeout on Demarche.dossiers")
        } else {
            files(request, 28)
        }
    });
    let (numbers, _, done) = pulled(&client(&base), Checkpoint::default());
    assert_eq!(numbers, (1..=28).collect::<Vec<_>>());
    assert_eq!(done.files, 28);
    assert!(done.lightened >= 1, "{done:?}");
    assert!(asked.lock().expect("log").iter().all(|request| request["bearer"] == true));
}

#[test]
fn a_server_that_does_not_answer_in_time_is_asked_for_less() {
    let (base, _) =
        stub(|request, _| if request["variables"]["first"] == 50 { Said::Late(Duration::from_millis(500)) } else { files(request, 3) });
    let (numbers, _, done) = pulled(&client(&base), Checkpoint::default());
    assert_eq!((numbers, done.lightened), (vec![1, 2, 3], 1));
}

#[test]
fn a_busy_server_is_left_alone_for_as_long_as_it_says() {
    let (base, asked) = stub(|request, n| if n == 1 { Said::Http(429, "Retry-After: 1\r\n", String::new()) } else { files(request, 2) });
    let started = Instant::now();
    assert_eq!(pulled(&client(&base), Checkpoint::default()).0, [1, 2]);
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert_eq!(asked.lock().expect("log").len(), 3, "once busy, one page, one list of what was erased");
}

#[test]
fn a_pull_that_was_stopped_goes_on_where_the_last_page_was_kept() {
    let (base, _) =
        stub(|request, _| if request["variables"]["first"].as_i64() > Some(12) { error("timeout", "Timeout") } else { files(request, 28) });
    let (mut kept, mut last) = (vec![], Checkpoint::default());
    let stopped = pull(&client(&base), 12345, Checkpoint::default(), |files, _, at| {
        if !kept.is_empty() {
            return Err(Text::new("disque plein", "disk full"));
        }
        kept.extend(files.iter().map(|file| file.number));
        last = at.clone();
        Ok(())
    });
    assert_eq!(stopped.expect_err("stopped").0.en.as_ref(), "disk full");
    assert!(!kept.is_empty() && last.cursor.is_some());
    let (rest, whole, _) = pulled(&client(&base), last);
    kept.extend(rest);
    assert_eq!(kept, (1..=28).collect::<Vec<_>>(), "each once, in order");
    assert_eq!(whole.cursor, None);
    assert_eq!(whole.since.map(|s| s.to_string()).as_deref(), Some("2024-03-28T08:55:00Z"), "five minutes before the last change");
}

#[test]
fn the_next_pull_asks_only_what_changed_and_tells_what_was_erased() {
    let (base, asked) = stub(|request, _| files(request, 28));
    let (_, whole, done) = pulled(&client(&base), Checkpoint::default());
    assert_eq!(done.gone, 1);
    let (again, _, _) = pulled(&client(&base), whole);
    assert!(again.is_empty(), "{again:?}");
    let log = asked.lock().expect("log");
    assert!(log[0]["variables"]["since"].is_null() && log.last().expect("one")["variables"]["since"].is_string());
}

#[test]
fn a_refused_token_an_unknown_number_and_a_redirection_stop_at_once_with_a_sentence() {
    for (said, word) in [
        (error("unauthorized", "An object of type Demarche was hidden due to permissions"), "Jetons d’API"),
        (error("not_found", "Demarche not found"), "aucune démarche"),
        (Said::Http(302, "Location: http://169.254.169.254/\r\n", String::new()), "HTTP 302"),
        (Said::Http(403, "", String::new()), "Jetons d’API"),
    ] {
        let said = Mutex::new(Some(said));
        let (base, asked) = stub(move |_, _| said.lock().expect("said").take().unwrap_or(Said::Late(Duration::ZERO)));
        let (why, _) = pull(&client(&base), 1, Checkpoint::default(), |_, _, _| Ok(())).expect_err("refused");
        assert!(why.fr.contains(word) && !why.fr.contains("jeton\""), "{}", why.fr);
        assert_eq!(asked.lock().expect("log").len(), 1, "asking again changes nothing");
    }
    assert!(Client::new("http://exemple.fr", Some("jeton".into()), patience()).is_err(), "a token is not sent in the clear");
}

#[test]
fn a_file_that_the_platform_could_not_give_refuses_the_page_rather_than_losing_it() {
    let (base, _) = stub(|_, _| {
        ok(json!({ "demarche": { "dossiers": { "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": [file(1), null] } } }))
    });
    assert!(pull(&client(&base), 1, Checkpoint::default(), |_, _, _| Ok(())).is_err());
}

const MAPPING: &str = r#"
demarche = 12345
territory = "2:ti-2704"
[[fields]]
champ = "Intitulé du projet"
to = "title"
kind = "text"
[[fields]]
champ = "Q2hhbXAtMg=="
to = "project.cost"
kind = "money"
[[fields]]
champ = "Commune"
to = "project.commune"
kind = "commune"
[[fields]]
champ = "Porteur"
to = "holder.kind"
kind = "choice"
choices = { "Une entreprise" = "company", "Une commune" = "commune" }
[[fields]]
champ = "Travaux commencés"
to = "project.started"
kind = "bool"
"#;

#[test]
fn a_mapping_reads_a_file_and_asks_where_it_cannot() {
    let (base, _) = stub(|request, _| files(request, 1));
    let mut read = vec![];
    pull(&client(&base), 12345, Checkpoint::default(), |files, _, _| {
        read.extend(files);
        Ok(())
    })
    .expect("one file");
    let mapping = Mapping::parse("fonds.toml", MAPPING).expect("a mapping");
    let mapped = mapping.read(&read[0]);
    assert_eq!(mapped.problems, []);
    assert_eq!(mapped.fields["project.cost"], Field::Money(Cents(125_050)), "1250.500 of a number is 1 250,50 €, never 1 250 500 €");
    assert_eq!(mapped.fields["project.commune"], Field::Code("71076".into()));
    assert_eq!(mapped.fields["holder.kind"], Field::Code("company".into()));
    assert_eq!((read[0].state, read[0].name.as_deref()), (State::EnInstruction, Some("EXEMPLE INDUSTRIE")));
    let kept = serde_json::to_string(&read[0]).expect("JSON");
    assert!(!kept.contains("exemple.fr"), "a person's mail is not kept");
    let mut odd = read[0].clone();
    odd.champs[1].text = Some("1250.505".into());
    odd.champs[3].text = Some("Autre".into());
    odd.champs.remove(0);
    let mapped = mapping.read(&odd);
    assert_eq!(mapped.problems.len(), 3, "{:?}", mapped.problems);
    assert!(!mapped.fields.contains_key("project.cost"));
    let wrong =
        Mapping::parse("fonds.toml", "demarche = 1\nfields = [{ champ = \"a\", to = \"b\", kind = \"sum\" }]").expect_err("refused");
    assert_eq!((wrong.file.as_str(), wrong.line), ("fonds.toml", 2));
}

#[test]
fn a_prefill_holds_what_is_known_and_lists_what_remains_first_what_is_compulsory() {
    let question = |id: &str, label: &str, kind: &str, required| Descriptor {
        id: id.into(),
        label: label.into(),
        description: String::new(),
        kind: format!("{kind}ChampDescriptor"),
        required,
        options: if kind == "DropDownList" { vec!["Une entreprise".into()] } else { vec![] },
    };
    let form = [
        question("Q2hhbXAtMA==", "1. Le projet", "HeaderSection", false),
        question("Q2hhbXAtMQ==", "Intitulé du projet", "Text", true),
        question("Q2hhbXAtMg==", "Coût total HT", "DecimalNumber", true),
        question("Q2hhbXAtMw==", "Commune", "Commune", false),
        question("Q2hhbXAtNA==", "Porteur", "DropDownList", true),
        question("Q2hhbXAtNQ==", "Travaux commencés", "YesNo", false),
        question("Q2hhbXAtNg==", "RIB", "PieceJustificative", true),
        question("Q2hhbXAtNw==", "Votre avis", "Textarea", false),
    ];
    let mapping = Mapping::parse("fonds.toml", MAPPING).expect("a mapping");
    let known = |key: &str| match key {
        "title" => Some(Field::Text("Ligne de découpe".into())),
        "project.cost" => Some(Field::Money(Cents(125_050))),
        "project.commune" => Some(Field::Code("71076".into())),
        "holder.kind" => Some(Field::Code("company".into())),
        _ => None,
    };
    let made = prefill(&mapping, &form, known, |insee| (insee == "71076").then(|| "71100".into()));
    let expected = json!({ "champ_Q2hhbXAtMQ": "Ligne de découpe", "champ_Q2hhbXAtMg": "1250.50", "champ_Q2hhbXAtMw": ["71100", "71076"], "champ_Q2hhbXAtNA": "Une entreprise" });
    assert_eq!(Value::Object(made.body.clone()), expected);
    let remaining: Vec<(&str, bool)> = made.remaining.iter().map(|q| (q.label.as_str(), q.required)).collect();
    assert_eq!(remaining, [("RIB", true), ("Travaux commencés", false), ("Votre avis", false)]);
    assert!(made.remaining[1].why.fr.contains("pas encore"));
    let address = Client::new(demarches::PUBLIC, None, patience()).expect("https").prefill_address(12345);
    assert!(address.ends_with("/api/public/v1/demarches/12345/dossiers"));
    let unknown = prefill(&mapping, &form, known, |_| None);
    assert!(unknown.remaining.iter().any(|q| q.label == "Commune" && q.why.fr.contains("code postal")));
}
