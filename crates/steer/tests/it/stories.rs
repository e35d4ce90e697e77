//! A region, two envelopes and a handful of projects: what a pilot asks, answered by hand.

use std::collections::BTreeMap;
use steer::{
    Answer, Cause, Change, Effort, Failure, Measure, Mistake, Named, Plan, Portfolio, Project, Scenario, Violation, Why, explain, moves,
    replan, solve, verify,
};

fn measure(id: &str, envelope: i64) -> Measure {
    Measure { id: id.into(), envelope, ..Measure::default() }
}

fn project(id: &str, need: i64, jobs: i64, carbon: i64, measures: &[&str]) -> Project {
    Project {
        id: id.into(),
        cost: need * 4,
        need,
        points: BTreeMap::from([("jobs".into(), jobs), ("carbon".into(), carbon)]),
        measures: measures.iter().map(|m| (*m).to_owned()).collect(),
        ..Project::default()
    }
}

fn portfolio() -> Portfolio {
    Portfolio {
        most_funders: 2,
        measures: vec![measure("friches", 100), measure("decarbonation", 60)],
        projects: vec![
            project("forge", 60, 30, 1, &["friches"]),
            project("laverie", 50, 8, 40, &["friches"]),
            project("four", 60, 5, 50, &["decarbonation"]),
            project("atelier", 40, 20, 2, &["friches", "decarbonation"]),
            project("immense", 900, 500, 500, &["friches", "decarbonation"]),
        ],
        ..Portfolio::default()
    }
}

fn effort() -> Effort<'static> {
    Effort { rounds: 2_000, steps: 100, ..Effort::default() }
}

fn retained(plan: &Plan) -> Vec<&str> {
    plan.retained.keys().map(String::as_str).collect()
}

#[test]
fn priorities_decide_and_each_refusal_says_what_would_change_it() {
    let (portfolio, jobs) = (portfolio(), Scenario { weights: [("carbon".into(), 0)].into(), ..Scenario::default() });
    let proposal = solve(&portfolio, &jobs, &effort()).expect("a plan");
    // By hand: forge 30 + atelier 20 on friches, four 5 on decarbonation.
    assert_eq!((retained(&proposal.plan), proposal.value, proposal.bound), (vec!["atelier", "forge", "four"], 55, proposal.bound));
    assert!(proposal.bound >= 55);
    let refused = explain(&portfolio, &jobs, &proposal).expect("explained");
    let answer = Answer { scenario: jobs, gap: proposal.gap(), proposal, refused, moves: vec![] };
    let written = serde_json::to_string(&answer).expect("JSON");
    assert_eq!(serde_json::from_str::<Answer>(&written).expect("reads back"), answer);
    let laverie = answer.refused.iter().find(|r| r.project == "laverie").expect("it is out");
    assert!(matches!(&laverie.why, Why::Full { tight } if tight[0].limit == Named::Envelope { measure: "friches".into() }));
    assert_eq!(laverie.change, Some(Change::Raise { limit: Named::Envelope { measure: "friches".into() }, by: 50 }));
    let immense = answer.refused.iter().find(|r| r.project == "immense").expect("it is out");
    assert_eq!(immense.why, Why::NotFundable { most: 160 });
}

#[test]
fn another_set_of_priorities_says_who_moves_and_why() {
    let (portfolio, jobs) = (portfolio(), Scenario { weights: [("carbon".into(), 0)].into(), ..Scenario::default() });
    let carbon = Scenario { weights: [("jobs".into(), 0)].into(), ..Scenario::default() };
    let [first, second] = [&jobs, &carbon].map(|s| solve(&portfolio, s, &effort()).expect("a plan"));
    // By hand: laverie 40 and atelier 2 on friches, four 50 on decarbonation.
    assert_eq!((retained(&second.plan), second.value), (vec!["atelier", "four", "laverie"], 92));
    let moved = moves(&portfolio, (&jobs, &first.plan), (&carbon, &second.plan));
    let told: Vec<_> = moved.iter().map(|m| (m.project.as_str(), m.enters, &m.cause)).collect();
    assert_eq!(told, [("forge", false, &Cause::Priorities), ("laverie", true, &Cause::Priorities)]);
    assert!(moves(&portfolio, (&jobs, &first.plan), (&jobs, &first.plan)).is_empty());
}

