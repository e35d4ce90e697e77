// Without a mouse: the skip link, an order that follows the eye, a focus that is seen, forms sent with Enter.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { project, start } from "./server.mjs";

let server, browser;
before(async () => { server = await start(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const focused = (page) => page.evaluate(() => {
  const el = document.activeElement;
  const style = getComputedStyle(el);
  const box = el.getBoundingClientRect();
  return { tag: el.tagName, href: el.getAttribute("href") ?? "", name: el.getAttribute("name") ?? "", outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, left: box.left, width: box.width };
});

/** Tabs on until the focus stands on what this selector finds, as whoever has no mouse does. */
async function reach(page, wanted, most = 400) {
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), wanted)) return focused(page);
  }
  throw new Error(`${wanted} is not reached in ${most} stops`);
}

test("the skip link comes first, is seen when reached, and leads to the content", async () => {
  const page = await open(browser, server.address);
  await page.goto("/sites");
  await page.keyboard.press("Tab");
  const skip = await focused(page);
  assert.equal(skip.href, "#main");
  assert.ok(skip.left >= 0 && skip.width > 20, "the skip link shows itself");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.getElementById("main").contains(document.activeElement)), "the next stop is in the content");
  await page.context().close();
});

test("tabs go through the mark, then the navigation, then the search, each with a visible focus", async () => {
  const page = await open(browser, server.address);
  await page.goto("/");
  const stops = [];
  for (let n = 0; n < 12; n += 1) { await page.keyboard.press("Tab"); stops.push(await focused(page)); }
  assert.deepEqual(stops.slice(1, 10).map((s) => s.href), ["/", "/territoires", "/sites", "/projets", "/mesures", "/appels", "/filieres", "/pilotage", "/actualites"]);
  assert.equal(stops[10].name, "q");
  for (const stop of stops) assert.ok(stop.outline, `no visible focus on ${JSON.stringify(stop)}`);
  await page.context().close();
});

test("a search and a project are sent with Enter", async () => {
  const page = await open(browser, server.address);
  await page.goto("/");
  await page.focus("header input[name=q]");
  await page.keyboard.type("saoneor");
  await page.keyboard.press("Enter");
  await page.waitForURL(/recherche\?q=saoneor/);
  assert.ok((await page.innerText("main")).includes("SaôneOr"));
  await page.goto("/projets/nouveau");
  await page.focus("#title");
  await page.keyboard.type("Une ligne de peinture");
  await page.keyboard.press("Enter");
  await page.waitForSelector("ol.line");
  assert.equal(await page.innerText("h1"), "Une ligne de peinture");
  await page.context().close();
});

test("suggestions close with Escape without losing what was typed, and Enter without a choice sends the form", async () => {
  const page = await open(browser, server.address);
  await page.goto("/projets/nouveau");
  const commune = "[id='project.commune']";
  await page.focus(commune);
  await page.keyboard.type("chalon");
  await page.waitForSelector(`${commune}[aria-expanded=true]`);
  await page.keyboard.press("Escape");
  assert.equal(await page.getAttribute(commune, "aria-expanded"), "false");
  assert.equal(await page.inputValue(commune), "chalon");
  await page.keyboard.press("Enter");
  await page.waitForLoadState();
  await page.context().close();
});

test("a button under an open list of suggestions can be pressed: nothing moves away from the hand", async () => {
  const page = await open(browser, server.address);
  await page.goto(`${await project(server.address)}/questions/holder.naf`);
  await page.locator("[id='holder.naf']").pressSequentially("emboutissage", { delay: 10 });
  await page.waitForSelector("[id='holder.naf'][aria-expanded=true]");
  await page.fill("[id='holder.naf']", "25.50B");
  await page.waitForSelector("[id='holder.naf'][aria-expanded=true]");
  await Promise.all([page.waitForURL(/\/projets\/\w+(\?|$)/), page.click("main form .btn")]);
  await page.context().close();
});

test("after a mistake the summary is announced and each of its links leads to the field", async () => {
  const page = await open(browser, server.address);
  page.refusals = true;
  await page.goto("/projets/nouveau");
  await page.fill("[id='project.cost']", "beaucoup");
  await page.press("[id='project.cost']", "Enter");
  await page.waitForSelector(".errors[role=alert]");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".errors")), "reading goes on from what is wrong");
  await page.click(".errors a");
  assert.equal(await page.evaluate(() => document.activeElement.id), "project.cost");
  assert.equal(await page.getAttribute("[id='project.cost']", "aria-invalid"), "true");
  await page.context().close();
});

test("nothing that can be clicked is out of reach of the keyboard on the page of a project", async () => {
  const page = await open(browser, server.address);
  await page.goto(await project(server.address));
  const out = await page.evaluate(() => [...document.querySelectorAll("main a[href], main button, main summary, main input")].filter((el) => el.tabIndex < 0 && !el.closest("svg")).map((el) => el.outerHTML.slice(0, 120)));
  assert.deepEqual(out, []);
  const boxes = await page.evaluate(() => [...document.querySelectorAll(".scroll")].filter((el) => el.scrollWidth > el.clientWidth && el.tabIndex < 0).map((el) => el.outerHTML.slice(0, 120)));
  assert.deepEqual(boxes, [], "a table that scrolls is reached by the keyboard");
  await page.context().close();
});

test("from the first page to the dossier on the disk, with the keyboard alone", async () => {
  const page = await open(browser, server.address, { acceptDownloads: true });
  await page.goto("/");
  await reach(page, 'main a[href="/projets/nouveau"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector("#title");
  await reach(page, "[id='project.cost']");
  await page.keyboard.type("12 M€");
  await reach(page, "#title");
  await page.keyboard.type("Un dossier sans souris");
  await page.keyboard.press("Enter");
  await page.waitForSelector("ol.line");
  // In the order of the page, so that one way down it is enough.
  for (const [at, first] of [["#plan [href$='/plan.csv']", "\ufeff"], ["#plan [href$='/plan.svg']", "<svg"], ["#dossier [href$='/dossier.pdf']", "%PDF-"], ["#dossier [href$='/dossier.xlsx']", "PK"], ["#dossier [href$='/dossier.json']", "{"]]) {
    const stop = await reach(page, at);
    assert.ok(stop.outline, `no visible focus on ${at}`);
    const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), page.keyboard.press("Enter")]);
    const bytes = await readFile(await download.path());
    assert.ok(bytes.toString("utf8").startsWith(first), `${at}: ${download.suggestedFilename()}, ${bytes.length} bytes`);
    assert.match(download.suggestedFilename(), /^un-dossier-sans-souris\./);
  }
  await page.context().close();
});
