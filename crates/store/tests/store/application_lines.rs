//! Applications that count in an action sheet, on both engines: the line of the sheet follows every step, one request is
//! counted once, and nothing is told before its holder is.

use crate::applications::{FUND, day, favour, fund, later, must, pay, record, sign, to_committee, window};
use crate::engines::{created, minute, on_each_engine};
use crate::funding::made;
use crate::sheets::{sheet, sound};
use applications::{Form, Party, PaymentKind, Step};
use domain::{AidRegime, Cents, Date, Funder, Instrument};
use grants::{Line, Reason, Refusal, Stage};
use store::applications::{Ask, Attached, New, Place, attach, create, detach, take, unattached};
use store::funding::{self, By, Filter, Saved, Stored};
use store::idempotency::Key;
use store::{ApplicationId, ProjectId, SheetId, Store};

pub const CALL: &str = "ecoles-de-production-2021";

/// What the rules say of who pays.
pub fn pays() -> Line {
    let mut line = Line::planned(Funder::Operator, "Banque des Territoires", Instrument::Grant, Cents::ZERO);
    (line.programme, line.call) = (Some("pack-rebond-2020".into()), Some(CALL.into()));
    (line.operator, line.regime) = (Some("banque-des-territoires".into()), AidRegime::Other);
    line
}

/// A draft that asks for 400 000 €, shown to nobody and of no sheet before `change`.
pub async fn drafted(store: &Store, title: &str, change: impl FnOnce(&mut New)) -> ApplicationId {
    let kind = store::organisations::Kind::Company;
    let organisation = store::organisations::add(store, kind, title, Some(title), "test", minute(0)).await.expect("added");
    let form = Form {
        title: title.into(),
        need: "Une école de production".into(),
        cost: Some(Cents::euros(2_000_000)),
        asked: Some(Cents::euros(400_000)),
        ..Form::default()
    };
    let mut new = New {
        call: CALL.into(),
        operator: "banque-des-territoires".into(),
        call_phase: Some(2),
        wave: "unique".into(),
        envelope: Some(FUND.into()),
        organisation,
        place: None,
        in_money: true,
        form,
        sheet: None,
        project: None,
        pays: Some(pays()),
    };
    change(&mut new);
    create(store, new, "person:holder", &Key::new(title), minute(1)).await.expect("written")
}

/// A draft shown to this territory.
async fn begun(store: &Store, title: &str, sheet: Option<&SheetId>, project: Option<&ProjectId>, territory: &str) -> ApplicationId {
    drafted(store, title, |new| {
        new.place = Some(Place { phase: 2, code: territory.into(), region: "27".into() });
        (new.sheet, new.project) = (sheet.cloned(), project.cloned());
    })
    .await
}

async fn filed(store: &Store, title: &str, sheet: Option<&SheetId>) -> ApplicationId {
    let id = begun(store, title, sheet, None, "ti-2704").await;
    must(store, &id, Party::Holder, Step::File).await;
    id
}

/// A line that somebody typed: so many euros asked in a call.
pub fn typed(euros: i64, call: &str) -> Line {
    let mut line = Line::planned(Funder::Operator, "Banque des Territoires", Instrument::Grant, Cents::euros(euros));
    line.call = Some(call.into());
    line.asked = Some(Stage { amount: Cents::euros(euros), on: Date::constant(2020, 9, 1), proof: "dossier".into() });
    line
}

/// The lines that stand.
async fn stand(store: &Store, sheet: &SheetId) -> Vec<Stored> {
    let all = funding::of_sheet(store, sheet).await.expect("read");
    all.into_iter().filter(|line| line.removed_at.is_none()).collect()
}