#[test]
fn a_decision_of_the_pilot_is_kept_and_the_rest_follows() {
    let (portfolio, free) = (portfolio(), Scenario { weights: [("carbon".into(), 0)].into(), ..Scenario::default() });
    let before = solve(&portfolio, &free, &effort()).expect("a plan");
    let decided = Scenario { keep: vec!["laverie".into()], ..free };
    let after = replan(&portfolio, &decided, &before, &effort()).expect("a plan");
    // By hand: laverie 8 and atelier 20 on friches (90 of 100), four 5.
    assert_eq!((retained(&after.plan), after.value), (vec!["atelier", "four", "laverie"], 33));
    let impossible = Scenario { keep: vec!["immense".into()], ..Scenario::default() };
    assert_eq!(solve(&portfolio, &impossible, &effort()), Err(Failure::Mistake(Mistake::Kept("immense".into()))));
    let both = Scenario { keep: vec!["forge".into()], refuse: vec!["forge".into()], ..Scenario::default() };
    assert_eq!(solve(&portfolio, &both, &effort()), Err(Failure::Mistake(Mistake::Both("forge".into()))));
}

#[test]
fn sites_needs_regions_and_years_hold() {
    let mut portfolio = portfolio();
    portfolio.measures[0].shares = [("27".into(), 70)].into();
    portfolio.measures[1].payments = vec![50, 50];
    portfolio.measures[1].yearly = vec![20];
    for p in &mut portfolio.projects {
        p.region = Some("27".into());
    }
    portfolio.projects[0].site = Some("saoneor".into());
    portfolio.projects[3].site = Some("saoneor".into());
    portfolio.projects[1].needs = vec!["four".into()];
    let scenario = Scenario::default();
    let proposal = solve(&portfolio, &scenario, &effort()).expect("a plan");
    assert_eq!(verify(&portfolio, &scenario, &proposal.plan), []);
    // By hand: four asks 60, of which 30 the first year for 20 allowed; without it no laverie; forge and atelier share a site.
    assert_eq!(retained(&proposal.plan), ["forge"]);
    let refused = explain(&portfolio, &scenario, &proposal).expect("explained");
    let why = |id: &str| refused.iter().find(|r| r.project == id).map(|r| r.why.clone());
    assert_eq!(why("atelier"), Some(Why::Rival { project: "forge".into() }));
    assert_eq!(why("laverie"), Some(Why::Missing { project: "four".into() }));
    assert_eq!(why("four"), Some(Why::NotFundable { most: 40 }));
}

#[test]
fn a_plan_that_breaks_a_rule_is_told_which() {
    let (mut portfolio, scenario) = (portfolio(), Scenario::default());
    portfolio.measures[0].floor = 20;
    portfolio.not_cumulable = vec![["friches".into(), "decarbonation".into()]];
    let of = |aids: &[(&str, &str, i64)]| {
        let mut plan = Plan::default();
        for (project, measure, amount) in aids {
            plan.retained.entry((*project).into()).or_default().insert((*measure).into(), *amount);
        }
        verify(&portfolio, &scenario, &plan)
    };
    assert_eq!(of(&[("atelier", "friches", 40)]), []);
    assert!(matches!(of(&[("atelier", "friches", 39)])[..], [Violation::PlanNotClosed { aid: 39, need: 40, .. }]));
    assert!(matches!(of(&[("atelier", "friches", 25), ("atelier", "decarbonation", 15)])[..], [Violation::NotCumulable { .. }]));
    assert!(matches!(of(&[("atelier", "friches", 10), ("atelier", "decarbonation", 30)])[0], Violation::OutOfBounds { least: 20, .. }));
    assert!(matches!(of(&[("four", "friches", 60)])[..], [Violation::NotEligible { .. }]));
    assert!(matches!(of(&[("forge", "friches", 60), ("laverie", "friches", 50)])[..], [Violation::Envelope { committed: 110, .. }]));
    assert!(matches!(of(&[("personne", "friches", 1)])[..], [Violation::Unknown { .. }]));
}

#[test]
fn a_portfolio_that_contradicts_itself_is_refused_with_its_name() {
    let mistake = |change: &dyn Fn(&mut Portfolio)| {
        let mut portfolio = portfolio();
        change(&mut portfolio);
        match solve(&portfolio, &Scenario::default(), &effort()) {
            Err(Failure::Mistake(mistake)) => mistake.told().en,
            other => panic!("{other:?}"),
        }
    };
    assert!(mistake(&|p| p.projects[0].measures = vec!["relance".into()]).contains("“forge” names “relance”"));
    assert!(mistake(&|p| p.projects[1].id = "forge".into()).contains("“forge” stands twice"));
    assert!(mistake(&|p| p.measures[0].payments = vec![50, 40]).contains("90 %"));
    assert!(mistake(&|p| p.projects[2].need = 0).contains("the aid needed is 0"));
}
