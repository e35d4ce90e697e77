//! The 360Giving Data Standard: one package in JSON, and the same grants flattened under the titles of the schema.
//!
//! Grant identifiers want a prefix that 360Giving gives to a publisher; without one, the identifier of the funder stands
//! before the number of the line, which is as unique. Organisations are named by their SIREN in the lists of org-id: the
//! trade register for companies, INSEE for public bodies, which are not in it.

use crate::table::{csv, euros, inert, within};
use crate::{Gap, Grant, Party};
use domain::{Cents, Date};
use serde::Serialize;
use serde_json::{Value, json};

/// Version of the schema that is kept in `schemas/` and written in the package.
pub const VERSION: &str = "1.0";

/// Titles of the columns, as the schema rolls them up.
pub const TITLES: [&str; 21] = [
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Applied For",
    "Amount Awarded",
    "Amount Disbursed",
    "Award Date",
    "URL",
    "Planned Dates:Start Date",
    "Planned Dates:End Date",
    "Recipient Org:Identifier",
    "Recipient Org:Name",
    "Funding Org:Identifier",
    "Funding Org:Name",
    "Grant Programme:Code",
    "Grant Programme:Title",
    "Beneficiary Location:Name",
    "Beneficiary Location:Country Code",
    "Beneficiary Location:Geographic Code",
    "Beneficiary Location:Geographic Code Type",
];

/// Who publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Publisher {
    pub name: String,
    pub website: String,
    /// "360G-…", when 360Giving gave one.
    pub prefix: Option<String>,
    pub licence: String,
    /// Where the page of a grant is: this, then its identifier.
    pub page: String,
}

/// What keeps a grant out: an organisation that no list identifies, or an amount shared in parts that are not known.
pub fn gaps(grant: &Grant) -> Vec<Gap> {
    let mut gaps = vec![];
    if grant.funder.siret.is_none() {
        gaps.push(Gap::new("fundingOrganization/id", "Indiquer le SIRET du financeur.", "Tell the SIRET of the funder."));
    }
    if grant.beneficiaries.is_empty() || grant.beneficiaries.iter().any(|b| b.party.siret.is_none()) {
        gaps.push(Gap::new("recipientOrganization/id", "Indiquer le SIRET de chaque bénéficiaire.", "Tell the SIRET of each beneficiary."));
    }
    if grant.object.trim().is_empty() {
        gaps.push(Gap::new("description", "Dire à quoi sert l’aide.", "Say what the aid is for."));
    }
    gaps
}

/// The package; None when no grant is complete, as the standard has no empty package.
pub fn package(grants: &[Grant], publisher: &Publisher, issued: Date) -> Option<Value> {
    let complete: Vec<Value> = grants.iter().filter(|grant| gaps(grant).is_empty()).map(|grant| one(grant, publisher)).collect();
    let mut package = json!({
        "version": VERSION,
        "issued": issued.to_string(),
        "publisher": { "name": publisher.name, "website": publisher.website },
        "license": publisher.licence,
    });
    let found = !complete.is_empty();
    package["grants"] = Value::Array(complete);
    found.then_some(package)
}

fn one(grant: &Grant, publisher: &Publisher) -> Value {
    let mut value = json!({
        "id": identifier(grant, publisher),
        "title": title(grant),
        "description": grant.object,
        "currency": "EUR",
        "amountAwarded": number(grant.amount),
        "awardDate": grant.granted_on.to_string(),
        "url": page(grant, publisher),
        "recipientOrganization": grant.beneficiaries.iter().map(|b| organisation(&b.party)).collect::<Vec<_>>(),
        "fundingOrganization": [organisation(&grant.funder)],
    });
    let mut set = |key: &str, told: Option<Value>| {
        if let Some(told) = told {
            value[key] = told;
        }
    };
    // Without a call on the line, whether there was one is not known.
    set("fromOpenCall", grant.call.as_ref().map(|_| json!("Yes")));
    set("amountAppliedFor", grant.asked.map(number));
    set("amountDisbursed", grant.paid.map(number));
    set("plannedDates", grant.payment.map(|p| json!([{ "startDate": p.first.to_string(), "endDate": p.last.to_string() }])));
    set("grantProgramme", programme(grant).map(|(code, title)| json!([{ "code": code, "title": title }])));
    let place = |p: &crate::Place| json!([{ "name": p.name, "countryCode": "FR", "geoCode": p.code, "geoCodeType": p.kind }]);
    set("beneficiaryLocation", grant.place.as_ref().map(place));
    set("dateModified", grant.modified_on.map(|day| json!(format!("{day}T00:00:00Z"))));
    let shared = grant.beneficiaries.len() > 1;
    // The standard has no share per recipient: it is told as a transaction to each.
    set("commitmentTransaction", shared.then(|| grant.beneficiaries.iter().map(|b| transaction(grant, b)).collect()));
    value
}

