//! A project lead is invited, comes in, forgets a password, is guessed at by a stranger, and leaves.

use crate::engines::{minute, on_each_engine};
use domain::Lang;
use domain::rights::{Right, Role, Scope};
use store::invitations::{self, Accepted, Offer};
use store::ledger::ask;
use store::ties::{self, Tie};
use store::tries::{self, Subject};
use store::{OrganisationId, PersonId, Store, Token, accounts, holders, organisations, people, sessions};

const TERRITORY: &str = "territory:2:ti-2704";

async fn organisation(store: &Store) -> OrganisationId {
    let kind = organisations::Kind::Epci;
    organisations::add(store, kind, "Le Grand Chalon", Some("247100589"), "operator", minute(0)).await.expect("added")
}

async fn offer(store: &Store, email: &str, role: Role, scope: &str) -> Offer {
    let right = Right { role, scope: scope.parse().expect("a scope"), organisation: organisation(store).await.to_string() };
    Offer { email: email.into(), name: String::new(), right, lang: Lang::Fr, expires_at: minute(14 * 24 * 60) }
}

async fn invited(store: &Store, email: &str) -> Token {
    let token = Token::random();
    let offer = offer(store, email, Role::ProjectLead, TERRITORY).await;
    invitations::create(store, &token.hash(), &offer, "operator", minute(1)).await.expect("invited");
    token
}

