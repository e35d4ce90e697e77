//! Who may do what: one function, and a matrix that a test prints and holds.
//!
//! Until accounts exist there are two actors: a visitor, and the operator of this server, who holds its key. A project
//! belongs to whoever holds its address: the owner's address opens everything, a shared one only reading.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Visitor,
    Operator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Catalogue, map, measures, calls, news, API, feeds, assets.
    ReadPublic,
    CreateProject,
    ReadProject,
    EditProject,
    /// Give a reading address to others, or take it back.
    ShareProject,
    DeleteProject,
    SignIn,
    /// Read a list of sites and show what would be imported; writes nothing.
    PreviewSites,
    /// Add a list of sites to the catalogue, or withdraw one.
    ImportSites,
    /// See what is decided on each file of an envelope, and by whom.
    ReadMoney,
    /// Write in the ledger of envelopes.
    DecideMoney,
}

/// What the address of a project opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Owner,
    Reader,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    Public,
    Project(Link),
    SiteLists,
    Ledger,
}

impl Action {
    pub const ALL: [Action; 11] = [
        Action::ReadPublic,
        Action::CreateProject,
        Action::ReadProject,
        Action::EditProject,
        Action::ShareProject,
        Action::DeleteProject,
        Action::SignIn,
        Action::PreviewSites,
        Action::ImportSites,
        Action::ReadMoney,
        Action::DecideMoney,
    ];
}

pub fn can(actor: Actor, action: Action, object: Object) -> bool {
    match (action, object) {
        (Action::ReadPublic | Action::CreateProject | Action::SignIn | Action::PreviewSites, Object::Public) => true,
        (Action::ReadProject, Object::Project(_)) => true,
        (Action::EditProject | Action::ShareProject | Action::DeleteProject, Object::Project(link)) => link == Link::Owner,
        (Action::PreviewSites, Object::SiteLists) => true,
        (Action::ImportSites, Object::SiteLists) => actor == Actor::Operator,
        (Action::ReadMoney | Action::DecideMoney, Object::Ledger) => actor == Actor::Operator,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_the_one_written_in_the_documentation() {
        let mut lines = vec![];
        for action in Action::ALL {
            for actor in [Actor::Visitor, Actor::Operator] {
                for object in
                    [Object::Public, Object::Project(Link::Owner), Object::Project(Link::Reader), Object::SiteLists, Object::Ledger]
                {
                    if can(actor, action, object) {
                        lines.push(format!("{actor:?} · {action:?} · {object:?}"));
                    }
                }
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn a_shared_address_never_writes() {
        for actor in [Actor::Visitor, Actor::Operator] {
            for action in [Action::EditProject, Action::ShareProject, Action::DeleteProject] {
                assert!(!can(actor, action, Object::Project(Link::Reader)));
            }
        }
    }
}
