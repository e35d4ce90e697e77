//! What anybody may want to act on: the rules of `can` read nothing else of it.

use domain::Sharing;
use domain::rights::Scope;

/// What the address of a project opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Owner,
    Reader,
}

/// A territory, and the region that steers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub phase: u8,
    pub code: String,
    /// INSEE code of the region that steers it.
    pub region: String,
}

impl Place {
    pub(super) fn scope(&self) -> Scope {
        Scope::Territory { phase: self.phase, code: self.code.clone() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    Public,
    Project(Link),
    /// A project without its address, open to whom its holder chose.
    SharedProject(Sharing),
    SiteLists,
    /// A site, by the territories its commune is in: one of each phase, or none when its commune is not known.
    Site(Vec<Place>),
    /// Every envelope.
    Ledger,
    /// One envelope, drawn on by the calls of `operator` (slug); with the INSEE code of the region it was delegated to, when it was.
    Envelope {
        operator: String,
        region: Option<String>,
    },
    /// The account of whoever asks.
    OwnAccount,
    /// The people and rights of a scope; with the region that steers it when it is a territory.
    People {
        scope: Scope,
        region: Option<String>,
    },
    /// The people of an organisation for which nobody speaks yet: whoever steers may invite the first.
    Unclaimed,
    /// Every organisation.
    Organisations,
    /// The contract of a territory.
    Contract(Place),
    /// The contracts of a region.
    Region(String),
    /// The contracts of the country.
    Country,
    /// A call of an operator (slug).
    Call {
        operator: String,
    },
    /// A session of the committee of a call of `operator`, for one region or for all, with those who sit in it.
    Session {
        operator: String,
        region: Option<String>,
        members: Vec<String>,
    },
    /// An application to a call of `operator`, by `organisation`, from `place` when it has one; `members` sit in a session of
    /// the call.
    Application {
        operator: String,
        organisation: String,
        place: Option<Place>,
        members: Vec<String>,
    },
    /// What is published for a scope.
    News(Scope),
    /// What an establishment of `organisation` declares in a territory; of nobody's organisation, the territory declared it.
    Flow {
        organisation: String,
        place: Place,
        /// Its organisation opened it to the territory.
        shared: bool,
    },
}
