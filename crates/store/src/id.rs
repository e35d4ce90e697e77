//! Identifiers: a type per noun, so that an import is never taken for a project.

use crate::token::random_hex;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU32, Ordering};

/// Thirty-two hexadecimal digits: the microsecond of birth, the rank among those this process made, 32 random bits.
/// They sort by age on every engine and collation, keep neighbours together on disk, and need no sequence shared
/// between servers. Not a secret.
pub(crate) fn fresh(now: Timestamp) -> String {
    /// Orders what was born in the same microsecond, as the several changes of one request are.
    static RANK: AtomicU32 = AtomicU32::new(0);
    let rank = RANK.fetch_add(1, Ordering::Relaxed);
    format!("{:016x}{rank:08x}{}", now.as_microsecond().max(0), random_hex(4))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub(crate) String);

        impl $name {
            pub(crate) fn fresh(now: Timestamp) -> $name {
                $name(fresh(now))
            }
            /// None when the text does not have the shape of an identifier (it then names nothing).
            pub fn parse(text: &str) -> Option<$name> {
                let well_formed = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                well_formed.then(|| $name(text.to_owned()))
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A project; not its address: knowing it opens nothing.
    ProjectId
);
id!(
    /// One import of one file of sites.
    ImportId
);
id!(
    /// Somebody who came to see a site.
    LeadId
);
id!(
    /// A share link; not its address.
    ShareId
);
id!(
    /// The bytes of a file.
    FileId
);
id!(
    /// A file attached to something.
    AttachmentId
);
id!(
    /// One import of one table of action sheets.
    SheetImportId
);
id!(
    /// Somebody with an account.
    PersonId
);
id!(
    /// A company, an intercommunality, an operator, a service of the State…
    OrganisationId
);
id!(
    /// One line of somebody's rights.
    RightId
);
id!(
    /// A right offered to somebody; not the secret of its link.
    InvitationId
);
id!(
    /// An action sheet of a contract. Not a secret.
    SheetId
);
id!(
    /// What somebody said of a sheet.
    CommentId
);
id!(
    /// A blocking point raised to the region or the State.
    BlockingId
);
id!(
    /// An application to a call; people say its number.
    ApplicationId
);
id!(
    /// A session of a committee.
    SessionId
);
id!(
    /// A financing line of an action sheet.
    FundingId
);
id!(
    /// What the State or a region wants backed first.
    OrientationId
);
id!(
    /// A decision proposed to the territory of a sheet.
    ProposalId
);
id!(
    /// What an establishment gives or looks for.
    FlowId
);
id!(
    /// Somebody who signs a contract, for an organisation.
    SignatoryId
);
id!(
    /// A synergy that is followed.
    SynergyId
);
id!(
    /// An article written here; its address once published. Not a secret.
    ArticleId
);
id!(
    /// A company or an activity that a territory wants to bring.
    TargetId
);
