//! Entries on envelopes: opened and raised by acts, delegated down, returned up, transferred across, closed.

use crate::{Balances, Credits, Entry, Envelope, EnvelopeId, MOST, Refusal, Rule, Unit};
use domain::{Date, Lang, Text, format};

impl Balances {
    pub(crate) fn open(&mut self, entry: &Entry, envelope: Envelope) -> Result<(), Refusal> {
        let id = &entry.envelope;
        if self.envelopes.contains_key(id) {
            return Err(Refusal::new(
                Rule::Name,
                Text::new(format!("L’enveloppe {id} existe déjà."), format!("The envelope {id} already exists.")),
                Text::new("Abondez-la, ou choisissez un autre nom.", "Raise it, or choose another name."),
            ));
        }
        ends_after(envelope.until, entry.date)?;
        if let Some(parent) = &envelope.parent {
            let above = self.open_envelope(parent)?;
            same_unit(id, envelope.unit, parent, above.unit)?;
            if entry.date < above.opened_on {
                return Err(Refusal::before(entry.date, above.opened_on));
            }
            if entry.amount != 0 {
                let of = Text::new("Une enveloppe déléguée s’ouvre vide", "A delegated envelope opens empty");
                return Err(Refusal::exactly(Rule::Tree, entry, envelope.unit, of, 0));
            }
        }
        self.envelopes.insert(id.clone(), envelope);
        Ok(())
    }

    pub(crate) fn raise(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let envelope = self.open_envelope(&entry.envelope)?;
        if envelope.parent.is_some() {
            return Err(only_at_the_root(&entry.envelope));
        }
        room(envelope.opened, entry, envelope.unit)?;
        self.post(&entry.envelope, |envelope| envelope.opened += entry.amount);
        Ok(())
    }

    pub(crate) fn payment_credits(&mut self, entry: &Entry, year: i16) -> Result<(), Refusal> {
        let envelope = self.envelope(&entry.envelope)?;
        if envelope.unit == Unit::Places {
            return Err(Refusal::places_are_not_paid(&entry.envelope));
        }
        room(envelope.credits.get(&year).map_or(0, |credits| credits.opened), entry, envelope.unit)?;
        if let Some(parent) = envelope.parent.clone() {
            let above = self.envelope(&parent)?.credits.get(&year).copied().unwrap_or_default();
            if entry.amount > above.available() {
                let of = Text::new(
                    format!("crédits de paiement {year} de l’enveloppe {parent} :"),
                    format!("payment credits {year} of the envelope {parent}:"),
                );
                return Err(Refusal::too_much(Rule::PaymentCredits, entry, Unit::Money, of, above.available()));
            }
            self.post_credits(&parent, year, |credits| credits.delegated += entry.amount);
        }
        self.post_credits(&entry.envelope, year, |credits| credits.opened += entry.amount);
        Ok(())
    }

    pub(crate) fn delegate(&mut self, entry: &Entry, to: &EnvelopeId) -> Result<(), Refusal> {
        let (from, below) = (self.open_envelope(&entry.envelope)?, self.open_envelope(to)?);
        if below.parent.as_ref() != Some(&entry.envelope) {
            return Err(Refusal::new(
                Rule::Tree,
                Text::new(
                    format!("L’enveloppe {to} n’est pas juste au-dessous de {}.", entry.envelope),
                    format!("The envelope {to} is not right below {}.", entry.envelope),
                ),
                Text::new(
                    "Déléguez de proche en proche, ou virez entre enveloppes de même niveau.",
                    "Delegate step by step, or transfer between envelopes of one level.",
                ),
            ));
        }
        if entry.date < below.opened_on {
            return Err(Refusal::before(entry.date, below.opened_on));
        }
        left(from, entry)?;
        room(below.opened, entry, below.unit)?;
        self.post(&entry.envelope, |envelope| envelope.delegated += entry.amount);
        self.post(to, |envelope| envelope.opened += entry.amount);
        Ok(())
    }

    pub(crate) fn give_back(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let envelope = self.open_envelope(&entry.envelope)?;
        let Some(parent) = envelope.parent.clone() else {
            return Err(Refusal::new(
                Rule::Tree,
                Text::new(
                    format!("L’enveloppe {} n’a rien au-dessus d’elle.", entry.envelope),
                    format!("The envelope {} has nothing above it.", entry.envelope),
                ),
                Text::new("Virez à une autre enveloppe, ou clôturez celle-ci.", "Transfer to another envelope, or close this one."),
            ));
        };
        left(envelope, entry)?;
        self.envelope(&parent)?;
        self.post(&entry.envelope, |envelope| envelope.opened -= entry.amount);
        self.post(&parent, |envelope| envelope.delegated -= entry.amount);
        Ok(())
    }

    pub(crate) fn transfer(&mut self, entry: &Entry, to: &EnvelopeId) -> Result<(), Refusal> {
        let (from, other) = (self.open_envelope(&entry.envelope)?, self.open_envelope(to)?);
        same_unit(&entry.envelope, from.unit, to, other.unit)?;
        if from.parent != other.parent || *to == entry.envelope {
            return Err(Refusal::new(
                Rule::Tree,
                Text::new(
                    format!("{} et {to} ne sont pas deux enveloppes de même niveau sous la même enveloppe.", entry.envelope),
                    format!("{} and {to} are not two envelopes of one level under the same envelope.", entry.envelope),
                ),
                Text::new("Faites remonter puis déléguer le montant.", "Return the amount upwards, then delegate it."),
            ));
        }
        if entry.date < other.opened_on {
            return Err(Refusal::before(entry.date, other.opened_on));
        }
        left(from, entry)?;
        room(other.opened, entry, other.unit)?;
        self.post(&entry.envelope, |envelope| envelope.opened -= entry.amount);
        self.post(to, |envelope| envelope.opened += entry.amount);
        Ok(())
    }

