//! A rich dossier written by hand: every state, status and kind of row that a page can meet. Figures are illustrations.

use domain::*;
use factory::{Dossier, Missing, Place, Station, StationId, StationState, TerritoryRef};
use locate::{Contribution, Criterion, Exclusion, Ranked, Ranking};
use programmes::MeasureKind;
use qualify::{Amount, Qualification, Question, Reason, UsedFact, Verdict};

fn day(y: i16, m: i8, d: i8) -> Date {
    Date::new(y, m, d).expect("a date of the sample")
}

fn euros(amount: i64) -> Cents {
    Cents::euros(amount)
}

fn both(fr: &str, en: &str) -> Text {
    Text::new(fr, en)
}

pub fn law(title: &str, article: &str) -> Source {
    Source::new(title, Mark::Verified).article(article)
}

fn sources() -> Vec<Source> {
    let mut fund = law("Bpifrance, fonds d’accélération des investissements industriels, page du dispositif", "conditions, 2");
    fund.url = Some("https://www.bpifrance.fr/catalogue-offres/fonds-acceleration-investissements-industriels-territoires".into());
    fund.date = Some(day(2020, 9, 1));
    vec![
        fund,
        law("Règlement (UE) n° 651/2014 (RGEC)", "art. 14"),
        law("Règlement (UE) n° 1407/2013 de minimis", "art. 3, § 2"),
        law("Code général des collectivités territoriales", "L1111-10 III"),
        law("Code de l’urbanisme", "R423-23"),
        law("Code de l’environnement", "L181-9"),
        Source::new("Table des sites clés en main du projet", Mark::Partial),
        Source::new("Durées de référence du projet", Mark::Assumed),
        Source::new("Bilan 2019 déposé au greffe", Mark::Verified),
    ]
}

fn facts() -> Facts {
    let mut facts = Facts::default();
    let mut declare = |key: &str, value: Value| facts.set(key, Datum::declared(value));
    declare("project.naf", Value::Code("22.22Z".into()));
    declare("project.commune", Value::Code("71076".into()));
    declare("project.cost", Value::Money(euros(12_000_000)));
    declare("project.kind", Value::Code("extension".into()));
    declare("project.jobs_created", Value::Number(48.0));
    declare("project.started", Value::Bool(false));
    declare("site.needed", Value::Bool(true));
    declare("site.area_ha", Value::Number(4.5));
    declare("site.rail", Value::Bool(true));
    declare("holder.kind", Value::Code("company".into()));
    declare("holder.name", Value::Text("Préformes de Saône".into()));
    declare("custom.note", Value::Text("=SOMME(A1:A9) n’est pas une formule".into()));
    facts.set("holder.headcount", Datum { value: Value::Number(142.0), status: Status::Verified, source: Some(sources()[8].clone()) });
    facts.set("project.eligible_cost", Datum { value: Value::Money(euros(11_200_000)), status: Status::Computed, source: None });
    facts.set("place.ti_phase1", Datum { value: Value::Bool(true), status: Status::Verified, source: Some(Source::new("Liste des Territoires d’industrie", Mark::Verified)) });
    facts
}

fn used(key: &str, fr: &str, en: &str, value: Option<Text>, status: Option<Status>) -> Option<UsedFact> {
    Some(UsedFact { key: key.into(), label: both(fr, en), value, status, source: None })
}

fn leaf(answer: Answer, label: Text, because: Text, used: Option<UsedFact>, source: usize) -> Reason {
    Reason { answer, label, because, used: used.map(Into::into), priority: false, judged: false, source: Some(sources()[source].clone().into()), parts: vec![] }
}

