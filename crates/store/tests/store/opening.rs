//! The database is not where, or as, it should be: the sentence says what to do.

use crate::engines::{at_each_bare_place, created};
use store::{Store, StoreError, projects};

async fn refusal(url: &str) -> StoreError {
    Store::open(url).await.err().expect("refused")
}

fn cause(error: &StoreError) -> &StoreError {
    match error {
        StoreError::Open { cause, .. } => cause,
        other => other,
    }
}

#[tokio::test]
async fn a_database_in_memory_reads_what_it_wrote() {
    let store = Store::open("sqlite::memory:").await.expect("opens");
    let other = Store::open("sqlite::memory:").await.expect("opens");
    let (id, token) = created(&store).await;
    let found = projects::find_by_token(&store, &token.hash()).await.expect("read").expect("found");
    assert_eq!(found.id, id);
    assert_eq!(projects::find(&other, &id).await.expect("read"), None, "each its own memory");
}

#[tokio::test]
async fn an_address_that_is_no_database_says_which_are() {
    for url in ["", "var/rebond.db", "mysql://localhost/rebond", "sqlite:", "sqlite:x.db?mode=perhaps"] {
        let error = refusal(url).await;
        assert!(matches!(error, StoreError::Address { .. }), "{url}: {error:?}");
        assert!(error.message().fr.contains("sqlite:var/rebond.db"), "{url}: {error}");
    }
}

#[tokio::test]
async fn a_password_is_never_repeated() {
    let error = refusal("mysql://rebond:sesame@localhost/rebond").await;
    assert!(!format!("{error} {error:?}").contains("sesame"), "{error}");
    let error = refusal("postgres://rebond:sesame@127.0.0.1:1/rebond").await;
    assert!(!format!("{error} {error:?}").contains("sesame"), "{error}");
    assert!(matches!(cause(&error), StoreError::Unreachable { .. }), "{error:?}");
    assert!(error.message().fr.contains("127.0.0.1:1/rebond"), "{error}");
}

#[tokio::test]
async fn a_missing_database_says_what_to_create() {
    at_each_bare_place(async |place| {
        let url = if place.is_sqlite() {
            place.url.replace("rebond.db", "no/such/folder/rebond.db")
        } else {
            format!("{}_which_does_not_exist", place.url)
        };
        let error = refusal(&url).await;
        assert_eq!(cause(&error), &StoreError::Missing, "{error}");
        assert!(error.message().fr.contains("mkdir -p") && error.message().en.contains("createdb"));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_must_exist_is_not_created() {
    at_each_bare_place(async |place| {
        if place.is_sqlite() {
            let error = refusal(&format!("{}?mode=rw", place.url)).await;
            assert_eq!(cause(&error), &StoreError::Missing, "{error}");
            Store::open(&place.url).await.expect("created without the mode");
            Store::open(&format!("{}?mode=rw", place.url)).await.expect("exists now");
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_says_access_is_refused() {
    at_each_bare_place(async |place| {
        if !place.is_sqlite() {
            let (_, host) = place.url.rsplit_once('@').expect("a login");
            let error = refusal(&format!("postgres://rebond:wrong@{host}")).await;
            assert!(matches!(cause(&error), StoreError::AccessRefused { .. }), "{error:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_untouched() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("rebond.db");
    let letter = "Ceci est une lettre, pas une base de données. ".repeat(100);
    std::fs::write(&path, &letter).expect("written");
    let error = refusal(&format!("sqlite:{}", path.display())).await;
    assert!(matches!(cause(&error), StoreError::Damaged { .. }), "{error:?}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), letter);
}

#[tokio::test]
async fn a_folder_in_place_of_the_file_cannot_be_written_to() {
    let folder = tempfile::tempdir().expect("folder");
    let error = refusal(&format!("sqlite:{}", folder.path().display())).await;
    assert!(matches!(cause(&error), StoreError::Unwritable { .. }), "{error:?}");
}

#[tokio::test]
async fn a_database_that_may_only_be_read_is_read_and_refuses_writes() {
    at_each_bare_place(async |place| {
        if !place.is_sqlite() {
            return;
        }
        let (_, token) = created(&Store::open(&place.url).await.expect("created")).await;
        let store = Store::open(&format!("{}?mode=ro", place.url)).await.expect("opens to be read");
        let found = projects::find_by_token(&store, &token.hash()).await.expect("read").expect("found");
        let refused = projects::delete(&store, &found.id, "holder", crate::engines::minute(1)).await;
        assert!(matches!(refused, Err(StoreError::Unwritable { .. })), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_write_while_another_program_holds_the_file_fails_then_succeeds() {
    use sqlx::Connection;
    at_each_bare_place(async |place| {
        if !place.is_sqlite() {
            return;
        }
        let store = Store::open(&place.url).await.expect("opens");
        let mut other = sqlx::SqliteConnection::connect(&place.url).await.expect("another program");
        sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.expect("holds");
        let token = store::Token::random();
        let project = crate::engines::press_shop();
        let now = crate::engines::minute(0);
        let create = async || projects::create(&store, &token.hash(), &project, "holder", None, now).await;
        let locked = create().await.expect_err("held by another");
        assert_eq!((&locked, locked.is_passing()), (&StoreError::Locked, true));
        assert!(locked.message().fr.starts_with("La base est occupée par un autre programme"), "{locked}");
        assert!(projects::find_by_token(&store, &token.hash()).await.expect("reads go on").is_none());
        sqlx::raw_sql("ROLLBACK").execute(&mut other).await.expect("lets go");
        create().await.expect("written");
    })
    .await;
}

#[tokio::test]
async fn the_link_to_postgresql_is_encrypted_and_the_server_recognised() {
    at_each_bare_place(async |place| {
        if place.is_sqlite() {
            return;
        }
        let folder = tempfile::tempdir().expect("temporary folder");
        let with = |certificate: &str| {
            let file = folder.path().join("root.crt");
            std::fs::write(&file, certificate).expect("written");
            format!("{}?sslmode=verify-full&sslrootcert={}", place.url, file.display())
        };
        let own: String = place.one("SELECT pg_read_file('server.crt')").await;
        let store = Store::open(&with(&own)).await.expect("the server shows the certificate that was given");
        created(&store).await;
        let encrypted: String = place
            .one(
                "SELECT string_agg(DISTINCT ssl::TEXT, ',') FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
             WHERE application_name = 'rebond' AND datname = current_database()",
            )
            .await;
        assert_eq!(encrypted, "true");

        let stranger = include_str!("given/stranger.crt");
        let error = refusal(&with(stranger)).await;
        assert!(matches!(cause(&error), StoreError::Untrusted { .. }), "{error:?}");
        assert!(error.message().fr.contains("sslrootcert"), "{error}");
    })
    .await;
}
