// Every page, in both languages, both themes, on a phone and on a desk: no serious or critical finding of axe-core, no
// sideways scroll, no error. Each language sees half of the combinations, and axe-core the French pages, as the English ones
// are the same trees in other words; with REBOND_LONG=1 it sees everything.
// REBOND_PICTURES=1 also keeps a picture of each in target/pictures/.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe, launch, open, overflow, pulled, withAxe } from "./browser.mjs";
import { pages } from "./pages.mjs";
import { cookie } from "./people.mjs";
import { root, start } from "./server.mjs";
import { signedPages } from "./signed.mjs";

const pictures = process.env.REBOND_PICTURES === "1" ? join(root, "target/pictures") : null;
const EVERYTHING = process.env.REBOND_LONG === "1" || pictures !== null;
const EVERY = [["light", 1280], ["light", 320], ["dark", 1280], ["dark", 320]];
// Each language sees both widths and both themes, and both languages together see the four combinations.
const HALF = { fr: [["light", 1280], ["dark", 320]], en: [["dark", 1280], ["light", 320]] };
let server, browser, list, who;
const early = { fr: [], en: [] };

before(async () => {
  server = await start();
  browser = await launch();
  const made = await pages(server.address);
  if (pictures) mkdirSync(pictures, { recursive: true });
  await firstOf(made.empty);
  const signed = await signedPages(server, made);
  who = signed.who;
  list = [...made.all, ...signed.all];
});
after(async () => { await browser?.close(); await server?.stop(); });

for (const lang of ["fr", "en"]) {
  test(`every page in ${lang} is accessible, holds in its width and runs without an error`, async () => {
    const findings = [...early[lang]];
    const left = [...list];
    // Two pages at a time: as many as the machine has hearts.
    const worker = async () => {
      const page = await open(browser, server.address);
      if (EVERYTHING || lang === "fr") await withAxe(page);
      for (let next = left.shift(); next; next = left.shift()) findings.push(...await look(page, lang, next));
      await page.context().close();
    };
    await Promise.all([worker(), worker()]);
    assert.deepEqual(findings, [], `\n${findings.join("\n")}`);
  });
}

/** Looks at the empty states before what people bring fills them. */
async function firstOf(states) {
  const page = await open(browser, server.address);
  await withAxe(page);
  for (const lang of ["fr", "en"]) {
    for (const state of states) {
      early[lang].push(...await look(page, lang, state));
      assert.equal(await page.locator(state.says).count(), 1, `${state.name} says what to do first`);
    }
  }
  await page.context().close();
}

/** The findings of one page, over both themes and both widths. */
async function look(page, lang, { name, path, act, refused, as }) {
  const findings = [];
  const tell = (where, what) => findings.push(`${name} ${lang} ${where}: ${what}`);
  page.faults.length = 0;
  page.refusals = Boolean(refused);
  await page.context().clearCookies();
  if (as) await page.context().addCookies([cookie(server, who[as])]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(lang === "en" ? `/en${path === "/" ? "" : path}` : path, { waitUntil: "load" });
  if (act) {
    await act(page);
    // Where a click leads to another page, this waits for it.
    await page.innerText("body");
  }
  // Asked at once, of the page itself: a locator first brings an engine of selectors to each.
  const seen = await page.evaluate(() => ({ lang: document.documentElement.getAttribute("lang"), refusal: document.querySelector("main .errors")?.innerText, text: document.body.innerText }));
  assert.equal(seen.lang, lang, `${name} answers in ${lang}`);
  if (as !== undefined && !refused && seen.refusal !== undefined) tell("any", `refused: ${seen.refusal}`);
  if (/⟦/.test(seen.text)) tell("any", "a word is missing");
  for (const [theme, width] of EVERYTHING ? EVERY : HALF[lang]) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    const wide = await overflow(page);
    if (wide) tell(`${theme} ${width}`, wide);
    const pull = width === 320 && await pulled(page);
    if (pull) tell(`${theme} ${width}`, pull);
    if (EVERYTHING || lang === "fr") for (const finding of await axe(page)) tell(`${theme} ${width}`, finding);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.${lang}.${theme}.${width}.png`), fullPage: true });
  }
  for (const fault of page.faults) tell("any", fault);
  return findings;
}
