//! One application, from its first line to its closing: every step is taken whole or refused with its reason.

use crate::refusal::said;
use crate::{Advice, Contract, Form, InKind, Opinion, Party, Payment, Refusal, State, Step, Window};
use domain::{Cents, Date, Lang, Text, format};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    pub state: State,
    /// Wave of its call; empty for a call without waves.
    pub wave: String,
    /// The call gives an amount; a label or a training place gives none.
    pub in_money: bool,
    pub form: Form,
    pub filed_at: Option<Timestamp>,
    pub missing: Vec<String>,
    pub missing_until: Option<Date>,
    pub advices: Vec<Advice>,
    pub proposed: Option<Cents>,
    pub decided: Option<Cents>,
    /// To be lifted before the contract.
    pub reservations: String,
    /// Reference of the minutes that decided.
    pub session: String,
    /// Why the envelope refused, and what would have passed.
    pub waiting: Option<Waits>,
    pub notified_on: Option<Date>,
    pub contract: Option<Contract>,
    pub payments: Vec<Payment>,
    /// Real eligible spend, by the final report.
    pub spent: Option<Cents>,
    pub claimed: Cents,
    pub repaid: Cents,
    /// Where it goes on from, once the part that is claimed has come back; None: it ends then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumes: Option<State>,
    /// What a support in kind was worth, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_kind: Option<InKind>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    pub reason: Text,
    pub passes: Option<Cents>,
}

impl Application {
    pub fn draft(wave: &str, in_money: bool, form: Form) -> Application {
        Application {
            state: State::Draft,
            wave: wave.into(),
            in_money,
            form,
            filed_at: None,
            missing: vec![],
            missing_until: None,
            advices: vec![],
            proposed: None,
            decided: None,
            reservations: String::new(),
            session: String::new(),
            waiting: None,
            notified_on: None,
            contract: None,
            payments: vec![],
            spent: None,
            claimed: Cents::ZERO,
            repaid: Cents::ZERO,
            resumes: None,
            in_kind: None,
        }
    }

    pub fn paid(&self) -> Cents {
        self.payments.iter().map(|payment| payment.amount).sum()
    }

    /// Paid, and not come back.
    pub fn kept_paid(&self) -> Cents {
        self.paid().minus_or_zero(self.repaid)
    }

    /// Replaces what the holder typed: all of it in a draft, the documents alone when some were missing.
    pub fn edit(&mut self, form: Form) -> Result<(), Refusal> {
        match self.state {
            State::Draft => self.form = form,
            State::Incomplete => self.form.documents = form.documents,
            _ => return Err(not_now(self.state, &Text::new("Modifier le formulaire", "Editing the form"))),
        }
        Ok(())
    }

    /// Takes `step`, or says why not; refused, nothing has moved. `by` signs advices; `window` is that of its wave.
    pub fn take(&mut self, step: &Step, party: Party, by: &str, at: Timestamp, window: &Window) -> Result<(), Refusal> {
        if !step.parties().contains(&party) {
            return Err(not_yours(step, party));
        }
        if let (Step::Report { note, .. }, Party::Instructor) = (step, party) {
            said(note, "pourquoi le service rend compte à la place du porteur", "why the service reports in the place of the holder")?;
        }
        let mut after = self.clone();
        after.state = after.next(step, by, at, window)?;
        *self = after;
        Ok(())
    }

