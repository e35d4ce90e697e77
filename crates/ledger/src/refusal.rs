//! Why an entry cannot be written: the rule, the reason with its figures, what to do, and the amount that would pass.

use crate::words::quantity;
use crate::{AwardId, Entry, EnvelopeId, MOST, Unit};
use domain::{Date, Lang, Text, format};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// I1: nothing beyond what is opened.
    Opened,
    /// I2: nothing beyond the payment credits of the year.
    PaymentCredits,
    /// I3: paid ≤ liquidated ≤ committed.
    Award,
    /// I4: the schedule sums to the commitment; closing takes exactly what remains.
    Schedule,
    /// I5: a decision, an actor, a date.
    Signed,
    FourEyes,
    Closed,
    /// The envelope or the award does not exist, or already does.
    Name,
    /// Money is not places.
    Unit,
    /// What goes up, down and across the tree of envelopes.
    Tree,
    /// Not an amount an entry can have.
    Amount,
    Date,
    /// The money of an application moves by its steps alone.
    Application,
    /// A file is for somebody.
    Beneficiary,
    /// An envelope is decided on as long as its source says.
    Validity,
}

impl Rule {
    pub fn name(self) -> Text {
        match self {
            Rule::Opened => Text::new("Autorisations ouvertes (LOLF, art. 8)", "Opened commitment credits (LOLF, art. 8)"),
            Rule::PaymentCredits => {
                Text::new("Crédits de paiement de l’année (LOLF, art. 8)", "Payment credits of the year (LOLF, art. 8)")
            }
            Rule::Award => {
                Text::new("Payé au plus liquidé, liquidé au plus engagé", "Paid at most liquidated, liquidated at most committed")
            }
            Rule::Schedule => Text::new("L’échéancier fait l’engagement", "The schedule makes up the commitment"),
            Rule::Signed => {
                Text::new("Toute écriture porte une décision, un auteur, une date", "Every entry has a decision, an actor, a date")
            }
            Rule::FourEyes => Text::new("Deux personnes au-dessus du seuil", "Two persons above the threshold"),
            Rule::Closed => Text::new("Ce qui est clos ne reçoit plus de décision", "What is closed takes no decision any more"),
            Rule::Name => Text::new("Nom de l’enveloppe ou du dossier", "Name of the envelope or of the file"),
            Rule::Unit => Text::new("De l’argent ou des places", "Money or places"),
            Rule::Tree => {
                Text::new("Délégation de l’État à la région et au territoire", "Delegation from the State to region and territory")
            }
            Rule::Amount => Text::new("Montant d’une écriture", "Amount of an entry"),
            Rule::Date => Text::new("Ordre des dates", "Order of dates"),
            Rule::Application => Text::new("L’argent d’une candidature suit ses étapes", "The money of an application follows its steps"),
            Rule::Beneficiary => Text::new("Un dossier a un bénéficiaire", "A file has a beneficiary"),
            Rule::Validity => Text::new("On engage tant que l’enveloppe vaut", "One commits as long as the envelope is good"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub rule: Rule,
    pub what: Text,
    pub mend: Text,
    /// The largest amount that the same entry could have; None when no amount would help.
    pub passes: Option<i64>,
}

impl Refusal {
    pub(crate) fn new(rule: Rule, what: Text, mend: Text) -> Refusal {
        Refusal { rule, what, mend, passes: None }
    }

    /// `amount` is asked and `passes` would pass; `of` says of what, "reste à engager".
    pub(crate) fn too_much(rule: Rule, entry: &Entry, unit: Unit, of: Text, passes: i64) -> Refusal {
        let passes = passes.max(0);
        let what = Text::each(|lang| {
            let (asked, rest) = (quantity(entry.amount, unit, lang), quantity(passes, unit, lang));
            let over = quantity(entry.amount - passes, unit, lang);
            let (of, envelope) = (of.get(lang), &entry.envelope);
            match lang {
                Lang::Fr => format!("Enveloppe {envelope} : {asked} demandés, {of} {rest} ; dépassement de {over}."),
                Lang::En => format!("Envelope {envelope}: {asked} asked, {of} {rest}; {over} too much."),
            }
        });
        let mend = Text::each(|lang| match (lang, passes) {
            (Lang::Fr, 0) => "Aucun montant ne passe aujourd’hui ; un acte peut abonder l’enveloppe.".into(),
            (Lang::En, 0) => "No amount passes today; an act can raise the envelope.".into(),
            (Lang::Fr, _) => format!("Demandez au plus {}.", quantity(passes, unit, lang)),
            (Lang::En, _) => format!("Ask at most {}.", quantity(passes, unit, lang)),
        });
        Refusal { rule, what, mend, passes: (passes > 0).then_some(passes) }
    }

    /// Only one amount is right.
    pub(crate) fn exactly(rule: Rule, entry: &Entry, unit: Unit, of: Text, passes: i64) -> Refusal {
        let what = Text::each(|lang| {
            let (asked, right) = (quantity(entry.amount, unit, lang), quantity(passes, unit, lang));
            match lang {
                Lang::Fr => format!("{} : {right}, et l’écriture dit {asked}.", of.fr),
                Lang::En => format!("{}: {right}, and the entry says {asked}.", of.en),
            }
        });
        let mend = Text::each(|lang| match lang {
            Lang::Fr => format!("Écrivez {}.", quantity(passes, unit, lang)),
            Lang::En => format!("Write {}.", quantity(passes, unit, lang)),
        });
        Refusal { rule, what, mend, passes: Some(passes) }
    }

    pub(crate) fn amount(entry: &Entry, least: i64) -> Refusal {
        let what = Text::new(
            format!("Le montant {} n’est pas entre {least} et {MOST}.", entry.amount),
            format!("The amount {} is not between {least} and {MOST}.", entry.amount),
        );
        Refusal::new(
            Rule::Amount,
            what,
            Text::new(
                "Écrivez un nombre entier de centimes ou de places ; une diminution est une autre écriture (retrait, levée, remontée).",
                "Write a whole number of cents or places; a decrease is another entry (withdrawal, release, return).",
            ),
        )
    }

    pub(crate) fn unknown_envelope(id: &EnvelopeId) -> Refusal {
        Refusal::new(
            Rule::Name,
            Text::new(format!("L’enveloppe {id} n’existe pas."), format!("The envelope {id} does not exist.")),
            Text::new("Vérifiez son nom, ou ouvrez-la par un acte.", "Check its name, or open it by an act."),
        )
    }

    pub(crate) fn unknown_award(id: &AwardId, envelope: &EnvelopeId) -> Refusal {
        Refusal::new(
            Rule::Name,
            Text::new(
                format!("Le dossier {id} n’a rien dans l’enveloppe {envelope}."),
                format!("The file {id} has nothing in the envelope {envelope}."),
            ),
            Text::new("Vérifiez son numéro, ou réservez d’abord.", "Check its number, or reserve first."),
        )
    }

    pub(crate) fn closed(what: Text) -> Refusal {
        Refusal::new(
            Rule::Closed,
            what,
            Text::new("Prenez la décision sur une enveloppe ouverte ou un autre dossier.", "Decide on an open envelope or another file."),
        )
    }

    pub(crate) fn places_are_not_paid(id: &EnvelopeId) -> Refusal {
        Refusal::new(
            Rule::Unit,
            Text::new(
                format!("L’enveloppe {id} compte des places : elles se réservent et s’engagent, elles ne se paient pas."),
                format!("The envelope {id} counts places: they are reserved and committed, never paid."),
            ),
            Text::new("Payez sur une enveloppe en euros.", "Pay on an envelope in euros."),
        )
    }

    pub(crate) fn before(date: Date, earlier: Date) -> Refusal {
        Refusal::new(
            Rule::Date,
            Text::each(|lang| match lang {
                Lang::Fr => format!("La décision est du {}, avant le {}.", format::date(date, lang), format::date(earlier, lang)),
                Lang::En => format!("The decision is of {}, before {}.", format::date(date, lang), format::date(earlier, lang)),
            }),
            Text::new(
                "Une décision ne précède ni l’ouverture de l’enveloppe ni la dernière écriture du dossier ; corrigez la date.",
                "A decision precedes neither the opening of the envelope nor the last entry of the file; mend the date.",
            ),
        )
    }
}
