//! The objects of the routes of calls: their applications, filed or not, their sessions, their lists.

use super::cases::Case;
use super::made::Call;
use crate::addresses::Places;
use axum::http::Method;
use web::permissions::{Action, Actor, Object, can};
use web::registry::Entry;

/// What an address is filled with where it names a file.
const NO_PIECE: &str = "00000000000000000000000000000000";

pub fn calls(entry: &Entry, places: &Places, call: &Call, what: &str) -> Vec<Case> {
    let Entry { path, action, .. } = *entry;
    let (operator, members) = (call.operator.to_owned(), vec![call.member.clone()]);
    let object = Object::Application {
        operator: operator.clone(),
        organisation: call.organisation.clone(),
        place: Some(call.place.clone()),
        members: members.clone(),
    };
    let of_call = Object::Call { operator: operator.clone() };
    let any = Object::Application { operator: operator.clone(), organisation: String::new(), place: None, members: vec![] };
    let session = |members| Object::Session { operator: operator.clone(), region: None, members };
    let at = |number: &str, session: &str| {
        let path = path.replace("{id}", call.id).replace("{number}", number).replace("{session}", session);
        places.fill(&path)
    };
    let fill = |number: &str| at(number, &call.session);
    // The list is for whoever may read one file, for whoever may write one, and for the committee.
    if path.starts_with("/appels/{id}/candidatures") && !path.contains("{number}") {
        let reads = move |actor: &Actor| {
            can(actor, Action::ReadApplication, &object) || [Action::Apply, Action::ReadCommittee].iter().any(|a| can(actor, *a, &of_call))
        };
        return vec![Case::new(what, fill(""), reads)];
    }
    if path.contains("{session}") && entry.method == Method::GET && action == Action::ReadCommittee {
        return vec![
            Case::of(what, fill(""), action, session(members)),
            Case::of(format!("{what}, without a seat"), at("", &call.elsewhere), action, session(vec![])),
        ];
    }
    if !path.contains("{number}") {
        let form: &[(&'static str, &str)] = match path {
            "/appels/{id}/comites/{session}/decisions" => &[("do", "by_rank")],
            // Without a reason: looked at, and not written.
            "/appels/{id}/comites/{session}/deports" => {
                let (member, service, session) = (call.member.clone(), any, session(members));
                let own = move |actor: &Actor| {
                    let sits = can(actor, Action::ReadCommittee, &session);
                    let themselves = actor.person().is_some_and(|person| person.id == member);
                    sits && (themselves || can(actor, Action::InstructApplication, &service))
                };
                let form = [("member", call.member.as_str()), ("application", &call.application)];
                return vec![Case::new(what, fill(""), own).with(&form)];
            }
            "/appels/{id}/comites/{session}/membres" => {
                let may = move |actor: &Actor| can(actor, action, &any);
                return vec![Case::new(what, fill(""), may).with(&[("member", &call.member)])];
            }
            _ => &[],
        };
        return vec![Case::new(what, fill(""), move |actor| can(actor, action, &of_call) || can(actor, action, &any)).with(form)];
    }
    if path.contains("/{number}/pieces") {
        // Whoever only follows where a file stands does not read its papers.
        let (filed, own) = (object.clone(), object.clone());
        let may = move |actor: &Actor| {
            let inside = [Action::InstructApplication, Action::ScoreApplication].iter().any(|a| can(actor, *a, &filed));
            can(actor, Action::Apply, &filed) || action == Action::ReadApplication && inside
        };
        return vec![
            Case::new(format!("{what}, filed"), fill(&call.number).replace(NO_PIECE, &call.pieces[1]), may),
            Case::new(format!("{what}, not filed"), fill(&call.draft).replace(NO_PIECE, &call.pieces[0]), move |actor: &Actor| {
                can(actor, Action::Apply, &own)
            }),
        ];
    }
    let form: &[(&'static str, &str)] = match path.rsplit('/').next() {
        Some("demarche") => &[("do", "withdraw"), ("reason", "Essai"), ("version", "0")],
        Some("approbation") => &[("do", "reject"), ("version", "0")],
        _ => &[("version", "0")],
    };
    // Nobody judges what they apply for, whatever else they are.
    let (judges, judged) = (matches!(action, Action::InstructApplication | Action::ScoreApplication), object.clone());
    let may = move |actor: &Actor| can(actor, action, &judged) && !(judges && can(actor, Action::Apply, &judged));
    let mut cases = vec![Case::new(format!("{what}, filed"), fill(&call.number), may).with(form)];
    // What is not filed is its holder's alone: read, written, and nothing else.
    if matches!(action, Action::ReadApplication | Action::Apply) {
        let own = move |actor: &Actor| can(actor, Action::Apply, &object);
        cases.push(Case::new(format!("{what}, not filed"), fill(&call.draft), own).with(form));
    }
    cases
}
