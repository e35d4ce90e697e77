// The interactive map, with a graphics card drawn in software, and the drawn map when there is none.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { imported, start } from "./server.mjs";

let server;
before(async () => { server = await start(); });
after(async () => { await server?.stop(); });

/** Share of the pixels of a picture that differ from its first one. */
const drawn = async (page, png) => page.evaluate(async (base64) => {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  let other = 0;
  for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - data[0]) + Math.abs(data[i + 1] - data[1]) + Math.abs(data[i + 2] - data[2]) > 24) other += 1;
  return other / (data.length / 4);
}, png.toString("base64"));

test("the interactive map draws the sites, with their French names, and everything comes from this server", async (t) => {
  const browser = await launch(["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]);
  try {
    const page = await open(browser, server.address);
    const answered = new Set();
    page.on("response", (r) => { if (r.ok()) answered.add(new URL(r.url()).pathname); });
    await page.goto("/sites");
    const webgl = await page.evaluate(() => document.createElement("canvas").getContext("webgl2") !== null);
    if (!webgl) return t.skip("this Chromium draws no WebGL, even in software");
    await page.waitForSelector("#map canvas.maplibregl-canvas", { state: "visible" });
    assert.equal(await page.locator("#map-still").isVisible(), false, "the drawn map leaves its place");
    for (let n = 0; n < 40 && !["/api/v1/sites.geojson", "/api/v1/map/departments.geojson", "/api/v1/map/land.geojson"].every((p) => answered.has(p)); n += 1) await page.waitForTimeout(250);
    assert.ok(answered.has("/api/v1/sites.geojson") && answered.has("/api/v1/map/departments.geojson"), [...answered].join(" "));
    await page.waitForTimeout(3000);
    const share = await drawn(page, await page.locator("#map").screenshot());
    assert.ok(share > 0.05, `only ${(share * 100).toFixed(1)} % of the map is drawn`);
    const names = await page.evaluate(() => fetch(document.getElementById("map").dataset.sites).then((a) => a.json()).then((m) => m.features.map((f) => f.properties.name)));
    assert.ok(names.some((n) => /[éèêàôûîç]/.test(n)), "names keep their accents");
    await page.selectOption("select[name=region]", "Bretagne");
    await page.waitForURL(/region=Bretagne/);
    // Settled: what is seen at once may be put away just after.
    await page.waitForTimeout(500);
    await page.waitForSelector("#map canvas.maplibregl-canvas", { state: "visible" });
    assert.equal(await page.locator("#map-still").isVisible(), false, "the drawn map stays away");
    assert.match(await page.getAttribute("#map", "data-sites"), /region=Bretagne/, "the map follows the list");
    assert.equal(await page.locator("canvas.maplibregl-canvas").count(), 1);
    assert.deepEqual(page.faults, []);
  } finally { await browser.close(); }
});

test("with thousands of sites the map takes tiles of those that the list shows, and all of them again once they are few", async (t) => {
  const crowded = await start();
  const browser = await launch(["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]);
  try {
    const communes = ["71076", "35238", "59183", "31555", "67482"];
    await imported(crowded, `nom;insee\n${Array.from({ length: 2100 }, (_, n) => `Parc numéro ${n};${communes[n % communes.length]}`).join("\n")}\n`);
    const page = await open(browser, crowded.address);
    const answered = [];
    page.on("response", (r) => { if (r.ok()) answered.push(new URL(r.url())); });
    const tiles = (query) => answered.filter((u) => u.pathname.startsWith("/ogc/collections/sites/tiles/WebMercatorQuad/") && u.search.includes(query)).length;
    const until = async (so) => { for (let n = 0; n < 40 && !so(); n += 1) await page.waitForTimeout(250); return so(); };
    await page.goto("/sites");
    if (!await page.evaluate(() => document.createElement("canvas").getContext("webgl2") !== null)) return t.skip("this Chromium draws no WebGL, even in software");
    await page.waitForSelector("#map canvas.maplibregl-canvas", { state: "visible" });
    assert.ok(await until(() => tiles("") > 0), "no tile of the sites was asked");
    assert.ok(!answered.some((u) => u.pathname === "/api/v1/sites.geojson"), "two thousand sites were all sent");
    await page.waitForTimeout(3000);
    const share = await drawn(page, await page.locator("#map").screenshot());
    assert.ok(share > 0.05, `only ${(share * 100).toFixed(1)} % of the map is drawn`);
    await page.selectOption("select[name=friche]", "non");
    await page.waitForURL(/friche=non/);
    await page.waitForSelector("#map canvas.maplibregl-canvas", { state: "visible" });
    assert.ok(await until(() => tiles("friche=non") > 0), "the tiles follow the list");
    await page.selectOption("select[name=region]", "Bretagne");
    await page.waitForURL(/region=Bretagne/);
    // Settled: what is seen at once may be put away just after.
    await page.waitForTimeout(500);
    await page.waitForSelector("#map canvas.maplibregl-canvas", { state: "visible" });
    assert.equal(await page.locator("#map-still").isVisible(), false, "the drawn map stays away");
    assert.match(await page.getAttribute("#map", "data-sites"), /region=Bretagne/);
    assert.equal(await page.locator("canvas.maplibregl-canvas").count(), 1);
    assert.deepEqual(page.faults, []);
  } finally {
    await browser.close();
    await crowded.stop();
  }
});

test("without WebGL the drawn map stays, each of its points leads to a site", async () => {
  const browser = await launch();
  try {
    const page = await open(browser, server.address);
    await page.addInitScript(() => { HTMLCanvasElement.prototype.getContext = () => null; });
    await page.goto("/sites");
    assert.ok(await page.locator("#map-still svg.map").isVisible());
    assert.equal(await page.locator("#map").isVisible(), false);
    const points = await page.locator("#map-still svg.map a[data-site]").count();
    assert.ok(points > 40, `${points} points`);
    const href = await page.locator("#map-still svg.map a[data-site]").first().getAttribute("href");
    assert.equal((await page.request.get(href)).status(), 200);
    assert.deepEqual(page.faults, []);
  } finally { await browser.close(); }
});

test("filtering changes list, map and address together, and going back restores them", async () => {
  const browser = await launch();
  try {
    const page = await open(browser, server.address);
    await page.goto("/sites");
    const all = await page.locator(".slist li").count();
    await page.selectOption("select[name=region]", "Bretagne");
    await page.waitForURL(/region=Bretagne/);
    await page.waitForFunction((n) => document.querySelectorAll(".slist li").length < n, all);
    const some = await page.locator(".slist li").count();
    assert.ok(some > 0);
    assert.ok(await page.locator("svg.map a[data-site]").count() <= some, "the map shows what the list shows");
    await page.goBack();
    await page.waitForFunction((n) => document.querySelectorAll(".slist li").length === n, all);
    assert.deepEqual(page.faults, []);
  } finally { await browser.close(); }
});
