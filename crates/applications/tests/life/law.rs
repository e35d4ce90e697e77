//! A rule that loses the aid is answered in writing, at the filing and at the signature alike.

use crate::{Walk, day, favour, sign};
use applications::{Judged, Party, Ruled, State, Step};
use domain::{Answer, Text};

fn judged(answer: Answer, despite: &str) -> Judged {
    let late = Ruled {
        rule: "incentive_effect".into(),
        name: Text::same("Demande avant le premier engagement"),
        answer,
        because: Text::same("Commande du 1er septembre."),
        passes: None,
        article: Some("RGEC 651/2014, art. 6".into()),
        source: "RGEC".into(),
    };
    Judged { on: day("2020-10-01"), rules: vec![late], despite: despite.into(), ..Judged::default() }
}

#[test]
fn a_file_that_was_ordered_before_it_was_asked_for_waits_for_a_reason() {
    let mut walk = Walk::asking(500_000);
    walk.0.form.law = Some(Box::new(judged(Answer::NotMet, "")));
    let refusal = walk.take(Party::Holder, Step::File).expect_err("no reason");
    assert!(refusal.what.fr.contains("Commande du 1er septembre"), "{refusal:?}");
    assert_eq!(walk.0.state, State::Draft);
    walk.0.form.law = Some(Box::new(judged(Answer::NotMet, "Acompte de réservation, remboursable")));
    assert_eq!(walk.must(Party::Holder, Step::File).0.state, State::Filed);
    let mut open = Walk::asking(500_000);
    open.0.form.law = Some(Box::new(judged(Answer::Unknown, "")));
    assert_eq!(open.must(Party::Holder, Step::File).0.state, State::Filed, "what is not known refuses nothing");
}

#[test]
fn a_contract_answers_the_rules_of_its_own_day() {
    let signed = |judged: Judged| match sign(300_000, 24, false) {
        Step::Sign { amount, eligible, months, guarantee, rules, lifted, because, on, .. } => {
            Step::Sign { amount, eligible, months, guarantee, rules, lifted, because, law: Some(Box::new(judged)), on }
        }
        other => other,
    };
    let walk = Walk::asking(500_000).to_committee(300_000).must(Party::Committee, favour(300_000));
    let mut walk = walk.must(Party::Instructor, Step::Notify { on: day("2020-12-20") });
    assert!(walk.take(Party::Instructor, signed(judged(Answer::NotMet, ""))).is_err());
    let step = signed(judged(Answer::NotMet, "Reçu du dépôt antérieur produit"));
    assert_eq!(&*step.reason().fr, "Reçu du dépôt antérieur produit", "the history tells why");
    let kept: Step = serde_json::from_str(&serde_json::to_string(&step).expect("written")).expect("read");
    assert_eq!(kept, step);
    assert_eq!(walk.must(Party::Instructor, step).0.state, State::Contracted);
}
