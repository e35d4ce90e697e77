//! Names of the criteria and figures in both languages, strong and weak points, and what the ranking does not know.

use crate::criteria::{Chosen, Kind, Read};
use crate::score::Scored;
use crate::utility::{APPROXIMATE_KM, FAR_KM, LABOUR, MOTORWAY_KM, PRICE_EUR_M2};
use domain::{Lang, Text, format};

impl Kind {
    pub fn id(self) -> &'static str {
        match self {
            Kind::Area => "area",
            Kind::Distance => "distance",
            Kind::Maturity => "maturity",
            Kind::Power => "power",
            Kind::Rail => "rail",
            Kind::Motorway => "motorway",
            Kind::Labour => "labour",
            Kind::Brownfield => "brownfield",
            Kind::Price => "price",
            Kind::Water => "water",
            Kind::Gas => "gas",
        }
    }

    pub fn label(self) -> Text {
        let (fr, en) = match self {
            Kind::Area => ("Surface disponible", "Available area"),
            Kind::Distance => ("Distance à la commune", "Distance from the commune"),
            Kind::Maturity => ("Procédures anticipées", "Procedures anticipated"),
            Kind::Power => ("Puissance électrique", "Electric power"),
            Kind::Rail => ("Embranchement ferroviaire", "Rail siding"),
            Kind::Motorway => ("Échangeur autoroutier", "Motorway junction"),
            Kind::Labour => ("Actifs à 30 minutes", "Workforce within 30 minutes"),
            Kind::Brownfield => ("Réemploi d’une friche", "Reuse of a brownfield"),
            Kind::Price => ("Prix du terrain", "Price of the land"),
            Kind::Water => ("Eau industrielle", "Process water"),
            Kind::Gas => ("Gaz", "Gas"),
        };
        Text::new(fr, en)
    }

    /// How the value becomes a utility. The anchors are assumptions of the project.
    pub fn method(self) -> Text {
        let between = |(best, worst): (f64, f64), unit: &str| {
            let (best, worst) = (figure(best, unit), figure(worst, unit));
            Text::new(
                format!("1 à {}, 0 à {}, en ligne droite (hypothèse)", best.fr, worst.fr),
                format!("1 at {}, 0 at {}, a straight line (assumption)", best.en, worst.en),
            )
        };
        match self {
            Kind::Area | Kind::Power => Text::new(
                "½ quand le besoin est juste couvert, 1 au double (réserve d’extension), en ligne droite (hypothèse)",
                "½ when the need is just covered, 1 at twice the need (room to grow), a straight line (assumption)",
            ),
            Kind::Distance => Text::new(
                format!("1 sur place, 0 à la distance maximale du projet ou, sans elle, à {} (hypothèse)", km(FAR_KM).fr),
                format!("1 on the spot, 0 at the project’s greatest distance or, without one, at {} (assumption)", km(FAR_KM).en),
            ),
            Kind::Maturity => Text::new(
                "part des quatre procédures longues (urbanisme, archéologie, faune et flore, étude d’impact) faites et \
                 valables à la date ; ce que le label promet sans preuve compte entre ½ et 1 (hypothèse)",
                "share of the four long procedures (planning, archaeology, fauna and flora, impact study) done and valid \
                 at the date; what the label promises without proof counts between ½ and 1 (assumption)",
            ),
            Kind::Rail | Kind::Brownfield | Kind::Water | Kind::Gas => Text::new("1 si oui, 0 si non", "1 if yes, 0 if no"),
            Kind::Motorway => between(MOTORWAY_KM, "km"),
            Kind::Labour => between(LABOUR, ""),
            Kind::Price => between(PRICE_EUR_M2, "€/m²"),
        }
    }
}

pub fn number(value: f64, decimals: usize) -> Text {
    Text::each(|lang| format::number(value, decimals, lang))
}

/// A figure with its unit, the same in both languages.
pub fn figure(value: f64, unit: &str) -> Text {
    let space = if unit.is_empty() { "" } else { "\u{a0}" };
    Text::each(|lang: Lang| [&format::number(value, 2, lang), space, unit].concat())
}

pub fn hectares(value: f64) -> Text {
    figure(value, "ha")
}

pub fn km(value: f64) -> Text {
    Text::each(|lang| [&format::number(value, if value < 10.0 { 1 } else { 0 }, lang), "\u{a0}km"].concat())
}

/// Above this utility a known value is a strong point; below its complement, a weak one.
const STRONG: f64 = 2.0 / 3.0;
const POINTS: usize = 3;

fn point(kind: Kind, value: &Text) -> Text {
    let label = kind.label();
    Text::new([&label.fr, " : ", &value.fr].concat(), [&label.en, ": ", &value.en].concat())
}

/// Known values that bring most to the score.
pub fn strengths(reads: &[Read], criteria: &[Chosen]) -> Vec<Text> {
    let mut strong: Vec<(f64, Text)> = pairs(reads, criteria)
        .filter(|(_, read)| read.known && read.middle >= STRONG)
        .filter_map(|(c, read)| Some((c.weight * read.middle, point(c.kind, read.value.as_ref()?))))
        .collect();
    strong.sort_by(|a, b| b.0.total_cmp(&a.0));
    strong.into_iter().take(POINTS).map(|(_, text)| text).collect()
}

/// Known values that cost most, then unknown ones by weight.
pub fn weaknesses(reads: &[Read], criteria: &[Chosen]) -> Vec<Text> {
    let mut weak: Vec<(bool, f64, Text)> = pairs(reads, criteria)
        .filter(|(_, read)| !read.known || read.middle <= 1.0 - STRONG)
        .map(|(c, read)| {
            let shown = read.value.clone().unwrap_or_else(|| Text::new("inconnu", "unknown"));
            (!read.known, c.weight * (1.0 - read.middle), point(c.kind, &shown))
        })
        .collect();
    weak.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    weak.into_iter().take(POINTS).map(|(_, _, text)| text).collect()
}

fn pairs<'r>(reads: &'r [Read], criteria: &'r [Chosen]) -> impl Iterator<Item = (&'r Chosen, &'r Read)> {
    criteria.iter().zip(reads)
}

fn s(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}

/// What is not known of many sites, what is approximate, and whose weights these are.
pub fn limits(criteria: &[Chosen], scored: &[Scored]) -> Vec<Text> {
    let mut limits = Vec::new();
    for (at, criterion) in criteria.iter().enumerate() {
        let (missing, all) = (scored.iter().filter(|s| !s.reads[at].known).count(), scored.len());
        if missing > 0 {
            let label = criterion.kind.label();
            limits.push(Text::new(
                format!("« {} » : inconnu pour {missing} site{} sur {all}.", label.fr, s(missing)),
                format!("“{}”: unknown for {missing} of {all} sites.", label.en),
            ));
        }
    }
    let approximate = scored.iter().filter(|s| s.site.position.is_some_and(|p| p.approximate)).count();
    if approximate > 0 && criteria.iter().any(|c| c.kind == Kind::Distance) {
        let doubt = km(APPROXIMATE_KM);
        limits.push(Text::new(
            format!("Position approchée, au centre de l’intercommunalité, pour {approximate} site{} : distance à {} près (hypothèse).", s(approximate), doubt.fr),
            format!("Position approximate, at the centre of the intercommunality, for {approximate} site{}: distance give or take {} (assumption).", s(approximate), doubt.en),
        ));
    }
    limits.push(Text::new(
        "Les poids sont une hypothèse modifiable : aucune pondération officielle n’a été publiée.",
        "Weights are an assumption that you can change: no official weighting was published.",
    ));
    limits
}