fn qualification() -> Qualification {
    let cost = leaf(
        Answer::Met,
        both("Les dépenses atteignent 400 000 €", "Costs reach €400,000"),
        both("11 200 000 € ≥ 400 000 €", "€11,200,000 ≥ €400,000"),
        used("project.eligible_cost", "Dépenses éligibles", "Eligible costs", Some(both("11 200 000 €", "€11,200,000")), Some(Status::Computed)),
        0,
    );
    let started = leaf(
        Answer::Met,
        both("Le projet n’a pas commencé avant le dépôt", "The project has not started before filing"),
        both("non commencé", "not started"),
        used("project.started", "Projet commencé", "Project started", Some(both("non", "no")), Some(Status::Declared)),
        1,
    );
    let group_size = leaf(
        Answer::Unknown,
        both("Le groupe compte moins de 250 personnes", "The group has fewer than 250 people"),
        both("effectif du groupe inconnu", "headcount of the group unknown"),
        used("holder.size", "Taille", "Size", None, None),
        2,
    );
    let nonprofit = leaf(
        Answer::NotMet,
        both("Le porteur est à but non lucratif", "The holder is non-profit"),
        both("une entreprise n’est pas à but non lucratif", "a company is not non-profit"),
        used("holder.kind", "Porteur", "Holder", Some(both("une entreprise", "a company")), Some(Status::Declared)),
        2,
    );
    let zone = Reason { priority: true, ..leaf(Answer::Met, both("Le projet est en Territoire d’industrie", "The project is in a Territoire d’industrie"), both("Grand Chalon, phase 1", "Grand Chalon, phase 1"), None, 0) };
    let group = Reason { answer: Answer::Unknown, label: both("L’une au moins :", "At least one of:"), because: Text::default(), used: None, priority: false, judged: false, source: None, parts: vec![group_size.clone(), zone.clone()] };
    let amount = |least: Option<i64>, most: Option<i64>, fr: &str, en: &str| Amount { least: least.map(euros), most: most.map(euros), because: both(fr, en) };
    let verdict = |measure: &str, name: Text, kind, answer, reasons: Vec<Reason>, amount| Verdict {
        programme: "pack-rebond-2020".into(),
        measure: measure.into(),
        name,
        operators: vec!["Bpifrance".into()],
        kind,
        answer,
        missing: if answer == Answer::Unknown { vec!["holder.turnover".into()] } else { vec![] },
        reasons,
        amount,
        documents: vec![both("Liasses fiscales des deux derniers exercices", "Tax returns of the last two years"), both("Attestation de régularité", "Certificate of good standing")],
        unstated: if answer == Answer::Met { vec![both("Le taux exact n’est publié par aucune source lue.", "No source read gives the exact rate.")] } else { vec![] },
    };
    let question = |key: &str, fr: &str, en: &str, unlocks: i64, because: Text| Question {
        key: key.into(), question: both(fr, en), measures: vec!["accelerateur".into(), "vte".into()], settles: 2, unlocks: euros(unlocks), because,
    };
    Qualification {
        judged_on: day(2020, 9, 15),
        verdicts: vec![
            verdict("fonds", both("Fonds d’accélération des investissements industriels dans les territoires", "Fund for faster industrial investment in the territories"), MeasureKind::Grant, Answer::Met, vec![cost, started.clone(), zone], amount(None, Some(1_680_000), "15 % des dépenses éligibles, au plus 800 000 € hors zone", "15% of eligible costs, €800,000 at most outside the zone")),
            verdict("vte", both("VTE en Territoire d’industrie", "VTE in a Territoire d’industrie"), MeasureKind::Grant, Answer::Met, vec![started], amount(Some(4_000), Some(4_000), "forfait par contrat", "flat sum per contract")),
            verdict("accelerateur", both("Accélérateur PME", "SME accelerator"), MeasureKind::Support, Answer::Unknown, vec![group], amount(Some(6_000), Some(10_000), "selon l’effectif", "by headcount")),
            verdict("ecole", both("École de production, investissement", "Production school, investment"), MeasureKind::Training, Answer::NotMet, vec![nonprofit], amount(None, None, "sans objet", "not applicable")),
        ],
        questions: vec![
            question("holder.turnover", "Quel est le chiffre d’affaires du groupe ?", "What is the turnover of the group?", 804_000, both("ouvre 2 mesures, jusqu’à 804 000 €", "opens 2 measures, up to €804,000")),
            question("vte.level", "Quel est le niveau d’études du jeune recruté ?", "What is the degree of the young recruit?", 0, both("règle 1 mesure", "settles 1 measure")),
        ],
    }
}

