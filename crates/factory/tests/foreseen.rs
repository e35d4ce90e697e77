//! What the other stations say of a site reaches its ranking, and what a site declares reaches the calendar.

use domain::followed::{Followed, Outcome};
use domain::{AidRegime, Cents, Date, Datum, Facts, FinancingLine, Funder, Instrument, Issuer, Label, LineState, Project, Site, Source};
use domain::{Anticipation, AnticipationState, Scope, Status, Text, Value};
use factory::{Setting, assemble, foreseen};
use locate::Seen;
use programmes::Rulebook;
use reference::{CommuneRow, DepartmentRow, Reference, Tables};

const MONDAY: Date = Date::constant(2026, 3, 2);

fn commune(code: &str, department: &str) -> CommuneRow {
    CommuneRow {
        code: code.into(),
        name: format!("Commune {code}"),
        department: department.into(),
        region: "27".into(),
        siren: String::new(),
        epci: None,
        population: Some(10_000),
        lat: Some(46.78),
        lon: Some(4.85),
        located: "exact".into(),
    }
}

fn reference() -> Reference {
    let department = |code: &str| DepartmentRow { code: code.into(), name: format!("Département {code}"), region: "27".into() };
    Reference::assemble(Tables {
        communes: vec![commune("71076", "71"), commune("97415", "974")],
        departments: vec![department("71"), department("974")],
        ..Tables::default()
    })
}

fn rules() -> Rulebook {
    Rulebook::load(None).expect("the embedded rules are right")
}

fn site(id: &str, commune: &str, attributes: &[(&str, Value)]) -> Site {
    let text = format!("nom;code insee\n{id};{commune}\n");
    let mut site = reference::read_site_list("sites.csv", text.as_bytes(), &reference(), None).accepted.remove(0);
    site.id = id.to_owned();
    site.attributes.extend(attributes.iter().map(|(key, value)| ((*key).to_owned(), Datum::declared(value.clone()))));
    site
}

fn plant() -> Project {
    let mut project = Project {
        title: "Usine".into(),
        summary: Text::default(),
        judged_on: MONDAY,
        facts: Facts::default(),
        financing: vec![],
        past_aid: vec![],
        past_aid_complete: false,
        sources: vec![],
    };
    for (key, value) in [
        ("project.kind", Value::Code("new_plant".into())),
        ("project.commune", Value::Code("71076".into())),
        ("place.afr_zone", Value::Code("c".into())),
        ("site.icpe", Value::Code("authorisation".into())),
        ("site.power_mva", Value::Number(8.0)),
        ("site.floor_m2", Value::Number(45_000.0)),
        ("site.area_ha", Value::Number(8.0)),
    ] {
        project.facts.set(key, Datum::declared(value));
    }
    project
}

#[test]
fn the_delays_of_the_calendar_the_aid_zone_and_the_day_of_the_power_reach_the_ranking() {
    let (rules, reference) = (rules(), reference());
    let day = Value::Date(Date::constant(2027, 3, 2));
    let sites = [
        site("announced", "71076", &[("power_mva", Value::Number(10.0)), ("ext_puissance_date", day)]),
        site("connected", "97415", &[("power_mva", Value::Number(10.0)), ("permit_months", Value::Number(4.0))]),
        site("unknown", "97415", &[]),
    ];
    let seen = foreseen(&plant(), &sites, &rules, &reference);
    assert_eq!(seen[0].number("power_months"), Some(12.0));
    assert!(seen[0].number("ready_months").is_some_and(|m| m >= 12.0), "power is waited for: {:?}", seen[0].foreseen);
    // Told of the commune of the project, and so of the sites of that commune; overseas is a zone "a" as a whole.
    assert!(seen[0].keys().any(|key| key.starts_with("afr_pct")));
    assert!(seen[2].keys().any(|key| key.starts_with("afr_pct")));
    assert_eq!(seen[1].number("permit_months"), Some(4.0), "what the site says stands");
    assert_eq!((seen[1].number("power_months"), seen[2].number("ready_months")), (None, None), "what nothing tells is unknown");
    let mut project = plant();
    project.facts.set("site.needed", Datum::declared(Value::Bool(true)));
    let setting = Setting::new(&rules, &reference, &sites);
    let ranking = assemble(&project, &setting).ranking.expect("a ranking");
    assert_eq!(factory::ranking(&project, &setting), ranking, "the same, asked for alone");
    for id in ["power_months", "permit_months", "ready_months", "aid_ceiling"] {
        assert!(ranking.criteria.iter().any(|c| c.id == id), "{id} is compared");
    }
}

