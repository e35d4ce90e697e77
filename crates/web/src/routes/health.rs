//! Is the server able to serve? For a supervisor, not for people.

use crate::app::App;
use crate::permissions::Action;
use crate::registry::Registry;
use axum::extract::State;
use axum::http::StatusCode;

pub fn routes() -> Registry {
    Registry::default().get("/sante", Action::ReadPublic, health)
}

async fn health(State(app): State<App>) -> (StatusCode, &'static str) {
    // The cheapest read that goes all the way to the tables.
    match store::operators::has_key(&app.store).await.map(drop) {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(cause) => {
            tracing::error!(%cause, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database\n")
        }
    }
}
