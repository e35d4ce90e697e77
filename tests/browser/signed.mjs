// What people see once signed in, with real content: a contract of forty sheets with money, a call from its opening to
// the ranking of its committee, blocking points, an import, rights. Each page says who looks at it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { hand } from "./hand.mjs";
import { operator, person } from "./people.mjs";
import { invent } from "./server.mjs";

export const CONTRACT = "/territoires/2/ti-2704/contrat";
const SYNERGIES = "/territoires/2/ti-2704/synergies";
export const CALL = "/appels/ecoles-de-production-2020";
const OPERATOR = "operator:banque-des-territoires";
const TABLE = "Intitulé;Porteur;Coût total;Échéance\nLigne de peinture poudre;Chalon Revêtements;1,25 M€;15/03/2027\nAtelier partagé de soudure;Association des soudeurs;480 000 €;2027-05-01\n;Sans titre;beaucoup;bientôt\n";

const FALLOW = `site_id,site_nom,site_type,site_identif_date,site_actu_date,site_statut,comm_nom,comm_insee,bati_nombre,bati_surface,bati_etat,bati_patrimoine,sol_pollution_existe,unite_fonciere_surface,urba_zone_type,urba_zaer,source_nom,geompoint
71076_1,Ancienne fonderie,friche industrielle,2019-05-18,2024-06-23,friche sans projet,Chalon-sur-Saône,71076,3,4000,dégradation moyenne,aucun,pollution avérée,20000,U,non,Inventaire d'essai,POINT(4.853 46.781)
25388_1,Atelier des Prés,friche industrielle,2021-03-02,2024-06-23,friche sans projet,Montbéliard,25388,,,,,pollution traitée,,A,non,Inventaire d'essai,POINT(6.80 47.51)
`;

/** People with their rights, and the operator of the server; each is { name, cookie }. */
export async function people(server) {
  const one = (name, role, scope) => person(server.database, name, role, scope);
  return {
    lead: one("Claire Moreau", "project_lead", "territory:2:ti-2704"),
    referent: one("Paul Référent", "referent", "territory:2:ti-2704"),
    region: one("Rémi Région", "regional_pilot", "region:27"),
    state: one("Aïcha Pilote", "national_pilot", "national"),
    admin: one("Alix Administratrice", "administrator", "national"),
    instructor: one("Inès Instructrice", "instructor", OPERATOR),
    member: one("Anne Membre", "committee_member", OPERATOR),
    second: one("Bruno Membre", "committee_member", OPERATOR),
    company: one("Fonderie Duval", "company_contact", "own"),
    operator: await operator(server),
  };
}

/** Puts the content in place, each by who would do it; gives the addresses that came of it. */
export async function prepare(server, by) {
  invent(server, ["contract", "ti-2704"]);
  // Late sheets first: there is something to decide and to do on them.
  const listed = await by.lead.get(`${CONTRACT}/retards`) + await by.lead.get(`${CONTRACT}/tableau`);
  const sheets = [...new Set([...listed.matchAll(/href="(\/fiches\/[0-9a-zA-Z-]+)"/g)].map((m) => m[1]))];
  const sheet = sheets[0];
  await money(by.lead, sheets);
  const blocked = await blocking(by.lead, sheets[1]);
  await by.lead.press(sheet, "/commentaires\"", { body: "Le permis est déposé ; @Paul Référent, voir le plan de masse avant le comité." });
  await by.lead.give(`${sheet}/pieces`, "plan-de-masse.csv", "parcelle;surface\nAB 12;4,5 ha\n");
  return { sheets, sheet, blocked, ...await call(by) };
}

/** A table given twice: once left at the choice of its columns, once read until its preview. */
async function imports(lead) {
  const started = await lead.give(`${CONTRACT}/import`, "fiches-du-contrat.csv", TABLE);
  const read = await lead.give(`${CONTRACT}/import`, "fiches-a-valider.csv", TABLE);
  const preview = await lead.press(read, "/colonnes\" novalidate");
  for (let n = 0; n < 40 && /http-equiv|hx-trigger/.test(await lead.get(preview)); n += 1) await new Promise((done) => setTimeout(done, 250));
  return { started, preview };
}

/** Two invented brownfields, in the layout of the national inventory. */
async function brownfields(keeper) {
  await keeper.give("/sites/import", "friches.csv", FALLOW);
  await keeper.send("/sites/import/valider", { sha256: createHash("sha256").update(FALLOW).digest("hex") });
}

