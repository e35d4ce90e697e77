// Every page of the product, with real content: what accessibility, layout and pictures are checked on.
import { post, project, share } from "./server.mjs";

/** Makes the projects the pages need. A page is { name, path }, with `act` for what only a click shows. */
export async function pages(address) {
  const json = async (path) => (await fetch(address + path)).json();
  const site = (await json("/api/v1/sites?q=saoneor&limit=1")).items[0].id;
  const other = (await json("/api/v1/sites?q=dunkerque&limit=1")).items[0].id;
  const measure = (await json("/api/v1/measures")).items[0].id;
  const call = (await json("/api/v1/calls")).items[0].id;
  // The first reader of the sectors wakes the study: later pages are the real ones.
  for (let n = 0; n < 60 && (await fetch(`${address}/api/v1/sectors/activities/25.50B`)).status !== 200; n += 1) await new Promise((done) => setTimeout(done, 500));
  const owner = await project(address);
  await post(address, `${owner}/plan`, { do: "add-past", granted_on: "2019-05-02", amount: "50 000", siren: "", regime: "de_minimis" });
  const reader = await share(address, owner);
  const friche = await project(address);
  for (const [key, value] of [["brownfield.on", "oui"], ["brownfield.area_m2", "20000"], ["brownfield.built_m2", "4000"], ["brownfield.pollution", "proved"]]) await post(address, `${friche}/questions/${key}`, { [key]: value });
  const empty = await post(address, "/projets", { title: "Une idée, sans rien de plus" });
  const doomed = await post(address, "/projets", { title: "À supprimer" });
  const news = /\/actualites\/(\d{4}-[\w-]+)/.exec(await (await fetch(`${address}/actualites`)).text())[1];
  const example = (id) => ({ name: `example-${id}`, path: `/projets/exemples/${id}` });
  return {
    site,
    owner,
    reader,
    // Empty until somebody brings what fills them.
    empty: [{ name: "brownfields-none", path: "/friches", says: "main ol a[href$='/sites/import']" }],
    all: [
      { name: "home", path: "/" },
      { name: "sites", path: "/sites" },
      { name: "sites-none", path: "/sites?q=zzzz&area=beaucoup" },
      { name: "site", path: `/sites/${site}` },
      { name: "site-documents", path: `/sites/${site}/pieces` },
      { name: "site-history", path: `/sites/${site}/historique` },
      { name: "import", path: "/sites/import" },
      { name: "import-preview", path: "/sites/import", act: preview },
      { name: "territories", path: "/territoires" },
      { name: "territory", path: "/territoires/2/ti-2704" },
      { name: "synergies", path: "/territoires/2/ti-2704/synergies" },
      { name: "measures", path: "/mesures" },
      { name: "measure", path: `/mesures/${measure}` },
      { name: "envelopes", path: "/enveloppes" },
      { name: "envelope", path: "/enveloppes/fonds-friches" },
      { name: "calls", path: "/appels" },
      { name: "call", path: `/appels/${call}` },
      { name: "news", path: "/actualites" },
      { name: "news-item", path: `/actualites/${news}` },
      { name: "sign-in", path: "/connexion" },
      { name: "sign-in-refused", path: "/connexion", act: (page) => page.click("main form .btn"), refused: true },
      { name: "forgotten", path: "/connexion/oubli" },
      { name: "not-signed-in", path: "/mon-travail", refused: true },
      { name: "about", path: "/a-propos" },
      { name: "accessibility", path: "/accessibilite" },
      { name: "data", path: "/donnees" },
      { name: "ogc", path: "/ogc?f=html" },
      { name: "ogc-collections", path: "/ogc/collections?f=html" },
      { name: "ogc-conformance", path: "/ogc/conformance?f=html" },
      { name: "ogc-collection", path: "/ogc/collections/sites?f=html" },
      { name: "ogc-brownfields", path: "/ogc/collections/friches?f=html" },
      { name: "ogc-items", path: "/ogc/collections/sites/items?f=html&limit=20" },
      { name: "ogc-items-none", path: "/ogc/collections/communes/items?f=html&filter=false" },
      { name: "ogc-items-refused", path: "/ogc/collections/communes/items?f=html&filter=nom%3D1", refused: true },
      { name: "ogc-item", path: `/ogc/collections/sites/items/${site}?f=html` },
      { name: "sectors", path: "/filieres" },
      { name: "sectors-found", path: "/filieres?q=chalon&a=emboutissage" },
      { name: "sectors-territory", path: "/filieres/territoires/2/ti-2704" },
      { name: "sectors-territory-opened", path: "/filieres/territoires/2/ti-2704?w-need=10&w-proximity=60&w-skills=10&w-reception=10&w-returns=10&voie=fournisseurs", act: (page) => page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; })) },
      { name: "sectors-drawn", path: "/filieres/communes?c=71076,71154&ajouter=Saint-Sauveur" },
      { name: "sectors-draw", path: "/filieres/communes" },
      { name: "sectors-activity", path: "/filieres/25.50B" },
      { name: "sectors-imports", path: "/filieres/27.51Z?pour=2/ti-2704&rayon=100&taille=20" },
      { name: "sectors-suppliers", path: "/filieres/25.50B?voie=fournisseurs&pour=2/ti-2704" },
      { name: "search", path: "/recherche?q=chalon" },
      { name: "search-empty", path: "/recherche" },
      { name: "operator", path: "/operateur" },
      { name: "operator-refused", path: "/operateur", refused: true, act: async (page) => { await page.fill("#key", "faux"); await page.click("main form button"); } },
      { name: "door", path: "/projets" },
      { name: "new", path: `/projets/nouveau?site=${site}` },
      { name: "new-errors", path: "/projets/nouveau", refused: true, act: mistakes },
      example("vicky-foods-saoneor"),
      example("ecole-de-production-le-creusot"),
      example("friche-fabi-morteau"),
      { name: "project", path: owner },
      { name: "project-opened", path: owner, act: (page) => page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; })) },
      { name: "project-empty", path: empty },
      { name: "project-reader", path: reader },
      { name: "question", path: `${owner}/questions/project.started` },
      { name: "facts", path: `${owner}/faits` },
      { name: "plan", path: `${owner}/plan` },
      { name: "plan-refused", path: `${owner}/plan`, refused: true, act: async (page) => { await page.fill("input[name=label]", "Prêt"); await page.fill("input[name=amount] >> nth=0", "1,250"); await page.click("button[value=add]"); } },
      { name: "project-sites", path: `${owner}/sites` },
      { name: "compare", path: `/sites/comparer?s=${site}&s=${other}` },
      { name: "compare-search", path: "/sites/comparer?q=dunkerque" },
      { name: "compare-project", path: `${owner}/sites/comparer?s=${site}&s=${other}` },
      { name: "pairwise", path: `${owner}/sites/poids?c=distance&c=maturity&p-distance-maturity=3` },
      { name: "brownfield", path: `${friche}/friche` },
      { name: "share", path: `${owner}/partage` },
      { name: "history", path: `${owner}/historique` },
      { name: "merge", path: `${owner}/questions/project.jobs_created`, refused: true, act: (page) => clash(page, address, owner) },
      { name: "delete", path: `${doomed}/supprimer` },
      { name: "not-found", path: "/rien", refused: true },
      { name: "refused", path: `${reader}/plan`, refused: true },
    ],
  };
}

async function mistakes(page) {
  await page.fill("[id='project.naf']", "plastique imaginaire");
  await page.fill("[id='project.commune']", "Nulle-Part");
  await page.fill("[id='project.cost']", "12 k€/m²");
  await page.click("main form .btn");
  await page.waitForSelector(".errors");
}

async function preview(page) {
  const buffer = Buffer.from("nom;commune;surface_ha\nZone des Essais;Chalon-sur-Saône;12,5\nZone perdue;Nulle-Part;beaucoup\n");
  await page.setInputFiles("#file", { name: "sites.csv", mimeType: "text/csv", buffer });
  await page.click("main form .btn");
  await page.waitForSelector("td:text-is(\"Zone des Essais\")");
  await page.click("#colonnes summary");
}

let turn = 100;
async function clash(page, address, owner) {
  turn += 1;
  await post(address, `${owner}/questions/project.jobs_created`, { "project.jobs_created": String(turn) });
  await page.fill("input[type=text]:not([type=search])", "7");
  await page.click("main form .btn");
  await page.waitForSelector("input[type=hidden][value='7']", { state: "attached" });
}