async fn only(store: &Store, sheet: &SheetId) -> Stored {
    let mut all = stand(store, sheet).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// Whole euros asked, granted, contracted, paid.
fn reached(line: &Line) -> [Option<i64>; 4] {
    grants::Step::ALL.map(|step| line.stage(step).map(|stage| stage.amount.0 / 100))
}

/// What the funnel counts of what was asked.
async fn asked(store: &Store, filter: Filter) -> Cents {
    let groups = funding::groups(store, By::Call, &filter).await.expect("sums");
    groups.iter().map(|group| group.step(grants::Step::Asked).1).sum()
}

/// What somebody typed, drawn lines and applications left out.
fn in_sheets() -> Filter {
    Filter { typed: true, ..Filter::default() }
}

async fn money(store: &Store, sheet: &SheetId, id: &ApplicationId, party: Party, step: Step) -> Line {
    must(store, id, party, step).await;
    let line = only(store, sheet).await.line;
    assert_eq!(grants::problems(&line), [], "a line that is drawn keeps what every line must");
    line
}

#[tokio::test]
async fn a_sheet_follows_its_application_from_the_filing_to_the_closing_and_counts_it_once() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let sheet = made(&store, "ti-2704", "27").await;
        let id = begun(&store, "École", Some(&sheet), None, "ti-2704").await;
        let number = record(&store, &id).await.number;
        assert!(stand(&store, &sheet).await.is_empty(), "a draft is its holder’s alone");
        let before = funding::changes(&store).await.expect("clock");
        to_committee(&store, &id, 400_000).await;
        let filed = only(&store, &sheet).await;
        assert_eq!(reached(&filed.line), [Some(400_000), None, None, None]);
        assert_eq!((filed.application.as_ref(), filed.line.wave.as_deref()), (Some(&id), Some("unique")));
        assert_eq!((filed.line.funder_name.as_str(), filed.line.regime), ("Banque des Territoires", AidRegime::Other));
        assert!(funding::changes(&store).await.expect("clock") > before, "sums computed before are computed again");
        must(&store, &id, Party::Committee, favour(300_000)).await;
        assert_eq!(only(&store, &sheet).await, filed, "what the committee wants is told by its notification alone");
        let (version, key) = (record(&store, &id).await.version, Key::new("sent three times"));
        for n in 0..3 {
            let step = Step::Notify { on: day("2020-09-20") };
            let ask = Ask { id: &id, version, step, party: Party::Instructor, who: "person:i", window: window(), key: &key };
            take(&store, ask, later() + jiff::SignedDuration::from_mins(n)).await.expect("judged").expect("there");
        }
        assert_eq!(reached(&only(&store, &sheet).await.line), [Some(400_000), Some(300_000), None, None]);
        let line = money(&store, &sheet, &id, Party::Instructor, sign(250_000)).await;
        assert_eq!(reached(&line), [Some(400_000), Some(300_000), Some(250_000), None]);
        let line = money(&store, &sheet, &id, Party::Instructor, pay(PaymentKind::Advance, 75_000)).await;
        assert_eq!(reached(&line), [Some(400_000), Some(300_000), Some(250_000), Some(75_000)]);
        let report = Step::Report { spent: Cents::euros(1_600_000), note: String::new() };
        money(&store, &sheet, &id, Party::Holder, report).await;
        money(&store, &sheet, &id, Party::Instructor, pay(PaymentKind::Balance, 125_000)).await;
        let line = money(&store, &sheet, &id, Party::Instructor, Step::Close { on: day("2020-12-01") }).await;
        // An eighth of 1 600 000 is 200 000 of the 250 000 committed: the ledger withdrew the rest, and so does the line.
        assert_eq!(reached(&line), [Some(400_000), Some(300_000), Some(200_000), Some(200_000)]);
        let funnel = funding::groups(&store, By::Call, &Filter::default()).await.expect("sums");
        assert_eq!((funnel.len(), funnel[0].key.as_str(), funnel[0].lines), (1, "ecoles-de-production-2021/unique", 1));
        assert_eq!(funnel[0].steps.map(|(n, amount)| (n, amount.0 / 100)), [(1, 400_000), (1, 300_000), (1, 200_000), (1, 200_000)]);
        assert_eq!(asked(&store, Filter { typed: true, ..Filter::default() }).await, Cents::ZERO, "left out for who may not read it");
        let history = funding::versions(&store, &sheet, 20).await.expect("history");
        let kinds: Vec<&str> = history.iter().map(|version| version.kind.as_str()).collect();
        assert_eq!(kinds, ["save", "save", "save", "save", "save", "add"], "one version for each step that moved the money");
        let signed = format!("application:{number}");
        assert!(history.iter().all(|version| version.author == signed && version.application.as_ref() == Some(&id)));
        store::ledger::verify(&store, None).await.expect("read").expect("the ledger holds");
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
    })
    .await;
}

