// What people type is text, whatever it looks like: in pages, in attributes, in the merge page, in suggestions.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { post, share, start } from "./server.mjs";

const PAYLOADS = ["<script>window.pwned=1</script>", "\"><img src=x onerror=window.pwned=1>", "'><svg onload=window.pwned=1>", "{{ 7*7 }}<b>gras</b>", "</title><script>window.pwned=1</script>", "javascript:window.pwned=1"];
let server, browser;
before(async () => { server = await start(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

test("no payload runs anywhere it is shown, and each is read as it was typed", async () => {
  const page = await open(browser, server.address);
  page.refusals = true;
  for (const payload of PAYLOADS) {
    const owner = await post(server.address, "/projets", { title: payload, "project.kind": "extension", "project.cost": "1 M€" });
    await post(server.address, `${owner}/plan`, { do: "add", label: payload, amount: "1000", funder: "bank", instrument: "loan" });
    await post(server.address, `${owner}/questions/holder.name`, { "holder.name": payload });
    const reader = await share(server.address, owner, payload);
    for (const path of [owner, reader, `${owner}/faits`, `${owner}/plan`, `${owner}/partage`, `${owner}/historique`, `${owner}/supprimer`, `${owner}/sites`, `${owner}/questions/holder.name`]) {
      await page.goto(path);
      assert.equal(await page.evaluate(() => window.pwned), undefined, `${payload} ran on ${path}`);
      assert.equal(await page.locator("main img, main svg[onload], main b:text('gras')").count(), 0, `${payload} became an element on ${path}`);
    }
    await page.goto(owner);
    assert.equal(await page.innerText("h1"), payload);
    assert.ok((await page.innerText("#plan")).includes(payload));
    await page.goto(`${owner}/faits`);
    assert.equal(await page.inputValue("[id='holder.name']"), payload);
    await page.goto(`/recherche?q=${encodeURIComponent(payload)}`);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.equal(await page.inputValue("main input[name=q]"), payload);
    await page.goto(`/sites?q=${encodeURIComponent(payload)}&area=${encodeURIComponent(payload)}`);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a hostile answer to a suggestion is shown as text", async () => {
  const page = await open(browser, server.address);
  await page.route("**/api/v1/communes?*", (route) => route.fulfill({ json: { items: [{ code: "71076", name: "<img src=x onerror=window.pwned=1>", detail: "<b>x</b>" }] } }));
  await page.goto("/projets/nouveau");
  await page.fill("[id='project.commune']", "cha");
  await page.waitForSelector("li[role=option]");
  assert.equal(await page.locator("li[role=option] img, li[role=option] b").count(), 0);
  assert.ok((await page.innerText("li[role=option]")).startsWith("<img"));
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  await page.context().close();
});