#[test]
fn sites_in_the_same_situation_wait_as_long_and_each_as_long_as_if_it_were_alone() {
    let (rules, reference) = (rules(), reference());
    let power = |mva: f64| ("power_mva", Value::Number(mva));
    let from = |year: i16| ("ext_puissance_date", Value::Date(Date::constant(year, 3, 2)));
    let sites = [
        site("enough", "71076", &[power(10.0)]),
        site("more-than-enough", "71076", &[power(60.0)]),
        site("too-little", "71076", &[power(2.0)]),
        site("next-year", "71076", &[power(10.0), from(2027)]),
        site("in-ten-years", "71076", &[power(10.0), from(2036)]),
    ];
    let together = foreseen(&plant(), &sites, &rules, &reference);
    let ready = |seen: &Seen| seen.number("ready_months").expect("a site that tells its power is not a bare one");
    for (site, seen) in sites.iter().zip(&together) {
        let alone = foreseen(&plant(), [site], &rules, &reference);
        assert_eq!(ready(seen), ready(&alone[0]), "{}", site.id);
    }
    assert_eq!(ready(&together[0]), ready(&together[1]));
    assert!(ready(&together[4]) >= 120.0 && ready(&together[3]) < 120.0);
}

#[test]
fn a_study_older_than_the_rules_let_it_live_counts_no_more_in_the_ranking_than_in_the_calendar() {
    let (rules, reference) = (rules(), reference());
    let studied = |id: &str, on: Date| {
        let mut site = site(id, "71076", &[]);
        site.anticipations.push(Anticipation {
            procedure: "inventory".into(),
            state: AnticipationState::Obtained,
            date: Some(on),
            expires: None,
            scope: Scope::default(),
            status: Status::Verified,
            source: Source::default(),
        });
        site
    };
    let sites = [studied("fresh", Date::constant(2025, 3, 3)), studied("worn", Date::constant(2020, 3, 2))];
    let ranking = factory::ranking(&plant(), &Setting::new(&rules, &reference, &sites));
    let maturity = |id: &str| {
        let site = ranking.ranked.iter().find(|r| r.site == id).expect("ranked");
        site.contributions.iter().find(|c| c.criterion == "maturity").expect("compared").utility
    };
    // One of four done, or to do again; nothing tells of the three others.
    assert_eq!((maturity("fresh"), maturity("worn")), (Some(0.625), Some(0.375)));
}

fn calendar(project: &Project, sites: &[Site], followed: Vec<Followed>) -> schedule::Calendar {
    let (rules, reference) = (rules(), reference());
    let mut setting = Setting::new(&rules, &reference, sites);
    setting.draws = 200;
    setting.followed = followed;
    assemble(project, &setting).calendar.expect("a plant has a calendar")
}

fn on(site: &str) -> Project {
    let mut project = plant();
    project.facts.set("site.id", Datum::declared(Value::Text(site.into())));
    project
}

#[test]
fn power_that_a_site_declares_is_a_connection_already_there_when_it_is_enough() {
    let enough = site("s", "71076", &[("power_mva", Value::Number(10.0))]);
    let short = site("s", "71076", &[("power_mva", Value::Number(5.0))]);
    let task = |site: Site| calendar(&on("s"), &[site], vec![]).tasks.into_iter().find(|t| t.id == "RACC").expect("a connection");
    assert!(task(enough).anticipated.is_some());
    let whole = task(short);
    assert_eq!((whole.anticipated, whole.optimistic, whole.pessimistic), (None, 6.0, 36.0));
}

