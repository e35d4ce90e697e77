//! What can go wrong with the database, said in both languages with what to do about it.

use domain::Text;
use std::fmt::Display;

/// Cloneable, because one failed commit answers for every job of its group. Shown in French then English;
/// [`StoreError::message`] gives each language apart.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{} / {}", self.message().fr, self.message().en)]
pub enum StoreError {
    /// The address is neither `sqlite:…` nor `postgres://…`, or has an unknown part.
    Address {
        address: String,
        why: String,
    },
    /// `place` could not be opened, because of `cause`.
    Open {
        place: String,
        cause: Box<StoreError>,
    },
    /// The file, its folder or the database does not exist.
    Missing,
    /// The server does not answer.
    Unreachable {
        why: String,
    },
    /// The link to the server cannot be encrypted as the address asks, or its certificate is not one that is trusted.
    Untrusted {
        why: String,
    },
    /// The server refuses this user or password.
    AccessRefused {
        why: String,
    },
    /// The file or the disk cannot be written to.
    Unwritable {
        why: String,
    },
    /// Another program holds the database for writing.
    Locked,
    /// Two requests hindered each other; nothing was done.
    Busy {
        why: String,
    },
    Full,
    /// The file is not a database, or is damaged.
    Damaged {
        why: String,
    },
    /// Written by a more recent Rebond.
    NewerSchema {
        found: i64,
        known: i64,
    },
    /// A migration that this program knows under another text was applied.
    AlteredSchema {
        version: i64,
    },
    /// An idempotency key came back with another request.
    KeyReused,
    /// The same identifier twice where it must be unique.
    Twice {
        what: String,
    },
    /// A stored value that this program cannot read.
    Unreadable {
        what: String,
        why: String,
    },
    /// A value that could not be read back if it were stored.
    Unstorable {
        what: String,
        why: String,
    },
    /// The counters of this envelope do not agree with the journal: nothing is decided on them.
    LedgerAltered {
        what: String,
    },
    /// The writer has stopped; what was not acknowledged may not have been kept.
    Stopped,
    /// Anything else the engine says.
    Query {
        why: String,
    },
}

impl StoreError {
    /// What happened and what to do.
    pub fn message(&self) -> Text {
        let sentence = self.sentence();
        Text::new(capitalised(&sentence.fr), capitalised(&sentence.en))
    }

    /// As it reads after "Base var/rebond.db : ".
    fn sentence(&self) -> Text {
        use StoreError::*;
        match self {
            Address { address, why } => Text::new(
                format!(
                    "L’adresse de base « {address} » n’est pas comprise ({why}). Écrivez sqlite:var/rebond.db ou postgres://utilisateur:motdepasse@hôte/base."
                ),
                format!(
                    "The database address “{address}” is not understood ({why}). Write sqlite:var/rebond.db or postgres://user:password@host/database."
                ),
            ),
            Open { place, cause } => {
                let cause = cause.sentence();
                Text::new(format!("Base {place} : {}", cause.fr), format!("Database {place}: {}", cause.en))
            }
            Missing => Text::new(
                "elle n’existe pas. Vérifiez le chemin ou le nom ; créez le dossier (mkdir -p) ou la base (createdb), puis relancez.",
                "it does not exist. Check the path or the name; create the folder (mkdir -p) or the database (createdb), then start again.",
            ),
            Unreachable { why } => Text::new(
                format!("le serveur ne répond pas ({why}). Vérifiez qu’il est démarré, l’hôte et le port, puis réessayez."),
                format!("the server does not answer ({why}). Check that it runs, its host and port, then try again."),
            ),
            Untrusted { why } => Text::new(
                format!(
                    "le serveur n’est pas reconnu, ou ne chiffre pas la liaison ({why}). Vérifiez sslmode et sslrootcert dans l’adresse."
                ),
                format!(
                    "the server is not recognised, or does not encrypt the link ({why}). Check sslmode and sslrootcert in the address."
                ),
            ),
            AccessRefused { why } => Text::new(
                format!("l’accès est refusé ({why}). Vérifiez l’utilisateur, le mot de passe et ses droits sur cette base."),
                format!("access is refused ({why}). Check the user, the password and its rights on this database."),
            ),
            Unwritable { why } => Text::new(
                format!(
                    "écriture impossible ({why}). Vérifiez les droits du fichier et de son dossier, et que le disque n’est pas en lecture seule."
                ),
                format!(
                    "it cannot be written to ({why}). Check the rights of the file and its folder, and that the disk is not read-only."
                ),
            ),
            Locked => Text::new(
                "la base est occupée par un autre programme depuis plus de cinq secondes ; rien n’a été enregistré. Fermez l’autre programme, puis réessayez.",
                "another program has held the database for more than five seconds; nothing was saved. Close the other program, then try again.",
            ),
            Busy { why } => Text::new(
                format!("la base est très sollicitée ; rien n’a été enregistré ({why}). Réessayez dans un instant."),
                format!("the database is very busy; nothing was saved ({why}). Try again in a moment."),
            ),
            Full => Text::new(
                "le disque est plein ; rien n’a été enregistré, ce qui l’était déjà reste lisible. Libérez de la place, puis réessayez : il n’est pas nécessaire de redémarrer.",
                "the disk is full; nothing was saved, what was saved before can still be read. Free some space, then try again: no restart is needed.",
            ),
            Damaged { why } => Text::new(
                format!(
                    "le fichier n’est pas une base de données ou il est abîmé ({why}). N’y écrivez plus ; mettez-le de côté et restaurez la dernière sauvegarde."
                ),
                format!("the file is not a database or is damaged ({why}). Write to it no more; put it aside and restore the last backup."),
            ),
            NewerSchema { found, known } => Text::new(
                format!(
                    "elle a été écrite par une version plus récente de Rebond (schéma {found}, ce programme connaît {known}). Installez la version récente, ou restaurez une sauvegarde d’avant la mise à jour."
                ),
                format!(
                    "it was written by a more recent Rebond (schema {found}, this program knows {known}). Install the recent version, or restore a backup made before the update."
                ),
            ),
            AlteredSchema { version } => Text::new(
                format!(
                    "la migration {version} y a été appliquée sous un autre texte que celui de ce programme. Reprenez le programme qui l’a écrite, ou restaurez une sauvegarde."
                ),
                format!(
                    "migration {version} was applied to it with another text than this program’s. Use the program that wrote it, or restore a backup."
                ),
            ),
            KeyReused => Text::new(
                "Cette clé d’idempotence a déjà servi pour une autre demande ; rien n’a été enregistré. Envoyez une nouvelle clé.",
                "This idempotency key was already used for another request; nothing was saved. Send a new key.",
            ),
            Twice { what } => Text::new(
                format!("Le même identifiant figure deux fois ({what}) ; rien n’a été enregistré. Gardez une seule ligne par identifiant."),
                format!("The same identifier appears twice ({what}); nothing was saved. Keep one line per identifier."),
            ),
            Unreadable { what, why } => Text::new(
                format!("Valeur enregistrée illisible : {what} ({why}). Elle n’a pas été modifiée ; signalez-le avec ce message."),
                format!("Stored value that cannot be read: {what} ({why}). It was left as it is; report it with this message."),
            ),
            Unstorable { what, why } => Text::new(
                format!("Valeur impossible à enregistrer : {what} ({why}) ; rien n’a été enregistré. Corrigez-la, puis réessayez."),
                format!("Value that cannot be stored: {what} ({why}); nothing was saved. Mend it, then try again."),
            ),
            LedgerAltered { what } => Text::new(
                format!(
                    "Les compteurs de l’enveloppe {what} ne sont pas ceux du journal ; rien n’a été enregistré. Lancez rebond ledger verify."
                ),
                format!("The counters of the envelope {what} are not those of the journal; nothing was saved. Run rebond ledger verify."),
            ),
            Stopped => Text::new(
                "L’écriture s’est arrêtée ; vérifiez si votre dernière modification est là, puis redémarrez le serveur.",
                "Writing has stopped; check whether your last change is there, then restart the server.",
            ),
            Query { why } => Text::new(
                format!(
                    "La base a refusé une requête ({why}) ; rien n’a été enregistré. C’est un défaut du programme : signalez-le avec ce message."
                ),
                format!(
                    "The database refused a query ({why}); nothing was saved. This is a fault of the program: report it with this message."
                ),
            ),
        }
    }