/** Prepares the content, then gives { who, all }: the people, and the pages as { name, path, as, act, refused }. */
export async function signedPages(server, { site, owner }) {
  const who = await people(server);
  const by = Object.fromEntries(Object.entries(who).map(([name, one]) => [name, hand(server.address, one)]));
  const { sheets, sheet, blocked, draft, filed, session, number } = await prepare(server, by);
  const decision = /href="(\?decision=[^"]+)"/.exec(await by.lead.get(`${sheet}/decider`))?.[1].replace(/&amp;/g, "&") ?? "";
  const { started, preview } = await imports(by.lead);
  await brownfields(by.operator);
  const { orientation, proposed } = await orientations(by);
  const synergy = await followed(by.lead);
  await by.admin.press("/personnes/territory:2:ti-2704/inviter", "class=\"btn\"", { email: "julie.martin@exemple.fr", name: "Julie Martin", role: "project_lead", organisation: "", "organisation-name": "Le Grand Chalon", "organisation-kind": "epci" });
  await hand(server.address).press(`${owner}/suivi`, "class=\"btn\"", { filed: "2026-03-02", department: "71", decided: "2026-05-20", outcome: "granted" });
  await by.operator.press(`/sites/${site}/demandes`, "class=\"btn\"", { received: "2026-06-03", name: "Presse du Val", area: "4,5", note: "Cherche un embranchement" });
  const target = await by.lead.press(`${CONTRACT}/cibles/nouvelle`, "/cibles\"", { name: "Emballages du Val", activity: "22.22Z", next_action: "Appeler la direction", due: "2026-01-15" });
  const signs = { organisation: "Le Grand Chalon", quality: "intercommunality", person: "Claire Moreau", signed_on: "2024-03-12" };
  await by.lead.press(`${CONTRACT}/signataires`, "/signataires\"", signs);
  await by.lead.press(`${CONTRACT}/signataires`, "/signataires\"", { ...signs, organisation: "Région Bourgogne-Franche-Comté", quality: "region", signed_on: "" });
  const article = await by.lead.press("/articles/nouveau", "/articles/nouveau\"", { title_fr: "La halle des Prés ouvre", body_fr: "## Visites\n\nElle **ouvre** lundi.\n\n- à pied\n- en bus", signed: "Le Grand Chalon", sources: "Délibération | https://exemple.fr/deliberation" });
  await by.lead.press(article, "value=\"publish\"");
  const news = article.replace("/articles/", "/actualites/");

  const open = (page) => page.evaluate(() => document.querySelectorAll("main details").forEach((d) => { d.open = true; }));
  const press = async (page) => { await page.click("main form .btn:not(.quiet)"); await page.waitForSelector(".errors"); };
  const look = async (page) => {
    for (const [id, text] of [["title", "Décarbonation d’abord"], ["themes", "four, chaleur"], ["reason", "Le prix de l’énergie"], ["source", "Instruction du 28/02/2025"]]) await page.fill(`#${id}`, text);
    await page.click("main form button[value=preview]");
    await page.waitForSelector("#apercu");
  };
  const menu = (page) => page.evaluate(() => document.querySelectorAll("details.menu").forEach((d) => { d.open = true; }));
  const all = [
    { name: "work", as: "lead", path: "/mon-travail", act: menu },
    { name: "work-region", as: "region", path: "/mon-travail" },
    { name: "account", as: "lead", path: "/compte" },
    { name: "projects-shared", as: "lead", path: "/projets/partages" },
    { name: "projects-public", as: null, path: "/projets/publics" },
    { name: "close-account", as: "lead", path: "/compte/fermer" },
    { name: "people", as: "admin", path: "/personnes" },
    { name: "people-scope", as: "admin", path: "/personnes/territory:2:ti-2704" },
    { name: "invite", as: "lead", path: "/personnes/territory:2:ti-2704/inviter" },
    { name: "invite-errors", as: "lead", path: "/personnes/territory:2:ti-2704/inviter", act: press, refused: true },
    { name: "organisations", as: "admin", path: "/organisations" },
    { name: "contract", as: "lead", path: CONTRACT },
    { name: "contract-none", as: "lead", path: `${CONTRACT}?q=zzzz` },
    { name: "contract-table", as: "lead", path: `${CONTRACT}/tableau` },
    { name: "contract-late", as: "lead", path: `${CONTRACT}/retards` },
    { name: "contract-committee", as: "referent", path: `${CONTRACT}/comite` },
    { name: "contract-handover", as: "lead", path: `${CONTRACT}/passation` },
    { name: "contract-public", as: null, path: CONTRACT },
    { name: "contract-empty", as: "region", path: "/territoires/2/ti-2702/contrat" },
    { name: "sheet-new", as: "lead", path: `${CONTRACT}/nouvelle`, act: press, refused: true },
    { name: "sheet", as: "lead", path: sheet, act: open },
    { name: "sheet-blocked", as: "region", path: sheets[1] },
    { name: "sheet-edit", as: "lead", path: `${sheet}/modifier/suite` },
    { name: "sheet-decide", as: "lead", path: `${sheet}/decider${decision}` },
    { name: "sheet-history", as: "lead", path: `${sheet}/historique` },
    { name: "sheet-apply", as: "lead", path: `${sheet}/candidater` },
    { name: "sheet-files", as: "lead", path: `${sheet}/pieces` },
    { name: "money", as: "lead", path: `${sheet}/financement?porteur=company&taille=medium` },
    { name: "money-none", as: "lead", path: `${sheets[9]}/financement` },
    { name: "money-add", as: "lead", path: `${sheet}/financement/ajouter` },
    { name: "money-history", as: "lead", path: `${sheet}/financement/historique` },
    { name: "import-sheets", as: "lead", path: `${CONTRACT}/import` },
    { name: "import-columns", as: "lead", path: started },
    { name: "import-sheets-preview", as: "lead", path: preview },
    { name: "call-instructor", as: "instructor", path: CALL },
    { name: "call-opening", as: "instructor", path: `${CALL}/vagues` },
    { name: "call-envelope", as: "state", path: `${CALL}/enveloppe` },
    { name: "apply", as: "company", path: `${CALL}/candidater` },
    { name: "applications", as: "instructor", path: `${CALL}/candidatures` },
    { name: "applications-none", as: "instructor", path: `${CALL}/candidatures?q=zzzz` },
    { name: "application-draft", as: "company", path: draft },
    { name: "application-filed", as: "company", path: filed },
    { name: "work-instructor", as: "instructor", path: "/mon-travail" },
    { name: "application-files", as: "company", path: `${draft}/pieces` },
    { name: "instruct", as: "instructor", path: `${filed}/instruction` },
    { name: "committees", as: "instructor", path: `${CALL}/comites` },
    { name: "committee", as: "instructor", path: session },
    { name: "score", as: "second", path: `${session}/notes/${number}` },
    { name: "steering-state", as: "state", path: "/pilotage" },
    { name: "steering-region", as: "region", path: "/pilotage?par=territory" },
    { name: "steering-public", as: null, path: "/pilotage" },
    { name: "portfolio", as: "state", path: "/pilotage/fiches" },
    { name: "portfolio-none", as: "region", path: "/pilotage/fiches?q=zzzz" },
    { name: "places", as: "state", path: "/pilotage/territoires" },
    { name: "places-compare", as: "region", path: "/pilotage/territoires/comparer?avec=2:ti-2704" },
    { name: "orientations", as: "state", path: "/pilotage/orientations" },
    { name: "orientation", as: "region", path: orientation, act: open },
    { name: "orientation-new", as: "state", path: "/pilotage/orientations/nouvelle", act: look },
    { name: "sheet-favoured", as: "lead", path: proposed, act: open },
    { name: "selection", as: "region", path: "/pilotage/portefeuille?comparer=1&b-skills=9" },
    { name: "selection-country", as: "state", path: "/pilotage/portefeuille?par=montant" },
    { name: "blockings", as: "region", path: "/pilotage/blocages" },
    { name: "blocking", as: "region", path: blocked },
    { name: "envelope-instructor", as: "instructor", path: "/enveloppes/ecoles-de-production-ami-2021" },
    { name: "envelope-new", as: "state", path: "/enveloppes/nouvelle" },
    { name: "envelope-acts", as: "state", path: "/enveloppes/ecoles-de-production-ami-2021/actes" },
    { name: "envelope-below", as: "state", path: "/enveloppes/ecoles-de-production-ami-2021/au-dessous" },
    { name: "money-holder", as: "lead", path: `${sheet}/financement/porteur` },
    { name: "grants", as: null, path: "/subventions" },
    { name: "statistics", as: null, path: "/statistiques" },
    { name: "delays", as: null, path: "/delais" },
    { name: "leads", as: "operator", path: `/sites/${site}/demandes` },
    { name: "site-kept", as: "operator", path: `/sites/${site}` },
    { name: "site-kept-documents", as: "operator", path: `/sites/${site}/pieces` },
    { name: "synergies-lead", as: "lead", path: SYNERGIES },
    { name: "synergies-opened", as: "lead", path: SYNERGIES, act: open },
    { name: "synergies-none", as: "lead", path: `${SYNERGIES}?q=zzzz` },
    { name: "synergy", as: "lead", path: synergy },
    { name: "synergy-read", as: "referent", path: synergy },
    { name: "flow-new", as: "lead", path: `${SYNERGIES}/declarer` },
    { name: "flow-new-errors", as: "lead", path: `${SYNERGIES}/declarer`, act: press, refused: true },
    { name: "brownfields", as: null, path: "/friches" },
    { name: "brownfield-inventory", as: null, path: "/friches/71076-1" },
    { name: "access", as: null, path: `/sites/${site}/acces` },
    { name: "follow", as: null, path: `${owner}/suivi` },
    { name: "site-keep", as: "admin", path: `/sites/${site}/tenue` },
    { name: "site-keep-risks", as: "admin", path: `/sites/${site}/tenue?demander=georisques` },
    { name: "site-keep-procedure", as: "admin", path: `/sites/${site}/tenue?p=archaeology` },
    { name: "targets", as: "lead", path: `${CONTRACT}/cibles` },
    { name: "targets-none", as: "region", path: "/territoires/2/ti-2702/contrat/cibles" },
    { name: "target-new", as: "lead", path: `${CONTRACT}/cibles/nouvelle`, act: press, refused: true },
    { name: "target", as: "lead", path: target, act: open },
    { name: "target-read", as: "referent", path: target },
    { name: "signatories", as: "lead", path: `${CONTRACT}/signataires`, act: open },
    { name: "signatories-read", as: "referent", path: `${CONTRACT}/signataires` },
    { name: "articles", as: "lead", path: "/articles" },
    { name: "article-new", as: "region", path: "/articles/nouveau", act: press, refused: true },
    { name: "article", as: "lead", path: article },
    { name: "article-shown", as: null, path: news },
    { name: "article-take-down", as: "admin", path: `${article}/retirer` },
    { name: "news-of-a-scope", as: null, path: "/actualites?portee=territory:2:ti-2704" },
  ];
  return { who, all };
}

