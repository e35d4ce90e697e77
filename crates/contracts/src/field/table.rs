//! The table of fields: key (the name of the field in the sheet), part, kind, label and hint in both languages.

use super::{Group as G, Kind as K};
use crate::{Maturity, PartnerRole};
use domain::Status;

type Words = (&'static str, &'static str);

pub(super) const FIELDS: &[(&str, G, K, Words, Words)] = &[
    ("number", G::Identity, K::Line, ("Numéro", "Number"), ("Comme le contrat l’écrit : 2.3", "As the contract writes it: 2.3")),
    ("title", G::Identity, K::Line, ("Intitulé", "Title"), ("", "")),
    ("axes", G::Identity, K::Axes, ("Axes", "Axes"), ("", "")),
    (
        "source",
        G::Identity,
        K::Line,
        ("D’où vient la fiche", "Where the sheet comes from"),
        ("Contrat, annexe et page, comité, tableau importé", "Contract, annex and page, committee, imported table"),
    ),
    (
        "published",
        G::Identity,
        K::Flag,
        ("Publiée", "Published"),
        (
            "Tout le monde lira l’intitulé, le porteur, le contenu et les indicateurs ; jamais le contact, les obstacles, les commentaires",
            "Everybody will read the title, holder, content and indicators; never the contact, obstacles or comments",
        ),
    ),
    ("owner", G::Follow, K::Owner, ("Responsable", "Owner"), ("Une seule personne", "One person only")),
    (
        "next_action",
        G::Follow,
        K::Line,
        ("Prochaine action", "Next action"),
        ("Un verbe : relancer, déposer, réunir…", "A verb: call back, file, convene…"),
    ),
    ("due", G::Follow, K::Date, ("Pour le", "Due"), ("", "")),
    (
        "holder",
        G::Actors,
        K::Line,
        ("Porteur", "Holder"),
        ("Entreprise, intercommunalité, association", "Company, intercommunality, association"),
    ),
    (
        "holder_number",
        G::Actors,
        K::Line,
        ("SIREN ou SIRET du porteur", "SIREN or SIRET of the holder"),
        ("9 ou 14 chiffres", "9 or 14 digits"),
    ),
    ("contact", G::Actors, K::Line, ("Contact du porteur", "Contact at the holder’s"), ("Jamais publié", "Never published")),
    ("elected", G::Actors, K::Line, ("Élu référent", "Elected referent"), ("", "")),
    ("industrial", G::Actors, K::Line, ("Industriel référent", "Industrial referent"), ("", "")),
    (
        "partners",
        G::Actors,
        K::Partners,
        ("Partenaires", "Partners"),
        (
            "Un par ligne, avec son rôle (financeur, diffuseur, instructeur, partenaire) : Bpifrance : financeur",
            "One a line, with its role (funder, distributor, instructor, partner): Bpifrance: funder",
        ),
    ),
    ("context", G::Content, K::Paragraph, ("Contexte et besoin", "Context and need"), ("", "")),
    ("objectives", G::Content, K::Paragraph, ("Objectifs", "Objectives"), ("", "")),
    ("actions", G::Content, K::Paragraph, ("Actions", "Actions"), ("", "")),
    ("results", G::Content, K::Paragraph, ("Résultats attendus", "Expected results"), ("", "")),
    ("links", G::Content, K::Paragraph, ("Liens", "Links"), ("Contrat, SRDEII, CRTE, France 2030", "Contract, SRDEII, CRTE, France 2030")),
    (
        "communes",
        G::Content,
        K::Communes,
        ("Communes", "Communes"),
        ("Codes INSEE, séparés par des virgules", "INSEE codes, separated by commas"),
    ),
    ("site", G::Content, K::Line, ("Site", "Site"), ("", "")),
    ("naf", G::Content, K::Line, ("Activité (NAF)", "Activity (NAF)"), ("", "")),
    ("sector", G::Content, K::Line, ("Filière", "Sector"), ("", "")),
    (
        "total_cost",
        G::Money,
        K::Money,
        ("Coût total HT", "Total cost before tax"),
        ("Par exemple 1 250 000 €, 1,25 M€ ou 480 k€", "For example 1250000 €, 1.25 M€ or 480 k€"),
    ),
    (
        "eligible_base",
        G::Money,
        K::Money,
        ("Assiette éligible", "Eligible base"),
        ("Ce que les aides regardent ; au plus le coût total", "What aids look at; at most the total cost"),
    ),
    ("starts", G::Time, K::Date, ("Début", "Start"), ("", "")),
    ("ends", G::Time, K::Date, ("Fin", "End"), ("", "")),
    (
        "first_commitment",
        G::Time,
        K::Date,
        ("Premier engagement irréversible", "First irreversible commitment"),
        ("Le début des travaux ferme la plupart des aides : elles se demandent avant", "The start of works closes most aids: ask before"),
    ),
    (
        "milestones",
        G::Time,
        K::Milestones,
        ("Jalons", "Milestones"),
        (
            "Un par ligne : 15/09/2026 : permis déposé ; finir par (fait) quand il est passé",
            "One a line: 15/09/2026: permit filed; end with (done) once past",
        ),
    ),
    ("dependencies", G::Time, K::Paragraph, ("Dépend de", "Depends on"), ("", "")),
    ("maturity", G::Maturity, K::Choice, ("Maturité", "Maturity"), ("", "")),
    ("land", G::Maturity, K::Line, ("Maîtrise du foncier", "Land control"), ("", "")),
    ("permits", G::Maturity, K::Line, ("Autorisations", "Permits"), ("", "")),
    (
        "readiness",
        G::Maturity,
        K::Line,
        ("Prêt à démarrer", "Ready to start"),
        ("Par exemple : dans les 6 mois", "For example: within 6 months"),
    ),
    ("lock", G::Obstacles, K::Paragraph, ("Verrou réglementaire", "Regulatory lock"), ("", "")),
    (
        "derogation",
        G::Obstacles,
        K::Paragraph,
        ("Dérogation attendue", "Expected derogation"),
        ("France Expérimentation, droit de dérogation du préfet", "France Expérimentation, the prefect’s power to derogate"),
    ),
    ("needs", G::Obstacles, K::Paragraph, ("Ce qui est attendu de l’État", "What is expected of the State"), ("", "")),
];

/// Parts of one indicator.
pub(super) const INDICATOR: &[(&str, K, Words)] = &[
    ("target", K::Figure, ("cible", "target")),
    ("measured", K::Figure, ("mesuré", "measured")),
    ("on", K::Date, ("mesuré le", "measured on")),
    ("source", K::Line, ("source", "source")),
    ("status", K::Choice, ("déclaré ou vérifié", "declared or verified")),
];

pub(super) const MATURITY: &[(&str, Maturity, &str, &str)] = &[
    ("idea", Maturity::Idea, "Idée", "Idea"),
    ("study", Maturity::Study, "À l’étude", "Under study"),
    ("ready", Maturity::Ready, "Prêt", "Ready"),
    ("engaged", Maturity::Engaged, "Engagé", "Engaged"),
];

pub(super) const STATUS: &[(&str, Status, &str, &str)] =
    &[("declared", Status::Declared, "Déclaré", "Declared"), ("verified", Status::Verified, "Vérifié", "Verified")];

/// The first is a partner whose role is not said.
pub(super) const ROLES: &[(PartnerRole, &str, &str)] = &[
    (PartnerRole::Other, "partenaire", "partner"),
    (PartnerRole::Funder, "financeur", "funder"),
    (PartnerRole::Distributor, "diffuseur", "distributor"),
    (PartnerRole::Instructor, "instructeur", "instructor"),
];
