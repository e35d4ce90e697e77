//! Names of the criteria and figures in both languages, strong and weak points, and what the ranking does not know.

use crate::criteria::{Ask, Chosen, Read, Reading, Spec};
use crate::score::Scored;
use crate::utility::{APPROXIMATE_KM, FAR_KM};
use domain::{Lang, Rate, Text, format};

impl Spec {
    /// How the value becomes a utility. The anchors are assumptions of the project.
    pub fn method(&self) -> Text {
        let fits = Text::new(
            "½ quand le besoin est juste couvert, 1 au double (réserve d’extension), en ligne droite (hypothèse)",
            "½ when the need is just covered, 1 at twice the need (room to grow), a straight line (assumption)",
        );
        match self.reading {
            Reading::Area | Reading::Room => fits,
            Reading::Distance => Text::new(
                format!("1 sur place, 0 à la distance maximale du projet ou, sans elle, à {} (hypothèse)", km(FAR_KM).fr),
                format!("1 on the spot, 0 at the project’s greatest distance or, without one, at {} (assumption)", km(FAR_KM).en),
            ),
            Reading::Maturity => Text::new(
                "part des quatre procédures longues (urbanisme, archéologie, faune et flore, étude d’impact) faites et \
                 valables à la date ; ce que le label promet sans preuve compte entre ½ et 1 (hypothèse)",
                "share of the four long procedures (planning, archaeology, fauna and flora, impact study) done and valid \
                 at the date; what the label promises without proof counts between ½ and 1 (assumption)",
            ),
            Reading::Yes => Text::new("1 si oui, 0 si non", "1 if yes, 0 if no"),
            Reading::No => Text::new("1 si non, 0 si oui", "1 if no, 0 if yes"),
            Reading::Line { worst, best } => {
                let (best, worst) = (self.said(best, best), self.said(worst, worst));
                let (fr, en) = match self.ask {
                    Ask::AtLeast(_) => (
                        " ; si le projet dit son besoin, ½ quand il est juste couvert et 1 au double",
                        "; if the project says its need, ½ when it is just covered and 1 at twice",
                    ),
                    Ask::AtMost(_) => {
                        (" ; 0 à la limite du projet quand il en donne une", "; 0 at the limit of the project when it gives one")
                    }
                    _ => ("", ""),
                };
                Text::new(
                    format!("1 à {}, 0 à {}, en ligne droite (hypothèse){fr}", best.fr, worst.fr),
                    format!("1 at {}, 0 at {}, a straight line (assumption){en}", best.en, worst.en),
                )
            }
        }
    }
}

/// A figure with its unit.
pub fn written(value: f64, unit: &str, lang: Lang) -> String {
    let mut text = format::number(value, 2, lang);
    if !unit.is_empty() {
        text.push('\u{a0}');
        text.push_str(unit);
    }
    text
}

pub fn hectares(value: f64) -> Text {
    Text::each(|lang| written(value, "ha", lang))
}

pub fn km(value: f64) -> Text {
    Text::each(|lang| [&format::number(value, if value < 10.0 { 1 } else { 0 }, lang), "\u{a0}km"].concat())
}

/// Above this utility a known value is a strong point; below its complement, a weak one.
const STRONG: f64 = 2.0 / 3.0;
const POINTS: usize = 3;

fn point(spec: &Spec, value: &Text) -> Text {
    Text::new([spec.label.0, " : ", &value.fr].concat(), [spec.label.1, ": ", &value.en].concat())
}

/// Known values that bring most to the score.
pub fn strengths(reads: &[Read], values: &[Option<Text>], criteria: &[Chosen]) -> Vec<Text> {
    let mut strong: Vec<(f64, &Spec, &Text)> = told(reads, values, criteria)
        .filter(|(_, read, _)| read.known && read.middle >= STRONG)
        .filter_map(|(c, read, value)| Some((c.weight * read.middle, c.spec, value?)))
        .collect();
    strong.sort_by(|a, b| b.0.total_cmp(&a.0));
    strong.into_iter().take(POINTS).map(|(_, spec, value)| point(spec, value)).collect()
}

/// Known values that cost most, then unknown ones by weight.
pub fn weaknesses(reads: &[Read], values: &[Option<Text>], criteria: &[Chosen]) -> Vec<Text> {
    let mut weak: Vec<(bool, f64, &Spec, Option<&Text>)> = told(reads, values, criteria)
        .filter(|(_, read, _)| !read.known || read.middle <= 1.0 - STRONG)
        .map(|(c, read, value)| (!read.known, c.weight * (1.0 - read.middle), c.spec, value))
        .collect();
    weak.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let said = |spec: &Spec, value: Option<&Text>| match value {
        Some(value) => point(spec, value),
        None => point(spec, &Text::new("inconnu", "unknown")),
    };
    weak.into_iter().take(POINTS).map(|(_, _, spec, value)| said(spec, value)).collect()
}

/// Whoever puts the site first weighs these criteria more than others do: SMAA-2's central weights in a sentence.
pub fn chosen_by(central: &[f64], mean: &[f64], criteria: &[Chosen]) -> Text {
    let mut more: Vec<(f64, usize)> = central.iter().zip(mean).map(|(c, m)| c - m).zip(0..).filter(|(d, _)| *d >= TELLING).collect();
    more.sort_by(|a, b| b.0.total_cmp(&a.0));
    more.truncate(2);
    if more.is_empty() {
        return Text::new("Choisi sous des poids de toutes sortes.", "Chosen under weights of all kinds.");
    }
    let said = |lang: Lang| {
        let share = |w: f64| format::percent(Rate((w * 100.0).round() as u32 * 100), lang);
        let one = |at: usize| match lang {
            Lang::Fr => format!("« {} » ({} en moyenne, contre {})", criteria[at].spec.label.0, share(central[at]), share(mean[at])),
            Lang::En => format!("“{}” ({} on average, against {})", criteria[at].spec.label.1, share(central[at]), share(mean[at])),
        };
        more.iter().map(|(_, at)| one(*at)).collect::<Vec<_>>().join(if lang == Lang::Fr { " et à " } else { " and " })
    };
    Text::new(
        format!("Choisi surtout par qui donne plus de poids à {}.", said(Lang::Fr)),
        format!("Chosen mostly by those who give more weight to {}.", said(Lang::En)),
    )
}

/// Differences of mean weight smaller than this are noise of the draws.
const TELLING: f64 = 0.02;

type Told<'r> = (&'r Chosen, &'r Read<'r>, Option<&'r Text>);

/// Each criterion with what it read, and that in words.
fn told<'r>(reads: &'r [Read<'r>], values: &'r [Option<Text>], criteria: &'r [Chosen]) -> impl Iterator<Item = Told<'r>> {
    criteria.iter().zip(reads).zip(values).map(|((criterion, read), value)| (criterion, read, value.as_ref()))
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
            let label = criterion.spec.label();
            limits.push(Text::new(
                format!("« {} » : inconnu pour {missing} site{} sur {all}.", label.fr, s(missing)),
                format!("“{}”: unknown for {missing} of {all} sites.", label.en),
            ));
        }
    }
    let approximate = scored.iter().filter(|s| s.site.position.is_some_and(|p| p.approximate)).count();
    if approximate > 0 && criteria.iter().any(|c| c.spec.reading == Reading::Distance) {
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
