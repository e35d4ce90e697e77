// A call from its opening to the first advance, in a browser and in French: two companies apply, instructors advise, the
// committee ranks, the envelope takes one and refuses the second by one euro, the first is paid, the region sees it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, open, overflow, withAxe } from "./browser.mjs";
import { person } from "./people.mjs";
import { start } from "./server.mjs";

const CALL = "/appels/ecoles-de-production-2020";
const OPERATOR = "operator:banque-des-territoires";
const ENVELOPE = "/enveloppes/ecoles-de-production-2020";

let server, browser;
before(async () => { server = await start(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

/** A page signed in as somebody. */
async function as(name, role, scope) {
  const { cookie } = person(server.database, name, role, scope);
  const page = await open(browser, server.address);
  await withAxe(page);
  await page.context().addCookies([{ name: "rebond_session", value: cookie, url: server.address }]);
  return page;
}

/** Nothing a reader cannot reach or read: on each new page of the story. */
async function sound(page) {
  assert.deepEqual(await axe(page), [], page.url());
  assert.equal(await overflow(page), "", page.url());
  assert.doesNotMatch(await page.innerText("body"), /⟦/);
}

/** Every button here sends a form, and the answer is another page: what follows is typed on that one. */
const press = (page, label) => Promise.all([page.waitForNavigation(), page.getByRole("button", { name: label, exact: true }).first().click()]);

/** A company begins, fills and files; gives the address of the file. */
async function apply(page, title, asked) {
  await page.goto(CALL);
  await page.getByRole("link", { name: "Candidater à cet appel" }).click();
  await page.fill("#title", title);
  await sound(page);
  await press(page, "Commencer le brouillon");
  await page.waitForSelector("#need");
  await page.fill("#need", "Ouvrir une école de production avec les industriels du bassin.");
  await page.fill("#cost", "4 000 000 €");
  await page.fill("#asked", asked);
  await page.selectOption("#territory", "1:ti-2702");
  await press(page, "Enregistrer");
  await page.getByRole("heading", { name: "Ce qui reste à faire" }).waitFor();
  await sound(page);
  for (const box of await page.locator("input[name^=ready-]").all()) await box.check();
  await press(page, "Déposer");
  await page.getByRole("heading", { name: "Accusé de réception" }).waitFor();
  await sound(page);
  return new URL(page.url()).pathname;
}

test("a call opens, two companies apply, one is paid and the other waits for one euro", async () => {
  const instructor = await as("Inès Instructrice", "instructor", OPERATOR);
  const [anne, bruno] = [await as("Anne Membre", "committee_member", OPERATOR), await as("Bruno Membre", "committee_member", OPERATOR)];
  const [first, second] = [await as("Presse du Val", "company_contact", "own"), await as("Fonderie Duval", "company_contact", "own")];
  const region = await as("Région", "regional_pilot", "region:27");
  const all = [instructor, anne, bruno, first, second, region];
  instructor.refusals = true;

  await instructor.goto(CALL);
  await instructor.getByRole("link", { name: "Ouvrir l’appel, fixer ses dates" }).click();
  await instructor.fill("#opens-continu", "2020-09-01");
  await instructor.fill("#closes-continu", "2099-12-31");
  await instructor.fill("#closes_at-continu", "17:00");
  await instructor.fill("#reason", "Décision du directeur");
  await sound(instructor);
  await press(instructor, "Fixer ces dates");
  await instructor.getByText("ouverte jusqu’au").waitFor();

  const files = [await apply(first, "École de Chalon", "1 500 000 €"), await apply(second, "École du Creusot", "1 000 000 €")];
  const proposed = ["1 000 001 €", "1 000 000 €"];
  for (const [i, file] of files.entries()) {
    await instructor.goto(`${file}/instruction`);
    await sound(instructor);
    await press(instructor, "Déclarer recevable");
    await instructor.fill("#services", "Rectorat");
    await press(instructor, "Demander les avis");
    await instructor.getByLabel("Favorable", { exact: true }).check();
    await instructor.fill("#advice-text", "Projet solide");
    await press(instructor, "Enregistrer l’avis");
    await instructor.fill("#proposed", proposed[i]);
    await sound(instructor);
    await press(instructor, "Présenter au comité");
    await instructor.getByText("Devant le comité").first().waitFor();
  }

  await instructor.goto(`${CALL}/comites`);
  await instructor.fill("#criteria", "3 Emplois\n2 Qualité");
  await press(instructor, "Enregistrer la grille");
  await instructor.fill("#reference", "PV 2026-11");
  await instructor.fill("#quorum", "2");
  await sound(instructor);
  await press(instructor, "Convoquer la séance");
  await instructor.getByRole("heading", { name: "Séance PV 2026-11" }).waitFor();
  const session = new URL(instructor.url()).pathname;

  for (const member of [anne, bruno]) {
    for (const [i, file] of files.entries()) {
      await member.goto(session);
      await sound(member);
      await member.goto(`${session}/notes/${file.split("/").pop()}`);
      for (const field of await member.locator("input[type=number]").all()) await field.fill(i === 0 ? "5" : "4");
      await sound(member);
      await press(member, "Enregistrer mes notes");
    }
  }
  await instructor.goto(session);
  await press(instructor, "Figer le classement");
  await press(instructor, "Décider dans l’ordre du classement");
  await instructor.getByText("dépassement de 1").waitFor();
  assert.match(await instructor.innerText("main"), /Passerait\s: 999\s999\s€/);
  await sound(instructor);
  const minutes = await instructor.request.get(`${session}/pv.pdf`);
  assert.equal(minutes.headers()["content-type"], "application/pdf");

  // The State opens payment credits.
  const state = await as("Aïcha Pilote", "national_pilot", "national");
  all.push(state);
  for (const page of ["/enveloppes/nouvelle", `${ENVELOPE}/au-dessous`, ENVELOPE]) {
    await state.goto(page);
    await sound(state);
  }
  await state.getByRole("link", { name: "Abonder, déléguer, virer, clore…" }).click();
  await state.getByLabel("Ouvrir des crédits de paiement").check();
  await state.fill("#amount", "1 000 000 €");
  await state.fill("#year", `${new Date().getFullYear()}`);
  await state.fill("#date", `${new Date().getFullYear()}-01-15`);
  await state.fill("#decision", "Loi de finances");
  await sound(state);
  await press(state, "Écrire dans le journal");

  await instructor.goto(`${files[0]}/instruction`);
  await press(instructor, "Notifier");
  await instructor.fill("#sign-amount", "900 000 €");
  await instructor.fill("#because", "Convention-cadre");
  await sound(instructor);
  await press(instructor, "Enregistrer la signature");
  await instructor.check("[name=kind][value=advance]");
  await instructor.fill("#pay-amount", "270 001 €");
  await instructor.fill("#proof", "Ordre de service");
  await press(instructor, "Liquider et payer");
  await instructor.getByText("décret 2018-514, art. 12 II").waitFor();
  await sound(instructor);
  await instructor.check("[name=kind][value=advance]");
  await instructor.fill("#pay-amount", "270 000 €");
  await instructor.fill("#proof", "Ordre de service");
  await press(instructor, "Liquider et payer");
  await instructor.getByText("En cours de paiement").first().waitFor();

  // The first reads its letter and its payment, the second that it waits, the region that money came.
  await first.goto(files[0]);
  assert.match(await first.innerText("#notification"), /décision favorable/);
  assert.match(await first.innerText("main"), /270\s000\s€/);
  await sound(first);
  await second.goto(files[1]);
  assert.match(await second.innerText("main"), /liste d’attente/i);
  assert.doesNotMatch(await second.innerText("main"), /Chalon|dépassement|Rectorat/);
  await sound(second);
  await region.goto(`${CALL}/candidatures`);
  assert.match(await region.innerText("table"), /École de Chalon[\s\S]*270\s000\s€/);
  await sound(region);

  for (const page of all) {
    assert.deepEqual(page.faults, [], page.url());
    await page.context().close();
  }
});