/** Lines of financing on eight sheets, at every step from asked to paid, and one refusal. */
async function money(lead, sheets) {
  const year = new Date().getFullYear();
  const step = (code, amount, on) => ({ [code]: amount, [`${code}_on`]: on, [`${code}_proof`]: "courrier" });
  for (const [n, sheet] of sheets.slice(0, 8).entries()) {
    const asked = `${year - 1}-0${1 + (n % 3)}-1${n}`;
    const line = { funder: n % 2 ? "region" : "state", funder_name: n % 2 ? "Région Bourgogne-Franche-Comté" : "Fonds d’accélération", instrument: "grant", regime: "de_minimis", planned: `${120 + 40 * n} 000 €`, ...step("asked", `${120 + 40 * n} 000 €`, asked) };
    if (n > 0) Object.assign(line, step("granted", `${100 + 40 * n} 000 €`, `${year - 1}-06-2${n}`));
    if (n > 2) Object.assign(line, step("contracted", `${100 + 40 * n} 000 €`, `${year - 1}-09-0${n}`));
    if (n > 4) Object.assign(line, step("paid", `${30 + 10 * n} 000 €`, `${year}-02-0${n}`));
    await lead.press(`${sheet}/financement/ajouter`, "value=\"save\"", line);
  }
  await lead.press(`${sheets[0]}/financement/ajouter`, "value=\"save\"", { funder: "holder", funder_name: "Fonds propres", instrument: "own_funds", regime: "none", planned: "600 000 €" });
  await lead.press(`${sheets[0]}/financement/ajouter`, "value=\"save\"", { funder: "epci", funder_name: "Le Grand Chalon", instrument: "grant", regime: "none", planned: "50 000 €", ...step("asked", "50 000 €", `${year - 1}-02-01`), reason: "other", refused_on: `${year - 1}-05-12`, refused_words: "Hors de l’axe retenu" });
}

