//! What is asked. Names, mails and birth dates of persons are not: nothing here needs them.

/// One page of files, and one page of those erased since.
pub(crate) const FILES: &str = "\
query Files($number: Int!, $first: Int!, $after: String, $since: ISO8601DateTime) {
  demarche(number: $number) {
    number
    title
    dossiers(first: $first, after: $after, updatedSince: $since) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        number
        state
        archived
        dateDerniereModification
        dateDepot
        datePassageEnInstruction
        dateTraitement
        motivation
        demandeur { ... on PersonneMorale { siret entreprise { raisonSociale } } }
        champs { ...Answer ... on RepetitionChamp { rows { champs { ...Answer } } } }
        annotations { ...Answer }
      }
    }
  }
}
fragment Answer on Champ {
  __typename
  id
  champDescriptorId
  label
  stringValue
  ... on MultipleDropDownListChamp { values }
  ... on CommuneChamp { commune { code } }
  ... on DepartementChamp { departement { code } }
  ... on RegionChamp { region { code } }
  ... on SiretChamp { etablissement { siret } }
}";

/// Files that were erased: their identifiers, not their content.
pub(crate) const GONE: &str = "\
query Gone($number: Int!, $first: Int!, $after: String, $since: ISO8601DateTime) {
  demarche(number: $number) {
    deletedDossiers(first: $first, after: $after, deletedSince: $since) {
      pageInfo { hasNextPage endCursor }
      nodes { id number dateSupression state reason }
    }
  }
}";

/// The questions of a form, open or being written.
pub(crate) const FORM: &str = "\
query Form($number: Int!) {
  demarcheDescriptor(demarche: { number: $number }) {
    number
    title
    state
    dateFermeture
    revision {
      champDescriptors {
        __typename
        id
        label
        description
        required
        ... on DropDownListChampDescriptor { options }
        ... on MultipleDropDownListChampDescriptor { options }
      }
    }
  }
}";
