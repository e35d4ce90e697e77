//! SCDL *Subventions* 2.1.1: one line per beneficiary, sixteen columns, in the order of the schema; and the complement that
//! holds what the schema has no column for.

use crate::table::{csv, euros, inert, within};
use crate::{Beneficiary, Gap, Grant, Nature, Period, Terms};
use domain::{Cents, Date, Siret};

/// The columns of the schema, in its order.
pub const COLUMNS: [&str; 16] = [
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
    "dispositifAide",
];

/// What the schema has no column for, under the keys that lead to its lines.
pub const COMPLEMENT: [&str; 14] = [
    "idAttribuant",
    "referenceDecision",
    "idBeneficiaire",
    "idLigne",
    "programme",
    "mesure",
    "appel",
    "vague",
    "dateDecision",
    "montantDemande",
    "montantVerse",
    "territoire",
    "codeTerritoire",
    "derniereModification",
];

/// What keeps a grant out of the file: what the schema requires and is not known.
pub fn gaps(grant: &Grant) -> Vec<Gap> {
    let mut gaps = vec![];
    if grant.funder.siret.is_none() {
        gaps.push(Gap::new("idAttribuant", "Indiquer le SIRET du financeur.", "Tell the SIRET of the funder."));
    }
    if grant.signed_on.is_none() {
        gaps.push(Gap::new("dateConvention", "Indiquer le jour de la convention.", "Tell the day of the agreement."));
    }
    if grant.beneficiaries.is_empty() {
        gaps.push(Gap::new("nomBeneficiaire", "Indiquer qui reçoit l’aide.", "Tell who receives the aid."));
    }
    for beneficiary in &grant.beneficiaries {
        if beneficiary.party.siret.is_none() && beneficiary.rna.is_none() {
            gaps.push(Gap::new(
                "idBeneficiaire",
                "Indiquer le SIRET du bénéficiaire (ou son numéro RNA pour une aide en nature à une association).",
                "Tell the SIRET of the beneficiary (or its RNA number, for help in kind to an association).",
            ));
        }
    }
    if grant.object.trim().is_empty() {
        gaps.push(Gap::new("objet", "Dire à quoi sert l’aide.", "Say what the aid is for."));
    }
    if grant.terms.is_none() {
        gaps.push(Gap::new(
            "conditionsVersement",
            "Dire si l’aide est versée en une ou plusieurs fois.",
            "Say whether the aid is paid at once or in parts.",
        ));
    }
    if grant.payment.is_none() {
        gaps.push(Gap::new(
            "datesPeriodeVersement",
            "Indiquer la date ou la période de versement.",
            "Tell the date or the period of payment.",
        ));
    }
    if grant.de_minimis.is_none() {
        gaps.push(Gap::new("notificationUE", "Indiquer le régime d’aide (de minimis ou non).", "Tell the aid regime (de minimis or not)."));
    }
    gaps
}

/// The file, and the grants that are not in it with their gaps. It has its headings even when it has no line.
pub fn write<'a>(grants: impl IntoIterator<Item = &'a Grant>) -> (Vec<u8>, Vec<(&'a Grant, Vec<Gap>)>) {
    let (complete, left_out) = sorted(grants);
    (csv(COLUMNS, complete.iter().flat_map(|grant| grant.beneficiaries.iter().map(|b| row(grant, b, "/")))), left_out)
}

/// The complement of the same grants, line for line.
pub fn complement<'a>(grants: impl IntoIterator<Item = &'a Grant>) -> Vec<u8> {
    let (complete, _) = sorted(grants);
    csv(COMPLEMENT, complete.iter().flat_map(|grant| grant.beneficiaries.iter().map(|b| more(grant, b))))
}