    pub(crate) fn recycle(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let envelope = self.open_envelope(&entry.envelope)?;
        if entry.amount > envelope.lapsed {
            let of = Text::new("crédits tombés :", "lapsed credits:");
            return Err(Refusal::too_much(Rule::Opened, entry, envelope.unit, of, envelope.lapsed));
        }
        self.post(&entry.envelope, |envelope| envelope.lapsed -= entry.amount);
        Ok(())
    }

    pub(crate) fn watch(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.open_envelope(&entry.envelope)?;
        self.post(&entry.envelope, |envelope| envelope.four_eyes_from = Some(entry.amount).filter(|from| *from > 0));
        Ok(())
    }

    pub(crate) fn last(&mut self, entry: &Entry, until: Option<Date>) -> Result<(), Refusal> {
        let envelope = self.open_envelope(&entry.envelope)?;
        ends_after(until, envelope.opened_on)?;
        if entry.amount != 0 {
            let of = Text::new("Un dernier jour n’apporte aucun montant", "A last day brings no amount");
            return Err(Refusal::exactly(Rule::Amount, entry, envelope.unit, of, 0));
        }
        self.post(&entry.envelope, |envelope| envelope.until = until);
        Ok(())
    }

    pub(crate) fn close(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let envelope = self.open_envelope(&entry.envelope)?;
        for (amount, fr, en) in [(envelope.reserved, "réservés", "reserved"), (envelope.delegated, "délégués", "delegated")] {
            if amount != 0 {
                let what = Text::each(|lang| {
                    let amount = crate::quantity(amount, envelope.unit, lang);
                    match lang {
                        Lang::Fr => format!("Il reste {amount} {fr} dans l’enveloppe {}.", entry.envelope),
                        Lang::En => format!("{amount} are still {en} in the envelope {}.", entry.envelope),
                    }
                });
                let mend = Text::new(
                    "Engagez ou levez les réservations, clôturez les enveloppes au-dessous, puis clôturez.",
                    "Commit or release the reservations, close the envelopes below, then close.",
                );
                return Err(Refusal::new(Rule::Closed, what, mend));
            }
        }
        let remains = envelope.available();
        if entry.amount != remains {
            let of = Text::new("Clôture de ce qui reste", "Closing of what remains");
            return Err(Refusal::exactly(Rule::Schedule, entry, envelope.unit, of, remains));
        }
        let parent = envelope.parent.clone();
        if let Some(parent) = &parent {
            self.envelope(parent)?;
            self.post(parent, |envelope| envelope.delegated -= remains);
        }
        self.post(&entry.envelope, |envelope| {
            match parent {
                Some(_) => envelope.opened -= remains,
                None => envelope.lapsed += remains,
            }
            envelope.closed_on = Some(entry.date);
        });
        Ok(())
    }

    pub(crate) fn post_credits(&mut self, id: &EnvelopeId, year: i16, posting: impl FnOnce(&mut Credits)) {
        self.post(id, |envelope| posting(envelope.credits.entry(year).or_default()));
    }
}

/// I1: what the entry takes is still there.
pub(crate) fn left(envelope: &Envelope, entry: &Entry) -> Result<(), Refusal> {
    if entry.amount <= envelope.available() {
        return Ok(());
    }
    Err(Refusal::too_much(Rule::Opened, entry, envelope.unit, remains(), envelope.available()))
}

pub(crate) fn remains() -> Text {
    Text::new("il reste", "there remain")
}

fn room(already: i64, entry: &Entry, unit: Unit) -> Result<(), Refusal> {
    if entry.amount <= MOST - already {
        return Ok(());
    }
    let of = Text::new("le plus grand montant qu’une enveloppe puisse recevoir est", "the most an envelope can receive is");
    Err(Refusal::too_much(Rule::Amount, entry, unit, of, MOST - already))
}

fn same_unit(one: &EnvelopeId, unit: Unit, other: &EnvelopeId, other_unit: Unit) -> Result<(), Refusal> {
    if unit == other_unit {
        return Ok(());
    }
    Err(Refusal::new(
        Rule::Unit,
        Text::new(
            format!("{one} et {other} ne comptent pas la même chose : des euros d’un côté, des places de l’autre."),
            format!("{one} and {other} do not count the same thing: euros on one side, places on the other."),
        ),
        Text::new("Choisissez deux enveloppes de même unité.", "Choose two envelopes of the same unit."),
    ))
}

/// An envelope does not end before it opens.
fn ends_after(until: Option<Date>, opened_on: Date) -> Result<(), Refusal> {
    let Some(until) = until.filter(|until| *until < opened_on) else { return Ok(()) };
    Err(Refusal::new(
        Rule::Date,
        Text::each(|lang| match (lang, format::date(until, lang), format::date(opened_on, lang)) {
            (Lang::Fr, until, on) => format!("Le dernier jour, le {until}, est avant l’ouverture de l’enveloppe, le {on}."),
            (Lang::En, until, on) => format!("The last day, {until}, is before the envelope opens, on {on}."),
        }),
        Text::new("Donnez un jour qui n’est pas avant l’ouverture.", "Give a day that is not before the opening."),
    ))
}

fn only_at_the_root(id: &EnvelopeId) -> Refusal {
    Refusal::new(
        Rule::Tree,
        Text::new(
            format!("L’enveloppe {id} est déléguée : un acte ne l’abonde pas directement."),
            format!("The envelope {id} is delegated: no act raises it directly."),
        ),
        Text::new("Abondez l’enveloppe du haut, puis déléguez.", "Raise the envelope at the top, then delegate."),
    )
}
