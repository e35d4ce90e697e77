//! The sentences of the study: each figure with its reason, each limit in plain words.

use super::strengths::{Found, Hangs};
use super::{Considered, Prospect, Study, TerritoryOptions};
use crate::bridge::Reliability;
use crate::country::Quotient;
use crate::entry::{EntryTest, SPAN};
use crate::learned::{Learned, Route};
use crate::score::Scores;
use domain::format::number;
use domain::{Lang, Text};

/// Activities that the bridge cannot tell apart, named.
const ALIKE: usize = 3;

pub(super) fn label(options: &TerritoryOptions, activity: &str) -> Text {
    options.labels.and_then(|labels| labels.get(activity)).cloned().unwrap_or_else(|| Text::same(activity))
}

pub(super) fn strength(study: &Study, p: usize, quotient: &Quotient, expected: f64, hangs: &Hangs, rank: usize) -> Text {
    let (jobs, count) = (study.local.jobs[p], study.local.establishments[p]);
    Text::each(|lang| {
        let n = |value: f64| number(value, 0, lang);
        let q = number(quotient.value, 1, lang);
        let first = match lang {
            Lang::Fr => format!("{} emplois, contre {} avec la répartition nationale ({q} fois plus).", n(jobs), n(expected)),
            Lang::En => format!("{} jobs, against {} with the national mix ({q} times more).", n(jobs), n(expected)),
        };
        format!("{first} {}", hanging(lang, hangs, count, rank))
    })
}

fn hanging(lang: Lang, hangs: &Hangs, count: f64, rank: usize) -> String {
    let (n, q) = (|value: f64| number(value, 0, lang), |value: f64| number(value, 1, lang));
    match (hangs, lang) {
        (Hangs::Untold, Lang::Fr) => {
            "Le nombre d’établissements n’est pas connu partout : on ne peut pas dire ce qu’il en resterait sans le plus gros.".to_owned()
        }
        (Hangs::Untold, Lang::En) => {
            "The number of establishments is not known everywhere: what would remain without the biggest cannot be told.".to_owned()
        }
        (Hangs::No { rank_then }, Lang::Fr) => {
            format!("Elle resterait sans le plus gros établissement, au pire au rang {rank_then} au lieu de {rank}.")
        }
        (Hangs::No { rank_then }, Lang::En) => {
            format!("It would remain without the biggest establishment, at worst at rank {rank_then} instead of {rank}.")
        }
        (Hangs::Perhaps { least, most, rank_then }, Lang::Fr) => format!(
            "Attention : le plus gros établissement compte entre {} et {} emplois (taille non publiée). Sans lui, cette spécialisation passerait du rang {rank} au rang {rank_then} ou plus bas, et pourrait disparaître.",
            n(*least),
            n(*most)
        ),
        (Hangs::Perhaps { least, most, rank_then }, Lang::En) => format!(
            "Mind: the biggest establishment has between {} and {} jobs (its size is not published). Without it this specialisation would go from rank {rank} to rank {rank_then} or lower, and could vanish.",
            n(*least),
            n(*most)
        ),
        (Hangs::Yes { rank_then: None, .. }, Lang::Fr) if count <= 1.0 => {
            format!("Attention : un seul établissement. Sans lui, il n’y a plus rien, et le rang {rank} disparaît.")
        }
        (Hangs::Yes { rank_then: None, .. }, Lang::En) if count <= 1.0 => {
            format!("Mind: a single establishment. Without it nothing is left, and rank {rank} goes.")
        }
        (Hangs::Yes { least, quotient_then, .. }, Lang::Fr) => format!(
            "Attention : elle tient à un établissement d’au moins {} emplois. Sans lui, le quotient tombe à {} ou moins : ce n’est plus une spécialisation.",
            n(*least),
            q(*quotient_then)
        ),
        (Hangs::Yes { least, quotient_then, .. }, Lang::En) => format!(
            "Mind: it hangs on one establishment of at least {} jobs. Without it the quotient falls to {} or less: no longer a specialisation.",
            n(*least),
            q(*quotient_then)
        ),
    }
}

