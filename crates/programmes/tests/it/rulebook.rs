//! The rule and programme files of the repository are read whole.

use programmes::Rulebook;
use std::path::Path;

#[test]
fn the_files_in_the_binary_are_those_of_the_checkout() {
    let embedded = Rulebook::load(None).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let on_disk = Rulebook::load(Some(&root)).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    assert_eq!(embedded.dictionary, on_disk.dictionary);
    assert_eq!(embedded.programmes, on_disk.programmes);
    assert!(embedded.dictionary.get("project.cost").is_some());
}

fn shown(problems: &[domain::Problem]) -> String {
    problems.iter().map(|p| p.show(domain::Lang::Fr)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_measure_written_out_reads_back_the_same_with_its_amounts_and_rates() {
    let rulebook = programmes::Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
    for measure in rulebook.programmes.iter().flat_map(|p| &p.measures) {
        let json = serde_json::to_string(measure).expect("a measure is written");
        let back: programmes::Measure = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{}: {e}", measure.id));
        assert_eq!(&back, measure, "{json}");
    }
}

#[test]
fn every_envelope_is_that_of_a_measure_or_of_a_call() {
    let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    for programme in &rulebook.programmes {
        for envelope in &programme.envelopes {
            let measure = programme.measures.iter().any(|m| m.envelope.as_ref() == Some(&envelope.id));
            let call = programme.calls.iter().any(|c| c.envelope.as_ref() == Some(&envelope.id));
            assert!(measure || call, "{} funds nothing", envelope.id);
        }
    }
}

#[test]
fn an_envelope_holds_what_opened_it_and_the_acts_that_raised_it() {
    let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let envelopes = || rulebook.programmes.iter().flat_map(|p| &p.envelopes);
    // In thousands of euros: what opened it, then each raise with its day.
    let thousands = |amount: Option<domain::Cents>| amount.map_or(0, |cents| cents.0 / 100_000);
    for (id, opened, raised) in [
        ("fonds-acceleration-2020", 150_000, vec![("2021-03-31", 298_500)]),
        ("fonds-friches", 300_000, vec![("2021-05-17", 350_000), ("2022-01-31", 100_000)]),
        ("pret-rebond", 442_000, vec![]),
        ("ecoles-de-production-2020", 2_000, vec![]),
        ("ecoles-de-production-ami-2021", 5_000, vec![]),
        ("sites-banque-des-territoires", 700_000, vec![]),
        ("fonds-vert-ti-2024", 100_000, vec![]),
    ] {
        let envelope = envelopes().find(|e| e.id == id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(thousands(envelope.amount), opened, "{id}");
        let acts: Vec<(String, i64)> = envelope.raises.iter().map(|r| (r.date.to_string(), thousands(r.amount))).collect();
        let raised: Vec<(String, i64)> = raised.into_iter().map(|(day, amount)| (day.to_owned(), amount)).collect();
        assert_eq!(acts, raised, "{id}");
    }
}

#[test]
fn money_without_an_envelope_and_an_envelope_without_a_call_are_told_and_refuse_nothing() {
    let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let notices = rulebook.notices();
    let told =
        |id: &str| notices.iter().any(|notice| notice.fr.starts_with(&format!("{id} :")) && notice.en.starts_with(&format!("{id}:")));
    for call in ["fonds-vert-ti-2025", "fonds-vert-friches-2025", "vte-vert-fil-de-l-eau"] {
        assert!(told(call), "{call}: {notices:?}");
    }
    for envelope in ["pret-rebond", "fonds-vert-ti-2024"] {
        assert!(told(envelope), "{envelope}: {notices:?}");
    }
    // Neither what is bounded, nor a call that gives no money.
    for sound in ["fonds-friches-2020-2022", "cnam-au-coeur-des-territoires-2", "fonds-friches", "vte-1000"] {
        assert!(!told(sound), "{sound}: {notices:?}");
    }
}

/// Measures that no call names, since no source tells of one: a counter, a tax credit, or a notice that was not found.
const WITHOUT_A_CALL: [&str; 11] = [
    "accelerateur-foncier-pays-de-la-loire",
    "afpa-tiers-lieux",
    "c3iv",
    "diagnostic-rebond",
    "ecologie-industrielle",
    "foncier-industriel-auvergne-rhone-alpes",
    "friches-ademe",
    "ingenierie-relocalisation",
    "pret-rebond",
    "sites-ile-de-france",
    "vte-territoires-d-industrie",
];

#[test]
fn each_measure_is_asked_for_in_a_call_but_those_of_which_no_source_tells_one() {
    let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let calls: Vec<&programmes::Call> = rulebook.programmes.iter().flat_map(|p| &p.calls).collect();
    let measures = rulebook.programmes.iter().flat_map(|p| &p.measures);
    let mut alone: Vec<&str> =
        measures.map(|m| m.id.as_str()).filter(|id| !calls.iter().any(|c| c.measures.iter().any(|m| m == id))).collect();
    alone.sort_unstable();
    assert_eq!(alone, WITHOUT_A_CALL);
}

#[test]
fn each_measure_of_a_call_draws_on_its_own_envelope() {
    let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let call = |id: &str| rulebook.programmes.iter().flat_map(|p| &p.calls).find(|c| c.id == id).unwrap_or_else(|| panic!("no call {id}"));
    let rebond = call("rebond-industriel-ami");
    assert_eq!(rebond.envelope_of(Some("rebond-industriel-ingenierie")), Some("rebond-industriel-ingenierie"), "its 10 M€");
    assert_eq!(rebond.envelope_of(Some("rebond-industriel")), Some("rebond-industriel-aides"));
    assert!(rebond.draws_on("rebond-industriel-ingenierie") && rebond.draws_on("rebond-industriel-aides") && !rebond.draws_on("vte-1000"));
    assert_eq!(call("ecoles-de-production-2020").envelope.as_deref(), Some("ecoles-de-production-2020"), "the 2 M€ of the Pack");
    assert_eq!(call("ingenierie-anct-fil-de-l-eau").envelope.as_deref(), Some("ingenierie-anct"));
    let day: domain::Date = "2020-09-15".parse().expect("a day");
    let school = rulebook.measure("ecoles-de-production-2020").expect("the measure of July 2020");
    assert!(school.valid.contains(day), "a school can be asked for at the date of the README");
}
