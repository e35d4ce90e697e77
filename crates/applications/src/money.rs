//! The steps of an application that move money: contract, payments, closing, repayment.

use crate::life::not_now;
use crate::refusal::said;
use crate::{Application, Contract, InKind, Payment, PaymentKind, Refusal, State, Step};
use domain::{Cents, Lang, Text, format};

impl Application {
    pub(crate) fn sign(&mut self, step: &Step) -> Result<State, Refusal> {
        let Step::Sign { amount, eligible, months, guarantee, rules, lifted, law, on, .. } = step else {
            return Err(not_now(self.state, &step.name()));
        };
        if !self.reservations.is_empty() {
            said(lifted, "comment les réserves sont levées", "how the reservations are lifted")?;
        }
        let decided = self.decided.unwrap_or_default();
        if *amount > decided || (self.in_money && amount.0 <= 0) {
            let what = Text::each(|lang| match lang {
                Lang::Fr => format!("La convention porte {}, la décision {}.", format::money(*amount, lang), format::money(decided, lang)),
                Lang::En => format!("The contract bears {}, the decision {}.", format::money(*amount, lang), format::money(decided, lang)),
            });
            let mend =
                Text::new("Signez au plus le montant décidé ; le reste est libéré.", "Sign at most the amount decided; the rest is freed.");
            return Err(Refusal::amount(what, mend, decided));
        }
        if self.in_money && amount > eligible {
            let what = Text::new(
                "La subvention dépasse la dépense éligible prévue (décret 2018-514, art. 10).",
                "The grant is above the forecast eligible spend (décret 2018-514, art. 10).",
            );
            return Err(Refusal::amount(what, Text::new("Corrigez l’un des deux.", "Mend one of the two."), *eligible));
        }
        if let Some(measure) = self.form.measure.as_ref().filter(|_| self.in_money) {
            measure.paid_by(*rules)?;
        }
        self.within_measure(*amount, Some(*eligible))?;
        if let Some(law) = law {
            law.holds()?;
        }
        self.contract = Some(Contract {
            amount: *amount,
            eligible: *eligible,
            months: *months,
            guarantee: *guarantee,
            rules: *rules,
            advance: self.form.measure.as_ref().and_then(|measure| measure.advance),
            signed_on: *on,
        });
        Ok(State::Contracted)
    }

    pub(crate) fn pay(&mut self, step: &Step) -> Result<State, Refusal> {
        let (Step::Pay { kind, amount, proof, on }, Some(contract)) = (step, &self.contract) else {
            return Err(not_now(self.state, &step.name()));
        };
        said(proof, "la pièce qui justifie le paiement", "the document that justifies the payment")?;
        // A balance paid in part is paid further until all that is due is.
        if (*kind == PaymentKind::Balance) != matches!(self.state, State::Reported | State::Balanced) {
            return Err(Refusal::new(
                Text::new(
                    "Le solde se paie après le rapport final, les avances et acomptes avant.",
                    "The balance is paid after the final report, advances and instalments before.",
                ),
                Text::new("Choisissez l’autre paiement, ou attendez le rapport.", "Choose the other payment, or wait for the report."),
            ));
        }
        contract.pays(*kind, *amount, &self.payments, self.spent)?;
        self.payments.push(Payment { kind: *kind, amount: *amount, proof: proof.clone(), on: *on });
        Ok(if *kind == PaymentKind::Balance { State::Balanced } else { State::Paying })
    }

    /// What is still due, once the final report is in.
    pub fn balance_due(&self) -> Cents {
        self.contract.as_ref().map_or(Cents::ZERO, |contract| contract.most(PaymentKind::Balance, &self.payments, self.spent))
    }

    /// Paid beyond what the real spend gives right to.
    pub fn overpaid(&self) -> Cents {
        match (&self.contract, self.spent) {
            (Some(contract), Some(spent)) => self.paid().minus_or_zero(contract.due_on(spent) + self.repaid),
            _ => Cents::ZERO,
        }
    }

    pub(crate) fn close(&mut self) -> Result<State, Refusal> {
        let (due, over) = (self.balance_due(), self.overpaid());
        if self.in_money && (due.0 > 0 || over.0 > 0) {
            let what = Text::each(|lang| match (lang, over.0 > 0) {
                (Lang::Fr, false) => format!("Le solde n’est pas payé : {} restent dus.", format::money(due, lang)),
                (Lang::En, false) => format!("The balance is not paid: {} remain due.", format::money(due, lang)),
                (Lang::Fr, true) => format!("Trop payé : {} au-delà de la dépense réelle.", format::money(over, lang)),
                (Lang::En, true) => format!("Overpaid: {} beyond the real spend.", format::money(over, lang)),
            });
            let mend = match over.0 > 0 {
                true => Text::new("Demandez le reversement, puis clôturez.", "Claim the repayment, then close."),
                false => Text::new("Payez le solde, puis clôturez.", "Pay the balance, then close."),
            };
            return Err(Refusal::amount(what, mend, due.max(over)));
        }
        Ok(State::Closed)
    }

    pub(crate) fn claim_back(&mut self, amount: Cents) -> Result<State, Refusal> {
        let most = self.kept_paid();
        if amount.0 <= 0 || amount > most {
            let what = Text::each(|lang| match lang {
                Lang::Fr => {
                    format!("{} demandés en reversement, {} payés et non reversés.", format::money(amount, lang), format::money(most, lang))
                }
                Lang::En => format!("{} claimed back, {} paid and not repaid.", format::money(amount, lang), format::money(most, lang)),
            });
            return Err(Refusal::amount(what, Text::new("Corrigez le montant.", "Mend the amount."), most));
        }
        (self.claimed, self.resumes) = (amount, (amount < most).then_some(self.state));
        Ok(State::Repayment)
    }

    /// A support in kind is valued when no money is paid for it: what is paid is counted already.
    pub(crate) fn valued(&mut self, given: &InKind) -> Result<(), Refusal> {
        if self.in_money || given.is_empty() || given.value.is_some_and(|value| value.0 < 0) {
            return Err(Refusal::new(
                Text::new(
                    "Un accompagnement en nature se chiffre par une valeur, des jours ou un prestataire, là où aucune somme n’est payée.",
                    "A support in kind is valued by an amount, days or a provider, where no money is paid.",
                ),
                Text::new("Écrivez ce qui est connu, et rien d’autre.", "Write what is known, and nothing else."),
            ));
        }
        self.in_kind = Some(given.clone());
        Ok(())
    }
}
