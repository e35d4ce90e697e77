//! Scores, recusals, quorum, ties.

use applications::{Criterion, Grid, Points, Recusal, Session, may_decide, may_score, rank};

fn grid() -> Grid {
    let criterion = |key: &str, weight| Criterion { key: key.into(), label: key.into(), weight };
    Grid { scale: 5, criteria: vec![criterion("emploi", 3), criterion("climat", 2)] }
}

fn points(jobs: u32, climate: u32) -> Points {
    [("emploi".into(), jobs), ("climat".into(), climate)].into()
}

fn session() -> Session {
    let recusals = vec![Recusal { application: "a".into(), member: "m1".into(), reason: "Ancien salarié".into() }];
    Session { members: vec!["m1".into(), "m2".into(), "m3".into()], quorum: 3, recusals, frozen: false }
}

#[test]
fn a_grid_is_read_whole_or_refused_with_its_mending() {
    assert!(grid().check().is_ok());
    let mut wrong = [grid(), grid(), grid(), grid()];
    wrong[0].criteria.clear();
    wrong[1].scale = 0;
    wrong[2].criteria[1].key = "emploi".into();
    wrong[3].criteria[0].weight = 0;
    for grid in wrong {
        assert!(!grid.check().expect_err("refused").mend.fr.is_empty());
    }
    assert_eq!(grid().total(&points(5, 4)), Some(23));
    assert_eq!(grid().total(&points(6, 0)), None, "above the scale");
    assert_eq!(grid().total(&[("emploi".to_owned(), 1)].into()), None, "half a score is none");
}

#[test]
fn ties_are_told_and_never_broken_in_silence() {
    let scores = [
        ("c".to_owned(), vec![points(4, 4)]),
        ("b".to_owned(), vec![points(5, 5), points(3, 3)]),
        ("a".to_owned(), vec![points(5, 5)]),
        ("d".to_owned(), vec![points(1, 1), [("emploi".to_owned(), 2)].into()]),
        ("e".to_owned(), vec![]),
    ];
    let ranking = rank(&grid(), &scores);
    let shown: Vec<_> = ranking.ranked.iter().map(|r| (r.application.as_str(), r.rank, r.tied)).collect();
    // 20 of one member, and 25 and 15 of two, are the same mean.
    assert_eq!(shown, [("a", 1, false), ("b", 2, true), ("c", 2, true)]);
    assert_eq!(ranking.unscored, ["d", "e"], "half scored is not placed");
    assert_eq!(ranking.ties().iter().map(|tie| tie.len()).collect::<Vec<_>>(), [2]);
    assert_eq!(ranking.ranked[1].mark.hundredths(), 8_000);
}

#[test]
fn thirds_that_print_alike_are_not_taken_for_equal() {
    let wide = Grid { scale: 100, criteria: vec![Criterion { key: "k".into(), label: "k".into(), weight: 1000 }] };
    let one = |n: u32| Points::from([("k".to_owned(), n)]);
    let third = vec![one(33), one(33), one(34)];
    let near = vec![one(33); 1];
    let ranking = rank(&wide, &[("third".into(), third), ("near".into(), near)]);
    assert!(ranking.ties().is_empty());
    assert_eq!(ranking.ranked[0].application, "third");
}

#[test]
fn whoever_is_recused_neither_scores_nor_counts_in_the_quorum() {
    let mut session = session();
    assert!(may_score(&session, "m1", "a").is_err() && may_score(&session, "m1", "b").is_ok());
    assert!(may_score(&session, "stranger", "b").is_err());
    assert!(may_decide(&session, "b").is_err(), "not frozen yet");
    session.frozen = true;
    assert!(may_score(&session, "m2", "b").is_err(), "no edit after freeze");
    assert!(may_decide(&session, "b").is_ok());
    let refusal = may_decide(&session, "a").expect_err("two voices of three");
    assert!(refusal.what.fr.contains("quorum est de 3 et 2 voix"), "{}", refusal.what.fr);
}