pub(super) fn prospect(study: &Study, prospect: &Prospect, among: usize) -> Text {
    Text::each(|lang| {
        let share = |value: f64| if prospect.density > 0.0 { number(100.0 * value / prospect.density, 0, lang) } else { "0".to_owned() };
        let mut parts: Vec<String> =
            prospect.because.iter().map(|part| named(lang, &part.activity, part.label.get(lang), &share(part.density))).collect();
        if !parts.is_empty() && share(prospect.others.density) != "0" {
            parts.push(match lang {
                Lang::Fr => format!("des autres spécialisations pour {}\u{a0}%", share(prospect.others.density)),
                Lang::En => format!("the other specialisations for {}%", share(prospect.others.density)),
            });
        }
        let (rank, without) = (prospect.rank_of_nearness, prospect.rank_of_nearness_without_biggest);
        let mut text = match (lang, parts.is_empty()) {
            (Lang::Fr, true) => "Rien de ce que fait le territoire n’en est proche.".to_owned(),
            (Lang::En, true) => "Nothing that the territory does is near it.".to_owned(),
            (Lang::Fr, false) => format!("{} sur {among} par la proximité, qui vient de {}.", nth(lang, rank), parts.join(", ")),
            (Lang::En, false) => format!("Number {rank} of {among} by nearness, which comes from {}.", parts.join(", ")),
        };
        if without != rank {
            text += &match lang {
                Lang::Fr => format!(" Sans les spécialisations qui tiennent à un seul établissement : {}.", nth(lang, without)),
                Lang::En => format!(" Without the specialisations that hang on one establishment: {}.", nth(lang, without)),
            };
        }
        if prospect.quotient >= study.learned.options.analysis.threshold {
            text += &match lang {
                Lang::Fr => format!(
                    " Déjà présente ({} emplois), sans qu’on soit sûr que ce soit plus qu’ailleurs.",
                    number(prospect.jobs, 0, lang)
                ),
                Lang::En => format!(" Already here ({} jobs), not surely more than elsewhere.", number(prospect.jobs, 0, lang)),
            };
        }
        if prospect.found_in < study.options.floor.places {
            let (found, floor) = (prospect.found_in, study.options.floor.places);
            text += &match lang {
                Lang::Fr => format!(
                    " Proximité non notée : la matrice ne connaît que {found} lieux spécialisés dans cette activité, il en faut {floor}."
                ),
                Lang::En => {
                    format!(" Nearness not scored: the matrix knows only {found} places specialised in this activity, {floor} are needed.")
                }
            };
        }
        if let Some(reach) = study.learned.reliability.get(&prospect.activity) {
            text += &bridged(lang, reach);
        }
        text
    })
}

fn nth(lang: Lang, rank: usize) -> String {
    match (lang, rank) {
        (Lang::Fr, 1) => "1ʳᵉ".to_owned(),
        (Lang::Fr, _) => format!("{rank}ᵉ"),
        (Lang::En, _) => format!("number {rank}"),
    }
}

/// What the bridge of the external route could not tell.
fn bridged(lang: Lang, reach: &Reliability) -> String {
    let (products, exclusive) = (reach.products, number(100.0 * reach.exclusive, 0, lang));
    let mut alike = reach.alike.iter().take(ALIKE).cloned().collect::<Vec<_>>().join(", ");
    if reach.alike.len() > ALIKE {
        alike += "…";
    }
    match (lang, reach.alike.is_empty(), reach.exclusive < 0.5) {
        (Lang::Fr, false, _) if reach.alike.len() == 1 => format!(" Le commerce extérieur ne la distingue pas de {alike}."),
        (Lang::En, false, _) if reach.alike.len() == 1 => format!(" Foreign trade cannot tell it from {alike}."),
        (Lang::Fr, false, _) => format!(" Le commerce extérieur ne la distingue pas de {} autres activités ({alike}).", reach.alike.len()),
        (Lang::En, false, _) => format!(" Foreign trade cannot tell it from {} other activities ({alike}).", reach.alike.len()),
        (Lang::Fr, true, true) => format!(" Passerelle fragile : {exclusive}\u{a0}% de ses {products} produits ne mènent qu’à elle."),
        (Lang::En, true, true) => format!(" Weak bridge: {exclusive}% of its {products} products lead to it alone."),
        (_, true, false) => String::new(),
    }
}

fn named(lang: Lang, code: &str, label: &str, share: &str) -> String {
    let name = if code == label { code.to_owned() } else { format!("{label} ({code})") };
    match lang {
        Lang::Fr => format!("{name} pour {share}\u{a0}%"),
        Lang::En => format!("{name} for {share}%"),
    }
}

