//! A project file: what is wrong in it is told at once and in its place; what is right survives being written again.

use crate::DICTIONARY;
use domain::project::{AidRegime, FinancingLine, Funder, Instrument, LineState, PastAid};
use domain::{Cents, Datum, FactKind, FactSpec, Mark, Problem, Project, Source, Status, Text, Value};
use jiff::civil::date;
use programmes::{Known, read_project, write_project};
use proptest::prelude::*;

fn read(text: &str) -> Result<Project, Vec<Problem>> {
    let commune = |code: &str| match code {
        "71578" => Err(Text::new(
            "la commune 71578 n’existe plus : elle est devenue 71204 (Fragnes-La Loyère)",
            "commune 71578 no longer exists: it became 71204 (Fragnes-La Loyère)",
        )),
        other => Ok(other.to_owned()),
    };
    let naf = |code: &str| if code == "99.99Z" { Err(Text::same("99.99Z ?")) } else { Ok(code.to_owned()) };
    let site = |id: &str| if id == "nowhere" { Err(Text::same("nowhere ?")) } else { Ok(id.to_owned()) };
    read_project(
        "projet.toml",
        text,
        &Known { dictionary: &DICTIONARY, measures: vec!["vte", "pret-rebond"], commune: &commune, naf: &naf, site: &site },
    )
}

const GOOD: &str = r#"title = "Presse de Chalon"
judged_on = 2020-09-15
summary = { fr = "Relocaliser une presse." }
past_aid_complete = true

[project]
cost = "12 M€"
commune = "71076"
naf = "25.50A"
start = 2021-01-04
themes = ["resilience", "skills"]
started = false

[holder]
kind = "company"
siret = "73282932000074"
headcount = 180

[site]
id = "saoneor-71076"
area_ha = 2.5

[evidence]
"project.cost" = { status = "verified", source = "Devis" }

[[financing]]
label = "Prêt Rebond"
funder = "operator"
instrument = "loan"
amount = "300 000 €"
measure = "pret-rebond"
grant_equivalent = "12 500,50 €"

[[past_aid]]
siren = "732829320"
granted_on = 2019-05-02
amount = "40 k€"
regime = "de_minimis"

[[sources]]
title = "Devis"
date = 2020-07-01
mark = "verified"
"#;

#[test]
fn a_good_file_is_read_whole() {
    let project = read(GOOD)
        .unwrap_or_else(|problems| panic!("{}", problems.iter().map(|p| p.show(domain::Lang::Fr)).collect::<Vec<_>>().join("\n")));
    assert_eq!(project.judged_on, date(2020, 9, 15));
    assert_eq!(project.facts.money("project.cost"), Some(Cents::euros(12_000_000)));
    assert_eq!(project.facts.number("holder.headcount"), Some(180.0));
    assert_eq!(project.facts.bool("project.started"), Some(false));
    assert_eq!(project.facts.date("project.start"), Some(date(2021, 1, 4)));
    assert_eq!(project.facts.codes("project.themes").map(<[String]>::len), Some(2));
    let cost = project.facts.get("project.cost").expect("given");
    assert_eq!((cost.status, cost.source.as_ref().map(|s| s.title.as_str())), (Status::Verified, Some("Devis")));
    assert_eq!(project.financing[0].grant_equivalent, Some(Cents(1_250_050)));
    assert_eq!(project.past_aid[0].amount, Cents::euros(40_000));
    assert!(project.past_aid_complete);
    assert_eq!(read(&write_project(&project, &DICTIONARY)), Ok(project));
}