fn ranking() -> Ranking {
    let criteria = [("area", "Surface", "Area", 0.3), ("rail", "Fer", "Rail", 0.2), ("power", "Puissance électrique", "Power", 0.25), ("maturity", "Procédures anticipées", "Anticipated procedures", 0.25)];
    let towns = [("SaôneOr", "Chalon-sur-Saône", "71", 46.81, 4.86), ("Zone du port industriel", "Dunkerque", "59", 51.01, 2.28), ("Parc des Industries Artois-Flandres", "Douvrin", "62", 50.5, 2.83), ("Technoland", "Brognard", "25", 47.53, 6.87), ("Plateforme de Chalampé", "Chalampé", "68", 47.82, 7.54), ("Grand-Port", "Saint-Pierre", "974", -21.3, 55.4)];
    let ranked = towns.iter().enumerate().map(|(i, (name, commune, department, lat, lon))| {
        let score = 82.4 - 7.3 * i as f64;
        Ranked {
            rank: i + 1,
            site: domain::name::slug(name),
            name: (*name).into(),
            commune: (*commune).into(),
            department: (*department).into(),
            labels: vec!["2020-01".into()],
            position: Some(Position { lat: *lat, lon: *lon, approximate: i == 3 }),
            score,
            score_low: score - 6.0 - i as f64,
            score_high: (score + 5.0 + i as f64).min(100.0),
            contributions: criteria.iter().enumerate().map(|(k, (id, fr, en, weight))| {
                let unknown = *id == "power" && i % 2 == 0;
                let utility = (!unknown).then_some((0.95 - 0.1 * ((i + k) % 4) as f64).max(0.1));
                Contribution {
                    criterion: (*id).into(),
                    answer: if unknown { Answer::Unknown } else { Answer::Met },
                    value: (!unknown).then(|| both(&format!("{fr} : {} sur 10", 9 - k), &format!("{en}: {} of 10", 9 - k))),
                    utility,
                    points: weight * utility.unwrap_or(0.5) * 100.0,
                    status: (!unknown).then_some(if k == 0 { Status::Verified } else { Status::Declared }),
                    confidence: None,
                    source: (!unknown).then(|| sources()[6].clone()),
                }
            }).collect(),
            strengths: vec![both("procédures purgées", "procedures cleared"), both("embranchement fer en service", "rail siding in use")],
            weaknesses: vec![both("puissance disponible inconnue", "available power unknown")],
            known: 9 - i,
            total: 12,
            first_share: if i == 0 { 0.81 } else { 0.06 },
            top3_share: if i < 3 { 0.94 - 0.2 * i as f64 } else { 0.1 },
            robustness: Default::default(),
            to_check: vec![both("12 MVA demandés : puissance du poste source non connue", "12 MVA asked: power of the substation not known")],
            would_change: vec![both("perd sa place si le poids du prix dépasse 40 %", "loses its rank if the weight of price exceeds 40%")],
        }
    });
    Ranking {
        read: 85,
        criteria: criteria.iter().map(|(id, fr, en, weight)| Criterion { id: (*id).into(), label: both(fr, en), weight: *weight, interval: None, method: both("croît jusqu’au double du besoin", "grows up to twice the need") }).collect(),
        aside: vec![],
        excluded: (1..=30).map(|i| Exclusion { site: format!("site-{i}"), name: format!("Zone d’activités n° {i}"), reasons: vec![both(&format!("{i} dixièmes d’hectare libres, 4,5 ha demandés"), &format!("{i} tenths of a hectare free, 4.5 ha asked"))] }).collect(),
        ranked: ranked.collect(),
        draws: 2_000,
        seed: 7,
        margin: None,
        limits: vec![both("La puissance électrique n’est connue que de 3 sites sur 6.", "Power is known of 3 sites out of 6 only.")],
    }
}