#[tokio::test]
async fn one_request_is_counted_once_whoever_typed_it_too_and_what_gave_way_comes_back() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let sheet = made(&store, "ti-2704", "27").await;
        let own = funding::add(&store, &sheet, &typed(390_000, CALL), "person:1", None, minute(1)).await.expect("added").expect("a sheet");
        funding::add(&store, &sheet, &typed(50_000, "vte"), "person:1", None, minute(1)).await.expect("added").expect("a sheet");
        let mut lost = typed(10_000, CALL);
        lost.refused = Some(Refusal { on: Date::constant(2020, 9, 10), reason: Reason::Late, words: String::new() });
        funding::add(&store, &sheet, &lost, "person:1", None, minute(1)).await.expect("added").expect("a sheet");
        let id = filed(&store, "École", Some(&sheet)).await;
        let all = Cents::euros(400_000 + 50_000 + 10_000);
        assert_eq!(asked(&store, Filter::default()).await, all, "what was typed of the same request is not counted beside it");
        let replaced = funding::find(&store, &own).await.expect("read").expect("there");
        assert!(replaced.removed_at.is_some() && replaced.replaced_by.as_ref() == Some(&id), "{replaced:?}");
        // Nobody types it again, brings it back, or writes in the place of the application.
        assert!(funding::add(&store, &sheet, &typed(1_000, CALL), "person:1", None, minute(3)).await.is_err());
        assert_eq!(funding::holder_of(&store, &sheet, &typed(1_000, CALL)).await, Ok(Some(id.clone())));
        assert_eq!(funding::holder_of(&store, &sheet, &typed(1_000, "vte")).await, Ok(None));
        let back = funding::remove(&store, &own, replaced.version, false, "person:1", minute(3)).await.expect("answered");
        assert_eq!(back, Saved::Held(id.clone()));
        let drawn = stand(&store, &sheet).await.into_iter().find(|line| line.application.is_some()).expect("drawn");
        let wrote = funding::save(&store, &drawn.id, drawn.version, &typed(1, "vte"), "person:1", None, minute(3)).await.expect("answered");
        assert_eq!(wrote, Saved::Held(id.clone()));
        assert_eq!(asked(&store, Filter::default()).await, all);
        // Let go, then taken again, each twice.
        assert_eq!(detach(&store, &id, &sheet, "person:1", minute(4)).await, Ok(true));
        assert_eq!(detach(&store, &id, &sheet, "person:1", minute(4)).await, Ok(false));
        assert_eq!(asked(&store, in_sheets()).await, Cents::euros(390_000 + 50_000 + 10_000));
        assert_eq!(asked(&store, Filter::default()).await, all + Cents::euros(390_000), "let go, it is another request until chosen again");
        must(&store, &id, Party::Instructor, Step::FindAdmissible).await;
        assert!(stand(&store, &sheet).await.iter().all(|line| line.application.is_none()), "it counts here no more");
        for _ in 0..2 {
            assert_eq!(attach(&store, &id, &sheet, &pays(), "person:1", minute(5)).await, Ok(Attached::Done));
            assert_eq!(asked(&store, Filter::default()).await, all);
        }
        let kinds: Vec<String> = funding::versions(&store, &sheet, 20).await.expect("history").into_iter().map(|v| v.kind).collect();
        let of = |kind: &str| kinds.iter().filter(|known| *known == kind).count();
        assert_eq!((of("replace"), of("restore"), of("remove")), (2, 2, 1), "{kinds:?}");
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
    })
    .await;
}

#[tokio::test]
async fn an_application_counts_in_one_sheet_of_the_territory_it_was_filed_for() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let (here, also, elsewhere) =
            (made(&store, "ti-2704", "27").await, made(&store, "ti-2704", "27").await, made(&store, "ti-8401", "84").await);
        // Begun with a sheet, and filed for another territory: neither counts it.
        let away = begun(&store, "Ailleurs", Some(&here), None, "ti-8401").await;
        must(&store, &away, Party::Holder, Step::File).await;
        assert!(stand(&store, &here).await.is_empty() && stand(&store, &elsewhere).await.is_empty());
        let draft = begun(&store, "Brouillon", None, None, "ti-2704").await;
        assert_eq!(attach(&store, &draft, &here, &pays(), "person:1", minute(3)).await, Ok(Attached::Elsewhere), "it is not filed");
        let id = filed(&store, "École", None).await;
        let offered = unattached(&store, 2, "ti-2704").await.expect("read");
        assert_eq!(offered.iter().map(|record| &record.id).collect::<Vec<_>>(), [&id], "filed, for this territory, and free");
        assert_eq!(attach(&store, &id, &elsewhere, &pays(), "person:1", minute(3)).await, Ok(Attached::Elsewhere));
        // Of many who choose a sheet for it at once, those of one sheet have it.
        let mut crowd = tokio::task::JoinSet::new();
        for n in 0..16 {
            let (store, id, sheet) = (store.clone(), id.clone(), if n % 2 == 0 { here.clone() } else { also.clone() });
            crowd.spawn(async move { (sheet.clone(), attach(&store, &id, &sheet, &pays(), "person:1", minute(4)).await.expect("judged")) });
        }
        let answers = crowd.join_all().await;
        let done: Vec<&SheetId> = answers.iter().filter(|(_, answer)| *answer == Attached::Done).map(|(sheet, _)| sheet).collect();
        assert_eq!(done.len(), 8, "{answers:?}");
        assert!(done.iter().all(|sheet| *sheet == done[0]));
        let (holds, other) = if *done[0] == here { (&here, &also) } else { (&also, &here) };
        assert_eq!(only(&store, holds).await.application.as_ref(), Some(&id));
        assert!(stand(&store, other).await.is_empty());
        // From one sheet to the other: the same line, with its history in both.
        assert_eq!(detach(&store, &id, holds, "person:1", minute(5)).await, Ok(true));
        assert_eq!(attach(&store, &id, other, &pays(), "person:1", minute(6)).await, Ok(Attached::Done));
        assert!(stand(&store, holds).await.is_empty());
        assert_eq!(reached(&only(&store, other).await.line), [Some(400_000), None, None, None]);
        assert_eq!(asked(&store, Filter::default()).await, Cents::euros(800_000), "with the one that no sheet counts");
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
    })
    .await;
}