#[test]
fn a_zone_u_of_the_inventory_answers_the_question_of_the_permit() {
    let zone = |zone: &str| site("s", "71076", &[("urba_zone_type", Value::Text(zone.into()))]);
    let of = |zone_type: &str| calendar(&on("s"), &[zone(zone_type)], vec![]);
    let (urban, other, unknown) = (of("U"), of("AUs"), of("ZnC"));
    assert!(!urban.missing.contains(&"site.urban_zone".to_owned()) && urban.notes.iter().any(|n| n.fr.starts_with("zone U")));
    assert!(unknown.missing.contains(&"site.urban_zone".to_owned()), "{:?}", unknown.missing);
    assert!(urban.opening.months <= other.opening.months);
}

#[test]
fn the_dates_that_a_project_recorded_move_its_calendar() {
    let line = |outcome, decided| Followed {
        procedure: "AE_DECISION".into(),
        department: "71".into(),
        site: None,
        filed: Date::constant(2025, 6, 2),
        complete: None,
        legal: None,
        promised: None,
        decided,
        outcome,
    };
    let decided = Some(Date::constant(2026, 2, 20));
    let at = |followed| calendar(&plant(), &[], followed);
    let task = |followed| at(followed).tasks.into_iter().find(|t| t.id == "AE_DECISION").expect("an authorisation");
    assert!(task(vec![line(Outcome::Granted, decided)]).anticipated.is_some());
    assert!(task(vec![line(Outcome::Pending, None)]).under_way.is_some());
    let refused = task(vec![line(Outcome::Refused, decided)]);
    assert!(refused.anticipated.is_none() && refused.under_way.is_none(), "a refusal is no decision in hand");
}

#[test]
fn the_promise_of_the_state_is_compared_on_the_sites_that_hold_its_label_only() {
    let labelled = |issuer| {
        let mut site = site("s", "71076", &[]);
        site.labels.push(Label { wave: "2021".into(), issuer, source: Source::default() });
        calendar(&on("s"), &[site], vec![]).promises
    };
    let promises = labelled(Issuer::State);
    assert!(promises.iter().any(|p| p.task == "AE_DECISION" && p.promised_months == 9.0), "{promises:?}");
    assert!(promises.iter().all(|p| !p.source.title.is_empty()));
    assert_eq!(labelled(Issuer::Region), []);
}

#[test]
fn the_application_to_a_call_waits_for_its_window_and_no_order_comes_before_it() {
    let at = |on: Date, state| {
        let mut project = plant();
        project.judged_on = on;
        project.financing.push(FinancingLine {
            label: "Fonds vert".into(),
            funder: Funder::State,
            instrument: Instrument::Grant,
            amount: Cents::euros(500_000),
            regime: AidRegime::None,
            state,
            measure: Some("fonds-vert-ti".into()),
            grant_equivalent: None,
            base: None,
            source: None,
        });
        calendar(&project, &[], vec![])
    };
    let step = |calendar: &schedule::Calendar, id: &str| calendar.tasks.iter().find(|t| t.id == id).cloned();
    // The sheet of the call gives 12 March to 31 December 2025.
    let before = at(Date::constant(2025, 1, 15), LineState::Considered);
    let application = step(&before, "CALL_fonds-vert-ti-2025").expect("a step for the call");
    assert_eq!(application.earliest_start, Date::constant(2025, 3, 12));
    assert!(application.waits_for.is_some_and(|why| why.fr.contains("31\u{a0}décembre 2025")));
    let filed = step(&before, "AID_FILED").expect("a milestone");
    assert!(filed.after.contains(&"CALL_fonds-vert-ti-2025".to_owned()) && filed.earliest_start >= application.earliest_finish);
    let open = at(Date::constant(2025, 6, 2), LineState::Considered);
    assert_eq!(step(&open, "CALL_fonds-vert-ti-2025").map(|t| t.earliest_start), Some(Date::constant(2025, 6, 2)));
    // Closed for good as far as anybody knows: nothing is imposed, and it is told.
    let after = at(MONDAY, LineState::Considered);
    assert!(step(&after, "CALL_fonds-vert-ti-2025").is_none());
    assert!(after.notes.iter().any(|n| n.fr.contains("aucune fenêtre connue après le 31\u{a0}décembre 2025")), "{:?}", after.notes);
    // Asked already: the application is behind.
    assert!(step(&at(Date::constant(2025, 1, 15), LineState::Asked), "CALL_fonds-vert-ti-2025").is_none());
}
