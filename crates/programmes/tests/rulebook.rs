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
    for envelope in ["pret-rebond", "ecoles-de-production-2020", "fonds-vert-ti-2024"] {
        assert!(told(envelope), "{envelope}: {notices:?}");
    }
    // Neither what is bounded, nor a call that gives no money.
    for sound in ["fonds-friches-2020-2022", "cnam-au-coeur-des-territoires-2", "fonds-friches", "vte-1000"] {
        assert!(!told(sound), "{sound}: {notices:?}");
    }
}