fn calendar() -> schedule::Calendar {
    let opening = |p50, p90| schedule::Opening { decision_months: 7.2, months: 9.1, date: p50, p10: day(2021, 4, 20), p50, p90 };
    let task = |id: &str, fr: &str, en: &str, start: Date, finish: Date, latest: Date, critical: bool, source: usize| schedule::Task {
        id: id.into(), name: both(fr, en), after: vec![], optimistic: 2.0, likely: 3.0, pessimistic: 6.0, expected: 3.33,
        earliest_start: start, earliest_finish: finish, latest_finish: latest, float_months: if critical { 0.0 } else { 1.5 }, critical,
        criticality: if critical { 0.92 } else { 0.08 }, waits_months: 0.0, waits_for: None, anticipated: None, anticipated_status: None, under_way: None, legal: None, source: sources()[source].clone(),
    };
    let mut inventory = task("FF4S", "Inventaire faune-flore, quatre saisons", "Four-season fauna and flora survey", day(2020, 10, 1), day(2020, 10, 1), day(2020, 12, 1), false, 7);
    inventory.expected = 0.0;
    inventory.anticipated = Some(both("déjà fait, valable jusqu’au 3 mai 2023", "already done, valid until 3 May 2023"));
    inventory.anticipated_status = Some(Status::Declared);
    let mut study = task("EI", "Étude d’impact", "Impact study", day(2020, 10, 1), day(2021, 1, 5), day(2021, 1, 5), true, 5);
    study.legal = Some(both("avis de l’autorité environnementale sous 2 mois", "opinion of the environmental authority within 2 months"));
    let mut exam = task("AE", "Examen et consultation du public", "Examination and public consultation", day(2021, 1, 5), day(2021, 4, 10), day(2021, 4, 10), true, 5);
    exam.legal = Some(both("4 mois à compter du dossier complet ; silence : refus", "4 months from the complete file; silence: refusal"));
    let mut clearing = task("DEF", "Défrichement", "Clearing", day(2021, 2, 20), day(2021, 3, 25), day(2021, 5, 1), false, 4);
    clearing.waits_months = 2.5;
    clearing.waits_for = Some(both("la fin de la période de nidification", "the end of the nesting season"));
    let permit = task("PC", "Permis de construire", "Building permit", day(2020, 12, 1), day(2021, 3, 5), day(2021, 4, 10), false, 4);
    let grid = task("RACC", "Raccordement électrique (12 MVA)", "Grid connection (12 MVA)", day(2020, 11, 1), day(2021, 5, 20), day(2021, 6, 12), false, 7);
    let appeals = task("REC", "Recours purgés", "Appeals purged", day(2021, 4, 10), day(2021, 6, 12), day(2021, 6, 12), true, 4);
    schedule::Calendar {
        start: day(2020, 10, 1),
        site: Some("saoneor".into()),
        tasks: vec![inventory, study, exam, clearing, permit, grid, appeals],
        critical_path: vec!["EI".into(), "AE".into(), "REC".into()],
        opening: opening(day(2021, 6, 12), day(2021, 8, 3)),
        works: Some(schedule::Works { months: 18.0, p50: day(2022, 12, 11), p90: day(2023, 2, 1) }),
        bare: opening(day(2022, 10, 2), day(2023, 2, 2)),
        gain_months: 15.7,
        gains: vec![schedule::Gain {
            anticipation: "inventory".into(), name: both("inventaire faune-flore", "fauna and flora survey"), months: 12.0, carried: Some(euros(600_000)),
            because: both("sans elle, ouverture 12 mois plus tard", "without it, opening 12 months later"), status: Status::Declared, source: sources()[7].clone(),
        }],
        gain_carried: None,
        first_steps: vec!["EI".into()],
        draws: 2_000,
        seed: 7,
        notes: vec![both("L’archéologie déjà faite ne compte pas : elle n’est pas sur le chemin critique.", "The archaeology already done does not count: it is not on the critical path.")],
        missing: vec!["site.icpe".into()],
        promises: vec![],
    }
}