/// What the entry test is worth, beside guesses that use no relatedness.
fn entry(lang: Lang, from: i16, to: i16, test: &EntryTest) -> String {
    let n = |share: f64| number(100.0 * share, 0, lang);
    let (near, ubiquity, size) = (n(test.relative), n(test.ubiquity), n(test.size));
    let [hit, common, base] = [test.hit_rate, test.hit_rate_of_common, test.base_rate].map(|rate| number(100.0 * rate, 1, lang));
    match lang {
        Lang::Fr => format!(
            "Mise à l’épreuve, de {from} à {to} : une activité arrivée était plus proche qu’une autre {near} fois sur 100 (50 au hasard ; {ubiquity} en devinant par la fréquence de l’activité, {size} par la taille du lieu). Des dix plus proches, {hit}\u{a0}% sont arrivées, contre {common}\u{a0}% des dix plus fréquentes et {base}\u{a0}% de toutes. Règle : {SPAN} ans d’écart ou, à défaut, l’année tenue la plus ancienne depuis."
        ),
        Lang::En => format!(
            "Put to the test, from {from} to {to}: an activity that came was nearer than another {near} times in 100 (50 by luck; {ubiquity} by guessing from how common the activity is, {size} from the size of the place). Of the ten nearest, {hit}% came, against {common}% of the ten most common and {base}% of all. Rule: {SPAN} years apart or, failing that, the oldest year held since."
        ),
    }
}

/// Why nothing says what nearness is worth.
fn untested(learned: &Learned, earlier: Option<i16>) -> Text {
    match (earlier, learned.route, learned.year) {
        (None, ..) => Text::new(
            format!(
                "Proximité non mise à l’épreuve : les emplois d’une seule année sont tenus, il en faut une autre, à {SPAN} ans au plus."
            ),
            format!("Nearness is not put to the test: jobs of one year alone are held, it takes another, {SPAN} years before at most."),
        ),
        (Some(from), Route::External, Some(year)) if year > from => Text::new(
            format!("Proximité non mise à l’épreuve : apprise sur le commerce de {year}, elle aurait vu ce qui est arrivé depuis {from}."),
            format!("Nearness is not put to the test: learned on trade of {year}, it would have seen what came since {from}."),
        ),
        (Some(_), Route::External, None) => Text::new(
            "Proximité non mise à l’épreuve : l’année du commerce dont elle est apprise n’est pas dite.",
            "Nearness is not put to the test: the year of the trade that it is learned on is not told.",
        ),
        (Some(from), ..) => Text::new(
            format!("Proximité non mise à l’épreuve : aucune activité n’est arrivée depuis {from}, ou toutes."),
            format!("Nearness is not put to the test: no activity came since {from}, or all did."),
        ),
    }
}

/// Why the table of branches says nothing here, to follow a colon.
fn no_branches(options: &TerritoryOptions) -> Text {
    match (options.input_output, options.partial) {
        (None, _) => Text::new(
            "aucun tableau entrées-sorties n’est importé (« rebond import input-output FICHIER »)",
            "no input–output table is imported (“rebond import input-output FILE”)",
        ),
        (Some(_), true) => Text::new(
            "les emplois importés sont ceux de moins de la moitié des communes, et prendre une partie du pays pour le tout rendrait les montants trop hauts (importer le fichier de tout le pays, « rebond import urssaf --download » ou « rebond import flores --download »)",
            "the jobs imported are those of less than half of the communes, and taking a part of the country for the whole would make the amounts too high (import the file of the whole country, “rebond import urssaf --download” or “rebond import flores --download”)",
        ),
        (Some(_), false) => {
            Text::new("le tableau entrées-sorties ne donne pas de multiplicateur ici", "the input–output table gives no multiplier here")
        }
    }
}

pub(super) fn without_gaps(options: &TerritoryOptions) -> Text {
    let why = no_branches(options);
    Text::new(format!("Achats ailleurs non chiffrés : {}.", why.fr), format!("Purchases elsewhere not put in figures: {}.", why.en))
}

