//! Who people are to the programme: a role, held within a scope, in the name of an organisation.
//!
//! The roles are those of the programme's own comitology (`docs/glossary.md`). A right is one line: the same person may
//! hold several, in several territories. What a right allows is decided in one place, `web::permissions::can`.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What somebody is in the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// *Chef de projet* of a territory: keeps its contract and its action sheets.
    ProjectLead,
    /// Elected or industrial member of the *binôme* of a territory: reads all, decides in committee.
    Referent,
    /// *Instructeur* of an operator: judges applications, pays.
    Instructor,
    /// Member of the committee of an operator's calls: scores, ranks, unless recused.
    CommitteeMember,
    /// State or regional council, for a region: validates contracts, answers blocking points.
    RegionalPilot,
    /// National steering (DGE, ANCT).
    NationalPilot,
    /// Keeps the accounts of this installation and its catalogue of sites; sees no company's confidential project by that right
    /// alone.
    Administrator,
    /// Speaks for one company.
    CompanyContact,
}

impl Role {
    pub const ALL: [Role; 8] = [
        Role::ProjectLead,
        Role::Referent,
        Role::Instructor,
        Role::CommitteeMember,
        Role::RegionalPilot,
        Role::NationalPilot,
        Role::Administrator,
        Role::CompanyContact,
    ];

    /// As stored and as written in addresses: "project_lead".
    pub fn code(self) -> &'static str {
        match self {
            Role::ProjectLead => "project_lead",
            Role::Referent => "referent",
            Role::Instructor => "instructor",
            Role::CommitteeMember => "committee_member",
            Role::RegionalPilot => "regional_pilot",
            Role::NationalPilot => "national_pilot",
            Role::Administrator => "administrator",
            Role::CompanyContact => "company_contact",
        }
    }

    pub fn parse(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether the role can be held within such a scope: a project lead leads a territory, not a region.
    pub fn fits(self, scope: &Scope) -> bool {
        match self {
            Role::ProjectLead | Role::Referent => matches!(scope, Scope::Territory { .. }),
            Role::Instructor => matches!(scope, Scope::Operator(_) | Scope::OperatorIn { .. }),
            Role::CommitteeMember => matches!(scope, Scope::Operator(_)),
            Role::RegionalPilot => matches!(scope, Scope::Region(_)),
            Role::NationalPilot | Role::Administrator => matches!(scope, Scope::National),
            Role::CompanyContact => matches!(scope, Scope::Organisation(_)),
        }
    }
}

/// Where a role is held.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    National,
    /// INSEE code of the region: "27".
    Region(String),
    /// The key of a territory: (phase, code).
    Territory {
        phase: u8,
        code: String,
    },
    /// Slug of the operator's name as the programme files write it: "bpifrance", "banque-des-territoires".
    Operator(String),
    /// The same, for one region: "préfets de région" is one operator of the files, and eighteen services. INSEE code of the region.
    OperatorIn {
        operator: String,
        region: String,
    },
    /// Identifier of an organisation of this installation.
    Organisation(String),
}

impl fmt::Display for Scope {
    /// "national", "region:27", "territory:2:ti-2704", "operator:bpifrance", "operator:prefets-de-region:27", "organisation:…".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::National => f.write_str("national"),
            Scope::Region(code) => write!(f, "region:{code}"),
            Scope::Territory { phase, code } => write!(f, "territory:{phase}:{code}"),
            Scope::Operator(slug) => write!(f, "operator:{slug}"),
            Scope::OperatorIn { operator, region } => write!(f, "operator:{operator}:{region}"),
            Scope::Organisation(id) => write!(f, "organisation:{id}"),
        }
    }
}

impl FromStr for Scope {
    type Err = String;
    fn from_str(text: &str) -> Result<Scope, String> {
        let unreadable = || format!("{text:?}: national, region:…, territory:PHASE:CODE, operator:…, operator:…:REGION or organisation:…");
        let printable = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let scope = match text.split_once(':') {
            None if text == "national" => Scope::National,
            Some(("region", code)) if printable(code) => Scope::Region(code.into()),
            Some(("operator", slug)) if printable(slug) => Scope::Operator(slug.into()),
            Some(("operator", key)) => match key.split_once(':') {
                Some((operator, region)) if printable(operator) && printable(region) => {
                    Scope::OperatorIn { operator: operator.into(), region: region.into() }
                }
                _ => return Err(unreadable()),
            },
            Some(("organisation", id)) if printable(id) => Scope::Organisation(id.into()),
            Some(("territory", key)) => match key.split_once(':') {
                Some((phase, code)) if printable(code) => {
                    Scope::Territory { phase: phase.parse().map_err(|_| unreadable())?, code: code.into() }
                }
                _ => return Err(unreadable()),
            },
            _ => return Err(unreadable()),
        };
        Ok(scope)
    }
}

impl TryFrom<String> for Scope {
    type Error = String;
    fn try_from(text: String) -> Result<Scope, String> {
        text.parse()
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> String {
        scope.to_string()
    }
}

/// One line of somebody's rights.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Right {
    pub role: Role,
    pub scope: Scope,
    /// Identifier of the organisation in whose name it is held.
    pub organisation: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_written_and_read_back() {
        for text in [
            "national",
            "region:27",
            "territory:2:ti-2704",
            "operator:banque-des-territoires",
            "operator:prefets-de-region:27",
            "organisation:00ab",
        ] {
            assert_eq!(text.parse::<Scope>().map(|scope| scope.to_string()).as_deref(), Ok(text));
        }
        for text in
            ["", "region:", "territory:ti-2704", "territory:x:ti-2704", "operator:a b", "operator:a:", "operator:a:b:c", "planet:earth"]
        {
            assert!(text.parse::<Scope>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_role_is_held_in_its_own_kind_of_scope_only() {
        let territory = Scope::Territory { phase: 2, code: "ti-2704".into() };
        assert!(Role::ProjectLead.fits(&territory) && !Role::ProjectLead.fits(&Scope::Region("27".into())));
        let limited = Scope::OperatorIn { operator: "prefets-de-region".into(), region: "27".into() };
        assert!(Role::Instructor.fits(&limited) && !Role::CommitteeMember.fits(&limited));
        assert!(Role::ALL.into_iter().all(|role| Role::parse(role.code()) == Some(role)));
    }
}
