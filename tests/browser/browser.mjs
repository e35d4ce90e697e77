// Debian's Chromium, driven for real, without its windows where Debian's package of that is there. Everything a page does
// wrong is an error of the test: a script that fails, a refused resource, a breach of the content policy, a request that
// leaves this machine.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const require = createRequire(fileURLToPath(new URL("../../ui/package.json", import.meta.url)));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const QUIET = ["--no-sandbox", "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// A page lives for a second: compiling its scripts further costs more than it saves, but where maps are drawn.
const BRIEF = "--js-flags=--min-semi-space-size=64 --single-threaded --always-sparkplug --no-maglev --no-opt";
const LASTING = "--js-flags=--min-semi-space-size=64 --single-threaded-gc";

const executablePath = process.env.REBOND_CHROMIUM ?? ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(existsSync);

/** `more`: arguments of one test, such as those that draw WebGL without a graphics card. */
export function launch(more = []) {
  const args = more.length ? [...QUIET.filter((a) => a !== "--disable-gpu"), LASTING, ...more] : [...QUIET, BRIEF];
  return chromium.launch({ executablePath, args, ignoreDefaultArgs: ["--headless"] });
}

/** A page whose faults are gathered in `page.faults`. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ baseURL: address, locale: "fr-FR", viewport: { width: 1280, height: 900 }, ...options });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => console.error(`content policy: ${e.violatedDirective} ${e.blockedURI}`));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  watch(page, address);
  return page;
}

function watch(page, address) {
  page.on("console", (message) => { if (message.type() === "error" && !expected(page, message.text())) page.faults.push(`console: ${message.text()} (${page.url()})`); });
  page.on("pageerror", (error) => page.faults.push(`script: ${error.message} (${page.url()})`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("blob:")) page.faults.push(`leaves this machine: ${url}`);
  });
}

// A page that answers 400, 403, 404, 409 or 422 on purpose is logged by the browser as an error of the network.
const expected = (page, text) => page.refusals && /^Failed to load resource.*status of (400|403|404|409|422)/.test(text);

/** Brings axe-core with each page that is opened from now on: half the work of sending it to each. */
export const withAxe = (page) => page.context().addInitScript({ content: axeSource });

/** Serious and critical findings of axe-core on the page as it stands, as readable lines. */
export async function axe(page) {
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axeSource);
  const found = await page.evaluate(() => {
    // The gravity of a finding is that of its rule: a rule that finds nothing grave is not run, one that does not say is.
    const slight = globalThis.axe._audit.rules.filter((rule) => rule.impact === "minor" || rule.impact === "moderate");
    const rules = Object.fromEntries(slight.map((rule) => [rule.id, { enabled: false }]));
    return globalThis.axe.run(document, { resultTypes: ["violations"], preload: false, rules });
  });
  return found.violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.impact} ${v.id}: ${n.html.slice(0, 160)} – ${(n.failureSummary ?? "").split("\n").slice(1, 3).join(" ").trim()}`));
}

/** Boxes of a phone that must be pulled sideways to be read, but where things are compared side by side or drawn. */
export function pulled(page) {
  return page.evaluate(async () => {
    // The page stacks its tables once it knows its width.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const wide = [...document.querySelectorAll("main .scroll")].filter((box) => box.scrollWidth > box.clientWidth + 1 && !box.matches(".board") && !box.querySelector(":scope > table.side, :scope > svg.picture"));
    return wide.map((box) => `${box.scrollWidth - box.clientWidth} px to pull: ${box.getAttribute("aria-label") ?? box.innerHTML.slice(0, 80)}`).join(" | ");
  });
}

/** What sticks out of the page to the right, when the page scrolls sideways. */
export function overflow(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return "";
    const inside = (el) => { for (let up = el.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== "visible") return true; return false; };
    const out = [...document.body.querySelectorAll("*")].filter((el) => el.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5 && !inside(el));
    return `${wide} px too wide: ${out.slice(0, 3).map((el) => el.outerHTML.slice(0, 120)).join(" | ")}`;
  });
}
