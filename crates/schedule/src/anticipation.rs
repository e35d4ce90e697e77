//! What a site did beforehand, and whether it serves this project: done, still valid, wide enough.

use domain::{Anticipation, AnticipationState, Date, Facts, Lang, Status, Text, format};
use jiff::Span;
use programmes::procedure::{Group, Procedure, Procedures};
use std::collections::BTreeSet;

/// Regimes from the lightest to the heaviest: an anticipation covers its own and the lighter ones.
const REGIMES: [&str; 6] = ["none", "declaration", "registration", "authorisation", "seveso_low", "seveso_high"];

/// An anticipation that shortens the calendar.
#[derive(Clone, Copy)]
pub struct Useful<'a> {
    pub anticipation: &'a Anticipation,
    pub group: &'a Group,
    pub expires: Option<Date>,
}

#[derive(Default)]
pub struct Sorted<'a> {
    pub useful: Vec<Useful<'a>>,
    /// Why the others give nothing, and what must be checked in those that do.
    pub notes: Vec<Text>,
    /// Facts of the project that would tell whether the scope is wide enough.
    pub missing: BTreeSet<String>,
}

/// Sorts the anticipations of a site. `completed` is the facts with the assumptions of the network: the ICPE regime is
/// judged as the network supposes it; areas and powers are compared only when they are really known.
pub fn sort<'a>(
    anticipations: impl IntoIterator<Item = &'a Anticipation>,
    procedures: &'a Procedures,
    facts: &Facts,
    completed: &Facts,
    start: Date,
) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    for anticipation in anticipations {
        let Some(group) = procedures.group(&anticipation.procedure) else {
            let id = &anticipation.procedure;
            sorted.notes.push(Text::new(
                format!("anticipation « {id} » : procédure inconnue des règles, sans effet"),
                format!("anticipation “{id}”: a procedure the rules do not know, no effect"),
            ));
            continue;
        };
        let expires = until(anticipation, group);
        match refusal(anticipation, facts, completed, expires, start) {
            Some(why) => sorted.notes.push(about(group, &why)),
            None => {
                let doubts = reservations(anticipation, group, facts, start, &mut sorted.missing);
                if !doubts.is_empty() {
                    let join = |lang: Lang| doubts.iter().map(|d| d.get(lang)).collect::<Vec<_>>().join(", ");
                    let (fr, en) = (join(Lang::Fr), join(Lang::En));
                    sorted
                        .notes
                        .push(about(group, &Text::new(format!("compté sous réserve, {fr}"), format!("counted with a reservation, {en}"))));
                }
                sorted.useful.push(Useful { anticipation, group, expires });
            }
        }
    }
    sorted
}

/// "Étude d’impact : …", the group then the sentence.
pub fn about(group: &Group, sentence: &Text) -> Text {
    Text::new(format!("{}\u{a0}: {}", group.name.fr, sentence.fr), format!("{}: {}", group.name.en, sentence.en))
}

/// The day it holds until, by these rules: the one told, else the length of its group from its date.
pub fn expires(anticipation: &Anticipation, procedures: &Procedures) -> Option<Date> {
    match procedures.group(&anticipation.procedure) {
        Some(group) => until(anticipation, group),
        None => anticipation.expires,
    }
}

fn until(anticipation: &Anticipation, group: &Group) -> Option<Date> {
    anticipation.expires.or_else(|| later(anticipation.date?, group.validity.as_ref()?.months))
}

fn later(date: Date, months: u32) -> Option<Date> {
    date.checked_add(Span::new().months(i64::from(months))).ok()
}

/// Why it gives nothing, if so.
fn refusal(a: &Anticipation, facts: &Facts, completed: &Facts, expires: Option<Date>, start: Date) -> Option<Text> {
    match a.state {
        AnticipationState::ToDo => return Some(Text::new("reste à faire, aucun gain", "still to be done, no gain")),
        AnticipationState::Filed => {
            return Some(Text::new("déposé mais pas encore obtenu, aucun gain compté", "filed but not obtained yet, no gain counted"));
        }
        AnticipationState::NotNeeded | AnticipationState::Obtained | AnticipationState::Waived => {}
    }
    if let Some(expires) = expires.filter(|e| *e < start) {
        return Some(Text::new(
            format!("expiré le {}, aucun gain", format::date(expires, Lang::Fr)),
            format!("expired on {}, no gain", format::date(expires, Lang::En)),
        ));
    }
    if let Some(date) = a.date.filter(|d| *d > start) {
        return Some(Text::new(
            format!("daté du {}, après le début du projet, aucun gain", format::date(date, Lang::Fr)),
            format!("dated {}, after the start of the project, no gain", format::date(date, Lang::En)),
        ));
    }
    for (covered, needed, unit) in
        [(a.scope.area_ha, facts.number("site.area_ha"), "ha"), (a.scope.power_mva, facts.number("site.power_mva"), "MVA")]
    {
        if let (Some(covered), Some(needed)) = (covered, needed)
            && needed > covered
        {
            let figures = |lang| (format::number(covered, 2, lang), format::number(needed, 2, lang));
            let (fr, en) = (figures(Lang::Fr), figures(Lang::En));
            return Some(Text::new(
                format!("couvre {}\u{a0}{unit}, le projet en demande {}, aucun gain", fr.0, fr.1),
                format!("covers {} {unit}, the project needs {}, no gain", en.0, en.1),
            ));
        }
    }
    let rank = |regime: Option<&str>| REGIMES.iter().position(|r| Some(*r) == regime);
    match (a.scope.icpe.as_deref(), rank(a.scope.icpe.as_deref()), rank(completed.str("site.icpe"))) {
        (Some(_), Some(covered), Some(needed)) if needed > covered => Some(Text::new(
            "étudié pour un régime ICPE plus léger que celui du projet, aucun gain",
            "studied for a lighter ICPE regime than the project's, no gain",
        )),
        (Some(regime), None, _) => Some(Text::new(
            format!("régime ICPE « {regime} » illisible, aucun gain compté"),
            format!("unreadable ICPE regime “{regime}”, no gain counted"),
        )),
        _ => None,
    }
}