fn transaction(grant: &Grant, to: &crate::Beneficiary) -> Value {
    json!({
        "transactionDate": grant.signed_on.unwrap_or(grant.granted_on).to_string(),
        "currency": "EUR",
        "value": number(grant.amount.share(to.share)),
        "provider": id(&grant.funder),
        "recipient": id(&to.party),
    })
}

/// The same grants, one line each, under the titles of the schema; of several recipients the first, the JSON has all.
pub fn flat(grants: &[Grant], publisher: &Publisher) -> Vec<u8> {
    csv(TITLES, grants.iter().filter(|grant| gaps(grant).is_empty()).map(|grant| line(grant, publisher)))
}

fn line(grant: &Grant, publisher: &Publisher) -> [String; 21] {
    let to = &grant.beneficiaries[0];
    let (code, programme) = programme(grant).unwrap_or_default();
    let amount = |amount: Option<Cents>| amount.map(euros).unwrap_or_default();
    let [first, last] = grant.payment.map_or_else(Default::default, |p| [p.first.to_string(), p.last.to_string()]);
    let [place, country, geo, kind] =
        grant.place.as_ref().map_or_else(Default::default, |p| [inert(&p.name), "FR".to_owned(), p.code.clone(), p.kind.clone()]);
    [
        identifier(grant, publisher),
        inert(&title(grant)),
        inert(&grant.object),
        "EUR".to_owned(),
        amount(grant.asked),
        euros(grant.amount),
        amount(grant.paid),
        grant.granted_on.to_string(),
        page(grant, publisher),
        first,
        last,
        id(&to.party),
        inert(&to.party.name),
        id(&grant.funder),
        inert(&grant.funder.name),
        code,
        inert(&programme),
        place,
        country,
        geo,
        kind,
    ]
}

fn identifier(grant: &Grant, publisher: &Publisher) -> String {
    let before = publisher.prefix.clone().unwrap_or_else(|| id(&grant.funder));
    format!("{before}-{}", grant.id)
}

fn page(grant: &Grant, publisher: &Publisher) -> String {
    format!("{}{}", publisher.page, grant.id)
}

/// Under 140 characters, as the standard asks.
fn title(grant: &Grant) -> String {
    within(&grant.object, 139)
}

/// The call and its wave, else the measure: what gave the money, in one code and one title.
fn programme(grant: &Grant) -> Option<(String, String)> {
    let code = grant.scheme()?;
    let named = [&grant.measure, &grant.call, &grant.wave].into_iter().flatten().map(|named| named.name.as_str());
    let names: Vec<&str> = grant.programme.iter().map(|p| p.name.as_str()).chain(named).collect();
    Some((code, names.join(", ")))
}

fn organisation(party: &Party) -> Value {
    json!({ "id": id(party), "name": party.name })
}

/// The SIREN, in the list of org-id that holds it. Refused by [`gaps`] before anything without one is written.
fn id(party: &Party) -> String {
    let list = if party.company { "FR-RCS" } else { "FR-INSEE" };
    party.siret.as_ref().map(|siret| format!("{list}-{}", siret.siren())).unwrap_or_default()
}

/// A JSON number of euros. Amounts stay far below 2⁵³ cents, so that the nearest double prints the cents exactly.
fn number(amount: Cents) -> Value {
    match amount.0 % 100 {
        0 => json!(amount.0 / 100),
        _ => json!(amount.0 as f64 / 100.0),
    }
}
