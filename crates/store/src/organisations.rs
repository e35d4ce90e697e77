//! The organisations people speak for.

use crate::conn::{Result, Row, cells};
use crate::{OrganisationId, Store, audit};
use jiff::Timestamp;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Epci,
    Region,
    StateService,
    Operator,
    Company,
    Association,
}

impl Kind {
    pub const ALL: [Kind; 6] = [Kind::Epci, Kind::Region, Kind::StateService, Kind::Operator, Kind::Company, Kind::Association];

    pub fn code(self) -> &'static str {
        match self {
            Kind::Epci => "epci",
            Kind::Region => "region",
            Kind::StateService => "state_service",
            Kind::Operator => "operator",
            Kind::Company => "company",
            Kind::Association => "association",
        }
    }

    pub fn parse(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub kind: Kind,
    pub name: String,
    /// SIREN or SIRET, checked by whoever asks for it to be kept.
    pub number: Option<String>,
}

const ADD: &str =
    "INSERT INTO organisation (id, kind, name, number, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (number) DO NOTHING";
const BY_ID: &str = "SELECT id, kind, name, number FROM organisation WHERE id = $1";
const BY_NUMBER: &str = "SELECT id, kind, name, number FROM organisation WHERE number = $1";
const ALL: &str = "SELECT id, kind, name, number FROM organisation ORDER BY name, id";

/// Adds an organisation; the one that already has this number is given back instead.
pub async fn add(store: &Store, kind: Kind, name: &str, number: Option<&str>, author: &str, now: Timestamp) -> Result<OrganisationId> {
    let (name, number, author) = (name.to_owned(), number.map(str::to_owned), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let id = OrganisationId::fresh(now);
                if conn.execute(ADD, cells![id.as_str(), kind.code(), &name, number.clone(), now]).await? == 0 {
                    let there = conn.row(BY_NUMBER, cells![number], read).await?;
                    return Ok(there.map_or(id, |organisation| organisation.id));
                }
                let detail = json!({ "kind": kind.code(), "name": name });
                audit::append(conn, now, &author, "organisation.add", &format!("organisation:{id}"), detail).await?;
                Ok(id)
            })
        })
        .await
}

pub async fn find(store: &Store, id: &OrganisationId) -> Result<Option<Organisation>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

/// The organisation of this establishment: under its SIRET, or under the SIREN of its company.
pub async fn find_by_siret(store: &Store, siret: &str) -> Result<Option<Organisation>> {
    let mut conn = store.reader().await?;
    match conn.row(BY_NUMBER, cells![siret], read).await? {
        Some(found) => Ok(Some(found)),
        None => conn.row(BY_NUMBER, cells![siret.get(..9).unwrap_or_default()], read).await,
    }
}

/// The names of these, by identifier.
pub async fn names<'a>(store: &Store, ids: impl IntoIterator<Item = &'a OrganisationId>) -> Result<BTreeMap<String, String>> {
    let ids: BTreeSet<&str> = ids.into_iter().map(OrganisationId::as_str).collect();
    let mut conn = store.reader().await?;
    let mut names = BTreeMap::new();
    for id in ids {
        names.extend(conn.row(BY_ID, cells![id], read).await?.map(|found| (found.id.to_string(), found.name)));
    }
    Ok(names)
}

/// Every organisation, by name.
pub async fn all(store: &Store) -> Result<Vec<Organisation>> {
    store.reader().await?.rows(ALL, vec![], read).await
}

fn read(row: &Row) -> Result<Organisation> {
    let kind = row.text("kind")?;
    Ok(Organisation {
        id: OrganisationId(row.text("id")?),
        kind: Kind::parse(&kind).ok_or_else(|| crate::StoreError::unreadable("kind", kind))?,
        name: row.text("name")?,
        number: row.maybe_text("number")?,
    })
}
