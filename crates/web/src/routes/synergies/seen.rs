//! What somebody may see of the flows of a territory. A flow that is not shared is read by its company alone; the lead of the
//! territory reads what is shared with it; what the State publishes is read by everybody.

use crate::app::App;
use crate::error::{OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use connect::{Flow, Milli, Nace, Party, Quantity, Rhythm, Side, Substance, Unit};
use domain::rights::{Role, Scope};
use domain::sharing::FLOOR;
use domain::{Cents, Rate, Status, Territory, name};
use factory::exchanges::{Exchanges, Found};
use reference::{PerimeterKey, Reference};
use std::collections::BTreeSet;
use std::ops::Range;
use store::flows::{self, Declared, Kept};

pub struct Seen<'a> {
    pub territory: &'a Territory,
    pub place: Place,
    pub communes: BTreeSet<String>,
    /// Declared flows that whoever asks may read.
    pub flows: Vec<Kept>,
    /// How many flows are counted without a name, by how many establishments; none when they are too few to be told.
    pub counted: Option<(usize, usize)>,
    /// Reads the synergies that are followed.
    pub reads: bool,
    pub follows: bool,
    pub declares: bool,
}

pub async fn seen<'a>(app: &'a App, here: &Here, actor: &Actor, phase: u8, code: &str) -> Result<Seen<'a>> {
    let territory = app.reference.territory(phase, code).or_not_found(here)?;
    let region = app.reference.region_code(&territory.region).unwrap_or_default().to_owned();
    let place = Place { phase, code: code.to_owned(), region };
    let perimeter = app.reference.perimeter(&PerimeterKey::Territory(phase, code.to_owned()));
    let mut flows = flows::of_place(&app.store, phase, code).await.or_ours(here)?;
    let counted = counted(&flows);
    flows.retain(|kept| can(actor, Action::ReadContract, &object(&kept.declared, &place)));
    let contract = Object::Contract(place.clone());
    Ok(Seen {
        territory,
        communes: perimeter.map(|perimeter| perimeter.communes).unwrap_or_default(),
        counted,
        reads: reads(actor, &place),
        follows: can(actor, Action::EditContract, &contract),
        declares: !holders(actor, &place).is_empty(),
        flows,
        place,
    })
}

/// A synergy names companies that opened their flows to the territory: whoever may read such a flow reads it, and nobody above.
pub fn reads(actor: &Actor, place: &Place) -> bool {
    can(actor, Action::ReadContract, &Object::Flow { organisation: String::new(), place: place.clone(), shared: true })
}

pub fn object(declared: &Declared, place: &Place) -> Object {
    Object::Flow { organisation: declared.organisation.clone(), place: place.clone(), shared: declared.shared }
}

/// In whose name this actor declares a flow here: companies they speak for, the territory when it is theirs (empty).
pub fn holders(actor: &Actor, place: &Place) -> Vec<String> {
    let rights = actor.person().map(|person| person.rights.as_slice()).unwrap_or_default();
    let own = rights.iter().filter(|right| right.role == Role::CompanyContact).filter_map(|right| match &right.scope {
        Scope::Organisation(id) => Some(id.clone()),
        _ => None,
    });
    let may = |organisation: &String| {
        can(actor, Action::WriteFlow, &Object::Flow { organisation: organisation.clone(), place: place.clone(), shared: false })
    };
    let mut all: Vec<String> = own.chain([String::new()]).filter(may).collect();
    all.sort();
    all.dedup();
    all
}

/// What may be told without a name: nothing under five holders, as everywhere. A holder is whoever declares, since anybody types the
/// names and SIRETs they like: five organisations, by five accounts; the territory is one.
fn counted(flows: &[Kept]) -> Option<(usize, usize)> {
    let counted: Vec<&Kept> = flows.iter().filter(|kept| kept.declared.counted).collect();
    let organisations: BTreeSet<&str> = counted.iter().map(|kept| kept.declared.organisation.as_str()).collect();
    let accounts: BTreeSet<&str> = counted.iter().map(|kept| kept.author.as_str()).collect();
    let holders = organisations.len().min(accounts.len());
    (holders >= FLOOR).then_some((counted.len(), holders))
}

/// A declared flow as it is matched; none when its words are no longer understood.
pub fn flow(kept: &Kept, reference: &Reference, exchanges: &Exchanges) -> Option<Flow> {
    let declared = &kept.declared;
    let substance = match declared.substance.parse().ok()? {
        Substance::Waste(code) => Substance::Waste(reference::waste::read(&code.to_string()).unwrap_or(code)),
        other => other,
    };
    let mut rubrics = declared.rubrics.clone();
    rubrics.extend(exchanges.rubrics(&declared.siret));
    let party = Party {
        id: match declared.siret.is_empty() {
            true => format!("{}:{}", declared.organisation, name::fold(&declared.name)),
            false => declared.siret.clone(),
        },
        name: declared.name.clone(),
        commune: declared.commune.clone(),
        nace: Nace::parse(&declared.naf),
        rubrics,
    };
    let mut flow = Flow::new(kept.id.as_str(), Side::of(&declared.side)?, substance, party);
    flow.place = reference.commune(&declared.commune).and_then(|commune| commune.position);
    let rhythm = declared.months.map(|months| Rhythm::Months(months.map(Milli))).or(declared.amount.map(|year| Rhythm::Year(Milli(year))));
    flow.quantity = Unit::of(&declared.unit).zip(rhythm).map(|(unit, rhythm)| Quantity { unit, rhythm });
    flow.available = connect::Available { from: declared.from, until: declared.until };
    flow.minimum = declared.minimum.map(Milli);
    flow.price = declared.price.map(Cents);
    flow.disposal = declared.disposal.map(Cents);
    flow.treatment = declared.treatment.map(Cents);
    flow.substitution = declared.substitution.and_then(|points| u32::try_from(points).ok()).map(Rate);
    flow.status = Status::Declared;
    Some(flow)
}

/// The leads of what is seen whose supply and demand `keeps` lets through, those of these ranks: off the threads that answer, as a
/// country of supplies is compared.
pub async fn leads(
    app: &App,
    here: &Here,
    seen: &Seen<'_>,
    keeps: impl Fn(&Flow, &Flow) -> bool + Send + 'static,
    ranks: Range<usize>,
) -> Result<Vec<Found>> {
    let exchanges = app.exchanges();
    let declared: Vec<Flow> = seen.flows.iter().filter_map(|kept| flow(kept, &app.reference, &exchanges)).collect();
    let (communes, held, today) = (seen.communes.clone(), app.clone(), app.today());
    let found = tokio::task::spawn_blocking(move || exchanges.leads_among(&declared, &communes, held.connect.on(today), &keeps, ranks));
    found.await.or_ours(here)
}
