//! What the keeper of a site says of it: one word per subject, guarded, and one label per decision.

use crate::engines::{minute, on_each_engine};
use domain::{Datum, Issuer, Label, Mark, Source, Status, Value};
use store::site_said::{Characteristic, Kind, Said, Word, all, mark, of_site, past, say, say_all, used};

fn label(site: &str, wave: &str, application: &str) -> Word {
    let said = Said::Label(Label { wave: wave.into(), issuer: Issuer::State, source: Source::new("Décision", Mark::Verified) });
    Word { site: site.into(), about: said.about(), said: Some(said), application: application.into() }
}

#[tokio::test]
async fn a_word_is_said_changed_taken_back_and_one_decision_gives_one_label() {
    on_each_engine(async |store| {
        let first = mark(&store).await.expect("read");
        let word = label("saoneor-71076", "2021", "A-1");
        assert_eq!(say(&store, word.clone(), 0, "person:1", minute(0)).await, Ok(true));
        assert_eq!(say(&store, word.clone(), 0, "person:2", minute(1)).await, Ok(false), "said already");
        assert_eq!(say(&store, label("autre", "2021", "A-1"), 0, "person:2", minute(1)).await, Ok(false), "the same decision elsewhere");
        assert_eq!(say(&store, label("saoneor-71076", "2024", "A-1"), 0, "x", minute(1)).await, Ok(false), "or for another wave");
        assert_eq!(used(&store).await.expect("read"), ["A-1"]);
        assert!(mark(&store).await.expect("read") > first);
        let back = Word { said: None, application: String::new(), ..word.clone() };
        assert_eq!(say(&store, back.clone(), 2, "person:1", minute(2)).await, Ok(false), "an older version");
        assert_eq!(say(&store, back, 1, "person:1", minute(2)).await, Ok(true));
        let kept = of_site(&store, "saoneor-71076").await.expect("read");
        assert_eq!(kept.iter().map(|k| (k.version, k.said.is_none())).collect::<Vec<_>>(), [(2, true)]);
        assert!(used(&store).await.expect("read").is_empty(), "the decision may be confirmed elsewhere");
        assert_eq!(say(&store, label("autre", "2021", "A-1"), 0, "person:2", minute(3)).await, Ok(true));
        assert_eq!(all(&store).await.expect("read").len(), 2);
        let told = past(&store, "saoneor-71076").await.expect("read");
        assert_eq!(told.iter().map(|p| (p.version, p.said.is_some())).collect::<Vec<_>>(), [(2, false), (1, true)]);
        let written = store::audit::of_object(&store, "site:saoneor-71076", 10).await.expect("read");
        assert_eq!(written.len(), 2, "what was refused left nothing");
    })
    .await;
}

#[tokio::test]
async fn a_characteristic_is_kept_with_its_source_beside_other_words_of_the_same_name() {
    on_each_engine(async |store| {
        let source = Source { date: Some(jiff::civil::date(2026, 11, 23)), ..Source::new("Géorisques", Mark::Verified) };
        let datum = Datum { value: Value::Bool(false), status: Status::Verified, source: Some(source) };
        let said = Said::Characteristic(Characteristic { key: "2021".into(), datum });
        let word = Word { site: "saoneor-71076".into(), about: said.about(), said: Some(said.clone()), application: String::new() };
        assert_eq!(say(&store, word, 0, "person:1", minute(0)).await, Ok(true));
        assert_eq!(say(&store, label("saoneor-71076", "2021", "A-1"), 0, "person:1", minute(1)).await, Ok(true), "another kind");
        let kept = of_site(&store, "saoneor-71076").await.expect("read");
        assert_eq!(kept.len(), 2);
        let own = kept.iter().find(|k| k.about.kind == Kind::Characteristic).expect("kept");
        assert_eq!(own.said, Some(said));
    })
    .await;
}

#[tokio::test]
async fn words_said_together_are_all_said_or_none() {
    on_each_engine(async |store| {
        let [first, second] = ["2021", "2024"].map(|wave| label("saoneor-71076", wave, ""));
        assert_eq!(say(&store, second.clone(), 0, "person:1", minute(0)).await, Ok(true));
        let both = |version| vec![(first.clone(), 0), (second.clone(), version)];
        assert_eq!(say_all(&store, both(0), "person:2", minute(1)).await, Ok(false), "somebody spoke of the second meanwhile");
        assert_eq!(of_site(&store, "saoneor-71076").await.expect("read").len(), 1, "the first is not said either");
        assert_eq!(say_all(&store, both(1), "person:2", minute(2)).await, Ok(true));
        let kept = of_site(&store, "saoneor-71076").await.expect("read");
        assert_eq!(kept.iter().map(|k| k.version).collect::<Vec<_>>(), [1, 2]);
    })
    .await;
}