/// Each slip: what is replaced by what, then the line, column and field told, and a part of the mending in French.
#[test]
fn each_slip_is_told_at_its_place_with_its_mending() {
    let slips: &[(&str, &str, usize, usize, &str, &str)] = &[
        ("title = \"Presse de Chalon\"\n", "", 1, 1, "title", "ajouter une ligne title"),
        ("judged_on = 2020-09-15\n", "", 1, 1, "judged_on", "judged_on = 2020-09-15"),
        ("judged_on = 2020-09-15", "judged_on = \"15/09/2020\"", 2, 13, "judged_on", "2020-09-15"),
        ("judged_on", "juged_on", 2, 1, "juged_on", "« judged_on »"),
        ("[holder]", "[holdre]", 14, 2, "holdre", "« holder »"),
        ("cost = ", "coste = ", 7, 1, "project.coste", "« cost »"),
        ("cost = \"12 M€\"", "siret = \"1\"", 7, 1, "project.siret", "[holder]"),
        ("\"12 M€\"", "\"12 €\"", 7, 8, "project.cost", "\"12 M€\""),
        ("\"12 M€\"", "12000000", 7, 8, "project.cost", "\"12000000 €\""),
        ("\"12 M€\"", "\"12 000 000\"", 7, 8, "project.cost", "\"12 000 000 €\""),
        ("\"12 M€\"", "\"12 milions\"", 7, 8, "project.cost", "1,25 M€"),
        ("\"71076\"", "\"71578\"", 8, 11, "project.commune", ""),
        ("\"71076\"", "71076", 8, 11, "project.commune", "entre guillemets"),
        ("\"25.50A\"", "\"255.0\"", 9, 7, "project.naf", "25.11Z"),
        ("\"25.50A\"", "\"99.99Z\"", 9, 7, "project.naf", ""),
        ("2021-01-04", "\"04/01/2021\"", 10, 9, "project.start", "2021-01-04"),
        ("\"skills\"]", "\"skils\"]", 11, 10, "project.themes", "« skills »"),
        ("started = false", "started = \"non\"", 12, 11, "project.started", "true ou false"),
        ("\"company\"", "\"entreprise\"", 15, 8, "holder.kind", "« company »"),
        ("\"company\"", "\"compani\"", 15, 8, "holder.kind", "« company »"),
        ("\"73282932000074\"", "\"73282932000075\"", 16, 9, "holder.siret", "Kbis"),
        ("headcount = 180", "headcount = \"180\"", 17, 13, "holder.headcount", "sans guillemets"),
        ("headcount = 180", "headcount = -3", 17, 13, "holder.headcount", "de 0 salariés"),
        ("headcount = 180", "size = \"small\"", 17, 8, "holder.size", "retirer cette ligne"),
        ("\"saoneor-71076\"", "\"nowhere\"", 20, 6, "site.id", ""),
        ("\"project.cost\"", "\"project.coast\"", 24, 1, "evidence.\"project.coast\"", "project.cost"),
        ("source = \"Devis\"", "source = \"Devi\"", 24, 50, "evidence.\"project.cost\".source", "« Devis »"),
        ("\"verified\", source", "\"sure\", source", 24, 29, "evidence.project.cost.status", "declared"),
        ("funder = \"operator\"", "funder = \"operateur\"", 28, 10, "financing[1].funder", "« operator »"),
        ("amount = \"300 000 €\"", "amount = \"8,05\"", 30, 10, "financing[1].amount", "\"8,05 M€\""),
        ("amount = \"300 000 €\"", "amount = 300000", 30, 10, "financing[1].amount", "\"300000 €\""),
        ("amount = \"300 000 €\"", "amount = \"-5 €\"", 30, 10, "financing[1].amount", "signe moins"),
        ("measure = \"pret-rebond\"", "measure = \"pret-rebon\"", 31, 11, "financing[1].measure", "« pret-rebond »"),
        ("\"732829320\"", "\"732829321\"", 35, 9, "past_aid[1].siren", "Kbis"),
        ("amount = \"40 k€\"", "amount = \"40.000 €\"", 37, 10, "past_aid[1].amount", "400 000 €"),
        ("[project]", "[project", 6, 9, "", "crochets"),
        ("cost = \"12 M€\"", "cost = \"12 M€\"\ncost = \"13 M€\"", 8, 1, "", "n’en garder qu’une"),
    ];
    for (from, to, line, column, field, mend) in slips {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "« {from} » is in the file");
        let problems = read(&text).expect_err(to);
        let told = problems.iter().map(|p| p.show(domain::Lang::Fr)).collect::<Vec<_>>().join("\n");
        let found = problems.iter().find(|p| p.field == *field && (p.line, p.column) == (*line, *column));
        let found = found.unwrap_or_else(|| panic!("« {to} » expected at {line}:{column} [{field}], told:\n{told}"));
        assert!(found.mend.fr.contains(mend), "« {to} » mended by « {mend} », told:\n{told}");
        assert!(!found.what.fr.is_empty() && !found.what.en.is_empty(), "both languages for « {to} »");
    }
}

#[test]
fn a_former_commune_is_refused_with_the_name_of_its_successor() {
    let problems = read(&GOOD.replace("\"71076\"", "\"71578\"")).expect_err("71578 was merged");
    assert!(problems[0].what.fr.contains("71204"), "{}", problems[0].what.fr);
}

#[test]
fn all_the_slips_of_a_file_are_told_at_once_in_the_order_of_its_lines() {
    let text =
        GOOD.replace("\"12 M€\"", "12").replace("180", "\"180\"").replace("pret-rebond", "pret").replace("\"Presse de Chalon\"", "\"\"");
    let fields: Vec<String> = read(&text).expect_err("four slips").into_iter().map(|p| p.field).collect();
    assert_eq!(fields, ["title", "project.cost", "holder.headcount", "financing[1].measure"]);
}

