//! What a financing plan counts of an application at each moment of its life, and what it does not say yet.

use crate::{C, H, I, advice, at, day, favour, form, open, pay, sign};
use applications::{Application, Cause, Counted, Lost, Party, PaymentKind, Step};
use domain::Cents;
use jiff::Timestamp;

/// An application, and every step it took.
struct Followed(Application, Vec<(Step, Timestamp)>);

impl Followed {
    fn asking(euros: i64) -> Followed {
        Followed(Application::draft("vague-1", true, form(euros)), vec![])
    }
    fn then(mut self, party: Party, step: Step) -> Followed {
        let when = at("2020-10-01T23:30:00Z");
        self.0.take(&step, party, "person:1", when, &open()).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        self.1.push((step, when));
        self
    }
    fn up_to_committee(self, euros: i64) -> Followed {
        self.then(H, Step::File)
            .then(I, Step::FindAdmissible)
            .then(I, Step::AskAdvice { services: vec!["DREETS".into()] })
            .then(I, advice("DREETS"))
            .then(I, Step::Present { proposed: Cents::euros(euros), without: String::new() })
    }
    fn up_to_contract(self, euros: i64) -> Followed {
        self.up_to_committee(euros).then(C, favour(euros)).then(I, Step::Notify { on: day("2020-12-20") }).then(I, sign(euros, 24, false))
    }
    fn counted(&self) -> Counted {
        self.0.counted(&self.1).expect("it is filed and gives an amount")
    }
}

fn told(euros: i64, on: &str) -> Option<(Cents, domain::Date)> {
    Some((Cents::euros(euros), day(on)))
}

fn lost(cause: Cause, on: &str, words: &str) -> Option<Lost> {
    Some(Lost { cause, on: day(on), words: words.into() })
}

#[test]
fn a_draft_counts_for_nothing_and_neither_does_a_call_without_an_amount() {
    let draft = Followed::asking(400_000);
    assert_eq!(draft.0.counted(&draft.1), None);
    let filed = draft.then(H, Step::File);
    assert_eq!(filed.counted().asked, (Cents::euros(400_000), day("2020-10-02")), "half past one at night in Paris");
    let mut label = filed.0.clone();
    label.in_money = false;
    assert_eq!(label.counted(&filed.1), None);
}

#[test]
fn what_the_committee_decided_counts_once_it_is_notified_and_not_before() {
    let decided = Followed::asking(400_000).up_to_committee(350_000).then(C, favour(300_000));
    assert_eq!(decided.counted().granted, None, "the committee’s opinion is told through a plan");
    let notified = decided.then(I, Step::Notify { on: day("2020-12-20") });
    assert_eq!(notified.counted().granted, told(300_000, "2020-12-20"));
    assert_eq!((notified.counted().contracted, notified.counted().paid, notified.counted().lost), (None, None, None));
}

#[test]
fn payments_add_up_and_closing_leaves_what_the_grant_came_to() {
    let paid = Followed::asking(400_000).up_to_contract(400_000).then(I, pay(PaymentKind::Advance, 120_000));
    let counted = paid.counted();
    assert_eq!((counted.contracted, counted.paid), (told(400_000, "2021-01-10"), told(120_000, "2021-02-01")));
    let closed = paid
        .then(H, Step::Report { spent: Cents::euros(800_000), note: String::new() })
        .then(I, pay(PaymentKind::Balance, 200_000))
        .then(I, Step::Close { on: day("2022-01-01") });
    let counted = closed.counted();
    assert_eq!((counted.granted, counted.lost), (told(400_000, "2020-12-20"), None));
    assert_eq!(counted.contracted, told(320_000, "2021-01-10"), "the rest of the commitment is withdrawn");
    assert_eq!(counted.paid, told(320_000, "2021-02-01"));
}

#[test]
fn what_came_back_is_not_paid_and_when_all_of_it_did_the_grant_is_lost() {
    let advanced = || Followed::asking(400_000).up_to_contract(400_000).then(I, pay(PaymentKind::Advance, 120_000));
    let part = advanced()
        .then(H, Step::Report { spent: Cents::euros(250_000), note: String::new() })
        .then(I, Step::ClaimBack { amount: Cents::euros(20_000), reason: "Dépense réelle moindre".into() });
    assert_eq!(part.counted().paid, told(120_000, "2021-02-01"), "claimed is not back");
    let part = part.then(I, Step::TakeBack { on: day("2022-03-01") });
    assert_eq!((part.counted().paid, part.counted().contracted), (told(100_000, "2021-02-01"), told(400_000, "2021-01-10")));
    let part = part.then(I, Step::Close { on: day("2022-03-02") }).counted();
    assert_eq!((part.paid, part.contracted, part.lost), (told(100_000, "2021-02-01"), told(100_000, "2021-01-10"), None));
    let all = advanced()
        .then(I, Step::Lapse { reason: "Non commencé en deux ans".into(), on: day("2023-01-11") })
        .then(I, Step::TakeBack { on: day("2023-06-01") })
        .counted();
    assert_eq!((all.paid, all.contracted), (None, None));
    assert_eq!(all.lost, lost(Cause::Lapsed, "2023-06-01", "Non commencé en deux ans"));
    assert_eq!(all.granted, told(400_000, "2020-12-20"), "what was granted is known to be lost");
}

#[test]
fn each_way_of_losing_it_has_its_cause_its_day_and_its_words() {
    let filed = || Followed::asking(400_000).then(H, Step::File);
    let inadmissible = || Step::FindInadmissible { reason: "Hors du périmètre".into() };
    let missing = || Step::FindIncomplete { missing: vec!["RIB".into()], until: day("2020-11-01") };
    assert_eq!(filed().then(I, inadmissible()).counted().lost, lost(Cause::Inadmissible, "2020-10-02", "Hors du périmètre"));
    let never = filed().then(I, missing()).then(I, inadmissible());
    assert_eq!(never.counted().lost, lost(Cause::Incomplete, "2020-10-02", "Hors du périmètre"));
    let completed = filed().then(I, missing()).then(H, Step::Complete { note: "Joint".into() }).then(I, inadmissible());
    assert_eq!(completed.counted().lost.map(|lost| lost.cause), Some(Cause::Inadmissible), "what was missing came");
    let against = Step::Disfavour { reason: "Peu d’emplois".into(), session: "PV 3".into() };
    let refused = Followed::asking(400_000).up_to_committee(400_000).then(C, against);
    assert_eq!(refused.counted().lost, None, "not told yet");
    let refused = refused.then(I, Step::Notify { on: day("2020-12-20") });
    assert_eq!(refused.counted().lost, lost(Cause::Refused, "2020-12-20", "Peu d’emplois"));
    assert_eq!(refused.counted().granted, None);
    let gone = filed().then(H, Step::Withdraw { reason: "Autre financeur".into() });
    assert_eq!(gone.counted().lost, lost(Cause::Withdrawn, "2020-10-02", "Autre financeur"));
    let lapsed = Followed::asking(400_000).up_to_contract(400_000);
    let lapsed = lapsed.then(I, Step::Lapse { reason: "Non commencé".into(), on: day("2023-01-11") });
    assert_eq!(lapsed.counted().lost, lost(Cause::Lapsed, "2023-01-11", "Non commencé"));
}