/** What the State wants first, and what the region proposes from it; a sheet that waits for its territory. */
async function orientations(by) {
  const told = { title: "Transition écologique d’abord", axes: "transition", themes: "", reason: "Les aides de 2026 vont d’abord à la décarbonation.", source: "Instruction du 28/02/2025" };
  const orientation = await by.state.send("/pilotage/orientations/nouvelle", { ...told, seen: "|transition|", do: "take" });
  await by.region.press(orientation, "/propositions\"", { kind: "accelerated", toutes: "1", why: "Elle sert la priorité et peut être prête cette année." });
  const proposed = /href="(\/fiches\/[0-9a-zA-Z-]+)#propositions"/.exec(await by.lead.get("/mon-travail"))[1];
  return { orientation, proposed };
}

/** Two flows of the territory that fit together, and the lead between them from the day somebody follows it. */
async function followed(lead) {
  const flow = { kind: "waste", what: "03 01 05" };
  const flows = [{ side: "supply", name: "Scierie du Port", commune: "71076", amount: "850" }, { side: "demand", name: "Panneaux de Saône", commune: "71154", amount: "200", naf: "16.21Z" }];
  for (const told of flows) await lead.press(`${SYNERGIES}/declarer`, "name=\"key\"", { ...flow, ...told });
  return lead.press(SYNERGIES, "/suivre\"");
}

