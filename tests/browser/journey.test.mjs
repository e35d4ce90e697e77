// A project lead's morning, in French and in English: from the first page to the files of the dossier.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { start } from "./server.mjs";

let server, browser;
before(async () => { server = await start(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const WORDS = {
  fr: { home: "/", open: "J’ai un projet", company: "une entreprise", kind: "une relocalisation depuis l’étranger", submit: "Mettre le projet sur la ligne", answer: "Répondre", save: "Enregistrer", plan: "Modifier le plan", add: "Ajouter", back: "Remettre", share: "Créer une adresse de lecture", remove: "Supprimer le projet", undo: "Annuler la suppression", cost: "12 000 000 €", pdf: "Télécharger le dossier (PDF)" },
  en: { home: "/en", open: "I have a project", company: "a company", kind: "a relocation from abroad", submit: "Place the project on the line", answer: "Answer", save: "Save", plan: "Edit the plan", add: "Add", back: "Put back", share: "Create a reading address", remove: "Delete the project", undo: "Undo the deletion", cost: "€12,000,000", pdf: "Download the dossier (PDF)" },
};

/** Plain spaces: French figures are written with narrow no-break ones. */
const plain = (text) => text.replace(/[\u202f\u00a0]/g, " ");
const body = async (page) => plain(await page.innerText("main"));
const answers = (page) => page.$$eval("#mesures tbody tr, #mesures .reasons > li", (rows) => rows.map((r) => r.innerText.replace(/\s+/g, " ")).join("\n"));

async function suggest(page, id, typed, expected) {
  await page.focus(`[id='${id}']`);
  await page.keyboard.type(typed, { delay: 15 });
  await page.waitForSelector(`[id='${id}'][aria-expanded=true]`);
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector(`[id='${id}'][aria-activedescendant]`);
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue(`[id='${id}']`), expected);
  assert.equal(await page.getAttribute(`[id='${id}']`, "aria-expanded"), "false");
}

for (const [lang, words] of Object.entries(WORDS)) {
  test(`from a need of one page to the dossier, in ${lang}`, async (t) => {
    const page = await open(browser, server.address, { acceptDownloads: true });
    const at = (path) => new URL(page.url()).pathname === path;
    let project;

    await t.test("five answers, two of them found from the keyboard", async () => {
      await page.goto(words.home);
      await page.click(`text=${words.open}`);
      await page.fill("#title", "Relocaliser un atelier d’emboutissage");
      await suggest(page, "project.naf", "découpage, emboutissage", "25.50B");
      await suggest(page, "project.commune", "chalon-sur-sa", "71076");
      await page.fill("[id='project.cost']", "12 M€");
      await page.check(`label:has-text("${words.company}") >> nth=0`);
      await page.check(`label:has-text("${words.kind}")`);
      await page.click(`text=${words.submit}`);
      await page.waitForSelector("ol.line");
      project = new URL(page.url()).pathname;
      assert.match(project, /\/projets\/[0-9A-Za-z]{24}$/);
      assert.ok((await body(page)).includes(words.cost), "the cost is written in the reader's way");
      assert.equal(await page.locator("ol.line li").count(), 6);
    });

    await t.test("each best question answered changes what is known, and soon a measure", async () => {
      const first = await answers(page);
      let asked = 0;
      for (; asked < 12 && await answers(page) === first; asked += 1) {
        await page.click(`.next >> text=${words.answer}`);
        const field = page.locator("main form .field");
        const choices = field.locator("input[type=radio]");
        if (await choices.count()) await choices.nth(1).check();
        else if (await field.locator("input[type=checkbox]").count()) await field.locator("input[type=checkbox]").first().check();
        else if (await field.locator("input[type=date]").count()) await field.locator("input[type=date]").fill("2021-03-01");
        else await field.locator("input[type=text]").fill("40");
        await page.click(`main form >> text=${words.save}`);
        // A figure in the wrong unit is refused with a sentence: write it again as money.
        if (await page.locator("main form .error").count()) {
          await field.locator("input[type=text]").fill("4 M€");
          await page.click(`main form >> text=${words.save}`);
        }
        await page.waitForSelector("ol.line");
        assert.equal(await page.locator("[role=status]").count(), 1, "the page says that it saved");
      }
      assert.notEqual(await answers(page), first, `${asked} answers changed no measure`);
    });

    await t.test("own funds and a loan enter the plan", async () => {
      await page.click(`#plan >> text=${words.plan}`);
      for (const [label, amount, funder, instrument] of [["Fonds propres", "3 000 000", "holder", "own_funds"], ["Prêt bancaire", "4,5 M€", "bank", "loan"]]) {
        const form = page.locator("form.filters", { has: page.locator("input[name=label]") });
        await form.locator("input[name=label]").fill(label);
        await form.locator("input[name=amount]").fill(amount);
        await form.locator("select[name=funder]").selectOption(funder);
        await form.locator("select[name=instrument]").selectOption(instrument);
        await form.locator(`button:has-text("${words.add}")`).click();
        await page.waitForSelector(`td:has-text("${label}")`);
      }
      await page.goto(project);
      const plan = plain(await page.innerText("#plan"));
      for (const word of lang === "fr" ? ["Fonds propres", "3 000 000 €", "Prêt bancaire", "4 500 000 €"] : ["Fonds propres", "€3,000,000", "Prêt bancaire", "€4,500,000"]) assert.ok(plan.includes(word), `${word} is in the plan:\n${plan}`);
    });

    await t.test("the dossier leaves as PDF, spreadsheet and JSON", async () => {
      const take = async (text) => {
        const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), page.click(`#dossier >> text="${text}"`)]);
        return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
      };
      const pdf = await take(words.pdf);
      assert.ok(pdf.bytes.subarray(0, 5).toString() === "%PDF-" && pdf.bytes.length > 20_000, `${pdf.name}: ${pdf.bytes.length} bytes`);
      const sheet = await take("XLSX");
      assert.ok(sheet.bytes.subarray(0, 2).toString() === "PK" && sheet.name.endsWith(`${lang}.xlsx`), sheet.name);
      const json = JSON.parse((await take("JSON")).bytes);
      assert.equal(json.project.title, "Relocaliser un atelier d’emboutissage");
      assert.ok(json.plan.lines.some((l) => l.label.fr === "Prêt bancaire"));
    });

    await t.test("a shared address reads, elsewhere, and never writes", async () => {
      await page.goto(`${project}/partage`);
      await page.fill("input[name=label]", "comité du 12");
      await page.click(`text=${words.share}`);
      const text = await page.innerText("main") + await page.$$eval("main input, main a", (all) => all.map((e) => e.value ?? e.href).join(" "));
      const reader = [...text.matchAll(/(?:\/en)?\/projets\/([0-9A-Za-z]{24})/g)].map((m) => m[0]).find((p) => !p.endsWith(project.slice(-24)));
      assert.ok(reader, `the address is shown once: ${text}`);
      const other = await open(browser, server.address);
      await other.goto(reader);
      assert.ok((await body(other)).includes("Relocaliser un atelier"));
      assert.equal(await other.locator(`text=${words.plan}`).count(), 0);
      const refused = await other.evaluate((path) => fetch(`${path}/plan`, { method: "POST", body: new URLSearchParams({ do: "complete", complete: "oui" }) }).then((a) => a.status), reader);
      assert.equal(refused, 403);
      other.faults = other.faults.filter((f) => !f.includes("403"));
      assert.deepEqual(other.faults, []);
      await other.context().close();
    });

    await t.test("an earlier version comes back", async () => {
      await page.goto(`${project}/historique`);
      const rows = await page.locator("tbody tr").count();
      await page.locator(`tbody tr:last-child >> text=${words.back}`).click();
      await page.waitForSelector("ol.line");
      assert.ok(!plain(await page.innerText("#plan")).includes("Prêt bancaire"), "the first version had no loan");
      await page.goto(`${project}/historique`);
      assert.equal(await page.locator("tbody tr").count(), rows + 1, "nothing is erased");
    });

    await t.test("deleting can be undone", async () => {
      await page.goto(`${project}/supprimer`);
      await page.click(`text=${words.remove}`);
      await page.waitForSelector(`text=${words.undo}`);
      assert.equal((await page.request.get(project)).status(), 404);
      await page.click(`text=${words.undo}`);
      await page.waitForSelector("ol.line");
      assert.ok(at(project));
    });

    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