async fn in_post(store: &Store, email: &str) -> PersonId {
    let token = invited(store, email).await;
    match invitations::accept_as_new(store, &token.hash(), "Camille Roy", "hash", minute(2)).await.expect("accepted") {
        Accepted::By(person) => person,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_invitation_makes_an_account_once_with_its_right() {
    on_each_engine(async |store| {
        let token = invited(&store, " Camille@Chalon.test ").await;
        let shown = invitations::find_by_token(&store, &token.hash(), minute(2)).await.expect("read").expect("stands");
        assert_eq!((shown.email.as_str(), shown.right.role), ("camille@chalon.test", Role::ProjectLead));
        let Accepted::By(person) =
            invitations::accept_as_new(&store, &token.hash(), "Camille Roy", "hash", minute(3)).await.expect("accepted")
        else {
            panic!("the invitation stands")
        };
        let held = people::rights(&store, &person).await.expect("read");
        assert_eq!(held.iter().map(|h| (h.right.role, h.given_by.as_str())).collect::<Vec<_>>(), [(Role::ProjectLead, "operator")]);
        assert_eq!(accounts::password_of(&store, &person).await.expect("read").as_deref(), Some("hash"));
        let again = invitations::accept_as_new(&store, &token.hash(), "Un autre", "hash", minute(4)).await;
        assert_eq!(again, Ok(Accepted::Gone), "a link is used once");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_that_is_over_or_taken_back_opens_nothing() {
    on_each_engine(async |store| {
        let token = invited(&store, "camille@chalon.test").await;
        let late = invitations::accept_as_new(&store, &token.hash(), "Camille", "hash", minute(14 * 24 * 60)).await;
        assert_eq!(late, Ok(Accepted::Gone));
        let id = invitations::find_by_token(&store, &token.hash(), minute(2)).await.expect("read").expect("stands").id;
        assert_eq!(invitations::revoke(&store, &id, "operator", minute(2)).await, Ok(true));
        assert_eq!(invitations::revoke(&store, &id, "operator", minute(2)).await, Ok(false));
        assert_eq!(invitations::accept_as_new(&store, &token.hash(), "Camille", "hash", minute(3)).await, Ok(Accepted::Gone));
        assert_eq!(people::find_by_email(&store, "camille@chalon.test").await, Ok(None), "nothing is left of it");
    })
    .await;
}

#[tokio::test]
async fn two_browsers_that_open_one_invitation_at_once_make_one_account() {
    on_each_engine(async |store| {
        let token = invited(&store, "camille@chalon.test").await;
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (store, hash) = (store.clone(), token.hash());
            tasks.spawn(async move { invitations::accept_as_new(&store, &hash, &format!("Camille {n}"), "hash", minute(3)).await });
        }
        let outcomes = tasks.join_all().await;
        let in_post = outcomes.iter().filter(|o| matches!(o, Ok(Accepted::By(_)))).count();
        assert_eq!(in_post, 1, "{outcomes:?}");
        assert_eq!(people::in_scope(&store, &TERRITORY.parse().expect("a scope")).await.expect("read").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_second_invitation_needs_the_link_and_the_account() {
    on_each_engine(async |store| {
        let person = in_post(&store, "camille@chalon.test").await;
        let token = Token::random();
        let offer = offer(&store, "camille@chalon.test", Role::RegionalPilot, "region:27").await;
        invitations::create(&store, &token.hash(), &offer, "operator", minute(5)).await.expect("invited");
        // Whoever has the link alone does not take the account's place.
        assert_eq!(invitations::accept_as_new(&store, &token.hash(), "Intrus", "autre", minute(6)).await, Ok(Accepted::SignInFirst));
        assert_eq!(accounts::password_of(&store, &person).await.expect("read").as_deref(), Some("hash"));
        // Nor does whoever has another account.
        let other = in_post(&store, "alix@chalon.test").await;
        let other = people::find(&store, &other).await.expect("read").expect("there");
        assert_eq!(invitations::accept_as(&store, &token.hash(), &other, minute(7)).await, Ok(Accepted::SignInFirst));
        let own = people::find(&store, &person).await.expect("read").expect("there");
        assert_eq!(invitations::accept_as(&store, &token.hash(), &own, minute(8)).await, Ok(Accepted::By(person.clone())));
        assert_eq!(people::rights(&store, &person).await.expect("read").len(), 2);
    })
    .await;
}

#[tokio::test]
async fn inviting_again_replaces_the_first_link() {
    on_each_engine(async |store| {
        let (first, second) = (invited(&store, "camille@chalon.test").await, invited(&store, "camille@chalon.test").await);
        assert_eq!(invitations::find_by_token(&store, &first.hash(), minute(2)).await, Ok(None));
        assert!(invitations::find_by_token(&store, &second.hash(), minute(2)).await.expect("read").is_some());
        let scope = TERRITORY.parse().expect("a scope");
        assert_eq!(invitations::pending_in(&store, &scope, minute(2)).await.expect("read").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_again_once_and_every_session_ends() {
    on_each_engine(async |store| {
        let person = in_post(&store, "camille@chalon.test").await;
        let session = Token::random();
        sessions::open(&store, &person, &session.hash(), "Firefox", minute(900), None, minute(3)).await.expect("opened");
        let (first, second) = (Token::random(), Token::random());
        for token in [&first, &second] {
            assert_eq!(accounts::make_reset(&store, &person, &token.hash(), "operator", minute(120), minute(4)).await, Ok(true));
        }
        assert_eq!(accounts::reset(&store, &first.hash(), "new", minute(5)).await, Ok(None), "the last link alone works");
        assert_eq!(accounts::reset(&store, &second.hash(), "new", minute(120)).await, Ok(None), "too late");
        assert_eq!(accounts::reset(&store, &second.hash(), "new", minute(5)).await, Ok(Some(person.clone())));
        assert_eq!(accounts::reset(&store, &second.hash(), "newer", minute(6)).await, Ok(None), "once");
        assert_eq!(accounts::password_of(&store, &person).await.expect("read").as_deref(), Some("new"));
        assert_eq!(sessions::find(&store, &session.hash(), minute(6)).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn changing_the_password_keeps_this_session_and_ends_the_others() {
    on_each_engine(async |store| {
        let person = in_post(&store, "camille@chalon.test").await;
        let (this, other) = (Token::random(), Token::random());
        for session in [&this, &other] {
            sessions::open(&store, &person, &session.hash(), "", minute(900), None, minute(3)).await.expect("opened");
        }
        assert_eq!(accounts::change_password(&store, &person, "new", &this.hash(), minute(4)).await, Ok(1));
        assert!(sessions::find(&store, &this.hash(), minute(5)).await.expect("read").is_some());
        assert_eq!(sessions::find(&store, &other.hash(), minute(5)).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_leaves_its_name_and_nothing_else() {
    on_each_engine(async |store| {
        let person = in_post(&store, "camille@chalon.test").await;
        let session = Token::random();
        sessions::open(&store, &person, &session.hash(), "", minute(900), None, minute(3)).await.expect("opened");
        assert_eq!(accounts::close(&store, &person, &people::signature(&person), minute(4)).await, Ok(true));
        assert_eq!(sessions::find(&store, &session.hash(), minute(5)).await, Ok(None));
        assert!(accounts::credentials(&store, "camille@chalon.test", None).await.expect("read").is_none());
        assert_eq!(people::rights(&store, &person).await, Ok(vec![]));
        let signature = people::signature(&person);
        let names = holders::names(&store, [signature.as_str(), "operator", "person:none"]).await.expect("read");
        assert_eq!(names.into_values().collect::<Vec<_>>(), ["Camille Roy"]);
        // The same address can be invited again: it is another account.
        assert_ne!(in_post(&store, "camille@chalon.test").await, person);
    })
    .await;
}

#[tokio::test]
async fn a_right_taken_back_stays_in_the_history_with_who_did_it() {
    on_each_engine(async |store| {
        let person = in_post(&store, "camille@chalon.test").await;
        let scope: Scope = TERRITORY.parse().expect("a scope");
        let held = holders::in_scope(&store, &scope).await.expect("read");
        assert_eq!(
            held.iter().map(|h| (h.name.as_str(), h.organisation.as_str())).collect::<Vec<_>>(),
            [("Camille Roy", "Le Grand Chalon")]
        );
        assert_eq!(people::take_back(&store, &held[0].given.id, "person:p2", minute(9)).await, Ok(true));
        assert_eq!(holders::in_scope(&store, &scope).await, Ok(vec![]));
        let ever = holders::ever_in_scope(&store, &scope, 10).await.expect("read");
        assert_eq!((ever[0].taken_back_at, ever[0].taken_back_by.as_deref()), (Some(minute(9)), Some("person:p2")));
        let told: Vec<String> =
            store::audit::of_object(&store, &people::signature(&person), 9).await.expect("read").into_iter().map(|e| e.what).collect();
        assert!(told.contains(&"right.take_back".to_owned()), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn two_persons_are_tied_when_one_gave_the_other_a_right_or_a_link() {
    on_each_engine(async |store| {
        let mut signatures = vec![];
        let mut people_in_post = vec![];
        for email in ["camille@chalon.test", "alix@chalon.test", "noe@chalon.test"] {
            let person = in_post(&store, email).await;
            signatures.push(people::signature(&person));
            people_in_post.push(person);
        }
        let [one, other, third] = &signatures[..] else { panic!("three") };
        assert_eq!(ties::tied(&store, one, other).await, Ok(None), "both were invited by the operator, neither by the other");
        assert_eq!(ties::tied(&store, "operator", one).await, Ok(Some(Tie::Each)));
        let organisation = organisation(&store).await.to_string();
        let right = Right { role: Role::Referent, scope: TERRITORY.parse().expect("a scope"), organisation };
        let given = people::give(&store, &people_in_post[1], &right, one, minute(5)).await.expect("given").expect("new");
        people::take_back(&store, &given, "operator", minute(6)).await.expect("taken back");
        for (first, second) in [(one, other), (other, one)] {
            assert_eq!(ties::tied(&store, first, second).await, Ok(Some(Tie::Each)), "taking it back washes nothing away");
        }
        let link = Token::random();
        accounts::make_reset(&store, &people_in_post[2], &link.hash(), one, minute(120), minute(7)).await.expect("made");
        assert_eq!(ties::tied(&store, third, one).await, Ok(Some(Tie::Each)));
        assert_eq!(ties::tied(&store, third, other).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn where_it_is_asked_two_people_whom_the_same_third_brought_in_are_no_two_persons() {
    on_each_engine(async |store| {
        let organisation = organisation(&store).await.to_string();
        let right = |role: Role| Right { role, scope: TERRITORY.parse().expect("a scope"), organisation: organisation.clone() };
        let mut brought = vec![];
        for (email, by) in
            [("alix@a.test", "person:a"), ("noe@a.test", "person:a"), ("ines@b.test", "person:b"), ("hugo@c.test", "person:c")]
        {
            let person = people::add(&store, email, "Alix", by, minute(1)).await.expect("added");
            people::give(&store, &person, &right(Role::Referent), by, minute(1)).await.expect("given").expect("new");
            brought.push(person);
        }
        let [one, other, third, fourth] = std::array::from_fn(|n| people::signature(&brought[n]));
        assert_eq!(ties::tied(&store, &one, &other).await, Ok(None), "nobody asked it");
        ask(&store, |terms| terms.apart = true);
        assert_eq!(ties::tied(&store, &one, &other).await, Ok(Some(Tie::Third)));
        assert_eq!(ties::tied(&store, &other, &third).await, Ok(None));
        people::give(&store, &brought[2], &right(Role::ProjectLead), "person:a", minute(5)).await.expect("given").expect("new");
        assert_eq!(ties::tied(&store, &other, &third).await, Ok(None), "a right given later opened no account");
        // A link asked for oneself is nobody else's.
        for (person, by) in [(&brought[1], &other), (&brought[3], &fourth)] {
            let link = Token::random();
            accounts::make_reset(&store, person, &link.hash(), by, minute(120), minute(6)).await.expect("made");
        }
        assert_eq!(ties::tied(&store, &other, &fourth).await, Ok(None));
        let link = Token::random();
        accounts::make_reset(&store, &brought[2], &link.hash(), "person:a", minute(120), minute(7)).await.expect("made");
        assert_eq!(ties::tied(&store, &third, &one).await, Ok(Some(Tie::Third)), "whoever made the link may hold the account");
    })
    .await;
}

#[tokio::test]
async fn the_attacker_waits_and_the_victim_at_a_known_browser_does_not() {
    on_each_engine(async |store| {
        let email = "camille@chalon.test";
        let from = |address: &str| [Subject::account_from(email, address), Subject::address(address), Subject::account(email)];
        // Forty guesses spread over many addresses, within one minute.
        let mut refused = 0;
        for n in 0..60 {
            let waits = tries::begin(&store, &from(&format!("192.0.2.{n}")), minute(1)).await.expect("counted");
            refused += usize::from(waits.is_some());
        }
        assert!(refused >= 20, "{refused} of 60 guesses were stopped");
        let known = [Subject::browser(email, "a-browser-camille-used")];
        assert_eq!(tries::begin(&store, &known, minute(1)).await, Ok(None), "the victim is locked out");
        // And from elsewhere, the account opens again by itself.
        assert_eq!(tries::begin(&store, &from("198.51.100.7"), minute(20)).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn guesses_sent_together_are_counted_one_by_one() {
    on_each_engine(async |store| {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..40 {
            let store = store.clone();
            tasks.spawn(async move {
                let subjects = [Subject::account_from("camille@chalon.test", "192.0.2.7"), Subject::address("192.0.2.7")];
                tries::begin(&store, &subjects, minute(1)).await
            });
        }
        let judged = tasks.join_all().await.into_iter().filter(|waits| *waits == Ok(None)).count();
        assert_eq!(judged, 5, "five guesses are judged, the rest wait");
    })
    .await;
}

#[tokio::test]
async fn signing_in_to_ones_own_account_washes_no_guess_away() {
    on_each_engine(async |store| {
        let address = Subject::address("192.0.2.7");
        for n in 0..19 {
            let other = Subject::account_from(&format!("victim{n}@chalon.test"), "192.0.2.7");
            assert_eq!(tries::begin(&store, &[other, address.clone()], minute(1)).await, Ok(None));
            let own = Subject::account_from("attacker@chalon.test", "192.0.2.7");
            let counted = [own.clone(), address.clone()];
            if tries::begin(&store, &counted, minute(1)).await == Ok(None) {
                tries::succeeded(&store, &[own], std::slice::from_ref(&address)).await.expect("noted");
            }
        }
        let one_more = Subject::account_from("victim20@chalon.test", "192.0.2.7");
        assert_eq!(tries::begin(&store, &[one_more, address.clone()], minute(1)).await, Ok(None));
        let stopped = tries::begin(&store, &[address], minute(1)).await.expect("counted");
        assert!(stopped.is_some(), "twenty guesses from one address, and no wait");
    })
    .await;
}