/// What must be checked although it counts.
fn reservations(a: &Anticipation, group: &Group, facts: &Facts, start: Date, missing: &mut BTreeSet<String>) -> Vec<Text> {
    let mut found = Vec::new();
    if a.status == Status::Assumed {
        found.push(Text::new("supposé fait d’après la définition du label", "assumed done from the definition of the label"));
    }
    if let Some(lasting) = &group.validity
        && a.state != AnticipationState::NotNeeded
    {
        match a.date {
            None if a.expires.is_none() => found.push(Text::new(
                format!("date non connue, validité ({} mois) à vérifier", lasting.months),
                format!("date not known, validity ({} months) to be checked", lasting.months),
            )),
            Some(date) if lasting.doubtful_after.and_then(|m| later(date, m)).is_some_and(|d| d < start) => found.push(Text::new(
                format!("date du {}, une mise à jour peut être demandée", format::date(date, Lang::Fr)),
                format!("dated {}, an update may be asked for", format::date(date, Lang::En)),
            )),
            _ => {}
        }
    }
    for (covered, key, fr, en) in [
        (
            a.scope.area_ha,
            "site.area_ha",
            "surface du projet inconnue, étendue à vérifier",
            "area of the project unknown, scope to be checked",
        ),
        (
            a.scope.power_mva,
            "site.power_mva",
            "puissance du projet inconnue, étendue à vérifier",
            "power of the project unknown, scope to be checked",
        ),
    ] {
        if covered.is_some() && facts.get(key).is_none() {
            missing.insert(key.to_owned());
            found.push(Text::new(fr, en));
        }
    }
    if a.scope.icpe.is_some() && facts.get("site.icpe").is_none() {
        missing.insert("site.icpe".to_owned());
    }
    found
}

impl Useful<'_> {
    /// Does it make this procedure pointless?
    pub fn covers(&self, procedure: &Procedure, start: Date) -> bool {
        if procedure.group.as_deref() == Some(self.group.id.as_str()) {
            return true;
        }
        let settled = match procedure.covered_after_months {
            Some(months) if self.anticipation.state != AnticipationState::NotNeeded => {
                self.anticipation.date.and_then(|d| later(d, months)).is_some_and(|d| d <= start)
            }
            _ => true,
        };
        settled && procedure.covered_by.contains(&self.group.id)
    }

    /// "renonciation acquise le 3 mai 2020, valable jusqu’au 3 mai 2025 (déclaré)".
    pub fn text(&self) -> Text {
        Text::each(|lang| {
            let fr = lang == Lang::Fr;
            let on = self.anticipation.date.map(|d| format::date(d, lang));
            let mut text = match (self.anticipation.state, on) {
                (AnticipationState::NotNeeded, _) => if fr { "sans objet sur ce site" } else { "not needed on this site" }.to_owned(),
                (AnticipationState::Waived, Some(on)) if fr => format!("renonciation acquise le {on}"),
                (AnticipationState::Waived, Some(on)) => format!("waived on {on}"),
                (AnticipationState::Waived, None) => {
                    if fr { "renonciation acquise, date non connue" } else { "waived, date not known" }.to_owned()
                }
                (_, Some(on)) if fr => format!("fait sur le site le {on}"),
                (_, Some(on)) => format!("done on the site on {on}"),
                (_, None) => if fr { "fait sur le site, date non connue" } else { "done on the site, date not known" }.to_owned(),
            };
            if let Some(expires) = self.expires.map(|e| format::date(e, lang)) {
                text += &if fr { format!(", valable jusqu’au {expires}") } else { format!(", valid until {expires}") };
            }
            text + match (self.anticipation.status, fr) {
                (Status::Assumed, true) => " (supposé, à vérifier)",
                (Status::Assumed, false) => " (assumed, to be checked)",
                (Status::Declared, true) => " (déclaré)",
                (Status::Declared, false) => " (declared)",
                _ => "",
            }
        })
    }
}