pub(crate) fn sorted<'a>(grants: impl IntoIterator<Item = &'a Grant>) -> (Vec<&'a Grant>, Vec<(&'a Grant, Vec<Gap>)>) {
    let (mut complete, mut left_out) = (vec![], vec![]);
    for grant in grants {
        match gaps(grant) {
            gaps if gaps.is_empty() => complete.push(grant),
            gaps => left_out.push((grant, gaps)),
        }
    }
    (complete, left_out)
}

fn number(siret: &Option<Siret>) -> String {
    siret.as_ref().map(|siret| siret.0.clone()).unwrap_or_default()
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// The sixteen cells; the period is joined as the standard asks.
pub(crate) fn row(grant: &Grant, to: &Beneficiary, joined: &str) -> [String; 16] {
    [
        inert(&grant.funder.name),
        number(&grant.funder.siret),
        day(grant.signed_on),
        inert(grant.decision.as_deref().unwrap_or_default()),
        inert(&to.party.name),
        number(&to.party.siret),
        to.rna.clone().unwrap_or_default(),
        inert(&within(&grant.object, 255)),
        euros(grant.amount),
        nature(grant.nature).to_owned(),
        grant.terms.as_ref().map(terms).unwrap_or_default(),
        grant.payment.map(|period| dates(period, joined)).unwrap_or_default(),
        grant.rae.clone().unwrap_or_default(),
        match grant.de_minimis {
            Some(true) => "oui",
            Some(false) => "non",
            None => "",
        }
        .to_owned(),
        share(to),
        grant.scheme().unwrap_or_default(),
    ]
}

/// "1.00" alone, "0.45" beside others; four decimals are written when two would not sum to the whole.
fn share(to: &Beneficiary) -> String {
    match to.share.0 % 100 {
        0 => format!("{}.{:02}", to.share.0 / 10_000, to.share.0 / 100 % 100),
        _ => format!("{}.{:04}", to.share.0 / 10_000, to.share.0 % 10_000),
    }
}

fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Money => "aide en numéraire",
        Nature::Kind => "aide en nature",
        Nature::Both => "aide en numéraire;aide en nature",
    }
}

fn terms(terms: &Terms) -> String {
    match terms {
        Terms::Once => "unique".to_owned(),
        Terms::Staggered => "échelonné".to_owned(),
        Terms::Other(words) => inert(&within(words, 255)),
    }
}

fn dates(period: Period, joined: &str) -> String {
    if period.first == period.last { period.first.to_string() } else { format!("{}{joined}{}", period.first, period.last) }
}

fn more(grant: &Grant, to: &Beneficiary) -> [String; 14] {
    let name = |named: &Option<crate::Named>| named.as_ref().map(|n| n.id.clone()).unwrap_or_default();
    let amount = |amount: Option<Cents>| amount.map(euros).unwrap_or_default();
    [
        number(&grant.funder.siret),
        inert(grant.decision.as_deref().unwrap_or_default()),
        number(&to.party.siret),
        grant.id.clone(),
        name(&grant.programme),
        name(&grant.measure),
        name(&grant.call),
        name(&grant.wave),
        grant.granted_on.to_string(),
        amount(grant.asked),
        amount(grant.paid),
        grant.place.as_ref().map(|place| inert(&place.name)).unwrap_or_default(),
        grant.place.as_ref().map(|place| place.code.clone()).unwrap_or_default(),
        day(grant.modified_on),
    ]
}

/// One line of a file of either French format, read back. Both ways of joining a period are accepted.
///
/// # Errors
/// The line, the column and what was expected.
pub fn read(bytes: &[u8]) -> Result<Vec<Read>, domain::Problem> {
    crate::essential::read(bytes)
}

/// What a line of the file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub funder: (String, String),
    pub signed_on: Date,
    pub decision: String,
    pub beneficiary: (String, String, String),
    pub object: String,
    pub amount: Cents,
    pub nature: Nature,
    pub terms: Terms,
    pub payment: Period,
    pub rae: String,
    pub de_minimis: bool,
    /// In ten thousandths.
    pub share: domain::Rate,
    pub scheme: String,
}
