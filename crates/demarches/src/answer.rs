//! What is taken of an answer of the platform.

use crate::Failure;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a file stands, as the platform names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Filed; the holder may still change it.
    EnConstruction,
    EnInstruction,
    Accepte,
    Refuse,
    SansSuite,
}

impl State {
    pub fn code(self) -> &'static str {
        match self {
            State::EnConstruction => "en_construction",
            State::EnInstruction => "en_instruction",
            State::Accepte => "accepte",
            State::Refuse => "refuse",
            State::SansSuite => "sans_suite",
        }
    }
    pub fn parse(code: &str) -> Option<State> {
        [State::EnConstruction, State::EnInstruction, State::Accepte, State::Refuse, State::SansSuite]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A file of the platform, without who filed it when that is a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    pub id: String,
    pub number: i64,
    pub state: State,
    pub archived: bool,
    pub modified_at: Timestamp,
    pub filed_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    pub motivation: Option<String>,
    /// Of the company or body that filed.
    pub siret: Option<String>,
    pub name: Option<String>,
    pub champs: Vec<Champ>,
    pub annotations: Vec<Champ>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Champ {
    /// Of the question, the same in every file.
    pub id: String,
    pub label: String,
    /// "TextChamp", "DecimalNumberChamp"…
    pub kind: String,
    pub text: Option<String>,
    /// INSEE code of a commune, département or region; SIRET of an establishment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Lines of a repeated block.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<Champ>>,
}

/// A file that was erased on the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    pub id: String,
    pub number: i64,
    pub reason: String,
}

/// One page of a list that follows a cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    pub nodes: Vec<T>,
    /// Where the next page begins; none after the last.
    pub next: Option<String>,
}

/// One question of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Descriptor {
    pub id: String,
    pub label: String,
    pub description: String,
    /// "TextChampDescriptor"…
    pub kind: String,
    pub required: bool,
    pub options: Vec<String>,
}

fn unreadable(what: &str) -> Failure {
    Failure::refused(
        format!("la réponse n’a pas la forme attendue : {what}"),
        format!("the answer does not have the expected shape: {what}"),
    )
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned).filter(|text| !text.trim().is_empty())
}

fn instant(value: &Value, key: &str) -> Result<Option<Timestamp>, Failure> {
    match value[key].as_str() {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| unreadable(&format!("{key} {text:?}"))),
    }
}

pub(crate) fn page<T>(list: &Value, read: impl Fn(&Value) -> Result<T, Failure>) -> Result<Page<T>, Failure> {
    let nodes = list["nodes"].as_array().ok_or_else(|| unreadable("nodes"))?;
    let info = &list["pageInfo"];
    let more = info["hasNextPage"].as_bool().ok_or_else(|| unreadable("pageInfo"))?;
    let next = info["endCursor"].as_str().map(str::to_owned);
    if more && next.is_none() {
        return Err(unreadable("endCursor"));
    }
    // A file that the platform could not give is a null among the nodes: it is not lost, the page is refused.
    Ok(Page { nodes: nodes.iter().map(read).collect::<Result<_, _>>()?, next: next.filter(|_| more) })
}

pub(crate) fn dossier(value: &Value) -> Result<Dossier, Failure> {
    let number = value["number"].as_i64().ok_or_else(|| unreadable("number"))?;
    let state = value["state"].as_str().and_then(State::parse).ok_or_else(|| unreadable(&format!("{number}: state {}", value["state"])))?;
    let champs = |key: &str| value[key].as_array().map(|all| all.iter().map(champ).collect()).unwrap_or_default();
    Ok(Dossier {
        id: text(value, "id").ok_or_else(|| unreadable("id"))?,
        number,
        state,
        archived: value["archived"].as_bool().unwrap_or_default(),
        modified_at: instant(value, "dateDerniereModification")?.ok_or_else(|| unreadable("dateDerniereModification"))?,
        filed_at: instant(value, "dateDepot")?,
        decided_at: instant(value, "dateTraitement")?,
        motivation: text(value, "motivation"),
        siret: text(&value["demandeur"], "siret"),
        name: text(&value["demandeur"]["entreprise"], "raisonSociale"),
        champs: champs("champs"),
        annotations: champs("annotations"),
    })
}

fn champ(value: &Value) -> Champ {
    let code = ["commune", "departement", "region"]
        .iter()
        .find_map(|key| text(&value[*key], "code"))
        .or_else(|| text(&value["etablissement"], "siret"));
    let rows = value["rows"].as_array().into_iter().flatten();
    Champ {
        id: text(value, "champDescriptorId").or_else(|| text(value, "id")).unwrap_or_default(),
        label: text(value, "label").unwrap_or_default(),
        kind: text(value, "__typename").unwrap_or_default(),
        text: text(value, "stringValue"),
        code,
        values: value["values"].as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
        rows: rows.map(|row| row["champs"].as_array().into_iter().flatten().map(champ).collect()).collect(),
    }
}

pub(crate) fn gone(value: &Value) -> Result<Gone, Failure> {
    Ok(Gone {
        id: text(value, "id").ok_or_else(|| unreadable("id"))?,
        number: value["number"].as_i64().ok_or_else(|| unreadable("number"))?,
        reason: text(value, "reason").unwrap_or_default(),
    })
}

pub(crate) fn descriptor(value: &Value) -> Result<Descriptor, Failure> {
    Ok(Descriptor {
        id: text(value, "id").ok_or_else(|| unreadable("champDescriptors"))?,
        label: text(value, "label").unwrap_or_default(),
        description: text(value, "description").unwrap_or_default(),
        kind: text(value, "__typename").unwrap_or_default(),
        required: value["required"].as_bool().unwrap_or_default(),
        options: value["options"].as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
    })
}

pub(crate) fn form(value: &Value) -> Result<Vec<Descriptor>, Failure> {
    let all = value["demarcheDescriptor"]["revision"]["champDescriptors"].as_array().ok_or_else(|| unreadable("champDescriptors"))?;
    all.iter().map(descriptor).collect()
}
