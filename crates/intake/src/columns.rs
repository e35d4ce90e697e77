//! What a column of a table can give: the fields of a sheet, and its state.

use contracts::{Lifecycle, field};
use domain::{Lang, Text, name};

/// A field that a column may fill.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub key: String,
    pub label: Text,
    pub kind: field::Kind,
    /// Absent for the state, which is no field that a form edits.
    pub field: Option<field::Field>,
}

/// Words of headings, without accents or case, the surest first.
const WORDS: &[(&str, &[&str])] = &[
    (
        "number",
        &[
            "n",
            "nº",
            "no",
            "num",
            "n fiche",
            "numero de fiche",
            "numero fiche",
            "n de fiche",
            "fiche n",
            "ref",
            "reference",
            "code fiche",
            "id",
        ],
    ),
    (
        "title",
        &[
            "intitule",
            "titre",
            "intitule de l action",
            "intitule du projet",
            "intitule de la fiche",
            "titre de l action",
            "titre du projet",
            "nom de l action",
            "nom du projet",
            "nom de la fiche",
            "libelle",
            "fiche action",
            "action",
            "projet",
            "nom",
            "title",
            "name",
            "project",
            "project name",
            "action sheet",
        ],
    ),
    ("axes", &["axe", "axe du contrat", "enjeu", "enjeux", "thematique", "axis", "orientation", "stake"]),
    ("state", &["etat", "statut", "etat d avancement", "avancement", "stade", "status", "state", "stage"]),
    ("source", &["source", "origine", "origin"]),
    ("owner", &["responsable", "pilote", "suivi par", "chef de projet", "chef de file", "referent", "lead"]),
    ("next_action", &["prochaine action", "prochaine etape", "a faire", "suite a donner", "next action", "next step", "to do"]),
    ("due", &["echeance", "date de la prochaine action", "date limite", "pour le", "a faire pour le", "due date", "deadline"]),
    (
        "holder",
        &[
            "porteur",
            "porteur de projet",
            "porteur du projet",
            "maitre d ouvrage",
            "maitrise d ouvrage",
            "structure porteuse",
            "entreprise",
            "beneficiaire",
            "holder",
            "company",
        ],
    ),
    ("holder_number", &["siret", "siren", "siret du porteur", "siren du porteur", "n siret", "n siren", "numero siret", "numero siren"]),
    ("contact", &["contact", "contact du porteur", "interlocuteur", "courriel", "email"]),
    ("elected", &["elu", "elu referent", "elue referente"]),
    ("industrial", &["industriel", "industriel referent"]),
    ("partners", &["partenaire", "partenaires", "partenaires associes", "partners", "financeurs"]),
    (
        "context",
        &["contexte", "contexte et besoin", "contexte et enjeux", "presentation", "description", "description du projet", "context"],
    ),
    ("objectives", &["objectif", "objectifs", "objective", "objectives", "objectifs poursuivis"]),
    (
        "actions",
        &["actions", "description des actions", "contenu", "contenu de l action", "description de l action", "description of actions"],
    ),
    ("results", &["resultats", "resultats attendus", "effets attendus", "expected results"]),
    ("links", &["liens", "articulation", "lien avec le contrat", "crte", "links"]),
    ("communes", &["commune", "communes", "code insee", "codes insee", "insee", "localisation", "ville", "municipality", "insee code"]),
    ("site", &["site", "site concerne", "lieu", "zone d activite"]),
    ("naf", &["naf", "ape", "code naf", "code ape", "activite"]),
    ("sector", &["filiere", "secteur", "secteur d activite", "sector"]),
    (
        "total_cost",
        &[
            "cout total",
            "cout total ht",
            "cout",
            "cout du projet",
            "cout previsionnel",
            "montant total",
            "montant",
            "montant du projet",
            "budget",
            "budget total",
            "investissement",
            "investissement total",
            "total cost",
            "cost",
            "amount",
        ],
    ),
    ("eligible_base", &["assiette", "assiette eligible", "depenses eligibles", "cout eligible", "eligible base", "eligible cost"]),
    ("starts", &["debut", "date de debut", "demarrage", "date de demarrage", "commencement", "start", "start date"]),
    ("ends", &["fin", "date de fin", "achevement", "date d achevement", "end", "end date"]),
    ("first_commitment", &["premier engagement", "debut des travaux", "demarrage des travaux", "first commitment"]),
    ("milestones", &["jalons", "etapes", "calendrier", "milestones"]),
    ("dependencies", &["depend de", "dependances", "dependencies"]),
    ("maturity", &["maturite", "degre de maturite", "niveau de maturite", "maturity"]),
    ("land", &["foncier", "maitrise fonciere", "maitrise du foncier", "land"]),
    ("permits", &["autorisations", "procedures", "permis", "permits"]),
    ("readiness", &["pret a demarrer", "readiness"]),
    ("lock", &["verrou", "verrou reglementaire", "points de blocage", "blocage", "freins", "lock"]),
    ("derogation", &["derogation", "derogation attendue"]),
    ("needs", &["besoins", "attentes", "besoin d accompagnement", "attentes vis a vis de l etat", "needs"]),
    ("published", &["publiee", "publie", "published"]),
];

/// Everything that a column may give, in the order of the pages of a sheet; the state after the axes.
pub fn targets(lifecycle: &Lifecycle) -> Vec<Target> {
    let state = Target { key: "state".into(), label: field::label("state", lifecycle), kind: field::Kind::Choice, field: None };
    let mut targets: Vec<Target> = field::all(lifecycle)
        .into_iter()
        .map(|field| Target { key: field.key.clone(), label: field.label.clone(), kind: field.kind, field: Some(field) })
        .collect();
    let after_axes = targets.iter().position(|t| t.key == "axes").map_or(targets.len(), |at| at + 1);
    targets.insert(after_axes, state);
    targets
}

/// The name in this language of a field that a problem tells by its French one; as it stands when no field has it.
pub fn named<'a>(field: &'a str, targets: &'a [Target], lang: Lang) -> &'a str {
    targets.iter().find(|target| *target.label.fr == *field).map_or(field, |target| target.label.get(lang))
}

/// How sure one is that a folded heading is this field: the rank of its word, none when it is another.
pub(crate) fn rank(target: &Target, folded: &str) -> Option<usize> {
    if [&target.label.fr, &target.label.en].iter().any(|label| name::fold(label) == folded) {
        return Some(0);
    }
    let words = WORDS.iter().find(|(key, _)| *key == target.key)?.1;
    words.iter().position(|word| *word == folded).map(|at| at + 1)
}