    fn next(&mut self, step: &Step, by: &str, at: Timestamp, window: &Window) -> Result<State, Refusal> {
        use State as S;
        Ok(match (self.state, step) {
            (S::Draft, Step::File) => self.file(at, window)?,
            (S::Incomplete, Step::Complete { note }) => {
                said(note, "ce qui a été complété", "what was completed")?;
                S::Completed
            }
            (S::Filed | S::Completed, Step::FindAdmissible) => {
                (self.missing, self.missing_until) = (vec![], None);
                S::Admissible
            }
            (S::Filed | S::Completed, Step::FindIncomplete { missing, until }) => {
                said(&missing.concat(), "la liste de ce qui manque", "the list of what is missing")?;
                (self.missing, self.missing_until) = (missing.clone(), Some(*until));
                S::Incomplete
            }
            (S::Filed | S::Completed | S::Incomplete, Step::FindInadmissible { reason }) => {
                said(reason, "le motif d’irrecevabilité", "the reason of inadmissibility")?;
                S::Inadmissible
            }
            (S::Admissible, Step::AskAdvice { services }) => self.ask_advice(services)?,
            (S::Advice, Step::GiveAdvice { service, opinion, text }) => self.give_advice(service, *opinion, text, by, at)?,
            (S::Advice, Step::Present { proposed, without }) => self.present(*proposed, without)?,
            (S::Committee | S::Waiting, Step::Favour { amount, reservations, session, .. }) => {
                said(session, "la référence de la séance", "the reference of the session")?;
                self.within_asked(*amount)?;
                self.within_measure(*amount, self.form.cost)?;
                (self.decided, self.reservations, self.session) = (Some(*amount), reservations.trim().to_owned(), session.clone());
                self.waiting = None;
                if self.reservations.is_empty() { S::Favourable } else { S::Conditional }
            }
            (S::Committee | S::Waiting, Step::Postpone { reason, session }) => {
                said(reason, "le motif de l’ajournement", "the reason of the postponement")?;
                (self.session, self.waiting) = (session.clone(), None);
                S::Postponed
            }
            (S::Committee | S::Waiting, Step::Disfavour { reason, session }) => {
                said(reason, "le motif de l’avis défavorable", "the reason of the unfavourable opinion")?;
                (self.session, self.waiting) = (session.clone(), None);
                S::Unfavourable
            }
            (S::Committee | S::Waiting, Step::Wait { reason, passes }) => {
                self.waiting = Some(Waits { reason: reason.clone(), passes: *passes });
                S::Waiting
            }
            (S::Draft | S::Postponed | S::Waiting, Step::CarryOver { wave }) => self.carry_over(wave)?,
            (S::Postponed, Step::TakeUp { reason }) => {
                said(reason, "pourquoi le dossier revient", "why the file comes back")?;
                S::Admissible
            }
            (S::Favourable | S::Conditional, Step::Notify { on }) => {
                self.notified_on = Some(*on);
                S::Notified
            }
            (S::Unfavourable, Step::Notify { on }) => {
                self.notified_on = Some(*on);
                S::Declined
            }
            (S::Notified, Step::Sign { .. }) => self.sign(step)?,
            (S::Contracted | S::Paying | S::Reported | S::Balanced, Step::Pay { .. }) => self.pay(step)?,
            (S::Contracted | S::Paying, Step::Report { spent, .. }) => {
                self.spent = Some(positive(*spent)?);
                S::Reported
            }
            (from @ (S::Reported | S::Balanced), Step::Correct { spent, reason }) => {
                said(reason, "pourquoi cette dépense est retenue", "why this spend is retained")?;
                self.spent = Some(positive(*spent)?);
                from
            }
            (from @ (S::Contracted | S::Paying | S::Reported | S::Balanced), Step::Value { given }) => {
                self.valued(given)?;
                from
            }
            (S::Reported | S::Balanced, Step::Close { .. }) => self.close()?,
            (S::Notified | S::Contracted | S::Paying, Step::Lapse { reason, .. }) => {
                said(reason, "le motif de la caducité", "the reason of the lapse")?;
                (self.claimed, self.resumes) = (self.kept_paid(), None);
                if self.claimed.is_zero() { S::Lapsed } else { S::Repayment }
            }
            (S::Paying | S::Reported | S::Balanced, Step::ClaimBack { amount, reason }) => {
                said(reason, "le motif du reversement", "the reason of the repayment")?;
                self.claim_back(*amount)?
            }
            (S::Repayment, Step::TakeBack { .. }) => {
                (self.repaid, self.claimed) = (self.repaid + self.claimed, Cents::ZERO);
                self.resumes.take().unwrap_or(S::Closed)
            }
            (from, Step::Withdraw { reason }) if !from.is_final() && !from.has_contract() && from != S::Unfavourable => {
                said(reason, "le motif du retrait", "the reason of the withdrawal")?;
                S::Withdrawn
            }
            _ => return Err(not_now(self.state, &step.name())),
        })
    }