fn plan() -> finance::Plan {
    let line = |fr: &str, en: &str, funder, instrument, state, amount: i64, aid: i64| finance::Line {
        label: both(fr, en), funder, instrument, regime: if aid > 0 { AidRegime::Regional } else { AidRegime::None }, state, measure: None,
        amount: euros(amount), aid: euros(aid), proposed: aid > 0 && state == LineState::Considered, because: Text::default(),
    };
    let check = |rule: &str, fr: &str, en: &str, answer, because: Text, would_pass: Option<i64>, source: usize| finance::Check {
        rule: rule.into(), name: both(fr, en), answer, because, would_pass: would_pass.map(euros), source: sources()[source].clone(),
    };
    let payment = |date, line, kind, amount: i64| finance::Payment { date, line, kind, amount: euros(amount), because: both("à la signature de la convention", "when the agreement is signed") };
    finance::Plan {
        judged_on: day(2020, 9, 15),
        cost: Some(euros(12_000_000)),
        eligible: Some(euros(11_200_000)),
        size: finance::Size::Medium,
        lines: vec![
            line("Fonds propres", "Own funds", Funder::Holder, Instrument::OwnFunds, LineState::Considered, 5_040_000, 0),
            line("Prêt bancaire", "Bank loan", Funder::Bank, Instrument::Loan, LineState::Granted, 4_800_000, 0),
            line("Fonds d’accélération", "Acceleration fund", Funder::State, Instrument::Grant, LineState::Considered, 1_680_000, 1_680_000),
            // In cents, so that totals have to keep them.
            finance::Line { amount: Cents(47_999_950), because: both("délibération du 3 juillet 2020", "decision of 3 July 2020"), ..line("Région", "Region", Funder::Region, Instrument::Grant, LineState::Asked, 480_000, 480_000) },
        ],
        total: Cents(1_199_999_950),
        balanced: false,
        gap: Cents(50),
        checks: vec![
            check("regional_ceiling", "Plafond de l’aide régionale", "Ceiling of regional aid", Answer::Met, both("2 160 000 € ≤ 2 240 000 € (20 % de 11 200 000 €)", "€2,160,000 ≤ €2,240,000 (20% of €11,200,000)"), None, 1),
            check("de_minimis", "De minimis, trois exercices", "De minimis, three years", Answer::Unknown, both("aides passées : liste non close", "past aid: list not closed"), None, 2),
            check("own_share", "Participation minimale du maître d’ouvrage", "Least share of the owner", Answer::NotMet, both("18 % < 20 %", "18% < 20%"), Some(2_400_000), 3),
        ],
        legal: Answer::NotMet,
        aid: euros(2_160_000),
        intensity: Some(Rate(1_929)),
        ceiling: Some(euros(2_240_000)),
        payments: vec![
            payment(day(2020, 12, 1), 2, finance::PaymentKind::Advance, 336_000),
            payment(day(2021, 6, 1), 2, finance::PaymentKind::Instalment, 1_008_000),
            payment(day(2022, 1, 15), 2, finance::PaymentKind::Balance, 336_000),
        ],
        missing: vec!["holder.turnover".into()],
        notes: vec![both("L’Accélérateur PME est laissé de côté : l’effectif du groupe n’est pas connu.", "The SME accelerator is left out: the headcount of the group is not known.")],
    }
}