#[tokio::test]
async fn an_application_begun_with_a_project_counts_in_the_one_sheet_made_from_it() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let (project, _) = created(&store).await;
        let place = store::sheets::Place { phase: 2, code: "ti-2704".into(), region: "27".into() };
        let from_project = async |number: &str| {
            let sound = sound(&sheet(number, "Atelier", "Camille", 1));
            store::sheets::create(&store, &place, &sound, Some(&project), "person:1", None, minute(0)).await.expect("a sheet")
        };
        let begin = async |title: &str| begun(&store, title, None, Some(&project), "ti-2704").await;
        // The sheet may be made after the draft: it is looked for when the application is filed.
        let first = begin("Avant la fiche").await;
        let one = from_project("1.1").await;
        must(&store, &first, Party::Holder, Step::File).await;
        assert_eq!(only(&store, &one).await.application.as_ref(), Some(&first));
        let two = from_project("1.2").await;
        let second = begin("Deux fiches").await;
        must(&store, &second, Party::Holder, Step::File).await;
        assert_eq!(record(&store, &second).await.sheet, None, "between two sheets, somebody chooses");
        assert!(stand(&store, &two).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_withdrawn_or_refused_says_why_and_is_counted_as_lost() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let sheet = made(&store, "ti-2704", "27").await;
        let withdrawn = filed(&store, "Retirée", Some(&sheet)).await;
        let refused = filed(&store, "Irrecevable", Some(&sheet)).await;
        must(&store, &withdrawn, Party::Holder, Step::Withdraw { reason: "Autre financeur".into() }).await;
        must(&store, &refused, Party::Instructor, Step::FindInadmissible { reason: "Hors du périmètre".into() }).await;
        let mut reasons = funding::reasons(&store, &Filter::default()).await.expect("reasons");
        reasons.sort();
        let asked = Cents::euros(400_000);
        assert_eq!(reasons, [(Reason::NotEligible, 1, asked), (Reason::GivenUp, 1, asked)]);
        let words: Vec<String> = stand(&store, &sheet).await.into_iter().filter_map(|one| Some(one.line.refused?.words)).collect();
        assert_eq!(words, ["Autre financeur", "Hors du périmètre"]);
        assert!(stand(&store, &sheet).await.iter().all(|one| one.line.counted().is_zero()));
    })
    .await;
}

#[tokio::test]
async fn a_contract_above_the_threshold_is_open_data_in_the_name_of_whoever_applied() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let sheet = made(&store, "ti-2704", "27").await;
        let id = begun(&store, "Presse du Val", Some(&sheet), None, "ti-2704").await;
        to_committee(&store, &id, 300_000).await;
        must(&store, &id, Party::Committee, favour(300_000)).await;
        must(&store, &id, Party::Instructor, Step::Notify { on: day("2020-09-20") }).await;
        assert!(funding::published(&store, None, 10).await.expect("a page").is_empty(), "the contract is not signed");
        must(&store, &id, Party::Instructor, sign(300_000)).await;
        let all = funding::published(&store, None, 10).await.expect("a page");
        let applicant = all[0].applicant.as_ref().expect("an applicant");
        assert_eq!((all.len(), applicant.name.as_str(), all[0].sheet.holder.as_str()), (1, "Presse du Val", "Emboutis de Saône"));
        assert_eq!(all[0].line.object.as_deref(), Some("Presse du Val"), "what the application says it is for");
    })
    .await;
}
