//! What somebody may look at: the country, their regions, their territories, the calls of their operator; else the public
//! totals. One place turns rights into filters, by asking [`can`].

use crate::app::App;
use crate::error::{Failure, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use domain::Text;
use domain::rights::Scope;
use serde::Deserialize;
use store::funding::{By, Filter};

/// The address: what to group by, and which lines.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    pub par: String,
    pub region: String,
    /// "2:ti-2704".
    pub territoire: String,
    pub programme: String,
    pub fonds: String,
    pub operateur: String,
    pub appel: String,
    pub annee: String,
}

impl Ask {
    pub fn by(&self) -> By {
        By::parse(&self.par).unwrap_or(By::Programme)
    }
    pub fn filter(&self) -> Filter {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let territory = self.territoire.split_once(':').and_then(|(phase, code)| Some((phase.parse().ok()?, code.to_owned())));
        Filter {
            region: some(&self.region),
            territory,
            programme: some(&self.programme),
            fund: some(&self.fonds),
            operator: some(&self.operateur),
            call: some(&self.appel),
            year: self.annee.parse().ok(),
            ..Filter::default()
        }
    }
    /// The same address with one thing changed.
    pub fn query(&self, name: &str, value: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, told) in self.parts() {
            let told = if key == name { value } else { told };
            if !told.is_empty() {
                query.append_pair(key, told);
            }
        }
        query.finish()
    }
    pub fn parts(&self) -> [(&'static str, &str); 8] {
        [
            ("par", &self.par),
            ("region", &self.region),
            ("territoire", &self.territoire),
            ("programme", &self.programme),
            ("fonds", &self.fonds),
            ("operateur", &self.operateur),
            ("appel", &self.appel),
            ("annee", &self.annee),
        ]
    }
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The whole of what these rights open.
    All(Filter),
    /// Totals for everybody.
    Public,
}

impl Seen {
    /// Applications, and the lines drawn from them, are left out.
    pub fn typed(&self) -> bool {
        matches!(self, Seen::All(filter) if filter.typed)
    }
    /// Those whose holder named no territory are left out.
    pub fn opened(&self) -> bool {
        matches!(self, Seen::All(filter) if filter.opened)
    }
}

/// One perimeter that somebody holds: the words of its link, and the query that opens it.
pub struct Perimeter {
    pub name: String,
    pub key: &'static str,
    pub value: String,
}

/// INSEE code of the region that steers a territory.
pub fn region_code(app: &App, phase: u8, code: &str) -> Option<String> {
    crate::accounts::scopes::region_code(app, &app.reference.territory(phase, code)?.region).map(str::to_owned)
}

/// Every perimeter of this person, in the order they were given.
pub fn perimeters(app: &App, here: &Here, actor: &Actor) -> Vec<Perimeter> {
    let mut all = vec![];
    if can(actor, Action::ReadPortfolio, &Object::Country) {
        all.push(Perimeter { name: here.t("steering-country"), key: "region", value: String::new() });
    }
    for right in actor.person().map_or(&[][..], |person| &person.rights) {
        let (name, key, value) = match &right.scope {
            Scope::Region(code) => (app.reference.region_name(code).unwrap_or(code).to_owned(), "region", code.clone()),
            Scope::Territory { phase, code } => {
                let name = app.reference.territory(*phase, code).map_or_else(|| code.clone(), |t| t.name.clone());
                (name, "territoire", format!("{phase}:{code}"))
            }
            Scope::Operator(slug) => (crate::routes::funding::Names(&app.rulebook).say_operator(slug), "operateur", slug.clone()),
            Scope::National | Scope::OperatorIn { .. } | Scope::Organisation(_) => continue,
        };
        let asked = Ask {
            region: own(key, "region", &value),
            territoire: own(key, "territoire", &value),
            operateur: own(key, "operateur", &value),
            ..Ask::default()
        };
        if allowed(app, actor, &asked.filter()) && !all.iter().any(|p| p.key == key && p.value == value) {
            all.push(Perimeter { name, key, value });
        }
    }
    all
}

fn own(key: &str, name: &str, value: &str) -> String {
    if key == name { value.to_owned() } else { String::new() }
}

fn allowed(app: &App, actor: &Actor, filter: &Filter) -> bool {
    let region = |code: &String| can(actor, Action::ReadPortfolio, &Object::Region(code.clone()));
    let territory = |(phase, code): &(u8, String)| {
        let place = Place { phase: *phase, code: code.clone(), region: region_code(app, *phase, code).unwrap_or_default() };
        can(actor, Action::ReadContract, &Object::Contract(place))
    };
    let operator = |slug: &String| can(actor, Action::ReadMoney, &Object::Envelope { operator: slug.clone(), region: None });
    can(actor, Action::ReadPortfolio, &Object::Country)
        || filter.region.as_ref().is_some_and(region)
        || filter.territory.as_ref().is_some_and(territory)
        || filter.operator.as_ref().is_some_and(operator)
}

/// Of the applications that these lines may be drawn from, only those that whoever asks may read: all of them, those whose holder named
/// the territory or one of the region, none.
fn readable(app: &App, actor: &Actor, filter: Filter) -> Filter {
    let may = |operator: &str, place: Option<Place>| {
        let any = Object::Application { operator: operator.to_owned(), organisation: String::new(), place, members: vec![] };
        can(actor, Action::ReadApplication, &any)
    };
    let region = |code: &String| may("", Some(Place { phase: 0, code: String::new(), region: code.clone() }));
    let territory = |(phase, code): &(u8, String)| {
        may("", Some(Place { phase: *phase, code: code.clone(), region: region_code(app, *phase, code).unwrap_or_default() }))
    };
    let whole = may("", None) || filter.operator.as_ref().is_some_and(|slug| may(slug, None));
    let named = filter.region.as_ref().is_some_and(region) || filter.territory.as_ref().is_some_and(territory);
    Filter { typed: !whole && !named, opened: !whole && named, ..filter }
}

/// The lines of an address that may be looked at, less the applications that may not be read.
fn all(app: &App, actor: &Actor, ask: &Ask) -> Seen {
    Seen::All(readable(app, actor, ask.filter()))
}

/// The lines of real sheets of a region (of the country when empty), and its applications, that whoever steers it counts.
pub fn counted(app: &App, actor: &Actor, region: &str) -> Filter {
    let filter = Filter { region: Some(region.to_owned()).filter(|code| !code.is_empty()), ..Filter::default() };
    readable(app, actor, Filter { real: true, ..filter })
}

/// What this address shows to this person; an address of somebody else's perimeter is refused, one without any opens
/// their first.
pub fn seen(app: &App, here: &Here, actor: &Actor, ask: &mut Ask) -> Result<Seen> {
    if allowed(app, actor, &ask.filter()) {
        return Ok(all(app, actor, ask));
    }
    let narrowed = !ask.region.is_empty() || !ask.territoire.is_empty() || !ask.operateur.is_empty();
    match perimeters(app, here, actor).into_iter().next() {
        Some(first) if !narrowed => {
            match first.key {
                "region" => ask.region = first.value,
                "territoire" => ask.territoire = first.value,
                _ => ask.operateur = first.value,
            }
            Ok(all(app, actor, ask))
        }
        None if !narrowed => Ok(Seen::Public),
        _ => Err(Failure::Refused(
            here.clone(),
            Text::new(
                "Ce périmètre n’est pas le vôtre : ses montants ne sont montrés qu’à ceux qui le pilotent. Les totaux publics sont à l’adresse /pilotage.",
                "This perimeter is not yours: its amounts are shown to those who steer it only. Public totals are at /pilotage.",
            ),
        )),
    }
}