pub fn dossier() -> Dossier {
    let station = |id, state, fr: &str, en: &str| Station { id, state, summary: both(fr, en) };
    Dossier {
        format: 1,
        project: Project {
            title: "Ligne de préformes en PET recyclé".into(),
            summary: both("Extension d’une usine de plasturgie pour fabriquer en France des préformes aujourd’hui importées.", "Extension of a plastics plant to make in France preforms that are imported today."),
            judged_on: day(2020, 9, 15),
            facts: facts(),
            financing: vec![],
            past_aid: vec![PastAid { siren: None, granted_on: day(2019, 3, 4), amount: euros(60_000), regime: AidRegime::DeMinimis }],
            past_aid_complete: false,
            sources: vec![],
        },
        place: Some(Place {
            commune: Commune { code: "71076".into(), name: "Chalon-sur-Saône".into(), department: "71".into(), region: "27".into(), epci: None, population: Some(45_000), position: None },
            department_name: "Saône-et-Loire".into(),
            region_name: "Bourgogne-Franche-Comté".into(),
            epci_name: Some("CA Le Grand Chalon".into()),
            territories: vec![TerritoryRef { phase: 1, code: "ti-2704".into(), name: "Grand Chalon".into() }],
        }),
        qualification: qualification(),
        ranking: Some(ranking()),
        site: Some(Site {
            id: "saoneor".into(), name: "SaôneOr".into(), commune: Some("71076".into()), commune_name: "Chalon-sur-Saône".into(), department: "71".into(),
            region: "Bourgogne-Franche-Comté".into(), labels: vec![], owner: None, position: None, attributes: Default::default(), anticipations: vec![], note: String::new(), source: sources()[6].clone(),
        }),
        calendar: Some(calendar()),
        plan: plan(),
        stations: vec![
            station(StationId::Qualify, StationState::Open, "2 mesures possibles, 1 à préciser", "2 possible measures, 1 to be settled"),
            station(StationId::Locate, StationState::Done, "6 sites, SaôneOr premier dans 81 % des pondérations", "6 sites, SaôneOr first in 81% of weightings"),
            station(StationId::Schedule, StationState::Done, "prêt en juin 2021, une chance sur deux", "ready in June 2021, one chance in two"),
            station(StationId::Finance, StationState::Open, "il manque 0,50 €, à corriger", "€0.50 missing, to be mended"),
            station(StationId::Connect, StationState::NotNeeded, "pas encore construit", "not built yet"),
            station(StationId::Assemble, StationState::Open, "il manque 2 pièces", "2 documents missing"),
        ],
        missing: vec![
            Missing { key: Some("holder.turnover".into()), label: both("Chiffre d’affaires", "Turnover"), because: both("ouvre 2 mesures, jusqu’à 804 000 €", "opens 2 measures, up to €804,000") },
            Missing { key: None, label: both("Liasses fiscales des deux derniers exercices", "Tax returns of the last two years"), because: both("pièce demandée par « Fonds d’accélération »", "document asked by “Acceleration fund”") },
        ],
        sources: sources(),
    }
}

/// The fewest facts a project can enter with: every chapter has to say so in words.
pub fn bare() -> Dossier {
    let full = dossier();
    Dossier {
        project: Project { summary: Text::default(), facts: Facts::default(), past_aid: vec![], ..full.project },
        place: None,
        qualification: Qualification { judged_on: day(2020, 9, 15), verdicts: vec![], questions: vec![] },
        ranking: None,
        site: None,
        calendar: None,
        plan: finance::Plan {
            judged_on: day(2020, 9, 15), cost: None, eligible: None, size: finance::Size::Unknown, lines: vec![], total: Cents::ZERO, balanced: false, gap: Cents::ZERO,
            checks: vec![], legal: Answer::Unknown, aid: Cents::ZERO, intensity: None, ceiling: None, payments: vec![], missing: vec!["project.cost".into()], notes: vec![],
        },
        stations: full.stations,
        missing: vec![],
        sources: vec![],
        ..full
    }
}

/// A rough hexagon, enough to see the points fall where they should; the last site is off the map.
pub fn extras() -> dossier::Extras {
    let path = |d: &str, neighbour| dossier::MapPath { d: d.into(), neighbour };
    let site = |name: &str, x, y| (domain::name::slug(name), (x, y));
    dossier::Extras {
        outlines: vec![path("M420 60l180 20v420l-120 20z", true), path("M300 20l220 130l-20 330l-180 60l-220 -40l-20 -250z", false)],
        view_box: [0.0, 0.0, 600.0, 600.0],
        frames: vec![[6.0, 330.0, 58.0, 58.0]],
        points: [
            site("SaôneOr", 420.0, 290.0), site("Zone du port industriel", 300.0, 40.0), site("Parc des Industries Artois-Flandres", 330.0, 80.0),
            site("Technoland", 490.0, 250.0), site("Plateforme de Chalampé", 505.0, 200.0),
        ].into(),
    }
}