    fn file(&mut self, at: Timestamp, window: &Window) -> Result<State, Refusal> {
        window.takes(at)?;
        let lacks = self.form.lacks(self.in_money);
        if !lacks.is_empty() {
            let list = Text::each(|lang| {
                lacks.iter().map(|lack| lack.get(lang)).collect::<Vec<_>>().join(if lang == Lang::Fr { " ; " } else { "; " })
            });
            return Err(Refusal::new(
                Text::new(format!("Il manque : {}.", list.fr), format!("Missing: {}.", list.en)),
                Text::new(
                    "Complétez et cochez les pièces prêtes, puis déposez : le brouillon est gardé.",
                    "Complete and tick the documents that are ready, then file: the draft is kept.",
                ),
            ));
        }
        self.within_measure(self.form.asked.unwrap_or_default(), self.form.cost)?;
        if let Some(law) = &self.form.law {
            law.holds()?;
        }
        self.filed_at = Some(at);
        Ok(State::Filed)
    }

    fn ask_advice(&mut self, services: &[String]) -> Result<State, Refusal> {
        let named: Vec<&str> = services.iter().map(|s| s.trim()).filter(|s| !s.is_empty()).collect();
        said(&named.concat(), "au moins le rapporteur", "the rapporteur at least")?;
        if let Some(twice) = named.iter().enumerate().find(|(i, name)| named[..*i].contains(name)) {
            let what =
                Text::new(format!("« {} » est deux fois dans la liste.", twice.1), format!("“{}” stands twice in the list.", twice.1));
            return Err(Refusal::new(what, Text::new("Nommez chaque service une fois.", "Name each service once.")));
        }
        let advice = |(i, service): (usize, &&str)| Advice {
            service: (*service).to_owned(),
            rapporteur: i == 0,
            opinion: None,
            text: String::new(),
            by: String::new(),
            at: None,
        };
        self.advices = named.iter().enumerate().map(advice).collect();
        Ok(State::Advice)
    }

    fn give_advice(&mut self, service: &str, opinion: Opinion, text: &str, by: &str, at: Timestamp) -> Result<State, Refusal> {
        said(text, "les raisons de l’avis", "the reasons of the advice")?;
        let Some(advice) = self.advices.iter_mut().find(|advice| advice.service == service) else {
            return Err(Refusal::new(
                Text::new(format!("Aucun avis n’est demandé à « {service} »."), format!("No advice is asked of “{service}”.")),
                Text::new("Choisissez un service de la liste.", "Choose a service of the list."),
            ));
        };
        if advice.opinion.is_some() {
            return Err(Refusal::new(
                Text::new(format!("« {service} » a déjà rendu son avis."), format!("“{service}” has already given its advice.")),
                Text::new(
                    "Un avis rendu ne se change pas : le rapporteur peut le commenter.",
                    "A given advice does not change: the rapporteur can comment on it.",
                ),
            ));
        }
        (advice.opinion, advice.text, advice.by, advice.at) = (Some(opinion), text.to_owned(), by.to_owned(), Some(at));
        Ok(State::Advice)
    }

