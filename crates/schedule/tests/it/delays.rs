//! Delays that projects really met: told beside the promise and the law, and never so few that one project shows.

use domain::Date;
use domain::followed::{Followed, Outcome};
use schedule::delays::{Delay, LEAST, delays};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A permit filed on 1 March 2021, decided so many days later, promised in 92 days, with a legal limit of 122.
fn permit(department: &str, days: Option<i64>) -> Followed {
    let filed = day("2021-03-01");
    let after = |days: i64| filed.checked_add(jiff::Span::new().days(days)).expect("a date");
    Followed {
        procedure: "PC".into(),
        department: department.into(),
        site: None,
        filed,
        complete: Some(after(10)),
        legal: Some(after(122)),
        promised: Some(after(92)),
        decided: days.map(after),
        outcome: if days.is_some() { Outcome::Granted } else { Outcome::Pending },
    }
}

fn row<'a>(rows: &'a [Delay], department: Option<&str>) -> &'a Delay {
    rows.iter().find(|r| r.department.as_deref() == department).expect("a row")
}

#[test]
fn six_permits_of_one_departement_are_told_beside_the_promise_and_the_law() {
    let followed: Vec<Followed> = [80, 90, 100, 110, 120, 150].map(|days| permit("71", Some(days))).to_vec();
    let rows = delays(&followed);
    let decided = row(&rows, Some("71")).figures.as_ref().and_then(|f| f.decided.as_ref()).expect("enough files");
    assert_eq!(decided.files, 6);
    // Median of 100 and 110 days, in months of 30.4375 days.
    assert!((decided.real[1] - 105.0 / 30.4375).abs() < 1e-12, "{:?}", decided.real);
    let (promised, legal) = (decided.promised.as_ref().expect("told"), decided.legal.as_ref().expect("told"));
    assert!((promised.kept - 2.0 / 6.0).abs() < 1e-12 && (legal.kept - 5.0 / 6.0).abs() < 1e-12);
    assert!((promised.median - 92.0 / 30.4375).abs() < 1e-12);
    assert_eq!(row(&rows, None).figures.as_ref().map(|f| f.filed), Some(6));
}

#[test]
fn a_departement_of_four_files_is_hidden_and_so_is_the_one_that_would_give_it_away() {
    let mut followed: Vec<Followed> = (0..7).map(|i| permit("71", Some(90 + i))).collect();
    followed.extend((0..4).map(|i| permit("21", Some(200 + i))));
    followed.extend((0..12).map(|i| permit("69", Some(60 + i))));
    let rows = delays(&followed);
    assert_eq!(row(&rows, None).figures.as_ref().map(|f| f.filed), Some(23));
    assert_eq!(row(&rows, Some("21")).figures, None, "four files");
    assert_eq!(row(&rows, Some("71")).figures, None, "23 less 12 less 7 would be 4");
    assert!(row(&rows, Some("69")).figures.is_some());
    let few = delays(&followed[..LEAST - 1]);
    assert!(few.iter().all(|r| r.figures.is_none()), "not even for the country");
}

#[test]
fn files_still_pending_count_as_filed_and_tell_no_delay() {
    let mut followed: Vec<Followed> = (0..5).map(|_| permit("71", None)).collect();
    followed.extend((0..3).map(|i| permit("71", Some(90 + i))));
    let rows = delays(&followed);
    let figures = row(&rows, Some("71")).figures.as_ref().expect("eight files");
    assert_eq!((figures.filed, figures.decided.as_ref()), (8, None), "three decisions are too few");
}

#[test]
fn dates_that_cannot_be_are_told_field_by_field() {
    let today = day("2026-11-28");
    let good = permit("71", Some(100));
    assert_eq!(good.wrong(today), vec![]);
    let fields = |f: Followed| f.wrong(today).into_iter().map(|(field, _)| field).collect::<Vec<_>>();
    assert_eq!(fields(Followed { decided: Some(day("2021-02-01")), ..good.clone() }), ["decided"]);
    assert_eq!(
        fields(Followed {
            filed: day("2027-01-01"),
            complete: None,
            legal: None,
            promised: None,
            decided: None,
            outcome: Outcome::Pending,
            ..good.clone()
        }),
        ["filed"]
    );
    assert_eq!(fields(Followed { outcome: Outcome::Pending, ..good.clone() }), ["outcome"]);
    assert_eq!(fields(Followed { decided: None, ..good }), ["decided"]);
}