    /// True when the same request can succeed later without being changed.
    pub fn is_passing(&self) -> bool {
        match self {
            StoreError::Open { cause, .. } => cause.is_passing(),
            other => matches!(other, StoreError::Locked | StoreError::Busy { .. } | StoreError::Full | StoreError::Unreachable { .. }),
        }
    }

    pub(crate) fn unreadable(what: impl Display, why: impl Display) -> StoreError {
        StoreError::Unreadable { what: what.to_string(), why: why.to_string() }
    }

    pub(crate) fn opening(self, place: &str) -> StoreError {
        StoreError::Open { place: place.to_owned(), cause: Box::new(self) }
    }
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        let why = error.to_string();
        match error {
            sqlx::Error::Database(said) => {
                let code = said.code().unwrap_or_default().into_owned();
                // SQLite gives its extended code as a decimal number, PostgreSQL a five-character SQLSTATE.
                let sqlite = said.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some();
                let why = said.message().to_owned();
                if said.is_unique_violation() {
                    StoreError::Twice { what: why }
                } else if sqlite {
                    from_sqlite(code.parse().unwrap_or(1), why)
                } else {
                    from_postgres(&code, why)
                }
            }
            sqlx::Error::Tls(_) => StoreError::Untrusted { why },
            // A handshake that fails comes back as bytes that are not those expected.
            sqlx::Error::Io(cause) if cause.kind() == std::io::ErrorKind::InvalidData => StoreError::Untrusted { why },
            sqlx::Error::Io(_) => StoreError::Unreachable { why },
            sqlx::Error::PoolTimedOut => StoreError::Busy { why },
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => StoreError::Stopped,
            _ => StoreError::Query { why },
        }
    }
}

/// Primary result codes: sqlite.org/rescode.html.
fn from_sqlite(code: i64, why: String) -> StoreError {
    match code & 0xff {
        5 | 6 => StoreError::Locked,
        13 => StoreError::Full,
        // PERM, READONLY, IOERR, CANTOPEN, AUTH.
        3 | 8 | 10 | 14 | 23 => StoreError::Unwritable { why },
        11 | 26 => StoreError::Damaged { why },
        _ => StoreError::Query { why },
    }
}

/// SQLSTATE classes: PostgreSQL documentation, appendix A.
fn from_postgres(code: &str, why: String) -> StoreError {
    match (code, code.get(..2).unwrap_or_default()) {
        ("3D000", _) => StoreError::Missing,
        ("25006", _) => StoreError::Unwritable { why },
        ("53100", _) => StoreError::Full,
        ("42501", _) | (_, "28") => StoreError::AccessRefused { why },
        ("40001" | "40P01" | "55P03", _) | (_, "53") => StoreError::Busy { why },
        (_, "57" | "08") => StoreError::Unreachable { why },
        (_, "XX") => StoreError::Damaged { why },
        _ => StoreError::Query { why },
    }
}
