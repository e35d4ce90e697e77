// Takes the pictures of the tour of the README again, into docs/pictures: `tests/tour-pictures`. Each shows the page as a
// reader of the tour meets it, on a desk, in French, in the light theme; everything comes from a fresh database.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, open } from "./browser.mjs";
import { hand } from "./hand.mjs";
import { cookie } from "./people.mjs";
import { project, root, start } from "./server.mjs";
import { CONTRACT, people, prepare } from "./signed.mjs";

const folder = join(root, "docs/pictures");
const server = await start();
const browser = await launch();

/** One picture of what the window shows, from `from` when given. */
async function take(name, path, { as, from, act } = {}) {
  const page = await open(browser, server.address, { colorScheme: "light", reducedMotion: "reduce" });
  if (as) await page.context().addCookies([cookie(server, as)]);
  await page.goto(path, { waitUntil: "networkidle" });
  if (act) await act(page);
  // The band of invented figures stays in sight: what is shown starts under it.
  if (from) await page.evaluate((selector) => window.scrollTo(0, document.querySelector(selector).getBoundingClientRect().top + window.scrollY - (document.querySelector(".band")?.offsetHeight ?? 0) - 16), from);
  await page.evaluate(() => document.fonts.ready);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  lighten(file);
  if (page.faults.length) throw new Error(`${name}: ${page.faults.join("\n")}`);
  await page.context().close();
  console.log(`✓ docs/pictures/${name}.png`);
}

/** Fewer colours, half the weight; without ImageMagick the picture stays as it is. */
const lighten = (file) => spawnSync("convert", [file, "-strip", "-dither", "None", "-colors", "255", `PNG8:${file}`]);

/** The first page of the dossier, drawn by poppler. */
async function dossier(path) {
  const pdf = Buffer.from(await (await fetch(`${server.address}${path}/dossier.pdf`)).arrayBuffer());
  const made = mkdtempSync(join(tmpdir(), "rebond-dossier-"));
  writeFileSync(join(made, "dossier.pdf"), pdf);
  const drawn = spawnSync("pdftoppm", ["-r", "70", "-f", "1", "-l", "1", "-png", "-singlefile", join(made, "dossier.pdf"), join(folder, "dossier")]);
  rmSync(made, { recursive: true });
  if (drawn.status !== 0) throw new Error("the first page of the dossier needs pdftoppm: apt-get install poppler-utils");
  console.log("✓ docs/pictures/dossier.png");
}

try {
  const owner = await project(server.address);
  const who = await people(server);
  const by = Object.fromEntries(Object.entries(who).map(([name, one]) => [name, hand(server.address, one)]));
  const { sheet } = await prepare(server, by);
  for (let n = 0; n < 120 && (await fetch(`${server.address}/api/v1/sectors/activities/25.50B`)).status !== 200; n += 1) await new Promise((done) => setTimeout(done, 500));
  await take("home", "/");
  await take("project", owner);
  await take("calendar", owner, { from: "#calendrier" });
  await take("sites", `${owner}/sites`);
  await take("sectors", "/filieres/territoires/2/ti-2704", { from: "svg.picture" });
  await take("contract", CONTRACT, { as: who.lead });
  await take("sheet", sheet, { as: who.lead });
  await take("steering", "/pilotage", { as: who.state, from: "#entonnoir" });
  if (existsSync("/usr/bin/pdftoppm") || process.argv.includes("--dossier")) await dossier("/projets/exemples/vicky-foods-saoneor");
  else console.log("– docs/pictures/dossier.png is kept: pdftoppm is missing (apt-get install poppler-utils)");
} finally {
  await browser.close();
  await server.stop();
}
