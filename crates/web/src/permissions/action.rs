//! What anybody may want to do: every route declares one of these, and `can` decides on it.

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
    /// Keep one site: note who came and how it ended, and read their names; its documents, who reads its page, what was anticipated
    /// on it, the labels it was given.
    KeepSite,
    /// See what is decided on each file of an envelope, and by whom.
    ReadMoney,
    /// Decide on the files of an envelope: reserve, commit, pay.
    DecideMoney,
    /// Open an envelope, raise it, share it out, close it, by dated acts; for a region, share out what was delegated to it.
    WriteActs,
    /// One's own account: name, password, sessions.
    OwnAccount,
    /// See who holds which right within a scope.
    ReadPeople,
    /// Invite, give and take back rights within a scope.
    ManagePeople,
    /// See the organisations, and add one.
    AddOrganisation,
    /// The contract of a territory and its action sheets, comments included.
    ReadContract,
    /// Write action sheets, their fields, next action, files; import a table of them.
    EditContract,
    /// Record what a committee decides of sheets: inscribed, accelerated, reoriented, dropped.
    DecideContract,
    CommentContract,
    /// Answer a blocking point that was raised to the region, or to the State.
    AnswerBlocking,
    /// Portfolio of a region, or of all: sheets, funnel, delays.
    ReadPortfolio,
    /// Take an orientation for a region or for the country, withdraw it, propose decisions from it.
    Orient,
    /// Open a call: its waves and their dates.
    RunCall,
    /// Write and file an application in the name of a holder.
    Apply,
    ReadApplication,
    /// Admissibility, advice, contract; the grid and the sessions of the committee.
    InstructApplication,
    /// Score and rank, when not recused.
    ScoreApplication,
    /// See the committees of a call: sessions, scores, ranking, minutes.
    ReadCommittee,
    /// Write articles for a scope, publish and withdraw them.
    WriteNews,
    /// Take an article away from everybody’s eyes.
    WithdrawNews,
    /// Declare what an establishment gives or looks for, choose who sees it, take it back.
    WriteFlow,
}

impl Action {
    pub const ALL: [Action; 33] = [
        Action::ReadPublic,
        Action::CreateProject,
        Action::ReadProject,
        Action::EditProject,
        Action::ShareProject,
        Action::DeleteProject,
        Action::SignIn,
        Action::PreviewSites,
        Action::ImportSites,
        Action::KeepSite,
        Action::ReadMoney,
        Action::DecideMoney,
        Action::WriteActs,
        Action::OwnAccount,
        Action::ReadPeople,
        Action::ManagePeople,
        Action::AddOrganisation,
        Action::ReadContract,
        Action::EditContract,
        Action::DecideContract,
        Action::CommentContract,
        Action::AnswerBlocking,
        Action::ReadPortfolio,
        Action::Orient,
        Action::RunCall,
        Action::Apply,
        Action::ReadApplication,
        Action::InstructApplication,
        Action::ScoreApplication,
        Action::ReadCommittee,
        Action::WriteNews,
        Action::WithdrawNews,
        Action::WriteFlow,
    ];
}