fn value(spec: &FactSpec) -> BoxedStrategy<Value> {
    let choices: Vec<String> = spec.choices.iter().map(|c| c.id.clone()).collect();
    let (least, most) = (spec.least.unwrap_or(0.0), spec.most.unwrap_or(1e6));
    match spec.kind {
        FactKind::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        FactKind::Money => ((least * 100.0) as i64..=(most * 100.0) as i64).prop_map(|c| Value::Money(Cents(c))).boxed(),
        FactKind::Number => (least..most).prop_map(Value::Number).boxed(),
        FactKind::Date => day().prop_map(Value::Date).boxed(),
        FactKind::Choice => prop::sample::select(choices).prop_map(Value::Code).boxed(),
        FactKind::Choices => prop::sample::subsequence(choices.clone(), 0..=choices.len()).prop_map(Value::Codes).boxed(),
        FactKind::Naf => Just(Value::Code("25.50A".into())).boxed(),
        FactKind::Commune => "[0-9][0-9AB][0-9]{3}".prop_map(Value::Code).boxed(),
        FactKind::Siret => Just(Value::Code("73282932000074".into())).boxed(),
        FactKind::Text => "\\PC{0,20}[é\"'\\\\\n\t]{0,3}[a-z]".prop_map(Value::Text).boxed(),
    }
}

fn day() -> impl Strategy<Value = domain::Date> {
    (2000_i16..2099, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn sources() -> Vec<Source> {
    vec![
        Source {
            title: "Devis « presse » n° 1".into(),
            url: Some("https://example.org/a?b=c".into()),
            date: Some(date(2020, 7, 1)),
            ..Source::default()
        },
        Source::new("Kbis", Mark::Verified).article("C. com., art. L123-1"),
    ]
}

/// Sources that a project can cite: those of its list, and one that is not in it.
fn cited(index: usize) -> Source {
    sources()
        .get(index)
        .cloned()
        .unwrap_or_else(|| Source { url: Some("https://example.org/".into()), ..Source::new("Kbis", Mark::Partial) })
}

prop_compose! {
    fn financing()(
        label in "\\PC{0,12}[a-z]", cents in 0_i64..10_000_000_000, equivalent in prop::option::of(0_i64..1_000_000), cite in prop::option::of(0_usize..3),
        measure in prop::option::of(prop::sample::select(vec!["vte", "pret-rebond"])),
        (funder, instrument) in prop::sample::select(vec![(Funder::Holder, Instrument::OwnFunds), (Funder::Operator, Instrument::SubordinatedLoan), (Funder::Epci, Instrument::InKind)]),
        (regime, state) in prop::sample::select(vec![(AidRegime::None, LineState::Considered), (AidRegime::DeMinimis, LineState::Refused), (AidRegime::Other, LineState::Paid)]),
    ) -> FinancingLine {
        FinancingLine { label, funder, instrument, amount: Cents(cents), regime, state, measure: measure.map(str::to_owned),
            grant_equivalent: equivalent.map(Cents), base: equivalent.map(|c| Cents(c + 1)), source: cite.map(cited) }
    }
}

fn facts() -> impl Strategy<Value = Vec<(String, Datum)>> {
    let asked: Vec<&FactSpec> = DICTIONARY.facts.iter().filter(|f| !f.derived).collect();
    let one = |spec: &&FactSpec| {
        let key = spec.key.clone();
        let status = prop::sample::select(vec![Status::Declared, Status::Verified, Status::Assumed, Status::Computed]);
        let datum = (value(spec), status, prop::option::of(0_usize..3)).prop_map(|(value, status, cite)| Datum {
            value,
            status,
            source: cite.map(cited),
        });
        prop::option::of(datum.prop_map(move |datum| (key.clone(), datum)))
    };
    asked.iter().map(one).collect::<Vec<_>>().prop_map(|facts| facts.into_iter().flatten().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_written_project_reads_back_to_itself(
        title in "\\PC{0,20}[\"\\\\\n]{0,2}[a-z]", fr in "\\PC{0,20}", en in "\\PC{0,20}", judged_on in day(), facts in facts(),
        financing in prop::collection::vec(financing(), 0..4), complete in any::<bool>(),
        past in prop::collection::vec((day(), 0_i64..30_000_000, any::<bool>()), 0..3),
    ) {
        let past_aid = past.into_iter().map(|(granted_on, cents, own)| PastAid {
            siren: own.then(|| "732829320".to_owned()), granted_on, amount: Cents(cents), regime: AidRegime::DeMinimis,
        }).collect();
        let project = Project { title, summary: Text::new(fr, en), judged_on, facts: domain::Facts(facts.into_iter().collect()),
            financing, past_aid, past_aid_complete: complete, sources: sources() };
        let text = write_project(&project, &DICTIONARY);
        match read(&text) {
            Ok(again) => prop_assert_eq!(again, project),
            Err(problems) => prop_assert!(false, "{}\n{}", problems.iter().map(|p| p.show(domain::Lang::Fr)).collect::<Vec<_>>().join("\n"), text),
        }
    }
}

#[test]
fn a_file_saved_by_a_windows_editor_keeps_its_lines_and_columns() {
    let text = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    assert_eq!(read(&text), read(GOOD));
    let problems = read(&text.replace("\"12 M€\"", "\"12 €\"")).expect_err("twelve euros");
    assert_eq!((problems[0].line, problems[0].column), (7, 8));
}