    fn present(&mut self, proposed: Cents, without: &str) -> Result<State, Refusal> {
        let open: Vec<&Advice> = self.advices.iter().filter(|advice| advice.opinion.is_none()).collect();
        let names = open.iter().map(|advice| advice.service.as_str()).collect::<Vec<_>>().join(", ");
        if open.iter().any(|advice| advice.rapporteur) {
            return Err(Refusal::new(
                Text::new(
                    format!("Le rapporteur n’a pas rendu son avis ({names})."),
                    format!("The rapporteur has not given advice ({names})."),
                ),
                Text::new("Attendez-le : le comité décide sur son rapport.", "Wait for it: the committee decides on that report."),
            ));
        }
        if !open.is_empty() && without.trim().is_empty() {
            return Err(Refusal::new(
                Text::new(format!("Avis non rendus : {names}."), format!("Advice not given: {names}.")),
                Text::new("Attendez-les, ou dites pourquoi on s’en passe.", "Wait for it, or say why it is not waited for."),
            ));
        }
        self.within_asked(proposed)?;
        self.within_measure(proposed, self.form.cost)?;
        self.proposed = Some(proposed);
        Ok(State::Committee)
    }

    fn within_asked(&self, amount: Cents) -> Result<(), Refusal> {
        let asked = if self.in_money { self.form.asked.unwrap_or_default() } else { Cents::ZERO };
        if amount <= asked && (amount.0 > 0 || !self.in_money && amount.is_zero()) {
            return Ok(());
        }
        let what = Text::each(|lang| match lang {
            Lang::Fr => format!(
                "{} : le montant va de 1 centime à ce qui est demandé, {}.",
                format::money(amount, lang),
                format::money(asked, lang)
            ),
            Lang::En => {
                format!("{}: the amount goes from 1 cent to what is asked, {}.", format::money(amount, lang), format::money(asked, lang))
            }
        });
        Err(Refusal::amount(what, Text::new("Corrigez le montant.", "Mend the amount."), asked))
    }

    /// Refuses what the measure asked for does not give.
    pub(crate) fn within_measure(&self, amount: Cents, eligible: Option<Cents>) -> Result<(), Refusal> {
        match &self.form.measure {
            Some(measure) if self.in_money => measure.gives(amount, eligible),
            _ => Ok(()),
        }
    }

    fn carry_over(&mut self, wave: &str) -> Result<State, Refusal> {
        if wave == self.wave {
            return Err(Refusal::new(
                Text::new("Le dossier est déjà dans cette vague.", "The file is already in this wave."),
                Text::new("Choisissez une autre vague.", "Choose another wave."),
            ));
        }
        self.wave = wave.to_owned();
        self.waiting = None;
        Ok(if self.state == State::Draft { State::Draft } else { State::Admissible })
    }
}

fn positive(amount: Cents) -> Result<Cents, Refusal> {
    if amount.0 >= 0 {
        return Ok(amount);
    }
    Err(Refusal::new(
        Text::new("Une dépense n’est pas négative.", "A spend is not negative."),
        Text::new("Corrigez le montant.", "Mend the amount."),
    ))
}

pub(crate) fn not_now(state: State, step: &Text) -> Refusal {
    let state = state.name();
    Refusal::new(
        Text::new(
            format!("« {} » n’est pas possible : le dossier est « {} ».", step.fr, state.fr),
            format!("“{}” is not possible: the file is “{}”.", step.en, state.en),
        ),
        Text::new("Rechargez la page : elle montre ce qui est possible maintenant.", "Reload the page: it shows what is possible now."),
    )
}

fn not_yours(step: &Step, party: Party) -> Refusal {
    let (step_name, party) = (step.name(), party.name());
    let who = |lang: Lang| {
        step.parties().iter().map(|p| p.name().get(lang).to_owned()).collect::<Vec<_>>().join(if lang == Lang::Fr {
            " ou "
        } else {
            " or "
        })
    };
    Refusal::new(
        Text::new(
            format!("« {} » : {} ne peut pas le faire.", step_name.fr, party.fr),
            format!("“{}”: {} cannot do it.", step_name.en, party.en),
        ),
        Text::new(format!("C’est à faire par {}.", who(Lang::Fr)), format!("It is to be done by {}.", who(Lang::En))),
    )
}