/// One sentence for each figure that no line has, or that some lines lack.
pub(super) fn missing(study: &Study, scores: &[Scores], no_skills: Option<Text>) -> Vec<Text> {
    let options = study.options;
    let none = |given: bool, absent: (&str, &str), empty: (&str, &str)| {
        if given { Text::new(empty.0, empty.1) } else { Text::new(absent.0, absent.1) }
    };
    let empty = ("les données importées ne disent rien de ces activités", "the imported data say nothing of these activities");
    let why = [
        none(
            options.needs.is_some(),
            ("aucun commerce extérieur par produit n’est importé", "no foreign trade by product is imported"),
            empty,
        ),
        none(
            true,
            empty,
            ("la matrice connaît trop peu de lieux pour ces activités", "the matrix knows too few places for these activities"),
        ),
        no_skills.unwrap_or_else(|| Text::new(empty.0, empty.1)),
        match options.reception {
            Some(of) if of.values().any(|r| r.counts) => Text::new(empty.0, empty.1),
            Some(_) => Text::new(
                "rien d’importé ne dit ce que chaque activité demande d’un site, et la note serait la même pour toutes (« rebond import site-needs FICHIER »)",
                "nothing imported says what each activity asks of a site, and the figure would be the same for all (“rebond import site-needs FILE”)",
            ),
            None => Text::new("aucun site du territoire n’est connu", "no site of the territory is known"),
        },
        no_branches(options),
    ];
    let names =
        [("Besoin", "Need"), ("Proximité", "Proximity"), ("Compétences", "Skills"), ("Accueil", "Reception"), ("Retombées", "Return")];
    let told = |k: usize| {
        let unknown = scores.iter().filter(|s| s.list()[k].is_none()).count();
        let ((fr, en), n) = (names[k], scores.len());
        match unknown {
            0 if n > 0 => None,
            _ if unknown == n => Some(Text::new(
                format!("{fr} : inconnu, {}. Son poids est réparti sur les autres.", why[k].fr),
                format!("{en}: unknown, {}. Its weight is shared over the others.", why[k].en),
            )),
            _ => Some(Text::new(
                format!("{fr} : inconnu pour {unknown} activités sur {n} ; leur total se fait sur les autres notes."),
                format!("{en}: unknown for {unknown} activities of {n}; their total is made of the other figures."),
            )),
        }
    };
    let mut missing: Vec<Text> = (0..names.len()).filter_map(told).collect();
    let known = (0..names.len()).filter(|k| scores.iter().any(|s| s.list()[*k].is_some())).count();
    if known == 1 {
        missing.push(Text::new(
            "Une seule note est connue : changer les poids ne change pas le rang.",
            "A single figure is known: moving the weights does not move the rank.",
        ));
    }
    missing
}

