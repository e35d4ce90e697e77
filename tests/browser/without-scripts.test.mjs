// The same creation with JavaScript switched off: forms and links are enough, from the first page to the PDF.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, overflow } from "./browser.mjs";
import { start } from "./server.mjs";

let server, browser;
before(async () => { server = await start(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

for (const lang of ["fr", "en"]) {
  test(`a project is created, answered and taken away without scripts, in ${lang}`, async () => {
    const page = await open(browser, server.address, { javaScriptEnabled: false });
    const at = (path) => (lang === "en" ? `/en${path}` : path);
    await page.goto(lang === "en" ? "/en" : "/");
    await page.click(".doors a[href$='/projets/nouveau']");
    await page.fill("#title", "Étendre la fonderie");
    await page.fill("[id='project.naf']", "24.51Z");
    await page.fill("[id='project.commune']", "Chalon-sur-Saône (71)");
    await page.fill("[id='project.cost']", "8,5 M€");
    await page.check("input[name='holder.kind'][value=company]");
    await page.check("input[name='project.kind'][value=extension]");
    await page.press("#title", "Enter");
    const project = new URL(page.url()).pathname;
    assert.match(project, new RegExp(`^${at("/projets/")}[0-9A-Za-z]{24}$`));
    assert.ok((await page.innerText("main")).includes("Chalon-sur-Saône"));

    await page.click(".next a");
    await page.locator("main form input:not([type=hidden])").first().waitFor();
    const radio = page.locator("main form input[type=radio]").first();
    if (await radio.count()) await radio.check(); else await page.fill("main form input:not([type=hidden])", "8 M€");
    await page.click("main form .btn");
    assert.equal(new URL(page.url()).pathname, project);
    assert.equal(await page.locator("[role=status]").count(), 1);

    await page.goto(`${project}/sites`);
    assert.ok(await page.locator("svg.map").isVisible(), "the drawn map needs no script");
    await page.locator("details.weights button").click();
    assert.match(page.url(), /w-/, "the weights are in the address");
    const pdf = await page.request.get(`${project}/dossier.pdf`);
    assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test("filters of the sites work without scripts, and what only scripts can do is not shown", async () => {
  const page = await open(browser, server.address, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await page.goto("/sites");
  const all = await page.locator(".slist li").count();
  await page.selectOption("select[name=region]", "Normandie");
  await page.click("form.filters button");
  assert.match(page.url(), /region=Normandie/);
  const some = await page.locator(".slist li").count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.equal(await page.locator("[data-theme-toggle]:visible").count(), 0);
  await page.context().close();
});
