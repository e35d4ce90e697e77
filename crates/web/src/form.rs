//! Plain forms: labelled fields, what was typed, what is wrong with it. Drawn by `templates/form.html`, with the summary
//! of errors first and each error beside its field.

use crate::i18n::unbroken;
use crate::page::Here;
use axum::body::Bytes;
use axum::extract::{FromRequest, RawForm, Request};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;

/// What was typed in a form, trimmed but for passwords; a name sent several times is joined with commas.
#[derive(Clone, Debug, Default)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.as_str())
    }
    fn read(body: &Bytes) -> Typed {
        let mut typed = BTreeMap::<String, String>::new();
        for (name, value) in form_urlencoded::parse(body) {
            // Spaces around a password belong to it.
            let value = if name.contains("password") { value.into_owned() } else { value.trim().to_owned() };
            typed.entry(name.into_owned()).and_modify(|before| *before = format!("{before},{value}")).or_insert(value);
        }
        Typed(typed)
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Response;
    async fn from_request(request: Request, state: &S) -> Result<Typed, Response> {
        let RawForm(body) = RawForm::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(Typed::read(&body))
    }
}

pub enum Kind {
    Text,
    /// In ISO, as a browser sends it.
    Date,
    Email,
    Password,
    /// (value, words); the first stands when nothing is chosen.
    Select(Vec<(String, String)>),
    /// (value, words, hint)
    Radio(Vec<(String, String, String)>),
    Check(Vec<(String, String)>),
}

pub struct Input {
    pub id: &'static str,
    pub label: String,
    pub hint: String,
    pub error: String,
    pub kind: Kind,
    pub value: String,
    pub autocomplete: &'static str,
    pub most: usize,
}

impl Input {
    pub fn new(id: &'static str, label: String, kind: Kind) -> Input {
        let autocomplete = match kind {
            Kind::Email => "email",
            _ => "off",
        };
        Input { id, label, hint: String::new(), error: String::new(), kind, value: String::new(), autocomplete, most: 200 }
    }
    pub fn hint(mut self, hint: String) -> Input {
        self.hint = hint;
        self
    }
    pub fn autocomplete(mut self, token: &'static str) -> Input {
        self.autocomplete = token;
        self
    }
    pub fn value(mut self, value: impl Into<String>) -> Input {
        self.value = value.into();
        self
    }
    pub fn is(&self, value: &str) -> bool {
        self.value == value
    }
    pub fn has(&self, value: &str) -> bool {
        self.value.split(',').any(|one| one == value)
    }
    /// "email-hint email-error": what describes the field.
    pub fn described(&self) -> String {
        let parts = [(!self.hint.is_empty(), "hint"), (!self.error.is_empty(), "error")];
        parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{}-{part}", self.id)).collect::<Vec<_>>().join(" ")
    }
}

pub struct Form {
    pub inputs: Vec<Input>,
    /// Wrong, of the form as a whole.
    pub wrong: String,
    pub submit: String,
}

impl Form {
    pub fn new(submit: String, inputs: Vec<Input>) -> Form {
        Form { inputs, wrong: String::new(), submit }
    }
    /// With what was typed, except passwords.
    pub fn filled(mut self, typed: &Typed) -> Form {
        for input in self.inputs.iter_mut().filter(|input| !matches!(input.kind, Kind::Password)) {
            input.value = typed.get(input.id).to_owned();
        }
        self
    }
    pub fn refuse(&mut self, id: &str, why: impl Into<String>) {
        let why = unbroken(&why.into());
        match self.inputs.iter_mut().find(|input| input.id == id) {
            Some(input) => input.error = why,
            None => self.wrong = why,
        }
    }
    pub fn is_wrong(&self) -> bool {
        !self.wrong.is_empty() || self.inputs.iter().any(|input| !input.error.is_empty())
    }
    /// An empty field that must not be.
    pub fn require(&mut self, here: &Here, ids: &[&str]) {
        for id in ids {
            if self.inputs.iter().any(|input| input.id == *id && input.value.is_empty()) {
                self.refuse(id, here.t("form-required"));
            }
        }
    }
    /// A field that must be an address of electronic mail.
    pub fn require_email(&mut self, here: &Here, id: &str) {
        let good = |value: &str| value.parse::<lettre::Address>().is_ok() && value.split('@').nth(1).is_some_and(|host| host.contains('.'));
        if self.inputs.iter().any(|input| input.id == id && !good(&input.value)) {
            self.refuse(id, here.t("form-email"));
        }
    }
}