pub(super) fn limits(study: &Study, found: &Found) -> Vec<Text> {
    let (national, learned, local, floor) = (study.national, study.learned, study.local, study.options.floor);
    let mut limits = Vec::new();
    if national.synthetic || learned.synthetic || study.options.synthetic() {
        limits.push(Text::new(
            "Des données sont synthétiques : rien ici ne décrit la réalité.",
            "Some data are synthetic: nothing here describes reality.",
        ));
    }
    limits.push(Text::new(
        "Ce classement n’est pas une prévision : il dit ce qui est proche, utile et possible, pas ce qui viendra.",
        "This ranking is no forecast: it tells what is near, useful and possible, not what will come.",
    ));
    limits.push(match (&learned.entry, &national.earlier) {
        (Some((from, test)), _) => Text::each(|lang| entry(lang, *from, national.year, test)),
        (None, earlier) => untested(learned, earlier.as_deref().map(|earlier| earlier.year)),
    });
    if !national.scope.is_empty() {
        limits.push(national.scope.clone());
    }
    limits.extend(super::skilled::counted(study));
    limits.push(Text::each(|lang| {
        let (jobs, share) = (number(floor.jobs, 0, lang), number(100.0 * floor.discoveries, 0, lang));
        match lang {
            Lang::Fr => format!("Une spécialisation demande au moins {jobs} emplois et moins de {share}\u{a0}% de chances d’être un hasard ; un gros employeur passe facilement ce test."),
            Lang::En => format!("A specialisation takes at least {jobs} jobs and less than a {share}% chance of being luck; one large employer passes that test easily."),
        }
    }));
    if !national.sizes.is_empty() {
        limits.push(Text::new(
            "La taille du plus gros employeur est bornée par les tranches du répertoire des établissements, d’une autre date que les emplois : là où les deux se contredisent, seuls les emplois comptent.",
            "The size of the biggest employer is bounded by the bands of the register of establishments, of another date than the jobs: where the two contradict each other, only the jobs count.",
        ));
    }
    if local.withheld > 0 {
        let change = (0..found.present.len()).filter(|p| found.least[*p] != found.most[*p]).count();
        limits.push(Text::new(
            format!("Cases couvertes par le secret statistique : {}. Spécialisations qui pourraient en dépendre : {change}. Les bornes supposent que ces établissements ne dépassent pas la plus grande taille moyenne connue de leur activité.", local.withheld),
            format!("Cells withheld for statistical secrecy: {}. Specialisations that could depend on them: {change}. Bounds assume that these establishments are no larger than the largest known mean of their activity.", local.withheld),
        ));
    }
    let unbounded: Vec<&str> =
        study.country.activities.iter().zip(&study.country.hidden).filter(|(_, most)| most.is_none()).map(|(id, _)| id.as_str()).collect();
    if !unbounded.is_empty() {
        let names = unbounded.join(", ");
        limits.push(Text::new(
            format!("Activités dont rien ne borne les cases secrètes, laissées hors des totaux dont viennent les bornes : {names}."),
            format!("Activities whose withheld cells nothing bounds, left out of the totals that the bounds come from: {names}."),
        ));
    }
    if !local.absent.is_empty() {
        let n = local.absent.len();
        limits.push(match n {
            1 => {
                Text::new("La source ne dit rien d’une commune du territoire.", "The source says nothing of one commune of the territory.")
            }
            _ => Text::new(
                format!("La source ne dit rien de {n} communes du territoire."),
                format!("The source says nothing of {n} communes of the territory."),
            ),
        });
    }
    let outside = found.list.iter().filter(|(p, _)| learned.activity(&study.country.activities[*p]).is_none()).count();
    if outside > 0 {
        let all = found.list.len();
        limits.push(Text::new(
            format!(
                "{outside} spécialisations sur {all} n’ont pas de place dans la matrice de proximité : elles n’expliquent rien de proche."
            ),
            format!("{outside} specialisations of {all} have no place in the proximity matrix: they explain nothing near."),
        ));
    }
    limits.push(match learned.route {
        Route::Internal => Text::new("Proximité apprise sur des zones françaises ; une complexité apprise sur des zones, et non sur le commerce mondial, n’a pas été validée.", "Proximity is learned on French zones; a complexity learned on zones, and not on world trade, has not been validated."),
        Route::External => Text::new("Proximité et complexité apprises sur le commerce mondial de biens : les services n’y sont pas, et la passerelle entre nomenclatures confond des activités voisines.", "Proximity and complexity are learned on world trade in goods: services are not in it, and the bridge between nomenclatures merges neighbouring activities."),
    });
    limits.extend(study.options.branches().and_then(|table| match table.domestic {
        Some(true) => None,
        Some(false) => Some(Text::new(
            "Le tableau entrées-sorties compte aussi ce que les branches achètent à l’étranger : une part locale lui est prêtée, la fuite est donc basse et les retombées hautes.",
            "The input–output table also counts what branches buy abroad: a local part is lent to it, so the leak is low and the return high.",
        )),
        None => Some(Text::new(
            "Le tableau entrées-sorties importé ne dit pas s’il compte les achats à l’étranger : le réimporter avec « --domestic » ou « --total ».",
            "The input–output table imported does not say whether it counts purchases abroad: import it again with “--domestic” or “--total”.",
        )),
    }));
    limits.extend(study.options.branches().and_then(|table| match (table.home_demand.is_empty(), study.options.residents) {
        (false, Some(_)) => Some(Text::new(
            "Demande finale non servie : celle du pays (ménages, administrations, investissement ; exportations exclues) est partagée selon le nombre d’habitants, car personne ne la mesure par territoire.",
            "Final demand not met: that of the country (households, government, investment; exports excluded) is shared by the number of inhabitants, as nobody measures it by territory.",
        )),
        (true, Some(_)) => Some(Text::new(
            "Le tableau entrées-sorties importé ne dit pas la demande finale hors exportations : la part qu’on n’en sert pas ici est inconnue (colonnes « demande finale » et « exportations »).",
            "The input–output table imported does not tell final demand without exports: the part of it that is not met here is unknown (columns `final demand` and `exports`).",
        )),
        (_, None) => None,
    }));
    if study.options.considered == Considered::Manufacturing {
        limits.push(Text::new(
            "Seules les activités de fabrication (divisions 10 à 33 de la NAF) sont proposées ; toutes comptent dans ce qui est proche.",
            "Only manufacturing activities (NAF divisions 10 to 33) are proposed; all count in what is near.",
        ));
    }
    limits
}