async function blocking(lead, sheet) {
  await lead.press(sheet, "/blocages\"", { what: "Le raccordement électrique attend une réponse du gestionnaire depuis six mois.", level: "region" });
  return /href="(\/blocages\/[0-9a-zA-Z-]+)"/.exec(await lead.get(sheet))[1];
}

/** A call with an open wave, a draft, a filed application examined and before a committee. */
async function call(by) {
  await by.instructor.press(`${CALL}/vagues`, "/vagues\"", { "opens-continu": "2020-09-01", "closes-continu": "2099-12-31", "closes_at-continu": "17:00", reason: "Décision du directeur" });
  const begin = (title) => by.company.press(`${CALL}/candidater`, "/candidater\"", { title });
  const draft = await begin("École de production du Creusot");
  const filed = await begin("École de production de Chalon");
  const boxes = Object.fromEntries([...(await by.company.get(filed)).matchAll(/name="(ready-\d+)"/g)].map((m) => [m[1], "on"]));
  const told = { need: "Ouvrir une école de production avec les industriels du bassin.", cost: "4 000 000 €", asked: "2 500 000 €", territory: "2:ti-2704" };
  await by.company.press(filed, "/brouillon\"", { ...told, ...boxes });
  // A draft that a rule of public money threatens: the rules, the reason that is asked.
  await by.company.press(draft, "/brouillon\"", { ...told, ordered: "yes", "ordered-on": "2020-01-15" });
  await by.company.press(filed, "/brouillon\"", { ...told, ...boxes, do: "file" });
  const path = `${filed}/instruction`;
  await by.instructor.press(path, "value=\"find_admissible\"");
  await by.instructor.press(path, "value=\"ask_advice\"", { services: "Rectorat" });
  await by.instructor.press(path, "value=\"give_advice\"", { opinion: "favourable", text: "Projet solide" });
  await by.instructor.press(path, "value=\"present\"", { proposed: "2 000 000 €" });
  await by.instructor.press(`${CALL}/comites`, "/grille\"", { criteria: "3 Emplois\n2 Qualité du projet", scale: "5" });
  const session = await by.instructor.press(`${CALL}/comites`, "name=\"reference\"", { reference: "PV 2026-11", quorum: "2", member: members(await by.instructor.get(`${CALL}/comites`)) });
  const number = filed.split("/").pop();
  const points = [...(await by.member.get(`${session}/notes/${number}`)).matchAll(/name="(points-[^"]+)"/g)].map((m) => [m[1], "4"]);
  await by.member.press(`${session}/notes/${number}`, "/notes/", Object.fromEntries(points));
  return { draft, filed, session, number };
}

const members = (page) => [...page.matchAll(/name="member" value="([^"]+)"/g)].map((m) => m[1]);
