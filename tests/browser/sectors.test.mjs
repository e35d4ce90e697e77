// From the sectors to a project: a territory, a weight moved, the reasons opened, the fields filled.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { start } from "./server.mjs";

let server, browser;
before(async () => {
  server = await start();
  browser = await launch();
  for (let n = 0; n < 60 && (await fetch(`${server.address}/api/v1/sectors/activities/25.50B`)).status !== 200; n += 1) await new Promise((done) => setTimeout(done, 500));
});
after(async () => { await browser?.close(); await server?.stop(); });

const WORDS = {
  fr: { home: "/", sectors: "Filières", search: "Rechercher", place: "Grand Chalon", why: "Pourquoi ce rang", open: "Monter un projet", synthetic: "Données synthétiques" },
  en: { home: "/en", sectors: "Sectors", search: "Search", place: "Grand Chalon", why: "Why this rank", open: "Open a project", synthetic: "Synthetic data" },
};

const ranks = (page) => page.$$eval("#rangs ol.ranked > li > .row strong", (all) => all.map((e) => e.textContent));

for (const [lang, words] of Object.entries(WORDS)) {
  for (const javaScriptEnabled of [true, false]) {
    test(`a project lead finds a sector and opens a project, in ${lang}, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const page = await open(browser, server.address, { javaScriptEnabled });
      await page.goto(words.home);
      await page.click(`nav.main >> text=${words.sectors}`);
      await page.fill("#territoire input[name=q]", words.place);
      await page.click("#territoire form button");
      await page.click(`#territoire a[href$='/filieres/territoires/2/ti-2704']`);
      assert.ok((await page.innerText(".band")).includes(words.synthetic));
      assert.ok(await page.locator("#proche svg.picture").isVisible(), "the picture needs no script");
      const before = await ranks(page);
      assert.equal(before.length, 15);

      const move = (id, value) => page.locator(`input[name='w-${id}']`).evaluate((range, to) => { range.value = to; range.dispatchEvent(new Event("input", { bubbles: true })); range.dispatchEvent(new Event("change", { bubbles: true })); }, value);
      if (javaScriptEnabled) {
        const swapped = page.waitForResponse((r) => r.url().includes("w-proximity=100") && r.ok());
        for (const id of ["need", "skills", "reception", "returns"]) await move(id, "0");
        await move("proximity", "100");
        await swapped;
        await page.waitForURL(/w-proximity=100/);
      } else {
        await page.locator("input[name='w-proximity']").focus();
        await page.keyboard.press("End");
        await page.click("details.weights button");
        assert.match(page.url(), /w-proximity=100/);
      }
      assert.equal((await ranks(page)).length, 15);

      const line = page.locator("#rangs ol.ranked > li").first();
      await line.locator("summary", { hasText: words.why }).click();
      const name = await line.locator(".row strong").first().innerText();
      const code = (await line.locator(".row .soft").nth(1).innerText()).trim();
      assert.ok(await line.locator(".reasons li").count() >= 3, "the reason is given part by part");
      await line.locator(`text=${words.open}`).click();
      assert.equal(await page.inputValue("[id='project.naf']"), code);
      assert.equal(await page.inputValue("[id='project.commune']"), "71076");
      assert.ok((await page.inputValue("#title")).includes(name), "the title is filled");
      assert.ok(await page.locator("input[name='project.kind'][value=new_plant]").isChecked());
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
}
