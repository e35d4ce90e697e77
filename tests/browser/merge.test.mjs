// Two people, two browsers, one project: nothing either of them wrote is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, open } from "./browser.mjs";
import { project, start } from "./server.mjs";

let server, browser, path;
before(async () => { server = await start(); browser = await launch(); path = await project(server.address); });
after(async () => { await browser?.close(); await server?.stop(); });

const facts = async (page) => (await page.request.get(`${path}/projet.toml`)).text();

test("the same fact answered twice is shown to the second person, who decides", async () => {
  const [ana, leo] = [await open(browser, server.address), await open(browser, server.address)];
  leo.refusals = true;
  const question = `${path}/questions/project.jobs_created`;
  await Promise.all([ana.goto(question), leo.goto(question)]);
  const field = "[id='project.jobs_created']";
  await ana.fill(field, "60");
  await leo.fill(field, "75");
  await ana.click("main form .btn");
  await ana.waitForSelector("ol.line");
  await leo.click("main form .btn");
  await leo.waitForSelector("main table");
  const shown = await leo.innerText("main table");
  assert.ok(shown.includes("60") && shown.includes("75"), shown);
  assert.match(await facts(leo), /jobs_created = 60/, "the first answer stands until somebody decides");
  assert.deepEqual(await axe(leo), []);
  await leo.click("main form .btn");
  await leo.waitForSelector("ol.line");
  assert.match(await facts(leo), /jobs_created = 75/);
  assert.deepEqual([...ana.faults, ...leo.faults], []);
  // And the answer that was replaced is still in the history.
  await leo.goto(`${path}/historique`);
  assert.ok(await leo.locator("tbody tr").count() >= 3);
  await Promise.all([ana, leo].map((p) => p.context().close()));
});

test("different facts answered on two whole forms are both kept", async () => {
  const [ana, leo] = [await open(browser, server.address), await open(browser, server.address)];
  await Promise.all([ana.goto(`${path}/faits`), leo.goto(`${path}/faits`)]);
  for (const page of [ana, leo]) await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await ana.fill("[id='site.area_ha']", "6");
  await leo.fill("[id='holder.headcount']", "130");
  await ana.click("main form .actions .btn");
  await ana.waitForSelector("ol.line");
  await leo.click("main form .actions .btn");
  await leo.waitForSelector("ol.line");
  const text = await facts(leo);
  assert.match(text, /area_ha = 6\b/, "Ana's answer was overwritten by Leo's older form");
  assert.match(text, /headcount = 130/);
  await Promise.all([ana, leo].map((p) => p.context().close()));
});
