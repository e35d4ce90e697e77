//! The table of routes. A route cannot be added without the action it performs, so that the permission matrix, the
//! OpenAPI document and the tests that walk every address all read the same list.

use crate::app::App;
use crate::permissions::Action;
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};

/// One method of one address.
#[derive(Clone, Debug)]
pub struct Entry {
    pub method: Method,
    /// As axum writes it: "/sites/{id}".
    pub path: &'static str,
    pub action: Action,
    /// Present for the routes of the public API.
    pub doc: Option<Doc>,
}

/// What the OpenAPI document says of a route.
#[derive(Clone, Debug)]
pub struct Doc {
    pub summary: &'static str,
    pub params: Vec<Param>,
    /// Name of the schema of the answer, among those of `openapi::schemas`.
    pub answer: &'static str,
    /// Media type of the answer.
    pub media: &'static str,
    /// Name of the schema of the body, for POST.
    pub body: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: &'static str,
    pub about: &'static str,
    pub kind: ParamKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParamKind {
    Path,
    Text,
    /// Bounds, both allowed.
    Integer(i64, i64),
    Number,
    Date,
}

#[derive(Default)]
pub struct Registry {
    pub router: Router<App>,
    pub entries: Vec<Entry>,
}

impl Registry {
    pub fn get<H, T>(self, path: &'static str, action: Action, handler: H) -> Registry
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, path, action, None, handler)
    }

    pub fn post<H, T>(self, path: &'static str, action: Action, handler: H) -> Registry
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, path, action, None, handler)
    }

    /// A route of the public API, with its documentation.
    pub fn api<H, T>(self, method: Method, path: &'static str, action: Action, doc: Doc, handler: H) -> Registry
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(method, path, action, Some(doc), handler)
    }

    fn add<H, T>(mut self, method: Method, path: &'static str, action: Action, doc: Option<Doc>, handler: H) -> Registry
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).expect("GET and POST are methods axum knows");
        self.router = self.router.route(path, on(filter, handler));
        self.entries.push(Entry { method, path, action, doc });
        self
    }

    pub fn merge(mut self, other: Registry) -> Registry {
        self.router = self.router.merge(other.router);
        self.entries.extend(other.entries);
        self
    }
}
